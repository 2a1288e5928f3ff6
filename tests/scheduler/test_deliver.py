"""The way out, on a real database."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from flows.decisions import Decision, Say, Urgency
from flows.events import DeliveryFailed, Event, SendError
from flows.facts import Channel, Snapshot
from scheduler.clock import MovableClock
from scheduler.sending import SendFailed
from storage.errors import StorageUnavailable
from storage.store import Store
from tests.scheduler.conftest import SAID, Carrier, House, someone, text, until


async def test_a_reply_leaves_once_and_nothing_is_left(house: House, carrier: Carrier) -> None:
    await house.hears(text("hello"))
    await house.deliverer.drain_now()
    await house.after(days=2)
    assert carrier.texts == ["hello"]


async def test_messages_to_one_person_keep_their_order(house: House, carrier: Carrier) -> None:
    await house.hears(text("one two three"))
    await house.deliverer.drain_now()
    assert carrier.texts == ["one", "two", "three"]
    assert carrier.most_under_way == 1


async def test_safety_leaves_first_whatever_waits(
    store: Store, clock: MovableClock, carrier: Carrier
) -> None:
    house = House(store, clock, carrier, at_once=1)
    carrier.gate.clear()
    await house.hears(text("first", "+447700900009"))
    await house.hears(*(text(f"r{n}", f"+44770090010{n}") for n in range(5)))
    await house.hears(text("!sos", "+447700900002"))
    carrier.gate.set()
    await house.deliverer.drain_now()
    assert carrier.texts[:2] == ["first", "!sos"]
    assert len(carrier.texts) == 7
    await house.close()


async def test_a_flood_of_replies_leaves_places_for_safety(
    store: Store, clock: MovableClock, carrier: Carrier
) -> None:
    house = House(store, clock, carrier, at_once=4)
    carrier.gate.clear()
    await house.hears(*(text("slow", f"+44770090010{n}") for n in range(9)))
    await until(lambda: carrier.under_way == 3)
    await house.hears(text("!sos", "+447700900002"))
    await until(lambda: carrier.under_way == 4)
    assert [m.text for m in carrier.seen] == ["slow", "slow", "slow", "!sos"]
    carrier.gate.set()
    await house.deliverer.drain_now()
    await house.close()


async def test_one_provider_that_hangs_delays_no_other(store: Store, clock: MovableClock) -> None:
    hangs, works = Carrier(store), Carrier(store)
    hangs.gate.clear()
    senders = {Channel.TELEGRAM: hangs, Channel.SMS: works}
    house = House(store, clock, works, senders=senders, at_once=2)
    await house.hears(*(text("hi", f"{n}", Channel.TELEGRAM) for n in range(4)))
    await house.hears(*(text("hi", f"+44770090010{n}") for n in range(4)))
    await until(lambda: len(works.taken) == 4)
    hangs.gate.set()
    await house.close()


async def test_a_retry_comes_after_its_pause_and_before_what_followed(
    house: House, carrier: Carrier, clock: MovableClock
) -> None:
    carrier.answers = [SendFailed(SendError.RETRY, "20429", retry_after=30)]
    await house.hears(text("one two"))
    await house.deliverer.drain_now()
    assert carrier.texts == []
    await house.after(seconds=29)
    assert carrier.texts == []
    await house.after(seconds=2)
    assert carrier.texts == ["one", "two"]


async def test_a_message_that_is_never_taken_does_not_silence_an_address(
    house: House, carrier: Carrier
) -> None:
    carrier.answers = [SendFailed(SendError.RETRY, "20429", retry_after=600)]
    await house.hears(text("one two"))
    await house.deliverer.drain_now()
    assert carrier.texts == ["two"]
    await house.after(minutes=11)
    assert carrier.texts == ["two", "one"]


async def test_it_wakes_for_a_retry_by_itself(
    house: House, carrier: Carrier, clock: MovableClock
) -> None:
    carrier.answers = [SendFailed(SendError.RETRY, "", retry_after=3)]
    await house.hears(text("!one"))
    await house.deliverer.drain_now()
    clock.move(timedelta(seconds=4))
    await until(lambda: carrier.texts == ["!one"])


async def test_what_may_have_arrived_is_looked_for_and_not_sent_twice(
    house: House, carrier: Carrier
) -> None:
    carrier.answers = ["lost"]
    await house.hears(text("hello"))
    await house.deliverer.drain_now()
    await house.after(minutes=1)
    await house.after(hours=1)
    assert carrier.texts == ["hello"]
    assert len(carrier.looked_for) == 1


async def test_what_did_not_arrive_after_all_is_sent_again(house: House, carrier: Carrier) -> None:
    carrier.answers = [SendFailed(SendError.UNKNOWN, "timeout")]
    await house.hears(text("hello"))
    await house.deliverer.drain_now()
    await house.after(minutes=1)
    assert carrier.texts == ["hello"]
    assert len(carrier.looked_for) == 1


async def test_a_bug_in_a_sender_loses_nothing(house: House, carrier: Carrier) -> None:
    carrier.answers = [ValueError("bad number +447700900001")]
    await house.hears(text("hello"))
    await house.deliverer.drain_now()
    await house.after(minutes=1)
    assert carrier.texts == ["hello"]


async def test_a_hand_over_that_hangs_is_cut_short_and_looked_for(
    house: House, carrier: Carrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.handover.SEND_LIMIT", 0.01)
    carrier.gate.clear()
    await house.hears(text("hello"))
    await house.deliverer.drain_now()
    carrier.gate.set()
    await house.after(minutes=1)
    assert carrier.texts == ["hello"]
    assert len(carrier.looked_for) == 1


async def test_what_will_never_arrive_is_not_tried_again(house: House, carrier: Carrier) -> None:
    carrier.answers = [SendFailed(SendError.OPTED_OUT, "21610")]
    await house.hears(text("hello"))
    await house.deliverer.drain_now()
    await house.after(days=1)
    assert len(carrier.seen) == 1


async def test_a_safety_message_gives_up_after_five_tries(house: House, carrier: Carrier) -> None:
    carrier.answers = [SendFailed(SendError.RETRY, "503")] * 9
    await house.hears(text("!sos"))
    await house.deliverer.drain_now()
    for _ in range(20):
        await house.after(seconds=20)
    assert len(carrier.seen) == 5


async def test_a_channel_without_a_sender_fails_safety_and_keeps_the_rest(
    store: Store, clock: MovableClock, carrier: Carrier
) -> None:
    house = House(store, clock, carrier, senders={})
    await house.hears(text("!sos ~news"))
    await house.deliverer.drain_now()
    await house.close()
    configured = House(store, clock, carrier, name="two")
    await configured.after(minutes=11)
    assert carrier.texts == ["~news"]
    await configured.close()


async def test_an_alert_too_old_to_be_news_is_not_sent(house: House, carrier: Carrier) -> None:
    carrier.answers = [SendFailed(SendError.RETRY, "")]
    await house.hears(text("!sos"))
    await house.deliverer.drain_now()
    await house.after(minutes=11)
    assert carrier.texts == []


async def test_killed_between_commit_and_send_it_leaves_exactly_once_more(
    store: Store, clock: MovableClock, carrier: Carrier
) -> None:
    dead = House(store, clock, carrier, name="dead")
    dead.deliverer.hand = lambda rows: None  # type: ignore[method-assign]
    await dead.hears(text("hello"))
    heirs = [House(store, clock, carrier, name=f"heir{n}") for n in range(2)]
    for heir in heirs:
        await heir.after(seconds=20)
    assert carrier.texts == []
    clock.move(timedelta(seconds=25))
    await asyncio.gather(*(heir.deliverer.sweep() for heir in heirs))
    for heir in heirs:
        await heir.deliverer.drain_now()
        await heir.after(minutes=5)
    assert carrier.texts == ["hello"]
    assert len(carrier.looked_for) == 1
    for one in (dead, *heirs):
        await one.close()


async def test_killed_between_send_and_mark_it_is_found_and_not_sent_again(
    store: Store, clock: MovableClock, carrier: Carrier
) -> None:
    dead = House(store, clock, carrier, name="dead")
    dead.deliverer._marks.add = lambda outcome: None  # type: ignore[method-assign]
    await dead.hears(text("hello"))
    await until(lambda: carrier.texts == ["hello"])
    heir = House(store, clock, carrier, name="heir")
    await heir.after(seconds=61)
    await heir.after(minutes=10)
    assert carrier.texts == ["hello"]
    assert len(carrier.looked_for) == 1
    await heir.close()


async def test_nothing_is_begun_with_a_claim_about_to_run_out(
    store: Store, clock: MovableClock, carrier: Carrier
) -> None:
    house = House(store, clock, carrier, at_once=1)
    carrier.gate.clear()
    await house.hears(text("one two"))
    await until(lambda: carrier.under_way == 1)
    clock.move(timedelta(seconds=45))  # "two" has 15 of its 60 seconds left
    carrier.gate.set()
    await house.deliverer.drain_now()
    # Given back, and claimed anew without waiting for the heartbeat.
    await until(lambda: carrier.texts == ["one", "two"])
    assert carrier.looked_for == []
    await house.close()


async def test_one_under_way_is_not_sent_beside_itself_when_its_claim_runs_out(
    house: House, carrier: Carrier, clock: MovableClock
) -> None:
    carrier.gate.clear()
    await house.hears(text("hello"))
    await until(lambda: carrier.under_way == 1)
    clock.move(timedelta(minutes=40))
    assert await house.deliverer.sweep() == 1
    carrier.gate.set()
    await house.deliverer.drain_now()
    await house.after(minutes=5)
    assert carrier.texts == ["hello"]


async def test_a_mark_outlives_a_database_that_is_away(
    house: House, carrier: Carrier, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, times = store.run, []

    async def away(work: object) -> object:
        times.append(1)
        if len(times) < 3:
            raise StorageUnavailable("locked")
        return await real(work)  # type: ignore[arg-type]

    carrier.gate.clear()
    house.deliverer._marks._pause = 0.001
    await house.hears(text("hello"))
    monkeypatch.setattr(store, "run", away)
    carrier.gate.set()
    await house.deliverer.drain_now()
    monkeypatch.undo()
    await house.after(minutes=5)
    assert len(times) == 3
    assert carrier.texts == ["hello"]


async def test_drain_sends_what_is_held_and_refuses_to_begin_more(
    store: Store, clock: MovableClock, carrier: Carrier
) -> None:
    house = House(store, clock, carrier, at_once=1)
    await house.hears(*(text("hi", f"+44770090010{n}") for n in range(5)))
    await house.deliverer.drain(5)
    assert len(carrier.taken) == 5
    assert await house.deliverer.sweep() == 0
    await house.close()


async def test_drain_cut_short_gives_back_what_was_not_sent(
    store: Store, clock: MovableClock, carrier: Carrier
) -> None:
    house = House(store, clock, carrier, at_once=1)
    carrier.gate.clear()
    await house.hears(text("one two"))
    await until(lambda: carrier.under_way == 1)
    await house.deliverer.drain(0.01)
    carrier.gate.set()
    heir = House(store, clock, carrier, name="heir")
    await heir.after(seconds=0)  # no claim to wait for
    assert carrier.texts == ["one", "two"]
    assert len(carrier.looked_for) == 1  # "one" was under way
    await house.close()
    await heir.close()


async def test_a_failure_is_an_event_and_decided_once(
    store: Store, clock: MovableClock, carrier: Carrier
) -> None:
    cleo = await someone(store)
    told: list[Event] = []

    def decide(event: Event, s: Snapshot) -> list[Decision]:
        if isinstance(event, DeliveryFailed):
            told.append(event)
            return []
        return [Say(cleo, SAID, {"words": "alarm"}, Urgency.SAFETY, alert=7, rung=2)]

    house = House(store, clock, carrier, decide=decide)
    carrier.answers = [SendFailed(SendError.INVALID, "21211")]
    await house.hears(text("sos", "+447700900009"))
    await house.deliverer.drain_now()
    assert await house.deliverer.retell() == 0
    assert [(e.person_id, e.error, e.alert_id, e.rung) for e in told] == [  # type: ignore[union-attr]
        (cleo, SendError.INVALID, 7, 2)
    ]
    await house.close()


async def test_a_failure_whose_event_was_lost_is_told_again(
    store: Store, clock: MovableClock, carrier: Carrier
) -> None:
    cleo = await someone(store)
    lost = House(store, clock, carrier, decide=lambda e, s: [Say(cleo, SAID, {"words": "hi"})])
    lost.intake.feed = _deaf  # type: ignore[method-assign]
    carrier.answers = [SendFailed(SendError.INVALID, "21211")]
    await lost.hears(text("x", "+447700900009"))
    await lost.deliverer.drain_now()
    heir = House(store, clock, carrier, decide=lambda e, s: [], name="heir")
    assert await heir.deliverer.retell() == 1
    await heir.deliverer.drain_now()
    assert await heir.deliverer.retell() == 0
    assert heir.failed == lost.failed
    for house in (lost, heir):
        await house.close()


async def _deaf(failure: object) -> None:
    """A process that dies before it decides."""


async def test_a_channel_is_stuck_when_safety_does_not_leave_for_a_while(
    house: House, carrier: Carrier
) -> None:
    carrier.answers = [SendFailed(SendError.RETRY, "", retry_after=50)] * 4
    await house.hears(text("!sos"))
    await house.deliverer.drain_now()
    assert house.deliverer.stuck() == []
    for _ in range(3):
        await house.after(seconds=52)
    assert house.deliverer.stuck() == [Channel.SMS]
    carrier.answers.clear()
    await house.hears(text("hello"))
    await house.deliverer.drain_now()
    assert house.deliverer.stuck() == []


async def test_the_address_a_provider_moved_is_followed(house: House, carrier: Carrier) -> None:
    carrier.answers = [SendFailed(SendError.PERMANENT, "migrated", moved_to="-100200")]
    await house.hears(text("hello", "-200", Channel.TELEGRAM))
    await house.deliverer.drain_now()
    assert [(m.text, m.to) for m in carrier.taken] == [("hello", "-100200")]
