"""Writing a ledger down: one statement a table and kind of change, rows in order of their ids.

Every change of a row names the stamp it was decided on. Rows are always taken in the same
order, so two processes that want the same ones wait for each other instead of deadlocking.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from flows.facts import Address, Consent
from storage.errors import Conflict
from storage.ids import new_id
from storage.keeping import write_kept
from storage.keys import Keys
from storage.known import blind_purpose
from storage.ledger import ALERTS, MATCHES, PEOPLE, TALKS, TASKS, VISITS, Ledger
from storage.reading import (
    ADDRESS,
    alert_columns,
    person_private,
    talk_columns,
    visit_columns,
)
from storage.reading_scheme import match_columns, task_columns
from storage.sets import among, rows_among, upsert
from storage.tables import (
    addresses,
    alerts,
    invitations,
    matches,
    named_links,
    people,
    roles,
    talks,
    tasks,
    timers,
    visits,
)

_CHANGING = {
    PEOPLE: ("standing", "language", "on_duty", "private", "unknown_count", "insured_until"),
    VISITS: (
        *("state", "place", "home_by", "ladder", "starts_at", "started_at", "closed_at"),
        *("named_person_id", "extended", "match_id", "travel", "cost", "carer_agreed"),
        *("child_agreed", "asked_at", "confirmed_at", "offer_from", "offer_until", "offer_at"),
        *("card", "record"),
    ),
    MATCHES: (
        *("stage", "carer_id", "co_ordinator_id", "language", "kept", "last_visit_at"),
        *("explained_at", "review_on", "ended_at"),
    ),
    TASKS: ("done_at", "done_by"),
    ALERTS: (
        *("state", "rung", "told", "taken_by", "taken_at", "offered_to"),
        *("outcome", "closed_at", "closed_by"),
    ),
    TALKS: ("flow", "version", "private", "expires_at", "misses", "failures"),
}
"""The columns of each table that may change after the row was made."""


def _update(table: sa.Table, key: sa.Column[Any]) -> sa.Update:
    changed: dict[str, Any] = {name: bindparam(name) for name in (*_CHANGING[table.name], "stamp")}
    unchanged_since = table.c.stamp == bindparam("expected")
    return sa.update(table).where(key == bindparam("row_id"), unchanged_since).values(changed)


_UPDATES = {
    PEOPLE: _update(people, people.c.id),
    VISITS: _update(visits, visits.c.id),
    MATCHES: _update(matches, matches.c.id),
    TASKS: _update(tasks, tasks.c.id),
    ALERTS: _update(alerts, alerts.c.id),
    TALKS: _update(talks, talks.c.person_id),
}
_INSERTS = {
    PEOPLE: sa.insert(people),
    VISITS: sa.insert(visits),
    MATCHES: sa.insert(matches),
    TASKS: sa.insert(tasks),
    ALERTS: sa.insert(alerts),
    TALKS: sa.insert(talks),
}
_STAMPS = {
    PEOPLE: sa.select(people.c.stamp).where(among(people.c.id)),
    VISITS: sa.select(visits.c.stamp).where(among(visits.c.id)),
    MATCHES: sa.select(matches.c.stamp).where(among(matches.c.id)),
    TASKS: sa.select(tasks.c.stamp).where(among(tasks.c.id)),
    ALERTS: sa.select(alerts.c.stamp).where(among(alerts.c.id)),
    TALKS: sa.select(talks.c.stamp).where(among(talks.c.person_id)),
}
_END_TALKS = (
    sa.delete(talks)
    .where(among(talks.c.person_id), talks.c.stamp.in_(bindparam("stamps", expanding=True)))
    .returning(talks.c.person_id)
)
_ADD_ROLES = upsert(roles, lambda insert: insert.on_conflict_do_nothing())
_DROP_ROLES = sa.delete(roles).where(
    roles.c.person_id == bindparam("of"), roles.c.role == bindparam("dropped")
)
_ADD_ADDRESSES = sa.insert(addresses)
_CHANGE_ADDRESSES = (
    sa.update(addresses)
    .where(addresses.c.id == bindparam("row_id"))
    .values({n: bindparam(n) for n in ("rank", "reach", "last_heard_at")})
)
# Who has agreed stays until the next one has.
_UNLINK = (
    sa.delete(named_links)
    .where(among(named_links.c.volunteer_id), named_links.c.consent != Consent.AGREED.value)
    .returning(named_links.c.volunteer_id)
)
# Who is named again and has agreed already still agrees.
_LINK = upsert(named_links, lambda insert: insert.on_conflict_do_nothing())
_CONSENT = (
    sa.update(named_links)
    .where(
        named_links.c.volunteer_id == bindparam("of"), named_links.c.person_id == bindparam("by")
    )
    .values(consent=bindparam("consent"))
)
_REMIND = (
    sa.update(named_links)
    .where(
        named_links.c.volunteer_id == bindparam("of"), named_links.c.person_id == bindparam("by")
    )
    .values(reminded_at=bindparam("at", type_=named_links.c.reminded_at.type))
)
# Only where the agreement still stands: naming somebody else may have been faster.
_agreed = named_links.alias("agreed")
_STAND_ALONE = sa.delete(named_links).where(
    named_links.c.volunteer_id == bindparam("of"),
    named_links.c.person_id != bindparam("by"),
    sa.exists().where(
        _agreed.c.volunteer_id == bindparam("of"),
        _agreed.c.person_id == bindparam("by"),
        _agreed.c.consent == Consent.AGREED.value,
    ),
)
_USE = sa.update(invitations).where(
    invitations.c.id == bindparam("row_id"), invitations.c.used_at.is_(None)
)
_SET_TIMERS = upsert(
    timers,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[timers.c.kind, timers.c.subject],
        set_={
            name: insert.excluded[name] for name in ("fence", "due_at", "failures", "not_before")
        },
    ),
)
# A timer that another process is firing this moment is left to it: its turn waits for ours,
# and then finds things as we leave them. Waiting for it here would be waiting for each other.
_STOP_TIMERS = sa.delete(timers).where(
    timers.c.fence.in_(
        sa.select(timers.c.fence)
        .where(timers.c.kind == bindparam("of"), timers.c.subject == bindparam("about"))
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
)


def write(conn: sa.Connection, keys: Keys, ledger: Ledger) -> None:
    """Write everything but messages and journal.

    Raises Conflict when another process changed one of these rows since they were read.
    """
    _write_entities(conn, PEOPLE, ledger, _people_rows(keys, ledger))
    _write_roles(conn, ledger)
    _write_addresses(conn, keys, ledger)
    _write_links(conn, ledger)
    _write_entities(conn, VISITS, ledger, lambda n: visit_columns(keys, ledger.known.visits[n]))
    _write_entities(conn, ALERTS, ledger, _alert_rows(ledger))
    _write_entities(conn, MATCHES, ledger, lambda n: match_columns(ledger.known.matches[n]))
    _write_entities(conn, TASKS, ledger, _task_rows(keys, ledger))
    write_kept(conn, keys, ledger.known.now, ledger.kept)
    _write_timers(conn, ledger)
    _write_talks(conn, keys, ledger)


def _write_entities(
    conn: sa.Connection,
    table: str,
    ledger: Ledger,
    columns: Callable[[int], dict[str, Any]],
    here: Callable[[int], object] = lambda number: True,
) -> None:
    """Insert what is new and update what changed; leave out what is not `here` any more."""
    new = sorted(n for kind, n in ledger.new if kind == table and here(n))
    if new:
        rows = [{**columns(number), "stamp": new_id()} for number in new]
        conn.execute(_INSERTS[table], rows)
    changed = sorted(
        (n, stamp) for (kind, n), stamp in ledger.stamps.items() if kind == table and here(n)
    )
    if changed:
        _change(conn, table, [_changed_row(table, columns(n), n, stamp) for n, stamp in changed])


def _changed_row(table: str, columns: Mapping[str, Any], number: int, stamp: int) -> dict[str, Any]:
    row = {name: columns[name] for name in _CHANGING[table]}
    return {**row, "row_id": number, "expected": stamp, "stamp": new_id()}


def _change(conn: sa.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    """Update, and make sure that every row was still as it had been read.

    asyncpg counts nothing for many rows at once, so there the stamps are read back.
    """
    result = conn.execute(_UPDATES[table], rows)
    if conn.dialect.name == "sqlite":
        kept = result.rowcount == len(rows)
    else:
        found = rows_among(conn, _STAMPS[table], (row["row_id"] for row in rows))
        kept = {stamp for (stamp,) in found} == {row["stamp"] for row in rows}
    if not kept:
        raise Conflict(f"somebody else changed a row of {table} first")


def _people_rows(keys: Keys, ledger: Ledger) -> Callable[[int], dict[str, Any]]:
    def columns(number: int) -> dict[str, Any]:
        person = ledger.known.people[number]
        return {
            "id": person.id,
            "standing": person.standing.value,
            "language": person.language,
            "on_duty": person.on_duty,
            "rank": 0,
            "private": person_private(keys, person),
            "unknown_count": ledger.known.unknown_counts.get(number, 0),
            "insured_until": person.insured_until,
            "created_at": ledger.known.now,
        }

    return columns


def _alert_rows(ledger: Ledger) -> Callable[[int], dict[str, Any]]:
    def columns(number: int) -> dict[str, Any]:
        row = alert_columns(ledger.known.alerts[number])
        row["serial"] = ledger.serials.get(number)
        row["closed_by"] = ledger.closed_by.get(number)
        return row

    return columns


def _task_rows(keys: Keys, ledger: Ledger) -> Callable[[int], dict[str, Any]]:
    def columns(number: int) -> dict[str, Any]:
        done_by = ledger.done_by.get(number)
        return {**task_columns(keys, ledger.known.tasks[number]), "done_by": done_by}

    return columns


def _write_roles(conn: sa.Connection, ledger: Ledger) -> None:
    added = [{"person_id": p, "role": r.value} for (p, r), here in ledger.roles.items() if here]
    if added:
        conn.execute(_ADD_ROLES[conn.dialect.name], added)
    dropped = [{"of": p, "dropped": r.value} for (p, r), here in ledger.roles.items() if not here]
    if dropped:
        conn.execute(_DROP_ROLES, dropped)


def _write_addresses(conn: sa.Connection, keys: Keys, ledger: Ledger) -> None:
    if ledger.new_addresses:
        rows = [address_columns(keys, person, new) for person, new in ledger.new_addresses]
        conn.execute(_ADD_ADDRESSES, rows)
    if ledger.changed_addresses:
        changed = sorted(ledger.changed_addresses.items())
        conn.execute(
            _CHANGE_ADDRESSES,
            [
                {
                    "row_id": number,
                    "rank": address.rank,
                    "reach": address.reach.value,
                    "last_heard_at": address.last_heard_at,
                }
                for number, address in changed
            ],
        )


def address_columns(keys: Keys, person_id: int, address: Address) -> dict[str, Any]:
    """A new row of `addresses`."""
    return {
        "id": address.id,
        "person_id": person_id,
        "channel": address.channel.value,
        "value": keys.seal(ADDRESS, address.value),
        "blind": keys.blind(blind_purpose(address.channel), address.value),
        "rank": address.rank,
        "reach": address.reach.value,
        "last_heard_at": address.last_heard_at,
    }


def _write_links(conn: sa.Connection, ledger: Ledger) -> None:
    rows_among(conn, _UNLINK, sorted(ledger.unlinked))
    if ledger.links:
        rows = [
            {
                "volunteer_id": v, "person_id": p, "consent": c.value, "rank": 0,
                "asked_at": ledger.known.now,
            }
            for (v, p), c in sorted(ledger.links.items())
        ]  # fmt: skip
        conn.execute(_LINK[conn.dialect.name], rows)
    if ledger.consents:
        conn.execute(
            _CONSENT,
            [{"of": v, "by": p, "consent": c.value} for (v, p), c in ledger.consents.items()],
        )
    if ledger.reminded:
        rows = [{"of": v, "by": p, "at": ledger.known.now} for v, p in sorted(ledger.reminded)]
        conn.execute(_REMIND, rows)
    answers = {**ledger.links, **ledger.consents}
    agreed = [{"of": v, "by": p} for (v, p), c in answers.items() if c is Consent.AGREED]
    if agreed:
        conn.execute(_STAND_ALONE, agreed)
    if ledger.used:
        used = [{"row_id": n, "used_at": ledger.known.now} for n in sorted(ledger.used)]
        conn.execute(_USE, used)


def _write_timers(conn: sa.Connection, ledger: Ledger) -> None:
    timed = sorted(ledger.timers.items(), key=lambda item: item[0])
    due = [(kind, subject, due_at) for (kind, subject), due_at in timed if due_at is not None]
    if due:
        rows = [timer_columns(kind.value, subject, due_at) for kind, subject, due_at in due]
        conn.execute(_SET_TIMERS[conn.dialect.name], rows)
    stopped = [{"of": k.value, "about": s} for (k, s), due_at in timed if due_at is None]
    if stopped:
        conn.execute(_STOP_TIMERS, stopped)


def timer_columns(kind: str, subject: int, due_at: datetime) -> dict[str, Any]:
    """A new row of `timers`, with a fence that no earlier timer had."""
    return {
        "fence": new_id(),
        "kind": kind,
        "subject": subject,
        "due_at": due_at,
        "failures": 0,
        "not_before": due_at,
    }


def _write_talks(conn: sa.Connection, keys: Keys, ledger: Ledger) -> None:
    present = ledger.known.talks
    ended = {n: s for (k, n), s in ledger.stamps.items() if k == TALKS and present[n] is None}
    if ended:
        gone = rows_among(conn, _END_TALKS, sorted(ended), stamps=sorted(ended.values()))
        if len(gone) != len(ended):
            raise Conflict("somebody else changed a row of talks first")

    def columns(number: int) -> dict[str, Any]:
        talk = present[number]
        assert talk is not None, "ended talks are left out"
        return talk_columns(keys, number, talk)

    _write_entities(conn, TALKS, ledger, columns, here=present.get)
