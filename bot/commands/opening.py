"""What commands need before they can work: the settings, the scheme and the database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot import scheme_file, settings
from bot.checks.database import try_key
from bot.commands.trouble import Refused
from bot.settings import Settings, reveal
from flows.scheme import Scheme
from storage import migrate
from storage.keys import Keys
from storage.store import Store


def read_settings() -> tuple[Settings, Scheme]:
    """Raises SettingsError naming each setting or line to change."""
    given = settings.load()
    return given, scheme_file.read(given.porchlight_scheme).scheme


@asynccontextmanager
async def opened(given: Settings) -> AsyncIterator[tuple[Store, Keys]]:
    """The database, ready for use. Raises Refused if it has not been migrated, CannotOpen
    if it was stored with another key."""
    keys = Keys.from_text(reveal(given.porchlight_key))
    if await asyncio.to_thread(migrate.current, given.database) != migrate.newest():
        raise Refused("The database is not up to date. Run `porchlight migrate` first.")
    store = await Store.open(given.database, keys)
    try:
        await store.read(lambda conn: try_key(conn, keys))
        yield store, keys
    finally:
        await store.close()
