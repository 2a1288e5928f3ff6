"""What the page shows, as plain facts: no words, no markup, no database."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from flows.facts import AlertKind, AlertState, Channel, Outcome
from flows.ladder import How, Who
from locales.message import Text


class PhoneState(StrEnum):
    """OFF takes messages that never arrive; OPTED_OUT has texted STOP to the carrier."""

    ON = "on"
    OFF = "off"
    OPTED_OUT = "opted_out"


class EntryKind(StrEnum):
    """HEARD came to the phone, SAID left it, the rest are calls in their order of life."""

    HEARD = "heard"
    SAID = "said"
    RINGING = "ringing"
    ON_THE_LINE = "on_the_line"
    ANSWERED = "answered"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line on a phone: a bubble or a call. `spoken` is what the caller said after a key,
    `file` the name of the file that came with a message."""

    id: int
    kind: EntryKind
    at: datetime
    channel: Channel
    text: str
    buttons: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    file: str = ""


@dataclass(frozen=True, slots=True)
class PhoneView:
    """`lost` counts messages that were sent to this phone and never arrived."""

    key: str
    name: str
    number: str
    state: PhoneState = PhoneState.ON
    entries: tuple[Entry, ...] = ()
    channels: tuple[Channel, ...] = (Channel.SMS,)
    chips: tuple[str, ...] = ()
    lost: int = 0


@dataclass(frozen=True, slots=True)
class OutRow:
    """One visit under way."""

    visit: int
    name: str
    place: str
    home_by: datetime
    named: str | None
    overdue: bool


class Standing(StrEnum):
    """How a visit of the plan stands. ASKED waits for the volunteer, OFFERED for them too: the
    carer has asked for another time. WRITE_UP is over and wants its record."""

    PLANNED = "planned"
    ASKED = "asked"
    CONFIRMED = "confirmed"
    OFFERED = "offered"
    WRITE_UP = "write_up"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit planned, or lately over."""

    visit: int
    name: str
    reference: str
    place: str
    starts_at: datetime
    standing: Standing


@dataclass(frozen=True, slots=True)
class TaskRow:
    """What waits for a co-ordinator; `line` is still to be worded."""

    number: int
    line: Text
    urgent: bool


@dataclass(frozen=True, slots=True)
class TimerRow:
    kind: str
    about: str
    due_at: datetime


class RungState(StrEnum):
    CLIMBED = "climbed"
    NEXT = "next"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class RungRow:
    at: datetime
    who: tuple[Who, ...]
    how: tuple[How, ...]
    state: RungState


@dataclass(frozen=True, slots=True)
class AlertRow:
    """`rungs` with the instants they stand for; `taker` is who has it."""

    code: str
    kind: AlertKind
    about: str
    state: AlertState
    rungs: tuple[RungRow, ...]
    taker: str | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    id: int
    at: datetime
    to: str
    channel: Channel
    status: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """Which steps have been done since the demonstration began."""

    planned: bool = False
    confirmed: bool = False
    kept: bool = False
    recorded: bool = False
    went_out: bool = False
    alarmed: bool = False
    taken: bool = False


@dataclass(frozen=True, slots=True)
class View:
    now: datetime
    phones: tuple[PhoneView, ...]
    out: tuple[OutRow, ...] = ()
    visits: tuple[VisitRow, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    timers: tuple[TimerRow, ...] = ()
    alerts: tuple[AlertRow, ...] = ()
    deliveries: tuple[DeliveryRow, ...] = ()
    guide: Guide = Guide()

    def phone(self, key: str) -> PhoneView:
        """The phone called `key`; KeyError if there is none."""
        return {phone.key: phone for phone in self.phones}[key]

    def to_json(self) -> dict[str, Any]:
        """The same, with instants as ISO 8601 text in UTC."""
        plain = {field: value for field, value in asdict(self).items() if field != "tasks"}
        plain["tasks"] = [(task.number, task.line.message.name) for task in self.tasks]
        return _plain(plain)  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
