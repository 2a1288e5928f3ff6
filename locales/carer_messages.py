"""What foster carers and residential staff hear, and what passes between them and a volunteer."""

from __future__ import annotations

from locales.message import Message


def _m(name: str, english: str) -> Message:
    return Message(name, english)
