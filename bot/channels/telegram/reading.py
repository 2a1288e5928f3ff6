"""What an update means: Telegram's types go in, an event comes out.

Source: https://core.telegram.org/bots/api#update. python-telegram-bot checks which fields are
there but not what they hold, so what goes on into the house is checked here.
"""

from __future__ import annotations

from datetime import datetime

from telegram import CallbackQuery, Chat, ChatMemberUpdated, Contact, Message, Update

from bot.channels.telegram.enclosures import files_of, unsupported_kind
from flows.events import Arrived, Place, ReachChanged
from flows.facts import Channel, Reach

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
"""The updates we ask for. Others are ignored: an old webhook may still bring them."""

NEVER_SHOWN = "0"
"""The id of no prompt: a button that we do not know belongs to an old question."""

_REACH = {"kicked": Reach.BLOCKED, "member": Reach.OK}


def read(update: Update, received: datetime) -> Arrived | ReachChanged | None:
    """The event that `update` stands for, or None when it is nothing to us.

    `received` is this instant: a button press carries no date of its own. Groups, channels
    and bots are refused, because an answer there would be read by others.

    Raises TypeError or ValueError, and whatever else, for what Telegram would not send.
    """
    if update.message is not None:
        return _message(update.message)
    if update.edited_message is not None:
        return _message(update.edited_message, edit=update.update_id)
    if update.callback_query is not None:
        return _press(update.callback_query, received)
    if update.my_chat_member is not None:
        return _reach(update.my_chat_member, update.update_id)
    return None


def stray_chat(update: Update) -> int | None:
    """A group or channel that the bot finds itself in, to be left: people may write there
    in the belief that somebody reads it."""
    change = update.my_chat_member
    if change is not None and change.new_chat_member.status in ("left", "kicked"):
        return None
    chat = update.effective_chat
    return chat.id if chat is not None and chat.type != Chat.PRIVATE else None


def _message(message: Message, edit: int | None = None) -> Arrived | None:
    sender = message.from_user
    if message.chat.type != Chat.PRIVATE or sender is None or sender.is_bot:
        return None
    chat = _whole(message.chat.id)
    place, files = _place(message), files_of(message)
    phone = _phone(message.contact, sender.id) if message.contact else None
    words = _words(message.text or message.caption or "")
    unsupported = None if place or files or phone or message.text else unsupported_kind(message)
    if not (words or place or files or phone or unsupported):
        return None  # a service message: nobody said anything
    return Arrived(
        channel=Channel.TELEGRAM,
        address=str(chat),
        # An edit keeps its message's id, and would be dropped as a repeat of it.
        provider_id=f"{chat}:{_whole(message.message_id)}" if edit is None else f"u{_whole(edit)}",
        sent_at=(message.edit_date if edit is not None else None) or message.date,
        text=words,
        place=place,
        phone=phone,
        files=files,
        group=None if message.media_group_id is None else _words(message.media_group_id),
        unsupported=unsupported,
        edited=edit is not None,
    )


def _press(query: CallbackQuery, received: datetime) -> Arrived | None:
    """A button. Its message may be missing when it is old; in a private chat the chat's id
    is the person's."""
    chat = query.message.chat if query.message else None
    if query.from_user.is_bot or query.data is None or (chat and chat.type != Chat.PRIVATE):
        return None
    word, choice = _meaning(_words(query.data))
    return Arrived(
        channel=Channel.TELEGRAM,
        address=str(_whole(chat.id if chat else query.from_user.id)),
        provider_id=f"cb:{_words(query.id)}",
        sent_at=received,
        text=word,
        choice=choice,
    )


def _meaning(data: str) -> tuple[str, str | None]:
    """(word, choice) of a button's data, as `scheduler.sending.Button` lays it down."""
    kind, _, rest = data.partition(":")
    if kind == "w" and rest:
        return rest, None
    prompt, _, key = rest.partition(":")
    ours = kind == "p" and prompt.isascii() and prompt.isdecimal() and key
    return "", rest if ours else f"{NEVER_SHOWN}:{data}"


def _reach(change: ChatMemberUpdated, update_id: int) -> ReachChanged | None:
    reach = _REACH.get(change.new_chat_member.status)
    if change.chat.type != Chat.PRIVATE or reach is None:
        return None
    return ReachChanged(
        channel=Channel.TELEGRAM,
        address=str(_whole(change.chat.id)),
        provider_id=f"u{_whole(update_id)}",
        sent_at=change.date,
        reach=reach,
    )


def _place(message: Message) -> Place | None:
    """A venue carries a location too, and a name."""
    where = message.location
    if where is None:
        return None
    latitude, longitude = float(where.latitude), float(where.longitude)
    # Written so that NaN, which JSON readers let through, fails as well.
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError("not a place on Earth")
    return Place(latitude, longitude, _words(message.venue.title) if message.venue else "")


def _phone(contact: Contact, sender: int) -> str | None:
    """The sender's own number in E.164, which Telegram may give without its plus sign.

    Anybody's card can be passed on: only one whose `user_id` is the sender proves anything.
    """
    if contact.user_id != sender:
        return None
    digits = "".join(c for c in _words(contact.phone_number) if c.isascii() and c.isdecimal())
    return f"+{digits}" if digits else None


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("a whole number was expected")
    return value


def _words(value: object) -> str:
    """Text that can be saved: JSON may hold half a surrogate pair or a NUL, databases not."""
    if not isinstance(value, str):
        raise TypeError("text was expected")
    return value.replace("\0", "").encode("utf-8", "replace").decode()
