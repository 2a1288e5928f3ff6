"""rotate-key: everything is sealed anew with the first key."""

from __future__ import annotations

import asyncio

from rich.console import Console
from rich.progress import Progress

from bot.commands.opening import opened
from bot.commands.trouble import Refused
from bot.settings import Settings, load, reveal
from storage.rotate import rotate as seal_anew


def rotate() -> None:
    """Needs PORCHLIGHT_KEY=new,old; every process must have been started with both."""
    settings = load()
    if len(reveal(settings.porchlight_key).split(",")) < 2:
        raise Refused(
            "There is only one key. Put the new one before the old one, as in"
            " PORCHLIGHT_KEY=new,old, start every process again, then run this."
        )
    changed = asyncio.run(_rotate(settings))
    print(f"Everything is sealed with the first key; {changed} rows were changed.")
    print("The older keys can be taken out of PORCHLIGHT_KEY; then start every process again.")


async def _rotate(settings: Settings) -> int:
    async with opened(settings) as (store, keys):
        with Progress(console=Console(stderr=True), transient=True) as bars:
            tasks = {}

            def progress(table: str, looked_at: int, total: int) -> None:
                if table not in tasks:
                    tasks[table] = bars.add_task(table)
                bars.update(tasks[table], completed=looked_at, total=total)

            return await seal_anew(store, keys, progress)
