"""The ways out: SMS, WhatsApp and calls.

Source: Twilio's API reference for Message and Call resources.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Protocol

from aiolimiter import AsyncLimiter
from twilio.rest import Client  # type: ignore[import-untyped]

from bot.channels.twilio.api import asked
from bot.channels.twilio.settings import TwilioSettings
from bot.channels.twilio.voice import call_url
from flows.events import SendError
from flows.facts import Channel
from locales import segments
from scheduler.sending import Outgoing, SendFailed

BODY_LENGTH = 1600
"""Characters in one message, SMS and WhatsApp alike."""

_VALIDITY = (1, 36_000)  # seconds; Twilio's own bounds, ten hours being its default
_CLOCKS_APART = timedelta(seconds=5)  # Twilio's clock and ours, and its times in whole seconds
_LOOKED_AT = 50  # newest messages to one number; more than anybody gets within an attempt


class _Record(Protocol):
    """What listings of messages and calls have in common."""

    sid: str | None
    date_created: datetime | None


class TextSender:
    """SMS or WhatsApp, one message at a time; never retries by itself.

    A text over 1,600 characters leaves as several messages, in order, and goes by the id of
    the last: when that one is found, all were taken. When one of them is refused the whole is,
    and a second attempt repeats the first parts; safety messages are always one.
    """

    def __init__(self, client: Client, settings: TwilioSettings, channel: Channel) -> None:
        self._client = client
        self._settings = settings
        self._channel = channel
        self._pace = AsyncLimiter(settings.segments_per_second, 1)

    async def send(self, message: Outgoing) -> str:
        """Hand over one message; return Twilio's id for it (of its last part).

        Raises SendFailed; UNKNOWN when it may have been taken.
        """
        sid = ""
        for content in self._contents(message):
            await self._wait(content.get("body", ""))
            form = self._addresses(message) | self._terms(message) | content
            sid = await _accepted(self._client.messages.create_async(**form), self._settings)
        return sid

    async def find(self, message: Outgoing) -> str | None:
        """The id of a message to that number, with this very text, since `unsure_since`.

        Raises SendFailed when Twilio does not say: then it is as unsure as before. A template
        is worded by Twilio, so it is found only where its wording is ours.
        """
        if message.unsure_since is None:
            return None
        listed = self._client.messages.list_async(
            to=self._addresses(message)["to"], limit=_LOOKED_AT
        )
        text = _parts(message.text)[-1].strip()
        sent = [r for r in await _looked(listed, self._settings) if (r.body or "").strip() == text]
        return _since(sent, message.unsure_since)

    async def close(self) -> None:
        """Nothing of its own: the door closes the connection that its senders share."""

    async def _wait(self, body: str) -> None:
        if self._channel is not Channel.SMS:
            return
        # One by one, so that a long message does not wait for the short ones to run out.
        for _ in range(segments.count(body).segments):
            await self._pace.acquire()

    def _addresses(self, message: Outgoing) -> dict[str, Any]:
        if self._channel is Channel.WHATSAPP:
            sender = f"whatsapp:{self._settings.whatsapp_from}"
            return {"to": f"whatsapp:{message.to}", "from_": sender}
        if self._settings.messaging_service_sid:
            service = self._settings.messaging_service_sid
            return {"to": message.to, "messaging_service_sid": service}
        return {"to": message.to, "from_": self._settings.sms_from}

    def _terms(self, message: Outgoing) -> dict[str, Any]:
        terms: dict[str, Any] = {"status_callback": f"{self._settings.public_url}/twilio/status"}
        if self._channel is Channel.SMS:
            terms["smart_encoded"] = False  # it would swap characters to save money
        if message.valid_for is not None:
            least, most = _VALIDITY
            seconds = int(message.valid_for.total_seconds())
            terms["validity_period"] = min(max(seconds, least), most)
        return terms

    def _contents(self, message: Outgoing) -> list[dict[str, Any]]:
        if message.template:
            sid, variables = message.template
            worded = json.dumps(variables, ensure_ascii=False)
            return [{"content_sid": sid, "content_variables": worded}]
        return [{"body": part} for part in _parts(message.text)]


class CallSender:
    """A call that says a message and takes a key. Asks for no detection of machines: it is
    often wrong, and only a key counts as an answer."""

    def __init__(self, client: Client, settings: TwilioSettings) -> None:
        self._client = client
        self._settings = settings

    async def send(self, message: Outgoing) -> str:
        """Place the call; return Twilio's id for it. Raises SendFailed."""
        public = self._settings.public_url
        call = self._client.calls.create_async(
            to=message.to,
            from_=self._settings.voice_from,
            url=call_url(self._settings, message.id),
            method="POST",
            status_callback=f"{public}/twilio/status",
            status_callback_event=["completed"],
            timeout=self._settings.ring,
        )
        return await _accepted(call, self._settings)

    async def find(self, message: Outgoing) -> str | None:
        """The id of a call to that number from ours since `unsure_since`, whatever it says.

        Raises SendFailed when Twilio does not say.
        """
        if message.unsure_since is None:
            return None
        listed = self._client.calls.list_async(
            to=message.to, from_=self._settings.voice_from, limit=_LOOKED_AT
        )
        return _since(await _looked(listed, self._settings), message.unsure_since)

    async def close(self) -> None:
        """Nothing of its own: the door closes the connection that its senders share."""


def _parts(text: str) -> list[str]:
    if len(text) <= BODY_LENGTH:
        return [text]
    return segments.split(text, BODY_LENGTH) or [text]


async def _accepted(request: Any, settings: TwilioSettings) -> str:
    """The id of what was created. An answer without one leaves it unknown."""
    sid = (await asked(request, settings.timeout)).sid
    if not isinstance(sid, str) or not sid:
        raise SendFailed(SendError.UNKNOWN, "no sid")
    return sid


async def _looked(request: Any, settings: TwilioSettings) -> list[Any]:
    """A listing. Whatever keeps it from us, we know no more than before."""
    try:
        return list(await asked(request, settings.timeout))
    except SendFailed as failed:
        if failed.error is SendError.CONFIG:
            raise
        raise SendFailed(SendError.UNKNOWN, failed.code) from None


def _since(records: Iterable[_Record], moment: datetime) -> str | None:
    first = moment - _CLOCKS_APART
    return next((r.sid for r in records if r.date_created and r.date_created >= first), None)
