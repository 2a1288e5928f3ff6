"""What waits at the same time is saved with one commit; what spoils a batch harms only itself.

Sharing a commit is where most of the speed is, and costs nothing when idle: nobody waits for
company, a batch is whatever came while the one before it was being saved.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from storage.errors import Conflict, StorageUnavailable

T = TypeVar("T")
R = TypeVar("R")

AT_MOST = 64
LIMIT = 5_000


@dataclass(slots=True, eq=False)
class _Item(Generic[T, R]):
    thing: T
    key: Hashable
    done: asyncio.Future[R]


class Together(Generic[T, R]):
    """Gathers things and has `save` commit them: up to `at_most`, one of each key a batch.

    Things of one key are saved in the order they came. A batch that fails is done again in
    halves, so that an error reaches only the one who put that thing, and `poisoned` is told.
    StorageUnavailable reaches all who wait in it. Lost races are run again by the store.
    """

    def __init__(
        self,
        save: Callable[[Sequence[T]], Awaitable[Sequence[R]]],
        *,
        key: Callable[[T], Hashable],
        poisoned: Callable[[T, Exception], None],
        conflict: Callable[[], None] = lambda: None,
        at_most: int = AT_MOST,
        limit: int = LIMIT,
    ) -> None:
        self._save = save
        self._key = key
        self._poisoned = poisoned
        self._conflict = conflict
        self._at_most = at_most
        self._limit = limit
        self._waiting: deque[_Item[T, R]] = deque()
        self._saving: list[_Item[T, R]] = []
        self._task: asyncio.Task[None] | None = None
        self._closed = False

    async def put(self, thing: T, *, ours: bool = False) -> R:
        """Return what `save` gave for this thing, once committed.

        `ours` passes where strangers are refused. Raises OverflowError when too much waits
        or this is closed, StorageUnavailable, and whatever `save` raises for this thing.
        """
        if not ours and (self._closed or len(self._waiting) >= self._limit):
            raise OverflowError("closing" if self._closed else "too much waits already")
        loop = asyncio.get_running_loop()
        item: _Item[T, R] = _Item(thing, self._key(thing), loop.create_future())
        self._waiting.append(item)
        if self._task is None:
            self._task = loop.create_task(self._run())
        return await item.done

    async def settled(self, within: float = 5.0) -> None:
        """Return when what waits now is done, or after `within` seconds."""
        now = [item.done for item in (*self._saving, *self._waiting)]
        if now:
            await asyncio.wait(now, timeout=within)

    def idle(self) -> bool:
        """Whether nothing waits and nothing is being saved."""
        return self._task is None

    async def drain(self) -> None:
        """Refuse more, and return when everything that waits is done."""
        self._closed = True
        while self._task is not None:
            await asyncio.wait([self._task])

    async def _run(self) -> None:
        try:
            while self._waiting:
                self._saving = self._gather()
                await self._work(self._saving)
        finally:
            # Only a cancelled task leaves anything here; nobody may be left waiting for ever.
            self._refuse(self._saving, RuntimeError("stopped before it was saved"))
            self._saving, self._task = [], None

    def _gather(self) -> list[_Item[T, R]]:
        batch: list[_Item[T, R]] = []
        later: list[_Item[T, R]] = []
        keys: set[Hashable] = set()
        while self._waiting and len(batch) < self._at_most:
            item = self._waiting.popleft()
            (later if item.key in keys else batch).append(item)
            keys.add(item.key)
        self._waiting.extendleft(reversed(later))
        return batch

    async def _work(self, batch: list[_Item[T, R]]) -> None:
        try:
            results = await self._save([item.thing for item in batch])
        except StorageUnavailable as error:
            self._refuse(batch, error)
        except Exception as error:  # noqa: BLE001 -- halved until it is found, then reported
            await self._halve(batch, error)
        else:
            for item, result in zip(batch, results, strict=True):
                self._give(item, result)

    async def _halve(self, batch: list[_Item[T, R]], error: Exception) -> None:
        """Do it again in halves: one bad item in 64 costs a dozen commits, not 64."""
        if isinstance(error, Conflict):
            self._conflict()
        if len(batch) == 1:
            self._poisoned(batch[0].thing, error)
            self._refuse(batch, error)
        else:
            await self._work(batch[: len(batch) // 2])
            await self._work(batch[len(batch) // 2 :])

    def _give(self, item: _Item[T, R], result: R) -> None:
        if not item.done.done():  # whoever waited may have gone
            item.done.set_result(result)

    def _refuse(self, items: Sequence[_Item[T, R]], error: Exception) -> None:
        for item in items:
            if not item.done.done():
                item.done.set_exception(error)
