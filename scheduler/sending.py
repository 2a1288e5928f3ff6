"""What a channel promises to the deliverer: the one contract that every channel keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from flows.events import SendError
from flows.facts import Channel


@dataclass(frozen=True, slots=True)
class Button:
    """`data` is what comes back when it is pressed: at most 64 bytes.

    "w:WORD" stands for a typed word, "p:PROMPT:KEY" for an answer to a question.
    """

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that follows the text, in the same hand-over. `kind` is its media type."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to hand to a provider. `text` is plain, already worded and in `language`.

    On SMS and WhatsApp the choices stand in the text already; `buttons` are for channels
    that have them. On a call `text` is spoken. `valid_for` is how long it may still be
    delivered. `template` is an approved WhatsApp template's (sid, variables).
    `attempts` counts earlier hand-overs; `unsure_since` is set when one of those may have
    arrived: look before sending again. `file` is for channels that take files.
    """

    id: int
    channel: Channel
    to: str
    text: str
    language: str
    safety: bool
    buttons: tuple[Button, ...] = ()
    valid_for: timedelta | None = None
    template: tuple[str, dict[str, str]] | None = None
    attempts: int = 0
    unsure_since: datetime | None = None
    file: Attachment | None = None


class SendFailed(Exception):
    """The provider did not take a message.

    `error` says what to do about it, `retry_after` seconds how long to wait when the
    provider said, `code` the provider's own code for operators. Holds no text or address.
    `moved_to` is the new address where the provider gave one (a Telegram group's migration).
    """

    def __init__(
        self,
        error: SendError,
        code: str = "",
        retry_after: float | None = None,
        moved_to: str | None = None,
    ) -> None:
        super().__init__(f"{error} {code}".strip())
        self.error = error
        self.code = code
        self.retry_after = retry_after
        self.moved_to = moved_to


class Sender(Protocol):
    """A way out. Safe to call many times at once; never retries by itself."""

    async def send(self, message: Outgoing) -> str:
        """Hand over one message; return the provider's id for it.

        Raises SendFailed; a time-out after the request left is SendError.UNKNOWN.
        """

    async def find(self, message: Outgoing) -> str | None:
        """Look for a message that may have been taken since `unsure_since`: its id, or None.

        Providers that cannot be asked answer None.
        """

    async def close(self) -> None:
        """Give back connections."""


class Status(StrEnum):
    """What a carrier says became of a message, in rising order within `RANK`."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    UNDELIVERED = "undelivered"
    FAILED = "failed"
    ANSWERED = "answered"
    NOT_ANSWERED = "not_answered"


RANK: dict[Status, int] = {
    Status.QUEUED: 1,
    Status.SENDING: 2,
    Status.SENT: 3,
    Status.DELIVERED: 4,
    Status.ANSWERED: 4,
    Status.UNDELIVERED: 4,
    Status.FAILED: 4,
    Status.NOT_ANSWERED: 4,
    Status.READ: 5,
}
"""A receipt only moves a message to a higher rank; equal or lower ones change nothing."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A status callback. `error` is set for UNDELIVERED and FAILED; `code` is the provider's."""

    channel: Channel
    provider_id: str
    status: Status
    error: SendError | None = None
    code: str = ""


class Inbox(Protocol):
    """Where channels bring what came in. Both return only after the event is committed."""

    async def accept(self, event: object) -> list[str]:
        """Decide and save one `flows.events.Event`; a repeat has no effect.

        Returns the texts to say at once on channels that answer in line (a call), else [].
        Raises OverflowError when too much waits already; any database error as it is.
        """

    async def receipt(self, receipt: Receipt) -> None:
        """Save a status; one that comes before our own send was saved is kept for it."""

    async def spoken(self, message_id: int) -> tuple[str, str] | None:
        """The (text, language) of a call under way, by our own message id; None if unknown."""
