"""What the page can do to the demonstration, and how it hears that something changed."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Protocol

from aiohttp import web

from bot.demo.view import PhoneState, View
from flows.facts import Channel


class Bell:
    """Rings at every change; `version` counts them, so nobody misses one."""

    def __init__(self) -> None:
        self.version = 0
        self.closed = False
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self.version += 1
        self._wake()

    def close(self) -> None:
        """Nobody waits any more."""
        self.closed = True
        self._wake()

    async def after(self, version: int) -> int:
        """The newest version, as soon as it is above `version`."""
        while self.version <= version and not self.closed:
            await self._rung.wait()
        return self.version

    def _wake(self) -> None:
        self._rung.set()
        self._rung = asyncio.Event()


class Stage(Protocol):
    """Acts are played one after another; `view` may be asked at any time.

    Acts raise KeyError or LookupError for a phone, message or button that is not there.
    """

    @property
    def bell(self) -> Bell:
        """Rings whenever the view may have changed."""

    async def view(self) -> View: ...

    async def says(self, phone: str, text: str, channel: Channel | None) -> None: ...

    async def taps(self, phone: str, entry: int, button: int) -> None: ...

    async def answers(self, phone: str, entry: int, key: str) -> None:
        """Press `key` on a call; an empty key lets it ring, or hangs up."""

    async def switches(self, phone: str, state: PhoneState) -> None: ...

    async def moves(self, by: timedelta | None) -> None:
        """Move the clock `by` so much, or to the next event."""

    async def opens(self, kind: str, request: web.Request) -> web.StreamResponse:
        """What a link in a message leads to: `kind` is "visit" or "letter"."""

    async def restarts(self) -> None:
        """Forget everything and begin again."""
