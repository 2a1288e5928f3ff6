"""What Porchlight knows at one instant, read from its own tables in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.demo.view import (
    AlertRow,
    DeliveryRow,
    OutRow,
    RungRow,
    RungState,
    Standing,
    TaskRow,
    TimerRow,
    VisitRow,
)
from flows import tasks
from flows.events import TimerKind
from flows.facts import (
    Alert,
    AlertKind,
    AlertState,
    Channel,
    Match,
    Person,
    RecordState,
    Snapshot,
    Talk,
    Task,
    Visit,
    VisitState,
)
from flows.scheme import Scheme
from storage.keys import Keys
from storage.known import Known
from storage.outbox_row import State
from storage.tables import outbox, people, timers
from storage.tables import tasks as tasks_table

RECENT = 8

_UNFINISHED = (State.CLAIMED, State.FAILED)
_STATUS = {
    State.HELD: "waiting",
    State.QUEUED: "waiting",
    State.CLAIMED: "sending",
    State.SENT: "sent",
    State.FAILED: "failed",
    State.REPORTED: "failed",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the board shows, as flows and storage know it."""

    now: datetime
    people: Mapping[int, Person]
    visits: Mapping[int, Visit]
    alerts: tuple[Alert, ...]
    matches: Mapping[int, Match]
    tasks: tuple[Task, ...]
    talks: Mapping[int, Talk | None]
    timers: tuple[tuple[TimerKind, int, datetime], ...]
    sent: Sequence[Any]
    climbed: Mapping[tuple[int, int], datetime]

    def name(self, person: int | None) -> str:
        known = self.people.get(person or 0)
        return known.first_name if known else ""


def gather(conn: sa.Connection, keys: Keys, now: datetime) -> Facts:
    known = Known(conn, keys, now)
    everybody = list(conn.execute(sa.select(people.c.id)).scalars())
    known.load_people(everybody)
    known.load_talks(everybody)
    known.load_everything_open()
    known.load_visits_of(everybody)
    known.load_visits(a.visit_id for a in known.alerts.values() if a.visit_id)
    known.load_matches_of(everybody)
    known.load_open_tasks()
    known.load_visits(t.visit_id for t in known.tasks.values() if t.visit_id)
    return Facts(
        now,
        known.people,
        known.visits,
        tuple(sorted(known.alerts.values(), key=_open_first)),
        known.matches,
        tuple(sorted(known.tasks.values(), key=lambda task: task.number)),
        known.talks,
        _timers(conn),
        conn.execute(_sent).all(),
        _climbed(conn),
    )


def next_event(conn: sa.Connection) -> datetime | None:
    """When something will happen by itself: a timer, or a message that waits for its time.

    A digest counts while there is something for it to say.
    """
    waiting = sa.select(outbox.c.next_at).where(
        outbox.c.next_at.is_not(None), outbox.c.state != State.CLAIMED.value
    )
    something = sa.exists().where(tasks_table.c.done_at.is_(None))
    timed = sa.select(timers.c.not_before).where(
        (timers.c.kind != TimerKind.DIGEST.value) | something
    )
    both = sa.union_all(timed, waiting).subquery()
    found: datetime | None = conn.execute(sa.select(sa.func.min(both.c[0]))).scalar()
    return found


def unfinished(conn: sa.Connection, now: datetime) -> bool:
    """Whether a message is on its way to its sender, or its failure not yet decided."""
    due = outbox.c.next_at.is_not(None) & (outbox.c.next_at <= now)
    busy = outbox.c.state.in_([state.value for state in _UNFINISHED])
    return conn.execute(sa.select(outbox.c.id).where(due | busy).limit(1)).first() is not None


def out(facts: Facts) -> tuple[OutRow, ...]:
    under_way = [v for v in facts.visits.values() if v.state is VisitState.OUT]
    return tuple(
        OutRow(
            visit.id,
            facts.name(visit.volunteer_id),
            visit.place,
            visit.home_by,
            facts.name(visit.named_person_id) or None,
            overdue=facts.now >= visit.home_by,
        )
        for visit in sorted(under_way, key=lambda v: v.home_by)
    )


def visits(facts: Facts) -> tuple[VisitRow, ...]:
    """Visits to come, then those lately over that want or have their record."""
    found = [v for v in facts.visits.values() if v.state is VisitState.PLANNED or v.record]
    return tuple(
        VisitRow(
            visit.id,
            facts.name(visit.volunteer_id),
            match.reference if (match := facts.matches.get(visit.match_id or 0)) else "",
            visit.place,
            visit.starts_at or visit.home_by,
            _standing(visit),
        )
        for visit in sorted(found, key=lambda v: (bool(v.record), v.starts_at or v.home_by))
    )


def _standing(visit: Visit) -> Standing:
    if visit.record is not None:
        return Standing.WRITE_UP if visit.record is RecordState.DUE else Standing.WRITTEN
    if visit.offer is not None:
        return Standing.OFFERED
    if visit.confirmed_at is not None:
        return Standing.CONFIRMED
    return Standing.ASKED if visit.asked_at else Standing.PLANNED


def waits(facts: Facts) -> tuple[TaskRow, ...]:
    """What waits for a co-ordinator, worded as in their digest."""
    seen = Snapshot(
        facts.now,
        Scheme(),
        people=facts.people,
        matches=tuple(facts.matches.values()),
        visits=tuple(facts.visits.values()),
    )
    return tuple(
        TaskRow(task.number, tasks.line(task, seen), task.urgent)
        for task in facts.tasks
        if task.done_at is None
    )


def waiting(facts: Facts) -> tuple[TimerRow, ...]:
    return tuple(
        TimerRow(kind.value, _subject(facts, kind, subject), due_at)
        for kind, subject, due_at in facts.timers
    )


def alerts(facts: Facts) -> tuple[AlertRow, ...]:
    return tuple(
        AlertRow(
            alert.code,
            alert.kind,
            facts.name(alert.volunteer_id),
            alert.state,
            _rungs(facts, alert),
            facts.name(alert.taken_by) or None,
            alert.outcome,
        )
        for alert in facts.alerts
    )


def deliveries(facts: Facts) -> tuple[DeliveryRow, ...]:
    return tuple(
        DeliveryRow(
            row.id,
            row.created_at,
            facts.name(row.person_id),
            Channel(row.channel),
            row.status or _STATUS[State(row.state)],
            row.error or "",
        )
        for row in facts.sent
    )


_sent = (
    sa.select(
        outbox.c.id,
        outbox.c.created_at,
        outbox.c.person_id,
        outbox.c.channel,
        outbox.c.state,
        outbox.c.status,
        outbox.c.error,
    )
    .order_by(outbox.c.created_at.desc(), outbox.c.id.desc())
    .limit(RECENT)
)


def _timers(conn: sa.Connection) -> tuple[tuple[TimerKind, int, datetime], ...]:
    columns = (timers.c.kind, timers.c.subject, timers.c.not_before)
    rows = conn.execute(sa.select(*columns).order_by(timers.c.not_before, timers.c.fence))
    return tuple((TimerKind(kind), subject, due_at) for kind, subject, due_at in rows)


def _climbed(conn: sa.Connection) -> dict[tuple[int, int], datetime]:
    """When each rung was really climbed: a failed delivery brings the next one forward."""
    first = sa.func.min(outbox.c.created_at)
    rows = conn.execute(
        sa.select(outbox.c.alert_id, outbox.c.rung, first)
        .where(outbox.c.rung.is_not(None))
        .group_by(outbox.c.alert_id, outbox.c.rung)
    )
    return {(alert, rung): at for alert, rung, at in rows}


def _open_first(alert: Alert) -> tuple[bool, float]:
    return alert.state is AlertState.CLOSED, -alert.opened_at.timestamp()


def _subject(facts: Facts, kind: TimerKind, subject: int) -> str:
    """Whom or what a timer is about: a person's name, or an alert's code."""
    if visit := facts.visits.get(subject):
        return facts.name(visit.volunteer_id)
    if match := facts.matches.get(subject):
        return match.reference
    codes = (alert.code for alert in facts.alerts if alert.id == subject)
    return next(codes, facts.name(subject))


def _rungs(facts: Facts, alert: Alert) -> tuple[RungRow, ...]:
    base, due = _base(facts, alert), _rung_due(facts.timers, alert)
    rows = []
    for number, rung in enumerate(alert.ladder.rungs):
        planned, state = base + rung.after, _state(alert, number)
        if state is RungState.CLIMBED:
            planned = facts.climbed.get((alert.id, number), planned)
        elif state is RungState.NEXT:
            planned = due or planned
        rows.append(RungRow(planned, rung.who, rung.how, state))
    return tuple(rows)


def _state(alert: Alert, number: int) -> RungState:
    if number <= alert.rung:
        return RungState.CLIMBED
    climbing = alert.state is AlertState.OPEN and number == alert.rung + 1
    return RungState.NEXT if climbing else RungState.LATER


def _base(facts: Facts, alert: Alert) -> datetime:
    """The instant its minutes are counted from."""
    visit = facts.visits.get(alert.visit_id or 0)
    if visit and alert.kind is AlertKind.MISSED_CHECK_OUT:
        return visit.home_by
    if visit and alert.kind is AlertKind.MISSED_CHECK_IN and visit.starts_at:
        return visit.starts_at
    return alert.opened_at


def _rung_due(due: Iterable[tuple[TimerKind, int, datetime]], alert: Alert) -> datetime | None:
    found = (at for kind, subject, at in due if (kind, subject) == (TimerKind.RUNG, alert.id))
    return next(found, None)
