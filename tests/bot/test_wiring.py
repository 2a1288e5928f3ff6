"""The house opened and closed: with a pretend door here, and as a real process below."""

import asyncio
import base64
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.settings import Settings, load
from bot.wiring import Duty, House, run, takes_in
from flows.decisions import Say
from flows.events import Arrived
from flows.facts import Channel
from flows.scheme import Scheme
from locales.message import Message
from scheduler.clock import MovableClock
from storage import migrate

KEY = base64.b64encode(bytes(range(7, 39))).decode()
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
HELLO = Message("HELLO", "Hello.")


class PretendDoor:
    """Keeps what is sent, and the order in which it was opened and closed."""

    def __init__(self, fails=False):
        self.sent, self.happened, self._fails = [], [], fails
        self.senders = {Channel.SMS: self}

    def routes(self, inbox):
        return []

    async def start(self, inbox):
        self.happened.append("start")
        if self._fails:
            raise RuntimeError("away")

    async def stop(self):
        self.happened.append("stop")

    async def problems(self):
        return []

    async def send(self, message):
        await asyncio.sleep(0.05)
        self.sent.append(message.text)
        self.happened.append("sent")
        return str(message.id)

    async def find(self, message):
        return None

    async def close(self):
        """Nothing is held."""


@pytest.fixture
def settings(monkeypatch, tmp_path):
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    settings = load(None, porchlight_key=KEY, database_url=f"sqlite:///{tmp_path}/p.sqlite3")
    migrate.upgrade(settings.database)
    return settings


def greet(event, snapshot):
    return [Say(None, HELLO)]


def arrived(number):
    return Arrived(Channel.SMS, "+447700900009", f"SM{number}", NOON, "hello")


def house(settings, door, **more):
    return House(
        settings, Scheme(), clock=MovableClock(NOON), doors=lambda: [door], decide=greet, **more
    )


async def test_what_is_said_at_the_last_moment_still_leaves(settings):
    door = PretendDoor()
    async with house(settings, door) as opened:
        await opened.start()
        await opened.intake.accept(arrived(1))
    assert door.sent == ["Hello."]
    assert door.happened == ["start", "sent", "stop"]


async def test_a_door_that_does_not_open_stops_nobody(settings):
    door = PretendDoor(fails=True)
    async with house(settings, door) as opened:
        await opened.start()
        await opened.intake.accept(arrived(1))
    assert door.sent == ["Hello."]


async def test_the_web_alone_neither_ticks_nor_pulses(settings):
    async with house(settings, PretendDoor(), duty=Duty.WEB) as opened:
        await opened.start()
        assert not hasattr(opened, "tick")
        assert not (await opened.watchdog.health()).ready


async def test_a_worker_makes_the_house_ready(settings):
    async with house(settings, PretendDoor(), duty=Duty.WORKER) as opened:
        await opened.start()
        for _ in range(100):
            await opened.tick.run_once()
            await opened.watchdog.pulse()
            if (await opened.watchdog.health()).ready:
                break
        assert (await opened.watchdog.health()).ready
        opened.clock.move(timedelta(seconds=61))
        assert not (await opened.watchdog.health()).fresh


async def test_nothing_more_is_taken_in_once_it_closes(settings):
    async with house(settings, PretendDoor()) as opened:
        pass
    with pytest.raises(OverflowError):
        await opened.intake.accept(arrived(1))


async def test_it_serves_until_it_is_told_to_stop(settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    here = settings.model_copy(update={"port": port})
    stop = asyncio.Event()
    serving = asyncio.create_task(run(house(here, PretendDoor()), stop, "127.0.0.1"))
    while not await asyncio.to_thread(answer, port, "/healthz"):
        await asyncio.sleep(0.02)
    stop.set()
    await serving
    assert await asyncio.to_thread(answer, port, "/healthz") is None


@pytest.mark.parametrize(
    ("mode", "channel", "duty", "expected"),
    [
        ("webhook", Channel.TELEGRAM, Duty.WEB, True),
        ("webhook", Channel.TELEGRAM, Duty.WORKER, False),
        ("polling", Channel.TELEGRAM, Duty.WEB, False),
        ("polling", Channel.TELEGRAM, Duty.WORKER, True),
        ("polling", Channel.SMS, Duty.WEB, True),
        ("polling", Channel.SMS, Duty.WORKER, False),
        ("polling", Channel.SMS, Duty.BOTH, True),
        ("polling", Channel.TELEGRAM, Duty.BOTH, True),
    ],
)
def test_one_process_takes_in_by_each_door(settings, mode, channel, duty, expected):
    door = PretendDoor()
    door.senders = {channel: door}
    changed = settings.model_copy(update={"telegram_mode": mode})
    assert takes_in(door, changed, duty) is expected


def answer(port, path):
    """(status, body) of the service on this machine; None when nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as got:
            return got.status, got.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read()
    except OSError:
        return None


def until(look, within=30.0):
    end = time.monotonic() + within
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError("it never came to that")


@pytest.mark.slow
def test_a_real_process_gets_ready_and_ends_cleanly_on_sigterm(settings, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **{k: v for k, v in os.environ.items() if k.lower() not in Settings.model_fields},
        "PORCHLIGHT_KEY": KEY,
        "DATABASE_URL": settings.database,
        "PORT": str(port),
        "PUBLIC_URL": "http://localhost",
        "TELEGRAM_BOT_TOKEN": "1:never-shown",
        "TELEGRAM_WEBHOOK_SECRET": "never-shown-either",
        "TELEGRAM_API_URL": "http://127.0.0.1:9",
        "PYTHONPATH": str(Path.cwd()),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "serve", "--host", "127.0.0.1"],
        env=environment,
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        until(lambda: (answer(port, "/readyz") or (0,))[0] == 200)
        assert b"porchlight_timers_fired" in answer(port, "/metrics")[1]
        assert answer(port, "/telegram/webhook")[0] == 405
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait()
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert process.returncode == 0
    assert [line["event"] for line in lines if line["logger"] == "bot.wiring"] == [
        "open", "closing", "closed"
    ]  # fmt: skip
    assert "never-shown" not in said
