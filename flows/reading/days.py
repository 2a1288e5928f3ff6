"""Days in text: "next tues", "12/3", "3 dec", "dydd Sadwrn nesaf", "yfory"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from flows.reading import calendar_words as cw
from flows.reading import counted_days, weekdays
from flows.reading.calendar_words import Day

__all__ = ["LONG_GONE", "Day", "besides", "find", "near", "undated", "with_others"]

_MONTH_NUMBER = r"(?P<n>[01]?[0-9])"
_BEFORE = (
    r"(?<!\w)(?:(?:on|ar)\s+)?(?:d?dydd\s+|nos\s+)?"
    rf"(?:(?P<wd>{cw.WEEKDAY})\s*,?\s+)?(?:the\s+|yr?\s+)?"
)

_DATES = (
    re.compile(rf"{_BEFORE}(?<![/-])(?P<y>20[0-9]{{2}})-{_MONTH_NUMBER}-{cw.DAY_NUMBER}(?![\w/-])"),
    re.compile(rf"{_BEFORE}{cw.DAY_NUMBER}/{_MONTH_NUMBER}(?:/(?P<y>(?:20)?[0-9]{{2}}))?(?![\w/])"),
    re.compile(
        rf"{_BEFORE}{cw.DAY_NUMBER}(?P<sep>[.-]){_MONTH_NUMBER}(?P=sep)(?P<y>(?:20)?[0-9]{{2}})(?![\w/.:-])"
    ),
    re.compile(rf"{_BEFORE}{cw.DAY}\s*(?:of\s+|o\s+)?(?:fis\s+)?(?P<m>{cw.MONTH})\b\.?{cw.YEAR}"),
    # "Mawrth 4" and "dydd Mawrth 14" are a Tuesday's time; "mar 2-5" has no day of the month.
    re.compile(
        rf"{_BEFORE}(?<!dydd )(?<!nos )(?!mawrth\s+(?:0?[1-9]|1[0-2])(?!\w))"
        rf"(?P<m>{cw.MONTH})\s+{cw.DAY}"
        rf"(?![\w:.])(?!\s*(?:-|to\b|till?\b|tan\b)\s*[0-9]){cw.YEAR}"
    ),
)
LONG_GONE = timedelta(days=60)
"""A date without a year that went by less than this ago has gone; it is not next year's."""

_NEAR = re.compile(
    rf"(?<!\w){cw.PART_BEFORE}(?:(?P<today>today|heddiw)|(?P<tonight>tonight|2nite|tonite|heno)"
    r"|(?P<after>(?:the\s+)?day\s+after\s+tomorrow|drennydd)"
    r"|(?P<tomorrow>tomm?orr?ow?|tomoz?|tmrw|tmr|tmoz|2moro|2morrow|2moz|'?y?fory)"
    r"|(?P<this>this\s+(?P<part1>morning|afternoon|evening)"
    r"|(?:y\s+)?(?P<part2>bore|prynhawn|p?nawn)\s+(?:'?ma|yma|hwn)))"
    rf"{cw.PART_AFTER}(?!\w)"
)
# Above 12 and before a time, a bare number after a weekday is its date: "sat 13 2-5".
_ORDINAL_ONLY = re.compile(
    rf"{_BEFORE}(?P<d>[0-3]?[0-9])(?:{cw.ORDINAL}|(?(wd)(?<=1[3-9]|2[0-9]|3[01])"
    r"(?=\s+(?:(?:at|from|o|am)\s+)?[0-9])|(?!)))"
    r"(?:\s+(?:of\s+)?(?:this|the)\s+month)?(?!\w)"
    r"(?!\s+(?:street|st|road|rd|avenue|floor|birthday|time|visit|go)\b)"
)
_GONE = re.compile(
    r"(?<!\w)(?:yesterday|last\s+(?:night|week|weekend|month)|ddoe|echdoe|neithiwr"
    r"|(?:wythnos|mis|penwythnos)\s+diwethaf)(?!\w)"
)
_UNDATED = re.compile(
    r"(?<!\w)(?:bank\s+hol(?:iday)?s?|gwyl\s+y\s+banc|half[\s-]+term|hanner\s+tymor|easter|(?:y\s+)?pasg"
    r"|christmas|xmas|nadolig|(?:this|next)\s+(?:week|month)|(?:wythnos|mis)\s+nesa'?f?|weekends?"
    rf"|penwythnos|every\s+\w+|bob\s+\w+|some\s?time|(?:in|ym)\s+(?:mis\s+)?{cw.MONTH}"
    rf"|(?!may\b|march\b|mar\b|mai\b|medi\b|fai\b|fedi\b|mawrth\b|fawrth\b|sep\b|dec\b){cw.MONTH}"
    rf"|{cw.MONTH}\s+[0-9]{{1,2}})(?!\w)"
)
_WHICH_WEEK = re.compile(
    r"(?<!\w)(?:bank\s+hol(?:iday)?s?|gwyl\s+y\s+banc|half[\s-]+term|hanner\s+tymor|next\s+weekend"
    r"|penwythnos\s+nesa'?f?)(?!\w)"
)
_NO_ONE_DAY = re.compile(
    r"\b(?:week(?:end)?\s+(?:of|commencing|beginning)|w/c|week\s+after\s+next|weekly|fortnightly"
    r"|(?:every|each)\s+(?:other|week|fortnight|month)|bob\s+(?:yn\s+ail|wythnos|pythefnos|mis))(?!\w)"
)
_NUMBER_OR = re.compile(rf"(?<![\w:-])[0-9]{{1,2}}{cw.ORDINAL}?\s*(?:or|neu|and|ac?|&|/)\s*$")
_THE = re.compile(r"\bthe\s+$")  # a picnic in the sun
_MOST_DAYS = 7
"""To choose from: a week of them."""
_OR = re.compile(r"\s*(?:or|neu|/|and|a|ac|&)\s*")


def find(plain: str, today: date) -> Day | None:
    """The first day named in plain text: a date, a counted or near day, a weekday, a feast."""
    kinds = (
        _written, counted_days.nth_of_month, _gone, counted_days.ahead, near, _weekday_of_month,
        weekdays.find, _of_month, counted_days.feast,
    )  # fmt: skip
    return next((day for kind in kinds if (day := kind(plain, today))), None)


def undated(plain: str, day: Day | None) -> bool:
    """Whether a day is meant that no date can be given to: "bank holiday", "next week"."""
    if day is None:
        return bool(_UNDATED.search(plain) or _NO_ONE_DAY.search(plain))
    if _NO_ONE_DAY.search(plain) or _NUMBER_OR.search(plain[: day.start]):
        return True
    # "Half term, sat 2-5" is one of several Saturdays; "half term, 20 june" is that day.
    return not day.dates or (len(day.dates) > 1 and bool(_WHICH_WEEK.search(plain)))


def with_others(plain: str, day: Day, today: date) -> Day:
    """ "sat or sun", and "sat and sun" for one visit: a question, with every day said."""
    for _ in range(_MOST_DAYS - 1):
        blank = plain[: day.start] + " " * (day.end - day.start) + plain[day.end :]
        other = find(blank, today)
        if other is None or not (day.dates and other.dates):
            break
        first, last = sorted((day, other), key=lambda d: d.start)
        if not _OR.fullmatch(plain[first.end : last.start]):
            break
        dates = {d for each in (day, other) for d in _asked(each)}
        day = replace(first, end=last.end, dates=tuple(sorted(dates)), ask=True)
    return day


def _asked(day: Day) -> tuple[date, ...]:
    return day.dates if day.ask else day.dates[:1]


def besides(plain: str, day: Day, today: date) -> Day:
    """A question, where `plain` names another day elsewhere: "not sat, sun", "Friday club, sat"."""
    kinds = (_written, near, _weekday_of_month, weekdays.find)
    for other in (kind(plain, today) for kind in kinds):
        if other and other.dates and not _THE.search(plain[: other.start]):
            dates = {*_asked(day), *_asked(other)}
            if len(dates) > 1:
                return replace(day, dates=tuple(sorted(dates)), ask=True)
    return day


def near(plain: str, today: date) -> Day | None:
    """Today, tonight, tomorrow or the day after."""
    m = _NEAR.search(plain)
    if m is None:
        return None
    ahead = 2 if m["after"] else 1 if m["tomorrow"] else 0
    said = m["part1"] or m["part2"] or m["part"] or m["before"] or (m["tonight"] and "night")
    return Day((today + timedelta(days=ahead),), *m.span(), part=cw.part_of_day(said), fixed=True)


def _gone(plain: str, _: date) -> Day | None:
    m = _GONE.search(plain)
    return Day((), *m.span()) if m else None


def _written(plain: str, today: date) -> Day | None:
    for pattern in _DATES:
        m = pattern.search(plain)
        if m is not None:
            dates = tuple(_years(m, today))
            if m["wd"]:
                dates = tuple(d for d in dates if d.weekday() == cw.WEEKDAYS[m["wd"]])[:1]
            year_said = m["y"] is not None
            return Day(dates, *m.span(), fixed=year_said)
    return None


def _years(m: re.Match[str], today: date) -> Iterator[date]:
    names = m.groupdict()
    month = int(names["n"]) if names.get("n") else cw.MONTHS[names["m"]]
    years = [int(names["y"]) % 100 + 2000] if names["y"] else [today.year, today.year + 1]
    if not 1 <= month <= 12:
        return
    for year in years:
        made = cw.made(year, month, int(m["d"]))
        if made and (names["y"] or made >= today - LONG_GONE):
            yield made
            if made < today:
                return


def _weekday_of_month(plain: str, today: date) -> Day | None:
    """ "sat 20th", before "sat" alone is read; "5th Avenue" elsewhere in the text is not."""
    return next(
        (d for m in _ORDINAL_ONLY.finditer(plain) if m["wd"] for d in [_day(m, today)]), None
    )


def _of_month(plain: str, today: date) -> Day | None:
    m = _ORDINAL_ONLY.search(plain)
    return _day(m, today) if m else None


def _day(m: re.Match[str], today: date) -> Day:
    made = (cw.made(today.year, today.month + ahead, int(m["d"])) for ahead in range(3))
    dates = tuple(d for d in made if d and d >= today)
    if m["wd"]:
        dates = tuple(d for d in dates if d.weekday() == cw.WEEKDAYS[m["wd"]])
    return Day(dates, *m.span())
