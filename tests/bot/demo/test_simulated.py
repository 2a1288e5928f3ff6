"""A pretend phone behaves at the door as a provider and a real phone would."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.demo.phones import Phone
from bot.demo.simulated import SimulatedDoor
from bot.demo.view import EntryKind, PhoneState
from flows.events import Arrived, ReachChanged, SendError
from flows.facts import Channel, Reach
from scheduler.sending import Button, Outgoing, Receipt, SendFailed, Status

NOW = datetime(2026, 6, 13, 13, 0, tzinfo=UTC)
NUMBER = "+447700900101"


class Inbox:
    """Keeps what comes, as the real one would save it."""

    def __init__(self) -> None:
        self.events: list[object] = []
        self.receipts: list[Receipt] = []

    async def accept(self, event: object) -> list[str]:
        self.events.append(event)
        return ["Thank you."] if isinstance(event, Arrived) and event.call else []

    async def receipt(self, receipt: Receipt) -> None:
        self.receipts.append(receipt)

    async def spoken(self, message_id: int) -> tuple[str, str] | None:
        return None


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
async def door(inbox: Inbox) -> SimulatedDoor:
    addresses = {Channel.SMS: NUMBER, Channel.TELEGRAM: "7001", Channel.VOICE: NUMBER}
    door = SimulatedDoor((Phone("ana", "Ana", NUMBER, addresses),), lambda: NOW)
    await door.start(inbox)
    return door


def outgoing(channel: Channel = Channel.SMS, number: int = 1, **more: object) -> Outgoing:
    to = "7001" if channel is Channel.TELEGRAM else NUMBER
    return Outgoing(number, channel, to, "Are you home?", "en", True, **more)  # type: ignore[arg-type]


async def test_a_text_arrives_and_is_reported_as_delivered(
    door: SimulatedDoor, inbox: Inbox
) -> None:
    provider_id = await door.senders[Channel.SMS].send(outgoing())
    await door.settle()

    [entry] = door.phones["ana"].entries
    assert (entry.kind, entry.text, entry.at) == (EntryKind.HEARD, "Are you home?", NOW)
    assert inbox.receipts == [Receipt(Channel.SMS, provider_id, Status.DELIVERED)]


async def test_a_message_that_may_have_been_taken_can_be_found(door: SimulatedDoor) -> None:
    sender = door.senders[Channel.SMS]
    assert await sender.find(outgoing()) is None
    assert await sender.send(outgoing()) == await sender.find(outgoing())


async def test_what_is_typed_arrives_from_the_address_of_its_channel(
    door: SimulatedDoor, inbox: Inbox
) -> None:
    await door.says("ana", "out", Channel.TELEGRAM)
    [event] = inbox.events
    assert isinstance(event, Arrived)
    assert (event.channel, event.address, event.text) == (Channel.TELEGRAM, "7001", "out")


async def test_a_button_sends_its_word_or_its_answer(door: SimulatedDoor, inbox: Inbox) -> None:
    buttons = (Button("I am home", "w:OUT"), Button("Cinema", "p:12:cinema"))
    await door.senders[Channel.TELEGRAM].send(outgoing(Channel.TELEGRAM, buttons=buttons))
    [message] = door.phones["ana"].entries

    await door.taps("ana", message.id, 0)
    await door.taps("ana", message.id, 1)

    word, answer = inbox.events
    assert isinstance(word, Arrived)
    assert isinstance(answer, Arrived)
    assert (word.text, word.choice) == ("OUT", None)
    assert (answer.text, answer.choice) == ("", "12:cinema")
    assert word.provider_id != answer.provider_id


async def test_a_phone_that_is_off_loses_the_text_and_the_carrier_says_so(
    door: SimulatedDoor, inbox: Inbox
) -> None:
    await door.switch("ana", PhoneState.OFF)
    provider_id = await door.senders[Channel.SMS].send(outgoing())
    await door.settle()

    assert door.phones["ana"].entries == []
    assert door.phones["ana"].lost == 1
    failed = Receipt(Channel.SMS, provider_id, Status.UNDELIVERED, SendError.PERMANENT, "30003")
    assert inbox.receipts == [failed]


async def test_a_phone_that_is_off_does_not_answer_a_call(
    door: SimulatedDoor, inbox: Inbox
) -> None:
    await door.switch("ana", PhoneState.OFF)
    await door.senders[Channel.VOICE].send(outgoing(Channel.VOICE))
    await door.settle()
    assert [receipt.status for receipt in inbox.receipts] == [Status.NOT_ANSWERED]


async def test_an_owner_who_opted_out_gets_no_text_but_can_be_rung(door: SimulatedDoor) -> None:
    await door.switch("ana", PhoneState.OPTED_OUT)
    with pytest.raises(SendFailed) as refused:
        await door.senders[Channel.SMS].send(outgoing())
    assert refused.value.error is SendError.OPTED_OUT

    await door.senders[Channel.VOICE].send(outgoing(Channel.VOICE, 2))
    assert [entry.kind for entry in door.phones["ana"].entries] == [EntryKind.RINGING]


async def test_the_carrier_acts_on_stop_and_start_and_says_so(
    door: SimulatedDoor, inbox: Inbox
) -> None:
    states = []
    await door.says("ana", " Stop ", Channel.SMS)
    states.append(door.phones["ana"].state)
    await door.switch("ana", PhoneState.ON)
    states.append(door.phones["ana"].state)
    changes = [(e.reach, e.text) for e in inbox.events if isinstance(e, ReachChanged)]
    assert changes == [(Reach.OPTED_OUT, "STOP"), (Reach.OK, "START")]
    assert states == [PhoneState.OPTED_OUT, PhoneState.ON]


async def test_stop_is_only_a_word_elsewhere(door: SimulatedDoor, inbox: Inbox) -> None:
    await door.says("ana", "stop", Channel.TELEGRAM)
    await door.says("ana", "stop please", Channel.SMS)
    assert all(isinstance(event, Arrived) for event in inbox.events)


async def test_a_number_that_is_nobodys_is_refused(door: SimulatedDoor) -> None:
    with pytest.raises(SendFailed) as refused:
        await door.senders[Channel.SMS].send(
            Outgoing(1, Channel.SMS, "+447700900777", "Hello", "en", False)
        )
    assert refused.value.error is SendError.INVALID


async def test_a_key_on_a_call_answers_that_call(door: SimulatedDoor, inbox: Inbox) -> None:
    await door.senders[Channel.VOICE].send(outgoing(Channel.VOICE, 5))
    [ringing] = door.phones["ana"].entries

    await door.presses("ana", ringing.id, "2")
    assert door.phones["ana"].entries[0].kind is EntryKind.ON_THE_LINE
    await door.presses("ana", ringing.id, "1")
    await door.settle()

    presses = [(e.choice, e.call) for e in inbox.events if isinstance(e, Arrived)]
    assert presses == [("2", 5), ("1", 5)]
    call = door.phones["ana"].entries[0]
    assert (call.kind, call.spoken) == (EntryKind.ANSWERED, ("Thank you.",))
    assert {receipt.status for receipt in inbox.receipts} == {Status.SENT, Status.ANSWERED}
    with pytest.raises(LookupError):
        await door.presses("ana", ringing.id, "1")


async def test_a_call_left_ringing_is_a_missed_call(door: SimulatedDoor, inbox: Inbox) -> None:
    await door.senders[Channel.VOICE].send(outgoing(Channel.VOICE))
    await door.stop_ringing()

    assert [entry.kind for entry in door.phones["ana"].entries] == [EntryKind.MISSED]
    assert inbox.events == []
    assert inbox.receipts[-1].status is Status.NOT_ANSWERED
