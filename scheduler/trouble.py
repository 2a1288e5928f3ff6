"""Naming an error for the log without its words, which may hold a person's."""

from __future__ import annotations

from pathlib import Path
from traceback import extract_tb

from storage.errors import StorageUnavailable


def place(error: BaseException) -> str:
    """Its kind and where it was raised: "KeyError check_out.py:41". Of a database that is
    away, why: those words are our own."""
    if isinstance(error, StorageUnavailable):
        return f"{type(error).__name__}: {error}"
    frames = extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    return f"{type(error).__name__} {Path(frames[-1].filename).name}:{frames[-1].lineno}"
