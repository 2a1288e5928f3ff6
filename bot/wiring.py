"""The one place where the house is put together, opened and closed again."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from types import TracebackType
from typing import Self

import structlog
from aiohttp import web
from prometheus_client import CollectorRegistry
from sqlalchemy import Connection

from bot.channels.door import Door
from bot.pages import Pages
from bot.providers import provider_doors
from bot.settings import Settings, reveal
from bot.web import create_app, server_log
from flows.digest import next_at
from flows.events import TimerKind
from flows.facts import Channel
from flows.scheme import Scheme
from scheduler.clock import Clock, SystemClock
from scheduler.deliver import Deliverer
from scheduler.heartbeat import Heartbeat
from scheduler.intake import Intake
from scheduler.metrics import Metrics
from scheduler.sending import Sender
from scheduler.tick import Tick
from scheduler.trouble import place
from scheduler.watchdog import Watchdog
from storage import outbox, timers
from storage.ids import new_id
from storage.keys import Keys
from storage.known import Known
from storage.store import Store
from storage.turn import Decide

log = structlog.get_logger()

FINISH_WEB = 10.0
"""Seconds that webhooks under way get to answer when the house closes."""

EVERYWHERE = "0.0.0.0"  # noqa: S104 -- a container's only way in; a proxy stands before it


class Duty(StrEnum):
    """What this process does. WEB takes webhooks and sends what they lead to; WORKER chases
    deadlines and sends what was left; BOTH is for one machine."""

    BOTH = "serve"
    WEB = "web"
    WORKER = "worker"


class House:
    """Everything that runs, open between `async with`.

    Demonstrations and tests bring their own `clock`, `doors` (made inside the running loop)
    or `decide`. Opening raises BadKey, StorageUnavailable, or ValueError for settings that
    `bot.check` would have found.
    """

    store: Store
    keys: Keys
    doors: Sequence[Door]
    intake: Intake
    deliverer: Deliverer
    tick: Tick
    watchdog: Watchdog
    heartbeat: Heartbeat

    def __init__(
        self,
        settings: Settings,
        scheme: Scheme,
        *,
        duty: Duty = Duty.BOTH,
        clock: Clock | None = None,
        doors: Callable[[], Sequence[Door]] | None = None,
        decide: Decide | None = None,
    ) -> None:
        self.settings = settings
        # Where links lead is the operator's to say, not the scheme's.
        self.scheme = replace(scheme, public_url=settings.base_url or scheme.public_url)
        self.duty = duty
        self.clock = clock or SystemClock()
        self.name = f"{duty}-{new_id():x}"
        self.registry = CollectorRegistry()
        self._make_doors = doors or (lambda: provider_doors(settings, self.clock))
        self._decide = decide

    async def __aenter__(self) -> Self:
        self.keys = Keys.from_text(reveal(self.settings.porchlight_key))
        self.store = await Store.open(self.settings.database, self.keys)
        try:
            self.doors = self._make_doors()
            self._put_together()
        except BaseException:
            await self.store.close()
            raise
        return self

    def _put_together(self) -> None:
        decide, metrics = self._decide or _decide(), Metrics(self.registry)
        self.deliverer = Deliverer(
            self.store,
            self.keys,
            self.senders,
            self.clock,
            self.name,
            lambda failure: self.intake.feed(failure),
            metrics=metrics,
        )
        self.intake = Intake(
            self.store,
            self.keys,
            self.scheme,
            self.clock,
            self.deliverer,
            decide,
            self.name,
            metrics=metrics,
        )
        if self.duty is Duty.WEB:
            self.watchdog = Watchdog(self.store, self.clock)
        else:
            self._put_worker_together(decide, metrics)

    def _put_worker_together(self, decide: Decide, metrics: Metrics) -> None:
        self.tick = Tick(
            self.store,
            self.keys,
            self.scheme,
            self.clock,
            self.intake,
            decide,
            self.name,
            metrics=metrics,
        )
        self.watchdog = Watchdog(
            self.store,
            self.clock,
            tick=self.tick,
            deliverer=self.deliverer,
            url=reveal(self.settings.heartbeat_url),
        )
        self.heartbeat = Heartbeat(self.tick, self.deliverer, self.watchdog)

    @property
    def senders(self) -> dict[Channel, Sender]:
        """The way out of each channel; where two doors serve one, the first is used."""
        ways: dict[Channel, Sender] = {}
        for door in reversed(self.doors):
            ways.update(door.senders)
        return ways

    def app(self) -> web.Application:
        """The web server of this house."""
        pages = Pages(self.store, self.keys, self.scheme, self.clock).routes()
        return create_app(
            self.scheme.name, self.doors, self.intake, self.watchdog, self.registry, pages
        )

    async def start(self) -> None:
        """Begin to chase and to take messages in. A door that fails to open is logged loudly;
        alerts leave by the others. Alone on SQLite, what a killed process left goes first."""
        if self.duty is Duty.BOTH and self.store.dialect == "sqlite":
            now = self.clock.now()
            await self.store.run(lambda conn: outbox.release_claims(conn, now))
        if self.duty is not Duty.WEB:
            await self.store.run(self._ensure_digests)
            self.heartbeat.start()
        for door in self.doors:
            if takes_in(door, self.settings, self.duty):
                try:
                    await door.start(self.intake)
                except Exception as error:  # noqa: BLE001 -- one provider stops no other
                    log.error("door_not_started", door=type(door).__name__, error=place(error))

    def _ensure_digests(self, conn: Connection) -> None:
        """Co-ordinators from before there were digests get theirs too."""
        now = self.clock.now()
        whose = Known(conn, self.keys, now).load_co_ordinators()
        timers.ensure(conn, TimerKind.DIGEST, whose, next_at(now, self.scheme))

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Begin nothing new, finish what is under way, give everything back, in this order."""
        closing: list[Callable[[], Awaitable[object]]] = []
        if self.duty is not Duty.WEB:
            closing.append(self.heartbeat.stop)
        closing += [self.intake.drain, self.deliverer.drain]
        closing += [door.stop for door in self.doors]
        closing.append(self.store.close)
        for close in closing:
            await _closed(close)


async def _closed(close: Callable[[], Awaitable[object]]) -> None:
    """One part that does not close must not keep the others from it."""
    try:
        await close()
    except Exception as error:  # noqa: BLE001 -- said, and then the next part closes
        log.error("not_closed", part=getattr(close, "__qualname__", ""), error=place(error))


def takes_in(door: Door, settings: Settings, duty: Duty) -> bool:
    """Whether this process begins to take messages in by `door`: webhooks are the web's, and
    polling is the worker's, for only one process may poll."""
    if duty is Duty.BOTH:
        return True
    polls = settings.telegram_mode == "polling" and Channel.TELEGRAM in door.senders
    return polls is (duty is Duty.WORKER)


def _decide() -> Decide:
    from flows.decide import decide

    return decide


async def run(house: House, stop: asyncio.Event | None = None, host: str = EVERYWHERE) -> None:
    """Serve until SIGTERM, SIGINT or `stop`; then drain. A second signal ends it at once."""
    stop = stop or asyncio.Event()
    _on_signals(stop)
    async with house:
        runner = await _listen(house, host) if house.duty is not Duty.WORKER else None
        try:
            await house.start()
            _settle_memory()
            log.info("open", duty=house.duty, process=house.name)
            await stop.wait()
            log.info("closing", process=house.name)
        finally:
            if runner is not None:
                await runner.cleanup()
    log.info("closed", process=house.name)


def _settle_memory() -> None:
    """What was made at the start stays for good: keep the collector from looking through it
    again and again. A tenth of a message's cost, and most of the longest waits."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 20, 50)


async def _listen(house: House, host: str) -> web.AppRunner:
    runner = web.AppRunner(
        house.app(), access_log=None, logger=server_log, shutdown_timeout=FINISH_WEB
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, host, house.settings.port).start()
    except BaseException:
        await runner.cleanup()
        raise
    return runner


def _on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()

    def heard() -> None:
        stop.set()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows has none
            loop.add_signal_handler(number, heard)
