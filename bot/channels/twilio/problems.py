"""Asking Twilio whether a set-up can work, for an operator to read."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any, TypeVar

from twilio.rest import Client  # type: ignore[import-untyped]

from bot.channels.twilio.api import asked
from bot.channels.twilio.settings import TwilioSettings
from flows.events import SendError
from scheduler.sending import SendFailed

T = TypeVar("T")


async def find_problems(client: Client, settings: TwilioSettings) -> list[str]:
    """Each thing that would keep messages or calls from going or coming; [] when all is well.

    Sends nothing and changes nothing. A WhatsApp sender cannot be looked up with this API.
    """
    try:
        return await _Check(client, settings).all()
    except SendFailed as failed:
        if failed.error is SendError.CONFIG:
            return [f"Twilio refuses this account id and token, or part of it ({failed.code})."]
        return [f"Twilio did not answer ({failed.code}): nothing of it could be checked."]


class _Check:
    def __init__(self, client: Client, settings: TwilioSettings) -> None:
        self._client = client
        self._settings = settings

    async def all(self) -> list[str]:
        found = await self._account()
        settings = self._settings
        if not (settings.texts_by_sms or settings.whatsapp_from or settings.voice_from):
            found.append("No Twilio number is set, so nothing goes out by SMS, WhatsApp or phone.")
        if settings.messaging_service_sid:
            found += await self._service(settings.messaging_service_sid)
        elif settings.sms_from:
            found += await self._sms(settings.sms_from)
        if settings.voice_from:
            found += await self._voice(settings.voice_from)
        return found

    async def _account(self) -> list[str]:
        account = await self._ask(
            self._client.api.v2010.accounts(self._settings.account_sid).fetch_async()
        )
        if account.status != "active":
            return [f"The Twilio account is {account.status}: it sends nothing."]
        if account.type == "Trial":
            return ["The Twilio account is a trial: it reaches only numbers verified with it."]
        return []

    async def _sms(self, sender: str) -> list[str]:
        if not sender.startswith("+"):
            return [f"SMS come from {sender}, which is no phone number: nobody can answer."]
        number = await self._number(sender)
        if number is None:
            return [f"{sender} is not a number of this Twilio account, so it cannot send SMS."]
        if not (number.capabilities or {}).get("sms"):
            return [f"{sender} cannot send SMS."]
        return self._inbound(f"SMS to {sender}", number.sms_url, number.sms_method)

    async def _service(self, sid: str) -> list[str]:
        try:
            service = await self._ask(self._client.messaging.v1.services(sid).fetch_async())
        except SendFailed as failed:
            if failed.code not in ("404", "20404"):
                raise
            return ["The messaging service is not one of this Twilio account."]
        if service.use_inbound_webhook_on_number:
            return []  # each number of the service says for itself where its messages go
        return self._inbound(
            "SMS to the messaging service", service.inbound_request_url, service.inbound_method
        )

    async def _voice(self, caller: str) -> list[str]:
        number = await self._number(caller)
        if number is not None:
            speaks = (number.capabilities or {}).get("voice")
            return [] if speaks else [f"{caller} cannot make calls."]
        verified = self._client.outgoing_caller_ids.list_async(phone_number=caller, limit=1)
        if await self._ask(verified):
            return []
        return [f"{caller} is not a number of this Twilio account, so it cannot make calls."]

    def _inbound(self, what: str, url: str | None, method: str | None) -> list[str]:
        ours = f"{self._settings.public_url}/twilio/messages"
        if (url or "").partition("#")[0] != ours:
            return [f"{what} go to {url or 'no address'}; they must go to {ours}."]
        if (method or "POST").upper() != "POST":
            return [f"{what} come by {method}; it must be POST."]
        return []

    async def _number(self, number: str) -> Any | None:
        listed = self._client.incoming_phone_numbers.list_async(phone_number=number, limit=1)
        return next(iter(await self._ask(listed)), None)

    async def _ask(self, request: Awaitable[T]) -> T:
        return await asked(request, self._settings.timeout)
