"""Days away as an answer, and in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from flows import words
from flows.answers import Dropped, Got, Missed, Reply
from flows.decisions import Option
from flows.facts import Absence, Person, Snapshot
from flows.reading.dates_away import read_days
from flows.times import local
from flows.typed_answers import said_at
from flows.words import Word
from locales import messages
from locales import scheme_messages as m
from locales.message import Text

Days = tuple[date, date]
"""First and last day away, London dates, both included."""


class DaysAway:
    """First and last day, kept as "2026-08-01/2026-08-14"; asked back where two could be meant."""

    from_rest = True

    def options(self) -> tuple[Option, ...]:
        return ()

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        chosen = _period(reply.key())
        if chosen is not None:
            return Got(chosen)
        found = read_days(_about(reply.text), said_at(s))
        if found is None:
            return Missed(m.AWAY_AGAIN, meant=True)
        if found.choices:
            either = tuple(Option(_key(days), in_words(*days)) for days in found.choices)
            return Missed(messages.TIME_WHICH, options=either, meant=True)
        return Got((found.first, found.last))

    def keep(self, value: Days) -> str:
        return _key(value)

    def again(self, kept: str, s: Snapshot) -> Any:
        days = _period(kept)
        today = local(s.now).date()
        gone = days is None or days[1] < today
        return Dropped(messages.TIME_GONE) if gone else days


def _about(text: str) -> str:
    """The days in "away 1-14 aug", said again while they are asked for."""
    meaning = words.understand(text)
    return meaning.rest if meaning and meaning.word is Word.AWAY and meaning.rest else text


def _key(days: Days) -> str:
    return f"{days[0].isoformat()}/{days[1].isoformat()}"


def _period(key: str | None) -> Days | None:
    first, _, last = (key or "").partition("/")
    try:
        return (date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        return None


def in_words(first: date, last: date) -> Text:
    """ "Sat 1 Aug to Fri 14 Aug", or the one day."""
    if first == last:
        return Text(m.AWAY_DAY, {"first": first})
    return Text(m.AWAY_DAYS, {"first": first, "last": last})


def of(absence: Absence) -> Text:
    return in_words(absence.first, absence.last)


def mine(s: Snapshot, me: Person) -> list[Absence]:
    """My own that are not over, the next one first."""
    found = [a for a in s.absences if a.person_id == me.id]
    return sorted(found, key=lambda a: (a.first, a.id))


def overlapping(s: Snapshot, me: Person, days: Days) -> list[Absence]:
    """Mine that share a day with these, and give way to them."""
    return [a for a in mine(s, me) if a.first <= days[1] and days[0] <= a.last]
