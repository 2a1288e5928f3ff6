"""Whether the light is on: for /readyz, and for a dead-man's switch outside the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import aiohttp
import structlog

from scheduler.clock import Clock
from scheduler.deliver import Deliverer
from scheduler.tick import Tick
from scheduler.trouble import place
from storage import pulses
from storage.store import Store

log = structlog.get_logger()

PULSE = "heartbeat"
FRESH = timedelta(seconds=60)
PING_LIMIT = 10.0


@dataclass(frozen=True, slots=True)
class Health:
    """`heartbeat` is when timers were last seen to fire, by whichever process does that."""

    database: bool
    heartbeat: datetime | None
    fresh: bool

    @property
    def ready(self) -> bool:
        return self.database and self.fresh


class Watchdog:
    """Knows whether all is well. A process that only serves the web gives no `tick`.

    `url` is pinged by GET while all is well and never otherwise, so that its silence calls
    an operator. `fresh` is how old the last successful tick may be.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        tick: Tick | None = None,
        deliverer: Deliverer | None = None,
        url: str = "",
        fresh: timedelta = FRESH,
    ) -> None:
        self._store = store
        self._clock = clock
        self._tick = tick
        self._deliverer = deliverer
        self._url = url
        self._fresh = fresh

    async def health(self) -> Health:
        """How it stands now, by the database: true for every process. Never raises."""
        try:
            last = await self._store.read(lambda conn: pulses.last_pulse(conn, PULSE))
        except Exception as error:  # noqa: BLE001 -- unreachable is the answer, not a failure
            log.warning("database_unreachable", error=place(error))
            return Health(database=False, heartbeat=None, fresh=False)
        return Health(database=True, heartbeat=last, fresh=self._is_fresh(last))

    async def pulse(self) -> None:
        """Leave a pulse in the database, but only while timers are really fired.

        Raises any database error as it is.
        """
        if self._tick is not None and self._is_fresh(self._tick.last_ok):
            now = self._clock.now()
            await self._store.run(lambda conn: pulses.pulse(conn, PULSE, now))

    async def troubles(self) -> list[str]:
        """What is wrong, in short constant words; nothing when all is well. Never raises."""
        found = []
        if self._tick is not None and not self._is_fresh(self._tick.last_ok):
            found.append("timers are not firing")
        if self._tick is not None and self._tick.failing():
            found.append("a timer cannot be decided")
        if self._deliverer is not None and (stuck := self._deliverer.stuck()):
            found.append("safety messages do not leave by " + ", ".join(sorted(stuck)))
        health = await self.health()
        if not health.database:
            found.append("the database cannot be reached")
        elif not health.fresh:
            found.append("no heartbeat is in the database")
        return found

    async def ping(self) -> bool:
        """Tell the outside that all is well, if it is; return whether it was told. Never raises."""
        if not self._url:
            return False
        if troubles := await self.troubles():
            log.error("not_pinged", troubles=troubles)
            return False
        try:
            return await self._get()
        except Exception as error:  # noqa: BLE001 -- the switch's own trouble must stop nothing
            log.warning("ping_failed", error=place(error))
            return False

    async def _get(self) -> bool:
        limit = aiohttp.ClientTimeout(total=PING_LIMIT)
        async with (
            aiohttp.ClientSession(timeout=limit) as session,
            session.get(self._url, allow_redirects=False) as answer,
        ):
            if answer.status >= 400:
                log.warning("ping_refused", status=answer.status)
            return answer.status < 400

    def _is_fresh(self, last: datetime | None) -> bool:
        return last is not None and self._clock.now() - last <= self._fresh
