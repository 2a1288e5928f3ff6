"""The vocabulary of days, English and Welsh, as patterns over plain text, and what they name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

WEEKDAYS = {
    "monday": 0, "mon": 0, "tuesday": 1, "tues": 1, "tue": 1, "wednesday": 2, "weds": 2, "wed": 2,
    "thursday": 3, "thurs": 3, "thur": 3, "thu": 3, "friday": 4, "fri": 4, "saturday": 5,
    "sat": 5, "sunday": 6, "sun": 6,
    "llun": 0, "lun": 0, "mawrth": 1, "fawrth": 1, "mercher": 2, "fercher": 2, "iau": 3,
    "gwener": 4, "wener": 4, "sadwrn": 5, "sul": 6, "maw": 1, "mer": 2, "gwe": 4, "gwen": 4,
    "sad": 5,
    "mondy": 0, "munday": 0, "tusday": 1, "teusday": 1, "tuesdy": 1, "tuseday": 1, "wensday": 2,
    "wednsday": 2, "wendsday": 2, "wednesdy": 2, "wedensday": 2, "thrusday": 3, "thurday": 3,
    "tursday": 3, "thusday": 3, "thursdy": 3, "firday": 4, "fridy": 4, "friady": 4, "saterday": 5,
    "satuday": 5, "saturdy": 5, "satruday": 5, "saturady": 5, "sarurday": 5, "sundy": 6,
    "sudnay": 6, "suday": 6, "sunaday": 6,
}  # fmt: skip

MONTHS = {
    "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4,
    "may": 5, "june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9,
    "sept": 9, "sep": 9, "october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12,
    "dec": 12, "ionawr": 1, "chwefror": 2, "mawrth": 3, "ebrill": 4, "mai": 5, "mehefin": 6,
    "gorffennaf": 7, "awst": 8, "medi": 9, "hydref": 10, "tachwedd": 11, "rhagfyr": 12,
    "fawrth": 3, "fai": 5, "fehefin": 6, "orffennaf": 7, "fedi": 9, "dachwedd": 11, "ragfyr": 12,
}  # fmt: skip

WEEKS = {
    "": 1, "a": 1, "one": 1, "1": 1, "un": 1, "two": 2, "2": 2, "a couple of": 2, "dwy": 2,
    "three": 3, "3": 3, "tair": 3, "four": 4, "4": 4, "pedair": 4, "five": 5, "5": 5, "pum": 5,
    "six": 6, "6": 6, "chwe": 6,
}  # fmt: skip
"""Small numbers as they stand before weeks and days."""


def either(words: dict[str, int]) -> str:
    longest_first = sorted(filter(None, words), key=len, reverse=True)
    return "(?:" + "|".join(w.replace(" ", r"\s+") for w in longest_first) + ")"


WEEKDAY, MONTH, COUNT = either(WEEKDAYS), either(MONTHS), either(WEEKS)
ORDINAL = r"(?:st|nd|rd|th|af|il|ydd|ed|fed|eg|ain)"
DAY_NUMBER = r"(?P<d>[0-3]?[0-9])"
DAY = rf"{DAY_NUMBER}{ORDINAL}?"
YEAR = r"(?:\s*,?\s*(?P<y>20[0-9]{2}))?"

_PART_WORD = r"(?:morning|afternoon|evening|night|bore|prynhawn|p?nawn|nos|noson)"
PART_BEFORE = r"(?:(?P<before>bore|prynhawn|p?nawn|nos)\s+)?"
PART_AFTER = rf"(?:\s+(?P<part>{_PART_WORD})(?!\w))?"


@dataclass(frozen=True, slots=True)
class Day:
    """`dates` are the dates it can mean, the likeliest first; empty for one that cannot be.

    `ask` when two of them are as likely ("next Saturday", said on a Monday). `part` is "am",
    "pm" or "evening" when that was said. `fixed` when no later date may be taken instead.
    """

    dates: tuple[date, ...]
    start: int
    end: int
    part: str = ""
    ask: bool = False
    fixed: bool = False

    @property
    def span(self) -> tuple[int, int]:
        return (self.start, self.end)


def part_of_day(said: str | None) -> str:
    """ "am", "pm" or "evening" for the word that was said."""
    if said in ("morning", "bore"):
        return "am"
    if said in ("afternoon", "prynhawn", "pnawn", "nawn"):
        return "pm"
    return "evening" if said else ""


def made(year: int, month: int, day: int) -> date | None:
    """The date, or None where there is none; months past December are the next year's."""
    try:
        return date(year + (month - 1) // 12, (month - 1) % 12 + 1, day)
    except ValueError:
        return None
