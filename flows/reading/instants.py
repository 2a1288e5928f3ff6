"""Between wall-clock time in Europe/London and UTC instants, both clock changes included."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def local(at: datetime) -> datetime:
    """`at` on a clock in London. Raises ValueError if `at` has no time zone."""
    return aware(at).astimezone(LONDON)


def aware(at: datetime) -> datetime:
    """`at` itself. Raises ValueError if it has no time zone: a guess here would be an hour out."""
    if at.tzinfo is None:
        raise ValueError("a time without a zone: give an aware datetime, such as UTC")
    return at


def instant(day: date, hour: int, minute: int = 0, after: datetime | None = None) -> datetime:
    """The UTC instant when a London clock shows this time on this day.

    A time that the spring change skips moves forward (01:30 becomes 02:30). A time that the
    autumn change repeats is the first of the two, or the second when the first is not after
    `after`.
    """
    wall = datetime.combine(day, time(hour, minute), LONDON)
    first = wall.astimezone(UTC)
    if after is not None and first <= after:
        second = wall.replace(fold=1).astimezone(UTC)
        return second if second > after else first
    return first
