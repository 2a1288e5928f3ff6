"""Instants in the database: always UTC, always aware."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """A timezone-aware UTC instant, to the microsecond.

    SQLite keeps it as text that sorts by time, "2026-11-20 17:00:00.000000", and no zone, so
    the zone is put back when read. Binding a naive datetime raises ValueError: whose time it
    is cannot be guessed. Done here and not in SQLAlchemy's own type, which takes ten times as
    long and is called for every column of every row.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any]:
        return _to_text if dialect.name == "sqlite" else _aware

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[Any], datetime | None] | None:
        # asyncpg gives UTC already.
        return _from_text if dialect.name == "sqlite" else None


_LENGTH = len("2026-11-20 17:00:00.000000")  # and no "+00:00"


def _aware(value: datetime | None) -> datetime | None:
    if value is not None and value.tzinfo is None:
        raise ValueError(f"a time without a zone cannot be stored: {value.isoformat()}")
    return value


def _to_text(value: datetime | None) -> str | None:
    if _aware(value) is None or value is None:
        return None
    if value.tzinfo is not UTC:
        value = value.astimezone(UTC)
    return value.isoformat(" ", "microseconds")[:_LENGTH]


def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value + "+00:00")
