"""What follows once a visit has taken place, whoever said that it is over."""

from __future__ import annotations

from collections.abc import Iterator

from flows.decisions import Decision
from flows.facts import Snapshot, Visit


def kept(s: Snapshot, visit: Visit) -> Iterator[Decision]:
    """The visit counts, wants its record, and may give a co-ordinator something to do."""
    yield from ()
