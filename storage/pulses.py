"""Signs of life: when each part of the house was last known to work."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from storage.sets import upsert
from storage.tables import pulses

_PULSE = upsert(
    pulses,
    lambda i: i.on_conflict_do_update(
        index_elements=[pulses.c.name], set_={"at": i.excluded["at"]}
    ),
)


def pulse(conn: sa.Connection, name: str, now: datetime) -> None:
    """`name` works at `now`."""
    conn.execute(_PULSE[conn.dialect.name], {"name": name, "at": now})


def last_pulse(conn: sa.Connection, name: str) -> datetime | None:
    """When `name` last worked; None if it never did."""
    return conn.execute(sa.select(pulses.c.at).where(pulses.c.name == name)).scalar()
