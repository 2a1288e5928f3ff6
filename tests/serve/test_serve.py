"""`porchlight serve` from an empty database to the last alert closed, against both providers."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from tests.doubles.telegram import TOKEN as BOT_TOKEN
from tests.doubles.twilio_api import TOKEN as AUTH_TOKEN
from tests.serve.process import SECRET, Site, a_site
from tests.serve.show import PEOPLE, the_whole

STEP = 3.0
PERSONAL = (
    *PEOPLE.values(), *(number.removeprefix("+44") for number in PEOPLE), "cinema", "museum",
    "marmalade", "tangerine", "safety messages", "Are you home", "checked in",
)  # fmt: skip


def nothing_personal(site: Site) -> None:
    """No log holds a name, number, place, text or secret."""
    for text in site.logs():
        found = [word for word in PERSONAL if re.search(rf"\b{re.escape(word)}\b", text)]
        assert found == []
        assert not [one for one in (BOT_TOKEN, AUTH_TOKEN, SECRET, site.key) if one in text]


@pytest.mark.slow
async def test_a_first_day_from_an_empty_database(tmp_path: Path) -> None:
    """Every message that left is asserted in `the_whole`; -s shows them all."""
    async with a_site(tmp_path, step=STEP) as site:
        wire, running = await the_whole(site, STEP)
        print("\n".join(wire.transcript))
        assert (await running.get("/healthz"))[0] == 200
        status, metrics = await running.get("/metrics")
        assert status == 200
        assert 'porchlight_timers_fired_total{kind="rung"} 3.0' in metrics
        asked = time.monotonic()
        assert await running.stop() == 0
        assert time.monotonic() - asked < 5
        assert [line["event"] for line in running.lines()][-2:] == ["closing", "closed"]
        nothing_personal(site)
