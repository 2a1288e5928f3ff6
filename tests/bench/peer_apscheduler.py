"""The same thousand overdue as APScheduler jobs, one a visit, in its own job store.

A job keeps that its visit is being chased before it sends, as the peers of the conversation
keep each step: without that, a crash would leave no trace of what was sent.
"""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import event

from tests.bench.peers import Saved


class Ran(NamedTuple):
    """Seconds until the last had run, and milliseconds of CPU for each."""

    seconds: float
    cpu_ms: float


_told: list[float] = []
_saved: list[Saved] = []


async def tell(visit: int) -> None:
    """What a job does: save, and hand a message to a sender that takes it at once."""
    _saved[0].put("states", visit, "chased")
    _saved[0].commit()
    _told.append(time.perf_counter())


def _as_ours(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


async def measure(folder: Path, visits: int, overdue: int, within: float = 120.0) -> Ran:
    """Until `overdue` jobs of `visits` have run, all of them late by a minute."""
    _told.clear()
    _saved[:] = [Saved(f"{folder}/chased-{visits}.sqlite3")]
    store = SQLAlchemyJobStore(url=f"sqlite:///{folder}/jobs-{visits}.sqlite3")
    event.listen(store.engine, "connect", _as_ours)
    scheduler = AsyncIOScheduler(
        timezone=UTC,
        jobstores={"default": store},
        # Its own default drops what is later than a second.
        job_defaults={"misfire_grace_time": None, "coalesce": True},
    )
    scheduler.start(paused=True)
    late = datetime.now(UTC) - timedelta(minutes=1)
    for visit in range(visits):
        when = late if visit < overdue else late + timedelta(hours=5)
        scheduler.add_job(tell, "date", run_date=when, args=(visit,), id=str(visit))
    began, cpu = time.perf_counter(), time.process_time()
    scheduler.resume()
    async with asyncio.timeout(within):
        while len(_told) < overdue:
            await asyncio.sleep(0.002)
    cpu = time.process_time() - cpu
    scheduler.shutdown(wait=False)
    store.engine.dispose()
    _saved.pop().close()
    return Ran(_told[-1] - began, 1000 * cpu / overdue)
