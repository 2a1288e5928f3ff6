"""What can be wrong with the house's own settings: key, address, database, heartbeat."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from sqlalchemy.exc import SQLAlchemyError

from bot.checks.finding import Finding, error, warning
from bot.settings import Settings, reveal, unknown_names
from storage.keys import BadKey, Keys
from storage.urls import normalised

MAKE_KEY = 'Make one with: python3 -c "import secrets; print(secrets.token_urlsafe(32))"'

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})

DIFFERENT = 12
"""43 random characters hold fewer different ones once in 10^9 times; typed-in ones often do."""


def check_house(settings: Settings, *, several: bool = False) -> list[Finding]:
    """`several` when web and worker are processes of their own."""
    return [
        *_key(settings),
        *_public_url(settings),
        *_database_url(settings, several=several),
        *_heartbeat(settings),
        *_slips(),
    ]


def _key(settings: Settings) -> Iterator[Finding]:
    text = reveal(settings.porchlight_key)
    if not text:
        yield error(
            "There is no key, so nothing could be stored safely.", "PORCHLIGHT_KEY", MAKE_KEY
        )
        return
    try:
        Keys.from_text(text)
    except BadKey as bad:
        yield error(f"The key cannot be used: {bad}.", "PORCHLIGHT_KEY", MAKE_KEY)
        return
    if any(len(set(key.strip())) < DIFFERENT for key in text.split(",")):
        yield error(
            "The key is easy to guess, and it protects people's names and numbers.",
            "PORCHLIGHT_KEY",
            MAKE_KEY,
        )


def _public_url(settings: Settings) -> Iterator[Finding]:
    if not settings.public_url:
        if settings.has_twilio:
            yield error(
                "Twilio has no address to bring messages to.",
                "PUBLIC_URL",
                "Give the https address of this service as the world sees it.",
            )
        return
    url = urlsplit(settings.public_url)
    if url.scheme not in ("http", "https") or not url.hostname or url.query or url.fragment:
        yield error(
            "PUBLIC_URL is not a web address.",
            "PUBLIC_URL",
            "Write it like https://porchlight.example.org",
        )
    elif url.scheme == "http" and url.hostname not in LOCAL:
        providers = settings.has_twilio or settings.has_telegram
        yield (error if providers else warning)(
            "PUBLIC_URL is http: people's messages could be read on the way.",
            "PUBLIC_URL",
            "Give the https address; let a proxy in front hold the certificate.",
        )


def _database_url(settings: Settings, *, several: bool) -> Iterator[Finding]:
    try:
        url = normalised(settings.database)
    except (ValueError, SQLAlchemyError):
        yield error(
            "DATABASE_URL names no database that Porchlight knows.",
            "DATABASE_URL",
            "Write sqlite:///porchlight.sqlite3 or postgresql://user:password@host/name",
        )
        return
    if url.drivername != "sqlite":
        return
    if url.database in (None, "", ":memory:"):
        yield error(
            "A database in memory forgets every visit when the process ends.",
            "DATABASE_URL",
            "Write sqlite:///porchlight.sqlite3",
        )
    elif several:
        yield warning(
            "SQLite serves one process; web and worker apart would keep each other waiting.",
            "DATABASE_URL",
            "Use PostgreSQL, or run `porchlight serve` instead of web and worker.",
        )


def _heartbeat(settings: Settings) -> Iterator[Finding]:
    url = reveal(settings.heartbeat_url)
    if not url:
        yield warning(
            "If this service stops, nobody outside will notice.",
            "HEARTBEAT_URL",
            "Give the ping address of a dead-man's switch that rings somebody.",
        )
    elif urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        yield error(
            "HEARTBEAT_URL is not a web address.",
            "HEARTBEAT_URL",
            "Copy the ping address from your dead-man's switch.",
        )


def _slips() -> Iterator[Finding]:
    for name in unknown_names():
        yield warning(
            f"{name} is set, but Porchlight has no such setting.",
            name,
            "Compare its spelling with .env.example.",
        )
