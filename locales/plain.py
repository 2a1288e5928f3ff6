"""Whether every sentence is fit to send: translated, filled alike, cheap, and safe to answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from types import ModuleType

from babel.messages.catalog import Catalog

from locales.catalogues import FOLDER, PLACEHOLDER, languages, path_of, placeholders, read, worded
from locales.message import Message
from locales.segments import count, not_gsm7
from locales.upkeep import SOURCES, merged, sentences, template, template_path

# Carriers and Twilio act on these themselves when they are a whole SMS, so an answer would
# never reach us. HELP is left out: we name it on purpose, and while out it is taken as SOS.
# https://help.twilio.com/articles/223134027
_OPT_OUT = ("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT")
_OPT_IN = ("START", "YES", "UNSTOP")
RESERVED = frozenset((*_OPT_OUT, *_OPT_IN, "INFO"))

_CAPITALS = re.compile(r"\b[A-Z]+\b")
_TYPICAL_ARGUMENT = "x" * 10


def check(sources: tuple[ModuleType, ...] = SOURCES, folder: Path = FOLDER) -> list[str]:
    """Everything that has to be put right, one plain line each; empty when all is well.

    A source may hold `MAY_NAME_RESERVED`, the names of messages that must mention a carrier's
    word without asking for it.
    """
    messages = sentences(sources)
    allowed = {n for module in sources for n in getattr(module, "MAY_NAME_RESERVED", ())}
    problems = [*_names(sources), *_english(messages, allowed), *_template(messages, folder)]
    for language in languages(folder)[1:]:
        problems += _language(language, messages, allowed, folder)
    return problems


def lengths(sources: tuple[ModuleType, ...] = SOURCES, folder: Path = FOLDER) -> list[str]:
    """A line for each text of more than one SMS segment: to know, not to forbid.

    Counted with ten characters for every argument.
    """
    lines = []
    for language in languages(folder):
        for message in sentences(sources):
            text, found = worded(message, language, folder)
            cost = count(PLACEHOLDER.sub(_TYPICAL_ARGUMENT, text))
            if found == language and cost.segments > 1:
                size = f"{cost.segments} segments ({cost.units} units, {cost.encoding})"
                lines.append(f"{language}: {message.name} takes {size}")
    return lines


def _names(sources: tuple[ModuleType, ...]) -> Iterator[str]:
    constants = [item for module in sources for item in vars(module).items()]
    messages = [(name, value) for name, value in constants if isinstance(value, Message)]
    for constant, message in messages:
        if constant != message.name:
            yield f"en: the constant {constant} is named {message.name}"
    for name, times in Counter(message.name for _, message in messages).items():
        if times > 1:
            yield f"en: {times} messages are named {name}"


def _english(messages: list[Message], allowed: Collection[str]) -> Iterator[str]:
    for message in messages:
        if strange := not_gsm7(message.english):
            yield f"en: {message.name} has {strange!r}, which doubles the price of an SMS"
        yield from _wording("en", message.name, message.english, allowed)


def _wording(language: str, name: str, text: str, allowed: Collection[str]) -> Iterator[str]:
    """What holds for a text in any language."""
    if "{" in (rest := PLACEHOLDER.sub("", text)) or "}" in rest:
        yield f"{language}: {name} has a brace that is not a {{name}}"
    if text != text.strip():
        yield f"{language}: {name} begins or ends with white space"
    # Without the placeholders, since {STOP} would be no word anybody reads.
    words = dict.fromkeys(_CAPITALS.findall(rest))
    for word in words if name not in allowed else ():
        if word in RESERVED:
            yield f"{language}: {name} names {word}, which a carrier keeps for itself"


def _template(messages: list[Message], folder: Path) -> Iterator[str]:
    path = template_path(folder)
    if not path.exists() or path.read_text("utf-8") != template(messages):
        yield "porchlight.pot is out of date: run `python -m locales extract`"


def _language(
    language: str, messages: list[Message], allowed: Collection[str], folder: Path
) -> Iterator[str]:
    catalogue = read(language, folder)
    if path_of(language, folder).read_text("utf-8") != merged(messages, language, folder):
        yield f"{language}: porchlight.po is out of date: run `python -m locales update`"
    for message in messages:
        yield from _translation(language, message, catalogue, allowed)


def _translation(
    language: str, message: Message, catalogue: Catalog, allowed: Collection[str]
) -> Iterator[str]:
    entry = catalogue.get(message.english, context=message.name)
    if entry is None or not entry.string:
        yield f"{language}: {message.name} is not translated"
        return
    text = str(entry.string)
    if entry.fuzzy:
        yield f"{language}: {message.name} is fuzzy: its English has changed"
    elif placeholders(text) != placeholders(message.english):
        wanted = _names_in(message.english)
        yield f"{language}: {message.name} fills {_names_in(text)}, not {wanted}"
    yield from _wording(language, message.name, text, allowed)


def _names_in(text: str) -> str:
    return " ".join(f"{{{name}}}" for name in sorted(placeholders(text))) or "nothing"
