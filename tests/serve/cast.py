"""People who have joined already, so that a test begins where its own story does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from flows.decisions import Decision, LinkAddress, SetTimer, StartVisit
from flows.events import Event, TimerKind
from flows.facts import Channel, Role, Snapshot
from storage import migrate, people
from storage.keys import Keys
from storage.store import Store
from tests.serve.process import Site
from tests.serve.show import PEOPLE
from tests.serve.wire import Wire
from tests.stories.stage import Phone, Stage

NUMBERS = {name: address for address, name in PEOPLE.items()}
CHAT = 5101
"""Ana's, where she has Telegram."""


@asynccontextmanager
async def at_the_database(site: Site) -> AsyncIterator[Stage]:
    """The site's database, opened beside whatever runs there."""
    store = await Store.open(site.database, Keys.from_text(site.key))
    try:
        yield Stage(store, site.scheme, datetime.now(UTC))
    finally:
        await store.close()


async def settled(site: Site, *, out: float | None = None, telegram: bool = False) -> Wire:
    """Ana, a volunteer, Ben, her named person, and Cleo, on duty, in a migrated database.

    `out`: Ana is, for so many seconds more. `telegram`: it is her first way.
    """
    migrate.upgrade(site.database)
    async with at_the_database(site) as stage:
        await enter(stage, telegram=telegram)
    if out is not None:
        await goes_out(site, out)
    site.telegram.chats.add(CHAT)
    return Wire(site, {**PEOPLE, str(CHAT): "Ana"})


async def enter(stage: Stage, *, telegram: bool = False) -> Phone:
    """Let the three in; Ana's phone."""
    ana = await stage.enters("Ana", Role.VOLUNTEER, NUMBERS["Ana"])
    await stage.enters("Cleo", Role.CO_ORDINATOR, NUMBERS["Cleo"], on_duty=True)
    await stage.names(ana, "Ben", NUMBERS["Ben"])
    if telegram:
        link = LinkAddress(ana.person_id, Channel.TELEGRAM, str(CHAT), first=True)
        await stage.decided(ana, lambda event, s: [link])
    return ana


async def goes_out(site: Site, seconds: float) -> None:
    """Ana is out, and due home so many seconds from now: sooner than words can say."""
    async with at_the_database(site) as stage:
        ana, store = stage.phone("Ana", NUMBERS["Ana"]), stage.store
        now = datetime.now(UTC)
        known = await store.read(
            lambda conn: people.find_by_phone(conn, store.keys, ana.value, now)
        )
        assert known is not None
        ana.person_id = known.id
        await starts(stage, ana, now + timedelta(seconds=seconds))


async def starts(stage: Stage, ana: Phone, home_by: datetime) -> None:
    """Her visit to the cinema has begun."""
    ladder = stage.scheme.missed_check_out

    def begun(event: Event, s: Snapshot) -> list[Decision]:
        visit, named = s.fresh[0], s.named[0].person_id
        return [
            StartVisit(visit, ana.person_id, "cinema", home_by, ladder, named),
            SetTimer(TimerKind.VISIT_DUE, visit, home_by),
        ]

    await stage.decided(ana, begun)
