"""A message as words in order, spelled right, with what stands between them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flows.reading.spelling import spelled
from flows.reading.typed import Typed, trim
from flows.reading.word_table import phrases
from flows.reading.word_tails import POLITE

TABLE = phrases()
_KNOWN = frozenset(word for phrase in (*TABLE, *POLITE) for word in phrase)

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
SET_OFF = re.compile(r"[,.;:!()\n]|\s-+\s|-{2,}")
"""Punctuation that sets words apart from those before."""

_SLASH = re.compile(r"\s*/\s?(?P<name>[a-z0-9_]+)(?:@\w+)?(?P<rest>(?:\s.*)?)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows a phrase. `set_off` when punctuation stands between; `text` as typed.

    `phrase` is what it follows.
    """

    words: tuple[str, ...]
    text: str
    set_off: bool
    question: bool
    phrase: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """`words` are spelled right and without apostrophes; `raw_words` as plain text has them."""

    text: str
    plain: str
    words: tuple[str, ...]
    raw_words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    slash: tuple[str, str] | None = None

    @staticmethod
    def of(text: str) -> Said:
        typed = Typed.of(text)
        found = list(_WORD.finditer(typed.plain))
        raw = tuple(m.group() for m in found)
        words = tuple(spelled(w.replace("'", ""), _KNOWN) for w in raw)
        spans = tuple(m.span() for m in found)
        return Said(typed.text, typed.plain, words, raw, spans, _slash(typed))

    def after(self, count: int) -> Said:
        """The message without its first `count` words."""
        return Said.of(self.text[self.spans[count][0] :])

    def tail(self, count: int) -> Tail:
        """What follows the first `count` words."""
        end = self.spans[count - 1][1]
        words = self.words[count:]
        start = self.spans[count][0] if words else len(self.plain)
        set_off = bool(SET_OFF.search(self.plain, end, start))
        question = "?" in self.plain[end:]
        return Tail(words, trim(self._from(end)), set_off, question, self.words[:count])

    def _from(self, end: int) -> str:
        return " ".join(self.text[end:].split())


def without_politeness(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that are left when "please", "diolch yn fawr" and the like are taken out."""
    kept: list[str] = []
    while words:
        polite = max((len(p) for p in POLITE if words[: len(p)] == p), default=0)
        kept += words[:1] if not polite else ()
        words = words[polite or 1 :]
    return tuple(kept)


def _slash(typed: Typed) -> tuple[str, str] | None:
    match = _SLASH.match(typed.plain)
    if match is None:
        return None
    return match["name"].replace("_", " ").strip(), typed.text[match.start("rest") :].strip()
