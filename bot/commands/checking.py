"""check: everything that is wrong with this set-up, worst first."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from bot.check import Finding, Level, check, check_outside, stops
from bot.settings import load

STYLE = {Level.ERROR: "bold red", Level.WARNING: "yellow", Level.NOTE: "dim"}


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
    """Three lines each: where, what is wrong, what to do. Errors first."""
    for finding in _worst_first(found):
        head = Text.assemble((finding.level, STYLE[finding.level]), "  ", finding.where)
        for line in (head, f"  {finding.what}", f"  → {finding.how_to_mend}"):
            console.print(line, soft_wrap=True, markup=False, highlight=False)


def _worst_first(found: Iterable[Finding]) -> list[Finding]:
    return sorted(found, key=lambda f: list(Level).index(f.level))
