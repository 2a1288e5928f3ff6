"""One function is one transaction, whichever engine is underneath."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.errors import Conflict, Crowded, StorageUnavailable
from storage.keys import Keys
from storage.urls import normalised

T = TypeVar("T")
Work = Callable[[sa.Connection], T]

ATTEMPTS = 5
_BUSY_MS = 5_000
_TAKEN = (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
# PostgreSQL, appendix A: serialization failure, deadlock; both leave nothing behind.
_TRY_AGAIN = ("40001", "40P01")
_SQLITE_AWAY = (
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
)
# Classes 08 (connection), 53 (resources), 57P0x (shut down), 58 (system): it may come back.
_AWAY = ("08", "53", "57P", "58")
# Read-only: a standby that has not been promoted yet, or an operator at work.
_READ_ONLY = "25006"


class _Engine(Protocol):
    """What differs between the two."""

    async def run(self, work: Work[T], write: bool) -> T: ...

    async def close(self) -> None: ...


class Store:
    """The database, open. Made by `Store.open`; hand it functions with `run` and `read`."""

    def __init__(self, dialect: str, engine: _Engine, keys: Keys) -> None:
        self.dialect = dialect
        self.keys = keys
        self._engine = engine

    @classmethod
    async def open(cls, database_url: str, keys: Keys) -> Store:
        """Open and reach the database. Does not migrate: see `storage.migrate`.

        Raises ValueError for a URL of another database, StorageUnavailable if it is away.
        """
        url = normalised(database_url)
        dialect = url.get_backend_name()
        engine: _Engine = _SQLite(url) if dialect == "sqlite" else _PostgreSQL(url)
        store = cls(dialect, engine, keys)
        try:
            await store.read(lambda conn: conn.execute(sa.text("SELECT 1")).scalar())
        except BaseException:
            await store.close()
            raise
        return store

    async def run(self, work: Work[T]) -> T:
        """Run `work` in one transaction: committed when it returns, gone when it raises.

        `work` may be run again from the start (at most ATTEMPTS times in all) when the
        database reports a deadlock or a key that is taken, when the connection broke before the
        commit, or when it raises Conflict (but not Crowded: that would only happen again).
        It must therefore do nothing but use its connection. Raises StorageUnavailable when
        the database is away or locked; whatever else `work` raises comes out as it is.
        Cancelling the wait does not undo a transaction that has begun on SQLite.
        """
        return await self._tried(work, True)

    async def read(self, work: Work[T]) -> T:
        """Like `run`, but changes are refused, and on SQLite it does not wait for the writer."""
        return await self._tried(work, False)

    async def close(self) -> None:
        """Finish what is running and give back every connection."""
        await self._engine.close()

    async def _tried(self, work: Work[T], write: bool) -> T:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return await self._engine.run(work, write)
            except Exception as error:
                if attempt == ATTEMPTS or not _worth_another_try(error):
                    raise _named(error) from error
            # A little disorder, so that two who collided do not collide again.
            await asyncio.sleep(random.uniform(0, 0.005 * 2**attempt))
        raise AssertionError("unreachable")


def _worth_another_try(error: Exception) -> bool:
    if isinstance(error, Conflict):
        return not isinstance(error, Crowded)
    if isinstance(error, _Uncommitted):
        return True
    return isinstance(error, DBAPIError) and (_is_taken(error) or _sqlstate(error) in _TRY_AGAIN)


def _named(error: Exception) -> Exception:
    """The error as callers know it; the driver's own words stay behind as its cause."""
    if isinstance(error, DBAPIError) and _is_taken(error):
        return Conflict("somebody else saved the same thing first")
    if isinstance(error, _Uncommitted):
        return StorageUnavailable("the connection to the database broke")
    if isinstance(error, DBAPIError) and _is_away(error):
        return StorageUnavailable(f"the database cannot be used: {_reason(error)}")
    if isinstance(error, (ConnectionError, TimeoutError, OSError)):
        return StorageUnavailable(f"the database cannot be reached: {type(error).__name__}")
    return error


def _reason(error: DBAPIError) -> str:
    """The engine's own name for it, which holds nobody's words: SQLITE_FULL, or an SQLSTATE."""
    name = getattr(error.orig, "sqlite_errorname", None) or _sqlstate(error)
    return name or type(error.orig).__name__


def _sqlstate(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""


def _is_taken(error: DBAPIError) -> bool:
    """A key that must be unique was used by somebody else since it was looked for."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    return code in _TAKEN or _sqlstate(error) == "23505"


def _is_away(error: DBAPIError) -> bool:
    if isinstance(error.orig, sqlite3.Error):
        return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in _SQLITE_AWAY
    return error.connection_invalidated or _sqlstate(error).startswith(_AWAY)


class _Uncommitted(Exception):
    """The connection broke before the commit was asked for: certainly nothing was saved."""


class _SQLite:
    """One thread writes, one reads: SQLite has one writer anyway, and threads do not queue."""

    def __init__(self, url: sa.URL) -> None:
        self._writer = _Thread(sqlite_engine(url), "writer")
        # To a second connection, a database in memory would be another one.
        in_memory = url.database in (None, "", ":memory:")
        self._reader = self._writer if in_memory else _Thread(sqlite_reader(url), "reader")

    async def run(self, work: Work[T], write: bool) -> T:
        thread = self._writer if write else self._reader
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(thread.pool, thread.transact, work)

    async def close(self) -> None:
        loop = asyncio.get_running_loop()
        for thread in {self._writer, self._reader}:
            await loop.run_in_executor(thread.pool, thread.close)
            thread.pool.shutdown(wait=False)


class _Thread:
    """A thread and the one connection it ever uses."""

    def __init__(self, engine: sa.Engine, name: str) -> None:
        self.pool = ThreadPoolExecutor(1, thread_name_prefix=f"sqlite-{name}")
        self._engine = engine
        self._conn: sa.Connection | None = None

    def transact(self, work: Work[T]) -> T:
        if self._conn is None:
            self._conn = self._engine.connect()
        with self._conn.begin():
            return work(self._conn)

    def close(self) -> None:
        if self._conn is not None:
            self._conn.close()
        self._engine.dispose()


def sqlite_engine(url: sa.URL) -> sa.Engine:
    """An engine whose every transaction is IMMEDIATE and safe on disk once committed.

    A deferred transaction that reads and then writes fails at once when another wrote
    meanwhile, whatever the busy timeout; IMMEDIATE waits its turn instead.
    """
    return _sqlite(url, "BEGIN IMMEDIATE", _PRAGMAS)


def sqlite_reader(url: sa.URL) -> sa.Engine:
    """An engine that sees what was last committed, waits for nobody and changes nothing."""
    return _sqlite(url, "BEGIN", (*_PRAGMAS, "query_only = ON"))


_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    f"busy_timeout = {_BUSY_MS}",
    "foreign_keys = ON",
)


def _sqlite(url: sa.URL, begin: str, pragmas: tuple[str, ...]) -> sa.Engine:
    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()

    def began(conn: sa.Connection) -> None:
        conn.exec_driver_sql(begin)

    # Each connection stays on its thread; the check would only forbid closing it elsewhere.
    arguments = {"check_same_thread": False, "cached_statements": 512}
    engine = sa.create_engine(url, poolclass=sa.StaticPool, connect_args=arguments)
    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", began)
    return engine


class _PostgreSQL:
    """A pool of asyncpg connections; `work` runs as it is, in SQLAlchemy's greenlet."""

    def __init__(self, url: sa.URL) -> None:
        self._engine = postgres_engine(url)

    async def run(self, work: Work[T], write: bool) -> T:
        async with self._engine.connect() as conn:
            if not write:
                await conn.execution_options(postgresql_readonly=True)
            transaction = await conn.begin()
            try:
                result = await conn.run_sync(work)
            except DBAPIError as error:
                if error.connection_invalidated:
                    raise _Uncommitted from error
                if write and _sqlstate(error) == _READ_ONLY:
                    raise StorageUnavailable("the database is read-only") from error
                raise
            await transaction.commit()
            return result

    async def close(self) -> None:
        await self._engine.dispose()


def postgres_engine(url: sa.URL) -> AsyncEngine:
    """An engine for short transactions: our statements are small, so compiling them never pays."""
    return create_async_engine(
        url,
        pool_size=5,
        max_overflow=5,
        pool_timeout=10,
        connect_args={
            "timeout": 10,
            "command_timeout": 60,
            "server_settings": {"jit": "off", "application_name": "porchlight"},
        },
    )
