"""Missed check-outs among many open visits: an idle look, and a thousand overdue at once."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from flows.decide import decide
from flows.events import DeliveryFailed, TimerKind
from flows.facts import Channel, Visit, VisitState
from flows.scheme import Scheme
from scheduler.clock import MovableClock
from scheduler.deliver import Deliverer
from scheduler.intake import Intake
from scheduler.sending import Outgoing
from scheduler.tick import Tick
from storage.ids import new_id
from storage.keys import Keys
from storage.known import Known
from storage.ledger import Ledger
from storage.store import Store
from storage.writing import write
from tests.bench import people

NOON = datetime(2026, 6, 3, 11, 0, tzinfo=UTC)
SOON = timedelta(minutes=10)
LATER = timedelta(hours=5)
LATE_BY = timedelta(minutes=1)
WITHIN = 120.0


class Swept(NamedTuple):
    """Of one size. The idle pass in ms, the rest in seconds since the visits became overdue."""

    visits: float
    overdue: float
    idle_ms: float
    found: float
    first: float
    all_sent: float
    cpu_ms: float


@dataclass
class Crowd:
    """Takes every message at once, and remembers when."""

    wanted: int
    heard: Counter[str] = field(default_factory=Counter)
    first: float = 0.0
    last: float = 0.0
    enough: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, message: Outgoing) -> str:
        self.last = time.perf_counter()
        self.first = self.first or self.last
        self.heard[message.to] += 1
        if self.heard.total() == self.wanted:
            self.enough.set()
        return f"{message.to}:{message.id}"

    async def find(self, message: Outgoing) -> str | None:
        return None

    async def close(self) -> None:
        pass


async def measure(
    database: str, visits: int, overdue: int, passes: int, say: Callable[[str], None]
) -> Swept:
    """Fill a migrated `database`, look `passes` times with nothing due, then let some be late.

    Raises AssertionError unless each of the `overdue` is told once.
    """
    store = await Store.open(database, Keys.from_text(Keys.generate()))
    crowd = Crowd(overdue)
    try:
        await _fill(store, visits, overdue)
        say(f"{visits:,} visits are out")
        async with _chasing(store, crowd) as (tick, clock):
            idle = await _idle(tick, passes)
            clock.move(SOON + LATE_BY)
            began, cpu = time.perf_counter(), time.process_time()
            await tick.run_once()
            found = time.perf_counter() - began
            async with asyncio.timeout(WITHIN):
                await crowd.enough.wait()
            cpu = time.process_time() - cpu
        assert set(crowd.heard.values()) == {1}, "somebody was told twice"
        assert len(crowd.heard) == overdue, f"{len(crowd.heard)} of {overdue} were told"
    finally:
        await store.close()
    return Swept(
        visits, overdue, idle, found, crowd.first - began, crowd.last - began, 1000 * cpu / overdue
    )


@asynccontextmanager
async def _chasing(store: Store, crowd: Crowd) -> AsyncIterator[tuple[Tick, MovableClock]]:
    """The chase as the house puts it together, with a clock that stands still."""
    clock, scheme = MovableClock(NOON), Scheme()

    async def failed(failure: DeliveryFailed) -> None:
        raise AssertionError(f"not sent: {failure.error}")

    deliverer = Deliverer(store, store.keys, {Channel.TELEGRAM: crowd}, clock, "bench", failed)
    intake = Intake(store, store.keys, scheme, clock, deliverer, decide, "bench")
    tick = Tick(store, store.keys, scheme, clock, intake, decide, "bench")
    try:
        yield tick, clock
    finally:
        await tick.stop()
        await intake.drain()
        await deliverer.drain()


async def _idle(tick: Tick, passes: int) -> float:
    """Median of a look with nothing due, in ms."""
    times = []
    for _ in range(passes):
        began = time.perf_counter()
        assert await tick.run_once() == 0
        times.append(time.perf_counter() - began)
    return 1000 * statistics.median(times)


async def _fill(store: Store, visits: int, overdue: int) -> None:
    """One visit each, so many of them due soon and the others much later."""
    chats = range(people.FIRST_CHAT, people.FIRST_CHAT + visits)
    volunteers = await people.let_in(store, NOON, chats)
    for start in range(0, visits, people.TOGETHER):
        some = volunteers[start : start + people.TOGETHER]
        due = [NOON + (SOON if start + n < overdue else LATER) for n in range(len(some))]
        await store.run(lambda conn, some=some, due=due: _write(conn, store.keys, some, due))  # type: ignore[misc]


def _write(
    conn: Connection, keys: Keys, volunteers: Sequence[int], due: Sequence[datetime]
) -> None:
    ledger = Ledger(Known(conn, keys, NOON))
    for volunteer, home_by in zip(volunteers, due, strict=True):
        visit = Visit(
            id=new_id(),
            volunteer_id=volunteer,
            state=VisitState.OUT,
            place="Castle Park",
            home_by=home_by,
            ladder=Scheme().missed_check_out,
            started_at=NOON,
        )
        ledger.add_visit(visit)
        ledger.set_timer(TimerKind.VISIT_DUE, visit.id, home_by)
    write(conn, keys, ledger)
