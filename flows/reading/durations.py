"""Lengths of time in text: "45 mins", "an hour and a half", "dwy awr a hanner"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from flows.reading import time_words as tw
from flows.reading.typed import LONGEST, Typed, trim_joiners

_LEAST, _MOST = timedelta(minutes=1), timedelta(hours=24)

_NUMBER = rf"(?:[0-9]{{1,4}}(?:[.,][0-9]{{1,2}})?\u00bd?|\u00bd|{tw.either(tw.COUNTS)}(?![a-z]))"
# A lone letter is a unit only after a figure: "am 9" is not "a m", and "5 h" is five hours.
_HOURS = r"(?:hours?'?s?|hrs?|awr|oriau|(?:(?<=[0-9])|(?<=[0-9]\s))h)(?![a-z])"
_MINS = (
    r"(?:minutes?|mins?|funudau|munudau|munud|funud|(?:(?<=[0-9])|(?<=[0-9]\s))m(?![0-9]))(?![a-z])"
)
_ENDS = r"(?=\s*(?:$|[,.;!?\n]|more\b|late\b|extra\b|longer\b|arall\b|please\b|pls\b))"
_LEAD = (
    r"(?P<lead>(?:(?:in|mewn|ymhen|for|am|within|o\s+fewn|about|another|extra|a\s+further|the\s+next"
    r"|next|tua|gymaint|\+)\s*)*)"
)

_LENGTH = re.compile(
    rf"(?<![\w.:\u00a3']){_LEAD}(?<![\w.:\u00a3])"
    r"(?!(?:1[3-9]|2[0-3])h[0-5][0-9])(?:"
    r"(?P<threequarters>three[\s-]+quarters?\s+of\s+an\s+hour|tri\s+chwarter\s+awr)"
    r"|(?P<half>half\s+(?:of\s+)?(?:an?\s+)?(?:hour|hr)\b|hanner\s+awr\b(?!\s+wedi))"
    r"|(?P<quarter>(?:a\s+)?quarter\s+(?:of\s+)?an?\s+hour\b|chwarter\s+awr\b)"
    rf"|(?P<nhalf>{_NUMBER})\s*(?:and\s+a\s+half|a\s+hanner)\s*{_HOURS}"
    r"|(?P<twentyfive>pum\s+munud\s+ar\s+hugain\b)"
    rf"|(?:(?P<hours>{_NUMBER})\s*)?(?P<unit>{_HOURS}|(?<=[0-9])h(?=[0-9]))"
    r"(?:\s*(?:and|a|ac|&|,|\+)?\s*(?:(?P<more>(?:an?\s+)?half|hanner|(?:a\s+)?quarter|chwarter)\b"
    rf"|(?P<minutes>{_NUMBER})\s*(?:{_MINS}|{_ENDS})))?"
    rf"|(?P<only>{_NUMBER})\s*{_MINS})"
    r"(?:'?\s*(?:time|from\s+now|or\s+so|-?ish)\b)?"
    rf"(?!\s*(?:past\b|(?:to|i)\s+(?:\w+\W*$|{tw.HOUR_WORD}(?!\w))|wedi\b|ar\s+hugain\b))"
)

_NOT_A_WAIT = re.compile(r"\s*(?:ago|late|away|walk|drive|early|film|movie|yn\s+ol\b|i\s+ffwrdd)\b")

_BARE = re.compile(
    r"^[^\w\u00a3$\u20ac]*(?:another|extra|about|need|add|tua|plus)?\s*(?P<n>[0-9]{1,4})(?![\w.:/])"
    r"(?=\s*(?:$|[,.;!?]|more\b|extra\b|please\b|pls\b|ta\b|thanks\b|x+\b|arall\b|ychwanegol\b))"
)
_BARE_LAST = re.compile(r"(?:^|(?P<word>\w+)\s+)(?<![\u00a3$.:/])(?P<n>[0-9]{1,4})[^\w%]*$")
_TIME_BEFORE = frozenset(
    "until till til by at before past to half quarter erbyn tan hyd am wedi i than the of and "
    "route flat no number".split()
)
_MORE_WORDS = re.compile(
    r"^\W*(?:(?:more|late|extra|longer|please|pls|arall|another|yn hwyr)\b\W*)+"
    r"|(?:\W*\b(?:more|late|extra|longer|please|pls|arall|another|yn hwyr))+\W*$",
    re.IGNORECASE,
)
_CLOCK_LIKE = re.compile(r"^\W*(?P<h>[0-9]):(?P<m>[0-5][0-9])\W*$")


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time at `start`..`end`. `led` when "in" or the like stands before it."""

    length: timedelta
    start: int
    end: int
    led: bool

    @property
    def span(self) -> tuple[int, int]:
        return (self.start, self.end)


def find(plain: str) -> Iterator[Length]:
    """Every length from a minute to 24 hours; a unit without a number needs "in" before it."""
    for match in _LENGTH.finditer(plain):
        length, led = _length(match), bool(match["lead"].strip())
        alone = not re.search(r"\w", plain[: match.start()] + plain[match.end() :])
        implied = match["unit"] is not None and match["hours"] is None
        if _LEAST <= length <= _MOST and (led or alone or not implied):
            yield Length(length, match.start(), match.end(), led)


def find_wait(plain: str) -> Iterator[Length]:
    """Lengths to be counted from now: not those ago, away, or a film's."""
    return (w for w in find(plain) if not _NOT_A_WAIT.match(plain, w.end))


def read_minutes(text: str) -> tuple[timedelta, str] | None:
    """How much longer, and the text left: "30", "1 hr 15", "hanner awr, sori".

    A bare number is minutes. From 1 minute to 24 hours; None otherwise, and None for a clock
    time ("until 6").
    """
    typed = Typed.of(text)
    if len(typed.text) > LONGEST:
        return None
    found = next(find(typed.plain), None)
    if found is not None:
        return found.length, _trimmed(typed.rest(found.span))
    return _clock_like(typed) or _bare(typed)


def _clock_like(typed: Typed) -> tuple[timedelta, str] | None:
    match = _CLOCK_LIKE.match(typed.plain)
    if match is None:
        return None
    length = timedelta(hours=int(match["h"]), minutes=int(match["m"]))
    return (length, "") if length >= _LEAST else None


def _bare(typed: Typed) -> tuple[timedelta, str] | None:
    match = _BARE.match(typed.plain) or _BARE_LAST.search(typed.plain)
    if match is None or match.groupdict().get("word") in _TIME_BEFORE:
        return None
    if (match.groupdict().get("word") or "").isdigit():
        return None
    length = timedelta(minutes=int(match["n"]))
    if not _LEAST <= length <= _MOST:
        return None
    start = match.start("n") if match.re is _BARE_LAST else match.start()
    return length, _trimmed(typed.rest((start, match.end("n"))))


def _trimmed(rest: str) -> str:
    """Without the words that only say "more" or "late", which the length already means."""
    return trim_joiners(_MORE_WORDS.sub("", rest))


_FRACTIONS = (("threequarters", 45), ("half", 30), ("twentyfive", 25), ("quarter", 15))


def _length(m: re.Match[str]) -> timedelta:
    for name, minutes in _FRACTIONS:
        if m[name]:
            return timedelta(minutes=minutes)
    if m["only"]:
        return timedelta(minutes=_number(m["only"]))
    if m["nhalf"]:
        return timedelta(hours=_number(m["nhalf"]) + 0.5)
    extra = 0.0
    if m["more"]:
        extra = 15 if re.search("quarter|chwarter", m["more"]) else 30
    elif m["minutes"]:
        extra = _number(m["minutes"])
    return timedelta(hours=_number(m["hours"] or "1"), minutes=extra)


def _number(text: str) -> float:
    words = " ".join(re.split(r"[\s-]+", text))
    if words in tw.COUNTS:
        return tw.COUNTS[words]
    half = 0.5 if "\u00bd" in text else 0.0
    return float(text.replace("\u00bd", "").replace(",", ".") or 0) + half
