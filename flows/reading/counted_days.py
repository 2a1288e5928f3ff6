"""Days that are counted or have a name: "first sat in july", "in 3 days", "boxing day"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from flows.reading import calendar_words as cw
from flows.reading.calendar_words import Day

_NTH = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
    "last": -1, "cyntaf": 1, "gyntaf": 1, "ail": 2, "trydydd": 3, "pedwerydd": 4, "olaf": -1,
    "ola": -1,
}  # fmt: skip
_OF_MONTH = (
    rf"(?:(?P<m>{cw.MONTH})\b{cw.YEAR}|(?P<next>next\s+month|mis\s+nesa'?f?)"
    r"|(?:the|this)\s+month\b|mis(?:\s+(?:yma|hwn))?\b)"
)
_WELSH_OF = r"(?:(?:o'r|o|yn|ym|y)\s+)*(?:mis\s+(?=[^\W\d_])(?!nesa|yma|hwn))?"
_NTH_OF_MONTH = (
    re.compile(
        r"(?<!\w)(?:on\s+)?(?:the\s+)?(?P<nth>first|1st|second|2nd|third|3rd|fourth|4th|last)\s+"
        rf"(?P<wd>{cw.WEEKDAY})\s+(?:in|of)\s+{_OF_MONTH}{cw.PART_AFTER}"
    ),
    re.compile(
        rf"(?<!\w)(?:y\s+)?(?:(?:d?dydd|(?P<before>nos|bore|prynhawn|p?nawn))\s+)?"
        rf"(?P<wd>{cw.WEEKDAY})\s+(?P<nth>cyntaf|gyntaf|olaf|ola)\s+{_WELSH_OF}{_OF_MONTH}"
    ),
    re.compile(
        r"(?<!\w)(?:yr?\s+)?(?P<nth>ail|trydydd|pedwerydd)\s+(?:(?:d?dydd|(?P<before>nos))\s+)?"
        rf"(?P<wd>{cw.WEEKDAY})\s+{_WELSH_OF}{_OF_MONTH}"
    ),
)
_NEAR = r"(?P<near>today|tomm?orr?ow|tomo|2moro|tmrw|heddiw|y?fory)"
_WEEKS = rf"(?:(?P<n>{cw.COUNT})\s+)?(?P<unit>weeks?|fortnight|wythnos|[pb]ythefnos)"
_AHEAD = (
    re.compile(rf"(?<!\w)(?:in\s+)?{_WEEKS}\s+(?:(?:from|i)\s+)?{_NEAR}(?!\w)"),
    re.compile(rf"(?<!\w){_NEAR}\s+(?:a\s+)?(?P<unit>week|fortnight)(?!\w)"),
    re.compile(
        rf"(?<!\w)(?:in|ymhen)\s+(?P<n>{cw.COUNT}|[0-9]{{1,2}})?\s*"
        r"(?P<unit>days?|weeks?|fortnight|diwrnod|ddiwrnod|wythnos|[pb]ythefnos)'?(?:\s+time)?(?!\w)"
        rf"(?!\s+(?:(?:on|ar)\s+)?(?:d?dydd\s+)?{cw.WEEKDAY}(?!\w))"
    ),
)
_UNITS = {"d": 1, "w": 7, "f": 14, "p": 14, "b": 14}  # by first letter
_FEASTS = {
    "christmas eve": (12, 24), "xmas eve": (12, 24), "noswyl nadolig": (12, 24),
    "christmas day": (12, 25), "xmas day": (12, 25), "dydd nadolig": (12, 25),
    "boxing day": (12, 26), "gwyl san steffan": (12, 26), "new years eve": (12, 31),
    "new year's eve": (12, 31), "nos galan": (12, 31), "new years day": (1, 1),
    "new year's day": (1, 1), "dydd calan": (1, 1), "st davids day": (3, 1),
    "st david's day": (3, 1), "dydd gwyl dewi": (3, 1), "halloween": (10, 31),
    "nos galan gaeaf": (10, 31), "bonfire night": (11, 5), "noson tan gwyllt": (11, 5),
}  # fmt: skip
_FEAST = re.compile(
    r"(?<!\w)(?:on\s+)?(?P<feast>" + "|".join(sorted(_FEASTS, key=len, reverse=True)) + r")(?!\w)"
)


def nth_of_month(plain: str, today: date) -> Day | None:
    """ "first sat in july": the next such month's; no dates where that day has gone."""
    for pattern in _NTH_OF_MONTH:
        m = pattern.search(plain)
        if m is not None:
            said = m.groupdict()
            part = cw.part_of_day(said.get("before") or said.get("part"))
            days = tuple(d for d in _nth(m, today) if d >= today)[:1]
            return Day(days, *m.span(), part=part, fixed=True)
    return None


def _nth(m: re.Match[str], today: date) -> Iterator[date]:
    nth, weekday = _NTH[m["nth"]], cw.WEEKDAYS[m["wd"]]
    for year, month in _months(m, today):
        first = cw.made(year, month if nth > 0 else month + 1, 1)
        if first is None:
            continue
        ahead = timedelta(days=(weekday - first.weekday()) % 7)
        yield first + ahead + timedelta(weeks=nth - 1 if nth > 0 else nth)


def _months(m: re.Match[str], today: date) -> list[tuple[int, int]]:
    if not m["m"]:
        return [(today.year, today.month + bool(m["next"]))]
    month = cw.MONTHS[m["m"]]
    years = [int(m["y"])] if m["y"] else [today.year, today.year + 1]
    return [(year, month) for year in years]


def ahead(plain: str, today: date) -> Day | None:
    """ "a week tomorrow", "in 3 days", "ymhen pythefnos"."""
    for pattern in _AHEAD:
        m = pattern.search(plain)
        if m is not None:
            said = m.groupdict()
            number = " ".join((said.get("n") or "").split())
            count = int(number) if number.isdigit() else cw.WEEKS[number]
            near = said.get("near") or ""
            tomorrow = bool(near) and near not in ("today", "heddiw")
            days = count * _UNITS[m["unit"][0]] + tomorrow
            return Day((today + timedelta(days=days),), *m.span(), fixed=True)
    return None


def feast(plain: str, today: date) -> Day | None:
    """A day with a name and the same date every year; movable feasts are asked for."""
    m = _FEAST.search(plain)
    if m is None:
        return None
    on = _FEASTS[m["feast"]]
    dates = (cw.made(year, *on) for year in (today.year, today.year + 1))
    return Day(tuple(d for d in dates if d and d >= today)[:1], *m.span(), fixed=True)
