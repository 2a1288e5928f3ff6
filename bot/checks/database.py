"""What can be wrong with the database and with who is in it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.checks.finding import Finding, error, warning
from bot.settings import Settings, reveal
from storage import migrate, people
from storage.errors import StorageUnavailable
from storage.keys import BadKey, CannotOpen, Keys
from storage.store import Store
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


def _people(conn: Connection, keys: Keys) -> Iterator[Finding]:
    if not people.has_co_ordinator(conn):
        yield warning(
            "There is no co-ordinator yet, so nobody would take an alert.",
            "the people",
            "Run `porchlight invite co-ordinator --name … --phone …`.",
        )
    elif not people.somebody_on_duty(conn):
        yield warning(
            "No co-ordinator is on duty.", "the people", "Have one of them send DUTY ON."
        )
