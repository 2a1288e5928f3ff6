"""A house with Twilio's door open, behind a proxy, and Twilio's double outside."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.twilio.door import TwilioDoor, TwilioSettings
from flows.facts import Channel
from scheduler.sending import Outgoing, Receipt, Sender
from tests.doubles.twilio import TwilioDouble
from tests.doubles.twilio_api import ACCOUNT, SMS_NUMBER, TOKEN, VOICE_NUMBER, WHATSAPP_NUMBER

ANA = "+447700900123"
CLEO = "+447700900456"
PUBLIC = "https://porchlight.example/door"
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@dataclass
class Inbox:
    """Keeps what comes in, once each, as storage does. `breaks` is raised instead."""

    events: list[Any] = field(default_factory=list)
    brought: int = 0
    receipts: list[Receipt] = field(default_factory=list)
    calls: dict[int, tuple[str, str]] = field(default_factory=dict)
    says: dict[str, list[str]] = field(default_factory=dict)
    breaks: Exception | None = None

    async def accept(self, event: Any) -> list[str]:
        self.brought += 1
        if self.breaks:
            raise self.breaks
        known = {(e.channel, e.provider_id) for e in self.events}
        if (event.channel, event.provider_id) not in known:
            self.events.append(event)
        return self.says.get(getattr(event, "choice", None) or "", [])

    async def receipt(self, receipt: Receipt) -> None:
        if self.breaks:
            raise self.breaks
        self.receipts.append(receipt)

    async def spoken(self, message_id: int) -> tuple[str, str] | None:
        return self.calls.get(message_id)

    @property
    def one(self) -> Any:
        """The only event there is."""
        assert len(self.events) == 1, self.events
        return self.events[0]


@dataclass
class House:
    twilio: TwilioDouble
    door: TwilioDoor
    inbox: Inbox
    url: str

    def sender(self, channel: Channel) -> Sender:
        return self.door.senders[channel]


def settings(api_url: str = "http://127.0.0.1:1", **changes: Any) -> TwilioSettings:
    given: dict[str, Any] = {
        "account_sid": ACCOUNT,
        "auth_token": TOKEN,
        "public_url": PUBLIC,
        "sms_from": SMS_NUMBER,
        "whatsapp_from": WHATSAPP_NUMBER,
        "voice_from": VOICE_NUMBER,
        "api_url": api_url,
        "timeout": 5.0,
        "segments_per_second": 1000,
    }
    return TwilioSettings(**given | changes)


@asynccontextmanager
async def open_house(**changes: Any) -> AsyncIterator[House]:
    twilio = await TwilioDouble().start(PUBLIC)
    door = TwilioDoor(settings(**{"api_url": twilio.url} | changes), lambda: NOON)
    inbox = Inbox()
    app = web.Application()
    app.add_routes(door.routes(inbox))
    server = TestServer(app)
    await server.start_server()
    twilio.through = str(server.make_url("")).rstrip("/")
    await door.start(inbox)
    try:
        yield House(twilio, door, inbox, twilio.through)
    finally:
        await door.stop()
        await server.close()
        await twilio.stop()


def out(channel: Channel = Channel.SMS, **changes: Any) -> Outgoing:
    """A message to Ana."""
    given: dict[str, Any] = {
        "id": 7,
        "channel": channel,
        "to": ANA,
        "text": "Are you home, Ana? Text OUT.",
        "language": "en",
        "safety": True,
    }
    return Outgoing(**given | changes)
