"""Filling a sentence: times as local clock time, durations in words, names made harmless."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from locales.catalogues import ENGLISH, PLACEHOLDER, worded
from locales.message import Message, OwnWords, Text
from locales.segments import count
from locales.wording import calendar_day, clock_time, duration, joined

Label = Message | Text | str

LONGEST_TEXT = 60
LONGEST_LINK = 300

_LINK = re.compile(r"https?://\S+")

# What no name or place needs: controls other than white space, lone surrogates and
# noncharacters (refused by UTF-8 and XML), and invisible marks that turn a sentence around or
# hide in a word. Joiners stay: Persian words and family emoji are made with them.
_HARMFUL = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def render(message: Message, language: str | None, args: Mapping[str, Any], now: datetime) -> str:
    """`message` in `language`, its braces filled from `args` in one pass.

    What is filled in is never read again, so braces in a name stay as they are.

    - text is cleaned and cut to `LONGEST_TEXT` characters, a link to `LONGEST_LINK`,
      OwnWords not at all;
    - a datetime is London clock time as seen from `now`, a date its day; a timedelta is hours
      and minutes;
    - a Message is filled from the same `args`, a Text from its own;
    - a list is joined with the language's "and"; a list of Texts is one a line.

    All is worded in the language the sentence was found in, so that no English sentence
    holds a Welsh day. Raises KeyError naming the message and the missing argument, ValueError
    for a time without a zone, TypeError for any other kind of argument.
    """
    text, spoken = worded(message, language)

    def fill(blank: re.Match[str]) -> str:
        name = blank[1]
        if name not in args:
            raise KeyError(f"{message.name} needs the argument {name!r}")
        # Without itself, a message that names itself ends in the KeyError above.
        others = {key: value for key, value in args.items() if key != name}
        return _in_words(args[name], spoken, others, now, f"{message.name} {name!r}")

    return PLACEHOLDER.sub(fill, text)


def render_label(label: Label, language: str | None, now: datetime = _LONG_AGO) -> str:
    """One option's label, for a button. Without `now`, a time in it is shown with its date."""
    match label:
        case str():
            return clean(label)
        case Text():
            return render(label.message, language, label.args, now)
    return render(label, language, {}, now)


def render_options(labels: Iterable[Label], language: str | None, now: datetime = _LONG_AGO) -> str:
    """Options as numbered lines, for a channel without buttons: "1 Cinema", "2 Park"."""
    texts = (render_label(label, language, now) for label in labels)
    return "\n".join(f"{number} {text}" for number, text in enumerate(texts, start=1))


def both(message: Message, args: Mapping[str, Any], now: datetime, languages: Iterable[str]) -> str:
    """`message` in English and then in each of the other `languages`, a blank line between.

    On one line with " / " when each is one line and all fit one SMS segment. A language that
    has no translation adds nothing.
    """
    codes = dict.fromkeys([ENGLISH, *languages])
    texts = list(dict.fromkeys(render(message, code, args, now) for code in codes))
    on_one_line = " / ".join(texts)
    short = "\n" not in on_one_line and count(on_one_line).segments <= 1
    return on_one_line if short else "\n\n".join(texts)


def clean(text: str) -> str:
    """`text` on one line, without invisible marks, cut on a word with "..." if it is too long.

    Three full stops, since an ellipsis would make an SMS cost twice. Composed, since a letter
    with its accent apart would too.
    """
    line = harmless(text)
    longest = LONGEST_LINK if _LINK.fullmatch(line) else LONGEST_TEXT
    if len(line) <= longest:
        return line
    head = line[: longest - 2]
    start = head.rpartition(" ")[0].rstrip() or head[:-1]
    return f"{start}..."


def harmless(text: str) -> str:
    """`text` on one line and composed, without invisible marks."""
    return " ".join(unicodedata.normalize("NFC", _HARMFUL.sub("", text)).split())


def _in_words(
    value: Any, language: str, others: Mapping[str, Any], now: datetime, where: str
) -> str:
    match value:
        case OwnWords():
            return harmless(value)
        case str():
            return clean(value)
        case bool():
            raise TypeError(f"{where} cannot be worded: {value!r}")
        case int():
            return str(value)
        case datetime():
            return clock_time(value, language, now)
        case date():
            return calendar_day(value, language)
        case timedelta():
            return duration(value, language)
        case Message():
            return render(value, language, others, now)
        case Text():
            return render(value.message, language, value.args, now)
        case tuple() | list():
            items = [_in_words(item, language, others, now, where) for item in value]
            lines = any(isinstance(item, Text) for item in value)
            return "\n".join(items) if lines else joined(items, language)
    raise TypeError(f"{where} cannot be worded: {value!r}")
