"""A strict stand-in for api.telegram.org, over real HTTP on this machine.

It refuses what the real one refuses, keeps every call, and plays the failures it is told to.
A call that no client should make is also kept in `faults`, which a test must leave empty.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import defaultdict, deque
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from tests.doubles import telegram_rules as rules
from tests.doubles.telegram_script import (
    CONFLICT,
    NO_CHAT,
    NOT_MODIFIED,
    TOO_LARGE,
    TOO_OLD,
    UNAUTHORIZED,
    Refusal,
    Trouble,
)

TOKEN = "123456789:AAF-double_of_a_token_0123456789abc"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass(frozen=True)
class Call:
    """One call as it came. `at` is in seconds of the monotonic clock."""

    method: str
    params: dict[str, Any]
    at: float


class NoError(Exception):
    """Carries a refusal out of a method of the double."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.description)
        self.refusal = refusal


class TelegramDouble:
    """One bot account's Telegram. `chats` are the people who have started the bot."""

    def __init__(self, *chats: int, token: str = TOKEN) -> None:
        self.token = token
        self.chats = set(chats)
        self.calls: list[Call] = []
        self.faults: list[str] = []
        self.messages: dict[tuple[int, int], dict[str, Any]] = {}
        self.queries: set[str] = set()
        self.webhook: dict[str, Any] = {}
        self.webhook_trouble: dict[str, Any] = {}
        self.waiting: dict[int, dict[str, Any]] = {}
        self._script: dict[str, deque[Refusal | Trouble]] = defaultdict(deque)
        self._arrived = asyncio.Event()
        self._pollers = 0
        self._closing = asyncio.Event()
        app = web.Application(client_max_size=2 * rules.LARGEST_FILE)
        app.router.add_post("/bot{token}/{method}", self._handle)
        self._server = TestServer(app, host="127.0.0.1")

    async def start(self) -> None:
        await self._server.start_server(shutdown_timeout=1, access_log=None)

    async def stop(self) -> None:
        self._closing.set()
        await self._server.close()

    @property
    def url(self) -> str:
        return str(self._server.make_url("")).rstrip("/")

    def script(self, method: str, *outcomes: Refusal | Trouble) -> None:
        """What the next calls of `method` meet, one each; afterwards all is well again."""
        self._script[method].extend(outcomes)

    def called(self, method: str) -> list[dict[str, Any]]:
        return [call.params for call in self.calls if call.method == method]

    def said(self, chat: int) -> list[str]:
        """The texts a person sees, in order."""
        return [m["text"] for m in self.shown(chat) if "text" in m]

    def shown(self, chat: int) -> list[dict[str, Any]]:
        """The messages a person sees, in order; of a file, its `document`."""
        return [m for (to, _), m in sorted(self.messages.items()) if to == chat]

    def queue(self, *updates: dict[str, Any]) -> None:
        """Let updates wait to be fetched."""
        for update in updates:
            self._note(update)
            self.waiting[update["update_id"]] = update
        self._arrived.set()

    async def deliver(
        self, url: str, update: dict[str, Any], secret: str, http: ClientSession
    ) -> int:
        """Bring one update to a webhook; the status it answered."""
        self._note(update)
        async with http.post(url, json=update, headers={SECRET_HEADER: secret}) as answer:
            return answer.status

    def _note(self, update: dict[str, Any]) -> None:
        if query := update.get("callback_query"):
            self.queries.add(query["id"])
            message = query.get("message")
            if message:
                self.messages.setdefault((message["chat"]["id"], message["message_id"]), message)

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        token, method = request.match_info["token"], request.match_info["method"]
        if token != self.token:
            shaped = re.fullmatch(r"\d+:[\w-]{35}", token)
            return _no(UNAUTHORIZED if shaped else Refusal(404, "Not Found"))
        params = await _params(request)
        self.calls.append(Call(method, params, time.monotonic()))
        script = self._script[method]
        outcome = script.popleft() if script else None
        try:
            if isinstance(outcome, Refusal):
                raise NoError(outcome)
            result = None
            if outcome is None or outcome.taken:
                result = await self._do(method, params)
        except NoError as error:
            return _no(error.refusal)
        if outcome is not None:
            return await self._trouble(request, outcome)
        return web.json_response({"ok": True, "result": result})

    async def _do(self, method: str, params: dict[str, Any]) -> Any:
        if fault := rules.fault(method, params):
            self.faults.append(fault)
            raise NoError(Refusal(400, f"Bad Request: {fault}"))
        return await getattr(self, f"_{method}")(params)

    async def _trouble(self, request: web.Request, trouble: Trouble) -> web.Response:
        if trouble.kind == "hang":
            await self._closing.wait()
        if trouble.kind in ("hang", "drop"):
            assert request.transport is not None
            request.transport.close()
        return web.Response(text="{}" if trouble.kind == "empty" else "<html>of Ana's</html>")

    async def _getMe(self, params: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - theirs
        return {
            "id": 123456789,
            "is_bot": True,
            "first_name": "Porchlight",
            "username": "porchlight_double_bot",
        }

    async def _sendMessage(self, params: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - theirs
        markup = params.get("reply_markup")
        _check(rules.refusal_of_text(params["text"]))
        _check(rules.refusal_of_keyboard(markup))
        chat = params["chat_id"]
        if chat not in self.chats:
            raise NoError(NO_CHAT)
        return self._shown(chat, {"text": params["text"].strip()}, markup)

    async def _sendDocument(self, params: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - theirs
        markup, file = params.get("reply_markup"), params["document"]
        _check(rules.refusal_of_document(file))
        if rules.is_too_large(file):
            raise NoError(TOO_LARGE)
        _check(rules.refusal_of_caption(params.get("caption", "")))
        _check(rules.refusal_of_keyboard(markup))
        if params["chat_id"] not in self.chats:
            raise NoError(NO_CHAT)
        document = {
            "file_id": f"file-{len(self.calls)}",
            "file_unique_id": f"u{len(self.calls)}",
            "file_name": file.name,
            "mime_type": file.kind,
            "file_size": len(file.content),
        }
        caption = {"caption": params["caption"]} if params.get("caption") else {}
        return self._shown(params["chat_id"], {"document": document} | caption, markup)

    def _shown(self, chat: int, content: dict[str, Any], markup: Any) -> dict[str, Any]:
        number = 1000 + len(self.calls)
        message = {
            "message_id": number,
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private"},
            **content,
        } | ({"reply_markup": markup} if markup else {})
        self.messages[chat, number] = message
        return message

    async def _answerCallbackQuery(self, params: dict[str, Any]) -> bool:  # noqa: N802 - theirs
        if params["callback_query_id"] not in self.queries:
            raise NoError(TOO_OLD)
        self.queries.discard(params["callback_query_id"])
        return True

    async def _editMessageReplyMarkup(self, params: dict[str, Any]) -> Any:  # noqa: N802 - theirs
        message = self.messages.get((params["chat_id"], params["message_id"]))
        if message is None:
            raise NoError(Refusal(400, "Bad Request: message to edit not found"))
        if message.get("reply_markup") == params.get("reply_markup"):
            raise NoError(NOT_MODIFIED)
        message.pop("reply_markup", None)
        return message

    async def _leaveChat(self, params: dict[str, Any]) -> bool:  # noqa: N802 - theirs
        return True

    async def _setWebhook(self, params: dict[str, Any]) -> bool:  # noqa: N802 - theirs
        _check(rules.refusal_of_webhook(params))
        self.webhook = params
        return True

    async def _deleteWebhook(self, params: dict[str, Any]) -> bool:  # noqa: N802 - theirs
        self.webhook = {}
        if params.get("drop_pending_updates"):
            self.waiting.clear()
        return True

    async def _getWebhookInfo(self, params: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - theirs
        return {
            "url": self.webhook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": len(self.waiting),
        } | self.webhook_trouble

    async def _getUpdates(self, params: dict[str, Any]) -> list[dict[str, Any]]:  # noqa: N802 - theirs
        if self.webhook:
            text = (
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook"
            )
            raise NoError(Refusal(409, text))
        offset = params.get("offset", 0)
        for old in [u for u in self.waiting if u < offset]:
            del self.waiting[old]
        self._pollers += 1
        mine = self._pollers
        self._arrived.set()  # throws out whoever else is polling, as the real one does
        self._arrived = asyncio.Event()
        if not self.waiting:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._arrived.wait(), params.get("timeout", 0))
        if mine != self._pollers:
            raise NoError(CONFLICT)
        return [self.waiting[u] for u in sorted(self.waiting)][: params.get("limit", 100)]


async def _params(request: web.Request) -> dict[str, Any]:
    """The parameters of a call, from JSON or from a form: Telegram takes both.

    In a form every value is text; a file stands under its parameter's own name, or under
    another to which the parameter points ("attach://NAME").
    """
    if not request.content_type.startswith(("multipart/", "application/x-www-form")):
        return await request.json() if request.body_exists else {}
    params: dict[str, Any] = {}
    files: dict[str, rules.Upload] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            with value.file as file:
                files[name] = rules.Upload(value.filename, value.content_type, file.read())
        else:
            params[name] = rules.read_field(name, str(value))
    for name, value in params.items():
        if isinstance(value, str) and value.startswith("attach://"):
            params[name] = files.pop(value.removeprefix("attach://"), value)
    return params | files


def _check(refusal: str | None) -> None:
    if refusal:
        raise NoError(Refusal(400, refusal))


def _no(refusal: Refusal) -> web.Response:
    body: dict[str, Any] = {
        "ok": False,
        "error_code": refusal.status,
        "description": refusal.description,
    }
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return web.json_response(body, status=refusal.status)
