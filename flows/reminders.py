"""When a volunteer is asked about a planned visit: two days and one day before, and on the day.

Pure, so that clock changes, early starts and odd settings can be tested as a table. None of
these instants lies in quiet hours: what is asked then would be read long after it was asked.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from flows.reading.instants import LONDON, local
from flows.routing import quiet_end
from flows.scheme import Scheme

EVENING = timedelta(hours=1)
"""How long before quiet hours an evening's reminder comes, so that there is time to answer."""


class Step(StrEnum):
    """ASK: does it stand? AGAIN: who has not said is asked once more. DAY: everybody's reminder."""

    ASK = "ask"
    AGAIN = "again"
    DAY = "day"


def steps(scheme: Scheme, starts_at: datetime) -> list[tuple[Step, datetime]]:
    """Each step and its instant, in order; one that the next would overtake is left out."""
    starts_at = starts_at.astimezone(UTC)  # two days are 48 hours, whatever the clocks do
    found = [
        (Step.ASK, _awake(scheme, starts_at - scheme.confirm_before)),
        (Step.AGAIN, _awake(scheme, starts_at - scheme.confirm_again)),
        (Step.DAY, _on_the_day(scheme, starts_at)),
    ]
    return [
        (step, at)
        for place, (step, at) in enumerate(found, start=1)
        if all(at < later for _, later in found[place:])
    ]


def coming(scheme: Scheme, starts_at: datetime, now: datetime) -> datetime | None:
    """When the first step that is still to come is due."""
    return next((at for _, at in steps(scheme, starts_at) if at > now), None)


def come(scheme: Scheme, starts_at: datetime, now: datetime) -> Step | None:
    """The newest step that has come: after an outage it stands for all that were missed."""
    return next((step for step, at in reversed(steps(scheme, starts_at)) if at <= now), None)


def _awake(scheme: Scheme, at: datetime) -> datetime:
    """`at`, or the nearer end of the quiet hours it lies in."""
    ends = quiet_end(at, scheme)
    if ends is None:
        return at
    evening = _evening(scheme, at)
    return ends if ends - at <= at - evening else evening


def _on_the_day(scheme: Scheme, starts_at: datetime) -> datetime:
    """The morning of the day; the evening before where the morning leaves too little time."""
    morning = datetime.combine(local(starts_at).date(), scheme.morning, LONDON).astimezone(UTC)
    latest = starts_at - scheme.morning_ahead
    at = min(morning, latest)
    ends = quiet_end(at, scheme)
    if ends is None:
        return at
    return ends if ends <= latest else _evening(scheme, at)


def _evening(scheme: Scheme, at: datetime) -> datetime:
    """Shortly before the quiet hours begin that `at` lies in."""
    here = local(at)
    begun = here.time() >= scheme.quiet_from
    day = here.date() if begun else here.date() - timedelta(days=1)
    return datetime.combine(day, scheme.quiet_from, LONDON).astimezone(UTC) - EVENING
