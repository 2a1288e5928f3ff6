"""How a visit ends, whoever says so: its timers go, and what took place is counted."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from flows import after_visit, confirm, sight, tasks
from flows.decisions import NO_OFFER, ChangeVisit, Decision, DoTask, StopTimer
from flows.events import TimerKind
from flows.facts import Snapshot, Stage, TaskKind, Visit, VisitState

ABOUT_A_DATE = frozenset({TaskKind.TOO_OFTEN})
ABOUT_A_PLAN = ABOUT_A_DATE | {TaskKind.COST, TaskKind.CARER_NOT_AGREED}
"""What nobody need see to any more once the visit has another date, or none."""


def close(
    s: Snapshot, visit: Visit, state: VisitState = VisitState.HOME, *, in_secret: bool = False
) -> list[Decision]:
    """Over: nothing waits for the visit any more, and one that took place wants its record.

    `in_secret`: it only looks so, after a covert word.
    """
    closed: list[Decision] = [
        ChangeVisit(visit.id, state=state, offer=NO_OFFER if visit.offer else None),
        StopTimer(TimerKind.VISIT_DUE, visit.id),
        *confirm.unwatch(visit.id),
        *confirm.settled(s, visit, quietly=True),
    ]
    if state is VisitState.HOME:
        closed += after_visit.kept(s, visit, in_secret=in_secret)
    elif state is VisitState.MISSED and not in_secret:
        closed += _let_down(s, visit)
    return closed


def _let_down(s: Snapshot, visit: Visit) -> Iterator[Decision]:
    """Nobody came and no other date is known: somebody sees that there is one."""
    match = sight.match_of(s, visit)
    if match is not None and match.stage is not Stage.ENDED:
        yield from tasks.open_task(s, TaskKind.NO_NEW_DATE, match=match, visit=visit)


def off(s: Snapshot, visit: Visit) -> Iterator[Decision]:
    """A planned visit is not happening: nobody waits for it or asks about it."""
    yield from close(s, visit, VisitState.CANCELLED)
    yield from moot(s, visit, ABOUT_A_PLAN)


def moot(s: Snapshot, visit: Visit, kinds: Collection[TaskKind]) -> Iterator[DoTask]:
    """What waits about this visit and nobody need see to any more."""
    for task in s.tasks:
        if task.visit_id == visit.id and task.kind in kinds:
            yield DoTask(task.id)
