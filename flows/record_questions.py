"""What is asked after a visit, in order. A question that does not apply is left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from flows import sight, told
from flows.answers import Answer
from flows.conversation import Question
from flows.facts import Match, Person, Snapshot, Visit, VisitState
from flows.reading import how_it_was
from locales import messages as general
from locales import record_messages as m
from locales.message import Message


@dataclass(frozen=True, slots=True)
class About:
    """The visit a record is of, and its match where that is in sight."""

    s: Snapshot
    me: Person
    visit: Visit
    match: Match | None

    def ask(self, name: str, message: Message, answer: Answer, **args: object) -> Question:
        """Named for the visit too, so that no answer is ever taken for another visit's."""
        return Question(f"{name}.{self.visit.id}", message, answer, args)

    @property
    def reference(self) -> Message | str:
        return self.match.reference if self.match else m.RECORD_CHILD

    @property
    def when(self) -> dict[str, object]:
        starts_at = self.visit.starts_at or self.visit.started_at or self.visit.home_by
        return {"place": self.visit.place.partition(" (")[0], "starts_at": starts_at}


def _incident(it: About) -> Question:
    return it.ask("incident", m.RECORD_INCIDENT, told.AnIncident(), **it.when)


def _did(it: About) -> Question:
    place = str(it.when["place"])
    if not re.search(r"[^\W\d_]{2}", place):  # a place that was only ever a point on the map
        return it.ask("did", m.RECORD_DID_NO_PLACE, told.AFewWords())
    return it.ask("did", m.RECORD_DID, told.AFewWords(place), place=place)


def _chose(it: About) -> Question:
    offered: tuple[tuple[str, Message | str], ...] = (
        ("child", it.reference), ("me", m.RECORD_CHOSE_ME), ("both", m.RECORD_CHOSE_BOTH),
        ("other", m.RECORD_CHOSE_OTHER),
    )  # fmt: skip
    reads = partial(how_it_was.chooser, reference=it.match.reference if it.match else "")
    return it.ask("chose", m.RECORD_CHOSE, told.AChoice(offered, reads))


def _mood(it: About) -> Question:
    offered = (
        ("great", m.RECORD_GREAT), ("good", m.RECORD_GOOD), ("mixed", m.RECORD_MIXED),
        ("hard", m.RECORD_HARD),
    )  # fmt: skip
    answer = told.AChoice(offered, how_it_was.mood)
    return it.ask("mood", m.RECORD_MOOD, answer, reference=it.reference)


def _next(it: About) -> Question:
    planned = next_planned(it.s, it.me)
    if planned is None:
        return it.ask("next", m.RECORD_NEXT, told.ANextDate())
    return it.ask("next", m.RECORD_NEXT_PLANNED, told.ANextDate(planned), starts_at=planned)


def next_planned(s: Snapshot, me: Person) -> datetime | None:
    """When my next visit that stands is planned to begin."""
    planned = [v for v in s.visits if v.volunteer_id == me.id and v.state is VisitState.PLANNED]
    return min((v.starts_at for v in planned if v.starts_at and v.starts_at > s.now), default=None)


def _follow_up(it: About) -> Question:
    owner = sight.in_charge(it.s, it.match, but=it.me.id)
    who = owner.first_name if owner else general.A_CO_ORDINATOR
    return it.ask("follow_up", m.RECORD_FOLLOW_UP, told.AFewWords(of_trouble=True), who=who)


def _explained(it: About) -> Question | None:
    """After each visit, until it has been explained and understood."""
    if it.match is None or it.match.explained_at is not None:
        return None
    return it.ask("explained", m.RECORD_EXPLAINED, told.AYesOrNo(), reference=it.reference)


def _spent(it: About) -> Question:
    return it.ask("spent", m.RECORD_SPENT, told.WhatItCost())


QUESTIONS: tuple[Callable[[About], Question | None], ...] = (
    _incident, _did, _chose, _mood, _next, _follow_up, _explained, _spent
)  # fmt: skip
"""In the order of what must not wait: who stops half-way has told that first."""
