"""What carriers say became of a message: cases 31 and 32 of the wire."""

from __future__ import annotations

import asyncio

import pytest

from flows.events import SendError
from flows.facts import Channel
from scheduler.sending import RANK, Receipt, Status
from tests.channels.twilio.house import CLEO, House, out

STATUS = "/twilio/status"


async def sent(house: House, channel: Channel = Channel.SMS):
    await house.sender(channel).send(out(channel))
    return (house.twilio.calls if channel is Channel.VOICE else house.twilio.messages)[-1]


async def test_31_each_status_becomes_a_receipt_in_the_order_it_came(house: House):
    message = await sent(house)
    answers = await house.twilio.report(message, "delivered", "sent", "queued", "delivered")
    assert answers == [200] * 4
    expected = [Status.DELIVERED, Status.SENT, Status.QUEUED, Status.DELIVERED]
    assert house.inbox.receipts == [Receipt(Channel.SMS, message.sid, s) for s in expected]
    assert RANK[Status.DELIVERED] > RANK[Status.SENT] > RANK[Status.QUEUED]


@pytest.mark.parametrize(
    ("named", "status"),
    [
        ("accepted", Status.QUEUED),
        ("scheduled", Status.QUEUED),
        ("sending", Status.SENDING),
        ("read", Status.READ),
    ],
)
async def test_31_other_statuses(house: House, named, status):
    message = await sent(house, Channel.WHATSAPP)
    await house.twilio.report(message, named)
    assert house.inbox.receipts == [Receipt(Channel.WHATSAPP, message.sid, status)]


async def test_31_a_status_that_comes_before_our_own_send_was_saved_is_not_lost(house: House):
    house.twilio.early = ("sent", "delivered")
    message = await sent(house)
    assert [r.provider_id for r in house.inbox.receipts] == [message.sid] * 2


async def test_31_an_unknown_status_is_logged_and_answered(house: House, capsys, caplog):
    message = await sent(house)
    assert await house.twilio.report(message, "partially_delivered", "teleported") == [200, 200]
    assert house.inbox.receipts == []
    written = "".join(capsys.readouterr()) + caplog.text
    assert "teleported" in written
    assert message.to not in written


async def test_31_a_duplicate_is_brought_as_the_same_receipt(house: House):
    message = await sent(house)
    await asyncio.gather(*(house.twilio.report(message, "delivered") for _ in range(5)))
    assert set(house.inbox.receipts) == {Receipt(Channel.SMS, message.sid, Status.DELIVERED)}


async def test_31_older_names_of_the_fields_are_read(house: House):
    form = {"SmsSid": "SM1", "SmsStatus": "sent", "AccountSid": house.twilio.account}
    assert await house.twilio.post(STATUS, form) == 200
    assert house.inbox.receipts == [Receipt(Channel.SMS, "SM1", Status.SENT)]


@pytest.mark.parametrize("status", ["undelivered", "failed"])
@pytest.mark.parametrize(
    ("code", "error"),
    [
        (30003, SendError.RETRY),
        (30005, SendError.INVALID),
        (30007, SendError.PERMANENT),
        (30036, SendError.PERMANENT),
        (63016, SendError.WINDOW),
        (21610, SendError.OPTED_OUT),
        (39999, SendError.PERMANENT),
    ],
)
async def test_32_what_was_not_delivered_says_why(house: House, status, code, error):
    message = await sent(house)
    await house.twilio.report(message, status, code=code)
    [receipt] = house.inbox.receipts
    assert receipt == Receipt(Channel.SMS, message.sid, Status(status), error, str(code))


async def test_32_without_a_code_it_failed_for_good(house: House):
    message = await sent(house)
    await house.twilio.report(message, "undelivered", "canceled")
    undelivered, canceled = house.inbox.receipts
    assert (undelivered.status, undelivered.error) == (Status.UNDELIVERED, SendError.PERMANENT)
    assert (canceled.status, canceled.error) == (Status.FAILED, SendError.PERMANENT)


async def test_a_status_must_be_signed_and_whole(house: House):
    form = {"MessageSid": "SM1", "AccountSid": house.twilio.account}
    assert await house.twilio.post(STATUS, form | {"MessageStatus": "sent"}, "wrong") == 403
    assert await house.twilio.post(STATUS, form) == 400
    whole = {"MessageStatus": "sent", "AccountSid": house.twilio.account}
    assert await house.twilio.post(STATUS, whole) == 400
    assert house.inbox.receipts == []


async def test_a_receipt_that_could_not_be_saved_is_503(house: House):
    message = await sent(house)
    house.inbox.breaks = OverflowError()
    assert await house.twilio.report(message, "delivered") == [503]


@pytest.mark.parametrize(
    ("named", "status"),
    [
        ("completed", Status.ANSWERED),
        ("busy", Status.NOT_ANSWERED),
        ("no-answer", Status.NOT_ANSWERED),
        ("canceled", Status.NOT_ANSWERED),
        ("ringing", Status.SENDING),
        ("in-progress", Status.SENT),
    ],
)
async def test_33_how_a_call_ended(house: House, named, status):
    call = await sent(house, Channel.VOICE)
    assert await house.twilio.end(call, named) == 200
    assert house.inbox.receipts == [Receipt(Channel.VOICE, call.sid, status)]


@pytest.mark.parametrize(
    ("fields", "error", "code"),
    [
        ({}, SendError.PERMANENT, ""),
        ({"SipResponseCode": "404"}, SendError.INVALID, "404"),
        ({"SipResponseCode": "503"}, SendError.PERMANENT, "503"),
        ({"ErrorCode": "21215"}, SendError.CONFIG, "21215"),
    ],
)
async def test_33_a_call_that_could_not_be_placed(house: House, fields, error, code):
    call = await sent(house, Channel.VOICE)
    await house.twilio.end(call, "failed", **fields)
    assert house.inbox.receipts == [Receipt(Channel.VOICE, call.sid, Status.FAILED, error, code)]


async def test_33_an_unknown_call_status_is_answered(house: House):
    call = await sent(house, Channel.VOICE)
    assert await house.twilio.end(call, "on-hold", To=CLEO) == 200
    assert house.inbox.receipts == []
