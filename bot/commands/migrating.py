"""migrate: the tables as this version needs them."""

from __future__ import annotations

from bot.settings import load
from storage import migrate as migrations


def migrate() -> None:
    """Bring the database up to date."""
    settings = load()
    before = migrations.current(settings.database)
    migrations.upgrade(settings.database)
    newest = migrations.newest()
    print("The database was up to date." if before == newest else f"The database is at {newest}.")
