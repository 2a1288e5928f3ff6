"""How a visit ends, whoever says so: its timers go, and what took place is counted."""

from __future__ import annotations

from flows import after_visit, confirm
from flows.decisions import ChangeVisit, Decision, StopTimer
from flows.events import TimerKind
from flows.facts import Snapshot, Visit, VisitState


def close(
    s: Snapshot, visit: Visit, state: VisitState = VisitState.HOME, *, in_secret: bool = False
) -> list[Decision]:
    """Over: nothing waits for the visit any more, and one that took place wants its record.

    `in_secret`: it only looks so, after a covert word.
    """
    closed: list[Decision] = [
        ChangeVisit(visit.id, state=state),
        StopTimer(TimerKind.VISIT_DUE, visit.id),
        *confirm.unwatch(visit.id),
        *confirm.settled(s, visit, quietly=True),
    ]
    if state is VisitState.HOME:
        closed += after_visit.kept(s, visit, in_secret=in_secret)
    return closed
