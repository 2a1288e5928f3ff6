"""One function, one transaction."""

import asyncio
from datetime import datetime

import pytest
import sqlalchemy as sa

from storage.errors import Conflict, Crowded, StorageUnavailable
from storage.keys import Keys
from storage.pulses import last_pulse, pulse
from storage.store import ATTEMPTS, Store
from storage.tables import pulses
from storage.urls import normalised
from tests.storage.house import NOW


async def test_what_returns_is_kept_and_what_raises_is_not(store):
    await store.run(lambda conn: pulse(conn, "kept", NOW))

    def fails(conn):
        pulse(conn, "lost", NOW)
        raise LookupError("on purpose")

    with pytest.raises(LookupError, match="on purpose"):
        await store.run(fails)
    assert await store.read(lambda conn: last_pulse(conn, "kept")) == NOW
    assert await store.read(lambda conn: last_pulse(conn, "lost")) is None


async def test_a_lost_race_is_run_again_but_not_for_ever(store):
    seen = []

    def twice_too_late(conn):
        seen.append(conn)
        pulse(conn, f"try {len(seen)}", NOW)
        if len(seen) < 3:
            raise Conflict
        return "done"

    assert await store.run(twice_too_late) == "done"
    names = await store.read(lambda conn: conn.execute(sa.select(pulses.c.name)).scalars().all())
    assert names == ["try 3"]

    seen.clear()

    def always_too_late(conn):
        seen.append(conn)
        raise Conflict

    with pytest.raises(Conflict):
        await store.run(always_too_late)
    assert len(seen) == ATTEMPTS


async def test_a_crowded_batch_is_not_run_again(store):
    seen = []

    def crowded(conn):
        seen.append(conn)
        raise Crowded

    with pytest.raises(Crowded):
        await store.run(crowded)
    assert len(seen) == 1


async def test_reading_cannot_change_anything(store):
    with pytest.raises(sa.exc.DBAPIError, match=r"read.?only"):
        await store.read(lambda conn: pulse(conn, "sly", NOW))


async def test_reading_does_not_wait_for_a_writer(store):
    loop = asyncio.get_running_loop()
    begun, go_on = asyncio.Event(), asyncio.Event()

    def slow(conn):
        pulse(conn, "slow", NOW)
        loop.call_soon_threadsafe(begun.set)
        if store.dialect == "sqlite":
            asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result(10)

    writing = asyncio.create_task(store.run(slow))
    await begun.wait()
    if store.dialect == "sqlite":
        assert await store.read(lambda conn: last_pulse(conn, "slow")) is None
    go_on.set()
    await writing
    assert await store.read(lambda conn: last_pulse(conn, "slow")) == NOW


async def test_a_time_without_a_zone_is_refused(store):
    with pytest.raises(sa.exc.StatementError, match="without a zone"):
        await store.run(lambda conn: pulse(conn, "naive", datetime(2026, 1, 1)))  # noqa: DTZ001


async def test_a_locked_file_is_said_to_be_unavailable(tmp_path, keys, migrated_file, monkeypatch):
    monkeypatch.setattr("storage.store._PRAGMAS", ("busy_timeout = 50",))
    url = f"sqlite:///{migrated_file}"
    holder, other = await Store.open(url, keys), await Store.open(url, keys)
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()

    def hold(conn):
        loop.call_soon_threadsafe(begun.set)
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0.5), loop).result(10)

    holding = asyncio.create_task(holder.run(hold))
    await begun.wait()
    with pytest.raises(StorageUnavailable):
        await other.run(lambda conn: pulse(conn, "late", NOW))
    await holding
    await holder.close()
    await other.close()


async def test_a_database_that_is_away_is_said_to_be_unavailable(keys, tmp_path):
    for url in ("postgresql://nobody@127.0.0.1:9/none", f"sqlite:///{tmp_path}/no/such/folder.db"):
        with pytest.raises(StorageUnavailable):
            await Store.open(url, keys)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("postgres://u:p@h/d", "postgresql+asyncpg://u:p@h/d"),
        ("postgresql://u@h:1/d?sslmode=require", "postgresql+asyncpg://u@h:1/d?ssl=require"),
        ("postgresql+asyncpg://h/d", "postgresql+asyncpg://h/d"),
        ("sqlite:///porchlight.sqlite3", "sqlite:///porchlight.sqlite3"),
    ],
)
def test_urls_as_people_and_hosting_companies_write_them(written, meant):
    assert normalised(written).render_as_string(hide_password=False) == meant


def test_another_database_is_refused():
    with pytest.raises(ValueError, match="neither SQLite nor PostgreSQL"):
        normalised("mysql://h/d")


async def test_a_database_in_memory_reads_what_it_wrote():
    store = await Store.open("sqlite://", Keys.from_text(Keys.generate()))
    await store.run(lambda conn: conn.execute(sa.text("CREATE TABLE t (x INTEGER)")))
    assert await store.read(lambda conn: conn.execute(sa.text("SELECT * FROM t")).all()) == []
    await store.close()


@pytest.mark.postgres
@pytest.mark.parametrize("engine_name", ["postgresql"])
async def test_a_connection_that_breaks_before_the_commit_is_replaced(store):
    """A file does not hang up, a server does."""
    seen = []

    def hung_up_on(conn):
        seen.append(conn)
        pulse(conn, f"try {len(seen)}", NOW)
        if len(seen) == 1:
            conn.execute(sa.text("SELECT pg_terminate_backend(pg_backend_pid())"))

    await store.run(hung_up_on)
    names = await store.read(lambda conn: conn.execute(sa.select(pulses.c.name)).scalars().all())
    assert names == ["try 2"]
