"""What each provider's answer means for a message."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from flows.decisions import Urgency
from flows.events import SendError
from flows.facts import Channel
from scheduler.outcomes import Again, Failed, after_failure
from scheduler.sending import SendFailed
from storage.outbox_row import OutboxRow

NOON = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)


def row(urgency: Urgency = Urgency.REPLY, **more: Any) -> OutboxRow:
    given = {"queued_at": NOON, "claimed_until": NOON + timedelta(minutes=1)} | more
    return OutboxRow(1, Channel.SMS, "+447700900001", "hello", "en", urgency, **given)


def after(
    error: SendError, of: OutboxRow, retry_after: float | None = None, chance: float = 0.5
) -> Again | Failed:
    failed = SendFailed(error, "C", retry_after)
    return after_failure(of, failed, began=NOON, now=NOON, chance=chance)


@pytest.mark.parametrize("urgency", list(Urgency))
@pytest.mark.parametrize("error", ["permanent", "opted_out", "blocked", "invalid", "window"])
def test_what_will_never_arrive_has_failed(error: str, urgency: Urgency) -> None:
    assert after(SendError(error), row(urgency)) == Failed(1, SendError(error), "C")


def test_a_fault_of_ours_fails_a_safety_message_and_delays_the_others() -> None:
    assert after(SendError.CONFIG, row(Urgency.SAFETY)) == Failed(1, SendError.CONFIG, "C")
    later = after(SendError.CONFIG, row())
    assert isinstance(later, Again)
    assert later.not_before >= NOON + timedelta(minutes=5)


def test_retries_double_and_spread() -> None:
    waits = [
        (after(SendError.RETRY, row(attempts=n), chance=c).not_before - NOON).total_seconds()  # type: ignore[union-attr]
        for n, c in [(0, 0.5), (1, 0.5), (2, 0.5), (2, 0.0), (2, 1.0), (60, 0.5)]
    ]
    assert waits == [5, 10, 20, 10, 30, 900]


@pytest.mark.parametrize("chance", [0.0, 0.999])
def test_never_sooner_than_the_provider_asked(chance: float) -> None:
    again = after(SendError.RETRY, row(), retry_after=60, chance=chance)
    assert isinstance(again, Again)
    assert NOON + timedelta(seconds=60) <= again.not_before <= NOON + timedelta(seconds=61)


def test_unsure_is_remembered_from_the_first_time_on() -> None:
    unsure = after(SendError.UNKNOWN, row())
    assert isinstance(unsure, Again)
    assert unsure.unsure_since == NOON
    earlier = NOON - timedelta(minutes=1)
    still = after(SendError.RETRY, row(unsure_since=earlier))
    assert isinstance(still, Again)
    assert still.unsure_since == earlier


def test_a_safety_message_is_given_up_after_five_tries() -> None:
    assert isinstance(after(SendError.RETRY, row(Urgency.SAFETY, attempts=3)), Again)
    assert after(SendError.RETRY, row(Urgency.SAFETY, attempts=4)) == Failed(
        1, SendError.RETRY, "C"
    )


def test_a_safety_message_is_given_up_when_the_next_try_would_be_too_late() -> None:
    assert isinstance(after(SendError.RETRY, row(Urgency.SAFETY), retry_after=300), Failed)
    assert isinstance(after(SendError.RETRY, row(Urgency.SAFETY), retry_after=30), Again)


def test_other_messages_are_tried_for_a_day() -> None:
    assert isinstance(after(SendError.RETRY, row(attempts=50)), Again)
    old = row(queued_at=NOON - timedelta(days=1))
    assert after(SendError.UNKNOWN, old) == Failed(1, SendError.UNKNOWN, "C")
