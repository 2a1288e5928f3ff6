"""What can be decided. Storage saves each of these; nothing else changes anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from flows.events import TimerKind
from flows.facts import (
    Agreed,
    AlertKind,
    Channel,
    Consent,
    NoticeKind,
    Offer,
    Outcome,
    Reach,
    RecordState,
    Role,
    Stage,
    Talk,
    TaskKind,
    VisitState,
)
from flows.ladder import How, Ladder
from locales.message import Message, Text


class Urgency(StrEnum):
    """ROUTINE waits for the end of quiet hours; REPLY and SAFETY never wait.

    SAFETY is sent before all else, expires soon, and its failure is an event.
    """

    ROUTINE = "routine"
    REPLY = "reply"
    SAFETY = "safety"


class NewCode:
    """Stands in a message or word for the code of the alert raised with it; storage knows it."""

    def __repr__(self) -> str:
        return "NEW_CODE"


NEW_CODE = NewCode()


class NewNumber:
    """Stands in a message for the number of the task opened in the same turn (`Say.task`)."""

    def __repr__(self) -> str:
        return "NEW_NUMBER"


NEW_NUMBER = NewNumber()


class NoOffer:
    """An offer that no longer stands, whatever became of it."""

    def __repr__(self) -> str:
        return "NO_OFFER"


NO_OFFER = NoOffer()


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to tap or to number. With `word`, tapping it is the same as typing that word.

    `unlisted` leaves it out of the numbered lines where there are no buttons: the sentence
    itself says what to reply.
    """

    key: str
    label: Message | Text | str
    word: str | NewCode | None = None
    unlisted: bool = False


@dataclass(frozen=True, slots=True)
class Say:
    """A message to a person (`to` is a person's id), or back to a stranger (`to` None).

    `args` fill the message's braces: text, numbers, instants (shown as local time),
    durations, other messages, NEW_CODE or NEW_NUMBER. `options` belong to prompt `prompt` if it is
    a question, or are words. `how` CALL rings; SECOND takes the second usable address, or
    rings where there is none; `spoken` is what a call says. `alert` and `rung` say which
    alert's step this is, `not_by` which addresses (ids) it must not take. `task` is the kind
    of the task opened in the same turn whose number it names. `calendar` are a visit's dates to
    keep: a file where the channel takes one, else a link. `letter` is a visit to whose words for
    the young person a link is given.
    """

    to: int | None
    message: Message
    args: Mapping[str, Any] = field(default_factory=dict)
    urgency: Urgency = Urgency.REPLY
    options: tuple[Option, ...] = ()
    prompt: int | None = None
    how: How = How.TEXT
    spoken: Message | None = None
    alert: int | None = None
    rung: int | None = None
    visit: int | None = None
    not_by: tuple[int, ...] = ()
    both_languages: bool = False
    task: TaskKind | None = None
    calendar: Dates | None = None
    letter: int | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """A visit as an entry of a calendar. `title` names nobody. `off` takes it out again."""

    visit: int
    starts_at: datetime
    home_by: datetime
    title: Message
    place: str
    off: bool = False


@dataclass(frozen=True, slots=True)
class PlanVisit:
    """`confirmed`: so soon that saying OK to the plan is the confirmation."""

    id: int
    volunteer: int
    place: str
    starts_at: datetime
    home_by: datetime
    ladder: Ladder
    match: int | None = None
    travel: str = ""
    cost: int | None = None
    carer_agreed: Agreed | None = None
    child_agreed: Agreed | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class StartVisit:
    """Start visit `id`: a planned one, or a new one that nothing planned.

    `match` and `card` of None leave what a planned one had.
    """

    id: int
    volunteer: int
    place: str
    home_by: datetime
    ladder: Ladder
    named_person: int | None
    planned: bool = False
    match: int | None = None
    card: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeVisit:
    """Set what is given; None leaves a field as it is.

    `asked` notes that the volunteer is asked now whether it stands, `confirmed` that they say
    so now; False forgets that they ever did.
    """

    id: int
    state: VisitState | None = None
    home_by: datetime | None = None
    extended: timedelta | None = None
    place: str | None = None
    starts_at: datetime | None = None
    match: int | None = None
    travel: str | None = None
    cost: int | None = None
    carer_agreed: Agreed | None = None
    child_agreed: Agreed | None = None
    asked: bool | None = None
    confirmed: bool | None = None
    offer: Offer | NoOffer | None = None
    card: int | None = None
    record: RecordState | None = None


@dataclass(frozen=True, slots=True)
class AddMatch:
    """Storage refuses a second live match of one volunteer or of one reference."""

    id: int
    reference: str
    volunteer: int
    stage: Stage = Stage.INTRODUCTION
    carer: int | None = None
    co_ordinator: int | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeMatch:
    """Set what is given; None leaves a field as it is. ENDED also notes when."""

    id: int
    stage: Stage | None = None
    carer: int | None = None
    co_ordinator: int | None = None
    language: str | None = None
    kept: int | None = None
    last_visit_at: datetime | None = None
    explained: bool | None = None
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class SetInsurance:
    """The volunteer's car insurance covers the young person until this day."""

    person: int
    until: date


@dataclass(frozen=True, slots=True)
class OpenTask:
    """At most one of a kind in a turn; storage gives it its number."""

    kind: TaskKind
    urgent: bool = False
    person: int | None = None
    match: int | None = None
    visit: int | None = None
    owner: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DoTask:
    """Seen to, by `person` (None: by what happened since)."""

    id: int
    person: int | None = None


UNFINISHED = "unfinished"
"""Among the answers of a record that somebody is still telling, or never finished."""


@dataclass(frozen=True, slots=True)
class KeepRecord:
    """What a volunteer tells of a visit. `answers` is for the co-ordinator, JSON values by
    question; `letter` the words for the young person, in `language`, as the volunteer approved
    them. Said again, it replaces what was kept; but an UNFINISHED one keeps the answers that
    are not told anew, so that nothing of it is lost."""

    visit: int
    answers: Mapping[str, Any]
    letter: str
    language: str


@dataclass(frozen=True, slots=True)
class OpenClaim:
    """The start of an expense claim: (kind, pence) lines of one visit."""

    visit: int
    volunteer: int
    lines: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Relay:
    """A carer's or volunteer's message to the other, kept in the log a co-ordinator can read.

    `passed` is whether it was sent on; the words themselves go in a Say.
    """

    match: int
    sender: int
    text: str
    passed: bool
    visit: int | None = None


@dataclass(frozen=True, slots=True)
class AddNotice:
    """Keep a notice; a NOTICE timer of the same id sends it to all volunteers."""

    id: int
    by: int
    kind: NoticeKind
    text: str
    at: datetime | None = None
    asks: bool = False


@dataclass(frozen=True, slots=True)
class AnswerNotice:
    """Said again, it replaces the answer before."""

    notice: int
    person: int
    comes: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class GoAway:
    id: int
    person: int
    first: date
    last: date
    cover: int | None = None


@dataclass(frozen=True, slots=True)
class EndAbsence:
    """Back sooner than planned, or never gone."""

    id: int


@dataclass(frozen=True, slots=True)
class SetTimer:
    """One timer a kind and subject: setting it again moves it and makes the old one stale."""

    kind: TimerKind
    subject: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class StopTimer:
    kind: TimerKind
    subject: int


@dataclass(frozen=True, slots=True)
class RaiseAlert:
    id: int
    kind: AlertKind
    volunteer: int
    ladder: Ladder
    visit: int | None = None
    rung: int = -1
    told: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Climb:
    """The alert stands on `rung` now and has alarmed `told` in all. Re-opens a lapsed take."""

    alert: int
    rung: int
    told: tuple[int, ...]
    reopen: bool = False


@dataclass(frozen=True, slots=True)
class TakeAlert:
    """Taken by `person`; a hand-over is a take by another."""

    alert: int
    person: int


@dataclass(frozen=True, slots=True)
class OfferAlert:
    """The taker asks `person` to take it over; it stays the taker's until they do."""

    alert: int
    person: int


@dataclass(frozen=True, slots=True)
class CloseAlert:
    alert: int
    outcome: Outcome
    person: int


@dataclass(frozen=True, slots=True)
class KeepTalk:
    """Keep a person's conversation as it now stands."""

    person: int
    talk: Talk


@dataclass(frozen=True, slots=True)
class EndTalk:
    person: int


@dataclass(frozen=True, slots=True)
class SetLanguage:
    person: int
    language: str


@dataclass(frozen=True, slots=True)
class SetDuty:
    person: int
    on_duty: bool


@dataclass(frozen=True, slots=True)
class SetCovertWord:
    person: int
    word: str


@dataclass(frozen=True, slots=True)
class SetReach:
    """Addressed by channel and value, since the address may be a stranger's (then ignored)."""

    channel: Channel
    address: str
    reach: Reach


@dataclass(frozen=True, slots=True)
class LinkAddress:
    """From now on this address is this person's. Takes it from nobody: a clash is refused."""

    person: int
    channel: Channel
    address: str
    first: bool = False


@dataclass(frozen=True, slots=True)
class Join:
    """The invitation is used, the person active, and its role theirs: no other unless they
    were active before."""

    invitation: int
    person: int


@dataclass(frozen=True, slots=True)
class Decline:
    invitation: int
    person: int


@dataclass(frozen=True, slots=True)
class Leave:
    """This person is no longer one of us: no role, no duty, on nobody's ladder."""

    person: int


@dataclass(frozen=True, slots=True)
class NamePerson:
    """`volunteer` names somebody by first name and phone (E.164) to stand on their ladder.

    `person` is a fresh id, used only if nobody has that number yet. Whoever has agreed before
    stays until this one agrees; others who have been asked are asked no more.
    """

    volunteer: int
    person: int
    first_name: str
    phone: str
    language: str


@dataclass(frozen=True, slots=True)
class AskAgain:
    """`person` is asked once more whether they agree to be named by `volunteer`."""

    volunteer: int
    person: int


@dataclass(frozen=True, slots=True)
class SetConsent:
    """The named person's answer. AGREED ends the volunteer's other links."""

    volunteer: int
    person: int
    consent: Consent


@dataclass(frozen=True, slots=True)
class AddRole:
    person: int
    role: Role


@dataclass(frozen=True, slots=True)
class Resend:
    """Send an earlier message again, as it was worded, by another of the person's addresses."""

    message: int
    person: int
    not_by: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Nothing to do but to journal and log: something an operator should know.

    `kind` is a short constant name; `detail` never holds a person's words or name.
    """

    kind: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CountUnknown:
    """How many messages in a row were not understood, kept with the person."""

    person: int
    count: int


Decision = (
    Say | PlanVisit | StartVisit | ChangeVisit | SetTimer | StopTimer
    | RaiseAlert | Climb | TakeAlert | OfferAlert | CloseAlert | Resend | Note
    | KeepTalk | EndTalk | SetLanguage | SetDuty | SetCovertWord | SetReach | LinkAddress
    | Join | Decline | Leave | NamePerson | AskAgain | SetConsent | AddRole | CountUnknown
    | AddMatch | ChangeMatch | SetInsurance | OpenTask | DoTask | KeepRecord | OpenClaim | Relay
    | AddNotice | AnswerNotice | GoAway | EndAbsence
)  # fmt: skip
