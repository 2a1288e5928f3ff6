"""Clock faces found in text: "half 5", "17:30", "chwarter i 6", and how surely each is a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from flows.reading import time_words as tw


class Mark(IntEnum):
    """How firmly the words before say that a time follows: "until" is STRONG, "at" is WEAK."""

    NONE = 0
    WEAK = 1
    STRONG = 2


class Shape(StrEnum):
    """CLEAR can only be a time; the others are also house numbers, prices and counts."""

    CLEAR = "clear"
    HOUR = "hour"
    WORD = "word"
    FOUR_DIGITS = "four_digits"
    THREE_DIGITS = "three_digits"


@dataclass(frozen=True, slots=True)
class Face:
    """`hours` are the hours of the day (0 to 23) it can mean: one, morning and evening, or all."""

    hours: tuple[int, ...]
    minute: int = 0

    def narrowed(self, *, evening: bool) -> Face:
        """The evening reading when evening was said, where there is one."""
        late = tuple(h for h in self.hours if (h >= 17) or (h < 5))
        return Face(late, self.minute) if evening and late else self


@dataclass(frozen=True, slots=True)
class Found:
    """A face at `core`..`end` of the text; its phrase, with the words before it, from `start`."""

    face: Face
    start: int
    core: int
    end: int
    shape: Shape
    mark: Mark

    @property
    def span(self) -> tuple[int, int]:
        return (self.start, self.end)


NEARBY = 60
"""How far a face's context reaches, in characters: it bounds the work on any text."""

_ONE = tw.face_pattern(ranges=False)
_IN_RANGES = tw.face_pattern(ranges=True)


def find(plain: str, *, ranges: bool = False) -> list[Found]:
    """Every face in the plain text from left to right, the doubtful ones too."""
    pattern = _IN_RANGES if ranges else _ONE
    found = [f for m in pattern.finditer(plain) if (f := _found(plain, m))]
    return found or list(_loose(plain))


def counts(found: Found, plain: str) -> bool:
    """Whether a face is a time here, and not a house number, a count or a route.

    A bare number must be marked ("until 5"), be the whole text, stand at its very end, or
    open it and be set off by a comma ("5, all good").
    """
    if found.shape is Shape.CLEAR:
        return True
    before, after = around(plain, found.start, found.end)
    if tw.STREET.match(after) or tw.WELSH_STREET.match(after):
        return False
    if found.mark is Mark.STRONG and found.shape is not Shape.WORD:
        return True
    if found.mark is not Mark.NONE:
        return not tw.NOT_BEFORE.search(before) and bool(tw.CLAUSE_END.match(after))
    if numbered(before):
        return False
    before, after = plain[: found.start], plain[found.end :]
    if not _worded(before) and not _worded(after):
        return True
    if found.shape in (Shape.WORD, Shape.THREE_DIGITS):
        return False
    return _at_an_end(found, before, after)


def around(plain: str, start: int, end: int) -> tuple[str, str]:
    """The text near a face on both sides."""
    return plain[max(start - NEARBY, 0) : start], plain[end : end + NEARBY]


def numbered(before: str) -> bool:
    """Whether what stands before a bare number makes it a flat, a score or part of a phone's."""
    return bool(tw.NOT_BEFORE.search(before) or tw.DIGITS_BEFORE.search(before))


def _at_an_end(found: Found, before: str, after: str) -> bool:
    if not _worded(after):
        # Above 12 an unmarked number is more often a bus than a time ("bowling 17").
        return found.shape is Shape.FOUR_DIGITS or max(found.face.hours) - 12 in found.face.hours
    return not _worded(before) and bool(re.match(r"\s*(?:[,.;!\n]|-\s)", after))


def _worded(text: str) -> bool:
    return bool(re.search(r"\w", text))


def _found(plain: str, match: re.Match[str]) -> Found | None:
    face = _face(match)
    if face is None:
        return None
    lead = tw.MARK.search(plain, max(match.start() - NEARBY, 0), match.start())
    start = lead.start() if lead else match.start()
    tail = tw.AFTERWARDS.match(plain, match.end())
    end = tail.end() if tail else match.end()
    mark = _mark(lead.group() if lead else "")
    if match["ish"] or tail:
        mark = max(mark, Mark.WEAK)
    return Found(face, start, match.start(), end, _shape(match), mark)


def _mark(lead: str) -> Mark:
    if tw.STRONG.search(lead):
        return Mark.STRONG
    return Mark.WEAK if tw.WEAK.search(lead) else Mark.NONE


def _shape(m: re.Match[str]) -> Shape:
    clear = ("noon", "midnight", "shift", "ch", "hh", "clock", "half", "part", "wh")
    if any(m[name] for name in clear):
        return Shape.CLEAR
    if m["k4"]:
        return Shape.FOUR_DIGITS
    if m["k3"]:
        return Shape.THREE_DIGITS
    return Shape.HOUR if m["sh"] or m["h"][0].isdigit() else Shape.WORD


def _face(m: re.Match[str]) -> Face | None:
    if m["noon"] or m["midnight"]:
        return Face((12,) if m["noon"] else (0,))
    hour, minute = _digits(m)
    hours = _hours(hour, _half(m, hour_of(hour)), military=hour[0] == "0" or len(m["k4"] or "") > 0)
    if not m["shift"]:
        return Face(hours, minute)
    if minute or hour_of(hour) > 12:
        return None
    return _shifted(hours, *_shift(m["shift"]))


def _digits(m: re.Match[str]) -> tuple[str, int]:
    if m["k4"]:
        return m["k4"][:2], int(m["k4"][2:])
    if m["k3"]:
        return m["k3"][0], int(m["k3"][1:])
    if m["wh"]:
        return m["wh"], tw.MINUTES[" ".join(re.split(r"[\s-]+", m["wm"]))]
    hour = m["ch"] or m["hh"] or m["sh"] or m["h"]
    return hour, int(m["cm"] or m["hm"] or m["sm"] or 0)


def hour_of(text: str) -> int:
    return int(text) if text.isdigit() else tw.HOURS[" ".join(re.split(r"[\s-]+", text))]


def _half(m: re.Match[str], hour: int) -> str:
    said = " ".join((m["half"] or m["part"] or "").replace(".", "").split())
    if said in ("am", "yb") or said.endswith(("morning", "bore")):
        return "am"
    if said in ("pm", "yp", "yh") or said.endswith(("afternoon", "evening", "prynhawn", "hwyr")):
        return "pm"
    if said.endswith(("night", "nos")):
        # "2 at night" is after midnight, "9 at night" before it.
        return "pm" if 5 <= hour <= 11 else "am"
    return ""


def _hours(text: str, half: str, *, military: bool) -> tuple[int, ...]:
    hour = hour_of(text)
    if hour > 12 or (military and not half):
        return (hour % 24,)
    if half:
        return (hour % 12 + (12 if half == "pm" else 0),)
    return (hour % 12, hour % 12 + 12)


def _shift(text: str) -> tuple[int, int]:
    """Minutes, and the hours to take away: "quarter to" is 45 minutes and one hour less."""
    said = re.sub(r"\s*\b(?:min(?:ute)?s?|a)\b", "", text).strip()
    back = bool(re.search(r"(?:to|\si)$", said))
    amount = re.sub(r"[\s-]*(?:past|to|wedi|\si)$", "", said).strip()
    amount = " ".join(re.split(r"[\s-]+", amount))
    for name in (amount, amount.removesuffix(" munud"), amount.rstrip("mins ")):
        if name in tw.MINUTES:
            minutes = tw.MINUTES[name]
            break
    else:
        minutes = int(re.sub(r"\D", "", amount) or 0)
    return (60 - minutes, 1) if back else (minutes, 0)


def _shifted(hours: tuple[int, ...], minutes: int, back: int) -> Face | None:
    if not 0 < minutes < 60:
        return None
    return Face(tuple(sorted((h - back) % 24 for h in hours)), minutes)


def _loose(plain: str) -> Iterator[Found]:
    match = tw.LOOSE.search(plain)
    if match:
        minutes, _ = _shift(match["shift"])
        face = Face(tuple(range(24)), minutes % 60)
        yield Found(face, match.start(), match.start(), match.end(), Shape.CLEAR, Mark.NONE)
