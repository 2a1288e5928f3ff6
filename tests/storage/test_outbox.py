"""Messages on their way: none lost, none sent twice by us, the urgent ones first."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from flows import decisions as d
from flows.decisions import Say, Urgency
from flows.events import Arrived, DeliveryFailed, SendError, TimerFired, TimerKind
from flows.facts import AlertKind, Channel, Reach
from flows.ladder import SOS, How
from locales.message import Message
from storage import metrics, outbox
from storage.ids import ids_at, new_id
from storage.outbox_row import State
from storage.tables import outbox as outbox_table
from storage.tables import receipts
from tests.storage.house import ANA, CLEO, HELLO, HOUR, MINUTE, NOW, STRANGER, nothing, says

LATER = NOW + 2 * MINUTE


def hello(to, urgency=Urgency.REPLY, **more):
    return Say(to, HELLO, {"name": "x"}, urgency, **more)


async def sweep(house, now=LATER, limit=10, by="other"):
    return await house.store.run(
        lambda conn: outbox.claim_waiting(conn, house.keys, now, limit, by, 60 * timedelta(0, 1))
    )


async def send(house, *pairs, now=NOW):
    return await house.store.run(lambda conn: outbox.mark_sent(conn, list(pairs), now))


async def receive(house, *said, now=NOW):
    return await house.store.run(lambda conn: outbox.record_receipts(conn, list(said), now))


async def row_of(house, number):
    return next(row for row in await house.rows(outbox_table) if row["id"] == number)


# Claims


async def test_what_a_turn_says_belongs_to_this_process_until_its_claim_runs_out(house):
    [row] = (await house.decided(hello(house.ana.id))).outgoing
    assert (row.to, row.text, row.attempts, row.unsure_since) == (ANA, "Hello x.", 0, None)
    assert row.claimed_until == NOW + MINUTE
    assert await sweep(house, NOW + MINUTE - timedelta(seconds=1)) == []
    [found] = await sweep(house)
    assert (found.id, found.text, found.to) == (row.id, row.text, row.to)
    assert (found.attempts, found.unsure_since) == (1, NOW)
    assert found.claimed_until == LATER + MINUTE
    [again] = await sweep(house, LATER + 2 * MINUTE)
    assert (again.attempts, again.unsure_since) == (2, NOW), "unsure since the first time"


async def test_what_was_sent_is_never_claimed_again(house):
    [row] = (await house.decided(hello(house.ana.id))).outgoing
    assert await send(house, (row.id, "SM1")) == []
    assert await sweep(house, NOW + 24 * HOUR) == []


async def test_safety_is_claimed_first_then_what_waited_longest(house):
    ana = house.ana.id
    for minutes, urgency in ((0, Urgency.ROUTINE), (1, Urgency.REPLY), (2, Urgency.SAFETY),
                             (3, Urgency.REPLY), (4, Urgency.SAFETY)):  # fmt: skip
        await house.decided(hello(ana, urgency), now=NOW + minutes * MINUTE)
    rows = await sweep(house, NOW + HOUR, 4)
    assert [(row.urgency, (row.queued_at - NOW) // MINUTE) for row in rows] == [
        (Urgency.SAFETY, 2), (Urgency.SAFETY, 4), (Urgency.REPLY, 1), (Urgency.REPLY, 3),
    ]  # fmt: skip
    [last] = await sweep(house, NOW + HOUR)
    assert last.urgency is Urgency.ROUTINE


async def test_two_sweeps_at_once_claim_different_messages(house):
    for _ in range(20):
        await house.decided(hello(house.ana.id))
    swept = await asyncio.gather(*(sweep(house, limit=10) for _ in range(3)))
    claimed = [row.id for rows in swept for row in rows]
    assert len(claimed) == len(set(claimed)) == 20


async def test_a_retry_waits_for_its_time_and_remembers_what_is_unsure(house):
    [row] = (await house.decided(hello(house.ana.id))).outgoing
    await house.store.run(lambda conn: outbox.mark_retry(conn, row.id, NOW + HOUR, None))
    assert await sweep(house, NOW + HOUR - MINUTE) == []
    [found] = await sweep(house, NOW + HOUR)
    assert (found.attempts, found.unsure_since) == (1, None)
    await house.store.run(lambda conn: outbox.mark_retry(conn, row.id, NOW + HOUR, LATER))
    [found] = await sweep(house, NOW + HOUR)
    assert (found.attempts, found.unsure_since) == (2, LATER)


async def test_routine_messages_wait_for_the_end_of_quiet_hours(house):
    night = datetime(2026, 11, 20, 23, 0, tzinfo=UTC)
    turn = await house.decided(hello(house.ana.id, Urgency.ROUTINE), hello(house.ana.id), now=night)
    assert [row.urgency for row in turn.outgoing] == [Urgency.REPLY]
    await send(house, (turn.outgoing[0].id, "SM1"))
    morning = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
    assert await sweep(house, morning - MINUTE) == []
    [held] = await sweep(house, morning)
    assert (held.urgency, held.attempts, held.unsure_since) == (Urgency.ROUTINE, 0, None)


async def test_a_safety_message_is_of_use_for_ten_minutes_but_never_dropped(house):
    [row] = (await house.decided(hello(house.ana.id, Urgency.SAFETY))).outgoing
    assert row.valid_for == timedelta(minutes=10)
    [found] = await sweep(house, NOW + 24 * HOUR)
    assert found.valid_for == timedelta(minutes=10)


async def test_messages_of_one_turn_and_of_later_ones_sort_by_id(house):
    ids = [
        row.id
        for _ in range(3)
        for row in (await house.decided(*[hello(house.ana.id)] * 3)).outgoing
    ]
    assert ids == sorted(ids)


def test_ids_by_time_count_on_within_a_millisecond():
    first, second = ids_at(NOW, 3), ids_at(NOW, 2)
    assert list(second) == [first[-1] + 1, first[-1] + 2]
    assert ids_at(NOW + timedelta(milliseconds=1), 1)[0] > second[-1]
    with pytest.raises(ValueError, match="too many"):
        ids_at(NOW, 1 << 21)


# Failures


async def test_a_failure_is_an_event_once_and_tells_of_the_address(house):
    alert = new_id()
    turn = await house.decided(
        d.RaiseAlert(alert, AlertKind.SOS, house.ana.id, SOS),
        hello(house.ana.id, Urgency.SAFETY, alert=alert, rung=0),
    )
    [row] = turn.outgoing
    fail = lambda conn: outbox.mark_failed(  # noqa: E731
        conn, house.keys, row.id, SendError.INVALID, "21211", NOW
    )
    event = await house.store.run(fail)
    assert event == DeliveryFailed(
        row.id, house.ana.id, row.address_id, Channel.SMS, SendError.INVALID, True, alert, 0, None
    )
    assert await house.store.run(fail) is None
    s = await house.seen(TimerFired(TimerKind.TALK, house.ana.id, NOW, 1))
    assert [a.reach for a in s.me.addresses] == [Reach.INVALID]
    assert await sweep(house, NOW + HOUR) == []


async def test_a_failure_nobody_has_decided_is_found_again_until_somebody_has(house):
    [row] = (await house.decided(hello(house.ana.id, Urgency.SAFETY))).outgoing
    event = await house.store.run(
        lambda conn: outbox.mark_failed(conn, house.keys, row.id, SendError.PERMANENT, "", NOW)
    )
    waiting = lambda: house.store.read(outbox.failures_waiting)  # noqa: E731
    assert await waiting() == [event]
    assert (await house.turn(event, nothing)).new
    assert await waiting() == []
    assert not (await house.turn(event, nothing)).new


async def test_a_safety_message_to_nobody_reachable_fails_at_once(house):
    await house.decided(d.SetReach(Channel.SMS, CLEO, Reach.INVALID))
    turn = await house.decided(
        hello(house.cleo.id, Urgency.SAFETY), hello(house.cleo.id, Urgency.ROUTINE)
    )
    assert turn.outgoing == []
    [failure] = turn.failures
    assert (failure.person_id, failure.address_id, failure.safety) == (house.cleo.id, None, True)
    assert await house.store.read(outbox.failures_waiting) == [failure]
    assert [row["state"] for row in await house.rows(outbox_table)] == [
        State.FAILED, State.REPORTED,
    ]  # fmt: skip


async def test_a_failure_towards_a_stranger_is_nobodys_event(house):
    [row] = (await house.turn(says(STRANGER), lambda e, s: [hello(None)])).outgoing
    assert (row.to, row.person_id) == (STRANGER, None)
    event = await house.store.run(
        lambda conn: outbox.mark_failed(conn, house.keys, row.id, SendError.BLOCKED, "", NOW)
    )
    assert event is None
    assert await house.store.read(outbox.failures_waiting) == []


async def test_the_same_words_go_by_another_address_and_never_by_one_that_failed(house):
    await house.decided(d.LinkAddress(house.ana.id, Channel.TELEGRAM, "55"))
    say = Say(
        house.ana.id, HELLO, {"name": "x"}, Urgency.SAFETY,
        (d.Option("out", "OUT", "OUT"),), how=How.TEXT,
    )  # fmt: skip
    [sms] = (await house.decided(say)).outgoing
    again = d.Resend(sms.id, house.ana.id, (sms.address_id,))
    [telegram] = (await house.decided(again)).outgoing
    assert (telegram.channel, telegram.text, telegram.attempts) == (
        Channel.TELEGRAM, sms.text, 0,
    )  # fmt: skip
    third = d.Resend(telegram.id, house.ana.id, (telegram.address_id,))
    [call] = (await house.decided(third)).outgoing
    assert (call.channel, call.to, call.text) == (Channel.VOICE, ANA, sms.text)


# Receipts

DELIVERED = (Channel.SMS, "SM1", "delivered", 4, None, "")
SENT = (Channel.SMS, "SM1", "sent", 3, None, "")
UNDELIVERED = (Channel.SMS, "SM1", "undelivered", 4, SendError.PERMANENT, "30005")
STRANGE = (Channel.SMS, "SM1", "levitating", 0, None, "")


async def a_sent_message(house, urgency=Urgency.SAFETY):
    [row] = (await house.decided(hello(house.ana.id, urgency))).outgoing
    await send(house, (row.id, "SM1"))
    return row.id


async def test_a_status_only_moves_forward(house):
    number = await a_sent_message(house)
    for said, shown in ((SENT, "sent"), (DELIVERED, "delivered"), (SENT, "delivered"),
                        (UNDELIVERED, "delivered"), (STRANGE, "delivered")):  # fmt: skip
        assert await receive(house, said) == []
        assert (await row_of(house, number))["status"] == shown


async def test_a_status_that_nobody_knows_is_kept(house):
    await a_sent_message(house)
    await receive(house, STRANGE)
    assert [row["status"] for row in await house.rows(receipts)] == ["levitating"]


async def test_a_failure_by_receipt_is_an_event_once(house):
    number = await a_sent_message(house)
    [event] = await receive(house, SENT, UNDELIVERED, UNDELIVERED)
    assert (event.message_id, event.error, event.safety) == (number, SendError.PERMANENT, True)
    assert await receive(house, UNDELIVERED) == []
    row = await row_of(house, number)
    assert (row["state"], row["code"], row["status"]) == (State.FAILED, "30005", "undelivered")


async def test_a_receipt_before_our_own_send_was_saved_is_not_lost(house):
    [row] = (await house.decided(hello(house.ana.id))).outgoing
    assert await receive(house, DELIVERED) == []
    assert await send(house, (row.id, "SM1")) == []
    assert (await row_of(house, row.id))["status"] == "delivered"


async def test_a_failure_before_our_own_send_was_saved_is_not_lost(house):
    [row] = (await house.decided(hello(house.ana.id, Urgency.SAFETY))).outgoing
    assert await receive(house, UNDELIVERED) == []
    [event] = await send(house, (row.id, "SM1"))
    assert event.message_id == row.id


async def test_a_receipt_and_our_own_mark_at_the_same_instant_meet(house):
    for number in range(10):
        [row] = (await house.decided(hello(house.ana.id))).outgoing
        provider = f"SM-{number}"
        said = (Channel.SMS, provider, "delivered", 4, None, "")
        await asyncio.gather(send(house, (row.id, provider)), receive(house, said))
        assert (await row_of(house, row.id))["status"] == "delivered"


async def test_a_receipt_of_another_channel_is_about_something_else(house):
    number = await a_sent_message(house)
    await receive(house, (Channel.WHATSAPP, "SM1", "read", 5, None, ""))
    assert (await row_of(house, number))["status"] is None


# Calls, answers, numbers


async def test_a_call_is_spoken_in_its_own_words_and_language(house):
    spoken = Message("HELLO_CALL", "This is a call for {name}.")
    say = Say(house.ana.id, HELLO, {"name": "Ana"}, Urgency.SAFETY, how=How.CALL, spoken=spoken)
    [row] = (await house.decided(say)).outgoing
    read = lambda number: house.store.read(  # noqa: E731
        lambda conn: outbox.spoken(conn, house.keys, number)
    )
    assert await read(row.id) == ("This is a call for Ana.", "en")
    assert await read(404) is None
    [text] = (await house.decided(hello(house.ana.id))).outgoing
    assert await read(text.id) is None, "a text is not a call"


async def test_what_answers_a_key_is_spoken_at_once_and_not_queued(house):
    pressed = Arrived(Channel.VOICE, CLEO, "CA1:1", NOW, choice="1")
    turn = await house.turn(
        pressed, lambda e, s: [hello(s.me.id), hello(None), hello(house.ana.id)]
    )
    assert turn.inline == ["Hello x.", "Hello x."]
    assert [row.person_id for row in turn.outgoing] == [house.ana.id]


async def test_counts_and_lists_for_operators(house):
    number = await a_sent_message(house)
    await house.decided(hello(house.cleo.id), d.SetTimer(TimerKind.RUNG, 1, NOW - MINUTE))
    counted = await house.store.read(lambda conn: metrics.counts(conn, NOW))
    assert counted.waiting == {"queued": 0, "claimed": 1, "held": 0}
    assert (counted.overdue_timers, counted.oldest_waiting) == (1, NOW)
    latest, earlier = await house.store.read(
        lambda conn: metrics.recent_deliveries(conn, house.keys)
    )
    assert (earlier.id, earlier.state, earlier.to) == (number, State.SENT, ANA)
    assert (latest.state, latest.to, latest.text) == (State.CLAIMED, CLEO, "Hello x.")
    [(timer, failures)] = await house.store.read(metrics.waiting_timers)
    assert (timer.subject, failures) == (1, 0)
