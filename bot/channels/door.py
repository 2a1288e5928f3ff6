"""What every provider's door looks like to the wiring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from aiohttp import web

from flows.facts import Channel
from scheduler.sending import Inbox, Sender


class Door(Protocol):
    """One provider, both ways. Built inside a running loop; holds its own HTTP session."""

    @property
    def senders(self) -> Mapping[Channel, Sender]:
        """The way out for each channel that is configured."""

    def routes(self, inbox: Inbox) -> list[web.RouteDef]:
        """The webhooks this provider calls. They answer 200 only after the commit."""

    async def start(self, inbox: Inbox) -> None:
        """Do what must be done before messages can come: set the webhook, or begin polling."""

    async def stop(self) -> None:
        """Stop taking messages in; give back connections."""

    async def problems(self) -> list[str]:
        """Ask the provider whether this set-up works; each problem in plain words, or none."""
