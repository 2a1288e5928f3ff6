"""Messages on their way: claimed, sent, tried again, failed. Whoever dies, the row remains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from flows.events import DeliveryFailed, SendError
from flows.facts import Channel
from storage.failing import FACTS, fail, failure_from
from storage.keys import Keys
from storage.outbox_row import URGENCY, Button, OutboxRow, State, opened, payload
from storage.receipts import apply_early, lock_receipts, record_receipts
from storage.sets import AnyRow, among, rows_among
from storage.tables import outbox

__all__ = [
    "Button",
    "OutboxRow",
    "State",
    "add_rows",
    "claim_waiting",
    "failures_waiting",
    "find_rows",
    "mark_failed",
    "mark_retry",
    "mark_sent",
    "record_receipts",
    "release_claims",
    "report",
    "spoken",
]

_ADD = sa.insert(outbox)
_NOW = bindparam("now", type_=outbox.c.next_at.type)
_WAITING = (
    sa.select(outbox.c.id)
    .where(outbox.c.next_at.is_not(None), outbox.c.next_at <= _NOW)
    .order_by(outbox.c.urgency, outbox.c.next_at)
    .limit(bindparam("at_most", type_=sa.Integer))
    .with_for_update(skip_locked=True)
)
_ROW = (
    outbox.c.id,
    outbox.c.channel,
    outbox.c.payload,
    outbox.c.urgency,
    outbox.c.created_at,
    outbox.c.valid_for,
    outbox.c.attempts,
    outbox.c.unsure_since,
    outbox.c.person_id,
    outbox.c.address_id,
    outbox.c.alert_id,
    outbox.c.rung,
    outbox.c.visit_id,
)
_CLAIM = (
    sa.update(outbox)
    .where(among(outbox.c.id))
    .values(
        state=State.CLAIMED.value,
        # A claim that ran out: its owner may have died between sending and saying so.
        unsure_since=sa.case(
            (
                outbox.c.state == State.CLAIMED.value,
                sa.func.coalesce(outbox.c.unsure_since, outbox.c.claimed_at),
            ),
            else_=outbox.c.unsure_since,
        ),
        attempts=outbox.c.attempts + 1,
        claimed_by=bindparam("by"),
        claimed_at=_NOW,
        next_at=bindparam("until", type_=outbox.c.next_at.type),
    )
    .returning(*_ROW)
)
_FIND = sa.select(*_ROW).where(among(outbox.c.id))
_RELEASE = (
    sa.update(outbox)
    .where(outbox.c.next_at.is_not(None), outbox.c.state == State.CLAIMED.value)
    .values(next_at=_NOW)
)
_SENT = (
    sa.update(outbox)
    .where(outbox.c.id == bindparam("row_id"))
    .values(
        state=State.SENT.value,
        provider_id=bindparam("provider_id"),
        sent_at=bindparam("sent_at"),
        next_at=None,
        unsure_since=None,
        error=None,
        code=None,
    )
)
_RETRY = (
    sa.update(outbox)
    .where(outbox.c.id == bindparam("row_id"))
    .values(
        state=State.QUEUED.value,
        next_at=bindparam("not_before", type_=outbox.c.next_at.type),
        unsure_since=bindparam("unsure", type_=outbox.c.unsure_since.type),
    )
)
_UNDECIDED = sa.select(*FACTS).where(sa.text("outbox.state = 'failed'")).order_by(outbox.c.id)
_REPORT = (
    sa.update(outbox)
    .where(among(outbox.c.id), outbox.c.state == State.FAILED.value)
    .values(state=State.REPORTED.value)
    .returning(outbox.c.id)
)
_CALL = sa.select(outbox.c.payload).where(
    outbox.c.id == bindparam("call"), outbox.c.channel == Channel.VOICE.value
)
_LOST = (State.FAILED, State.REPORTED)


def add_rows(
    conn: sa.Connection,
    keys: Keys,
    rows: Iterable[tuple[OutboxRow, State, datetime | None]],
    claimed_by: str,
) -> None:
    """Put messages in the outbox. The time is when somebody may (or may again) pick it up.

    A claimed one is handed over right after the commit, without another look at the table.
    """
    columns = [_columns(keys, row, state, next_at, claimed_by) for row, state, next_at in rows]
    if columns:
        conn.execute(_ADD, columns)


def _columns(
    keys: Keys, row: OutboxRow, state: State, next_at: datetime | None, claimed_by: str
) -> dict[str, Any]:
    claimed = state is State.CLAIMED
    return {
        "id": row.id,
        "person_id": row.person_id,
        "address_id": row.address_id,
        "channel": row.channel.value,
        "payload": payload(keys, row),
        "urgency": row.priority,
        "alert_id": row.alert_id,
        "rung": row.rung,
        "visit_id": row.visit_id,
        "state": state.value,
        "attempts": 1 if claimed else 0,
        "claimed_by": claimed_by if claimed else None,
        "claimed_at": row.queued_at if claimed else None,
        "next_at": next_at,
        "valid_for": int(row.valid_for.total_seconds()) if row.valid_for else None,
        "status_rank": 0,
        "error": SendError.PERMANENT.value if state in _LOST else None,
        "created_at": row.queued_at,
    }


def release_claims(conn: sa.Connection, now: datetime) -> None:
    """Let everything be claimed anew at once. Only for a process that knows it is alone:
    whoever claimed before it is dead, and an alert need not wait for the claim to run out."""
    conn.execute(_RELEASE, {"now": now})


def claim_waiting(
    conn: sa.Connection,
    keys: Keys,
    now: datetime,
    limit: int,
    claimed_by: str,
    claim_for: timedelta,
) -> list[OutboxRow]:
    """Claim what may be picked up: retries, what was held, and claims that ran out.

    Safety first, then what has waited longest. Disjoint between processes. Of a claim that
    ran out nobody knows whether it was sent: `unsure_since` says since when.
    """
    ids = conn.execute(_WAITING, {"now": now, "at_most": limit}).scalars().all()
    until = now + claim_for
    found = rows_among(conn, _CLAIM, ids, by=claimed_by, now=now, until=until)
    rows = [_row(keys, row, until) for row in found]
    return sorted(rows, key=lambda row: (row.priority, row.queued_at, row.id))


def _row(keys: Keys, row: AnyRow, claimed_until: datetime) -> OutboxRow:
    number, channel, sealed, urgency, created_at, valid_for, attempts, unsure_since = row[:8]
    person_id, address_id, alert_id, rung, visit_id = row[8:]
    return OutboxRow(
        id=number,
        channel=Channel(channel),
        urgency=URGENCY[urgency],
        queued_at=created_at,
        claimed_until=claimed_until,
        valid_for=None if valid_for is None else timedelta(seconds=valid_for),
        attempts=attempts - 1,
        unsure_since=unsure_since,
        person_id=person_id,
        address_id=address_id,
        alert_id=alert_id,
        rung=rung,
        visit_id=visit_id,
        **opened(keys, sealed),
    )


def find_rows(conn: sa.Connection, keys: Keys, ids: Iterable[int]) -> list[OutboxRow]:
    """These messages as they were; nothing is claimed. Those that are gone are missing."""
    return [_row(keys, row, row.created_at) for row in rows_among(conn, _FIND, ids)]


def mark_sent(
    conn: sa.Connection, sent: Sequence[tuple[int, str]], now: datetime
) -> list[DeliveryFailed]:
    """Save (message id, provider's id) of what providers have taken.

    Receipts that came before this are applied now; failures among them are returned, to be
    handed in as events.
    """
    if not sent:
        return []
    provider_ids = [provider_id for _, provider_id in sent]
    lock_receipts(conn, provider_ids)
    rows = [{"row_id": n, "provider_id": p, "sent_at": now} for n, p in sorted(sent)]
    conn.execute(_SENT, rows)
    return apply_early(conn, provider_ids)


def mark_retry(
    conn: sa.Connection, message_id: int, not_before: datetime, unsure_since: datetime | None
) -> None:
    """Give the claim back: anybody may try again from `not_before`.

    `unsure_since` is set where an earlier hand-over may have arrived.
    """
    row = {"row_id": message_id, "not_before": not_before, "unsure": unsure_since}
    conn.execute(_RETRY, row)


def mark_failed(
    conn: sa.Connection, keys: Keys, message_id: int, error: SendError, code: str, now: datetime
) -> DeliveryFailed | None:
    """It will not arrive by this address. The event to hand in, the first time; then None.

    Also None for a stranger, about whom nothing can be decided.
    """
    return next(iter(fail(conn, [(message_id, error, code)])), None)


def failures_waiting(conn: sa.Connection, limit: int = 500) -> list[DeliveryFailed]:
    """Failures that nobody has decided about: their event was lost with a process.

    Handing in one that is under way is harmless: each is decided once.
    """
    return [failure_from(row) for row in conn.execute(_UNDECIDED.limit(limit))]


def report(conn: sa.Connection, failures: Iterable[DeliveryFailed]) -> None:
    """These have been decided."""
    rows_among(conn, _REPORT, sorted(failure.message_id for failure in failures))


def spoken(conn: sa.Connection, keys: Keys, message_id: int) -> tuple[str, str] | None:
    """(text, language) of a call of ours; None if there is no such call."""
    sealed = conn.execute(_CALL, {"call": message_id}).scalar_one_or_none()
    if sealed is None:
        return None
    private = opened(keys, sealed)
    return private["text"], private["language"]
