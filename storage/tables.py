"""Every table. The first migration builds the same; a test holds the two together.

Ids are given by the caller (`storage.ids`). A `stamp` is a random number that changes with
every change of the row: an update names the stamp it read, so a lost race is seen, never
overwritten. Whatever could name a person, a number, a place or a text is SealedBytes.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.keys import SealedBytes
from storage.times import Instant

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


# SQLite makes a primary key the row's own place only if the type is called INTEGER, which
# there holds 64 bits too; anything else costs a second tree.
Key = BigInteger().with_variant(Integer, "sqlite")


def _id() -> Column[int]:
    return Column("id", Key, primary_key=True, autoincrement=False)


def _stamp() -> Column[int]:
    return Column("stamp", BigInteger, nullable=False)


def _ref(name: str, target: str, nullable: bool = False) -> Column[int]:
    return Column(name, BigInteger, ForeignKey(target), nullable=nullable)


def _some(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index of only the rows that are ever looked for, so that history costs nothing."""
    condition = text(where)
    return Index(name, *columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


people = Table(
    "people",
    metadata,
    _id(),
    Column("standing", String(16), nullable=False),
    Column("language", String(16)),
    Column("on_duty", Boolean, nullable=False),
    Column("rank", Integer, nullable=False),
    # JSON: first_name, last_name, covert_word
    Column("private", SealedBytes, nullable=False),
    Column("unknown_count", Integer, nullable=False),
    # The last day on which the volunteer's car insurance covers the young person
    Column("insured_until", Date),
    _stamp(),
    Column("created_at", Instant, nullable=False),
)

roles = Table(
    "roles",
    metadata,
    Column("person_id", BigInteger, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("role", String(16), primary_key=True),
    Index("ix_roles_role", "role"),
)

addresses = Table(
    "addresses",
    metadata,
    _id(),
    _ref("person_id", "people.id"),
    Column("channel", String(16), nullable=False),
    Column("value", SealedBytes, nullable=False),
    # Of the number or chat id, the same for every channel that shares numbers.
    Column("blind", LargeBinary, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("reach", String(16), nullable=False),
    Column("last_heard_at", Instant),
    UniqueConstraint("blind", "channel"),
    Index("ix_addresses_person_id", "person_id"),
)

named_links = Table(
    "named_links",
    metadata,
    Column(
        "volunteer_id", BigInteger, ForeignKey("people.id"), primary_key=True, autoincrement=False
    ),
    Column("person_id", BigInteger, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("consent", String(16), nullable=False),
    Column("rank", Integer, nullable=False),
    # None where it was asked before this was kept
    Column("asked_at", Instant),
    Column("reminded_at", Instant),
    Index("ix_named_links_person_id", "person_id"),
)

invitations = Table(
    "invitations",
    metadata,
    _id(),
    _ref("person_id", "people.id"),
    Column("role", String(16), nullable=False),
    # SHA-256 of 128 random bits: needs no key, so it survives every rotation.
    Column("token", LargeBinary, nullable=False),
    Column("expires_at", Instant, nullable=False),
    # Accepted, declined or replaced by a newer one
    Column("used_at", Instant),
    Column("asked_at", Instant),
    UniqueConstraint("token"),
    _some("ix_invitations_open", "person_id", where="used_at IS NULL"),
)

visits = Table(
    "visits",
    metadata,
    _id(),
    _ref("volunteer_id", "people.id"),
    Column("state", String(16), nullable=False),
    Column("place", SealedBytes, nullable=False),
    Column("home_by", Instant, nullable=False),
    Column("ladder", Text, nullable=False),
    Column("starts_at", Instant),
    Column("started_at", Instant),
    Column("closed_at", Instant),
    _ref("named_person_id", "people.id", nullable=True),
    # Seconds added by MORE, fractions included.
    Column("extended", Float, nullable=False),
    # Of matches; SQLite cannot add a column that refers to another table.
    Column("match_id", BigInteger),
    Column("travel", String(16), nullable=False, server_default=""),
    # Pence
    Column("cost", Integer),
    Column("carer_agreed", String(16)),
    Column("child_agreed", String(16)),
    Column("asked_at", Instant),
    Column("confirmed_at", Instant),
    # Another time that the carer offered: from, until, and when they did
    Column("offer_from", Instant),
    Column("offer_until", Instant),
    Column("offer_at", Instant),
    # The safety card's ticks, as bits
    Column("card", SmallInteger),
    Column("record", String(8)),
    _stamp(),
    Index("ix_visits_volunteer_id_closed_at", "volunteer_id", "closed_at"),
    Index("ix_visits_named_person_id_closed_at", "named_person_id", "closed_at"),
    _some("ix_visits_out", "home_by", where="state = 'out'"),
    _some("ix_visits_planned", "starts_at", where="state = 'planned'"),
    _some("ix_visits_record_due", "volunteer_id", where="record = 'due'"),
)

matches = Table(
    "matches",
    metadata,
    _id(),
    # What everybody calls the young person: "K7". Never a name.
    Column("reference", String(16), nullable=False),
    _ref("volunteer_id", "people.id"),
    _ref("carer_id", "people.id", nullable=True),
    _ref("co_ordinator_id", "people.id", nullable=True),
    Column("stage", String(16), nullable=False),
    Column("language", String(16)),
    Column("began_at", Instant, nullable=False),
    Column("kept", Integer, nullable=False),
    Column("last_visit_at", Instant),
    Column("explained_at", Instant),
    Column("review_on", Date),
    Column("ended_at", Instant),
    _stamp(),
    # One volunteer, one child: the database itself holds both.
    _some("uq_matches_reference_live", "reference", where="ended_at IS NULL", unique=True),
    _some("uq_matches_volunteer_id_live", "volunteer_id", where="ended_at IS NULL", unique=True),
    Index("ix_matches_volunteer_id", "volunteer_id"),
    Index("ix_matches_carer_id", "carer_id"),
)

tasks = Table(
    "tasks",
    metadata,
    _id(),
    # What a co-ordinator sends back: "DONE 12". Never reused.
    Column("number", BigInteger, nullable=False),
    Column("kind", String(24), nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("person_id", BigInteger),
    Column("match_id", BigInteger),
    Column("visit_id", BigInteger),
    Column("owner_id", BigInteger),
    # In people's own words
    Column("detail", SealedBytes, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("done_at", Instant),
    Column("done_by", BigInteger),
    _stamp(),
    UniqueConstraint("number"),
    _some("ix_tasks_open", "opened_at", where="done_at IS NULL"),
    _some("ix_tasks_open_person", "person_id", where="done_at IS NULL"),
    _some("ix_tasks_open_match", "match_id", where="done_at IS NULL"),
)

visit_records = Table(
    "visit_records",
    metadata,
    Column("visit_id", Key, primary_key=True, autoincrement=False),
    Column("language", String(16), nullable=False),
    Column("kept_at", Instant, nullable=False),
    # JSON: answers, for the co-ordinator; letter, for the young person
    Column("private", SealedBytes, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    _id(),
    Column("visit_id", BigInteger, nullable=False),
    Column("volunteer_id", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("opened_at", Instant, nullable=False),
    # JSON: lines of (kind, pence)
    Column("private", SealedBytes, nullable=False),
    UniqueConstraint("visit_id"),
    Index("ix_claims_volunteer_id", "volunteer_id"),
)

relays = Table(
    "relays",
    metadata,
    _id(),
    Column("match_id", BigInteger, nullable=False),
    Column("visit_id", BigInteger),
    Column("sender_id", BigInteger, nullable=False),
    Column("passed", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
    Column("text", SealedBytes, nullable=False),
    Index("ix_relays_match_id_at", "match_id", "at"),
)

notices = Table(
    "notices",
    metadata,
    _id(),
    Column("number", BigInteger, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("by", BigInteger, nullable=False),
    Column("sent_at", Instant, nullable=False),
    Column("at", Instant),
    Column("asks", Boolean, nullable=False),
    Column("text", SealedBytes, nullable=False),
    UniqueConstraint("number"),
    Index("ix_notices_sent_at", "sent_at"),
)

notice_answers = Table(
    "notice_answers",
    metadata,
    _id(),
    Column("notice_id", BigInteger, nullable=False),
    Column("person_id", BigInteger, nullable=False),
    Column("comes", Boolean, nullable=False),
    Column("answered_at", Instant, nullable=False),
    Column("reason", SealedBytes, nullable=False),
    UniqueConstraint("notice_id", "person_id"),
)

absences = Table(
    "absences",
    metadata,
    _id(),
    _ref("person_id", "people.id"),
    Column("first", Date, nullable=False),
    # The last day away, included
    Column("last", Date, nullable=False),
    _ref("cover_id", "people.id", nullable=True),
    Index("ix_absences_person_id_last", "person_id", "last"),
)

alerts = Table(
    "alerts",
    metadata,
    _id(),
    # Codes are derived from it; never reused.
    Column("serial", BigInteger, nullable=False),
    Column("code", String(8), nullable=False),
    Column("kind", String(24), nullable=False),
    _ref("volunteer_id", "people.id"),
    Column("state", String(16), nullable=False),
    Column("rung", Integer, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("ladder", Text, nullable=False),
    _ref("visit_id", "visits.id", nullable=True),
    # JSON list of people's ids
    Column("told", Text, nullable=False),
    _ref("taken_by", "people.id", nullable=True),
    Column("taken_at", Instant),
    _ref("offered_to", "people.id", nullable=True),
    Column("outcome", String(16)),
    Column("closed_at", Instant),
    _ref("closed_by", "people.id", nullable=True),
    _stamp(),
    UniqueConstraint("serial"),
    Index("ix_alerts_volunteer_id_closed_at", "volunteer_id", "closed_at"),
    Index("ix_alerts_opened_at", "opened_at"),
    Index("ix_alerts_closed_at", "closed_at"),
    Index("ix_alerts_visit_id", "visit_id"),
    _some("ix_alerts_open", "opened_at", where="closed_at IS NULL"),
)

timers = Table(
    "timers",
    metadata,
    # The fence is the row's identity: a timer set again is another one.
    Column("fence", Key, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("subject", BigInteger, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("failures", Integer, nullable=False),
    # When to look at it: due_at, or later after a failure.
    Column("not_before", Instant, nullable=False),
    UniqueConstraint("kind", "subject"),
    Index("ix_timers_not_before", "not_before"),
)

talks = Table(
    "talks",
    metadata,
    Column("person_id", Key, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("flow", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    # JSON: answers, shown
    Column("private", SealedBytes, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("misses", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    _stamp(),
)

inbound = Table(
    "inbound",
    metadata,
    # A hash of what kind of event it is, its channel and the provider's id for it.
    Column("key", LargeBinary, primary_key=True),
    Column("received_at", Instant, nullable=False),
    sqlite_with_rowid=False,
)

outbox = Table(
    "outbox",
    metadata,
    _id(),
    Column("person_id", BigInteger),
    Column("address_id", BigInteger),
    Column("channel", String(16), nullable=False),
    # JSON: to, text, buttons, language, template, tried, file
    Column("payload", SealedBytes, nullable=False),
    # 0 safety, 1 reply, 2 routine: sent in this order
    Column("urgency", SmallInteger, nullable=False),
    Column("alert_id", BigInteger),
    Column("rung", Integer),
    Column("visit_id", BigInteger),
    # See storage.outbox.State
    Column("state", String(16), nullable=False),
    # Hand-overs begun, the present one included
    Column("attempts", Integer, nullable=False),
    Column("claimed_by", String(64)),
    Column("claimed_at", Instant),
    # When somebody may pick it up: the end of a claim, of quiet hours or of a wait; or never
    Column("next_at", Instant),
    # Seconds the provider may keep trying
    Column("valid_for", Integer),
    Column("provider_id", String(128)),
    # The provider's last word on it, and how far that is
    Column("status", String(32)),
    Column("status_rank", SmallInteger, nullable=False),
    Column("error", String(16)),
    Column("code", String(32)),
    Column("created_at", Instant, nullable=False),
    Column("sent_at", Instant),
    Column("unsure_since", Instant),
    _some("ix_outbox_waiting", "urgency", "next_at", where="next_at IS NOT NULL"),
    _some("ix_outbox_failed", "id", where="state = 'failed'"),
    _some("ix_outbox_provider_id", "provider_id", where="provider_id IS NOT NULL"),
)

receipts = Table(
    "receipts",
    metadata,
    Column("provider_id", String(128), primary_key=True),
    Column("channel", String(16), primary_key=True),
    Column("status", String(32), primary_key=True),
    Column("rank", SmallInteger, nullable=False),
    Column("error", String(16)),
    Column("code", String(32), nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_with_rowid=False,
)

journal = Table(
    "journal",
    metadata,
    # The one id that is counted up by the database: it is the order of writing.
    Column("id", Key, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("person_id", BigInteger),
    # JSON of what happened and what was decided
    Column("entry", SealedBytes, nullable=False),
)

pulses = Table(
    "pulses",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("at", Instant, nullable=False),
)
