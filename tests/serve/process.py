"""Real `porchlight` processes with a database of their own, and the providers' doubles outside."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp

from bot.scheme_file import read
from bot.settings import Settings
from flows.scheme import Scheme
from tests.doubles.telegram import TOKEN as BOT_TOKEN
from tests.doubles.telegram import TelegramDouble
from tests.doubles.twilio import TwilioDouble
from tests.doubles.twilio_api import ACCOUNT, SMS_NUMBER, VOICE_NUMBER
from tests.doubles.twilio_api import TOKEN as AUTH_TOKEN
from tests.serve.scheme import write_scheme

TOP = Path(__file__).parents[2]
PUBLIC = "https://porchlight.example"
SECRET = "only-telegram-knows-this-one"
PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


async def until(
    look: Callable[[], object],
    within: float = PATIENCE,
    what: Callable[[], str] = lambda: "it never came to that",
) -> None:
    """Return once `look()` is true; fail after `within` seconds, saying `what()`."""
    with suppress(TimeoutError):
        async with asyncio.timeout(within):
            while not look():
                await asyncio.sleep(0.02)
    if not look():
        raise AssertionError(what())


@dataclass
class Running:
    """One process. Its log is a file, so that it can be read whatever became of the process."""

    process: asyncio.subprocess.Process
    url: str
    log: Path
    http: aiohttp.ClientSession

    def text(self) -> str:
        """Everything it has said on standard error."""
        return self.log.read_text("utf-8")

    def lines(self, event: str = "") -> list[dict[str, Any]]:
        """Its log, line by line; only this event's, if one is named."""
        said = [json.loads(line) for line in self.text().splitlines() if line.startswith("{")]
        return [line for line in said if not event or line["event"] == event]

    async def get(self, path: str) -> tuple[int, str]:
        """Status and body; 0 when nobody answers."""
        try:
            async with self.http.get(self.url + path) as answer:
                return answer.status, await answer.text()
        except aiohttp.ClientError:
            return 0, ""

    async def ready(self) -> None:
        """Return once /readyz says 200, or, for a worker, once it has opened."""
        async with asyncio.timeout(PATIENCE):
            while not await self._is_ready():
                assert self.process.returncode is None, self.text()
                await asyncio.sleep(0.05)

    async def _is_ready(self) -> bool:
        if not self.url:
            return bool(self.lines("open"))
        return (await self.get("/readyz"))[0] == 200

    async def stop(self) -> int:
        """SIGTERM; its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self.process.wait(), PATIENCE)

    async def kill(self) -> None:
        """kill -9: no last words."""
        with suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()


@dataclass
class Site:
    """A folder, a scheme, a database, the providers, and the processes that run there."""

    folder: Path
    database: str
    twilio: TwilioDouble
    telegram: TelegramDouble
    http: aiohttp.ClientSession
    key: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    started: list[Running] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)

    @property
    def scheme_path(self) -> Path:
        return self.folder / "scheme.toml"

    @property
    def scheme(self) -> Scheme:
        return read(self.scheme_path).scheme

    def environment(self, port: int) -> dict[str, str]:
        ours = {name.upper() for name in Settings.model_fields}
        return {
            **{name: value for name, value in os.environ.items() if name not in ours},
            "PYTHONPATH": str(TOP),
            "PORCHLIGHT_KEY": self.key,
            "PORCHLIGHT_SCHEME": str(self.scheme_path),
            "DATABASE_URL": self.database,
            "PORT": str(port),
            "PUBLIC_URL": PUBLIC,
            "TELEGRAM_BOT_TOKEN": BOT_TOKEN,
            "TELEGRAM_WEBHOOK_SECRET": SECRET,
            "TELEGRAM_API_URL": self.telegram.url,
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
            "TWILIO_SMS_FROM": SMS_NUMBER,
            "TWILIO_VOICE_FROM": VOICE_NUMBER,
            "TWILIO_API_URL": self.twilio.url,
        }

    async def command(self, *words: str) -> str:
        """`porchlight …` to its end; what it printed. Fails if it failed."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *words),
            env=self.environment(1),
            cwd=self.folder,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said, _ = await asyncio.wait_for(process.communicate(), 60)
        assert process.returncode == 0, said.decode()
        return said.decode()

    async def start(self, duty: str = "serve") -> Running:
        """`porchlight serve` or `worker`, ready; or `web`, which waits for a worker to be."""
        port = free_port()
        log = self.folder / f"{duty}-{next(self.numbers)}.log"
        listen = [] if duty == "worker" else ["--host", "127.0.0.1"]
        with log.open("wb") as err:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", duty, *listen),
                env=self.environment(port),
                cwd=self.folder,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=err,
            )
        url = "" if duty == "worker" else f"http://127.0.0.1:{port}"
        running = Running(process, url, log, self.http)
        self.started.append(running)
        if url:
            self.twilio.through = url
        if duty != "web":
            await running.ready()
        return running

    def logs(self) -> Iterable[str]:
        """What each process said, those that ended too."""
        return (running.text() for running in self.started)


@asynccontextmanager
async def a_site(folder: Path, database: str = "", **scheme: Any) -> AsyncIterator[Site]:
    """A site whose ladders take seconds (see `write_scheme`); SQLite without a `database`.

    Everything that was started has ended when the block does.
    """
    write_scheme(folder / "scheme.toml", **scheme)
    async with AsyncExitStack() as closing:
        http = await closing.enter_async_context(aiohttp.ClientSession())
        telegram, twilio = TelegramDouble(), TwilioDouble()
        await telegram.start()
        closing.push_async_callback(telegram.stop)
        await twilio.start(PUBLIC)
        closing.push_async_callback(twilio.stop)
        database = database or f"sqlite:///{folder}/porchlight.sqlite3"
        site = Site(folder, database, twilio, telegram, http)
        try:
            yield site
        finally:
            for running in site.started:
                await running.kill()
        assert telegram.faults == [], "a call that no client should make"
