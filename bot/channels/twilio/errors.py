"""Twilio's error codes in our closed vocabulary. The one table; read nowhere else.

Source: Twilio's error and warning dictionary. Twilio adds codes and moves cases between
them, so a code that is not here falls back on how it came to us.
"""

from __future__ import annotations

import aiohttp
from twilio.base.exceptions import (  # type: ignore[import-untyped]
    TwilioException,
    TwilioRestException,
    TwilioServiceException,
)

from flows.events import SendError
from scheduler.sending import SendFailed

FAILURES = (TwilioException, aiohttp.ClientError, OSError, ValueError, LookupError, AttributeError)
"""All that a call through Twilio's library raises, answers it cannot read included."""

CODES: dict[int, SendError] = {
    # Our account, settings or permissions: an operator must act.
    20003: SendError.CONFIG,  # account id and token refused
    20005: SendError.CONFIG,  # account not active
    20403: SendError.CONFIG,  # forbidden
    20404: SendError.CONFIG,  # account or service not found
    21210: SendError.CONFIG,  # calling number is not ours
    21212: SendError.CONFIG,  # From is not a number
    21215: SendError.CONFIG,  # calls to this country are not allowed
    21216: SendError.CONFIG,  # the account may not call this number
    21219: SendError.CONFIG,  # trial account: number not verified
    21267: SendError.CONFIG,  # trial account: no name as sender
    21408: SendError.CONFIG,  # messages to this country are not allowed
    21603: SendError.CONFIG,  # no From
    21606: SendError.CONFIG,  # From cannot send messages
    21608: SendError.CONFIG,  # trial account: number not verified
    21609: SendError.CONFIG,  # our status callback is not a URL they can reach
    21659: SendError.CONFIG,  # From is not a Twilio number
    21660: SendError.CONFIG,  # From is not on this account
    21661: SendError.CONFIG,  # From cannot send SMS
    21701: SendError.CONFIG,  # messaging service not found
    21703: SendError.CONFIG,  # messaging service has no numbers
    21705: SendError.CONFIG,  # messaging service not valid
    30002: SendError.CONFIG,  # account suspended
    30010: SendError.CONFIG,  # over the price we allow
    30024: SendError.CONFIG,  # sender not provisioned by the carrier
    30034: SendError.CONFIG,  # sender not registered
    63001: SendError.CONFIG,  # WhatsApp refuses the sender's credentials
    63007: SendError.CONFIG,  # no such WhatsApp sender
    63015: SendError.CONFIG,  # sandbox: the person has not joined it
    63020: SendError.CONFIG,  # business account invitation not accepted
    63027: SendError.CONFIG,  # template does not exist in this language
    63038: SendError.CONFIG,  # daily limit of the account
    63051: SendError.CONFIG,  # WhatsApp business account locked
    # The address: no use there until something changes.
    21211: SendError.INVALID,  # To is not a number
    21214: SendError.INVALID,  # To cannot be reached
    21217: SendError.INVALID,  # To does not look like a number
    21265: SendError.INVALID,  # To is a short code
    21266: SendError.INVALID,  # To is our own number
    21268: SendError.INVALID,  # To is a premium number
    21614: SendError.INVALID,  # To is not a mobile
    21635: SendError.INVALID,  # To is a landline
    30005: SendError.INVALID,  # unknown handset
    30006: SendError.INVALID,  # landline or unreachable carrier
    63003: SendError.INVALID,  # not an address on this channel
    63024: SendError.INVALID,  # not a WhatsApp user
    # The person's own doing.
    21610: SendError.OPTED_OUT,  # they sent STOP
    30004: SendError.BLOCKED,  # blocked by the handset or its carrier
    63014: SendError.BLOCKED,  # they blocked us on that channel
    63033: SendError.BLOCKED,  # the same, as WhatsApp says it
    # This message, there: it will never arrive, another channel may do.
    21602: SendError.PERMANENT,  # no body
    21604: SendError.PERMANENT,  # no To
    21612: SendError.PERMANENT,  # no route from this sender to this number
    21617: SendError.PERMANENT,  # body too long
    21624: SendError.PERMANENT,  # validity period out of range
    21656: SendError.PERMANENT,  # template variables not valid
    30007: SendError.PERMANENT,  # filtered by the carrier
    30036: SendError.PERMANENT,  # outlived its validity period in the queue: too late for it
    63005: SendError.PERMANENT,  # content not accepted
    63013: SendError.PERMANENT,  # against WhatsApp's policy
    63016: SendError.WINDOW,  # 24 hours since their last message: only a template may go
    63021: SendError.PERMANENT,  # content not valid
    63028: SendError.PERMANENT,  # wrong number of template variables
    # Time may mend it.
    20429: SendError.RETRY,  # too many requests
    21611: SendError.RETRY,  # sender's queue is full
    30001: SendError.RETRY,  # queue overflow
    30003: SendError.RETRY,  # handset off or out of reach
    30008: SendError.RETRY,  # unknown error at the carrier
    30022: SendError.RETRY,  # over the carrier's rate
    30410: SendError.RETRY,  # carrier timed out
    63012: SendError.RETRY,  # WhatsApp's server failed
    63018: SendError.RETRY,  # over WhatsApp's rate
}

_STATUSES: dict[int, SendError] = {
    401: SendError.CONFIG,
    403: SendError.CONFIG,
    404: SendError.CONFIG,
    408: SendError.UNKNOWN,
    429: SendError.RETRY,
    503: SendError.RETRY,  # says itself that it did not serve
}


def of_code(code: str) -> SendError:
    """What a status callback's code means; PERMANENT when we do not know it.

    A carrier that says "undelivered" has given up, so waiting longer there is no answer.
    """
    return CODES.get(_number(code), SendError.PERMANENT)


def of_answer(status: int, code: object) -> SendError:
    """What an HTTP answer to a request means: its code where we know it, else its status.

    Another 5xx is UNKNOWN: it may come from behind the queue, and sending again at once
    would send twice. To look first costs one request.
    """
    known = CODES.get(_number(code)) or _STATUSES.get(status)
    if known:
        return known
    if 300 <= status < 400:
        return SendError.CONFIG  # their API never redirects: ours is the wrong address
    return SendError.PERMANENT if 400 <= status < 500 else SendError.UNKNOWN


def of_failure(failure: Exception) -> SendFailed:
    """What an exception from a request means, without what it says.

    The library's exceptions quote the request, number included; ours never do, so raise
    this `from None`.
    """
    if isinstance(failure, TwilioRestException | TwilioServiceException):
        return SendFailed(of_answer(failure.status, failure.code), str(failure.code or ""))
    if isinstance(failure, TwilioException):
        return _unfetched_page(failure)
    if isinstance(failure, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return SendFailed(SendError.RETRY, "connect")  # the request never left
    if isinstance(failure, TimeoutError):
        return SendFailed(SendError.UNKNOWN, "timeout")
    return SendFailed(SendError.UNKNOWN, type(failure).__name__)


def _unfetched_page(failure: TwilioException) -> SendFailed:
    # Listing fails with a bare TwilioException that carries the response as an argument.
    status = next((a.status_code for a in failure.args if hasattr(a, "status_code")), 0)
    return SendFailed(of_answer(status, None), str(status or ""))


def _number(code: object) -> int:
    text = str(code)
    return int(text) if text.isascii() and text.isdigit() else 0
