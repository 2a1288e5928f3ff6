"""The safety card before the first check-in of the day: ticks only, never a detail."""

from __future__ import annotations

from flows.conversation import Script, conversation
from flows.facts import Snapshot


@conversation("safety_card")
def card(s: Snapshot) -> Script:
    """The card, gone through before setting out."""
    yield from ()
