"""What became of each message, saved together. A mark is kept until it is saved."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog
from sqlalchemy import Connection

from flows.events import DeliveryFailed
from scheduler.clock import Clock
from scheduler.outcomes import Again, Failed, Outcome, Sent
from scheduler.trouble import place
from storage import outbox
from storage.errors import StorageUnavailable
from storage.failing import fail
from storage.store import Store

log = structlog.get_logger()

GATHER = 0.02
LONGEST_PAUSE = 30.0


class Marks:
    """Gathers outcomes for GATHER seconds and saves them with one commit.

    `saved` is called with each message's id once its mark is committed, `failed` awaited
    with each failure that is somebody's to act on. While the database is away marks wait:
    forgetting one would send its message twice.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        saved: Callable[[int], None],
        failed: Callable[[DeliveryFailed], Awaitable[object]],
        gather: float = GATHER,
        pause: float = 1.0,
    ) -> None:
        self._store = store
        self._clock = clock
        self._saved = saved
        self._failed = failed
        self._gather = gather
        self._pause = pause
        self._waiting: list[Outcome] = []
        self._task: asyncio.Task[None] | None = None
        self._telling: set[asyncio.Task[None]] = set()

    def add(self, outcome: Outcome) -> None:
        """Save this soon. Must be called on the event loop."""
        self._waiting.append(outcome)
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run())

    def busy(self) -> bool:
        """Whether a mark is not saved, or a failure not told."""
        return self._task is not None or bool(self._telling)

    async def flush(self) -> None:
        """Return when every mark is saved and every failure told."""
        while self.busy():
            under_way = [*self._telling, *([self._task] if self._task else [])]
            await asyncio.wait(under_way)

    async def _run(self) -> None:
        pause = self._pause
        try:
            while self._waiting:
                await asyncio.sleep(self._gather)
                batch, self._waiting = self._waiting, []
                unsaved = await self._together(batch)
                if unsaved:
                    self._waiting = unsaved + self._waiting
                    await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE) if unsaved else self._pause
        finally:
            self._task = None

    async def _together(self, batch: list[Outcome]) -> list[Outcome]:
        """Save a batch, or else each alone; return what could not be saved yet."""
        try:
            await self._commit(batch)
        except StorageUnavailable:
            log.warning("marks_wait", marks=len(batch))
            return batch
        except Exception as error:  # noqa: BLE001 -- each mark is then saved alone
            log.warning("marks_saved_one_by_one", marks=len(batch), error=place(error))
            return [mark for mark in batch if not await self._alone(mark)]
        return []

    async def _alone(self, mark: Outcome) -> bool:
        try:
            await self._commit([mark])
        except Exception as error:  # noqa: BLE001 -- kept, and tried again after a pause
            log.error("mark_not_saved", message=mark.id, error=place(error))
            return False
        return True

    async def _commit(self, batch: Sequence[Outcome]) -> None:
        now = self._clock.now()

        def save(conn: Connection) -> list[DeliveryFailed]:
            sent = [(m.id, m.provider_id) for m in batch if isinstance(m, Sent)]
            failed = [(m.id, m.error, m.code) for m in batch if isinstance(m, Failed)]
            for mark in batch:
                if isinstance(mark, Again):
                    outbox.mark_retry(conn, mark.id, mark.not_before, mark.unsure_since)
            return outbox.mark_sent(conn, sent, now) + fail(conn, failed)

        failures = await self._store.run(save)
        for mark in batch:
            self._saved(mark.id)
        for failure in failures:
            self.tell(failure)

    def tell(self, failure: DeliveryFailed) -> None:
        """Hand a saved failure in as an event; doing so twice is harmless."""
        task = asyncio.get_running_loop().create_task(self._tell(failure))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _tell(self, failure: DeliveryFailed) -> None:
        try:
            await self._failed(failure)
        except Exception as error:  # noqa: BLE001 -- one failure's trouble is not another's
            log.error("failure_not_told", message=failure.message_id, error=place(error))
