"""What an operator decides, kept as an event's decisions are: saved, journalled, said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from flows.decisions import Decision, Say
from flows.scheme import Scheme
from storage import journal
from storage.entering import enter, load_named
from storage.ids import ids_at
from storage.keys import Keys
from storage.known import Known
from storage.ledger import Ledger
from storage.outbox import OutboxRow, State, add_rows
from storage.wording import Speech, word
from storage.writing import write

Queued = list[tuple[OutboxRow, State, datetime | None]]


def keep(
    conn: Connection,
    keys: Keys,
    scheme: Scheme,
    decisions: Sequence[Decision],
    person_id: int,
    now: datetime,
) -> int:
    """Save what was decided about a person. What it says waits for whichever process sweeps
    next; returns how many messages that are, 0 when no address could be reached."""
    known = Known(conn, keys, now)
    known.load_people([person_id])
    load_named(known, decisions)
    ledger = Ledger(known)
    ledger.begin(0)
    for decision in decisions:
        if not isinstance(decision, Say):
            enter(ledger, decision)
    write(conn, keys, ledger)
    queued = _worded(ledger, scheme, [d for d in decisions if isinstance(d, Say)], now)
    add_rows(conn, keys, queued, claimed_by="")
    journal.note(conn, keys, now, "Operator", person_id, {"decisions": decisions})
    return len(queued)


def _worded(ledger: Ledger, scheme: Scheme, says: Sequence[Say], now: datetime) -> Queued:
    ids = iter(ids_at(now, max(1, 4 * len(says))))
    speech = Speech(
        scheme=scheme,
        now=now,
        claimed_until=now,
        new_id=ids.__next__,
        numbers=ledger.numbers,
    )
    queued: Queued = []
    for say in says:
        assert say.to is not None, "nobody has spoken, so there is no stranger to answer"
        worded = word(say, ledger.person(say.to), speech)
        queued += [(row, State.HELD, now) for row in worded.outgoing]
        queued += [(row, State.HELD, until) for row, until in worded.held]
    return queued
