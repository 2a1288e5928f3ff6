"""A reply that picks one of the options shown: its number, its label, or nearly."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flows.reading.covert import folded
from flows.reading.said import TABLE, Said, without_politeness
from flows.reading.spelling import near
from flows.reading.word_table import Word

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
    "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "last": -1,
    "un": 1, "dau": 2, "dwy": 2, "tri": 3, "tair": 3, "pedwar": 4, "pump": 5, "chwech": 6,
    "cyntaf": 1, "gyntaf": 1, "ail": 2, "trydydd": 3, "trydedd": 3, "olaf": -1,
}  # fmt: skip
_AROUND = frozenset("the no number num option nr rhif opsiwn y yr ill take have choose one".split())
_FEWEST = 2  # letters of a label's beginning that are enough, if no other label begins so


def options_pick(text: str, options: Sequence[tuple[str, str]]) -> str | None:
    """The key of the (key, label) that `text` picks; None when it picks none, or more than one.

    By number as shown ("2", "2)", "no 2", "the second one"), whole label, a label's beginning
    or one slip in it. Agreeing and refusing also pick a label that does.
    """
    said = folded(text)
    if not said or not options:
        return None
    labels = [(key, folded(label)) for key, label in options]
    exact = _only(labels, lambda label: label == said)
    number = _number(said, len(options))
    if number is not None:
        # A label that is itself a figure may contradict the number shown beside another.
        picked = options[number - 1][0]
        return picked if exact in (None, picked) else None
    return exact or _by_label(said, labels) or _by_answer(text, options)


def _number(said: str, count: int) -> int | None:
    words = without_politeness(tuple(said.split()))
    core = [w for w in words if w not in _AROUND] or words
    if len(core) != 1:
        return None
    word = core[0]
    number = int(word) if word.isdecimal() and len(word) < 4 else _NUMBERS.get(word, 0)
    number = count if number == -1 else number
    return number if 1 <= number <= count else None


def _by_label(said: str, labels: list[tuple[str, str]]) -> str | None:
    if len(said) >= _FEWEST:
        begun = [key for key, label in labels if label.startswith(said)]
        if begun:
            return begun[0] if len(begun) == 1 else None
    return _only(labels, lambda label: near(said, label, least=4))


def _by_answer(text: str, options: Sequence[tuple[str, str]]) -> str | None:
    answer = _yes_or_no(text)
    if answer is None:
        return None
    return _only(list(options), lambda label: _yes_or_no(label) is answer)


def _yes_or_no(text: str) -> Word | None:
    found = TABLE.get(without_politeness(Said.of(text).words))
    return found[0] if found is not None and found[0] in (Word.OK, Word.NO) else None


def _only(labels: list[tuple[str, str]], fits: Callable[[str], bool]) -> str | None:
    found = [key for key, label in labels if fits(label)]
    return found[0] if len(found) == 1 else None
