"""Small things done after the commit, in the background, which may fail without harm."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial

import structlog
from telegram import Bot, CallbackQuery, Message, Update
from telegram.error import TelegramError

from bot.channels.telegram.failures import code, harmless
from bot.channels.telegram.reading import stray_chat

AT_ONCE = 8
MOST = 500
"""After an outage thousands of old presses may come at once; most are too old to answer."""

log = structlog.get_logger()


class Courtesies:
    """Stops a pressed button's spinner, takes its keyboard away, leaves a stray group."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._under_way: set[asyncio.Task[None]] = set()

    def after(self, update: Update) -> None:
        """Do what `update` asks for by courtesy. Returns at once, and never raises."""
        if len(self._under_way) >= MOST:
            return
        if update.callback_query is not None:
            self._begin(self._answer(update.callback_query))
        elif (chat := stray_chat(update)) is not None:
            self._begin(self._try("leaveChat", partial(self._bot.leave_chat, chat)))

    async def stop(self, seconds: float = 1.0) -> None:
        """Let what is under way end, for so many seconds at most."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=seconds)
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    def _begin(self, courtesy: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(courtesy)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _answer(self, query: CallbackQuery) -> None:
        await self._try("answerCallbackQuery", partial(self._bot.answer_callback_query, query.id))
        # A message that Telegram calls inaccessible is too old to be edited.
        if isinstance(query.message, Message) and query.message.reply_markup is not None:
            chat, message = query.message.chat.id, query.message.message_id
            bare = partial(self._bot.edit_message_reply_markup, chat, message)
            await self._try("editMessageReplyMarkup", bare)

    async def _try(self, method: str, call: Callable[[], Awaitable[object]]) -> None:
        async with self._turn:
            try:
                await call()
            except TelegramError as fault:
                if not harmless(fault):
                    log.info("telegram_courtesy_failed", method=method, code=code(fault))
            except Exception as fault:  # noqa: BLE001 - a courtesy may fail in any way
                log.info("telegram_courtesy_failed", method=method, code=type(fault).__name__)
