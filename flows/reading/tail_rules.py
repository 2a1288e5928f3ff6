"""What may follow each command: a rule per word, giving the rest to keep, or None for "not it"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

from flows.reading import dates_away, durations, faces
from flows.reading import word_tails as wt
from flows.reading.cries import calls
from flows.reading.faces import Mark
from flows.reading.names import is_lone_name
from flows.reading.said import Tail, without_politeness
from flows.reading.typed import Typed, trim_joiners
from flows.reading.word_table import Word

_IN_A_NUMBER = re.compile(r"\b(?:in|mewn|ymhen)\s+[0-9]")

Rule = Callable[[Tail], str | None]


def _bare(tail: Tail) -> str | None:
    """Nothing but politeness may follow."""
    return None if without_politeness(tail.words) else ""


def _certain(tail: Tail) -> str | None:
    """As `_bare`, and not asked: "police?" is not an outcome."""
    return None if tail.question else _bare(tail)


def _answer(tail: Tail) -> str | None:
    """OK or NO: bare, or a remark set off from it. A question means they are not sure."""
    if tail.question:
        return None
    bare = _bare(tail)
    if bare is not None:
        return bare
    return tail.text if tail.set_off else None


def _yes(tail: Tail) -> str | None:
    """As `_answer`, and said twice over: "yes I am", "ydw, dwi"."""
    repeated = without_politeness(tail.words) in wt.AGREEING and not tail.question
    return "" if repeated else _answer(tail)


def _free(tail: Tail) -> str | None:
    """Anything, unless it makes the word the subject of a sentence ("plan is to go")."""
    bare = _bare(tail)
    if bare is not None:
        return bare
    subject = tail.words[0] in wt.FREE_BLOCKED and not tail.set_off
    return None if subject else trim_joiners(tail.text)


def _in(tail: Tail) -> str | None:
    """Place and time in any words, but not English that merely begins with "in".

    "in 2 hours" answers when, so it does not start a visit; "in, 2 hours" and "in 5" do.
    """
    if not tail.words:
        return None if tail.question else ""
    bare = _bare(tail)
    if bare is not None or tail.set_off:
        return tail.text if bare is None else bare
    if _opens(tail.words, wt.IN_BLOCKED):
        return None
    plain = Typed.of(tail.text).plain
    if any(length.start == 0 and not length.led for length in durations.find(plain)):
        return None
    return tail.text


def _out(tail: Tail) -> str | None:
    """Nothing, known closing words, or a sentence set off that tells of a visit now over."""
    if _doubted(tail):
        return None
    left = _without_known(tail.words)
    if not left or (tail.set_off and left[0] in wt.OUT_OPENERS):
        return tail.text
    return None


def _doubted(tail: Tail) -> bool:
    """A question, a word of doubt, or a time: "out, home at 6" is a promise, not an arrival."""
    if tail.question or any(word in wt.OUT_VETO for word in tail.words):
        return True
    plain = Typed.of(tail.text).plain
    coming = (f for f in faces.find(plain) if f.mark is not Mark.NONE and faces.counts(f, plain))
    return any(coming) or any(durations.find(plain)) or bool(_IN_A_NUMBER.search(plain))


def _without_known(words: tuple[str, ...]) -> tuple[str, ...]:
    while words:
        known = [p for p in wt.OUT_TAILS if words[: len(p)] == p]
        if not known:
            return words
        words = words[max(map(len, known)) :]
    return words


def _safe(tail: Tail) -> str | None:
    """As strict as OUT: it may end an alert."""
    if _doubted(tail):
        return None
    bare = _bare(tail)
    if bare is not None:
        return bare
    if tail.set_off or tail.words in _SAFE_TAILS or _whom(tail):
        return tail.text
    return None if _without_known(tail.words) else tail.text


_SAFE_TAILS = frozenset(
    {("at", "home"), ("with", "me"), ("at", "home", "now"), ("home", "now"), ("here",)}
)


def _whom(tail: Tail) -> bool:
    """ "safe Bea": a name alone, behind SAFE alone."""
    words = without_politeness(tail.words)
    return tail.phrase in _SAFE_ALONE and len(words) == 1 and is_lone_name(words[0])


_SAFE_ALONE = frozenset({("safe",), ("saff",), ("diogel",)})


def _sos(tail: Tail) -> str | None:
    """SOS with anything after it, but EMERGENCY only as a cry: "emergency dentist" is not one."""
    if all(word in wt.SOS_ECHOES for word in tail.words):
        return ""
    if tail.words[0] in wt.SOS_BLOCKED:
        return None
    cry = tail.phrase in (("sos",), ("s", "o", "s"), ("mayday",))
    return tail.text if cry or tail.set_off or tail.words[0] in wt.SOS_OPENERS else None


def _help(tail: Tail) -> str | None:
    """A cry for help, not help with a form: "help me with expenses" is for the menu."""
    if all(word in wt.HELP_ECHOES for word in tail.words):
        return ""
    pause = (",",) if tail.set_off else ()
    return tail.text if calls(" ".join((*tail.phrase, *pause, *tail.words))) else None


def _receipt(tail: Tail) -> str | None:
    bare = _bare(tail)
    if bare is not None:
        return bare
    amount = tail.words[0][0].isdigit() or tail.words[0] == "for"
    return tail.text if tail.set_off or amount else None


def _cant_reach(tail: Tail) -> str | None:
    """A person, at most three words: "can't reach the menu" is about something else."""
    bare = _bare(tail)
    if bare is not None or tail.set_off:
        return tail.text if bare is None else bare
    kin = tail.words[0] in ("my", "fy") and any(word in wt.NAMELESS for word in tail.words[1:2])
    words = tail.words[kin:]
    few = len(words) <= 3 and not any(word in wt.REACH_BLOCKED for word in words)
    return tail.text if few else None


def _opens(words: tuple[str, ...], blocked: tuple[tuple[str, ...], ...]) -> bool:
    return any(words[: len(phrase)] == phrase for phrase in blocked)


def _call_off(tail: Tail) -> str | None:
    """OFF alone, or a visit called off by name: "off home now" is neither."""
    return _bare(tail) if tail.phrase[-1] == "off" else _free(tail)


def _change(tail: Tail) -> str | None:
    """As anything else, and "change to sat 2-5" too."""
    return tail.text if tail.words[:1] in (("to",), ("i",)) else _free(tail)


def _numbered(tail: Tail) -> str | None:
    """A task's number, or nothing: "done for the day" ends no task."""
    bare = _bare(tail)
    if bare is not None:
        return bare
    return tail.text if _NUMBER.fullmatch(tail.text.strip()) else None


_NUMBER = re.compile(r"(?:task|number|nr?o?)?[\W_]*[0-9]{1,7}\W*", re.IGNORECASE)


def _relay(tail: Tail) -> str | None:
    """Words for the other side, not about them: "carer says he's poorly" is told to us."""
    about = tail.words and tail.words[0] in wt.RELAY_BLOCKED and not tail.set_off
    return None if about else _free(tail)


def _match(tail: Tail) -> str | None:
    """Alone, or with a reference, which holds a digit: "match day" is none."""
    return _free(tail) if not tail.words or any(c.isdigit() for c in tail.text) else None


def _notice(tail: Tail) -> str | None:
    """Alone, set off from its words, or with what it is about: "notice the time" is none."""
    bare = _bare(tail)
    if bare is not None:
        return bare
    about = tail.words[0] in _ABOUT or (tail.words[0] in _ABOUT_ELSE and ":" in tail.text)
    return tail.text if tail.set_off or about else None


_ABOUT = frozenset("support training weather snow grwp hyfforddiant tywydd eira".split())
_ABOUT_ELSE = frozenset("something anything other rhywbeth arall".split())


def _away(tail: Tail) -> str | None:
    """Nothing, the days, or that it is over: "away from the bus stop" is about something else."""
    bare = _bare(tail)
    if bare is not None:
        return "off" if tail.phrase in _NOT_AWAY else bare
    over = tail.words in _NOT_AWAY
    days = over or dates_away.read_days(tail.text, _SOME_DAY) is not None
    return tail.text if days else None


_NOT_AWAY = frozenset({("off",), ("over",), ("drosodd",), ("not", "away"), ("ddim", "i", "ffwrdd")})
_SOME_DAY = datetime(2026, 1, 1, 12, tzinfo=UTC)
"""Only whether days are named at all is asked here, not which."""


_PARTICULAR: dict[Word, Rule] = {
    Word.IN: _in,
    Word.OUT: _out,
    Word.SOS: _sos,
    Word.HELP: _help,
    Word.PLAN: _free,
    Word.CANCEL_VISIT: _call_off,
    Word.CHANGE: _change,
    Word.RELAY: _relay,
    Word.CONCERN: _free,
    Word.MATCH: _match,
    Word.DONE: _numbered,
    Word.NOTICE: _notice,
    Word.AWAY: _away,
    Word.INCIDENT: _free,
    Word.HANDBOOK: _free,
    Word.RECEIPT: _receipt,
    Word.OK: _yes,
    Word.NO: _answer,
    Word.SAFE: _safe,
    Word.POLICE: _certain,
    Word.FALSE: _certain,
    Word.CANT_REACH: _cant_reach,
}

RULES: dict[Word, Rule] = {word: _PARTICULAR.get(word, _bare) for word in Word}
"""Every other word stands alone, but for politeness."""
