"""Prompts for co-ordinators, exceptions only: each opens a task, at most once.

What only reminds comes at 09:00 in London, however the day it counts from began.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from flows import sight
from flows.decisions import ChangeMatch, Decision, Say, SetInsurance, SetTimer, Urgency
from flows.events import TimerKind
from flows.facts import (
    Match,
    Person,
    Role,
    Snapshot,
    Stage,
    Standing,
    TaskKind,
    Visit,
    VisitState,
)
from flows.reading.instants import instant
from flows.scheme import Scheme
from flows.tasks import open_task, settle
from flows.times import local
from locales import task_messages as m

MORNING = 9
"""The hour of prompts: nobody is reminded of anything at night."""

DAY, WEEK = timedelta(days=1), timedelta(days=7)


def morning(at: datetime) -> datetime:
    """The first 09:00 in London that is not before `at`."""
    day = local(at).date()
    same = instant(day, MORNING)
    return same if same >= at else instant(day + DAY, MORNING)


def watch_visits(scheme: Scheme, match: int, since: datetime) -> SetTimer:
    """From now on somebody asks when this match has had no visit for too long."""
    return SetTimer(TimerKind.NO_VISIT, match, morning(since + scheme.visits_every))


def after_visit(s: Snapshot, match: Match, visit: Visit, kept: int) -> Iterator[Decision]:
    """What the `kept`-th visit asks of the co-ordinator; `match` is as it was before."""
    if match.stage is Stage.ENDED:
        return
    yield watch_visits(s.scheme, match.id, visit.started_at or visit.starts_at or s.now)
    yield from settle(s, {TaskKind.NO_VISIT}, match=match)
    if kept == 1 and not match.kept:
        yield from open_task(s, TaskKind.FIRST_VISIT, match=match)
    # Once more after each further visit, where it was called done and nothing was decided.
    if kept >= s.scheme.trial_visits and match.stage is Stage.TRIAL:
        yield from open_task(s, TaskKind.TRIAL_OVER, match=match)
    if kept > 1 and match.explained_at is None:
        yield from open_task(s, TaskKind.CONFIDENTIALITY, match=match)


def no_visit(s: Snapshot) -> list[Decision]:
    """A NO_VISIT timer of `s.match`: asked again each week for as long as the match lasts."""
    match = s.match
    if match is None or match.stage is Stage.ENDED:
        return []
    away = sight.absence_on(s, match.volunteer_id, local(s.now).date())
    if away is not None:
        return [SetTimer(TimerKind.NO_VISIT, match.id, instant(away.last + DAY, MORNING))]
    since = match.last_visit_at or match.began_at
    if s.now < since + s.scheme.visits_every:
        return [watch_visits(s.scheme, match.id, since)]
    again = SetTimer(TimerKind.NO_VISIT, match.id, morning(s.now + WEEK))
    if _expected(s, match):
        return [again]
    return [*open_task(s, TaskKind.NO_VISIT, match=match), again]


def _expected(s: Snapshot, match: Match) -> bool:
    """A visit is planned or under way."""
    open_ones = (VisitState.PLANNED, VisitState.OUT)
    return any(v.match_id == match.id and v.state in open_ones for v in s.visits)


def set_review(s: Snapshot, match: Match, on: date) -> Iterator[Decision]:
    """The young person asked for their visitor to come to their review on that day."""
    yield ChangeMatch(match.id, review_on=on)
    yield SetTimer(TimerKind.REVIEW, match.id, _ahead(s, on, s.scheme.review_ahead))


def review(s: Snapshot) -> list[Decision]:
    """A REVIEW timer of `s.match`."""
    match = s.match
    if match is None or match.stage is Stage.ENDED or match.review_on is None:
        return []
    if match.review_on < local(s.now).date():
        return []
    if sight.secret(s, match.volunteer_id):
        return [SetTimer(TimerKind.REVIEW, match.id, morning(s.now + DAY))]
    told = {"reference": match.reference, "on": match.review_on}
    return [
        *open_task(s, TaskKind.REVIEW, match=match),
        Say(match.volunteer_id, m.MATCH_REVIEW_TELL, told, Urgency.ROUTINE),
    ]


def set_insurance(s: Snapshot, me: Person, until: date) -> Iterator[Decision]:
    """The volunteer's car insurance covers the young person up to and with that day."""
    yield SetInsurance(me.id, until)
    yield SetTimer(TimerKind.INSURANCE, me.id, _ahead(s, until, s.scheme.insurance_ahead))
    yield from settle(s, {TaskKind.INSURANCE})


def insurance(s: Snapshot) -> list[Decision]:
    """An INSURANCE timer of `s.me`: some weeks ahead, and the morning after its last day."""
    me = s.me
    if me is None or me.standing is not Standing.ACTIVE or Role.VOLUNTEER not in me.roles:
        return []
    until = me.insured_until
    if until is None:
        return []
    if sight.secret(s, me.id):
        return [SetTimer(TimerKind.INSURANCE, me.id, morning(s.now + DAY))]
    opened = open_task(s, TaskKind.INSURANCE, match=sight.my_match(s, me.id), person=me)
    if until < local(s.now).date():
        return [*opened, Say(me.id, m.INSURANCE_OVER, urgency=Urgency.ROUTINE)]
    return [
        *opened,
        Say(me.id, m.INSURANCE_SOON, {"until": until}, Urgency.ROUTINE),
        SetTimer(TimerKind.INSURANCE, me.id, instant(until + DAY, MORNING)),
    ]


def _ahead(s: Snapshot, day: date, length: timedelta) -> datetime:
    """That long before the day; at once where that has gone."""
    return max(instant(day - length, MORNING), s.now)
