"""Visits by question."""

from __future__ import annotations

import sqlalchemy as sa

from flows.facts import Visit
from storage.keys import Keys
from storage.reading import VISIT_ROW, visit_from
from storage.tables import visits

_OUT = VISIT_ROW.where(sa.text("visits.state = 'out'")).order_by(visits.c.home_by, visits.c.id)


def who_is_out(conn: sa.Connection, keys: Keys) -> list[Visit]:
    """Visits under way, the one promised home first at the top."""
    return [visit_from(keys, row) for row in conn.execute(_OUT)]


def find_visit(conn: sa.Connection, keys: Keys, visit_id: int) -> Visit | None:
    row = conn.execute(VISIT_ROW.where(visits.c.id == visit_id)).one_or_none()
    return visit_from(keys, row) if row else None
