"""Prints every message that left, in order, while a real `porchlight serve` lives a first day."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from tests.serve.process import a_site
from tests.serve.show import the_whole

STEP = 3.0


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with a_site(Path(folder), step=STEP) as site:
            wire, running = await the_whole(site, STEP)
            await running.stop()
    print("\n".join(wire.transcript))


if __name__ == "__main__":
    asyncio.run(main())
