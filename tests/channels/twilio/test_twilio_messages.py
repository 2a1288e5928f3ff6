"""Messages that come in by SMS and WhatsApp: cases 20 to 28 of the wire."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from bot.channels.twilio.reading import START_WORDS, STOP_WORDS
from bot.channels.twilio.signature import BODY_LIMIT
from flows.events import Arrived, Place, ReachChanged
from flows.facts import Channel, Reach
from tests.channels.twilio.house import ANA, NOON, PUBLIC, House
from tests.doubles.twilio_api import TOKEN
from tests.doubles.twilio_rules import sign

MESSAGES = "/twilio/messages"


async def test_20_a_signed_message_is_kept_and_answered_with_an_empty_response(house: House):
    form = house.twilio.message_form(ANA, "OUT")
    assert await house.twilio.post(MESSAGES, form) == 200
    assert house.inbox.one == Arrived(Channel.SMS, ANA, form["MessageSid"], NOON, "OUT")


@pytest.mark.parametrize("signature", ["", "c2lnbmVk", sign("another token", PUBLIC, [])])
async def test_20_a_missing_or_wrong_signature_is_403_and_nothing_is_stored(house, signature):
    form = house.twilio.message_form(ANA, "OUT")
    assert await house.twilio.post(MESSAGES, form, signature) == 403
    assert house.inbox.brought == 0


async def test_20_a_field_changed_on_the_way_is_403(house: House):
    form = house.twilio.message_form(ANA, "OUT")
    signature = sign(TOKEN, PUBLIC + MESSAGES, form.items())
    assert await house.twilio.post(MESSAGES, form | {"Body": "IN"}, signature) == 403
    assert await house.twilio.post(MESSAGES, form | {"Extra": "1"}, signature) == 403
    assert house.inbox.brought == 0


async def test_20_the_proxys_own_host_is_not_what_twilio_signed(house: House):
    form = house.twilio.message_form(ANA, "OUT")
    signature = sign(TOKEN, house.url + MESSAGES, form.items())
    assert await house.twilio.post(MESSAGES, form, signature) == 403


async def test_20_the_query_is_checked_as_it_came(house: House):
    form = house.twilio.message_form(ANA, "OUT")
    for query in ("?b=2&a=1", "?x=a%20b+c&empty=", "?x=%C5%B5"):
        assert await house.twilio.post(MESSAGES + query, form) == 200
    assert len(house.inbox.events) == 1


async def test_20_blank_fields_are_signed_too(house: House):
    form = house.twilio.message_form(ANA, "OUT")
    assert form["FromCity"] == ""
    assert await house.twilio.post(MESSAGES, form) == 200


async def test_20_the_library_and_the_double_sign_alike():
    form = {"Body": "Ŵyn 🙂 & co", "From": ANA, "FromCity": ""}
    url = f"{PUBLIC}/twilio/voice?m=7&n=1"
    assert RequestValidator(TOKEN).compute_signature(url, form) == sign(TOKEN, url, form.items())


async def test_20_another_accounts_message_is_403(house: House):
    assert await house.twilio.text(ANA, "OUT", AccountSid="AC" + "9" * 32) == 403
    assert house.inbox.brought == 0


@pytest.mark.parametrize("failure", [OverflowError(), OSError("disk"), ValueError("private words")])
async def test_20_what_could_not_be_saved_is_503_and_says_nothing_private(house, failure, capsys):
    house.inbox.breaks = failure
    assert await house.twilio.text(ANA, "private words") == 503
    written = "".join(capsys.readouterr())
    assert "private" not in written
    assert ANA not in written
    house.inbox.breaks = None


@pytest.mark.parametrize("lacking", ["MessageSid", "From", "AccountSid"])
async def test_21_a_signed_message_without_what_it_needs_is_400(house: House, lacking):
    form = house.twilio.message_form(ANA, "OUT")
    for name in {lacking, "SmsSid", "SmsMessageSid"} if lacking == "MessageSid" else {lacking}:
        del form[name]
    assert await house.twilio.post(MESSAGES, form) == 400
    assert await house.twilio.post(MESSAGES, form | {lacking: ""}) in (400, 403)
    assert house.inbox.brought == 0


async def test_21_a_body_that_is_too_large_is_413(house: House):
    assert await house.twilio.text(ANA, "x" * (BODY_LIMIT + 1)) == 413
    assert house.inbox.brought == 0


async def test_21_a_form_of_a_thousand_fields_is_400(house: House):
    form = house.twilio.message_form(ANA, "OUT", **{f"x{n}": "" for n in range(1000)})
    assert await house.twilio.post(MESSAGES, form) == 400


async def test_21_bytes_that_are_no_text_are_refused(house: House):
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            house.url + MESSAGES, data=b"\xff\xfe=%ff", headers={"X-Twilio-Signature": "x"}
        ) as answer,
    ):
        assert answer.status == 403


async def test_22_the_same_message_in_turn_and_at_once_is_one_effect(house: House):
    form = house.twilio.message_form(ANA, "OUT")
    assert await house.twilio.post(MESSAGES, form) == 200
    again = (house.twilio.post(MESSAGES, form) for _ in range(5))
    assert await asyncio.gather(*again) == [200] * 5
    assert house.inbox.brought == 6
    assert house.inbox.one.provider_id == form["MessageSid"]


@pytest.mark.parametrize("body", [" out. ", "Out!", "OUT 🙂", "allan", "stop please", "YES", "ŵ"])
async def test_23_words_come_in_as_they_were_written(house: House, body):
    await house.twilio.text(ANA, body)
    assert isinstance(house.inbox.one, Arrived)
    assert house.inbox.one.text == body


@pytest.mark.parametrize("body", ["sToP", " stop \n", *sorted(STOP_WORDS)])
async def test_23_a_reserved_word_alone_stops_sms(house: House, body):
    form = house.twilio.message_form(ANA, body)
    await house.twilio.post(MESSAGES, form)
    expected = ReachChanged(Channel.SMS, ANA, form["MessageSid"], NOON, Reach.OPTED_OUT, body)
    assert house.inbox.one == expected


@pytest.mark.parametrize("body", ["start", *sorted(START_WORDS)])
async def test_23_start_lets_sms_through_again(house: House, body):
    await house.twilio.text(ANA, body)
    assert (house.inbox.one.reach, house.inbox.one.text) == (Reach.OK, body)


async def test_23_what_twilio_did_decides_over_the_word(house: House):
    await house.twilio.text(ANA, "peidio", OptOutType="STOP")
    await house.twilio.text(ANA, "YES", OptOutType="START")
    await house.twilio.text(ANA, "HELP", OptOutType="HELP")
    stopped, started, helped = house.inbox.events
    assert (stopped.reach, stopped.text) == (Reach.OPTED_OUT, "peidio")
    assert (started.reach, started.text) == (Reach.OK, "YES")
    assert isinstance(helped, Arrived)
    assert helped.text == "HELP"


async def test_23_twilio_keeps_no_words_of_its_own_on_whatsapp(house: House):
    await house.twilio.text(f"whatsapp:{ANA}", "END")
    assert isinstance(house.inbox.one, Arrived)


async def test_25_a_button_for_a_word_is_that_word(house: House):
    await house.twilio.text(
        f"whatsapp:{ANA}", "I am out", ButtonText="I am out", ButtonPayload="w:OUT"
    )
    assert (house.inbox.one.text, house.inbox.one.choice) == ("OUT", None)


async def test_25_a_button_of_a_question_is_a_choice(house: House):
    await house.twilio.text(
        f"whatsapp:{ANA}", "Saturday", ButtonText="Saturday", ButtonPayload="p:31:sat:2"
    )
    assert (house.inbox.one.text, house.inbox.one.choice) == ("Saturday", "31:sat:2")


@pytest.mark.parametrize("payload", ["", "p:", "p:31", "w:", "something else"])
async def test_25_a_button_we_did_not_make_is_what_stands_on_it(house: House, payload):
    await house.twilio.text(f"whatsapp:{ANA}", "", ButtonText="Saturday", ButtonPayload=payload)
    assert (house.inbox.one.text, house.inbox.one.choice) == ("Saturday", None)


async def test_25_a_row_of_a_list_is_a_choice(house: House):
    await house.twilio.text(f"whatsapp:{ANA}", "Sat", ListTitle="Sat", ListId="p:31:sat")
    assert house.inbox.one.choice == "31:sat"


async def test_26_the_same_person_by_sms_and_whatsapp_has_one_number(house: House):
    await house.twilio.text(ANA, "IN")
    await house.twilio.text(f"whatsapp:{ANA}", "OUT")
    assert [(e.channel, e.address) for e in house.inbox.events] == [
        (Channel.SMS, ANA),
        (Channel.WHATSAPP, ANA),
    ]


async def test_27_a_place(house: House):
    await house.twilio.text(
        f"whatsapp:{ANA}", Latitude="51.4816", Longitude="-3.1791", Label="Castle", Address="x"
    )
    assert house.inbox.one.place == Place(51.4816, -3.1791, "Castle")
    assert house.inbox.one.unsupported is None


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("x", "1"), ("nan", "1"), ("91", "0"), ("", "")]
)
async def test_27_a_place_that_is_none(house: House, latitude, longitude):
    await house.twilio.text(f"whatsapp:{ANA}", "here", Latitude=latitude, Longitude=longitude)
    assert (house.inbox.one.place, house.inbox.one.text) == (None, "here")


@pytest.mark.parametrize("sender", ["BANK", "61234", "rcs:agent", "whatsapp:ana", "+44"])
async def test_28_a_sender_who_cannot_be_answered_is_ignored(house: House, sender, capsys, caplog):
    assert await house.twilio.text(sender, "OUT") == 200
    assert house.inbox.brought == 0
    assert sender not in "".join(capsys.readouterr()) + caplog.text


async def test_a_message_with_nothing_in_it_says_so(house: House):
    await house.twilio.text(ANA, "  ")
    assert house.inbox.one.unsupported == "empty"


async def test_only_post_is_answered(house: House):
    async with (
        aiohttp.ClientSession() as session,
        session.get(house.url + MESSAGES) as answer,
    ):
        assert answer.status == 405
