"""How many SMS segments a text costs, and where a long text may be cut.

The alphabet is 3GPP TS 23.038, sections 6.2.1 and 6.2.1.1; the lengths TS 23.040, 9.2.3.24.1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Encoding = Literal["GSM-7", "UCS-2"]

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ"
    " !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("\f^{}\\[~]|€")

# A joined message gives six octets of each 140 to the header that joins it.
_ALONE: dict[Encoding, int] = {"GSM-7": 160, "UCS-2": 70}
_JOINED: dict[Encoding, int] = {"GSM-7": 153, "UCS-2": 67}

_SENTENCE_END = re.compile(r"[.!?…؟۔።]['\"”’)\]]*(?=\s)|\n")
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Segments:
    """`units` are septets in GSM-7 and UTF-16 code units in UCS-2; `segments` are what is paid."""

    encoding: Encoding
    units: int
    segments: int


def count(text: str) -> Segments:
    """How `text` goes out by SMS. An empty text costs nothing."""
    encoding: Encoding = "UCS-2" if not_gsm7(text) else "GSM-7"
    widths = [_width(char, encoding) for char in text]
    units = sum(widths)
    if units <= _ALONE[encoding]:
        return Segments(encoding, units, min(units, 1))
    return Segments(encoding, units, _joined(widths, _JOINED[encoding]))


def not_gsm7(text: str) -> str:
    """The characters of `text`, each once and in order, that force the whole of it into UCS-2."""
    return "".join(dict.fromkeys(c for c in text if c not in _BASIC and c not in _EXTENSION))


def split(text: str, limit: int) -> list[str]:
    """Cut `text` into parts of at most `limit` UTF-16 code units, so never more characters.

    Telegram counts UTF-16 units and Twilio characters: this keeps to both. Each cut falls
    after a sentence or a line, else between words, else anywhere. Only the white space
    around a part is dropped, and no part is blank. Raises ValueError for a limit under 2,
    which one emoji would not fit.
    """
    if limit < 2:
        raise ValueError(f"a part must hold at least 2 units, not {limit}")
    parts = []
    rest = text.strip()
    while rest:
        end = _cut(rest, limit)
        parts.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return parts


def _width(char: str, encoding: Encoding) -> int:
    """An extension character is sent as an escape and a septet, an astral one as two surrogates."""
    wide = char in _EXTENSION if encoding == "GSM-7" else char > "\uffff"
    return 2 if wide else 1


def _joined(widths: list[int], room: int) -> int:
    """Segments needed when neither an escape nor a surrogate pair may straddle two of them."""
    segments, used = 1, 0
    for width in widths:
        if used + width > room:
            segments, used = segments + 1, 0
        used += width
    return segments


def _cut(text: str, limit: int) -> int:
    """Where the first part of `text` ends. `text` starts with something visible."""
    window = text[: _fitting(text, limit)]
    if len(window) == len(text):
        return len(text)
    # One character past the window, so that a sentence or word that just fits is seen to end.
    seen = text[: len(window) + 1]
    sentences = [m.end() for m in _SENTENCE_END.finditer(seen) if m.end() <= len(window)]
    words = [m.start() for m in _SPACE.finditer(seen)]
    return (sentences or words or [len(window)])[-1]


def _fitting(text: str, limit: int) -> int:
    """How many characters of `text` fit into `limit` UTF-16 code units."""
    used = 0
    for i, char in enumerate(text):
        used += _width(char, "UCS-2")
        if used > limit:
            return i
    return len(text)
