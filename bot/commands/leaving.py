"""leave: somebody is no longer one of us, and nothing of theirs is left waiting."""

from __future__ import annotations

import asyncio
from datetime import datetime

import sqlalchemy as sa

from bot.commands.deciding import keep
from bot.commands.opening import opened, read_settings
from bot.commands.phones import mobile
from bot.commands.trouble import Refused
from flows import confirm
from flows.decisions import ChangeVisit, Decision, Leave
from flows.facts import AlertState, Person, Standing, VisitState
from flows.scheme import Scheme
from scheduler.clock import SystemClock
from storage import people
from storage.keys import Keys
from storage.known import Known
from storage.matches import match_of_volunteer


def leave(phone: str) -> None:
    """Let somebody go. Raises Refused, saying why, before anything is changed."""
    settings, scheme = read_settings()
    number, now = mobile(phone), SystemClock().now()

    async def run() -> Person:
        async with opened(settings) as (store, keys):
            return await store.run(lambda conn: let_go(conn, keys, scheme, number, now))

    print(f"{asyncio.run(run()).first_name} has left. What was written stays in the journal.")


def let_go(conn: sa.Connection, keys: Keys, scheme: Scheme, phone: str, now: datetime) -> Person:
    """Everything in one transaction: roles, duty, planned visits and their timers."""
    person = people.find_by_phone(conn, keys, phone, now)
    if person is None or person.standing is Standing.LEFT:
        raise Refused("Nobody here has that number.")
    match = match_of_volunteer(conn, person.id)
    if match is not None:
        raise Refused(
            f"{person.first_name} is matched with {match.reference}. End that first:"
            f" porchlight match end {match.reference}"
        )
    decisions: list[Decision] = [Leave(person.id), *_planned(conn, keys, person, now)]
    keep(conn, keys, scheme, decisions, person.id, now)
    return person


def _planned(conn: sa.Connection, keys: Keys, person: Person, now: datetime) -> list[Decision]:
    known = Known(conn, keys, now)
    known.load_visits_of([person.id])
    known.load_everything_open()
    mine = [v for v in known.visits.values() if v.volunteer_id == person.id]
    if any(v.state is VisitState.OUT for v in mine):
        raise Refused(f"{person.first_name} is out now. Wait until they are home.")
    for alert in known.alerts.values():
        if alert.state is not AlertState.CLOSED and person.id in (
            alert.volunteer_id,
            alert.taken_by,
        ):
            raise Refused(
                f"Alert {alert.code} is open and is theirs. Close it or hand it over first."
            )
    return [
        decision
        for visit in mine
        if visit.state is VisitState.PLANNED
        for decision in (
            ChangeVisit(visit.id, state=VisitState.CANCELLED),
            *confirm.unwatch(visit.id),
        )
    ]
