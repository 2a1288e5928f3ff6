"""A house with only a Telegram door, a strict Telegram outside, and an inbox that remembers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.channels.telegram import TelegramDoor, TelegramSettings
from flows.facts import Channel
from scheduler.sending import Button, Outgoing, Receipt
from tests.channels.telegram.wire import assert_call
from tests.doubles.telegram import SECRET_HEADER, TOKEN, TelegramDouble

SECRET = "front-door-secret_1"
NOW = datetime(2026, 3, 28, 18, 0, tzinfo=UTC)


@dataclass
class RecordingInbox:
    """Keeps what was accepted. `before` runs first, and may raise or wait."""

    events: list[Any] = field(default_factory=list)
    before: Callable[[Any], Awaitable[None]] | None = None

    async def accept(self, event: object) -> list[str]:
        if self.before is not None:
            await self.before(event)
        self.events.append(event)
        return []

    async def receipt(self, receipt: Receipt) -> None:
        raise AssertionError("Telegram has no receipts")

    async def spoken(self, message_id: int) -> tuple[str, str] | None:
        raise AssertionError("Telegram does not speak")


@dataclass
class House:
    """The door, its route over real HTTP, and what stands on either side."""

    door: TelegramDoor
    inbox: RecordingInbox
    telegram: TelegramDouble
    url: str
    http: ClientSession

    async def takes(self, *updates: dict[str, Any]) -> list[Any]:
        """Telegram brings updates, each answered 200; what the inbox has then."""
        for update in updates:
            assert await self.brings(update) == 200
        return self.inbox.events

    async def brings(self, update: dict[str, Any], secret: str = SECRET) -> int:
        return await self.telegram.deliver(self.url, update, secret, self.http)

    async def posts(self, body: Any, secret: str | None = SECRET) -> int:
        headers = {} if secret is None else {SECRET_HEADER: secret}
        async with self.http.post(self.url, data=body, headers=headers) as answer:
            return answer.status

    async def sends(self, text: str = "Are you home?", **more: Any) -> str:
        return await self.door.senders[Channel.TELEGRAM].send(outgoing(text, **more))

    async def quiet(self) -> None:
        """Return when the background courtesies have ended."""
        await self.door._courtesies.stop(seconds=2)


def outgoing(text: str, to: str = "5001", **more: Any) -> Outgoing:
    given = Outgoing(1, Channel.TELEGRAM, to, text, "en", safety=True)
    more["buttons"] = tuple(Button(label, data) for label, data in more.get("buttons", ()))
    return replace(given, **more)


@pytest.fixture
async def telegram():
    """Telegram itself. At the end every call is checked by aiogram too."""
    double = TelegramDouble(5001, 5002)
    await double.start()
    yield double
    await double.stop()
    assert double.faults == []
    for call in double.calls:
        assert_call(call.method, call.params)


@pytest.fixture
def settings(telegram):
    return TelegramSettings(
        token=TOKEN,
        secret=SECRET,
        api_url=telegram.url,
        public_url="https://porchlight.example",
        per_second=1000,
        per_chat_per_second=1000,
        connect_seconds=0.5,
        read_seconds=0.2,
        poll_seconds=2,
        retry_seconds=0.01,
    )


@pytest.fixture
async def house(telegram, settings):
    door = TelegramDoor(settings, now=lambda: NOW)
    inbox = RecordingInbox()
    app = web.Application()
    app.add_routes(door.routes(inbox))
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    async with ClientSession() as http:
        url = str(server.make_url("/telegram/webhook"))
        yield House(door, inbox, telegram, url, http)
    await door.stop()
    await server.close()


@pytest.fixture
def until():
    """Wait until something holds; fail after two seconds."""

    async def wait(holds: Callable[[], Any]) -> None:
        async with asyncio.timeout(2):
            while not holds():
                await asyncio.sleep(0.005)

    return wait
