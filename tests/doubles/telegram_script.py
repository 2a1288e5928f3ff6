"""How Telegram fails, in its own words: what a test may tell the double to play."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Refusal:
    """The Bot API's own no."""

    status: int
    description: str = ""
    parameters: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Trouble:
    """`kind` is "hang" (never answers), "drop" (the connection breaks), "garbage" (200 and no
    JSON) or "empty" (200 and `{}`). When `taken`, the call has its effect first."""

    kind: str
    taken: bool = False


BLOCKED = Refusal(403, "Forbidden: bot was blocked by the user")
DEACTIVATED = Refusal(403, "Forbidden: user is deactivated")
KICKED = Refusal(403, "Forbidden: bot was kicked from the group chat")
CANNOT_INITIATE = Refusal(403, "Forbidden: bot can't initiate conversation with a user")
NO_CHAT = Refusal(400, "Bad Request: chat not found")
UNAUTHORIZED = Refusal(401, "Unauthorized")
CONFLICT = Refusal(
    409,
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance"
    " is running",
)
TOO_LARGE = Refusal(413, "Request Entity Too Large")
BROKEN = Refusal(500, "Internal Server Error")
TOO_OLD = Refusal(
    400,
    "Bad Request: query is too old and response timeout expired or query ID is invalid",
)
NOT_MODIFIED = Refusal(
    400,
    "Bad Request: message is not modified: specified new message content and reply markup are"
    " exactly the same as a current content and reply markup of the message",
)


def flood(seconds: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def moved(chat: int) -> Refusal:
    text = "Bad Request: group chat was upgraded to a supergroup chat"
    return Refusal(400, text, {"migrate_to_chat_id": chat})
