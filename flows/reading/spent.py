"""What a visit cost, as people list it: "bus 4.20, chips 6", "a fiver for parking"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flows.reading.covert import folded
from flows.reading.money import read_pence

_KINDS = {
    "parking": "parking park carpark parcio maes parc",
    "travel": "bus buses coach train trains tram taxi cab uber fare fares petrol fuel diesel travel"
    " transport ferry tube metro bws bysiau tren tacsi petrol teithio",
    "entry": "entry entrance admission ticket tickets cinema film movie bowling swim swimming pool"
    " museum zoo farm golf skating ice-rink climbing trampoline arcade mynediad tocyn tocynnau"
    " sinema ffilm bowlio nofio amgueddfa sw",
    "refreshments": "food drink drinks chips lunch dinner tea coffee cafe snack snacks meal pizza"
    " burger burgers cake cakes ice cream breakfast sandwich sandwiches sweets popcorn juice"
    " mcdonalds kfc nandos greggs costa refreshments milkshake milkshakes hot chocolate fish"
    " bwyd diod diodydd cinio te coffi caffi byrbryd cacen hufen sglodion brecwast swper",
}
"""First come, first served: a bus ticket is travel, a cinema ticket is entry."""

_WORDS = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_BETWEEN = re.compile(r"\s*(?:,(?!\d)|;|\n|\+|(?<=\s)/(?=\s))\s*")
# "Fish and chips 9.50" is one line, "bus 4.20 and chips 6" is two.
_AND = re.compile(r"\s*(?:&|\b(?:and|plus|ac?)\b)\s*", re.IGNORECASE)
_UNIT = r"(?:p|pence|quid|pounds?|c|ceiniog|punt|bunt)"
_AMOUNT = re.compile(rf"(?:£\s*)?\d[\d.,]*\s*{_UNIT}?\b", re.IGNORECASE)
_MINUS = re.compile(r"(?<!\d)-\s*£?\d")
_WHY_NOT = (
    r"(?:at all|today|really|this time|spent|thanks|thank you|needed|o gwbl|heddiw|diolch"
    r"|(?:it was )?(?:all )?free|\w+ paid(?: for it)?|(?:the|his|her|their) \w+ paid)"
)
_NOTHING = re.compile(
    r"(?:no|na|nope|nah)?[\s,]*(?:no|na|nil|zero|0|£0(?:\.00)?|none|nope|nothing|nowt|dim"
    r"|dim byd|free|no (?:costs?|expenses?|money|spend|spending)"
    r"|(?:i |we )?(?:did ?n[o']?t|didnt) spend"
    rf" (?:anything|a penny|any money)|dim costau)(?:[\s,.-]+{_WHY_NOT})*",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"\b(?:each|apiece|per person|per head|a head|each way|a piece|yr un|x\s*\d)\b"
    r"|(?<![\w.])\d+\s*x\s*£?\d",
    re.IGNORECASE,
)
# "Bus 4.20 chips 6" is two lines, if each has one amount and names what it is.
_NAMED_FIRST = re.compile(rf"(?:[^\d£]+?\s(?:{_AMOUNT.pattern})[\s.]*)+", re.IGNORECASE)
_AMOUNT_FIRST = re.compile(rf"(?:(?:{_AMOUNT.pattern})\s[^\d£]+?[\s.]*)+", re.IGNORECASE)
_ONE_NAMED_FIRST = re.compile(rf"[^\d£]+?\s(?:{_AMOUNT.pattern})", re.IGNORECASE)
_ONE_AMOUNT_FIRST = re.compile(rf"(?:{_AMOUNT.pattern})\s[^\d£]+", re.IGNORECASE)
_MOST_BARE = 100
"""So many pounds or more without a sign are as likely pence, or a number of something."""
_MILES = re.compile(r"\b(?:miles?|mi|milltir(?:oedd)?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spent:
    """One line of a claim. `kind` is travel, parking, refreshments, entry or other."""

    kind: str
    pence: int
    said: str


def names_miles(text: str) -> bool:
    """Whether miles stand there, which are no money."""
    return bool(_MILES.search(text))


def says_each(text: str) -> bool:
    """Whether a price is only of one of several: "8 each", "bus 2 x 4.20"."""
    return bool(_EACH.search(text))


def without_each(text: str) -> str:
    return " ".join(_EACH.sub(" ", text).split())


def read_spent(text: str) -> tuple[Spent, ...] | None:
    """The lines in `text`, none for "nothing"; None unless each has one amount and no more."""
    text = " ".join(text.replace("\n", ", ").split()).strip(" .!")
    if _NOTHING.fullmatch(text):
        return ()
    if says_each(text):
        return None
    lines = [_line(piece) for piece in _pieces(text)]
    return tuple(line for line in lines if line) if lines and all(lines) else None


def _pieces(text: str) -> Iterator[str]:
    for piece in filter(None, (one.strip(" .") for one in _BETWEEN.split(text))):
        several = len(_AMOUNT.findall(piece)) > 1
        yield from filter(None, _apart(piece) if several else (piece,))


def _apart(piece: str) -> list[str]:
    """Several amounts in one breath: by "and", or else by their order."""
    by_and = [one for one in _AND.split(piece) if one]
    if all(len(_AMOUNT.findall(one)) == 1 for one in by_and):
        return by_and
    for whole, one in ((_NAMED_FIRST, _ONE_NAMED_FIRST), (_AMOUNT_FIRST, _ONE_AMOUNT_FIRST)):
        parts = [
            re.sub(r"\s+(?:and|plus|a|ac|&)$", "", part.strip()) for part in one.findall(piece)
        ]
        if whole.fullmatch(piece) and all(_kind(part) != "other" for part in parts):
            return parts
    return [piece]


def _line(piece: str) -> Spent | None:
    figures = list(_AMOUNT.finditer(piece))
    if len(figures) > 1 or names_miles(piece) or _MINUS.search(piece):
        return None
    if figures and figures[0][0].strip().isdecimal() and int(figures[0][0]) >= _MOST_BARE:
        return None
    found = read_pence(piece, whole_only=False)
    if found is None and figures:
        found = read_pence(figures[0][0].strip())
    elif found is not None and any(map(str.isdigit, found.rest)):
        return None
    if found is None or found.pence <= 0:
        return None
    return Spent(_kind(piece), found.pence, piece)


def _kind(piece: str) -> str:
    """Parking and travel stand out wherever they are said; else the first word that is known."""
    kinds = [_WORDS[word] for word in re.findall(r"[^\W\d_]+", folded(piece)) if word in _WORDS]
    for kind in ("parking", "travel"):
        if kind in kinds:
            return kind
    return kinds[0] if kinds else "other"
