"""Kinds of answer after a visit. Each may be skipped; None is "nothing" or "not said".

A conversation that waits for hours must never take a new command for an answer: who sends
"in bowling till 5" would believe they are checked in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flows import times, words
from flows.answers import Got, Missed, Plain, Reply
from flows.decisions import Option
from flows.facts import Snapshot
from flows.reading import days
from flows.reading.covert import folded
from flows.reading.not_known import not_known
from flows.reading.spent import names_miles, read_spent, says_each
from flows.reading.typed import Typed
from flows.reading.went_well import went_well
from flows.times import local
from flows.words import Meaning, Word
from locales import messages as general
from locales import record_messages as m
from locales.message import Message, Text
from locales.rendering import harmless

LONGEST = 300
LONGEST_LETTER = 600

SKIP = Option("skip", m.RECORD_SKIP, unlisted=True)
NO = Option("no", "NO", unlisted=True)
_SKIPPED = frozenset({"skip", "skip it", "pass", "hepgor"})
_NOTHING = frozenset(
    "nothing|none|nil|nowt|nope|not really|no worries|nothing to report|nothing thanks|not yet"
    "|no thanks|no incident|no incidents|none at all|no one|dim byd|dim|ddim eto|dim eto"
    "|dim diolch".split("|")
)
_DENIES = re.compile(r"\W*(?:no|nope|nah|na|not|nothing|none|dim|nage|naddo)\b", re.IGNORECASE)
# "Yes" to "did anything go wrong?" is not "OK".
_FINE = frozenset("ok okay oki okey kk k fine iawn".split())
_ELSEWHERE = frozenset({Word.PLAN, Word.CHANGE, Word.CANCEL_VISIT, Word.AWAY, Word.RELAY})


def skipped(reply: Reply) -> bool:
    return reply.choice == "skip" or folded(reply.text) in _SKIPPED


def command(found: Meaning | None) -> Missed | None:
    """A new command is no answer, and is not obeyed half-way either: what would be, is said."""
    if found is not None and found.word is Word.IN:
        return Missed(m.RECORD_NOT_IN)
    if found is not None and found.word in _ELSEWHERE:
        return Missed(m.RECORD_COMMAND)
    return None


def refused(reply: Reply, found: Meaning | None) -> bool:
    """NO, or words for nothing."""
    no = found is not None and found.word is Word.NO and words.is_pleasantry(found.rest)
    return reply.choice == "no" or no or folded(reply.text) in _NOTHING or _denied(reply.text)


def _denied(text: str) -> bool:
    """ "No, all good" and "nothing at all", but not "not good"."""
    return bool(_DENIES.match(text)) and went_well(text) is True


class AnIncident(Plain):
    """{"any": bool or None, "said": words}. Words that do not say all was well are an incident."""

    def options(self) -> tuple[Option, ...]:
        return (
            Option("no", m.RECORD_ALL_WELL, unlisted=True),
            Option("incident", m.RECORD_SOMETHING, unlisted=True),
            SKIP,
        )

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        found = words.understand(reply.text)
        if skipped(reply):
            return _any(None)
        if reply.choice == "incident" or (found and found.word in INCIDENT):
            return _any(True, found.rest if found else "")
        if reply.choice == "no" or _fine(reply.text):
            return _any(False)
        well = went_well(reply.text)
        if well is None:
            return Missed(m.RECORD_UNSURE)
        said = harmless(reply.text)
        return _any(False) if well else command(found) or _any(True, said)


INCIDENT = frozenset({Word.INCIDENT, Word.CONCERN, Word.HELP, Word.POLICE})
"""Words that answer the question about incidents with yes, whatever they are elsewhere."""


def _any(incident: bool | None, said: str = "") -> Got:
    return Got({"any": incident, "said": harmless(said)[:LONGEST]})


def _fine(text: str) -> bool:
    return folded(text) in _FINE


@dataclass(frozen=True, slots=True)
class AFewWords(Plain):
    """Words as they were typed; with `suggest`, OK means that. None for NO or SKIP.

    With `of_trouble`, words that all was well are nothing to write down either.
    """

    suggest: str = ""
    of_trouble: bool = False

    def options(self) -> tuple[Option, ...]:
        ok = (Option("ok", "OK", unlisted=True),) if self.suggest else (NO,)
        return (*ok, SKIP)

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        found = words.understand(reply.text)
        if skipped(reply) or refused(reply, found):
            return Got(None)
        if self.of_trouble and went_well(reply.text):
            return Got(None)
        bare = found is not None and found.word is Word.OK and not found.rest
        if self.suggest and (reply.choice == "ok" or bare):
            return Got(self.suggest)
        if bare:
            return Got(None) if _fine(reply.text) else Missed(m.RECORD_SAY_WHAT)
        if no := command(found):
            return no
        said = harmless(reply.text)
        if len(said) > LONGEST:
            return Missed(m.RECORD_TOO_LONG, {"most": LONGEST})
        return Got(said) if any(map(str.isalpha, said)) else Missed(m.RECORD_SAY_WHAT)


@dataclass(frozen=True, slots=True)
class AChoice(Plain):
    """The key of one of (key, label), or None. `reads` knows a key by people's own words."""

    offered: tuple[tuple[str, Message | str], ...]
    reads: Callable[[str], str | None] = lambda text: None

    def options(self) -> tuple[Option, ...]:
        return (*(Option(key, label) for key, label in self.offered), SKIP)

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        if skipped(reply) or not_known(reply.text):
            return Got(None)
        for key in (reply.key(), self.reads(reply.text)):
            if key in dict(self.offered):
                return Got(key)
        return command(words.understand(reply.text)) or Missed(general.CHOOSE_AGAIN)


class AYesOrNo(Plain):
    """True, False or None."""

    def options(self) -> tuple[Option, ...]:
        return (Option("ok", "OK", unlisted=True), NO, SKIP)

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        found = words.understand(reply.text)
        if skipped(reply):
            return Got(None)
        if refused(reply, found):
            return Got(False)
        if reply.choice == "ok" or _certain(reply.text):
            return Got(True)
        return command(found) or Missed(general.OK_OR_NO)


_CERTAIN = frozenset(
    "he she they does do did has have is are knows know understands understood understand it that"
    " i we him her them explained told talked spoke about today already all fine thanks yn deall"
    " wedi esbonio".split()
)


def _certain(text: str) -> bool:
    """OK, alone or with words that take nothing back: "yes he does", not "yes I think"."""
    found = words.understand(text)
    if found is not None and found.word is Word.OK and not found.rest:
        return True
    first, *more = folded(text).split() or [""]
    return first in _YES and set(more) <= _CERTAIN


_YES = frozenset("yes yep yeah ok okay ie ydy ydyn".split())


@dataclass(frozen=True, slots=True)
class ANextDate(Plain):
    """{"starts_at": …, "home_by": … or None} as ISO instants, or None for none agreed.

    `suggest` is when the next visit is planned already. It stays as it was said, even if the
    record is finished days later.
    """

    suggest: datetime | None = None

    def options(self) -> tuple[Option, ...]:
        ok = (Option("ok", "OK", unlisted=True),) if self.suggest else ()
        return (*ok, NO, SKIP)

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        found = words.understand(reply.text)
        if skipped(reply) or refused(reply, found) or not_known(reply.text):
            return Got(None)
        if self.suggest and (reply.choice == "ok" or _as_suggested(reply.text)):
            return _next(self.suggest, None)
        chosen = _instant(reply.key())
        if chosen is not None:
            return _next(chosen, None)
        text = _OPENING.sub("", reply.text, count=1)
        if (no := command(found)) and not _IN_WEEKS.match(text):
            return no
        return self._read(text, s)

    def _read(self, text: str, s: Snapshot) -> Got | Missed:
        """Times without a day are of the day suggested, never of today."""
        if days.find(Typed.of(text).plain, local(s.now).date()) is None:
            if self.suggest is None:
                return Missed(m.RECORD_NEXT_AGAIN)
            text = f"{local(self.suggest):%d/%m/%Y} {text}"
        when = times.read_when(text, s.now)
        if when is None:
            return Missed(m.RECORD_NEXT_AGAIN)
        if when.past or when.starts_at <= s.now:
            return Missed(general.TIME_GONE)
        if when.choices:
            choices = tuple(
                Option(at.isoformat(), Text(general.TIME_OPTION, {"at": at})) for at in when.choices
            )
            return Missed(general.TIME_WHICH, options=choices)
        return _next(when.starts_at, when.home_by)


_OPENING = re.compile(
    r"\W*(?:(?:yes|yep|yeah|ok|no|nope|ie|na|but|actually|ond)\b[\s,.;:!-]*)*", re.IGNORECASE
)
_IN_WEEKS = re.compile(
    r"in\s+(?:an?\s+)?(?:\w+\s+)?(?:days?|weeks?|fortnight|months?)", re.IGNORECASE
)
"""Not a check-in."""
_AS_SUGGESTED = re.compile(
    r"\W*(?:(?:ok|okay|yes|yep|yeah|yup|still|as|planned|plan|that'?s|thats|that|is|its|it'?s|it|all"
    r"|right|correct|on|confirmed|agreed|good|fine|great|thanks|the|same|please|ie|iawn|cywir)\b\W*)+",
    re.IGNORECASE,
)


def _as_suggested(text: str) -> bool:
    found = words.understand(text)
    agreed = found is not None and found.word is Word.OK and not found.rest
    return agreed or bool(_AS_SUGGESTED.fullmatch(text))


def _next(starts_at: datetime, home_by: datetime | None) -> Got:
    told = {"starts_at": starts_at.isoformat()}
    return Got({**told, "home_by": home_by.isoformat() if home_by else None})


def _instant(key: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(key) if key else None
    except ValueError:
        return None


class WhatItCost(Plain):
    """A list of [kind, pence, words]; empty for nothing, None when it was skipped."""

    def options(self) -> tuple[Option, ...]:
        return (NO, SKIP)

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        found = words.understand(reply.text)
        if skipped(reply):
            return Got(None)
        if refused(reply, found):
            return Got([])
        if no := command(found):
            return no
        lines = read_spent(reply.text)
        if lines is not None:
            return Got([[line.kind, line.pence, line.said] for line in lines])
        if says_each(reply.text):
            return Missed(m.RECORD_SPENT_EACH)
        return Missed(m.RECORD_NO_MILES if names_miles(reply.text) else m.RECORD_SPENT_AGAIN)


class OwnLetter(Plain):
    """{"send": bool} for the words shown, or {"words": others} to be shown instead."""

    def options(self) -> tuple[Option, ...]:
        return (Option("ok", "OK", unlisted=True), NO)

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        found = words.understand(reply.text)
        if skipped(reply) or refused(reply, found):
            return Got({"send": False})
        if reply.choice == "ok" or (found and found.word is Word.OK and not found.rest):
            return Got({"send": True})
        if no := command(found):
            return no
        said = harmless(reply.text)
        if len(said) > LONGEST_LETTER:
            return Missed(m.RECORD_TOO_LONG, {"most": LONGEST_LETTER})
        return Got({"words": said}) if len(said.split()) > 2 else Missed(m.LETTER_AGAIN)


Told = Mapping[str, Any]
"""Answers as JSON values, by the question's name."""
