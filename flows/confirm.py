"""Whether a planned visit stands: asked two days and one day before, and on the day.

Silence is never yes: what nobody confirmed reaches a co-ordinator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from flows import reminders, sight, tasks
from flows.decisions import (
    ChangeVisit,
    Decision,
    DoTask,
    Option,
    Say,
    SetTimer,
    StopTimer,
    Urgency,
)
from flows.events import TimerKind
from flows.facts import Person, Snapshot, Standing, TaskKind, Visit, VisitState
from flows.reminders import Step
from flows.routing import quiet_end, route
from flows.times import local
from flows.visit_words import end
from flows.waiting import Waiting
from locales import confirm_messages as m
from locales.message import Message, Text

LOOK_AGAIN = timedelta(minutes=30)
"""How long a question waits where it would come at the wrong moment."""

ABOUT_A_VISIT = frozenset({"change_visit", "call_off"})
"""Conversations in which it would be odd to be asked whether the visit stands."""


def watch(s: Snapshot, visit: int, starts_at: datetime) -> Iterator[Decision]:
    """The timers that a planned visit has from now on: its reminders and its start."""
    yield SetTimer(
        TimerKind.VISIT_START, visit, starts_at + s.scheme.missed_check_in.rungs[0].after
    )
    yield _next(s, visit, starts_at)


def unwatch(visit: int) -> Iterator[Decision]:
    """It has begun or is not happening: nobody is reminded or waited for any more."""
    yield StopTimer(TimerKind.VISIT_START, visit)
    yield StopTimer(TimerKind.CONFIRM, visit)


def soon(s: Snapshot, starts_at: datetime) -> bool:
    """Whether a visit begins so soon that agreeing to the plan is the confirmation: there is no
    time left to ask, and then to hear nothing."""
    return reminders.come(s.scheme, starts_at, s.now) is not None


def due(s: Snapshot) -> list[Decision]:
    """A CONFIRM timer of `s.visit`: the newest step that has come, and the next is set.

    An offer that stands is `flows.offered`'s: nobody is asked about a time that cannot be.
    """
    visit = s.visit
    if visit is None or visit.state is not VisitState.PLANNED or visit.starts_at is None:
        return []
    if visit.starts_at <= s.now or visit.offer is not None:
        return []
    later = _wrong_moment(s, visit)
    if later is not None:
        return [SetTimer(TimerKind.CONFIRM, visit.id, later)] if later < visit.starts_at else []
    step = reminders.come(s.scheme, visit.starts_at, s.now)
    done = _STEPS[step](s, visit) if step else []
    return [_next(s, visit.id, visit.starts_at), *done]


def _next(s: Snapshot, visit: int, starts_at: datetime) -> Decision:
    """A visit that was moved must not keep the timer of its old time."""
    at = reminders.coming(s.scheme, starts_at, s.now)
    return SetTimer(TimerKind.CONFIRM, visit, at) if at else StopTimer(TimerKind.CONFIRM, visit)


def _wrong_moment(s: Snapshot, visit: Visit) -> datetime | None:
    """When to look again: at night after an outage, while the visit is just being changed, and
    after a covert word, when nobody may be told to get in touch."""
    ends = quiet_end(s.now, s.scheme)
    if ends is not None:
        return ends
    shown = s.talk.shown if s.talk and s.talk.flow in ABOUT_A_VISIT else None
    changing = shown is not None and shown.at is not None and shown.at > s.now - LOOK_AGAIN
    if changing or sight.secret(s, visit.volunteer_id):
        return s.now + LOOK_AGAIN
    return None


def _ask_first(s: Snapshot, visit: Visit) -> list[Decision]:
    if visit.confirmed_at is not None:
        return []
    return _ask(s, visit, m.CONFIRM_ASK) or list(unconfirmed(s, visit))


def _ask_again(s: Snapshot, visit: Visit) -> list[Decision]:
    """Once more, and a co-ordinator hears: unless this is the first that they are asked."""
    if visit.confirmed_at is not None:
        return []
    if visit.asked_at is None:
        return _ask_first(s, visit)
    return [*_ask(s, visit, m.CONFIRM_AGAIN), *unconfirmed(s, visit)]


def _remind(s: Snapshot, visit: Visit) -> list[Decision]:
    """The day's reminder, to everybody; a co-ordinator hears of what is not confirmed even now."""
    sure = visit.confirmed_at is not None
    asked = _ask(s, visit, m.CONFIRM_DAY if sure else m.CONFIRM_DAY_UNSURE)
    return asked if sure else [*asked, *unconfirmed(s, visit)]


_STEPS: dict[Step, Callable[[Snapshot, Visit], list[Decision]]] = {
    Step.ASK: _ask_first,
    Step.AGAIN: _ask_again,
    Step.DAY: _remind,
}


def _ask(s: Snapshot, visit: Visit, message: Message) -> list[Decision]:
    """Ask the volunteer. Nothing where no message reaches them: then nobody was asked."""
    volunteer = s.people[visit.volunteer_id]
    to_tick = _to_tick(s, visit) and message in (m.CONFIRM_DAY, m.CONFIRM_DAY_UNSURE)
    words = ("CHANGE", "OFF", "CARD") if to_tick else ("CHANGE", "OFF")
    options = (ok(visit), *(Option(word, word, word) for word in words))
    say = Say(
        volunteer.id, message, _args(s, visit), Urgency.ROUTINE, options, visit.id, visit=visit.id
    )
    able = volunteer.standing is Standing.ACTIVE
    if not able or not route(say, volunteer, s.now, s.scheme):
        return []
    return [ChangeVisit(visit.id, asked=True), say]


def _to_tick(s: Snapshot, visit: Visit) -> bool:
    """Whether the safety card is still to be gone through."""
    return sight.match_of(s, visit) is not None and visit.card is None


def _args(s: Snapshot, visit: Visit) -> dict[str, Any]:
    starts_at = _start(visit)
    today = local(starts_at).date() == local(s.now).date()
    return {
        "starts_at": starts_at,
        "place": visit.place,
        "home_by": end(starts_at, visit.home_by),
        "when": Text(m.CONFIRM_TODAY, {"starts_at": starts_at}) if today else starts_at,
        "more": m.CONFIRM_THEN_CARD if _to_tick(s, visit) else m.CONFIRM_THEN_IN,
    }


def _start(visit: Visit) -> datetime:
    return visit.starts_at or visit.home_by


def ok(visit: Visit) -> Option:
    """Its own OK: a button of an old reminder must not confirm another visit, or another time."""
    return Option(f"on{int(_start(visit).timestamp())}", "OK", unlisted=True)


def _button(visit: Visit) -> str:
    return f"{visit.id}:{ok(visit).key}"


def unconfirmed(s: Snapshot, visit: Visit, starts_at: datetime | None = None) -> Iterator[Decision]:
    """A co-ordinator hears, once, that the volunteer has not said: of an offered time if given."""
    match = sight.match_of(s, visit)
    person = None if match else s.people[visit.volunteer_id]
    args = {"starts_at": starts_at} if starts_at else None
    yield from tasks.open_task(
        s, TaskKind.UNCONFIRMED, match=match, visit=visit, person=person, urgent=True, args=args
    )


def settled(s: Snapshot, visit: Visit, *, quietly: bool = False) -> Iterator[Decision]:
    """It is known now whether the visit stands: whoever was to find out need not any more.

    They are told that it is on, unless `quietly`: they hear of what became of it otherwise.
    """
    volunteer = s.people[visit.volunteer_id]
    for task in s.tasks:
        if task.kind is not TaskKind.UNCONFIRMED or task.visit_id != visit.id:
            continue
        yield DoTask(task.id)
        owner = tasks.whose(s, task)
        if owner is not None and task.urgent and not quietly:
            args = {"name": volunteer.first_name, "starts_at": _start(visit)}
            yield Say(owner.id, m.CONFIRM_ON_TELL, args, Urgency.ROUTINE, visit=visit.id)


def on(s: Snapshot, me: Person, visit: Visit) -> list[Decision]:
    """The volunteer says that it stands."""
    thanks = Say(me.id, m.CONFIRM_THANKS, {"starts_at": visit.starts_at})
    return [ChangeVisit(visit.id, confirmed=True), thanks, *settled(s, visit)]


def waiting(s: Snapshot, me: Person, off: Callable[[Visit], list[Decision]]) -> list[Waiting]:
    """My planned visits that I have been asked about and have not answered for since.

    The day's reminder asks again of what was confirmed, so that an OK to it is to nothing else.
    `off` is what follows from a NO.
    """
    mine = (visit for visit in s.visits if visit.volunteer_id == me.id and _asked(s, visit))
    return [_question(s, me, visit, off) for visit in mine]


def _question(
    s: Snapshot, me: Person, visit: Visit, off: Callable[[Visit], list[Decision]]
) -> Waiting:
    return Waiting(
        key=f"visit{visit.id}",
        label=Text(m.CONFIRM_LABEL, {"starts_at": visit.starts_at, "place": visit.place}),
        question=m.CONFIRM_ASK,
        asked_at=visit.asked_at,
        args=_args(s, visit),
        act=lambda agrees: on(s, me, visit) if agrees else off(visit),
        again=lambda: _ask(s, visit, m.CONFIRM_ASK),
        button=_button(visit),
    )


def _asked(s: Snapshot, visit: Visit) -> bool:
    if visit.state is not VisitState.PLANNED or visit.asked_at is None or visit.offer is not None:
        return False
    if visit.asked_at > (s.said_at or s.now):
        return False  # written before it was asked, and late on its way
    answered = visit.confirmed_at is not None and visit.confirmed_at >= visit.asked_at
    late = s.scheme.missed_check_in.rungs[0].after
    return not answered and s.now < _start(visit) + late


def pressed(s: Snapshot, me: Person, choice: str) -> list[Decision] | None:
    """OK pressed once more, at a visit that stands as it was then; None for any other button."""
    for visit in s.visits:
        mine = visit.volunteer_id == me.id and visit.state is VisitState.PLANNED
        stands = visit.confirmed_at is not None and visit.offer is None
        if mine and stands and _button(visit) == choice:
            return [Say(me.id, m.CONFIRM_THANKS, {"starts_at": visit.starts_at})]
    return None
