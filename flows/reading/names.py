"""What may be somebody's name, and what is only a word that stands where a name might."""

from __future__ import annotations

from flows.reading.said import TABLE
from flows.reading.word_tails import NAMELESS, NOT_NAMES, OUT_VETO, PLEASANT


def is_name(word: str) -> bool:
    """Whether a plain word may be a name: letters, and nothing that is known as something else."""
    known = word in NAMELESS or word in NOT_NAMES or word in OUT_VETO or (word,) in TABLE
    how = len(word) > 4 and word.endswith(("ing", "ally", "ely"))
    return word.isalpha() and len(word) > 1 and not known and not how


def is_lone_name(word: str) -> bool:
    """Whether a word alone behind SAFE can only be whom it is about."""
    return is_name(word) and word not in PLEASANT
