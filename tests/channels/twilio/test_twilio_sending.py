"""Messages that go out by SMS and WhatsApp: cases 29 and 30 of the wire."""

from __future__ import annotations

import asyncio
import logging
import time
import traceback
from datetime import timedelta

import pytest

from bot.channels.twilio import errors
from bot.channels.twilio.settings import TwilioSettings
from flows.events import SendError
from flows.facts import Channel
from scheduler.sending import SendFailed
from tests.channels.twilio.house import ANA, CLEO, PUBLIC, House, out, settings
from tests.doubles.twilio_api import (
    BROKEN,
    BROKEN_AFTER_ACCEPTING,
    GATEWAY_PAGE,
    HANGS,
    HANGS_AFTER_ACCEPTING,
    NOT_JSON,
    SERVICE,
    SMS_NUMBER,
    TOKEN,
    TOO_MANY,
    UNAVAILABLE,
    WHATSAPP_NUMBER,
    Failure,
)


async def refused(house: House, channel: Channel = Channel.SMS, **changes) -> SendFailed:
    with pytest.raises(SendFailed) as failed:
        await house.sender(channel).send(out(channel, **changes))
    return failed.value


async def test_29_an_sms(house: House):
    sid = await house.sender(Channel.SMS).send(out(valid_for=timedelta(minutes=9, seconds=0.7)))
    [sent] = house.twilio.messages
    assert sent.sid == sid
    assert dict(sent.form) == {
        "To": ANA,
        "From": SMS_NUMBER,
        "Body": "Are you home, Ana? Text OUT.",
        "StatusCallback": f"{PUBLIC}/twilio/status",
        "ValidityPeriod": "540",
        "SmartEncoded": "false",
    }


async def test_29_a_messaging_service_sends_in_place_of_a_number(another_house):
    house = await another_house(messaging_service_sid=SERVICE)
    await house.sender(Channel.SMS).send(out())
    [sent] = house.twilio.messages
    assert sent.form["MessagingServiceSid"] == SERVICE
    assert "From" not in sent.form


async def test_29_a_whatsapp_message(house: House):
    await house.sender(Channel.WHATSAPP).send(out(Channel.WHATSAPP))
    [sent] = house.twilio.messages
    assert (sent.to, sent.form["From"]) == (f"whatsapp:{ANA}", f"whatsapp:{WHATSAPP_NUMBER}")


async def test_29_a_template_goes_without_a_body(house: House):
    template = ("HX" + "a" * 32, {"1": "Ŵyn", "2": "17:30"})
    await house.sender(Channel.WHATSAPP).send(out(Channel.WHATSAPP, template=template))
    [sent] = house.twilio.messages
    assert sent.form["ContentSid"] == template[0]
    assert sent.form["ContentVariables"] == '{"1": "Ŵyn", "2": "17:30"}'
    assert "Body" not in sent.form


@pytest.mark.parametrize(("seconds", "sent"), [(-5, 1), (0.4, 1), (90, 90), (86_400, 36_000)])
async def test_29_validity_keeps_to_twilios_bounds(house: House, seconds, sent):
    await house.sender(Channel.SMS).send(out(valid_for=timedelta(seconds=seconds)))
    assert house.twilio.messages[0].form["ValidityPeriod"] == str(sent)


async def test_29_welsh_emoji_and_markup_leave_as_they_are(house: House):
    text = "Ŵyt ti'n iawn, J_*[? £5 & <b> 🙂 “â”"
    await house.sender(Channel.SMS).send(out(text=text))
    assert house.twilio.messages[0].body == text


async def test_29_a_long_text_leaves_in_parts_and_goes_by_the_last(house: House):
    text = " ".join(f"Sentence number {n}." for n in range(150))
    sid = await house.sender(Channel.SMS).send(out(text=text))
    bodies = [m.body for m in house.twilio.messages]
    assert len(bodies) == 2
    assert " ".join(bodies) == text
    assert sid == house.twilio.messages[-1].sid
    began = house.twilio.now() - timedelta(seconds=30)
    found = await house.sender(Channel.SMS).find(out(text=text, unsure_since=began))
    assert found == sid


async def test_29_only_channels_with_a_number_have_a_sender(another_house):
    house = await another_house(whatsapp_from="", voice_from=None)
    assert set(house.door.senders) == {Channel.SMS}


async def test_29_many_at_once_each_leave_once(house: House):
    sender = house.sender(Channel.SMS)
    sids = await asyncio.gather(*(sender.send(out(text=f"number {n}")) for n in range(40)))
    assert len(set(sids)) == 40
    assert {m.body for m in house.twilio.messages} == {f"number {n}" for n in range(40)}


async def test_29_the_pace_is_counted_in_segments(another_house):
    house = await another_house(segments_per_second=10)
    sender = house.sender(Channel.SMS)
    began = time.monotonic()
    await asyncio.gather(*(sender.send(out(text="ŵ" * 71)) for _ in range(6)))  # 2 segments each
    assert 0.15 <= time.monotonic() - began < 5  # 10 at once, 2 more at 10 a second


@pytest.mark.parametrize(
    ("failure", "error", "code"),
    [
        (TOO_MANY, SendError.RETRY, "20429"),
        (UNAVAILABLE, SendError.RETRY, "20503"),
        (BROKEN, SendError.UNKNOWN, "20500"),
        (GATEWAY_PAGE, SendError.UNKNOWN, "502"),
        (NOT_JSON, SendError.UNKNOWN, "JSONDecodeError"),
        (Failure(201, accepted=True, raw="{}"), SendError.UNKNOWN, "no sid"),
        (Failure(201, accepted=True, raw="[]"), SendError.UNKNOWN, "AttributeError"),
        (Failure(302, raw=""), SendError.CONFIG, "302"),
        (Failure(400, 21408), SendError.CONFIG, "21408"),
        (Failure(400, 63016), SendError.WINDOW, "63016"),
        (Failure(400, 63018), SendError.RETRY, "63018"),
        (Failure(400, 21611), SendError.RETRY, "21611"),
        (Failure(400, 29999), SendError.PERMANENT, "29999"),
    ],
)
async def test_30_a_refusal_says_what_to_do(house: House, failure, error, code):
    house.twilio.failures.append(failure)
    failed = await refused(house)
    assert (failed.error, failed.code) == (error, code)
    assert len(house.twilio.log) == 1  # nothing retries by itself


async def test_30_an_opted_out_person_a_landline_and_a_non_number(house: House):
    house.twilio.opted_out.add(ANA)
    house.twilio.landlines.add(CLEO)
    failures = [await refused(house), await refused(house, to=CLEO), await refused(house, to="+0")]
    assert [(f.error, f.code) for f in failures] == [
        (SendError.OPTED_OUT, "21610"),
        (SendError.INVALID, "21614"),
        (SendError.INVALID, "21211"),
    ]


async def test_30_a_wrong_token_is_a_fault_of_our_settings(another_house):
    house = await another_house(auth_token="another")
    failed = await refused(house)
    assert (failed.error, failed.code) == (SendError.CONFIG, "20003")


async def test_30_an_api_that_is_not_there_never_took_it(another_house):
    house = await another_house(api_url="http://127.0.0.1:9")
    failed = await refused(house)
    assert (failed.error, failed.code) == (SendError.RETRY, "connect")


@pytest.mark.parametrize("failure", [HANGS_AFTER_ACCEPTING, BROKEN_AFTER_ACCEPTING, NOT_JSON])
async def test_30_what_may_have_been_taken_is_found(another_house, failure):
    house = await another_house(timeout=0.3)
    began = house.twilio.now()
    house.twilio.failures.append(failure)
    failed = await refused(house)
    assert failed.error is SendError.UNKNOWN
    found = await house.sender(Channel.SMS).find(out(unsure_since=began))
    assert found == house.twilio.messages[0].sid


async def test_30_what_was_not_taken_is_not_found(another_house):
    house = await another_house(timeout=0.3)
    began = house.twilio.now()
    sender = house.sender(Channel.SMS)
    await sender.send(out(text="another text"))
    await sender.send(out(to=CLEO))
    house.twilio.failures.append(HANGS)
    assert (await refused(house)).error is SendError.UNKNOWN
    assert await sender.find(out(unsure_since=began)) is None
    assert await sender.find(out()) is None


async def test_30_an_earlier_message_with_the_same_text_is_another(house: House):
    await house.sender(Channel.SMS).send(out())
    later = house.twilio.now() + timedelta(seconds=10)
    assert await house.sender(Channel.SMS).find(out(unsure_since=later)) is None


async def test_30_a_lookup_that_fails_leaves_it_unsure(another_house):
    house = await another_house(timeout=0.3)
    sender, unsure = house.sender(Channel.SMS), out(unsure_since=house.twilio.now())
    await house.twilio.stop()
    with pytest.raises(SendFailed) as failed:
        await sender.find(unsure)
    assert failed.value.error is SendError.UNKNOWN
    refusing = await another_house(auth_token="another")
    with pytest.raises(SendFailed) as failed:
        await refusing.sender(Channel.SMS).find(unsure)
    assert failed.value.error is SendError.CONFIG


async def test_30_failures_and_logs_hold_no_number_text_or_token(house: House, caplog, capsys):
    caplog.set_level(logging.DEBUG)
    began = house.twilio.now()
    house.twilio.failures += [Failure(400, 21211), BROKEN, NOT_JSON]
    failures = [await refused(house, text="private words") for _ in range(3)]
    await house.sender(Channel.SMS).find(out(text="private words", unsure_since=began))
    told = "".join(
        "".join(traceback.format_exception(f)) + repr(f) + repr(vars(f)) for f in failures
    )
    assert [f.__context__ for f in failures] == [None] * 3
    for private in (ANA, ANA[1:], "private words", TOKEN):
        assert private not in told + caplog.text + "".join(capsys.readouterr())


def test_30_every_code_of_the_wire_has_its_meaning():
    meanings = {
        20429: SendError.RETRY,
        20003: SendError.CONFIG,
        21610: SendError.OPTED_OUT,
        21211: SendError.INVALID,
        21614: SendError.INVALID,
        30003: SendError.RETRY,
        30008: SendError.RETRY,
        30004: SendError.BLOCKED,
        30005: SendError.INVALID,
        30006: SendError.INVALID,
        30007: SendError.PERMANENT,
        63016: SendError.WINDOW,
        63018: SendError.RETRY,
        21611: SendError.RETRY,
    }
    assert {code: errors.CODES[code] for code in meanings} == meanings
    assert errors.of_code("") is errors.of_code("12345") is SendError.PERMANENT


def test_settings_are_tidied_and_hide_the_token():
    written = settings(
        "http://127.0.0.1:1/",
        sms_from="07700 900900",
        whatsapp_from="whatsapp:+447700900901",
        voice_from="0117 496 0000",
        messaging_service_sid=" ",
        public_url="https://porchlight.example/ ",
    )
    assert (written.sms_from, written.whatsapp_from) == (SMS_NUMBER, WHATSAPP_NUMBER)
    assert (written.voice_from, written.messaging_service_sid) == ("+441174960000", None)
    assert (written.public_url, written.api_url) == (
        "https://porchlight.example",
        "http://127.0.0.1:1",
    )
    assert TOKEN not in repr(written)
    assert settings(sms_from="Porchlight").sms_from == "Porchlight"


async def test_the_environment_does_not_move_twilios_hosts(another_house, monkeypatch):
    monkeypatch.setenv("TWILIO_REGION", "au1")
    monkeypatch.setenv("TWILIO_EDGE", "sydney")
    house = await another_house()
    await house.sender(Channel.SMS).send(out())
    assert len(house.twilio.messages) == 1


@pytest.mark.parametrize(
    ("api", "asked", "sent"),
    [
        ("https://api.twilio.com", "https://messaging.twilio.com/v1/x", None),
        ("http://127.0.0.1:9/t", "https://api.twilio.com/x?a=1", "http://127.0.0.1:9/t/x?a=1"),
        ("http://127.0.0.1:9", "https://messaging.twilio.com/v1", "http://127.0.0.1:9/v1"),
        ("https://api.dublin.ie1.twilio.com", "https://messaging.twilio.com/v1/x", None),
        (
            "https://api.dublin.ie1.twilio.com",
            "https://api.twilio.com/x",
            "https://api.dublin.ie1.twilio.com/x",
        ),
    ],
)
async def test_requests_go_to_the_configured_host(api, asked, sent):
    from bot.channels.twilio.api import Transport

    transport = Transport(TwilioSettings("AC", "x", PUBLIC, api_url=api).api_url)
    assert transport.where(asked) == (sent or asked)
    await transport.close()
