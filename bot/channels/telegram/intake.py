"""One update's way in: read, saved, and only then the courtesies. The webhook and polling
share it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime

import structlog
from telegram import Update

from bot.channels.telegram.courtesies import Courtesies
from bot.channels.telegram.plain import read_plain
from bot.channels.telegram.reading import read
from flows.events import Arrived, ReachChanged
from scheduler.sending import Inbox

log = structlog.get_logger()


class Intake:
    """`counts` holds how many updates were taken, ignored and unreadable since the start."""

    def __init__(
        self,
        inbox: Inbox,
        courtesies: Courtesies,
        now: Callable[[], datetime],
        counts: Counter[str],
    ) -> None:
        self._inbox = inbox
        self._courtesies = courtesies
        self._now = now
        self._counts = counts

    async def take(self, raw: object) -> None:
        """Return once the update `raw` (JSON as read) is committed, or known to be nothing.

        An update that cannot be read counts as taken: it would be no better the next time,
        and Telegram would bring it for a day. Raises what `Inbox.accept` raises.
        """
        plain = read_plain(raw)
        if plain is not None:
            await self._accept(plain)
            return
        try:
            update = _update(raw)
            event = read(update, self._now())
        except Exception as fault:  # noqa: BLE001 - anything may be wrong with it
            self._unreadable(raw, fault)
            return
        await self._accept(event)
        self._courtesies.after(update)

    async def _accept(self, event: Arrived | ReachChanged | None) -> None:
        if event is None:
            self._counts["ignored"] += 1
            return
        await self._inbox.accept(event)
        self._counts["taken"] += 1

    def _unreadable(self, raw: object, fault: Exception) -> None:
        """Its kind of fault and its id only: the rest is somebody's words."""
        self._counts["unreadable"] += 1
        log.error(
            "telegram_update_unreadable",
            fault=type(fault).__name__,
            update_id=update_id(raw),
            unreadable=self._counts["unreadable"],
        )


def update_id(raw: object) -> int | None:
    """The update's own id, None where it has none."""
    found = raw.get("update_id") if isinstance(raw, dict) else None
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def _update(raw: object) -> Update:
    if not isinstance(raw, dict):
        raise TypeError("an update is a JSON object")
    return Update.de_json(raw)
