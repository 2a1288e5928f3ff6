"""Tasks by question: their numbers, and which are not done."""

from __future__ import annotations

import sqlalchemy as sa

from flows.facts import Task
from storage.keys import Keys
from storage.reading_scheme import TASK_ROW, task_from
from storage.tables import tasks

# Any number, as long as it is always this one and no other's.
_LOCK = 0x5461736B
_LAST = sa.select(sa.func.coalesce(sa.func.max(tasks.c.number), 0))
_OPEN = TASK_ROW.where(tasks.c.done_at.is_(None)).order_by(tasks.c.opened_at, tasks.c.id)


def last_number(conn: sa.Connection) -> int:
    """The highest number given so far. Processes that open tasks at the same time take turns
    from here to their commit."""
    if conn.dialect.name == "postgresql":
        conn.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    return int(conn.execute(_LAST).scalar_one())


def open_tasks(conn: sa.Connection, keys: Keys) -> list[Task]:
    """What nobody has seen to yet, the longest open first."""
    return [task_from(keys, row) for row in conn.execute(_OPEN)]
