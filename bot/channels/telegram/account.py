"""The bot's own account: its name, its webhook, and what is wrong with either."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import structlog
from telegram import Bot, WebhookInfo
from telegram.error import TelegramError

from bot.channels.telegram.reading import KINDS
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.telegram.transport import RefusedError
from bot.channels.telegram.waiting import label, pause

RECENT = timedelta(hours=1)
MANY_WAITING = 100

POLLING_HOOKED = (
    "Telegram: a webhook is set, so no messages can be fetched. It is removed when polling "
    "starts; if it comes back, another program uses the same bot token."
)
HOOKED_ELSEWHERE = (
    "Telegram: the webhook is not set to our address. It is set at every start; if this "
    "stays, another program uses the same bot token."
)

# What a deep link may carry: https://core.telegram.org/bots/features#deep-linking
_LINKABLE = re.compile(r"[A-Za-z0-9_-]{1,64}")

log = structlog.get_logger()


class Account:
    """Asks and tells Telegram about the bot itself."""

    def __init__(self, bot: Bot, settings: TelegramSettings, now: Callable[[], datetime]) -> None:
        self._bot = bot
        self._settings = settings
        self._now = now
        self._username: str | None = None
        self._announced = False
        self._announcing: asyncio.Task[None] | None = None

    async def link(self, token: str) -> str:
        """The address that opens the bot with "/start TOKEN".

        Raises ValueError for a token that a link cannot carry, TelegramError when the bot's
        name is not known yet and cannot be asked for.
        """
        if not _LINKABLE.fullmatch(token):
            raise ValueError("a link carries 1 to 64 of A-Z, a-z, 0-9, _ and -")
        if self._username is None:
            self._username = (await self._bot.get_me()).username
        return f"https://t.me/{self._username}?start={token}"

    async def announce(self) -> None:
        """Set the webhook: tried once now and, if that fails, in the background until it is
        set. The house opens all the same: an earlier webhook may stand, and there is SMS."""
        fault = await self._announce()
        if fault is not None:
            self._announcing = asyncio.create_task(self._keep_announcing(fault))

    async def stop(self) -> None:
        if self._announcing is not None:
            self._announcing.cancel()
            with suppress(asyncio.CancelledError):
                await self._announcing

    async def unhook(self) -> None:
        """Remove the webhook, so that updates can be fetched. Those that wait are kept."""
        await self._bot.delete_webhook(drop_pending_updates=False)

    async def problems(self) -> list[str]:
        """Each in plain words, for an operator."""
        try:
            self._username = (await self._bot.get_me()).username
            info = await self._bot.get_webhook_info()
        except TelegramError as fault:
            return [_unanswered(fault)]
        if self._settings.mode == "polling":
            return self._polling_problems(info)
        return self._webhook_problems(info)

    async def _keep_announcing(self, fault: TelegramError | None) -> None:
        failures = 0
        while fault is not None:
            failures += 1
            log.error("telegram_webhook_not_set", fault=label(fault), failures=failures)
            await asyncio.sleep(pause(fault, failures, self._settings.retry_seconds))
            fault = await self._announce()

    async def _announce(self) -> TelegramError | None:
        try:
            await self._bot.set_webhook(
                self._settings.webhook_url,
                secret_token=self._settings.secret,
                allowed_updates=KINDS,
                max_connections=self._settings.max_connections,
                drop_pending_updates=False,
            )
        except TelegramError as fault:
            return fault
        self._announced = True
        return None

    def _polling_problems(self, info: WebhookInfo) -> list[str]:
        if not info.url:
            return []
        return [POLLING_HOOKED]

    def _webhook_problems(self, info: WebhookInfo) -> list[str]:
        found = []
        if not self._settings.public_url.startswith("https://"):
            found.append("Telegram: PUBLIC_URL must begin with https:// to receive messages.")
        if info.url != self._settings.webhook_url and (info.url or self._announced):
            found.append(HOOKED_ELSEWHERE)
        if info.last_error_date and self._now() - info.last_error_date < RECENT:
            found.append(f"Telegram could not deliver to us: {info.last_error_message}.")
        if info.pending_update_count > MANY_WAITING:
            found.append(f"Telegram: {info.pending_update_count} messages wait to be delivered.")
        return found


def _unanswered(fault: TelegramError) -> str:
    if isinstance(fault, RefusedError) and fault.status in (401, 404):
        return "Telegram does not know this bot token (TELEGRAM_BOT_TOKEN)."
    if isinstance(fault, RefusedError):
        return f"Telegram refuses to answer ({fault.status})."
    return "Telegram cannot be reached (TELEGRAM_API_URL, or the network)."
