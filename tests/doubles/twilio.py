"""api.twilio.com on the loopback: refuses what the real one refuses, and calls back signed.

twilio = await TwilioDouble().start(public_url="http://127.0.0.1:8080")
TwilioSettings(..., api_url=twilio.url)
await twilio.text("+447700900123", "OUT")          # a person texts
await twilio.report(twilio.messages[0], "delivered")
await twilio.ring(twilio.calls[0], Phone(keys=["1"]))
"""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp

from tests.doubles.twilio_api import (
    SERVICE,
    SMS_NUMBER,
    VOICE_NUMBER,
    WHATSAPP_NUMBER,
    Created,
    TwilioApi,
)
from tests.doubles.twilio_phone import Heard, Phone, TwimlError, parse
from tests.doubles.twilio_rules import sign


@dataclass(slots=True)
class TwilioDouble(TwilioApi):
    """The account with its people, carriers and phones, who call our webhooks."""

    public_url: str = ""
    through: str = ""
    session: aiohttp.ClientSession | None = None

    async def start(self, public_url: str = "", through: str = "") -> TwilioDouble:
        """Listen. `public_url` is where its webhooks go; `through` the address of a proxy that
        stands there in truth, when that name leads nowhere."""
        self.public_url, self.through = public_url, through or public_url
        self.session = aiohttp.ClientSession()
        self._own_numbers()
        await self.listen()
        return self

    async def stop(self) -> None:
        """Hang up on everybody."""
        if self.session:
            await self.session.close()
        if self.runner:
            await self.runner.cleanup()

    async def text(self, sender: str, body: str = "", **fields: str) -> int:
        """A message from `sender` ("whatsapp:" and a number, or a number): our HTTP status."""
        return await self.post("/twilio/messages", self.message_form(sender, body, **fields))

    def message_form(self, sender: str, body: str = "", **fields: str) -> dict[str, str]:
        """The form of a message that comes in; `fields` add to it or replace."""
        whatsapp = sender.startswith("whatsapp:")
        sid = self.sid("SM")
        form = {
            "MessageSid": sid,
            "SmsSid": sid,
            "SmsMessageSid": sid,
            "AccountSid": self.account,
            "From": sender,
            "To": f"whatsapp:{WHATSAPP_NUMBER}" if whatsapp else SMS_NUMBER,
            "Body": body,
            "NumMedia": "0",
            "NumSegments": "1",
            "SmsStatus": "received",
            "ApiVersion": "2010-04-01",
        }
        if not whatsapp:
            form |= {"FromCity": "", "FromState": "", "FromZip": "", "FromCountry": "GB"}
        return form | fields

    async def report(self, message: Created, *statuses: str, code: int | None = None) -> list[int]:
        """Status callbacks for a message, in this order, whatever came before."""
        answers = []
        for status in statuses:
            form = {
                "MessageSid": message.sid,
                "SmsSid": message.sid,
                "MessageStatus": status,
                "SmsStatus": status,
                "To": message.to,
                "From": message.form.get("From", SMS_NUMBER),
                "AccountSid": self.account,
                "ApiVersion": "2010-04-01",
            }
            if code is not None and status in ("undelivered", "failed"):
                form["ErrorCode"] = str(code)
            answers.append(await self.call_back(message.form["StatusCallback"], form))
        return answers

    async def ring(self, call: Created, phone: Phone, **end: str) -> Heard:
        """Ring a phone, play it what our TwiML says, press its keys, report the end."""
        heard = Heard()
        url: str | None = call.form["Url"] if phone.picks_up == "completed" else None
        keys = deque([None, *phone.keys])  # the first request brings no key
        while url and keys:
            digit = keys.popleft()
            url = await self._play(call, url, {"Digits": digit} if digit else {}, heard)
        await self.end(call, phone.picks_up, **end)
        return heard

    async def end(self, call: Created, status: str, **fields: str) -> int:
        """The status callback at the end of a call."""
        form = self.call_form(call) | {"CallStatus": status, "CallDuration": "12"} | fields
        return await self.call_back(call.form["StatusCallback"], form)

    def call_form(self, call: Created) -> dict[str, str]:
        """What every request about a call carries."""
        return {
            "CallSid": call.sid,
            "AccountSid": self.account,
            "From": call.form["From"],
            "To": call.to,
            "CallStatus": "in-progress",
            "Direction": "outbound-api",
            "ApiVersion": "2010-04-01",
        }

    async def fetch_twiml(self, url: str, form: dict[str, str]) -> tuple[int, str, str]:
        """One signed request for TwiML: status, text and content type."""
        async with self._signed(url, form) as answer:
            return answer.status, await answer.text(), answer.content_type

    async def post(self, path: str, form: dict[str, str], signature: str | None = None) -> int:
        """A signed form to one of our webhooks (or with this signature; "" for none)."""
        return await self.call_back(self.public_url + path, form, signature)

    async def call_back(self, url: str, form: dict[str, str], signature: str | None = None) -> int:
        """A signed form to any URL: our HTTP status. Checks the empty answer of a 200."""
        async with self._signed(url, form, signature) as answer:
            text = await answer.text()
        if answer.status == 200:
            assert answer.content_type == "text/xml", answer.content_type
            assert parse(text, answer.content_type).lines == ()
        return answer.status

    async def _play(
        self, call: Created, url: str, fields: dict[str, str], heard: Heard
    ) -> str | None:
        status, text, kind = await self.fetch_twiml(url, self.call_form(call) | fields)
        try:
            if status != 200:
                raise TwimlError(f"HTTP {status}")
            script = parse(text, kind)
        except TwimlError as broken:
            heard.error = str(broken)
            return None
        heard.scripts.append(script)
        return script.action

    @asynccontextmanager
    async def _signed(
        self, url: str, form: dict[str, str], signature: str | None = None
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        assert self.session is not None
        if signature is None:
            signature = sign(self.token, url, form.items())
        headers = {"X-Twilio-Signature": signature} if signature else {}
        target = self.through + url.removeprefix(self.public_url)
        async with self.session.post(
            target, data=form, headers=headers, allow_redirects=False
        ) as answer:
            yield answer

    def _own_numbers(self) -> None:
        """An account in order: its numbers and service bring messages to us."""
        inbound = f"{self.public_url}/twilio/messages"
        for number in (SMS_NUMBER, VOICE_NUMBER):
            self.numbers.setdefault(
                number,
                {
                    "phone_number": number,
                    "capabilities": {"sms": number == SMS_NUMBER, "voice": True, "mms": False},
                    "sms_url": inbound,
                    "sms_method": "POST",
                },
            )
        self.services.setdefault(
            SERVICE,
            {
                "sid": SERVICE,
                "inbound_request_url": inbound,
                "inbound_method": "POST",
                "use_inbound_webhook_on_number": False,
            },
        )
