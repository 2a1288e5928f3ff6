"""A small scheme to test with, and short ways to put it into a database and take turns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import sqlalchemy as sa

from flows import decisions as d
from flows.decisions import Decision, Say
from flows.events import Arrived, Event, TimerFired
from flows.facts import Address, AlertKind, Channel, Consent, Person, Role, Snapshot
from flows.ladder import SOS
from flows.scheme import Scheme
from locales.message import Message
from storage import timers
from storage.gather import gather
from storage.ids import new_id
from storage.known import Known
from storage.ledger import Ledger
from storage.store import Store
from storage.turn import Turn, take_turns
from storage.writing import write

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
CLAIM = timedelta(seconds=60)
SCHEME = Scheme()

HELLO = Message("HELLO", "Hello {name}.")

ANA, BEN, CLEO, DEE = "+447700900001", "+447700900002", "+447700900003", "+447700900004"
STRANGER = "+447700900999"

Decide = Callable[[Event, Snapshot], Sequence[Decision]]

_serial = count(1)


def person(name: str, role: Role, number: str, **more: Any) -> Person:
    address = Address(new_id(), Channel.SMS, number, last_heard_at=NOW - MINUTE)
    fields = {"language": "en", "addresses": (address,), **more}
    return Person(new_id(), name, frozenset({role}), **fields)


class House:
    """A store with Ana, her named person Ben, and the co-ordinators Cleo (on duty) and Dee."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.keys = store.keys
        self.ana = person("Ana", Role.VOLUNTEER, ANA, last_name="Ap Rhys")
        self.ben = person("Ben", Role.NAMED_PERSON, BEN)
        self.cleo = person("Cleo", Role.CO_ORDINATOR, CLEO, on_duty=True)
        self.dee = person("Dee", Role.CO_ORDINATOR, DEE)

    async def fill(self) -> House:
        await self.add(self.ana, self.ben, self.cleo, self.dee)
        await self.store.run(self._link)
        return self

    async def add(self, *people: Person) -> None:
        def work(conn: sa.Connection) -> None:
            ledger = Ledger(Known(conn, self.keys, NOW))
            for one in people:
                ledger.add_person(one)
            write(conn, self.keys, ledger)

        await self.store.run(work)

    def _link(self, conn: sa.Connection) -> None:
        ledger = Ledger(Known(conn, self.keys, NOW))
        ledger.links[self.ana.id, self.ben.id] = Consent.AGREED
        write(conn, self.keys, ledger)

    async def turns(
        self, events: Sequence[Event], decide: Decide, now: datetime = NOW, scheme: Scheme = SCHEME
    ) -> list[Turn]:
        """Decide and save a batch in one transaction."""
        return await self.store.run(lambda conn: self.take(conn, events, decide, now, scheme))

    def take(
        self,
        conn: sa.Connection,
        events: Sequence[Event],
        decide: Decide,
        now: datetime = NOW,
        scheme: Scheme = SCHEME,
    ) -> list[Turn]:
        return take_turns(
            conn, self.keys, scheme, events, now, claimed_by="here", claim_for=CLAIM, decide=decide
        )

    async def turn(self, event: Event, decide: Decide, now: datetime = NOW) -> Turn:
        return (await self.turns([event], decide, now))[0]

    async def decided(self, *decisions: Decision, now: datetime = NOW) -> Turn:
        """What comes of these decisions when Ana writes."""
        return await self.turn(says(ANA), lambda event, s: decisions, now)

    async def seen(self, event: Event, now: datetime = NOW, scheme: Scheme = SCHEME) -> Snapshot:
        """What a decision about this event would look at."""

        def work(conn: sa.Connection) -> Snapshot:
            scene = gather(Known(conn, self.keys, now), scheme, [event])
            return replace(scene.snapshots[0], fresh=())

        return await self.store.run(work)

    async def rows(self, table: sa.Table) -> list[dict[str, Any]]:
        return await self.store.read(
            lambda conn: [dict(row) for row in conn.execute(sa.select(table)).mappings()]
        )

    async def counted(self, table: sa.Table) -> int:
        return len(await self.rows(table))


def says(
    number: str, text: str = "OUT", channel: Channel = Channel.SMS, at: datetime = NOW, **more: Any
) -> Arrived:
    """A message that nobody has seen before."""
    return Arrived(channel, number, f"m{next(_serial)}", at, text, **more)


def nothing(event: Event, s: Snapshot) -> list[Decision]:
    return []


def greets(event: Event, s: Snapshot) -> list[Decision]:
    return [Say(s.me.id if s.me else None, HELLO, {"name": s.me.first_name if s.me else "you"})]


async def fire(
    house: House, now: datetime, decide: Decide = nothing, limit: int = 10
) -> tuple[list[TimerFired], list[Turn]]:
    """What the ticking clock does: find what is due and take its turns, in one transaction."""

    def work(conn: sa.Connection) -> tuple[list[TimerFired], list[Turn]]:
        fired = timers.due(conn, now, limit)
        return fired, house.take(conn, fired, decide, now)

    return await house.store.run(work)


async def open_alert(house: House) -> int:
    alert = new_id()
    await house.decided(d.RaiseAlert(alert, AlertKind.SOS, house.ana.id, SOS))
    return alert
