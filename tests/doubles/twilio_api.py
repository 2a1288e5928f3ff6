"""The API of one Twilio account, over real HTTP on the loopback."""

from __future__ import annotations

import asyncio
import itertools
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import aiohttp
from aiohttp import web
from multidict import MultiDict

from tests.doubles.twilio_rules import RefusalError, check_call, check_message, check_names

ACCOUNT = "AC" + "0" * 31 + "1"
TOKEN = "a-token-that-only-twilio-and-we-know"
SMS_NUMBER = "+447700900900"
WHATSAPP_NUMBER = "+447700900901"
VOICE_NUMBER = "+441174960000"
SERVICE = "MG" + "0" * 31 + "1"
HOME = "/2010-04-01/Accounts/{account}"


@dataclass(frozen=True, slots=True)
class Failure:
    """How the next request to create something goes wrong.

    `accepted` says whether it is taken all the same. A status of 0 never answers: the
    connection hangs until the client leaves. `raw` replaces the JSON of the answer.
    """

    status: int
    code: int = 0
    accepted: bool = False
    raw: str | None = None


TOO_MANY = Failure(429, 20429)
BROKEN = Failure(500, 20500)
UNAVAILABLE = Failure(503, 20503)
HANGS = Failure(0)
HANGS_AFTER_ACCEPTING = Failure(0, accepted=True)
BROKEN_AFTER_ACCEPTING = Failure(500, 20500, accepted=True)
NOT_JSON = Failure(201, accepted=True, raw="<html>all is well</html>")
GATEWAY_PAGE = Failure(502, raw="<html>bad gateway</html>")


@dataclass(slots=True)
class Created:
    """A message or call that was taken, with the form that asked for it."""

    sid: str
    form: MultiDict[str]
    created: datetime
    status: str = "queued"

    @property
    def to(self) -> str:
        return self.form["To"]

    @property
    def body(self) -> str:
        return self.form.get("Body", "")


@dataclass(slots=True)
class TwilioApi:
    """One account. Every sender, service and number it has is an attribute, to be changed.

    `log` holds every request as (method, path), refused ones too. `failures` are taken one a
    request that creates something. `early` are statuses reported before the sender hears that
    its message was taken.
    """

    account: str = ACCOUNT
    token: str = TOKEN
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    numbers: dict[str, dict[str, Any]] = field(default_factory=dict)
    whatsapp_senders: set[str] = field(default_factory=lambda: {f"whatsapp:{WHATSAPP_NUMBER}"})
    services: dict[str, dict[str, Any]] = field(default_factory=dict)
    caller_ids: set[str] = field(default_factory=set)
    account_status: str = "active"
    account_type: str = "Full"
    opted_out: set[str] = field(default_factory=set)
    landlines: set[str] = field(default_factory=set)
    failures: deque[Failure] = field(default_factory=deque)
    early: tuple[str, ...] = ()
    messages: list[Created] = field(default_factory=list)
    calls: list[Created] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)
    log: list[tuple[str, str]] = field(default_factory=list)
    url: str = ""
    ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    runner: web.AppRunner | None = None

    async def listen(self) -> None:
        """Open a port of the loopback; `url` is where."""
        app = web.Application()
        home = HOME.format(account="{account}")
        app.router.add_get(home + ".json", self._account)
        app.router.add_post(home + "/{resource}.json", self._create)
        app.router.add_get(home + "/{resource}.json", self._list)
        app.router.add_get(home + "/Messages/{message}/Media/{media}", self._media)
        app.router.add_get("/cdn/{media}", self._cdn)
        app.router.add_get("/v1/Services/{sid}", self._service)
        self.runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self.runner.addresses[0][1]}"

    async def report(self, message: Created, *statuses: str, code: int | None = None) -> list[int]:
        """Status callbacks for a message, in this order: our HTTP statuses."""
        raise NotImplementedError

    def sid(self, prefix: str) -> str:
        """An id as Twilio's look: two letters and 32 hexadecimal digits."""
        return f"{prefix}{next(self.ids):032x}"

    async def _account(self, request: web.Request) -> web.Response:
        try:
            self._admit(request)
        except RefusalError as refused:
            return web.json_response(refused.body(), status=refused.status)
        return web.json_response(
            {"sid": self.account, "status": self.account_status, "type": self.account_type}
        )

    async def _create(self, request: web.Request) -> web.StreamResponse:
        kind = request.match_info["resource"]
        form = MultiDict((k, str(v)) for k, v in (await request.post()).items())
        failure = self.failures.popleft() if self.failures else None
        try:
            self._admit(request)
            if failure and not failure.accepted:
                return await self._fail(failure, form)
            created = self._take(kind, form)
        except RefusalError as refused:
            return web.json_response(refused.body(), status=refused.status)
        await self.report(created, *self.early)
        if failure:
            return await self._fail(failure, form)
        return web.json_response(self._record(kind, created), status=201)

    def _take(self, kind: str, form: MultiDict[str]) -> Created:
        if kind == "Messages":
            check_message(form, self.numbers.keys() | self.whatsapp_senders, self.services)
            self._check_person(form["To"])
        elif kind == "Calls":
            check_call(form, self.numbers.keys() | self.caller_ids)
        else:
            raise RefusalError(20404, f"{kind} was not found", 404)
        created = Created(self.sid("SM" if kind == "Messages" else "CA"), form, self.now())
        (self.messages if kind == "Messages" else self.calls).append(created)
        return created

    def _check_person(self, to: str) -> None:
        if to in self.opted_out:
            raise RefusalError(21610, f"Attempt to send to unsubscribed recipient {to}")
        if to in self.landlines:
            raise RefusalError(21614, f"'To' number: {to}, is not a valid mobile number")

    async def _fail(self, failure: Failure, form: MultiDict[str]) -> web.StreamResponse:
        if failure.status == 0:
            await asyncio.sleep(3600)
        if failure.raw is not None:
            return web.Response(status=failure.status, text=failure.raw, content_type="text/html")
        words = f"{failure.code}: {form.get('To')} {form.get('Body')}"  # it quotes, so must we not
        refused = RefusalError(failure.code, words, failure.status)
        return web.json_response(refused.body(), status=failure.status)

    async def _list(self, request: web.Request) -> web.Response:
        kind = request.match_info["resource"]
        try:
            self._admit(request)
            check_names(f"GET {kind}", request.query.keys())
        except RefusalError as refused:
            return web.json_response(refused.body(), status=refused.status)
        key, records = self._records(kind, request)
        size, page = int(request.query.get("PageSize", "50")), int(request.query.get("Page", "0"))
        shown = records[page * size : (page + 1) * size]
        more = request.path_qs.partition("&Page=")[0] + f"&Page={page + 1}"
        after = more if len(records) > (page + 1) * size else None
        envelope = {"page": page, "page_size": size, "uri": request.path_qs}
        return web.json_response({key: shown, "next_page_uri": after} | envelope)

    def _records(self, kind: str, request: web.Request) -> tuple[str, list[dict[str, Any]]]:
        asked = request.query
        if kind == "IncomingPhoneNumbers":
            found = self.numbers.get(asked.get("PhoneNumber", ""))
            return "incoming_phone_numbers", [found] if found else []
        if kind == "OutgoingCallerIds":
            found_ids = self.caller_ids & {asked.get("PhoneNumber", "")}
            return "outgoing_caller_ids", [{"phone_number": number} for number in found_ids]
        held = self.messages if kind == "Messages" else self.calls
        matching = [
            self._record(kind, created)
            for created in reversed(held)
            if all(created.form.get(n) == asked[n] for n in ("To", "From") if n in asked)
        ]
        return kind.lower(), matching

    def _record(self, kind: str, created: Created) -> dict[str, Any]:
        """The fields of a Message or Call resource that clients read."""
        moment = format_datetime(created.created.astimezone(UTC))
        record = {
            "sid": created.sid,
            "account_sid": self.account,
            "to": created.to,
            "from": created.form.get("From"),
            "status": created.status,
            "date_created": moment,
            "date_updated": moment,
            "api_version": "2010-04-01",
            "uri": f"{HOME.format(account=self.account)}/{kind}/{created.sid}.json",
            "direction": "outbound-api",
        }
        if kind == "Messages":
            record |= {
                "body": created.body,
                "date_sent": None,
                "num_segments": "1",
                "num_media": "0",
                "error_code": None,
                "error_message": None,
                "messaging_service_sid": created.form.get("MessagingServiceSid"),
            }
        return record

    async def _service(self, request: web.Request) -> web.Response:
        try:
            self._admit(request)
        except RefusalError as refused:
            return web.json_response(refused.body(), status=refused.status)
        found = self.services.get(request.match_info["sid"])
        if found is None:
            missing = RefusalError(20404, "The requested resource was not found", 404)
            return web.json_response(missing.body(), status=404)
        return web.json_response(found)

    async def _media(self, request: web.Request) -> web.Response:
        try:
            self._admit(request)
        except RefusalError as refused:
            return web.json_response(refused.body(), status=refused.status)
        # Another name for this host, so that a client which forwards its credentials is seen.
        elsewhere = self.url.replace("127.0.0.1", "localhost")
        raise web.HTTPTemporaryRedirect(f"{elsewhere}/cdn/{request.match_info['media']}")

    async def _cdn(self, request: web.Request) -> web.Response:
        if "Authorization" in request.headers:
            return web.Response(status=400, text="only one auth mechanism is allowed")
        found = self.media.get(request.match_info["media"])
        return web.Response(status=404) if found is None else web.Response(body=found)

    def media_url(self, name: str) -> str:
        """What MediaUrlN would hold for a file of `media`."""
        home = HOME.format(account=self.account)
        return f"{self.url}{home}/Messages/{self.sid('MM')}/Media/{name}"

    def _admit(self, request: web.Request) -> None:
        self.log.append((request.method, request.path))
        expected = aiohttp.encode_basic_auth(self.account, self.token)
        if request.headers.get("Authorization") != expected:
            raise RefusalError(20003, "Authenticate", 401)
        if request.match_info.get("account", self.account) != self.account:
            raise RefusalError(20404, "The requested resource was not found", 404)
