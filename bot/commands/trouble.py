"""Errors in words an operator can act on."""

from __future__ import annotations


class Refused(Exception):
    """A command that cannot do what was asked; its text says why and what to do."""


def in_words(error: Exception) -> str:
    """One or more sentences for an operator. Never holds a secret or a person's words."""
    from bot.settings import SettingsError
    from scheduler.trouble import place
    from storage.errors import Conflict, StorageUnavailable
    from storage.keys import BadKey, CannotOpen

    match error:
        case Refused() | SettingsError():
            return str(error)
        case BadKey():
            return f"PORCHLIGHT_KEY: {error}."
        case CannotOpen():
            return f"{error}. Put the key it was sealed with after the new one in PORCHLIGHT_KEY."
        case StorageUnavailable():
            return f"{str(error).capitalize()}. Look at DATABASE_URL and whether it is running."
        case Conflict():
            return "Somebody changed the same thing at the same time. Please try again."
        case OSError(strerror=str(why)):
            return f"{why}."
    return f"Porchlight stopped on an error of its own: {place(error)}. Please report it."
