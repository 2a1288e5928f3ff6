"""The page's words in one language: what the template calls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from babel.dates import format_date

from bot.demo.view import PhoneState, RungState, Standing, View
from locales import demo_messages as m
from locales.catalogues import worded
from locales.message import Message, Text
from locales.rendering import render
from locales.wording import LONDON, clock_time

_LANGUAGES = (("en", "English"), ("cy", "Cymraeg"))

_ROLES = {
    "ana": m.DEMO_ROLE_ANA,
    "ben": m.DEMO_ROLE_BEN,
    "cleo": m.DEMO_ROLE_CLEO,
    "dee": m.DEMO_ROLE_DEE,
    "eve": m.DEMO_ROLE_EVE,
    "stranger": m.DEMO_ROLE_STRANGER,
}
_STATES = {
    PhoneState.ON: m.DEMO_STATE_ON,
    PhoneState.OFF: m.DEMO_STATE_OFF,
    PhoneState.OPTED_OUT: m.DEMO_STATE_OPTED_OUT,
}
_RUNGS = {
    RungState.CLIMBED: m.DEMO_RUNG_CLIMBED,
    RungState.NEXT: m.DEMO_RUNG_NEXT,
    RungState.LATER: m.DEMO_RUNG_LATER,
}
_CALLS = {
    "ringing": m.DEMO_CALLING,
    "on_the_line": m.DEMO_ON_THE_LINE,
    "answered": m.DEMO_CALL_ENDED,
    "missed": m.DEMO_CALL_MISSED,
}
_STANDINGS = {
    Standing.PLANNED: m.DEMO_VISIT_PLANNED,
    Standing.ASKED: m.DEMO_VISIT_ASKED,
    Standing.CONFIRMED: m.DEMO_VISIT_CONFIRMED,
    Standing.OFFERED: m.DEMO_VISIT_OFFERED,
    Standing.WRITE_UP: m.DEMO_VISIT_WRITE_UP,
    Standing.WRITTEN: m.DEMO_VISIT_WRITTEN,
}
_BACK = ("dee", "stranger")


def languages() -> tuple[tuple[str, str], ...]:
    """Those that the page's own sentences are in: no page says "cy" and speaks English."""
    return tuple((code, name) for code, name in _LANGUAGES if worded(m.DEMO_GUIDE, code)[1] == code)


def page(view: View, language: str, version: int) -> dict[str, Any]:
    """Everything the template needs to draw `view` in `language`."""
    words = Words(view.now, language)
    return {
        "m": m,
        "view": view,
        "language": language,
        "languages": languages(),
        "version": version,
        "front": [phone for phone in view.phones if phone.key not in _BACK],
        "back": [phone for phone in view.phones if phone.key in _BACK],
        "names": {phone.key: words.owner(phone.key, phone.name) for phone in view.phones},
        "spoken_names": {phone.key: words.spoken(phone.key, phone.name) for phone in view.phones},
        "roles": _ROLES,
        "states": list(_STATES.items()),
        "state_words": _STATES,
        "rung_words": _RUNGS,
        "call_words": _CALLS,
        "standing_words": _STANDINGS,
        "tours": _tours(view),
        **_lamp(view, words),
        "t": words,
        "hour": words.hour,
        "hour_only": words.hour_only,
        "day": words.day,
        "people": words.people,
        "ways": words.ways,
    }


class Words:
    """Words a message for the page, as seen from `now`."""

    def __init__(self, now: datetime, language: str) -> None:
        self._now, self._language = now, language

    def line(self, text: Text) -> str:
        """A sentence that came with what fills it."""
        return render(text.message, self._language, text.args, self._now)

    def __call__(self, message: Message, **args: Any) -> str:
        return render(message, self._language, args, self._now)

    def owner(self, key: str, name: str) -> str:
        return self(m.DEMO_STRANGER) if key == "stranger" else name

    def spoken(self, key: str, name: str) -> str:
        """The same within a sentence."""
        return self(m.DEMO_A_STRANGER) if key == "stranger" else name

    def hour(self, instant: datetime) -> str:
        """ "14:05", with the day when it is not today."""
        return clock_time(instant, self._language, self._now)

    def hour_only(self, instant: datetime) -> str:
        return instant.astimezone(LONDON).strftime("%H:%M")

    def day(self, instant: datetime) -> str:
        locale = "en_GB" if self._language == "en" else self._language
        return format_date(instant.astimezone(LONDON).date(), "EEEE d MMMM", locale=locale)

    def people(self, who: Sequence[str]) -> str:
        return ", ".join(self(m.WHO[one]) for one in who)

    def ways(self, how: Sequence[str]) -> str:
        return ", ".join(self(m.HOW[one]) for one in how)


def _tours(view: View) -> list[tuple[Message, list[tuple[Message, Message, bool]]]]:
    """Two ways through: a visit from plan to record, and somebody who is late home."""
    done = view.guide
    visit = [
        (m.DEMO_STEP_PLAN, m.DEMO_STEP_PLAN_HOW, done.planned),
        (m.DEMO_STEP_CONFIRM, m.DEMO_STEP_CONFIRM_HOW, done.confirmed),
        (m.DEMO_STEP_KEEP, m.DEMO_STEP_KEEP_HOW, done.kept),
        (m.DEMO_STEP_RECORD, m.DEMO_STEP_RECORD_HOW, done.recorded),
    ]
    late = [
        (m.DEMO_STEP_OUT, m.DEMO_STEP_OUT_HOW, done.went_out),
        (m.DEMO_STEP_LATE, m.DEMO_STEP_LATE_HOW, done.alarmed),
        (m.DEMO_STEP_TAKE, m.DEMO_STEP_TAKE_HOW, done.taken),
    ]
    return [(m.DEMO_GUIDE, late), (m.DEMO_GUIDE_VISIT, visit)]


def _lamp(view: View, words: Words) -> dict[str, str]:
    """The lamp burns while anybody is out; it says who is not home in time."""
    late = [row.name for row in view.out if row.overdue]
    if late:
        return {"lamp": "worry", "lamp_words": words(m.DEMO_LAMP_WORRY, names=late)}
    if view.out:
        names = [row.name for row in view.out]
        return {"lamp": "lit", "lamp_words": words(m.DEMO_LAMP_LIT, names=names)}
    return {"lamp": "calm", "lamp_words": words(m.DEMO_LAMP_CALM)}
