"""Keys pressed on an alert call. Anything but a key is no acknowledgement and never comes here."""

from __future__ import annotations

from flows import alerts, chase, check_out, sos
from flows.decisions import Decision, Say
from flows.facts import Alert, AlertKind, AlertState, Person, Snapshot
from locales import messages as m

YES, CANNOT = "1", "3"


def key_pressed(s: Snapshot, me: Person, key: str) -> list[Decision]:
    """1 takes it (or says that the volunteer is home), 3 cannot (or asks for help).

    Any other key decides nothing, so that the call asks again.
    """
    alert = s.alert
    if alert is None or key not in (YES, CANNOT):
        return []
    if alert.volunteer_id == me.id:
        return _volunteer(s, me, key)
    if alert.state is AlertState.CLOSED:
        return [Say(me.id, m.KEY_OVER)]
    if not alerts.is_co_ordinator(me):
        return [Say(me.id, m.KEY_NOTED)]
    return _take(s, me, alert) if key == YES else _cannot(s, me, alert)


def _volunteer(s: Snapshot, me: Person, key: str) -> list[Decision]:
    alert = s.alert
    if alert is None or alert.kind is not AlertKind.MISSED_CHECK_OUT:
        return []
    if key == YES:
        return [Say(me.id, m.KEY_HOME), *_not_spoken(check_out.check_out(s, me), me)]
    return [Say(me.id, m.KEY_HELP), *_not_spoken(sos.sos(s, me), me)]


def _take(s: Snapshot, me: Person, alert: Alert) -> list[Decision]:
    if alerts.held_by_another(alert, me):
        taker = s.people.get(alert.taken_by or 0)
        who = taker.first_name if taker else m.A_CO_ORDINATOR
        return [Say(me.id, m.KEY_TAKEN_ALREADY, {"who": who})]
    return [Say(me.id, m.KEY_TAKEN), *alerts.take(s, me, alert)]


def _cannot(s: Snapshot, me: Person, alert: Alert) -> list[Decision]:
    if alert.state is not AlertState.OPEN:
        return [Say(me.id, m.KEY_NOTED_CANNOT)]
    if alert.rung >= len(alert.ladder.rungs) - 1:
        return [Say(me.id, m.KEY_NOTED_CANNOT)]  # everybody has just been told, and will be again
    climbed = chase.climb(s, alert, s.visit, spare_told=True)
    told = any(isinstance(d, Say) for d in climbed)
    return [Say(me.id, m.KEY_CANNOT if told else m.KEY_NOTED_CANNOT), *climbed]


def _not_spoken(decided: list[Decision], me: Person) -> list[Decision]:
    """The written answer is left out of a call, where the spoken one stands for it."""
    return [d for d in decided if not (isinstance(d, Say) and d.to == me.id)]
