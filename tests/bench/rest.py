"""How much a house at rest holds, how soon it answers, and what `--help` costs."""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from storage.keys import Keys
from tests.bench.double import TOKEN, LightDouble
from tests.bench.loader import SECRET
from tests.bench.processes import MIB, environment, free_port

PORCHLIGHT = (sys.executable, "-m", "bot")


@dataclass(frozen=True, slots=True)
class Rest:
    """MiB and seconds: with Twilio alone, and with Telegram as well."""

    plain: float
    telegram: float
    starts: float
    starts_telegram: float
    help: float


async def measure(folder: Path, *, tries: int, settle: float) -> Rest:
    """`settle` is how many seconds a house rests before it is weighed."""
    double = LightDouble()
    await double.start()
    given = {
        "DATABASE_URL": f"sqlite:///{folder}/rest.sqlite3",
        "PORCHLIGHT_KEY": Keys.generate(),
        "PUBLIC_URL": "https://porchlight.example",
        "TWILIO_ACCOUNT_SID": "AC" + "0123456789abcdef" * 2,
        "TWILIO_AUTH_TOKEN": "0123456789abcdef" * 2,
        "TWILIO_SMS_FROM": "+441632960000",
        "TWILIO_API_URL": double.url,
    }
    telegram = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_WEBHOOK_SECRET": SECRET,
        "TELEGRAM_API_URL": double.url,
    }
    _run("migrate", folder, given)
    plain, starts = await _at_rest(folder, given, settle)
    with_telegram, starts_telegram = await _at_rest(folder, given | telegram, settle)
    double.stop()
    times = []
    for _ in range(tries):
        began = time.perf_counter()
        _run("--help", folder, {})
        times.append(time.perf_counter() - began)
    return Rest(plain, with_telegram, starts, starts_telegram, statistics.median(times))


def _run(command: str, folder: Path, given: dict[str, str]) -> None:
    subprocess.run(
        [*PORCHLIGHT, command],
        cwd=folder,
        env=environment(**given),
        check=True,
        capture_output=True,
    )


async def _at_rest(folder: Path, given: dict[str, str], settle: float) -> tuple[float, float]:
    """(MiB at rest, seconds until /healthz answered) of `porchlight serve`."""
    port = free_port()
    began = time.perf_counter()
    with (folder / "serve.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *(*PORCHLIGHT, "serve"),
            cwd=folder,
            env=environment(**given, PORT=str(port)),
            stdout=log,
            stderr=log,
        )
    try:
        async with asyncio.timeout(60):
            while not await _healthy(port):
                if process.returncode is not None:
                    raise RuntimeError((folder / "serve.log").read_text("utf-8"))
                await asyncio.sleep(0.02)
        starts = time.perf_counter() - began
        await asyncio.sleep(settle)
        return psutil.Process(process.pid).memory_info().rss / MIB, starts
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _healthy(port: int) -> bool:
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.write(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    line = await reader.readline()
    writer.close()
    return line.startswith(b"HTTP/1.1 200")
