"""Answers about a visit that can't be as planned: which one, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.answers import Dropped, Got, Missed, Plain, Reply
from flows.decisions import Option
from flows.facts import Snapshot, Visit
from flows.reading import days
from flows.reading.typed import Typed
from flows.times import local
from flows.visit_words import when_and_where
from locales import messages, plan_messages
from locales.message import Text

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
    "work": "work|working|no bus|no train|train strike|bus strike|car broke down"
    "|car has broken down|gwaith|gweithio|yn gweithio",
    "place": "weather|rain|raining|snow|snowing|storm|shut|closed|full|sold out|tywydd|eira|glaw"
    "|ar gau",
}
_LEAD = r"(?:i'm|im|i am|it's|its|they're|the|my|feeling|at|got|have|bad|dwi'n|dw i'n|rwy'n|y)"
_REST = {
    why: re.compile(rf"\W*(?:{_LEAD}\s+)*(?:{said})\W*", re.IGNORECASE)
    for why, said in _SAID.items()
}
_BETWEEN = re.compile(r"\s+(?:to|i)\s+", re.IGNORECASE)


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
        for why, said in _REST.items():
            if said.fullmatch(text):
                return Got((why, text))
        asked = bool(reply.shown)
        if not asked or not re.search(r"[^\W\d_]{2}", text) or len(text) > REASON_LENGTH:
            return Missed(m.CHANGE_WHY_AGAIN)
        return Got(("other", text))

    def keep(self, value: tuple[str, str]) -> Sequence[str]:
        return list(value)

    def again(self, kept: Sequence[str], s: Snapshot) -> tuple[str, str]:
        return (kept[0], kept[1])
