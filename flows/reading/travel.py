"""How people travel to a visit: "by bus", "in my car", "ar y trên"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from flows.reading.typed import LONGEST, Typed

Mode = Literal["walk", "bus", "train", "car", "taxi", "bike", "carer"]


@dataclass(frozen=True, slots=True)
class Travelled:
    """One way of travelling, and the words left of the text."""

    mode: Mode
    rest: str


_CARER = (
    r"(?:(?:the|his|her|their|my|foster|y|ei|eu)\s+)*"
    r"(?:carers?|mum|mam|dad|parents?|family|nan|gran|placement|social\s+worker|gofalwy?r|gofalwraig"
    r"|ofalwy?r|ofalwraig|rhieni)(?:'?s)?(?:\s+faeth|\s+maeth)?"
)
_MY = r"(?:the|my|our|a|an|his|her|their|your|y|yr|fy|ein)"

# Whole messages only: in a longer text "bus", "walk" and "drive" are also museums and streets.
_ALONE: dict[Mode, str] = {
    "walk": r"walk|walking|walks|wakling|foot|feet|cerdded|cerddwn|gerdded|droed",
    "bus": r"bus|buss|(?:number )?[0-9]{1,3}[a-z]? bus|bus (?:number |no )?[0-9]{1,3}[a-z]?|buses"
    r"|coach|bws|bysiau|bysus|fws|park and ride",
    "train": r"train|trains|tram|trams|tube|metro|rail|underground|tren|trenau|dren",
    "car": r"car|cars|drive|driving|gyrru|yrru|gar|nghar|car y gwirfoddolwr|volunteer'?s car",
    "taxi": r"taxi|taxis|uber|cab|minicab|tacsi|dacsi",
    "bike": r"bike|bikes|bicycle|cycle|cycling|beic|beics|beicio|feic|feicio",
    "carer": rf"{_CARER}|{_CARER} car|(?:being |be |getting |get )?dropped(?: off)?|drop off",
}
_GOING = (
    r"(?:(?:i'?ll|i'?m|i|we'?ll|we'?re|we|will|are|can|be|going|to|gonna|travel(?:ling)?|go|get|getting"
    r"|got|take|taking|catch|catching|use|using|probably|prob|maybe|mainly|mostly|just|he'?ll|she'?ll|they'?ll"
    r"|think|it'?s|its|dw|dwi|dwi'n"
    r"|i'n|bydda|byddwn|byddwn\s+ni'n|bydd|ni'n|ni|mynd|yn|dal|cymryd|teithio|efallai)\s+)*"
)
_BY = (
    rf"(?:(?:by|on|in|via|with|ar|mewn|efo|gyda|gyda'r|efo'r|ar\s+gefn|gan|at|o)\s+)?(?:{_MY}\s+)?"
)
_THEN = (
    r"(?:\s+(?:there|back|both\s+ways|there\s+and\s+back|please|pls|thanks|thx|ta|yno|yn\s+ol|adref|eto"
    r"|diolch|plis|together|as\s+usual|again|home|i\s+think|probably))*"
)

# Clearly travel wherever it stands.
_SAID: dict[Mode, str] = {
    "walk": r"(?:on|by) foot|ar droed|walk(?:ing)? (?:there|to(?! the end)|home|over|back)"
    r"|(?:we'?ll|we'?re going to|i'?ll|we will|we can) walk(?! (?:round|around|in|along|the))"
    r"|cerdded (?:yno|i'?r|i)",
    "bus": rf"(?:by|via) (?:bus|coach)|on (?:{_MY} )?(?:bus|coach)"
    rf"|(?:get|getting|take|taking|catch|catching) {_MY} (?:\w+ )?(?:bus|coach)"
    r"|(?:ar|efo|gyda|dal|gyda'r|efo'r|yn dal) ?(?:y )?(?:bws|fws)",
    "train": rf"(?:by|via) (?:train|tram|tube|metro|rail)|on {_MY} (?:train|tram|tube|metro)"
    rf"|(?:get|getting|take|taking|catch|catching) {_MY} (?:train|tram|tube|metro)"
    r"|(?:ar|efo|gyda|dal|gyda'r|efo'r|yn dal) ?(?:y )?(?:tren|dren|tram)",
    "car": rf"by car|in {_MY} car"
    r"|(?:i'?ll|i'?m|i am|we'?re|we'?ll|i will|i can|will be) (?:drive|driving)"
    r"|driv(?:e|ing) (?:there|to|us|him|her|them|home)|(?:yn|mewn) (?:y |fy )?(?:car|nghar|char)"
    r"|(?:dwi'n|dw i'n|bydda i'n|byddaf yn|byddwn ni'n|yn) gyrru|gyrru (?:yno|i'?r)",
    "taxi": rf"(?:by|in) (?:{_MY} )?(?:taxi|cab|uber)"
    rf"|(?:get|getting|take|taking|catch|book|booking|booked) (?:{_MY} )?(?:taxi|cab|uber|minicab)"
    r"|(?:mewn|cael|dal|gyda|efo) (?:y )?(?:tacsi|dacsi|thacsi)",
    "bike": rf"(?:by|on) (?:{_MY} )?(?:bikes?|bicycles?)|cycl(?:e|ing) (?:there|to|home)"
    r"|(?:we'?ll|i'?ll) (?:cycle|bike)|ar (?:y |gefn |ein |gefn ein )?(?:beic|feic|beics|beiciau)"
    r"|beicio (?:yno|i'?r)",
    "carer": rf"(?:a |get(?:ting)? a )?lift (?:from|with|off) {_CARER}"
    rf"|lifft (?:gan|gyda|efo|wrth) {_CARER}"
    rf"|{_CARER} (?:is |are |will |can |be |to |yn )*"
    r"(?:drop(?:s|ping)?|driv(?:es?|ing)|bring(?:s|ing)?"
    r"|taking|takes?|giv(?:es?|ing) (?:\w+ )?(?:a )?lift|gollwng|gyrru|dod a)"
    r"(?: (?:him|her|them|us|kai))?(?: (?:off|there|over|both ways|us off))?"
    rf"|(?:dropped|driven|brought)(?: off)? by {_CARER}|in {_CARER} car|yng? nghar {_CARER}",
}


def _spaced(pattern: str) -> str:
    return pattern.replace(" ", r"\s+")


_WHOLE = {
    mode: re.compile(rf"\W*{_GOING}{_BY}(?:{_spaced(words)}){_THEN}\W*$")
    for mode, words in _ALONE.items()
}
_INSIDE = {
    mode: re.compile(
        rf"(?<!\w)(?:{_GOING})(?:{_spaced(words)})(?!\w){_THEN}(?:\s+(?:to|i'?r?)(?=\s))?"
    )
    for mode, words in _SAID.items()
}
_NAMED = {
    mode: re.compile(rf"(?<!\w)(?:{_spaced(words)})(?!\w)(?!'?s\s+(?:stop|station))")
    for mode, words in _ALONE.items()
}
_DENIED = re.compile(
    r"(?<!\w)(?:not|no|don'?t|can'?t|won'?t|isn'?t|never|instead|dim|ddim|nid)(?!\w)"
)


def read_travel(text: str) -> Travelled | None:
    """How `text` says people travel; None where it does not, says two ways, or is not sure.

    A lone word will do ("bus"); in a longer text it must be put as travel ("by bus", "on the
    bus"), so that "Bus Museum, Swansea" stays a place.
    """
    typed = Typed.of(text)
    if len(typed.text) > LONGEST or _DENIED.search(typed.plain):
        return None
    for mode, pattern in _WHOLE.items():
        if pattern.match(typed.plain):
            return Travelled(mode, "")
    said = list(_said(typed.plain))
    if len({mode for mode, _ in said}) != 1:
        return None
    return Travelled(said[0][0], typed.rest(*(span for _, span in said)))


def travel_named(text: str) -> frozenset[Mode]:
    """Every way of travelling that is named at all, by any of its words."""
    plain = Typed.of(text[:LONGEST]).plain
    return frozenset(mode for mode, pattern in _NAMED.items() if pattern.search(plain))


def _said(plain: str) -> Iterator[tuple[Mode, tuple[int, int]]]:
    for mode, pattern in _INSIDE.items():
        yield from ((mode, match.span()) for match in pattern.finditer(plain))
