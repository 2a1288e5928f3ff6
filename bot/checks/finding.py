"""One thing that is wrong with a set-up, told so that it can be mended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """ERROR: people could come to harm or nothing works, so nothing starts. WARNING: it runs,
    but less well than it should. NOTE: good to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """`where` is the setting or the line of a file to change, `how_to_mend` what to do there."""

    level: Level
    what: str
    where: str
    how_to_mend: str


def error(what: str, where: str, how_to_mend: str) -> Finding:
    return Finding(Level.ERROR, what, where, how_to_mend)


def warning(what: str, where: str, how_to_mend: str) -> Finding:
    return Finding(Level.WARNING, what, where, how_to_mend)


def note(what: str, where: str, how_to_mend: str) -> Finding:
    return Finding(Level.NOTE, what, where, how_to_mend)
