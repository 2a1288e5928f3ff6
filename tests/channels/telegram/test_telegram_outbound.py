"""Cases 17 to 19 of the wire: what is sent, and what each refusal means."""

from __future__ import annotations

import pytest

from bot.channels.telegram import TelegramDoor
from flows.events import SendError
from flows.facts import Channel
from scheduler.sending import SendFailed
from tests.channels.telegram.conftest import outgoing
from tests.doubles import telegram_script as says
from tests.doubles.telegram_script import Refusal, Trouble, flood, moved

REFUSALS = [
    (says.BLOCKED, SendError.BLOCKED, "403 bot was blocked by the user"),
    (says.DEACTIVATED, SendError.BLOCKED, "403 user is deactivated"),
    (says.KICKED, SendError.BLOCKED, "403 bot was kicked"),
    (Refusal(403, "Forbidden: of a new kind"), SendError.BLOCKED, "403"),
    (says.CANNOT_INITIATE, SendError.INVALID, "403 can't initiate conversation"),
    (says.NO_CHAT, SendError.INVALID, "400 chat not found"),
    (Refusal(400, "Bad Request: PEER_ID_INVALID"), SendError.INVALID, "400 peer_id_invalid"),
    (Refusal(400, "Bad Request: Ana's words"), SendError.PERMANENT, "400"),
    (says.UNAUTHORIZED, SendError.CONFIG, "401"),
    (Refusal(404, "Not Found"), SendError.CONFIG, "404"),
    (says.CONFLICT, SendError.CONFIG, "409"),
    (says.TOO_LARGE, SendError.PERMANENT, "413"),
    (Refusal(302), SendError.CONFIG, "302"),
    (says.BROKEN, SendError.RETRY, "500"),
    (Refusal(502, "Bad Gateway"), SendError.RETRY, "502"),
    (Trouble("hang"), SendError.UNKNOWN, "no answer"),
    (Trouble("drop"), SendError.UNKNOWN, "no answer"),
    (Trouble("garbage"), SendError.UNKNOWN, "no answer"),
    (Trouble("empty"), SendError.UNKNOWN, "no answer"),
]


async def test_a_message_goes_out_plain_with_its_buttons_and_no_preview(house):
    said = await house.sends(
        "Home? https://x.example", buttons=(("Home", "w:HOME"), ("Other", "p:7:b"))
    )
    [(_, number)] = house.telegram.messages
    assert said == str(number)
    assert house.telegram.called("sendMessage") == [
        {
            "chat_id": 5001,
            "text": "Home? https://x.example",
            "link_preview_options": {"is_disabled": True},
            "reply_markup": {
                "inline_keyboard": [
                    [{"text": "Home", "callback_data": "w:HOME"}],
                    [{"text": "Other", "callback_data": "p:7:b"}],
                ]
            },
        }
    ]


@pytest.mark.parametrize(("refusal", "error", "code"), REFUSALS)
async def test_case_17_each_refusal_has_its_word_and_its_code(house, refusal, error, code):
    house.telegram.script("sendMessage", refusal)
    with pytest.raises(SendFailed) as failed:
        await house.sends()
    assert (failed.value.error, failed.value.code) == (error, code)
    assert failed.value.__cause__ is failed.value.__context__ is None
    assert len(house.telegram.called("sendMessage")) == 1  # the sender never tries again itself


async def test_case_17_429_says_how_long_to_wait(house):
    house.telegram.script("sendMessage", flood(17))
    with pytest.raises(SendFailed) as failed:
        await house.sends()
    assert (failed.value.error, failed.value.retry_after) == (SendError.RETRY, 17.0)


async def test_case_17_a_chat_that_moved_says_where_to(house):
    house.telegram.script("sendMessage", moved(-100777))
    with pytest.raises(SendFailed) as failed:
        await house.sends()
    assert (failed.value.error, failed.value.moved_to) == (SendError.INVALID, "-100777")


async def test_case_17_a_message_that_never_left_can_simply_be_sent_again(house):
    await house.telegram.stop()
    with pytest.raises(SendFailed) as failed:
        await house.sends()
    assert (failed.value.error, failed.value.code) == (SendError.RETRY, "unreached")


async def test_case_17_taken_and_then_silence_is_unknown_and_cannot_be_looked_up(house):
    house.telegram.script("sendMessage", Trouble("hang", taken=True))
    with pytest.raises(SendFailed) as failed:
        await house.sends()
    assert failed.value.error is SendError.UNKNOWN
    assert house.telegram.said(5001) == ["Are you home?"]
    assert await house.door.senders[Channel.TELEGRAM].find(outgoing("x")) is None


@pytest.mark.parametrize("refusal", [says.UNAUTHORIZED, says.CONFLICT, says.TOO_LARGE])
async def test_case_17_what_an_operator_must_mend_is_loud(house, refusal, capsys):
    house.telegram.script("sendMessage", refusal)
    with pytest.raises(SendFailed):
        await house.sends()
    logged = capsys.readouterr().out
    assert "telegram_refused" in logged
    assert str(refusal.status) in logged
    assert "5001" not in logged


@pytest.mark.parametrize("to", ["+447700900123", "", "5001x"])
async def test_an_address_that_is_no_chat_is_invalid(house, to):
    with pytest.raises(SendFailed) as failed:
        await house.sends(to=to)
    assert failed.value.error is SendError.INVALID


async def test_nothing_to_say_is_never_sent(house):
    with pytest.raises(SendFailed) as failed:
        await house.sends(" \n")
    assert (failed.value.error, failed.value.code) == (SendError.PERMANENT, "empty")


async def test_case_18_a_name_full_of_marks_breaks_nothing(house):
    await house.sends("J_*[ <b>&amp; `x` is not home")
    assert house.telegram.said(5001) == ["J_*[ <b>&amp; `x` is not home"]
    [params] = house.telegram.called("sendMessage")
    assert not {"parse_mode", "entities"} & params.keys()


LONG = "She left the house at two. " * 400


async def test_case_19_a_long_text_is_split_on_a_sentence_the_buttons_last(house):
    said = await house.sends(LONG, buttons=(("OK", "w:OK"),))
    parts = house.telegram.said(5001)
    assert len(parts) == 3
    assert all(part.endswith("two.") and len(part) <= 4096 for part in parts)
    assert " ".join(parts) == LONG.strip()
    assert ["reply_markup" in p for p in house.telegram.called("sendMessage")] == [0, 0, 1]
    assert said == str(max(number for _, number in house.telegram.messages))


async def test_case_19_exactly_4096_goes_in_one_piece(house):
    await house.sends("é" * 4096)
    assert len(house.telegram.said(5001)) == 1


async def test_case_19_trying_again_does_not_repeat_the_parts_already_taken(house):
    house.telegram.script("sendMessage", Trouble("garbage", taken=False))
    with pytest.raises(SendFailed):
        await house.sends(LONG)
    house.telegram.script("sendMessage", says.BROKEN)
    with pytest.raises(SendFailed):
        await house.sends(LONG)
    await house.sends(LONG)
    assert " ".join(house.telegram.said(5001)) == LONG.strip()


async def test_case_19_a_later_part_that_fails_is_taken_up_where_it_stopped(house, monkeypatch):
    turns = 0

    async def turn(chat):
        nonlocal turns
        turns += 1
        if turns == 2:
            house.telegram.script("sendMessage", flood(1))

    monkeypatch.setattr(house.door._sender._pace, "turn", turn)
    with pytest.raises(SendFailed):
        await house.sends(LONG)
    await house.sends(LONG)
    assert " ".join(house.telegram.said(5001)) == LONG.strip()


@pytest.mark.parametrize("bad", [("Long", "w:" + "ŵ" * 32), ("", "w:OK"), ("None", "")])
async def test_a_button_telegram_would_refuse_never_costs_the_words(house, bad, capsys):
    await house.sends("Are you home?", buttons=(bad, ("Home", "w:HOME")))
    [params] = house.telegram.called("sendMessage")
    assert params["reply_markup"]["inline_keyboard"] == [
        [{"text": "Home", "callback_data": "w:HOME"}]
    ]
    assert "telegram_button_left_out" in capsys.readouterr().out


async def test_closing_the_way_out_twice_does_no_harm(settings):
    door = TelegramDoor(settings)
    await door.senders[Channel.TELEGRAM].close()
    with pytest.raises(SendFailed) as failed:
        await door.senders[Channel.TELEGRAM].send(outgoing("x"))
    assert failed.value.error is SendError.RETRY
    await door.stop()
