"""The same conversation as an aiogram FSM, saved at each step."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Mapping
from typing import Any

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message

from tests.bench import talk
from tests.bench.peers import Saved, done, serve

router = Router()


class CheckIn(StatesGroup):
    place = State()
    home_by = State()
    out = State()


class Storage(BaseStorage):
    """Reads and writes one row a chat, in the transaction that the webhook commits."""

    def __init__(self, saved: Saved) -> None:
        self._saved = saved

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        name = state.state if isinstance(state, State) else state
        self._saved.put("states", key.chat_id, name)

    async def get_state(self, key: StorageKey) -> str | None:
        found: str | None = self._saved.get("states", key.chat_id)
        return found

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        self._saved.put("answers", key.chat_id, dict(data))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        return self._saved.get("answers", key.chat_id) or {}

    async def close(self) -> None:
        pass


async def _say(message: Message, text: str, buttons: tuple[str, ...] = ()) -> None:
    rows = [[InlineKeyboardButton(text=word, callback_data=f"w:{word}")] for word in buttons]
    await message.answer(text, reply_markup=InlineKeyboardMarkup(inline_keyboard=rows or []))


@router.message(F.text == "MENU")
async def menu(message: Message) -> None:
    await _say(message, talk.MENU, talk.MENU_BUTTONS)


@router.message(F.text == "IN")
async def check_in(message: Message, state: FSMContext) -> None:
    await state.set_state(CheckIn.place)
    await _say(message, talk.WHERE)


@router.message(CheckIn.place)
async def place(message: Message, state: FSMContext) -> None:
    await state.update_data(place=message.text)
    await state.set_state(CheckIn.home_by)
    await _say(message, talk.WHEN)


@router.message(CheckIn.home_by)
async def home_by(message: Message, state: FSMContext) -> None:
    kept = await state.get_data()
    text = done(kept["place"], message.text or "")
    if text is None:
        await _say(message, talk.NO_TIME)
        return
    await state.update_data(home_by=message.text)
    await state.set_state(CheckIn.out)
    await _say(message, text, talk.DONE_BUTTONS)


@router.message(CheckIn.out, F.text == "OUT")
async def out(message: Message, state: FSMContext) -> None:
    await state.clear()
    await _say(message, talk.HOME)


async def main() -> None:
    given: dict[str, Any] = json.loads(sys.argv[1])
    saved = Saved(given["database"])
    session = AiohttpSession(api=TelegramAPIServer.from_base(given["api"]))
    bot = Bot(given["token"], session=session)
    dispatcher = Dispatcher(storage=Storage(saved))
    dispatcher.include_router(router)

    async def take(raw: dict[str, Any]) -> None:
        await dispatcher.feed_raw_update(bot, raw)
        saved.commit()

    try:
        await serve(given["port"], take)
    finally:
        await session.close()


if __name__ == "__main__":
    asyncio.run(main())
