"""When a visit is planned: day, start and perhaps end, from one line of text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from flows.reading import days, durations, faces
from flows.reading import time_words as tw
from flows.reading.days import Day
from flows.reading.faces import Face, Found, Mark, Shape
from flows.reading.instants import aware, instant, local
from flows.reading.typed import LONGEST, Typed


@dataclass(frozen=True, slots=True)
class When:
    """A planned start and, if said, the time to be home; aware UTC. `rest` is the other words.

    `choices` holds starts when the day is honestly ambiguous ("next Saturday", said on a
    Monday); the first equals `starts_at`, and `home_by` moves with the one chosen. With `past`
    the day and time named have gone, and no later day can be meant.
    """

    starts_at: datetime
    home_by: datetime | None
    rest: str
    choices: tuple[datetime, ...] = ()
    past: bool = False


@dataclass(frozen=True, slots=True)
class _Slot:
    """Clock times found for a plan. `length` in place of an end: "2pm for 3 hours"."""

    start: Face
    end: Face | None
    spans: tuple[tuple[int, int], ...]
    length: timedelta | None = None


def read_when(text: str, now: datetime) -> When | None:
    """Day, start and end in `text`, or None without a start or with a day that cannot be.

    Visits are daytime: a bare 1 to 7 is afternoon, 8 to 11 morning, 12 noon. Dates are day
    first. An end not after its start is the next day's. A weekday whose time has gone is next
    week's; without a day it is today, or tomorrow once that time has gone. Raises ValueError
    if `now` has no time zone.
    """
    today, typed = local(aware(now)).date(), Typed.of(text)
    if len(typed.text) > LONGEST:
        return None
    day = days.find(typed.plain, today)
    if day is not None and not day.dates:
        return None
    slot = _slot(typed, day)
    if slot is None:
        return None
    rest = typed.rest(*slot.spans, *([day.span] if day else []))
    named = day or Day((today, today + timedelta(days=1)), 0, 0)
    return _placed(slot, named, now, rest)


def _slot(typed: Typed, day: Day | None) -> _Slot | None:
    text = typed.blank(day.span) if day else typed
    lengths = list(durations.find_wait(text.plain))[:1]
    text = text.blank(*(w.span for w in lengths))
    found = faces.find(text.plain, ranges=True)
    pair = _pair(found, text.plain)
    if pair:
        return _Slot(pair[0].face, pair[1].face, ((pair[0].start, pair[1].end),))
    return _single(found, lengths, text.plain, day)


def _pair(found: list[Found], plain: str) -> tuple[Found, Found] | None:
    for first, last in pairwise(found):
        between = plain[first.end : last.core]
        before, after = faces.around(plain, first.start, last.end)
        doubtful = Shape.CLEAR not in (first.shape, last.shape)
        if doubtful and (faces.numbered(before) or tw.STREET.match(after)):
            continue
        said_between = tw.BETWEEN.search(plain[first.start : first.core])
        if tw.RANGE.fullmatch(between) or (said_between and tw.AND.fullmatch(between)):
            return first, last
    return None


def _single(
    found: list[Found], lengths: list[durations.Length], plain: str, day: Day | None
) -> _Slot | None:
    sure = [f for f in found if faces.counts(f, plain) or _beside(f, plain, day)]
    if not sure:
        return None
    ends = [f for f in sure[1:] if f.mark is Mark.STRONG]
    begins = [f for f in sure if f not in ends[:1]]
    start = max(begins, key=lambda f: (f.shape is Shape.CLEAR, f.mark, -f.start))
    end = ends[0] if ends and ends[0].start > start.start else None
    spans = [f.span for f in (start, end) if f]
    if end is None and lengths:
        return _Slot(start.face, None, (*spans, lengths[0].span), lengths[0].length)
    return _Slot(start.face, end.face if end else None, tuple(spans))


def _beside(found: Found, plain: str, day: Day | None) -> bool:
    """A bare number right after or before the day is its time: "sat 2 bowling"."""
    if day is None or found.shape is Shape.THREE_DIGITS or tw.STREET.match(plain, found.end):
        return False
    gap = plain[day.end : found.start] if day.end <= found.start else plain[found.end : day.start]
    return not re.search(r"\w", gap)


def _placed(slot: _Slot, day: Day, now: datetime, rest: str) -> When | None:
    hour = _start_hour(slot, day)
    if hour is None:
        return None
    starts = [instant(d, hour, slot.start.minute, after=now) for d in day.dates]
    coming = [i for i, at in enumerate(starts) if at > now]
    chosen = coming[0] if coming else 0
    at = starts[chosen]
    choices = tuple(starts[i] for i in coming) if day.ask and len(coming) > 1 else ()
    home_by = _home_by(slot, day.dates[chosen], hour, at)
    return When(at, home_by, rest, choices, past=not coming)


def _start_hour(slot: _Slot, day: Day) -> int | None:
    hours = slot.start.hours
    if len(hours) != 2:
        return hours[0] if len(hours) == 1 else None
    if slot.end is not None and len(slot.end.hours) == 1:
        # "10-2pm" starts in the morning, "2-5pm" in the afternoon.
        end = (slot.end.hours[0], slot.end.minute)
        return max((h for h in hours if (h, slot.start.minute) < end), default=hours[1])
    if day.part:
        return hours[0] if day.part == "am" else hours[1]
    return hours[0] if 8 <= hours[0] <= 11 else hours[1]


def _home_by(slot: _Slot, day: date, hour: int, at: datetime) -> datetime | None:
    if slot.length is not None:
        return at + slot.length
    if slot.end is None or len(slot.end.hours) > 2:
        return None
    began, minute = hour * 60 + slot.start.minute, slot.end.minute
    after = min((h * 60 + minute - began) % 1440 or 1440 for h in slot.end.hours)
    ended = began + after
    on = day + timedelta(days=ended // 1440)
    return instant(on, ended % 1440 // 60, minute, after=at)
