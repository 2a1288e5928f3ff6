"""Ids that nobody has yet, made without asking the database."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from threading import Lock

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_LOWER_BITS = 21


def new_id() -> int:
    """A random positive number of 62 bits: fits BIGINT, tells nothing, does not repeat."""
    return secrets.randbits(62) | 1 << 61


def ids_at(now: datetime, count: int) -> range:
    """`count` consecutive ids that sort by time, for tables that only grow.

    Rows written together then lie together: a commit touches few pages, however large the
    table; and what one process says later has the higher id. Milliseconds since 2020 in the
    upper 41 bits; below them a random start, from which this process counts on within the
    millisecond, so two processes practically never meet (the unique key says if they do).
    Raises ValueError for more than a million at once.
    """
    if count > 1 << _LOWER_BITS - 1:
        raise ValueError(f"too many ids at once: {count}")
    return _series.take((now - _EPOCH) // _MILLISECOND, count)


class _Series:
    """The last id given out, so that the next one is higher."""

    def __init__(self) -> None:
        self._next = 0
        self._lock = Lock()

    def take(self, millisecond: int, count: int) -> range:
        with self._lock:
            if self._next >> _LOWER_BITS != millisecond:
                self._next = (millisecond << _LOWER_BITS) + secrets.randbits(_LOWER_BITS - 1)
            start = self._next
            self._next += count
            return range(start, self._next)


_series = _Series()
