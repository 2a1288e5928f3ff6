"""Prompts for co-ordinators, exceptions only: each opens a task, at most once."""

from __future__ import annotations

from collections.abc import Iterator

from flows.decisions import Decision
from flows.facts import Match, Snapshot, Visit


def after_visit(s: Snapshot, match: Match, visit: Visit, kept: int) -> Iterator[Decision]:
    """What the `kept`-th visit of a match asks of its co-ordinator."""
    yield from ()


def no_visit(s: Snapshot) -> list[Decision]:
    """A NO_VISIT timer of `s.match`."""
    return []


def review(s: Snapshot) -> list[Decision]:
    """A REVIEW timer of `s.match`."""
    return []


def insurance(s: Snapshot) -> list[Decision]:
    """An INSURANCE timer of `s.me`."""
    return []
