"""Web and worker as processes of their own, two of each, with nothing in common but PostgreSQL."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.tables import outbox
from tests import postgres
from tests.serve.cast import NUMBERS, at_the_database, goes_out, settled
from tests.serve.process import Running, Site, a_site
from tests.serve.test_serve import nothing_personal
from tests.serve.wire import RINGS, Wire

pytestmark = [pytest.mark.slow, pytest.mark.postgres]
STEP = 2.0
STRANGERS = [f"+4477009020{n:02}" for n in range(20)]


@pytest.fixture
async def database(postgres_server: postgres.Server) -> str:
    return await asyncio.to_thread(postgres_server.empty_database)


async def start(site: Site, *duties: str) -> list[Running]:
    """These processes, all at once; each that serves is ready."""
    started = await asyncio.gather(*[site.start(duty) for duty in duties])
    for running in started:
        await running.ready()
    return started


async def test_two_webs_and_two_workers_do_everything_once(tmp_path: Path, database: str) -> None:
    async with a_site(tmp_path, database, step=STEP) as site:
        wire = await settled(site)
        running = await start(site, "worker", "worker", "web", "web")
        webs = [one.url for one in running if one.url]
        await a_crowd_is_answered_once(wire, webs)
        await a_chase_climbs_once(wire, webs)
        for one in running:
            assert await one.stop() == 0
        wire.nothing_more()
        nothing_personal(site)


async def a_crowd_is_answered_once(wire: Wire, webs: list[str]) -> None:
    """Each message is brought to both webs at the same instant."""
    await asyncio.gather(*[brought(wire, webs, number, "hello") for number in STRANGERS])
    left = await wire.leaves(*[(number, "Hello. This is …") for number in STRANGERS])
    assert Counter(one.who for one in left) == Counter(STRANGERS)


async def brought(wire: Wire, webs: list[str], number: str, text: str) -> None:
    form = wire.site.twilio.message_form(number, text)
    assert await asyncio.gather(*[wire.posted(web, form) for web in webs]) == [200] * len(webs)


async def a_chase_climbs_once(wire: Wire, webs: list[str]) -> None:
    """Either worker may climb each rung; Cleo's answer reaches both webs."""
    await goes_out(wire.site, 1)
    await wire.leaves(("Ana", "You said home by …"))
    await wire.leaves(("Ana", RINGS))
    await wire.leaves(("Ben", "Ana was due home at …"))
    await wire.leaves(("Cleo", "ALERT C2: Ana was due home at …"), ("Cleo", RINGS))
    await brought(wire, webs, NUMBERS["Cleo"], "C2")
    await wire.leaves(
        ("Cleo", "You have C2 (Ana, +447700900001). …"),
        ("Ben", "Cleo from the scheme is now…"),
        ("Ana", "Cleo has your alert…"),
    )
    await asyncio.sleep(2 * STEP)
    wire.nothing_more()


async def test_when_the_worker_that_chases_dies_the_other_goes_on(
    tmp_path: Path, database: str
) -> None:
    async with a_site(tmp_path, database, step=STEP) as site:
        wire = await settled(site)
        workers = await start(site, "worker", "worker")
        await goes_out(site, 1)
        await wire.leaves(("Ana", "You said home by …"))
        chasing = await the_one_that_sent(wire, workers)
        await chasing.kill()
        await wire.leaves(("Ana", RINGS))
        await wire.leaves(("Ben", "Ana was due home at …"))
        (other,) = [worker for worker in workers if worker is not chasing]
        assert await other.stop() == 0


async def the_one_that_sent(wire: Wire, workers: list[Running]) -> Running:
    """Whichever worker claimed the only message there is."""
    async with at_the_database(wire.site) as stage:
        query = sa.select(outbox.c.claimed_by)
        name = await stage.store.read(lambda conn: conn.execute(query).scalar_one())
    (found,) = [one for one in workers if one.lines("open")[0]["process"] == name]
    return found
