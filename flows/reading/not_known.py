"""Words that say something is not known, not decided or not asked yet: "will let you know"."""

from __future__ import annotations

import re

_AROUND = (
    r"(?:(?:sorry|not|no|i|we|he|she|they|ll|will|do|does|don'?t|dont|can'?t|cant|dim|ddim|yn|dwi|dw"
    r"|heb|it'?s|its|need|needs|have|to|haven'?t|havent|let|you|agreed|decided|set|fixed|date|time"
    r"|one|nothing|new|just|really|at|the|still|get|back|be|am)\b\W*)"
)
_AFTER = (
    r"(?:\W+(?:yet|know|sorry|thanks|first|still|now|when|eto|diolch|if|him|her|them|the|carer|to|you"
    r"|it|i'?ll|will|let|i|say|sure)\b)*"
)
_NOT_KNOWN = re.compile(
    rf"\W*(?:{_AROUND}*(?:unsure|dunno|idk|tbc|tba|depends|ask|yet|eto|(?:an|some )?other\s+time)\b"
    rf"|{_AROUND}+(?:know|known|sure|idea|clue|remember|say|siwr|siŵr|syniad|gwybod|hysbys|cofio"
    rf"|check|moment|present|decide|confirm)\b){_AFTER}\W*",
    re.IGNORECASE,
)
"""What says it by itself, or behind a word that denies: "sure" is no "not sure"."""
_SKIPPED = re.compile(r"\W*(?:skip(?:\s+(?:it|this))?|pass|hepgor)\W*", re.IGNORECASE)


def not_known(text: str) -> bool:
    """Whether the whole text says no more than that."""
    return bool(_NOT_KNOWN.fullmatch(text) or _SKIPPED.fullmatch(text))
