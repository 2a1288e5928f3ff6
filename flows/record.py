"""After a visit: one short conversation makes the record, the words for the child, the claim."""

from __future__ import annotations

from flows.conversation import Script, conversation
from flows.decisions import Decision
from flows.facts import Snapshot


@conversation("record")
def record(s: Snapshot) -> Script:
    """What a co-ordinator and a young person should know of a visit."""
    yield from ()


def due(s: Snapshot) -> list[Decision]:
    """A RECORD timer of `s.visit`: ask, ask again, then tell a co-ordinator."""
    return []
