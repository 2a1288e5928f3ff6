"""What an operator is told about a Twilio set-up."""

from __future__ import annotations

from tests.channels.twilio.house import PUBLIC
from tests.doubles.twilio_api import SERVICE, SMS_NUMBER, VOICE_NUMBER

ELSEWHERE = "https://demo.example/reply"


async def test_nothing_is_wrong(house):
    assert await house.door.problems() == []


async def test_nothing_is_wrong_with_a_service(another_house):
    house = await another_house(messaging_service_sid=SERVICE)
    assert await house.door.problems() == []
    house.twilio.services[SERVICE] |= {
        "use_inbound_webhook_on_number": True,
        "inbound_request_url": None,
    }
    assert await house.door.problems() == []


async def test_a_wrong_token(another_house):
    house = await another_house(auth_token="another")
    [problem] = await house.door.problems()
    assert "refuses" in problem
    assert "another" not in problem


async def test_twilio_does_not_answer(another_house):
    house = await another_house(api_url="http://127.0.0.1:9")
    [problem] = await house.door.problems()
    assert "did not answer" in problem


async def test_a_suspended_or_trial_account(house):
    house.twilio.account_status = "suspended"
    assert "suspended" in (await house.door.problems())[0]
    house.twilio.account_status, house.twilio.account_type = "active", "Trial"
    assert "trial" in (await house.door.problems())[0]


async def test_no_sender_at_all(another_house):
    house = await another_house(sms_from=None, whatsapp_from=None, voice_from=None)
    [problem] = await house.door.problems()
    assert "No Twilio number" in problem
    assert house.door.senders == {}


async def test_numbers_of_another_account(another_house):
    house = await another_house(sms_from="+447700900999", voice_from="+441174960999")
    sms, voice = await house.door.problems()
    assert sms.startswith("+447700900999 is not a number of this Twilio account")
    assert voice.startswith("+441174960999 is not a number of this Twilio account")
    house.twilio.caller_ids.add("+441174960999")
    assert len(await house.door.problems()) == 1


async def test_numbers_that_cannot(house):
    for number in (SMS_NUMBER, VOICE_NUMBER):
        house.twilio.numbers[number]["capabilities"] = {"sms": False, "voice": False}
    assert await house.door.problems() == [
        f"{SMS_NUMBER} cannot send SMS.",
        f"{VOICE_NUMBER} cannot make calls.",
    ]


async def test_a_name_cannot_be_answered(another_house):
    house = await another_house(sms_from="Porchlight")
    [problem] = await house.door.problems()
    assert "nobody can answer" in problem


async def test_messages_that_go_elsewhere(house):
    number = house.twilio.numbers[SMS_NUMBER]
    number["sms_url"] = ELSEWHERE
    assert await house.door.problems() == [
        f"SMS to {SMS_NUMBER} go to {ELSEWHERE}; they must go to {PUBLIC}/twilio/messages."
    ]
    number |= {"sms_url": f"{PUBLIC}/twilio/messages#rc=5", "sms_method": "GET"}
    assert "POST" in (await house.door.problems())[0]


async def test_a_service_of_another_account_or_with_messages_elsewhere(another_house):
    house = await another_house(messaging_service_sid=SERVICE)
    house.twilio.services[SERVICE]["inbound_request_url"] = None
    assert "no address" in (await house.door.problems())[0]
    del house.twilio.services[SERVICE]
    assert "messaging service" in (await house.door.problems())[0]
