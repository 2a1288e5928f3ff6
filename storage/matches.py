"""Matches by question: which are live, by reference and by volunteer."""

from __future__ import annotations

import sqlalchemy as sa

from flows.facts import Match, Role
from storage.reading_scheme import MATCH_ROW, match_from
from storage.tables import invitations, matches, roles

_LIVE = MATCH_ROW.where(sa.text("matches.ended_at IS NULL"))


def live_matches(conn: sa.Connection) -> list[Match]:
    """Those that have not ended, by reference."""
    return [match_from(row) for row in conn.execute(_LIVE.order_by(matches.c.reference))]


def live_match(conn: sa.Connection, reference: str) -> Match | None:
    """The young person's match of now. There is never more than one."""
    row = conn.execute(_LIVE.where(matches.c.reference == reference)).one_or_none()
    return match_from(row) if row else None


def matches_called(conn: sa.Connection, reference: str) -> list[Match]:
    """Every match of this reference, ended ones too, the oldest first."""
    query = MATCH_ROW.where(matches.c.reference == reference).order_by(matches.c.began_at)
    return [match_from(row) for row in conn.execute(query)]


def match_of_volunteer(conn: sa.Connection, volunteer: int) -> Match | None:
    """This volunteer's match of now. There is never more than one."""
    row = conn.execute(_LIVE.where(matches.c.volunteer_id == volunteer)).one_or_none()
    return match_from(row) if row else None


def is_or_is_asked(conn: sa.Connection, person: int, role: Role) -> bool:
    """Whether somebody has this role, or an invitation to it that nobody has answered."""
    has = sa.select(roles.c.person_id).where(
        roles.c.person_id == person, roles.c.role == role.value
    )
    asked = sa.select(invitations.c.person_id).where(
        invitations.c.person_id == person,
        invitations.c.role == role.value,
        invitations.c.used_at.is_(None),
    )
    return conn.execute(has.union_all(asked).limit(1)).first() is not None
