"""What a decision finds in its snapshot: who stands for whom, and what is open about them."""

from __future__ import annotations

from datetime import date

from flows.facts import (
    Absence,
    Alert,
    AlertKind,
    AlertState,
    Consent,
    Match,
    Person,
    Snapshot,
    Stage,
    Standing,
    Visit,
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
    """Who could take an alert about `but` now: at least one, or a ladder stands on nobody."""
    able = [p for p in s.co_ordinators if p.id != but and (p.reachable or p.can_be_called)]
    return sorted(able, key=lambda p: not p.on_duty)


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


def match_of(s: Snapshot, visit: Visit) -> Match | None:
    """The match this visit is of, ended or not."""
    if s.match is not None and s.match.id == visit.match_id:
        return s.match
    return next((m for m in s.matches if m.id == visit.match_id), None)


def carer_of(s: Snapshot, match: Match) -> Person | None:
    """The carer, if there is one who has joined and can be written to."""
    carer = s.people.get(match.carer_id or 0)
    joined = carer is not None and carer.standing is Standing.ACTIVE and carer.reachable
    return carer if joined else None


def absence_on(s: Snapshot, person: int, day: date) -> Absence | None:
    """Whether this person is away on a London date."""
    return next((a for a in s.absences if a.person_id == person and a.first <= day <= a.last), None)


def in_charge(s: Snapshot, match: Match | None, but: int | None = None) -> Person | None:
    """Whose a task about this match is: its co-ordinator's, or their cover's while they are away;
    else the first on duty who is here. Never `but`, whom it may be about."""
    today = local(s.now).date()
    able = {p.id: p for p in s.co_ordinators if p.id != but}
    first = match.co_ordinator_id if match else None
    seen: set[int] = set()
    while first is not None and first not in seen:
        seen.add(first)
        away = absence_on(s, first, today)
        if away is None and first in able:
            return able[first]
        first = away.cover_id if away else None
    here = [p for p in able.values() if absence_on(s, p.id, today) is None]
    return next(iter(here or able.values()), None)
