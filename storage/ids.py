"""Ids that nobody has yet, made without asking the database."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_RANDOM_BITS = 20


def new_id() -> int:
    """A random positive number of 62 bits: fits BIGINT, tells nothing, never repeats in practice."""
    return secrets.randbits(62) | 1 << 61


def ids_at(now: datetime, count: int) -> range:
    """`count` consecutive ids that sort by time, for tables that only grow.

    Rows written together then lie together: a commit touches few pages, however large the
    table. Milliseconds since 2020 in the upper 42 bits, a random start in the lower 20, so two
    processes in one millisecond practically never meet (and if they do, the unique key says so).
    Raises ValueError for more than 2**19 at once.
    """
    if count > 1 << _RANDOM_BITS - 1:
        raise ValueError(f"too many ids at once: {count}")
    start = ((now - _EPOCH) // _MILLISECOND) << _RANDOM_BITS
    start += secrets.randbelow((1 << _RANDOM_BITS) - count)
    return range(start, start + count)
