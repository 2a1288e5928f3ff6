"""Kinds of answer: how a reply is read, kept as JSON, and checked again on each replay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from flows import words
from flows.decisions import Option
from flows.events import Place
from flows.facts import Snapshot
from flows.words import Word
from locales import messages as m
from locales.message import Message, Text


@dataclass(frozen=True, slots=True)
class Reply:
    """What a person gave: words, the key of an option, or a place; `shown` was offered then.

    `pressed` is the whole button, prompt and key, by which a double tap is known.
    """

    text: str = ""
    choice: str | None = None
    place: Place | None = None
    pressed: str = ""
    shown: tuple[tuple[str, str], ...] = ()

    def key(self) -> str | None:
        """The option this reply means, by button, number or name; None if it means none."""
        return self.choice or words.options_pick(self.text, self.shown)


@dataclass(frozen=True, slots=True)
class Got:
    """A value, and the words that were left over for the next question."""

    value: Any
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Missed:
    """Not an answer: what to say instead of the question, and what to offer.

    `meant`: it was meant as one, so the reason is given even when it stood in earlier words,
    and what `rest` says of other questions is not asked for again.
    """

    message: Message
    args: Mapping[str, Any] = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    meant: bool = False
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A kept answer that no longer holds, with the reason to give."""

    reason: Message


class Answer(Protocol):
    """How one kind of answer is read. `from_rest`: may be found in earlier words."""

    @property
    def from_rest(self) -> bool: ...

    def options(self) -> tuple[Option, ...]: ...

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed: ...

    def keep(self, value: Any) -> Any:
        """The value as JSON."""

    def again(self, kept: Any, s: Snapshot) -> Any:
        """The value from JSON, or Dropped when it no longer holds."""


class Plain:
    """An answer that is its own JSON, offers nothing and holds for good."""

    from_rest = False

    def options(self) -> tuple[Option, ...]:
        return ()

    def keep(self, value: Any) -> Any:
        return value

    def again(self, kept: Any, s: Snapshot) -> Any:
        return kept


@dataclass(frozen=True, slots=True)
class AnOption:
    """One of (key, label, value); kept as its key."""

    offered: tuple[tuple[str, Message | Text | str, Any], ...]
    from_rest: bool = False

    def options(self) -> tuple[Option, ...]:
        return tuple(Option(key, label) for key, label, _ in self.offered)

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        key = reply.key()
        for offered, _, value in self.offered:
            if offered == key:
                return Got(value)
        return Missed(m.CHOOSE_AGAIN)

    def keep(self, value: Any) -> Any:
        return next(key for key, _, offered in self.offered if offered == value)

    def again(self, kept: Any, s: Snapshot) -> Any:
        for key, _, value in self.offered:
            if key == kept:
                return value
        return Dropped(m.NO_LONGER)


class OkOrNo(Plain):
    """True for OK, False for NO; the carriers' own word for agreeing is understood too."""

    def options(self) -> tuple[Option, ...]:
        return (Option("ok", "OK", unlisted=True), Option("no", "NO", unlisted=True))

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        if reply.choice in ("ok", "no"):
            return Got(reply.choice == "ok")
        meaning = words.understand(reply.text)
        if meaning and meaning.word in (Word.OK, Word.NO):
            return Got(meaning.word is Word.OK, meaning.rest)
        return Missed(m.OK_OR_NO)
