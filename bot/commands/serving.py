"""serve, web, worker, migrate and check."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot import logs
from bot.check import Finding, Level, check, check_outside, stops
from bot.commands.opening import read_settings
from bot.commands.trouble import Refused
from bot.settings import load
from bot.wiring import Duty, House, run
from storage import migrate as migrations

STYLE = {Level.ERROR: "bold red", Level.WARNING: "yellow", Level.NOTE: "dim"}


def serve(duty: Duty, host: str) -> None:
    """Run until a signal. Refuses to start on anything `check` calls an error."""
    settings = load()
    logs.set_up(settings.secrets())
    found = check(settings, several=duty is not Duty.BOTH)
    found += asyncio.run(check_outside(settings, doors=False))
    errors = Console(stderr=True)
    show([f for f in found if f.level is not Level.NOTE], errors)
    if stops(found):
        raise Refused("Not started: mend the errors above first.")
    settings, scheme = read_settings()
    asyncio.run(run(House(settings, scheme, duty=duty), host=host))


def migrate() -> None:
    """Bring the database up to date."""
    settings = load()
    before = migrations.current(settings.database)
    migrations.upgrade(settings.database)
    newest = migrations.newest()
    print("The database was up to date." if before == newest else f"The database is at {newest}.")


def check_all(*, outside: bool) -> int:
    """Print everything found; the exit status is 1 with an error among it."""
    settings = load()
    found = check(settings)
    if outside:
        found += asyncio.run(check_outside(settings))
    console = Console()
    show(found, console)
    if not stops(found):
        console.print("Ready to start.", style="green")
    return int(stops(found))


def show(found: Sequence[Finding], console: Console) -> None:
    """Errors first. Nothing at all when nothing was found."""
    if not found:
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for title in ("", "Where", "What is wrong", "What to do"):
        table.add_column(title, overflow="fold")
    for finding in _worst_first(found):
        level = Text(finding.level, style=STYLE[finding.level])
        table.add_row(level, *map(Text, (finding.where, finding.what, finding.how_to_mend)))
    console.print(table)


def _worst_first(found: Iterable[Finding]) -> list[Finding]:
    return sorted(found, key=lambda f: list(Level).index(f.level))
