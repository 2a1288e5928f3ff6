"""Visits that were planned before a story begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flows import confirm
from flows.decisions import Decision, PlanVisit
from flows.facts import Match, Snapshot, Visit
from flows.sight import my_match
from storage.turn import Decide
from tests.stories.conftest import Cast
from tests.stories.stage import Phone, Stage

LONDON = ZoneInfo("Europe/London")


def at(stage: Stage, words: str) -> datetime:
    """ "Sat 6 Jun 14:00" by a clock in London, of the year it is."""
    year = stage.clock.now().year
    return datetime.strptime(f"{words} {year}", "%a %d %b %H:%M %Y").replace(tzinfo=LONDON)


async def until(cast: Cast, words: str) -> None:
    """Time passes until then."""
    left = at(cast.stage, words) - cast.stage.clock.now()
    assert left > timedelta(), f"{words} has passed"
    await cast.beat(seconds=left.total_seconds())


async def planned(
    cast: Cast,
    words: str,
    place: str = "bowling",
    *,
    hours: float = 3,
    confirmed: bool | None = None,
    volunteer: Phone | None = None,
) -> int:
    """Ana, or this volunteer, plans a visit; returns its id."""
    who, starts_at, made = volunteer or cast.ana, at(cast.stage, words), list[int]()

    def plan(event: object, s: Snapshot) -> Iterator[Decision]:
        made.append(s.fresh[0])
        match = my_match(s, who.person_id)
        sure = confirm.soon(s, starts_at) if confirmed is None else confirmed
        yield PlanVisit(
            s.fresh[0], who.person_id, place, starts_at, starts_at + timedelta(hours=hours),
            s.scheme.missed_check_in, match.id if match else None, confirmed=sure,
        )  # fmt: skip
        yield from confirm.watch(s, s.fresh[0], starts_at)

    await cast.stage.decided(who, listed(plan))
    return made[-1]


def listed(decide: object) -> Decide:
    """A decision written as a generator."""
    return lambda event, s: list(decide(event, s))  # type: ignore[operator]


async def sees(cast: Cast, visit: int) -> tuple[Visit, Match | None]:
    """The visit as it is kept now, and its match."""
    seen: list[tuple[Visit, Match | None]] = []

    def look(event: object, s: Snapshot) -> list[Decision]:
        found = next(v for v in s.visits if v.id == visit)
        seen.append((found, next((m for m in s.matches if m.id == found.match_id), None)))
        return []

    await cast.stage.decided(cast.ana, look)
    return seen[-1]
