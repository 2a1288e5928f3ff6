"""When a person can no longer be reached: another channel, the next rung, and who is told."""

from __future__ import annotations

from flows import alerts, chase, sight
from flows.check_out import under_way
from flows.decisions import Decision, Resend, Say, SetReach, Urgency
from flows.events import DeliveryFailed, ReachChanged, SendError
from flows.facts import (
    Alert,
    AlertKind,
    AlertState,
    Channel,
    Consent,
    Person,
    Reach,
    Snapshot,
    Visit,
    VisitState,
)
from locales import messages as m

LOST = {
    SendError.OPTED_OUT: Reach.OPTED_OUT,
    SendError.BLOCKED: Reach.BLOCKED,
    SendError.INVALID: Reach.INVALID,
}
"""What a failure says about the address itself."""


def changed(s: Snapshot, event: ReachChanged) -> list[Decision]:
    """A provider says that somebody blocked us, opted out or came back."""
    here = SetReach(event.channel, event.address, event.reach)
    if s.me is None:
        return []
    if event.reach is Reach.OK:
        return [here, Say(s.me.id, m.BACK_FROM_OPT_OUT)] if _was_lost(s.me, event) else [here]
    return [here, *_lost(s, s.me, event.channel, event.address)]


def _was_lost(me: Person, event: ReachChanged) -> bool:
    return any(
        a.channel is event.channel and a.value == event.address and a.reach is not Reach.OK
        for a in me.addresses
    )


def _lost(s: Snapshot, me: Person, channel: Channel, address: str) -> list[Decision]:
    """Out on a visit or on a ladder it is a safety event at once; else somebody should know."""
    said = _chased(s, me) + _stood_on(s, me)
    if said:
        return said
    left = [a for a in me.usable() if (a.channel, a.value) != (channel, address)]
    return [] if left else _unreachable(s, me)


def _chased(s: Snapshot, me: Person) -> list[Decision]:
    """A volunteer who is out: a co-ordinator hears now, whichever rung a chase stands on."""
    visit = under_way(s, me)
    if sight.secret(s, me.id):
        return _in_secret(s, me)
    if visit is None:
        return []
    late = sight.open_alert(s, visit, AlertKind.MISSED_CHECK_OUT)
    if late is None:
        if sight.open_alert(s, visit, AlertKind.OPTED_OUT):
            return []
        return chase.raise_alert(s, AlertKind.OPTED_OUT, me, visit)
    if late.state is AlertState.OPEN:
        return chase.climb(s, late, visit, at_least=chase.first_co_ordinator(late))
    return alerts.pass_on(s, late, m.UNREACHABLE_TELL, {"name": me.first_name})


def _in_secret(s: Snapshot, me: Person) -> list[Decision]:
    """After a covert word a phone that goes silent is news, and still not to be rung."""
    covert = sight.standing(s, me, AlertKind.COVERT)
    assert covert is not None
    args = {"name": me.first_name, "code": covert.code}
    return alerts.pass_on(s, covert, m.COVERT_UNREACHABLE, args)


def _stood_on(s: Snapshot, me: Person) -> list[Decision]:
    """Somebody whom an alert has just told, or who has taken one: it does not wait for them."""
    said: list[Decision] = []
    for alert in s.alerts:
        if alert.state is AlertState.TAKEN and alert.taken_by == me.id:
            said += chase.lapse(s, alert, alerts.visit_of(s, alert))
        elif alert.state is AlertState.OPEN and alert.told[-1:] == (me.id,):
            if not on_last_rung(alert) and alert.volunteer_id != me.id:
                said += chase.climb(s, alert, alerts.visit_of(s, alert))
    return said


def _unreachable(s: Snapshot, me: Person) -> list[Decision]:
    watching = _watching(s, me)
    urgency = Urgency.SAFETY if watching or me.on_duty else Urgency.ROUTINE
    told = sight.reachable_co_ordinators(s, but=me.id)[:1]
    said: list[Decision] = [
        Say(p.id, m.UNREACHABLE_TELL, {"name": me.first_name}, urgency) for p in told
    ]
    for visit in watching:
        args = {"named": me.first_name}
        said.append(Say(visit.volunteer_id, m.NAMED_UNREACHABLE, args, Urgency.SAFETY))
    return said


def _watching(s: Snapshot, me: Person) -> list[Visit]:
    """Visits under way for which I am the named person."""
    agreed = {n.volunteer_id for n in s.named_for if n.consent is Consent.AGREED}
    return [v for v in s.visits if v.volunteer_id in agreed and v.state is VisitState.OUT]


def failed(s: Snapshot, event: DeliveryFailed) -> list[Decision]:
    """A message will not arrive: another address at once, and the next rung at once."""
    me = s.me
    if me is None:
        return []
    said: list[Decision] = []
    address = next((a for a in me.addresses if a.id == event.address_id), None)
    if address is not None and event.error in LOST and event.channel is not Channel.VOICE:
        said.append(SetReach(address.channel, address.value, LOST[event.error]))
    if not event.safety:
        return said
    tried = () if address is None else (address.id,)
    others = [a for a in me.usable() if a.id not in tried]
    if others and event.channel is not Channel.VOICE:
        said.append(Resend(event.message_id, me.id, tried))
    if event.alert_id is not None:
        return said + _climb(s, event)
    if not others and address is not None:
        said += _lost(s, me, address.channel, address.value)
    return said


def _climb(s: Snapshot, event: DeliveryFailed) -> list[Decision]:
    """Only the rung that the alert stands on now, and the last one only once a round."""
    alert = s.alert
    if alert is None or alert.state is not AlertState.OPEN or event.rung != alert.rung:
        return []
    if on_last_rung(alert):
        return []
    return chase.climb(s, alert, s.visit, spare_told=True)


def on_last_rung(alert: Alert) -> bool:
    """The last rung repeats on its timer; a failure there must not make it spin."""
    return alert.rung >= len(alert.ladder.rungs) - 1
