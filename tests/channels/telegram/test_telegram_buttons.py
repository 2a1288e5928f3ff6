"""Cases 13 and 14 of the wire: buttons, old and new, pressed once and twice."""

from __future__ import annotations

import asyncio

import pytest
from aiogram import types

from flows.events import Arrived
from flows.facts import Channel
from tests.channels.telegram import wire
from tests.channels.telegram.conftest import NOW
from tests.doubles.telegram_script import BLOCKED, BROKEN, NOT_MODIFIED, TOO_OLD, Trouble


async def test_a_button_that_stands_for_a_word_arrives_as_that_word(house):
    assert await house.takes(wire.press("w:MORE 30", id="q7")) == [
        Arrived(Channel.TELEGRAM, "5001", "cb:q7", NOW, text="MORE 30")
    ]


async def test_case_13_a_button_names_the_prompt_that_was_shown(house):
    """So that the flow can tell an old question's button from the current one's."""
    [event] = await house.takes(wire.press("p:812:visit:3"))
    assert (event.choice, event.text) == ("812:visit:3", "")


@pytest.mark.parametrize("data", ["p:812", "p:x:y", "p:²:y", "w:", "menu", "p::k"])
async def test_case_13_a_button_of_another_age_belongs_to_no_prompt(house, data):
    [event] = await house.takes(wire.press(data))
    assert (event.choice, event.text) == (f"0:{data}", "")


async def test_case_13_a_button_whose_message_telegram_forgot_still_answers(house):
    gone = types.InaccessibleMessage(chat=wire.HOME, message_id=3, date=0)
    events = await house.takes(
        wire.press("w:OUT", id="q1", message=gone), wire.press("w:OUT", id="q2", message=None)
    )
    await house.quiet()
    assert [e.address for e in events] == ["5001", "5001"]
    assert house.telegram.called("editMessageReplyMarkup") == []


async def test_a_press_is_answered_and_its_keyboard_taken_away_after_the_commit(house):
    update = wire.press("w:OUT", id="q1")
    await house.takes(update)
    await house.quiet()
    number = update["callback_query"]["message"]["message_id"]
    assert [(c.method, c.params) for c in house.telegram.calls] == [
        ("answerCallbackQuery", {"callback_query_id": "q1"}),
        ("editMessageReplyMarkup", {"chat_id": 5001, "message_id": number}),
    ]


async def test_case_14_a_double_tap_is_two_presses_of_one_button(house, capsys):
    first = wire.press("p:812:yes", id="q1")
    message = first["callback_query"]["message"]
    second = wire.press("p:812:yes", id="q2")
    second["callback_query"]["message"] = message
    await asyncio.gather(house.takes(first), house.takes(second))
    await house.quiet()
    assert {(e.provider_id, e.choice) for e in house.inbox.events} == {
        ("cb:q1", "812:yes"),
        ("cb:q2", "812:yes"),
    }
    assert "failed" not in capsys.readouterr().out


async def test_case_14_too_old_and_not_modified_are_success(house, capsys):
    house.telegram.script("answerCallbackQuery", TOO_OLD)
    house.telegram.script("editMessageReplyMarkup", NOT_MODIFIED)
    await house.takes(wire.press("w:OUT"))
    await house.quiet()
    assert len(house.telegram.calls) == 2
    assert "failed" not in capsys.readouterr().out


@pytest.mark.parametrize("trouble", [BLOCKED, BROKEN, Trouble("drop"), Trouble("garbage")])
async def test_a_courtesy_that_fails_harms_nothing(house, trouble, capsys):
    house.telegram.script("answerCallbackQuery", trouble)
    [event] = await house.takes(wire.press("w:OUT"))
    await house.quiet()
    assert event.text == "OUT"
    assert "telegram_courtesy_failed" in capsys.readouterr().out
    assert len(house.telegram.called("editMessageReplyMarkup")) == 1


async def test_the_webhook_does_not_wait_for_courtesies(house):
    house.telegram.script("answerCallbackQuery", Trouble("hang"))
    await house.takes(wire.press("w:OUT"))
    assert len(house.door._courtesies._under_way) == 1
    await house.quiet()
