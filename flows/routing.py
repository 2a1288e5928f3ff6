"""By which address a message goes out: pure, so that every rule of it can be tested as a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from flows.decisions import Say, Urgency
from flows.facts import Address, Channel, Person, Reach
from flows.ladder import How
from flows.scheme import Scheme

TEXT = (Channel.SMS, Channel.WHATSAPP, Channel.TELEGRAM)
NUMBERS = (Channel.SMS, Channel.WHATSAPP, Channel.VOICE)
"""Channels whose address is a phone number, so it can be rung."""

WHATSAPP_WINDOW = timedelta(hours=24)
"""After a person's last message; Twilio refuses free text later with error 63016."""

_LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Routed:
    """Where one message goes. `address_id` is None for a stranger.

    `template` is the ContentSid that must stand in for free text. `not_before` is the end of
    quiet hours when the message waits for it.
    """

    channel: Channel
    to: str
    address_id: int | None = None
    template: str | None = None
    not_before: datetime | None = None


def route(
    say: Say, person: Person, now: datetime, scheme: Scheme, here: Address | None = None
) -> list[Routed]:
    """Where `say` goes: one place, or none if the person cannot be reached that way.

    TEXT takes the first usable text address in the person's order; what is not ROUTINE goes
    back to `here`, the address they just wrote from. SECOND takes the second, or rings where
    there is none. CALL rings the first number that is one: opting out of texts does not stop
    a call for somebody's safety. ROUTINE waits for the end of quiet hours.
    """
    wait = quiet_end(now, scheme) if say.urgency is Urgency.ROUTINE else None
    by_text = list(islice(_by_text(say, person, now, scheme, here), 2))
    match say.how:
        case How.TEXT:
            found = by_text[:1]
        case How.SECOND:
            found = by_text[1:] or _by_call(say, person)
        case How.CALL:
            found = _by_call(say, person)
    return [Routed(r.channel, r.to, r.address_id, r.template, wait) for r in found]


def _by_text(
    say: Say, person: Person, now: datetime, scheme: Scheme, here: Address | None
) -> Iterator[Routed]:
    """Every usable text address, best first."""
    usable = person.usable(*TEXT)
    if here is not None and say.urgency is not Urgency.ROUTINE and say.how is How.TEXT:
        usable = tuple(sorted(usable, key=lambda address: address.id != here.id))
    for address in usable:
        if address.id in say.not_by:
            continue
        template = None
        if address.channel is Channel.WHATSAPP and not _window_open(address, now):
            template = scheme.whatsapp_templates.get(say.message.name)
            if template is None:
                continue
        yield Routed(address.channel, address.value, address.id, template)


def _window_open(address: Address, now: datetime) -> bool:
    last = address.last_heard_at
    return last is not None and now - last < WHATSAPP_WINDOW


def _by_call(say: Say, person: Person) -> list[Routed]:
    for address in sorted(person.addresses, key=lambda a: (a.rank, a.id)):
        usable = address.reach is not Reach.INVALID and address.id not in say.not_by
        if usable and address.channel in NUMBERS:
            return [Routed(Channel.VOICE, address.value, address.id)]
    return []


def quiet_end(now: datetime, scheme: Scheme) -> datetime | None:
    """When the quiet hours end that `now` lies in, by the clock in London; None outside them."""
    local = now.astimezone(_LONDON)
    begins, ends, clock = scheme.quiet_from, scheme.quiet_until, local.time()
    evening = begins > ends and clock >= begins
    morning = begins > ends and clock < ends
    if not (evening or morning or begins <= clock < ends):
        return None
    day = local.date() + timedelta(days=1 if evening else 0)
    return datetime.combine(day, ends, _LONDON).astimezone(UTC)
