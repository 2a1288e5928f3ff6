"""The short codes by which a co-ordinator names an alert: a letter and a digit, "A7"."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import count

LETTERS = "ACDEFHJKLMNPRTUVWXY"
"""Without those that are taken for another, or for a digit, when read or heard."""
DIGITS = "23456789"


def code_of(serial: int, digits: int = 1) -> str:
    """The serial-th code with so many digits, round and round: letters change fastest."""
    serial, letter = divmod(serial % (len(LETTERS) * len(DIGITS) ** digits), len(LETTERS))
    figures = ""
    for _ in range(digits):
        serial, digit = divmod(serial, len(DIGITS))
        figures = DIGITS[digit] + figures
    return LETTERS[letter] + figures


def free_codes(last_serial: int, taken: Collection[str]) -> Iterator[tuple[int, str]]:
    """(serial, code) pairs after `last_serial`, none of them `taken`, shortest first.

    A code that somebody might still have in front of them is never given to another alert.
    """
    serial = last_serial
    for digits in count(1):
        for _ in range(len(LETTERS) * len(DIGITS) ** digits):
            code = code_of(serial + 1, digits)
            serial += 1
            if code not in taken:
                yield serial, code
