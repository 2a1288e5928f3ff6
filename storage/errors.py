"""What can go wrong with remembering, in words a caller can act on."""

from __future__ import annotations


class StorageUnavailable(Exception):
    """The database cannot be used now: away, locked or full. Nothing is known to be saved."""


class Conflict(Exception):
    """Somebody else changed the same thing first; nothing was saved. Do the whole turn again."""


class Crowded(Conflict):
    """Two events of one batch change the same thing. Do them again, one at a time."""
