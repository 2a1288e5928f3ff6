"""python-telegram-bot's transport, over aiohttp: one HTTP stack, and no address in any error.

A Bot API address holds the token, so aiohttp's own errors, some of which quote it, end here:
ours are raised where nothing chains to them. They also keep what python-telegram-bot's drop,
the status and whether the request ever left.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    FormData,
)
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData

from bot.channels.telegram.settings import TelegramSettings


class UnreachedError(TelegramError):
    """No connection: the request never left."""


class UnsureError(TelegramError):
    """The request left, and no answer that can be read came back."""


class RefusedError(TelegramError):
    """The provider said no. `retry_after` is in seconds."""

    def __init__(
        self,
        status: int,
        description: str = "",
        retry_after: float | None = None,
        migrate_to: int | None = None,
    ) -> None:
        super().__init__(f"{status} {description}".strip())
        self.status = status
        self.description = description
        self.retry_after = retry_after
        self.migrate_to = migrate_to


class AiohttpRequest(BaseRequest):
    """Posts JSON, or a form where a file goes with it, over one long-lived session. Built
    inside a running loop.

    What can go wrong on the way is UnreachedError, UnsureError or RefusedError.
    """

    __slots__ = ("_connect", "_read", "_session")

    def __init__(self, connect_seconds: float, read_seconds: float) -> None:
        self._connect = connect_seconds
        self._read = read_seconds
        self._session = ClientSession(cookie_jar=DummyCookieJar())

    @property
    def read_timeout(self) -> float:
        return self._read

    async def initialize(self) -> None:
        """Nothing to do: the session is there from the start."""

    async def shutdown(self) -> None:
        await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = None,
        write_timeout: object = None,
        connect_timeout: object = None,
        pool_timeout: object = None,
    ) -> tuple[int, bytes]:
        """One request by python-telegram-bot. Only `read_timeout` can differ from ours."""
        read = float(read_timeout) if isinstance(read_timeout, int | float) else self._read
        if request_data is not None and request_data.contains_files:
            return await self._exchange(method, url, _form(request_data), read)
        return await self._exchange(
            method, url, request_data.parameters if request_data else None, read
        )

    async def call(self, url: str, payload: Mapping[str, object], read_seconds: float) -> Any:
        """The plain `result` of one Bot API call, not read by python-telegram-bot."""
        _, body = await self._exchange("POST", url, payload, read_seconds)
        return self.parse_json_payload(body)["result"]

    async def _exchange(
        self, method: str, url: str, payload: Mapping[str, object] | FormData | None, read: float
    ) -> tuple[int, bytes]:
        sent: dict[str, Any] = {"data" if isinstance(payload, FormData) else "json": payload}
        timeout = ClientTimeout(
            total=self._connect + read + 5, connect=self._connect, sock_read=read
        )
        try:
            # A redirect is not followed: it would carry the token to another house.
            async with self._session.request(
                method, url, timeout=timeout, allow_redirects=False, **sent
            ) as answer:
                status, body = answer.status, await answer.read()
        except (ClientError, OSError, RuntimeError, ValueError) as error:
            fault = _fault(error)
        else:
            if 200 <= status <= 299:
                return status, body
            fault = _refusal(status, _object(body))
        raise fault

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """An accepted answer. The library's own version logs what it cannot read, words and all."""
        answer = _object(payload)
        if answer.get("ok") is True and "result" in answer:
            return answer
        if isinstance(status := answer.get("error_code"), int):
            raise _refusal(status, answer)
        raise UnsureError("unreadable answer")


def _form(request_data: RequestData) -> FormData:
    """multipart/form-data: https://core.telegram.org/bots/api#sending-files"""
    form = FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, kind) in request_data.multipart_data.items():
        form.add_field(name, content, filename=file_name, content_type=kind)
    return form


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _fault(error: Exception) -> TelegramError:
    """A session that is closed raises RuntimeError; nothing has left then either."""
    if isinstance(error, ClientConnectorError | ConnectionTimeoutError | RuntimeError):
        return UnreachedError(type(error).__name__)
    return UnsureError(type(error).__name__)


def _refusal(status: int, answer: Mapping[str, Any]) -> RefusedError:
    parameters = answer.get("parameters")
    more = parameters if isinstance(parameters, dict) else {}
    wait, moved = more.get("retry_after"), more.get("migrate_to_chat_id")
    return RefusedError(
        status,
        str(answer.get("description", "")),
        float(wait) if isinstance(wait, int | float) else None,
        moved if isinstance(moved, int) else None,
    )


class QuietBot(Bot):
    """python-telegram-bot's Bot, which otherwise shows its token in `repr`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "QuietBot()"


def open_bot(settings: TelegramSettings) -> tuple[QuietBot, AiohttpRequest]:
    """The account's Bot and the transport under it."""
    # At level DEBUG the library logs each address, which holds the token, and each text.
    logging.getLogger("telegram.Bot").addFilter(_quiet)
    request = AiohttpRequest(settings.connect_seconds, settings.read_seconds)
    api = settings.api_url.rstrip("/")
    bot = QuietBot(
        settings.token,
        base_url=f"{api}/bot",
        base_file_url=f"{api}/file/bot",
        request=request,
        get_updates_request=request,
    )
    return bot, request


def _quiet(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING
