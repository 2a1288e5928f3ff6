"""Working on many rows with one statement, on both engines."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, TypeAlias, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

AT_ONCE = 512
AnyRow: TypeAlias = sa.Row[*tuple[Any, ...]]
H = TypeVar("H", bound=Hashable)


def among(column: sa.ColumnElement[Any], name: str = "among") -> sa.ColumnElement[bool]:
    """`column` is one of the values handed to `rows_among`."""
    return column.in_(sa.bindparam(name, expanding=True))


def rows_among(
    conn: sa.Connection, statement: sa.Executable, values: Iterable[H], **more: object
) -> list[AnyRow]:
    """Run `statement` for all `values`, AT_ONCE at a time; no values, no statement.

    Each list is filled up to a power of two by repeating its last value, so that only a
    dozen different statements ever reach the database and each stays prepared.
    """
    distinct = list(dict.fromkeys(values))
    rows: list[AnyRow] = []
    for start in range(0, len(distinct), AT_ONCE):
        chunk = distinct[start : start + AT_ONCE]
        size = 1 << (len(chunk) - 1).bit_length()
        chunk.extend([chunk[-1]] * (size - len(chunk)))
        rows.extend(conn.execute(statement, {"among": chunk, **more}))
    return rows


def upsert(table: sa.Table, build: Callable[[Any], sa.Executable]) -> Mapping[str, sa.Executable]:
    """An INSERT … ON CONFLICT for each engine, by dialect name: `STATEMENT[conn.dialect.name]`.

    `build` gets the engine's own insert, which have the same methods and no common type.
    """
    return {
        "sqlite": build(sqlite.insert(table)),
        "postgresql": build(postgresql.insert(table)),
    }
