"""What an operator settles about Telegram. Neither secret shows in `repr` or in an error."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

WEBHOOK_PATH = "/telegram/webhook"

# What setWebhook takes: https://core.telegram.org/bots/api#setwebhook
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
# The token becomes part of an address: a slash or a space in it would send it elsewhere.
_TOKEN = re.compile(r"[A-Za-z0-9_:-]+")


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """One bot account.

    `secret` is what Telegram must show at the webhook; polling needs none. `public_url` is
    where Telegram finds us, without the path. Rates are messages a second: the provider's
    own limits (https://core.telegram.org/bots/faq). Times are in seconds; `retry_seconds`
    is the first pause after a failure, and doubles from there.

    Raises ValueError for a token or secret that Telegram could not have given or taken.
    """

    token: str = field(repr=False)
    secret: str = field(default="", repr=False)
    mode: Literal["webhook", "polling"] = "webhook"
    api_url: str = "https://api.telegram.org"
    public_url: str = ""
    per_second: float = 30
    per_chat_per_second: float = 1
    max_connections: int = 40
    connect_seconds: float = 5
    read_seconds: float = 15
    poll_seconds: int = 50
    retry_seconds: float = 1

    def __post_init__(self) -> None:
        if not _TOKEN.fullmatch(self.token):
            raise ValueError("this is not a bot token as BotFather gives it")
        if self.mode == "webhook" and not _SECRET.fullmatch(self.secret):
            raise ValueError("the webhook secret must be 1 to 256 of A-Z, a-z, 0-9, _ and -")
        api = urlsplit(self.api_url)
        if api.scheme not in ("https", "http") or not api.hostname:
            raise ValueError("the address of the Bot API must be an https:// or http:// one")

    @property
    def webhook_url(self) -> str:
        """Where Telegram delivers."""
        return self.public_url.rstrip("/") + WEBHOOK_PATH
