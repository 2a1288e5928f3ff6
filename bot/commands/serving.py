"""serve, web and worker."""

from __future__ import annotations

import asyncio

from rich.console import Console

from bot import logs
from bot.check import Level, check, check_outside, stops
from bot.commands.checking import show
from bot.commands.opening import read_settings
from bot.commands.trouble import Refused
from bot.settings import load
from bot.wiring import Duty, House, run


def serve(duty: Duty, host: str) -> None:
    """Run until a signal. Refuses to start on anything `check` calls an error."""
    settings = load()
    logs.set_up(settings.secrets())
    found = check(settings, several=duty is not Duty.BOTH)
    found += asyncio.run(check_outside(settings, doors=False))
    show([f for f in found if f.level is not Level.NOTE], Console(stderr=True))
    if stops(found):
        raise Refused("Not started: mend the errors above first.")
    settings, scheme = read_settings()
    asyncio.run(run(House(settings, scheme, duty=duty), host=host))
