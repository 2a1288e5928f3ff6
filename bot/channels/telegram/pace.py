"""Keeping to Telegram's rates: so many messages a second in all, and in one chat.

Figures: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

from __future__ import annotations

import asyncio

from aiolimiter import AsyncLimiter

FORGET_FROM = 1_000
"""How many chats are remembered before those at rest are looked for and forgotten."""


class _Line:
    """A queue at one rate. aiolimiter keeps the rate; the lock keeps the order, which it does
    not: a waiter it wakes goes to the back when a newcomer was quicker."""

    def __init__(self, per_second: float) -> None:
        # A tenth of a second's worth may go at once: more would double the first second's rate.
        burst = max(1.0, per_second / 10)
        self._limit = AsyncLimiter(burst, burst / per_second)
        self._order = asyncio.Lock()

    async def turn(self) -> None:
        async with self._order:
            await self._limit.acquire()

    @property
    def at_rest(self) -> bool:
        """Nobody waits, and a new line would behave the same."""
        return not self._order.locked() and self._limit.has_capacity(self._limit.max_rate)


class Pace:
    """First come, first served, within each chat and over all of them."""

    def __init__(self, per_second: float, per_chat_per_second: float) -> None:
        self._all = _Line(per_second)
        self._per_chat = per_chat_per_second
        self._chats: dict[int, _Line] = {}
        self._forget_at = FORGET_FROM

    async def turn(self, chat: int) -> None:
        """Return when a message to `chat` may go. A busy chat holds up no other."""
        await self._line(chat).turn()
        await self._all.turn()

    def _line(self, chat: int) -> _Line:
        if chat not in self._chats:
            if len(self._chats) >= self._forget_at:
                self._forget()
            self._chats[chat] = _Line(self._per_chat)
        return self._chats[chat]

    def _forget(self) -> None:
        self._chats = {chat: line for chat, line in self._chats.items() if not line.at_rest}
        # When all of them wait, looking again at each newcomer would cost more than it frees.
        self._forget_at = max(FORGET_FROM, 2 * len(self._chats))
