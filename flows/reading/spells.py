"""Stretches of days that have a name or a length: "next week", "all of july", "for two weeks"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from flows.reading import calendar_words as cw
from flows.reading import days

Period = tuple[date, date]
"""First and last day, both included."""


@dataclass(frozen=True, slots=True)
class Spell:
    """The periods that can be meant, the likeliest first; none for one that cannot be."""

    periods: tuple[Period, ...]
    spans: tuple[tuple[int, int], ...]


_NUMBER = rf"(?:{cw.COUNT}|[0-9]{{1,2}}|seven|eight|nine|ten|saith|wyth|naw|deg)"
_TENS = {"seven": 7, "eight": 8, "nine": 9, "ten": 10, "saith": 7, "wyth": 8, "naw": 9, "deg": 10}
_UNIT = (
    r"(?P<unit>days?|nights?|weeks?|fortnight|months?|diwrnod|ddiwrnod|noson|wythnos|[pb]ythefnos|mis)"
    r"(?!\w)"
)
_LENGTH = re.compile(
    rf"(?<!\w)(?:(?P<lead>for|am)\s+)?(?:the\s+)?(?:(?P<n>{_NUMBER})\s+)?{_UNIT}(?:\s+(?P<from>from|o)(?!\w))?"
)
_COMING = re.compile(
    rf"(?<!\w)(?:(?:for|am)\s+)?(?:(?:the\s+)?(?:next|coming)\s+(?P<n>{_NUMBER})\s+{_UNIT}"
    rf"|(?:the|y|yr)\s+(?:next\s+(?P<unit2>fortnight)|(?P<unit3>pythefnos)\s+nesa'?f?))"
)
_STARTS = re.compile(r"\s*,?\s*(?:(?:from|starting|beginning|o|yn\s+dechrau)\s+)?(?:on\s+|ar\s+)?")
_FOR = re.compile(r"\s*,?\s*")
_IN_DAYS = {"d": 1, "w": 7, "f": 14, "p": 14, "b": 14}  # by first letter

_THIS_WEEK = r"(?:this|the\s+rest\s+of\s+(?:this|the)|rest\s+of\s+(?:this|the))"
_ALL = r"(?:(?:for|am)\s+)?(?:(?:the\s+)?(?:all|whole|entire)(?:\s+of)?\s+|trwy\s+gydol\s+)"
_WEEK = re.compile(
    rf"(?<!\w)(?:(?:for|all)\s+)?(?:{_THIS_WEEK}\s+(?P<this>week)|(?<=all\s)week|(?P<next>next\s+week|wythnos\s+nesa'?f?)"
    r"|(?:gweddill\s+)?(?P<cy>yr\s+wythnos(?:\s+(?:yma|hon))?))(?:\s+i\s+gyd)?(?!\w)"
)
_WEEKEND = re.compile(
    r"(?<!\w)(?:(?:for|over|at|dros)\s+)?(?:(?:this|the|all|y)\s+)*(?:coming\s+)?(?P<next>next\s+)?"
    r"(?:weekend|penwythnos)(?P<nesaf>\s+nesa'?f?)?(?:\s+(?:yma|hwn))?(?!\w)(?!\s+(?:after|of|yr|ar))"
)
_WEEKEND_OF = re.compile(r"(?<!\w)(?:the\s+)?weekend\s+(?:of|beginning)\s+$")
_EVERY = re.compile(r"\b(?:every|each|most|some|last|bob|diwethaf)\b")
_MONTH = (
    re.compile(
        rf"(?<!\w)(?:{_ALL}(?P<all>{cw.MONTH})|(?:mis\s+)?(?P<all2>{cw.MONTH})\s+i\s+gyd"
        r"|(?:(?:for|all|all\s+of)\s+)?(?P<next>next\s+month|mis\s+nesa'?f?)"
        rf"|{_THIS_WEEK}\s+(?P<this>month)|(?:gweddill\s+)?(?P<cy>y\s+mis(?:\s+(?:yma|hwn))?)){cw.YEAR}(?!\w)"
    ),
    re.compile(rf"\A\W*(?:mis\s+)?(?P<all>{cw.MONTH}){cw.YEAR}\W*$"),
)
_FIRST_WEEKS = re.compile(
    rf"(?<!\w)(?:for\s+)?(?:the\s+)?first\s+(?:(?P<n>{cw.COUNT})\s+weeks?|fortnight|week)\s+(?:of|in)\s+"
    rf"(?P<m>{cw.MONTH})(?!\w)"
)
_TWO_MONTHS = re.compile(
    rf"(?<!\w)(?:{_ALL})?(?:mis\s+)?(?P<m>{cw.MONTH})\s*(?:and|ac?|&|to|tan|-)\s*(?P<last>{cw.MONTH})(?!\w)"
)


def blank(plain: str, *spans: tuple[int, int]) -> str:
    for start, end in spans:
        plain = plain[:start] + " " * (end - start) + plain[end:]
    return plain


def lasting(plain: str, today: date) -> Spell | None:
    """ "for two weeks from monday", "1 aug for a week", "the next two weeks"."""
    m = _COMING.search(plain)
    if m is not None:
        unit = m["unit"] or m["unit2"] or m["unit3"]
        return Spell((_long(today, _count(m["n"]), unit),), (m.span(),))
    m = next((m for m in _LENGTH.finditer(plain) if m["n"] or m["lead"] or m["from"]), None)
    day = days.find(blank(plain, m.span()), today) if m else None
    if m is None or day is None or not day.dates:
        return None
    gap = plain[m.end() : day.start] if m.end() <= day.start else plain[day.end : m.start()]
    if not _STARTS.fullmatch(gap):
        return None
    if day.start > m.start() and not m["from"] and not gap.strip():
        return None  # "two weeks on sat" is a day
    dated = bool(re.search(r"[0-9]", plain[day.start : day.end]))
    lead = re.search(r"(?<!\w)(?:from|o)\s*$", plain[: day.start])
    begins = lead.start() if lead else day.start
    return Spell(
        _each_long(m, day, dated=dated), ((min(m.start(), begins), max(m.end(), day.end)),)
    )


def _each_long(m: re.Match[str], day: days.Day, *, dated: bool) -> tuple[Period, ...]:
    begins = day.dates[: 2 if day.ask else 1]
    periods = tuple(_long(first, _count(m["n"]), m["unit"]) for first in begins)
    if m["lead"] or day.end <= m.start() or dated:
        return periods
    # "Two weeks from monday" without "for" is as often the Monday in a fortnight.
    later = periods[0][1] + timedelta(days=1)
    return (*periods, (later, later))


def _count(said: str | None) -> int:
    words = " ".join((said or "").split())
    return int(words) if words.isdigit() else (cw.WEEKS | _TENS)[words]


def _long(first: date, count: int, unit: str) -> Period:
    if unit.startswith("m"):
        after = cw.made(first.year, first.month + count, first.day)
        return first, (after or first + timedelta(days=30 * count)) - timedelta(days=1)
    if unit.startswith("n"):
        return first, first + timedelta(days=count)
    return first, first + timedelta(days=max(count * _IN_DAYS[unit[0]] - 1, 0))


def weekend_of(plain: str, today: date) -> Spell | None:
    """ "the weekend of 20 june"."""
    day = days.find(plain, today)
    m = _WEEKEND_OF.search(plain[: day.start]) if day else None
    if day is None or m is None or not day.dates:
        return None
    saturday = day.dates[0] + timedelta(days=5 - day.dates[0].weekday())
    if day.dates[0].weekday() < 4:
        return Spell((), ())
    return Spell(((saturday, saturday + timedelta(days=1)),), ((m.start(), day.end),))


_COMMENCING = re.compile(
    r"(?<!\w)(?:for\s+)?(?:the\s+)?(?:w/?c|week\s+(?:commencing|beginning|starting|of)|wythnos\s+yn\s+dechrau)"
    r"\s*:?\s+(?:the\s+)?$"
)


def commencing(plain: str, today: date) -> Spell | None:
    """ "W/c 8 june": the week of that day, Monday to Sunday."""
    day = days.find(plain, today)
    m = _COMMENCING.search(plain[: day.start]) if day else None
    if day is None or m is None or not day.dates:
        return None
    monday = day.dates[0] - timedelta(days=day.dates[0].weekday())
    return Spell(((monday, monday + timedelta(days=6)),), ((m.start(), day.end),))


def named(plain: str, today: date) -> Spell | None:
    """A week, weekend or month by name, unless it recurs or has gone."""
    for kind in (_first_weeks, _months, _week, _weekend, _month):
        spell = kind(plain, today)
        if spell is not None:
            return Spell((), ()) if _EVERY.search(plain) else spell
    return None


def _first_weeks(plain: str, today: date) -> Spell | None:
    """ "The first two weeks of august"; one week would be the first seven days, or Monday on."""
    m = _FIRST_WEEKS.search(plain)
    if m is None:
        return None
    count = _count(m["n"]) if m["n"] else 2 if "fortnight" in m.group() else 1
    firsts = [cw.made(today.year, month, 1) for month in _named_months(m["m"], "", today)]
    ends = [(first, first + timedelta(days=7 * count - 1)) for first in firsts if first]
    coming = [period for period in ends if period[1] >= today]
    return Spell(tuple(coming[:1]) if count > 1 else (), (m.span(),))


def _months(plain: str, today: date) -> Spell | None:
    """ "July and August"."""
    m = _TWO_MONTHS.search(plain)
    if m is None:
        return None
    first, last = (_whole(_named_months(m[name], "", today), today) for name in ("m", "last"))
    joined = first and last and last[0] - first[1] == timedelta(days=1)
    return Spell(((first[0], last[1]),) if first and last and joined else (), (m.span(),))


def _week(plain: str, today: date) -> Spell | None:
    m = _WEEK.search(plain)
    if m is None:
        return None
    monday = today + timedelta(days=7 - today.weekday())
    period = (
        (monday, monday + timedelta(days=6)) if m["next"] else (today, monday - timedelta(days=1))
    )
    return Spell((period,), (m.span(),))


def _weekend(plain: str, today: date) -> Spell | None:
    m = _WEEKEND.search(plain)
    if m is None:
        return None
    saturday = today + timedelta(days=5 - today.weekday())
    this = (saturday, saturday + timedelta(days=1))
    later = (this[0] + timedelta(days=7), this[1] + timedelta(days=7))
    if not m["next"] and not m["nesaf"]:
        return Spell((this,), (m.span(),))
    # People are split on "next weekend" until it has begun, as on "next Saturday".
    return Spell((this, later) if today < saturday else (later,), (m.span(),))


def _month(plain: str, today: date) -> Spell | None:
    m = next((m for pattern in _MONTH if (m := pattern.search(plain))), None)
    if m is None:
        return None
    said = m.groupdict()
    name = said.get("all") or said.get("all2")
    months = _named_months(name, m["y"], today) if name else [today.month + bool(said.get("next"))]
    period = _whole(months, today)
    return Spell((period,) if period else (), (m.span(),))


def _whole(months: list[int], today: date) -> Period | None:
    """The first of these months that is not over, counted from this January."""
    for month in months:
        first, after = (cw.made(today.year, number, 1) for number in (month, month + 1))
        if first and after and after > today:
            return first, after - timedelta(days=1)
    return None


def _named_months(name: str, year: str | None, today: date) -> list[int]:
    """The month's number counted from this January: next year's are past twelve."""
    number = cw.MONTHS[name]
    if year:
        return [number + 12 * (int(year) - today.year)] if int(year) >= today.year else []
    return [number, number + 12]
