"""Notices, absences, matches and the digest: the scheme's own work."""

from __future__ import annotations

from locales.message import Message


def _m(name: str, english: str) -> Message:
    return Message(name, english)
