"""A message ready to leave: what the deliverer needs to know, and what its row holds."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from flows.decisions import Urgency
from flows.facts import Channel
from storage.keys import Keys, Sealed
from storage.reading import compact

PAYLOAD = "outbox"

PRIORITY = {Urgency.SAFETY: 0, Urgency.REPLY: 1, Urgency.ROUTINE: 2}
"""As stored, so that the database can sort by it."""
URGENCY = {number: urgency for urgency, number in PRIORITY.items()}


class State(StrEnum):
    """HELD → CLAIMED → SENT; CLAIMED → QUEUED (try again) → CLAIMED; any → FAILED → REPORTED.

    FAILED waits for somebody to decide about it, REPORTED has been decided.
    A claim that runs out is claimed anew by whoever sweeps.
    """

    HELD = "held"
    QUEUED = "queued"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    REPORTED = "reported"


class Button(NamedTuple):
    """`data` comes back when it is pressed: "w:WORD" or "p:PROMPT:KEY", at most 64 bytes."""

    label: str
    data: str


class Attachment(NamedTuple):
    """A file that follows the text. `kind` is its media type.

    `link` leads to the same, "" if nothing does: for when the words go by a channel that takes
    no files after all.
    """

    name: str
    kind: str
    content: bytes
    link: str = ""


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One message of the outbox. The fields of a channel's message, then whose and why.

    `attempts` counts earlier hand-overs. `claimed_until` is when another process may take it.
    `tried` are addresses (ids) by which the same words have failed before.
    """

    id: int
    channel: Channel
    to: str
    text: str
    language: str
    urgency: Urgency
    queued_at: datetime
    claimed_until: datetime
    buttons: tuple[Button, ...] = ()
    valid_for: timedelta | None = None
    template: tuple[str, dict[str, str]] | None = None
    attempts: int = 0
    unsure_since: datetime | None = None
    person_id: int | None = None
    address_id: int | None = None
    alert_id: int | None = None
    rung: int | None = None
    visit_id: int | None = None
    tried: tuple[int, ...] = ()
    file: Attachment | None = None

    @property
    def safety(self) -> bool:
        return self.urgency is Urgency.SAFETY

    @property
    def priority(self) -> int:
        """0 before 1 before 2."""
        return PRIORITY[self.urgency]


def payload(keys: Keys, row: OutboxRow) -> Sealed:
    """What nobody but the addressee may read."""
    private: dict[str, Any] = {
        "to": row.to,
        "text": row.text,
        "language": row.language,
        "buttons": row.buttons,
        "template": row.template,
        "tried": row.tried,
    }
    if row.file is not None:
        name, kind, content, link = row.file
        private["file"] = (name, kind, base64.b64encode(content).decode(), link)
    return keys.seal(PAYLOAD, compact(private))


def opened(keys: Keys, sealed: bytes) -> dict[str, Any]:
    """`OutboxRow`'s to, text, language, buttons, template, tried and file."""
    private: dict[str, Any] = json.loads(keys.open(PAYLOAD, sealed).decode())
    private["buttons"] = tuple(Button(*button) for button in private["buttons"])
    private["tried"] = tuple(private["tried"])
    private["template"] = private["template"] and tuple(private["template"])
    private["file"] = _file(private.get("file"))
    return private


def _file(held: list[str] | None) -> Attachment | None:
    if held is None:
        return None
    name, kind, content, link = held
    return Attachment(name, kind, base64.b64decode(content), link)
