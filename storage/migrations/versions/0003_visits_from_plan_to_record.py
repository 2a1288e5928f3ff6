"""Matches, plans that are confirmed, records, tasks, notices, absences, and word between two."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_INSTANT = sa.DateTime(timezone=True)
_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _id() -> sa.Column[int]:
    return sa.Column("id", _KEY, primary_key=True, autoincrement=False)


def _person(name: str, table: str, nullable: bool = False) -> sa.Column[int]:
    key = sa.ForeignKey("people.id", name=f"fk_{table}_{name}")
    return sa.Column(name, sa.BigInteger(), key, nullable=nullable)


def _some(name: str, table: str, columns: list[str], where: str, unique: bool = False) -> None:
    condition = sa.text(where)
    op.create_index(
        name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition
    )


def upgrade() -> None:
    _visits_and_people()
    _matches()
    _tasks()
    _records()
    _notices()


def _visits_and_people() -> None:
    op.add_column("people", sa.Column("insured_until", sa.Date))
    for column in (
        sa.Column("match_id", sa.BigInteger),
        sa.Column("travel", sa.String(16), nullable=False, server_default=""),
        sa.Column("cost", sa.Integer),
        sa.Column("carer_agreed", sa.String(16)),
        sa.Column("child_agreed", sa.String(16)),
        sa.Column("asked_at", _INSTANT),
        sa.Column("confirmed_at", _INSTANT),
        sa.Column("offer_from", _INSTANT),
        sa.Column("offer_until", _INSTANT),
        sa.Column("offer_at", _INSTANT),
        sa.Column("card", sa.SmallInteger),
        sa.Column("record", sa.String(8)),
    ):
        op.add_column("visits", column)
    _some("ix_visits_planned", "visits", ["starts_at"], "state = 'planned'")
    _some("ix_visits_record_due", "visits", ["volunteer_id"], "record = 'due'")


def _matches() -> None:
    op.create_table(
        "matches",
        _id(),
        sa.Column("reference", sa.String(16), nullable=False),
        _person("volunteer_id", "matches"),
        _person("carer_id", "matches", nullable=True),
        _person("co_ordinator_id", "matches", nullable=True),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("language", sa.String(16)),
        sa.Column("began_at", _INSTANT, nullable=False),
        sa.Column("kept", sa.Integer, nullable=False),
        sa.Column("last_visit_at", _INSTANT),
        sa.Column("explained_at", _INSTANT),
        sa.Column("review_on", sa.Date),
        sa.Column("ended_at", _INSTANT),
        sa.Column("stamp", sa.BigInteger, nullable=False),
    )
    live = "ended_at IS NULL"
    _some("uq_matches_reference_live", "matches", ["reference"], live, unique=True)
    _some("uq_matches_volunteer_id_live", "matches", ["volunteer_id"], live, unique=True)
    op.create_index("ix_matches_volunteer_id", "matches", ["volunteer_id"])
    op.create_index("ix_matches_carer_id", "matches", ["carer_id"])


def _tasks() -> None:
    op.create_table(
        "tasks",
        _id(),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("urgent", sa.Boolean, nullable=False),
        sa.Column("person_id", sa.BigInteger),
        sa.Column("match_id", sa.BigInteger),
        sa.Column("visit_id", sa.BigInteger),
        sa.Column("owner_id", sa.BigInteger),
        sa.Column("detail", sa.LargeBinary, nullable=False),
        sa.Column("opened_at", _INSTANT, nullable=False),
        sa.Column("done_at", _INSTANT),
        sa.Column("done_by", sa.BigInteger),
        sa.Column("stamp", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("number", name="uq_tasks_number"),
    )
    undone = "done_at IS NULL"
    _some("ix_tasks_open", "tasks", ["opened_at"], undone)
    _some("ix_tasks_open_person", "tasks", ["person_id"], undone)
    _some("ix_tasks_open_match", "tasks", ["match_id"], undone)


def _records() -> None:
    op.create_table(
        "visit_records",
        sa.Column("visit_id", _KEY, primary_key=True, autoincrement=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("kept_at", _INSTANT, nullable=False),
        sa.Column("private", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "claims",
        _id(),
        sa.Column("visit_id", sa.BigInteger, nullable=False),
        sa.Column("volunteer_id", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("opened_at", _INSTANT, nullable=False),
        sa.Column("private", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("visit_id", name="uq_claims_visit_id"),
    )
    op.create_index("ix_claims_volunteer_id", "claims", ["volunteer_id"])
    op.create_table(
        "relays",
        _id(),
        sa.Column("match_id", sa.BigInteger, nullable=False),
        sa.Column("visit_id", sa.BigInteger),
        sa.Column("sender_id", sa.BigInteger, nullable=False),
        sa.Column("passed", sa.Boolean, nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_relays_match_id_at", "relays", ["match_id", "at"])


def _notices() -> None:
    op.create_table(
        "notices",
        _id(),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("by", sa.BigInteger, nullable=False),
        sa.Column("sent_at", _INSTANT, nullable=False),
        sa.Column("at", _INSTANT),
        sa.Column("asks", sa.Boolean, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("number", name="uq_notices_number"),
    )
    op.create_index("ix_notices_sent_at", "notices", ["sent_at"])
    op.create_table(
        "notice_answers",
        _id(),
        sa.Column("notice_id", sa.BigInteger, nullable=False),
        sa.Column("person_id", sa.BigInteger, nullable=False),
        sa.Column("comes", sa.Boolean, nullable=False),
        sa.Column("answered_at", _INSTANT, nullable=False),
        sa.Column("reason", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("notice_id", "person_id", name="uq_notice_answers_notice_id_person_id"),
    )
    op.create_table(
        "absences",
        _id(),
        _person("person_id", "absences"),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("last", sa.Date, nullable=False),
        _person("cover_id", "absences", nullable=True),
    )
    op.create_index("ix_absences_person_id_last", "absences", ["person_id", "last"])
