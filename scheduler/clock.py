"""Time, as the house sees it: read in one place, moved at will in demos and tests."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Protocol

# A wall clock may be stepped, and a machine may sleep: look at it again at least this often.
LOOK_AGAIN = 30.0


class Clock(Protocol):
    """What time it is, and waiting for a time. Instants are aware and in UTC."""

    def now(self) -> datetime:
        """This instant."""

    async def sleep_until(self, instant: datetime) -> None:
        """Return once `now()` is at or past `instant`; at once if it already is."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep_until(self, instant: datetime) -> None:
        while (left := (instant - self.now()).total_seconds()) > 0:
            await asyncio.sleep(min(left, LOOK_AGAIN))


class MovableClock:
    """Starts at `start`; stands still, or runs with real time; `move` steps it forward.

    Whoever sleeps on it wakes when it is moved past their instant.
    """

    def __init__(self, start: datetime, *, running: bool = False) -> None:
        self._start = start
        self._running = running
        self._born = time.monotonic()
        self._moved = asyncio.Event()

    def now(self) -> datetime:
        ran = time.monotonic() - self._born if self._running else 0.0
        return self._start + timedelta(seconds=ran)

    def move(self, by: timedelta) -> None:
        """Step by `by`. Sleepers wake in the next turn of the event loop."""
        self._start += by
        self._moved.set()
        self._moved = asyncio.Event()

    async def sleep_until(self, instant: datetime) -> None:
        while (left := (instant - self.now()).total_seconds()) > 0:
            with suppress(TimeoutError):
                async with asyncio.timeout(left if self._running else None):
                    await self._moved.wait()


class Waker:
    """Calls `act` once at the earliest instant it was asked for.

    It remembers nothing past the process: a sweep at set intervals must do the same work.
    `act` must not raise.
    """

    def __init__(self, clock: Clock, act: Callable[[], Awaitable[object]]) -> None:
        self._clock = clock
        self._act = act
        self._at: datetime | None = None
        self._asleep: asyncio.Task[None] | None = None
        self._acting: set[asyncio.Task[None]] = set()
        self._stopped = False

    def by(self, instant: datetime) -> None:
        """Wake at `instant` at the latest."""
        if self._stopped or (self._at is not None and self._at <= instant):
            return
        if self._asleep is not None:
            self._asleep.cancel()
        self._at = instant
        self._asleep = asyncio.get_running_loop().create_task(self._sleep(instant))

    async def _sleep(self, instant: datetime) -> None:
        await self._clock.sleep_until(instant)
        task, self._at, self._asleep = self._asleep, None, None
        if task is not None:  # from here on an earlier wish must not cancel the act itself
            self._acting.add(task)
            task.add_done_callback(self._acting.discard)
        await self._act()

    async def stop(self) -> None:
        """Wake no more, and wait for an act under way."""
        self._stopped = True
        if self._asleep is not None:
            self._asleep.cancel()
        await asyncio.gather(*self._acting, return_exceptions=True)
