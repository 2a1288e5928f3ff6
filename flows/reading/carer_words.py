"""What carers write that must not just be passed on: behaviour, illness, worry, danger.

A wrong guess is worse than asking: `reason` believes only one clear reason, and what denies one
("not ill", "nothing to do with behaviour") is no reason. Whatever may be a worry or behaviour is
rather held back than passed on: the words for that are in `carer_phrases` and `worry_phrases`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from flows.reading import carer_phrases as cp
from flows.reading import worry_phrases as wp
from flows.reading.meaning import Meaning
from flows.reading.typed import LONGEST, Typed


class About(StrEnum):
    """What a carer's words are about. The value is kept as an answer."""

    DANGER = "danger"
    WORRY = "worry"
    BEHAVIOUR = "behaviour"
    ILLNESS = "illness"
    UNEXPECTED = "unexpected"


def flat(text: str) -> str:
    """Lower case, without accents; apostrophes closed up ("he's" is "hes", but "I'll" "i will");
    a lone comma where punctuation sets words apart."""
    plain = cp.WILL.sub(" will", Typed.of(text[:LONGEST]).plain).replace("'", "")
    return " ".join(cp.BREAK.sub(" , ", plain).split())


def reason(text: str, names: Iterable[str] = ()) -> About | None:
    """The one reason these words clearly give; None where there is none, or more than one."""
    if is_worry(text, names):
        return About.WORRY
    words = flat(text)
    found = [
        about
        for about, meant, but in (
            (About.BEHAVIOUR, cp.BEHAVIOUR, cp.NOT_BEHAVIOUR),
            (About.ILLNESS, cp.ILLNESS, cp.NOT_ILLNESS),
            (About.UNEXPECTED, cp.UNEXPECTED, cp.NOT_UNEXPECTED),
        )
        if _in(words, meant, but)
    ]
    together = set(found) <= {About.ILLNESS, About.UNEXPECTED}
    return found[0] if len(found) == 1 or (found and together) else None


def is_behaviour(text: str) -> bool:
    """Whether this may be talk about behaviour: not passed on."""
    words = flat(text)
    return _in(words, cp.BEHAVIOUR, cp.NOT_BEHAVIOUR) or _in(words, cp.MAYBE, cp.NOT_BEHAVIOUR)


def is_worry(text: str, names: Iterable[str] = ()) -> bool:
    """Whether this may be a worry about the volunteer, one of `names`; or a complaint."""
    words = flat(text)
    for name in names:
        words = re.sub(rf"(?<!\S){re.escape(flat(name))}s?(?!\S)", wp.THEM, words)
    return _in(words, wp.WORRY, wp.NOT_WORRY)


def is_danger(text: str, meaning: Meaning | None) -> bool:
    """Whether this is a cry for help, or tells of somebody hurt, lost or run away."""
    heard = meaning is not None and meaning.word.value in ("sos", "help", "police")
    return heard or _in(flat(text), wp.DANGER, wp.NOT_DANGER)


def moves(text: str) -> bool:
    """Whether this asks to move a visit or to call one off."""
    return _in(flat(text), cp.MOVES, cp.NOT_MOVES)


def asks_when(text: str) -> bool:
    """ "When is the next visit?" """
    return bool(cp.ASKS_WHEN.search(flat(text)))


def not_yet(text: str) -> bool:
    """No other time can be named now."""
    words = flat(text).replace(" ,", "").strip(" ,")
    return bool(words and cp.NOT_YET.fullmatch(words))


def gives_contact(text: str) -> bool:
    """Whether there is a number, an e-mail, an account or an address in it."""
    plain = Typed.of(text[:LONGEST]).plain
    return any(pattern.search(plain) for pattern in wp.CONTACTS)


def _in(words: str, meant: re.Pattern[str], but: re.Pattern[str]) -> bool:
    return bool(meant.search(but.sub("_", words)))
