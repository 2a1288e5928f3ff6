"""Calls: cases 33 and 34 of the wire."""

from __future__ import annotations

from datetime import timedelta

import pytest

from flows.events import Arrived, SendError
from flows.facts import Channel
from locales.voice_messages import VOICE_AGAIN, VOICE_UNKNOWN_CALL
from scheduler.sending import SendFailed, Status
from tests.channels.twilio.house import CLEO, NOON, PUBLIC, House, out
from tests.doubles.twilio_api import HANGS_AFTER_ACCEPTING, VOICE_NUMBER
from tests.doubles.twilio_phone import Phone, parse

OVERDUE = "Ana is overdue. The details are on your phone. Press 1 to take it."
TAKEN = "Thank you. You have it."
AGAIN = VOICE_AGAIN.english
NOTHING = VOICE_UNKNOWN_CALL.english
VOICE = "/twilio/voice"


async def called(house: House, text: str = OVERDUE, language: str = "en"):
    """A call to Cleo is placed and has a text; key 1 is answered."""
    house.inbox.calls[7] = (text, language)
    house.inbox.says = {"1": [TAKEN], "3": ["Thank you. Somebody else is asked."]}
    await house.sender(Channel.VOICE).send(out(Channel.VOICE, to=CLEO, text=text))
    return house.twilio.calls[-1]


async def test_33_a_call_is_placed(house: House):
    call = await called(house)
    assert dict(call.form) == {
        "To": CLEO,
        "From": VOICE_NUMBER,
        "Url": f"{PUBLIC}/twilio/voice?m=7",
        "Method": "POST",
        "StatusCallback": f"{PUBLIC}/twilio/status",
        "StatusCallbackEvent": "completed",
        "Timeout": "25",
    }


async def test_33_one_takes_it(house: House):
    call = await called(house)
    heard = await house.twilio.ring(call, Phone(keys=["1"]))
    assert heard.texts == [[OVERDUE, OVERDUE], [TAKEN]]
    assert heard.error == ""
    assert heard.scripts[-1].hangs_up
    assert house.inbox.one == Arrived(
        Channel.VOICE, CLEO, f"{call.sid}:1", NOON, choice="1", call=7
    )
    assert house.inbox.receipts[-1].status is Status.ANSWERED


async def test_33_the_largest_id_a_message_can_have(house: House):
    house.inbox.calls[2**63 - 1] = (OVERDUE, "en")
    await house.sender(Channel.VOICE).send(out(Channel.VOICE, to=CLEO, id=2**63 - 1))
    heard = await house.twilio.ring(house.twilio.calls[-1], Phone(keys=["1"]))
    assert heard.texts[0] == [OVERDUE, OVERDUE]
    assert house.inbox.one.call == 2**63 - 1


async def test_33_two_repeats_and_changes_nothing(house: House):
    call = await called(house)
    heard = await house.twilio.ring(call, Phone(keys=["2", "2", "3"]))
    assert heard.texts[:3] == [[OVERDUE, OVERDUE]] * 3
    assert (house.inbox.one.choice, house.inbox.one.provider_id) == ("3", f"{call.sid}:3")


@pytest.mark.parametrize("ends", ["busy", "no-answer", "canceled", "failed", "completed"])
async def test_33_anything_but_a_key_is_no_answer(house: House, ends):
    call = await called(house)
    heard = await house.twilio.ring(call, Phone(keys=[], picks_up=ends))
    assert heard.error == ""
    assert house.inbox.brought == 0
    assert len(house.inbox.receipts) == 1


async def test_33_a_voicemail_is_told_and_hung_up_on(house: House):
    call = await called(house)
    heard = await house.twilio.ring(call, Phone())
    assert heard.texts == [[OVERDUE, OVERDUE]]
    assert heard.scripts[0].hangs_up
    assert house.inbox.brought == 0


@pytest.mark.parametrize("key", ["9", "0", "*", "#"])
async def test_33_a_wrong_key_is_asked_again(house: House, key):
    call = await called(house)
    heard = await house.twilio.ring(call, Phone(keys=[key, "1"]))
    assert heard.texts == [[OVERDUE, OVERDUE], [AGAIN, OVERDUE, OVERDUE], [TAKEN]]
    assert [e.choice for e in house.inbox.events] == [key, "1"]
    assert [e.provider_id for e in house.inbox.events] == [f"{call.sid}:1", f"{call.sid}:2"]


@pytest.mark.parametrize("digits", ["", "11", "hangup", "１"])
async def test_33_what_is_no_single_key_is_no_key(house: House, digits):
    call = await called(house)
    form = house.twilio.call_form(call) | {"Digits": digits}
    status, twiml, _ = await house.twilio.fetch_twiml(f"{PUBLIC}{VOICE}?m=7&n=1", form)
    assert status == 200
    assert "<Gather" in twiml
    assert house.inbox.brought == 0


async def test_33_the_same_key_request_twice_is_one_event(house: House):
    call = await called(house)
    form = house.twilio.call_form(call) | {"Digits": "1"}
    answers = [await house.twilio.fetch_twiml(f"{PUBLIC}{VOICE}?m=7&n=1", form) for _ in range(2)]
    assert answers[0] == answers[1]
    assert house.inbox.brought == 2
    assert house.inbox.one.provider_id == f"{call.sid}:1"


async def test_33_welsh_is_read_by_a_welsh_voice(house: House):
    call = await called(house, "Mae Ana’n hwyr. Pwyswch 1. Ŵ & <b>", "cy")
    heard = await house.twilio.ring(call, Phone())
    assert {line.language for line in heard.scripts[0].lines} == {"cy-GB"}
    assert heard.texts[0][0] == "Mae Ana’n hwyr. Pwyswch 1. Ŵ & <b>"


async def test_34_a_key_after_someone_else_took_it_hears_who_has_it(house: House):
    call = await called(house)
    house.inbox.says["1"] = ["Dee has it since 17:40.", "Thank you."]
    heard = await house.twilio.ring(call, Phone(keys=["1"]))
    assert heard.texts[-1] == ["Dee has it since 17:40.", "Thank you."]


@pytest.mark.parametrize(
    "query", ["?m=99", "?m=seven", "?m=", "", f"?m={2**63}", "?m=" + "7" * 5000]
)
async def test_33_a_call_we_know_nothing_of_is_ended_politely(house: House, query):
    call = await called(house)
    call.form["Url"] = f"{PUBLIC}{VOICE}{query}"
    heard = await house.twilio.ring(call, Phone(keys=["1"]))
    assert (heard.texts, heard.error) == ([[NOTHING]], "")
    assert heard.scripts[0].hangs_up
    assert house.inbox.brought == 0


async def test_33_a_key_counts_even_when_its_text_is_gone(house: House):
    call = await called(house)
    house.inbox.calls.clear()
    form = house.twilio.call_form(call) | {"Digits": "1"}
    _, twiml, _ = await house.twilio.fetch_twiml(f"{PUBLIC}{VOICE}?m=7&n=1", form)
    assert TAKEN in twiml
    assert house.inbox.one.call == 7
    house.inbox.says.clear()
    _, twiml, _ = await house.twilio.fetch_twiml(f"{PUBLIC}{VOICE}?m=7&n=2", form)
    assert NOTHING in twiml


async def test_33_a_call_must_be_signed_and_whole(house: House):
    call = await called(house)
    form = house.twilio.call_form(call) | {"Digits": "1"}
    assert await house.twilio.post(f"{VOICE}?m=7&n=1", form, "wrong") == 403
    assert await house.twilio.post(f"{VOICE}?m=7&n=1", form, "") == 403
    assert await house.twilio.post(f"{VOICE}?m=7&n=1", form | {"CallSid": ""}) == 400
    assert house.inbox.brought == 0


async def test_33_another_message_cannot_be_answered_with_a_signed_request(house: House):
    """The message's id stands in the URL, and the URL is what is signed."""
    from tests.doubles.twilio_rules import sign

    call = await called(house)
    form = house.twilio.call_form(call) | {"Digits": "1"}
    signature = sign(house.twilio.token, f"{PUBLIC}{VOICE}?m=7&n=1", form.items())
    assert await house.twilio.post(f"{VOICE}?m=8&n=1", form, signature) == 403


async def test_33_a_key_that_could_not_be_saved_is_503(house: House):
    call = await called(house)
    house.inbox.breaks = OverflowError()
    heard = await house.twilio.ring(call, Phone(keys=["1"]))
    assert heard.error == "HTTP 503"
    assert house.inbox.events == []


async def test_30_a_call_that_may_have_been_placed_is_found(another_house):
    house = await another_house(timeout=0.3)
    sender, began = house.sender(Channel.VOICE), house.twilio.now()
    message = out(Channel.VOICE, to=CLEO, unsure_since=began)
    assert await sender.find(message) is None
    house.twilio.failures.append(HANGS_AFTER_ACCEPTING)
    with pytest.raises(SendFailed) as failed:
        await sender.send(message)
    assert failed.value.error is SendError.UNKNOWN
    assert await sender.find(message) == house.twilio.calls[0].sid
    late = out(Channel.VOICE, to=CLEO, unsure_since=began + timedelta(minutes=1))
    assert await sender.find(late) is None
    assert await sender.find(out(Channel.VOICE, to=CLEO)) is None


async def test_30_a_call_from_a_number_that_is_not_ours_is_a_fault_of_settings(another_house):
    house = await another_house(voice_from="+441174960999")
    with pytest.raises(SendFailed) as failed:
        await house.sender(Channel.VOICE).send(out(Channel.VOICE))
    assert (failed.value.error, failed.value.code) == (SendError.CONFIG, "21210")


async def test_33_a_repeat_that_the_inbox_has_nothing_to_say_to_is_not_called_wrong(house: House):
    call = await called(house)
    form = house.twilio.call_form(call) | {"Digits": "1"}
    url = f"{PUBLIC}{VOICE}?m=7&n=1"
    assert TAKEN in (await house.twilio.fetch_twiml(url, form))[1]
    house.inbox.says = {}  # as storage answers a repeat
    _, twiml, kind = await house.twilio.fetch_twiml(url, form)
    assert [line.text for line in parse(twiml, kind).lines] == [AGAIN, OVERDUE, OVERDUE]
    assert len(house.inbox.events) == 1
