"""What was kept of a visit: its record with the words for the young person, and its claim."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage.keys import Keys
from storage.reading_scheme import CLAIM, RECORD
from storage.tables import claims, visit_records

_RECORD = sa.select(
    visit_records.c.private, visit_records.c.language, visit_records.c.kept_at
).where(visit_records.c.visit_id == sa.bindparam("visit"))
_CLAIM = sa.select(
    claims.c.id, claims.c.volunteer_id, claims.c.state, claims.c.opened_at, claims.c.private
).where(claims.c.visit_id == sa.bindparam("visit"))


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """`answers` are a co-ordinator's only (`flows.record` says which there are); `letter` is the
    young person's, in `language`, "" where there is none. `kept_at` is when it was last changed."""

    answers: Mapping[str, Any]
    letter: str
    language: str
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class KeptClaim:
    """`lines` are (kind, pence), in the order they were told; `state` is "open" at its start."""

    id: int
    volunteer_id: int
    state: str
    opened_at: datetime
    lines: tuple[tuple[str, int], ...]


def record_of(conn: sa.Connection, keys: Keys, visit_id: int) -> KeptRecord | None:
    """What has been told of a visit so far; None where nothing has."""
    row = conn.execute(_RECORD, {"visit": visit_id}).one_or_none()
    if row is None:
        return None
    private, language, kept_at = row
    known = json.loads(keys.open(RECORD, private).decode())
    return KeptRecord(known["answers"], known["letter"], language, kept_at)


def claim_of(conn: sa.Connection, keys: Keys, visit_id: int) -> KeptClaim | None:
    """The expense claim that was begun with a visit's record; None without one."""
    row = conn.execute(_CLAIM, {"visit": visit_id}).one_or_none()
    if row is None:
        return None
    number, volunteer, state, opened_at, private = row
    told = json.loads(keys.open(CLAIM, private).decode())["lines"]
    lines = tuple((str(kind), int(pence)) for kind, pence in told)
    return KeptClaim(number, volunteer, state, opened_at, lines)
