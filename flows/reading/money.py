"""Money in text, in pence: "£12.50", "12 quid", "a tenner", "50p", "am ddim"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flows.reading import time_words as tw
from flows.reading.typed import LONGEST, Typed

MOST = 10_000_00
"""An amount above this, in pence, is a slip of the thumb."""

_COUNTS = {
    "a couple of": 2, "couple of": 2, "a": 1, "one": 1, "two": 2, "three": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "twenty five": 25, "thirty": 30,
    "thirty five": 35, "forty": 40, "forty five": 45, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "a hundred": 100,
    "dwy": 2, "ddwy": 2, "tair": 3, "dair": 3, "pedair": 4, "bedair": 4, "pum": 5, "bum": 5,
    "phum": 5, "chwe": 6, "saith": 7, "wyth": 8, "naw": 9, "deg": 10, "ddeg": 10, "deuddeg": 12,
    "pymtheg": 15, "bymtheg": 15, "ugain": 20, "deg ar hugain": 30, "hanner can": 50, "can": 100,
}  # fmt: skip
_NOTES = {"fiver": 5, "tenner": 10, "pumpunt": 5, "bumpunt": 5, "degpunt": 10, "ddegpunt": 10}
_COUNT, _NOTE = tw.either(_COUNTS), tw.either(_NOTES)

_COST = (
    r"(?:was|were|came\s+to|comes\s+to|costs?|costing|spent|paid|total(?:s|led)?|gwario"
    r"|gwariais|costio|costiodd|talu|talais)"
)
_ROUGHLY = (
    r"(?:(?:about|bout|max|maximum|around|roughly|approx|approximately|maybe|probably|only|just|nearly|almost"
    r"|up\s+to|tua|rhyw|o\s+gwmpas|dim\s+ond|bron)\s+|~\s*)*"
)
_LEAD = rf"(?:(?:it|that|we|i)\s+)?(?:(?:{_COST}|is|it'?s|its)(?:\s+(?:us|me))?\s*:?\s+)?{_ROUGHLY}"
_FIGURE = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]{1,7})"
_POUNDS = rf"(?P<pounds>{_FIGURE})(?:[.,](?P<pence>[0-9]{{1,2}}))?(?![0-9]|[.,:][0-9])"
_UNIT = r"(?:pounds?|quid|gbp|(?:o\s+)?(?:bunnoedd|bunnau)|punnoedd|punnau|punt|bunt|phunt)\b"
_PENNIES = r"(?:p|pence|pennies|ceiniog|geiniog)\b"
_TENS = tw.either({word: n for word, n in _COUNTS.items() if n % 5 == 0 and 10 <= n < 100})
# "12 pounds 50"; "12 pounds 2 of us" and "12 pounds a head" go no further than the pounds.
_ODD = (
    rf"(?:\s*(?:(?:and|a|ac|&)\s+)?(?P<odd>[1-9]?[0-9](?=\s*{_PENNIES})|[1-9][0-9]|{_TENS})"
    rf"(?:\s*{_PENNIES}|(?!\w){tw.UNIT}))?"
)
# A minus makes no price; what follows a colon or a slash belongs to a time or a date.
_START = r"(?<![\w.,:/\u00a3$\u20ac-])"
_NO_CLOCK = r"(?!\w)(?!\s*(?:[ap]\.?m\b|o'?\s?clock|yb\b|yp\b))"
_TAIL = (
    r"(?:\s*-?ish)?(?:\s+(?:each|total|in\s+total|all\s+in|altogether|or\s+so"
    r"|max|maximum|tops|i\s+think|please|thanks))?"
)

_SIGNED = (
    re.compile(
        rf"{_START}{_LEAD}\u00a3\s*(?:{_POUNDS}|\.(?P<only>[0-9]{{2}}))(?:p|\s*-?ish)?(?!\w)"
    ),
    re.compile(rf"{_START}{_LEAD}{_POUNDS}\s*{_UNIT}{_ODD}"),
    re.compile(rf"{_START}{_LEAD}(?P<word>{_COUNT})\s+{_UNIT}(?!\s+(?:shop|land|coin)){_ODD}"),
    re.compile(rf"{_START}{_LEAD}(?:(?:a|one|papur)\s+)?(?P<note>{_NOTE})(?!\w)"),
    re.compile(rf"{_START}{_LEAD}(?P<only>[0-9]{{1,4}})\s*{_PENNIES}"),
)
_TOLD = re.compile(
    rf"{_START}(?:it\s+|we\s+|i\s+)?{_COST}\s*:?\s+{_ROUGHLY}{_POUNDS}{_NO_CLOCK}{tw.UNIT}"
)
_WHOLE = re.compile(rf"[^\w-]*{_LEAD}{_POUNDS}(?:\s*-?ish\b)?{_NO_CLOCK}{_TAIL}\W*$")
_OPENING = re.compile(rf"[^\w-]*{_LEAD}{_POUNDS}{_NO_CLOCK}{tw.UNIT}")
_NOT_IT = re.compile(r"\b(?:minus|under|over|(?:less|more)\s+than|at\s+(?:least|most))\s*$")

_FREE = (
    r"(?:free|free\s+of\s+charge|free\s+entry|nothing|nil|zero|none|nowt|dim\s+byd|dim|am\s+ddim"
    r"|rhad\s+ac\s+am\s+ddim|no\s+(?:costs?|charge|money)|dim\s+cost(?:au)?)"
)
_ALL_FREE = re.compile(
    rf"\W*(?:(?:it|that|we|i)\s+)?(?:(?:{_COST}|is|it'?s|its|all|totally|mae'?n|roedd\s+yn)\s+)*"
    rf"{_FREE}(?:\s+(?:at\s+all|really|spent|thanks|diolch|o\s+gwbl))?\W*$"
)
_FREE_IN_TEXT = re.compile(
    r"(?<!\w)(?:(?:it'?s|its|for)\s+free|free\s+(?:of\s+charge|entry|admission)"
    r"|no\s+(?:costs?|charge)|costs?\s+nothing|am\s+ddim|dim\s+cost(?:au)?)(?!\w)"
    r"|[,;-]\s*free(?=\W*$)"
)

# "5 or 6 quid" is two amounts: ask.
_ONE_OF = r"(?:-|to|or|neu|i|tan)"
_RANGE_BEFORE = re.compile(rf"[0-9]\s*p?\s*{_ONE_OF}\s*$")
_RANGE_AFTER = re.compile(rf"\s*{_ONE_OF}\s*(?:\u00a3|[0-9]|{_COUNT}\s+{_UNIT})")


@dataclass(frozen=True, slots=True)
class Pence:
    """An amount of money in pence, 0 for "free", and the words left of the text."""

    pence: int
    rest: str


def read_pence(text: str, *, whole_only: bool = True) -> Pence | None:
    """The first amount in `text`, from nothing to 10,000 pounds; None without one.

    A figure without a sign or a unit is money only when it is the whole text ("12.50", "about
    12") or said to be spent ("spent 12 on lunch"): "bowling at 5 alive" holds none. With
    `whole_only` False, such as after "how much was it?", it may also open the text ("12.50 for
    parking"). Two amounts to choose from ("5-10 quid") are none: ask.
    """
    typed = Typed.of(text)
    if len(typed.text) > LONGEST:
        return None
    plain = typed.plain
    match = min(_amounts(plain, whole_only=whole_only), key=re.Match.start, default=None)
    if match is None:
        free = _ALL_FREE.match(plain) or _FREE_IN_TEXT.search(plain)
        return Pence(0, typed.rest(free.span())) if free else None
    doubtful = _RANGE_BEFORE.search(plain[: match.start()]) or _RANGE_AFTER.match(
        plain, match.end()
    )
    amount = _pence(match)
    if doubtful or _NOT_IT.search(plain[: match.start()]) or amount > MOST:
        return None
    return Pence(amount, typed.rest(match.span()))


def _amounts(plain: str, *, whole_only: bool) -> Iterator[re.Match[str]]:
    bare = (_TOLD.search(plain), _WHOLE.match(plain), None if whole_only else _OPENING.match(plain))
    signed = (pattern.search(plain) for pattern in _SIGNED)
    yield from (match for match in (*signed, *bare) if match)


def _pence(match: re.Match[str]) -> int:
    said = match.groupdict()
    if said.get("only"):
        return int(said["only"])
    if said.get("note"):
        return _NOTES[said["note"]] * 100
    word = said.get("word")
    pounds = _count(word) if word else int(said["pounds"].replace(",", ""))
    # "12.5" is twelve pounds fifty; "12 pounds 5" is five pence more.
    odd = said.get("odd")
    pence = int((said.get("pence") or "0").ljust(2, "0")) + (_count(odd) if odd else 0)
    return pounds * 100 + pence


def _count(said: str) -> int:
    return int(said) if said.isdigit() else _COUNTS[" ".join(re.split(r"[\s-]+", said))]
