"""Gather, decide, save: a batch of events becomes what was decided, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain

import sqlalchemy as sa

from flows.decisions import Decision, RaiseAlert, Resend, Say
from flows.events import Arrived, DeliveryFailed, Event, ReachChanged, SendError
from flows.facts import Person, Snapshot
from flows.scheme import Scheme
from storage import journal
from storage.alerts import next_codes
from storage.entering import enter, load_named, raise_alert
from storage.errors import Conflict, Crowded
from storage.gather import Scene, gather
from storage.ids import ids_at
from storage.inbox import first_seen
from storage.keys import Keys
from storage.known import Known
from storage.ledger import Ledger
from storage.outbox import add_rows, find_rows, report
from storage.outbox_row import OutboxRow, State
from storage.views import Subject
from storage.wording import Speech, Worded, again, word
from storage.writing import write

__all__ = ["Conflict", "Crowded", "Decide", "Turn", "take_turns"]

Decide = Callable[[Event, Snapshot], Sequence[Decision]]


@dataclass(slots=True)
class Turn:
    """What became of one event. A repeat or a stale timer has `new` False and nothing else.

    `inline` is to be spoken at once, in the same call. `outgoing` is claimed by this process:
    send it without asking the table. `failures` are safety messages that nobody could be told
    by any address: hand each back in as an event.
    `refused` are decisions that could not be kept: an address that is somebody else's.
    """

    event: Event
    new: bool = True
    decisions: Sequence[Decision] = ()
    inline: list[str] = field(default_factory=list)
    outgoing: list[OutboxRow] = field(default_factory=list)
    failures: list[DeliveryFailed] = field(default_factory=list)
    refused: list[Decision] = field(default_factory=list)


def take_turns(
    conn: sa.Connection,
    keys: Keys,
    scheme: Scheme,
    events: Sequence[Event],
    now: datetime,
    *,
    claimed_by: str,
    claim_for: timedelta,
    decide: Decide | None = None,
) -> list[Turn]:
    """Decide and save a batch; the turns stand in the order of the events.

    Nothing may leave the house before the transaction is committed. Raises Crowded when two
    events of the batch change one thing, Conflict when another process was faster, and
    whatever `decide` raises: then nothing of the batch is saved, and the events are to be
    taken again one at a time. Give at most one event a person, for their order's sake.
    """
    turns = [
        Turn(event, new) for event, new in zip(events, first_seen(conn, events, now), strict=True)
    ]
    new = [turn for turn in turns if turn.new]
    if new:
        known = Known(conn, keys, now)
        scene = gather(known, scheme, [turn.event for turn in new])
        decide = decide or _decide()
        for turn, snapshot in zip(new, scene.snapshots, strict=True):
            turn.decisions = tuple(decide(turn.event, snapshot))
        _Batch(conn, keys, scheme, scene, claimed_by, now + claim_for).save(new)
    return turns


def _decide() -> Decide:
    from flows.decide import decide

    return decide


@dataclass(slots=True)
class _Batch:
    """The second half: everything decided is entered, worded and written."""

    conn: sa.Connection
    keys: Keys
    scheme: Scheme
    scene: Scene
    claimed_by: str
    claimed_until: datetime
    ledger: Ledger = field(init=False)
    said: list[Worded] = field(default_factory=list)
    earlier: dict[int, OutboxRow] = field(default_factory=dict)

    def save(self, turns: Sequence[Turn]) -> None:
        known = self.scene.known
        self.ledger = Ledger(known)
        self.ledger.new_addresses.extend(self.scene.adopted)
        self.ledger.changed_addresses.update(self.scene.heard)
        decided = list(chain.from_iterable(turn.decisions for turn in turns))
        load_named(known, decided)
        codes = next_codes(self.conn, known.now, sum(isinstance(d, RaiseAlert) for d in decided))
        says = sum(isinstance(d, Say | Resend) for d in decided)
        repeated = [d.message for d in decided if isinstance(d, Resend)]
        self.earlier = {row.id: row for row in find_rows(self.conn, self.keys, repeated)}
        message_ids = iter(ids_at(known.now, max(1, says)))
        for number, (turn, subject) in enumerate(zip(turns, self.scene.subjects, strict=True)):
            self.ledger.begin(number)
            raised = self._enter(turn, codes)
            self._say(turn, self._speech(subject, raised, message_ids))
        write(self.conn, self.keys, self.ledger)
        self._write_messages()
        self._write_journal(turns)

    def _enter(self, turn: Turn, codes: Iterator[tuple[int, str]]) -> dict[int, str]:
        """Everything but what is said comes first: messages are worded by how things end."""
        raised: dict[int, str] = {}
        for decision in turn.decisions:
            if isinstance(decision, RaiseAlert):
                serial, raised[decision.id] = next(codes)
                raise_alert(self.ledger, decision, serial, raised[decision.id])
            elif not isinstance(decision, Say | Resend):
                enter(self.ledger, decision)
        turn.refused = self.ledger.refused
        return raised

    def _speech(
        self, subject: Subject, raised: dict[int, str], message_ids: Iterator[int]
    ) -> Speech:
        event, known = subject.event, self.scene.known
        arrived = event if isinstance(event, Arrived | ReachChanged) else None
        return Speech(
            scheme=self.scheme,
            now=known.now,
            claimed_until=self.claimed_until,
            new_id=message_ids.__next__,
            me=known.people.get(subject.me) if subject.me is not None else None,
            channel=arrived.channel if arrived else None,
            address=arrived.address if arrived else "",
            here=subject.here,
            codes=raised,
            numbers=self.ledger.numbers,
            keys=self.keys,
        )

    def _say(self, turn: Turn, speech: Speech) -> None:
        for decision in turn.decisions:
            if isinstance(decision, Say):
                said = word(decision, self._addressee(decision, speech), speech)
            elif isinstance(decision, Resend) and decision.message in self.earlier:
                to = self.ledger.person(decision.person)
                said = again(decision, self.earlier[decision.message], to, speech)
            else:
                continue
            self.said.append(said)
            turn.inline.extend(said.inline)
            turn.outgoing.extend(said.outgoing)
            turn.failures.extend(_failure(row) for row in said.lost if row.safety)

    def _addressee(self, say: Say, speech: Speech) -> Person | None:
        """None for a stranger; who spoke and is known is no stranger."""
        return speech.me if say.to is None else self.ledger.person(say.to)

    def _write_messages(self) -> None:
        rows: list[tuple[OutboxRow, State, datetime | None]] = []
        for said in self.said:
            rows.extend((row, State.CLAIMED, row.claimed_until) for row in said.outgoing)
            rows.extend((row, State.HELD, until) for row, until in said.held)
            rows.extend(
                (row, State.FAILED if row.safety else State.REPORTED, None) for row in said.lost
            )
        add_rows(self.conn, self.keys, rows, self.claimed_by)

    def _write_journal(self, turns: Sequence[Turn]) -> None:
        report(self.conn, [t.event for t in turns if isinstance(t.event, DeliveryFailed)])
        entries = []
        for turn, subject in zip(turns, self.scene.subjects, strict=True):
            content = {"event": turn.event, "decisions": turn.decisions}
            if turn.refused:
                content["refused"] = turn.refused
            kind = type(turn.event).__name__
            at = self.scene.known.now
            entries.append(journal.entry(self.keys, at, kind, subject.me, content))
        self.conn.execute(journal.ADD, entries)


def _failure(row: OutboxRow) -> DeliveryFailed:
    """Nobody to be told by any address is a failure before anything was sent."""
    assert row.person_id is not None, "a stranger is answered where they wrote from"
    return DeliveryFailed(
        message_id=row.id,
        person_id=row.person_id,
        address_id=None,
        channel=row.channel,
        error=SendError.PERMANENT,
        safety=True,
        alert_id=row.alert_id,
        rung=row.rung,
        visit_id=row.visit_id,
    )
