"""The answer to a plan that is said back: OK, or what of it is to change, by tap or in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from flows import words
from flows.answers import Got, Missed, Plain, Reply
from flows.decisions import Option
from flows.facts import Snapshot
from flows.plan_answers import apart
from flows.reading import days
from flows.reading.money import read_pence
from flows.reading.travel import read_travel
from flows.reading.typed import Typed
from flows.times import local, read_when
from locales import plan_messages as m

_CHANGES = {
    "when": "when|day|date|time|times|day and time|pryd|dydd|diwrnod|dyddiad|amser",
    "place": "place|where|venue|lle|ble|lleoliad",
    "travel": "travel|transport|teithio|teithiau|trafnidiaeth",
    "cost": "cost|price|money|pris|arian",
    "agreed": "agreed|who agreed|agreement|cytuno",
}
_GAP = r"[\s,.;:!-]*"
_OPENS = rf"{_GAP}(?:(?:no|na|ok|but|wait|actually|change|newid|the|y|it'?s|make\s+it)\b{_GAP})*"
_NAMED = {
    what: re.compile(
        rf"{_OPENS}(?:{named})\b\W*(?:(?:is|to|yw|i)\b\W*)?(?P<said>.*)", re.IGNORECASE | re.DOTALL
    )
    for what, named in _CHANGES.items()
}
_NO_PRICE = "x"
"""Before a lone figure, which may be a time: it is read as money only if it is said to be."""
_OPENING = re.compile(_OPENS, re.IGNORECASE)


class APlanChecked(Plain):
    """OK, or what of the plan is to change: ("ok", "") or (what, words for it).

    A bare time in a correction belongs to the plan's own day, and a bare day keeps its times.
    """

    def __init__(self, starts_at: datetime, home_by: datetime, matched: bool) -> None:
        self._day, self._end, self._matched = local(starts_at), local(home_by), matched

    def options(self) -> tuple[Option, ...]:
        offered = [
            Option("ok", m.AGREED_OK),
            Option("when", m.PLAN_CHANGE_WHEN),
            Option("place", m.PLAN_CHANGE_PLACE),
            Option("travel", m.PLAN_CHANGE_TRAVEL),
            Option("cost", m.PLAN_CHANGE_COST),
        ]
        return (*offered, Option("agreed", m.PLAN_CHANGE_AGREED)) if self._matched else (*offered,)

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        key = reply.key()
        if key is not None:
            return Got((key, ""))
        meaning = words.understand(reply.text)
        if meaning and meaning.word is words.Word.OK and words.is_pleasantry(meaning.rest):
            return Got(("ok", ""))
        what, said = self._correction(reply.text, s)
        if what is None:
            return Missed(m.PLAN_CHANGE_WHAT)
        return Got((what, said), said)

    def _correction(self, text: str, s: Snapshot) -> tuple[str | None, str]:
        for what, pattern in _NAMED.items():
            found = pattern.fullmatch(text)
            if found and (what != "agreed" or self._matched):
                said = found["said"].strip()
                return what, self._dated(said, s) if what == "when" and said else said
        return self._unnamed(_OPENING.sub("", text, count=1).strip(), s)

    def _unnamed(self, said: str, s: Snapshot) -> tuple[str | None, str]:
        """Words that tell by themselves what they are about; "8.50" is a time, "£8.50" money."""
        left, known = apart(f"{_NO_PRICE} {said}")
        left = left.removeprefix(_NO_PRICE).strip(" ,")
        dated = self._dated(left, s) if left else ""
        about = {
            "when": dated,
            "travel": read_travel(known or said),
            "cost": read_pence(known) or (not dated and read_pence(said)),
        }
        found = " ".join(what for what, meant in about.items() if meant)
        return (found, ", ".join(filter(None, (dated, known))) or said) if found else (None, "")

    def _dated(self, said: str, s: Snapshot) -> str:
        """Words for another time, with the day or the times they leave out; "" for none."""
        if days.find(Typed.of(said).plain, local(s.now).date()) is None:
            said = f"{self._day.day}/{self._day.month}/{self._day.year} {said}"
        elif read_when(said, s.now) is None:
            said = f"{said} {self._day:%H:%M}-{self._end:%H:%M}"
        return said if read_when(said, s.now) else ""

    def keep(self, value: tuple[str, str]) -> Sequence[str]:
        return list(value)

    def again(self, kept: Sequence[str], s: Snapshot) -> tuple[str, str]:
        return (kept[0], kept[1])
