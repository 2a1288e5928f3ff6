"""Whether this set-up can keep people safe: asked before anything starts.

`check` needs nothing but the settings; `check_outside` asks the database and the providers.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.channels.door import Door
from bot.checks.finding import Finding, Level, error
from bot.checks.house import check_house
from bot.checks.providers import check_providers
from bot.checks.scheme import check_scheme
from bot.scheme_file import SchemeFile, read
from bot.settings import Settings, SettingsError
from scheduler.clock import SystemClock
from scheduler.trouble import place

__all__ = ["Finding", "Level", "check", "check_outside", "stops"]

LOOK_THERE = "Put it right at the provider, or in .env if it is ours."


def check(settings: Settings, *, several: bool = False) -> list[Finding]:
    """All that can be found without asking anybody. `several`: web and worker are apart."""
    found = check_house(settings, several=several)
    try:
        file = read(settings.porchlight_scheme)
    except SettingsError as wrong:
        file = SchemeFile()
        found += [
            error(line, "PORCHLIGHT_SCHEME", "docs/scheme.example.toml shows how it is written.")
            for line in str(wrong).splitlines()
        ]
    else:
        found += check_scheme(file)
    return found + check_providers(settings, file)


async def check_outside(settings: Settings, *, doors: bool = True) -> list[Finding]:
    """Ask the database and, with `doors`, each provider; changes and sends nothing."""
    from bot.checks.database import check_database

    found = await check_database(settings)
    return found + await _doors(settings) if doors else found


async def _doors(settings: Settings) -> list[Finding]:
    from bot.providers import provider_doors

    found = []
    try:
        opened = provider_doors(settings, SystemClock())
    except ValueError:
        return []  # `check_providers` has said which setting it is
    for door in opened:
        name = type(door).__name__.removesuffix("Door")
        found += [error(problem, name, LOOK_THERE) for problem in await _problems(door)]
    return found


async def _problems(door: Door) -> list[str]:
    try:
        return await door.problems()
    except Exception as failure:  # noqa: BLE001 -- not to be asked is a finding as well
        return [f"It could not be asked ({place(failure)})."]
    finally:
        await door.stop()


def stops(found: Iterable[Finding]) -> bool:
    """Whether nothing may start with these."""
    return any(f.level is Level.ERROR for f in found)
