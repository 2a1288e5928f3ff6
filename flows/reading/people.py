"""Whom a named person's answer is about: "Bea is safe", "can't reach Ana", "mae Ana'n saff".

A name is as typed, without 's. Pronouns and kin ("she", "my mum") are no names.
"""

from __future__ import annotations

import re
from dataclasses import replace

from flows.reading.meaning import Meaning
from flows.reading.names import is_lone_name, is_name
from flows.reading.said import Said, Tail, without_politeness
from flows.reading.tail_rules import RULES
from flows.reading.word_table import ME_SAFE, Word
from flows.reading.word_tails import NAMELESS, REACH_FILLERS

_WHO = r"(?P<who>(?:my |fy )?[^\W\d_]+(?: [^\W\d_]+)??)"
_ONE = r"(?P<who>[^\W\d_]+)"
_SAFE = tuple(
    re.compile(pattern + r"(?!\S)")
    for pattern in (
        rf"{_WHO} is (?:now |all |back |safely )*(?:safe|home|fine|ok|okay|well|back|alright)",
        rf"{_ONE} (?:home safe|safe|saff|(?:got|arrived|made it) (?:back )?(?:home|safe))",
        rf"(?:mae |ma )?{_WHO} yn (?:saff|ddiogel|iawn)",
        rf"(?:mae|ma) {_WHO} (?:nol |yn ol |wedi cyrraedd )?(?:adref?|adra|gartref?)",
    )
)
_NOT_ANSWERING = re.compile(
    rf"(?:dydi |dydy |dyw |dyw |nid yw )?{_WHO} (?:phone |mobile )?(?:is |has |does |just )*"
    r"(?:not answering|isnt answering|not answered|hasnt answered|wont answer|will not answer"
    r"|didnt answer|did not answer|doesnt answer|not answer|not picking up|isnt picking up"
    r"|wont pick up|no answer|no reply|not replying|isnt replying|goes to voicemail|unreachable"
    r"|dim ateb|ddim yn ateb|ddim wedi ateb)(?!\S)"
)
_ITS_OBJECT = frozenset("reach cantreach of to through contact gafael ar cyrraedd".split())
_BEFORE_NAMES = frozenset("to of ar".split())
_FROM = frozenset("from gan".split())
_SEVERAL = frozenset("and or nor a ac neu na".split())


def about(word: Word, tail: Tail) -> str | None:
    """The name in what follows SAFE or CAN'T REACH, if there is one."""
    if word is Word.SAFE:
        return _after_safe(tail)
    return _not_reached(tail) if word is Word.CANT_REACH else None


def somebody(said: Said) -> Meaning | None:
    """ "Ana is safe" and "Ana isn't answering": who, how they are, and nothing else."""
    if not said.words or "?" in said.plain:
        return None
    flat, source = _opened(said)
    for word, patterns in ((Word.SAFE, _SAFE), (Word.CANT_REACH, (_NOT_ANSWERING,))):
        for pattern in patterns:
            match = pattern.match(" ".join(flat))
            if match is None:
                continue
            found = _told(said, word, match, source)
            if found is not None:
                return found
    return None


def _told(said: Said, word: Word, match: re.Match[str], source: list[int]) -> Meaning | None:
    first = len(match.string[: match.start("who")].split())
    who = source[first : first + len(match["who"].split())]
    typed = [said.text[slice(*said.spans[i])] for i in who]
    words = match["who"].split()
    if not _may_be_told_of(words, typed):
        return None
    rest = RULES[word](said.tail(source[len(match.group().split()) - 1] + 1))
    if rest is None:
        return None
    nameless = any(w in NAMELESS for w in words)
    return replace(Meaning(word, rest), name=None if nameless else _bare_name(" ".join(typed)))


def _may_be_told_of(words: list[str], typed: list[str]) -> bool:
    """One person: a name, a pronoun, "my mum"; two words only as "Mary Jane" is written."""
    if words[0] in ("my", "fy"):
        return len(words) == 2 and words[1] in NAMELESS
    if len(words) == 1 and words[0] in NAMELESS:
        return True
    named = all(is_name(w) for w in words)
    return named and (len(words) == 1 or all(w[0].isupper() for w in typed))


def _opened(said: Said) -> tuple[list[str], list[int]]:
    """The words with "Ana's" as "ana is" and "Ana'n" as "ana yn", and where each came from."""
    flat: list[str] = []
    source: list[int] = []
    for at, (word, raw) in enumerate(zip(said.words, said.raw_words, strict=True)):
        ending = {"'s": "is", "'n": "yn"}.get(raw[-2:]) if at < 3 else None
        parts = [raw[:-2], ending] if ending and raw[:-2].isalpha() else [word]
        flat += parts
        source += [at] * len(parts)
    return flat, source


def _after_safe(tail: Tail) -> str | None:
    """ "safe Bea": one word that is nothing else."""
    words = without_politeness(tail.words)
    if " ".join(tail.phrase) in ME_SAFE or len(words) != 1 or not is_lone_name(words[0]):
        return None
    inner = Said.of(tail.text)
    at = inner.words.index(words[0]) if words[0] in inner.words else -1
    return _bare_name(inner.text[slice(*inner.spans[at])]) if at >= 0 else None


def _not_reached(tail: Tail) -> str | None:
    inner = Said.of(tail.text)
    words = inner.words
    start = 0
    if tail.phrase[-1:] and tail.phrase[-1] in _ITS_OBJECT:
        start += bool(words and words[0] in _BEFORE_NAMES)
    elif words and words[0] in _FROM:
        start = 1
    else:
        return None
    if len(words) <= start or any(w in _SEVERAL for w in words[start : start + 3]):
        return None
    raw = inner.raw_words[start]
    first = words[start] if "'" not in raw else raw.split("'")[0]
    if first in REACH_FILLERS or not is_name(first):
        return None
    typed = [inner.text[slice(*span)] for span in inner.spans[start : start + 2]]
    two = len(typed) == 2 and all(w.istitle() for w in typed) and is_name(words[start + 1])
    return _bare_name(" ".join(typed) if two and _written_together(inner, start) else typed[0])


def _written_together(inner: Said, start: int) -> bool:
    between = inner.plain[inner.spans[start][1] : inner.spans[start + 1][0]]
    return between == " " and inner.words[start + 1] not in REACH_FILLERS


def _bare_name(typed: str) -> str:
    return re.sub(r"[^\w\s](?:s|n)$", "", typed, flags=re.IGNORECASE)
