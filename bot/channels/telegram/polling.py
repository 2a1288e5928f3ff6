"""Fetching updates by long poll, for a house without a public address.

No mark is kept of the highest id seen: after a quiet week Telegram starts again at a random
one, and an old mark would throw away everything below it. An offset is sent only to confirm
what was just saved, and forgotten as soon as nothing waits behind it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog

from bot.channels.telegram.intake import Intake, update_id
from bot.channels.telegram.transport import UnsureError
from bot.channels.telegram.waiting import label, needs_operator, pause

PATIENCE = 10.0
"""Seconds that stopping leaves to a save under way. What is cut off is delivered again."""

log = structlog.get_logger()


class Poller:
    """`fetch(offset)` is one getUpdates; `prepare` removes the webhook, which excludes it."""

    def __init__(
        self,
        fetch: Callable[[int | None], Awaitable[object]],
        prepare: Callable[[], Awaitable[None]],
        intake: Intake,
        retry_seconds: float,
    ) -> None:
        self._fetch = fetch
        self._prepare = prepare
        self._intake = intake
        self._retry_seconds = retry_seconds
        self._offset: int | None = None
        self._prepared = False
        self._saving = False
        self._stopping = False
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """At once, or after the save under way."""
        self._stopping = True
        if self._task is None:
            return
        if self._saving:
            await asyncio.wait({self._task}, timeout=PATIENCE)
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _run(self) -> None:
        failures = 0
        while not self._stopping:
            try:
                await self._round()
                failures = 0
            except Exception as fault:  # noqa: BLE001 - whatever it is, people still write
                failures += 1
                await self._rest(fault, failures)

    async def _rest(self, fault: Exception, failures: int) -> None:
        say = log.error if needs_operator(fault) else log.warning
        say("telegram_polling_failed", fault=label(fault), failures=failures)
        if not self._stopping:
            await asyncio.sleep(pause(fault, failures, self._retry_seconds))

    async def _round(self) -> None:
        if not self._prepared:
            await self._prepare()
            self._prepared = True
        updates = await self._fetch(self._offset)
        if not isinstance(updates, list):
            raise UnsureError("no list of updates")
        if not updates:
            self._offset = None
            return
        self._saving = True
        try:
            await self._save(updates)
        finally:
            self._saving = False

    async def _save(self, updates: list[object]) -> None:
        """In order, one after the other; what fails is fetched again with all that follows."""
        before = self._offset
        for raw in updates:
            if self._stopping:
                return
            await self._intake.take(raw)
            if (known := update_id(raw)) is not None:
                self._offset = known + 1
        if self._offset == before:
            raise UnsureError("updates without ids")
