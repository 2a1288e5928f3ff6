"""A pretend phone: what it shows, and whether anything reaches it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.demo.view import Entry, PhoneState
from flows.facts import Channel


@dataclass(slots=True)
class Phone:
    """`addresses` are where it can be reached, by channel. `lost` never arrived."""

    key: str
    name: str
    number: str
    addresses: Mapping[Channel, str]
    state: PhoneState = PhoneState.ON
    entries: list[Entry] = field(default_factory=list)
    lost: int = 0

    @property
    def channels(self) -> tuple[Channel, ...]:
        """What its owner can write on."""
        return tuple(c for c in self.addresses if c is not Channel.VOICE)

    def entry(self, number: int) -> Entry:
        """Raises LookupError."""
        found = [entry for entry in self.entries if entry.id == number]
        return found[0]

    def change(self, number: int, **changes: Any) -> None:
        """What an entry has become: a call that was answered, say."""
        self.entries[:] = [replace(e, **changes) if e.id == number else e for e in self.entries]
