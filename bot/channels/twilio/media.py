"""Pictures and PDFs that came with a message (WhatsApp; Twilio has no picture messages in the UK).

Source: Twilio's API reference for Media resources.
"""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

import aiohttp

from bot.channels.twilio.settings import OFFICIAL_API, TwilioSettings

MEDIA_LIMIT = 20 * 1024 * 1024
"""Bytes; WhatsApp's own limit is 16 MB."""

_SECONDS = 60


class MediaError(Exception):
    """A file could not be had: ask the person to send it again. Says why in one word."""


async def fetch_media(
    session: aiohttp.ClientSession, settings: TwilioSettings, reference: str
) -> bytes:
    """The file at a MediaUrl. Raises MediaError, whatever went wrong.

    Our credentials go to Twilio's API and nowhere else: Twilio redirects to where the file
    lies, and aiohttp drops the header when the host changes.
    """
    if not _ours(reference, settings):
        raise MediaError("host")
    headers = {
        "Authorization": aiohttp.encode_basic_auth(settings.account_sid, settings.auth_token)
    }
    try:
        async with (
            asyncio.timeout(_SECONDS),
            session.get(reference, headers=headers, max_redirects=3) as answer,
        ):
            return await _whole(answer)
    except (aiohttp.ClientError, OSError, ValueError) as failure:
        raise MediaError(type(failure).__name__) from None


def _ours(reference: str, settings: TwilioSettings) -> bool:
    """Whether the URL is at Twilio's API, or at the one we were told to use instead."""
    try:
        url = urlsplit(reference)
    except ValueError:
        return False
    return any(
        (url.scheme, url.netloc) == (home.scheme, home.netloc)
        for home in (urlsplit(OFFICIAL_API), urlsplit(settings.api_url))
    )


async def _whole(answer: aiohttp.ClientResponse) -> bytes:
    if answer.status != 200:
        raise MediaError(str(answer.status))
    body = bytearray()
    async for chunk in answer.content.iter_chunked(64 * 1024):
        body += chunk
        if len(body) > MEDIA_LIMIT:
            raise MediaError("too_big")
    if not body:
        raise MediaError("empty")
    return bytes(body)
