"""match and insurance: who visits whom, decided by an operator as a co-ordinator would by chat."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

import sqlalchemy as sa
from rich.console import Console
from rich.table import Table

from bot.commands.deciding import keep
from bot.commands.opening import opened, read_settings
from bot.commands.phones import mobile
from bot.commands.trouble import Refused
from flows import matches, prompts
from flows.decisions import AddMatch, ChangeMatch, Decision
from flows.events import TimerFired, TimerKind
from flows.facts import Match, Person, Role, Snapshot, Stage, Standing
from flows.scheme import Scheme
from flows.times import local
from scheduler.clock import SystemClock
from storage import people
from storage.gather import gather
from storage.ids import new_id
from storage.keys import Keys
from storage.known import Known
from storage.matches import is_or_is_asked, live_match, live_matches, match_of_volunteer

T = TypeVar("T")

_REFERENCE = re.compile(r"(?=.*[0-9])[A-Z0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a match is to be, as typed; "" and None leave a field as it is."""

    reference: str
    stage: Stage | None = None
    carer_phone: str = ""
    co_ordinator_phone: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where an operator works: one transaction, with the keys, the scheme and the time."""

    conn: sa.Connection
    keys: Keys
    scheme: Scheme
    now: datetime

    def somebody(self, phone: str) -> Person | None:
        return people.find_by_phone(self.conn, self.keys, mobile(phone), self.now)

    def looks(self, kind: TimerKind, subject: int) -> Snapshot:
        """What a decision about this match or person may look at: what its timer would see."""
        event = TimerFired(kind, subject, self.now, 0)
        return gather(Known(self.conn, self.keys, self.now), self.scheme, [event]).snapshots[0]

    def keeps(self, decisions: Sequence[Decision], person: int) -> None:
        keep(self.conn, self.keys, self.scheme, decisions, person, self.now)


def add_match(wanted: Wanted, volunteer_phone: str) -> None:
    """Raises Refused, saying why, before anything is changed."""
    reference_of(wanted.reference)
    print(at_desk(lambda desk: enter_match(desk, wanted, volunteer_phone)))


def change_match(wanted: Wanted, review: date | None, *, explained: bool) -> None:
    """Raises Refused, saying why, before anything is changed."""
    reference_of(wanted.reference)
    print(at_desk(lambda desk: enter_change(desk, wanted, review, explained=explained)))


def end_match(reference: str) -> None:
    """Raises Refused, saying why, before anything is changed."""
    print(at_desk(lambda desk: enter_end(desk, reference_of(reference))))


def insure(phone: str, until: date) -> None:
    """Raises Refused, saying why, before anything is changed."""
    print(at_desk(lambda desk: enter_insurance(desk, phone, until)))


def list_matches() -> None:
    """A table of what is live."""
    found = at_desk(_rows)
    if not found:
        print("No match yet. Make one with `porchlight match add`.")
        return
    table = Table("Reference", "Volunteer", "Stage", "Kept", "Last visit", "Carer", "Co-ordinator")
    for row in found:
        table.add_row(*row)
    Console().print(table, markup=False)


def at_desk(work: Callable[[Desk], T]) -> T:
    settings, scheme = read_settings()
    now = SystemClock().now()

    async def run() -> T:
        async with opened(settings) as (store, keys):
            return await store.run(lambda conn: work(Desk(conn, keys, scheme, now)))

    return asyncio.run(run())


def reference_of(typed: str) -> str:
    reference = typed.strip().upper()
    if not _REFERENCE.fullmatch(reference):
        raise Refused(
            "Use a reference such as K7, never a name: up to 12 letters and digits, at least"
            " one digit."
        )
    return reference


def enter_match(desk: Desk, wanted: Wanted, volunteer_phone: str) -> str:
    """Save the match, and ask from now on when there is no visit. Returns what to tell."""
    reference = reference_of(wanted.reference)
    volunteer = _active(desk, volunteer_phone, Role.VOLUNTEER, "volunteer")
    carer, co_ordinator = _around(desk, wanted, volunteer)
    _one_to_one(desk, reference, volunteer)
    number = new_id()
    desk.keeps(
        [
            AddMatch(
                number,
                reference,
                volunteer.id,
                wanted.stage or Stage.INTRODUCTION,
                carer,
                co_ordinator,
                _language(desk, wanted),
            ),
            prompts.watch_visits(desk.scheme, number, desk.now),
        ],
        volunteer.id,
    )
    return f"{reference} is matched with {volunteer.first_name}."


def _one_to_one(desk: Desk, reference: str, volunteer: Person) -> None:
    """The database holds this as well: who comes second is run again, and refused here."""
    theirs = match_of_volunteer(desk.conn, volunteer.id)
    if theirs is not None:
        raise Refused(
            f"{volunteer.first_name} is matched with {theirs.reference}: one visitor, one young"
            " person. End that match first."
        )
    taken = live_match(desk.conn, reference)
    if taken is not None:
        known = people.load_people(desk.conn, desk.keys, [taken.volunteer_id], desk.now)
        raise Refused(
            f"{reference} is matched with {known[taken.volunteer_id].first_name}: one visitor,"
            " one young person. End that match first."
        )


def _active(desk: Desk, phone: str, role: Role, called: str) -> Person:
    person = desk.somebody(phone)
    if person is not None and person.standing is Standing.INVITED:
        raise Refused(f"{person.first_name} has not joined yet.")
    if person is None or role not in person.roles:
        raise Refused(f"No {called} has that number.")
    return person


def _around(desk: Desk, wanted: Wanted, volunteer: Person) -> tuple[int | None, int | None]:
    """The ids of the carer, who need not have joined yet, and of the co-ordinator."""
    carer = desk.somebody(wanted.carer_phone) if wanted.carer_phone else None
    if wanted.carer_phone:
        if carer is None or not is_or_is_asked(desk.conn, carer.id, Role.CARER):
            raise Refused("No carer has that number. Run `porchlight invite carer` first.")
        if carer.id == volunteer.id:
            raise Refused(f"{carer.first_name} cannot be both the carer and the volunteer.")
    co_ordinator = None
    if wanted.co_ordinator_phone:
        found = _active(desk, wanted.co_ordinator_phone, Role.CO_ORDINATOR, "co-ordinator")
        co_ordinator = found.id
        if co_ordinator == volunteer.id:
            raise Refused(f"{found.first_name} cannot look after their own match.")
    return carer.id if carer else None, co_ordinator


def _language(desk: Desk, wanted: Wanted) -> str | None:
    code = wanted.language.strip().lower()
    if code and code not in desk.scheme.languages:
        raise Refused(f"This scheme's languages are: {', '.join(desk.scheme.languages)}.")
    return code or None


def _live(desk: Desk, reference: str) -> Match:
    match = live_match(desk.conn, reference)
    if match is None:
        raise Refused(f"There is no match {reference}. See `porchlight match list`.")
    return match


def enter_change(desk: Desk, wanted: Wanted, review: date | None, *, explained: bool) -> str:
    """Save what is given; returns what to tell."""
    match = _live(desk, reference_of(wanted.reference))
    s = desk.looks(TimerKind.NO_VISIT, match.id)
    carer, co_ordinator = _around(desk, wanted, s.people[match.volunteer_id])
    language = _language(desk, wanted)
    decisions: list[Decision] = []
    if carer or co_ordinator or language:
        decisions.append(ChangeMatch(match.id, None, carer, co_ordinator, language))
    if wanted.stage and wanted.stage is not match.stage:
        decisions += matches.set_stage(s, match, wanted.stage)
    if review is not None:
        if review < local(desk.now).date():
            raise Refused("A review is still to come: --review has gone already.")
        decisions += prompts.set_review(s, match, review)
    if explained:
        decisions += matches.explain(s, match)
    if not decisions:
        raise Refused("Nothing would change. See `porchlight match change --help`.")
    desk.keeps(decisions, match.volunteer_id)
    return f"{match.reference} is changed."


def enter_end(desk: Desk, reference: str) -> str:
    """End the match with all that follows; returns what to tell."""
    match = _live(desk, reference)
    s = desk.looks(TimerKind.NO_VISIT, match.id)
    alert = matches.held_by(s, match)
    if alert is not None:
        raise Refused(f"Alert {alert.code} about the volunteer is open. Close it first.")
    desk.keeps(list(matches.end(s, match)), match.volunteer_id)
    return f"{reference} has ended. The closure review waits for a co-ordinator."


def enter_insurance(desk: Desk, phone: str, until: date) -> str:
    """Note it, and remind them in time; returns what to tell."""
    volunteer = _active(desk, phone, Role.VOLUNTEER, "volunteer")
    if until < local(desk.now).date():
        raise Refused("That insurance has run out: --until has gone already.")
    s = desk.looks(TimerKind.INSURANCE, volunteer.id)
    desk.keeps(list(prompts.set_insurance(s, volunteer, until)), volunteer.id)
    return f"{volunteer.first_name} is insured until {until:%d %b %Y}."


def _rows(desk: Desk) -> list[tuple[str, ...]]:
    found = live_matches(desk.conn)
    ids = [i for one in found for i in (one.volunteer_id, one.carer_id, one.co_ordinator_id) if i]
    known = people.load_people(desk.conn, desk.keys, ids, desk.now)
    return [_row(match, known) for match in found]


def _row(match: Match, known: dict[int, Person]) -> tuple[str, ...]:
    volunteer, carer = known[match.volunteer_id], known.get(match.carer_id or 0)
    in_charge = known.get(match.co_ordinator_id or 0)
    joined = carer is not None and carer.standing is Standing.ACTIVE and Role.CARER in carer.roles
    return (
        match.reference,
        f"{volunteer.first_name} {volunteer.last_name}".strip(),
        match.stage.value,
        str(match.kept),
        f"{local(match.last_visit_at):%d %b %Y}" if match.last_visit_at else "",
        f"{carer.first_name}{'' if joined else ' (not joined)'}" if carer else "",
        in_charge.first_name if in_charge else "",
    )
