"""From a batch of events to their snapshots: everything a decision may look at, loaded in sets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from flows.events import Arrived, DeliveryFailed, Event, ReachChanged, TimerFired, TimerKind
from flows.facts import (
    Address,
    Channel,
    Person,
    Reach,
    Snapshot,
    Standing,
    VisitState,
)
from flows.scheme import Scheme
from flows.times import local
from storage.ids import new_id
from storage.inbox import may_answer
from storage.known import Known
from storage.sets import among, rows_among
from storage.tables import outbox
from storage.tokens import hashed
from storage.views import Subject, Views, agreed, in_alert, in_match, in_task, in_visit

_START = re.compile(r"/?start\s+(\S{8,64})\s*", re.IGNORECASE)
_CODE = re.compile(r"\b[a-z][2-9]+\b", re.IGNORECASE)
_REFERENCE = re.compile(r"\b(?=[a-z]*[0-9])[a-z0-9]{1,12}\b", re.IGNORECASE)
_NUMBER = re.compile(r"\b[0-9]{1,9}\b", re.ASCII)
_ABOUT = {
    TimerKind.VISIT_DUE: "visit",
    TimerKind.VISIT_START: "visit",
    TimerKind.CONFIRM: "visit",
    TimerKind.RECORD: "visit",
    TimerKind.RUNG: "alert",
    TimerKind.WELFARE: "alert",
    TimerKind.LAPSE: "alert",
    TimerKind.NO_VISIT: "match",
    TimerKind.REVIEW: "match",
    TimerKind.NOTICE: "notice",
    TimerKind.AWAY: "absence",
}
"""What the subject of a timer is, where it is not a person."""
# WhatsApp's window is a day, so its last word is kept to the minute; elsewhere a day will do.
_HEARD_AGAIN = {Channel.WHATSAPP: timedelta(minutes=10)}
_CALLS = sa.select(outbox.c.id, outbox.c.person_id, outbox.c.alert_id, outbox.c.visit_id).where(
    among(outbox.c.id)
)


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
    _scheme_work(known, scene.subjects, mine, frozenset(co_ordinators))
    known.load_people({*mine, *co_ordinators, *_named_in(known)})
    _spare_who_left(known, scene.subjects)
    _hear(scene)
    views = Views(known, scheme, co_ordinators)
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
            case TimerFired(kind, number):
                setattr(subject, _ABOUT.get(kind, "me"), number)
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
        if visit is not None and subject.match is None:
            subject.match = visit.match_id
    _whose_work(known, subjects)


def _whose_work(known: Known, subjects: Sequence[Subject]) -> None:
    """Who a match's, a notice's or an absence's timer is about."""
    known.load_matches({s.match for s in subjects if s.match is not None})
    known.load_notices({s.notice for s in subjects if s.notice is not None})
    known.load_absences({s.absence for s in subjects if s.absence is not None})
    for subject in subjects:
        if subject.me is not None:
            continue
        if match := known.matches.get(subject.match or 0):
            subject.me = match.volunteer_id
        elif notice := known.notices.get(subject.notice or 0):
            subject.me = notice.by
        elif absence := known.absences.get(subject.absence or 0):
            subject.me = absence.person_id


def _surroundings(
    known: Known, subjects: Sequence[Subject], mine: set[int], co_ordinators: frozenset[int]
) -> None:
    known.load_links(mine | _volunteers(known, subjects))
    known.load_talks(mine)
    opened = {invitation.person_id for invitation in known.invitations.values()}
    known.load_invitations(opened | {s.me for s in subjects if s.me and _answers(s.event)})
    watched = {k.volunteer_id for k in known.links if k.person_id in mine and agreed(k)}
    known.load_visits_of(mine | watched)
    known.load_alerts_of(mine | watched)
    if mine & co_ordinators:
        known.load_everything_open()
        known.load_codes(_found(_CODE, _written_by(co_ordinators, subjects)))
    known.load_visits(a.visit_id for a in known.alerts.values() if a.visit_id is not None)


def _scheme_work(
    known: Known, subjects: Sequence[Subject], mine: set[int], co_ordinators: frozenset[int]
) -> None:
    """Matches and what hangs on them. For most of a scheme's people there is nothing to load."""
    known.load_matches_of(mine | _volunteers(known, subjects))
    in_charge = bool(mine & co_ordinators)
    if in_charge:
        known.load_live_matches()
        known.load_open_tasks()
        texts = list(_written_by(co_ordinators, subjects))
        known.load_matches_named(_found(_REFERENCE, texts))
        known.load_tasks_numbered(int(number) for number in _found(_NUMBER, texts))
    matches = known.matches
    plans = any(v.state is VisitState.PLANNED for v in known.visits.values())
    if not (in_charge or matches or plans or known.notices or known.absences):
        known.load_absences_of(mine, local(known.now).date())
        _answerable_notices(known, subjects)
        return
    theirs = {match.volunteer_id for match in matches.values()}
    cared_for = {match.volunteer_id for match in matches.values() if match.carer_id in mine}
    known.load_visits_of(cared_for - mine)
    known.load_tasks_about({*matches, *mine})
    if any(isinstance(subject.event, Arrived) for subject in subjects):
        own = (m for m in matches.values() if m.carer_id in mine or m.volunteer_id in mine)
        known.load_relayed(m.id for m in own)
    known.load_visits(t.visit_id for t in known.tasks.values() if t.visit_id is not None)
    known.load_matches(t.match_id for t in known.tasks.values() if t.match_id is not None)
    known.load_absences_of(mine | theirs | co_ordinators, local(known.now).date())
    _answerable_notices(known, subjects)
    if any(subject.notice is not None for subject in subjects):
        known.load_volunteers()


def _answerable_notices(known: Known, subjects: Iterable[Subject]) -> None:
    """A notice is answered by a message, or told of to a co-ordinator once a day."""
    kinds = (TimerKind.DIGEST, TimerKind.TALK)
    if any(
        isinstance(s.event, Arrived) or (isinstance(s.event, TimerFired) and s.event.kind in kinds)
        for s in subjects
    ):
        known.load_notices_lately()


def _volunteers(known: Known, subjects: Iterable[Subject]) -> set[int]:
    """Whose ladder an alert or a visit stands on, whoever the event came from."""
    alerts = (known.alerts.get(s.alert) for s in subjects if s.alert is not None)
    visits = (known.visits.get(s.visit) for s in subjects if s.visit is not None)
    return {one.volunteer_id for one in (*alerts, *visits) if one is not None}


def _answers(event: Event) -> bool:
    """What can have to do with an invitation: a message, and a question that waited too long."""
    talk = isinstance(event, TimerFired) and event.kind is TimerKind.TALK
    return talk or isinstance(event, Arrived)


def _written_by(co_ordinators: frozenset[int], subjects: Iterable[Subject]) -> Iterator[str]:
    for subject in subjects:
        if isinstance(subject.event, Arrived) and subject.me in co_ordinators:
            yield subject.event.text


def _found(pattern: re.Pattern[str], texts: Iterable[str]) -> Iterator[str]:
    """Codes, references and numbers that are named in these texts, as we write them."""
    for text in texts:
        yield from (one.upper() for one in pattern.findall(text))


def _named_in(known: Known) -> Iterator[int]:
    """Everybody whom something loaded so far names."""
    for visit in known.visits.values():
        yield from in_visit(visit)
    for alert in known.alerts.values():
        yield from in_alert(alert)
    for link in known.links:
        yield from (link.volunteer_id, link.person_id)
    for invitation in known.invitations.values():
        yield invitation.person_id
    for match in known.matches.values():
        yield from in_match(match)
    for task in known.tasks.values():
        yield from in_task(task)
    for absence in known.absences.values():
        yield absence.person_id
        if absence.cover_id is not None:
            yield absence.cover_id
    for notice in known.notices.values():
        yield notice.by
        yield from known.notice_answers[notice.id]
    yield from known.volunteers


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
