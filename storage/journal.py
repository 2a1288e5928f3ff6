"""What happened and what was decided, for ever: the database itself refuses to change it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from functools import cache
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from flows.decisions import NewCode, NewNumber, NoOffer
from flows.facts import Talk
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
    return [(*row[:4], json.loads(keys.open(ENTRY, row[4]).decode())) for row in rows]


@cache
def _reader(kind: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    names = tuple(f.name for f in fields(kind))
    return names, attrgetter(*names, *names[:1])  # two names at least, so that it gives a tuple


_EMPTY = (None, (), "", 0)


def _plain(value: Any) -> Any:
    """What JSON does not know. Facts carry their kind; what is empty is left out.

    Of a conversation only where it stands: its answers came in earlier events.
    """
    kind = type(value)
    if kind is Message:
        return value.name
    if kind is Talk:
        return {"is": "Talk", "flow": value.flow, "shown": value.shown and value.shown.name}
    if kind is Ladder:
        return ladder_text(value)
    if kind in _WORDED:
        return _WORDED[kind](value)
    if is_dataclass(kind):
        names, values_of = _reader(kind)
        held = zip(names, values_of(value), strict=False)
        return {"is": kind.__name__, **{n: v for n, v in held if v not in _EMPTY}}
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{kind.__name__} cannot be put in the journal")


_WORDED: dict[type, Callable[[Any], Any]] = {
    datetime: datetime.isoformat,
    timedelta: timedelta.total_seconds,
    date: date.isoformat,
    NewCode: repr,
    NewNumber: repr,
    NoOffer: repr,
    frozenset: sorted,
}
