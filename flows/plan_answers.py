"""Answers about a planned visit: a time that is free, a place, the travel, the cost."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from flows import sight, words
from flows.answers import Dropped, Got, Missed, Plain, Reply
from flows.decisions import Option
from flows.facts import Snapshot
from flows.reading.money import read_pence
from flows.reading.travel import read_travel
from flows.reading.typed import LONGEST
from flows.times import local
from flows.typed_answers import APlace, ATime, AWhen
from flows.visit_words import TRAVEL, end
from locales import plan_messages as m

_OFFERED = ("walk", "bus", "train", "car", "carer", "other")
_INSTEAD = ("walk", "bus", "train", "carer", "car_alone", "other")
_AS_SAID = {
    "walk": "on foot", "bus": "by bus", "train": "by train", "car": "by car", "taxi": "by taxi",
    "bike": "by bike", "carer": "lift from the carer",
}  # fmt: skip
_NOT_KNOWN = re.compile(
    r"\W*(?:skip|pass|(?:i\s+)?(?:don'?t|dont|do\s+not)\s+know(?:\s+yet)?|not\s+(?:sure|known)(?:\s+yet)?"
    r"|no\s+idea|unknown|dunno|later|not\s+yet|no\s+(?:new\s+)?date(?:\s+yet)?|d?dim\s+eto|ddim\s+yn\s+(?:gwybod|siwr|siŵr)|dim\s+syniad|ddim\s+yn\s+hysbys)\W*",
    re.IGNORECASE,
)


class AFreeTime(AWhen):
    """A day and time at which I have no other visit: (starts_at, home_by or None).

    `but` is the visit that is being moved. `length` is how long it is to last where no end is
    said. With `none`, there may be no date yet: then None.
    """

    def __init__(self, but: int = 0, length: timedelta | None = None, none: bool = False) -> None:
        self._but, self._length, self._none = but, length, none

    def options(self) -> tuple[Option, ...]:
        return (Option("none", m.CHANGE_NO_DATE),) if self._none else ()

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        if self._none and (reply.key() == "none" or (reply.shown and _says_none(reply.text))):
            return Got(None)
        got = super().read(reply, s)
        if isinstance(got, Missed):
            return replace(got, options=got.options or self.options())
        starts_at, home_by = got.value
        if home_by is None and self._length is not None:
            home_by = starts_at + self._length
        missed = clash(s, starts_at, home_by, self._but)
        if missed is not None:
            return replace(missed, options=self.options(), rest=got.rest)
        return Got((starts_at, home_by), got.rest)

    def keep(self, value: Any) -> Any:
        return None if value is None else super().keep(value)

    def again(self, kept: Any, s: Snapshot) -> Any:
        if kept is None:
            return None
        found = super().again(kept, s)
        if isinstance(found, Dropped):
            return found
        return Dropped(m.PLAN_TAKEN) if clash(s, found[0], found[1], self._but) else found


def _says_none(text: str) -> bool:
    found = words.understand(text)
    return bool(_NOT_KNOWN.fullmatch(text)) or bool(found and found.word is words.Word.NO)


def clash(
    s: Snapshot, starts_at: datetime, home_by: datetime | None, but: int = 0
) -> Missed | None:
    """Why this cannot be, where I have another visit in that time."""
    until = home_by or starts_at + timedelta(minutes=1)
    for visit in sight.ahead(s, s.me.id if s.me else 0):
        begins = visit.started_at or visit.starts_at or visit.home_by
        if visit.id != but and begins < until and starts_at < visit.home_by:
            args = {"place": visit.place, "starts_at": begins, "end": end(begins, visit.home_by)}
            return Missed(m.PLAN_CLASH, args, meant=True)
    return None


@dataclass(frozen=True, slots=True)
class AFreeEnd(ATime):
    """When a visit that begins at `after` is over: before my next one."""

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        got = ATime.read(self, reply, s)
        if isinstance(got, Missed) or self.after is None:
            return got
        missed = clash(s, self.after, got.value)
        return replace(missed, message=m.PLAN_CLASH_END, rest=got.rest) if missed else got


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
        text = money.rest
        said.append(f"£{money.pence // 100}.{money.pence % 100:02d}")
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
        if key not in TRAVEL:
            found = read_travel(apart(reply.text)[1] or reply.text)
            if found is None:
                return Missed(m.PLAN_TRAVEL)
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
        if reply.choice == "none" or (reply.text and _NOT_KNOWN.fullmatch(reply.text)):
            return Got(None)
        if reply.choice == "0":
            return Got(0)
        found = read_pence(reply.text)
        return Got(found.pence, found.rest) if found else Missed(m.PLAN_COST_AGAIN)
