"""The answers a notice is made of: what it is about, its words, its date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flows import times, words
from flows.answers import Dropped, Got, Missed, Plain, Reply
from flows.decisions import Option
from flows.facts import NoticeKind, Snapshot
from flows.reading.typed import Typed
from flows.typed_answers import said_at
from flows.words import Word
from locales import messages
from locales import scheme_messages as m
from locales.message import Text

LONGEST = 300

_KINDS = {
    NoticeKind.SUPPORT: "support groups?|support|grwp cefnogi|grwp cymorth",
    NoticeKind.TRAINING: "training|hyfforddiant",
    NoticeKind.WEATHER: "weather|snow|tywydd|eira",
    NoticeKind.OTHER: "something else|anything else|other|arall|rhywbeth arall",
}
_BEGINS = {
    kind: re.compile(rf"\W*(?:{phrases})(?!\w)(?P<off>\s*:\s*|\s*[,-]\s+|\s*$)?")
    for kind, phrases in _KINDS.items()
}
_NONE = frozenset({"none", "no date", "undated", "dim", "dim dyddiad"})


class AKind(Plain):
    """What it is about, by option or as the first word; "weather: snow" leaves "snow" over.

    Without a colon the word is one of the notice's own ("training starts at 6"): all is left.
    """

    from_rest = True
    _LABELS = (
        (NoticeKind.SUPPORT, m.NOTICE_SUPPORT),
        (NoticeKind.TRAINING, m.NOTICE_TRAINING),
        (NoticeKind.WEATHER, m.NOTICE_WEATHER),
        (NoticeKind.OTHER, m.NOTICE_OTHER),
    )

    def options(self) -> tuple[Option, ...]:
        return tuple(Option(kind.value, label) for kind, label in self._LABELS)

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        key = reply.key()
        if key in {kind.value for kind in NoticeKind}:
            return Got(NoticeKind(key))
        typed = Typed.of(reply.text)
        for kind, begins in _BEGINS.items():
            found = begins.match(typed.plain)
            if found is not None:
                alone = found["off"] is not None
                return Got(kind, typed.text[found.end() :] if alone else typed.text)
        return Missed(messages.CHOOSE_AGAIN)

    def keep(self, value: NoticeKind) -> str:
        return value.value

    def again(self, kept: str, s: Snapshot) -> NoticeKind:
        return NoticeKind(kept)


class Wording(Plain):
    """The notice's own words, on one line."""

    from_rest = True

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        text = " ".join(reply.text.split())
        if words.is_command(text) or not re.search(r"[^\W\d_]{2}", text):
            return Missed(m.NOTICE_WORDS_NEEDED)
        if len(text) > LONGEST:
            return Missed(m.NOTICE_TOO_LONG, {"length": len(text)}, meant=True)
        return Got(text)


@dataclass(frozen=True, slots=True)
class ADate:
    """A day and a time to come, or None for none; `suggest` was found in the notice's words.

    NO means no date, but to a suggestion only that it is another one.
    """

    suggest: datetime | None = None
    from_rest: bool = False

    def options(self) -> tuple[Option, ...]:
        agreed = (Option("ok", "OK", unlisted=True),) if self.suggest else ()
        return (*agreed, Option("none", m.NOTICE_NO_DATE, unlisted=True))

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        chosen = self._chosen(reply, s)
        if chosen is not None:
            return chosen
        found = times.read_when(reply.text, said_at(s))
        if found is None:
            return Missed(m.NOTICE_WHEN_AGAIN)
        if found.past:
            return Missed(m.NOTICE_WHEN_GONE)
        if found.choices:
            either = tuple(
                Option(at.isoformat(), Text(messages.TIME_OPTION, {"at": at}))
                for at in found.choices
            )
            return Missed(messages.TIME_WHICH, options=either)
        return Got(found.starts_at)

    def _chosen(self, reply: Reply, s: Snapshot) -> Got | Missed | None:
        """By option, or by a word that is no date."""
        pressed, meaning = reply.choice, words.understand(reply.text)
        word = meaning.word if meaning else None
        plain = " ".join(Typed.of(reply.text).plain.split()).strip(" .!")
        if pressed == "none" or plain in _NONE or (word is Word.NO and self.suggest is None):
            return Got(None)
        if self.suggest is not None and (pressed == "ok" or word is Word.OK):
            return Got(self.suggest)
        if word is Word.NO:
            return Missed(m.NOTICE_WHEN)
        at = _instant(reply.key())
        return Got(at) if at is not None and at > said_at(s) else None

    def keep(self, value: datetime | None) -> str:
        return value.isoformat() if value else ""

    def again(self, kept: str, s: Snapshot) -> Any:
        at = _instant(kept)
        return Dropped(messages.TIME_GONE) if at is not None and at <= said_at(s) else at


def _instant(key: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(key) if key else None
    except ValueError:
        return None


def named_date(text: str, now: datetime) -> datetime | None:
    """The one time to come that a notice's words name; None where there could be two."""
    found = times.read_when(text, now)
    if found is None or found.past or found.choices or found.starts_at <= now:
        return None
    return found.starts_at


class AReason(Plain):
    """A few words, or "" for OK and NO. A command is never swallowed as one."""

    LONGEST = 160

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        if reply.choice == "ok":
            return Got("")
        meaning = words.understand(reply.text)
        if meaning is not None and meaning.word in (Word.OK, Word.NO):
            return Got(meaning.rest)
        if meaning is not None:
            return Missed(m.NOTICE_WHY_COMMAND)
        text = " ".join(reply.text.split())
        if not text or len(text) > self.LONGEST:
            return Missed(m.NOTICE_WHY_SHORTER)
        return Got(text)

    def options(self) -> tuple[Option, ...]:
        return (Option("ok", "OK", unlisted=True),)
