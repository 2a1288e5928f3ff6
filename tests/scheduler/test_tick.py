"""Due timers, on a real database."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from flows.decisions import Decision, Say, SetTimer, Urgency
from flows.events import Event, TimerFired, TimerKind
from flows.facts import Snapshot
from scheduler.clock import MovableClock
from storage.errors import StorageUnavailable
from storage.store import Store
from tests.scheduler.conftest import NOON, SAID, Carrier, House, set_timers, someone, text, until


class Chase:
    """Decides: each timer's number is told to Cleo. `bad` numbers are bugs."""

    def __init__(self, cleo: int) -> None:
        self.cleo = cleo
        self.bad: set[int] = set()
        self.then: dict[int, list[Decision]] = {}
        self.order: list[int] = []
        self.attempts: list[tuple[int, datetime]] = []

    def __call__(self, event: Event, s: Snapshot) -> Sequence[Decision]:
        if not isinstance(event, TimerFired):
            self.order.append(0)
            return []
        self.attempts.append((event.subject, s.now))
        if event.subject in self.bad:
            raise KeyError("broken")
        self.order.append(event.subject)
        say = Say(self.cleo, SAID, {"words": f"{event.subject}"}, Urgency.SAFETY)
        return [say, *self.then.get(event.subject, [])]


@pytest.fixture
async def chase(store: Store) -> Chase:
    return Chase(await someone(store))


@pytest.fixture
async def chasing(store: Store, clock: MovableClock, carrier: Carrier, chase: Chase) -> Any:
    house = House(store, clock, carrier, decide=chase)
    yield house
    await house.close()


async def test_what_is_due_is_said_once_and_the_rest_waits(
    chasing: House, store: Store, carrier: Carrier
) -> None:
    await set_timers(store, (1, NOON), (2, NOON + timedelta(minutes=10)))
    assert await chasing.tick.run_once() == 1
    assert await chasing.tick.run_once() == 0
    await chasing.deliverer.drain_now()
    assert carrier.texts == ["1"]


async def test_a_large_backlog_is_fired_whole_in_one_pass(
    chasing: House, store: Store, carrier: Carrier
) -> None:
    await set_timers(store, *((n, NOON - timedelta(seconds=n)) for n in range(1, 1201)))
    assert await chasing.tick.run_once() == 1200
    await chasing.deliverer.drain_now()
    assert len(carrier.taken) == len(set(carrier.texts)) == 1200


async def test_a_failing_timer_holds_up_no_other_and_is_put_off_for_longer_each_time(
    chasing: House, store: Store, carrier: Carrier, chase: Chase, clock: MovableClock
) -> None:
    chase.bad = {3}
    await set_timers(store, *((n, NOON) for n in range(1, 9)))
    assert await chasing.tick.run_once() == 8
    await chasing.deliverer.drain_now()
    assert sorted(carrier.texts) == ["1", "2", "4", "5", "6", "7", "8"]
    chase.attempts.clear()
    for _ in range(240):
        clock.move(timedelta(seconds=10))
        await chasing.tick.run_once()
    waits = sorted({(at - NOON).total_seconds() for subject, at in chase.attempts})
    assert waits == [30, 90, 210, 450, 930, 1530, 2130]
    assert chasing.tick.failing() == 1
    chase.bad.clear()
    clock.move(timedelta(minutes=10))
    await chasing.tick.run_once()
    await chasing.deliverer.drain_now()
    assert carrier.texts[-1] == "3"
    assert chasing.tick.failing() == 0


async def test_a_timer_set_by_a_timer_and_due_already_fires_in_the_same_pass(
    chasing: House, store: Store, carrier: Carrier, chase: Chase
) -> None:
    chase.then[1] = [SetTimer(TimerKind.TALK, 2, NOON)]
    await set_timers(store, (1, NOON))
    assert await chasing.tick.run_once() == 2
    await chasing.deliverer.drain_now()
    assert carrier.texts == ["1", "2"]


async def test_a_timer_that_sets_itself_for_ever_ends_the_pass_some_time(
    chasing: House, store: Store, chase: Chase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.tick.ROUNDS", 5)
    chase.then[1] = [SetTimer(TimerKind.TALK, 1, NOON)]
    await set_timers(store, (1, NOON))
    assert await chasing.tick.run_once() == 5
    chase.then.clear()


async def test_what_people_said_is_read_before_timers_fire(
    chasing: House, store: Store, chase: Chase
) -> None:
    await set_timers(store, (1, NOON))
    await asyncio.gather(chasing.intake.accept(text("OUT")), chasing.tick.run_once())
    assert chase.order == [0, 1]


async def test_it_wakes_for_the_next_due_time_by_itself(
    chasing: House, store: Store, carrier: Carrier, clock: MovableClock
) -> None:
    await set_timers(store, (1, NOON + timedelta(minutes=3)))
    await chasing.tick.run_once()
    clock.move(timedelta(minutes=3))
    await until(lambda: carrier.texts == ["1"])


async def test_it_wakes_for_a_timer_set_by_a_message(
    store: Store, clock: MovableClock, carrier: Carrier, chase: Chase
) -> None:
    def decide(event: Event, s: Snapshot) -> Sequence[Decision]:
        if isinstance(event, TimerFired):
            return chase(event, s)
        return [SetTimer(TimerKind.TALK, 9, s.now + timedelta(seconds=2))]

    house = House(store, clock, carrier, decide=decide)
    await house.hears(text("MORE"))
    clock.move(timedelta(seconds=2))
    await until(lambda: carrier.texts == ["9"])
    await house.close()


async def test_a_database_that_is_away_fails_the_pass_and_loses_no_timer(
    chasing: House, store: Store, carrier: Carrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(work: object) -> None:
        raise StorageUnavailable("locked")

    await set_timers(store, (1, NOON))
    monkeypatch.setattr(store, "run", away)
    with pytest.raises(StorageUnavailable):
        await chasing.tick.run_once()
    assert chasing.tick.last_ok is None
    monkeypatch.undo()
    assert await chasing.tick.run_once() == 1
    assert chasing.tick.last_ok == NOON


async def test_passes_never_overlap(chasing: House, store: Store, carrier: Carrier) -> None:
    await set_timers(store, *((n, NOON) for n in range(1, 100)))
    counts = await asyncio.gather(*(chasing.tick.run_once() for _ in range(4)))
    await chasing.deliverer.drain_now()
    assert sum(counts) == len(set(carrier.texts)) == len(carrier.texts) == 99


async def test_two_workers_fire_each_timer_once(
    store: Store, clock: MovableClock, chase: Chase
) -> None:
    carriers = [Carrier(store), Carrier(store)]
    workers = [House(store, clock, c, decide=chase, name=f"w{n}") for n, c in enumerate(carriers)]
    await set_timers(store, *((n, NOON) for n in range(1, 301)))
    await asyncio.gather(*(worker.tick.run_once() for worker in workers))
    for worker in workers:
        await worker.deliverer.drain_now()
    texts = [int(text) for carrier in carriers for text in carrier.texts]
    assert sorted(texts) == list(range(1, 301))
    for worker in workers:
        await worker.close()
