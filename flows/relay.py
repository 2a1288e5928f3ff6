"""Carer and volunteer reach each other through the scheme, around a visit, unseen numbers both."""

from __future__ import annotations

from flows.decisions import Decision
from flows.facts import Person, Snapshot


def from_volunteer(s: Snapshot, me: Person, text: str) -> list[Decision]:
    """CARER and words: passed on to the carer while the relay is open."""
    return []
