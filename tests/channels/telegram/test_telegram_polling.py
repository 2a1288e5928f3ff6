"""Fetching instead of being called: nothing is confirmed before it is saved."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace

import pytest

from bot.channels.telegram import TelegramDoor
from tests.channels.telegram import wire
from tests.channels.telegram.conftest import RecordingInbox
from tests.doubles.telegram_script import BROKEN, CONFLICT, UNAUTHORIZED, Trouble


@pytest.fixture
async def polling(settings):
    door = TelegramDoor(replace(settings, mode="polling", secret=""))
    yield door
    await door.stop()


@pytest.fixture
def inbox():
    return RecordingInbox()


def numbered(number: int, words: str):
    return wire.text(words) | {"update_id": number}


async def test_polling_removes_the_webhook_first_and_keeps_what_waits(
    polling, inbox, telegram, until
):
    telegram.webhook = {"url": "https://old.example"}
    telegram.queue(numbered(10, "a"))
    await polling.start(inbox)
    await until(lambda: inbox.events)
    assert telegram.calls[0].method == "deleteWebhook"
    assert telegram.called("deleteWebhook") == [{"drop_pending_updates": False}]
    assert telegram.calls[1].params["allowed_updates"] == [
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
    ]


async def test_polling_has_no_webhook_for_anybody_to_call(polling, inbox):
    assert polling.routes(inbox) == []


async def test_case_15_four_messages_at_once_are_taken_in_order_and_then_confirmed(
    polling, inbox, telegram, until
):
    telegram.queue(*(numbered(n, f"m{n}") for n in (12, 10, 13, 11)))
    await polling.start(inbox)
    await until(lambda: not telegram.waiting)
    assert [e.text for e in inbox.events] == ["m10", "m11", "m12", "m13"]
    assert [c.get("offset") for c in telegram.called("getUpdates")] == [None, 14]


async def test_what_was_not_saved_is_fetched_again_with_all_behind_it(
    polling, inbox, telegram, until
):
    failures = iter([OverflowError(), OSError("database away")])

    async def before(event):
        if event.text == "m11" and (fault := next(failures, None)):
            raise fault

    inbox.before = before
    telegram.queue(*(numbered(n, f"m{n}") for n in (10, 11, 12)))
    await polling.start(inbox)
    await until(lambda: not telegram.waiting)
    assert [e.text for e in inbox.events] == ["m10", "m11", "m12"]
    assert [c.get("offset") for c in telegram.called("getUpdates")] == [None, 11, 11, 13]


async def test_an_update_that_cannot_be_read_blocks_nobody_behind_it(
    polling, inbox, telegram, until
):
    bad = numbered(10, "x")
    del bad["message"]["chat"]
    telegram.queue(bad, numbered(11, "b"))
    await polling.start(inbox)
    await until(lambda: not telegram.waiting)
    assert [e.text for e in inbox.events] == ["b"]
    assert polling.counts == {"unreadable": 1, "taken": 1}


async def test_no_mark_is_kept_so_ids_may_start_again_lower(settings, inbox, telegram, until):
    """With the old offset still sent, Telegram would take it as a confirmation of these."""
    door = TelegramDoor(replace(settings, mode="polling", secret="", poll_seconds=0))
    telegram.queue(numbered(900_000, "before"))
    await door.start(inbox)
    await until(lambda: len(telegram.called("getUpdates")) > 3)
    telegram.queue(numbered(17, "after a quiet week"))
    await until(lambda: len(inbox.events) == 2)
    await door.stop()
    assert inbox.events[1].text == "after a quiet week"


@pytest.mark.parametrize("fault", [BROKEN, Trouble("drop"), Trouble("garbage"), Trouble("empty")])
async def test_polling_survives_errors(polling, inbox, telegram, until, fault):
    telegram.script("deleteWebhook", fault)
    telegram.script("getUpdates", fault, fault)
    telegram.queue(numbered(10, "OUT"))
    await polling.start(inbox)
    await until(lambda: inbox.events)
    assert telegram.called("getUpdates")[-1].get("offset") in (None, 11)


async def test_a_conflict_is_loud_and_waits_longer(polling, inbox, telegram, until, capsys):
    telegram.script("getUpdates", CONFLICT, CONFLICT)
    telegram.queue(numbered(10, "OUT"))
    await polling.start(inbox)
    await until(lambda: inbox.events)
    first, second, third = [c.at for c in telegram.calls if c.method == "getUpdates"][:3]
    assert second - first >= 0.05  # five times the first pause
    assert third - second >= 0.1
    logged = capsys.readouterr().out
    assert logged.count("409") == 2
    assert "error" in logged


async def test_two_pollers_throw_each_other_out_and_lose_nothing(
    polling, settings, inbox, telegram, until
):
    other = TelegramDoor(replace(settings, mode="polling", secret="", retry_seconds=0.05))
    await polling.start(inbox)
    await until(lambda: telegram.called("getUpdates"))
    await other.start(inbox)
    await until(lambda: len(telegram.called("getUpdates")) > 3)
    await other.stop()
    telegram.queue(numbered(10, "OUT"))
    await until(lambda: inbox.events)


async def test_stopping_is_prompt_while_waiting(polling, inbox, telegram, until):
    await polling.start(inbox)
    await until(lambda: telegram.called("getUpdates"))
    began = time.monotonic()
    await polling.stop()
    assert time.monotonic() - began < 1  # a poll lasts two


async def test_stopping_lets_a_save_under_way_end_and_takes_no_more(
    polling, inbox, telegram, until
):
    saving, commit = asyncio.Event(), asyncio.Event()

    async def before(event):
        saving.set()
        await commit.wait()

    inbox.before = before
    telegram.queue(numbered(10, "a"), numbered(11, "b"))
    await polling.start(inbox)
    await saving.wait()
    stopped = asyncio.create_task(polling.stop())
    await asyncio.sleep(0.01)
    commit.set()
    await stopped
    assert [e.text for e in inbox.events] == ["a"]
    assert len(telegram.called("getUpdates")) == 1  # neither is confirmed; the next run is told


async def test_stopping_before_starting_is_fine(settings):
    await TelegramDoor(replace(settings, mode="polling", secret="")).stop()


async def test_a_token_that_was_revoked_is_loud_and_asked_about_until_it_is_back(
    polling, inbox, telegram, until, capsys
):
    telegram.script("getUpdates", UNAUTHORIZED)
    telegram.queue(numbered(10, "OUT"))
    await polling.start(inbox)
    await until(lambda: inbox.events)
    logged = capsys.readouterr().out
    assert "error" in logged
    assert "401" in logged
