"""The same conversation as a python-telegram-bot ConversationHandler, saved at each step."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    BasePersistence,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PersistenceInput,
    filters,
)

from tests.bench import talk
from tests.bench.peers import Saved, done, serve

PLACE, HOME_BY, OUT = range(3)
Context = ContextTypes.DEFAULT_TYPE


class Persistence(BasePersistence[Any, Any, Any]):
    """What changed since the last update, into one transaction that the webhook commits."""

    def __init__(self, saved: Saved) -> None:
        super().__init__(PersistenceInput(bot_data=False, chat_data=False, callback_data=False))
        self._saved = saved

    async def get_conversations(self, name: str) -> dict[Any, Any]:
        return {}

    async def update_conversation(self, name: str, key: Any, new_state: object | None) -> None:
        self._saved.put("states", key[0], new_state)

    async def get_user_data(self) -> dict[int, Any]:
        return {}

    async def update_user_data(self, user_id: int, data: Any) -> None:
        self._saved.put("answers", user_id, data)

    async def refresh_user_data(self, user_id: int, user_data: Any) -> None:
        pass

    async def flush(self) -> None:
        self._saved.commit()

    async def get_chat_data(self) -> dict[int, Any]:
        return {}

    async def get_bot_data(self) -> dict[str, Any]:
        return {}

    async def get_callback_data(self) -> None:
        return None

    async def drop_chat_data(self, chat_id: int) -> None: ...
    async def drop_user_data(self, user_id: int) -> None: ...
    async def update_chat_data(self, chat_id: int, data: Any) -> None: ...
    async def update_bot_data(self, data: Any) -> None: ...
    async def update_callback_data(self, data: Any) -> None: ...
    async def refresh_chat_data(self, chat_id: int, chat_data: Any) -> None: ...
    async def refresh_bot_data(self, bot_data: Any) -> None: ...


async def _say(update: Update, text: str, buttons: tuple[str, ...] = ()) -> None:
    rows = [[InlineKeyboardButton(word, callback_data=f"w:{word}")] for word in buttons]
    assert update.message is not None
    markup = InlineKeyboardMarkup(rows) if rows else None
    await update.message.reply_text(text, reply_markup=markup)


async def menu(update: Update, context: Context) -> None:
    await _say(update, talk.MENU, talk.MENU_BUTTONS)


async def check_in(update: Update, context: Context) -> int:
    await _say(update, talk.WHERE)
    return PLACE


async def place(update: Update, context: Context) -> int:
    assert update.message is not None
    assert context.user_data is not None
    context.user_data["place"] = update.message.text
    await _say(update, talk.WHEN)
    return HOME_BY


async def home_by(update: Update, context: Context) -> int:
    assert update.message is not None
    assert context.user_data is not None
    text = done(context.user_data["place"], update.message.text or "")
    if text is None:
        await _say(update, talk.NO_TIME)
        return HOME_BY
    context.user_data["home_by"] = update.message.text
    await _say(update, text, talk.DONE_BUTTONS)
    return OUT


async def out(update: Update, context: Context) -> int:
    assert context.user_data is not None
    context.user_data.clear()
    await _say(update, talk.HOME)
    return ConversationHandler.END


def _conversation() -> ConversationHandler[Context]:
    return ConversationHandler(
        entry_points=[MessageHandler(filters.Regex("^IN$"), check_in)],
        states={
            PLACE: [MessageHandler(filters.TEXT, place)],
            HOME_BY: [MessageHandler(filters.TEXT, home_by)],
            OUT: [MessageHandler(filters.Regex("^OUT$"), out)],
        },
        fallbacks=[MessageHandler(filters.Regex("^MENU$"), menu)],
        name="check_in",
        persistent=True,
    )


async def main() -> None:
    given: dict[str, Any] = json.loads(sys.argv[1])
    persistence = Persistence(Saved(given["database"]))
    app = (
        Application.builder()
        .token(given["token"])
        .base_url(f"{given['api']}/bot")
        .persistence(persistence)
        .updater(None)
        .concurrent_updates(True)
        .build()
    )
    app.add_handler(_conversation())
    app.add_handler(MessageHandler(filters.Regex("^MENU$"), menu))

    async def take(raw: dict[str, Any]) -> None:
        await app.process_update(Update.de_json(raw, app.bot))
        await app.update_persistence()
        await persistence.flush()

    async with app:
        await serve(given["port"], take)


if __name__ == "__main__":
    asyncio.run(main())
