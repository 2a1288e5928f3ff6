"""What carriers say became of a message. It only moves forward, and may come before its time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.dialects import postgresql

from flows.events import DeliveryFailed, SendError
from flows.facts import Channel
from storage.failing import fail
from storage.sets import among, rows_among, upsert
from storage.tables import outbox, receipts


class Receipt(NamedTuple):
    """A status callback. `rank` is how far the status is; 0 for one that nobody knows."""

    channel: Channel
    provider_id: str
    status: str
    rank: int
    error: SendError | None = None
    code: str = ""


_ADD = upsert(
    receipts,
    lambda i: i.on_conflict_do_nothing().returning(
        receipts.c.provider_id, receipts.c.channel, receipts.c.status
    ),
)
_EARLY = sa.select(
    receipts.c.channel,
    receipts.c.provider_id,
    receipts.c.status,
    receipts.c.rank,
    receipts.c.error,
    receipts.c.code,
).where(among(receipts.c.provider_id))
_OURS = sa.select(outbox.c.id, outbox.c.channel, outbox.c.provider_id, outbox.c.status_rank).where(
    among(outbox.c.provider_id), outbox.c.provider_id.is_not(None)
)
_RISE = (
    sa.update(outbox)
    .where(outbox.c.id == bindparam("row_id"), outbox.c.status_rank < bindparam("rank"))
    .values(status=bindparam("status"), status_rank=bindparam("rank"))
)
_LOCK = sa.text(
    "SELECT pg_advisory_xact_lock(hashtextextended(one, 0)) FROM unnest(:ids) AS one"
).bindparams(bindparam("ids", type_=postgresql.ARRAY(sa.Text)))


def record_receipts(
    conn: sa.Connection,
    said: Sequence[tuple[Channel, str, str, int, SendError | None, str]],
    now: datetime,
) -> list[DeliveryFailed]:
    """Save (channel, provider id, status, rank, error, code); a duplicate changes nothing.

    A status moves its message forward or nothing. One of which we do not know the message
    yet is kept for `outbox.mark_sent`. Returns the failures, to be handed in as events.
    """
    given = [Receipt(*one) for one in said]
    lock_receipts(conn, (receipt.provider_id for receipt in given))
    rows = {(r.provider_id, r.channel.value, r.status): r for r in reversed(given)}
    if not rows:
        return []
    added = [
        {
            "provider_id": r.provider_id,
            "channel": r.channel.value,
            "status": r.status[:32],
            "rank": r.rank,
            "error": r.error.value if r.error else None,
            "code": r.code[:32],
            "at": now,
        }
        for _, r in sorted(rows.items(), key=lambda item: item[0])
    ]
    new = {tuple(row) for row in conn.execute(_ADD[conn.dialect.name], added)}
    return _apply(conn, [r for key, r in rows.items() if key in new])


def apply_early(conn: sa.Connection, provider_ids: Iterable[str]) -> list[DeliveryFailed]:
    """Apply what was said of these messages before we knew that they were ours."""
    found = rows_among(conn, _EARLY, provider_ids)
    return _apply(
        conn,
        [
            Receipt(Channel(channel), provider_id, status, rank, error and SendError(error), code)
            for channel, provider_id, status, rank, error, code in found
        ],
    )


def lock_receipts(conn: sa.Connection, provider_ids: Iterable[str]) -> None:
    """Let only one transaction at a time bring a message and its receipts together.

    Otherwise one could save "sent" and another "delivered" without either seeing the other.
    SQLite has one writer anyway.
    """
    ids = sorted(set(provider_ids))
    if ids and conn.dialect.name == "postgresql":
        conn.execute(_LOCK, {"ids": ids})


def _apply(conn: sa.Connection, given: Sequence[Receipt]) -> list[DeliveryFailed]:
    furthest: dict[tuple[str, str], Receipt] = {}
    for receipt in given:
        key = (receipt.channel.value, receipt.provider_id)
        if key not in furthest or receipt.rank > furthest[key].rank:
            furthest[key] = receipt
    rises: list[dict[str, object]] = []
    failed: list[tuple[int, SendError, str]] = []
    for number, channel, provider_id, rank in rows_among(
        conn, _OURS, (receipt.provider_id for receipt in given)
    ):
        risen = furthest.get((channel, provider_id))
        if risen is not None and risen.rank > rank:
            rises.append({"row_id": number, "rank": risen.rank, "status": risen.status[:32]})
            if risen.error is not None:
                failed.append((number, risen.error, risen.code))
    if rises:
        conn.execute(_RISE, sorted(rises, key=lambda row: str(row["row_id"])))
    return fail(conn, failed)
