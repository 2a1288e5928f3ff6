"""A visit as a calendar file (RFC 5545). It says when and where, and names nobody."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime

from icalendar import Calendar, Event

from flows.decisions import Dates
from locales.rendering import render

NAME = "visit.ics"
KIND = "text/calendar"

_SEQUENCE_FROM = datetime(2026, 1, 1, tzinfo=UTC)
# RFC 5545 lets no text hold these, nor UTF-8 half a pair.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def uid_of(visit: int) -> str:
    """The same for one visit for ever, so that a phone changes its entry and adds no second.

    No key is in it: a rotation would change the name of every entry already on a phone.
    A visit's id is random, so nobody finds it by trying.
    """
    return f"{hashlib.sha256(f'visit/{visit}'.encode()).hexdigest()[:32]}@porchlight"


def calendar_file(dates: Dates, language: str | None, now: datetime, uid: str) -> bytes:
    """The visit as it stands `now`, for one phone's calendar; `dates.off` takes it out again.

    Times are in UTC: right on both sides of a clock change, without a time-zone table. The
    sequence is seconds since 2026, so that a later file always goes before an earlier one,
    whatever changed in between.
    """
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", max(0, int((now - _SEQUENCE_FROM).total_seconds())))
    event.add("dtstart", dates.starts_at.astimezone(UTC))
    if dates.home_by > dates.starts_at:
        event.add("dtend", dates.home_by.astimezone(UTC))
    event.add("summary", render(dates.title, language, {}, now))
    if place := _fit(dates.place):
        event.add("location", place)
    event.add("status", "CANCELLED" if dates.off else "CONFIRMED")
    # Calendars are shared: with this, others see that somebody is busy and no more.
    event.add("class", "PRIVATE")
    calendar = Calendar()
    calendar.add("prodid", "-//Porchlight//Porchlight//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _fit(text: str) -> str:
    """`text` without what no calendar may hold; a line end is a line feed."""
    return _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
