"""OUT: the volunteer is home. Closes the timer and tells whoever was told or alarmed."""

from __future__ import annotations

from flows import alerts, chase
from flows.decisions import ChangeVisit, Decision, Say, StopTimer, Urgency
from flows.events import TimerKind
from flows.facts import AlertKind, AlertState, Outcome, Person, Snapshot, Visit, VisitState
from locales import messages as m
from locales.message import Message

ENDS_WITH_OUT = frozenset(
    {AlertKind.MISSED_CHECK_OUT, AlertKind.MISSED_CHECK_IN, AlertKind.OPTED_OUT, AlertKind.TOO_LONG}
)
"""Alerts that coming home answers. A call for help stays open until a co-ordinator ends it."""


def check_out(s: Snapshot, me: Person) -> list[Decision]:
    """Close the visit under way; a second OUT, or one without a visit, changes nothing."""
    visit = under_way(s, me)
    reply = Say(me.id, *_reply(s, me, visit))
    if visit is None:
        return [reply]
    return [
        *close(visit),
        reply,
        *_tell_named(s, me, visit),
        *_tell_alarmed(s, me, visit),
    ]


def under_way(s: Snapshot, me: Person) -> Visit | None:
    """The visit I am out on now."""
    mine = (v for v in s.visits if v.volunteer_id == me.id)
    return next((v for v in mine if v.state is VisitState.OUT), None)


def close(visit: Visit) -> list[Decision]:
    """Home: the visit is closed and its timer gone."""
    return [ChangeVisit(visit.id, state=VisitState.HOME), StopTimer(TimerKind.VISIT_DUE, visit.id)]


def ordinary_reply(s: Snapshot, me: Person) -> Say:
    """What OUT would answer now: also the answer to the covert word, byte for byte."""
    return Say(me.id, *_reply(s, me, under_way(s, me)))


def _reply(s: Snapshot, me: Person, visit: Visit | None) -> tuple[Message, dict[str, object]]:
    if visit is not None:
        named = chase.named_person(s, me.id, visit)
        if named is None or not named.reachable:
            return m.CHECK_OUT_DONE_STAND_IN, {}
        return m.CHECK_OUT_DONE, {"named": named.first_name}
    closed = [v for v in s.visits if v.volunteer_id == me.id and v.state is VisitState.HOME]
    if closed:
        last = max(v.closed_at or v.home_by for v in closed)
        return m.CHECK_OUT_ALREADY, {"closed_at": last}
    return m.CHECK_OUT_NOT_OUT, {}


def _tell_named(s: Snapshot, me: Person, visit: Visit) -> list[Decision]:
    named = chase.named_person(s, me.id, visit)
    if named is None or not named.reachable:
        return []
    return [Say(named.id, m.NAMED_HOME, {"name": me.first_name}, Urgency.SAFETY, visit=visit.id)]


def _tell_alarmed(s: Snapshot, me: Person, visit: Visit) -> list[Decision]:
    """End what coming home answers; of a call for help, only say that OUT was sent."""
    said: list[Decision] = []
    for alert in s.alerts:
        if alert.state is AlertState.CLOSED or alert.volunteer_id != me.id:
            continue
        if alert.kind in ENDS_WITH_OUT and alert.visit_id == visit.id:
            said += alerts.end(s, alert, Outcome.HOME, me, m.CLOSED_HOME)
        elif alert.kind is AlertKind.SOS:
            args = {"name": me.first_name, "code": alert.code}
            knows = [p for i in alert.told if (p := s.people.get(i)) and p.id != me.id]
            said += [
                Say(p.id, m.SENT_OUT_WHILE_SOS, args, Urgency.SAFETY)
                for p in knows
                if alerts.is_co_ordinator(p)
            ]
    return said
