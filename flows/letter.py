"""The words for a young person about a visit: short, warm, and nothing that nobody said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from babel.dates import format_date

from flows.facts import Match, Person, Snapshot, Visit
from flows.times import local
from flows.told import Told
from locales import record_messages as m
from locales.catalogues import ENGLISH, known, worded
from locales.message import Message, OwnWords, Text
from locales.rendering import LONGEST_TEXT, render

CHOSE: dict[str, Message] = {
    "child": m.LETTER_YOU_CHOSE, "me": m.LETTER_I_CHOSE, "both": m.LETTER_WE_CHOSE
}  # fmt: skip
MOOD: dict[str, Message] = {
    "great": m.LETTER_GREAT, "good": m.LETTER_GOOD, "mixed": m.LETTER_MIXED, "hard": m.LETTER_HARD
}  # fmt: skip


def write(s: Snapshot, me: Person, visit: Visit, told: Told, language: str) -> str:
    """The sentences that the answers give, in `language`, signed with the first name."""
    lines = sentences(me, visit, told, language)
    return " ".join(render(line.message, language, line.args, s.now) for line in lines)


def language_for(match: Match, me: Person, visit: Visit, told: Told) -> str:
    """The young person's language if every sentence has been put into it; else English."""
    wanted = known(match.language)
    lines = sentences(me, visit, told, wanted)
    whole = all(worded(line.message, wanted)[1] == wanted for line in lines)
    return wanted if whole else ENGLISH


def sentences(me: Person, visit: Visit, told: Told, language: str) -> tuple[Text, ...]:
    return tuple(_sentences(me, visit, told, language))


def _sentences(me: Person, visit: Visit, told: Told, language: str) -> Iterator[Text]:
    args = {"day": day_in_words(began(visit), language), "did": told.get("did") or ""}
    # Longer words are for the co-ordinator: cut short they could say something else.
    short = 0 < len(args["did"]) <= LONGEST_TEXT
    yield Text(m.LETTER_DAY_DID if short else m.LETTER_DAY, args)
    if chose := CHOSE.get(told.get("chose") or ""):
        yield Text(chose)
    if mood := MOOD.get(told.get("mood") or ""):
        yield Text(mood)
    if agreed := told.get("next"):
        starts_at = datetime.fromisoformat(agreed["starts_at"])
        yield Text(m.LETTER_NEXT, {"day": day_in_words(starts_at, language)})
    yield Text(m.LETTER_FROM, {"name": me.first_name})


def began(visit: Visit) -> datetime:
    """When a visit began; where that was never told, when it was to."""
    return visit.started_at or visit.starts_at or visit.home_by


def day_in_words(instant: datetime, language: str) -> OwnWords:
    """ "Saturday 4 July": in full, since it may be read a year from now."""
    day: date = local(instant).date()
    spoken = "en_GB" if language == ENGLISH else language
    return OwnWords(format_date(day, "EEEE d MMMM", locale=spoken))
