"""What both peers share: state in SQLite, and a webhook that answers once it is saved."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

from tests.bench.loader import SECRET
from tests.bench.talk import DONE

_IN_MINUTES = re.compile(r"in (\d+) min")


class Saved:
    """One row a chat, safe on disk once committed, under the same pragmas as our own."""

    def __init__(self, path: str) -> None:
        self._conn = sqlite3.connect(path, isolation_level="IMMEDIATE")
        self._conn.execute("PRAGMA journal_mode = WAL")
        self._conn.execute("PRAGMA synchronous = FULL")
        for table in ("states", "answers"):
            self._conn.execute(f"CREATE TABLE {table} (chat INTEGER PRIMARY KEY, kept TEXT)")
        self._conn.commit()

    def put(self, table: str, chat: int, kept: Any) -> None:
        """Keep `kept` for a chat, in the transaction that `commit` ends."""
        statement = f"INSERT OR REPLACE INTO {table} VALUES (?, ?)"
        self._conn.execute(statement, (chat, json.dumps(kept)))

    def get(self, table: str, chat: int) -> Any:
        row = self._conn.execute(f"SELECT kept FROM {table} WHERE chat = ?", (chat,)).fetchone()
        return json.loads(row[0]) if row else None

    def commit(self) -> None:
        self._conn.commit()

    def close(self) -> None:
        self._conn.close()


def done(place: str, said: str) -> str | None:
    """The last answer to a check-in; None when `said` is no time."""
    if (found := _IN_MINUTES.fullmatch(said)) is None:
        return None
    home_by = datetime.now(UTC) + timedelta(minutes=int(found[1]))
    return DONE.format(place=place, home_by=f"{home_by:%H:%M}")


async def serve(port: int, take: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
    """Listen until told to end; each update is answered when `take` is done with it."""

    async def webhook(request: web.Request) -> web.Response:
        if request.headers.get("X-Telegram-Bot-Api-Secret-Token") != SECRET:
            return web.Response(status=401)
        await take(await request.json())
        return web.Response()

    app = web.Application()
    app.router.add_post("/telegram/webhook", webhook)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    print("ready", flush=True)
    await stop.wait()
    await runner.cleanup()
