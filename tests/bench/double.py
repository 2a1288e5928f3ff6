"""A light stand-in for api.telegram.org: checks and counts what is sent, and says when."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from tests.bench.wire import Server

TOKEN = "123456789:AAF-double_of_a_token_0123456789abc"
LONGEST = 4096

ME = {"id": 123456789, "is_bot": True, "first_name": "Bench", "username": "bench_double_bot"}


class LightDouble:
    """`heard(chat)` is called for each message sent; what is wrong with one goes to `faults`."""

    def __init__(self) -> None:
        self.heard: Callable[[int], None] = lambda chat: None
        self.faults: list[str] = []
        self.sent = 0
        self.port = 0
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: Server(self._answer), "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    def stop(self) -> None:
        assert self._server is not None
        self._server.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _answer(self, path: str, body: bytes) -> bytes:
        _, bot, method = path.split("/")
        if bot != f"bot{TOKEN}":
            self.faults.append("another bot's token")
        if method.lower() == "sendmessage":
            return self._said(_params(body))
        result: Any = ME if method.lower() == "getme" else {"url": "", "pending_update_count": 0}
        if method.lower() != "getwebhookinfo":
            result = result if result is ME else True
        return json.dumps({"ok": True, "result": result}).encode()

    def _said(self, params: dict[str, Any]) -> bytes:
        chat, text = int(params["chat_id"]), params["text"]
        if not text.strip() or len(text) > LONGEST:
            self.faults.append(f"a text of {len(text)} characters")
        self.sent += 1
        self.heard(chat)
        where = {"id": chat, "type": "private", "first_name": "Ana"}
        said = {"message_id": self.sent, "date": 1767225600, "chat": where, "text": text}
        return json.dumps({"ok": True, "result": said}).encode()


def _params(body: bytes) -> dict[str, Any]:
    """As JSON or as a form, whichever the client prefers."""
    if body.startswith(b"{"):
        params: dict[str, Any] = json.loads(body)
        return params
    return {name: values[0] for name, values in parse_qs(body.decode()).items()}
