"""When a visit is planned: day, start and perhaps end, from one line of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from flows.reading import calendar_words as cw
from flows.reading import days, slots
from flows.reading.days import Day
from flows.reading.faces import Face
from flows.reading.instants import aware, instant, local
from flows.reading.slots import Slot
from flows.reading.typed import LONGEST, Typed

DAY_BEGINS, DAY_ENDS = Face((9,)), Face((18,))
"""An all-day visit, where no times are said."""

_ALL_DAY = re.compile(
    rf"(?<!\w)(?:[dt]rwy'?r(?=\s+dydd\s+{cw.WEEKDAY}(?!\w))"
    r"|(?:(?:for|am)\s+)?(?:(?:the\s+)?(?:all|whole|full|entire)[\s-]*day(?:\s+long)?"
    r"|[dt]rwy(?:'?r|\s+y)\s+dydd|(?:y\s+)?diwrnod\s+(?:cyfan|llawn)|y\s+dydd\s+i\s+gyd))(?!\w)"
    r"(?!\s+(?:breakfast|menu|tickets?|pass|parking|brecwast|tocyn))"
)
_THIS_WEEKEND = re.compile(
    r"(?<!\w)(?:(?:this|the)\s+weekend|(?:y\s+)?penwythnos\s+(?:yma|hwn))(?!\w)"
)
_LONGEST_TOLD = 16 * 60
"""An end more minutes from its start than this is a slip ("9am-8am"), unless its day was said."""
_EVENING = 17
"""Two bare hours run past midnight only from this hour on; "2-1" is a slip."""


@dataclass(frozen=True, slots=True)
class When:
    """A planned start and, if said, the time to be home; aware UTC. `rest` is the other words.

    `choices` holds starts when the day or the hour is honestly ambiguous ("next Saturday", said
    on a Monday; "sat 8"); the first equals `starts_at`, and `home_by` moves with the one chosen.
    With `past` the day and time named have gone, and no later day can be meant. `all_day` when
    that was said: from 09:00 to 18:00 unless other times were.
    """

    starts_at: datetime
    home_by: datetime | None
    rest: str
    choices: tuple[datetime, ...] = ()
    past: bool = False
    all_day: bool = False


def read_when(text: str, now: datetime) -> When | None:
    """Day, start and end in `text`, or None without a start or with a day that cannot be.

    Visits are daytime: a bare 1 to 7 is afternoon, 9 to 11 morning, 12 noon; a lone 8 is asked.
    Dates are day first. An end not after its start is the next day's. A weekday whose time has
    gone is next week's; without a day it is today, or tomorrow once that time has gone. A day
    that has no date here ("bank holiday", "next week") is none. Raises ValueError if `now` has
    no time zone.
    """
    today, typed = local(aware(now)).date(), Typed.of(text)
    if len(typed.text) > LONGEST:
        return None
    whole = _ALL_DAY.search(typed.plain)
    cut = [m.span() for m in (whole, _THIS_WEEKEND.search(typed.plain)) if m]
    day = days.find(typed.blank(*cut).plain, today)
    if days.undated(typed.plain, day) or (whole and day is None):
        return None
    if day is not None:
        day = days.with_others(typed.plain, day, today)
        cut.append(day.span)
    left = typed.blank(*cut).plain
    slot, end_day = _slot(left, day)
    if day is not None and end_day is None:
        day = days.besides(left, day, today)
        if slot and day.ask and slots.again(left, slot, day):
            return None
    slot = _all_day(slot) if whole else slot
    if slot is None or slot.start is None:
        return None
    named = day or Day((today, today + timedelta(days=1)), 0, 0)
    spans = (*cut, *slot.spans, *([end_day.span] if end_day else []))
    when = _placed(slot, slot.start, named, end_day, now)
    return replace(when, rest=typed.rest(*spans), all_day=bool(whole)) if when else None


def _slot(plain: str, day: Day | None) -> tuple[Slot | None, Day | None]:
    """The times, and the day of the end where it was said: "fri 8pm to sat 1am"."""
    until = days.find(plain, day.dates[0]) if day and not day.ask else None
    if until and until.dates:
        text = plain[: until.start] + " " * (until.end - until.start) + plain[until.end :]
        slot = slots.find(text, day)
        whole = slot and slot.start and slot.end
        if slot and whole and _ends_on(slot, until, text) and not slots.again(text, slot, until):
            return slot, until
    return slots.find(plain, day), None


def _ends_on(slot: Slot, day: Day, plain: str) -> bool:
    """Whether the day stands by the end, after the start: "to sat 1am", "to 1am sat"."""
    if day.start < slot.begins[1]:
        return False
    if day.end <= slot.ends[0]:
        return not re.search(r"\w", plain[day.end : slot.ends[0]])
    return not plain[slot.ends[1] : day.start].strip()


def _all_day(slot: Slot | None) -> Slot:
    if slot is None:
        return Slot(DAY_BEGINS, DAY_ENDS, (), (0, 0), (0, 0))
    end = slot.end or (DAY_ENDS if slot.length is None else None)
    return replace(slot, start=slot.start or DAY_BEGINS, end=end)


def _placed(slot: Slot, start: Face, day: Day, end_day: Day | None, now: datetime) -> When | None:
    hours = _start_hours(slot, start, day)
    clocks = [(hour, start.minute) for hour in hours]
    if slot.other and hours:
        clocks += [(h, slot.other.minute) for h in _start_hours(slot, slot.other, day)]
    if not clocks:
        return None
    coming = [(d, c, at) for d, c, at in _starts(day, clocks, now) if at > now]
    gone = next(_starts(day, clocks, now))
    on, clock, at = min(coming, key=lambda one: one[2]) if coming else gone
    alike = [one for one in coming if day.ask or one[0] == on]
    choices = tuple(sorted({one[2] for one in alike}))
    end = _home_by(slot, on, clock, at, end_day) if len(clocks) == 1 else None
    return When(at, end, "", choices if len(choices) > 1 else (), past=not coming)


def _starts(
    day: Day, clocks: list[tuple[int, int]], now: datetime
) -> Iterator[tuple[date, tuple[int, int], datetime]]:
    for on in day.dates:
        for hour, minute in clocks:
            yield on, (hour, minute), instant(on, hour, minute, after=now)


def _start_hours(slot: Slot, start: Face, day: Day) -> tuple[int, ...]:
    """The hour of the day meant, both where they are as likely, none where neither is."""
    hours = start.hours
    if len(hours) != 2:
        return hours if len(hours) == 1 else ()
    if slot.end is not None and len(slot.end.hours) == 1:
        # "10-2pm" starts in the morning, "2-5pm" in the afternoon.
        end = (slot.end.hours[0], slot.end.minute)
        return (max((h for h in hours if (h, start.minute) < end), default=hours[1]),)
    if day.part == "evening":
        # "Tonight 2" may be either side of midnight.
        return hours[1:] if hours[1] >= 16 else ()
    if day.part:
        return (hours[0] if day.part == "am" and hours[0] else hours[1],)
    if hours[0] == 8 and slot.end is None and slot.length is None:
        return hours
    return (hours[0] if 8 <= hours[0] <= 11 else hours[1],)


def _home_by(
    slot: Slot, day: date, clock: tuple[int, int], at: datetime, end_day: Day | None
) -> datetime | None:
    if slot.length is not None:
        return at + slot.length
    if slot.end is None or len(slot.end.hours) > 2:
        return None
    if end_day is not None:
        return _on_its_day(slot.end, end_day, at)
    began, minute = clock[0] * 60 + clock[1], slot.end.minute
    length = min((h * 60 + minute - began) % 1440 or 1440 for h in slot.end.hours)
    bare = len(slot.end.hours) > 1 and clock[0] < _EVENING
    if length > _LONGEST_TOLD or (bare and began + length >= 1440):
        return None
    ended = began + length
    on = day + timedelta(days=ended // 1440)
    end = instant(on, ended % 1440 // 60, minute, after=at)
    return end if end > at else None


def _on_its_day(end: Face, day: Day, at: datetime) -> datetime | None:
    """An end whose day was said; a bare hour on it is asked for."""
    ends = instant(day.dates[0], end.hours[0], end.minute, after=at)
    return ends if len(end.hours) == 1 and ends > at else None
