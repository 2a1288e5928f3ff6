"""The bot's own account: webhook, link, and problems in plain words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.channels.telegram import TelegramDoor, TelegramSettings
from bot.channels.telegram.account import HOOKED_ELSEWHERE, POLLING_HOOKED
from tests.channels.telegram.conftest import NOW, SECRET
from tests.doubles.telegram import TOKEN
from tests.doubles.telegram_script import BROKEN, Trouble


async def test_starting_sets_the_webhook_and_throws_nothing_away(house):
    await house.door.start(house.inbox)
    assert house.telegram.called("setWebhook") == [
        {
            "url": "https://porchlight.example/telegram/webhook",
            "secret_token": SECRET,
            "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
            "max_connections": 40,
            "drop_pending_updates": False,
        }
    ]


async def test_a_webhook_that_cannot_be_set_is_tried_until_it_is(house, until, capsys):
    house.telegram.script("setWebhook", BROKEN, Trouble("drop"), Trouble("garbage"))
    await house.door.start(house.inbox)
    await until(lambda: house.telegram.webhook)
    assert capsys.readouterr().out.count("telegram_webhook_not_set") == 3


async def test_stopping_ends_the_trying(house, until):
    house.telegram.script("setWebhook", *[BROKEN] * 50)
    await house.door.start(house.inbox)
    await house.door.stop()
    assert not house.telegram.webhook


async def test_the_link_opens_the_bot_with_its_token_and_the_name_is_asked_for_once(house):
    assert await house.door.link("Zq_9") == "https://t.me/porchlight_double_bot?start=Zq_9"
    assert await house.door.link("b-1") == "https://t.me/porchlight_double_bot?start=b-1"
    assert len(house.telegram.called("getMe")) == 1


@pytest.mark.parametrize("token", ["", "a b", "ŵ", "x" * 65])
async def test_a_link_cannot_carry_every_token(house, token):
    with pytest.raises(ValueError, match="a link carries"):
        await house.door.link(token)


async def test_a_set_up_that_works_has_no_problems_before_and_after_starting(house):
    assert await house.door.problems() == []
    await house.door.start(house.inbox)
    assert await house.door.problems() == []


@pytest.mark.parametrize("token", ["987654321:" + "B" * 35, "nonsense"])
async def test_a_token_that_telegram_does_not_know_is_named(settings, token):
    door = TelegramDoor(replace(settings, token=token))
    [problem] = await door.problems()
    assert "TELEGRAM_BOT_TOKEN" in problem
    await door.stop()


async def test_a_telegram_that_is_away_or_broken_is_said_so(house):
    house.telegram.script("getMe", BROKEN)
    assert await house.door.problems() == ["Telegram refuses to answer (500)."]
    await house.telegram.stop()
    [problem] = await house.door.problems()
    assert "cannot be reached" in problem


async def test_a_webhook_that_fails_or_is_far_behind_is_said_so(house):
    await house.door.start(house.inbox)
    now = int(NOW.timestamp())
    house.telegram.webhook_trouble = {
        "last_error_date": now - 60,
        "last_error_message": "Wrong response from the webhook: 502 Bad Gateway",
        "pending_update_count": 101,
    }
    failing, behind = await house.door.problems()
    assert "502 Bad Gateway" in failing
    assert "101" in behind
    house.telegram.webhook_trouble = {"last_error_date": now - 7200, "last_error_message": "old"}
    assert await house.door.problems() == []


async def test_a_webhook_of_another_house_is_said_so(house):
    house.telegram.webhook = {"url": "https://elsewhere.example/telegram/webhook"}
    assert await house.door.problems() == [HOOKED_ELSEWHERE]


async def test_polling_with_a_webhook_set_is_said_so(settings, telegram):
    door = TelegramDoor(replace(settings, mode="polling", secret=""))
    assert await door.problems() == []
    telegram.webhook = {"url": "https://elsewhere.example"}
    assert await door.problems() == [POLLING_HOOKED]
    await door.stop()


async def test_a_public_address_without_https_is_said_so(settings):
    door = TelegramDoor(replace(settings, public_url="http://porchlight.example"))
    [problem] = await door.problems()
    assert "PUBLIC_URL" in problem
    await door.stop()


@pytest.mark.parametrize(
    "wrong", [{"token": ""}, {"token": "a/b"}, {"secret": ""}, {"secret": "é"}, {"api_url": "x"}]
)
def test_settings_that_cannot_work_are_refused_without_quoting_them(wrong):
    with pytest.raises(ValueError, match=r"token|secret|address") as refused:
        TelegramSettings(**({"token": TOKEN, "secret": SECRET} | wrong))
    assert TOKEN not in str(refused.value)
    assert SECRET not in str(refused.value)
