"""When people were asked: which question an answer belongs to, and when to ask once more."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("named_links", sa.Column("asked_at", _INSTANT))
    op.add_column("named_links", sa.Column("reminded_at", _INSTANT))
    op.add_column("invitations", sa.Column("asked_at", _INSTANT))
