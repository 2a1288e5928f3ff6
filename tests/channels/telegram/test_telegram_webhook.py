"""Cases 3 to 5 of the wire, and what the route answers when something is wrong."""

from __future__ import annotations

import asyncio
import json
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from tests.channels.telegram import wire


async def test_case_3_an_unknown_kind_is_answered_200_and_ignored(house):
    assert await house.takes({"update_id": 1, "telepathy": {"from": {"id": 5001}}}) == []


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe\xfa", b"[" * 100_000, b"9" * 5_000])
async def test_case_4_what_is_not_json_is_answered_400(house, body):
    assert await house.posts(body) == 400
    assert house.inbox.events == []


@pytest.mark.parametrize("secret", [None, "", "wrong", "front-door-secret_", "clé", "x" * 5000])
async def test_case_5_a_wrong_or_missing_secret_is_answered_401(house, secret):
    body = json.dumps(wire.text("OUT")).encode()
    assert await house.posts(body, secret) == 401
    assert house.inbox.events == []


async def test_case_5_the_secret_is_compared_in_constant_time_as_bytes(house, monkeypatch):
    compared = []

    def compare(shown, kept):
        compared.append((shown, kept))
        return False

    monkeypatch.setattr("hmac.compare_digest", compare)
    assert await house.posts(b"{}", "guess") == 401
    assert compared == [(b"guess", b"front-door-secret_1")]


async def test_a_body_over_1_mib_is_answered_413_declared_or_not(house):
    async def in_pieces():
        for _ in range(20):
            yield b" " * 100_000

    assert await house.posts(BytesIO(b" " * (1024 * 1024 + 1))) == 413
    assert await house.posts(in_pieces()) == 413
    assert await house.posts(BytesIO(b" " * 1024 * 1024)) == 400


UNREADABLE: dict[str, Any] = {
    "a list": [1],
    "no update id": {"message": {}},
    "no chat": {"update_id": 5, "message": {"message_id": 1, "date": 1, "text": "Ana's secret"}},
    "text that is a number": wire.text("x") | {"update_id": 5},
    "a date beyond the calendar": wire.text("Ana's secret") | {"update_id": 5},
    "a chat id in letters": wire.text("Ana's secret") | {"update_id": 5},
    "a place off the Earth": wire.text("Ana's secret") | {"update_id": 5},
}
UNREADABLE["text that is a number"]["message"]["text"] = 7
UNREADABLE["a date beyond the calendar"]["message"]["date"] = 10**30
UNREADABLE["a chat id in letters"]["message"]["chat"]["id"] = "ana"
UNREADABLE["a place off the Earth"]["message"]["location"] = {
    "latitude": float("nan"),
    "longitude": 0,
}


@pytest.mark.parametrize("fault", UNREADABLE)
async def test_an_update_that_cannot_be_read_is_counted_and_never_sent_again(
    house, fault, capsys, caplog
):
    assert await house.posts(json.dumps(UNREADABLE[fault]).encode()) == 200
    assert house.inbox.events == []
    assert house.door.counts["unreadable"] == 1
    logged = capsys.readouterr().out + caplog.text
    assert "telegram_update_unreadable" in logged
    assert "Ana" not in logged


@pytest.mark.parametrize(
    "fault", [OverflowError(), OperationalError("insert Ana", {}, Exception()), TimeoutError()]
)
async def test_what_cannot_be_saved_is_answered_503_so_that_telegram_sends_it_again(
    house, fault, capsys
):
    async def fails(event):
        raise fault

    update = wire.press("w:OUT")
    house.inbox.before = fails
    assert await house.brings(update) == 503
    await house.quiet()
    assert house.telegram.calls == []  # no courtesy for what is not saved
    assert "Ana" not in capsys.readouterr().out
    house.inbox.before = None
    [event] = await house.takes(update)
    assert event.text == "OUT"


async def test_200_comes_only_after_the_commit(house):
    commit = asyncio.Event()

    async def wait(event):
        await commit.wait()

    house.inbox.before = wait
    answer = asyncio.create_task(house.brings(wire.text("OUT")))
    await asyncio.sleep(0.05)
    assert not answer.done()
    commit.set()
    assert await answer == 200
