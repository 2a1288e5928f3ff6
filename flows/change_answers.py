"""Answers about a visit that can't be as planned: which one, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from flows.answers import Dropped, Got, Missed, Plain, Reply
from flows.decisions import Option
from flows.facts import Snapshot, Visit
from flows.reading import days
from flows.reading.typed import Typed
from flows.reading.who_tells import who_tells
from flows.times import local, read_when
from flows.typed_answers import said_at
from flows.visit_words import when_and_where
from locales import messages, plan_messages
from locales.message import Message, Text

m = plan_messages

REASON_LENGTH = 160

_REASONS = {
    "ill": m.WHY_ILL,
    "work": m.WHY_WORK,
    "they": m.WHY_THEY,
    "place": m.WHY_PLACE,
    "other": m.WHY_OTHER,
}
# Only these are a reason in the words after CHANGE or OFF; where it was asked, any words are.
_SAID = {
    "ill": "ill|sick|poorly|unwell|not well|flu|covid|a cold|a bug|sal|sâl|yn sal|yn sâl",
    "work": "work|working|called in(?:to work)?|called into work|work called me in|no bus(?:es)?"
    "|no trains?|trains? (?:is |are )?(?:cancelled|off)"
    "|bus(?:es)? (?:is |are )?(?:cancelled|off)"
    "|train strike|bus strike|car broke down|car has broken down|gwaith|gweithio|yn gweithio",
    "they": "(?:they|he|she|carer|mum|the carer|the family|foster mum|young person"
    "|k[0-9]+) (?:can'?t"
    "|cannot|is ill|is sick|is poorly|is unwell|is away|are away|are ill|can'?t make it|can'?t come"
    "|can'?t do it)|(?:he's|she's|they're|hes|shes|theyre) (?:ill|sick|poorly|unwell|away|not well)"
    "|young person ill|carer ill|them",
    "place": "weather|rain|raining|too wet|snow|snowing|storm|shut|closed|full|sold out|tywydd|eira"
    "|glaw|ar gau",
}
_LEAD = (
    r"(?:sorry|so|i'm|im|i am|it's|its|they're|the|my|feeling|at|got|have|bad|dwi'n|dw i'n|rwy'n|y)"
)
_REST = {
    why: re.compile(rf"\W*(?:{_LEAD}\s+)*(?:{said})\W*", re.IGNORECASE)
    for why, said in _SAID.items()
}
_BETWEEN = re.compile(r"\s+(?:to|i)\s+", re.IGNORECASE)


class WhoTells(Plain):
    """Who tells the young person: one of `offered`, "me", "carer" and "team"."""

    def __init__(self, offered: Sequence[tuple[str, Message]]) -> None:
        self._offered = dict(offered)

    def options(self) -> tuple[Option, ...]:
        return tuple(Option(key, label) for key, label in self._offered.items())

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        for key in (reply.key(), who_tells(reply.text)):
            if key in self._offered:
                return Got(key)
        return Missed(messages.CHOOSE_AGAIN)


class AVisit(Plain):
    """One of several planned visits, by its line or by a day or a place in earlier words."""

    from_rest = True

    def __init__(self, planned: Sequence[Visit]) -> None:
        self._planned = planned

    def options(self) -> tuple[Option, ...]:
        return tuple(
            Option(str(v.id), Text(m.VISIT_OPTION, when_and_where(v))) for v in self._planned
        )

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        key = reply.key()
        for visit in self._planned:
            if str(visit.id) == key:
                return Got(visit)
        first, *others = _BETWEEN.split(reply.text, maxsplit=1)
        meant = [v for v in self._planned if _names(v, first, s)]
        if len(meant) == 1:
            return Got(meant[0], others[0] if others else "")
        return Missed(messages.CHOOSE_AGAIN)

    def keep(self, value: Visit) -> int:
        return value.id

    def again(self, kept: int, s: Snapshot) -> Visit | Dropped:
        found = next((v for v in self._planned if v.id == kept), None)
        return found or Dropped(messages.NO_LONGER)


def _names(visit: Visit, text: str, s: Snapshot) -> bool:
    """Whether these words are this visit's day or its place, and nothing else."""
    plain = Typed.of(text).plain
    day = days.find(plain, local(s.now).date())
    if day is not None and not re.search(r"\w", plain[: day.start] + plain[day.end :]):
        return local(visit.starts_at or visit.home_by).date() in day.dates
    return bool(text.strip()) and text.casefold().strip() == visit.place.casefold()


def _and_when(text: str, now: datetime) -> tuple[str, str]:
    """The reason, and the words for another time behind it: "ill, can we do sunday 2-5"."""
    asks = _ASKS_FOR.search(text)
    found = read_when(text, now) if not _DENIES.search(text) else None
    if found is None or found.past or (asks is None and found.rest):
        return text, ""
    return (text[: asks.start()] if asks else "").strip(" ,.;-"), text


_ASKS_FOR = re.compile(
    r"\b(?:so\s+)?(?:(?:can|could|shall)\s+(?:we|i|it)|how\s+about|what\s+about|(?:move|change|make)"
    r"\s+(?:it|to)|instead|allwn\s+ni|gawn\s+ni|beth\s+am)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:can'?t|cannot|not|unable|until|till?|methu|ddim)\b|\bcan\s+not\b", re.IGNORECASE
)


class AReason(Plain):
    """Why: (one of `ill`, `work`, `they`, `place`, `other`; the words used, "" without)."""

    from_rest = True

    def options(self) -> tuple[Option, ...]:
        return tuple(Option(key, label) for key, label in _REASONS.items())

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        key = reply.key()
        if key in _REASONS:
            return Got((key, ""))
        text = " ".join(reply.text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
        asked = bool(reply.shown)
        text, when = _and_when(text, said_at(s)) if asked else (text, "")
        for why, said in _REST.items():
            if said.fullmatch(text):
                return Got((why, text), when)
        if when and not re.search(r"[^\W\d_]{2}", text):
            return Got(("other", ""), when)
        if not asked or not re.search(r"[^\W\d_]{2}", text) or len(text) > REASON_LENGTH:
            return Missed(m.CHANGE_WHY_AGAIN)
        return Got(("other", text), when)

    def keep(self, value: tuple[str, str]) -> Sequence[str]:
        return list(value)

    def again(self, kept: Sequence[str], s: Snapshot) -> tuple[str, str]:
        return (kept[0], kept[1])
