"""What each kind of alert says to whom, in writing and aloud."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flows.decisions import Option, Say, Urgency
from flows.facts import Alert, AlertKind, Person, Snapshot, Visit
from flows.ladder import How, Who
from locales import messages as m
from locales.message import Message


@dataclass(frozen=True, slots=True)
class Wording:
    """What one kind of alert says to whom; None where that person is not told."""

    duty: Message
    duty_call: Message
    volunteer: Message | None = None
    volunteer_again: Message | None = None
    volunteer_call: Message | None = None
    named: Message | None = None
    named_call: Message | None = None


_LATE = Wording(
    m.LATE_DUTY, m.LATE_DUTY_CALL, m.LATE_VOLUNTEER, m.LATE_VOLUNTEER_AGAIN,
    m.LATE_VOLUNTEER_CALL, m.NAMED_LATE, m.NAMED_LATE_CALL,
)  # fmt: skip
_NOT_STARTED = Wording(
    m.NOT_STARTED_DUTY, m.PLAIN_DUTY_CALL, m.NOT_STARTED_VOLUNTEER, m.NOT_STARTED_VOLUNTEER,
    m.PLEASE_LOOK_CALL,
)  # fmt: skip
_SOS = Wording(m.SOS_DUTY, m.SOS_DUTY_CALL, named=m.NAMED_SOS, named_call=m.NAMED_SOS_CALL)
_COVERT = Wording(
    m.COVERT_DUTY, m.COVERT_DUTY_CALL, named=m.NAMED_COVERT, named_call=m.NAMED_COVERT_CALL
)
WORDING: dict[AlertKind, Wording] = {
    AlertKind.MISSED_CHECK_OUT: _LATE,
    AlertKind.MISSED_CHECK_IN: _NOT_STARTED,
    AlertKind.SOS: _SOS,
    AlertKind.COVERT: _COVERT,
    AlertKind.OPTED_OUT: Wording(m.OPTED_OUT_DUTY, m.PLAIN_DUTY_CALL),
    AlertKind.TOO_LONG: Wording(m.TOO_LONG_DUTY, m.PLAIN_DUTY_CALL),
    AlertKind.CALL_ME: Wording(m.CALL_ME_DUTY, m.PLAIN_DUTY_CALL),
    AlertKind.PARKED: Wording(m.PARKED_DUTY, m.PLAIN_DUTY_CALL),
}
_WITHOUT_PLACE = {
    m.SOS_DUTY: m.SOS_DUTY_NO_PLACE,
    m.COVERT_DUTY: m.COVERT_DUTY_NO_PLACE,
    m.NAMED_SOS: m.NAMED_SOS_NO_PLACE,
}


def word(
    kind: AlertKind, who: Who, how: How, person: Person, args: Mapping[str, Any], code: Any
) -> Say | None:
    """One person's message by one way; None when this kind has nothing to say to them."""
    wording = WORDING[kind]
    options: tuple[Option, ...] = ()
    if who is Who.VOLUNTEER:
        text = wording.volunteer if how is How.TEXT else wording.volunteer_again
        spoken = wording.volunteer_call
        options = _answers(kind)
    elif who is Who.NAMED_PERSON:
        text, spoken = wording.named, wording.named_call
    else:
        text, spoken = wording.duty, wording.duty_call
        options = take_button(code)
    if text is None:
        return None
    if args["place"] is None:
        text = _WITHOUT_PLACE.get(text, text)
    if how is How.CALL and spoken is None:
        return None
    return Say(person.id, text, args, Urgency.SAFETY, options, how=how, spoken=spoken)


def _answers(kind: AlertKind) -> tuple[Option, ...]:
    answers = ("IN", "NO") if kind is AlertKind.MISSED_CHECK_IN else ("OUT", "MORE 30", "SOS")
    return tuple(Option(word, word, word) for word in answers)


def take_button(code: Any) -> tuple[Option, ...]:
    return (Option("take", m.TAKE_BUTTON, code),)


def args_of(s: Snapshot, alert: Alert, visit: Visit | None, code: Any) -> dict[str, Any]:
    volunteer = s.people[alert.volunteer_id]
    return {
        "code": code,
        "scheme": s.scheme.name,
        "name": volunteer.first_name,
        "place": visit.place if visit else None,
        "home_by": visit.home_by if visit else None,
        "starts_at": visit.starts_at if visit else None,
        "extended": visit.extended if visit else None,
    }
