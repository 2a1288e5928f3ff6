"""Whether a webhook is Twilio's, and what form it brought."""

from __future__ import annotations

from urllib.parse import parse_qsl

from aiohttp import web
from multidict import MultiDict
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from bot.channels.twilio.settings import TwilioSettings

Form = MultiDict[str]

BODY_LIMIT = 64 * 1024
"""Bytes. A message of 1,600 characters with ten pictures is a quarter of that."""

_FIELD_LIMIT = 500


async def signed_form(request: web.Request, settings: TwilioSettings) -> Form:
    """The fields of a request that Twilio signed for our account, blank ones kept.

    Raises HTTPForbidden for a missing or wrong signature or another account's form,
    HTTPBadRequest for one that is no form, HTTPRequestEntityTooLarge past BODY_LIMIT.
    Source: Twilio's "Webhooks security".
    """
    form = _parsed(await _read(request))
    signature = request.headers.get("X-Twilio-Signature", "")
    validator = RequestValidator(settings.auth_token)
    if not signature or not validator.validate(signed_url(request, settings), form, signature):
        raise web.HTTPForbidden(text="signature")
    if "AccountSid" not in form:
        raise web.HTTPBadRequest(text="AccountSid")
    if form["AccountSid"] != settings.account_sid:
        raise web.HTTPForbidden(text="account")
    return form


def signed_url(request: web.Request, settings: TwilioSettings) -> str:
    """The URL that Twilio signed: ours as configured, with path and query as they came.

    The request's own host and scheme are the proxy's, and its query must not be re-encoded.
    """
    return settings.public_url + "/" + request.raw_path.lstrip("/")


async def _read(request: web.Request) -> bytes:
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > BODY_LIMIT:
            raise web.HTTPRequestEntityTooLarge(max_size=BODY_LIMIT, actual_size=len(body))
    return bytes(body)


def _parsed(body: bytes) -> Form:
    try:
        pairs = parse_qsl(
            body.decode(errors="replace"), keep_blank_values=True, max_num_fields=_FIELD_LIMIT
        )
    except ValueError:
        raise web.HTTPBadRequest(text="form") from None
    return MultiDict(pairs)
