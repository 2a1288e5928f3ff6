"""Kills real processes at the worst moments, waits out what they had claimed, and prints what
had left before and after."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from tests import postgres
from tests.faults.killing import all_at_once, stories


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        binaries = postgres.binaries()
        if binaries is None:
            told = asyncio.run(all_at_once(stories(None), Path(folder), waits=True))
        else:
            with postgres.Server(binaries) as server:
                every = stories(server.empty_database)
                told = asyncio.run(all_at_once(every, Path(folder), waits=True))
    for name, end in told.items():
        states = ", ".join(sorted({state for state, _ in end.rows}))
        print(f"{name:24} before: {len(end.before):2}  after: {len(end.after):2}  {states}")


if __name__ == "__main__":
    main()
