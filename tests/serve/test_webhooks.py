"""What strangers, repeats and broken requests do at the doors of a real process: nothing, once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest

from tests.doubles.telegram import SECRET_HEADER
from tests.doubles.twilio_rules import sign
from tests.serve.cast import CHAT, NUMBERS, settled
from tests.serve.process import PUBLIC, SECRET, a_site
from tests.serve.test_serve import nothing_personal
from tests.serve.wire import Wire, update

pytestmark = pytest.mark.slow
ANA = NUMBERS["Ana"]
HOME = "You're home safe. …"


@pytest.fixture
async def wire(tmp_path: Path) -> AsyncIterator[Wire]:
    """Ana is out for an hour, and a process serves. Nothing leaves that no test expects."""
    async with a_site(tmp_path) as site:
        wire = await settled(site, out=3600, telegram=True)
        running = await site.start()
        yield wire
        wire.nothing_more()
        assert await running.stop() == 0
        wire.nothing_more()
        nothing_personal(site)


async def test_only_twilio_is_let_in_and_only_with_what_it_sends(wire: Wire) -> None:
    twilio, path = wire.site.twilio, "/twilio/messages"
    form = twilio.message_form(ANA, "OUT")
    assert await twilio.post(path, form, signature="") == 403
    other = sign("somebody-else's-token", PUBLIC + path, form.items())
    assert await twilio.post(path, form, signature=other) == 403
    for lost in ("Sid", "From"):
        assert await twilio.post(path, {k: v for k, v in form.items() if lost not in k}) == 400
    assert await twilio.post(path, form | {"AccountSid": "AC" + "9" * 32}) == 403
    assert await twilio.post(path, form | {"Body": "O" * 200_000}) == 413
    async with wire.site.http.post(twilio.through + path, data=b"\xff\x00%%%=&&") as answer:
        assert answer.status == 403
    async with wire.site.http.get(twilio.through + path) as answer:
        assert answer.status == 405


async def test_only_telegram_is_let_in_and_only_with_json(wire: Wire) -> None:
    http, url = wire.site.http, wire.site.twilio.through + "/telegram/webhook"
    assert await wire.telegram(update(CHAT, "Ana", "OUT"), secret="guessed") == 401
    for body, status in ((b"not JSON", 400), (b'"' + b"x" * 2_000_000, 413), (b"[1]", 200)):
        async with http.post(url, data=BytesIO(body), headers={SECRET_HEADER: SECRET}) as answer:
            assert answer.status == status
    assert await wire.telegram({"update_id": 1, "a_new_kind": {"text": "OUT"}}) == 200


async def test_a_message_brought_again_and_again_has_one_effect(wire: Wire) -> None:
    twilio = wire.site.twilio
    form = twilio.message_form(ANA, "OUT")
    at_once = [twilio.post("/twilio/messages", form) for _ in range(8)]
    assert await asyncio.gather(*at_once) == [200] * 8
    assert await twilio.post("/twilio/messages", form) == 200
    await wire.leaves(("Ana", HOME), ("Ben", "Ana is home safe. …"))
    again = update(CHAT, "Ana", "OUT")
    assert await asyncio.gather(*[wire.telegram(again) for _ in range(8)]) == [200] * 8
    await wire.leaves(("Ana", "You were already home at …"))
