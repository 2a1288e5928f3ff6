"""Working on many rows with one statement, on both engines."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, Self, TypeAlias, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine

AT_ONCE = 512
AnyRow: TypeAlias = sa.Row[*tuple[Any, ...]]
H = TypeVar("H", bound=Hashable)


class _Among(FunctionElement[bool]):
    """One parameter however many the values, so one statement is prepared and kept for all."""

    type = sa.Boolean()
    inherit_cache = True

    def self_group(self, against: object = None) -> Self:
        """As it is. SQLAlchemy would compare it with 1, and then SQLite uses no index."""
        return self


class _Numbers(TypeDecorator[list[int]]):
    """A list as one parameter: an array, or for SQLite a JSON text."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> TypeEngine[Any]:
        array = postgresql.ARRAY(sa.BigInteger)
        return dialect.type_descriptor(array if dialect.name == "postgresql" else sa.Text())

    def process_bind_param(self, value: list[int] | None, dialect: sa.Dialect) -> Any:
        return str(value) if dialect.name == "sqlite" else value


@compiles(_Among, "sqlite")
def _in_json(element: _Among, compiler: SQLCompiler, **how: Any) -> str:
    column, values = (compiler.process(clause, **how) for clause in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 -- a parameter


@compiles(_Among, "postgresql")
def _in_array(element: _Among, compiler: SQLCompiler, **how: Any) -> str:
    column, values = (compiler.process(clause, **how) for clause in element.clauses)
    return f"{column} = ANY ({values})"


def among(column: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    """`column` is one of the values handed to `rows_among`."""
    if isinstance(column.type, sa.BigInteger | sa.Integer):
        return _Among(column, sa.bindparam("among", type_=_Numbers()))
    # JSON cannot hold bytes.
    return column.in_(sa.bindparam("among", expanding=True))


def rows_among(
    conn: sa.Connection, statement: sa.Executable, values: Iterable[H], **more: object
) -> list[AnyRow]:
    """Run `statement` for all `values`, AT_ONCE at a time; no values, no statement.

    Values that are not numbers are filled up to a power of two by repeating the last one, so
    that only a dozen different statements ever reach the database and each stays prepared.
    """
    distinct = list(dict.fromkeys(values))
    rows: list[AnyRow] = []
    for start in range(0, len(distinct), AT_ONCE):
        chunk = distinct[start : start + AT_ONCE]
        if not isinstance(chunk[0], int):
            size = 1 << (len(chunk) - 1).bit_length()
            chunk.extend([chunk[-1]] * (size - len(chunk)))
        rows.extend(conn.execute(statement, {"among": chunk, **more}).all())
    return rows


def upsert(table: sa.Table, build: Callable[[Any], sa.Executable]) -> Mapping[str, sa.Executable]:
    """An INSERT … ON CONFLICT for each engine, by dialect name: `STATEMENT[conn.dialect.name]`.

    `build` gets the engine's own insert, which have the same methods and no common type.
    """
    return {
        "sqlite": build(sqlite.insert(table)),
        "postgresql": build(postgresql.insert(table)),
    }
