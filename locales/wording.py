"""Instants, durations and lists as people say them, in the language's own words."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_timedelta
from babel.lists import format_list

from locales.catalogues import ENGLISH

LONDON = ZoneInfo("Europe/London")

Unit = Literal["day", "hour", "minute", "second"]

_SECONDS: dict[Unit, int] = {"day": 86_400, "hour": 3_600, "minute": 60, "second": 1}

# Welsh has "ac" before a vowel, before i even as a consonant (ac Iolo), but not before w and y
# where they are consonants (a Wil, a Wrecsam, a Yusuf).
_WELSH_AC = re.compile(r"[aeiou]|w(?![aeiouyrln])|y(?![aeiou])", re.IGNORECASE)


def clock_time(instant: datetime, language: str, now: datetime) -> str:
    """London time as seen from `now`: "17:30" today, else with its day, "Sat 17:30".

    Only yesterday and the six days ahead go by the day's name alone: any further, the date is
    added. So are "BST" and "GMT" in the hour that comes twice when summer time ends.
    Raises ValueError for a time without a zone.
    """
    if instant.tzinfo is None:
        raise ValueError(f"a time without a zone: {instant}")
    local = instant.astimezone(LONDON)
    days = (local.date() - now.astimezone(LONDON).date()).days
    day = "" if days == 0 else "EEE " if -1 <= days <= 6 else "EEE d MMM "
    text: str = format_datetime(local.replace(tzinfo=None), f"{day}HH:mm", locale=_locale(language))
    return f"{text} {local.tzname()}" if _comes_twice(local) else text


def calendar_day(day: date, language: str) -> str:
    """A day without a time: "Sat 1 Aug"."""
    text: str = format_date(day, "EEE d MMM", locale=_locale(language))
    return text


def _comes_twice(local: datetime) -> bool:
    """Whether the clock shows this time twice, in the hour when summer time ends."""
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def duration(length: timedelta, language: str) -> str:
    """ "1 hour 15 minutes": rounded to the minute, to the second if under one, never below 0.

    In days only from two days up, since "1 day 3 hours" is harder to act on than "27 hours".
    """
    seconds = max(0, round(length.total_seconds()))
    if seconds == 0 or seconds >= 60:
        seconds = (seconds + 30) // 60 * 60
    parts = []
    for unit, length_of_one in _SECONDS.items():
        if unit == "day" and seconds < 2 * length_of_one:
            continue
        number, seconds = divmod(seconds, length_of_one)
        if number:
            parts.append(_of_unit(number, unit, language))
    return " ".join(parts) or _of_unit(0, "minute", language)


def _of_unit(number: int, unit: Unit, language: str) -> str:
    """ "2 hours", with the language's own plural. One unit at a time, Babel rounds nothing.

    Not `babel.units.format_unit`: in 2.18 it has no Welsh hour and no Persian minute.
    """
    length = timedelta(seconds=number * _SECONDS[unit])
    return format_timedelta(
        length, granularity=unit, threshold=10**9, locale=_locale(language)
    ).replace("\N{NO-BREAK SPACE}", " ")


def joined(items: list[str], language: str) -> str:
    """ "Ben, Ana and Cleo" in the language; an empty text for no items."""
    if language == "cy" and len(items) > 1:
        # CLDR writes "a(c)" and leaves the choice to the reader.
        joint = "ac" if _WELSH_AC.match(unicodedata.normalize("NFD", items[-1])) else "a"
        return f"{', '.join(items[:-1])} {joint} {items[-1]}"
    return format_list(items, locale=_locale(language))


@cache
def _locale(language: str) -> Locale:
    """English is British here: day before month, no comma before "and"."""
    try:
        return Locale.parse("en_GB" if language == ENGLISH else language)
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")
