"""The token is part of every Bot API address; it shows nowhere, whatever goes wrong."""

from __future__ import annotations

import logging
import subprocess
import sys
import traceback
from dataclasses import replace

import pytest

from bot.channels.telegram import TelegramDoor
from flows.facts import Channel
from scheduler.sending import SendFailed
from tests.channels.telegram import wire
from tests.channels.telegram.conftest import SECRET, RecordingInbox, outgoing
from tests.doubles.telegram import TOKEN
from tests.doubles.telegram_script import BLOCKED, BROKEN, UNAUTHORIZED, Refusal, Trouble

TROUBLES = [
    BLOCKED,
    BROKEN,
    UNAUTHORIZED,
    Refusal(302),
    *(Trouble(kind) for kind in ("hang", "drop", "garbage", "empty")),
]


@pytest.fixture
def logged(caplog, capfd):
    """Everything written so far, at the most talkative level."""
    caplog.set_level(logging.DEBUG)
    for name in ("telegram", "telegram.Bot", "telegram.BaseRequest", "aiohttp", "asyncio"):
        caplog.set_level(logging.DEBUG, logger=name)
    return lambda: caplog.text + "".join(capfd.readouterr())


def whole_story(error: BaseException) -> str:
    """What a crash report would print, chained errors and all."""
    chain, told = [error], []
    while chain:
        each = chain.pop()
        told += [repr(each), str(each), *traceback.format_exception(each)]
        chain += [e for e in (each.__cause__, each.__context__) if e is not None]
    return "".join(told)


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_no_failure_to_send_shows_the_token_or_the_words(house, logged, trouble):
    house.telegram.script("sendMessage", trouble)
    with pytest.raises(SendFailed) as failed:
        await house.sends("Ana is not home")
    told = whole_story(failed.value) + logged()
    assert TOKEN not in told
    assert "not home" not in told.replace('await house.sends("Ana is not home")', "")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1", "http://no-such-house.invalid", "http://10.255.255.1"]
)
async def test_an_api_that_cannot_be_reached_shows_no_token(settings, logged, url):
    door = TelegramDoor(replace(settings, api_url=url, connect_seconds=0.05))
    with pytest.raises(SendFailed) as failed:
        await door.senders[Channel.TELEGRAM].send(outgoing("x"))
    problems = await door.problems()
    with pytest.raises(Exception) as unlinked:  # noqa: PT011 - any kind may not tell
        await door.link("a")
    told = whole_story(failed.value) + whole_story(unlinked.value) + "".join(problems) + logged()
    assert TOKEN not in told
    await door.stop()


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_polling_courtesies_and_set_up_log_no_token(
    settings, telegram, logged, trouble, until
):
    for method in ("deleteWebhook", "getUpdates", "answerCallbackQuery", "getMe"):
        telegram.script(method, trouble)
    door = TelegramDoor(replace(settings, mode="polling", secret="", poll_seconds=0))
    problems = await door.problems()
    telegram.queue(wire.press("w:OUT"))
    await door.start(RecordingInbox())
    await until(lambda: telegram.called("editMessageReplyMarkup") or len(telegram.calls) > 8)
    await door.stop()
    assert TOKEN not in logged() + "".join(problems)


async def test_ordinary_work_logs_neither_token_nor_words_at_any_level(house, logged):
    await house.door.start(house.inbox)
    await house.takes(wire.text("Ana's own words"))
    await house.sends("Our own words")
    told = logged()
    assert TOKEN not in told
    assert SECRET not in told
    assert "own words" not in told


async def test_nothing_shows_its_secrets_when_printed(house, settings):
    shown = f"{settings!r} {settings} {house.door!r} {vars(house.door)!r} {house.door._bot!r}"
    assert TOKEN not in shown
    assert SECRET not in shown


def test_a_house_without_telegram_never_loads_its_library():
    code = (
        "import sys; from bot.channels.telegram import TelegramDoor, TelegramSettings;"
        "sys.exit(any(m.split('.')[0] in ('telegram', 'httpx', 'aiogram') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
