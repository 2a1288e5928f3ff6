"""SOS and the covert word: a red alert to the named person and everybody on duty at once."""

from __future__ import annotations

from flows import chase
from flows.alerts import stop
from flows.check_out import close, ordinary_reply, under_way
from flows.decisions import CloseAlert, Decision, EndTalk, Say, StopTimer, Urgency
from flows.events import TimerKind
from flows.facts import Alert, AlertKind, AlertState, Outcome, Person, Snapshot
from locales import messages as m
from locales.message import Message


def sos(s: Snapshot, me: Person) -> list[Decision]:
    """Raise the alarm; said again while nobody has it, the next rung is climbed at once."""
    standing = chase.standing(s, me, AlertKind.SOS)
    if standing is None:
        raised = chase.raise_alert(s, AlertKind.SOS, me, under_way(s, me))
        return [_reply(s, me, raised), *raised]
    taker = s.people.get(standing.taken_by or 0)
    if standing.state is AlertState.TAKEN and taker is not None:
        return [
            Say(me.id, m.SOS_HAS, {"who": taker.first_name}, Urgency.SAFETY),
            Say(taker.id, *_again(me, standing)),
        ]
    return [
        Say(me.id, m.SOS_AGAIN, urgency=Urgency.SAFETY),
        *chase.climb(s, standing, under_way(s, me)),
    ]


def _again(me: Person, alert: Alert) -> tuple[Message, dict[str, str], Urgency]:
    args = {"name": me.first_name, "code": alert.code}
    return m.SOS_SAID_AGAIN, args, Urgency.SAFETY


def _reply(s: Snapshot, me: Person, raised: list[Decision]) -> Say:
    told = dict.fromkeys(d.to for d in raised if isinstance(d, Say) and d.to is not None)
    names = [s.people[i].first_name for i in told if i in s.people]
    if not names:
        phone = s.scheme.phone or s.scheme.name
        return Say(me.id, m.SOS_NOBODY, {"phone": phone}, Urgency.SAFETY)
    return Say(me.id, m.SOS_SENT, {"told": names}, Urgency.SAFETY)


def covert(s: Snapshot, me: Person) -> list[Decision]:
    """Answer exactly as OUT would, look exactly as if home, and get help.

    The visit closes so that nothing more is sent to the phone that somebody may be watching.
    """
    visit = under_way(s, me)
    said: list[Decision] = [ordinary_reply(s, me)]
    if s.talk is not None:
        said += [EndTalk(me.id), StopTimer(TimerKind.TALK, me.id)]
    if visit is not None:
        said += close(visit)
        for alert in s.alerts:
            if alert.visit_id == visit.id and alert.kind is AlertKind.MISSED_CHECK_OUT:
                if alert.state is not AlertState.CLOSED:
                    said += [CloseAlert(alert.id, Outcome.REPLACED, me.id), *stop(alert)]
    standing = chase.standing(s, me, AlertKind.COVERT)
    if standing is None:
        return said + chase.raise_alert(s, AlertKind.COVERT, me, visit)
    if standing.state is AlertState.OPEN:
        return said + chase.climb(s, standing, visit)
    return said
