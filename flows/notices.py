"""Notices to all volunteers, with an answer and a reason for absence."""

from __future__ import annotations

from flows.conversation import Script, conversation
from flows.decisions import Decision
from flows.facts import Person, Snapshot
from flows.waiting import Waiting


@conversation("notice")
def notice(s: Snapshot) -> Script:
    """A co-ordinator words a notice, sees it, and sends it."""
    yield from ()


def show(s: Snapshot, me: Person) -> list[Decision]:
    """NOTICES: for a co-ordinator who comes, for a volunteer what waits for an answer."""
    return []


def send(s: Snapshot) -> list[Decision]:
    """A NOTICE timer of `s.notice`: to everybody in `s.volunteers`."""
    return []


def waiting(s: Snapshot, me: Person) -> list[Waiting]:
    """Notices that ask whether I come, and have no answer of mine."""
    return []
