"""Telegram's rates: so many a second in all and in one chat, first come, first served."""

from __future__ import annotations

import asyncio
import time

from bot.channels.telegram.pace import FORGET_FROM, Pace


async def test_sending_keeps_to_the_rate_of_a_chat_and_a_busy_chat_holds_up_no_other():
    pace = Pace(per_second=1000, per_chat_per_second=10)
    began = time.monotonic()
    at: list[tuple[int, float]] = []

    async def go(chat):
        await pace.turn(chat)
        at.append((chat, time.monotonic() - began))

    await asyncio.gather(*(go(chat) for chat in (1, 1, 1, 2)))
    ones = [t for chat, t in at if chat == 1]
    assert ones[1] >= 0.09
    assert ones[2] >= 0.19
    assert [chat for chat, _ in at] == [1, 2, 1, 1]


async def test_sending_keeps_to_the_rate_of_all_chats_first_come_first_served():
    pace = Pace(per_second=100, per_chat_per_second=1000)
    order: list[int] = []

    async def go(chat):
        await pace.turn(chat)
        order.append(chat)

    began = time.monotonic()
    await asyncio.gather(*(go(chat) for chat in range(30)))
    assert time.monotonic() - began >= 0.19  # ten at once, then a hundred a second
    assert order == list(range(30))


async def test_the_pace_forgets_chats_at_rest():
    pace = Pace(per_second=1_000_000, per_chat_per_second=1_000_000)
    for chat in range(3 * FORGET_FROM):
        await pace.turn(chat)
    assert len(pace._chats) <= FORGET_FROM
