"""Deadlines as rows. A timer that is due stays due until its turn is saved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from flows.events import TimerFired, TimerKind
from storage.sets import upsert
from storage.tables import timers
from storage.writing import timer_columns

_DUE = (
    sa.select(timers.c.kind, timers.c.subject, timers.c.due_at, timers.c.fence)
    .where(
        timers.c.not_before <= bindparam("now", type_=timers.c.not_before.type),
        timers.c.not_before >= bindparam("since", type_=timers.c.not_before.type),
    )
    .order_by(timers.c.not_before)
    .limit(bindparam("at_most", type_=sa.Integer))
    .with_for_update(skip_locked=True)
)
_NEXT = sa.select(sa.func.min(timers.c.not_before, type_=timers.c.not_before.type)).where(
    timers.c.not_before >= bindparam("since", type_=timers.c.not_before.type)
)
_EVER = datetime(2000, 1, 1, tzinfo=UTC)
_PUT_OFF = (
    sa.update(timers)
    .where(timers.c.fence == bindparam("this"))
    .values(
        not_before=bindparam("until", type_=timers.c.not_before.type),
        failures=timers.c.failures + 1,
    )
)
_ENSURE = upsert(timers, lambda insert: insert.on_conflict_do_nothing())


def due(
    conn: sa.Connection, now: datetime, limit: int, since: datetime = _EVER
) -> list[TimerFired]:
    """What is due, the longest due first; what another process holds is left to it.

    Hand these to `turn.take_turns` in the same transaction, which uses them up. On PostgreSQL
    they are locked until it ends. `since` may be a little before the last pass that found
    nothing more: after a backlog, PostgreSQL must otherwise step over its dead index entries
    at every pass for as long as a backup runs. Leave it out once a minute.
    """
    rows = conn.execute(_DUE, {"now": now, "since": since, "at_most": limit})
    return [TimerFired(TimerKind(kind), *rest) for kind, *rest in rows]


def next_due(conn: sa.Connection, since: datetime = _EVER) -> datetime | None:
    """When the next timer is to be looked at; it may have passed already. `since` as in `due`."""
    return conn.execute(_NEXT, {"since": since}).scalar()


def put_off(conn: sa.Connection, fired: TimerFired, until: datetime) -> None:
    """Leave a timer whose turn failed until `until`, and count the failure.

    It stays due; a timer set again since is another one, and is left alone.
    """
    conn.execute(_PUT_OFF, {"this": fired.fence, "until": until})


def ensure(conn: sa.Connection, kind: TimerKind, subjects: Iterable[int], due_at: datetime) -> None:
    """Give each of these a timer that has none of this kind; what is set already stays as it is.

    Several processes may do so at the same time.
    """
    rows = [timer_columns(kind.value, subject, due_at) for subject in sorted(set(subjects))]
    if rows:
        conn.execute(_ENSURE[conn.dialect.name], rows)
