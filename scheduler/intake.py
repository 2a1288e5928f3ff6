"""The way in: every event is decided and saved before its channel answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import get_args

import structlog

from flows.decisions import Note, SetTimer
from flows.events import Arrived, DeliveryFailed, Event, ReachChanged, TimerFired
from flows.scheme import Scheme
from scheduler.clock import Clock
from scheduler.deliver import CLAIM_FOR, Deliverer
from scheduler.metrics import Metrics
from scheduler.sending import RANK, Receipt
from scheduler.together import Together
from scheduler.trouble import place
from storage import outbox
from storage.errors import StorageUnavailable
from storage.keys import Keys
from storage.store import Store
from storage.turn import Decide, Turn, take_turns

log = structlog.get_logger()

PAUSES = (1.0, 5.0, 30.0, 120.0)


class Intake:
    """Keeps `scheduler.sending.Inbox`. Events that wait together share one transaction.

    `on_timer` is told the due time of each timer that was set; `Tick` puts itself there.
    """

    on_timer: Callable[[datetime], None]

    def __init__(
        self,
        store: Store,
        keys: Keys,
        scheme: Scheme,
        clock: Clock,
        deliverer: Deliverer,
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
        self._deliverer = deliverer
        self._decide = decide
        self._name = name
        self.on_timer = lambda due_at: None
        self._claim_for = claim_for
        self._metrics = metrics or Metrics()
        self._events: Together[Event, list[str]] = Together(
            self._save, key=whose, poisoned=self._poisoned, conflict=self._metrics.conflicts.inc
        )
        self._receipts: Together[Receipt, None] = Together(
            self._save_receipts, key=lambda r: (r.channel, r.provider_id), poisoned=_bad_receipt
        )
        self._feeding: set[asyncio.Task[None]] = set()

    async def accept(self, event: object) -> list[str]:
        """See `Inbox.accept`. Raises OverflowError, StorageUnavailable, or what the event's
        own decision raised; a retry by the provider is then welcome."""
        if not isinstance(event, get_args(Event)):
            raise TypeError(f"not an event: {type(event).__name__}")
        return await self._events.put(event)

    async def receipt(self, receipt: Receipt) -> None:
        """See `Inbox.receipt`. Raises OverflowError or any database error as it is."""
        await self._receipts.put(receipt)

    async def spoken(self, message_id: int) -> tuple[str, str] | None:
        """See `Inbox.spoken`."""
        return await self._store.read(lambda conn: outbox.spoken(conn, self._keys, message_id))

    async def feed(self, failure: DeliveryFailed) -> None:
        """Decide our own failure. Never raises; tries again while the database is away."""
        for pause in (*PAUSES, None):
            try:
                await self._events.put(failure, ours=True)
            except StorageUnavailable:
                if pause is None:
                    log.error("failure_not_decided", message=failure.message_id)
                else:
                    await asyncio.sleep(pause)
            except Exception:  # noqa: BLE001 -- `_poisoned` has logged and counted it
                return
            else:
                return

    async def settled(self) -> None:
        """Return when what people have said until now is decided, or after some seconds."""
        await self._events.settled()

    def idle(self) -> bool:
        """Whether nothing waits here to be decided."""
        return self._events.idle() and self._receipts.idle() and not self._feeding

    async def drain(self) -> None:
        """Refuse new events, and return when all that wait are decided and handed on."""
        await asyncio.gather(self._events.drain(), self._receipts.drain())
        while self._feeding:
            await asyncio.wait(set(self._feeding))

    async def _save(self, events: Sequence[Event]) -> list[list[str]]:
        turns = await self._store.run(
            partial(
                take_turns,
                keys=self._keys,
                scheme=self._scheme,
                events=events,
                now=self._clock.now(),
                claimed_by=self._name,
                claim_for=self._claim_for,
                decide=self._decide,
            )
        )
        self.hand_on(turns)
        self._metrics.batch.labels("events").observe(len(events))
        return [turn.inline for turn in turns]

    def hand_on(self, turns: Sequence[Turn]) -> None:
        """What follows a commit: messages to their senders, failures back in as events."""
        for turn in turns:
            self._deliverer.hand(turn.outgoing)
            self._feed_all(turn.failures)
            if turn.new:
                self._metrics.events.labels(type(turn.event).__name__).inc()
            for decision in turn.decisions:
                if isinstance(decision, SetTimer):
                    self.on_timer(decision.due_at)
                elif isinstance(decision, Note):
                    log.warning("note", kind=decision.kind, detail=decision.detail)
            if turn.refused:
                log.warning("refused", decisions=[type(one).__name__ for one in turn.refused])

    def _feed_all(self, failures: Sequence[DeliveryFailed]) -> None:
        for failure in failures:
            task = asyncio.get_running_loop().create_task(self.feed(failure))
            self._feeding.add(task)
            task.add_done_callback(self._feeding.discard)

    async def _save_receipts(self, receipts: Sequence[Receipt]) -> list[None]:
        rows = [
            (r.channel, r.provider_id, r.status, RANK[r.status], r.error, r.code) for r in receipts
        ]
        now = self._clock.now()
        failures = await self._store.run(lambda conn: outbox.record_receipts(conn, rows, now))
        self._metrics.batch.labels("receipts").observe(len(rows))
        self._feed_all(failures)
        return [None] * len(rows)

    def _poisoned(self, event: Event, error: Exception) -> None:
        kind = type(event).__name__
        self._metrics.poisoned.labels(kind).inc()
        log.error("event_failed", kind=kind, id=_id(event), error=place(error))


def whose(event: Event) -> Hashable:
    """Events with the same key concern the same person for certain, and keep their order."""
    match event:
        case Arrived() | ReachChanged():
            return (event.channel, event.address)
        case TimerFired():
            return (event.kind, event.subject)
        case DeliveryFailed():
            return event.person_id


def _id(event: Event) -> str:
    """Names an event in the log without its content."""
    match event:
        case Arrived() | ReachChanged():
            return f"{event.channel}:{event.provider_id}"
        case TimerFired():
            return f"{event.kind}:{event.subject}:{event.fence}"
        case DeliveryFailed():
            return f"message:{event.message_id}"


def _bad_receipt(receipt: Receipt, error: Exception) -> None:
    log.error("receipt_failed", id=f"{receipt.channel}:{receipt.provider_id}", error=place(error))
