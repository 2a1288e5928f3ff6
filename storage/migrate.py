"""Bringing the tables up to date, from the command line or before anything starts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import sqlalchemy as sa

from storage.store import postgres_engine, sqlite_engine
from storage.urls import normalised

if TYPE_CHECKING:
    from alembic.config import Config

T = TypeVar("T")
_VERSION = sa.table("alembic_version", sa.column("version_num", sa.String))
_FOLDER = Path(__file__).parent / "migrations"
# Any number, as long as it is always this one: two releases at once take turns.
_LOCK = 0x506F726368


def upgrade(database_url: str) -> None:
    """Migrate to the newest revision, all in one transaction. Safe to run again, or at once."""
    _on(database_url, upgrade_on)


def current(database_url: str) -> str | None:
    """The revision the database has; None for an empty one."""
    return _on(database_url, current_on)


def newest() -> str | None:
    """The revision this program needs. Files are named after theirs, so Alembic, ten megabytes
    that only a migration wants, need not be asked."""
    names = (path.name for path in (_FOLDER / "versions").glob("[0-9]*.py"))
    return max((name.partition("_")[0] for name in names), default=None)


def upgrade_on(conn: sa.Connection) -> None:
    """Like `upgrade`, in the transaction of `conn`."""
    from alembic import command

    if conn.dialect.name == "postgresql":
        conn.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    config = _config()
    config.attributes["connection"] = conn
    command.upgrade(config, "head")


def current_on(conn: sa.Connection) -> str | None:
    """Like `current`, in the transaction of `conn`."""
    if not sa.inspect(conn).has_table(_VERSION.name):
        return None
    return conn.execute(sa.select(_VERSION.c.version_num)).scalar()


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _on(database_url: str, work: Callable[[sa.Connection], T]) -> T:
    url = normalised(database_url)
    if url.get_backend_name() == "sqlite":
        return _on_sqlite(url, work)
    # A thread of its own, since the caller may already be inside an event loop.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(_on_postgres(url, work))).result()


def _on_sqlite(url: sa.URL, work: Callable[[sa.Connection], T]) -> T:
    engine = sqlite_engine(url)
    try:
        with engine.begin() as conn:
            return work(conn)
    finally:
        engine.dispose()


async def _on_postgres(url: sa.URL, work: Callable[[sa.Connection], T]) -> T:
    engine = postgres_engine(url)
    try:
        async with engine.begin() as conn:
            return await conn.run_sync(work)
    finally:
        await engine.dispose()
