"""Once a day, at a set hour: what waits for a co-ordinator. Nothing waits, nothing is sent."""

from __future__ import annotations

from flows.decisions import Decision
from flows.facts import Person, Snapshot
from flows.words import Meaning


def due(s: Snapshot) -> list[Decision]:
    """A DIGEST timer of `s.me`."""
    return []


def answer(s: Snapshot, me: Person, meaning: Meaning) -> list[Decision] | None:
    """TASKS and DONE; None when it is neither."""
    return None
