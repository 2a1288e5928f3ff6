"""Fixtures: a house with Twilio's door open."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest

from tests.channels.twilio.house import House, open_house


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with open_house() as opened:
        yield opened


@pytest.fixture
async def another_house() -> AsyncIterator[Callable[..., Awaitable[House]]]:
    """Opens a house with other settings."""
    async with AsyncExitStack() as stack:

        async def open_one(**changes: Any) -> House:
            return await stack.enter_async_context(open_house(**changes))

        yield open_one
