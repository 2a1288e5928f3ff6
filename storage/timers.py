"""Deadlines as rows. A timer that is due stays due until its turn is saved."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from flows.events import TimerFired, TimerKind
from storage.tables import timers

_DUE = (
    sa.select(timers.c.kind, timers.c.subject, timers.c.due_at, timers.c.fence)
    .where(timers.c.not_before <= bindparam("now", type_=timers.c.not_before.type))
    .order_by(timers.c.not_before)
    .limit(bindparam("at_most", type_=sa.Integer))
    .with_for_update(skip_locked=True)
)
_NEXT = sa.select(sa.func.min(timers.c.not_before, type_=timers.c.not_before.type))
_PUT_OFF = (
    sa.update(timers)
    .where(timers.c.fence == bindparam("this"))
    .values(
        not_before=bindparam("until", type_=timers.c.not_before.type),
        failures=timers.c.failures + 1,
    )
)


def due(conn: sa.Connection, now: datetime, limit: int) -> list[TimerFired]:
    """What is due, the longest due first; what another process holds is left to it.

    Hand these to `turn.take_turns` in the same transaction, which uses them up. On PostgreSQL
    they are locked until it ends.
    """
    rows = conn.execute(_DUE, {"now": now, "at_most": limit})
    return [TimerFired(TimerKind(kind), *rest) for kind, *rest in rows]


def next_due(conn: sa.Connection) -> datetime | None:
    """When the next timer is to be looked at; it may have passed already."""
    return conn.execute(_NEXT).scalar()


def put_off(conn: sa.Connection, fired: TimerFired, until: datetime) -> None:
    """Leave a timer whose turn failed until `until`, and count the failure.

    It stays due; a timer set again since is another one, and is left alone.
    """
    conn.execute(_PUT_OFF, {"this": fired.fence, "until": until})
