"""Between whom words are passed on, about which visit, and from when until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flows import sight
from flows.facts import Match, Person, Snapshot, Stage, Standing, Visit, VisitState
from locales import carer_messages as m
from locales.message import Text


@dataclass(frozen=True, slots=True)
class Line:
    """Between whom, and around which visit. `me` writes, `other` reads (None: not by text)."""

    match: Match
    visit: Visit
    me: Person
    other: Person | None

    @property
    def from_carer(self) -> bool:
        return self.me.id == self.match.carer_id

    @property
    def to(self) -> str | Text:
        """The other, as the one who writes knows them."""
        if self.from_carer and self.other is not None:
            return self.other.first_name
        return Text(m.RELAY_THE_CARER, {"reference": self.match.reference})


def window(s: Snapshot, visit: Visit) -> tuple[datetime, datetime] | None:
    """From when until when words are passed on about this visit; None for one that is off."""
    begins = (visit.starts_at or visit.started_at or visit.home_by) - s.scheme.relay_before
    match visit.state:
        case VisitState.OUT:
            return min(begins, s.now), max(visit.home_by, s.now) + s.scheme.relay_after
        case VisitState.PLANNED | VisitState.MISSED:
            return begins, visit.home_by + s.scheme.relay_after
        case VisitState.HOME:
            return begins, (visit.closed_at or visit.home_by) + s.scheme.relay_after
    return None


def lines(s: Snapshot, me: Person, *, carer: bool) -> list[Line]:
    """What is open now for me, as carer or as volunteer: one a match, the visit it is about
    being the one under way, else the nearest."""
    found: list[Line] = []
    for match in my_matches(s, me, carer=carer):
        visits = [v for v in visits_of(s, match) if _open(s, v)]
        if visits:
            visit = min(visits, key=lambda v: (v.state is not VisitState.OUT, _away(s, v)))
            found.append(Line(match, visit, me, reader(s, match, carer=carer)))
    return found


def my_matches(s: Snapshot, me: Person, *, carer: bool) -> list[Match]:
    """My matches that have not ended, as their carer or as their volunteer."""
    live = [one for one in s.matches if one.stage is not Stage.ENDED]
    return [one for one in live if (one.carer_id if carer else one.volunteer_id) == me.id]


def visits_of(s: Snapshot, match: Match) -> list[Visit]:
    return [v for v in s.visits if v.match_id == match.id]


def _open(s: Snapshot, visit: Visit) -> bool:
    found = window(s, visit)
    return found is not None and found[0] <= s.now <= found[1]


def _away(s: Snapshot, visit: Visit) -> float:
    return abs(((visit.starts_at or visit.home_by) - s.now).total_seconds())


def reader(s: Snapshot, match: Match, *, carer: bool) -> Person | None:
    """Who reads what I write as `carer` or as volunteer; None if no message reaches them."""
    if not carer:
        return sight.carer_of(s, match)
    volunteer = s.people.get(match.volunteer_id)
    here = volunteer is not None and volunteer.standing is Standing.ACTIVE
    return volunteer if volunteer and here and volunteer.reachable else None
