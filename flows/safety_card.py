"""The safety card before the first check-in of the day: ticks only, never a detail."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

from flows import sight, tasks, words
from flows.answers import Got, Missed, Plain, Reply
from flows.conversation import Script, Step, ask, conversation
from flows.decisions import ChangeVisit, Decision, Option, Say
from flows.facts import Person, Snapshot, TaskKind, Visit, VisitState
from flows.reading.covert import folded
from flows.times import local
from flows.words import Meaning, Word
from locales import messages as general
from locales import record_messages as m
from locales.message import Message, Text

POINTS: tuple[Message, ...] = (
    m.CARD_POINT_1, m.CARD_POINT_2, m.CARD_POINT_3, m.CARD_POINT_4, m.CARD_POINT_5
)  # fmt: skip
ALL = 0b11111
"""Every point ticked. Point 1 is the lowest bit."""
URGENT = 0b00111
"""Carer's number, allergies, own medicines: a co-ordinator hears at once if one is open."""
NOT_YET = -1
"""As good as no card: for a visit that has been moved to another day."""

_DONE = re.compile(
    r"(?:(?:yes|yep|ok|all|done|both|of|them|to|it|the|5|five|everything|sorted|ticked|complete|good"
    r"|go|ready|set|thanks|ie|popeth|wedi|i|gwneud|n|barod|diolch)\b\s*)+"
)
_SAYS_DONE = frozenset("all everything sorted ticked complete popeth".split())
_ALL_BUT = re.compile(
    r"(?:(?:yes|yep|ok|all|done|everything|popeth|wedi|gwneud|ie)\s+)*"
    r"(?:but|except|except\s+for|apart\s+from|bar|not|ond|heblaw|ac\s+eithrio)(?:\s+not)?\s+(?=\d)"
)
_WITH_DONE = re.compile(
    r"\b(?:not|havent|hasnt|didnt|isnt|heb|ddim|dim)\s+(?:been\s+)?(?:done|do|gwneud)\b"
    r"|\b(?:ive|i\s+have|i|weve|we)\s+(?=not|havent|didnt)|\b(?:havent|hasnt|didnt)\b|\bleft\b"
)
"""What makes "3 not done" and "haven't done 3" clear, as "3 done" is not."""
# "1-5" is as likely what is done; and never only its two ends.
_RANGE = re.compile(r"\d\s*(?:[-\u2013\u2014]|\bto\b|\btan\b|\bi\b)\s*\d")
_EVERYTHING = frozenset({"all", "everything", "popeth"})
# "1 2 done" could be either, so only words that leave no doubt may stand around the numbers.
_AROUND = frozenset(
    "not no and all but except apart from still open missing to do number numbers point points"
    " isnt is are arent yet ok ond a ac heb dim rhif rhifau heblaw".split()
)


@dataclass(frozen=True, slots=True)
class ATickList(Plain):
    """A mask of what is done; whatever else is written is not kept, for it may be about health."""

    again_with: Message = m.CARD_TICKS

    def options(self) -> tuple[Option, ...]:
        return (Option("ok", "OK", unlisted=True),)

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        if reply.choice == "ok" or _all_done(reply.text):
            return Got(ALL)
        open_points = _numbers(reply.text)
        if not open_points:
            return Missed(self.again_with, {"again": m.CARD_TICKS})
        return Got(ALL & ~sum(1 << (point - 1) for point in open_points))


def _all_done(text: str) -> bool:
    found, said = words.understand(text), folded(text)
    agreed = found is not None and found.word in (Word.OK, Word.DONE)
    if agreed and found is not None and words.is_pleasantry(found.rest):
        return True
    whole = words.is_pleasantry(said) and not _EVERYTHING.isdisjoint(said.split())
    done = _DONE.fullmatch(said) and not _SAYS_DONE.isdisjoint(said.split())
    return whole or bool(done) or said in ("yes done", "yep done", "ok done", "good to go")


def takes(s: Snapshot, meaning: Meaning) -> bool:
    """Whether DONE ticks the card that waits, and is no word about a co-ordinator's task."""
    shown = s.talk.shown if s.talk else None
    asked = shown is not None and shown.name.partition(".")[0] == "card"
    return asked and meaning.word is Word.DONE


def _numbers(text: str) -> set[int]:
    """The points named as not done; none at all if anything else is said."""
    if _RANGE.search(text.casefold()):
        return set()
    flat = folded(text).replace("'", "")
    named = _WITH_DONE.sub(" ", _ALL_BUT.sub("", flat, count=1))
    said = re.findall(r"\w+", named)
    figures = [word for word in said if word.isdecimal()]
    digits = {int(digit) for figure in figures for digit in figure}
    clear = all(word.isdecimal() or word in _AROUND for word in said)
    return digits if clear and digits <= {1, 2, 3, 4, 5} else set()


@conversation("safety_card")
def card(s: Snapshot) -> Script:
    """The card, gone through before setting out."""
    me = s.me
    assert me is not None
    visit = next((v for v in _today(s, me) if v.state is VisitState.PLANNED), None)
    if visit is None or sight.my_match(s, me.id) is None:
        yield Say(me.id, m.CARD_NO_VISIT)
        return
    mask: int = yield from ask(f"card.{visit.id}", m.CARD_ASK, ATickList())
    yield ChangeVisit(visit.id, card=mask)
    args = {"place": visit.place, "starts_at": visit.starts_at, "points": points_open(mask)}
    yield Say(me.id, m.CARD_DONE if mask == ALL else m.CARD_OPEN, args)


def first_of_the_day(s: Snapshot, me: Person) -> Generator[Step, Any, int | None]:
    """The card as a check-in's first question; None where it need not be gone through."""
    if sight.my_match(s, me.id) is None or any(_gone_through(v) for v in _today(s, me)):
        return None
    answer = ATickList(m.CARD_TICKS_BEFORE)
    mask: int = yield from ask("card", m.CARD_BEFORE, answer, card=m.CARD_ASK)
    return mask


def _today(s: Snapshot, me: Person) -> list[Visit]:
    """My visits of this London date, whatever became of them, in their order."""
    mine = [v for v in s.visits if v.volunteer_id == me.id]
    when = {v.id: v.started_at or v.starts_at or v.home_by for v in mine}
    today = local(s.now).date()
    return sorted((v for v in mine if local(when[v.id]).date() == today), key=lambda v: when[v.id])


def _gone_through(visit: Visit) -> bool:
    """In advance it must be all done; what was open then is asked again on setting out."""
    if visit.card is None or visit.card == NOT_YET:
        return False
    return visit.card == ALL or visit.started_at is not None


def points_open(mask: int) -> tuple[Text, ...]:
    """What is not done, a line each."""
    return tuple(
        Text(m.CARD_POINT, {"number": number, "point": point})
        for number, point in enumerate(POINTS, start=1)
        if not mask & 1 << (number - 1)
    )


def left_open(s: Snapshot, me: Person, visit: Visit, mask: int | None) -> Iterator[Decision]:
    """Checked in all the same: what to see to now is said, and a co-ordinator has it."""
    if mask is None or mask == ALL:
        return
    match = sight.match_of(s, visit)
    owner = sight.in_charge(s, match, but=me.id)
    who: Message | str = owner.first_name if owner else general.A_CO_ORDINATOR
    yield Say(me.id, m.CARD_OPEN_NOW, {"points": points_open(mask), "who": who})
    numbers = (str(n) for n in range(1, len(POINTS) + 1) if not mask & 1 << (n - 1))
    yield from tasks.open_task(
        s,
        TaskKind.CARD,
        match=match,
        visit=visit,
        urgent=mask & URGENT != URGENT,
        detail=", ".join(numbers),
    )
