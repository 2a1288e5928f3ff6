"""rotate-key: everything that can change is sealed anew with the first key.

Each row is replaced only if nobody has changed it meanwhile, so the house may go on running.
What is sealed with the first key already is passed by, so it can be run again after a stop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import sqlalchemy as sa
from rich.console import Console
from rich.progress import Progress

from bot.commands.opening import opened
from bot.commands.trouble import Refused
from bot.settings import Settings, load, reveal
from flows.facts import Channel
from storage.keys import Keys
from storage.known import blind_purpose
from storage.outbox_row import PAYLOAD
from storage.reading import ADDRESS, PERSON, PLACE, TALK
from storage.store import Store
from storage.tables import addresses, outbox, people, talks, visits

BATCH = 200

Read = tuple[int, bytes, str | None]
"""A row's key, what is sealed, and the channel if it is an address."""


@dataclass(frozen=True, slots=True)
class Column:
    """One sealed column: its rows' key, and the purpose it is sealed for."""

    key: sa.Column[Any]
    sealed: sa.Column[Any]
    purpose: str


COLUMNS = (
    Column(people.c.id, people.c.private, PERSON),
    Column(addresses.c.id, addresses.c.value, ADDRESS),
    Column(visits.c.id, visits.c.place, PLACE),
    Column(talks.c.person_id, talks.c.private, TALK),
    Column(outbox.c.id, outbox.c.payload, PAYLOAD),
)
"""All but the journal, which is append-only: its old entries stay as they are."""


def rotate() -> None:
    """Needs PORCHLIGHT_KEY=new,old; every process must have been started with both."""
    settings = load()
    if len(reveal(settings.porchlight_key).split(",")) < 2:
        raise Refused(
            "There is only one key. Put the new one before the old one, as in"
            " PORCHLIGHT_KEY=new,old, start every process again, then run this."
        )
    changed = asyncio.run(_rotate(settings))
    print(
        f"{changed} rows are sealed with the first key now; nothing but the journal needs others."
    )
    print("Keep the old key after the comma: entries of the journal never change.")


async def _rotate(settings: Settings) -> int:
    changed = 0
    async with opened(settings) as (store, keys):
        with Progress(console=Console(stderr=True), transient=True) as progress:
            for column in COLUMNS:
                total = await store.read(partial(_count, column))
                task = progress.add_task(column.key.table.name, total=total)
                changed += await _all(store, keys, column, partial(progress.advance, task))
    return changed


def _count(column: Column, conn: sa.Connection) -> int:
    return conn.execute(sa.select(sa.func.count()).select_from(column.key.table)).scalar_one()


async def _all(store: Store, keys: Keys, column: Column, done: Callable[[int], None]) -> int:
    changed, last = 0, -1
    while True:
        rows = await store.read(partial(_next, column, last))
        if not rows:
            return changed
        changed += await store.run(partial(_anew, keys, column, rows))
        last = rows[-1][0]
        done(len(rows))


def _next(column: Column, after: int, conn: sa.Connection) -> list[Read]:
    channel = addresses.c.channel if column.sealed is addresses.c.value else sa.null()
    batch = sa.select(column.key, column.sealed, channel).where(column.key > after)
    return [tuple(row) for row in conn.execute(batch.order_by(column.key).limit(BATCH))]


def _anew(keys: Keys, column: Column, rows: list[Read], conn: sa.Connection) -> int:
    changed = 0
    for number, blob, channel in rows:
        if keys.is_current(blob):
            continue
        plain = keys.open(column.purpose, blob)
        values: dict[str, Any] = {column.sealed.name: keys.seal(column.purpose, plain)}
        if channel is not None:
            values["blind"] = keys.blind(blind_purpose(Channel(channel)), plain.decode())
        # Bound as plain bytes: what was read back is no `Sealed` any more.
        as_read = sa.cast(column.sealed, sa.LargeBinary) == sa.literal(blob, sa.LargeBinary)
        update = sa.update(column.key.table).where(column.key == number, as_read).values(values)
        changed += conn.execute(update).rowcount
    return changed
