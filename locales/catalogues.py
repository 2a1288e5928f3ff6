"""The translations, read straight from the .po files: no compile step to forget.

`msgctxt` is the message's name and `msgid` its English, so a translation counts only for the
very sentence it was made from. Adding a language is adding a folder with a catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from io import StringIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.plural import to_gettext

from locales.message import Message

ENGLISH = "en"
FOLDER = Path(__file__).parent

PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
_REVIEWER = re.compile(r"X-Reviewed-By: *(.*?) *\\n")
NOBODY = "nobody yet"


def languages(folder: Path = FOLDER) -> tuple[str, ...]:
    """The languages there is a catalogue for, English first and the rest by code.

    Reads every catalogue, so calling it at the start finds a broken one before any alert does.
    """
    return (ENGLISH, *_translations(folder))


def translate(message: Message, language: str | None, folder: Path = FOLDER) -> str:
    """The text of `message` in `language`, its braces unfilled; English where there is none."""
    return worded(message, language, folder)[0]


def worded(message: Message, language: str | None, folder: Path = FOLDER) -> tuple[str, str]:
    """The text of `message` and the language it is in: `language`, or English if it must be.

    A translation that is missing, marked fuzzy, or does not have the same `{names}` as the
    English is not used. "cy-GB" and "cy_GB" are read as "cy" unless they have a catalogue.
    """
    code = known(language, folder)
    text = _translations(folder).get(code, {}).get((message.name, message.english))
    return (text, code) if text else (message.english, ENGLISH)


def known(language: str | None, folder: Path = FOLDER) -> str:
    """The code of the catalogue that serves `language`; English for an unknown one or None."""
    code = (language or "").replace("-", "_")
    for candidate in (code, code.partition("_")[0].lower()):
        if candidate in _translations(folder):
            return candidate
    return ENGLISH


def reviewed_by(language: str, folder: Path = FOLDER) -> str | None:
    """Who, fluent in `language`, has read its catalogue; None as long as nobody has.

    English is the source and answers None too. Raises FileNotFoundError if there is no catalogue.
    """
    if language == ENGLISH:
        return None
    # Babel drops headers it does not know; translators' programs wrap the long ones.
    header = path_of(language, folder).read_text("utf-8").partition("\n\n")[0]
    found = _REVIEWER.search(header.replace('"\n"', ""))
    reviewer = found[1] if found else ""
    return reviewer if reviewer not in ("", NOBODY) else None


def placeholders(text: str) -> frozenset[str]:
    """The names in braces that `text` wants filled."""
    return frozenset(PLACEHOLDER.findall(text))


def path_of(language: str, folder: Path = FOLDER) -> Path:
    """Where the catalogue of `language` is, or would be."""
    return folder / language / "LC_MESSAGES" / "porchlight.po"


def read(language: str, folder: Path = FOLDER) -> Catalog:
    """The whole catalogue of `language`, obsolete entries included.

    Raises FileNotFoundError, UnicodeDecodeError, or `babel.messages.pofile.PoFileError`
    if it is not a well-formed .po file.
    """
    text = path_of(language, folder).read_text("utf-8")
    return read_po(StringIO(text), domain="porchlight", charset="utf-8", abort_invalid=True)


def plural_forms(language: str) -> str:
    """The Plural-Forms of `language` in CLDR's order: zero, one, two, few, many, other.

    Pinned because Babel's own table for .po files has another order for Welsh and Arabic.
    """
    try:
        return to_gettext(Locale.parse(language).plural_form)
    except (UnknownLocaleError, ValueError):
        return to_gettext(Locale.parse(ENGLISH).plural_form)


@cache
def _translations(folder: Path) -> Mapping[str, Mapping[tuple[str, str], str]]:
    found = sorted(path.parents[1].name for path in folder.glob("*/LC_MESSAGES/porchlight.po"))
    return {language: _usable(read(language, folder)) for language in found}


def _usable(catalogue: Catalog) -> dict[tuple[str, str], str]:
    """Translations fit to send, by name and English."""
    return {
        (str(entry.context), str(entry.id)): str(entry.string)
        for entry in catalogue
        if entry.id and entry.string and not entry.fuzzy
        if placeholders(str(entry.string)) == placeholders(str(entry.id))
    }
