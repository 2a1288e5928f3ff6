"""The light: pinged while all is well, silent otherwise."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from flows.events import SendError
from flows.facts import Channel
from scheduler.clock import MovableClock
from scheduler.heartbeat import Heartbeat
from scheduler.sending import SendFailed
from scheduler.watchdog import Watchdog
from storage import pulses
from storage.errors import StorageUnavailable
from storage.store import Store
from tests.scheduler.conftest import NOON, Carrier, House, set_timers, someone, text


class Switch:
    """A dead-man's switch on this machine."""

    def __init__(self) -> None:
        self.pings = 0
        self.status = 200

    async def handle(self, request: web.Request) -> web.Response:
        assert request.method == "GET"
        self.pings += 1
        return web.Response(status=self.status)


@pytest.fixture
async def switch() -> Any:
    made = Switch()
    app = web.Application()
    app.router.add_route("*", "/ping/secret", made.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/ping/secret"  # type: ignore[attr-defined]
    yield made
    await runner.cleanup()


@pytest.fixture
def watchdog(store: Store, clock: MovableClock, house: House, switch: Any) -> Watchdog:
    return Watchdog(store, clock, tick=house.tick, deliverer=house.deliverer, url=switch.url)


async def beat(house: House, watchdog: Watchdog) -> None:
    await house.tick.run_once()
    await watchdog.pulse()


async def test_all_is_well(house: House, watchdog: Watchdog, switch: Any) -> None:
    await beat(house, watchdog)
    assert await watchdog.troubles() == []
    assert await watchdog.ping()
    assert switch.pings == 1
    health = await watchdog.health()
    assert (health.ready, health.heartbeat) == (True, NOON)


async def test_no_ping_before_the_first_tick(watchdog: Watchdog, switch: Any) -> None:
    assert not await watchdog.ping()
    assert switch.pings == 0


async def test_no_ping_when_timers_have_stopped_firing(
    house: House, watchdog: Watchdog, clock: MovableClock, switch: Any
) -> None:
    await beat(house, watchdog)
    clock.move(timedelta(seconds=61))
    await watchdog.pulse()  # the process is alive, but that is not what a pulse says
    assert not await watchdog.ping()
    assert await watchdog.troubles() == [
        "timers are not firing",
        "no heartbeat is in the database",
    ]
    assert switch.pings == 0


async def test_no_ping_while_a_timer_cannot_be_decided(
    house: House, watchdog: Watchdog, store: Store, clock: MovableClock
) -> None:
    await set_timers(store, (1, NOON))  # `echo` knows no timers
    for _ in range(4):
        await beat(house, watchdog)
        clock.move(timedelta(minutes=3))
    await beat(house, watchdog)
    assert await watchdog.troubles() == ["a timer cannot be decided"]


async def test_no_ping_while_safety_messages_do_not_leave(
    house: House, watchdog: Watchdog, carrier: Carrier
) -> None:
    carrier.answers = [SendFailed(SendError.RETRY, "", retry_after=50)] * 4
    await house.hears(text("!sos"))
    await house.deliverer.drain_now()
    for _ in range(3):
        await house.after(seconds=52)
    await beat(house, watchdog)
    assert await watchdog.troubles() == ["safety messages do not leave by sms"]
    assert house.deliverer.stuck() == [Channel.SMS]


async def test_no_ping_and_not_ready_without_the_database(
    house: House, watchdog: Watchdog, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await beat(house, watchdog)

    async def away(work: object) -> None:
        raise StorageUnavailable("gone")

    monkeypatch.setattr(store, "read", away)
    assert await watchdog.troubles() == ["the database cannot be reached"]
    assert not (await watchdog.health()).ready
    assert not await watchdog.ping()


@pytest.mark.parametrize("status", [404, 500])
async def test_a_switch_that_refuses_stops_nothing(
    house: House, watchdog: Watchdog, switch: Any, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    switch.status = status
    await beat(house, watchdog)
    assert not await watchdog.ping()
    assert "secret" not in capsys.readouterr().out


async def test_a_switch_that_is_away_stops_nothing(
    house: House, store: Store, clock: MovableClock
) -> None:
    watchdog = Watchdog(store, clock, tick=house.tick, url="http://127.0.0.1:1/secret")
    await beat(house, watchdog)
    assert not await watchdog.ping()


async def test_without_a_url_nothing_is_pinged(
    house: House, store: Store, clock: MovableClock
) -> None:
    watchdog = Watchdog(store, clock, tick=house.tick)
    await beat(house, watchdog)
    assert not await watchdog.ping()


async def test_a_web_process_reads_the_workers_pulse(
    house: House, watchdog: Watchdog, store: Store, clock: MovableClock
) -> None:
    web_process = Watchdog(store, clock)
    assert not (await web_process.health()).ready
    await web_process.pulse()
    assert not (await web_process.health()).ready
    await beat(house, watchdog)
    assert (await web_process.health()).ready
    clock.move(timedelta(minutes=2))
    assert not (await web_process.health()).ready


async def test_the_heartbeat_ticks_sweeps_and_pulses_and_stops_cleanly(
    store: Store, clock: MovableClock, carrier: Carrier
) -> None:
    cleo = await someone(store)
    house = House(store, clock, carrier)
    beats: list[str] = []
    real = house.tick.run_once

    async def ticks() -> int:
        beats.append("tick")
        if len(beats) == 2:
            raise KeyError("one bad beat")
        return await real()

    house.tick.run_once = ticks  # type: ignore[method-assign]
    watchdog = Watchdog(store, clock, tick=house.tick, deliverer=house.deliverer)
    heartbeat = Heartbeat(
        house.tick, house.deliverer, watchdog, tick_every=0.02, sweep_every=0.02, pulse_every=0.02
    )
    heartbeat.start()
    for _ in range(300):
        await asyncio.sleep(0.01)
        if len(beats) > 3 and (await watchdog.health()).ready:
            break
    await heartbeat.stop()
    stopped = len(beats)
    await asyncio.sleep(0.05)
    assert len(beats) == stopped > 3
    assert await store.read(lambda conn: pulses.last_pulse(conn, "heartbeat")) == NOON
    assert cleo
    await house.close()
