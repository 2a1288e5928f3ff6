"""The covert word: a word agreed beforehand whose reply looks ordinary and whose meaning is SOS."""

from __future__ import annotations

import unicodedata

from flows.reading.said import TABLE, Said
from flows.reading.spelling import near
from flows.reading.typed import LONGEST
from flows.reading.word_table import Word

_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc\u02b9\u00b4`\u2032\uff07"), "'")
_LEAST_FOR_A_SLIP = 6


def folded(text: str) -> str:
    """`text` for comparing: NFKC, casefolded, letters, marks and figures of every script kept.

    Punctuation and emoji become spaces, spaces one space; apostrophes inside words stay.
    """
    # The order of Unicode's own caseless match (Standard, section 3.13, D146): fold, compose,
    # and once more, since composing can bring a capital back.
    once = unicodedata.normalize("NFD", text.translate(_APOSTROPHES)).casefold()
    even = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", once).casefold())
    kept = "".join(_kept(char) for char in even.translate(_APOSTROPHES))
    words = (word.strip("'") for word in kept.split())
    return unicodedata.normalize("NFKC", " ".join(word for word in words if word))


def _kept(char: str) -> str:
    kind = unicodedata.category(char)
    variation = "\ufe00" <= char <= "\ufe0f"
    if kind[0] in "LN" or char == "'" or (kind in ("Mn", "Mc") and not variation):
        return char
    # Joiners and variation selectors stand inside a word or an emoji and show nothing.
    return "" if variation or kind in ("Cf", "Me") else " "


def is_covert(text: str, covert: str | None) -> bool:
    """Whether the whole message is the covert word, alone or beside one that means OUT.

    One slip is forgiven from six letters on. Accents need not be typed.
    """
    meant = _unaccented(covert or "")
    if not meant or len(text) > LONGEST:
        return False
    words = _unaccented(text).split()
    count = len(meant.split())
    return any(
        near(" ".join(words[:at] if first else words[at:]), meant, least=_LEAST_FOR_A_SLIP)
        and (not other or _means_out(other))
        for at, first, other in _splits(words, count)
    )


def _splits(words: list[str], count: int) -> list[tuple[int, bool, list[str]]]:
    """The covert word taken from either end, and the words left."""
    return [(count, True, words[count:]), (max(len(words) - count, 0), False, words[:-count])]


def _means_out(words: list[str]) -> bool:
    said = Said.of(" ".join(words)).words
    found = TABLE.get(said)
    return found is not None and found[0] is Word.OUT


def _unaccented(text: str) -> str:
    apart = unicodedata.normalize("NFD", folded(text).replace("'", ""))
    return "".join(char for char in apart if not unicodedata.combining(char))
