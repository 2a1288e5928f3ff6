"""The first tables, and the journal's guard.

Frozen: what is written here is what the first release made. Later changes are later revisions.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    _inbound()
    _journal()
    _outbox()
    _people()
    _pulses()
    _receipts()
    _timers()
    _addresses()
    _invitations()
    _named_links()
    _roles()
    _talks()
    _visits()
    _alerts()
    _guard_the_journal()


def _inbound() -> None:
    op.create_table(
        "inbound",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_inbound"),
        sqlite_with_rowid=False,
    )


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.BigInteger()),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_journal"),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", _KEY, autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger()),
        sa.Column("address_id", sa.BigInteger()),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("urgency", sa.SmallInteger(), nullable=False),
        sa.Column("alert_id", sa.BigInteger()),
        sa.Column("rung", sa.Integer()),
        sa.Column("visit_id", sa.BigInteger()),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.String(length=64)),
        sa.Column("claimed_at", _INSTANT),
        sa.Column("next_at", _INSTANT),
        sa.Column("valid_for", sa.Integer()),
        sa.Column("provider_id", sa.String(length=128)),
        sa.Column("status", sa.String(length=32)),
        sa.Column("status_rank", sa.SmallInteger(), nullable=False),
        sa.Column("error", sa.String(length=16)),
        sa.Column("code", sa.String(length=32)),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("sent_at", _INSTANT),
        sa.Column("unsure_since", _INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    op.create_index("ix_outbox_failed", "outbox", ["id"], **_where("state = 'failed'"))
    op.create_index(
        "ix_outbox_provider_id", "outbox", ["provider_id"], **_where("provider_id IS NOT NULL")
    )
    op.create_index(
        "ix_outbox_waiting", "outbox", ["urgency", "next_at"], **_where("next_at IS NOT NULL")
    )


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", _KEY, autoincrement=False, nullable=False),
        sa.Column("standing", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=16)),
        sa.Column("on_duty", sa.Boolean(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("private", sa.LargeBinary(), nullable=False),
        sa.Column("unknown_count", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
    )


def _pulses() -> None:
    op.create_table(
        "pulses",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_pulses"),
    )


def _receipts() -> None:
    op.create_table(
        "receipts",
        sa.Column("provider_id", sa.String(length=128), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("rank", sa.SmallInteger(), nullable=False),
        sa.Column("error", sa.String(length=16)),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("provider_id", "channel", "status", name="pk_receipts"),
        sqlite_with_rowid=False,
    )


def _timers() -> None:
    op.create_table(
        "timers",
        sa.Column("fence", _KEY, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.BigInteger(), nullable=False),
        sa.Column("due_at", _INSTANT, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("not_before", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("fence", name="pk_timers"),
        sa.UniqueConstraint("kind", "subject", name="uq_timers_kind_subject"),
    )
    op.create_index("ix_timers_not_before", "timers", ["not_before"])


def _addresses() -> None:
    op.create_table(
        "addresses",
        sa.Column("id", _KEY, autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("blind", sa.LargeBinary(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("reach", sa.String(length=16), nullable=False),
        sa.Column("last_heard_at", _INSTANT),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_addresses_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_addresses"),
        sa.UniqueConstraint("blind", "channel", name="uq_addresses_blind_channel"),
    )
    op.create_index("ix_addresses_person_id", "addresses", ["person_id"])


def _invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", _KEY, autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", _INSTANT, nullable=False),
        sa.Column("used_at", _INSTANT),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_invitations_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
        sa.UniqueConstraint("token", name="uq_invitations_token"),
    )
    op.create_index(
        "ix_invitations_open", "invitations", ["person_id"], **_where("used_at IS NULL")
    )


def _named_links() -> None:
    op.create_table(
        "named_links",
        sa.Column("volunteer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("consent", sa.String(length=16), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_named_links_person_id"),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["people.id"], name="fk_named_links_volunteer_id"
        ),
        sa.PrimaryKeyConstraint("volunteer_id", "person_id", name="pk_named_links"),
    )
    op.create_index("ix_named_links_person_id", "named_links", ["person_id"])


def _roles() -> None:
    op.create_table(
        "roles",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_roles_person_id"),
        sa.PrimaryKeyConstraint("person_id", "role", name="pk_roles"),
    )
    op.create_index("ix_roles_role", "roles", ["role"])


def _talks() -> None:
    op.create_table(
        "talks",
        sa.Column("person_id", _KEY, autoincrement=False, nullable=False),
        sa.Column("flow", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("private", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", _INSTANT, nullable=False),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_talks_person_id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_talks"),
    )


def _visits() -> None:
    op.create_table(
        "visits",
        sa.Column("id", _KEY, autoincrement=False, nullable=False),
        sa.Column("volunteer_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=False),
        sa.Column("home_by", _INSTANT, nullable=False),
        sa.Column("ladder", sa.Text(), nullable=False),
        sa.Column("starts_at", _INSTANT),
        sa.Column("started_at", _INSTANT),
        sa.Column("closed_at", _INSTANT),
        sa.Column("named_person_id", sa.BigInteger()),
        sa.Column("extended", sa.Float(), nullable=False),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["named_person_id"], ["people.id"], name="fk_visits_named_person_id"
        ),
        sa.ForeignKeyConstraint(["volunteer_id"], ["people.id"], name="fk_visits_volunteer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_visits"),
    )
    op.create_index(
        "ix_visits_named_person_id_closed_at", "visits", ["named_person_id", "closed_at"]
    )
    op.create_index("ix_visits_out", "visits", ["home_by"], **_where("state = 'out'"))
    op.create_index("ix_visits_volunteer_id_closed_at", "visits", ["volunteer_id", "closed_at"])


def _alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", _KEY, autoincrement=False, nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("volunteer_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("opened_at", _INSTANT, nullable=False),
        sa.Column("ladder", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.BigInteger()),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("taken_by", sa.BigInteger()),
        sa.Column("taken_at", _INSTANT),
        sa.Column("offered_to", sa.BigInteger()),
        sa.Column("outcome", sa.String(length=16)),
        sa.Column("closed_at", _INSTANT),
        sa.Column("closed_by", sa.BigInteger()),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["closed_by"], ["people.id"], name="fk_alerts_closed_by"),
        sa.ForeignKeyConstraint(["offered_to"], ["people.id"], name="fk_alerts_offered_to"),
        sa.ForeignKeyConstraint(["taken_by"], ["people.id"], name="fk_alerts_taken_by"),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name="fk_alerts_visit_id"),
        sa.ForeignKeyConstraint(["volunteer_id"], ["people.id"], name="fk_alerts_volunteer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_alerts"),
        sa.UniqueConstraint("serial", name="uq_alerts_serial"),
    )
    op.create_index("ix_alerts_closed_at", "alerts", ["closed_at"])
    op.create_index("ix_alerts_open", "alerts", ["opened_at"], **_where("closed_at IS NULL"))
    op.create_index("ix_alerts_opened_at", "alerts", ["opened_at"])
    op.create_index("ix_alerts_visit_id", "alerts", ["visit_id"])
    op.create_index("ix_alerts_volunteer_id_closed_at", "alerts", ["volunteer_id", "closed_at"])


_SQLITE_GUARD = """
CREATE TRIGGER journal_no_{verb} BEFORE {verb} ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
"""

_POSTGRES_FUNCTION = """
CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'restrict_violation'; END $$
"""

_POSTGRES_GUARD = """
CREATE TRIGGER journal_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only()
"""


def _guard_the_journal() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(_SQLITE_GUARD.format(verb=verb))
    else:
        op.execute(_POSTGRES_FUNCTION)
        op.execute(_POSTGRES_GUARD)
