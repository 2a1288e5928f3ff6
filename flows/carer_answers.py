"""How a carer's answers are read: why a visit cannot be, when it could be, what it is about.

A worry or a cry for help is heard whatever was asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from flows import words
from flows.answers import AnOption, Dropped, Got, Missed, OkOrNo, Reply
from flows.decisions import Option
from flows.facts import Snapshot, Visit
from flows.reading import carer_words
from flows.reading.carer_words import About
from flows.reading.not_known import not_known
from flows.reading.other_time import either_week, filled_in, one_day
from flows.times import local
from flows.typed_answers import AWhen, said_at, span_of, span_option
from flows.words import Word
from locales import carer_messages as m
from locales import messages
from locales import plan_messages as pm

ELSE = "else"
WHY = {
    About.ILLNESS.value: m.CARER_WHY_ILLNESS,
    About.UNEXPECTED.value: m.CARER_WHY_UNEXPECTED,
    About.BEHAVIOUR.value: m.CARER_WHY_BEHAVIOUR,
    ELSE: m.CARER_WHY_ELSE,
}


def grave(text: str, names: Sequence[str]) -> str | None:
    """ "danger" or "worry", which come before any question; None where it is neither."""
    meaning = words.understand(text)
    if carer_words.is_worry(text, names):
        return About.WORRY.value
    if carer_words.is_danger(text, meaning):
        return About.DANGER.value
    worries = meaning is not None and meaning.word in (Word.CONCERN, Word.INCIDENT)
    return About.WORRY.value if worries else None


@dataclass(frozen=True, slots=True)
class Known(AnOption):
    """An option that is mostly known from before: by its key in earlier words."""

    from_rest: bool = True

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        for key, _, value in self.offered:
            if key == reply.text:
                return Got(value)
        return AnOption.read(self, reply, s)


@dataclass(frozen=True, slots=True)
class AReason:
    """One of WHY, or what `grave` hears: by number or in words that clearly say one."""

    names: tuple[str, ...]
    from_rest: bool = True

    def options(self) -> tuple[Option, ...]:
        return tuple(Option(key, label) for key, label in WHY.items())

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        key = reply.key()
        if key in WHY:
            return Got(key)
        found = grave(reply.text, self.names) or carer_words.reason(reply.text, self.names)
        return Got(str(found)) if found else Missed(m.CARER_WHY_AGAIN)

    def keep(self, value: str) -> str:
        return value

    def again(self, kept: str, s: Snapshot) -> str:
        return kept


@dataclass(frozen=True, slots=True)
class AnotherTime:
    """(starts_at, home_by) for a visit that cannot be as planned; None where none can be named;
    "danger", "worry" or "behaviour" where that is what was written.

    Not from earlier words: "can't do Saturday 2-5" is no offer. Where no end is named, the
    visit stays as long as it was.
    """

    visit: Visit
    names: tuple[str, ...]
    from_rest: bool = False

    def options(self) -> tuple[Option, ...]:
        return (Option("none", m.CARER_NOT_YET),)

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        if reply.key() == "none" or carer_words.not_yet(reply.text) or not_known(reply.text):
            return Got(None)
        heard = grave(reply.text, self.names)
        if heard is None and carer_words.is_behaviour(reply.text):
            heard = About.BEHAVIOUR.value
        if heard is not None:
            return Got(heard)
        chosen = _times(reply.key())
        if chosen is not None:
            return self._fits(*chosen, s)
        was = self._meant(reply)
        agreed = words.understand(reply.text)
        if was and agreed is not None and agreed.word is Word.OK and not agreed.rest:
            return self._fits(*was, s)
        text = filled_in(reply.text, *(was or self._was()), said_at(s)) if reply.text else ""
        found = AWhen().read(replace(reply, text=text, choice=reply.key()), s)
        if isinstance(found, Missed) and (alone := one_day(reply.text, said_at(s))):
            begins = self._was()[0]
            return self._on_which(either_week(reply.text, begins, said_at(s)) or alone[0])
        if isinstance(found, Missed):
            asked_back = replace(found, options=(*found.options, *self.options()))
            return asked_back if found.options else Missed(m.CARER_WHEN_AGAIN)
        starts_at, home_by = found.value
        weeks = either_week(text, self._was()[0], said_at(s)) if reply.key() is None else None
        if weeks is not None:
            later = local(starts_at) + (weeks[1] - weeks[0])
            length = home_by - starts_at if home_by else self._was()[1] - self._was()[0]
            either = (span_option(starts_at, length), span_option(later, length))
            return Missed(messages.TIME_WHICH, options=(*either, *self.options()))
        return self._fits(starts_at, home_by, s)

    def _was(self) -> tuple[datetime, datetime]:
        return self.visit.starts_at or self.visit.home_by, self.visit.home_by

    def _meant(self, reply: Reply) -> tuple[datetime, datetime] | None:
        """The day that was offered back with its times as before, if it was one."""
        found = [span for key, _ in reply.shown if (span := _times(key))]
        return found[0] if len(found) == 1 else None

    def _on_which(self, dates: Sequence[date]) -> Missed:
        """A day alone: the times as before are offered on it."""
        begins, ends = (local(at) for at in self._was())
        days = [timedelta(days=(on - begins.date()).days) for on in dates[:3]]
        spans = [(begins + later, ends + later) for later in days]
        offered = tuple(span_option(a, b - a) for a, b in spans)
        again = (*offered, *self.options())
        if len(dates) > 1:
            return Missed(messages.TIME_WHICH, options=again)
        return Missed(pm.CHANGE_TIMES, {"day": dates[0]}, again)

    def _fits(self, starts_at: datetime, home_by: datetime | None, s: Snapshot) -> Got | Missed:
        was = self.visit.starts_at or self.visit.home_by
        until = home_by or starts_at + (self.visit.home_by - was)
        if (starts_at, until) == (was, self.visit.home_by):
            return Missed(m.CARER_WHEN_SAME)
        if until - starts_at > s.scheme.longest_visit:
            return Missed(m.CARER_WHEN_LONG, {"longest": s.scheme.longest_visit})
        return Got((starts_at, until))

    def keep(self, value: Any) -> Any:
        return AWhen().keep(value) if isinstance(value, tuple) else value

    def again(self, kept: Any, s: Snapshot) -> Any:
        if not isinstance(kept, list):
            return kept
        found = AWhen().again(kept, s)
        return Dropped(m.CARER_WHEN_AGAIN) if isinstance(found, Dropped) else found


def _times(key: str | None) -> tuple[datetime, datetime] | None:
    """The start and the end that an option's key holds."""
    span = span_of(key)
    return (span[0], span[1]) if span and span[1] else None


@dataclass(frozen=True, slots=True)
class AboutWhat:
    """A key of ABOUT; or the words themselves, where they say what they are about or, while
    `passes`, may be meant for the volunteer."""

    names: tuple[str, ...]
    passes: bool
    from_rest: bool = False

    def options(self) -> tuple[Option, ...]:
        return tuple(Option(key, label) for key, label in ABOUT.items())

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        key, text = reply.key(), reply.text
        if key in ABOUT:
            return Got(key)
        clear = grave(text, self.names) or carer_words.reason(text) or carer_words.moves(text)
        if text.strip() and (clear or self.passes):
            return Got(text)
        return Missed(m.CARER_ABOUT_AGAIN)

    def keep(self, value: str) -> str:
        return value

    def again(self, kept: str, s: Snapshot) -> str:
        return kept


class OkNoOrWords(OkOrNo):
    """True for OK, False for NO; the words themselves where they must not wait for either: a
    worry, a cry for help, or while `passes` anything that may be meant for the other."""

    def __init__(self, passes: bool = False, names: Sequence[str] = ()) -> None:
        self._passes = passes
        self._names = names

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        found = OkOrNo.read(self, reply, s)
        if isinstance(found, Got) or not reply.text.strip():
            return found
        meaning = words.understand(reply.text)
        relayed = meaning is not None and meaning.word is Word.RELAY and bool(meaning.rest)
        heard = self._passes or relayed or grave(reply.text, self._names)
        return Got(reply.text) if heard else found


ABOUT = {"move": m.CARER_ABOUT_MOVE, "worry": m.CARER_ABOUT_WORRY, ELSE: m.CARER_ABOUT_ELSE}
