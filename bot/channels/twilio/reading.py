"""From Twilio's message form to an event.

Source: Twilio's "Incoming message webhook" and "WhatsApp buttons" pages.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import datetime

import structlog

from flows.events import Arrived, File, Place, ReachChanged
from flows.facts import Channel, Reach

log = structlog.get_logger()

_E164 = re.compile(r"\+[1-9]\d{6,14}")
_CHANNELS = {"": Channel.SMS, "whatsapp": Channel.WHATSAPP}

# Twilio acts on these when they are the whole message, in any case, and then lets nothing
# more through to that number. Source: "Twilio support for opt-out keywords".
STOP_WORDS = frozenset(
    {"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"}
)
# YES undoes a STOP too, but is an ordinary answer from everybody else: OptOutType tells.
START_WORDS = frozenset({"START", "UNSTOP"})

_MEDIA_LIMIT = 10  # Twilio's most in one message
_KEPT_KINDS = ("image/", "application/pdf")


class FormError(ValueError):
    """A signed form lacks what it must have. Says which field, never a value."""


def read_message(form: Mapping[str, str], now: datetime) -> Arrived | ReachChanged | None:
    """The event that a message form brings; None when its sender cannot be answered.

    Twilio gives no time of sending, so it is `now`. Raises FormError.
    """
    sid, wrote = needed(form, "MessageSid", "SmsSid"), needed(form, "From")
    sender = address(wrote)
    if sender is None:
        log.info("ignored_sender_without_number", id=sid)
        return None
    channel, number = sender
    text, choice = _said(form)
    reach = _reach(form, channel, text)
    if reach:
        return ReachChanged(channel, number, sid, now, reach, text)
    place, (files, unsupported) = _place(form), _files(form)
    nothing = not (text.strip() or choice or place or files)
    return Arrived(
        channel=channel,
        address=number,
        provider_id=sid,
        sent_at=now,
        text=text,
        choice=choice,
        place=place,
        files=files,
        unsupported=(unsupported or "empty") if nothing else None,
    )


def needed(form: Mapping[str, str], *names: str) -> str:
    """The first of these fields that is filled. Raises FormError."""
    for name in names:
        if form.get(name):
            return form[name]
    raise FormError(names[0])


def address(value: str) -> tuple[Channel, str] | None:
    """The channel and E.164 number of a From or To; None for a name, a short code or another
    kind of address, which cannot be written back to."""
    prefix, _, number = value.rpartition(":")
    channel = _CHANNELS.get(prefix.lower())
    return (channel, number) if channel and _E164.fullmatch(number) else None


def _said(form: Mapping[str, str]) -> tuple[str, str | None]:
    """Text and choice. A quick reply's payload is `scheduler.sending.Button.data`."""
    label = form.get("ButtonText") or form.get("ListTitle") or form.get("Body", "")
    kind, _, data = (form.get("ButtonPayload") or form.get("ListId") or "").partition(":")
    if kind == "w" and data:
        return data, None
    if kind == "p" and ":" in data:
        return label, data
    return label, None


def _reach(form: Mapping[str, str], channel: Channel, text: str) -> Reach | None:
    """Whether the provider has stopped or started this address, on this message."""
    acted = form.get("OptOutType", "").upper()
    if acted:
        return {"STOP": Reach.OPTED_OUT, "START": Reach.OK}.get(acted)
    word = text.strip().upper()
    if channel is Channel.SMS and word in STOP_WORDS:
        return Reach.OPTED_OUT
    if channel is Channel.SMS and word in START_WORDS:
        return Reach.OK
    return None


def _place(form: Mapping[str, str]) -> Place | None:
    try:
        latitude, longitude = float(form["Latitude"]), float(form["Longitude"])
    except (KeyError, ValueError):
        return None
    if not (math.isfinite(latitude) and abs(latitude) <= 90 and abs(longitude) <= 180):
        return None
    return Place(latitude, longitude, form.get("Label") or form.get("Address") or "")


def _files(form: Mapping[str, str]) -> tuple[tuple[File, ...], str | None]:
    """Pictures and PDFs; and "audio", "video" or "file" for the first thing else that came."""
    count = form.get("NumMedia", "")
    came = range(min(int(count), _MEDIA_LIMIT) if count.isascii() and count.isdigit() else 0)
    media = [(form.get(f"MediaUrl{n}", ""), form.get(f"MediaContentType{n}", "")) for n in came]
    files = tuple(File(url, kind) for url, kind in media if url and kind.startswith(_KEPT_KINDS))
    kinds = [kind.partition("/")[0] for _, kind in media if not kind.startswith(_KEPT_KINDS)]
    return files, next((k if k in ("audio", "video") else "file" for k in kinds), None)
