"""MATCH: how a co-ordinator looks at and moves on a match, from chat."""

from __future__ import annotations

from flows.decisions import Decision
from flows.facts import Person, Snapshot


def answer(s: Snapshot, me: Person, rest: str) -> list[Decision]:
    """ "MATCH", "MATCH K7", "MATCH K7 ESTABLISHED" from a co-ordinator."""
    return []
