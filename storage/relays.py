"""What passed between a carer and a volunteer, for a co-ordinator to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.keys import Keys
from storage.reading_scheme import RELAYED
from storage.tables import relays

_OF = (
    sa.select(relays.c.at, relays.c.sender_id, relays.c.text, relays.c.passed)
    .where(relays.c.match_id == sa.bindparam("match"))
    .order_by(relays.c.at, relays.c.id)
)


@dataclass(frozen=True, slots=True)
class Relayed:
    """`passed` is whether it was sent on; what was held back is kept as well."""

    at: datetime
    sender_id: int
    text: str
    passed: bool


def relays_of(conn: sa.Connection, keys: Keys, match_id: int) -> list[Relayed]:
    """All of one match, the oldest first. Never to be sent by text: it is in people's own words."""
    rows = conn.execute(_OF, {"match": match_id})
    return [
        Relayed(at, sender, keys.open(RELAYED, text).decode(), passed)
        for at, sender, text, passed in rows
    ]
