"""Sealing everything anew under the first key, so that older keys can be thrown away.

Every process must have been started with both keys before. It may be stopped and run again
at any time: what is sealed under the first key already is passed by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from flows.facts import Channel
from storage.journal import ENTRY
from storage.keys import Keys
from storage.known import blind_purpose
from storage.outbox_row import PAYLOAD
from storage.reading import ADDRESS, PERSON, PLACE, TALK
from storage.reading_scheme import CLAIM, DETAIL, NOTICE, REASON, RECORD, RELAYED
from storage.sets import AnyRow
from storage.store import Store
from storage.tables import (
    addresses,
    claims,
    journal,
    notice_answers,
    notices,
    outbox,
    people,
    relays,
    talks,
    tasks,
    visit_records,
    visits,
)

BATCH = 500

Progress = Callable[[str, int, int], object]
"""Called with a table's name, how many of its rows have been looked at, and how many it has."""


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """One sealed column: the row's key, and what it is sealed for."""

    key: sa.Column[Any]
    sealed: sa.Column[Any]
    purpose: str


COLUMNS = (
    SealedColumn(people.c.id, people.c.private, PERSON),
    SealedColumn(addresses.c.id, addresses.c.value, ADDRESS),
    SealedColumn(visits.c.id, visits.c.place, PLACE),
    SealedColumn(talks.c.person_id, talks.c.private, TALK),
    SealedColumn(tasks.c.id, tasks.c.detail, DETAIL),
    SealedColumn(visit_records.c.visit_id, visit_records.c.private, RECORD),
    SealedColumn(claims.c.id, claims.c.private, CLAIM),
    SealedColumn(relays.c.id, relays.c.text, RELAYED),
    SealedColumn(notices.c.id, notices.c.text, NOTICE),
    SealedColumn(notice_answers.c.id, notice_answers.c.reason, REASON),
    SealedColumn(outbox.c.id, outbox.c.payload, PAYLOAD),
    SealedColumn(journal.c.id, journal.c.entry, ENTRY),
)
"""Every one there is. Invitations need no key."""


async def rotate(store: Store, keys: Keys, progress: Progress = lambda *_: None) -> int:
    """Re-seal all rows, BATCH in a transaction; return how many were changed.

    A row that somebody changes meanwhile is sealed under the first key by that change. Raises
    CannotOpen, naming the key that is missing.
    """
    changed = 0
    for column in COLUMNS:
        table = column.key.table
        total = await store.read(partial(_count, table))
        last: int | None = 0
        seen = 0
        while last is not None:
            last, looked_at, anew = await store.run(partial(rotate_batch, keys, column, last))
            changed += anew
            seen += looked_at
            progress(str(table), seen, max(seen, total))
    return changed


def _count(table: sa.FromClause, conn: sa.Connection) -> int:
    return conn.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def rotate_batch(
    keys: Keys, column: SealedColumn, after: int, conn: sa.Connection
) -> tuple[int | None, int, int]:
    """(last key looked at, None at the end; how many were looked at; how many were changed)."""
    rows = _next(conn, column, after)
    if not rows:
        return None, 0, 0
    stale = [row for row in rows if not keys.is_current(row[1])]
    if stale:
        anew = [_anew(keys, column, row) for row in stale]
        with _allowed(conn, column):
            conn.execute(_update(column), anew)
    return rows[-1][0], len(rows), len(stale)


def _next(conn: sa.Connection, column: SealedColumn, after: int) -> list[AnyRow]:
    """Locked, so that no change of a row is lost between reading and writing it."""
    also = [addresses.c.channel] if column.sealed is addresses.c.value else []
    query = sa.select(column.key, column.sealed, *also).where(column.key > after)
    return list(conn.execute(query.order_by(column.key).limit(BATCH).with_for_update()).all())


def _update(column: SealedColumn) -> sa.Update:
    values: dict[str, Any] = {column.sealed.name: bindparam("anew")}
    if column.sealed is addresses.c.value:
        values["blind"] = bindparam("blinded")
    table = column.key.table
    assert isinstance(table, sa.Table)
    return sa.update(table).where(column.key == bindparam("row_id")).values(values)


def _anew(keys: Keys, column: SealedColumn, row: AnyRow) -> dict[str, Any]:
    plain = keys.open(column.purpose, row[1])
    values: dict[str, Any] = {"row_id": row[0], "anew": keys.seal(column.purpose, plain)}
    if column.sealed is addresses.c.value:
        values["blinded"] = keys.blind(blind_purpose(Channel(row[2])), plain.decode())
    return values


@contextmanager
def _allowed(conn: sa.Connection, column: SealedColumn) -> Iterator[None]:
    """Lift the journal's guard for this one statement, seen by nobody outside of it.

    The entries say the same as before; without this an old key could never be thrown away.
    """
    if column.sealed is not journal.c.entry:
        yield
    elif conn.dialect.name == "postgresql":
        conn.exec_driver_sql("ALTER TABLE journal DISABLE TRIGGER journal_guard")
        yield
        conn.exec_driver_sql("ALTER TABLE journal ENABLE TRIGGER journal_guard")
    else:
        with _without_triggers(conn):
            yield


@contextmanager
def _without_triggers(conn: sa.Connection) -> Iterator[None]:
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'"
    triggers = conn.exec_driver_sql(query).all()
    for name, _ in triggers:
        conn.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _, definition in triggers:
        conn.exec_driver_sql(definition)
