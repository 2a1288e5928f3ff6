"""Time that is moved by hand."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from scheduler.clock import MovableClock, SystemClock, Waker

NOON = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)


async def turn(times: int = 5) -> None:
    """Let everything that can run now run."""
    for _ in range(times):
        await asyncio.sleep(0)


def test_system_clock_is_aware_and_utc() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)


def test_movable_clock_stands_still_until_moved() -> None:
    clock = MovableClock(NOON)
    assert clock.now() == clock.now() == NOON
    clock.move(timedelta(minutes=40))
    assert clock.now() == NOON + timedelta(minutes=40)


def test_movable_clock_can_run() -> None:
    clock = MovableClock(NOON, running=True)
    first = clock.now()
    assert NOON <= first <= clock.now()


async def test_sleepers_wake_when_the_clock_is_moved_past_them() -> None:
    clock = MovableClock(NOON)
    sleeper = asyncio.create_task(clock.sleep_until(NOON + timedelta(minutes=10)))
    clock.move(timedelta(minutes=9))
    await turn()
    assert not sleeper.done()
    clock.move(timedelta(minutes=1))
    await asyncio.wait_for(sleeper, 1)


async def test_a_running_clock_wakes_a_sleeper_when_it_is_moved() -> None:
    clock = MovableClock(NOON, running=True)
    sleeper = asyncio.create_task(clock.sleep_until(NOON + timedelta(hours=1)))
    await turn()
    clock.move(timedelta(hours=1))
    await asyncio.wait_for(sleeper, 1)


async def test_the_waker_acts_once_at_the_earliest_wish() -> None:
    clock, acted = MovableClock(NOON), []

    async def act() -> None:
        acted.append(clock.now())

    waker = Waker(clock, act)
    waker.by(NOON + timedelta(minutes=10))
    waker.by(NOON + timedelta(minutes=5))
    waker.by(NOON + timedelta(minutes=7))
    await turn()
    clock.move(timedelta(minutes=5))
    await turn()
    clock.move(timedelta(minutes=20))
    await turn()
    assert acted == [NOON + timedelta(minutes=5)]
    await waker.stop()


async def test_a_wish_made_while_acting_does_not_cut_the_act_short() -> None:
    clock, log = MovableClock(NOON), []
    go_on = asyncio.Event()

    async def act() -> None:
        log.append("begun")
        await go_on.wait()
        log.append("done")

    waker = Waker(clock, act)
    waker.by(NOON)
    await turn()
    waker.by(NOON)
    await turn()
    go_on.set()
    await turn()
    assert log == ["begun", "begun", "done", "done"]
    await waker.stop()


async def test_a_stopped_waker_never_acts() -> None:
    clock, acted = MovableClock(NOON), []

    async def act() -> None:
        acted.append(1)

    waker = Waker(clock, act)
    waker.by(NOON + timedelta(minutes=1))
    await waker.stop()
    waker.by(NOON)
    clock.move(timedelta(minutes=2))
    await turn()
    assert acted == []
