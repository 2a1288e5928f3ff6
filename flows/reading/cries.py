"""A cry for help anywhere in a message, however it is put.

Generous, as HELP raises an alarm only for somebody who is out and shows 999 to anybody else; but
thanks for help, help with a form, and harm that is denied are no cries.
"""

from __future__ import annotations

import re

from flows.reading import cry_words as cw
from flows.reading.meaning import Meaning
from flows.reading.said import SET_OFF, Said
from flows.reading.typed import trim
from flows.reading.word_table import Word

_HOLDS_PAST_HARM = frozenset({Word.OUT, Word.INCIDENT})
_HOLDS_A_CRY = frozenset(
    {
        Word.IN, Word.OUT, Word.SAFE, Word.PLAN, Word.CANCEL_VISIT, Word.INCIDENT, Word.RECEIPT,
        Word.HANDBOOK, Word.OK, Word.NO,
    }
)  # fmt: skip
"""Commands with words of their own behind them, in which a cry may stand.

Not CAN'T REACH: "can't reach her, please help" from a named person must move the alert on.
"""


def cry(said: Said, found: Meaning | None) -> Meaning | None:
    """HELP where `said`, understood as `found` so far, cries for it; None where it does not."""
    if found is not None and found.word not in _HOLDS_A_CRY:
        return None
    text = _paused(said)
    if found is None:
        heard = happens(text) or harmed(text) or calls(text) or _in(text, cw.SOS, cw.NOT_SOS)
    else:
        past = found.word not in _HOLDS_PAST_HARM and harmed(text)
        heard = happens(text) or past or _in(_asked(text), cw.FIRM_HELP, cw.NOT_HELP)
    return Meaning(Word.HELP, trim(" ".join(said.text.split()))) if heard else None


def calls(text: str) -> bool:
    """Whether the word HELP stands in `text` as a call, not as a remark or a question of forms."""
    return _in(_asked(text), cw.HELP, cw.NOT_HELP)


def happens(text: str) -> bool:
    """Whether `text` tells of danger now: "he's following me", "I need an ambulance"."""
    return _in(text, cw.NOW, cw.NOT_A_CRY)


def harmed(text: str) -> bool:
    """Whether `text` tells of harm done: "he hit me", "dw i wedi brifo"."""
    return _in(text, cw.HARM, cw.NOT_A_CRY)


def _in(text: str, meant: re.Pattern[str], but: re.Pattern[str]) -> bool:
    return bool(meant.search(but.sub("_", text)))


def _asked(text: str) -> str:
    return cw.ASKED.sub("need ", text)


def _paused(said: Said) -> str:
    """The words with a lone comma wherever punctuation sets them apart."""
    pieces: list[str] = []
    last = 0
    for word, (start, end) in zip(said.words, said.spans, strict=True):
        if pieces and SET_OFF.search(said.plain, last, start):
            pieces.append(",")
        pieces.append(word)
        last = end
    return " ".join(pieces)
