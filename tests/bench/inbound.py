"""A check-in over Telegram webhooks, end to end: us on both databases, and two peers."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scheduler.clock import SystemClock
from storage import migrate
from storage.keys import Keys
from storage.store import Store
from tests.bench import people
from tests.bench.double import TOKEN, LightDouble
from tests.bench.loader import SECRET, Loader, Measured
from tests.bench.processes import MIB, Served
from tests.bench.talk import SAID

PTB = "python-telegram-bot ConversationHandler, SQLite"
WARM_UP = 20


@dataclass(frozen=True)
class Contender:
    """Somebody to measure. `send` False: replies are counted in memory after the commit."""

    name: str
    module: str
    database: str
    send: bool = True

    @property
    def ours(self) -> bool:
        return self.module == "tests.bench.ours"


@dataclass
class Result:
    """Medians over the rounds. Rates in messages a second, replies in ms.

    `times` and `times_cpu` compare with the first contender, round by round.
    """

    name: str
    send: bool
    rate: float
    times: float
    cpu_ms: float
    times_cpu: float
    p50: float
    p99: float
    peak: float
    messages: int
    repeats: int


@dataclass
class _Lane:
    """A contender that is being served."""

    contender: Contender
    served: Served
    loader: Loader
    repeated: Measured = field(default_factory=Measured)
    rounds: list[Measured] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


def contenders(
    folder: Path, postgres: Callable[[], str] | None, *, aiogram: bool = True
) -> list[Contender]:
    """Everybody, each with a database of their own. Without a server, no PostgreSQL."""
    us = "tests.bench.ours"
    found = [Contender(PTB, "tests.bench.peer_ptb", f"{folder}/ptb.sqlite3")]
    if aiogram:
        peer = "tests.bench.peer_aiogram"
        found.append(Contender("aiogram FSM, SQLite", peer, f"{folder}/aiogram.sqlite3"))
    for send in (False, True):
        kind = "sent" if send else "committed"
        url = f"sqlite:///{folder}/{kind}.sqlite3"
        found.append(Contender("Porchlight, SQLite", us, url, send))
        if postgres is not None:
            found.append(Contender("Porchlight, PostgreSQL", us, postgres(), send))
    return found


async def measure(
    contenders: Sequence[Contender],
    folder: Path,
    *,
    volunteers: int,
    rounds: int,
    say: Callable[[str], None],
) -> list[Result]:
    """Everybody in turn, round after round, so that a busy machine is everybody's trouble.

    The warm-up is in front, and brings every fifth webhook twice to us. Raises AssertionError
    when a message was not answered exactly once.
    """
    chats = range(people.FIRST_CHAT, people.FIRST_CHAT + WARM_UP + rounds * volunteers)
    double = LightDouble()
    await double.start()
    async with AsyncExitStack() as stack:
        stack.callback(double.stop)
        lanes = []
        for contender in contenders:
            say(f"starting {contender.name}")
            lanes.append(await _served(contender, double, chats, folder))
            stack.push_async_callback(lanes[-1].served.stop)
            await _warm_up(lanes[-1], chats[:WARM_UP])
        for number in range(rounds):
            start = WARM_UP + number * volunteers
            for lane in lanes:
                await _round(lane, chats[start : start + volunteers])
                say(f"round {number + 1}: {_line(lane)}")
        stack.pop_all()
        for lane in lanes:
            _check(lane, double, await lane.served.stop(), len(chats) * len(SAID))
        double.stop()
    return [_result(lane, lanes[0]) for lane in lanes]


async def _served(
    contender: Contender, double: LightDouble, chats: Sequence[int], folder: Path
) -> _Lane:
    key = Keys.generate()
    if contender.ours:
        await enrol(contender.database, Keys.from_text(key), chats)
    settings: Mapping[str, Any] = {
        "database": contender.database,
        "key": key,
        "token": TOKEN,
        "secret": SECRET,
        "api": double.url,
        "send": contender.send,
    }
    served = await Served.start(contender.module, settings, folder)
    loader = Loader(served.port, double, replies=contender.send)
    return _Lane(contender, served, loader)


async def enrol(database: str, keys: Keys, chats: Sequence[int]) -> None:
    """Volunteers with these chats, in a database that may be empty."""
    migrate.upgrade(database)
    store = await Store.open(database, keys)
    try:
        await people.let_in(store, SystemClock().now(), chats)
    finally:
        await store.close()


async def _warm_up(lane: _Lane, chats: Sequence[int]) -> None:
    """Not timed. The peers would answer a repeat again, and so lose the thread."""
    lane.loader.repeats = lane.contender.ours
    lane.repeated = await lane.loader.run(chats)
    lane.loader.repeats = False


async def _round(lane: _Lane, chats: Sequence[int]) -> None:
    before = lane.served.cpu()
    lane.rounds.append(await lane.loader.run(chats))
    lane.cpu.append(lane.served.cpu() - before)


def _line(lane: _Lane) -> str:
    measured = lane.rounds[-1]
    rate, cpu = measured.messages / measured.seconds, lane.cpu[-1] / measured.messages * 1000
    how = "" if lane.contender.send else " (to the commit)"
    return f"{lane.contender.name}{how}: {rate:,.0f} messages/s, {cpu:.2f} ms of CPU each"


def _check(lane: _Lane, double: LightDouble, counted: Mapping[str, Any], messages: int) -> None:
    """Every message was answered once, whoever answered, and no call was a bad one."""
    name = lane.contender.name
    assert double.faults == [], double.faults[:3]
    every = [lane.repeated, *lane.rounds]
    assert sum(m.extra for m in every) == 0, f"{name}: answered more than once"
    if lane.contender.send:
        assert all(len(m.replies) == m.messages for m in every), name
    else:
        assert counted["sent"] == messages, f"{name}: {counted['sent']} of {messages} replies"


def _result(lane: _Lane, first: _Lane) -> Result:
    rounds = lane.rounds
    times = [sorted(m.replies if lane.contender.send else m.answers) for m in rounds]
    return Result(
        name=lane.contender.name,
        send=lane.contender.send,
        rate=statistics.median(_rates(lane)),
        times=_over(_rates(lane), _rates(first)),
        cpu_ms=statistics.median(_costs(lane)),
        times_cpu=_over(_costs(first), _costs(lane)),
        p50=1000 * statistics.median(t[len(t) // 2] for t in times),
        p99=1000 * statistics.median(t[int(len(t) * 0.99)] for t in times),
        peak=lane.served.peak / MIB,
        messages=sum(m.messages for m in rounds),
        repeats=lane.repeated.repeats,
    )


def _rates(lane: _Lane) -> list[float]:
    return [m.messages / m.seconds for m in lane.rounds]


def _costs(lane: _Lane) -> list[float]:
    """Milliseconds of CPU a message. A clock that counts in hundredths may have seen none."""
    pairs = zip(lane.cpu, lane.rounds, strict=True)
    return [1000 * max(cpu, 0.01) / m.messages for cpu, m in pairs]


def _over(these: Sequence[float], those: Sequence[float]) -> float:
    """How many times, round by round: what slows one round slows both."""
    return statistics.median(a / b for a, b in zip(these, those, strict=True))
