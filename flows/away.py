"""Holidays and leave: of a volunteer, whose visits must not clash; of a co-ordinator, covered."""

from __future__ import annotations

from flows.conversation import Script, conversation
from flows.decisions import Decision
from flows.facts import Snapshot


@conversation("away")
def away(s: Snapshot) -> Script:
    """From when until when, and for a co-ordinator who covers."""
    yield from ()


def due(s: Snapshot) -> list[Decision]:
    """An AWAY timer of `s.absence`: it begins, or it is over."""
    return []
