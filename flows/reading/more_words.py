"""MORE in the ways people say it: "more 30", "running late 20 mins", "20 munud yn hwyr"."""

from __future__ import annotations

import re

from flows.reading import durations, faces
from flows.reading.meaning import Meaning
from flows.reading.said import TABLE, Said
from flows.reading.typed import trim
from flows.reading.word_table import Word
from flows.reading.word_tails import AROUND_A_LENGTH, MORE_AROUND, MORE_TRIGGERS

_MOST = 24 * 60  # minutes in a day: nobody adds more than that
_A_CLOCK_FOLLOWS = frozenset("until till til by at before erbyn tan am".split())
_NOT_LONGER = re.compile(r"(?:in|mewn|ymhen|within|o\s+fewn|for|am)\b")
_MONEY_OR_CLOCK = re.compile(r"[\u00a3$\u20ac:.%/][0-9]|[0-9][:%/]")


def asks_more(said: Said) -> Meaning | None:
    """MORE with the length or the new time as its rest; None if other words stand around it."""
    if "?" in said.plain or not any(w in MORE_TRIGGERS for w in said.words):
        return None
    span = _length(said) or _clock(said)
    if span is None:
        return None
    start, end = span
    around = (
        w for w, (at, to) in zip(said.words, said.spans, strict=True) if to <= start or at >= end
    )
    if not all(w in MORE_AROUND for w in around):
        return None
    return Meaning(Word.MORE, trim(" ".join(said.text[start:end].split())))


def is_only_a_length(said: Said) -> Meaning | None:
    """ "10 mins" and "about half an hour, sorry": MORE, when nothing else is said.

    Not "in 10 mins", which says when they will be home.
    """
    found = next(durations.find(said.plain), None)
    if found is None or "?" in said.plain or _NOT_LONGER.match(said.plain, found.start):
        return None
    start, end = found.span
    around = {
        w for w, (at, to) in zip(said.words, said.spans, strict=True) if to <= start or at >= end
    }
    if not around <= AROUND_A_LENGTH:
        return None
    return Meaning(Word.MORE, trim(" ".join(said.text[start:end].split())))


def _length(said: Said) -> tuple[int, int] | None:
    """A length with a unit, or the one bare number in the message."""
    found = next(durations.find(said.plain), None)
    if found is not None:
        return found.span
    numbers = [i for i, word in enumerate(said.words) if word.isdigit()]
    if len(numbers) != 1 or not 1 <= int(said.words[numbers[0]][:5]) <= _MOST:
        return None
    start, end = said.spans[numbers[0]]
    before = said.words[numbers[0] - 1] if numbers[0] else ""
    around = said.plain[max(start - 1, 0) : end + 1]
    return None if before in _A_CLOCK_FOLLOWS or _MONEY_OR_CLOCK.search(around) else (start, end)


def _clock(said: Said) -> tuple[int, int] | None:
    """A clock time after a phrase of its own: "running late, home by 6"."""
    for length in range(len(said.words) - 1, 0, -1):
        found = TABLE.get(said.words[:length])
        if found is not None and found[0] is Word.MORE:
            start = said.spans[length][0]
            plain = said.plain[start:]
            times = [f for f in faces.find(plain) if faces.counts(f, plain)]
            return (start + times[-1].start, start + times[-1].end) if times else None
    return None
