"""MORE: a later time home. Not without end: past a set total a person is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from flows import alerts, chase, sight
from flows.check_out import awaited, knowing, under_way
from flows.conversation import Script, ask, conversation
from flows.decisions import ChangeVisit, Decision, Say, SetTimer, Urgency
from flows.events import TimerKind
from flows.facts import AlertKind, AlertState, Outcome, Person, Snapshot, Visit
from flows.typed_answers import Longer
from locales import messages as m


@conversation("extend", expires=timedelta(hours=1))
def extend(s: Snapshot) -> Script:
    """How much longer; then the timer, the named person and any alert know."""
    me = s.me
    assert me is not None
    visit = under_way(s, me)
    if visit is None:
        yield _not_out(s, me)
        return
    longer = yield from ask("longer", m.MORE_HOW_LONG, Longer(visit))
    home_by = max(visit.home_by, s.said_at or s.now) + longer
    total = visit.extended + (home_by - visit.home_by)
    yield ChangeVisit(visit.id, home_by=home_by, extended=total)
    yield SetTimer(TimerKind.VISIT_DUE, visit.id, home_by)
    yield from _tell(s, me, replace(visit, home_by=home_by, extended=total))


def _not_out(s: Snapshot, me: Person) -> Say:
    planned = awaited(s, me)
    if planned is None:
        return Say(me.id, m.CHECK_OUT_NOT_OUT)
    args = {"place": planned.place, "starts_at": planned.starts_at}
    return Say(me.id, m.NOT_STARTED_VOLUNTEER, args)


def _tell(s: Snapshot, me: Person, visit: Visit) -> Script:
    args = {"home_by": visit.home_by, "extended": visit.extended, "name": me.first_name}
    for person in knowing(s, me, visit):
        yield Say(person.id, m.NAMED_EXTENDED, args, Urgency.SAFETY, visit=visit.id)
    for alert in s.alerts:
        if alert.visit_id == visit.id and alert.state is not AlertState.CLOSED:
            if alert.kind in (AlertKind.MISSED_CHECK_OUT, AlertKind.MISSED_CHECK_IN):
                yield from alerts.end(
                    s, alert, Outcome.EXTENDED, me, m.CLOSED_EXTENDED, home_by=visit.home_by
                )
    asked = _ask_a_person(s, me, visit) if visit.extended > s.scheme.more_limit else []
    yield from asked
    told = any(isinstance(d, Say) for d in asked)
    yield Say(me.id, m.MORE_TOO_LONG if told else m.MORE_DONE, args)


def _ask_a_person(s: Snapshot, me: Person, visit: Visit) -> list[Decision]:
    """A new alert, or the standing one again with the new time."""
    standing = sight.open_alert(s, visit, AlertKind.TOO_LONG)
    if standing is None:
        return chase.raise_alert(s, AlertKind.TOO_LONG, me, visit)
    if standing.state is AlertState.OPEN:
        return chase.climb(s, standing, visit)
    args = {
        "code": standing.code,
        "name": me.first_name,
        "home_by": visit.home_by,
        "extended": visit.extended,
    }
    return alerts.pass_on(s, standing, m.TOO_LONG_DUTY, args)
