"""Answers in words: places, times, lengths, names, numbers and secret words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import phonenumbers

from flows import sight, times, words
from flows.answers import Dropped, Got, Missed, Plain, Reply
from flows.decisions import Option
from flows.events import Place
from flows.facts import Snapshot, Visit
from flows.words import Word
from locales import messages as m
from locales import plan_messages as pm
from locales.message import Text

PLACE_LENGTH = 60

# "bowling with …" tells a named person about whom: only where it is needed, never who with.
_WHO_WITH = re.compile(r"\s*,?\s*\b(?:with|w/|gyda|efo)\s.*$", re.IGNORECASE | re.DOTALL)
# "Mine" alone or after "at": "Big Pit mine" and "the mine railway" are places to go.
_OWN_HOME = re.compile(
    r"\b(?:my|our)\s+(?:own\s+)?(?:home|house|flat|place|gaff|pad|apartment|bungalow|caravan|digs"
    r"|room|bedroom|garden|kitchen)\b"
    r"|^\W*(?:(?:just|back|over|round|around|at|to|in|chez)\s+)*(?:mine|ours)\W*$"
    r"|\b(?:at|round|back\s+to|over\s+to)\s+(?:mine|ours)\b(?!\s+(?:museum|shaft|railway|rescue|site))"
    r"|\b(?:fy|ein)\s+(?:nghartref|cartref|nhy|nhŷ|nhy\u0302|t[yŷ]|ty\u0302|fflat|lle)\b"
    r"|\b(?:nh[yŷ]|t[yŷ]|ty\u0302|fflat)\s+(?:fi|ni)\b",
    re.IGNORECASE,
)


class APlace(Plain):
    """A few words for a place, or a place sent by phone; a time in the same words is left over."""

    from_rest = True

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        if reply.place is not None:
            return Got(reply.place.title or _where(reply.place))
        if words.is_command(reply.text):
            return Missed(m.PLACE_NEEDED)
        text, rest = _without_time(reply.text, said_at(s))
        text = _without_reference(_WHO_WITH.sub("", text), s)
        if _OWN_HOME.search(text):
            return Missed(m.PLACE_NOT_HOME, meant=True)
        if len(text) > PLACE_LENGTH:
            return Missed(m.PLACE_AGAIN)
        if not re.search(r"[^\W\d_]{2}", text):
            return Missed(m.PLACE_NEEDED)
        return Got(text, rest)


def _without_reference(text: str, s: Snapshot) -> str:
    """The words without "K7": a named person reads them, and is told of no young person."""
    match = sight.my_match(s, s.me.id) if s.me else None
    if match is None:
        return text
    before = r"(?:\b(?:for|and|taking|seeing|see)\s+)?"
    who = rf"{before}\b{re.escape(match.reference)}\b(?:'s)?(?:\s+to\b)?"
    return " ".join(re.sub(who, " ", text, flags=re.IGNORECASE).split())


def _where(place: Place) -> str:
    return f"{place.latitude:.5f}, {place.longitude:.5f}"


def _without_time(text: str, now: datetime) -> tuple[str, str]:
    """Words without the time among them, and the words that held the time."""
    text = " ".join(text.split())
    reading = times.read_time(text, now)
    if reading is None:
        return text, ""
    return reading.rest, text


@dataclass(frozen=True, slots=True)
class ATime:
    """A coming time, in words as people write them; asked back when it could be two."""

    from_rest: bool = True
    after: datetime | None = None
    suggest: datetime | None = None

    def options(self) -> tuple[Option, ...]:
        return ()

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        chosen = _instant(reply.key())
        if chosen is not None:
            return self._within(chosen, "", s)
        reading = times.read_time(reply.text, said_at(s), after=self.after)
        if reading is None:
            agreed = words.understand(reply.text)
            if self.suggest is not None and agreed and agreed.word is Word.OK:
                return self._within(self.suggest, agreed.rest, s)
            return Missed(m.TIME_AGAIN)
        if reading.past:
            return Missed(m.TIME_GONE, meant=True)
        if reading.choices:
            choices = tuple(_time_option(at) for at in reading.choices)
            return Missed(m.TIME_WHICH, options=choices, meant=True)
        return self._within(reading.at, reading.rest, s)

    def _within(self, at: datetime, rest: str, s: Snapshot) -> Got | Missed:
        if at <= said_at(s):
            return Missed(m.TIME_GONE, meant=True)
        start = max(said_at(s), self.after or said_at(s))
        if at - start > s.scheme.longest_visit:
            return Missed(m.TIME_TOO_FAR, {"longest": s.scheme.longest_visit}, meant=True)
        return Got(at, rest)

    def keep(self, value: datetime) -> str:
        return value.isoformat()

    def again(self, kept: str, s: Snapshot) -> datetime | Dropped:
        at = datetime.fromisoformat(kept)
        return at if at > said_at(s) else Dropped(m.TIME_GONE)


def said_at(s: Snapshot) -> datetime:
    """When the message was written: after an outage "in 2 hours" began when it was sent."""
    return s.said_at or s.now


def _time_option(at: datetime) -> Option:
    return Option(at.isoformat(), Text(m.TIME_OPTION, {"at": at}))


def _instant(key: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(key) if key else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Longer:
    """How much longer than the visit was to last: a length, or a new time; kept in seconds.

    Never so long that nobody would ask for the longest visit a scheme allows.
    """

    visit: Visit
    from_rest: bool = True

    def options(self) -> tuple[Option, ...]:
        return ()

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        begins = max(self.visit.home_by, said_at(s))
        found = times.read_minutes(reply.text)
        if found is None:
            until = times.read_time(reply.text, said_at(s))
            if until is None or until.past or until.choices or until.at <= begins:
                return Missed(m.MORE_AGAIN)
            found = (until.at - begins, until.rest)
        if begins + found[0] - (self.visit.started_at or begins) > s.scheme.longest_visit:
            return Missed(m.MORE_TOO_FAR, {"longest": s.scheme.longest_visit}, meant=True)
        return Got(*found)

    def keep(self, value: timedelta) -> float:
        return value.total_seconds()

    def again(self, kept: float, s: Snapshot) -> timedelta:
        return timedelta(seconds=kept)


class AWhen(Plain):
    """A day with a start and perhaps an end: (starts_at, home_by or None).

    Where two days could be meant, they are offered, and the end moves with the one chosen.
    """

    from_rest = True

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        chosen = span_of(reply.key())
        if chosen is not None:
            return Got(chosen) if chosen[0] > s.now else Missed(pm.PLAN_WHEN_GONE)
        found = times.read_when(reply.text, said_at(s))
        if found is None:
            return Missed(pm.PLAN_WHEN_AGAIN)
        if found.past or found.starts_at <= s.now:
            return Missed(pm.PLAN_WHEN_GONE, meant=True, rest=found.rest)
        length = found.home_by - found.starts_at if found.home_by else None
        longest = s.scheme.longest_visit
        if length is not None and length > longest:
            return Missed(pm.PLAN_TOO_LONG, {"longest": longest}, meant=True, rest=found.rest)
        if found.choices:
            choices = tuple(span_option(at, length) for at in found.choices)
            return Missed(m.TIME_WHICH, options=choices, meant=True, rest=found.rest)
        return Got((found.starts_at, found.home_by), found.rest)

    def keep(self, value: tuple[datetime, datetime | None]) -> Any:
        return [value[0].isoformat(), value[1].isoformat() if value[1] else None]

    def again(self, kept: Any, s: Snapshot) -> Any:
        starts_at, home_by = (datetime.fromisoformat(t) if t else None for t in kept)
        if starts_at is None or starts_at <= s.now:
            return Dropped(pm.PLAN_TIME_GONE)
        return (starts_at, home_by)


def span_option(at: datetime, length: timedelta | None) -> Option:
    """One start to choose; its key also holds the length, where an end was said."""
    minutes = f"/{length // timedelta(minutes=1)}" if length else ""
    return Option(f"{at.isoformat()}{minutes}", Text(m.TIME_OPTION, {"at": at}))


def span_of(key: str | None) -> tuple[datetime, datetime | None] | None:
    at, _, minutes = (key or "").partition("/")
    starts_at = _instant(at)
    if starts_at is None or starts_at.tzinfo is None:
        return None
    return starts_at, starts_at + timedelta(minutes=int(minutes)) if minutes else None


class AFirstName(Plain):
    """One or two words of letters; kept as typed, first letter raised."""

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        name = " ".join(reply.text.split()).strip(".,!")
        if not re.fullmatch(r"[^\W\d_][^\d_@]{0,29}", name) or len(name.split()) > 2:
            return Missed(m.NAME_AGAIN)
        return Got(name[0].upper() + name[1:])


class APhone(Plain):
    """A UK number that can receive a text, as E.164; not one of `own`."""

    def __init__(self, own: frozenset[str] = frozenset()) -> None:
        self._own = own

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        number = read_phone(reply.text)
        if number is None:
            return Missed(m.PHONE_AGAIN)
        return Missed(m.PHONE_YOUR_OWN) if number in self._own else Got(number)


def read_phone(text: str) -> str | None:
    """A phone number as people write it → E.164, or None. UK unless it begins with +."""
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@dataclass(frozen=True, slots=True)
class ASecretWord:
    """A covert word: 4 to 30 letters, and nothing that means something already."""

    taken: Callable[[str], bool]
    from_rest: bool = False

    def options(self) -> tuple[Option, ...]:
        return ()

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        word = words.folded(reply.text)
        letters = sum(c.isalpha() for c in word)
        if not letters >= 4 or len(word) > 30 or self.taken(word):
            return Missed(m.COVERT_AGAIN)
        return Got(word)

    def keep(self, value: str) -> str:
        return value

    def again(self, kept: str, s: Snapshot) -> str:
        return kept
