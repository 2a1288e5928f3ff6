"""The cast, on stage: Ana out alone, Ben who knows, Cleo on duty, Dee at home."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from flows.facts import Role
from storage.store import Store
from tests.stories.stage import Phone, Stage


@dataclass
class Cast:
    stage: Stage
    ana: Phone
    ben: Phone
    cleo: Phone
    dee: Phone
    eve: Phone | None = None
    match: int = 0

    async def beat(self, minutes: float = 0, **more: float) -> None:
        await self.stage.beat(minutes, **more)


@pytest.fixture
async def stage(store: Store) -> AsyncIterator[Stage]:
    """An empty scheme; whatever left unheard fails the story."""
    stage = Stage(store)
    yield stage
    await stage.nobody_forgotten()
    await stage.close()
    stage.nothing_unheard()


@pytest.fixture
async def cast(stage: Stage) -> Cast:
    """Everybody has joined and Ben has agreed."""
    ana = await stage.enters("Ana", Role.VOLUNTEER, "+447700900001")
    cleo = await stage.enters("Cleo", Role.CO_ORDINATOR, "+447700900003", on_duty=True)
    dee = await stage.enters("Dee", Role.CO_ORDINATOR, "+447700900004")
    ben = await stage.names(ana, "Ben", "+447700900002")
    return Cast(stage, ana, ben, cleo, dee)


@pytest.fixture
async def out(cast: Cast) -> Cast:
    """Ana is out at the cinema until five."""
    await cast.ana.says("in cinema until 5")
    cast.ana.hears("You're checked in: cinema, home by 17:00. I am telling Ben. …")
    cast.ben.hears("Ana is out: cinema, home by 17:00. …")
    return cast


@pytest.fixture
async def matched(cast: Cast) -> Cast:
    """Ana's young person is K7; Eve, the carer, has joined."""
    cast.eve = await cast.stage.enters("Eve", Role.CARER, "+447700900005")
    cast.match = await cast.stage.matches(cast.ana, "K7", carer=cast.eve, co_ordinator=cast.cleo)
    return cast
