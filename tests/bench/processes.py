"""Servers as processes of their own, and what each costs in CPU and memory."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]

TOP = Path(__file__).parents[2]
MIB = 1 << 20
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "SYSTEMROOT")
SAMPLE = 0.1


def environment(**more: str) -> dict[str, str]:
    """Nothing of this shell's own settings reaches what is measured."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, "PYTHONPATH": str(TOP), **more}


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


class Served:
    """A server under measurement. Says "ready" when it listens, and a JSON line at the end."""

    def __init__(self, process: asyncio.subprocess.Process, port: int) -> None:
        self._process = process
        self._usage = psutil.Process(process.pid)
        self._sampling: asyncio.Task[None] | None = None
        self.port = port
        self.peak = 0

    @classmethod
    async def start(cls, module: str, settings: Mapping[str, Any], cwd: Path) -> Served:
        port = free_port()
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", module, json.dumps({**settings, "port": port})),
            stdout=asyncio.subprocess.PIPE,
            env=environment(),
            cwd=cwd,
        )
        served = cls(process, port)
        try:
            async with asyncio.timeout(60):
                await served._said("ready")
        except BaseException:
            process.kill()
            await process.wait()
            raise
        served._sampling = asyncio.create_task(served._sample())
        return served

    async def _said(self, word: str) -> None:
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        if line.decode().strip() != word:
            raise RuntimeError(f"it said {line!r} instead of {word}")

    async def _sample(self) -> None:
        with suppress(psutil.NoSuchProcess):
            while True:
                self.peak = max(self.peak, self._usage.memory_info().rss)
                await asyncio.sleep(SAMPLE)

    def cpu(self) -> float:
        """Seconds of CPU so far, all threads."""
        used = self._usage.cpu_times()
        return float(used.user + used.system)

    async def stop(self) -> dict[str, Any]:
        """End it as an operator does; what it counted."""
        if self._sampling is not None:
            self._sampling.cancel()
        with suppress(ProcessLookupError):
            self._process.terminate()
        try:
            out, _ = await asyncio.wait_for(self._process.communicate(), 30)
        except TimeoutError:
            self._process.kill()
            raise
        last: Sequence[bytes] = out.strip().splitlines()
        counted: dict[str, Any] = json.loads(last[-1]) if last else {}
        return counted
