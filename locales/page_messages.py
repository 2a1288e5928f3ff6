"""What our own pages say: a young person's page about a visit, and a link that is no more."""

from __future__ import annotations

from locales.message import Message


def _m(name: str, english: str) -> Message:
    return Message(name, english)


LETTER_TITLE = _m("LETTER_TITLE", "A visit to remember")
LETTER_YOURS = _m("LETTER_YOURS", "These words are for you, to keep.")
LETTER_UNTIL = _m(
    "LETTER_UNTIL", "You can open this page until {day}. Print it or save it to keep it longer."
)

PAGE_DANGER = _m("PAGE_DANGER", "In danger? Call 999.")
PAGE_CHILDLINE = _m("PAGE_CHILDLINE", "Want to talk? Childline is free: 0800 1111.")

GONE_TITLE = _m("GONE_TITLE", "This page is not here")
GONE_WHY = _m(
    "GONE_WHY", "The link may be too old, or a part of it may be missing. You did nothing wrong."
)
GONE_ASK = _m("GONE_ASK", "Ask whoever sent it to you. They can help.")
