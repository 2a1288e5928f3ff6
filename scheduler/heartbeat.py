"""The heartbeat: calls what must happen again and again. It remembers nothing.

APScheduler's own job stores are not used: every deadline is a row, and a beat that comes
late or not at all only makes the next one find more to do.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler.clock import SystemClock
from scheduler.deliver import Deliverer
from scheduler.tick import Tick
from scheduler.trouble import place
from scheduler.watchdog import Watchdog

log = structlog.get_logger()

TICK = 5.0
SWEEP = 5.0
RETELL = 30.0
PULSE = 10.0
PING = 60.0


class Heartbeat:
    """Tick, sweep, pulse and ping at set intervals, in seconds of real time."""

    def __init__(
        self,
        tick: Tick,
        deliverer: Deliverer,
        watchdog: Watchdog,
        *,
        tick_every: float = TICK,
        sweep_every: float = SWEEP,
        pulse_every: float = PULSE,
        ping_every: float = PING,
    ) -> None:
        self._tick = tick
        self._beating: set[asyncio.Task[object]] = set()
        # Name, job, interval, and how long after the start: a pulse needs a tick, a ping a pulse.
        self._jobs: list[tuple[str, Callable[[], Awaitable[object]], float, float]] = [
            ("tick", tick.run_once, tick_every, 0.0),
            ("sweep", deliverer.sweep, sweep_every, 0.0),
            ("retell", deliverer.retell, RETELL, RETELL),
            ("pulse", watchdog.pulse, pulse_every, min(1.0, pulse_every)),
            ("ping", watchdog.ping, ping_every, min(5.0, ping_every)),
        ]
        # The default grace of one second drops late beats silently; late is better than never.
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def start(self) -> None:
        """Beat at once and then at intervals. Must be called inside the running loop."""
        now = SystemClock().now()
        for name, job, every, after in self._jobs:
            self._scheduler.add_job(
                self._beat,
                "interval",
                seconds=every,
                args=(name, job),
                id=name,
                next_run_time=now + timedelta(seconds=after),
            )
        self._scheduler.start()

    async def stop(self) -> None:
        """Start no beat more; wait for those under way (a cancelled one could lose a mark)."""
        self._scheduler.pause()
        await self._tick.stop()
        while self._beating:
            await asyncio.wait(set(self._beating))
        self._scheduler.shutdown(wait=False)

    async def _beat(self, name: str, job: Callable[[], Awaitable[object]]) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._beating.add(task)
        try:
            await job()
        except Exception as error:  # noqa: BLE001 -- the next beat must come whatever happens
            log.error("beat_failed", beat=name, error=place(error))
        finally:
            self._beating.discard(task)
