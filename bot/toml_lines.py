"""Which line of a TOML text a setting stands on; tomllib does not keep that."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

Path = tuple[str | int, ...]
"""Keys and, in arrays of tables, positions: ("ladder", "sos", 1, "who")."""

_TABLE = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]")
_KEY = re.compile(r"^\s*([\w.\"'-]+)\s*=")


def line_of(text: str, path: Path) -> int:
    """The line of the setting, or of the nearest table around it that is written down."""
    best, deepest = 1, 0
    for number, here in _lines(text):
        depth = _shared(here, path)
        if depth == len(here) and depth > deepest:
            best, deepest = number, depth
    return best


def _lines(text: str) -> Iterator[tuple[int, Path]]:
    """Each line that begins a table or a key, with the whole path it stands for."""
    table: Path = ()
    seen: Counter[Path] = Counter()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _TABLE.match(line):
            table = _keys(header[2])
            if header[1] == "[[":
                seen[table] += 1
                table = (*table, seen[table] - 1)
            yield number, table
        elif key := _KEY.match(line):
            yield number, (*table, *_keys(key[1]))


def _keys(dotted: str) -> Path:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _shared(here: Path, path: Path) -> int:
    """How many steps the two have in common from the start."""
    pairs = zip(here, path, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(here), len(path)))
