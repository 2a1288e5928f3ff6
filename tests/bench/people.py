"""Volunteers who have joined already, let in through storage's own writing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from flows.facts import Address, Channel, Person, Role
from storage.ids import new_id
from storage.keys import Keys
from storage.known import Known
from storage.ledger import Ledger
from storage.store import Store
from storage.writing import write

FIRST_CHAT = 1_000_000
CO_ORDINATOR = 900_000
TOGETHER = 2_000


def person(first_name: str, role: Role, chat: int) -> Person:
    """Somebody with Telegram."""
    return Person(
        id=new_id(),
        first_name=first_name,
        roles=frozenset({role}),
        language="en",
        addresses=(Address(new_id(), Channel.TELEGRAM, str(chat)),),
        on_duty=role is Role.CO_ORDINATOR,
    )


async def let_in(store: Store, now: datetime, chats: Sequence[int]) -> list[int]:
    """A co-ordinator on duty, and a volunteer for each of `chats`; the volunteers' ids."""
    await _add(store, now, [person("Cleo", Role.CO_ORDINATOR, CO_ORDINATOR)])
    volunteers = [person("Ana", Role.VOLUNTEER, chat) for chat in chats]
    for start in range(0, len(volunteers), TOGETHER):
        await _add(store, now, volunteers[start : start + TOGETHER])
    return [volunteer.id for volunteer in volunteers]


async def _add(store: Store, now: datetime, people: Sequence[Person]) -> None:
    await store.run(lambda conn: _write(conn, store.keys, now, people))


def _write(conn: Connection, keys: Keys, now: datetime, people: Sequence[Person]) -> None:
    ledger = Ledger(Known(conn, keys, now))
    for one in people:
        ledger.add_person(one)
    write(conn, keys, ledger)
