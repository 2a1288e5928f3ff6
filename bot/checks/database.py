"""What can be wrong with the database and with who is in it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.exc import SQLAlchemyError

from bot.checks.finding import Finding, error, warning
from bot.settings import Settings, reveal
from scheduler.clock import SystemClock
from storage import migrate, people
from storage.errors import StorageUnavailable
from storage.keys import BadKey, CannotOpen, Keys
from storage.known import Known
from storage.store import Store
from storage.tables import people as people_table
from storage.urls import normalised

MIGRATE = "Run `porchlight migrate`."


async def check_database(settings: Settings) -> list[Finding]:
    """Whether it can be reached, is up to date, opens with this key, and knows somebody to tell."""
    try:
        return await _asked(settings)
    except (ValueError, BadKey):
        return []  # `check_house` says what is wrong with the setting itself
    except CannotOpen as cannot:
        return [
            error(
                f"What is stored does not open with this key: {cannot}.",
                "PORCHLIGHT_KEY",
                "Give the key it was stored with, after a comma if there is a newer one.",
            )
        ]
    except (StorageUnavailable, SQLAlchemyError, OSError) as away:
        return [
            error(
                f"The database cannot be reached ({type(away).__name__}).",
                "DATABASE_URL",
                "See that it runs, that its name and password are right, and that we may write.",
            )
        ]


async def _asked(settings: Settings) -> list[Finding]:
    if _no_file_yet(settings):
        return [error("There is no database yet.", "DATABASE_URL", MIGRATE)]
    if await asyncio.to_thread(migrate.current, settings.database) != migrate.newest():
        return [error("The database is not up to date.", "DATABASE_URL", MIGRATE)]
    store = await Store.open(settings.database, Keys.from_text(reveal(settings.porchlight_key)))
    try:
        return await store.read(lambda conn: list(_people(conn, store.keys)))
    finally:
        await store.close()


def _no_file_yet(settings: Settings) -> bool:
    """Asking SQLite would make the file."""
    url = normalised(settings.database)
    return url.drivername == "sqlite" and not Path(url.database or "").exists()


def try_key(conn: Connection, keys: Keys) -> None:
    """Raises CannotOpen if the first or the last one let in was stored with another key.

    With a wrong key nobody would be found by their number, and all would seem strangers.
    """
    by_age = select(people_table.c.id).order_by(people_table.c.created_at).limit(1)
    by_youth = select(people_table.c.id).order_by(people_table.c.created_at.desc()).limit(1)
    ids = [*conn.execute(by_age).scalars(), *conn.execute(by_youth).scalars()]
    people.load_people(conn, keys, ids, SystemClock().now())


def _people(conn: Connection, keys: Keys) -> Iterator[Finding]:
    try_key(conn, keys)
    if not people.has_co_ordinator(conn):
        yield warning(
            "There is no co-ordinator who has joined, so nobody would take an alert.",
            "the people",
            "Run `porchlight invite co-ordinator`; they join by answering.",
        )
        return
    known = Known(conn, keys, SystemClock().now())
    known.load_people(known.load_co_ordinators())
    if not any(person.on_duty for person in known.people.values()):
        yield warning("No co-ordinator is on duty.", "the people", "Have one of them send DUTY ON.")
