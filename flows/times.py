"""What people type for a time, a length of time, a visit's day or days away.

Ours rather than a library's: "half 5", "5ish", "chwarter i 6" and "12 Church Street 5pm" are
everyday here, and a time read wrongly moves a safety timer. Pure: `now` is an argument.
Every instant returned is aware UTC; what people type is Europe/London wall-clock time. A time the
spring change skips moves forward; one the autumn change repeats is the first that is still to
come. English and Welsh are both always understood. A text over 1,600 characters holds no time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from flows.reading import days, durations, faces
from flows.reading import time_words as tw
from flows.reading.clock_turns import Turn, turn
from flows.reading.dates_away import Days, read_days
from flows.reading.durations import read_minutes
from flows.reading.faces import Found, Mark, Shape
from flows.reading.instants import aware, local
from flows.reading.planned_times import When, read_when
from flows.reading.typed import LONGEST, Typed

__all__ = [
    "Days", "Reading", "When", "local", "read_days", "read_minutes", "read_time", "read_when",
]  # fmt: skip

_IN_A_NUMBER = re.compile(r"(?<!\w)(?:in|mewn|ymhen)\s+(?P<n>[1-9][0-9]?)(?![\w:/%]|\.[0-9])")


@dataclass(frozen=True, slots=True)
class Reading:
    """A time read from text: an aware UTC instant, and the text left without it.

    `choices` is non-empty when the text is honestly ambiguous: ask which, the first being the
    likeliest and equal to `at`. With `past`, `at` has gone (it is not after now or `after`):
    say so; `choices` then holds when that clock time next comes round, if it does.
    """

    at: datetime
    rest: str
    choices: tuple[datetime, ...] = ()
    past: bool = False


@dataclass(frozen=True, slots=True)
class _Claim:
    """One phrase that may be the time meant; the highest score is believed."""

    score: int
    spans: tuple[tuple[int, int], ...]
    turn: Turn


def read_time(text: str, now: datetime, *, after: datetime | None = None) -> Reading | None:
    """The home time in `text`, or None when it holds none; `rest` keeps the person's own words.

    The time must be after `now`, and after `after` (such as a planned start) when given. A bare
    hour is its next coming round, morning or evening; one that has only just gone is `past`
    rather than twelve hours on. A range means its end ("2-5" is 5). Raises ValueError if `now`
    or `after` has no time zone.
    """
    base = max(aware(now), aware(after)) if after else aware(now)
    typed = Typed.of(text)
    if len(typed.text) > LONGEST:
        return None
    day = days.near(typed.plain, local(now).date())
    cut = [day.span] if day else []
    claims = list(_claims(typed.blank(*cut), now, base, day))
    if not claims:
        return None
    best = max(c.score for c in claims)
    return _agreed([c for c in claims if c.score == best], typed, cut)


def _agreed(claims: list[_Claim], typed: Typed, cut: list[tuple[int, int]]) -> Reading:
    """One reading out of phrases as good as each other; two times to come are a question."""
    live = [c for c in claims if not c.turn.past]
    instants = tuple(sorted({c.turn.at for c in live}))
    if len(instants) > 1:
        spans = [span for c in live for span in c.spans]
        return Reading(instants[0], typed.rest(*cut, *spans), instants)
    claim = (live or claims)[-1]
    rest = typed.rest(*cut, *claim.spans)
    return Reading(claim.turn.at, rest, claim.turn.choices, claim.turn.past)


def _claims(typed: Typed, now: datetime, base: datetime, day: days.Day | None) -> Iterator[_Claim]:
    waits = list(durations.find_wait(typed.plain))
    for wait in waits:
        at = now + wait.length if now + wait.length > base else base + wait.length
        yield _Claim(6 if wait.led else 3, (wait.span,), Turn(at))
    text = typed.blank(*(w.span for w in waits))
    yield from _in_a_number(text.plain, now, base)
    found = faces.find(text.plain)
    paired = [pair for pair in pairwise(found) if _joined(*pair, text.plain)]
    for first, last in paired:
        yield _pair_claim(first, last, text.plain, base, day)
    inside = {f for pair in paired for f in pair}
    for one in found:
        if one not in inside and faces.counts(one, text.plain):
            yield _Claim(_score(one), (one.span,), turn(one.face, base, day))


def _score(found: Found) -> int:
    bonus = {Mark.NONE: 0, Mark.WEAK: 1, Mark.STRONG: 4}[found.mark]
    return (4 if found.shape is Shape.CLEAR else 1) + bonus


def _in_a_number(plain: str, now: datetime, base: datetime) -> Iterator[_Claim]:
    """ "in 5" is five minutes or five o'clock: a question. "in 20" can only be minutes."""
    for match in _IN_A_NUMBER.finditer(plain):
        number = int(match["n"])
        at = now + timedelta(minutes=number)
        if number >= 60 or at <= base or not tw.CLAUSE_END.match(plain, match.end()):
            continue
        clock = turn(faces.Face((number % 12, number % 12 + 12)), base, None)
        both = (at, clock.at) if number <= 12 and not clock.past else (at,)
        choices = tuple(sorted(set(both))) if len(set(both)) > 1 else ()
        yield _Claim(6, (match.span(),), Turn(min(both), choices))


def _joined(first: Found, last: Found, plain: str) -> bool:
    """Whether two faces are one range or alternative: "2-5", "5 or 6", "between 5 and 6"."""
    between = plain[first.end : last.core]
    if Shape.CLEAR not in (first.shape, last.shape):
        before, after = faces.around(plain, first.start, last.end)
        if faces.numbered(before) or tw.STREET.match(after):
            return False
    if tw.RANGE.fullmatch(between) or tw.EITHER_OR.fullmatch(between):
        return True
    said_between = tw.BETWEEN.search(plain[first.start : first.core])
    return bool(said_between and tw.AND.fullmatch(between))


def _pair_claim(
    first: Found, last: Found, plain: str, base: datetime, day: days.Day | None
) -> _Claim:
    score = max(_score(first), _score(last), 3)
    span = ((first.start, last.end),)
    start, end = turn(first.face, base, day), turn(last.face, base, day)
    either = not tw.RANGE.fullmatch(plain[first.end : last.core])
    close = timedelta(0) < end.at - start.at <= timedelta(hours=1)
    if (either or close) and not start.past and not end.past and start.at != end.at:
        return _Claim(score, span, Turn(min(start.at, end.at), tuple(sorted((start.at, end.at)))))
    return _Claim(score, span, end)
