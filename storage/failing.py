"""A message that will not arrive: its row, its address, and the event it becomes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from flows.decisions import Urgency
from flows.events import DeliveryFailed, SendError
from flows.facts import Channel, Reach
from storage.outbox_row import PRIORITY, State
from storage.sets import AnyRow, among, rows_among
from storage.tables import addresses, outbox

FACTS = (
    outbox.c.id,
    outbox.c.person_id,
    outbox.c.address_id,
    outbox.c.channel,
    outbox.c.error,
    outbox.c.urgency,
    outbox.c.alert_id,
    outbox.c.rung,
    outbox.c.visit_id,
)
"""What `failure_from` reads."""

_OVER = (State.FAILED.value, State.REPORTED.value)
_NOT_YET = (
    sa.select(*FACTS)
    .where(among(outbox.c.id), outbox.c.state.not_in(_OVER))
    .order_by(outbox.c.id)
    .with_for_update()
)
_FAIL = (
    sa.update(outbox)
    .where(outbox.c.id == bindparam("row_id"))
    .values(
        state=bindparam("state"), error=bindparam("error"), code=bindparam("code"), next_at=None
    )
)
_UNREACHABLE = (
    sa.update(addresses)
    .where(addresses.c.id == bindparam("row_id"))
    .values(reach=bindparam("reach"))
)
# Errors that tell of the address and not of this message. A call that fails tells nothing of
# texts to the same number, so calls are left out below.
_REACH = {
    SendError.OPTED_OUT: Reach.OPTED_OUT,
    SendError.BLOCKED: Reach.BLOCKED,
    SendError.INVALID: Reach.INVALID,
}


def fail(conn: sa.Connection, failed: Iterable[tuple[int, SendError, str]]) -> list[DeliveryFailed]:
    """Mark (message id, error, provider's code) as failed; return each one's event, once.

    Addresses that turned out to be of no use are passed by from now on. Messages to
    strangers are marked too, but there is nobody to decide about.
    """
    errors = {number: (error, code) for number, error, code in failed}
    events: list[DeliveryFailed] = []
    changes: list[dict[str, Any]] = []
    for row in rows_among(conn, _NOT_YET, sorted(errors)):
        error, code = errors[row[0]]
        known = row[1] is not None
        state = State.FAILED if known else State.REPORTED
        change = {"row_id": row[0], "state": state.value, "error": error.value, "code": code[:32]}
        changes.append(change)
        if known:
            events.append(failure_from(row, error))
    if changes:
        conn.execute(_FAIL, changes)
        _set_reach(conn, events)
    return events


def failure_from(row: AnyRow, error: SendError | None = None) -> DeliveryFailed:
    """The event of a row of `FACTS`; `error` overrides what is stored."""
    number, person, address, channel, stored, urgency, alert, rung, visit = row
    return DeliveryFailed(
        message_id=number,
        person_id=person,
        address_id=address,
        channel=Channel(channel),
        error=error or SendError(stored),
        safety=urgency == PRIORITY[Urgency.SAFETY],
        alert_id=alert,
        rung=rung,
        visit_id=visit,
    )


def _set_reach(conn: sa.Connection, events: Iterable[DeliveryFailed]) -> None:
    unreachable = {
        event.address_id: _REACH[event.error]
        for event in events
        if event.address_id and event.error in _REACH and event.channel is not Channel.VOICE
    }
    if unreachable:
        rows = [{"row_id": n, "reach": reach.value} for n, reach in sorted(unreachable.items())]
        conn.execute(_UNREACHABLE, rows)
