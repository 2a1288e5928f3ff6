"""Text as a person typed it, beside a plain twin of the same length that is easy to read.

The twin is lower case, without accents, emoji or curly quotes. As both have the same length,
what is found in the twin can be cut out of the words the person really used.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# An SMS body is at most 1,600 characters; nothing longer is a time or a command.
LONGEST = 1600

_ALIKE = dict.fromkeys("‘’‛ʼʹ´`′＇", "'")
_ALIKE |= dict.fromkeys("‐‑‒–—―−", "-")
_BLANK = frozenset({"So", "Sk", "Cs", "Co", "Cn", "Cf", "Cc", "Mn", "Me", "Zs", "Zl"})
_EDGE = " \t\r\n,.;:!?-\u2013\u2014&+~@/|"
_JOINERS = frozenset(
    "until till til by at about around and from to on for then so back home "
    "erbyn tan hyd tua am ac ar between rhwng".split()
)
_FIRST_JOINERS = frozenset("and then so at for ac".split())


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    if char == "\n" or char in _ALIKE:
        return _ALIKE.get(char, char)
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if unicodedata.category(char) in _BLANK:
        return " "
    apart = unicodedata.normalize("NFKD", char)
    base = apart[0] if all(map(unicodedata.combining, apart[1:])) else char
    return base.lower() if len(base.lower()) == 1 else base


@dataclass(frozen=True, slots=True)
class Typed:
    """`plain` is as long as `text`, so a span in one is a span in the other."""

    text: str
    plain: str

    @staticmethod
    def of(text: str) -> Typed:
        joined = unicodedata.normalize("NFC", text)
        # NFC makes a few characters longer; the rest must never outgrow what was typed.
        kept = joined if len(joined) <= len(text) else text
        return Typed(kept, "".join(map(_plain, kept)))

    def blank(self, *spans: tuple[int, int]) -> Typed:
        """The same with these spans made spaces, so that nothing else is found in them."""
        plain = self.plain
        for start, end in spans:
            plain = plain[:start] + " " * (end - start) + plain[end:]
        return Typed(self.text, plain)

    def rest(self, *spans: tuple[int, int]) -> str:
        """What is left of the text without these spans, trimmed of joiners and punctuation."""
        pieces, last = [], 0
        for start, end in sorted(spans):
            pieces.append(self.text[last:start])
            last = max(last, end)
        pieces.append(self.text[last:])
        return trim_joiners(" ".join(" ".join(pieces).split()))


def trim(text: str) -> str:
    """`text` without spaces, punctuation and emoji at either end."""
    start, end = 0, len(text)
    while start < end and _at_edge(text[start]):
        start += 1
    while end > start and _at_edge(text[end - 1]):
        end -= 1
    return text[start:end]


def trim_joiners(text: str) -> str:
    """`trim`, and without a joining word ("at", "until", "erbyn") left hanging at an end."""
    text = trim(text)
    while text:
        first, last = _ends(text)
        if last.casefold() in _JOINERS:
            text = trim(text[: -len(last)])
        elif first.casefold() in _FIRST_JOINERS:
            text = trim(text[len(first) :])
        else:
            break
    return text


def _at_edge(char: str) -> bool:
    # A letter's own mark (category Mc, or one that did not compose) belongs to the word.
    return char in _EDGE or (_plain(char) == " " and unicodedata.combining(char) == 0)


def _ends(text: str) -> tuple[str, str]:
    words = re.split(r"\s+", text)
    return words[0], words[-1]
