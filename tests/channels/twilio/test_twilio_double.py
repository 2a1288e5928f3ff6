"""The double refuses what Twilio refuses: otherwise the other tests prove little."""

from __future__ import annotations

import aiohttp
import pytest
from multidict import MultiDict

from tests.channels.twilio.house import ANA
from tests.doubles.twilio_api import ACCOUNT, SERVICE, SMS_NUMBER, TOKEN, WHATSAPP_NUMBER
from tests.doubles.twilio_phone import TwimlError, parse
from tests.doubles.twilio_rules import NAMES, RefusalError, check_call, check_message, spec_names

GOOD = {"To": ANA, "From": SMS_NUMBER, "Body": "hello"}
SENDERS = {SMS_NUMBER, f"whatsapp:{WHATSAPP_NUMBER}"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"To": ""}, 21604),
        ({"To": "07700 900123"}, 21211),
        ({"To": f"sms:{ANA}"}, 21211),
        ({"From": None}, 21603),
        ({"MessagingServiceSid": SERVICE}, 21603),
        ({"From": None, "MessagingServiceSid": "MG1"}, 21705),
        ({"From": "+447700900000"}, 21659),
        ({"To": f"whatsapp:{ANA}"}, 21910),
        ({"Body": None}, 21602),
        ({"Body": "  "}, 21602),
        ({"Body": "x" * 1601}, 21617),
        ({"Body": "x", "ContentSid": "HX" + "a" * 32}, 20001),
        ({"Body": None, "ContentSid": "HX1"}, 21655),
        ({"ValidityPeriod": "0"}, 21624),
        ({"ValidityPeriod": "36001"}, 21624),
        ({"ValidityPeriod": "1.5"}, 21624),
        ({"StatusCallback": "/twilio/status"}, 21609),
        ({"StatusCallBack": "https://porchlight.example"}, 20001),
    ],
)
def test_a_message_is_refused(changes, code):
    form = MultiDict({k: v for k, v in (GOOD | changes).items() if v is not None})
    with pytest.raises(RefusalError) as refused:
        check_message(form, SENDERS, {SERVICE})
    assert refused.value.code == code


def test_a_good_message_is_taken():
    check_message(MultiDict(GOOD | {"Body": "x" * 1600}), SENDERS, {SERVICE})


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"To": "x"}, 21211),
        ({"From": ANA}, 21210),
        ({"Url": ""}, 21205),
        ({"MachineDetection": "Enable"}, 20001),
        ({"StatusCallbackEvent": "finished"}, 21626),
        ({"Timeout": "601"}, 21213),
    ],
)
def test_a_call_is_refused(changes, code):
    good = {"To": ANA, "From": SMS_NUMBER, "Url": "https://porchlight.example/voice"}
    check_call(MultiDict(good), SENDERS)
    with pytest.raises(RefusalError) as refused:
        check_call(MultiDict(good | changes), SENDERS)
    assert refused.value.code == code


@pytest.mark.parametrize("call", sorted(NAMES))
def test_the_names_we_know_are_in_twilios_own_description(call):
    stated = spec_names(call)
    if not stated:
        pytest.skip("the description is not at hand")
    assert set(NAMES[call].split()) <= stated


@pytest.mark.parametrize(
    "twiml",
    [
        "not xml",
        "<Reply/>",
        "<Response><Sing/></Response>",
        "<Response><Say>hello</Say></Response>",
        '<Response><Say voice="Polly.Amy" language="cy-GB">hello</Say></Response>',
        '<Response><Say voice="Polly.Amy" language="en-GB"> </Say></Response>',
        '<Response><Gather numDigits="2" action="x"/></Response>',
        '<Response><Gather num_digits="1" action="x"/></Response>',
        "<Response><Gather><Hangup/></Gather></Response>",
    ],
)
def test_twiml_that_twilio_would_not_play(twiml):
    with pytest.raises(TwimlError):
        parse(twiml, "text/xml")
    with pytest.raises(TwimlError):
        parse("<Response/>", "text/html")


async def test_nobody_else_gets_in(house):
    home = f"{house.twilio.url}/2010-04-01/Accounts"
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{home}/{ACCOUNT}/Messages.json") as answer:
            assert (answer.status, (await answer.json())["code"]) == (401, 20003)
        headers = {"Authorization": aiohttp.encode_basic_auth(ACCOUNT, TOKEN)}
        async with session.get(f"{home}/{ACCOUNT}1/Messages.json", headers=headers) as answer:
            assert answer.status == 404
