"""The scheduler on a real database, with a clock moved by hand and carriers that may refuse."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from flows.decisions import Decision, Say, Urgency
from flows.events import Arrived, DeliveryFailed, Event, SendError, TimerKind
from flows.facts import Channel, Role, Snapshot
from flows.scheme import Scheme
from locales.message import Message
from scheduler.clock import MovableClock
from scheduler.deliver import Deliverer
from scheduler.intake import Intake
from scheduler.sending import Outgoing, SendFailed
from scheduler.tick import Tick
from storage import people, tables
from storage.store import Store

NOON = datetime(2026, 5, 1, 11, 0, tzinfo=UTC)
SAID = Message("test.said", "{words}")
_numbers = itertools.count(1)


@dataclass
class Carrier:
    """A provider that keeps what it took, refuses what real ones refuse, and can be broken.

    `answers` are used up in order: an exception is raised, "lost" takes the message and then
    times out, None takes it. With `gate` closed, hand-overs wait. `wrong` is what no provider
    would stand for; the fixture fails on any.
    """

    store: Store
    taken: list[Outgoing] = field(default_factory=list)
    seen: list[Outgoing] = field(default_factory=list)
    looked_for: list[int] = field(default_factory=list)
    answers: list[Exception | str | None] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    wrong: list[str] = field(default_factory=list)
    under_way: int = 0
    most_under_way: int = 0
    by_address: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.gate.set()

    async def send(self, message: Outgoing) -> str:
        if not message.text:
            self.wrong.append("empty: providers refuse it")
        if message.valid_for is not None and message.valid_for <= timedelta():
            self.wrong.append("valid for no time: providers refuse it")
        if message.id not in await self.store.read(_committed):
            self.wrong.append("it left before its commit")
        if self.by_address.get(message.to):
            self.wrong.append("two at once to one address")
        self.seen.append(message)
        self.by_address[message.to] = 1
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            await self.gate.wait()
            await asyncio.sleep(0)
            return self._answer(message)
        finally:
            self.under_way -= 1
            self.by_address[message.to] = 0

    def _answer(self, message: Outgoing) -> str:
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, Exception):
            raise answer
        self.taken.append(message)
        if answer == "lost":
            raise SendFailed(SendError.UNKNOWN, "timeout")
        return f"P{message.id}"

    async def find(self, message: Outgoing) -> str | None:
        self.looked_for.append(message.id)
        assert message.unsure_since is not None
        return next((f"P{m.id}" for m in self.taken if m.id == message.id), None)

    async def close(self) -> None:
        return None

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.taken]


def _committed(conn: sa.Connection) -> set[int]:
    return set(conn.execute(sa.select(tables.outbox.c.id)).scalars())


async def someone(store: Store, phone: str = "+447700900001") -> int:
    """A person with a phone; their id."""
    add = partial(people.add_person, keys=store.keys, role=Role.CO_ORDINATOR, first_name="Cleo")
    return await store.run(
        partial(add, last_name="", phone=phone, language="en", now=NOON - timedelta(days=1))
    )


async def set_timers(store: Store, *due: tuple[int, datetime]) -> None:
    """Timers by (subject, due time); each fence is its subject."""
    rows = [
        {
            "fence": subject,
            "kind": TimerKind.TALK.value,
            "subject": subject,
            "due_at": due_at,
            "failures": 0,
            "not_before": due_at,
        }
        for subject, due_at in due
    ]
    await store.run(lambda conn: conn.execute(sa.insert(tables.timers), rows))


async def until(true: Callable[[], object]) -> None:
    """Let real time pass until it holds: threads and sockets keep their own."""
    for _ in range(300):
        if true():
            return
        await asyncio.sleep(0.01)
    assert true()


def said(words: str, urgency: Urgency = Urgency.REPLY) -> Say:
    return Say(None, SAID, {"words": words}, urgency)


def echo(event: Event, s: Snapshot) -> Sequence[Decision]:
    """Each word of a message is answered with itself: "!" for safety, "~" for routine.

    "boom" is a bug.
    """
    assert isinstance(event, Arrived)
    if "boom" in event.text:
        raise KeyError("a person's own words")
    kinds = {"!": Urgency.SAFETY, "~": Urgency.ROUTINE}
    return [said(word, kinds.get(word[0], Urgency.REPLY)) for word in event.text.split()]


def text(words: str, who: str = "+447700900001", channel: Channel = Channel.SMS) -> Arrived:
    return Arrived(channel, who, f"M{next(_numbers)}", NOON, words)


class House:
    """One process: what a web or worker process would build."""

    def __init__(
        self,
        store: Store,
        clock: MovableClock,
        carrier: Carrier,
        *,
        decide: Callable[[Event, Snapshot], Sequence[Decision]] = echo,
        name: str = "one",
        senders: dict[Channel, Carrier] | None = None,
        at_once: int = 64,
    ) -> None:
        self.store, self.clock, self.carrier = store, clock, carrier
        self.failed: list[DeliveryFailed] = []
        self.deliverer = Deliverer(
            store,
            store.keys,
            dict.fromkeys(Channel, carrier) if senders is None else senders,
            clock,
            name,
            self._failed,
            chance=lambda: 0.5,
            at_once=at_once,
            gather=0,
        )
        scheme = Scheme()
        self.intake = Intake(store, store.keys, scheme, clock, self.deliverer, decide, name)
        self.tick = Tick(store, store.keys, scheme, clock, self.intake, decide, name)

    async def _failed(self, failure: DeliveryFailed) -> None:
        self.failed.append(failure)
        await self.intake.feed(failure)

    async def hears(self, *events: Event) -> None:
        await asyncio.gather(*map(self.intake.accept, events))

    async def after(self, **more: float) -> None:
        """Let time pass and everything that follows happen."""
        self.clock.move(timedelta(**more))
        await self.deliverer.sweep()
        await self.deliverer.drain_now()

    async def close(self) -> None:
        await self.tick.stop()
        await self.intake.drain()
        await self.deliverer.drain(1)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOON)


@pytest.fixture
def carrier(store: Store) -> Iterator[Carrier]:
    made = Carrier(store)
    yield made
    assert made.wrong == []


@pytest.fixture
async def house(store: Store, clock: MovableClock, carrier: Carrier) -> AsyncIterator[House]:
    house = House(store, clock, carrier)
    yield house
    await house.close()
