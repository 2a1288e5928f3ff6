"""The route Telegram delivers to. 200 means saved, or never to be sent again."""

from __future__ import annotations

import hmac
import json

import structlog
from aiohttp import web

from bot.channels.telegram.intake import Intake
from scheduler.trouble import place

LARGEST_BODY = 1024 * 1024
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
RETRY_AFTER = "5"

log = structlog.get_logger()


class Webhook:
    """Answers 401, 413 and 400 to what Telegram would not send, and 503 while nothing can be
    saved: Telegram then sends it again (https://core.telegram.org/bots/api#setwebhook)."""

    def __init__(self, intake: Intake, secret: str) -> None:
        self._intake = intake
        self._secret = secret.encode()

    async def take(self, request: web.Request) -> web.Response:
        if not self._is_telegram(request):
            return web.Response(status=401)
        body = await _body(request)
        if body is None:
            return web.Response(status=413)
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError):
            return web.Response(status=400)
        return await self._answer(raw)

    def _is_telegram(self, request: web.Request) -> bool:
        """Compared as bytes: strings that are not ASCII make compare_digest raise."""
        shown = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        return hmac.compare_digest(shown, self._secret)

    async def _answer(self, raw: object) -> web.Response:
        try:
            await self._intake.take(raw)
        except Exception as fault:  # noqa: BLE001 - not saved, for whatever reason: once more
            log.warning("telegram_update_not_saved", fault=place(fault))
            return web.Response(status=503, headers={"Retry-After": RETRY_AFTER})
        return web.Response()


async def _body(request: web.Request) -> bytes | None:
    """The whole body, None when it is larger than any update; no more than that is held."""
    if (request.content_length or 0) > LARGEST_BODY:
        return None
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)
