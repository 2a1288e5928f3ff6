"""Answers about a planned visit: a place, the travel, the cost."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

from flows.answers import Dropped, Got, Missed, Plain, Reply
from flows.decisions import Option
from flows.facts import Snapshot
from flows.reading.covert import folded
from flows.reading.money import read_pence
from flows.reading.not_known import not_known
from flows.reading.spent import read_spent, says_each, without_each
from flows.reading.travel import Travelled, read_travel, travel_named
from flows.reading.typed import LONGEST
from flows.times import local
from flows.typed_answers import APlace
from flows.visit_words import TRAVEL
from locales import plan_messages as m

_OFFERED = ("walk", "bus", "train", "car", "carer", "other")
_INSTEAD = ("walk", "bus", "train", "carer", "car_alone", "other")
_AS_SAID = {
    "walk": "on foot", "bus": "by bus", "train": "by train", "car": "by car", "taxi": "by taxi",
    "bike": "by bike", "carer": "lift from the carer",
}  # fmt: skip


class APlannedPlace(APlace):
    """A place; what was said of travel and money in the same words is left over."""

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        text, rest = apart(reply.text) if reply.text else ("", "")
        got = super().read(replace(reply, text=text), s)
        if isinstance(got, Missed):
            return replace(got, rest=rest)
        return Got(re.sub(r"^(?:at|to|yn)\s+(?=\w)", "", got.value), rest)


def apart(text: str) -> tuple[str, str]:
    """The words without travel and money, and these as they are read again."""
    said: list[str] = []
    if len(text) > LONGEST:
        return text, ""
    money = read_pence(text)
    if money is not None:
        each = " each" if says_each(text) else ""
        text = without_each(money.rest) if each else money.rest
        said.append(f"£{money.pence // 100}.{money.pence % 100:02d}{each}")
    whole = read_travel(text)
    if whole is not None:
        text = whole.rest
        said.append(_AS_SAID[whole.mode])
    else:
        parts = [part.strip() for part in text.split(",")]
        modes = [found.mode for part in parts[1:] if (found := read_travel(part))]
        if len(modes) == 1:
            text = ", ".join([parts[0], *(p for p in parts[1:] if not read_travel(p))])
            said.append(_AS_SAID[modes[0]])
    return text, ", ".join(said)


class ATravel(Plain):
    """One of `TRAVEL`. Driving the young person needs insurance that reaches `on`."""

    from_rest = True

    def __init__(self, on: datetime) -> None:
        self._on = local(on).date()

    def options(self) -> tuple[Option, ...]:
        return tuple(Option(key, TRAVEL[key]) for key in _OFFERED)

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        key, rest = reply.key(), ""
        if folded(reply.text) in _NONE_OF_THESE:
            key = "other"
        if key not in TRAVEL:
            found = _one_way(reply)
            if found is None:
                return Missed(m.PLAN_TRAVEL_AGAIN)
            key, rest = found.mode, found.rest
        if key == "car" and not insured(s, self._on):
            return Missed(
                m.PLAN_CAR_NOT_INSURED,
                options=tuple(Option(key, TRAVEL[key]) for key in _INSTEAD),
                meant=True,
                rest=rest,
            )
        return Got(key, rest)

    def again(self, kept: str, s: Snapshot) -> str | Dropped:
        return Dropped(m.PLAN_CAR_NO_MORE) if kept == "car" and not insured(s, self._on) else kept


_NONE_OF_THESE = frozenset({"something else", "none of these", "arall", "rhywbeth arall"})


def _one_way(reply: Reply) -> Travelled | None:
    """One way of travelling; none where an answer names two: "walk there, bus back"."""
    if reply.shown and len(travel_named(reply.text)) > 1:
        return None
    return read_travel(apart(reply.text)[1] or reply.text)


def insured(s: Snapshot, on: date) -> bool:
    """Whether the car insurance on file covers me and the young person that day."""
    return bool(s.me and s.me.insured_until and s.me.insured_until >= on)


class ACost(Plain):
    """Pence; None where it is not known yet."""

    from_rest = True

    def options(self) -> tuple[Option, ...]:
        return (
            Option("0", m.COST_NOTHING, unlisted=True),
            Option("none", m.COST_NOT_KNOWN, unlisted=True),
        )

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        # Not by number: "2" is an amount.
        if reply.choice == "none" or (reply.text and _unknown(reply.text)):
            return Got(None)
        if reply.choice == "0":
            return Got(0)
        if says_each(reply.text):
            return Missed(m.PLAN_COST_EACH, meant=True)
        if reply.shown and len(_AMOUNT.findall(reply.text)) > 1:
            return _summed(reply.text)
        found = read_pence(reply.text)
        return Got(found.pence, found.rest) if found else Missed(m.PLAN_COST_AGAIN)


_AMOUNT = re.compile(r"(?<![\d.])\d+(?:[.,]\d{1,2})?(?!\d)")


def _unknown(text: str) -> bool:
    return not_known(text) or folded(text) in ("later", "unknown")


def _summed(text: str) -> Got | Missed:
    """Several amounts, each for something that is named: "bus 4.20, chips 6"."""
    lines = read_spent(text)
    if not lines or any(line.kind == "other" for line in lines):
        return Missed(m.PLAN_COST_EACH)
    return Got(sum(line.pence for line in lines))
