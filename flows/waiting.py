"""A question that has been asked outside any conversation and waits for an OK or a NO."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flows.decisions import Decision
from flows.facts import Role
from locales.message import Message, Text


@dataclass(frozen=True, slots=True)
class Waiting:
    """`key` is unique among what waits for one person; `label` names it where one of several is
    chosen; `question` with `args` asks it again. `asked_at` is when it was asked last.

    `act` decides what the answer does (True for OK). None for invitations (`role`) and for being
    named, which `flows.asked` answers itself. `again` asks once more, when an OK may have been
    meant for something else; without it, which one was meant is asked. `button` is what its own
    OK button sends, where it has one.
    """

    key: str
    label: Text
    question: Message
    asked_at: datetime | None
    role: Role | None = None
    args: Mapping[str, Any] = field(default_factory=dict)
    act: Callable[[bool], list[Decision]] | None = None
    again: Callable[[], list[Decision]] | None = None
    button: str = ""
