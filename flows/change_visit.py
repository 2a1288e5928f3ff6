"""A planned visit is moved or called off: why, when instead, and who tells the young person."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from flows import carers, confirm, sight
from flows.change_answers import AReason, AVisit, WhoTells
from flows.check_out import under_way
from flows.conversation import REST, Again, Script, Step, agree, ask, conversation
from flows.decisions import ChangeVisit, Decision, Note, Say, Urgency
from flows.facts import Agreed, Match, Person, Snapshot, Visit, VisitState
from flows.free_time import AFreeTime, FreeTimes
from flows.moves import SOON, child_told, moved, take_off
from flows.plan_answers import ATravel, insured
from flows.plan_checks import too_often_seen
from flows.times import local
from flows.visit_words import dates, end, when_and_where
from locales import plan_messages as m
from locales.message import Message

__all__ = ["call_off", "change", "change_visit", "moved", "planned_by", "take_off"]

Span = tuple[datetime, datetime]


@conversation("change_visit")
def change_visit(s: Snapshot) -> Script:
    """Another time for a planned visit, or none."""
    yield from _one_of_mine(s)


@conversation("call_off")
def call_off(s: Snapshot) -> Script:
    """A planned visit is not happening; it may have another time all the same."""
    yield from _one_of_mine(s)


def _one_of_mine(s: Snapshot) -> Script:
    me = s.me
    assert me is not None
    planned = planned_by(s, me)
    if not planned:
        yield _none(s, me)
        return
    visit = planned[0]
    if len(planned) > 1:
        visit = yield from ask("visit", m.CHANGE_WHICH, AVisit(planned))
    yield from change(s, me, visit)


def planned_by(s: Snapshot, me: Person) -> list[Visit]:
    """My planned visits, the next one first."""
    return [v for v in sight.ahead(s, me.id) if v.state is VisitState.PLANNED]


def _none(s: Snapshot, me: Person) -> Say:
    out = under_way(s, me)
    if out is not None:
        return Say(me.id, m.CHANGE_OUT, {"home_by": out.home_by})
    return Say(me.id, m.CHANGE_NONE)


def change(s: Snapshot, me: Person, visit: Visit) -> Script:
    """Why, when instead and who tells the child; then whoever needs to know is told.

    The questions bear the visit's id: an answer about one visit never moves another.
    """
    match = sight.match_of(s, visit)
    why, said = yield from ask(f"why{visit.id}", m.CHANGE_WHY, AReason(), **when_and_where(visit))
    span = yield from _other_time(s, me, visit)
    travel = yield from _other_travel(s, visit, span)
    child = (yield from _who_tells(s, match, visit)) if match else ""
    yield Note("visit_changed", why)
    if span is None:
        yield from take_off(s, me, visit, child, said or why)
    else:
        yield from _move(s, me, visit, span, travel, child)


def _other_time(s: Snapshot, me: Person, visit: Visit) -> Generator[Step, Any, Span | None]:
    """As long as it was to be, unless an end is said; asked again for a day I am away."""
    length = visit.home_by - (visit.starts_at or visit.home_by)
    when, times, away = (f"{name}{visit.id}" for name in ("when", "times", "away"))
    length = max(length, timedelta(hours=1))
    said = yield from ask(when, m.CHANGE_WHEN, AFreeTime(visit, length, none=True))
    if isinstance(said, date):
        said = yield from ask(times, m.CHANGE_TIMES, FreeTimes(said, visit, length), day=said)
    span: Span | None = said
    if span and sight.absence_on(s, me.id, local(span[0]).date()):
        if not (yield from agree(away, m.PLAN_AWAY)):
            yield Again((when, times, away, REST))
    return span


def _other_travel(s: Snapshot, visit: Visit, span: Span | None) -> Generator[Step, Any, str | None]:
    """Another way to travel, where the car's insurance does not reach the new day."""
    if span is None or visit.travel != "car" or insured(s, local(span[0]).date()):
        return None
    travel: str = yield from ask(f"travel{visit.id}", m.CHANGE_CAR, ATravel(span[0]))
    return travel


def _who_tells(s: Snapshot, match: Match, visit: Visit) -> Generator[Step, Any, str]:
    offered: list[tuple[str, Message]] = [("me", m.TELLS_ME)]
    if sight.carer_of(s, match):
        offered.append(("carer", m.TELLS_CARER))
    offered.append(("team", m.TELLS_TEAM))
    by: str = yield from ask(f"child{visit.id}", m.CHANGE_WHO_TELLS, WhoTells(offered))
    return by


def _move(
    s: Snapshot, me: Person, visit: Visit, span: Span, travel: str | None, child: str
) -> Iterator[Decision]:
    starts_at, home_by = span
    match = sight.match_of(s, visit)
    yield from moved(s, visit, starts_at, home_by)
    # What was agreed was the old time; the carer hears of the new one below.
    asked = Agreed.NOT_ASKED if match else None
    yield ChangeVisit(visit.id, travel=travel, carer_agreed=asked, child_agreed=asked)
    args = {
        "name": me.first_name,
        "reference": match.reference if match else "",
        "place": visit.place,
        "was": visit.starts_at or visit.home_by,
        "starts_at": starts_at,
        "end": end(starts_at, home_by),
    }
    later = replace(visit, starts_at=starts_at, home_by=home_by)
    yield from confirm.settled(s, visit, quietly=True)
    yield Say(me.id, m.VISIT_MOVED, args, calendar=dates(later))
    owner = sight.in_charge(s, match, but=me.id)
    if owner is not None:
        yield Say(owner.id, m.VISIT_MOVED_TELL, args, Urgency.ROUTINE)
    if match is None:
        return
    yield from too_often_seen(s, match, later)
    words = m.VISIT_MOVED_CARER_TELLS if child == "carer" else m.VISIT_MOVED_TELL_CARER
    soon = min(starts_at, visit.starts_at or visit.home_by) - s.now <= SOON
    yield from carers.tell_carer(s, match, words, args, visit=visit, urgent=soon)
    yield from child_told(s, me, match, visit, child)
