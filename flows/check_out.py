"""OUT: the volunteer is home. Closes the timer and tells whoever was told or alarmed."""

from __future__ import annotations

from flows import alerts, sight
from flows.closing import close
from flows.decisions import Decision, Say, Urgency
from flows.facts import (
    AlertKind,
    AlertState,
    Consent,
    Outcome,
    Person,
    Role,
    Snapshot,
    Visit,
    VisitState,
)
from locales import messages as m
from locales.message import Message

ENDS_WITH_OUT = frozenset(
    {AlertKind.MISSED_CHECK_OUT, AlertKind.MISSED_CHECK_IN, AlertKind.OPTED_OUT, AlertKind.TOO_LONG}
)
"""Alerts that coming home answers. A call for help stays open until a co-ordinator ends it."""


def check_out(s: Snapshot, me: Person) -> list[Decision]:
    """Close the visit under way; a second OUT, or one without a visit, changes nothing.

    Somebody who was waited for and never sent IN is home all the same.
    """
    visit = under_way(s, me) or awaited(s, me)
    reply = Say(me.id, *_reply(s, me, visit))
    if visit is None:
        return [reply]
    told = [*_tell_named(s, me, visit), *_tell_alarmed(s, me, visit)]
    return [*close(s, visit), reply, *told]


def awaited(s: Snapshot, me: Person) -> Visit | None:
    """The planned visit that I have been asked about, if one is late to start."""
    for visit in s.visits:
        if visit.volunteer_id == me.id and visit.state is VisitState.PLANNED:
            if sight.open_alert(s, visit, AlertKind.MISSED_CHECK_IN):
                return visit
    return None


def under_way(s: Snapshot, me: Person) -> Visit | None:
    """The visit I am out on now."""
    mine = (v for v in s.visits if v.volunteer_id == me.id)
    return next((v for v in mine if v.state is VisitState.OUT), None)


def ordinary_reply(s: Snapshot, me: Person) -> Say:
    """What OUT would answer now: also the answer to the covert word, byte for byte."""
    return Say(me.id, *_reply(s, me, under_way(s, me) or awaited(s, me)))


def _reply(s: Snapshot, me: Person, visit: Visit | None) -> tuple[Message, dict[str, object]]:
    if visit is not None:
        named = sight.named_person(s, me.id, visit)
        if named is None or not named.reachable:
            return m.CHECK_OUT_DONE_STAND_IN, {}
        return m.CHECK_OUT_DONE, {"named": named.first_name}
    closed = [v for v in s.visits if v.volunteer_id == me.id and v.state is VisitState.HOME]
    if closed:
        last = max(v.closed_at or v.home_by for v in closed)
        return m.CHECK_OUT_ALREADY, {"closed_at": last}
    return m.CHECK_OUT_NOT_OUT, {}


def _tell_named(s: Snapshot, me: Person, visit: Visit) -> list[Decision]:
    args = {"name": me.first_name}
    return [
        Say(p.id, m.NAMED_HOME, args, Urgency.SAFETY, visit=visit.id) for p in knowing(s, me, visit)
    ]


def knowing(s: Snapshot, me: Person, visit: Visit) -> list[Person]:
    """Who was told of this visit or alarmed about it, co-ordinators left out: the named person
    of now and of when it began, for one may have replaced the other."""
    now = sight.named_person(s, me.id, visit)
    ids = [now.id if now else None, visit.named_person_id]
    ids += [i for a in s.alerts if a.visit_id == visit.id for i in a.told]
    refused = {n.person_id for n in s.named if n.consent is Consent.REFUSED}
    known = [i for i in dict.fromkeys(ids) if i is not None and i not in refused]
    people = [s.people[i] for i in known if i in s.people]
    return [p for p in people if p.id != me.id and p.reachable and _outside(p)]


def _outside(person: Person) -> bool:
    return Role.NAMED_PERSON in person.roles


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
            said += alerts.pass_on(s, alert, m.SENT_OUT_WHILE_SOS, args)
    return said
