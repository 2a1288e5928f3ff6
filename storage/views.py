"""What each event's decision may look at: its own snapshot, cut out of what a batch loaded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from flows.events import Arrived, Event
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
    Snapshot,
    Task,
    Visit,
)
from flows.scheme import Scheme
from storage.ids import new_id
from storage.known import LATELY, Known

FRESH = 6


@dataclass(slots=True)
class Subject:
    """Whom and what one event is about. `here` is the address it came from, if it is theirs."""

    event: Event
    me: int | None = None
    visit: int | None = None
    alert: int | None = None
    match: int | None = None
    notice: int | None = None
    absence: int | None = None
    invitation: int | None = None
    here: Address | None = None
    answered_enough: bool = False


def _said_at(event: Event, now: datetime) -> datetime | None:
    return min(event.sent_at, now) if isinstance(event, Arrived) else None


def agreed(link: NamedLink) -> bool:
    return link.consent is Consent.AGREED


def in_visit(visit: Visit) -> Iterator[int]:
    yield visit.volunteer_id
    if visit.named_person_id is not None:
        yield visit.named_person_id


def in_alert(alert: Alert) -> Iterator[int]:
    yield alert.volunteer_id
    yield from alert.told
    if alert.taken_by is not None:
        yield alert.taken_by
    if alert.offered_to is not None:
        yield alert.offered_to


def in_match(match: Match) -> Iterator[int]:
    yield match.volunteer_id
    if match.carer_id is not None:
        yield match.carer_id
    if match.co_ordinator_id is not None:
        yield match.co_ordinator_id


def in_task(task: Task) -> Iterator[int]:
    if task.person_id is not None:
        yield task.person_id
    if task.owner_id is not None:
        yield task.owner_id


def _in_work(
    matches: Iterable[Match],
    tasks: Iterable[Task],
    absences: Iterable[Absence],
    notices: Iterable[Notice],
) -> set[int]:
    """Whom the scheme's own work names."""
    named = {one for match in matches for one in in_match(match)}
    named |= {one for task in tasks for one in in_task(task)}
    named |= {a.cover_id for a in absences if a.cover_id is not None}
    for notice in notices:
        named |= {notice.by, *notice.said_yes, *(one for one, _ in notice.said_no)}
    return named


def _asked(invitation: Invitation) -> tuple[datetime, int]:
    # One from before this was kept is older than any other.
    return invitation.asked_at or datetime.min.replace(tzinfo=UTC), invitation.id


class Views:
    """Cuts each event's own snapshot out of what the batch loaded: no more, no less."""

    def __init__(self, known: Known, scheme: Scheme, co_ordinators: tuple[int, ...]) -> None:
        self._known = known
        self._scheme = scheme
        self._co_ordinators = tuple(known.people[number] for number in co_ordinators)
        self._in_charge = frozenset(co_ordinators)
        self._since = known.now - LATELY
        self._visits: dict[int, list[Visit]] = defaultdict(list)
        self._alerts: dict[int, list[Alert]] = defaultdict(list)
        self._named: dict[int, list[NamedLink]] = defaultdict(list)
        self._named_for: dict[int, list[NamedLink]] = defaultdict(list)
        self._invitations: dict[int, list[Invitation]] = defaultdict(list)
        self._index()

    def _index(self) -> None:
        for visit in self._known.visits.values():
            if self._counts(visit):
                match = self._known.matches.get(visit.match_id or 0)
                carer = {match.carer_id} - {None} if match else set()
                for number in {*in_visit(visit), *carer}:
                    self._visits[number or 0].append(visit)
        for alert in self._known.alerts.values():
            if alert.closed_at is None or alert.closed_at > self._since:
                self._alerts[alert.volunteer_id].append(alert)
        for link in self._known.links:
            self._named[link.volunteer_id].append(link)
            self._named_for[link.person_id].append(link)
        for invitation in sorted(self._known.invitations.values(), key=_asked):
            self._invitations[invitation.person_id].append(invitation)

    def _counts(self, visit: Visit) -> bool:
        """What has closed long ago counts only while its record is wanted."""
        if visit.closed_at is None or visit.closed_at > self._since:
            return True
        return visit.record is RecordState.DUE

    def of(self, subject: Subject) -> Snapshot:
        known, me = self._known, subject.me
        number = me if me is not None else -1
        visits, alerts = self._in_sight(number)
        visit = known.visits.get(subject.visit) if subject.visit else None
        alert = known.alerts.get(subject.alert) if subject.alert else None
        named_for = tuple(self._named_for[number])
        about = {one.volunteer_id for one in (visit, alert) if one is not None}
        about |= {link.volunteer_id for link in named_for if link.consent is Consent.ASKED}
        about -= {number}
        named = tuple(link for one in (number, *sorted(about)) for link in self._named[one])
        invitation = self._invitation(subject)
        matches = self._matches(number, subject, about)
        tasks = self._tasks(number, matches)
        absences = self._absences(number, matches)
        notices = self._notices(number)
        return Snapshot(
            now=known.now,
            scheme=self._scheme,
            me=known.people.get(number),
            channel=getattr(subject.event, "channel", Channel.SMS),
            people=self._people(
                number,
                (*visits, *([visit] if visit else ())),
                (*alerts, *([alert] if alert else ())),
                (*named, *named_for),
                invitation,
                _in_work(matches, tasks, absences, notices),
            ),
            co_ordinators=self._co_ordinators,
            named=named,
            named_for=named_for,
            visits=visits,
            alerts=alerts,
            visit=visit,
            alert=alert,
            matches=matches,
            match=known.matches.get(subject.match) if subject.match else None,
            tasks=tasks,
            absences=absences,
            absence=known.absences.get(subject.absence) if subject.absence else None,
            notices=notices,
            notice=self._told_of(subject.notice, number),
            volunteers=self._readers() if subject.notice else (),
            relayed=frozenset(visit.id for visit in visits if visit.id in known.relayed),
            talk=known.talks.get(number),
            invitation=invitation,
            invitations=self._asked(invitation, number),
            unknown_count=known.unknown_counts.get(number, 0),
            said_at=_said_at(subject.event, known.now),
            answered_enough=subject.answered_enough,
            fresh=tuple(new_id() for _ in range(FRESH)),
        )

    def _matches(self, me: int, subject: Subject, about: set[int]) -> tuple[Match, ...]:
        mine = {me, *about}
        found = (
            match
            for match in self._known.matches.values()
            if me in self._in_charge
            or match.id == subject.match
            or match.carer_id == me
            or match.volunteer_id in mine
        )
        return tuple(sorted(found, key=lambda match: (match.reference, match.id)))

    def _tasks(self, me: int, matches: Iterable[Match]) -> tuple[Task, ...]:
        known = {match.id for match in matches}
        found = (
            task
            for task in self._known.tasks.values()
            if task.done_at is None
            and (me in self._in_charge or task.person_id == me or task.match_id in known)
        )
        return tuple(sorted(found, key=lambda task: task.number))

    def _absences(self, me: int, matches: Iterable[Match]) -> tuple[Absence, ...]:
        whose = {me, *self._in_charge, *(match.volunteer_id for match in matches)}
        found = (a for a in self._known.absences.values() if a.person_id in whose)
        return tuple(sorted(found, key=lambda a: (a.first, a.id)))

    def _notices(self, me: int) -> tuple[Notice, ...]:
        """For a co-ordinator all with what everybody said; for a volunteer those that ask."""
        person = self._known.people.get(me)
        if person is None or not person.roles & {Role.VOLUNTEER, Role.CO_ORDINATOR}:
            return ()
        in_charge = me in self._in_charge
        found = (self._answered(n, me) for n in self._known.notices.values())
        wanted = (n for n in found if in_charge or n.asks)
        return tuple(sorted(wanted, key=lambda n: n.number))

    def _told_of(self, subject: int | None, me: int) -> Notice | None:
        notice = self._known.notices.get(subject or 0)
        return self._answered(notice, me) if notice else None

    def _answered(self, notice: Notice, me: int) -> Notice:
        answers = self._known.notice_answers[notice.id]
        mine = answers.get(me)
        return replace(
            notice,
            comes=mine[0] if mine else None,
            coming=sum(comes for comes, _ in answers.values()),
            not_coming=sum(not comes for comes, _ in answers.values()),
            said_yes=tuple(who for who, (comes, _) in answers.items() if comes),
            said_no=tuple((who, why) for who, (comes, why) in answers.items() if not comes),
        )

    def _readers(self) -> tuple[Person, ...]:
        return tuple(self._known.people[number] for number in self._known.volunteers)

    def _in_sight(self, me: int) -> tuple[tuple[Visit, ...], tuple[Alert, ...]]:
        visits = {visit.id: visit for visit in self._visits[me]}
        alerts = {alert.id: alert for alert in self._alerts[me]}
        for link in self._named_for[me]:
            if agreed(link):
                theirs = self._alerts[link.volunteer_id]
                alerts.update((alert.id, alert) for alert in theirs)
                visits.update(self._under_way(theirs, self._visits[link.volunteer_id]))
        if me in self._in_charge:
            alerts.update((alert.id, alert) for own in self._alerts.values() for alert in own)
            visits.update(self._under_way(alerts.values(), self._known.visits.values()))
            tasks = {task.visit_id for task in self._known.tasks.values()}
            visits.update(
                (v.id, v)
                for v in self._known.visits.values()
                if v.closed_at is None or v.id in tasks
            )
        return (
            tuple(sorted(visits.values(), key=lambda v: (v.home_by, v.id))),
            tuple(sorted(alerts.values(), key=lambda a: (a.opened_at, a.id))),
        )

    def _under_way(
        self, alerts: Iterable[Alert], visits: Iterable[Visit]
    ) -> Iterator[tuple[int, Visit]]:
        """Visits that are out, and those any of these alerts is about."""
        asked_about = {alert.visit_id for alert in alerts}
        for visit in visits:
            if visit.id in asked_about or (visit.started_at and visit.closed_at is None):
                yield visit.id, visit

    def _invitation(self, subject: Subject) -> Invitation | None:
        if subject.invitation is not None:
            return self._known.invitations[subject.invitation]
        if not isinstance(subject.event, Arrived):
            return None
        mine = self._invitations.get(subject.me or -1, ())
        return next((one for one in reversed(mine) if one.expires_at > self._known.now), None)

    def _asked(self, opened: Invitation | None, me: int) -> tuple[Invitation, ...]:
        return tuple(self._invitations.get(opened.person_id if opened else me, ()))

    def _people(
        self,
        me: int,
        visits: Iterable[Visit],
        alerts: Iterable[Alert],
        links: Iterable[NamedLink],
        invitation: Invitation | None,
        more: Iterable[int],
    ) -> dict[int, Person]:
        wanted = {me, *(person.id for person in self._co_ordinators), *more}
        for visit in visits:
            wanted.update(in_visit(visit))
        for alert in alerts:
            wanted.update(in_alert(alert))
        for link in links:
            wanted.update((link.volunteer_id, link.person_id))
        if invitation is not None:
            wanted.add(invitation.person_id)
        known = self._known.people
        return {number: known[number] for number in sorted(wanted) if number in known}
