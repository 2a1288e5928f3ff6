"""What people type → what it means. Any case, punctuation, emoji or small slip; both languages.

The rule for mistakes: a false OUT stops a safety timer, so OUT is believed only when the whole
message can mean nothing else; a false SOS wakes people, so it must stand first; anything
missed is merely asked again. A sentence that only begins with a command word is not a command.
"""

from __future__ import annotations

from dataclasses import dataclass

from flows.reading.alert_words import coded
from flows.reading.covert import folded, is_covert
from flows.reading.cries import cry
from flows.reading.meaning import Meaning
from flows.reading.more_words import asks_more, is_only_a_length
from flows.reading.names import is_about
from flows.reading.option_words import options_pick
from flows.reading.people import about, somebody
from flows.reading.said import TABLE, Said, Tail
from flows.reading.tail_rules import RULES
from flows.reading.typed import LONGEST
from flows.reading.word_table import ME_SAFE, START_WORDS, STOP_WORDS, Word
from flows.reading.word_tails import GREETINGS, PLEASANT

__all__ = [
    "Meaning", "Word", "folded", "is_about", "is_command", "is_covert", "is_pleasantry",
    "options_pick", "understand",
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
_NOT_WANTED = frozenset({"needed", "required", "wanted", "necessary", "thanks", "thank", "for"})
_NO_NEED = {("need", "for"), ("need", "to")}
_IS_IT = {("ydy",), ("ydi",)}
"""Yes, but also "is": "ydy Ana yn saff" asks."""
_SOS_SIGN = "\N{SQUARED SOS}"


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
    if _SOS_SIGN in text:
        return Meaning(Word.SOS)
    return _understood(Said.of(text)) or is_only_a_length(Said.of(text))


def is_command(text: str) -> bool:
    """Whether the whole message is a command word or a cry for help, so no answer to a question.

    "SAFE", "home" and "help" are no places; "Ana's home" and "cinema" may be.
    """
    found = understand(text)
    if found is None or found.name is not None:
        return False
    return found.word in (Word.SOS, Word.HELP) or is_pleasantry(found.rest)


def _understood(said: Said) -> Meaning | None:
    if said.slash is not None:
        return _slash(said.slash)
    whole = " ".join(said.words)
    if whole in STOP_WORDS:
        return Meaning(Word.STOP)
    if whole in START_WORDS:
        return Meaning(Word.START)
    said = _ungreeted(said)
    found = coded(said) or _command(said) or asks_more(said) or somebody(said)
    return cry(said, found) or found


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
        beyond = _beyond(match)
        if beyond is not None and beyond.word in _BELIEVED[match.word]:
            return beyond
        if beyond is not None and beyond.word in _CONTRADICTS and not beyond.me:
            return None
    rest = RULES[match.word](match.tail)
    if rest is None:
        return None
    name = about(match.word, match.tail)
    me = " ".join(match.tail.phrase) in ME_SAFE
    return Meaning(match.word, rest, language=match.language, name=name, me=me)


def _beyond(match: _Match) -> Meaning | None:
    """What is said after OK or NO; "no help needed" and "no one hit me" say nothing more."""
    words = match.tail.words
    if match.word is Word.NO and not match.tail.set_off:
        unwanted = words[0] == "help" and _NOT_WANTED & {*words[1:2]}
        if words[0] == "one" or unwanted or words[:2] in _NO_NEED:
            return None
    if match.tail.phrase in _IS_IT and not match.tail.set_off:
        return None
    return _understood(Said.of(match.tail.text))


def _match(said: Said) -> _Match | None:
    """The longest phrase that the message begins with."""
    for length in range(min(_LONGEST_PHRASE, len(said.words)), 0, -1):
        found = TABLE.get(said.words[:length])
        if found is not None:
            return _Match(found[0], found[1], said.tail(length))
    return None
