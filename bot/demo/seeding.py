"""Putting the cast into an empty database, everybody already enrolled and agreed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from bot.demo.cast import ANA, BEN, CAST, CLEO, EVE, REFERENCE, Part
from flows.facts import Address, Consent, Match, Person, Role, Stage
from storage.ids import new_id
from storage.keys import Keys
from storage.known import Known
from storage.ledger import Ledger
from storage.store import Store
from storage.writing import write

LANGUAGE = "en"


async def seed(store: Store, now: datetime) -> Mapping[str, int]:
    """Add everybody but the stranger; returns each one's id by their key."""
    ids = {part.key: new_id() for part in CAST if part.role is not None}
    await store.run(lambda conn: _write(conn, store.keys, now, ids))
    return ids


def _write(conn: sa.Connection, keys: Keys, now: datetime, ids: Mapping[str, int]) -> None:
    ledger = Ledger(Known(conn, keys, now))
    for part in CAST:
        if part.role is not None:
            ledger.add_person(_person(part, part.role, ids[part.key]))
    ledger.links[ids[ANA.key], ids[BEN.key]] = Consent.AGREED
    ledger.add_match(
        Match(
            id=new_id(),
            reference=REFERENCE,
            volunteer_id=ids[ANA.key],
            stage=Stage.TRIAL,
            began_at=now,
            carer_id=ids[EVE.key],
            co_ordinator_id=ids[CLEO.key],
        )
    )
    write(conn, keys, ledger)


def _person(part: Part, role: Role, number: int) -> Person:
    addresses = tuple(
        Address(new_id(), channel, value, rank)
        for rank, (channel, value) in enumerate(part.addresses().items())
    )
    return Person(
        number,
        part.name,
        frozenset({role}),
        language=LANGUAGE,
        addresses=addresses,
        on_duty=part.on_duty,
    )
