"""A stage with nothing behind it: a made-up view that shows everything the page can show."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

from bot.demo.stage import Bell
from bot.demo.view import (
    AlertRow,
    DeliveryRow,
    Entry,
    EntryKind,
    Guide,
    OutRow,
    PhoneState,
    PhoneView,
    RungRow,
    RungState,
    Standing,
    TaskRow,
    TimerRow,
    View,
    VisitRow,
)
from flows.facts import AlertKind, AlertState, Channel
from flows.ladder import MISSED_CHECK_OUT
from locales.message import Text
from locales.task_messages import TASK_LINE, TASK_NO_VISIT

NOW = datetime(2026, 6, 13, 15, 32, tzinfo=UTC)
HOME_BY = NOW - timedelta(minutes=32)
WHO = {"volunteer": "Ana", "reference": "K7"}


def _entries(*rows: tuple[EntryKind, int, Channel, str]) -> tuple[Entry, ...]:
    return tuple(
        Entry(number, kind, NOW - timedelta(minutes=before), channel, text)
        for number, (kind, before, channel, text) in enumerate(rows, start=1)
    )


HEARD, SAID = EntryKind.HEARD, EntryKind.SAID
ANA = PhoneView(
    key="ana",
    name="Ana",
    number="+447700900101",
    channels=(Channel.SMS, Channel.TELEGRAM),
    chips=("IN", "OUT", "MORE 30", "SOS"),
    entries=(
        *_entries(
            (SAID, 152, Channel.SMS, "in"),
            (HEARD, 152, Channel.SMS, "Where are you going? A few words, no names please."),
            (SAID, 152, Channel.SMS, "City farm"),
            (HEARD, 152, Channel.SMS, "When will you be home? For example: 5pm, or in 2 hours."),
            (SAID, 152, Channel.SMS, "in 2 hours"),
            (HEARD, 152, Channel.SMS, "Started. Home by 16:00. Send OUT when you are home."),
            (HEARD, 32, Channel.SMS, "Hello Ana, it is 16:00. Are you home? Send OUT or MORE 30."),
        ),
        Entry(
            8,
            HEARD,
            NOW - timedelta(minutes=22),
            Channel.TELEGRAM,
            "Ana, we have not heard from you. Are you home?",
            ("I'm home", "30 more minutes"),
        ),
    ),
)
BEN = PhoneView(
    key="ben",
    name="Ben",
    number="+447700900102",
    chips=("OK", "SAFE", "CAN'T REACH", "WHERE"),
    state=PhoneState.OFF,
    lost=1,
    entries=_entries((HEARD, 152, Channel.SMS, "Ana is out at City farm. Home by 16:00.")),
)
CLEO = PhoneView(
    key="cleo",
    name="Cleo",
    number="+447700900103",
    chips=("WHO", "A7", "SAFE A7"),
    entries=(
        *_entries(
            (HEARD, 2, Channel.SMS, "A7: Ana should have been home by 16:00. Send A7 to take it."),
        ),
        Entry(2, EntryKind.MISSED, NOW - timedelta(minutes=2), Channel.VOICE, "Porchlight here."),
        Entry(
            3,
            EntryKind.RINGING,
            NOW,
            Channel.VOICE,
            "This is Porchlight. Ana has not checked out. Press 1 to take it, 2 to hear this "
            "again, 3 if you cannot.",
        ),
    ),
)
EVE = PhoneView(
    key="eve",
    name="Eve",
    number="+447700900105",
    chips=("VISITS", "CHANGE"),
    entries=_entries((HEARD, 90, Channel.SMS, "K7's visit with Ana: Sat 13 Jun 14:00 to 16:00.")),
)
STRANGER = PhoneView(key="stranger", name="", number="+447700900199", chips=("Hello",))
DEE = PhoneView(key="dee", name="Dee", number="+447700900104", chips=("WHO",))


def _rungs() -> tuple[RungRow, ...]:
    states = [RungState.CLIMBED] * 4 + [RungState.NEXT, RungState.LATER]
    return tuple(
        RungRow(HOME_BY + rung.after, rung.who, rung.how, state)
        for rung, state in zip(MISSED_CHECK_OUT.rungs, states, strict=True)
    )


BUSY = View(
    now=NOW,
    phones=(ANA, BEN, CLEO, EVE, STRANGER, DEE),
    out=(OutRow(1, "Ana", "City farm", HOME_BY, "Ben", overdue=True),),
    visits=(
        VisitRow(2, "Ana", "K7", "Bowling", NOW + timedelta(days=7), Standing.ASKED),
        VisitRow(1, "Ana", "K7", "City farm", HOME_BY - timedelta(hours=2), Standing.WRITE_UP),
    ),
    tasks=(TaskRow(4, Text(TASK_LINE, {"number": 4, "line": Text(TASK_NO_VISIT, WHO)}), True),),
    timers=(TimerRow("rung", "A7", NOW + timedelta(minutes=8)),),
    alerts=(AlertRow("A7", AlertKind.MISSED_CHECK_OUT, "Ana", AlertState.OPEN, _rungs()),),
    deliveries=(
        DeliveryRow(4, NOW, "Cleo", Channel.VOICE, "sent"),
        DeliveryRow(3, NOW - timedelta(minutes=2), "Cleo", Channel.SMS, "delivered"),
        DeliveryRow(2, NOW - timedelta(minutes=12), "Ben", Channel.SMS, "undelivered", "30003"),
        DeliveryRow(1, NOW - timedelta(minutes=32), "Ana", Channel.SMS, "delivered"),
    ),
    guide=Guide(went_out=True, alarmed=True),
)


def calm() -> View:
    """The page as a newcomer finds it."""
    empty = tuple(replace(phone, entries=(), state=PhoneState.ON, lost=0) for phone in BUSY.phones)
    return View(now=NOW - timedelta(hours=2), phones=empty)


class MadeUpStage:
    """Notes what it is asked to do. What is said shows on the phone; nothing answers."""

    def __init__(self, shown: View) -> None:
        self.bell = Bell()
        self.shown = shown
        self.asked: list[tuple[Any, ...]] = []

    async def view(self) -> View:
        return self.shown

    async def says(self, phone: str, text: str, channel: Channel | None) -> None:
        self._note("says", phone, text, channel)
        self.hears(phone, text, EntryKind.SAID)

    async def taps(self, phone: str, entry: int, button: int) -> None:
        self._note("taps", phone, entry, button)

    async def answers(self, phone: str, entry: int, key: str) -> None:
        self._note("answers", phone, entry, key)

    async def switches(self, phone: str, state: PhoneState) -> None:
        self._note("switches", phone, state)

    async def moves(self, by: timedelta | None) -> None:
        self._note("moves", by)

    async def opens(self, kind: str, request: web.Request) -> web.StreamResponse:
        self.asked.append(("opens", kind))
        return web.Response(text=kind)

    async def restarts(self) -> None:
        self._note("restarts")

    def hears(self, phone: str, text: str, kind: EntryKind = EntryKind.HEARD) -> None:
        """Something appears on a phone, as if it had come from outside."""
        old = self.shown.phone(phone)
        entry = Entry(100 + self.bell.version, kind, self.shown.now, Channel.SMS, text)
        new = replace(old, entries=(*old.entries, entry))
        phones = tuple(new if p.key == phone else p for p in self.shown.phones)
        self.shown = replace(self.shown, phones=phones)
        self.bell.ring()

    def _note(self, act: str, *what: Any) -> None:
        if what and isinstance(what[0], str):
            self.shown.phone(what[0])
        self.asked.append((act, *what))
