"""Twilio's own client over one quiet HTTP session."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

import aiohttp
from twilio.http.async_http_client import (  # type: ignore[import-untyped]
    AsyncTwilioHttpClient,
)
from twilio.http.response import Response  # type: ignore[import-untyped]
from twilio.rest import Client  # type: ignore[import-untyped]

from bot.channels.twilio import errors
from bot.channels.twilio.settings import OFFICIAL_API, TwilioSettings

T = TypeVar("T")
_CONNECT_SECONDS = 5.0


class Transport(AsyncTwilioHttpClient):  # type: ignore[misc]  # the library has no types
    """The library's transport, able to speak to another host, and silent.

    The library's own logs each request with the numbers in it, keeps the last one with its
    body, and warns about aiohttp's BasicAuth; so `request` is replaced as a whole. It never
    retries: a POST sent again is a message sent twice.
    """

    def __init__(self, api_url: str) -> None:
        super().__init__(pool_connections=False)
        self.session = aiohttp.ClientSession(
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_SECONDS),
        )
        self._home = urlsplit(api_url)
        self._moved = api_url != OFFICIAL_API

    # The parameters are the library's.
    async def request(
        self,
        method: str,
        url: str,
        params: dict[str, Any] | None = None,
        data: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,  # noqa: ASYNC109  # the library's name; `asked` limits time
        allow_redirects: bool = False,
    ) -> Response:
        """Send one request and read the whole answer; aiohttp's errors come through."""
        sent = dict(headers or {})
        if auth:
            sent["Authorization"] = aiohttp.encode_basic_auth(*auth)
        body = urlencode(data, doseq=True).encode() if data else None
        async with self.session.request(
            method, self.where(url), params=params, data=body, headers=sent, allow_redirects=False
        ) as answer:
            return Response(answer.status, await answer.text(), dict(answer.headers))

    def where(self, url: str) -> str:
        """The same request at the configured host: a test double, a gateway or a region.

        A region of Twilio's has an api host only; its other products stay where they are.
        """
        asked = urlsplit(url)
        regional = (self._home.hostname or "").endswith(".twilio.com")
        if not self._moved or (regional and asked.hostname != urlsplit(OFFICIAL_API).hostname):
            return url
        path = self._home.path + asked.path
        return asked._replace(
            scheme=self._home.scheme, netloc=self._home.netloc, path=path
        ).geturl()


def client(settings: TwilioSettings, transport: Transport) -> Client:
    """The library's client for this account.

    It would look in the process's environment for an edge and region that move its hosts;
    it is given an environment that holds neither.
    """
    return Client(
        settings.account_sid,
        settings.auth_token,
        http_client=transport,
        environment={"TWILIO_ACCOUNT_SID": settings.account_sid},
    )


async def asked(request: Awaitable[T], seconds: float) -> T:
    """The library's answer, within `seconds`. Raises SendFailed and nothing else."""
    try:
        async with asyncio.timeout(seconds):
            return await request
    except errors.FAILURES as failure:
        failed = errors.of_failure(failure)
    # Raised out here, so that it does not carry the library's exception, which quotes
    # numbers and texts, as its context.
    raise failed
