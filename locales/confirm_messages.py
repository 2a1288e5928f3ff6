"""Asking whether a plan stands: two days before, a day before, and on the day."""

from __future__ import annotations

from locales.message import Message


def _m(name: str, english: str) -> Message:
    return Message(name, english)
