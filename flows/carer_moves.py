"""A carer cannot have a visit as planned: why, and another time where there is a good reason.

Only illness and what nobody could expect move a visit. Behaviour never does, and anything else
is for a co-ordinator to talk over: until then the visit stands and the volunteer hears nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from flows import closing, enrol, general, offered, relay, sight, tasks
from flows.carer_answers import AnotherTime, AReason, Known, OkNoOrWords
from flows.conversation import Script, ask, begin, choose, conversation
from flows.decisions import (
    NEW_NUMBER,
    ChangeVisit,
    Decision,
    DoTask,
    OpenTask,
    Say,
    StopTimer,
    Urgency,
)
from flows.events import TimerKind
from flows.facts import (
    Match,
    Offer,
    Person,
    Snapshot,
    Stage,
    Talk,
    TaskKind,
    Visit,
    VisitState,
)
from flows.reading.carer_words import About
from flows.visit_words import end
from locales import carer_messages as m
from locales import messages as general_m
from locales import task_messages as task_m
from locales.message import Message, Text

GOOD_REASONS = (About.ILLNESS, About.UNEXPECTED)


def cared_for(s: Snapshot, me: Person) -> list[Match]:
    """The young people I care for, as their matches: not those that have ended."""
    return [one for one in s.matches if one.carer_id == me.id and one.stage is not Stage.ENDED]


def movable(s: Snapshot, me: Person) -> list[Visit]:
    """Planned visits of those I care for that have not begun, the next one first."""
    mine = {match.id for match in cared_for(s, me)}
    planned = [
        v
        for v in s.visits
        if v.match_id in mine and v.state is VisitState.PLANNED and _start(v) > s.now
    ]
    return sorted(planned, key=_start)


def _start(visit: Visit) -> datetime:
    return visit.starts_at or visit.home_by


def said_of(s: Snapshot, visit: Visit) -> dict[str, Any]:
    """`reference`, `volunteer`, `starts_at`, `end` and `place` of a visit."""
    match, volunteer = sight.match_of(s, visit), s.people.get(visit.volunteer_id)
    return {
        "reference": match.reference if match else "",
        "volunteer": volunteer.first_name if volunteer else "",
        "starts_at": _start(visit),
        "end": end(_start(visit), visit.home_by),
        "place": visit.place,
    }


@conversation("carer_change", expires=timedelta(hours=2))
def carer_change(s: Snapshot) -> Script:
    """Which visit, why, and when instead. Answers are kept by visit and by its time: never taken
    for another, nor for the day to which the volunteer has moved it meanwhile."""
    me = s.me
    assert me is not None
    planned = movable(s, me)
    if not planned:
        yield from _none(s, me)
        return
    visit = planned[0]
    if len(planned) > 1:
        offers = [(str(v.id), Text(m.CARER_WHICH_VISIT, said_of(s, v)), v) for v in planned]
        visit = yield from choose("visit", m.CARER_WHICH, offers)
    names = (said_of(s, visit)["volunteer"],)
    this = f"{visit.id}at{_start(visit).timestamp():.0f}"
    why = yield from ask(f"why{this}", m.CARER_WHY, AReason(names), **said_of(s, visit))
    if why not in GOOD_REASONS:
        yield from _stands(s, me, visit, why)
        return
    when = yield from ask(
        f"when{this}", m.CARER_WHEN, AnotherTime(visit, names), **said_of(s, visit)
    )
    if isinstance(when, str):
        yield from _stands(s, me, visit, when)
        return
    yield from _off(s, me, visit) if when is None else _offer(s, me, visit, *when)
    yield from begin(tells_child, s, str(visit.id))


def _none(s: Snapshot, me: Person) -> Script:
    wants = yield from ask("ring", m.CARER_NONE_TO_MOVE, OkNoOrWords())
    if isinstance(wants, str):
        yield from relay.heard(s, me, wants)
    elif wants:
        yield from general.ring_me(s, me, general_m.PERSON_ASKED)
    else:
        yield Say(me.id, general_m.PERSON_NO)


def _stands(s: Snapshot, me: Person, visit: Visit, why: str) -> Iterator[Decision]:
    """Nothing is changed and the volunteer hears nothing: a co-ordinator rings."""
    match = sight.match_of(s, visit)
    if why == About.DANGER:
        yield from enrol.help_first(s, me)
    elif why == About.WORRY:
        yield from relay.worried(s, me)
    else:
        behaviour = why == About.BEHAVIOUR
        kind = TaskKind.BEHAVIOUR if behaviour else TaskKind.CARER_ASKS
        yield from tasks.open_task(s, kind, match=match, visit=visit, person=me, urgent=True)
        message = m.CARER_BEHAVIOUR if behaviour else m.CARER_ELSE
        told = Say(me.id, message, {**said_of(s, visit), "told": _rings(s, match, me)})
        yield from relay.somebody_rings(s, match, told)


def _rings(s: Snapshot, match: Match | None, me: Person) -> str | Message:
    person = sight.in_charge(s, match, but=me.id)
    return person.first_name if person else general_m.A_CO_ORDINATOR


def _offer(
    s: Snapshot, me: Person, visit: Visit, starts_at: datetime, home_by: datetime
) -> Iterator[Decision]:
    """The volunteer is asked; until they answer, nobody waits at the old time."""
    match = sight.match_of(s, visit)
    assert match is not None, "a carer's visits are those of their matches"
    offer = Offer(starts_at, home_by, s.now)
    yield ChangeVisit(visit.id, offer=offer)
    yield StopTimer(TimerKind.VISIT_START, visit.id)
    yield from offered.tell(s, match, visit, offer)
    known = said_of(s, visit)
    args = {**known, "starts_at": starts_at, "end": end(starts_at, home_by)}
    yield Say(me.id, m.CARER_OFFERED, args)
    yield from _tell_scheme(s, me, match, m.CARER_OFFERED_TELL, {**args, "was": _start(visit)})
    yield from tasks.open_task(s, TaskKind.TELL_CHILD, match=match, visit=visit)


def _off(s: Snapshot, me: Person, visit: Visit) -> Iterator[Decision]:
    """No other time yet: it is off, and somebody helps to find one."""
    match, volunteer = sight.match_of(s, visit), s.people[visit.volunteer_id]
    known = said_of(s, visit)
    yield from closing.off(s, visit)
    if volunteer.reachable:
        yield Say(volunteer.id, m.CARER_OFF_VOLUNTEER, known, visit=visit.id)
        yield Say(me.id, m.CARER_OFF, {**known, "told": _rings(s, match, me)})
        yield from _tell_scheme(s, me, match, m.CARER_OFF_TELL, known)
    else:
        phone = s.scheme.phone or s.scheme.name
        yield Say(me.id, m.CARER_OFF_NOT_TOLD, {**known, "phone": phone})
        yield from _tell_scheme(s, me, match, m.CARER_OFF_TELL_UNTOLD, known, Urgency.REPLY)
    yield from tasks.open_task(s, TaskKind.NO_NEW_DATE, match=match, visit=visit)
    yield from tasks.open_task(s, TaskKind.TELL_CHILD, match=match, visit=visit)


def _tell_scheme(
    s: Snapshot,
    me: Person,
    match: Match | None,
    message: Message,
    args: dict[str, Any],
    urgency: Urgency = Urgency.ROUTINE,
) -> Iterator[Say]:
    """A co-ordinator hears that it happened, never why."""
    person = sight.in_charge(s, match, but=me.id)
    if person is not None:
        yield Say(person.id, message, {**args, "name": me.first_name}, urgency)


def _nobody_tells(s: Snapshot, talk: Talk) -> list[Decision]:
    """Nobody has said that they tell the young person: a co-ordinator does, and hears it now."""
    kept = talk.answers.get("visit")
    visit = next((v for v in s.visits if kept and str(v.id) == kept.value), None)
    return list(_hurry(s, visit)) if visit else []


@conversation("carer_tells", expires=timedelta(hours=2), on_expiry=_nobody_tells)
def tells_child(s: Snapshot) -> Script:
    """The young person hears as soon as possible: by the carer, or by a co-ordinator."""
    me = s.me
    assert me is not None
    mine = {match.id for match in s.matches if match.carer_id == me.id}  # also one just ended
    labelled = [
        (str(v.id), Text(m.CARER_WHICH_VISIT, said_of(s, v)), v)
        for v in s.visits
        if v.match_id in mine
    ]
    if not labelled:  # another is the carer now; a co-ordinator has it to do already
        yield Say(me.id, general_m.ALL_WELL)
        return
    visit = yield from ask("visit", m.CARER_WHICH, Known(tuple(labelled)))
    known = said_of(s, visit)
    tells = yield from ask(
        "tells", m.CARER_TELLS_CHILD, OkNoOrWords(names=(known["volunteer"],)), **known
    )
    if isinstance(tells, str):
        yield from relay.heard(s, me, tells)
        return
    if tells:
        waits = _waits(s, visit)
        if waits is not None:
            yield DoTask(waits, me.id)
        yield Say(me.id, m.CARER_TELLS_CHILD_YES)
        return
    yield from _hurry(s, visit)
    match = sight.match_of(s, visit)
    told = Say(me.id, m.CARER_TELLS_CHILD_NO, {"told": _rings(s, match, me)})
    yield from relay.somebody_rings(s, match, told)


def _waits(s: Snapshot, visit: Visit) -> int | None:
    found = (t.id for t in s.tasks if t.kind is TaskKind.TELL_CHILD and t.visit_id == visit.id)
    return next(found, None)


def _hurry(s: Snapshot, visit: Visit) -> Iterator[DoTask | OpenTask | Say]:
    """What could wait for the digest is urgent now: opened anew, and said at once."""
    match = sight.match_of(s, visit)
    owner = sight.in_charge(s, match, but=s.me.id if s.me else None)
    waits = _waits(s, visit)
    if waits is not None:
        yield DoTask(waits)
    kind = TaskKind.TELL_CHILD
    yield OpenTask(
        kind,
        urgent=True,
        match=match.id if match else None,
        visit=visit.id,
        owner=owner.id if owner else None,
    )
    if owner is not None:
        line = Text(tasks.LINES[kind], tasks.wording(s, match, visit, None))
        args = {"line": line, "number": NEW_NUMBER}
        yield Say(owner.id, task_m.TASK_NOW, args, Urgency.ROUTINE, task=kind)
