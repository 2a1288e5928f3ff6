"""A co-ordinator's answers that carry an alert's code: "A7", "safe A7", "hand over A7 to Dee"."""

from __future__ import annotations

import re

from flows.reading.meaning import Meaning
from flows.reading.said import TABLE, Said, without_politeness
from flows.reading.typed import trim_joiners
from flows.reading.word_table import HAND_OVER, TAKE, Word

# Letters that are not mistaken for a digit or for each other when read aloud or typed.
_LETTERS = "acdefhjklmnprtuvwxy"
_CODE = re.compile(rf"[{_LETTERS}][0-9]{{1,3}}")
_OUTCOMES = frozenset({Word.SAFE, Word.POLICE, Word.FALSE, Word.CANT_REACH, Word.WHERE, Word.WHO})
_TO = frozenset({"to", "i", "at"})


def coded(said: Said) -> Meaning | None:
    """The meaning of a message that holds a code, if every other word belongs to it."""
    for start, word in enumerate(said.words):
        code, end = _code(said.words, start, word)
        if code is None:
            continue
        before, after = said.words[:start], said.words[end:]
        found = _handed_over(said, code, before, end) or _outcome(code, before, after)
        if found is not None and ("?" not in said.plain or found.word is Word.WHERE):
            return found
    return _handed_over_without_code(said)


def _code(words: tuple[str, ...], start: int, word: str) -> tuple[str | None, int]:
    if _CODE.fullmatch(word):
        return word.upper(), start + 1
    together = word + (words[start + 1] if start + 1 < len(words) else "")
    if len(word) == 1 and _CODE.fullmatch(together):
        return together.upper(), start + 2
    return None, start


def _outcome(code: str, before: tuple[str, ...], after: tuple[str, ...]) -> Meaning | None:
    words = without_politeness((*before, *after))
    if " ".join(words) in TAKE:
        return Meaning(Word.CODE, code=code)
    found = TABLE.get(words)
    if found is not None and found[0] in _OUTCOMES:
        return Meaning(found[0], code=code)
    return None


def _handed_over(said: Said, code: str, before: tuple[str, ...], end: int) -> Meaning | None:
    after = said.words[end:]
    asked = " ".join(before) in HAND_OVER
    named = after[1:] if after[:1] and after[0] in _TO else after if asked else ()
    if not 1 <= len(named) <= 2 or (before and not asked):
        return None
    first = len(said.words) - len(named)
    return Meaning(Word.HAND_OVER, _name(said, first), code=code)


def _handed_over_without_code(said: Said) -> Meaning | None:
    for length in (2, 1):
        phrase, after = " ".join(said.words[:length]), said.words[length:]
        if phrase not in ("hand over", "handover", "trosglwyddo"):
            continue
        named = after[1:] if after[:1] and after[0] in _TO else after
        if len(named) <= 2:
            rest = _name(said, len(said.words) - len(named)) if named else ""
            return Meaning(Word.HAND_OVER, rest)
    return None


def _name(said: Said, first: int) -> str:
    return trim_joiners(" ".join(said.text[said.spans[first][0] : said.spans[-1][1]].split()))
