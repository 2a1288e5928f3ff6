"""Kinds of answer after a visit. Each may be skipped; None is "nothing" or "not said".

A conversation that waits for hours must never take a new command for an answer: who sends
"in bowling till 5" would believe they are checked in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flows import times, words
from flows.answers import Got, Missed, Plain, Reply
from flows.decisions import Option
from flows.facts import Snapshot
from flows.reading.covert import folded
from flows.reading.spent import names_miles, read_spent
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
    "|no thanks|no incident|no incidents|none at all|no one|dim byd|dim|ddim eto|dim diolch".split(
        "|"
    )
)
# "Yes" to "did anything go wrong?" is not "OK".
_FINE = frozenset("ok okay oki okey kk k fine iawn".split())
_TROUBLE = re.compile(r"\b(?:problems?|issues?|concerns?)\b", re.IGNORECASE)
_NONE_OF_IT = re.compile(r"\b(?:no|not|any|dim|heb)\b", re.IGNORECASE)
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
    return reply.choice == "no" or no or folded(reply.text) in _NOTHING


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
        if refused(reply, found):
            return _any(False)
        if found is not None and found.word in (Word.OK, Word.NO):
            fine = _fine(reply.text) or (found.rest and _pleasant(found.rest))
            return _any(False) if fine else Missed(m.RECORD_UNSURE)
        if no := command(found):
            return no
        if _pleasant(reply.text):
            return _any(False)
        said = harmless(reply.text)
        unsure = not any(map(str.isalpha, said)) or words.is_pleasantry(said)
        return Missed(m.RECORD_UNSURE) if unsure else _any(True, said)


INCIDENT = frozenset({Word.INCIDENT, Word.CONCERN, Word.HELP, Word.POLICE})
"""Words that answer the question about incidents with yes, whatever they are elsewhere."""


def _any(incident: bool | None, said: str = "") -> Got:
    return Got({"any": incident, "said": harmless(said)[:LONGEST]})


def _fine(text: str) -> bool:
    return folded(text) in _FINE


def _pleasant(text: str) -> bool:
    """Kind words that hold no trouble: "no problems" has none, "problems" has."""
    trouble = _TROUBLE.search(text) and not _NONE_OF_IT.search(text)
    return any(map(str.isalpha, text)) and words.is_pleasantry(text) and not trouble


@dataclass(frozen=True, slots=True)
class AFewWords(Plain):
    """Words as they were typed; with `suggest`, OK means that. None for NO or SKIP."""

    suggest: str = ""

    def options(self) -> tuple[Option, ...]:
        ok = (Option("ok", "OK", unlisted=True),) if self.suggest else (NO,)
        return (*ok, SKIP)

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        found = words.understand(reply.text)
        if skipped(reply) or refused(reply, found):
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
    """The key of one of (key, label), or None."""

    offered: tuple[tuple[str, Message | str], ...]

    def options(self) -> tuple[Option, ...]:
        return (*(Option(key, label) for key, label in self.offered), SKIP)

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        if skipped(reply):
            return Got(None)
        key = reply.key()
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
        if reply.choice == "ok" or (found and found.word is Word.OK and not found.rest):
            return Got(True)
        return command(found) or Missed(general.OK_OR_NO)


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
        if skipped(reply) or refused(reply, found):
            return Got(None)
        if self.suggest and (reply.choice == "ok" or (found and found.word is Word.OK)):
            return _next(self.suggest, None)
        chosen = _instant(reply.key())
        if chosen is not None:
            return _next(chosen, None)
        if no := command(found):
            return no
        when = times.read_when(reply.text, s.now)
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
