"""Each event is decided once, however often and wherever it is delivered."""

import asyncio

import pytest

from flows.events import Arrived, DeliveryFailed, ReachChanged, SendError
from flows.facts import (
    Channel,
    Reach,
)
from storage.tables import inbound, outbox
from tests.storage.house import (
    ANA,
    BEN,
    NOW,
    greets,
    nothing,
    says,
)


async def test_a_message_delivered_again_has_no_effect(house):
    event = says(ANA)
    first = await house.turn(event, greets)
    again = await house.turn(event, greets)
    assert (first.new, len(first.outgoing)) == (True, 1)
    assert (again.new, again.outgoing, again.decisions) == (False, [], ())
    assert await house.counted(outbox) == 1


async def test_the_same_message_twice_in_one_batch_has_one_effect(house):
    event = says(ANA)
    turns = await house.turns([event, says(BEN), event], greets)
    assert [turn.new for turn in turns] == [True, True, False]
    assert [row.text for turn in turns for row in turn.outgoing] == ["Hello Ana.", "Hello Ben."]


async def test_the_same_message_at_the_same_instant_has_one_effect(house):
    event = says(ANA)
    turns = await asyncio.gather(*(house.turn(event, greets) for _ in range(8)))
    assert sorted(turn.new for turn in turns) == [False] * 7 + [True]
    assert await house.counted(outbox) == 1


async def test_every_kind_of_event_is_decided_once(house):
    told = DeliveryFailed(1, house.ana.id, None, Channel.SMS, SendError.PERMANENT, True)
    reach = ReachChanged(Channel.SMS, ANA, "r1", NOW, Reach.OPTED_OUT)
    same_id = Arrived(Channel.SMS, ANA, "r1", NOW, "STOP")
    for event in (told, reach, same_id):
        assert (await house.turn(event, nothing)).new
        assert not (await house.turn(event, nothing)).new


async def test_the_same_id_on_another_channel_is_another_message(house):
    assert (await house.turn(Arrived(Channel.SMS, ANA, "7", NOW), nothing)).new
    assert (await house.turn(Arrived(Channel.TELEGRAM, "55", "7", NOW), nothing)).new


async def test_what_fails_to_be_decided_is_new_the_next_time(house):
    event = says(ANA)

    def breaks(event, s):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await house.turns([says(BEN), event], breaks)
    assert await house.counted(inbound) == 0
    assert (await house.turn(event, greets)).new
