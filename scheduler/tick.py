"""Due timers: found, decided and handed over in batches, until none is due."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy import Connection

from flows.events import TimerFired, TimerKind
from flows.scheme import Scheme
from scheduler.clock import Clock, Waker
from scheduler.deliver import CLAIM_FOR
from scheduler.intake import Intake
from scheduler.metrics import Metrics
from scheduler.trouble import place
from storage import timers
from storage.errors import Conflict, StorageUnavailable
from storage.keys import Keys
from storage.store import Store
from storage.turn import Decide, Turn, take_turns

log = structlog.get_logger()

FIRST = 64
"""A small first batch, so that the first message of a backlog leaves at once."""

BATCH = 500
ROUNDS = 400
"""Batches in one pass, at most: a timer that sets itself again at once must end some time."""

PUT_OFF_FIRST = timedelta(seconds=30)
PUT_OFF_LONGEST = timedelta(minutes=10)
PUT_OFF_LOST_RACE = timedelta(seconds=1)
BREATH = timedelta(seconds=0.2)


@dataclass(slots=True)
class _Pass:
    """What one look at the timers found."""

    fired: Sequence[TimerFired]
    turns: list[Turn] = field(default_factory=list)
    next_due: datetime | None = None


class Tick:
    """Fires due timers. `run_once` may be called by anybody at any time; passes never overlap.

    Between heartbeats it wakes by itself for the next due time it knows. What cannot be
    decided is put off for longer each time (30 seconds to 10 minutes) and delays no other.
    """

    def __init__(
        self,
        store: Store,
        keys: Keys,
        scheme: Scheme,
        clock: Clock,
        intake: Intake,
        decide: Decide,
        name: str,
        *,
        claim_for: timedelta = CLAIM_FOR,
        metrics: Metrics | None = None,
    ) -> None:
        self._store = store
        self._keys = keys
        self._scheme = scheme
        self._clock = clock
        self._intake = intake
        self._decide = decide
        self._name = name
        self._claim_for = claim_for
        self._metrics = metrics or Metrics()
        self._one_pass = asyncio.Lock()
        self._failures: dict[tuple[TimerKind, int], int] = {}
        self._waker = Waker(clock, self._wake)
        self.last_ok: datetime | None = None
        intake.on_timer = self.wake_for

    async def run_once(self) -> int:
        """Fire what is due; return how many. Raises any database error as it is.

        What people said first is read first: after an outage an OUT that waits at the door
        ends the chase before it begins.
        """
        async with self._one_pass:
            await self._intake.settled()
            fired, limit = 0, FIRST
            for _ in range(ROUNDS):
                count = await self._round(limit)
                fired, limit = fired + count, BATCH
                if not count:
                    break
            self.last_ok = self._clock.now()
        return fired

    def failing(self) -> int:
        """How many timers could not be decided three times in a row or more."""
        return sum(times >= 3 for times in self._failures.values())

    def wake_for(self, due_at: datetime) -> None:
        """Look again at `due_at`, without waiting for the heartbeat."""
        # What is due already is another process's, or a timer that sets itself: do not spin.
        self._waker.by(max(due_at, self._clock.now() + BREATH))

    async def stop(self) -> None:
        """Wake no more by itself, and wait for a pass under way."""
        await self._waker.stop()
        async with self._one_pass:
            pass

    async def _wake(self) -> None:
        try:
            await self.run_once()
        except Exception as error:  # noqa: BLE001 -- the heartbeat ticks again in seconds
            log.warning("tick_waits", error=place(error))

    async def _round(self, limit: int) -> int:
        now = self._clock.now()
        try:
            found = await self._store.run(lambda conn: self._pass(conn, now, limit))
        except StorageUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 -- the batch is halved until it is found
            log.warning("timers_in_halves", error=place(error))
            due = await self._store.run(lambda conn: timers.due(conn, now, limit))
            return await self._halve(due, now) if due else 0
        self._after(found.fired, found.turns)
        if found.next_due is not None:
            self.wake_for(found.next_due)
        return len(found.fired)

    def _pass(self, conn: Connection, now: datetime, limit: int) -> _Pass:
        fired = timers.due(conn, now, limit)
        if not fired:
            return _Pass(fired, next_due=timers.next_due(conn))
        return _Pass(fired, self._take(conn, fired, now))

    def _take(self, conn: Connection, fired: Sequence[TimerFired], now: datetime) -> list[Turn]:
        return take_turns(
            conn,
            self._keys,
            self._scheme,
            fired,
            now,
            claimed_by=self._name,
            claim_for=self._claim_for,
            decide=self._decide,
        )

    def _after(self, fired: Sequence[TimerFired], turns: Sequence[Turn]) -> None:
        self._intake.hand_on(turns)
        now = self._clock.now()
        for timer in fired:
            self._failures.pop((timer.kind, timer.subject), None)
            self._metrics.fired.labels(timer.kind).inc()
            self._metrics.late.observe(max(0.0, (now - timer.due_at).total_seconds()))
        if fired:
            self._metrics.batch.labels("timers").observe(len(fired))

    async def _halve(self, fired: Sequence[TimerFired], now: datetime) -> int:
        """Decide in ever smaller batches until what fails is alone; return how many are
        settled or put off."""
        if len(fired) == 1:
            return await self._batch(fired, now)
        middle = len(fired) // 2
        return await self._batch(fired[:middle], now) + await self._batch(fired[middle:], now)

    async def _batch(self, fired: Sequence[TimerFired], now: datetime) -> int:
        try:
            turns = await self._store.run(partial(self._take, fired=fired, now=now))
        except StorageUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 -- one failing timer never blocks another
            if len(fired) > 1:
                return await self._halve(fired, now)
            return await self._put_off(fired[0], now, error)
        self._after(fired, turns)
        return len(fired)

    async def _put_off(self, timer: TimerFired, now: datetime, error: Exception) -> int:
        key = (timer.kind, timer.subject)
        times = self._failures[key] = self._failures.get(key, 0) + 1
        self._metrics.poisoned.labels("TimerFired").inc()
        log.error(
            "timer_failed", kind=timer.kind, subject=timer.subject, times=times, error=place(error)
        )
        if isinstance(error, Conflict):
            self._metrics.conflicts.inc()
        first = PUT_OFF_LOST_RACE if isinstance(error, Conflict) else PUT_OFF_FIRST
        until = now + min(first * 2 ** min(times - 1, 10), PUT_OFF_LONGEST)
        try:
            await self._store.run(lambda conn: timers.put_off(conn, timer, until))
        except Exception as again:  # noqa: BLE001 -- it stays due; the others must go on
            log.error("timer_not_put_off", kind=timer.kind, error=place(again))
            return 0
        return 1
