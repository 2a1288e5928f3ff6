"""The way out: plain text, buttons, a file; each refusal turned into the closed vocabulary."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    Message,
)
from telegram.error import TelegramError

from bot.channels.telegram.failures import loud, send_failure
from bot.channels.telegram.pace import Pace
from bot.channels.telegram.transport import AiohttpRequest
from flows.events import SendError
from locales.segments import split
from scheduler.sending import Attachment, Button, Outgoing, SendFailed

TEXT_LIMIT = 4096
DATA_LIMIT = 64
BEGUN_LIMIT = 1_000

FILE_TRIES = 8
"""Hand-overs, ten minutes in all, after which a file is given up: its words have arrived."""

_PASSING = frozenset({SendError.RETRY, SendError.UNKNOWN, SendError.CONFIG})
"""What may be mended by the next try."""

log = structlog.get_logger()


class TelegramSender:
    """Sends as plain text, never marked up: a name such as `J_*[` breaks nothing."""

    def __init__(self, bot: Bot, request: AiohttpRequest, pace: Pace) -> None:
        self._bot = bot
        self._request = request
        self._pace = pace
        # The ids of parts already taken of messages that failed half way, so that trying again
        # does not repeat them. Lost at a restart: then they are said twice rather than not at all.
        self._begun: dict[tuple[int, str], tuple[str, ...]] = {}

    async def send(self, message: Outgoing) -> str:
        """Hand over one message; return the id of its last part, which has the buttons.

        A file follows the words. Once those are taken, a file that is not costs nothing: it is
        tried again alone, and given up where that cannot help. The id is stored in clear, so
        the chat is not in it. Waits for its turn at Telegram's rates first. Raises SendFailed.
        """
        try:
            return await self._send(message)
        except SendFailed as failed:
            if loud(failed):
                log.error("telegram_refused", code=failed.code, message_id=message.id)
            raise

    async def find(self, message: Outgoing) -> str | None:
        """None: the Bot API cannot be asked what it took."""
        return None

    async def close(self) -> None:
        await self._request.shutdown()

    async def _send(self, message: Outgoing) -> str:
        chat = _chat(message.to)
        parts = split(message.text, TEXT_LIMIT)
        if not parts:
            raise SendFailed(SendError.PERMANENT, "empty")
        key = (message.id, message.to)
        taken = self._begun.pop(key, ())
        try:
            for part in parts[len(taken) :]:
                last = len(taken) == len(parts) - 1
                taken += (await self._say(chat, part, _keyboard(message) if last else None),)
            if message.file is not None:
                await self._enclose(chat, message, message.file)
        except BaseException:  # a hand-over that took too long is cancelled
            self._remember(key, taken)
            raise
        return taken[-1]

    def _remember(self, key: tuple[int, str], taken: tuple[str, ...]) -> None:
        if taken:
            self._begun[key] = taken
        while len(self._begun) > BEGUN_LIMIT:
            self._begun.pop(next(iter(self._begun)))

    async def _say(self, chat: int, text: str, keyboard: InlineKeyboardMarkup | None) -> str:
        return await self._taken(
            chat,
            lambda: self._bot.send_message(
                chat,
                text,
                reply_markup=keyboard,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            ),
        )

    async def _enclose(self, chat: int, message: Outgoing, file: Attachment) -> None:
        """Raises SendFailed only where trying again may help and nothing hangs on the answer:
        the failure of a safety message starts the next rung, and its words have arrived."""
        document = InputFile(file.content, file.name)
        document.mimetype = file.kind  # guessed from the name, differently on each machine
        try:
            await self._taken(chat, lambda: self._bot.send_document(chat, document))
        except SendFailed as failed:
            again = message.attempts + 1 < FILE_TRIES and not message.safety
            if again and failed.error in _PASSING:
                raise
            log.warning("telegram_file_given_up", code=failed.code, message_id=message.id)

    async def _taken(self, chat: int, send: Callable[[], Awaitable[Message]]) -> str:
        """The id of what was sent, in its turn."""
        await self._pace.turn(chat)
        try:
            said = await send()
        except TelegramError as fault:
            failed = send_failure(fault)
        except Exception as fault:  # noqa: BLE001 - taken, but the library cannot read the answer
            failed = SendFailed(SendError.UNKNOWN, type(fault).__name__)
        else:
            return str(said.message_id)
        # Raised here, where nothing chains to it: a description may quote the message.
        raise failed


def _chat(to: str) -> int:
    try:
        return int(to)
    except ValueError:
        raise SendFailed(SendError.INVALID, "not a chat id") from None


def _keyboard(message: Outgoing) -> InlineKeyboardMarkup | None:
    """One button a row, for large type and unsteady hands."""
    rows = [
        [InlineKeyboardButton(button.label, callback_data=button.data)]
        for button in message.buttons
        if _fits(button, message.id)
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def _fits(button: Button, message_id: int) -> bool:
    """One bad button would make Telegram refuse the words too: those matter more."""
    fits = 1 <= len(button.data.encode()) <= DATA_LIMIT and bool(button.label.strip())
    if not fits:
        log.error("telegram_button_left_out", message_id=message_id)
    return fits
