"""What one batch has decided but not yet written: each thing once, as it will be in the end."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from flows.decisions import Decision
from flows.events import TimerKind
from flows.facts import Address, Alert, Consent, Match, Person, Role, Talk, Task, TaskKind, Visit
from storage.errors import Crowded
from storage.known import Known

PEOPLE, VISITS, ALERTS, TALKS, TIMERS = "people", "visits", "alerts", "talks", "timers"
MATCHES, TASKS = "matches", "tasks"


@dataclass(slots=True)
class Ledger:
    """Pending writes. `turn` is the number of the turn being entered.

    The present state of a person, visit, alert or talk is always the one in `known`; here
    stands which of them are new, and which stamp the changed ones must still have.
    """

    known: Known
    turn: int = 0
    new: set[tuple[str, int]] = field(default_factory=set)
    stamps: dict[tuple[str, int], int] = field(default_factory=dict)
    _by_turn: dict[tuple[Any, ...], int] = field(default_factory=dict)
    roles: dict[tuple[int, Role], bool] = field(default_factory=dict)
    new_addresses: list[tuple[int, Address]] = field(default_factory=list)
    changed_addresses: dict[int, Address] = field(default_factory=dict)
    unlinked: list[int] = field(default_factory=list)
    links: dict[tuple[int, int], Consent] = field(default_factory=dict)
    consents: dict[tuple[int, int], Consent] = field(default_factory=dict)
    reminded: set[tuple[int, int]] = field(default_factory=set)
    used: set[int] = field(default_factory=set)
    closed_by: dict[int, int] = field(default_factory=dict)
    serials: dict[int, int] = field(default_factory=dict)
    timers: dict[tuple[TimerKind, int], datetime | None] = field(default_factory=dict)
    aliases: dict[int, int] = field(default_factory=dict)
    refused: list[Any] = field(default_factory=list)
    numbers: dict[TaskKind, int] = field(default_factory=dict)
    last_task: int | None = None
    done_by: dict[int, int | None] = field(default_factory=dict)
    kept: list[Decision] = field(default_factory=list)

    def begin(self, turn: int) -> None:
        """What follows belongs to this turn."""
        self.turn = turn
        self.refused = []
        self.numbers = {}

    def _alone(self, *what: Any) -> None:
        """Two turns that change one thing were decided from the same facts: one is wrong."""
        if self._by_turn.setdefault(what, self.turn) != self.turn:
            raise Crowded(f"two events of one batch change the same row of {what[0]}")

    def _changing(self, table: str, number: int, stamp: int) -> None:
        self._alone(table, number)
        if (table, number) not in self.new:
            self.stamps.setdefault((table, number), stamp)

    # People

    def real(self, person: int) -> int:
        """Who is meant: somebody named by a number that another had already is that other."""
        return self.aliases.get(person, person)

    def person(self, number: int) -> Person:
        """The person as things stand. Raises LookupError."""
        try:
            return self.known.people[self.real(number)]
        except KeyError:
            raise LookupError(f"a decision names person {number}, who does not exist") from None

    def add_person(self, person: Person) -> None:
        self._alone(PEOPLE, person.id)
        self.new.add((PEOPLE, person.id))
        self.known.people[person.id] = person
        self.known.unknown_counts[person.id] = 0
        for role in person.roles:
            self.roles[person.id, role] = True
        for address in person.addresses:
            self.new_addresses.append((person.id, address))

    def change_person(self, number: int, **changes: Any) -> None:
        person = self.person(number)
        self._changing(PEOPLE, person.id, person.stamp)
        self.known.people[person.id] = replace(person, **changes)

    def count_unknown(self, number: int, count: int) -> None:
        person = self.person(number)
        if self.known.unknown_counts.get(person.id) != count:
            self._changing(PEOPLE, person.id, person.stamp)
            self.known.unknown_counts[person.id] = count

    def add_role(self, number: int, role: Role) -> None:
        person = self.person(number)
        if role not in person.roles:
            self.change_person(number, roles=person.roles | {role})
            self.roles[person.id, role] = True

    def only_role(self, number: int, role: Role | None) -> None:
        """This role and no other; None for none at all."""
        person = self.person(number)
        self.roles.update({(person.id, old): False for old in person.roles})
        self.change_person(number, roles=frozenset({role} if role else ()))
        if role:
            self.roles[person.id, role] = True

    def add_address(self, number: int, address: Address) -> None:
        person = self.person(number)
        self.new_addresses.append((person.id, address))
        together = (*person.addresses, address)
        self.known.people[person.id] = replace(person, addresses=together)

    def change_address(self, number: int, address: Address) -> None:
        """An address belongs to one person and changes by itself: the last word stands."""
        person = self.person(number)
        together = tuple(address if a.id == address.id else a for a in person.addresses)
        self.known.people[person.id] = replace(person, addresses=together)
        for place, (owner, new) in enumerate(self.new_addresses):
            if new.id == address.id:
                self.new_addresses[place] = (owner, address)
                return
        self.changed_addresses[address.id] = address

    # Visits, alerts, talks

    def visit(self, number: int) -> Visit:
        """The visit as things stand. Raises LookupError."""
        try:
            return self.known.visits[number]
        except KeyError:
            raise LookupError(f"a decision names visit {number}, which does not exist") from None

    def add_visit(self, visit: Visit) -> None:
        self._alone(VISITS, visit.id)
        self.new.add((VISITS, visit.id))
        self.known.visits[visit.id] = visit

    def change_visit(self, number: int, **changes: Any) -> None:
        visit = self.visit(number)
        self._changing(VISITS, number, visit.stamp)
        self.known.visits[number] = replace(visit, **changes)

    def alert(self, number: int) -> Alert:
        """The alert as things stand. Raises LookupError."""
        try:
            return self.known.alerts[number]
        except KeyError:
            raise LookupError(f"a decision names alert {number}, which does not exist") from None

    def add_alert(self, alert: Alert, serial: int) -> None:
        self._alone(ALERTS, alert.id)
        self.new.add((ALERTS, alert.id))
        self.serials[alert.id] = serial
        self.known.alerts[alert.id] = alert

    def change_alert(self, number: int, **changes: Any) -> None:
        alert = self.alert(number)
        self._changing(ALERTS, number, alert.stamp)
        self.known.alerts[number] = replace(alert, **changes)

    def match(self, number: int) -> Match:
        """The match as things stand. Raises LookupError."""
        try:
            return self.known.matches[number]
        except KeyError:
            raise LookupError(f"a decision names match {number}, which does not exist") from None

    def add_match(self, match: Match) -> None:
        self._alone(MATCHES, match.id)
        self.new.add((MATCHES, match.id))
        self.known.matches[match.id] = match

    def change_match(self, number: int, **changes: Any) -> None:
        match = self.match(number)
        self._changing(MATCHES, number, match.stamp)
        self.known.matches[number] = replace(match, **changes)

    def add_task(self, task: Task) -> None:
        self._alone(TASKS, task.id)
        self.new.add((TASKS, task.id))
        self.known.tasks[task.id] = task

    def do_task(self, number: int, person: int | None, now: datetime) -> None:
        """Raises LookupError."""
        task = self.known.tasks.get(number)
        if task is None:
            raise LookupError(f"a decision names task {number}, which does not exist")
        self._changing(TASKS, number, task.stamp)
        self.known.tasks[number] = replace(task, done_at=now)
        self.done_by[number] = person

    def keep(self, decision: Decision) -> None:
        """To be written as it is (`storage.keeping`)."""
        self.kept.append(decision)

    def keep_talk(self, number: int, talk: Talk | None) -> None:
        """Keep it as it now stands; None ends it."""
        person = self.real(number)
        before = self.known.talks.get(person)
        if before is None and (TALKS, person) not in self.stamps:
            self._alone(TALKS, person)
            self.new.add((TALKS, person))
        else:
            self._changing(TALKS, person, before.stamp if before else 0)
        self.known.talks[person] = talk

    # The rest

    def set_timer(self, kind: TimerKind, subject: int, due_at: datetime | None) -> None:
        """None stops it."""
        self._alone(TIMERS, kind, subject)
        self.timers[kind, subject] = due_at
