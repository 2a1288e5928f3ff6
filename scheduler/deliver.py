"""The way out: hands messages to their senders, and sees to what becomes of each.

A message is handed over in memory right after its commit; the table is the memory. Whoever
dies in between, the claim runs out and a sweep finds the message again.
"""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

import structlog

from flows.events import DeliveryFailed
from flows.facts import Channel
from scheduler.clock import Clock, Waker
from scheduler.handover import SEND_LIMIT, HandOver
from scheduler.lanes import Lanes
from scheduler.marks import GATHER, Marks
from scheduler.metrics import Metrics
from scheduler.outcomes import Again
from scheduler.sending import Sender
from scheduler.trouble import place
from storage import outbox
from storage.errors import StorageUnavailable
from storage.keys import Keys
from storage.outbox_row import OutboxRow
from storage.store import Store

log = structlog.get_logger()

CLAIM_FOR = timedelta(seconds=60)
"""How long a message belongs to the process that claimed it: the longest a crash delays it."""

SAVE_MARGIN = 5.0
"""Seconds of a claim kept back to save the outcome before another process may claim."""

HOLD_AT_MOST = timedelta(minutes=1)
AT_ONCE = 64
SWEEP = 500
ENOUGH = 2_000


class Deliverer:
    """Hands over messages: safety first, in order within one address, AT_ONCE a channel.

    The bound is for each channel, so that a provider that hangs delays no other. `chance`
    gives numbers from 0 to 1 that spread retries. `on_failure` gets each failed message
    that is somebody's to act on, after its failure is saved.
    """

    def __init__(
        self,
        store: Store,
        keys: Keys,
        senders: Mapping[Channel, Sender],
        clock: Clock,
        name: str,
        on_failure: Callable[[DeliveryFailed], Awaitable[object]],
        *,
        chance: Callable[[], float] = random.SystemRandom().random,
        claim_for: timedelta = CLAIM_FOR,
        at_once: int = AT_ONCE,
        gather: float = GATHER,
        metrics: Metrics | None = None,
    ) -> None:
        self._store = store
        self._keys = keys
        self._clock = clock
        self._name = name
        self._claim_for = claim_for
        self._metrics = metrics or Metrics()
        self._hand_over = HandOver(store, keys, senders, clock, chance, self._metrics)
        self._lanes: defaultdict[Channel, Lanes] = defaultdict(lambda: Lanes(at_once))
        self._sending: dict[int, asyncio.Task[None]] = {}
        self._unsaved: set[int] = set()
        self._held: dict[tuple[Channel, str], datetime] = {}
        self._released: set[int] = set()
        self._closed = False
        self._one_sweep = asyncio.Lock()
        self._marks = Marks(store, clock, saved=self._saved, failed=on_failure, gather=gather)
        self._waker = Waker(clock, self._wake)

    def hand(self, rows: Sequence[OutboxRow]) -> None:
        """Send these soon; they are claimed by this process already. Never waits."""
        for row in rows:
            # One under way is not sent beside itself, whoever claimed it again.
            if row.id not in self._unsaved:
                self._lanes[row.channel].add(row)
        self._go()

    async def sweep(self) -> int:
        """Claim what is due and nobody's: retries, held messages, a dead process's claims.

        Returns how many were claimed. Raises any database error as it is.
        """
        async with self._one_sweep:  # a release must not run ahead of what another claimed
            claimed = 0
            while not self._closed:
                rows = await self._claim()
                claimed += len(rows)
                self.hand(rows)
                if len(rows) < SWEEP or self._waiting() >= ENOUGH:
                    break
            self._release()
        return claimed

    async def _claim(self) -> list[OutboxRow]:
        now = self._clock.now()
        claim = partial(outbox.claim_waiting, keys=self._keys, now=now, limit=SWEEP)
        return await self._store.run(
            partial(claim, claimed_by=self._name, claim_for=self._claim_for)
        )

    async def retell(self) -> int:
        """Hand in failures whose event was lost with a process; return how many there are.

        Raises any database error as it is.
        """
        failures = await self._store.read(outbox.failures_waiting)
        for failure in failures:
            self._marks.tell(failure)
        return len(failures)

    def stuck(self) -> list[Channel]:
        """Channels that safety messages could lately not leave by."""
        return self._hand_over.stuck()

    def busy(self) -> bool:
        """Whether anything is under way or not yet saved and told."""
        return bool(self._sending) or self._marks.busy()

    async def drain_now(self) -> None:
        """Return when everything that can go now has been tried, saved and told."""
        while self.busy():
            if self._sending:
                await asyncio.wait(list(self._sending.values()))
            await self._marks.flush()

    async def drain(self, within: float = 20.0) -> None:
        """Send and save what is held, for at most `within` seconds; then let go of the rest."""
        try:
            async with asyncio.timeout(within):
                while self._sending:
                    await asyncio.wait(list(self._sending.values()))
        except TimeoutError:
            log.warning("drain_cut_short", under_way=len(self._sending), waiting=self._waiting())
        self._closed = True
        await self._waker.stop()
        await self._let_go()

    async def _let_go(self) -> None:
        """Give claims back at once, and save that cut-short hand-overs may have arrived."""
        for lanes in self._lanes.values():
            for row in lanes.clear():
                self._give_back(row)
        cut_short = list(self._sending.values())
        for task in cut_short:
            task.cancel()
        await asyncio.gather(*cut_short, return_exceptions=True)
        try:
            async with asyncio.timeout(SAVE_MARGIN):
                await self._marks.flush()
        except TimeoutError:
            log.error("marks_lost", messages=len(self._unsaved))

    def _waiting(self) -> int:
        return sum(len(lanes) for lanes in self._lanes.values())

    def _go(self) -> None:
        """Start whatever may start now."""
        if self._closed:
            return
        for lanes in list(self._lanes.values()):
            while (row := lanes.take()) is not None:
                if self._too_late(row):
                    lanes.free(row.to)
                else:
                    self._begin(row, lanes)
        self._metrics.held.set(self._waiting() + len(self._sending))

    def _too_late(self, row: OutboxRow) -> bool:
        """Whether the claim could run out under way: then it must be claimed anew first."""
        last = row.claimed_until - timedelta(seconds=SEND_LIMIT + SAVE_MARGIN)
        if self._clock.now() <= last:
            return False
        self._give_back(row)
        return True

    def _give_back(self, row: OutboxRow) -> None:
        """Let a message that was not begun be claimed again, by anybody.

        With too little of the claim left to save that, it only runs out: giving back then
        could take the message out of the hands of whoever has it by now.
        """
        now = self._clock.now()
        if now > row.claimed_until - timedelta(seconds=SAVE_MARGIN):
            self._waker.by(row.claimed_until)
            return
        self._unsaved.add(row.id)
        self._released.add(row.id)
        self._marks.add(Again(row.id, now, row.unsure_since))

    def _saved(self, message_id: int) -> None:
        self._unsaved.discard(message_id)
        if message_id in self._released:
            self._released.discard(message_id)
            self._waker.by(self._clock.now())

    def _begin(self, row: OutboxRow, lanes: Lanes) -> None:
        self._unsaved.add(row.id)
        task = asyncio.get_running_loop().create_task(self._deliver(row, lanes))
        self._sending[row.id] = task

    async def _deliver(self, row: OutboxRow, lanes: Lanes) -> None:
        outcome = await self._hand_over.attempt(row)
        del self._sending[row.id]
        self._marks.add(outcome)
        again = outcome.not_before if isinstance(outcome, Again) else None
        lanes.free(row.to, hold=again is not None and self._hold(row, again))
        self._go()

    def _hold(self, row: OutboxRow, until: datetime) -> bool:
        """Whether what follows to the same address waits for this retry, for order's sake.

        Not for long: one message that a provider never takes must not silence an address.
        """
        self._waker.by(until)
        if until - self._clock.now() > HOLD_AT_MOST:
            return False
        self._held[(row.channel, row.to)] = until
        return True

    def _release(self) -> None:
        """Let addresses go on whose retry is due; the sweep has just put it first."""
        now = self._clock.now()
        for (channel, to), until in list(self._held.items()):
            if until <= now:
                del self._held[(channel, to)]
                self._lanes[channel].release(to)
        self._go()

    async def _wake(self) -> None:
        try:
            await self.sweep()
        except StorageUnavailable:
            log.warning("sweep_waits")  # the heartbeat sweeps again in seconds
        except Exception as error:  # noqa: BLE001 -- the same
            log.error("sweep_failed", error=place(error))
