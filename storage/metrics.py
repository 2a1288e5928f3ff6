"""How things stand, in numbers and lists for operators; no names or texts except where said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from flows.events import SendError, TimerFired, TimerKind
from flows.facts import AlertState, Channel
from storage.keys import Keys
from storage.outbox_row import State, opened
from storage.sets import AnyRow
from storage.tables import alerts, outbox, timers, visits


@dataclass(frozen=True, slots=True)
class Counts:
    """`overdue_timers` are past their time and not fired; `failing_timers` were put off.

    `open_alerts` nobody has taken; `taken_alerts` have no outcome yet. `waiting` counts
    messages that are still to leave, by state; `oldest_waiting` is since when the one has
    waited that could have left (not one held for the end of quiet hours).
    """

    open_visits: int
    open_alerts: int
    taken_alerts: int
    overdue_timers: int
    failing_timers: int
    waiting: dict[str, int]
    oldest_waiting: datetime | None
    undecided_failures: int


def counts(conn: sa.Connection, now: datetime) -> Counts:
    """All at once; every count stands on an index of only what is open."""
    by_state = _by_state(conn, outbox, outbox.c.next_at.is_not(None))
    by_alert = _by_state(conn, alerts, alerts.c.closed_at.is_(None))
    oldest = sa.func.min(outbox.c.created_at, type_=outbox.c.created_at.type)
    return Counts(
        open_visits=_count(conn, visits, sa.text("visits.state = 'out'")),
        open_alerts=by_alert.get(AlertState.OPEN.value, 0),
        taken_alerts=by_alert.get(AlertState.TAKEN.value, 0),
        overdue_timers=_count(conn, timers, timers.c.due_at <= now),
        failing_timers=_count(conn, timers, timers.c.failures > 0),
        waiting={state.value: by_state.get(state.value, 0) for state in _WAITING},
        oldest_waiting=conn.execute(
            sa.select(oldest).where(
                outbox.c.next_at.is_not(None), outbox.c.state != State.HELD.value
            )
        ).scalar(),
        undecided_failures=_count(conn, outbox, sa.text("outbox.state = 'failed'")),
    )


_WAITING = (State.QUEUED, State.CLAIMED, State.HELD)


def _by_state(
    conn: sa.Connection, table: sa.Table, where: sa.ColumnElement[bool]
) -> dict[str, int]:
    query = sa.select(table.c.state, sa.func.count()).where(where).group_by(table.c.state)
    return {row[0]: row[1] for row in conn.execute(query)}


def _count(
    conn: sa.Connection, table: sa.Table, where: sa.ColumnElement[bool] | sa.TextClause
) -> int:
    return conn.execute(sa.select(sa.func.count()).select_from(table).where(where)).scalar_one()


def waiting_timers(conn: sa.Connection, limit: int = 100) -> list[tuple[TimerFired, int]]:
    """The next timers, soonest first, each with how often its turn has failed."""
    rows = conn.execute(
        sa.select(
            timers.c.kind, timers.c.subject, timers.c.due_at, timers.c.fence, timers.c.failures
        )
        .order_by(timers.c.due_at)
        .limit(limit)
    )
    return [
        (TimerFired(TimerKind(kind), subject, due_at, fence), failures)
        for kind, subject, due_at, fence, failures in rows
    ]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message and what became of it. `to` and `text` are opened: show them to nobody who
    may not read them. `status` is the carrier's last word."""

    id: int
    person_id: int | None
    channel: Channel
    to: str
    text: str
    state: State
    status: str | None
    error: SendError | None
    created_at: datetime
    sent_at: datetime | None
    alert_id: int | None
    took: timedelta | None


def recent_deliveries(conn: sa.Connection, keys: Keys, limit: int = 100) -> list[Delivery]:
    """The latest messages, newest first."""
    rows = conn.execute(
        sa.select(
            outbox.c.id,
            outbox.c.person_id,
            outbox.c.channel,
            outbox.c.payload,
            outbox.c.state,
            outbox.c.status,
            outbox.c.error,
            outbox.c.created_at,
            outbox.c.sent_at,
            outbox.c.alert_id,
        )
        .order_by(outbox.c.id.desc())
        .limit(limit)
    )
    return [_delivery(keys, row) for row in rows]


def _delivery(keys: Keys, row: AnyRow) -> Delivery:
    number, person, channel, sealed, state, status, error, created_at, sent_at, alert = row
    private = opened(keys, sealed)
    return Delivery(
        id=number,
        person_id=person,
        channel=Channel(channel),
        to=private["to"],
        text=private["text"],
        state=State(state),
        status=status,
        error=SendError(error) if error else None,
        created_at=created_at,
        sent_at=sent_at,
        alert_id=alert,
        took=sent_at - created_at if sent_at else None,
    )
