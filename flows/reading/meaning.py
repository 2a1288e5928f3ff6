"""What a message was understood to mean."""

from __future__ import annotations

from dataclasses import dataclass

from flows.reading.word_table import Word


@dataclass(frozen=True, slots=True)
class Meaning:
    """`rest` is what belongs to the word; `code` an alert's, such as "A7"; `language` cy or en.

    `name` is whom SAFE or CAN'T REACH is about, as typed ("Bea is safe"); None for a pronoun.
    `me` marks a SAFE about the sender ("I'm fine"), who may be nobody's named person.
    """

    word: Word
    rest: str = ""
    code: str | None = None
    language: str | None = None
    name: str | None = None
    me: bool = False
