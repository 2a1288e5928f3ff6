"""Small misspellings of command words, put right only where no real word could be meant."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

KEYS = tuple(
    "home safe more help plan visit visits incident receipt receipts handbook menu back "
    "leave okay where police false alarm duty emergency argyfwng allan adref gartref "
    "mewn helpwch cymorth saff llawlyfr derbynneb dewislen gadael cymraeg saesneg "
    "english welsh ambulance language running late checking check another reach answer voicemail "
    "handover safely arrived accident expenses heddlu ymweliadau".split()
)
"""Words worth putting right. STOP and START are not: carriers read those exactly."""

_BY_LETTER = {k[0]: tuple(w for w in KEYS if w[0] == k[0]) for k in KEYS}

REAL = frozenset(
    "hope hole hose homes homer homey homie hove home's holme homo hoe hosts host hones "
    "sage sale same save sane sake safer safes sate staff scaff saffi saffy sniff mode "
    "mole mope mores moore move mire mare mere morse moor moved mover held hell helm "
    "hemp helps helpu heap heal heel helped helper play plane plans plant plain plank plants "
    "mend mean mens menus men bank bake pack black bark bock bach backs beck buck balk "
    "bask bath baby bad leaves lease heave weave leaven leaved leaver were here wheres "
    "there whereas lane lake lace lame latte later lats date plate slate laze lathe "
    "latest dusty duly mean mewl alan allen allah allans react reacts beach teach roach "
    "polite policy polices polled cancer visitor vista visited answers answered runny "
    "ruining ranting cunning checks cheek chick chalk cheeks checked taker takes token "
    "arrive arrives accidents expense alarms alarmed reached reaches falls fails fasle's "
    "languages hanover helpful safety plan's clan falsely latex alike ales talent".split()
)
"""Real words one letter away from a key word: never taken for it."""


_SOS = re.compile(r"s+[o0]+s+(?:[o0]+s+)*")


def spelled(word: str, known: frozenset[str]) -> str:
    """`word`, or the command word it misspells by one letter or two swapped.

    Never a word under four letters, never another first letter, never when two could be meant.
    A letter held down ("outttt") counts as one. SOS in a hurry ("soss", "S0S") is SOS.
    """
    if _SOS.fullmatch(word):
        return "sos"
    if word in known or word in REAL:
        return word
    held = re.sub(r"(.)\1{2,}", r"\1", word)
    if held in known:
        return held
    if len(word) < 4:
        return "help" if word == "hlp" else word
    meant = {k for k in _BY_LETTER.get(word[0], ()) if near(word, k, least=4)}
    return meant.pop() if len(meant) == 1 else word


def near(typed: str, meant: str, *, least: int) -> bool:
    """Whether two texts are the same but for one slip, allowed from `least` letters on."""
    if typed == meant:
        return True
    return len(meant) >= least and OSA.distance(typed, meant, score_cutoff=1) <= 1
