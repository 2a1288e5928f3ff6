"""What follows once a visit has taken place, whoever said that it is over."""

from __future__ import annotations

from collections.abc import Iterator

from flows import prompts, sight
from flows.decisions import ChangeMatch, ChangeVisit, Decision, OpenTask, Say, SetTimer
from flows.events import TimerKind
from flows.facts import Person, RecordState, Snapshot, Stage, Visit, VisitState


def kept(s: Snapshot, visit: Visit, *, in_secret: bool = False) -> Iterator[Decision]:
    """A visit with a young person wants its record, counts, and may give a co-ordinator
    something to do.

    The timer asks, and not the answer to OUT: that stays what the covert word answers.
    `in_secret`: nobody is told to ring the volunteer.
    """
    if visit.match_id is None:
        return
    yield SetTimer(TimerKind.RECORD, visit.id, s.now + s.scheme.record_after)
    yield from count(s, visit, in_secret=in_secret)


def count(s: Snapshot, visit: Visit, *, in_secret: bool = False) -> Iterator[Decision]:
    """Once a visit, as soon as its match is in sight. A named person who says SAFE does not see
    it: then the visit's `record` stays None, and it is counted when the volunteer is asked."""
    match = sight.match_of(s, visit)
    if match is None or visit.record is not None:
        return
    yield ChangeVisit(visit.id, record=RecordState.DUE)
    number = match.kept + (match.stage is not Stage.INTRODUCTION)
    began = visit.started_at or visit.starts_at or s.now
    last = max(began, match.last_visit_at or began)
    yield ChangeMatch(match.id, kept=number, last_visit_at=last)
    quiet = in_secret or sight.secret(s, visit.volunteer_id)
    for decision in prompts.after_visit(s, match, visit, number):
        if not (quiet and isinstance(decision, OpenTask | Say)):
            yield decision


def wants_record(visit: Visit) -> bool:
    """It took place and nobody has told yet what it was like."""
    untold = visit.record is None or visit.record is RecordState.DUE
    return visit.match_id is not None and visit.state is VisitState.HOME and untold


def unwritten(s: Snapshot, me: Person) -> list[Visit]:
    """My visits that want their record, the oldest first."""
    mine = [v for v in s.visits if v.volunteer_id == me.id and wants_record(v)]
    return sorted(mine, key=lambda v: (v.closed_at or v.home_by, v.id))
