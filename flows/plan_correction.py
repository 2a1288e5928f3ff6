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
from flows.reading.covert import folded
from flows.reading.money import read_pence
from flows.reading.other_time import filled_in, one_day
from flows.reading.travel import read_travel
from flows.times import local, read_when
from locales import plan_messages as m

_CHANGES = {
    "when": "when|day|date|time|times|day and time|pryd|dydd|diwrnod|dyddiad|amser",
    "place": "place|where|venue|lle|ble|lleoliad",
    "travel": "travel|transport|teithio|teithiau|trafnidiaeth",
    "cost": "cost|price|money|pris|arian",
    "agreed": "agreed|who agreed|agreement|cytuno",
}
_RIGHT = re.compile(
    r"\W*(?:(?:ok|okay|yes|yep|yeah|yup|ie|iawn|all|looks?|sounds?|that'?s|thats|that|is|its|it'?s|it"
    r"|good|great|fine|lovely|perfect|brilliant|right|correct|spot|on|confirm|confirmed|agreed|send"
    r"|go|ahead|for|book|please|thanks|thank|you|ta|cheers|popeth|yn|cywir|diolch|x)\b\W*)+",
    re.IGNORECASE,
)
_SAYS_RIGHT = re.compile(
    r"\b(?:ok|okay|yes|yep|yeah|yup|ie|iawn|good|great|fine|lovely|perfect|brilliant|right|correct"
    r"|spot\s+on|confirm|confirmed|send|go\s+ahead|go\s+for\s+it|book|cywir)\b",
    re.IGNORECASE,
)
_AGREEMENT = re.compile(
    r"\b(?:carer|mum|both|he|she|they|child|young\s+person)\b.*\b(?:agree|agrees|agreed|said|asked"
    r"|happy)\b|\A\W*(?:(?:who|not|all|wedi)\s+)?(?:agreed|agreement|cytuno)\b(?!\W*(?:ok|yes))",
    re.IGNORECASE | re.DOTALL,
)
_WRONG = re.compile(
    r"\W*(?:(?:is|are|yn)\s+)?(?:all\s+)?(?:wrong|not\s+right|anghywir)\W*", re.IGNORECASE
)
_NOT = re.compile(r"[\s,]+(?:not|nid)\s.*$", re.IGNORECASE | re.DOTALL)
_ELSEWHERE = re.compile(
    r"\W*(?:(?:no|yes|but|actually|sorry|na)\b\W*)*(?:it'?s|its|we'?re|were|make\s+it)\s+(?:now\s+)?"
    r"(?:at|in)\s+(?P<said>(?!the\s+(?:morning|afternoon|evening))[^\W\d].*)",
    re.IGNORECASE | re.DOTALL,
)
_GAP = r"[\s,.;:!-]*"
_OPENS = (
    rf"{_GAP}(?:(?:no|nope|na|ok|yes|yep|yeah|ie|but|ond|except|apart\s+from|wait|sorry|actually|change"
    rf"|newid|wrong|the|y|it'?s|make\s+it)\b{_GAP})*"
)
_NAMED = {
    what: re.compile(
        rf"{_OPENS}(?:{named})\b\W*(?:(?:is|to|yw|i|should\s+be|it'?s|its)\b\W*)?(?P<said>.*)",
        re.IGNORECASE | re.DOTALL,
    )
    for what, named in _CHANGES.items()
}
_NO_PRICE = "x"
"""Before a lone figure, which may be a time: it is read as money only if it is said to be."""
_OPENING = re.compile(_OPENS, re.IGNORECASE)


def _also(said: str) -> str | None:
    """The other thing in "place and time"."""
    named = re.sub(r"^(?:and|&|a)\s+", "", said, flags=re.IGNORECASE)
    found = (what for what, pattern in _NAMED.items() if pattern.fullmatch(named))
    what = next(found, None) if named != said else None
    bare = what is not None and not _NAMED[what].fullmatch(named)["said"].strip()  # type: ignore[index]
    return what if bare else None


def _right(text: str) -> bool:
    """OK in many words; "agreed" alone may name what is to change."""
    found = words.understand(text)
    if found and found.word is words.Word.OK and words.is_pleasantry(found.rest):
        return folded(text) != "agreed"
    return bool(_RIGHT.fullmatch(text) and _SAYS_RIGHT.search(text))


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
        if _right(reply.text):
            return Got(("ok", ""))
        what, said = self._correction(reply.text, s)
        if what is None:
            return Missed(m.PLAN_CHANGE_WHAT)
        return Got((what, said), said)

    def _correction(self, text: str, s: Snapshot) -> tuple[str | None, str]:
        if self._matched and _AGREEMENT.search(text):
            return "agreed", ""
        for what, pattern in _NAMED.items():
            found = pattern.fullmatch(text)
            if found and what != "agreed":
                said = found["said"].strip()
                if _WRONG.fullmatch(said):
                    said = ""
                if other := _also(said):
                    return f"{what} {other}", ""
                return what, self._dated(said, s) if what == "when" and said else said
        elsewhere = _ELSEWHERE.fullmatch(text)
        if elsewhere:
            return "place", _NOT.sub("", elsewhere["said"])
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
        dated = filled_in(said, self._day, self._end, s.now)
        if read_when(dated, s.now):
            return dated
        return f"{said} {self._day:%H:%M}-{self._end:%H:%M}" if one_day(said, s.now) else ""

    def keep(self, value: tuple[str, str]) -> Sequence[str]:
        return list(value)

    def again(self, kept: Sequence[str], s: Snapshot) -> tuple[str, str]:
        return (kept[0], kept[1])
