"""The clock times of a planned visit: "2-5", "half 2 til 5ish", "2pm for 3 hours", "2 or 3"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

from flows.reading import durations, faces
from flows.reading import time_words as tw
from flows.reading.calendar_words import Day
from flows.reading.faces import Face, Found, Mark, Shape

Span = tuple[int, int]

# "After 2" is no time to be there, and "until late" none to be home.
_VAGUE = re.compile(r"\b(?:after|past|later\s+than|ar\s+ol)\s+(?:about\s+)?$")
_HOME = re.compile(r"(?:(?:and|a)\s+)?(?:home|back|nol|adref?|gartref?)\b")
_LATE = re.compile(r"(?:(?<!\w)(?:until|till?|tan)|-)\s*(?:late|whenever|tbc|hwyr)(?!\w)")


@dataclass(frozen=True, slots=True)
class Slot:
    """Clock times found for a plan, at `spans` of the text, from `begins` to `ends`.

    `start` is None when only the end was said. `length` stands in place of an end ("2pm for 3
    hours"), and `other` is a second start as likely ("2 or 3").
    """

    start: Face | None
    end: Face | None
    spans: tuple[Span, ...]
    begins: Span
    ends: Span
    length: timedelta | None = None
    other: Face | None = None


def find(plain: str, day: Day | None) -> Slot | None:
    """The times in plain text in which the day is already blank."""
    waits = list(durations.find_wait(plain))[:1]
    for wait in waits:
        plain = plain[: wait.start] + " " * (wait.end - wait.start) + plain[wait.end :]
    found = faces.find(plain, ranges=True)
    pairs = [pair for pair in pairwise(found) if _is_range(*pair, plain, day)]
    slot = _ranged(pairs, found, plain) if pairs else _single(found, waits, plain, day)
    late = _LATE.search(plain)
    return replace(slot, spans=(*slot.spans, late.span())) if slot and late else slot


def again(plain: str, slot: Slot, day: Day) -> bool:
    """Whether a second range stands beside the first: two visits in one line."""
    for start, end in slot.spans:
        plain = plain[:start] + " " * (end - start) + plain[end:]
    second = find(plain, day)
    return bool(second and second.start and second.end)


def _is_range(first: Found, last: Found, plain: str, day: Day | None) -> bool:
    between = plain[first.end : last.core]
    before, after = faces.around(plain, first.start, last.end)
    doubtful = Shape.CLEAR not in (first.shape, last.shape)
    street = tw.STREET.match(after) and not _adjoins(first.start, last.end, day, plain)
    if doubtful and (faces.numbered(before) or street):
        return False
    said_between = tw.BETWEEN.search(plain[first.start : first.core])
    return bool(tw.RANGE.fullmatch(between) or (said_between and tw.AND.fullmatch(between)))


def _ranged(pairs: list[tuple[Found, Found]], found: list[Found], plain: str) -> Slot:
    """The first range; "2-5 or 3-6" has two starts, and "2-5 or 6" an end to be asked for."""
    first, last = pairs[0]
    slot = _slot(first, last, (first.start, last.end))
    home = next((f for f in found if f.start >= last.end and _HOME.match(plain, f.start)), None)
    if home is not None:
        return _slot(first, home, (first.start, last.end), home.span)
    after = next((f for f in found if f.start >= last.end), None)
    if after is None or not tw.EITHER_OR.fullmatch(plain[last.end : after.core]):
        return slot
    again = next((pair for pair in pairs if pair[0] == after), None)
    if again is None:
        return replace(slot, end=None, spans=((first.start, after.end),))
    return replace(slot, other=after.face, spans=((first.start, again[1].end),))


def _slot(first: Found, last: Found | None, *spans: Span) -> Slot:
    ends = last or first
    end = last.face if last else None
    return Slot(first.face, end, spans, (first.core, first.end), (ends.core, ends.end))


def _single(
    found: list[Found], waits: list[durations.Length], plain: str, day: Day | None
) -> Slot | None:
    sure = [f for f in found if _counts(f, plain, day)]
    begins = [f for f in sure if f.mark is not Mark.STRONG]
    ends = [f for f in sure if f.mark is Mark.STRONG]
    if not begins:
        only = ends[0] if ends else None
        return Slot(None, only.face, (only.span,), only.span, only.span) if only else None
    start = max(begins, key=lambda f: (f.shape is Shape.CLEAR, f.mark, -f.start))
    either = _either(start, found, plain)
    if either:
        first, second = either
        return replace(_slot(first, None, (first.start, second.end)), other=second.face)
    end = next((f for f in ends if f.start > start.start), None)
    slot = _slot(start, end, *(f.span for f in (start, end) if f))
    if end is None and waits:
        return replace(slot, spans=(*slot.spans, waits[0].span), length=waits[0].length)
    return slot


def _counts(found: Found, plain: str, day: Day | None) -> bool:
    if _VAGUE.search(plain[: found.core]):
        return False
    return faces.counts(found, plain) or _beside(found, plain, day)


def _either(start: Found, found: list[Found], plain: str) -> tuple[Found, Found] | None:
    for first, second in pairwise(found):
        if start in (first, second) and tw.EITHER_OR.fullmatch(plain[first.end : second.core]):
            return first, second
    return None


def _beside(found: Found, plain: str, day: Day | None) -> bool:
    """A bare number right after or before the day is its time: "sat 2 bowling"."""
    if found.shape is Shape.THREE_DIGITS or tw.STREET.match(plain, found.end):
        return False
    return _adjoins(found.start, found.end, day, plain)


def _adjoins(start: int, end: int, day: Day | None, plain: str) -> bool:
    if day is None:
        return False
    gap = plain[day.end : start] if day.end <= start else plain[end : day.start]
    return not re.search(r"\w", gap)
