"""A co-ordinator is away: who covers, what passes to them, and how it comes back."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from flows import alerts, days_away, sight, tasks
from flows.conversation import Step, choose
from flows.days_away import Days
from flows.decisions import Decision, Say, SetDuty, SetTimer, Urgency
from flows.events import TimerKind
from flows.facts import (
    Absence,
    AlertState,
    Person,
    Role,
    Snapshot,
    Stage,
    Standing,
    TaskKind,
)
from flows.reading.instants import instant
from flows.times import local
from locales import messages
from locales import scheme_messages as m

BEGINS_AT = 8
"""The hour of the first day, and of the day after the last, in London."""


def takes_part(person: Person) -> bool:
    """Whether somebody must cover for this person while they are away."""
    return Role.CO_ORDINATOR in person.roles and person.standing is Standing.ACTIVE


def candidates(s: Snapshot, me: Person, days: Days) -> list[Person]:
    """Who could cover: who can be written to and is here on at least one of these days."""
    others = (p for p in s.co_ordinators if p.id != me.id and p.reachable)
    return [p for p in others if not _away_throughout(s, p, days)]


def _away_throughout(s: Snapshot, person: Person, days: Days) -> bool:
    theirs = (a for a in s.absences if a.person_id == person.id)
    return any(a.first <= days[0] and days[1] <= a.last for a in theirs)


def who_covers(s: Snapshot, me: Person, days: Days) -> Generator[Step, Any, Person | None]:
    """Asked of a co-ordinator whom anybody could cover for."""
    able = candidates(s, me, days)
    if not takes_part(me) or not able:
        return None
    offered = [(str(p.id), p.first_name, p.id) for p in able]
    chosen = yield from choose("cover", m.COVER_WHO, [*offered, ("0", m.COVER_NOBODY, 0)])
    return next((p for p in able if p.id == chosen), None)


def arranged(s: Snapshot, me: Person, it: Absence) -> Iterator[Decision]:
    """Who covers hears of it; where nobody does, a co-ordinator has to find somebody."""
    yield SetTimer(TimerKind.AWAY, it.id, max(s.now, _morning(it.first)))
    cover = _person(s, it.cover_id)
    if cover is None:
        yield from _nobody(s, me)
    elif s.now < _morning(it.first):
        args = {"name": me.first_name, "days": days_away.of(it)}
        yield Say(cover.id, m.COVER_AHEAD, args, Urgency.ROUTINE)


def _nobody(s: Snapshot, me: Person) -> Iterator[Decision]:
    opened = list(tasks.open_task(s, TaskKind.COVER, person=me, urgent=True))
    yield from opened
    found = sight.here_for(s, None, {me.id})
    if not opened:
        yield Say(me.id, m.COVER_MISSING_KNOWN)
    elif found is None or not found.reachable:
        yield Say(me.id, m.COVER_MISSING_UNTOLD)
    else:
        yield Say(me.id, m.COVER_MISSING, {"told": found.first_name})


def called_off(
    s: Snapshot, me: Person, it: Absence, *, cover: int | None = None
) -> Iterator[Decision]:
    """No longer away: who would have covered, or does, need not; `cover` hears otherwise."""
    before = _person(s, it.cover_id)
    if before is None or before.id == cover or not takes_part(me):
        return
    begun = _morning(it.first) <= s.now
    args = {"name": me.first_name, "days": days_away.of(it)}
    yield Say(before.id, m.COVER_ENDS if begun else m.COVER_OFF, args, Urgency.ROUTINE)


def begun(s: Snapshot, it: Absence) -> bool:
    return _morning(it.first) <= s.now


def due(s: Snapshot) -> list[Decision]:
    """An AWAY timer of `s.absence`: the first morning away, or the first one back."""
    me, it = s.me, s.absence
    if me is None or it is None or not takes_part(me):
        return []
    if s.now < _morning(it.first):
        return [SetTimer(TimerKind.AWAY, it.id, _morning(it.first))]
    if s.now >= _back(it):
        return list(_over(s, me, it))
    return [SetTimer(TimerKind.AWAY, it.id, _back(it)), *_begins(s, me, it)]


def _begins(s: Snapshot, me: Person, it: Absence) -> Iterator[Decision]:
    """Off duty; who stands in hears what comes to them."""
    stand_in = _stand_in(s, me, it)
    if it.cover_id is not None and stand_in is None:
        yield from tasks.open_task(s, TaskKind.COVER, person=me, urgent=True)
    if stand_in is not None:
        yield Say(stand_in.id, m.COVER_BEGINS, _handed_over(s, me, it), Urgency.ROUTINE)
    if me.on_duty:
        yield from _off_duty(s, me, it, stand_in)
    yield from _alerts(s, me, stand_in)


def _stand_in(s: Snapshot, me: Person, it: Absence) -> Person | None:
    """Who covers, or covers for who covers; None where nobody was named or can be told."""
    seen, cover = {me.id}, _person(s, it.cover_id)
    while cover is not None and cover.id not in seen:
        seen.add(cover.id)
        away = sight.absence_on(s, cover.id, local(s.now).date())
        if away is None:
            return cover if cover.reachable else None
        cover = _person(s, away.cover_id)
    return None


def _handed_over(s: Snapshot, me: Person, it: Absence) -> dict[str, Any]:
    mine = [m_ for m_ in s.matches if m_.co_ordinator_id == me.id and m_.stage is not Stage.ENDED]
    return {
        "name": me.first_name,
        "last": it.last,
        "tasks": sum(task.owner_id == me.id for task in s.tasks),
        "matches": [match.reference for match in mine] or m.COVER_NO_MATCHES,
    }


def _off_duty(s: Snapshot, me: Person, it: Absence, stand_in: Person | None) -> Iterator[Decision]:
    yield SetDuty(me.id, False)
    message = m.AWAY_OFF_DUTY_COVERED if stand_in else m.AWAY_OFF_DUTY
    args = {"last": it.last, "cover": stand_in.first_name if stand_in else ""}
    yield Say(me.id, message, args, Urgency.ROUTINE)
    if any(p.on_duty and p.id != me.id for p in s.co_ordinators):
        return
    asked = stand_in or sight.here_for(s, None, {me.id})
    if asked is not None:
        yield Say(asked.id, m.COVER_DUTY, {"name": me.first_name})


def _alerts(s: Snapshot, me: Person, stand_in: Person | None) -> Iterator[Decision]:
    """What the one who leaves has taken stays theirs until somebody takes it over."""
    held = [a for a in s.alerts if a.taken_by == me.id and a.state is not AlertState.CLOSED]
    if held and stand_in is None:
        codes = [alert.code for alert in held]
        yield Say(me.id, messages.DUTY_OFF_HOLDING, {"codes": codes, "code": codes[0]})
        return
    for alert in held:
        yield from alerts.offer(s, me, alert, stand_in.first_name if stand_in else "")


def _over(s: Snapshot, me: Person, it: Absence) -> Iterator[Decision]:
    """Back, unless another stretch of days away has begun."""
    if sight.absence_on(s, me.id, local(s.now).date()) is not None:
        return
    yield from tasks.settle(s, {TaskKind.COVER, TaskKind.AWAY})
    yield Say(me.id, m.AWAY_BACK, {"name": me.first_name}, Urgency.ROUTINE)
    cover = _person(s, it.cover_id)
    if cover is not None:
        yield Say(cover.id, m.COVER_ENDS, {"name": me.first_name}, Urgency.ROUTINE)


def _person(s: Snapshot, cover: int | None) -> Person | None:
    """The co-ordinator of this id, as long as they are one."""
    return next((p for p in s.co_ordinators if p.id == cover), None)


def _morning(day: date) -> datetime:
    return instant(day, BEGINS_AT)


def _back(it: Absence) -> datetime:
    return _morning(it.last + timedelta(days=1))
