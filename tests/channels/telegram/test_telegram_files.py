"""A file that follows its words: one message, two calls, and neither lost for the other."""

from __future__ import annotations

import asyncio

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BufferedInputFile

from bot.channels.telegram.sending import FILE_TRIES
from flows.events import SendError
from scheduler.sending import Attachment, SendFailed
from tests.channels.telegram.test_telegram_double import double  # noqa: F401 - a fixture
from tests.doubles import telegram_rules as rules
from tests.doubles import telegram_script as says
from tests.doubles.telegram import TOKEN
from tests.doubles.telegram_rules import Upload
from tests.doubles.telegram_script import Refusal, Trouble, flood, moved

CALENDAR = b"BEGIN:VCALENDAR\r\nSUMMARY:Ymweliad \xc5\xb5\r\nEND:VCALENDAR\r\n"
FILE = Attachment("visit.ics", "text/calendar", CALENDAR)
HOME = ("Home", "w:HOME")

PASSING = [
    flood(1),
    says.BROKEN,
    says.UNAUTHORIZED,
    Trouble("drop"),
    Trouble("hang"),
    Trouble("garbage"),
]
FOR_GOOD = [
    says.TOO_LARGE,
    says.BLOCKED,
    says.NO_CHAT,
    Refusal(400, "Bad Request: file must be non-empty"),
    moved(-100777),
]


async def sends(house, file=FILE, **more):
    return await house.sends("Planned: bowling.", safety=False, file=file, **more)


def calls(house):
    return [call.method for call in house.telegram.calls]


async def test_the_file_follows_the_words_and_the_words_have_the_buttons(house):
    said = await sends(house, buttons=(HOME,))
    words, file = house.telegram.shown(5001)
    assert (words["text"], words["reply_markup"]["inline_keyboard"][0][0]["text"]) == (
        "Planned: bowling.",
        "Home",
    )
    assert said == str(words["message_id"])
    assert file["document"] == file["document"] | {
        "file_name": "visit.ics",
        "mime_type": "text/calendar",
        "file_size": len(CALENDAR),
    }
    assert house.telegram.called("sendDocument") == [
        {"chat_id": 5001, "document": Upload("visit.ics", "text/calendar", CALENDAR)}
    ]


async def test_every_part_of_a_long_text_goes_before_the_file(house):
    await house.sends("She left the house at two. " * 400, file=FILE)
    assert calls(house) == ["sendMessage"] * 3 + ["sendDocument"]


async def test_words_that_are_not_taken_take_no_file_with_them(house):
    house.telegram.script("sendMessage", says.BLOCKED)
    with pytest.raises(SendFailed) as failed:
        await sends(house)
    assert failed.value.error is SendError.BLOCKED
    assert calls(house) == ["sendMessage"]


@pytest.mark.parametrize("trouble", PASSING)
async def test_what_may_pass_is_tried_again_with_the_file_alone(house, trouble):
    house.telegram.script("sendDocument", trouble)
    with pytest.raises(SendFailed):
        await sends(house)
    said = await sends(house, attempts=1)
    assert calls(house) == ["sendMessage", "sendDocument", "sendDocument"]
    assert said == str(house.telegram.shown(5001)[0]["message_id"])
    assert house.telegram.said(5001) == ["Planned: bowling."]


@pytest.mark.parametrize("refusal", FOR_GOOD)
async def test_a_file_refused_for_good_neither_loses_nor_repeats_the_words(house, refusal, capsys):
    house.telegram.script("sendDocument", refusal)
    said = await sends(house)
    [words] = house.telegram.shown(5001)
    assert said == str(words["message_id"])
    assert calls(house) == ["sendMessage", "sendDocument"]
    logged = capsys.readouterr().out
    assert "telegram_file_given_up" in logged
    assert "5001" not in logged


async def test_a_file_is_not_tried_for_ever(house):
    house.telegram.script("sendDocument", *[says.BROKEN] * FILE_TRIES)
    for attempt in range(FILE_TRIES - 1):
        with pytest.raises(SendFailed):
            await sends(house, attempts=attempt)
    await sends(house, attempts=FILE_TRIES - 1)
    assert calls(house) == ["sendMessage"] + ["sendDocument"] * FILE_TRIES


async def test_a_safety_message_never_fails_for_its_file(house):
    house.telegram.script("sendDocument", says.BROKEN)
    await house.sends("Ana is not home.", file=FILE)
    assert house.telegram.said(5001) == ["Ana is not home."]


async def test_a_hand_over_cut_short_at_the_file_does_not_repeat_the_words(house):
    house.telegram.script("sendDocument", Trouble("hang"))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await sends(house)
    await sends(house, attempts=1)
    assert house.telegram.said(5001) == ["Planned: bowling."]
    assert len(house.telegram.shown(5001)) == 2


async def test_the_file_takes_a_turn_of_its_own(house, monkeypatch):
    turns = []

    async def turn(chat):
        turns.append(chat)

    monkeypatch.setattr(house.door._sender._pace, "turn", turn)
    await sends(house)
    assert turns == [5001, 5001]


async def test_aiogram_sends_the_same_file_the_same_way(house):
    """Another library's form, which names the file by another road, says the same."""
    await sends(house)
    server = TelegramAPIServer.from_base(house.telegram.url)
    async with Bot(TOKEN, session=AiohttpSession(api=server)) as theirs:
        await theirs.send_document(5001, BufferedInputFile(CALENDAR, "visit.ics"))
    ours, other = house.telegram.called("sendDocument")
    assert ours["chat_id"] == other["chat_id"]
    assert (ours["document"].name, ours["document"].content) == (
        other["document"].name,
        other["document"].content,
    )


REFUSED = [
    ({"document": Upload("a.ics", "text/calendar", b"")}, 400, "file must be non-empty"),
    ({"document": Upload("a.ics", "text/calendar", bytes(1001))}, 413, "Too Large"),
    ({"caption": "x" * 1025}, 400, "caption is too long"),
    ({"caption": "🙂" * 513}, 400, "caption is too long"),
    ({"chat_id": 9}, 400, "chat not found"),
    ({"document": "no-such-file-id"}, 400, "wrong remote file identifier"),
    ({"document": "attach://nothing"}, 400, "wrong remote file identifier"),
]


async def document(double, **change):  # noqa: F811 - the fixture, handed on
    from aiohttp import ClientSession, FormData

    form = FormData(default_to_multipart=True)
    for name, value in ({"chat_id": 5001, "document": Upload("a", "b/c", b"x")} | change).items():
        if isinstance(value, Upload):
            form.add_field(name, value.content, filename=value.name, content_type=value.kind)
        else:
            form.add_field(name, str(value))
    async with (
        ClientSession() as http,
        http.post(f"{double.url}/bot{TOKEN}/sendDocument", data=form) as answer,
    ):
        return answer.status, (await answer.json()).get("description", "")


@pytest.mark.parametrize(("change", "status", "why"), REFUSED)
async def test_the_double_refuses_what_the_real_one_refuses(
    double,  # noqa: F811
    change,
    status,
    why,
    monkeypatch,
):
    assert rules.LARGEST_FILE == 50_000_000
    monkeypatch.setattr(rules, "LARGEST_FILE", 1000)
    answered, said = await document(double, **change)
    assert (answered, why in said) == (status, True)
    assert double.faults == []


@pytest.mark.parametrize("change", [{"colour": "red"}, {"chat_id": "[]"}])
async def test_the_double_finds_forms_that_no_client_should_send(double, change):  # noqa: F811
    from tests.doubles.telegram_rules import description

    if description() is None and "colour" not in change:
        pytest.skip("types are checked only where the published description is present")
    assert (await document(double, **change))[0] == 400
    assert len(double.faults) == 1
