"""What can happen. Each is decided once, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flows.facts import Channel, Reach


@dataclass(frozen=True, slots=True)
class Place:
    """A place sent by phone. Degrees; `title` is a venue's name where one came with it."""

    latitude: float
    longitude: float
    title: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A picture or document that came with a message, by the provider's own reference.

    `reference` is a Telegram file_id or a Twilio media URL; never a link holding a secret.
    """

    reference: str
    kind: str
    size: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A person's message, button or key press.

    `provider_id` is unique on its channel and names the delivery: a repeat is the same event.
    `choice` is "PROMPT:KEY" for a button of a question (PROMPT as in `Shown.id`), or a key
    pressed on a call. A button that stands for a word arrives as `text`.
    `phone` is a number proved to be the sender's own (Telegram contact).
    `call` is the id of the outgoing call that a key press answers.
    """

    channel: Channel
    address: str
    provider_id: str
    sent_at: datetime
    text: str = ""
    choice: str | None = None
    place: Place | None = None
    phone: str | None = None
    files: tuple[File, ...] = ()
    group: str | None = None
    unsupported: str | None = None
    edited: bool = False
    call: int | None = None


@dataclass(frozen=True, slots=True)
class ReachChanged:
    """A provider said that an address can or cannot be reached: opt-out, block, unblock."""

    channel: Channel
    address: str
    provider_id: str
    sent_at: datetime
    reach: Reach
    text: str = ""


class TimerKind(StrEnum):
    """Its subject is a visit for VISIT_START, VISIT_DUE, CONFIRM and RECORD; a match for
    NO_VISIT and REVIEW; a notice for NOTICE; an absence for AWAY; a person for TALK, DIGEST,
    INSURANCE and CONSENT (there the volunteer whose named person has not answered); else an
    alert."""

    VISIT_START = "visit_start"
    VISIT_DUE = "visit_due"
    RUNG = "rung"
    WELFARE = "welfare"
    LAPSE = "lapse"
    TALK = "talk"
    CONSENT = "consent"
    CONFIRM = "confirm"
    RECORD = "record"
    NO_VISIT = "no_visit"
    REVIEW = "review"
    INSURANCE = "insurance"
    DIGEST = "digest"
    NOTICE = "notice"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class TimerFired:
    """`fence` is the timer's own; a timer set again since is not this one any more."""

    kind: TimerKind
    subject: int
    due_at: datetime
    fence: int


class SendError(StrEnum):
    """The closed vocabulary of what can go wrong with sending, read in one place.

    RETRY: try again later. PERMANENT: this message will never arrive there.
    OPTED_OUT, BLOCKED, INVALID: this address is of no use until something changes.
    UNKNOWN: it may have arrived; look before sending again. WINDOW: WhatsApp wants a template.
    CONFIG: our own account or settings are at fault; an operator must act.
    """

    RETRY = "retry"
    PERMANENT = "permanent"
    OPTED_OUT = "opted_out"
    BLOCKED = "blocked"
    INVALID = "invalid"
    UNKNOWN = "unknown"
    WINDOW = "window"
    CONFIG = "config"


@dataclass(frozen=True, slots=True)
class DeliveryFailed:
    """A message did not reach its person and will not by that address.

    `address_id` is where it went; `rung` and `alert_id` where it was an alert's.
    """

    message_id: int
    person_id: int
    address_id: int | None
    channel: Channel
    error: SendError
    safety: bool
    alert_id: int | None = None
    rung: int | None = None
    visit_id: int | None = None


Event = Arrived | ReachChanged | TimerFired | DeliveryFailed
