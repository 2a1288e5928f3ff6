"""What people type → what it means. Any case, punctuation, emoji or small slip; both languages.

The rule for mistakes: a false OUT stops a safety timer, so OUT is believed only when the whole
message can mean nothing else; a false SOS wakes people, so it must stand first; anything
missed is merely asked again. A sentence that only begins with a command word is not a command.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from flows.reading.alert_words import coded
from flows.reading.covert import folded, is_covert
from flows.reading.meaning import Meaning
from flows.reading.more_words import asks_more
from flows.reading.option_words import options_pick
from flows.reading.said import TABLE, Said, Tail
from flows.reading.tail_rules import RULES
from flows.reading.typed import LONGEST
from flows.reading.word_table import START_WORDS, STOP_WORDS, Word
from flows.reading.word_tails import GREETINGS, NOT_NAMES, PLEASANT

__all__ = [
    "Meaning", "Word", "folded", "is_covert", "is_pleasantry", "options_pick", "understand",
]  # fmt: skip

_LONGEST_PHRASE = max(map(len, TABLE))
_FEW = 12
"""Words after OK or NO that are looked at for another command."""

# "Yes, I'm home" is OUT and "no, help" is HELP; "no, I'm home" is left to be asked.
_BELIEVED = {
    Word.OK: {Word.OUT, Word.SOS, Word.HELP, Word.SAFE, Word.MORE, Word.CANT_REACH},
    Word.NO: {Word.SOS, Word.HELP, Word.CANT_REACH},
}
_CONTRADICTS = {Word.OUT, Word.SAFE}
_WELL = frozenset({"safe", "home", "fine", "ok", "okay", "well", "back"})


@dataclass(frozen=True, slots=True)
class _Match:
    word: Word
    language: str | None
    tail: Tail


def understand(text: str) -> Meaning | None:
    """The command in `text` and what belongs to it, or None when it is no command.

    STOP and START count only as the whole message. `rest` is in the person's own words,
    without pleasantries; a slash command may carry a Telegram bot's name.
    """
    if len(text) > LONGEST:
        return None
    return _understood(Said.of(text))


def _understood(said: Said) -> Meaning | None:
    if said.slash is not None:
        return _slash(said.slash)
    whole = " ".join(said.words)
    if whole in STOP_WORDS:
        return Meaning(Word.STOP)
    if whole in START_WORDS:
        return Meaning(Word.START)
    said = _ungreeted(said)
    return coded(said) or _command(said) or asks_more(said) or _somebody_is_safe(said)


def is_pleasantry(text: str) -> bool:
    """Whether words after OUT are only kind ("all good, had a lovely time")."""
    return all(word in PLEASANT for word in Said.of(text).words)


def _slash(slash: tuple[str, str]) -> Meaning | None:
    name, rest = slash
    if name == "start":
        return Meaning(Word.START, rest)
    said = Said.of(f"{name} {rest}".strip())
    return None if said.slash is not None else _understood(said)


def _ungreeted(said: Said) -> Said:
    return said.after(1) if len(said.words) > 1 and said.words[0] in GREETINGS else said


def _command(said: Said) -> Meaning | None:
    match = _match(said)
    if match is None:
        return None
    if match.word in (Word.OK, Word.NO) and 0 < len(match.tail.words) <= _FEW:
        beyond = _understood(Said.of(match.tail.text))
        if beyond is not None and beyond.word in _BELIEVED[match.word]:
            return beyond
        if beyond is not None and beyond.word in _CONTRADICTS:
            return None
    rest = RULES[match.word](match.tail)
    return None if rest is None else Meaning(match.word, rest, language=match.language)


def _match(said: Said) -> _Match | None:
    """The longest phrase that the message begins with."""
    for length in range(min(_LONGEST_PHRASE, len(said.words)), 0, -1):
        found = TABLE.get(said.words[:length])
        if found is not None:
            return _Match(found[0], found[1], said.tail(length))
    return None


def _somebody_is_safe(said: Said) -> Meaning | None:
    """ "Ana is safe" and "Ana's home": a name, and that they are well, and nothing else."""
    if not said.words or "?" in said.plain:
        return None
    name, *others = said.words
    raw = said.raw_words[0]
    if raw.endswith("'s"):
        name, others = raw[:-2], ["is", *others]
    well = others[:1] == ["is"] and len(others) >= 2 and others[1] in _WELL
    if not well or name in NOT_NAMES or not name.isalpha():
        return None
    rest = RULES[Word.SAFE](said.tail(len(said.words) - len(others) + 2))
    return None if rest is None else replace(Meaning(Word.SAFE), rest=rest)
