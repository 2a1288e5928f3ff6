"""Links that people carry: to a visit's calendar entry, to a young person's own page.

A link is a capability: whoever has it may look, and it opens one thing only. Nothing is stored
for it. It names a row and proves, by a code under our key, that we gave it out. So:

- losing the key kills every link; a rotation keeps them for as long as the older key stays
  configured;
- one link cannot be taken back by itself. It ends with what it leads to: `bot.pages` shows a
  visit or a letter for a set time only;
- whoever sees the address can open it, so no log and no error may hold its path.

Letters and digits only, so that nothing at its end is taken for punctuation by a phone.
"""

from __future__ import annotations

import hmac
import re
from enum import StrEnum

from storage.keys import Keys


class Kind(StrEnum):
    """What a link opens. A code made for one kind is nothing for another."""

    VISIT = "visit"
    LETTER = "letter"


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_CODE_LENGTH = 25
"""128 bits in base 36."""
_FORM = re.compile(rf"([0-9a-z]{{1,13}})-[0-9a-z]{{{_CODE_LENGTH}}}")
_LARGEST = (1 << 63) - 1


def token(keys: Keys, kind: Kind, number: int) -> str:
    """What a link to row `number` ends in: at most 39 letters, digits and one hyphen."""
    return _made(number, keys.blind(_purpose(kind), str(number)))


def number_in(keys: Keys, kind: Kind, given: str) -> int | None:
    """The row that `given` opens; None when we never gave it out, or its key is gone.

    Asks no database, so guessing costs nobody anything. Compared in constant time.
    """
    form = _FORM.fullmatch(given)
    number = int(form[1], 36) if form else 0
    if not 0 < number <= _LARGEST:
        return None
    # Whole tokens are compared, so that no second spelling of a number opens anything.
    made = [_made(number, code) for code in keys.blinds(_purpose(kind), str(number))]
    # No `any`: it would stop at the first key that fits.
    fits = [hmac.compare_digest(given, each) for each in made]
    return number if True in fits else None


def visit_url(keys: Keys, public_url: str, visit: int, language: str) -> str:
    """Where a phone finds a visit for its calendar. Only another language than English is
    named: in an SMS each letter counts."""
    spoken = "" if language == "en" else f"?lang={language}"
    return f"{public_url}/visit/{token(keys, Kind.VISIT, visit)}.ics{spoken}"


def letter_url(keys: Keys, public_url: str, visit: int) -> str:
    """Where a young person finds the words that were written for them about a visit."""
    return f"{public_url}/letter/{token(keys, Kind.LETTER, visit)}"


def _purpose(kind: Kind) -> str:
    return f"link/{kind}"


def _made(number: int, code: bytes) -> str:
    proof = _in_base_36(int.from_bytes(code)).rjust(_CODE_LENGTH, "0")
    return f"{_in_base_36(number)}-{proof}"


def _in_base_36(number: int) -> str:
    written = ""
    while number:
        number, digit = divmod(number, 36)
        written = _DIGITS[digit] + written
    return written
