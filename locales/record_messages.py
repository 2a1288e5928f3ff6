"""The safety card before a visit, and the record after it; with the words for a young person."""

from __future__ import annotations

from locales.message import Message


def _m(name: str, english: str) -> Message:
    return Message(name, english)
