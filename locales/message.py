"""A sentence with a name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """`name` is how code and translators refer to it; `english` is the source text.

    Braces are filled by name: "Home by {home_by}." A plain brace is never needed.
    """

    name: str
    english: str
