"""A planned visit is moved or called off: why, when instead, and who tells the young person."""

from __future__ import annotations

from flows.conversation import Script, conversation
from flows.facts import Snapshot


@conversation("change_visit")
def change_visit(s: Snapshot) -> Script:
    """Another time for a planned visit, or none."""
    yield from ()


@conversation("call_off")
def call_off(s: Snapshot) -> Script:
    """A planned visit is not happening."""
    yield from ()
