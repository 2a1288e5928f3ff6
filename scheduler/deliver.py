"""The way out: hands messages to their senders, and sees to what becomes of each.

A message is handed over in memory right after its commit; the table is the memory. Whoever
dies in between, the claim runs out and a sweep finds the message again.
"""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from flows.events import DeliveryFailed, SendError
from flows.facts import Channel
from scheduler.clock import Clock, Waker
from scheduler.lanes import Lanes
from scheduler.marks import GATHER, Marks
from scheduler.metrics import Metrics
from scheduler.outcomes import Again, Failed, Outcome, Sent, after_failure
from scheduler.sending import Outgoing, Sender, SendFailed
from scheduler.trouble import place
from storage import outbox
from storage.errors import StorageUnavailable
from storage.keys import Keys
from storage.outbox import OutboxRow
from storage.store import Store

log = structlog.get_logger()

CLAIM_FOR = timedelta(seconds=60)
"""How long a message belongs to the process that claimed it: the longest a crash delays it."""

SEND_LIMIT = 15.0
"""Seconds for one hand-over. Past it nobody knows whether the message arrived."""

SAVE_MARGIN = 5.0
"""Seconds of a claim kept back to save the outcome before another process may claim."""

AT_ONCE = 64
SWEEP = 500
ENOUGH = 2_000
TROUBLE_AFTER = timedelta(minutes=2)


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
        self._senders = senders
        self._clock = clock
        self._name = name
        self._chance = chance
        self._claim_for = claim_for
        self._metrics = metrics or Metrics()
        self._lanes: defaultdict[Channel, Lanes] = defaultdict(lambda: Lanes(at_once))
        self._sending: dict[int, asyncio.Task[None]] = {}
        self._unsaved: set[int] = set()
        self._held: dict[tuple[Channel, str], datetime] = {}
        self._trouble: dict[Channel, datetime] = {}
        self._closed = False
        self._marks = Marks(
            store, keys, clock, saved=self._unsaved.discard, failed=on_failure, gather=gather
        )
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
        claimed = 0
        while not self._closed:
            now = self._clock.now()
            rows = await self._store.run(
                lambda conn, now=now: outbox.claim_waiting(
                    conn,
                    self._keys,
                    now,
                    SWEEP,
                    claimed_by=self._name,
                    claim_for=self._claim_for,
                )
            )
            claimed += len(rows)
            self.hand(rows)
            if len(rows) < SWEEP or self._waiting() >= ENOUGH:
                break
        self._release()
        return claimed

    def stuck(self) -> list[Channel]:
        """Channels by which no safety message has left for TROUBLE_AFTER although some tried."""
        since = self._clock.now() - TROUBLE_AFTER
        return [channel for channel, began in self._trouble.items() if began <= since]

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
        """Save that cut-short hand-overs may have arrived; a claim left over runs out."""
        for lanes in self._lanes.values():
            lanes.clear()
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
        """Whether the claim could run out under way: then it is the next sweep's message."""
        last = row.claimed_until - timedelta(seconds=SEND_LIMIT + SAVE_MARGIN)
        if self._clock.now() <= last:
            return False
        self._waker.by(row.claimed_until)
        return True

    def _begin(self, row: OutboxRow, lanes: Lanes) -> None:
        self._unsaved.add(row.id)
        task = asyncio.get_running_loop().create_task(self._deliver(row, lanes))
        self._sending[row.id] = task

    async def _deliver(self, row: OutboxRow, lanes: Lanes) -> None:
        outcome = await self._attempt(row)
        del self._sending[row.id]
        self._marks.add(outcome)
        if isinstance(outcome, Again):
            self._hold(row, outcome.not_before)
        lanes.free(row.to, hold=isinstance(outcome, Again))
        self._go()

    def _hold(self, row: OutboxRow, until: datetime) -> None:
        self._held[(row.channel, row.to)] = until
        self._waker.by(until)

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

    async def _attempt(self, row: OutboxRow) -> Outcome:
        """Hand one message over. Whatever goes wrong becomes an outcome."""
        began = self._clock.now()
        try:
            async with asyncio.timeout(SEND_LIMIT):
                provider_id = await self._hand_over(row)
        except SendFailed as failed:
            return self._failure(row, failed, began)
        except TimeoutError:
            return self._failure(row, SendFailed(SendError.UNKNOWN, "timeout"), began)
        except asyncio.CancelledError:  # only `drain` cancels, and it waits for the mark
            return Again(row.id, self._clock.now(), row.unsure_since or began)
        except Exception as error:  # noqa: BLE001 -- a sender's bug must not lose a message
            log.error("sender_broke", message=row.id, channel=row.channel, error=place(error))
            return self._failure(row, SendFailed(SendError.UNKNOWN, type(error).__name__), began)
        self._metrics.sent.labels(row.channel, row.urgency).inc()
        if row.safety:
            self._trouble.pop(row.channel, None)
        return Sent(row.id, provider_id)

    async def _hand_over(self, row: OutboxRow) -> str:
        sender = self._senders.get(row.channel)
        if sender is None:
            raise SendFailed(SendError.CONFIG, "no_sender")
        message = _outgoing(row)
        if row.unsure_since is not None and (found := await _find(sender, message)) is not None:
            return found
        try:
            return await sender.send(message)
        except SendFailed as failed:
            if failed.moved_to is None:
                raise
            return await sender.send(replace(message, to=failed.moved_to))

    def _failure(self, row: OutboxRow, failed: SendFailed, began: datetime) -> Again | Failed:
        now = self._clock.now()
        self._metrics.send_failures.labels(row.channel, failed.error).inc()
        outcome = after_failure(row, failed, began=began, now=now, chance=self._chance())
        if row.safety and failed.error in (SendError.CONFIG, SendError.RETRY, SendError.UNKNOWN):
            self._trouble.setdefault(row.channel, now)
        tell = log.error if failed.error is SendError.CONFIG else log.warning
        tell(
            "not_sent",
            message=row.id,
            channel=row.channel,
            error=failed.error,
            code=failed.code,
            attempts=row.attempts + 1,
            again=isinstance(outcome, Again),
        )
        return outcome


async def _find(sender: Sender, message: Outgoing) -> str | None:
    try:
        return await sender.find(message)
    except SendFailed as failed:
        # Only the looking failed: whatever the reason, it says nothing about the message.
        raise SendFailed(SendError.RETRY, failed.code, failed.retry_after) from failed


def _outgoing(row: OutboxRow) -> Outgoing:
    return Outgoing(
        id=row.id,
        channel=row.channel,
        to=row.to,
        text=row.text,
        language=row.language,
        safety=row.safety,
        buttons=row.buttons,
        valid_for=row.valid_for,
        template=row.template,
        attempts=row.attempts,
        unsure_since=row.unsure_since,
    )
