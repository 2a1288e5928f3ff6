"""A house in this process with both providers' doubles outside, over real HTTP, and a clock that
moves: for what no process has to die of."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from aiohttp.test_utils import TestServer

from bot.channels.telegram.door import TelegramDoor
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.twilio.door import TwilioDoor, TwilioSettings
from bot.settings import load
from bot.wiring import House
from flows.scheme import Scheme
from scheduler.clock import MovableClock
from storage.keys import Keys
from tests.doubles.telegram import TOKEN as BOT_TOKEN
from tests.doubles.telegram import TelegramDouble
from tests.doubles.twilio import TwilioDouble
from tests.doubles.twilio_api import ACCOUNT, SMS_NUMBER, TOKEN, VOICE_NUMBER
from tests.serve.cast import CHAT, NUMBERS, enter, starts
from tests.serve.process import PUBLIC, SECRET
from tests.serve.scheme import NAME, PHONE
from tests.stories.stage import NOON, Phone, Stage

SOON = 0.4
"""Seconds that the house waits for a provider here."""


@dataclass
class Home:
    """The house and its world. Time stands still until `later`."""

    house: House
    clock: MovableClock
    stage: Stage
    twilio: TwilioDouble
    telegram: TelegramDouble
    ana: Phone | None = None
    heard: dict[str, int] = field(default_factory=dict)

    async def let_in(self, *, out: bool = True, telegram: bool = False) -> None:
        """Ana, Ben and Cleo; Ana is out until in an hour."""
        self.ana = await enter(self.stage, telegram=telegram)
        if out:
            await starts(self.stage, self.ana, NOON + timedelta(hours=1))

    async def later(self, minutes: float = 0, seconds: float = 0) -> None:
        """Time passes, and what is due then is done."""
        self.clock.move(timedelta(minutes=minutes, seconds=seconds))
        await self.house.tick.run_once()
        await self.house.deliverer.sweep()
        await self.settle()

    async def settle(self) -> None:
        """Return when everything that can leave now has left, failed or been put off."""
        while True:
            await self.house.intake.settled()
            await self.house.deliverer.drain_now()
            if self.house.intake.idle() and not self.house.deliverer.busy():
                return

    async def says(self, who: str, text: str, **fields: str) -> None:
        assert await self.twilio.text(NUMBERS[who], text, **fields) == 200
        await self.settle()

    def texts(self, who: str) -> list[str]:
        """The SMS that Twilio took for them since this was last asked."""
        taken = [m.body for m in self.twilio.messages if m.to == NUMBERS[who]]
        return self._new(who, taken)

    def chats(self) -> list[str]:
        """The same for Ana's Telegram."""
        return self._new("chat", self.telegram.said(CHAT))

    def rings(self, who: str) -> int:
        """How often their phone has rung since this was last asked."""
        taken = [call.sid for call in self.twilio.calls if call.to == NUMBERS[who]]
        return len(self._new(f"{who}'s phone", taken))

    def _new(self, phone: str, taken: list[str]) -> list[str]:
        new = taken[self.heard.get(phone, 0) :]
        self.heard[phone] = len(taken)
        return new


@pytest.fixture
async def home(database_url: str) -> AsyncIterator[Home]:
    """On both engines. A call that no client should make fails the test."""
    async with AsyncExitStack() as closing:
        telegram, twilio, clock = TelegramDouble(CHAT), TwilioDouble(), MovableClock(NOON)
        await telegram.start()
        closing.push_async_callback(telegram.stop)
        await twilio.start(PUBLIC)
        closing.push_async_callback(twilio.stop)
        twilio.now = clock.now
        house = House(
            load(None, porchlight_key=Keys.generate(), database_url=database_url),
            Scheme(name=NAME, phone=PHONE),
            clock=clock,
            doors=lambda: [_telegram(telegram, clock), _twilio(twilio, clock)],
        )
        await closing.enter_async_context(house)
        server = TestServer(house.app())
        await server.start_server()
        closing.push_async_callback(server.close)
        twilio.through = str(server.make_url("")).rstrip("/")
        await house.start()
        yield Home(house, clock, Stage(house.store, house.scheme), twilio, telegram)
    assert telegram.faults == []


def _telegram(double: TelegramDouble, clock: MovableClock) -> TelegramDoor:
    settings = TelegramSettings(
        token=BOT_TOKEN,
        secret=SECRET,
        api_url=double.url,
        public_url=PUBLIC,
        read_seconds=SOON,
        per_chat_per_second=1000,
    )
    return TelegramDoor(settings, clock.now)


def _twilio(double: TwilioDouble, clock: MovableClock) -> TwilioDoor:
    settings = TwilioSettings(
        account_sid=ACCOUNT,
        auth_token=TOKEN,
        public_url=PUBLIC,
        sms_from=SMS_NUMBER,
        voice_from=VOICE_NUMBER,
        api_url=double.url,
        timeout=SOON,
        segments_per_second=1000,
    )
    return TwilioDoor(settings, clock.now)
