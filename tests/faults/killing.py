"""Processes killed at the worst moments, each at a site of its own, all at the same time.

Nobody can know whether a dead process had sent what it had claimed, so the next one has to wait
until that claim has run out: a minute, which `python -m tests.faults` waits out. The tests move
the ends of a dead process's claims instead.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import aiohttp
import sqlalchemy as sa

from storage import migrate
from storage.tables import outbox
from tests.doubles.telegram_script import Trouble
from tests.doubles.twilio_api import HANGS, HANGS_AFTER_ACCEPTING
from tests.serve.cast import at_the_database, settled
from tests.serve.process import Site, a_site, until
from tests.serve.wire import Left, Wire

CLAIM = 60.0
"""`scheduler.deliver.CLAIM_FOR`, in seconds."""

APART = 1.5

ASKED = "You said home by "
STRANGERS = [f"+4477009010{n:02}" for n in range(24)]


@dataclass
class Aftermath:
    """What had left when the process was killed, and what in the end; what the rows say."""

    before: list[Left] = field(default_factory=list)
    after: list[Left] = field(default_factory=list)
    rows: list[tuple[str, str | None]] = field(default_factory=list)
    asked: int = 0
    """How often the provider was asked whether it had taken the message."""


@dataclass(frozen=True)
class InFlight:
    """Killed while the first rung's message is under way. `taken`: the provider had it already,
    and only its answer was missing; else it had been committed and nobody had it."""

    duty: str
    way: str
    taken: bool
    database: str = ""

    def goes_wrong(self, site: Site) -> None:
        if self.way == "telegram":
            site.telegram.script("sendMessage", Trouble("hang", taken=self.taken))
        else:
            site.twilio.failures.append(HANGS_AFTER_ACCEPTING if self.taken else HANGS)

    async def __call__(self, folder: Path, waits: bool) -> Aftermath:
        async with a_site(folder, self.database, step=600) as site:
            wire = await settled(site, out=1, telegram=self.way == "telegram")
            self.goes_wrong(site)
            running = await site.start(self.duty)
            await until(lambda: _handed_over(site))
            await running.kill()
            return await _started_again(wire, self.duty, waits)


def _handed_over(site: Site) -> bool:
    posted = [path for method, path in site.twilio.log if method == "POST"]
    return bool(posted or site.telegram.called("sendMessage"))


async def _started_again(wire: Wire, duty: str, waits: bool) -> Aftermath:
    told = Aftermath(before=_asking(wire))
    asked = len(wire.site.twilio.log)
    if not waits:
        await claims_run_out(wire.site)
    again = await wire.site.start(duty)
    await until(lambda: _decided(wire, asked), CLAIM + 20, lambda: _nothing(wire.site))
    await asyncio.sleep(1)
    assert await again.stop() == 0
    told.after = _asking(wire)
    told.asked = len([1 for method, _ in wire.site.twilio.log[asked:] if method == "GET"])
    told.rows = await rows(wire.site)
    return told


def _nothing(site: Site) -> str:
    return "\n".join((f"{site.folder.name}: it was never sent", *site.logs()))


def _asking(wire: Wire) -> list[Left]:
    return [one for one in wire.left() if one.text.startswith(ASKED)]


def _decided(wire: Wire, asked: int) -> bool:
    """Asked after, sent, or sent again: whatever a restarted process does about it."""
    site = wire.site
    return len(site.twilio.log) > asked or len(site.telegram.called("sendMessage")) > 1


async def in_a_crowd(folder: Path, waits: bool) -> Aftermath:
    """Killed twice while many people write; whoever was not answered 200 is brought again."""
    async with a_site(folder) as site:
        migrate.upgrade(site.database)
        running = await site.start()
        forms = [site.twilio.message_form(number, "hello") for number in STRANGERS]
        bringing = [
            asyncio.create_task(_until_taken(site, form, n / 5)) for n, form in enumerate(forms)
        ]
        for enough in (4, 12):
            await until(partial(_as_many, site, enough))
            await running.kill()
            if not waits:
                await claims_run_out(site)
            running = await site.start()
        await asyncio.gather(*bringing)
        told = Aftermath(before=Wire(site).left())
        await until(lambda: _served(site) >= set(STRANGERS), CLAIM + 20, lambda: _nothing(site))
        await asyncio.sleep(1)
        assert await running.stop() == 0
        told.after, told.rows = Wire(site).left(), await rows(site)
        return told


def _as_many(site: Site, enough: int) -> bool:
    return len(site.twilio.messages) >= enough


def _served(site: Site) -> set[str]:
    return {one.who for one in Wire(site).left()}


async def _until_taken(site: Site, form: dict[str, str], after: float) -> None:
    """As a provider brings it: again until it is answered 200."""
    await asyncio.sleep(after)
    while True:
        with suppress(aiohttp.ClientError):
            if await site.twilio.post("/twilio/messages", form) == 200:
                return
        await asyncio.sleep(0.2)


async def claims_run_out(site: Site) -> None:
    """As if their minute had passed; nobody who lives may hold one."""
    ended = sa.update(outbox).where(outbox.c.state == "claimed").values(next_at=datetime.now(UTC))
    async with at_the_database(site) as stage:
        await stage.store.run(lambda conn: conn.execute(ended).rowcount)


async def rows(site: Site) -> list[tuple[str, str | None]]:
    """(state, the provider's id) of every message."""
    query = sa.select(outbox.c.state, outbox.c.provider_id).order_by(outbox.c.id)
    async with at_the_database(site) as stage:
        found = await stage.store.read(lambda conn: conn.execute(query).all())
    return [(state, provider_id) for state, provider_id in found]


Story = Callable[[Path, bool], Awaitable[Aftermath]]


def stories(postgresql: Callable[[], str] | None) -> dict[str, Story]:
    """Each by its name; those on PostgreSQL where there is one."""
    told: dict[str, Story] = {
        "crowd": in_a_crowd,
        "sqlite-sms-lost": InFlight("serve", "sms", taken=False),
        "sqlite-sms-taken": InFlight("serve", "sms", taken=True),
        "sqlite-telegram-taken": InFlight("serve", "telegram", taken=True),
    }
    if postgresql is not None:
        told |= {
            "postgresql-sms-lost": InFlight("worker", "sms", False, postgresql()),
            "postgresql-sms-taken": InFlight("worker", "sms", True, postgresql()),
        }
    return told


async def all_at_once(
    told: dict[str, Story], folder: Path, *, waits: bool = False
) -> dict[str, Aftermath]:
    """Every story, each in its own folder, begun one after the other: starting costs CPU."""

    async def begun(number: int, name: str) -> Aftermath:
        await asyncio.sleep(number * APART)
        (folder / name).mkdir()
        return await told[name](folder / name, waits)

    ends = await asyncio.gather(*[begun(n, name) for n, name in enumerate(told)])
    return dict(zip(told, ends, strict=True))
