"""Climbing a ladder: who is told at each rung, and when the next rung comes.

Every step decides the rung and the next deadline together, so an open alert always has a
next step; only a person's answer ends one (`flows.alerts`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from flows import sight
from flows.alarms import args_of, word
from flows.decisions import (
    NEW_CODE,
    Climb,
    Decision,
    RaiseAlert,
    Say,
    SetTimer,
    StopTimer,
    Urgency,
)
from flows.events import TimerKind
from flows.facts import (
    Alert,
    AlertKind,
    AlertState,
    Person,
    Snapshot,
    Visit,
    VisitState,
)
from flows.ladder import CO_ORDINATORS, How, Ladder, Who
from flows.routing import route
from locales import messages as m

LOOK_AGAIN = timedelta(minutes=30)
"""How long a planned visit waits for one that is still under way."""

BREATH = timedelta(minutes=2)
"""The least time a person gets to answer when a backlog is caught up, rung after rung."""


def raise_alert(
    s: Snapshot,
    kind: AlertKind,
    volunteer: Person,
    visit: Visit | None,
    *,
    ladder: Ladder | None = None,
    also: tuple[int, ...] = (),
) -> list[Decision]:
    """Raise an alert and climb its first rung in the same breath.

    `also` are people who hear of it as co-ordinators whether or not the rung names them.
    """
    alert = Alert(
        id=s.fresh[0],
        code="",
        kind=kind,
        volunteer_id=volunteer.id,
        state=AlertState.OPEN,
        rung=-1,
        opened_at=s.now,
        ladder=ladder or ladder_for(s, kind),
        visit_id=visit.id if visit else None,
    )
    step = _step(s, alert, visit, 0, NEW_CODE)
    more = list(_also(s, alert, visit, step, also))
    told = tuple(dict.fromkeys((*step.told, *(say.to for say in more if say.to is not None))))
    raised = RaiseAlert(alert.id, kind, volunteer.id, alert.ladder, alert.visit_id, step.rung, told)
    return [raised, step.timer, *step.says, *more]


def _also(
    s: Snapshot, alert: Alert, visit: Visit | None, step: _Step, also: tuple[int, ...]
) -> Iterator[Say]:
    args = args_of(s, alert, visit, NEW_CODE)
    for number in also:
        person = s.people.get(number)
        if person is None or number in step.told or number == alert.volunteer_id:
            continue
        say = word(alert.kind, Who.EVERYONE, How.TEXT, person, args, NEW_CODE)
        if say is not None:
            yield replace(say, alert=alert.id, rung=step.rung, visit=alert.visit_id)


def ask_for(s: Snapshot, kind: AlertKind, person: Person) -> tuple[list[Decision], list[str]]:
    """Have somebody ring, once however often it is asked; also says who was told, by name."""
    known = sight.standing(s, person, kind)
    if known is None:
        decided = raise_alert(s, kind, person, None)
        told = [d.to for d in decided if isinstance(d, Say) and d.to is not None]
    else:
        decided, told = [], list(known.told)
    return decided, [s.people[i].first_name for i in dict.fromkeys(told) if i in s.people]


def ladder_for(s: Snapshot, kind: AlertKind) -> Ladder:
    """The scheme's ladder for this kind of alert, where the visit brings none of its own."""
    if kind in (AlertKind.SOS, AlertKind.COVERT):
        return s.scheme.sos
    if kind is AlertKind.MISSED_CHECK_IN:
        return s.scheme.missed_check_in
    if kind is AlertKind.MISSED_CHECK_OUT:
        return s.scheme.missed_check_out
    if kind is AlertKind.OPTED_OUT:
        return s.scheme.missed_check_out.for_co_ordinators()
    return s.scheme.ask_a_person


def climb(
    s: Snapshot,
    alert: Alert,
    visit: Visit | None,
    *,
    spare_told: bool = False,
    at_least: int = 0,
) -> list[Decision]:
    """The next rung, or the last one again. `spare_told`: not again to co-ordinators who know."""
    step = _step(s, alert, visit, max(alert.rung + 1, at_least), alert.code, spare_told)
    return [Climb(alert.id, step.rung, step.told), step.timer, *step.says]


def first_co_ordinator(alert: Alert) -> int:
    """The first rung on which somebody stands who can take it."""
    rungs = enumerate(alert.ladder.rungs)
    return next((n for n, rung in rungs if not CO_ORDINATORS.isdisjoint(rung.who)), 0)


def lapse(s: Snapshot, alert: Alert, visit: Visit | None) -> list[Decision]:
    """A take without an outcome goes back onto the ladder: everybody hears that, and all of it."""
    last = len(alert.ladder.rungs) - 1
    step = _step(s, alert, visit, last, alert.code)
    name = s.people[alert.volunteer_id].first_name
    args = {"code": alert.code, "name": name}
    says = [
        Say(to, m.LAPSED, args, Urgency.SAFETY, alert=alert.id, rung=last)
        for to in dict.fromkeys(say.to for say in step.says)
    ]
    return [
        Climb(alert.id, last, step.told, reopen=True),
        step.timer,
        StopTimer(TimerKind.WELFARE, alert.id),
        StopTimer(TimerKind.LAPSE, alert.id),
        *says,
        *step.says,
    ]


@dataclass(frozen=True, slots=True)
class _Step:
    rung: int
    told: tuple[int, ...]
    timer: SetTimer
    says: list[Say]


def _step(
    s: Snapshot,
    alert: Alert,
    visit: Visit | None,
    wanted: int,
    code: Any,
    spare_told: bool = False,
) -> _Step:
    """The first rung from `wanted` on which anybody can be reached; else the last."""
    last = len(alert.ladder.rungs) - 1
    rung = min(wanted, last)
    spared = frozenset(alert.told) if spare_told else frozenset[int]()
    says = list(_says(s, alert, visit, rung, code, spared))
    while not says and rung < last:
        rung += 1
        says = list(_says(s, alert, visit, rung, code, spared))
    told = tuple(dict.fromkeys((*alert.told, *(say.to for say in says if say.to is not None))))
    due = _next_due(s, alert, visit, rung)
    return _Step(rung, told, SetTimer(TimerKind.RUNG, alert.id, due), says)


def _next_due(s: Snapshot, alert: Alert, visit: Visit | None, rung: int) -> datetime:
    """As planned; sooner when this rung came early, never before a breath."""
    rungs = alert.ladder.rungs
    if rung >= len(rungs) - 1:
        return s.now + alert.ladder.repeat
    gap = rungs[rung + 1].after - rungs[rung].after
    planned = _base(alert, visit) + rungs[rung + 1].after
    return max(min(planned, s.now + gap), s.now + min(gap, BREATH))


def _base(alert: Alert, visit: Visit | None) -> datetime:
    """The instant that the ladder's minutes are counted from."""
    if visit is not None and alert.kind is AlertKind.MISSED_CHECK_OUT:
        return visit.home_by
    if visit is not None and alert.kind is AlertKind.MISSED_CHECK_IN and visit.starts_at:
        return visit.starts_at
    return alert.opened_at


def _says(
    s: Snapshot, alert: Alert, visit: Visit | None, rung: int, code: Any, spared: frozenset[int]
) -> Iterator[Say]:
    """All that one rung says: each person by each way that reaches them, nobody twice."""
    step = alert.ladder.rungs[rung]
    args = args_of(s, alert, visit, code)
    heard: set[int] = set()
    for who in step.who:
        # After a covert word nobody is asked to ring, whatever this alert would have said.
        hidden = who is not Who.VOLUNTEER and sight.secret(s, alert.volunteer_id)
        kind = AlertKind.COVERT if hidden else alert.kind
        for person in _people(s, alert, visit, who):
            if person.id in heard or (person.id in spared and who in CO_ORDINATORS):
                continue
            worded = [word(kind, who, how, person, args, code) for how in step.how]
            says = [say for say in worded if say and route(say, person, s.now, s.scheme)]
            yield from (replace(x, alert=alert.id, rung=rung, visit=alert.visit_id) for x in says)
            if says:
                heard.add(person.id)
                if who in (Who.DUTY, Who.NEXT):
                    break


def _people(s: Snapshot, alert: Alert, visit: Visit | None, who: Who) -> list[Person]:
    """Whom a word of the ladder can mean now, best first; an alert never goes to its subject
    as if they were a co-ordinator."""
    if who is Who.VOLUNTEER:
        return [s.people[alert.volunteer_id]]
    if who is Who.NAMED_PERSON:
        named = sight.named_person(s, alert.volunteer_id, visit)
        return [named] if named else []
    able = sight.reachable_co_ordinators(s, but=alert.volunteer_id)
    able = [p for p in able if p.id not in sight.kept_from(s, alert)]
    on_duty = [p for p in able if p.on_duty]
    if who is Who.ON_DUTY:
        return on_duty or able
    if who is Who.NEXT:
        return [p for p in able if p.id not in alert.told]
    return able


def visit_due(s: Snapshot) -> list[Decision]:
    """The time promised has come: the first rung, unless the visit is over or was extended."""
    visit = s.visit
    if visit is None or visit.state is not VisitState.OUT:
        return []
    if visit.home_by > s.now:
        return [SetTimer(TimerKind.VISIT_DUE, visit.id, visit.home_by)]
    if sight.open_alert(s, visit, AlertKind.MISSED_CHECK_OUT):
        return []
    return raise_alert(
        s,
        AlertKind.MISSED_CHECK_OUT,
        s.people[visit.volunteer_id],
        visit,
        ladder=visit.ladder,
    )


def visit_not_started(s: Snapshot) -> list[Decision]:
    """A planned start has passed without a check-in. Who is out elsewhere is watched already."""
    visit = s.visit
    if visit is None or visit.state is not VisitState.PLANNED:
        return []
    if sight.open_alert(s, visit, AlertKind.MISSED_CHECK_IN):
        return []
    if any(v.state is VisitState.OUT and v.volunteer_id == visit.volunteer_id for v in s.visits):
        return [SetTimer(TimerKind.VISIT_START, visit.id, s.now + LOOK_AGAIN)]
    volunteer = s.people[visit.volunteer_id]
    return raise_alert(s, AlertKind.MISSED_CHECK_IN, volunteer, visit, ladder=visit.ladder)


def rung_due(s: Snapshot) -> list[Decision]:
    """Nobody has taken it in time: the next rung."""
    alert = s.alert
    if alert is None or alert.state is not AlertState.OPEN:
        return []
    return climb(s, alert, s.visit)
