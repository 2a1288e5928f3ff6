"""What may be somebody's name, and what is only a word that stands where a name might."""

from __future__ import annotations

from flows.reading.said import TABLE
from flows.reading.spelling import near
from flows.reading.typed import Typed
from flows.reading.word_tails import NAMELESS, NOT_NAMES, OUT_VETO, PLEASANT


def is_name(word: str) -> bool:
    """Whether a plain word may be a name: letters, and nothing that is known as something else."""
    known = word in NAMELESS or word in NOT_NAMES or word in OUT_VETO or (word,) in TABLE
    how = len(word) > 4 and word.endswith(("ing", "ally", "ely"))
    return word.isalpha() and len(word) > 1 and not known and not how


def is_lone_name(word: str) -> bool:
    """Whether a word alone behind SAFE can only be whom it is about."""
    return is_name(word) and word not in PLEASANT


def is_about(name: str, first_name: str) -> bool:
    """Whether a `Meaning.name` as typed can be this person: "anas" and "Ana Price" are "Ana".

    Accents and a surname change nothing; one slip is forgiven from four letters on.
    """
    typed, known = (Typed.of(n).plain.split() for n in (name, first_name))
    if not typed or not known:
        return False
    pairs = ((" ".join(typed), " ".join(known)), (typed[0], known[0]))
    return any(
        near(word, meant, least=4) or word.removesuffix("s") == meant for word, meant in pairs
    )
