"""How a notice reads: to volunteers, in lists, and when it is asked or told once more."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flows.facts import Notice, NoticeKind
from flows.reading.instants import instant
from flows.routing import quiet_end
from flows.scheme import Scheme
from flows.times import local
from locales import scheme_messages as m
from locales.message import Message, OwnWords, Text

HEADS: dict[NoticeKind, Message] = {
    NoticeKind.SUPPORT: m.NOTICE_SUPPORT,
    NoticeKind.TRAINING: m.NOTICE_TRAINING,
    NoticeKind.WEATHER: m.NOTICE_WEATHER,
    NoticeKind.OTHER: m.NOTICE_FROM,
}

REMIND_AT = 10
"""The hour of the day before, in London."""
SOON = timedelta(hours=12)
"""Who heard of it so shortly before needs no reminder."""
UNDATED = timedelta(days=14)
"""How long a question without a date may still be answered."""


def told(notice: Notice, scheme: Scheme) -> Text:
    """The notice as volunteers get it."""
    if notice.at is None:
        message = m.NOTICE_TELL_ASKS if notice.asks else m.NOTICE_TELL
    else:
        message = m.NOTICE_TELL_DATED_ASKS if notice.asks else m.NOTICE_TELL_DATED
    return Text(message, wording(notice, scheme))


def wording(notice: Notice, scheme: Scheme) -> dict[str, Any]:
    """What every sentence of a notice may name; `at` only where it has a date."""
    args: dict[str, Any] = {"scheme": scheme.name, "text": OwnWords(notice.text)}
    args["kind"] = Text(HEADS[notice.kind], {"scheme": scheme.name})
    return args if notice.at is None else {**args, "at": notice.at}


def label(notice: Notice, scheme: Scheme) -> Text:
    """The notice in a few words: by its date, or else by how it begins."""
    if notice.at is not None:
        return Text(m.NOTICE_LABEL, wording(notice, scheme))
    return Text(m.NOTICE_LABEL_UNDATED, {**wording(notice, scheme), "text": notice.text})


def remind_at(notice: Notice) -> datetime | None:
    """When who has not answered is asked once more, and who comes is reminded: the day before."""
    if notice.at is None or not notice.asks:
        return None
    again = instant(local(notice.at).date() - timedelta(days=1), REMIND_AT)
    return again if again - notice.sent_at >= SOON else None


def asked_at(notice: Notice, scheme: Scheme, now: datetime) -> datetime:
    """When volunteers were asked last, the quiet hours that it waited for counted in."""
    again = remind_at(notice)
    last = again if again is not None and again <= now else notice.sent_at
    return quiet_end(last, scheme) or last


def over(notice: Notice, now: datetime) -> bool:
    """Whether it is too late to answer."""
    return (notice.at or notice.sent_at + UNDATED) <= now
