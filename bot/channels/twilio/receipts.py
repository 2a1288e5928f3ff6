"""From Twilio's status callbacks to receipts.

Source: Twilio's "Message status callbacks" and "Call progress events" pages.
"""

from __future__ import annotations

from collections.abc import Mapping

import structlog

from bot.channels.twilio import errors
from bot.channels.twilio.reading import needed
from flows.events import SendError
from flows.facts import Channel
from scheduler.sending import Receipt, Status

log = structlog.get_logger()

_MESSAGE = {
    "accepted": Status.QUEUED,
    "scheduled": Status.QUEUED,
    "queued": Status.QUEUED,
    "sending": Status.SENDING,
    "sent": Status.SENT,
    "delivered": Status.DELIVERED,
    "read": Status.READ,
    "undelivered": Status.UNDELIVERED,
    "failed": Status.FAILED,
    "canceled": Status.FAILED,
}

# A call that was picked up is only that: a voicemail picks up too. Keys come by /twilio/voice.
_CALL = {
    "queued": Status.QUEUED,
    "initiated": Status.SENDING,
    "ringing": Status.SENDING,
    "in-progress": Status.SENT,
    "completed": Status.ANSWERED,
    "busy": Status.NOT_ANSWERED,
    "no-answer": Status.NOT_ANSWERED,
    "canceled": Status.NOT_ANSWERED,
    "failed": Status.FAILED,
}

# SIP answers that say the number itself does not exist or is incomplete (RFC 3261, 21.4).
_NO_SUCH_NUMBER = frozenset({"404", "410", "484", "604"})


def read_receipt(form: Mapping[str, str]) -> Receipt | None:
    """The receipt that a status form brings; None, and a log line, for a status of no use.

    Raises FormError when it names no message or no status.
    """
    if form.get("CallSid"):
        return _of_call(form)
    sid = needed(form, "MessageSid", "SmsSid")
    named = needed(form, "MessageStatus", "SmsStatus")
    status = _known(_MESSAGE, named, sid)
    if status is None:
        return None
    code = form.get("ErrorCode", "")
    failed = status in (Status.UNDELIVERED, Status.FAILED)
    error = errors.of_code(code) if failed else None
    return Receipt(_channel(form), sid, status, error, code if failed else "")


def _of_call(form: Mapping[str, str]) -> Receipt | None:
    sid = form["CallSid"]
    status = _known(_CALL, needed(form, "CallStatus"), sid)
    if status is None:
        return None
    if status is not Status.FAILED:
        return Receipt(Channel.VOICE, sid, status)
    sip, code = form.get("SipResponseCode", ""), form.get("ErrorCode", "")
    error = SendError.INVALID if sip in _NO_SUCH_NUMBER else errors.of_code(code)
    return Receipt(Channel.VOICE, sid, status, error, code or sip)


def _known(table: Mapping[str, Status], named: str, sid: str) -> Status | None:
    status = table.get(named)
    if status is None:
        log.warning("unknown_status", status=named[:40], id=sid)
    return status


def _channel(form: Mapping[str, str]) -> Channel:
    ends = (form.get("To", ""), form.get("From", ""))
    return Channel.WHATSAPP if any(e.startswith("whatsapp:") for e in ends) else Channel.SMS
