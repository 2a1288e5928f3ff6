"""Whether a planned visit stands: asked two days and one day before, and on the day.

Silence is never yes: what nobody confirmed reaches a co-ordinator.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from flows.decisions import Decision, SetTimer, StopTimer
from flows.events import TimerKind
from flows.facts import Person, Snapshot
from flows.waiting import Waiting


def watch(s: Snapshot, visit: int, starts_at: datetime) -> Iterator[Decision]:
    """The timers that a planned visit has from now on: its reminders and its start."""
    yield SetTimer(
        TimerKind.VISIT_START, visit, starts_at + s.scheme.missed_check_in.rungs[0].after
    )


def unwatch(visit: int) -> Iterator[Decision]:
    """It has begun or is not happening: nobody is reminded or waited for any more."""
    yield StopTimer(TimerKind.VISIT_START, visit)
    yield StopTimer(TimerKind.CONFIRM, visit)


def due(s: Snapshot) -> list[Decision]:
    """A CONFIRM timer of `s.visit`."""
    return []


def waiting(s: Snapshot, me: Person) -> list[Waiting]:
    """My planned visits that I have been asked about and have not confirmed."""
    return []
