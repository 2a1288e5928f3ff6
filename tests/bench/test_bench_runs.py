"""Each harness runs, and what it measures is right. How fast is never a test."""

from __future__ import annotations

import asyncio
import json

import pytest

from tests.bench import inbound, peer_apscheduler, rest, sweep
from tests.bench.__main__ import inbound_table, sweep_table
from tests.bench.double import TOKEN, LightDouble
from tests.bench.loader import Loader
from tests.bench.peer_apscheduler import Ran
from tests.bench.talk import SAID
from tests.bench.wire import Server

VOLUNTEERS = 3
ROUNDS = 2


def quiet(line: str) -> None:
    """No progress in tests."""


async def measured(contender, folder):
    [result] = await inbound.measure(
        [contender], folder, volunteers=VOLUNTEERS, rounds=ROUNDS, say=quiet
    )
    assert result.messages == VOLUNTEERS * ROUNDS * len(SAID)
    return result


@pytest.mark.slow
@pytest.mark.parametrize("send", [False, True], ids=["committed", "sent"])
async def test_every_message_has_one_reply_though_some_come_twice(send, database_url, tmp_path):
    us = inbound.Contender("Porchlight", "tests.bench.ours", database_url, send)
    result = await measured(us, tmp_path)
    assert result.repeats == inbound.WARM_UP * len(SAID) // 5


@pytest.mark.slow
@pytest.mark.parametrize("peer", ["ptb", "aiogram"])
async def test_a_peer_holds_the_whole_conversation(peer, tmp_path):
    module, database = f"tests.bench.peer_{peer}", f"{tmp_path}/peer.sqlite3"
    result = await measured(inbound.Contender(peer, module, database), tmp_path)
    assert result.repeats == 0
    assert peer in inbound_table([result])


async def test_a_second_reply_is_seen():
    """A loader that overlooked one would praise whoever sends two."""
    double = LightDouble()
    await double.start()
    body = json.dumps({"chat_id": 1, "text": "Hello."}).encode()

    def says_it_twice(path: str, update: bytes) -> bytes:
        for _ in (1, 2):
            double._answer(f"/bot{TOKEN}/sendMessage", body)
        return b""

    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Server(says_it_twice), "127.0.0.1", 0)
    loader = Loader(server.sockets[0].getsockname()[1], double, replies=True)
    measured = await loader.run([1])
    assert measured.messages == measured.extra == len(SAID)
    server.close()
    double.stop()


async def test_the_double_refuses_what_telegram_would():
    double = LightDouble()
    double._answer("/botX/sendMessage", b'{"chat_id": 1, "text": " "}')
    assert double.faults == ["another bot's token", "a text of 1 characters"]


async def test_everybody_overdue_is_told_once(database_url):
    swept = await sweep.measure(database_url, 30, 20, 3, quiet)
    assert 0 < swept.first <= swept.all_sent
    assert swept.visits == 30
    assert "| Porchlight " in sweep_table([("Porchlight", swept)], 20, Ran(1.0, 1.0))


async def test_every_overdue_job_of_the_peer_runs(tmp_path):
    ran = await peer_apscheduler.measure(tmp_path, 6, 4)
    assert ran.seconds > 0


@pytest.mark.slow
async def test_a_house_at_rest_is_weighed(tmp_path):
    found = await rest.measure(tmp_path, tries=1, settle=0.2)
    assert found.plain > 0
    assert found.telegram > 0
    assert found.help > 0
