"""What Telegram's refusals mean: the one place where they are read.

The Bot API has no error codes beside the HTTP status, only English descriptions
(https://core.telegram.org/bots/api#making-requests), and a description may quote a message:
so a code of ours is a status and the known phrase it was recognised by, nothing else.
"""

from __future__ import annotations

from telegram.error import TelegramError

from bot.channels.telegram.transport import RefusedError, UnreachedError
from flows.events import SendError
from scheduler.sending import SendFailed

PHRASES: tuple[tuple[int, str, SendError], ...] = (
    (403, "bot was blocked by the user", SendError.BLOCKED),
    (403, "user is deactivated", SendError.BLOCKED),
    (403, "bot was kicked", SendError.BLOCKED),
    (403, "not a member", SendError.BLOCKED),
    (403, "can't initiate conversation", SendError.INVALID),
    (403, "can't send messages to bots", SendError.INVALID),
    (400, "chat not found", SendError.INVALID),
    (400, "user not found", SendError.INVALID),
    (400, "peer_id_invalid", SendError.INVALID),
    (400, "have no rights to send", SendError.BLOCKED),
    (400, "message is too long", SendError.PERMANENT),
    (400, "message text is empty", SendError.PERMANENT),
    (400, "button_data_invalid", SendError.PERMANENT),
)

STATUSES: dict[int, SendError] = {
    401: SendError.CONFIG,  # the token was revoked
    403: SendError.BLOCKED,  # whatever the reason, this chat does not let us in
    404: SendError.CONFIG,  # the token is malformed, or the address is no Bot API
    408: SendError.RETRY,
    409: SendError.CONFIG,  # someone else uses the same token
    413: SendError.PERMANENT,
    429: SendError.RETRY,
}

HARMLESS = ("query is too old", "message is not modified")
"""Refusals of a courtesy that mean: done already, or too late to matter."""


def send_failure(fault: TelegramError) -> SendFailed:
    """The closed vocabulary's word for `fault`. A chat that moved is INVALID, with `moved_to`."""
    if isinstance(fault, UnreachedError):
        return SendFailed(SendError.RETRY, "unreached")
    if not isinstance(fault, RefusedError):
        return SendFailed(SendError.UNKNOWN, "no answer")
    if fault.migrate_to is not None:
        return SendFailed(SendError.INVALID, "400 moved", moved_to=str(fault.migrate_to))
    for status, phrase, error in PHRASES:
        if status == fault.status and phrase in fault.description.lower():
            return SendFailed(error, f"{status} {phrase}")
    return SendFailed(_by_status(fault.status), str(fault.status), fault.retry_after)


def _by_status(status: int) -> SendError:
    if status >= 500:
        return SendError.RETRY
    if 300 <= status < 400:
        return SendError.CONFIG  # the Bot API never redirects: its address is set wrongly
    return STATUSES.get(status, SendError.PERMANENT)


def code(fault: TelegramError) -> str:
    """What may be logged about `fault`."""
    return send_failure(fault).code


def harmless(fault: TelegramError) -> bool:
    """Whether a courtesy refused with `fault` is as good as done."""
    return isinstance(fault, RefusedError) and any(h in fault.description.lower() for h in HARMLESS)


def loud(failed: SendFailed) -> bool:
    """Whether an operator must look: our account, our settings or our own request."""
    return failed.error is SendError.CONFIG or failed.code == "413"
