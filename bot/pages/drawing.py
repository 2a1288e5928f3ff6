"""Our own pages as HTML: no script, nothing fetched from anywhere, one style in the page.

Jinja2 is loaded with the first page and not before: most houses draw few.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from locales import page_messages as m
from locales.catalogues import worded
from locales.message import Message
from locales.rendering import render
from locales.wording import LONDON

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).parent
_CONTACTS = ((m.PAGE_DANGER, "999"), (m.PAGE_CHILDLINE, "08001111"))
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of ours, and the language it really is in: a reader's voice must know."""

    text: str
    lang: str
    dir: str


def letter(words: str, language: str, until: datetime) -> str:
    """A young person's page. A line break in `words` begins a paragraph."""
    keep = [_line(m.LETTER_YOURS, language), _until(language, until)]
    paragraphs = [line.strip() for line in words.splitlines() if line.strip()]
    return _drawn(
        "letter.html", language, _line(m.LETTER_TITLE, language), paragraphs=paragraphs, keep=keep
    )


def gone(languages: Iterable[str]) -> str:
    """The same for every link that opens nothing, whatever the reason; nobody knows who asks,
    so in each of `languages` that has its words."""
    spoken = dict.fromkeys(worded(m.GONE_TITLE, language)[1] for language in languages)
    said = [
        [_line(message, language) for message in (m.GONE_TITLE, m.GONE_WHY, m.GONE_ASK)]
        for language in spoken
    ]
    first = said[0][0]
    return _drawn("gone.html", first.lang, first, said=said)


@cache
def policy() -> str:
    """The Content-Security-Policy of these pages: our own style by its hash, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(_css().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def direction(language: str) -> str:
    """ "rtl" or "ltr"; a language that nobody knows is taken for ltr."""
    try:
        return Locale.parse(language.replace("-", "_")).text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"


def _line(message: Message, language: str, **args: Any) -> Line:
    spoken = worded(message, language)[1]
    return Line(render(message, spoken, args, _NEVER), _tag(spoken), direction(spoken))


def _until(language: str, until: datetime) -> Line:
    spoken = worded(m.LETTER_UNTIL, language)[1]
    locale = "en_GB" if spoken == "en" else spoken
    day = format_date(until.astimezone(LONDON).date(), "d MMMM y", locale=locale)
    return _line(m.LETTER_UNTIL, language, day=day)


def _drawn(template: str, language: str, title: Line, **more: Any) -> str:
    return (
        _environment()
        .get_template(template)
        .render(
            lang=_tag(language),
            dir=direction(language),
            title=title,
            css=_css(),
            contacts=[(_line(message, language), number) for message, number in _CONTACTS],
            **more,
        )
    )


def _tag(language: str) -> str:
    """As HTML writes it: "pt-BR"."""
    return language.replace("_", "-")


@cache
def _css() -> str:
    return (_HERE / "page.css").read_text("utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
