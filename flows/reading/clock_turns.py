"""Which coming round of a clock face is meant: "5" at 13:00 is 17:00, "1" at 22:00 is 01:00."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flows.reading.days import Day
from flows.reading.faces import Face
from flows.reading.instants import instant, local

_NIGHT_ENDS = 5  # hours before this belong to the evening before


@dataclass(frozen=True, slots=True)
class Turn:
    """An instant meant, or several to choose from; `past` as in `flows.times.Reading`."""

    at: datetime
    choices: tuple[datetime, ...] = ()
    past: bool = False


def turn(face: Face, base: datetime, day: Day | None) -> Turn:
    """The time meant by `face`, which should come after `base` (UTC), on `day` if one was said."""
    if len(face.hours) > 2:
        return Turn(_around(face, base)[1])
    if day is not None:
        return _on(face, base, day)
    last, coming = _around(face, base)
    if _gone(face, base, last, coming):
        return Turn(last, (coming,), past=True)
    return Turn(coming)


def _around(face: Face, base: datetime) -> tuple[datetime, datetime]:
    """When the face last showed, not after `base`, and when it next will, after it."""
    today = local(base).date()
    shown = [
        instant(today + timedelta(days=ahead), hour, face.minute, after=base)
        for ahead in (-2, -1, 0, 1, 2)
        for hour in face.hours
    ]
    return max(t for t in shown if t <= base), min(t for t in shown if t > base)


def _gone(face: Face, base: datetime, last: datetime, coming: datetime) -> bool:
    """Whether the time that has just gone is meant, rather than the one that comes next.

    Without am or pm: gone within the last hour, or the last three when the next is tomorrow
    ("3" at 15:20 is not 03:00, but "1" at 22:00 is 01:00). With it: gone today, except that
    midnight and the small hours are those of the coming night.
    """
    ago = base - last
    if len(face.hours) > 1:
        overnight = local(coming).date() != local(base).date()
        return ago < timedelta(hours=3 if overnight else 1)
    if local(coming).date() == local(base).date() or (face.hours, face.minute) == ((0,), 0):
        return False
    return face.hours[0] >= _NIGHT_ENDS or ago < timedelta(hours=6)


def _on(face: Face, base: datetime, day: Day) -> Turn:
    today = local(base).date()
    meant = tuple(
        instant(_night(hour, day, base), hour, face.minute, after=base)
        for hour in _hours(face, day, tomorrow=day.dates[0] > today)
    )
    coming = tuple(at for at in meant if at > base)
    if not coming:
        return Turn(max(meant), past=True)
    several = len(coming) > 1 and day.dates[0] > today
    return Turn(coming[0], coming if several else ())


def _hours(face: Face, day: Day, *, tomorrow: bool) -> tuple[int, ...]:
    """The hours meant on a named day. Tomorrow's 1 to 6 and 12 are daytime; 7 to 11 are asked."""
    if len(face.hours) == 1:
        return face.hours
    if day.part == "evening":
        return face.narrowed(evening=True).hours
    if day.part:
        return (face.hours[0] if day.part == "am" else face.hours[1],)
    if tomorrow and face.hours[0] < 7:
        return (face.hours[1],)
    return face.hours


def _night(hour: int, day: Day, base: datetime) -> date:
    """ "Tonight at 1" is after midnight, so on the next date, unless midnight has gone."""
    said, now = day.dates[0], local(base)
    if day.part != "evening" or hour >= _NIGHT_ENDS:
        return said
    already_night = said == now.date() and now.hour < _NIGHT_ENDS
    return said if already_night else said + timedelta(days=1)
