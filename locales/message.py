"""A sentence with a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Message:
    """`name` is how code and translators refer to it; `english` is the source text.

    Braces are filled by name: "Home by {home_by}." A plain brace is never needed.
    """

    name: str
    english: str


@dataclass(frozen=True, slots=True)
class Text:
    """A message with its arguments, to stand inside another; a tuple of them is one a line."""

    message: Message
    args: Mapping[str, Any] = field(default_factory=dict)


class OwnWords(str):
    """What somebody wrote, passed on whole: made harmless like any text, but never cut short."""

    __slots__ = ()
