"""What a carer sends: moving a visit, a worry, or word for the volunteer."""

from __future__ import annotations

from flows.decisions import Decision
from flows.events import Arrived
from flows.facts import Person, Snapshot
from flows.words import Meaning


def answer(s: Snapshot, me: Person, meaning: Meaning) -> list[Decision] | None:
    """What a carer's word does; None when it is not a carer's word."""
    return None


def unclear(s: Snapshot, me: Person, event: Arrived) -> list[Decision] | None:
    """Words that are no command: word for the volunteer while the relay is open, else asked."""
    return None
