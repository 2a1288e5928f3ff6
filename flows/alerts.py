"""What people do with an alert: take it, hand it over, end it. Nothing else ends one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flows import chase, sight
from flows.closing import close
from flows.decisions import (
    CloseAlert,
    Decision,
    OfferAlert,
    Option,
    Say,
    SetTimer,
    StopTimer,
    TakeAlert,
    Urgency,
)
from flows.events import Place, TimerKind
from flows.facts import (
    Alert,
    AlertKind,
    AlertState,
    Channel,
    Outcome,
    Person,
    Role,
    Snapshot,
    Visit,
    VisitState,
)
from locales import messages as m
from locales.message import Message

ABOUT_THE_VISIT = {
    AlertKind.MISSED_CHECK_OUT: VisitState.HOME,
    AlertKind.OPTED_OUT: None,
    AlertKind.MISSED_CHECK_IN: VisitState.MISSED,
}
"""What an outcome makes of the visit, where the alert was about the visit itself."""


def find(s: Snapshot, code: str) -> Alert | None:
    """The alert of this code that I may see: an open one before one that has ended."""
    me = s.me.id if s.me else 0
    found = [a for a in s.alerts if a.code == code and me not in sight.kept_from(s, a)]
    return min(found, key=lambda a: a.state is AlertState.CLOSED, default=None)


def visit_of(s: Snapshot, alert: Alert) -> Visit | None:
    """The visit an alert is about, if it is about one."""
    if s.visit is not None and s.visit.id == alert.visit_id:
        return s.visit
    return next((v for v in s.visits if v.id == alert.visit_id), None)


def take(s: Snapshot, me: Person, alert: Alert) -> list[Decision]:
    """A co-ordinator takes an alert; the second one hears who has it."""
    if alert.state is AlertState.CLOSED:
        return [Say(me.id, m.CODE_CLOSED, {"code": alert.code})]
    if alert.volunteer_id == me.id:
        return [Say(me.id, m.TAKEN_NOT_YOURS, {"code": alert.code})]
    if held_by_another(alert, me):
        return [Say(me.id, m.TAKEN_ALREADY, _has(s, alert))]
    handed = alert.taken_by if alert.taken_by not in (None, me.id) else None
    said: list[Decision] = [
        TakeAlert(alert.id, me.id),
        StopTimer(TimerKind.RUNG, alert.id),
        SetTimer(TimerKind.WELFARE, alert.id, s.now + s.scheme.welfare),
        SetTimer(TimerKind.LAPSE, alert.id, s.now + s.scheme.lapse),
        taken_reply(s, me, alert),
    ]
    if handed is not None:
        said.append(Say(handed, m.HAND_OVER_DONE, {"who": me.first_name, "code": alert.code}))
    if alert.taken_by != me.id:
        said.extend(_tell_taken(s, me, alert, but=handed))
    return said


def held_by_another(alert: Alert, me: Person) -> bool:
    """Whether somebody else has it and has not asked me to take it over."""
    return alert.state is AlertState.TAKEN and alert.taken_by != me.id and alert.offered_to != me.id


def _has(s: Snapshot, alert: Alert) -> dict[str, Any]:
    taker = s.people.get(alert.taken_by or 0)
    return {
        "code": alert.code,
        "who": taker.first_name if taker else m.A_CO_ORDINATOR,
        "since": alert.taken_at or alert.opened_at,
    }


def taken_reply(s: Snapshot, me: Person, alert: Alert) -> Say:
    """What the taker is told: whom to ring, and what to send when they know."""
    volunteer = s.people[alert.volunteer_id]
    quiet = sight.secret(s, volunteer.id)
    number = next((a.value for a in volunteer.addresses if a.channel is not Channel.TELEGRAM), "")
    message = m.TAKEN_QUIET if quiet else m.TAKEN if number else m.TAKEN_NO_NUMBER
    args = {
        "code": alert.code,
        "name": volunteer.first_name,
        "number": number,
        "welfare_at": s.now + s.scheme.welfare,
    }
    return Say(me.id, message, args, Urgency.SAFETY, _outcomes(alert.code))


def _outcomes(code: str) -> tuple[Option, ...]:
    return tuple(
        Option(word, f"{word} {code}", f"{word} {code}") for word in ("SAFE", "POLICE", "FALSE")
    )


def _tell_taken(s: Snapshot, me: Person, alert: Alert, but: int | None) -> Iterator[Decision]:
    """Everybody who was alarmed hears who has it now; in secret, the volunteer does not."""
    volunteer = s.people[alert.volunteer_id]
    quiet = sight.secret(s, volunteer.id)
    for person in _told(s, alert, but=(me.id, but)):
        if is_co_ordinator(person):
            args = {"who": me.first_name, "code": alert.code, "name": volunteer.first_name}
            message = m.TAKEN_TELL_QUIET if quiet else m.TAKEN_TELL
            yield Say(person.id, message, args, Urgency.SAFETY)
        else:
            yield Say(person.id, m.NAMED_TAKEN, {"who": me.first_name}, Urgency.SAFETY)
    if not quiet:
        yield Say(volunteer.id, m.VOLUNTEER_TAKEN, {"who": me.first_name}, Urgency.SAFETY)


def _told(s: Snapshot, alert: Alert, but: tuple[int | None, ...] = ()) -> list[Person]:
    """Who has been alarmed or has it, without the volunteer and `but`."""
    spared = {alert.volunteer_id, *but}
    knows = dict.fromkeys((*alert.told, *((alert.taken_by,) if alert.taken_by else ())))
    return [s.people[i] for i in knows if i in s.people and i not in spared]


def is_co_ordinator(person: Person) -> bool:
    return Role.CO_ORDINATOR in person.roles


def end(
    s: Snapshot,
    alert: Alert,
    outcome: Outcome,
    by: Person,
    message: Message | None,
    named: Message | None = None,
    **args: Any,
) -> list[Decision]:
    """Close an alert and tell everybody it had alarmed; None tells nobody of that kind."""
    told = _told(s, alert, but=(by.id,))
    volunteer = s.people[alert.volunteer_id]
    all_args = {"code": alert.code, "name": volunteer.first_name, "who": by.first_name, **args}
    says = [
        Say(person.id, words, all_args, Urgency.SAFETY)
        for person in told
        if (words := message if is_co_ordinator(person) else named) is not None
    ]
    return [CloseAlert(alert.id, outcome, by.id), *stop(alert), *says]


def stop(alert: Alert) -> list[Decision]:
    """No timer of an ended alert may fire."""
    kinds = (TimerKind.RUNG, TimerKind.WELFARE, TimerKind.LAPSE)
    return [StopTimer(kind, alert.id) for kind in kinds]


_CLOSED = {
    Outcome.SAFE: (m.CLOSED_SAFE, m.NAMED_SAFE),
    Outcome.POLICE: (m.CLOSED_POLICE, m.NAMED_POLICE),
    Outcome.FALSE_ALARM: (m.CLOSED_FALSE, m.NAMED_SAFE),
}


def give_outcome(s: Snapshot, me: Person, alert: Alert, outcome: Outcome) -> list[Decision]:
    """A co-ordinator says how it ended. Nobody ends an alert about themselves."""
    if alert.state is AlertState.CLOSED:
        return [Say(me.id, m.CODE_CLOSED, {"code": alert.code})]
    if alert.volunteer_id == me.id:
        return [Say(me.id, m.TAKEN_NOT_YOURS, {"code": alert.code})]
    message, named = _CLOSED[outcome]
    args = {"code": alert.code, "name": s.people[alert.volunteer_id].first_name}
    return [
        *end(s, alert, outcome, me, message, named),
        *_close_visit(s, me, alert, outcome),
        Say(me.id, message, {**args, "who": me.first_name}),
    ]


def _close_visit(s: Snapshot, me: Person, alert: Alert, outcome: Outcome) -> list[Decision]:
    """What the outcome means for the visit, and what the volunteer is told of it."""
    visit, state = visit_of(s, alert), ABOUT_THE_VISIT.get(alert.kind)
    over = visit is not None and state is not None and visit.state is not VisitState.HOME
    closed: list[Decision] = []
    if over and visit is not None and state is not None:
        closed = close(s, visit, state)
    if sight.secret(s, alert.volunteer_id):
        return closed
    message = m.VOLUNTEER_CLOSED
    if outcome is Outcome.POLICE:
        message = m.VOLUNTEER_POLICE
    elif over:
        message = m.VOLUNTEER_MARKED_HOME
    return [*closed, Say(alert.volunteer_id, message, {"who": me.first_name})]


def offer(s: Snapshot, me: Person, alert: Alert, name: str) -> list[Decision]:
    """Ask a colleague to take over; the taker keeps it until they have."""
    code = {"code": alert.code}
    if alert.state is AlertState.CLOSED:
        return [Say(me.id, m.CODE_CLOSED, code)]
    if alert.taken_by != me.id:
        message = m.TAKEN_ALREADY if alert.taken_by else m.HAND_OVER_NOT_YOURS
        return [Say(me.id, message, _has(s, alert))]
    spared = {me.id, alert.volunteer_id, *sight.kept_from(s, alert)}
    others = [p for p in s.co_ordinators if p.id not in spared]
    wanted = [p for p in others if p.first_name.casefold() == name.casefold() and p.reachable]
    if len(wanted) != 1:
        return [Say(me.id, m.HAND_OVER_WHOM, code)]
    args = {**code, "who": me.first_name, "name": s.people[alert.volunteer_id].first_name}
    button = (Option("take", m.TAKE_BUTTON, alert.code),)
    ask = m.HAND_OVER_ASK_QUIET if sight.secret(s, alert.volunteer_id) else m.HAND_OVER_ASK
    asked = Say(wanted[0].id, ask, args, Urgency.SAFETY, button)
    said = Say(me.id, m.HAND_OVER_ASKED, {**code, "to": wanted[0].first_name})
    return [OfferAlert(alert.id, wanted[0].id), asked, said]


def ask_how_it_stands(s: Snapshot) -> list[Decision]:
    """Taken is not resolved: some time after a take, the taker is asked."""
    alert = s.alert
    if alert is None or alert.state is not AlertState.TAKEN or alert.taken_by is None:
        return []
    args = {"code": alert.code, "name": s.people[alert.volunteer_id].first_name}
    message = m.WELFARE_QUIET if sight.secret(s, alert.volunteer_id) else m.WELFARE
    return [Say(alert.taken_by, message, args, Urgency.SAFETY, _outcomes(alert.code))]


def take_lapsed(s: Snapshot) -> list[Decision]:
    """No outcome came: everybody hears of it again."""
    alert = s.alert
    if alert is None or alert.state is not AlertState.TAKEN:
        return []
    return chase.lapse(s, alert, s.visit)


def pass_place(s: Snapshot, alert: Alert, place: Place) -> list[Decision]:
    """Where the volunteer says they are, to whoever has the alert or was alarmed by it."""
    args = {
        "code": alert.code,
        "name": s.people[alert.volunteer_id].first_name,
        "latitude": f"{place.latitude:.5f}",
        "longitude": f"{place.longitude:.5f}",
    }
    return pass_on(s, alert, m.PLACE_PASSED, args)


def pass_on(
    s: Snapshot, alert: Alert, message: Message, args: dict[str, Any], but: int = 0
) -> list[Decision]:
    """Tell whoever has it, or else the co-ordinators it has alarmed; never its subject or `but`."""
    holders = (alert.taken_by,) if alert.taken_by else alert.told
    spared = (alert.volunteer_id, but)
    people = [s.people[i] for i in holders if i in s.people and i not in spared]
    return [Say(p.id, message, args, Urgency.SAFETY) for p in people if is_co_ordinator(p)]
