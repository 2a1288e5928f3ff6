"""The way out: plain text and buttons, each refusal turned into the closed vocabulary."""

from __future__ import annotations

import structlog
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import TelegramError

from bot.channels.telegram.failures import loud, send_failure
from bot.channels.telegram.pace import Pace
from bot.channels.telegram.transport import AiohttpRequest
from flows.events import SendError
from locales.segments import split
from scheduler.sending import Button, Outgoing, SendFailed

TEXT_LIMIT = 4096
DATA_LIMIT = 64
BEGUN_LIMIT = 1_000

log = structlog.get_logger()


class TelegramSender:
    """Sends as plain text, never marked up: a name such as `J_*[` breaks nothing."""

    def __init__(self, bot: Bot, request: AiohttpRequest, pace: Pace) -> None:
        self._bot = bot
        self._request = request
        self._pace = pace
        # Parts already taken of long messages that failed half way, so that trying again does
        # not repeat them. Lost at a restart: then they are said twice rather than not at all.
        self._begun: dict[tuple[int, str], int] = {}

    async def send(self, message: Outgoing) -> str:
        """Hand over one message; return the id of its last part, which has the buttons.

        The id is stored in clear, so the chat is not in it. Waits for its turn at Telegram's
        rates first. Raises SendFailed.
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
        taken = self._begun.pop(key, 0)
        try:
            while taken < len(parts) - 1:
                await self._say(chat, parts[taken], None)
                taken += 1
            return await self._say(chat, parts[-1], _keyboard(message))
        except SendFailed:
            self._remember(key, taken)
            raise

    def _remember(self, key: tuple[int, str], taken: int) -> None:
        if taken:
            self._begun[key] = taken
        while len(self._begun) > BEGUN_LIMIT:
            self._begun.pop(next(iter(self._begun)))

    async def _say(self, chat: int, text: str, keyboard: InlineKeyboardMarkup | None) -> str:
        await self._pace.turn(chat)
        try:
            said = await self._bot.send_message(
                chat,
                text,
                reply_markup=keyboard,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
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
