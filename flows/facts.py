"""What is known when a decision is taken: frozen facts, loaded by storage, read by flows.

All times are timezone-aware UTC instants. Ids are integers unique over their table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from flows.ladder import Ladder
from flows.scheme import Scheme


class Channel(StrEnum):
    """A way to reach a person. The value is stored and used on the wire between rooms."""

    SMS = "sms"
    WHATSAPP = "whatsapp"
    TELEGRAM = "telegram"
    VOICE = "voice"


class Role(StrEnum):
    VOLUNTEER = "volunteer"
    NAMED_PERSON = "named_person"
    CO_ORDINATOR = "co_ordinator"
    CARER = "carer"


class Standing(StrEnum):
    """INVITED → ACTIVE → LEFT; an invited person may also decline and become LEFT."""

    INVITED = "invited"
    ACTIVE = "active"
    LEFT = "left"


class Reach(StrEnum):
    """Whether an address can be used. Anything but OK is skipped when a message is routed."""

    OK = "ok"
    OPTED_OUT = "opted_out"
    BLOCKED = "blocked"
    INVALID = "invalid"


class Consent(StrEnum):
    """ASKED → AGREED or REFUSED: only an agreed named person stands on a ladder."""

    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"


class VisitState(StrEnum):
    """PLANNED → OUT → HOME; a planned visit may end CANCELLED or MISSED instead."""

    PLANNED = "planned"
    OUT = "out"
    HOME = "home"
    CANCELLED = "cancelled"
    MISSED = "missed"


class Stage(StrEnum):
    """INTRODUCTION → TRIAL → ESTABLISHED; any → ENDED. One volunteer, one child."""

    INTRODUCTION = "introduction"
    TRIAL = "trial"
    ESTABLISHED = "established"
    ENDED = "ended"


class Agreed(StrEnum):
    """What a volunteer said about the carer's or the young person's agreement to a visit."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


class RecordState(StrEnum):
    """DUE → DONE: a visit that took place wants its record."""

    DUE = "due"
    DONE = "done"


class TaskKind(StrEnum):
    """What a co-ordinator has to see to: exceptions only. The value is stored."""

    UNCONFIRMED = "unconfirmed"
    NO_NEW_DATE = "no_new_date"
    VISIT_CHANGED = "visit_changed"
    TELL_CHILD = "tell_child"
    TELL_CARER = "tell_carer"
    CARER_NOT_AGREED = "carer_not_agreed"
    TOO_OFTEN = "too_often"
    COST = "cost"
    CARER_ASKS = "carer_asks"
    BEHAVIOUR = "behaviour"
    RELAY_HELD = "relay_held"
    FIRST_VISIT = "first_visit"
    TRIAL_OVER = "trial_over"
    NO_VISIT = "no_visit"
    CONFIDENTIALITY = "confidentiality"
    REVIEW = "review"
    CLOSURE = "closure"
    INSURANCE = "insurance"
    NO_RECORD = "no_record"
    FOLLOW_UP = "follow_up"
    CARD = "card"
    AWAY = "away"
    COVER = "cover"


class NoticeKind(StrEnum):
    SUPPORT = "support"
    TRAINING = "training"
    WEATHER = "weather"
    OTHER = "other"


class AlertKind(StrEnum):
    MISSED_CHECK_OUT = "missed_check_out"
    MISSED_CHECK_IN = "missed_check_in"
    SOS = "sos"
    COVERT = "covert"
    OPTED_OUT = "opted_out"
    TOO_LONG = "too_long"
    CALL_ME = "call_me"
    PARKED = "parked"


class AlertState(StrEnum):
    """OPEN → TAKEN → CLOSED; a take that lapses goes back to OPEN."""

    OPEN = "open"
    TAKEN = "taken"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How an alert ended; always a person's answer."""

    SAFE = "safe"
    POLICE = "police"
    FALSE_ALARM = "false"
    HOME = "home"
    EXTENDED = "extended"
    STARTED = "started"
    CANCELLED = "cancelled"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person can be reached. `value` is E.164, or a Telegram chat id in decimal."""

    id: int
    channel: Channel
    value: str
    rank: int = 0
    reach: Reach = Reach.OK
    last_heard_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    first_name: str
    roles: frozenset[Role]
    language: str | None = None
    standing: Standing = Standing.ACTIVE
    addresses: tuple[Address, ...] = ()
    on_duty: bool = False
    covert_word: str | None = None
    last_name: str = ""
    insured_until: date | None = None
    stamp: int = 0

    @property
    def reachable(self) -> bool:
        """Whether any address can be written to now."""
        return any(a.reach is Reach.OK for a in self.addresses)

    @property
    def can_be_called(self) -> bool:
        """Whether there is a number to ring: opting out of texts does not stop a safety call."""
        numbers = (Channel.SMS, Channel.WHATSAPP, Channel.VOICE)
        return any(a.channel in numbers and a.reach is not Reach.INVALID for a in self.addresses)

    def usable(self, *channels: Channel) -> tuple[Address, ...]:
        """Addresses that can be used, in the person's order; of these channels, if any."""
        return tuple(
            a
            for a in sorted(self.addresses, key=lambda a: (a.rank, a.id))
            if a.reach is Reach.OK and (not channels or a.channel in channels)
        )


@dataclass(frozen=True, slots=True)
class NamedLink:
    """`person_id` is the named person of `volunteer_id`, when they have agreed.

    `asked_at` and `reminded_at` are when they were asked, and asked once more; None if it is
    not known, or has not been done.
    """

    volunteer_id: int
    person_id: int
    consent: Consent
    rank: int = 0
    asked_at: datetime | None = None
    reminded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A volunteer and a young person, known by `reference` only ("K7"). One IV, one child.

    `language` is the young person's. `kept` counts the visits that took place, the introduction
    left out; `last_visit_at` is when the newest of them began. `explained_at` is when
    confidentiality had been explained and understood. `review_on` is a review to which the
    young person has asked their IV.
    """

    id: int
    reference: str
    volunteer_id: int
    stage: Stage
    began_at: datetime
    carer_id: int | None = None
    co_ordinator_id: int | None = None
    language: str | None = None
    kept: int = 0
    last_visit_at: datetime | None = None
    explained_at: datetime | None = None
    review_on: date | None = None
    ended_at: datetime | None = None
    stamp: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """Another time that a carer offered for a visit that cannot be as planned."""

    starts_at: datetime
    home_by: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Task:
    """Something for a co-ordinator to see to; no safety hangs on it (that is an Alert).

    `number` is what they send back ("DONE 12"). `owner_id` is whose it is; None: whoever is on
    duty. `person_id` is whom it is about. `detail` is in people's own words.
    """

    id: int
    number: int
    kind: TaskKind
    opened_at: datetime
    urgent: bool = False
    person_id: int | None = None
    match_id: int | None = None
    visit_id: int | None = None
    owner_id: int | None = None
    detail: str = ""
    done_at: datetime | None = None
    stamp: int = 0


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody is away from `first` to `last`, London dates, both included.

    `cover_id` stands in for a co-ordinator meanwhile.
    """

    id: int
    person_id: int
    first: date
    last: date
    cover_id: int | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Word to all volunteers. `comes` and `reason` are the reader's own answer, None without.

    `coming` and `not_coming` count everybody's, for co-ordinators. `said_yes` are the ids of
    those who come, `said_no` holds (person's id, reason) of those who cannot.
    """

    id: int
    number: int
    kind: NoticeKind
    text: str
    by: int
    sent_at: datetime
    at: datetime | None = None
    asks: bool = False
    comes: bool | None = None
    coming: int = 0
    not_coming: int = 0
    said_yes: tuple[int, ...] = ()
    said_no: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit. `home_by` is the time promised; `extended` is the total added by MORE.

    `cost` is what it is expected to cost, in pence. `asked_at` is when the volunteer was last
    asked whether it stands, `confirmed_at` when they said so; `offer` is another time that the
    carer has asked for. `card` is the safety card as a bit mask (`flows.safety_card`), None
    when it has not been gone through. `travel` is one of `flows.visit_words.TRAVEL`.
    """

    id: int
    volunteer_id: int
    state: VisitState
    place: str
    home_by: datetime
    ladder: Ladder
    starts_at: datetime | None = None
    started_at: datetime | None = None
    closed_at: datetime | None = None
    named_person_id: int | None = None
    extended: timedelta = timedelta()
    match_id: int | None = None
    travel: str = ""
    cost: int | None = None
    carer_agreed: Agreed | None = None
    child_agreed: Agreed | None = None
    asked_at: datetime | None = None
    confirmed_at: datetime | None = None
    offer: Offer | None = None
    card: int | None = None
    record: RecordState | None = None
    stamp: int = 0


@dataclass(frozen=True, slots=True)
class Alert:
    """Something a person must take. `told` are the people it has alarmed, in order.

    `rung` is the rung last climbed (-1 before the first). `code` is what a co-ordinator sends.
    `offered_to` has been asked to take it over from `taken_by` and has not answered yet.
    """

    id: int
    code: str
    kind: AlertKind
    volunteer_id: int
    state: AlertState
    rung: int
    opened_at: datetime
    ladder: Ladder
    visit_id: int | None = None
    told: tuple[int, ...] = ()
    taken_by: int | None = None
    taken_at: datetime | None = None
    offered_to: int | None = None
    outcome: Outcome | None = None
    closed_at: datetime | None = None
    stamp: int = 0


@dataclass(frozen=True, slots=True)
class Invitation:
    """The scheme asks a person to join in a role. The role is theirs once they have joined.

    `used_at` is when it was accepted, declined or replaced by a newer one for the same role.
    """

    id: int
    person_id: int
    role: Role
    expires_at: datetime
    used_at: datetime | None = None
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """One kept answer: what was typed and what it was taken to mean (a JSON value)."""

    raw: str
    value: Any


@dataclass(frozen=True, slots=True)
class Shown:
    """The prompt a person was last shown, and when. `options` are (key, label) as offered then."""

    id: int
    name: str
    options: tuple[tuple[str, str], ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation under way, everything it needs to be run again after a restart."""

    flow: str
    version: int
    answers: Mapping[str, Kept]
    shown: Shown | None
    expires_at: datetime
    misses: int = 0
    failures: int = 0
    stamp: int = 0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a decision may look at.

    `me` is who spoke, or whom a timer or a delivery is about; None for a stranger.
    `people` holds everybody whom another field names, by id (me included).
    `co_ordinators` are active ones: on duty first, then in order of rank.
    `named` are links where I, or the subject's volunteer, or somebody who waits for my answer,
    am the volunteer; `named_for` those where I am the named person.
    `visits` are mine, those I am named for and, for a co-ordinator, all under way;
    planned and open ones, and those closed in the last day. `alerts` likewise.
    `visit`, `alert`, `match`, `notice` and `absence` are the subject of a timer or a failed
    delivery. `matches` are not ended, or ended lately: mine as volunteer or carer, those the
    subject is about, and for a co-ordinator all. A carer sees the visits of their match only.
    `tasks` are the open ones: for a co-ordinator all, else those about these matches and me.
    `absences` are not over: mine, my matches' volunteers', and every co-ordinator's.
    `notices` are those of the last two months that ask, and for a co-ordinator all.
    `volunteers` are everybody who gets a notice; loaded only when one is to be sent.
    `relayed` are visits of my own matches about which carer and volunteer have written lately.
    `invitation` is the one whose link was opened, or else my newest that is neither used nor too
    old. `invitations` are all of mine that are not used, the old ones too, in order of asking.
    `said_at` is when a message was written, if that is known to be earlier than now.
    `answered_enough`: this stranger has had as many answers this hour as anybody needs.
    `fresh` are ids that nothing has yet, for new visits, alerts and people.
    """

    now: datetime
    scheme: Scheme
    me: Person | None = None
    channel: Channel = Channel.SMS
    people: Mapping[int, Person] = field(default_factory=dict)
    co_ordinators: tuple[Person, ...] = ()
    named: tuple[NamedLink, ...] = ()
    named_for: tuple[NamedLink, ...] = ()
    visits: tuple[Visit, ...] = ()
    alerts: tuple[Alert, ...] = ()
    visit: Visit | None = None
    alert: Alert | None = None
    matches: tuple[Match, ...] = ()
    match: Match | None = None
    tasks: tuple[Task, ...] = ()
    absences: tuple[Absence, ...] = ()
    absence: Absence | None = None
    notices: tuple[Notice, ...] = ()
    notice: Notice | None = None
    volunteers: tuple[Person, ...] = ()
    relayed: frozenset[int] = frozenset()
    talk: Talk | None = None
    invitation: Invitation | None = None
    invitations: tuple[Invitation, ...] = ()
    unknown_count: int = 0
    said_at: datetime | None = None
    answered_enough: bool = False
    fresh: tuple[int, ...] = ()
