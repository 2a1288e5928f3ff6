"""python -m tests.bench [--quick] [--only inbound|sweep|memory]

All figures are ratios from one run on this machine: see docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from storage import migrate
from tests import postgres
from tests.bench import inbound, peer_apscheduler, rest, sweep
from tests.bench.inbound import Result
from tests.bench.peer_apscheduler import Ran
from tests.bench.sweep import Swept
from tests.bench.table import number, table

Figures = TypeVar("Figures", Swept, Ran)
PARTS = ("inbound", "sweep", "memory")
OVERDUE = 1_000
TRIES = 3
LARGE = 10_000


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of everything."""

    volunteers: int
    rounds: int
    visits: tuple[int, ...]
    jobs: int
    passes: int
    tries: int
    settle: float


FULL = Sizes(150, 5, (1_000, 10_000, 100_000), 5_000, 300, 5, 5.0)
QUICK = Sizes(50, 3, (1_000, 5_000), 1_000, 100, 3, 2.0)


@dataclass(frozen=True, slots=True)
class Bench:
    """Where everything lies. `database` makes a fresh PostgreSQL database; None without one."""

    folder: Path
    sizes: Sizes
    database: Callable[[], str] | None

    def inbound(self) -> str:
        everybody = inbound.contenders(self.folder, self.database)
        measured = inbound.measure(
            everybody,
            self.folder,
            volunteers=self.sizes.volunteers,
            rounds=self.sizes.rounds,
            say=say,
        )
        return inbound_table(asyncio.run(measured))

    def sweep(self) -> str:
        found: list[tuple[str, Swept]] = []
        for visits in self.sizes.visits:
            found.append(("Porchlight, SQLite", self._swept(self._file, visits)))
            if self.database is not None:
                found.append(("Porchlight, PostgreSQL", self._swept(self.database, visits)))
        say(f"adding {self.sizes.jobs:,} jobs to APScheduler, {TRIES} times")
        peer = [
            asyncio.run(peer_apscheduler.measure(self._folder(), self.sizes.jobs, OVERDUE))
            for _ in range(TRIES)
        ]
        return sweep_table(found, self.sizes.jobs, median(peer))

    def _swept(self, fresh: Callable[[], str], visits: int) -> Swept:
        """Medians; a large table is filled once only."""
        tries = TRIES if visits <= LARGE else 1
        return median(
            [
                asyncio.run(sweep.measure(fresh(), visits, OVERDUE, self.sizes.passes, say))
                for _ in range(tries)
            ]
        )

    def _folder(self) -> Path:
        return Path(tempfile.mkdtemp(dir=self.folder))

    def _file(self) -> str:
        url = f"sqlite:///{self._folder()}/sweep.sqlite3"
        migrate.upgrade(url)
        return url

    def memory(self) -> str:
        say("weighing a house at rest")
        at_rest = asyncio.run(
            rest.measure(self.folder, tries=self.sizes.tries, settle=self.sizes.settle)
        )
        rows = [
            ("at rest, SMS alone, MiB", number(at_rest.plain), "80"),
            ("at rest, SMS and Telegram, MiB", number(at_rest.telegram), "100"),
            ("start to /healthz, SMS alone, s", number(at_rest.starts), ""),
            ("start to /healthz, SMS and Telegram, s", number(at_rest.starts_telegram), ""),
            ("porchlight --help, s", number(at_rest.help), "0.5"),
        ]
        return table(("memory and start", "here", "at most"), rows)


def inbound_table(results: Sequence[Result]) -> str:
    head = ("inbound", "messages/s", "×", "CPU ms", "× by CPU", "p50 ms", "p99 ms", "peak MiB")
    rows = []
    for r in results:
        figures = (r.rate, r.times, r.cpu_ms, r.times_cpu, r.p50, r.p99, r.peak)
        name = r.name if r.send else f"{r.name}, up to the commit"
        rows.append((name, *(number(figure) for figure in figures)))
    return table(head, rows)


def sweep_table(found: Sequence[tuple[str, Swept]], jobs: int, peer: Ran) -> str:
    head = ("1,000 overdue", "open", "idle ms", "found s", "first s", "all s", "×", "CPU ms each")
    name = f"APScheduler, SQLite, {OVERDUE:,} due"
    ran = (number(peer.seconds), "1.00", number(peer.cpu_ms))
    rows: list[tuple[str, ...]] = [(name, f"{jobs:,}", "", "", "", *ran)]
    for name, s in found:
        figures = (s.idle_ms, s.found, s.first, s.all_sent, peer.seconds / s.all_sent, s.cpu_ms)
        rows.append((name, f"{s.visits:,.0f}", *(number(figure) for figure in figures)))
    return table(head, rows)


def median(tries: Sequence[Figures]) -> Figures:
    """Figure by figure."""
    return type(tries[0])(*(statistics.median(figures) for figures in zip(*tries, strict=True)))


def say(line: str) -> None:
    """Progress, apart from the result."""
    print(f"{time.strftime('%H:%M:%S')} {line}", file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="less of everything")
    parser.add_argument("--only", choices=PARTS, help="one part")
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="porchlight-bench-")))
        binaries = postgres.binaries()
        database = None
        if binaries is None:
            say("no PostgreSQL binaries here: SQLite alone")
        elif given.only != "memory":
            database = stack.enter_context(postgres.Server(binaries)).database
        bench = Bench(folder, QUICK if given.quick else FULL, database)
        parts = [given.only] if given.only else PARTS
        tables = [getattr(bench, part)() for part in parts]
    print("\n\n".join(tables))


if __name__ == "__main__":
    main()
