"""The small scheme, in a database of each engine."""

from __future__ import annotations

import pytest

from storage.store import Store
from tests.storage.house import House


@pytest.fixture
async def house(store: Store) -> House:
    return await House(store).fill()
