"""Secrets that people carry in a link. Only their hash is kept."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """128 random bits, safe in a URL and in Telegram's /start (64 characters at most)."""
    return secrets.token_urlsafe(16)


def hashed(token: str) -> bytes:
    """What is stored. Nobody guesses 128 bits, so the hash needs no key and no rotation."""
    return hashlib.sha256(token.encode()).digest()
