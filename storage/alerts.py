"""Alerts by question: their codes, and which are open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

import sqlalchemy as sa

from flows.facts import Alert
from storage.codes import free_codes
from storage.reading import ALERT_ROW, alert_from
from storage.tables import alerts

CODE_RESTS = timedelta(hours=48)
"""How long a code names nothing else, counted from when its alert was opened."""

# Any number, as long as it is always this one.
_LOCK = 0x416C657274
_LAST_SERIAL = sa.select(sa.func.coalesce(sa.func.max(alerts.c.serial), 0))
_TAKEN = sa.select(alerts.c.code).where(
    (alerts.c.opened_at > sa.bindparam("since", type_=alerts.c.opened_at.type))
    | alerts.c.closed_at.is_(None)
)
_OPEN = ALERT_ROW.where(alerts.c.closed_at.is_(None)).order_by(alerts.c.opened_at, alerts.c.id)


def next_codes(conn: sa.Connection, now: datetime, count: int) -> Iterator[tuple[int, str]]:
    """`count` new (serial, code) pairs; no code that was used in CODE_RESTS or is in use.

    Processes that raise alerts at the same time take turns from here to their commit.
    """
    if count == 0:
        return iter(())
    if conn.dialect.name == "postgresql":
        conn.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    taken = {code for (code,) in conn.execute(_TAKEN, {"since": now - CODE_RESTS}).all()}
    last = conn.execute(_LAST_SERIAL).scalar_one()
    return islice(free_codes(last, taken), count)


def open_alerts(conn: sa.Connection) -> list[Alert]:
    """Alerts that no outcome has ended, the longest open first."""
    return [alert_from(row) for row in conn.execute(_OPEN)]


def find_alert(conn: sa.Connection, alert_id: int) -> Alert | None:
    row = conn.execute(ALERT_ROW.where(alerts.c.id == alert_id)).one_or_none()
    return alert_from(row) if row else None
