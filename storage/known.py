"""What one batch of events has loaded so far: each thing once, each kind with one statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from flows.facts import (
    Absence,
    Address,
    Alert,
    Channel,
    Consent,
    Invitation,
    Match,
    NamedLink,
    Notice,
    Person,
    RecordState,
    Role,
    Standing,
    Talk,
    Task,
    Visit,
)
from storage.keys import Keys
from storage.reading import (
    ADDRESS_ROW,
    ALERT_ROW,
    INVITATION_ROW,
    LINK_ROW,
    PERSON_ROW,
    TALK_ROW,
    VISIT_ROW,
    address_from,
    alert_from,
    invitation_from,
    link_from,
    person_from,
    talk_from,
    visit_from,
)
from storage.reading_scheme import (
    ABSENCE_ROW,
    MATCH_ROW,
    NOTICE_ROW,
    REASON,
    TASK_ROW,
    absence_from,
    match_from,
    notice_from,
    task_from,
)
from storage.sets import AnyRow, among, rows_among
from storage.tables import (
    absences,
    addresses,
    alerts,
    invitations,
    matches,
    named_links,
    notice_answers,
    notices,
    people,
    relays,
    roles,
    talks,
    tasks,
    visits,
)

LATELY = timedelta(hours=24)
"""How long something closed is still shown to a decision."""

FOREVER = datetime(9999, 1, 1, tzinfo=UTC)

NOTICES_LAST = timedelta(days=60)
"""How long a notice may still be answered, and is listed."""

AT_MOST = 500
"""How many visits, alerts, matches or tasks a co-ordinator's decision looks at; those due or
urgent first come first."""

_PEOPLE = PERSON_ROW.where(among(people.c.id))
_ADDRESSES = ADDRESS_ROW.where(among(addresses.c.person_id)).order_by(
    addresses.c.rank, addresses.c.id
)
_ROLES = sa.select(roles.c.person_id, roles.c.role).where(among(roles.c.person_id))
_OWNERS = sa.select(
    addresses.c.blind, addresses.c.channel, addresses.c.id, addresses.c.person_id
).where(among(addresses.c.blind))
_CO_ORDINATORS = (
    sa.select(people.c.id)
    .join(roles, roles.c.person_id == people.c.id)
    .where(roles.c.role == Role.CO_ORDINATOR.value, people.c.standing == Standing.ACTIVE.value)
    .order_by(people.c.on_duty.desc(), people.c.rank, people.c.id)
)
# Who was asked last comes first, and before who has agreed in the same moment.
_LINK_ORDER = (
    named_links.c.volunteer_id,
    named_links.c.rank,
    named_links.c.asked_at.desc().nulls_last(),
    named_links.c.consent.desc(),
    named_links.c.person_id,
)
_LINKS = LINK_ROW.where(
    among(named_links.c.volunteer_id) | among(named_links.c.person_id)
).order_by(*_LINK_ORDER)
_LINKS_OF = LINK_ROW.where(among(named_links.c.volunteer_id)).order_by(*_LINK_ORDER)
_TALKS = TALK_ROW.where(among(talks.c.person_id))
_VISITS = VISIT_ROW.where(among(visits.c.id))
_ALERTS = ALERT_ROW.where(among(alerts.c.id))
_CODES = ALERT_ROW.where(among(alerts.c.code), alerts.c.closed_at.is_(None))
_SINCE = sa.bindparam("since", type_=alerts.c.closed_at.type)


def _lately(closed_at: sa.Column[Any]) -> sa.ColumnElement[bool]:
    """Not closed, or closed since. Worded so that no planner takes an index of all that is open
    instead of one of a few people's."""
    return sa.func.coalesce(closed_at, sa.literal(FOREVER, closed_at.type)) > _SINCE


# Each part of the OR has an index of its own.
_VISITS_OF = VISIT_ROW.where(
    (among(visits.c.volunteer_id) & _lately(visits.c.closed_at))
    | (among(visits.c.named_person_id) & _lately(visits.c.closed_at))
    | (among(visits.c.volunteer_id) & sa.text(f"visits.record = '{RecordState.DUE.value}'")),
)
_VISITS_PLANNED = (
    VISIT_ROW.where(sa.text("visits.state = 'planned'")).order_by(visits.c.starts_at).limit(AT_MOST)
)
_VISITS_OUT = (
    VISIT_ROW.where(sa.text("visits.state = 'out'")).order_by(visits.c.home_by).limit(AT_MOST)
)
_ALERTS_OF = ALERT_ROW.where(among(alerts.c.volunteer_id), _lately(alerts.c.closed_at))
_ALERTS_OPEN = (
    ALERT_ROW.where(alerts.c.closed_at.is_(None)).order_by(alerts.c.opened_at).limit(AT_MOST)
)
_ALERTS_CLOSED = (
    ALERT_ROW.where(alerts.c.closed_at > _SINCE).order_by(alerts.c.closed_at.desc()).limit(AT_MOST)
)
_INVITED = INVITATION_ROW.where(
    among(invitations.c.person_id), invitations.c.used_at.is_(None)
).order_by(invitations.c.asked_at, invitations.c.id)
_TOKENS = INVITATION_ROW.add_columns(invitations.c.token).where(
    among(invitations.c.token), invitations.c.used_at.is_(None), invitations.c.expires_at > _SINCE
)
_MATCHES = MATCH_ROW.where(among(matches.c.id))
_MATCHES_OF = MATCH_ROW.where(
    among(matches.c.volunteer_id) | among(matches.c.carer_id), _lately(matches.c.ended_at)
).order_by(matches.c.began_at, matches.c.id)
_MATCHES_LIVE = (
    MATCH_ROW.where(matches.c.ended_at.is_(None)).order_by(matches.c.reference).limit(AT_MOST)
)
_MATCHES_NAMED = MATCH_ROW.where(among(matches.c.reference), matches.c.ended_at.is_(None))
_RELAYED = (
    sa.select(relays.c.visit_id)
    .where(
        among(relays.c.match_id),
        relays.c.at > sa.bindparam("since", type_=relays.c.at.type),
        relays.c.visit_id.is_not(None),
        relays.c.passed,
    )
    .distinct()
)
_TASKS = TASK_ROW.where(among(tasks.c.id))
_TASKS_ABOUT = TASK_ROW.where(
    among(tasks.c.person_id) | among(tasks.c.match_id), sa.text("tasks.done_at IS NULL")
)
_TASKS_OPEN = (
    TASK_ROW.where(tasks.c.done_at.is_(None))
    .order_by(tasks.c.urgent.desc(), tasks.c.opened_at)
    .limit(AT_MOST)
)
_TASKS_NUMBERED = TASK_ROW.where(among(tasks.c.number), tasks.c.done_at.is_(None))
_ABSENCES = ABSENCE_ROW.where(among(absences.c.id))
_ABSENCES_OF = ABSENCE_ROW.where(
    among(absences.c.person_id), absences.c["last"] >= sa.bindparam("since", type_=sa.Date)
).order_by(absences.c["first"])
_NOTICES = NOTICE_ROW.where(among(notices.c.id))
_NOTICES_LATELY = NOTICE_ROW.where(
    notices.c.sent_at > sa.bindparam("since", type_=notices.c.sent_at.type)
).order_by(notices.c.sent_at, notices.c.id)
_NOTICE_ANSWERS = sa.select(
    notice_answers.c.notice_id,
    notice_answers.c.person_id,
    notice_answers.c.comes,
    notice_answers.c.reason,
).where(among(notice_answers.c.notice_id))
_VOLUNTEERS = (
    sa.select(roles.c.person_id)
    .join(people, roles.c.person_id == people.c.id)
    .where(roles.c.role == Role.VOLUNTEER.value, people.c.standing == Standing.ACTIVE.value)
    .order_by(roles.c.person_id)
)
_LOCK_PEOPLE = (
    sa.select(people.c.id)
    .where(among(people.c.id))
    .order_by(people.c.id)
    .with_for_update(key_share=True)
)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose an address is."""

    channel: Channel
    address_id: int
    person_id: int


def blind_purpose(channel: Channel) -> str:
    """SMS, WhatsApp and calls share numbers: who is known by one is known by all."""
    return "telegram" if channel is Channel.TELEGRAM else "phone"


class Known:
    """Loads on demand, in sets; what is loaded already is not loaded again."""

    def __init__(self, conn: sa.Connection, keys: Keys, now: datetime) -> None:
        self.conn = conn
        self.keys = keys
        self.now = now
        self.people: dict[int, Person] = {}
        self.unknown_counts: dict[int, int] = {}
        self.visits: dict[int, Visit] = {}
        self.alerts: dict[int, Alert] = {}
        self.talks: dict[int, Talk | None] = {}
        self.invitations: dict[int, Invitation] = {}
        self.links: list[NamedLink] = []
        self.matches: dict[int, Match] = {}
        self.tasks: dict[int, Task] = {}
        self.absences: dict[int, Absence] = {}
        self.notices: dict[int, Notice] = {}
        self.notice_answers: dict[int, dict[int, tuple[bool, str]]] = {}
        self.volunteers: tuple[int, ...] = ()
        self.relayed: set[int] = set()
        self._owners: dict[bytes, list[Owner]] = {}
        self._places: dict[tuple[str, str], tuple[bytes, ...]] = {}

    # Addresses

    def load_owners(self, places: Iterable[tuple[Channel, str]]) -> None:
        """Find whose these addresses are, under every key there is."""
        wanted: list[bytes] = []
        for channel, value in places:
            place = (blind_purpose(channel), value)
            if place not in self._places:
                self._places[place] = self.keys.blinds(*place)
                wanted.extend(self._places[place])
        for blind, channel, address_id, person_id in rows_among(self.conn, _OWNERS, wanted):
            owner = Owner(Channel(channel), address_id, person_id)
            self._owners.setdefault(bytes(blind), []).append(owner)

    def owner(self, channel: Channel, value: str) -> Owner | None:
        """Who has this address, known by it on this very channel if by several."""
        place = (blind_purpose(channel), value)
        found = [o for blind in self._places[place] for o in self._owners.get(blind, ())]
        return min(found, key=lambda o: (o.channel is not channel, o.address_id), default=None)

    def own(self, channel: Channel, value: str, owner: Owner) -> None:
        """From now on, in this batch, the address is theirs."""
        blind = self.keys.blind(blind_purpose(channel), value)
        self._owners.setdefault(blind, []).append(owner)

    # People

    def lock_people(self, ids: Iterable[int]) -> None:
        """Let nobody else decide about these people until this is saved.

        SQLite has one writer anyway. Not a FOR UPDATE: a new row that only refers to one of
        them need not wait.
        """
        if self.conn.dialect.name == "postgresql":
            rows_among(self.conn, _LOCK_PEOPLE, sorted(ids))

    def load_people(self, ids: Iterable[int]) -> None:
        """Load those who are not known yet, with their roles and addresses."""
        missing = [number for number in dict.fromkeys(ids) if number not in self.people]
        if not missing:
            return
        where: dict[int, list[Address]] = defaultdict(list)
        for row in rows_among(self.conn, _ADDRESSES, missing):
            where[row[1]].append(address_from(self.keys, row))
        theirs: dict[int, list[Role]] = defaultdict(list)
        for number, role in rows_among(self.conn, _ROLES, missing):
            theirs[number].append(Role(role))
        for row in rows_among(self.conn, _PEOPLE, missing):
            number = row[0]
            self.people[number] = person_from(
                self.keys, row, frozenset(theirs[number]), tuple(where[number])
            )
            self.unknown_counts[number] = row[6]

    def load_co_ordinators(self) -> tuple[int, ...]:
        """Ids of the active ones: on duty first, then in order of rank."""
        return tuple(self.conn.execute(_CO_ORDINATORS).scalars())

    def load_links(self, ids: Iterable[int]) -> None:
        """Who stands on whose ladder, where any of these is either.

        And who else stands for somebody who waits for the answer of one of these: they make
        room for each other.
        """
        mine = set(ids)
        self.links = [link_from(row) for row in rows_among(self.conn, _LINKS, mine)]
        wait = {k.volunteer_id for k in self.links if k.consent is Consent.ASKED} - mine
        others = (link_from(row) for row in rows_among(self.conn, _LINKS_OF, sorted(wait)))
        self.links += [link for link in others if link.person_id not in mine]

    def load_talks(self, ids: Iterable[int]) -> None:
        missing = [number for number in ids if number not in self.talks]
        self.talks.update(dict.fromkeys(missing))
        for row in rows_among(self.conn, _TALKS, missing):
            self.talks[row[0]] = talk_from(self.keys, row)

    def load_invitations(self, ids: Iterable[int]) -> None:
        """Those of these people that are not used; expired ones too, in order of asking."""
        for row in rows_among(self.conn, _INVITED, ids):
            self.invitations[row[0]] = invitation_from(row)

    def load_tokens(self, hashes: Iterable[bytes]) -> dict[bytes, Invitation]:
        """Invitations that are neither used nor expired, by their token's hash."""
        found = {}
        for row in rows_among(self.conn, _TOKENS, hashes, since=self.now):
            invitation = invitation_from(row)
            found[bytes(row[6])] = self.invitations[invitation.id] = invitation
        return found

    # Visits and alerts

    def load_visits(self, ids: Iterable[int]) -> None:
        self._add_visits(rows_among(self.conn, _VISITS, [i for i in ids if i not in self.visits]))

    def load_alerts(self, ids: Iterable[int]) -> None:
        self._add_alerts(rows_among(self.conn, _ALERTS, [i for i in ids if i not in self.alerts]))

    def load_visits_of(self, ids: Iterable[int]) -> None:
        """Under way, planned, closed lately or without its record, where one of these is
        volunteer or named."""
        self._add_visits(rows_among(self.conn, _VISITS_OF, ids, since=self.now - LATELY))

    def load_alerts_of(self, volunteers: Iterable[int]) -> None:
        """Not closed, or closed lately, about these volunteers."""
        self._add_alerts(rows_among(self.conn, _ALERTS_OF, volunteers, since=self.now - LATELY))

    def load_everything_open(self) -> None:
        """What a co-ordinator sees: visits under way or planned, alerts open or closed lately."""
        self._add_visits(self.conn.execute(_VISITS_OUT).all())
        self._add_visits(self.conn.execute(_VISITS_PLANNED).all())
        self._add_alerts(self.conn.execute(_ALERTS_OPEN).all())
        self._add_alerts(self.conn.execute(_ALERTS_CLOSED, {"since": self.now - LATELY}).all())

    def load_codes(self, codes: Iterable[str]) -> None:
        """Alerts not closed that go by these codes, however many others there are."""
        self._add_alerts(rows_among(self.conn, _CODES, codes))

    def _add_visits(self, rows: Iterable[AnyRow]) -> None:
        for row in rows:
            if row[0] not in self.visits:
                self.visits[row[0]] = visit_from(self.keys, row)

    def _add_alerts(self, rows: Iterable[AnyRow]) -> None:
        for row in rows:
            if row[0] not in self.alerts:
                self.alerts[row[0]] = alert_from(row)

    # Matches, tasks, absences, notices

    def load_matches(self, ids: Iterable[int]) -> None:
        self._add_matches(
            rows_among(self.conn, _MATCHES, [i for i in ids if i not in self.matches])
        )

    def load_matches_of(self, people: Iterable[int]) -> None:
        """Not ended, or ended lately, where one of these is volunteer or carer."""
        self._add_matches(rows_among(self.conn, _MATCHES_OF, people, since=self.now - LATELY))

    def load_live_matches(self) -> None:
        self._add_matches(self.conn.execute(_MATCHES_LIVE).all())

    def load_matches_named(self, references: Iterable[str]) -> None:
        """Those not ended that go by these references, however many others there are."""
        self._add_matches(rows_among(self.conn, _MATCHES_NAMED, references))

    def load_relayed(self, matches: Iterable[int]) -> None:
        """Visits about which something has been passed on lately between carer and volunteer."""
        rows = rows_among(self.conn, _RELAYED, matches, since=self.now - LATELY)
        self.relayed.update(visit for (visit,) in rows)

    def load_tasks(self, ids: Iterable[int]) -> None:
        self._add_tasks(rows_among(self.conn, _TASKS, [i for i in ids if i not in self.tasks]))

    def load_tasks_about(self, people_or_matches: Iterable[int]) -> None:
        """Not done, about any of these people or matches; ids are unique over both."""
        self._add_tasks(rows_among(self.conn, _TASKS_ABOUT, people_or_matches))

    def load_open_tasks(self) -> None:
        self._add_tasks(self.conn.execute(_TASKS_OPEN).all())

    def load_tasks_numbered(self, numbers: Iterable[int]) -> None:
        """Those not done that have these numbers, however many others there are."""
        self._add_tasks(rows_among(self.conn, _TASKS_NUMBERED, numbers))

    def load_absences(self, ids: Iterable[int]) -> None:
        self._add_absences(rows_among(self.conn, _ABSENCES, ids))

    def load_absences_of(self, people: Iterable[int], today: date) -> None:
        """Those of these people that are not over."""
        self._add_absences(rows_among(self.conn, _ABSENCES_OF, people, since=today))

    def load_notices(self, ids: Iterable[int]) -> None:
        self._add_notices(rows_among(self.conn, _NOTICES, ids))

    def load_notices_lately(self) -> None:
        since = self.now - NOTICES_LAST
        self._add_notices(self.conn.execute(_NOTICES_LATELY, {"since": since}).all())

    def load_volunteers(self) -> None:
        """Everybody who gets a notice."""
        self.volunteers = tuple(self.conn.execute(_VOLUNTEERS).scalars())

    def _add_matches(self, rows: Iterable[AnyRow]) -> None:
        for row in rows:
            if row[0] not in self.matches:
                self.matches[row[0]] = match_from(row)

    def _add_tasks(self, rows: Iterable[AnyRow]) -> None:
        for row in rows:
            if row[0] not in self.tasks:
                self.tasks[row[0]] = task_from(self.keys, row)

    def _add_absences(self, rows: Iterable[AnyRow]) -> None:
        for row in rows:
            self.absences[row[0]] = absence_from(row)

    def _add_notices(self, rows: Iterable[AnyRow]) -> None:
        found = {row[0]: notice_from(self.keys, row) for row in rows if row[0] not in self.notices}
        self.notices.update(found)
        self.notice_answers.update({number: {} for number in found})
        for notice, person, comes, reason in rows_among(self.conn, _NOTICE_ANSWERS, found):
            words = self.keys.open(REASON, reason).decode()
            self.notice_answers[notice][person] = (comes, words)
