"""Starting the demonstration: on this machine only, and never beside a real channel."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import os
import signal
import socket
import sys
import webbrowser
from datetime import UTC, datetime, time

from aiohttp import web

from bot import logs
from bot.commands.trouble import Refused
from bot.demo.app import build
from bot.demo.theatre import Theatre
from bot.settings import Settings, load
from locales import demo_messages as m
from locales.message import Message
from locales.rendering import render
from locales.wording import LONDON
from scheduler.clock import SystemClock

HOST = "127.0.0.1"
BEGINS = time(14, 0)
"""An afternoon, so that no quiet hours hold a message back at once."""

PAUSE = 0.35
"""Seconds between two events of a jump, so that the eye can follow."""

OTHER_PORTS = 10
_CHANNELS = ("telegram_", "twilio_")
_HARMLESS = ("telegram_mode", "telegram_api_url", "twilio_api_url")


def main(
    port: int = 8080,
    open_browser: bool = True,
    *,
    host: str = HOST,
    settings: Settings | None = None,
    stop: asyncio.Event | None = None,
) -> None:
    """Serve until Ctrl+C. `port` 0 takes any free one; a taken port means one of the next.

    Raises Refused where any real channel is configured, SettingsError where that cannot be
    told.
    """
    settings = settings or load()
    if names := real_channels(settings):
        raise Refused(_say(m.DEMO_REFUSED, names=list(names)))
    logs.set_up(settings.secrets(), level=logging.ERROR)
    asyncio.run(_play(host, port, open_browser))


def real_channels(settings: Settings) -> tuple[str, ...]:
    """The names of settings that belong to a real channel and are set."""
    return tuple(
        name.upper()
        for name, value in settings
        if name.startswith(_CHANNELS) and name not in _HARMLESS and value
    )


async def _play(host: str, port: int, open_browser: bool) -> None:
    taken = _socket(host, port)
    address = f"http://{host}:{taken.getsockname()[1]}/"
    async with Theatre(_afternoon(), pause=PAUSE, address=address) as theatre:
        runner = web.AppRunner(build(theatre), access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            await web.SockSite(runner, taken).start()
            print(_say(m.DEMO_READY, address=address), flush=True)
            if open_browser:
                await asyncio.to_thread(_show, address)
            await _interrupted()
        finally:
            await runner.cleanup()


def _socket(host: str, port: int) -> socket.socket:
    """On this port, or the next that is free; links in messages must know it. Raises OSError
    when none of them is."""
    for number in range(port, port + OTHER_PORTS if port else 1):
        taken = socket.socket()
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, os.name == "posix")
        try:
            taken.bind((host, number))
            taken.listen()
        except OSError as error:
            taken.close()
            if error.errno != errno.EADDRINUSE or number == port + OTHER_PORTS - 1:
                raise
        else:
            return taken
    raise AssertionError("the loop returns or raises")


async def _interrupted() -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError, RuntimeError):  # Windows; another thread
            loop.add_signal_handler(number, stop.set)
    await stop.wait()


def _show(address: str) -> None:
    """Open a window where somebody sits before one; a text browser would take the terminal."""
    with contextlib.suppress(webbrowser.Error):
        browser = webbrowser.get()
        if sys.stdout.isatty() and type(browser) is not webbrowser.GenericBrowser:
            browser.open(address)


def _afternoon() -> datetime:
    today = SystemClock().now().astimezone(LONDON).date()
    return datetime.combine(today, BEGINS, LONDON).astimezone(UTC)


def _say(message: Message, **args: object) -> str:
    return render(message, None, args, SystemClock().now())
