"""Days in text: "next tues", "12/3", "3 dec", "dydd Sadwrn nesaf", "yfory"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_WEEKDAYS = {
    "monday": 0, "mon": 0, "tuesday": 1, "tues": 1, "tue": 1, "wednesday": 2, "weds": 2, "wed": 2,
    "thursday": 3, "thurs": 3, "thur": 3, "thu": 3, "friday": 4, "fri": 4, "saturday": 5,
    "sat": 5, "sunday": 6, "sun": 6,
    "llun": 0, "lun": 0, "mawrth": 1, "fawrth": 1, "mercher": 2, "fercher": 2, "iau": 3,
    "gwener": 4, "wener": 4, "sadwrn": 5, "sul": 6, "maw": 1, "mer": 2, "gwe": 4, "gwen": 4,
    "sad": 5,
}  # fmt: skip

_MONTHS = {
    "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4,
    "may": 5, "june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9,
    "sept": 9, "sep": 9, "october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12,
    "dec": 12, "ionawr": 1, "chwefror": 2, "mawrth": 3, "ebrill": 4, "mai": 5, "mehefin": 6,
    "gorffennaf": 7, "awst": 8, "medi": 9, "hydref": 10, "tachwedd": 11, "rhagfyr": 12,
}  # fmt: skip

_WEEKDAY = "(?:" + "|".join(sorted(_WEEKDAYS, key=len, reverse=True)) + ")"
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + ")"
_ORDINAL = r"(?:st|nd|rd|th|af|il|ydd|ed|fed|eg|ain)"
_DAY_NUMBER = r"(?P<d>[0-3]?[0-9])"
_MONTH_NUMBER = r"(?P<n>[01]?[0-9])"
_DAY = rf"{_DAY_NUMBER}{_ORDINAL}?"
_BEFORE = (
    r"(?<!\w)(?:(?:on|ar)\s+)?(?:(?:dydd|ddydd|nos)\s+)?"
    rf"(?:(?P<wd>{_WEEKDAY})\s*,?\s+)?(?:the\s+)?"
)
_YEAR = r"(?:\s*,?\s*(?P<y>20[0-9]{2}))?"

_DATES = (
    re.compile(rf"{_BEFORE}(?<![/-])(?P<y>20[0-9]{{2}})-{_MONTH_NUMBER}-{_DAY_NUMBER}(?![\w/-])"),
    re.compile(rf"{_BEFORE}{_DAY_NUMBER}/{_MONTH_NUMBER}(?:/(?P<y>(?:20)?[0-9]{{2}}))?(?![\w/])"),
    re.compile(rf"{_BEFORE}{_DAY_NUMBER}[.-]{_MONTH_NUMBER}[.-](?P<y>20[0-9]{{2}})(?![\w/])"),
    re.compile(rf"{_BEFORE}{_DAY}\s*(?:of\s+|o\s+)?(?P<m>{_MONTH})\b\.?{_YEAR}"),
    re.compile(rf"{_BEFORE}(?P<m>{_MONTH})\s+{_DAY}(?![\w:.]){_YEAR}"),
)

_NEAR = re.compile(
    r"(?<!\w)(?:(?P<today>today|heddiw)|(?P<tonight>tonight|2nite|tonite|heno)"
    r"|(?P<after>(?:the\s+)?day\s+after\s+tomorrow|drennydd)"
    r"|(?P<tomorrow>tomm?orr?ow?|tomoz?|tmrw|tmr|tmoz|2moro|2morrow|2moz|y?fory)"
    r"|(?P<this>this\s+(?P<part>morning|afternoon|evening)))"
    r"(?:\s+(?P<part2>morning|afternoon|evening|night|bore|prynhawn|nos))?(?!\w)"
)

_WEEK = re.compile(
    r"(?<!\w)(?:(?:on|ar)\s+)?(?P<lead>(?:a\s+)?week\s+on\s+|wythnos\s+i\s+)?"
    r"(?:(?P<which>next|this|coming)\s+)?(?P<nos>dydd\s+|ddydd\s+|nos\s+)?"
    rf"(?P<wd>{_WEEKDAY})(?P<after>\s+(?:nesaf|next|week|yma))?(?!\w)"
    r"(?:\s+(?P<part>morning|afternoon|evening|night|bore|prynhawn|nos)\b)?"
)
# Without "dydd" or a time behind them, these are also "picture", "March", a liver and unhappy.
_NEEDS_DYDD = frozenset(
    {"llun", "lun", "mawrth", "fawrth", "iau", "maw", "mer", "gwe", "gwen", "sad"}
)
_TIME_FOLLOWS = re.compile(r"\s*,?\s*(?:am\s+)?[0-9]")

_ORDINAL_ONLY = re.compile(
    rf"{_BEFORE}(?P<d>[0-3]?[0-9])(?:st|nd|rd|th|af|il|ydd|fed)(?!\w)"
    r"(?!\s+(?:street|st|road|rd|avenue|floor|birthday|time|visit|go)\b)"
)


@dataclass(frozen=True, slots=True)
class Day:
    """`dates` are the dates it can mean, the likeliest first; empty for one that cannot be.

    `ask` when two of them are as likely ("next Saturday", said on a Monday). `part` is "am",
    "pm" or "evening" when that was said. `fixed` when no later date may be taken instead.
    """

    dates: tuple[date, ...]
    start: int
    end: int
    part: str = ""
    ask: bool = False
    fixed: bool = False

    @property
    def span(self) -> tuple[int, int]:
        return (self.start, self.end)


def find(plain: str, today: date) -> Day | None:
    """The first day named in plain text: a date, a near day, a weekday or a day of the month."""
    kinds = (_written, near, _week, _of_month)
    return next((day for kind in kinds if (day := kind(plain, today))), None)


def near(plain: str, today: date) -> Day | None:
    """Today, tonight, tomorrow or the day after."""
    m = _NEAR.search(plain)
    if m is None:
        return None
    ahead = 2 if m["after"] else 1 if m["tomorrow"] else 0
    part = _part(m["part"] or m["part2"] or ("night" if m["tonight"] else ""))
    return Day((today + timedelta(days=ahead),), *m.span(), part=part, fixed=True)


def _part(said: str) -> str:
    if said in ("morning", "bore"):
        return "am"
    if said in ("afternoon", "prynhawn"):
        return "pm"
    return "evening" if said else ""


def _written(plain: str, today: date) -> Day | None:
    for pattern in _DATES:
        m = pattern.search(plain)
        if m is not None:
            dates = tuple(_years(m, today))
            if m["wd"]:
                dates = tuple(d for d in dates if d.weekday() == _WEEKDAYS[m["wd"]])[:1]
            year_said = m["y"] is not None
            return Day(dates, *m.span(), fixed=year_said)
    return None


def _years(m: re.Match[str], today: date) -> Iterator[date]:
    names = m.groupdict()
    month = int(names["n"]) if names.get("n") else _MONTHS[names["m"]]
    years = [int(names["y"]) % 100 + 2000] if names["y"] else [today.year, today.year + 1]
    for year in years:
        made = _date(year, month, int(m["d"]))
        if made and (made >= today or names["y"]):
            yield made


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _week(plain: str, today: date) -> Day | None:
    for m in _WEEK.finditer(plain):
        doubtful = m["wd"] in _NEEDS_DYDD and not m["nos"]
        if doubtful and not _TIME_FOLLOWS.match(plain, m.end()):
            continue
        coming = today + timedelta(days=(_WEEKDAYS[m["wd"]] - today.weekday()) % 7)
        part = "evening" if (m["nos"] or "").startswith("nos") else _part(m["part"] or "")
        return _which(m, coming, today, part)
    return None


def _which(m: re.Match[str], coming: date, today: date, part: str) -> Day:
    later = coming + timedelta(days=7)
    said = (m["after"] or "").strip()
    if m["lead"] or said == "week":
        return Day((later,), *m.span(), part=part)
    if m["which"] != "next" and said not in ("nesaf", "next"):
        return Day((coming, later), *m.span(), part=part)
    if coming == today:
        return Day((later,), *m.span(), part=part)
    # People are split on "next Saturday" while this week's Saturday is still to come.
    this_week = coming.isocalendar()[:2] == today.isocalendar()[:2]
    return Day((coming, later), *m.span(), part=part, ask=this_week)


def _of_month(plain: str, today: date) -> Day | None:
    m = _ORDINAL_ONLY.search(plain)
    if m is None:
        return None
    counted = (today.year * 12 + today.month - 1 + ahead for ahead in range(3))
    made = (_date(months // 12, months % 12 + 1, int(m["d"])) for months in counted)
    dates = tuple(d for d in made if d and d >= today)
    if m["wd"]:
        dates = tuple(d for d in dates if d.weekday() == _WEEKDAYS[m["wd"]])
    return Day(dates, *m.span())
