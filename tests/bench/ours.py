"""Porchlight as it is served, in a process of its own: `python -m tests.bench.ours SETTINGS`.

Only Telegram's rates are lifted. With "send" false, messages end in a counter in memory
instead of python-telegram-bot: what is left is the way to the commit, and marking as sent.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from collections import Counter
from collections.abc import Mapping
from typing import Any

from bot import logs
from bot.channels.telegram.door import TelegramDoor
from bot.channels.telegram.settings import TelegramSettings
from bot.settings import Settings
from bot.wiring import House, run
from flows.facts import Channel
from flows.scheme import Scheme
from scheduler.sending import Inbox, Outgoing, Sender

NO_LIMIT = 1_000_000


class Counting:
    """Takes every message at once."""

    def __init__(self) -> None:
        self.sent: Counter[str] = Counter()

    async def send(self, message: Outgoing) -> str:
        self.sent[message.to] += 1
        return f"{message.to}:{message.id}"

    async def find(self, message: Outgoing) -> str | None:
        return None

    async def close(self) -> None:
        pass


class Door(TelegramDoor):
    """Telegram's own door, with another way out if it is given one."""

    def __init__(self, settings: TelegramSettings, instead: Sender | None) -> None:
        super().__init__(settings)
        self._instead = instead

    @property
    def senders(self) -> Mapping[Channel, Sender]:
        return {Channel.TELEGRAM: self._instead} if self._instead else super().senders

    async def start(self, inbox: Inbox) -> None:
        print("ready", flush=True)


def main() -> None:
    given: dict[str, Any] = json.loads(sys.argv[1])
    logs.set_up(level=logging.WARNING)
    counting = Counting()
    asyncio.run(_serve(given, counting))
    print(json.dumps({"chats": len(counting.sent), "sent": counting.sent.total()}))


async def _serve(given: dict[str, Any], counting: Counting) -> None:
    settings = Settings(
        _env_file=None,
        database_url=given["database"],
        porchlight_key=given["key"],
        port=given["port"],
    )
    telegram = TelegramSettings(
        token=given["token"],
        secret=given["secret"],
        api_url=given["api"],
        per_second=NO_LIMIT,
        per_chat_per_second=NO_LIMIT,
    )
    instead = None if given["send"] else counting
    house = House(settings, Scheme(), doors=lambda: [Door(telegram, instead)])
    await run(house, host="127.0.0.1")


if __name__ == "__main__":
    main()
