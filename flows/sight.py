"""What a decision finds in its snapshot: who stands for whom, and what is open about them."""

from __future__ import annotations

from flows.facts import (
    Alert,
    AlertKind,
    AlertState,
    Consent,
    Person,
    Snapshot,
    Standing,
    Visit,
)


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
