"""MORE: a later time home. Not without end: past a set total a person is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from flows import alerts, chase
from flows.answers import Longer
from flows.check_out import ENDS_WITH_OUT, under_way
from flows.conversation import Script, ask, conversation
from flows.decisions import ChangeVisit, Say, SetTimer, Urgency
from flows.events import TimerKind
from flows.facts import AlertKind, AlertState, Outcome, Person, Snapshot, Visit
from locales import messages as m


@conversation("extend", expires=timedelta(hours=1))
def extend(s: Snapshot) -> Script:
    """How much longer; then the timer, the named person and any alert know."""
    me = s.me
    assert me is not None
    visit = under_way(s, me)
    if visit is None:
        yield Say(me.id, m.CHECK_OUT_NOT_OUT)
        return
    longer = yield from ask("longer", m.MORE_HOW_LONG, Longer(visit.home_by))
    home_by = max(visit.home_by, s.now) + longer
    total = visit.extended + (home_by - visit.home_by)
    yield ChangeVisit(visit.id, home_by=home_by, extended=total)
    yield SetTimer(TimerKind.VISIT_DUE, visit.id, home_by)
    yield from _tell(s, me, replace(visit, home_by=home_by, extended=total))


def _tell(s: Snapshot, me: Person, visit: Visit) -> Script:
    too_long = visit.extended > s.scheme.more_limit
    args = {"home_by": visit.home_by, "extended": visit.extended, "name": me.first_name}
    yield Say(me.id, m.MORE_TOO_LONG if too_long else m.MORE_DONE, args)
    named = chase.named_person(s, me.id, visit)
    if named is not None and named.reachable:
        yield Say(named.id, m.NAMED_EXTENDED, args, Urgency.SAFETY, visit=visit.id)
    for alert in s.alerts:
        if alert.visit_id != visit.id or alert.state is AlertState.CLOSED:
            continue
        if alert.kind in ENDS_WITH_OUT - {AlertKind.TOO_LONG, AlertKind.OPTED_OUT}:
            yield from alerts.end(
                s, alert, Outcome.EXTENDED, me, m.CLOSED_EXTENDED, home_by=visit.home_by
            )
    if too_long and not chase.open_alert(s, visit, AlertKind.TOO_LONG):
        yield from chase.raise_alert(s, AlertKind.TOO_LONG, me, visit)
