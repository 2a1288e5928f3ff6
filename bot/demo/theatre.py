"""The real pipeline with pretend phones: a whole scheme on one temporary file."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

import structlog
from aiohttp import web

from bot.demo import board
from bot.demo.cast import CAST, CLEO, SUGGESTED, pretend_phones
from bot.demo.phones import Phone
from bot.demo.seeding import seed
from bot.demo.simulated import SimulatedDoor
from bot.demo.stage import Bell
from bot.demo.view import EntryKind, Guide, PhoneState, PhoneView, Standing, View
from bot.pages import Pages
from bot.settings import Settings, load
from bot.wiring import House
from flows.facts import AlertState, Channel, Role, Talk
from flows.scheme import Scheme
from scheduler.clock import MovableClock
from storage import migrate
from storage.keys import Keys

log = structlog.get_logger()

SCHEME = Scheme(name="Lantern IV", phone="0117 496 0000")
"""A made-up scheme, with a number kept for stories."""

SETTLES_WITHIN = 5.0
LOOK_AGAIN = 0.01
EVENTS_A_MOVE = 500
"""At most: a move ends, whatever sets itself again at once."""


class Theatre:
    """Keeps `bot.demo.stage.Stage`, open between `async with`.

    Each opening begins anew at `start`. `pause` is how many seconds the eye gets between
    two events while the clock is moved. `address` is where links in messages lead.
    """

    def __init__(self, start: datetime, *, pause: float = 0.0, address: str = "") -> None:
        self.bell = Bell()
        self._start, self._pause, self._address = start, pause, address.rstrip("/")
        self._one_act = asyncio.Lock()

    async def __aenter__(self) -> Self:
        await self._raise_curtain()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._open.aclose()

    async def _raise_curtain(self) -> None:
        async with AsyncExitStack() as stack:
            folder = stack.enter_context(TemporaryDirectory(prefix="porchlight-"))
            settings = _settings(Path(folder))
            await asyncio.to_thread(migrate.upgrade, settings.database)
            self._clock = MovableClock(self._start)
            self._door = SimulatedDoor(pretend_phones(), self._clock.now, self.bell.ring)
            scheme = replace(SCHEME, public_url=self._address)
            house = House(settings, scheme, clock=self._clock, doors=lambda: [self._door])
            self._house = await stack.enter_async_context(house)
            self._people = await seed(house.store, self._clock.now())
            await self._door.start(house.intake)
            await house.start()
            self._guide = Guide()
            self._open = stack.pop_all()

    async def view(self) -> View:
        facts = await self._house.store.read(
            partial(board.gather, keys=self._house.keys, now=self._clock.now())
        )
        self._tick_off(facts)
        phones = tuple(self._phone(phone, facts) for phone in self._door.phones.values())
        return View(
            now=self._clock.now(),
            phones=phones,
            out=board.out(facts),
            visits=board.visits(facts),
            tasks=board.waits(facts),
            timers=board.waiting(facts),
            alerts=board.alerts(facts),
            deliveries=board.deliveries(facts),
            guide=self._guide,
        )

    async def says(self, phone: str, text: str, channel: Channel | None) -> None:
        sender = self._door.phones[phone]
        by = channel or sender.channels[0]
        if by not in sender.channels:
            raise LookupError(f"{phone} has no {by}")
        await self._act(lambda: self._door.says(phone, text, by))

    async def taps(self, phone: str, entry: int, button: int) -> None:
        await self._act(lambda: self._door.taps(phone, entry, button))

    async def answers(self, phone: str, entry: int, key: str) -> None:
        if key:
            await self._act(lambda: self._door.presses(phone, entry, key))
        else:
            await self._act(lambda: self._door.hangs_up(phone, entry))

    async def switches(self, phone: str, state: PhoneState) -> None:
        await self._act(lambda: self._door.switch(phone, state))

    async def opens(self, kind: str, request: web.Request) -> web.StreamResponse:
        house = self._house
        pages = Pages(house.store, house.keys, house.scheme, house.clock)
        return await (pages.letter(request) if kind == "letter" else pages.visit(request))

    async def restarts(self) -> None:
        async with self._one_act:
            before = self._open
            await self._raise_curtain()
            await before.aclose()
            self.bell.ring()

    async def moves(self, by: timedelta | None) -> None:
        """As the time would have gone: each event at its own instant, calls rung out before."""
        async with self._one_act:
            end = await self._next() if by is None else self._clock.now() + by
            if end is None:
                return
            for _ in range(EVENTS_A_MOVE):
                at = await self._next()
                if at is None or at > end:
                    break
                await self._go_to(max(at, self._clock.now()))
                await asyncio.sleep(self._pause)
            await self._go_to(end)

    async def _go_to(self, instant: datetime) -> None:
        passed = instant - self._clock.now()
        if passed > timedelta():
            await self._door.stop_ringing()
            await self._settle()
            self._clock.move(passed)
        await self._house.tick.run_once()
        await self._house.deliverer.sweep()
        await self._settle()
        self.bell.ring()

    async def _next(self) -> datetime | None:
        return await self._house.store.read(board.next_event)

    async def _act(self, play: Callable[[], Awaitable[object]]) -> None:
        async with self._one_act:
            await play()
            await self._settle()
            self.bell.ring()

    async def _settle(self) -> None:
        """Until every message is with its phone and every failure decided."""
        try:
            async with asyncio.timeout(SETTLES_WITHIN):
                await self._door.settle()
                while await self._busy():
                    await asyncio.sleep(LOOK_AGAIN)
                    await self._door.settle()
        except TimeoutError:
            log.error("demonstration_not_settled")

    async def _busy(self) -> bool:
        return await self._house.store.read(partial(board.unfinished, now=self._clock.now()))

    def _phone(self, phone: Phone, facts: board.Facts) -> PhoneView:
        return PhoneView(
            phone.key,
            phone.name,
            phone.number,
            phone.state,
            tuple(phone.entries),
            phone.channels,
            self._chips(phone.key, facts),
            phone.lost,
        )

    def _chips(self, key: str, facts: board.Facts) -> tuple[str, ...]:
        """Words worth sending now: an answer to the question asked, an alert's own code."""
        part = next(part for part in CAST if part.key == key)
        me = self._people.get(key, 0)
        talk = facts.talks.get(me)
        suggested = _answers(talk) if talk else _to_a_reminder(me, facts)
        codes = _codes(me, facts) if part.role is Role.CO_ORDINATOR else ()
        return tuple(dict.fromkeys((*suggested, *codes, *part.chips)))

    def _tick_off(self, facts: board.Facts) -> None:
        """Steps once done stay done."""
        cleo = self._people[CLEO.key]
        rang = any(e.kind is not EntryKind.SAID for e in self._door.phones[CLEO.key].entries)
        mine = [row.standing for row in board.visits(facts)]
        over = Standing.WRITE_UP in mine or Standing.WRITTEN in mine
        self._guide = Guide(
            planned=self._guide.planned or bool(mine),
            confirmed=self._guide.confirmed or Standing.CONFIRMED in mine,
            kept=self._guide.kept or over,
            recorded=self._guide.recorded or Standing.WRITTEN in mine,
            went_out=self._guide.went_out or bool(board.out(facts)) or bool(facts.alerts),
            alarmed=self._guide.alarmed or (rang and any(cleo in a.told for a in facts.alerts)),
            taken=self._guide.taken or any(a.taken_by for a in facts.alerts),
        )


def _answers(talk: Talk) -> tuple[str, ...]:
    """What a newcomer might answer. A question's name may hold the visit's id: "did.12"."""
    found = re.match("[a-z_]+", talk.shown.name) if talk.shown else None
    asked = found.group() if found else ""
    answer = SUGGESTED.get(f"{talk.flow} {asked}") or SUGGESTED.get(asked)
    return (answer,) if answer else ()


def _to_a_reminder(me: int, facts: board.Facts) -> tuple[str, ...]:
    """Whether a visit stands is asked outside any conversation."""
    mine = {row.visit for row in board.visits(facts) if row.standing in _WAITS_FOR_OK}
    asked = any(facts.visits[visit].volunteer_id == me for visit in mine)
    return ("OK",) if asked else ()


_WAITS_FOR_OK = (Standing.ASKED, Standing.OFFERED)


def _codes(me: int, facts: board.Facts) -> tuple[str, ...]:
    """A co-ordinator takes what is open and ends what is theirs."""
    told = [a for a in facts.alerts if me in a.told and a.state is not AlertState.CLOSED]
    chasing = [a for a in told if a.volunteer_id != me and a.taken_by != me]
    mine = [a for a in told if a.taken_by == me]
    tasks = [f"DONE {row.number}" for row in board.waits(facts)[:1]]
    return (*(a.code for a in chasing), *(f"SAFE {a.code}" for a in mine), *tasks)


def _settings(folder: Path) -> Settings:
    """Nothing of the machine's own settings: a new file, a new key, nobody to ping."""
    return load(
        None,
        database_url=f"sqlite:///{folder / 'demonstration.sqlite3'}",
        porchlight_key=Keys.generate(),
        heartbeat_url=None,
    )
