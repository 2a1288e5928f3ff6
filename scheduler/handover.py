"""One hand-over: a message to its sender, and what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import structlog

from flows.events import SendError
from flows.facts import Channel
from scheduler.clock import Clock
from scheduler.metrics import Metrics
from scheduler.outcomes import Again, Failed, Outcome, Sent, after_failure
from scheduler.sending import Attachment, Button, Outgoing, Sender, SendFailed
from scheduler.trouble import place
from storage import people
from storage.keys import Keys
from storage.outbox_row import OutboxRow
from storage.store import Store

log = structlog.get_logger()

SEND_LIMIT = 15.0
"""Seconds for one hand-over. Past it nobody knows whether the message arrived."""

TROUBLE_AFTER = timedelta(minutes=2)
TROUBLE_ENDS = timedelta(minutes=15)


class HandOver:
    """Tries each message once. Every failure becomes an outcome; nothing is raised."""

    def __init__(
        self,
        store: Store,
        keys: Keys,
        senders: Mapping[Channel, Sender],
        clock: Clock,
        chance: Callable[[], float],
        metrics: Metrics,
    ) -> None:
        self._store = store
        self._keys = keys
        self._senders = senders
        self._clock = clock
        self._chance = chance
        self._metrics = metrics
        self._trouble: dict[Channel, tuple[datetime, datetime]] = {}

    def stuck(self) -> list[Channel]:
        """Channels that safety messages could lately not leave by, for TROUBLE_AFTER or more."""
        now = self._clock.now()
        return [
            channel
            for channel, (first, last) in self._trouble.items()
            if first <= now - TROUBLE_AFTER and last > now - TROUBLE_ENDS
        ]

    async def attempt(self, row: OutboxRow) -> Outcome:
        """Hand one message over. Whatever goes wrong becomes an outcome."""
        began = self._clock.now()
        try:
            async with asyncio.timeout(SEND_LIMIT):
                provider_id = await self._to_sender(row)
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
        self._trouble.pop(row.channel, None)
        return Sent(row.id, provider_id)

    async def _to_sender(self, row: OutboxRow) -> str:
        sender = self._senders.get(row.channel)
        if sender is None:
            raise SendFailed(SendError.CONFIG, "no_sender")
        message = _outgoing(row, self._clock.now())
        if row.unsure_since is not None and (found := await _find(sender, message)) is not None:
            return found
        try:
            return await sender.send(message)
        except SendFailed as failed:
            if failed.moved_to is None:
                raise
            await self._move(row, failed.moved_to)
            return await sender.send(replace(message, to=failed.moved_to))

    async def _move(self, row: OutboxRow, to: str) -> None:
        """Remember a new address; the message goes there even if that cannot be saved."""
        if row.address_id is None:
            return
        move = partial(people.move_address, keys=self._keys, address_id=row.address_id, value=to)
        try:
            await self._store.run(move)
        except Exception as error:  # noqa: BLE001 -- the provider will say it again next time
            log.error("address_not_moved", address=row.address_id, error=place(error))

    def _failure(self, row: OutboxRow, failed: SendFailed, began: datetime) -> Again | Failed:
        now = self._clock.now()
        self._metrics.send_failures.labels(row.channel, failed.error).inc()
        outcome = after_failure(row, failed, began=began, now=now, chance=self._chance())
        if row.safety and failed.error in (SendError.CONFIG, SendError.RETRY, SendError.UNKNOWN):
            first, _ = self._trouble.get(row.channel, (now, now))
            self._trouble[row.channel] = (first, now)
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


def _outgoing(row: OutboxRow, now: datetime) -> Outgoing:
    """Raises SendFailed when it is too old to be news: whoever chases must decide afresh."""
    left = row.valid_for and row.queued_at + row.valid_for - now
    if left is not None and left <= timedelta():
        raise SendFailed(SendError.PERMANENT, "expired")
    return Outgoing(
        id=row.id,
        channel=row.channel,
        to=row.to,
        text=row.text,
        language=row.language,
        safety=row.safety,
        buttons=tuple(Button(*button) for button in row.buttons),
        valid_for=left,
        template=row.template,
        attempts=row.attempts,
        unsure_since=row.unsure_since,
        file=_enclosed(row),
    )


def _enclosed(row: OutboxRow) -> Attachment | None:
    file = row.file
    return None if file is None else Attachment(file.name, file.kind, file.content)
