"""Pretend phones behind a real door: what would go to a provider stays in memory here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.demo.phones import Phone
from bot.demo.view import Entry, EntryKind, PhoneState
from flows.events import Arrived, ReachChanged, SendError
from flows.facts import Channel, Reach
from scheduler.sending import Button, Inbox, Outgoing, Receipt, Sender, SendFailed, Status

OPTS_OUT = ("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT")
OPTS_IN = ("START", "YES", "UNSTOP")
"""Words that the carrier acts on when they are the whole text."""

HANGS_UP = ("1", "3")
"""The keys after which a call is over: taken, or cannot."""

CHANNELS = (Channel.SMS, Channel.WHATSAPP, Channel.TELEGRAM, Channel.VOICE)
_PRESSED_WORD, _PRESSED_ANSWER = "w:", "p:"


class SimulatedSender:
    """A way out that ends on a pretend phone."""

    def __init__(self, door: SimulatedDoor, channel: Channel) -> None:
        self._door, self._channel = door, channel

    async def send(self, message: Outgoing) -> str:
        return self._door.take(self._channel, message)

    async def find(self, message: Outgoing) -> str | None:
        return self._door.taken.get(message.id)

    async def close(self) -> None:
        """Nothing is held."""


class SimulatedDoor:
    """Keeps the promises of `bot.channels.door.Door` for every channel at once.

    `now` is the demonstration's clock, `changed` is called whenever a phone changes.
    """

    def __init__(
        self,
        phones: tuple[Phone, ...],
        now: Callable[[], datetime],
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self.phones = {phone.key: phone for phone in phones}
        self.taken: dict[int, str] = {}
        self._now, self._changed = now, changed
        self._inbox: Inbox | None = None
        self._last = 0
        self._buttons: dict[int, tuple[Button, ...]] = {}
        self._calls: dict[int, Outgoing] = {}
        self._receipts: set[asyncio.Task[None]] = set()

    @property
    def senders(self) -> Mapping[Channel, Sender]:
        return {channel: SimulatedSender(self, channel) for channel in CHANNELS}

    def routes(self, inbox: Inbox) -> list[web.RouteDef]:
        """No provider calls this door."""
        self._inbox = inbox
        return []

    async def start(self, inbox: Inbox) -> None:
        self._inbox = inbox

    async def stop(self) -> None:
        await self.settle()

    async def problems(self) -> list[str]:
        return []

    async def settle(self) -> None:
        """Wait until every receipt for what was sent so far is saved."""
        while self._receipts:
            await asyncio.gather(*self._receipts)

    def take(self, channel: Channel, message: Outgoing) -> str:
        """Put a message on the phone it is for; the provider's id, or SendFailed."""
        phone = self._phone_at(channel, message.to)
        if phone.state is PhoneState.OPTED_OUT and channel is not Channel.VOICE:
            phone.lost += 1
            raise SendFailed(SendError.OPTED_OUT, "21610")
        provider_id = f"out-{message.id}"
        self.taken[message.id] = provider_id
        self._report(Receipt(channel, provider_id, *self._fate(phone, channel, message)))
        self._changed()
        return provider_id

    async def says(self, key: str, text: str, channel: Channel) -> None:
        """Its owner types `text` and sends it on `channel`. The carrier reads STOP first."""
        phone = self.phones[key]
        entry = self._note(phone, EntryKind.SAID, channel, text)
        word = text.strip().upper()
        if channel is Channel.SMS and word in OPTS_OUT:
            phone.state = PhoneState.OPTED_OUT
            await self._reach(phone, entry.id, Reach.OPTED_OUT, word)
        elif channel is Channel.SMS and word in OPTS_IN:
            phone.state = PhoneState.ON
            await self._reach(phone, entry.id, Reach.OK, word)
        else:
            await self._arrive(phone, channel, entry.id, text=text)

    async def taps(self, key: str, entry_id: int, number: int) -> None:
        """Its owner taps the button `number` under a message."""
        phone = self.phones[key]
        entry = phone.entry(entry_id)
        button = self._buttons[entry_id][number]
        said = self._note(phone, EntryKind.SAID, entry.channel, button.label)
        await self._arrive(phone, entry.channel, said.id, **_meaning(button))

    async def presses(self, key: str, entry_id: int, digit: str) -> None:
        """Its owner picks up, or is on the line already, and presses a key."""
        phone, call = self.phones[key], self._calls[entry_id]
        self._report(Receipt(Channel.VOICE, f"out-{call.id}", Status.ANSWERED))
        said = self._note(phone, EntryKind.SAID, Channel.VOICE, digit)
        heard = await self._arrive(phone, Channel.VOICE, said.id, choice=digit, call=call.id)
        over = digit in HANGS_UP
        if over:
            del self._calls[entry_id]
        kind = EntryKind.ANSWERED if over else EntryKind.ON_THE_LINE
        self._change(phone, entry_id, kind=kind, spoken=tuple(heard))

    async def hangs_up(self, key: str, entry_id: int) -> None:
        """Nobody picks up; or who did ends the call without another key."""
        phone, call = self.phones[key], self._calls.pop(entry_id)
        entry = phone.entry(entry_id)
        if entry.kind is EntryKind.ON_THE_LINE:
            self._change(phone, entry_id, kind=EntryKind.ANSWERED)
            return
        self._change(phone, entry_id, kind=EntryKind.MISSED)
        self._report(Receipt(Channel.VOICE, f"out-{call.id}", Status.NOT_ANSWERED))
        await self.settle()

    async def stop_ringing(self) -> None:
        """Every call under way ends: no phone rings for minutes on end."""
        for phone in self.phones.values():
            for entry in [e for e in phone.entries if e.id in self._calls]:
                await self.hangs_up(phone.key, entry.id)

    async def switch(self, key: str, state: PhoneState) -> None:
        """Turn a phone on or off, or have the carrier refuse it without a word to us.

        Who comes back from an opt-out has texted START: the carrier tells that.
        """
        phone = self.phones[key]
        returned = phone.state is PhoneState.OPTED_OUT and state is PhoneState.ON
        phone.state = state
        if returned:
            await self.says(key, "START", Channel.SMS)
        self._changed()

    def _phone_at(self, channel: Channel, address: str) -> Phone:
        for phone in self.phones.values():
            if phone.addresses.get(channel) == address:
                return phone
        raise SendFailed(SendError.INVALID, "21211")

    def _fate(
        self, phone: Phone, channel: Channel, message: Outgoing
    ) -> tuple[Status, SendError | None, str]:
        """What the carrier will say of it. A dark phone's calls ring out, its texts are lost."""
        if phone.state is PhoneState.OFF:
            phone.lost += 1
            if channel is Channel.VOICE:
                return Status.NOT_ANSWERED, None, ""
            return Status.UNDELIVERED, SendError.PERMANENT, "30003"
        if channel is Channel.VOICE:
            entry = self._note(phone, EntryKind.RINGING, channel, message.text)
            self._calls[entry.id] = message
            return Status.SENT, None, ""
        labels = tuple(button.label for button in message.buttons)
        file = message.file.name if message.file else ""
        entry = self._note(phone, EntryKind.HEARD, channel, message.text, labels, file)
        self._buttons[entry.id] = message.buttons
        return Status.DELIVERED, None, ""

    def _note(
        self,
        phone: Phone,
        kind: EntryKind,
        channel: Channel,
        text: str,
        buttons: tuple[str, ...] = (),
        file: str = "",
    ) -> Entry:
        self._last += 1
        entry = Entry(self._last, kind, self._now(), channel, text, buttons, file=file)
        phone.entries.append(entry)
        self._changed()
        return entry

    def _change(self, phone: Phone, entry_id: int, **changes: Any) -> None:
        phone.change(entry_id, **changes)
        self._changed()

    async def _arrive(self, phone: Phone, channel: Channel, number: int, **what: Any) -> list[str]:
        assert self._inbox is not None, "start() comes before the first message"
        return await self._inbox.accept(
            Arrived(channel, phone.addresses[channel], f"in-{number}", self._now(), **what)
        )

    async def _reach(self, phone: Phone, number: int, reach: Reach, word: str) -> None:
        assert self._inbox is not None
        where = phone.addresses[Channel.SMS]
        await self._inbox.accept(
            ReachChanged(Channel.SMS, where, f"in-{number}", self._now(), reach, word)
        )

    def _report(self, receipt: Receipt) -> None:
        if self._inbox is not None:
            self._spawn(self._inbox.receipt(receipt))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._receipts.add(task)
        task.add_done_callback(self._receipts.discard)


def _meaning(button: Button) -> dict[str, str]:
    """What pressing it sends: a word as if typed, or the answer to a question."""
    if button.data.startswith(_PRESSED_WORD):
        return {"text": button.data.removeprefix(_PRESSED_WORD)}
    return {"choice": button.data.removeprefix(_PRESSED_ANSWER)}
