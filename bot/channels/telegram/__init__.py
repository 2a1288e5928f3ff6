"""Telegram, both ways. Importing this costs nothing; building a door loads its library."""

from bot.channels.telegram.door import TelegramDoor
from bot.channels.telegram.settings import TelegramSettings

__all__ = ["TelegramDoor", "TelegramSettings"]
