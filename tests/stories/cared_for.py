"""What the stories of carers share: a visit of K7's, without the talk that planned it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from flows.decisions import Decision, PlanVisit, SetTimer
from flows.events import Event, TimerKind
from flows.facts import Snapshot
from flows.ladder import MISSED_CHECK_IN
from tests.stories.conftest import Cast
from tests.stories.stage import NOON, Phone

AT_TWO = NOON + timedelta(hours=2)
"""Today, Wednesday, 14:00."""
SATURDAY = NOON + timedelta(days=3, hours=2)
"""Saturday 6 June, 14:00."""


def eve_of(cast: Cast) -> Phone:
    assert cast.eve is not None
    return cast.eve


async def planned(
    cast: Cast,
    starts_at: datetime = SATURDAY,
    *,
    volunteer: Phone | None = None,
    match: int | None = None,
    place: str = "bowling",
) -> int:
    """A visit of three hours; nobody is asked about it. Returns its id."""
    made: list[int] = []
    whose = (volunteer or cast.ana).person_id

    def add(event: Event, s: Snapshot) -> Sequence[Decision]:
        made.append(s.fresh[0])
        until = starts_at + timedelta(hours=3)
        of = cast.match if match is None else match
        late = starts_at + MISSED_CHECK_IN.rungs[0].after
        return [
            PlanVisit(made[-1], whose, place, starts_at, until, MISSED_CHECK_IN, match=of),
            SetTimer(TimerKind.VISIT_START, made[-1], late),
        ]

    await cast.stage.decided(cast.ana, add)
    return made[-1]
