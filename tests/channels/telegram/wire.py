"""Updates as Telegram writes them, built with aiogram: a second reading of the wire beside
python-telegram-bot's, which the house uses. Importing aiogram takes seconds: once, here."""

from __future__ import annotations

import warnings
from datetime import UTC, datetime
from itertools import count
from typing import Any

from aiogram import methods, types
from telegram import Update
from telegram.warnings import PTBDeprecationWarning

from tests.doubles.telegram_rules import Upload

ANA = types.User(id=5001, is_bot=False, first_name="Ana", language_code="en")
BEN = types.User(id=5002, is_bot=False, first_name="Ben")
HOME = types.Chat(id=5001, type="private", first_name="Ana")
GROUP = types.Chat(id=-1001, type="supergroup", title="Visitors")
CHANNEL = types.Chat(id=-1002, type="channel", title="News")
SENT = datetime(2026, 3, 28, 17, 30, tzinfo=UTC)

_updates = count(700_000)
_messages = count(41)


def message(**content: Any) -> types.Message:
    """A message from Ana to the bot, unless `content` says otherwise."""
    given: dict[str, Any] = {"message_id": next(_messages), "date": SENT}
    given |= {"chat": HOME, "from_user": ANA}
    return types.Message(**(given | content))


def update(**content: Any) -> dict[str, Any]:
    """An update as JSON. python-telegram-bot must read out of it all that aiogram wrote."""
    built = types.Update(**({"update_id": next(_updates)} | content))
    written = built.model_dump(mode="json", exclude_none=True, by_alias=True)
    with warnings.catch_warnings():
        # python-telegram-bot says at each duration that it will be a timedelta one day.
        warnings.simplefilter("ignore", PTBDeprecationWarning)
        assert_within(written, Update.de_json(written).to_dict())
    return written


def text(words: str, **more: Any) -> dict[str, Any]:
    return update(message=message(text=words, **more))


def press(data: str, *, id: str = "q1", **more: Any) -> dict[str, Any]:  # noqa: A002 - theirs
    """A button pressed under a message that the bot sent Ana."""
    button = types.InlineKeyboardButton(text="It", callback_data=data)
    markup = types.InlineKeyboardMarkup(inline_keyboard=[[button]])
    bot = types.User(id=123456789, is_bot=True, first_name="Porchlight")
    shown = message(text="Which?", from_user=bot, reply_markup=markup)
    given: dict[str, Any] = {"id": id, "from_user": ANA, "chat_instance": "1"}
    given |= {"data": data, "message": shown}
    return update(callback_query=types.CallbackQuery(**(given | more)))


def photo(*sizes: tuple[int, int, int | None]) -> list[types.PhotoSize]:
    """Sizes of one photo as (width, height, bytes); the file id names the width."""
    return [
        types.PhotoSize(
            file_id=f"photo-{w}", file_unique_id=f"u{w}", width=w, height=h, file_size=b
        )
        for w, h, b in sizes
    ]


def document(mime: str | None, name: str = "", size: int | None = 1000) -> types.Document:
    return types.Document(
        file_id="paper", file_unique_id="up", mime_type=mime, file_name=name or None, file_size=size
    )


def membership(status: str, chat: types.Chat = HOME) -> dict[str, Any]:
    """The bot's own standing in a chat changed to "kicked" or "member"."""
    bot = types.User(id=123456789, is_bot=True, first_name="Porchlight")
    kinds: dict[str, Any] = {
        "kicked": types.ChatMemberBanned(user=bot, until_date=SENT),
        "member": types.ChatMemberMember(user=bot),
    }
    other = "member" if status == "kicked" else "kicked"
    return update(
        my_chat_member=types.ChatMemberUpdated(
            chat=chat,
            from_user=ANA,
            date=SENT,
            old_chat_member=kinds[other],
            new_chat_member=kinds[status],
        )
    )


def assert_call(method: str, params: dict[str, Any]) -> None:
    """What the house sent is a call that aiogram knows, and says the same when written again."""
    model = getattr(methods, method[0].upper() + method[1:])
    files = {name: value for name, value in params.items() if isinstance(value, Upload)}
    said = {name: value for name, value in params.items() if name not in files}
    enclosed = {n: types.BufferedInputFile(f.content, f.name) for n, f in files.items()}
    read = model(**said, **enclosed)
    again = read.model_dump(mode="json", include=set(said), exclude_unset=True, by_alias=True)
    assert_within(said, again)


def assert_within(small: Any, large: Any, where: str = "") -> None:
    """Whatever `small` says, `large` says too."""
    match small:
        case dict():
            for key, value in small.items():
                assert key in large, f"{where}.{key} is lost"
                assert_within(value, large[key], f"{where}.{key}")
        case list():
            assert len(small) == len(large), f"{where} changed its length"
            for i, value in enumerate(small):
                assert_within(value, large[i], f"{where}[{i}]")
        case _:
            assert small == large, f"{where} changed"
