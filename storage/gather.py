"""From a batch of events to their snapshots: everything a decision may look at, loaded in sets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from flows.events import Arrived, DeliveryFailed, Event, ReachChanged, TimerFired, TimerKind
from flows.facts import (
    Address,
    Alert,
    Channel,
    Consent,
    Invitation,
    NamedLink,
    Person,
    Reach,
    Snapshot,
    Standing,
    Visit,
)
from flows.scheme import Scheme
from storage.ids import new_id
from storage.inbox import may_answer
from storage.known import LATELY, Known
from storage.sets import among, rows_among
from storage.tables import outbox
from storage.tokens import hashed

FRESH = 4
_START = re.compile(r"/?start\s+(\S{8,64})\s*", re.IGNORECASE)
_CODE = re.compile(r"\b[a-z][2-9]+\b", re.IGNORECASE)
_VISIT_TIMERS = (TimerKind.VISIT_DUE, TimerKind.VISIT_START)
_ALERT_TIMERS = (TimerKind.RUNG, TimerKind.WELFARE, TimerKind.LAPSE)
# WhatsApp's window is a day, so its last word is kept to the minute; elsewhere a day will do.
_HEARD_AGAIN = {Channel.WHATSAPP: timedelta(minutes=10)}
_CALLS = sa.select(outbox.c.id, outbox.c.person_id, outbox.c.alert_id, outbox.c.visit_id).where(
    among(outbox.c.id)
)


@dataclass(slots=True)
class Subject:
    """Whom and what one event is about. `here` is the address it came from, if it is theirs."""

    event: Event
    me: int | None = None
    visit: int | None = None
    alert: int | None = None
    invitation: int | None = None
    here: Address | None = None
    answered_enough: bool = False


@dataclass(slots=True)
class Scene:
    """A batch, loaded. `adopted` and `heard` are changes that hearing from somebody makes."""

    known: Known
    subjects: list[Subject]
    snapshots: list[Snapshot] = field(default_factory=list)
    adopted: list[tuple[int, Address]] = field(default_factory=list)
    heard: dict[int, Address] = field(default_factory=dict)


def gather(known: Known, scheme: Scheme, events: Sequence[Event]) -> Scene:
    """Load what these events need with a dozen statements, and freeze it for each."""
    scene = Scene(known, [Subject(event) for event in events])
    _who_spoke(known, scene.subjects)
    _whose_timer(known, scene.subjects)
    mine = {s.me for s in scene.subjects if s.me is not None}
    known.lock_people(mine)
    co_ordinators = known.load_co_ordinators()
    _surroundings(known, scene.subjects, mine, frozenset(co_ordinators))
    known.load_people({*mine, *co_ordinators, *_named_in(known)})
    _spare_who_left(known, scene.subjects)
    _hear(scene)
    views = _Views(known, scheme, co_ordinators)
    scene.snapshots = [views.of(subject) for subject in scene.subjects]
    return scene


def _who_spoke(known: Known, subjects: Iterable[Subject]) -> None:
    spoken = [(s, s.event) for s in subjects if isinstance(s.event, (Arrived, ReachChanged))]
    known.load_owners((event.channel, event.address) for _, event in spoken)
    for subject, event in spoken:
        owner = known.owner(event.channel, event.address)
        subject.me = owner.person_id if owner else None
    _answered_calls(known, subjects)
    _invited(known, subjects)
    for subject, event in spoken:
        if subject.me is None and subject.invitation is None and isinstance(event, Arrived):
            place = (event.channel.value, event.address)
            subject.answered_enough = not may_answer(known.conn, place, known.now)


def _answered_calls(known: Known, subjects: Iterable[Subject]) -> None:
    """A key pressed on a call is about the alert the call was about, and from whom it rang."""
    by_call = {s.event.call: s for s in subjects if isinstance(s.event, Arrived) and s.event.call}
    for number, person, alert, visit in rows_among(known.conn, _CALLS, by_call):
        subject = by_call[number]
        subject.me, subject.alert, subject.visit = person, alert, visit


def _invited(known: Known, subjects: Iterable[Subject]) -> None:
    tokens: dict[bytes, list[Subject]] = defaultdict(list)
    for subject in subjects:
        if isinstance(subject.event, Arrived) and (start := _START.fullmatch(subject.event.text)):
            tokens[hashed(start[1])].append(subject)
    for token, invitation in known.load_tokens(tokens).items():
        for subject in tokens[token]:
            subject.invitation = invitation.id


def _spare_who_left(known: Known, subjects: Iterable[Subject]) -> None:
    """Who has left is a stranger again, and answered as seldom."""
    for subject in subjects:
        me, event = known.people.get(subject.me or 0), subject.event
        if me is not None and me.standing is Standing.LEFT and isinstance(event, Arrived):
            place = (event.channel.value, event.address)
            subject.answered_enough = not may_answer(known.conn, place, known.now)


def _whose_timer(known: Known, subjects: Sequence[Subject]) -> None:
    for subject in subjects:
        match subject.event:
            case TimerFired(kind, number) if kind in _VISIT_TIMERS:
                subject.visit = number
            case TimerFired(kind, number) if kind in _ALERT_TIMERS:
                subject.alert = number
            case TimerFired(_, number):
                subject.me = number
            case DeliveryFailed() as failed:
                subject.me = failed.person_id
                subject.visit, subject.alert = failed.visit_id, failed.alert_id
    known.load_alerts(s.alert for s in subjects if s.alert is not None)
    for subject in subjects:
        alert = known.alerts.get(subject.alert) if subject.alert else None
        if alert is not None and subject.visit is None:
            subject.visit = alert.visit_id
        if alert is not None and subject.me is None:
            subject.me = alert.volunteer_id
    known.load_visits(s.visit for s in subjects if s.visit is not None)
    for subject in subjects:
        visit = known.visits.get(subject.visit) if subject.visit else None
        if visit is not None and subject.me is None:
            subject.me = visit.volunteer_id


def _surroundings(
    known: Known, subjects: Sequence[Subject], mine: set[int], co_ordinators: frozenset[int]
) -> None:
    known.load_links(mine | _volunteers(known, subjects))
    known.load_talks(mine)
    opened = {invitation.person_id for invitation in known.invitations.values()}
    known.load_invitations(opened | {s.me for s in subjects if s.me and _answers(s.event)})
    watched = {k.volunteer_id for k in known.links if k.person_id in mine and _agreed(k)}
    known.load_visits_of(mine | watched)
    known.load_alerts_of(mine | watched)
    if mine & co_ordinators:
        known.load_everything_open()
        known.load_codes(_codes_in(subjects, co_ordinators))
    known.load_visits(a.visit_id for a in known.alerts.values() if a.visit_id is not None)


def _volunteers(known: Known, subjects: Iterable[Subject]) -> set[int]:
    """Whose ladder an alert or a visit stands on, whoever the event came from."""
    alerts = (known.alerts.get(s.alert) for s in subjects if s.alert is not None)
    visits = (known.visits.get(s.visit) for s in subjects if s.visit is not None)
    return {one.volunteer_id for one in (*alerts, *visits) if one is not None}


def _said_at(event: Event, now: datetime) -> datetime | None:
    return min(event.sent_at, now) if isinstance(event, Arrived) else None


def _answers(event: Event) -> bool:
    """What can have to do with an invitation: a message, and a question that waited too long."""
    talk = isinstance(event, TimerFired) and event.kind is TimerKind.TALK
    return talk or isinstance(event, Arrived)


def _agreed(link: NamedLink) -> bool:
    return link.consent is Consent.AGREED


def _codes_in(subjects: Iterable[Subject], co_ordinators: frozenset[int]) -> Iterator[str]:
    for subject in subjects:
        if isinstance(subject.event, Arrived) and subject.me in co_ordinators:
            yield from (code.upper() for code in _CODE.findall(subject.event.text))


def _named_in(known: Known) -> Iterator[int]:
    """Everybody whom something loaded so far names."""
    for visit in known.visits.values():
        yield from _in_visit(visit)
    for alert in known.alerts.values():
        yield from _in_alert(alert)
    for link in known.links:
        yield from (link.volunteer_id, link.person_id)
    for invitation in known.invitations.values():
        yield invitation.person_id


def _in_visit(visit: Visit) -> Iterator[int]:
    yield visit.volunteer_id
    if visit.named_person_id is not None:
        yield visit.named_person_id


def _in_alert(alert: Alert) -> Iterator[int]:
    yield alert.volunteer_id
    yield from alert.told
    if alert.taken_by is not None:
        yield alert.taken_by
    if alert.offered_to is not None:
        yield alert.offered_to


def _hear(scene: Scene) -> None:
    """Hearing from somebody proves that their address works, and gives us one we lacked."""
    for subject in scene.subjects:
        event, me = subject.event, scene.known.people.get(subject.me or 0)
        if isinstance(event, Arrived) and me and event.channel is not Channel.VOICE:
            _hear_from(scene, subject, event, me)


def _hear_from(scene: Scene, subject: Subject, event: Arrived, me: Person) -> None:
    at = min(event.sent_at, scene.known.now)
    here = next(
        (a for a in me.addresses if a.channel is event.channel and a.value == event.address), None
    )
    if here is None:
        rank = max((a.rank for a in me.addresses), default=-1) + 1
        subject.here = Address(new_id(), event.channel, event.address, rank, Reach.OK, at)
        scene.adopted.append((me.id, subject.here))
        together = (*me.addresses, subject.here)
    else:
        subject.here = _heard(here, at)
        if subject.here is here:
            return
        scene.heard[here.id] = subject.here
        together = tuple(subject.here if a is here else a for a in me.addresses)
    scene.known.people[me.id] = replace(me, addresses=together)


def _heard(here: Address, at: datetime) -> Address:
    # An opt-out holds until the provider or the person takes it back; the rest is disproved.
    reach = here.reach if here.reach is Reach.OPTED_OUT else Reach.OK
    last = here.last_heard_at
    stale = last is None or at - last > _HEARD_AGAIN.get(here.channel, timedelta(days=1))
    if reach is here.reach and not stale:
        return here
    return replace(here, reach=reach, last_heard_at=max(at, last) if last else at)


def _asked(invitation: Invitation) -> tuple[datetime, int]:
    # One from before this was kept is older than any other.
    return invitation.asked_at or datetime.min.replace(tzinfo=UTC), invitation.id


class _Views:
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
            if visit.closed_at is None or visit.closed_at > self._since:
                for number in set(_in_visit(visit)):
                    self._visits[number].append(visit)
        for alert in self._known.alerts.values():
            if alert.closed_at is None or alert.closed_at > self._since:
                self._alerts[alert.volunteer_id].append(alert)
        for link in self._known.links:
            self._named[link.volunteer_id].append(link)
            self._named_for[link.person_id].append(link)
        for invitation in sorted(self._known.invitations.values(), key=_asked):
            self._invitations[invitation.person_id].append(invitation)

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
            ),
            co_ordinators=self._co_ordinators,
            named=named,
            named_for=named_for,
            visits=visits,
            alerts=alerts,
            visit=visit,
            alert=alert,
            talk=known.talks.get(number),
            invitation=invitation,
            invitations=self._asked(invitation, number),
            unknown_count=known.unknown_counts.get(number, 0),
            said_at=_said_at(subject.event, known.now),
            answered_enough=subject.answered_enough,
            fresh=tuple(new_id() for _ in range(FRESH)),
        )

    def _in_sight(self, me: int) -> tuple[tuple[Visit, ...], tuple[Alert, ...]]:
        visits = {visit.id: visit for visit in self._visits[me]}
        alerts = {alert.id: alert for alert in self._alerts[me]}
        for link in self._named_for[me]:
            if _agreed(link):
                theirs = self._alerts[link.volunteer_id]
                alerts.update((alert.id, alert) for alert in theirs)
                visits.update(self._under_way(theirs, self._visits[link.volunteer_id]))
        if me in self._in_charge:
            alerts.update((alert.id, alert) for own in self._alerts.values() for alert in own)
            visits.update(self._under_way(alerts.values(), self._known.visits.values()))
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
    ) -> dict[int, Person]:
        wanted = {me, *(person.id for person in self._co_ordinators)}
        for visit in visits:
            wanted.update(_in_visit(visit))
        for alert in alerts:
            wanted.update(_in_alert(alert))
        for link in links:
            wanted.update((link.volunteer_id, link.person_id))
        if invitation is not None:
            wanted.add(invitation.person_id)
        known = self._known.people
        return {number: known[number] for number in sorted(wanted) if number in known}
