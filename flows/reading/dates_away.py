"""Days away in text: "1-14 aug", "next week", "o ddydd Llun tan ddydd Gwener"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flows.reading import calendar_words as cw
from flows.reading import days, spells
from flows.reading.calendar_words import Day
from flows.reading.instants import aware, local
from flows.reading.spells import Period, Spell
from flows.reading.typed import LONGEST, Typed

_LONGEST_AWAY = timedelta(days=366)
_TO = r"\s*(?:-|to|till?|until|tan|hyd|through(?:\s+to)?|i)\s*(?:and\s+including\s+)?"
_LEAD = r"(?<!\w)(?:(?:from|between|o|rhwng)\s+)?(?:the\s+)?"
_SECOND = rf"(?:the\s+)?(?:{cw.WEEKDAY}\s+)?(?P<last>[0-3]?[0-9]){cw.ORDINAL}?"
_IN_ONE_MONTH = (
    re.compile(
        rf"{_LEAD}(?:{cw.WEEKDAY}\s+)?{cw.DAY}(?:{_TO}|\s+(?:and|a)\s+){_SECOND}\s*"
        rf"(?:of\s+|o\s+)?(?:fis\s+)?(?P<m>{cw.MONTH})\b\.?{cw.YEAR}"
    ),
    re.compile(rf"{_LEAD}(?P<m>{cw.MONTH})\s+{cw.DAY}{_TO}{_SECOND}(?!\w){cw.YEAR}"),
)
_TO_ONLY = re.compile(_TO)
_AND = re.compile(r"\s*(?:and|a|ac|&|\+|,|,\s*and)\s*")
_OR = re.compile(r"\s*(?:or|neu)\s*")
_UNTIL = re.compile(
    r"(?:(?:from\s+)?now\s+|o\s+(?:nawr|rwan)\s+)?(?:until|till?|tan|hyd|up\s+to)\s*$"
)
_FROM = re.compile(r"(?<!\w)(?:from|o)\s*$")
# "From monday", "back on the 14th" and "the week of the 20th" say more than one day, or less.
_OPEN = re.compile(
    r"\b(?:from|o|since|ers|after|before|by|back|nol|cyn|ar\s+ol|not)\s+(?:on\s+|ar\s+)?$"
)
_MORE = re.compile(
    r"(?<!\w)(?:weeks?|weekends?|months?|wythnos|penwythnos|mis|until|onwards?)(?!\w)"
)
_NEXT_WEEK = re.compile(r"(?<!\w)(?:of\s+)?(?:next\s+week|wythnos\s+nesa'?f?)(?!\w)")


@dataclass(frozen=True, slots=True)
class Days:
    """From `first` to `last`, both included and neither past; `rest` is the other words.

    `choices` holds the periods that can be meant when that is honestly ambiguous ("next
    weekend"); the first is `first` and `last`.
    """

    first: date
    last: date
    rest: str
    choices: tuple[Period, ...] = ()


def read_days(text: str, now: datetime) -> Days | None:
    """The days in `text`, in London; None without a day, or with one that cannot be.

    A period that has begun goes on from today. A length needs its first day ("for two weeks
    from monday"), and days apart ("mon and wed") are none, as they are no one period. Raises
    ValueError if `now` has no time zone.
    """
    today, typed = local(aware(now)).date(), Typed.of(text)
    if len(typed.text) > LONGEST:
        return None
    for kind in _KINDS:
        spell = kind(typed.plain, today)
        if spell is not None:
            return _told(spell, typed, today)
    return None


def _told(spell: Spell, typed: Typed, today: date) -> Days | None:
    coming = [(max(first, today), last) for first, last in spell.periods if last >= today]
    periods = tuple(dict.fromkeys(p for p in coming if p[0] <= p[1]))
    if not periods or any(last - first > _LONGEST_AWAY for first, last in periods):
        return None
    choices = periods if len(periods) > 1 else ()
    return Days(*periods[0], typed.rest(*spell.spans), choices)


def _in_one_month(plain: str, today: date) -> Spell | None:
    """ "1-14 aug", "aug 1 to 14"."""
    m = next((m for pattern in _IN_ONE_MONTH if (m := pattern.search(plain))), None)
    if m is None:
        return None
    years = [int(m["y"])] if m["y"] else [today.year, today.year + 1]
    month = cw.MONTHS[m["m"]]
    ends = [(cw.made(y, month, int(m["d"])), cw.made(y, month, int(m["last"]))) for y in years]
    periods = [(first, last) for first, last in ends if first and last and first <= last]
    coming = [p for p in periods if p[1] >= today - days.LONG_GONE]
    return Spell(tuple(coming[:1]), (m.span(),))


def _from_to(plain: str, today: date) -> Spell | None:
    """Two days with "to" between, or days one after another: "sat and sun"."""
    week = _NEXT_WEEK.search(plain)
    base, cut = today, (week.span(),) if week else ()
    if week is not None:
        base = today + timedelta(days=7 - today.weekday())
        plain = spells.blank(plain, *cut)
    found = days.find(plain, base)
    if found is None:
        return None
    if week is not None and found.fixed:
        return None
    first, rest = _first_of_all(plain, found, base)
    last = days.find(rest, first.dates[0]) if first.dates else None
    if last is None:
        return None if week is None else Spell(_each(first), (first.span, *cut))
    between = plain[first.end : last.start]
    spans = (_with_from(plain, first), last.span, (first.end, last.start), *cut)
    if _TO_ONLY.fullmatch(between):
        return Spell(_through(rest, first, last, today), spans)
    if _OR.fullmatch(between):
        return Spell((*_each(first), *_each(last)), spans)
    return _one_after_another(plain, first, last, cut)


def _first_of_all(plain: str, found: Day, base: date) -> tuple[Day, str]:
    """The leftmost day, and the text without it: dates are found before weekdays."""
    while True:
        rest = spells.blank(plain, found.span)
        other = days.find(rest, base)
        if other is None or other.start > found.start:
            return found, rest
        found = other


def _with_from(plain: str, day: Day) -> tuple[int, int]:
    lead = _FROM.search(plain, 0, day.start)
    return (lead.start() if lead else day.start, day.end)


def _each(day: Day) -> tuple[Period, ...]:
    return tuple((d, d) for d in day.dates[: 2 if day.ask else 1])


def _through(rest: str, first: Day, last: Day, today: date) -> tuple[Period, ...]:
    near = days.near(rest, today)
    if near is not None and near.span == last.span:
        last = near
    periods = []
    for begins in first.dates[: 2 if first.ask else 1]:
        again = days.find(rest, begins) if first.ask else last
        ends = [d for d in (again or last).dates if d > begins or last.fixed]
        periods += [(begins, end) for end in ends[: 2 if last.ask else 1] if end >= begins]
    return tuple(periods)


def _one_after_another(
    plain: str, first: Day, last: Day, cut: tuple[tuple[int, int], ...]
) -> Spell | None:
    """ "fri, sat and sun"; days apart are no one period."""
    begins, spans = first.dates[0], [_with_from(plain, first)]
    ends, at = begins, first
    while _AND.fullmatch(plain[at.end : last.start]):
        if not last.dates or last.dates[0] - ends != timedelta(days=1):
            return Spell((), ())
        spans += [(at.end, last.end)]
        ends, at = last.dates[0], last
        found = days.find(spells.blank(plain, (0, at.end)), ends)
        if found is None:
            break
        last = found
    return Spell(((begins, ends),), (*spans, *cut)) if ends > begins else None


def _one_day(plain: str, today: date) -> Spell | None:
    """A day alone, or "until" one, from today."""
    day = days.find(plain, today)
    if day is None:
        return None
    before = plain[: day.start]
    until = _UNTIL.search(before)
    if until is not None:
        return Spell(
            tuple((today, d) for d in day.dates[: 2 if day.ask else 1]), (until.span(), day.span)
        )
    left = spells.blank(plain, day.span)
    if _OPEN.search(before) or _MORE.search(left):
        return Spell((), ())
    return Spell(_each(day), (day.span,))


_KINDS: tuple[Callable[[str, date], Spell | None], ...] = (
    spells.commencing, spells.lasting, _in_one_month, spells.weekend_of, _from_to, spells.named,
    _one_day,
)  # fmt: skip
