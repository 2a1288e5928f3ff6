"""The Telegram door: python-telegram-bot's Bot and types, our own route and transport.

python-telegram-bot is loaded when a door is built and not before, so that a house without
Telegram never pays for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from aiohttp import web

from bot.channels.telegram.settings import WEBHOOK_PATH, TelegramSettings
from flows.facts import Channel
from scheduler.clock import SystemClock
from scheduler.sending import Inbox, Sender

if TYPE_CHECKING:
    from bot.channels.telegram.intake import Intake
    from bot.channels.telegram.polling import Poller


class TelegramDoor:
    """`bot.channels.door.Door` for one bot account. Built inside a running loop.

    `now` gives the instant for what Telegram does not date itself; the machine's own clock
    if left out. `counts` holds how many updates were taken, ignored and unreadable since.
    """

    def __init__(
        self, settings: TelegramSettings, now: Callable[[], datetime] | None = None
    ) -> None:
        from bot.channels.telegram.account import Account
        from bot.channels.telegram.courtesies import Courtesies
        from bot.channels.telegram.pace import Pace
        from bot.channels.telegram.sending import TelegramSender
        from bot.channels.telegram.transport import open_bot

        self._settings = settings
        self._now = now or SystemClock().now
        self._bot, self._request = open_bot(settings)
        self._account = Account(self._bot, settings, self._now)
        self._courtesies = Courtesies(self._bot)
        pace = Pace(settings.per_second, settings.per_chat_per_second)
        self._sender = TelegramSender(self._bot, self._request, pace)
        self._poller: Poller | None = None
        self.counts: Counter[str] = Counter()

    @property
    def senders(self) -> Mapping[Channel, Sender]:
        return {Channel.TELEGRAM: self._sender}

    def routes(self, inbox: Inbox) -> list[web.RouteDef]:
        """The webhook. None in polling mode, where nothing would guard it."""
        from bot.channels.telegram.webhook import Webhook

        if self._settings.mode == "polling":
            return []
        return [web.post(WEBHOOK_PATH, Webhook(self._intake(inbox), self._settings.secret).take)]

    async def start(self, inbox: Inbox) -> None:
        """Set the webhook, or begin polling. Neither waits for a Telegram that is away."""
        if self._settings.mode == "webhook":
            await self._account.announce()
            return
        from bot.channels.telegram.polling import Poller

        self._poller = Poller(
            self._fetch, self._account.unhook, self._intake(inbox), self._settings.retry_seconds
        )
        self._poller.start()

    async def stop(self) -> None:
        """Take nothing more in, let courtesies end for a second, close the connections."""
        if self._poller is not None:
            await self._poller.stop()
        await self._account.stop()
        await self._courtesies.stop()
        await self._request.shutdown()

    async def problems(self) -> list[str]:
        return await self._account.problems()

    async def link(self, token: str) -> str:
        """The address that opens the bot with "/start TOKEN". Errors as `Account.link`."""
        return await self._account.link(token)

    def _intake(self, inbox: Inbox) -> Intake:
        from bot.channels.telegram.intake import Intake

        return Intake(inbox, self._courtesies, self._now, self.counts)

    async def _fetch(self, offset: int | None) -> object:
        """One getUpdates, as plain JSON: the library reads a whole batch or none of it, and
        logs what it cannot read, so one bad update would stop and expose all the others."""
        from bot.channels.telegram.reading import KINDS

        wanted: dict[str, object] = {
            "timeout": self._settings.poll_seconds,
            "allowed_updates": list(KINDS),
        }
        if offset is not None:
            wanted["offset"] = offset
        return await self._request.call(
            f"{self._bot.base_url}/getUpdates",
            wanted,
            self._settings.poll_seconds + self._settings.read_seconds,
        )
