"""What a decision finds in its snapshot: who stands for whom, and what is open about them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from flows.facts import (
    Absence,
    Alert,
    AlertKind,
    AlertState,
    Consent,
    Match,
    Person,
    Role,
    Snapshot,
    Stage,
    Standing,
    Visit,
    VisitState,
)
from flows.times import local


def secret(s: Snapshot, volunteer: int) -> bool:
    """Whether somebody used their covert word: nothing out of the ordinary may reach their phone,
    and nobody may be told to ring or text them, whichever alert it is about."""
    return any(
        a.volunteer_id == volunteer
        and a.kind is AlertKind.COVERT
        and a.state is not AlertState.CLOSED
        for a in s.alerts
    )


def standing(s: Snapshot, person: Person, kind: AlertKind) -> Alert | None:
    """This person's alert of this kind that no outcome has ended yet."""
    mine = (a for a in s.alerts if a.volunteer_id == person.id and a.kind is kind)
    return next((a for a in mine if a.state is not AlertState.CLOSED), None)


def named_person(s: Snapshot, volunteer: int, visit: Visit | None = None) -> Person | None:
    """Who stands for this volunteer: the visit's own named person, as long as they agree."""
    links = [
        link
        for link in (*s.named, *s.named_for)
        if link.volunteer_id == volunteer and link.consent is Consent.AGREED
    ]
    wanted = visit.named_person_id if visit else None
    links.sort(key=lambda link: (link.person_id != wanted, link.rank))
    found = s.people.get(links[0].person_id) if links else None
    return found if found and found.standing is Standing.ACTIVE else None


def reachable_co_ordinators(s: Snapshot, but: int) -> list[Person]:
    """Who could take an alert about `but` now: at least one, or a ladder stands on nobody. Who
    is on duty first, who is away last."""
    able = [p for p in s.co_ordinators if p.id != but and (p.reachable or p.can_be_called)]
    today = local(s.now).date()
    return sorted(able, key=lambda p: (not p.on_duty, absence_on(s, p.id, today) is not None))


def open_alert(s: Snapshot, visit: Visit, kind: AlertKind) -> Alert | None:
    """This visit's alert of this kind that no outcome has ended yet."""
    for alert in s.alerts:
        if alert.visit_id == visit.id and alert.kind is kind:
            if alert.state is not AlertState.CLOSED:
                return alert
    return None


def my_match(s: Snapshot, volunteer: int) -> Match | None:
    """The young person this volunteer is matched with now: one IV, one child."""
    mine = (m for m in s.matches if m.volunteer_id == volunteer and m.stage is not Stage.ENDED)
    return next(mine, None)


def ahead(s: Snapshot, person: int) -> list[Visit]:
    """This volunteer's visits that are planned or under way, the next one first."""
    live = (VisitState.PLANNED, VisitState.OUT)
    mine = (v for v in s.visits if v.volunteer_id == person and v.state in live)
    return sorted(mine, key=lambda v: v.started_at or v.starts_at or v.home_by)


def match_of(s: Snapshot, visit: Visit) -> Match | None:
    """The match this visit is of, ended or not."""
    if s.match is not None and s.match.id == visit.match_id:
        return s.match
    return next((m for m in s.matches if m.id == visit.match_id), None)


def carer_of(s: Snapshot, match: Match) -> Person | None:
    """The carer, if there is one who has joined and can be written to."""
    carer = s.people.get(match.carer_id or 0)
    if carer is None or carer.standing is not Standing.ACTIVE or Role.CARER not in carer.roles:
        return None
    return carer if carer.reachable else None


def visited_by(s: Snapshot, carer: int) -> frozenset[int]:
    """The volunteers who visit whom this carer cares for."""
    return frozenset(m.volunteer_id for m in s.matches if m.carer_id == carer)


def across(s: Snapshot, person: int) -> frozenset[int]:
    """Who is at the other end of this person's matches, as volunteer or as carer: what worries
    the one never reaches the other."""
    carers = {m.carer_id for m in s.matches if m.volunteer_id == person and m.carer_id}
    return visited_by(s, person) | carers


def kept_from(s: Snapshot, alert: Alert) -> frozenset[int]:
    """Who must not hear that this alert is there: who asks to be rung may be worried about the
    carer or the volunteer of a match of theirs, though that one be a co-ordinator as well. Of a
    conversation that was parked, a volunteer's may be a check-in: that one goes to anybody."""
    match alert.kind:
        case AlertKind.CALL_ME:
            return across(s, alert.volunteer_id)
        case AlertKind.PARKED:
            return visited_by(s, alert.volunteer_id)
    return frozenset()


def absence_on(s: Snapshot, person: int, day: date) -> Absence | None:
    """Whether this person is away on a London date."""
    return next((a for a in s.absences if a.person_id == person and a.first <= day <= a.last), None)


def in_charge(s: Snapshot, match: Match | None, but: int | None = None) -> Person | None:
    """Whose a task about this match is: its co-ordinator's, or their cover's while they are away;
    else the first on duty who is here. Never `but`, whom it may be about, nor its volunteer; its
    carer only where there is nobody else."""
    first = match.co_ordinator_id if match else None
    about = {but, match.volunteer_id} if match else {but, *across(s, but or 0)}
    carer = {match.carer_id} if match else set()
    return here_for(s, first, about | carer) or here_for(s, first, about)


def here_for(
    s: Snapshot, co_ordinator: int | None, but: Collection[int | None] = ()
) -> Person | None:
    """This co-ordinator, or who covers for them while they are away; else the first on duty who
    is here and can be written to; else anybody. None where nobody is left besides `but`."""
    today = local(s.now).date()
    able = {p.id: p for p in s.co_ordinators if p.id not in but}
    first, seen = co_ordinator, set[int]()
    while first is not None and first not in seen:
        seen.add(first)
        away = absence_on(s, first, today)
        if away is None and first in able and able[first].reachable:
            return able[first]
        first = away.cover_id if away else None
    here = [p for p in able.values() if p.reachable and absence_on(s, p.id, today) is None]
    return next(iter(here or able.values()), None)
