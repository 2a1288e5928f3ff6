"""The database locked, restarted, full or read-only, under real processes: whoever is not
answered 200 is brought again by their provider, and nothing is lost or said twice."""

from __future__ import annotations

import asyncio
import resource
import signal
import sqlite3
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests import postgres
from tests.serve.cast import NUMBERS, goes_out, settled
from tests.serve.process import Running, a_site
from tests.serve.test_serve import nothing_personal
from tests.serve.wire import Wire

pytestmark = [pytest.mark.faults, pytest.mark.slow]

OUT = (
    ("Ana", "You're home safe. …"),
    ("Ben", "Ana is home safe. …"),
)
TWILIO_WAITS = 15.0
UNLIMITED = resource.RLIM_INFINITY


@pytest.fixture
async def wire(tmp_path: Path) -> AsyncIterator[Wire]:
    """SQLite, with Ana out for an hour."""
    async with a_site(tmp_path, step=600) as site:
        wire = await settled(site, out=3600)
        yield wire
        wire.nothing_more()
        nothing_personal(site)


def form(wire: Wire, text: str = "OUT") -> dict[str, str]:
    return wire.site.twilio.message_form(NUMBERS["Ana"], text)


async def brought(wire: Wire, given: dict[str, str]) -> int:
    return await wire.site.twilio.post("/twilio/messages", given)


async def test_a_locked_file_means_later_and_nothing_is_lost(wire: Wire) -> None:
    running = await wire.site.start()
    lock = sqlite3.connect(wire.site.database.removeprefix("sqlite:///"), isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    out, began = form(wire), time.monotonic()
    assert await brought(wire, out) == 503
    assert time.monotonic() - began < TWILIO_WAITS
    assert (await running.get("/readyz"))[0] == 200  # reading goes on
    wire.nothing_more()
    lock.close()
    assert await brought(wire, out) == 200
    await wire.leaves(*OUT)
    assert running.lines("not_saved")
    assert await running.stop() == 0


async def test_a_full_disk_is_said_in_the_log_and_loses_nothing(wire: Wire) -> None:
    """The log must name what an operator can mend, and mending it must be enough."""
    running = await wire.site.start()
    limit(running, 4096)
    out = form(wire)
    assert await brought(wire, out) == 503
    said = running.lines("not_saved")[0]
    assert "StorageUnavailable" in said["error"]
    limit(running, UNLIMITED)
    assert await brought(wire, out) == 200
    await wire.leaves(*OUT)
    assert await running.stop() == 0


def limit(running: Running, size: int) -> None:
    """No file of the process can grow past so many bytes, as if the disk were full."""
    pid = running.process.pid
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, UNLIMITED))


class Restarted(postgres.Server):
    """A server that goes away and comes back with what was committed."""

    async def goes_away(self) -> None:
        """At once, whoever is connected, as in a crash."""
        assert self._process is not None
        self._process.send_signal(signal.SIGQUIT)
        await asyncio.to_thread(self._process.wait, postgres.STARTS_WITHIN)

    async def comes_back(self) -> None:
        self._process = self._begin()
        await self._answering()


@pytest.mark.postgres
async def test_a_postgresql_that_was_away_loses_nothing(tmp_path: Path) -> None:
    server = Restarted(postgres.needed())
    await asyncio.to_thread(server.__enter__)
    try:
        async with a_site(tmp_path, await asyncio.to_thread(server.database), step=600) as site:
            wire = await settled(site)
            await it_goes_and_comes_back(wire, server)
            nothing_personal(site)
    finally:
        await asyncio.to_thread(server.__exit__)


async def it_goes_and_comes_back(wire: Wire, server: Restarted) -> None:
    """Ana is due while it is away, and a stranger writes."""
    site = wire.site
    worker, web = await site.start("worker"), await site.start("web")
    await web.ready()
    await goes_out(site, 2)
    await server.goes_away()
    assert (await web.get("/readyz"))[0] == 503
    hello = form(wire, "WHO")
    assert await brought(wire, hello) == 503
    await asyncio.sleep(3)
    wire.nothing_more()
    await server.comes_back()
    assert await brought(wire, hello) == 200
    await wire.leaves(("Ana", "Sorry, I did not understand. …"), ("Ana", "You said home by …"))
    await web.ready()
    assert web.lines("database_unreachable")
    await asyncio.sleep(2)
    wire.nothing_more()
    for running in (worker, web):
        assert await running.stop() == 0


@pytest.mark.postgres
async def test_a_postgresql_that_only_reads_is_said_and_loses_nothing(
    tmp_path: Path, postgres_server: postgres.Server
) -> None:
    """As after a fail-over to a copy: it answers, and saves nothing."""
    database = await asyncio.to_thread(postgres_server.database)
    async with a_site(tmp_path, database, step=600) as site:
        wire = await settled(site)
        running = await site.start()
        await goes_out(site, 1)
        await read_only(postgres_server, database, True)
        out = form(wire)
        assert await brought(wire, out) == 503
        await asyncio.sleep(2)
        wire.nothing_more()
        await read_only(postgres_server, database, False)
        assert running.lines("not_saved")
        await wire.leaves(("Ana", "You said home by …"), within=40)
        assert await brought(wire, out) == 200
        await wire.leaves(*OUT)
        assert await running.stop() == 0
        nothing_personal(site)


async def read_only(server: postgres.Server, database: str, on: bool) -> None:
    """New connections are that, and those there are end."""
    name = database.rpartition("/")[2]
    await server._execute(f"ALTER DATABASE {name} SET default_transaction_read_only = {on}")
    await server._execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        f" WHERE datname = '{name}' AND pid <> pg_backend_pid()"
    )
