"""The double itself: a stand-in that accepted anything would prove nothing."""

from __future__ import annotations

import pytest
from aiohttp import ClientSession

from tests.doubles.telegram import TOKEN, TelegramDouble

ROW = [{"text": "OK", "callback_data": "w:OK"}]


@pytest.fixture
async def double():
    """Apart from the shared one, which lets no test end with a faulty call."""
    telegram = TelegramDouble(5001)
    await telegram.start()
    yield telegram
    await telegram.stop()


async def call(double, method, token=TOKEN, **params):
    async with ClientSession() as http:
        url = f"{double.url}/bot{token}/{method}"
        async with http.post(url, json=params) as answer:
            return answer.status, (await answer.json()).get("description", "")


REFUSED = [
    ({"text": " "}, "message text is empty"),
    ({"text": "x" * 4097}, "message is too long"),
    ({"text": "🙂" * 2049}, "message is too long"),
    ({"chat_id": 9}, "chat not found"),
    ({"reply_markup": {"inline_keyboard": [[{"text": "A", "callback_data": "ŵ" * 33}]]}}, "BUTTON"),
    ({"reply_markup": {"inline_keyboard": [[{"text": "A"}]]}}, "one kind"),
    ({"reply_markup": {"inline_keyboard": [[{"text": "", "callback_data": "a"}]]}}, "empty"),
]
FAULTY = [
    {"text": 7},
    {"chat_id": True},
    {"colour": "red"},
    {"reply_markup": {"inline_keyboard": ROW}},
    {"reply_markup": {"inline_keyboard": [[{"text": "A", "callback_data": 5}]]}},
]


@pytest.mark.parametrize(("change", "why"), REFUSED)
async def test_it_refuses_what_the_real_one_refuses(double, change, why):
    status, said = await call(double, "sendMessage", **({"chat_id": 5001, "text": "x"} | change))
    assert status == 400
    assert why in said
    assert double.faults == []


@pytest.mark.parametrize("change", FAULTY)
async def test_it_finds_calls_that_no_client_should_make(double, change):
    from tests.doubles.telegram_rules import description

    if description() is None and "colour" not in change:
        pytest.skip("types are checked only where the published description is present")
    status, _ = await call(double, "sendMessage", **({"chat_id": 5001, "text": "x"} | change))
    assert status == 400
    assert len(double.faults) == 1


@pytest.mark.parametrize(("token", "status"), [("1:" + "x" * 35, 401), ("nonsense", 404)])
async def test_it_knows_its_token(double, token, status):
    assert (await call(double, "getMe", token))[0] == status


async def test_it_fetches_nothing_while_a_webhook_is_set(double):
    await call(double, "setWebhook", url="https://a.example", secret_token="s")
    status, said = await call(double, "getUpdates", timeout=0)
    assert (status, "webhook is active" in said) == (409, True)


@pytest.mark.parametrize("wrong", [{"url": "http://a.example"}, {"secret_token": "é"}])
async def test_it_takes_no_webhook_that_the_real_one_would_not(double, wrong):
    status, _ = await call(double, "setWebhook", **({"url": "https://a.example"} | wrong))
    assert status == 400


async def test_it_works_without_the_published_description(double, monkeypatch):
    monkeypatch.setattr("tests.doubles.telegram_rules.description", lambda: None)
    assert (await call(double, "sendMessage", chat_id=5001, text="x"))[0] == 200
    assert (await call(double, "sendMessage", chat_id=5001, text="x", colour="red"))[0] == 400
    assert (await call(double, "sendPigeon", chat_id=5001))[0] == 400
