"""SOS and the covert word: a red alert to the named person and everybody on duty at once."""

from __future__ import annotations

from flows import chase, sight
from flows.alerts import is_co_ordinator, pass_on, stop, visit_of
from flows.check_out import awaited, ordinary_reply, under_way
from flows.closing import close
from flows.decisions import CloseAlert, Decision, Say, Urgency
from flows.facts import AlertKind, AlertState, Outcome, Person, Snapshot, VisitState
from locales import messages as m
from locales.message import Message


def sos(s: Snapshot, me: Person) -> list[Decision]:
    """Raise the alarm; said again while nobody has it, the next rung is climbed at once."""
    standing = sight.standing(s, me, AlertKind.SOS)
    if standing is None:
        raised = chase.raise_alert(s, AlertKind.SOS, me, under_way(s, me))
        return [_reply(s, me, raised, m.SOS_SENT), *raised]
    taker = s.people.get(standing.taken_by or 0)
    if standing.state is AlertState.TAKEN and taker is not None:
        args = {"name": me.first_name, "code": standing.code}
        return [
            Say(me.id, m.SOS_HAS, {"who": taker.first_name}, Urgency.SAFETY),
            Say(taker.id, m.SOS_SAID_AGAIN, args, Urgency.SAFETY),
        ]
    climbed = chase.climb(s, standing, visit_of(s, standing))
    return [_reply(s, me, climbed, m.SOS_AGAIN), *climbed]


def _reply(s: Snapshot, me: Person, decided: list[Decision], message: Message) -> Say:
    """Only what is so: whom it tells, or that it can reach nobody."""
    told = dict.fromkeys(d.to for d in decided if isinstance(d, Say) and d.to is not None)
    names = [s.people[i].first_name for i in told if i in s.people]
    if not names:
        phone = s.scheme.phone or s.scheme.name
        return Say(me.id, m.SOS_NOBODY, {"phone": phone}, Urgency.SAFETY)
    return Say(me.id, message, {"told": names}, Urgency.SAFETY)


def covert(s: Snapshot, me: Person) -> list[Decision]:
    """Answer exactly as OUT would, look exactly as if home, and get help.

    The visit closes so that nothing more is sent to the phone that somebody may be watching,
    and every other alert gives way to this one: whoever holds it hears what has changed.
    """
    visit = under_way(s, me) or awaited(s, me)
    said: list[Decision] = [ordinary_reply(s, me)]
    if visit is not None:
        said += close(s, visit, in_secret=True)
    replaced = [
        a
        for a in s.alerts
        if a.volunteer_id == me.id
        and a.kind is not AlertKind.COVERT
        and a.state is not AlertState.CLOSED
    ]
    for alert in replaced:
        said += [CloseAlert(alert.id, Outcome.REPLACED, me.id), *stop(alert)]
        late = visit_of(s, alert)
        if late is not None and late != visit and late.state is VisitState.PLANNED:
            said += close(s, late, VisitState.MISSED, in_secret=True)
    standing = sight.standing(s, me, AlertKind.COVERT)
    if standing is None:
        knew = tuple(i for a in replaced for i in (*a.told, a.taken_by or 0))
        holders = tuple(i for i in knew if i in s.people and is_co_ordinator(s.people[i]))
        about = visit or next((v for a in replaced if (v := visit_of(s, a))), None)
        return said + chase.raise_alert(s, AlertKind.COVERT, me, about, also=holders)
    if standing.state is AlertState.OPEN:
        return said + chase.climb(s, standing, visit_of(s, standing))
    args = {"name": me.first_name, "code": standing.code}
    return said + pass_on(s, standing, m.COVERT_SAID_AGAIN, args)
