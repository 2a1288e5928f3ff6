"""Writing the catalogues: the template from the sentences, and each language from the template.

The files hold no date, version or path, so that the same sentences always make the same files.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from types import ModuleType

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import write_po

from locales import (
    carer_messages,
    confirm_messages,
    demo_messages,
    messages,
    page_messages,
    plan_messages,
    record_messages,
    scheme_messages,
    task_messages,
    voice_messages,
)
from locales.catalogues import FOLDER, NOBODY, path_of, plural_forms, read, reviewed_by
from locales.message import Message

# The modules whose constants are the sentences to translate, in the order of the catalogues.
SOURCES: tuple[ModuleType, ...] = (
    messages,
    plan_messages,
    confirm_messages,
    carer_messages,
    record_messages,
    task_messages,
    scheme_messages,
    voice_messages,
    page_messages,
    demo_messages,
)


def sentences(sources: Iterable[ModuleType] = SOURCES) -> list[Message]:
    """The messages among the constants of each module, in the order they are defined."""
    return [v for module in sources for v in vars(module).values() if isinstance(v, Message)]


def template(wanted: Iterable[Message]) -> str:
    """The text of the .pot file: every name and its English, nothing translated."""
    catalogue = _catalogue(Entry(m.english, context=m.name) for m in wanted)
    return _header([]) + _written(catalogue)


def template_path(folder: Path = FOLDER) -> Path:
    return folder / "porchlight.pot"


def merged(wanted: Iterable[Message], language: str, folder: Path = FOLDER) -> str:
    """The text of the .po file of `language`, brought up to date with `wanted`.

    A translation stays as it is while its English does. Where the English changed it is kept
    but marked fuzzy, with what the English was: it is not used until somebody has looked.
    A new message is empty. A removed one stays at the end, in case it comes back.
    """
    # Whether a removed entry was fuzzy is not kept in the file, so it comes back as fuzzy.
    exists = path_of(language, folder).exists()
    old = read(language, folder) if exists else Catalog()
    for entry in old.obsolete.values():
        entry.flags.add("fuzzy")
    reviewer = reviewed_by(language, folder) if exists else None
    entries = [*old.obsolete.values(), *(entry for entry in old if entry.id)]
    by_name = {str(entry.context): entry for entry in entries}
    fresh = _catalogue(_carried(m, by_name.pop(m.name, None)) for m in wanted)
    fresh.obsolete = {(str(e.id), name): e for name, e in by_name.items() if e.string}
    fields = [f"Language: {language}", f"Plural-Forms: {plural_forms(language)}"]
    return _header([*fields, f"X-Reviewed-By: {reviewer or NOBODY}"]) + _written(fresh)


def _carried(message: Message, old: Entry | None) -> Entry:
    """The new entry for `message`, with what `old`, the entry of that name, has to give."""
    new = Entry(message.english, context=message.name)
    if old is None or not old.string:
        return new
    new.string, new.user_comments = old.string, old.user_comments
    if old.fuzzy or old.id != message.english:
        new.flags.add("fuzzy")
        # The English it was made from, which a second change must not overwrite.
        new.auto_comments = old.auto_comments or [f"The English was: {old.id}"]
    return new


def _catalogue(entries: Iterable[Entry]) -> Catalog:
    catalogue = Catalog()
    for entry in entries:
        # Babel takes "100% sure" for a printf format; our blanks are braces.
        entry.flags.discard("python-format")
        catalogue[entry.id] = entry
    return catalogue


def _header(fields: list[str]) -> str:
    """The first entry, written by hand since Babel's holds its own version and the date."""
    common = ["Project-Id-Version: porchlight", "MIME-Version: 1.0"]
    common += ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
    lines = "".join(f'"{field}\\n"\n' for field in common + fields)
    return f'# Porchlight: every sentence that its flows say.\nmsgid ""\nmsgstr ""\n{lines}\n'


def _written(catalogue: Catalog) -> str:
    file = BytesIO()
    write_po(file, catalogue, omit_header=True, width=100)
    return file.getvalue().decode("utf-8").rstrip() + "\n"
