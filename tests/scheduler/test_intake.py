"""The way in, on a real database."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from flows.decisions import Decision, KeepTalk, Note, Say, SetTimer, Urgency
from flows.events import DeliveryFailed, Event, SendError, TimerFired, TimerKind
from flows.facts import Channel, Role, Snapshot, Talk
from scheduler.clock import MovableClock
from scheduler.intake import whose
from scheduler.sending import Receipt, Status
from storage import people
from storage.errors import StorageUnavailable
from storage.store import Store
from tests.scheduler.conftest import NOON, SAID, Carrier, House, said, someone, text


async def test_a_message_delivered_five_times_is_answered_once(
    house: House, carrier: Carrier
) -> None:
    once = text("hello")
    await house.hears(once, once)
    await house.hears(once, replace(once), once)
    await house.deliverer.drain_now()
    assert carrier.texts == ["hello"]


async def test_what_waits_together_shares_one_transaction(
    house: House, store: Store, carrier: Carrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs, real = [], store.run

    async def counted(work: Any) -> Any:
        runs.append(1)
        return await real(work)

    house.deliverer.hand = lambda rows: None  # type: ignore[method-assign]
    monkeypatch.setattr(store, "run", counted)
    await house.hears(*(text("hi", f"+4477009{n:05}") for n in range(64)))
    assert len(runs) == 1


async def test_a_poisoned_event_harms_only_itself_and_its_words_stay_out_of_the_log(
    house: House, carrier: Carrier, capsys: pytest.CaptureFixture[str]
) -> None:
    events = [text("boom secret" if n == 3 else f"w{n}", f"+44770090000{n}") for n in range(8)]
    answers = await asyncio.gather(*map(house.intake.accept, events), return_exceptions=True)
    await house.deliverer.drain_now()
    assert [n for n, answer in enumerate(answers) if isinstance(answer, KeyError)] == [3]
    assert sorted(carrier.texts) == ["w0", "w1", "w2", "w4", "w5", "w6", "w7"]
    logged = capsys.readouterr().out
    assert f"sms:{events[3].provider_id}" in logged
    assert "KeyError conftest.py:" in logged
    for words in ("secret", "own words", "+4477"):
        assert words not in logged


async def test_one_person_by_two_channels_at_once_loses_nothing(
    store: Store, clock: MovableClock, carrier: Carrier
) -> None:
    """Both change the same conversation: together they collide, one after the other they fit."""
    cleo = await someone(store)

    def decide(event: Event, s: Snapshot) -> list[Decision]:
        misses = s.talk.misses + 1 if s.talk else 1
        talk = replace(s.talk or Talk("t", 1, {}, None, s.now), misses=misses)
        return [KeepTalk(cleo, talk), said(f"{misses}")]

    house = House(store, clock, carrier, decide=decide)
    await house.hears(text("a"), text("b", channel=Channel.WHATSAPP))
    await house.deliverer.drain_now()
    assert sorted(carrier.texts) == ["1", "2"]
    await house.close()


async def test_what_is_said_on_a_call_is_answered_in_line(house: House, carrier: Carrier) -> None:
    spoken = await house.intake.accept(text("welcome", channel=Channel.VOICE))
    assert spoken == ["welcome"]
    assert carrier.taken == []


async def test_nobody_to_be_told_is_a_failure_at_once(
    store: Store, clock: MovableClock, carrier: Carrier
) -> None:
    nobody = await store.run(lambda conn: _without_phone(conn, store))
    decided: list[Event] = []

    def decide(event: Event, s: Snapshot) -> list[Decision]:
        decided.append(event)
        first = not isinstance(event, DeliveryFailed)
        return [Say(nobody, SAID, {"words": "x"}, Urgency.SAFETY)] if first else []

    house = House(store, clock, carrier, decide=decide)
    await house.hears(text("sos"))
    await house.intake.drain()
    assert [type(event).__name__ for event in decided] == ["Arrived", "DeliveryFailed"]
    await house.close()


def _without_phone(conn: Any, store: Store) -> int:
    return people.add_person(conn, store.keys, Role.CO_ORDINATOR, "Dee", "", None, "en", NOON)


async def test_receipts_are_saved_together_and_a_failure_among_them_is_an_event(
    store: Store, clock: MovableClock, carrier: Carrier
) -> None:
    cleo = await someone(store)
    failed: list[Event] = []

    def decide(event: Event, s: Snapshot) -> list[Decision]:
        if isinstance(event, DeliveryFailed):
            failed.append(event)
            return []
        return [Say(cleo, SAID, {"words": w}, Urgency.SAFETY) for w in ("one", "two")]

    house = House(store, clock, carrier, decide=decide)
    await house.hears(text("go", "+447700900009"))
    await house.deliverer.drain_now()
    one, two = (f"P{message.id}" for message in carrier.taken)
    bad = Receipt(Channel.SMS, two, Status.UNDELIVERED, SendError.RETRY, "30003")
    good = Receipt(Channel.SMS, one, Status.DELIVERED)
    early = Receipt(Channel.SMS, "P-unknown", Status.SENT)
    await asyncio.gather(*map(house.intake.receipt, [good, bad, bad, early]))
    await house.intake.drain()
    assert [(e.message_id, e.person_id) for e in failed] == [(carrier.taken[1].id, cleo)]  # type: ignore[union-attr]
    await house.close()


async def test_a_database_that_is_away_is_told_to_the_channel(
    house: House, store: Store, carrier: Carrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(work: object) -> None:
        raise StorageUnavailable("locked")

    event = text("hello")
    monkeypatch.setattr(store, "run", away)
    with pytest.raises(StorageUnavailable):
        await house.intake.accept(event)
    monkeypatch.undo()
    await house.intake.accept(event)  # the provider delivers it again
    await house.deliverer.drain_now()
    assert carrier.texts == ["hello"]


async def test_our_own_failure_waits_for_the_database(
    house: House, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, times = store.run, []

    async def away_once(work: Any) -> Any:
        times.append(1)
        if len(times) == 1:
            raise StorageUnavailable("locked")
        return await real(work)

    monkeypatch.setattr("scheduler.intake.PAUSES", (0.001,))
    monkeypatch.setattr(store, "run", away_once)
    house.intake._decide = lambda event, s: []
    await house.intake.feed(_failure())
    assert len(times) == 2


async def test_our_own_failure_that_cannot_be_decided_stops_nothing(house: House) -> None:
    await house.intake.feed(_failure())  # `echo` knows no failures


def _failure() -> DeliveryFailed:
    return DeliveryFailed(5, 6, None, Channel.SMS, SendError.INVALID, True)


async def test_after_drain_nothing_more_is_accepted(house: House, carrier: Carrier) -> None:
    waiting = asyncio.create_task(house.intake.accept(text("last")))
    await asyncio.sleep(0)
    await house.intake.drain()
    assert await waiting == []
    with pytest.raises(OverflowError):
        await house.intake.accept(text("too late"))
    await house.deliverer.drain_now()
    assert carrier.texts == ["last"]


async def test_only_events_are_accepted(house: House) -> None:
    with pytest.raises(TypeError):
        await house.intake.accept("OUT")


async def test_the_words_of_a_call_are_found_by_its_id(
    store: Store, clock: MovableClock, carrier: Carrier
) -> None:
    house = House(store, clock, carrier)
    await house.hears(text("hello"))
    await house.deliverer.drain_now()
    assert await house.intake.spoken(12345) is None
    await house.close()


async def test_notes_are_logged_and_timers_made_known(
    store: Store, clock: MovableClock, carrier: Carrier, capsys: pytest.CaptureFixture[str]
) -> None:
    due = clock.now()
    house = House(
        store,
        clock,
        carrier,
        decide=lambda e, s: [Note("flow_failed", "here"), SetTimer(TimerKind.TALK, 1, due)],
    )
    known: list[datetime] = []
    house.intake.on_timer = known.append
    await house.hears(text("x"))
    assert known == [due]
    assert "flow_failed" in capsys.readouterr().out
    await house.close()


def test_events_of_one_person_share_a_key() -> None:
    assert whose(text("a")) == whose(text("b"))
    assert whose(text("a")) != whose(text("a", channel=Channel.WHATSAPP))
    assert whose(_failure()) == 6
    assert whose(TimerFired(TimerKind.RUNG, 6, NOON, 1)) != whose(_failure())
