"""PLAN: where, when, how and for how much; said back once, and then it stands."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import date, datetime
from typing import Any

from flows import carers, confirm, plan_checks, sight, tasks
from flows.conversation import REST, Again, Script, Step, agree, ask, conversation
from flows.decisions import Decision, PlanVisit, Say, Urgency
from flows.facts import (
    Agreed,
    Match,
    Person,
    Snapshot,
    Stage,
    Talk,
    TaskKind,
    Visit,
    VisitState,
)
from flows.free_time import AFreeEnd, AFreeTime, FreeTimes
from flows.plan_agreed import CarerAgreed, ChildAgreed
from flows.plan_answers import ACost, APlannedPlace, ATravel
from flows.plan_correction import APlanChecked
from flows.times import local
from flows.visit_words import TRAVEL, dates, lines, pounds, when_and_where
from locales import plan_messages as m
from locales.message import Text

__all__ = ["TRAVEL", "plan_visit"]

ASKED_AGAIN = {
    "when": ("when", "times", "until", "away"),
    "place": ("place",),
    "travel": ("travel",),
    "cost": ("cost",),
    "agreed": ("carer", "child"),
}
"""The questions behind each thing that can be changed in the summary."""


def _not_planned(s: Snapshot, talk: Talk) -> list[Decision]:
    """Nobody may believe that a visit is planned which they never said OK to."""
    assert s.me is not None
    return [Say(s.me.id, m.PLAN_EXPIRED, urgency=Urgency.ROUTINE)]


@conversation("plan_visit", version=2, on_expiry=_not_planned, replaced_with=m.PLAN_EXPIRED)
def plan_visit(s: Snapshot) -> Script:
    """What is missing is asked for; then all of it is said back, and any of it can be changed."""
    me = s.me
    assert me is not None
    match, over = sight.my_match(s, me.id), _ended(s, me)
    if match is None and over is not None:
        yield Say(me.id, m.PLAN_OVER, {"reference": over.reference})
        return
    visit = yield from _drawn_up(s, me, match)
    assert visit.starts_at is not None
    checked = APlanChecked(visit.starts_at, visit.home_by, match is not None)
    # A name for each plan: OK to one that cannot be any more is not OK to the next.
    sure = f"sure{int(visit.starts_at.timestamp())}{visit.travel}"
    what, said = yield from ask(sure, m.PLAN_SUMMARY, checked, lines=_lines(s, match, visit))
    if what != "ok":
        # Words left over from the beginning would answer in place of the person.
        names = [name for one in what.split() for name in ASKED_AGAIN[one]]
        yield Again((*names, sure, *(() if said else (REST,))))
    yield from _planned(s, me, match, visit)


def _ended(s: Snapshot, me: Person) -> Match | None:
    """A match of mine that has ended lately: no visit is planned by somebody without another."""
    mine = (m for m in s.matches if m.volunteer_id == me.id and m.stage is Stage.ENDED)
    return next(mine, None)


def _drawn_up(s: Snapshot, me: Person, match: Match | None) -> Generator[Step, Any, Visit]:
    """The visit as it would be."""
    starts_at, home_by = yield from _when(s, me)
    place = yield from ask("place", m.PLAN_PLACE, APlannedPlace())
    travel = yield from ask("travel", m.PLAN_TRAVEL, ATravel(starts_at))
    cost = yield from ask("cost", m.PLAN_COST, ACost())
    carer = child = None
    if match is not None:
        carer = yield from ask("carer", m.PLAN_CARER_AGREED, CarerAgreed())
        child = yield from ask("child", m.PLAN_CHILD_AGREED, ChildAgreed())
    return Visit(
        id=s.fresh[0],
        volunteer_id=me.id,
        state=VisitState.PLANNED,
        place=place,
        home_by=home_by,
        ladder=s.scheme.missed_check_in,
        starts_at=starts_at,
        match_id=match.id if match else None,
        travel=travel,
        cost=cost,
        carer_agreed=carer,
        child_agreed=child,
    )


def _when(s: Snapshot, me: Person) -> Generator[Step, Any, tuple[datetime, datetime]]:
    """Start and end, at a time that I am free."""
    when = yield from ask("when", m.PLAN_WHEN, AFreeTime())
    if isinstance(when, date):
        when = yield from ask("times", m.PLAN_TIMES, FreeTimes(when), day=when)
    starts_at, home_by = when
    if home_by is None:
        home_by = yield from ask("until", m.PLAN_UNTIL, AFreeEnd(after=starts_at))
    if sight.absence_on(s, me.id, local(starts_at).date()):
        if not (yield from agree("away", m.PLAN_AWAY)):
            yield Again(ASKED_AGAIN["when"])
    return starts_at, home_by


def _lines(s: Snapshot, match: Match | None, visit: Visit) -> tuple[Text, ...]:
    """The plan, and what a co-ordinator will see in it."""
    seen: list[Text] = []
    if plan_checks.too_often(s, match, visit):
        seen.append(Text(m.PLAN_LINE_OFTEN))
    if plan_checks.too_dear(s, visit):
        seen.append(Text(m.PLAN_LINE_COST, {"limit": pounds(s.scheme.cost_limit)}))
    return (*lines(visit), *seen)


def _planned(s: Snapshot, me: Person, match: Match | None, visit: Visit) -> Iterator[Decision]:
    """It stands: its start is watched, and whoever needs to know is told."""
    assert visit.starts_at is not None
    yield PlanVisit(
        visit.id,
        me.id,
        visit.place,
        visit.starts_at,
        visit.home_by,
        visit.ladder,
        match=visit.match_id,
        travel=visit.travel,
        cost=visit.cost,
        carer_agreed=visit.carer_agreed,
        child_agreed=visit.child_agreed,
        confirmed=confirm.soon(s, visit.starts_at),
    )
    yield from confirm.watch(s, visit.id, visit.starts_at)
    args = {"place": visit.place, "starts_at": visit.starts_at, "home_by": visit.home_by}
    yield Say(me.id, m.PLAN_DONE, args, calendar=dates(visit))
    yield from _seen(s, me, match, visit)
    if match is not None:
        found = (TaskKind.NO_NEW_DATE, TaskKind.NO_VISIT)
        yield from tasks.settle(s, found, match=match)
        if visit.carer_agreed is not Agreed.NO:
            yield from _carer_told(s, me, match, visit)


def _seen(s: Snapshot, me: Person, match: Match | None, visit: Visit) -> Iterator[Decision]:
    """What a co-ordinator has to look at, and what the volunteer should know of it."""
    yield from plan_checks.too_often_seen(s, match, visit)
    yield from plan_checks.too_dear_seen(s, match, visit)
    yield from plan_checks.not_agreed_seen(s, match, visit)
    if plan_checks.too_dear(s, visit):
        known = {"cost": pounds(visit.cost or 0), "limit": pounds(s.scheme.cost_limit)}
        yield Say(me.id, m.PLAN_COST_OVER, known)
    if match is not None and not plan_checks.agreed(visit):
        yield Say(me.id, m.PLAN_NOT_AGREED)


def _carer_told(s: Snapshot, me: Person, match: Match, visit: Visit) -> Iterator[Decision]:
    """A note for the carer's diary, against two plans for one day."""
    args = {
        **when_and_where(visit),
        "reference": match.reference,
        "name": me.first_name,
        "travel": TRAVEL[visit.travel],
    }
    yield from carers.tell_carer(s, match, m.PLAN_TELL_CARER, args, visit=visit)
