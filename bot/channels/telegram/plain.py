"""The commonest update by far, a plain text in a private chat, read without the library.

The library makes a dozen objects of it, which is a fifth of what a message costs. Only what
looks exactly like one is read here; the rest goes the library's way, and a test holds both
readings against each other.
"""

from __future__ import annotations

from datetime import UTC, datetime

from flows.events import Arrived
from flows.facts import Channel

_UPDATE = frozenset({"update_id", "message"})
_MESSAGE = frozenset({"message_id", "from", "chat", "date", "text"})


def read_plain(raw: object) -> Arrived | None:
    """The message in `raw` (an update's JSON), or None when it is anything but a plain one."""
    if not isinstance(raw, dict) or raw.keys() != _UPDATE:
        return None
    message = raw["message"]
    if not isinstance(message, dict) or message.keys() != _MESSAGE:
        return None
    chat, sender, text = message["chat"], message["from"], message["text"]
    if not (isinstance(chat, dict) and isinstance(sender, dict) and isinstance(text, str)):
        return None
    numbers = (raw["update_id"], message["message_id"], message["date"], chat.get("id"))
    whole = all(type(number) is int for number in (*numbers, sender.get("id")))
    ours = chat.get("type") == "private" and sender.get("is_bot") is False
    if not (whole and ours and text.strip() and text.isprintable()):
        return None
    if not 0 <= message["date"] < 2**32:
        return None
    return Arrived(
        channel=Channel.TELEGRAM,
        address=str(chat["id"]),
        provider_id=f"{chat['id']}:{message['message_id']}",
        sent_at=datetime.fromtimestamp(message["date"], UTC),
        text=text,
    )
