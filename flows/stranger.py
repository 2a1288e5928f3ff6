"""Somebody whom the scheme does not know: a short honest answer, and where help is."""

from __future__ import annotations

from flows.decisions import Decision, Say
from flows.events import Arrived
from flows.facts import Channel, Person, Snapshot
from locales import messages as m


def greet(s: Snapshot, event: Arrived, me: Person | None = None) -> list[Decision]:
    """One message. A link that is used or too old is named as such."""
    if event.channel is Channel.VOICE or s.answered_enough:
        return []
    to = me.id if me else None
    said: list[Decision] = []
    if event.text.startswith("/start "):
        said.append(Say(to, m.LINK_NOT_GOOD, both_languages=True))
    args = {"scheme": s.scheme.name, "phone": s.scheme.phone}
    message = m.STRANGER if s.scheme.phone else m.STRANGER_NO_PHONE
    return [*said, Say(to, message, args, both_languages=True)]
