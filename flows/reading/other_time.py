"""Another time for a visit, in words that leave out what stays as it was.

"3-6" to "when instead?" is of the visit's own day, never of today; "Sunday, same time" keeps
its times.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from flows.reading import days, weekdays
from flows.reading.instants import local
from flows.reading.planned_times import read_when
from flows.reading.typed import LONGEST, Typed

SAME_TIME = re.compile(
    r"\b(?:at\s+)?(?:the\s+)?same(?:\s+times?)?\b(?!\s+(?:day|place|week))|\b(?:yr\s+)?un\s+amser\b",
    re.IGNORECASE,
)
_SAME_DAY = re.compile(r"\b(?:on\s+)?(?:the\s+)?same\s+day\b|\byr\s+un\s+diwrnod\b", re.IGNORECASE)
_WEEK_LATER = re.compile(
    r"\W*(?:at\s+)?(?:(?:a|one|the)\s+week\s+(?:later|after)|the\s+following\s+week|week\s+after"
    r"|wythnos\s+wedyn)\W*",
    re.IGNORECASE,
)
_NEXT_WEEK = re.compile(r"\W*(?:next\s+week|(?:yr\s+)?wythnos\s+nesa'?f?)\W*", re.IGNORECASE)
_ANOTHER = re.compile(r"\b(?:following|after|before|wedyn|cyn)\b", re.IGNORECASE)
"""Counted from another day than today."""
_UNTIL = re.compile(
    r"\W*(?:(?:be|but|i'?ll\s+be|and|a)\s+)*(?:home|back|ends?|ending|finish(?:es|ing)?|over|done|adref?"
    r"|gorffen|until|till?|tan)\b\s*(?:by|at|around|about|until|till?|erbyn|am|tan|is)?\s+(?P<time>\S.*)",
    re.IGNORECASE | re.DOTALL,
)


def one_day(text: str, now: datetime) -> tuple[tuple[date, ...], str] | None:
    """The day in text that holds no time, and the other words; several where two can be meant."""
    typed, today = Typed.of(text), local(now).date()
    if len(typed.text) > LONGEST or read_when(text, now) is not None or _ANOTHER.search(text):
        return None
    day = days.find(typed.plain, today)
    if day is None or days.undated(typed.plain, day):
        return None
    day = days.besides(
        typed.blank(day.span).plain, days.with_others(typed.plain, day, today), today
    )
    dates = tuple(d for d in (day.dates if day.ask else day.dates[:1]) if d >= today)
    return (dates, typed.rest(day.span)) if dates else None


_WHICH_WEEK = re.compile(r"\b(?:next|this|week|fortnight|coming|nesa'?f?|yma|wythnos)\b")


def either_week(text: str, starts_at: datetime, now: datetime) -> tuple[date, date] | None:
    """ "Sunday" for a visit in ten days: the coming one, and the one beside the visit."""
    plain, today = Typed.of(text).plain, local(now).date()
    day, named = weekdays.find(plain, today), days.find(plain, today)
    if day is None or named is None or not day.dates or named.span != day.span:
        return None
    coming, was = day.dates[0], local(starts_at).date()
    beside = was + timedelta(days=(coming.weekday() - was.weekday() + 3) % 7 - 3)
    unclear = beside > today and beside != coming and not _WHICH_WEEK.search(plain)
    return (coming, beside) if unclear else None


def filled_in(text: str, starts_at: datetime, home_by: datetime, now: datetime) -> str:
    """The words with the day, or the times, of the visit as it was, where they leave these out."""
    begins, ends = local(starts_at), local(home_by)
    times = f"{begins:%H:%M}-{ends:%H:%M}"
    same, text = bool(SAME_TIME.search(text)), SAME_TIME.sub(" ", _SAME_DAY.sub(" ", text))
    soon = same and starts_at - now < timedelta(days=7)
    if _WEEK_LATER.fullmatch(text) or (soon and _NEXT_WEEK.fullmatch(text)):
        return f"{begins + timedelta(days=7):%d/%m/%Y} {times}"
    ended = _UNTIL.fullmatch(text)
    if ended and not same:
        return f"{begins:%d/%m/%Y} {begins:%H:%M} until {ended['time']}"
    plain = Typed.of(text).plain
    if days.find(plain, local(now).date()) is None:
        if days.undated(plain, None):
            return text
        return f"{begins:%d/%m/%Y} {text} {times if same else ''}".strip()
    return f"{text} {times}" if same else text
