"""Twilio's door: three webhooks in; SMS, WhatsApp and calls out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

import structlog
from aiohttp import web

from bot.channels.twilio.api import Transport, client
from bot.channels.twilio.media import fetch_media
from bot.channels.twilio.problems import find_problems
from bot.channels.twilio.reading import FormError, read_message
from bot.channels.twilio.receipts import read_receipt
from bot.channels.twilio.sending import CallSender, TextSender
from bot.channels.twilio.settings import TwilioSettings
from bot.channels.twilio.signature import Form, signed_form
from bot.channels.twilio.voice import Voice
from flows.events import File
from flows.facts import Channel
from scheduler.sending import Inbox, Sender
from scheduler.trouble import place

__all__ = ["TwilioDoor", "TwilioSettings"]

log = structlog.get_logger()

EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
"""TwiML that says nothing: every answer leaves by the outbox, after the commit."""

Handler = Callable[[Form], Awaitable[str]]


class TwilioDoor:
    """One Twilio account, both ways. Build it inside a running loop; `stop` ends it."""

    def __init__(self, settings: TwilioSettings, now: Callable[[], datetime]) -> None:
        self._settings = settings
        self._now = now
        self._transport = Transport(settings.api_url)
        self._client = client(settings, self._transport)
        self._senders = self._configured()

    @property
    def senders(self) -> Mapping[Channel, Sender]:
        """The way out for each channel that has a number."""
        return self._senders

    def routes(self, inbox: Inbox) -> list[web.RouteDef]:
        """Twilio's three webhooks: messages, statuses and calls."""
        voice = Voice(inbox, self._settings)

        async def messages(request: web.Request) -> web.Response:
            return await self._answer(request, lambda form: self._message(inbox, form))

        async def status(request: web.Request) -> web.Response:
            return await self._answer(request, lambda form: self._status(inbox, form))

        async def call(request: web.Request) -> web.Response:
            query = request.query
            return await self._answer(request, lambda form: voice.answer(form, query, self._now()))

        return [
            web.post("/twilio/messages", messages),
            web.post("/twilio/status", status),
            web.post("/twilio/voice", call),
        ]

    async def start(self, inbox: Inbox) -> None:
        """Nothing to do: which addresses Twilio calls is settled in its console."""

    async def stop(self) -> None:
        """Give back connections."""
        await self._transport.close()

    async def problems(self) -> list[str]:
        """What would keep this set-up from working, in plain words, by asking Twilio."""
        return await find_problems(self._client, self._settings)

    async def fetch(self, file: File) -> bytes:
        """What a message's file holds. Raises MediaError."""
        return await fetch_media(self._transport.session, self._settings, file.reference)

    def _configured(self) -> dict[Channel, Sender]:
        settings, senders = self._settings, dict[Channel, Sender]()
        if settings.texts_by_sms:
            senders[Channel.SMS] = TextSender(self._client, settings, Channel.SMS)
        if settings.whatsapp_from:
            senders[Channel.WHATSAPP] = TextSender(self._client, settings, Channel.WHATSAPP)
        if settings.voice_from:
            senders[Channel.VOICE] = CallSender(self._client, settings)
        return senders

    async def _message(self, inbox: Inbox, form: Form) -> str:
        event = read_message(form, self._now())
        if event is not None:
            await inbox.accept(event)
        return EMPTY

    async def _status(self, inbox: Inbox, form: Form) -> str:
        receipt = read_receipt(form)
        if receipt is not None:
            await inbox.receipt(receipt)
        return EMPTY

    async def _answer(self, request: web.Request, handle: Handler) -> web.Response:
        """200 with TwiML once `handle` has committed; 400 to a form that lacks a field.

        Anything that kept it from being saved is 503, so that Twilio tries again or counts it
        as failed. Logs hold the kind of failure only: database errors quote what they hold.
        """
        form = await signed_form(request, self._settings)
        try:
            twiml = await handle(form)
        except FormError as lacking:
            return web.Response(status=400, text=f"{lacking} is missing")
        except Exception as failure:  # noqa: BLE001  # whatever it is, nothing was committed
            log.error("not_saved", path=request.path, error=place(failure))
            return web.Response(status=503, headers={"Retry-After": "2"})
        return web.Response(text=twiml, content_type="text/xml")
