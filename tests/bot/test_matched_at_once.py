"""Two operators at once, and what a house gives its co-ordinators when it opens."""

import asyncio
from datetime import UTC, datetime

import sqlalchemy as sa

from bot.commands.matching import Desk, Wanted, enter_match
from bot.commands.trouble import Refused
from bot.wiring import Duty
from flows.digest import next_at
from flows.events import TimerKind
from flows.facts import Role
from flows.scheme import Scheme
from storage.store import Store
from storage.tables import matches, timers
from tests.bot.test_wiring import NOON, PretendDoor, house, settings
from tests.storage.house import ANA, NOW, House, person

__all__ = ["settings"]

BEA = "+447700900021"


async def test_two_operators_at_once_make_one_match_and_one_sentence(store, database_url):
    one = await House(store).fill()
    await one.add(person("Bea", Role.VOLUNTEER, BEA))
    other = await Store.open(database_url, store.keys)

    async def match(where, phone):
        wanted = Wanted("K7")
        return await where.run(
            lambda conn: enter_match(Desk(conn, store.keys, Scheme(), NOW), wanted, phone)
        )

    tries = await asyncio.gather(match(store, ANA), match(other, BEA), return_exceptions=True)
    [made] = [said for said in tries if isinstance(said, str)]
    [refused] = [said for said in tries if isinstance(said, Refused)]
    assert str(refused).startswith(made.removesuffix("."))
    assert await one.counted(matches) == 1
    await other.close()


async def test_an_opening_house_gives_every_co_ordinator_a_digest_and_moves_none(settings):
    async def digests(opened):
        rows = await opened.store.read(
            lambda conn: conn.execute(
                sa.select(timers.c.subject, timers.c.due_at).where(
                    timers.c.kind == TimerKind.DIGEST.value
                )
            ).all()
        )
        return {row.subject: row.due_at for row in rows}

    async with house(settings, PretendDoor(), duty=Duty.WEB) as opened:
        scheme = await House(opened.store).fill()
        await opened.start()
        assert await digests(opened) == {}
    nine = next_at(NOON, Scheme())
    wanted = dict.fromkeys((scheme.cleo.id, scheme.dee.id), nine)
    for _ in range(2):
        async with house(settings, PretendDoor(), duty=Duty.WORKER) as opened:
            await opened.start()
            assert await digests(opened) == wanted
    assert nine == datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
