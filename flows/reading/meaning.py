"""What a message was understood to mean."""

from __future__ import annotations

from dataclasses import dataclass

from flows.reading.word_table import Word


@dataclass(frozen=True, slots=True)
class Meaning:
    """`rest` is what belongs to the word; `code` an alert's, such as "A7"; `language` cy or en."""

    word: Word
    rest: str = ""
    code: str | None = None
    language: str | None = None
