"""What a provider's answer means for a message: sent, again later, or failed for good.

The one place where the vocabulary of send errors is read. Pure: time and chance come in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.events import SendError
from scheduler.sending import SendFailed
from storage.outbox_row import OutboxRow

SAFETY_TRIES = 5
SAFETY_PATIENCE = timedelta(minutes=3)
ROUTINE_PATIENCE = timedelta(days=1)
SAFETY_LONGEST = 60.0
ROUTINE_FIRST = 5.0
ROUTINE_LONGEST = 900.0
CONFIG_PAUSE = 300.0

FOR_GOOD = frozenset(
    {
        SendError.PERMANENT,
        SendError.OPTED_OUT,
        SendError.BLOCKED,
        SendError.INVALID,
        SendError.WINDOW,
    }
)


@dataclass(frozen=True, slots=True)
class Sent:
    id: int
    provider_id: str


@dataclass(frozen=True, slots=True)
class Again:
    """`unsure_since` is set when an earlier hand-over may have arrived."""

    id: int
    not_before: datetime
    unsure_since: datetime | None


@dataclass(frozen=True, slots=True)
class Failed:
    id: int
    error: SendError
    code: str


Outcome = Sent | Again | Failed


def after_failure(
    row: OutboxRow, failed: SendFailed, *, began: datetime, now: datetime, chance: float
) -> Again | Failed:
    """What becomes of `row` after a hand-over that began at `began` failed.

    `chance` is a random number from 0 to 1. A safety message gives up soon, because its
    failure starts the next rung; a fault of our own settings counts as failed for it at once.
    """
    if failed.error in FOR_GOOD or (failed.error is SendError.CONFIG and row.safety):
        return Failed(row.id, failed.error, failed.code)
    not_before = now + timedelta(seconds=pause(row, failed, chance))
    if _given_up(row, not_before):
        return Failed(row.id, failed.error, failed.code)
    unsure = began if failed.error is SendError.UNKNOWN else None
    return Again(row.id, not_before, row.unsure_since or unsure)


def pause(row: OutboxRow, failed: SendFailed, chance: float) -> float:
    """Seconds until the next try: doubling, spread by half either way, never under what
    the provider asked for."""
    if failed.error is SendError.CONFIG:
        return CONFIG_PAUSE * (1 + chance)
    first, longest = (1.0, SAFETY_LONGEST) if row.safety else (ROUTINE_FIRST, ROUTINE_LONGEST)
    doubled = min(first * 2.0 ** min(row.attempts, 20), longest) * (0.5 + chance)
    return max(doubled, (failed.retry_after or 0.0) + chance)


def _given_up(row: OutboxRow, not_before: datetime) -> bool:
    if row.safety:
        return row.attempts + 1 >= SAFETY_TRIES or not_before - row.queued_at > SAFETY_PATIENCE
    return not_before - row.queued_at > ROUTINE_PATIENCE
