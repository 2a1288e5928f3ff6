"""What happened and what was decided, for ever: the database itself refuses to change it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from flows.decisions import NewCode
from flows.ladder import Ladder
from locales.message import Message
from storage.keys import Keys
from storage.reading import ladder_text
from storage.tables import journal

ENTRY = "journal"

ADD = sa.insert(journal)

_ENCODER = json.JSONEncoder(
    separators=(",", ":"), ensure_ascii=False, default=lambda value: _plain(value)
)


def entry(
    keys: Keys, at: datetime, kind: str, person_id: int | None, content: object
) -> dict[str, Any]:
    """One row for `ADD`. `content` may hold events, decisions and whatever they are made of."""
    sealed = keys.seal(ENTRY, _ENCODER.encode(content))
    return {"at": at, "kind": kind, "person_id": person_id, "entry": sealed}


def note(
    conn: sa.Connection,
    keys: Keys,
    at: datetime,
    kind: str,
    person_id: int | None,
    content: object,
) -> None:
    """Write one entry."""
    conn.execute(ADD, entry(keys, at, kind, person_id, content))


def entries(
    conn: sa.Connection, keys: Keys, after: int = 0, limit: int = 1000
) -> list[tuple[int, datetime, str, int | None, Any]]:
    """(id, at, kind, person, content) in the order of writing, from the one after `after`."""
    rows = conn.execute(
        sa.select(journal.c.id, journal.c.at, journal.c.kind, journal.c.person_id, journal.c.entry)
        .where(journal.c.id > after)
        .order_by(journal.c.id)
        .limit(limit)
    )
    return [(*row[:4], json.loads(keys.open(ENTRY, row[4]))) for row in rows]


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


def _plain(value: Any) -> Any:
    """What JSON does not know. Facts carry their kind; what is empty is left out."""
    kind = type(value)
    if kind is Message:
        return value.name
    if kind is Ladder:
        return ladder_text(value)
    if is_dataclass(kind):
        held = ((name, getattr(value, name)) for name in _names(kind))
        return {"is": kind.__name__, **{n: v for n, v in held if v is not None and v != ()}}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, NewCode):
        return repr(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"{kind.__name__} cannot be put in the journal")
