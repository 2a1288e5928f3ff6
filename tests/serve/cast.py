"""People who have joined already, so that a test begins where its own story does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flows.decisions import LinkAddress, SetTimer, StartVisit
from flows.events import TimerKind
from flows.facts import Channel, Role
from storage import migrate
from storage.keys import Keys
from storage.store import Store
from storage.turn import Decide
from tests.serve.process import Site
from tests.serve.show import PEOPLE
from tests.serve.wire import Wire
from tests.stories.stage import Phone, Stage

NUMBERS = {name: address for address, name in PEOPLE.items()}
CHAT = 5101
"""Ana's, where she has Telegram."""


@dataclass
class Cast:
    """Ana, a volunteer; Ben, her named person; Cleo, on duty."""

    stage: Stage
    ana: Phone
    ben: Phone

    async def telegram(self) -> None:
        """Ana has Telegram, and it is her first way."""
        link = LinkAddress(self.ana.person_id, Channel.TELEGRAM, str(CHAT), first=True)
        await self.stage.decided(self.ana, lambda event, s: [link])

    async def out(self, seconds: float, place: str = "cinema") -> None:
        """Ana is out, and due home so many seconds from now."""
        home_by = datetime.now(UTC) + timedelta(seconds=seconds)
        ladder = self.stage.scheme.missed_check_out

        starts: Decide = lambda event, s: [
            StartVisit(s.fresh[0], self.ana.person_id, place, home_by, ladder,
                       s.named[0].person_id),
            SetTimer(TimerKind.VISIT_DUE, s.fresh[0], home_by),
        ]  # fmt: skip
        await self.stage.decided(self.ana, starts)


async def enter(store: Store, stage: Stage) -> Cast:
    """Let them in."""
    ana = await stage.enters("Ana", Role.VOLUNTEER, NUMBERS["Ana"])
    await stage.enters("Cleo", Role.CO_ORDINATOR, NUMBERS["Cleo"], on_duty=True)
    return Cast(stage, ana, await stage.names(ana, "Ben", NUMBERS["Ben"]))


async def settled(
    site: Site, *, out: float | None = None, telegram: bool = False
) -> Wire:
    """A migrated database with the cast in it; `out`: Ana is, for so many seconds more."""
    migrate.upgrade(site.database)
    store = await Store.open(site.database, Keys.from_text(site.key))
    try:
        cast = await enter(store, Stage(store, site.scheme, datetime.now(UTC)))
        if telegram:
            await cast.telegram()
        if out is not None:
            await cast.out(out)
    finally:
        await store.close()
    site.telegram.chats.add(CHAT)
    return Wire(site, {**PEOPLE, str(CHAT): "Ana"})
