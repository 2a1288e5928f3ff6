"""What is open in a scheme's database, and what of it nobody has anything to do about any more."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, select

from flows.times import local
from storage import tables


@dataclass(frozen=True)
class StillOpen:
    """Rows as the database has them. `waits` are (kind, subject) of all timers, `tasks` (kind,
    visit) of those not done, `co_ordinators` are active ones."""

    now: datetime
    waits: frozenset[tuple[str, int]]
    visits: list[Any]
    alerts: list[Any]
    tasks: frozenset[tuple[str, int | None]]
    absences: list[Any]
    co_ordinators: frozenset[int]

    def without_next_step(self, entered: Collection[int]) -> Iterator[str]:
        """`entered` were let in before the story began, and so without a digest."""
        for visit in self.visits:
            yield from self._visit(visit)
        for alert in self.alerts:
            step = "rung" if alert.state == "open" else "lapse"
            if (step, alert.id) not in self.waits:
                yield f"alert {alert.code} ({alert.kind}) is {alert.state} and has no next step"
        for absence in self.absences:
            to_come = local(self.now).date() <= absence.last
            if to_come and absence.person_id in self.co_ordinators:
                if ("away", absence.id) not in self.waits:
                    yield "a co-ordinator will be away and nothing is handed over"
        for person in self.co_ordinators.difference(entered):
            if ("digest", person) not in self.waits:
                yield "a co-ordinator has joined and has no digest"

    def _visit(self, visit: Any) -> Iterator[str]:
        chased = any(alert.visit_id == visit.id for alert in self.alerts)
        if visit.state == "out":
            if ("visit_due", visit.id) not in self.waits and not chased:
                yield "somebody is out and nobody watches"
        elif visit.state == "planned":
            offered = visit.offer_from is not None
            step = ("confirm" if offered else "visit_start", visit.id)
            if step not in self.waits and not chased:
                yield f"nobody waits for a planned visit (offered: {offered})"
        else:
            yield from self._over(visit)

    def _over(self, visit: Any) -> Iterator[str]:
        for kind in ("visit_start", "visit_due", "confirm"):
            if (kind, visit.id) in self.waits:
                yield f"a visit is {visit.state} and its {kind} timer still waits"
        if ("unconfirmed", visit.id) in self.tasks:
            yield f"a visit is {visit.state} and somebody is to ask whether it stands"
        if visit.state != "home" or visit.match_id is None or visit.record in ("done", "dropped"):
            return
        asked = ("record", visit.id) in self.waits or ("no_record", visit.id) in self.tasks
        if not asked:
            yield f"the record of a visit is {visit.record} and nobody asks for it"


def still_open(conn: Connection, now: datetime) -> StillOpen:
    """All of it, as it is now."""
    tasks, roles, people = tables.tasks.c, tables.roles.c, tables.people.c
    waits = _rows(conn, tables.timers)
    co_ordinators = conn.execute(
        select(roles.person_id)
        .join(tables.people, people.id == roles.person_id)
        .where(roles.role == "co_ordinator", people.standing == "active")
    ).scalars()
    return StillOpen(
        now,
        frozenset((row.kind, row.subject) for row in waits),
        _rows(conn, tables.visits),
        _rows(conn, tables.alerts, tables.alerts.c.closed_at.is_(None)),
        frozenset(
            (row.kind, row.visit_id) for row in _rows(conn, tables.tasks, tasks.done_at.is_(None))
        ),
        _rows(conn, tables.absences),
        frozenset(co_ordinators),
    )


def _rows(conn: Connection, table: Table, *where: ColumnElement[bool]) -> list[Any]:
    return list(conn.execute(select(table).where(*where)))
