"""Weekdays in text, and which of them is meant: "this sat", "a week on sat", "nos Wener nesaf"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from flows.reading import calendar_words as cw
from flows.reading.calendar_words import Day

_NEXT_WEEK = r"next\s+week|wythnos\s+nesa'?f?"
_WEEK_ON = (
    rf"(?:(?:in|ymhen)\s+)?(?:(?P<weeks>{cw.COUNT})\s+)?"
    r"(?:(?P<fortnight>fortnight|[pb]ythefnos)|weeks?|wythnos)(?:'?s?'?\s+time)?"
)
_AFTER = (
    rf"(?P<next_week>(?:of\s+|yr\s+)?(?:{_NEXT_WEEK}))|(?P<after_next>after\s+next|ar\s+ol\s+nesa'?f?)"
    r"|(?P<this_week>(?:of\s+)?this\s+week|yr\s+wythnos\s+(?:yma|hon))"
    r"|(?P<two>(?:in\s+)?(?:a\s+)?fortnight|in\s+(?:two|2)\s+weeks|(?:ymhen\s+)?[pb]ythefnos)|(?P<one>week)"
    r"|(?P<next>nesa'?f?|next)|yma|hwn|(?P<gone>diwethaf|d'?wetha|just\s+gone|y\s+pasg|y\s+groglith)"
)
_WEEK = re.compile(
    r"(?<!\w)(?:(?:on|ar|y)\s+)?"
    rf"(?:(?P<lead_next>{_NEXT_WEEK})\s+(?:(?:on|ar)\s+)?"
    rf"|(?P<lead>{_WEEK_ON}\s+(?:(?:on|from|ar|i)\s+)?))?"
    r"(?:(?P<which>next|this\s+coming|this|coming|(?P<never>last|every|each|bob|good|easter"
    r"|bank\s+hol(?:iday)?s?))\s+)?"
    r"(?:(?P<before>nos|bore|prynhawn|p?nawn)\s+)?(?P<dydd>d?dydd\s+)?"
    rf"(?P<wd>{cw.WEEKDAY})(?P<plural>s(?!\w))?(?:\s+(?:{_AFTER}))?(?!\w){cw.PART_AFTER}"
)
# Without "dydd", a time or another weekday behind them, these are also "picture", "March", a
# liver and unhappy.
_NEEDS_DYDD = frozenset(
    {"llun", "lun", "mawrth", "fawrth", "iau", "maw", "mer", "gwe", "gwen", "sad"}
)
_TIME_FOLLOWS = re.compile(
    rf"\s*,?\s*(?:(?:am\s+)?[0-9]|(?:-|tan|i|neu|a)\s*(?:d?dydd\s+)?{cw.WEEKDAY}(?!\w))"
)
_WEEK_LONG = timedelta(days=7)


def find(plain: str, today: date) -> Day | None:
    """The first weekday in plain text; with no dates for one gone or recurring ("every sat")."""
    for m in _WEEK.finditer(plain):
        doubtful = m["wd"] in _NEEDS_DYDD and not (m["before"] or m["dydd"] or m["lead"])
        if doubtful and not _TIME_FOLLOWS.match(plain, m.end()):
            continue
        part = cw.part_of_day(m["part"] or m["before"])
        if m["never"] or m["gone"] or m["plural"]:
            return Day((), *m.span())
        dates, ask = _which(m, today)
        return Day(dates, *m.span(), part=part, ask=ask)
    return None


def _which(m: re.Match[str], today: date) -> tuple[tuple[date, ...], bool]:
    """The dates meant, and whether two are as likely."""
    weekday = cw.WEEKDAYS[m["wd"]]
    coming = today + timedelta(days=(weekday - today.weekday()) % 7)
    later = coming + _WEEK_LONG
    monday = today - timedelta(days=today.weekday())
    if m["lead_next"] or m["next_week"]:
        return (monday + _WEEK_LONG + timedelta(days=weekday),), False
    if m["this_week"]:
        return (monday + timedelta(days=weekday),), False
    if m["lead"] or m["one"] or m["two"]:
        return (coming + _ahead(m) * _WEEK_LONG,), False
    if not m["after_next"] and not m["next"] and m["which"] != "next":
        return (coming, later), False
    # People are split on "next Saturday" while this week's Saturday is still to come.
    split = coming != today and coming < monday + _WEEK_LONG
    dates: tuple[date, ...] = (later,) if coming == today else (coming, later)
    if m["after_next"]:
        dates = tuple(day + _WEEK_LONG for day in dates)
    return dates, split


def _ahead(m: re.Match[str]) -> int:
    if m["fortnight"] or m["two"]:
        return 2
    return cw.WEEKS[" ".join((m["weeks"] or "").split())]
