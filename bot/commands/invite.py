"""invite: somebody new is let in, and asked to join by SMS or by a Telegram link."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.commands.deciding import keep
from bot.commands.opening import opened, read_settings
from bot.commands.phones import mobile
from bot.commands.trouble import Refused
from bot.settings import Settings
from flows.decisions import ChangeMatch, SetDuty
from flows.enrol import invitation
from flows.facts import Channel, Match, Person, Role, Standing
from flows.scheme import Scheme
from scheduler.clock import SystemClock
from storage import people
from storage.keys import Keys
from storage.matches import live_match

LONGEST_NAME = 40
ROLES = {
    Role.VOLUNTEER: "a volunteer",
    Role.CO_ORDINATOR: "a co-ordinator",
    Role.CARER: "a carer",
}


@dataclass(frozen=True, slots=True)
class Guest:
    """Whom an operator invites, as typed but tidy. `match` is the reference of whom a carer
    cares for."""

    role: Role
    first_name: str
    last_name: str
    phone: str | None
    telegram: bool
    match: str = ""


def invite(
    role: Role, name: str, last_name: str, phone: str, *, telegram: bool, match: str = ""
) -> None:
    """Let somebody in. Raises Refused, saying why, before anything is changed."""
    settings, scheme = read_settings()
    number = mobile(phone) if phone else None
    guest = Guest(role, _name(name), last_name.strip(), number, telegram, match.strip())
    _with_match(guest)
    _reachable(settings, guest)
    asyncio.run(_invite(settings, scheme, guest))


def _name(typed: str) -> str:
    name = " ".join(typed.split())
    if not name or len(name) > LONGEST_NAME:
        raise Refused(f"Give a first name of 1 to {LONGEST_NAME} letters.")
    return name


def _with_match(guest: Guest) -> None:
    if guest.role is Role.CARER and not guest.match:
        raise Refused("Give --match: the reference of the young person they care for, such as K7.")
    if guest.role is not Role.CARER and guest.match:
        raise Refused("--match goes with a carer only.")


def _reachable(settings: Settings, guest: Guest) -> None:
    if guest.telegram and not settings.has_telegram:
        raise Refused("Telegram is not set up: fill in TELEGRAM_BOT_TOKEN first.")
    if guest.telegram:
        return
    if not guest.phone:
        raise Refused("Give --phone to invite by SMS, or --telegram for a link to hand over.")
    if not (settings.twilio_sms_from or settings.twilio_messaging_service_sid):
        raise Refused("No SMS can be sent: set up Twilio, or use --telegram.")


async def _invite(settings: Settings, scheme: Scheme, guest: Guest) -> None:
    now = SystemClock().now()
    async with opened(settings) as (store, keys):
        token = await store.run(lambda conn: let_in(conn, keys, scheme, guest, now))
    if not guest.telegram:
        print(f"{guest.first_name} is invited as {ROLES[guest.role]}, by SMS.")
        print("It leaves as soon as `porchlight serve` or `porchlight worker` runs.")
        return
    print(
        f"{guest.first_name} is invited as {ROLES[guest.role]}. Hand over this link; it works once:"
    )
    print(await _link(settings, token))


def let_in(conn: sa.Connection, keys: Keys, scheme: Scheme, guest: Guest, now: datetime) -> str:
    """Everything in one transaction; returns the token of the invitation."""
    match = _match(conn, guest) if guest.role is Role.CARER else None
    person = _known_or_new(conn, keys, guest, now)
    # Counts only once they have joined; until then nobody is on duty.
    first = guest.role is Role.CO_ORDINATOR and people.wants_co_ordinator(conn, person.id, now)
    expires = now + scheme.invitation_expires
    token = people.invite(conn, keys, person.id, guest.role, now, expires)
    if first:
        keep(conn, keys, scheme, [SetDuty(person.id, on_duty=True)], person.id, now)
    if match is not None:
        _cares_for(conn, keys, scheme, person, match, now)
    if not guest.telegram:
        queue_invitation(conn, keys, scheme, person, guest.role, now)
    return token


def _match(conn: sa.Connection, guest: Guest) -> Match:
    match = live_match(conn, guest.match.upper())
    if match is None:
        raise Refused(
            f"No match {guest.match.upper()} is under way. Make it with `porchlight match add`"
            " first."
        )
    return match


def _cares_for(
    conn: sa.Connection, keys: Keys, scheme: Scheme, person: Person, match: Match, now: datetime
) -> None:
    """The match's carer from now on; nobody is told anything before they have joined."""
    if person.id == match.volunteer_id:
        raise Refused(f"{person.first_name} is {match.reference}'s volunteer, so not the carer.")
    keep(conn, keys, scheme, [ChangeMatch(match.id, carer=person.id)], person.id, now)


def queue_invitation(
    conn: sa.Connection, keys: Keys, scheme: Scheme, person: Person, role: Role, now: datetime
) -> None:
    """Put the first message in the outbox. Raises Refused when no address can be used."""
    say = invitation(person, role, scheme.name)
    if not keep(conn, keys, scheme, [say], person.id, now):
        raise Refused(f"{person.first_name} cannot be reached by SMS: they have opted out.")


def _known_or_new(conn: sa.Connection, keys: Keys, guest: Guest, now: datetime) -> Person:
    """Somebody may be invited again, be a named person already, or add their Telegram."""
    person = people.find_by_phone(conn, keys, guest.phone, now) if guest.phone else None
    if person is not None:
        joined = guest.role in person.roles and person.standing is Standing.ACTIVE
        if joined and not guest.telegram:
            raise Refused(f"{person.first_name} is {ROLES[guest.role]} already.")
        return person
    number = people.add_person(
        conn, keys, guest.role, guest.first_name, guest.last_name, guest.phone, None, now
    )
    return people.load_people(conn, keys, [number], now)[number]


async def _link(settings: Settings, token: str) -> str:
    """The bot's own address with the token, or what to send to it when Telegram is away."""
    from telegram.error import TelegramError

    from bot.channels.telegram.door import TelegramDoor
    from bot.providers import provider_doors

    for door in provider_doors(settings, SystemClock()):
        try:
            if isinstance(door, TelegramDoor) and Channel.TELEGRAM in door.senders:
                return await door.link(token)
        except TelegramError:
            break
        finally:
            await door.stop()
    return f"Telegram did not answer, so without a link: send the bot  /start {token}"
