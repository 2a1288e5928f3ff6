"""When a visit can be: at a time at which its volunteer has no other; in one answer or two."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from flows import sight, words
from flows.answers import Dropped, Got, Missed, Reply
from flows.decisions import Option
from flows.facts import Snapshot, Visit
from flows.reading import days
from flows.reading.not_known import not_known
from flows.reading.other_time import SAME_TIME, either_week, filled_in, one_day
from flows.reading.typed import Typed
from flows.times import local
from flows.typed_answers import ATime, AWhen, said_at, span_option
from flows.visit_words import end
from locales import plan_messages as m
from locales.message import Text
from locales.messages import TIME_WHICH
from locales.scheme_messages import AWAY_DAY

_CALLED_OFF = re.compile(
    r"\W*(?:(?:just|please|no)\s+)?(?:cancel(?:\s+(?:it|this))?|no(?:\s+new)?\s+date(?:\s+yet)?|none)\W*",
    re.IGNORECASE,
)


class AFreeTime(AWhen):
    """A day and time at which I have no other visit: (starts_at, home_by or None).

    A day alone is that date: its times are asked next. `but` is the visit that is being moved:
    times without a day are of its day, and "same time" is its times. `length` is how long it is
    to last where no end is said. With `none`, there may be no date yet: then None.
    """

    def __init__(
        self, but: Visit | None = None, length: timedelta | None = None, none: bool = False
    ) -> None:
        self._but, self._length, self._none = but, length, none

    def options(self) -> tuple[Option, ...]:
        return (Option("none", m.CHANGE_NO_DATE),) if self._none else ()

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        if self._none and (reply.key() == "none" or (reply.shown and _says_none(reply.text))):
            return Got(None)
        return self._day_alone(reply, s) or self._read(reply, s)

    def _read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        text = _NO_MATTER.sub("", reply.text, count=1)
        if self._but is not None and text:
            text = filled_in(text, *self._was(self._but), said_at(s))
        got = super().read(replace(reply, text=text, choice=reply.key()), s)
        if isinstance(got, Missed):
            return replace(got, options=(*got.options, *self.options()))
        starts_at, home_by = got.value
        if home_by is None and self._length is not None:
            home_by = starts_at + self._length
        if self._but is not None and reply.key() is None:
            weeks = either_week(text, begins(self._but), said_at(s))
            if weeks is not None:
                return self._which_week(weeks, starts_at, home_by)
        if self._but and (starts_at, home_by) == (begins(self._but), self._but.home_by):
            return Missed(m.PLAN_WHEN_AGAIN, options=self.options())
        missed = clash(s, starts_at, home_by, self._but)
        if missed is not None:
            return replace(missed, options=self.options(), rest=got.rest)
        return Got((starts_at, home_by), got.rest)

    def _which_week(
        self, weeks: tuple[date, date], starts_at: datetime, home_by: datetime | None
    ) -> Missed:
        later = local(starts_at) + (weeks[1] - weeks[0])
        length = home_by - starts_at if home_by else None
        either = (span_option(starts_at, length), span_option(later, length))
        return Missed(TIME_WHICH, options=(*either, *self.options()), meant=True)

    def _was(self, visit: Visit) -> tuple[datetime, datetime]:
        """The start and end of which words may leave out the day or the times."""
        return begins(visit), visit.home_by

    def _day_alone(self, reply: Reply, s: Snapshot) -> Got | Missed | None:
        chosen = _date(reply.key())
        if chosen is not None:
            return Got(chosen)
        text = _NO_MATTER.sub("", reply.text, count=1)
        found = None if SAME_TIME.search(text) else one_day(text, said_at(s))
        if found is None:
            return None
        dates, rest = found
        if self._but is not None and len(dates) == 1:
            dates = either_week(text, begins(self._but), said_at(s)) or dates
        if len(dates) == 1:
            return Got(dates[0], rest)
        either = tuple(Option(on.isoformat(), Text(AWAY_DAY, {"first": on})) for on in dates[:3])
        return Missed(TIME_WHICH, options=(*either, *self.options()), meant=True, rest=rest)

    def keep(self, value: Any) -> Any:
        if isinstance(value, date):
            return value.isoformat()
        return None if value is None else super().keep(value)

    def again(self, kept: Any, s: Snapshot) -> Any:
        if kept is None:
            return None
        if isinstance(kept, str):
            on = date.fromisoformat(kept)
            return Dropped(m.PLAN_TIME_GONE) if on < local(s.now).date() else on
        found = super().again(kept, s)
        if isinstance(found, Dropped):
            return found
        return Dropped(m.PLAN_TAKEN) if clash(s, found[0], found[1], self._but) else found


class FreeTimes(AFreeTime):
    """The times of a visit on a day that is known; with `but`, OK for the same as before."""

    from_rest = False

    def __init__(self, on: date, but: Visit | None = None, length: timedelta | None = None) -> None:
        super().__init__(but, length)
        self._on = on

    def options(self) -> tuple[Option, ...]:
        return (Option("ok", "OK", unlisted=True),) if self._but is not None else ()

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        text = _NO_MATTER.sub("", reply.text, count=1)
        if self._but is not None and (reply.choice == "ok" or _agrees(reply.text)):
            text = "same time"
        elif self._but is None and days.find(Typed.of(text).plain, local(s.now).date()) is None:
            text = f"{self._on:%d/%m/%Y} {text}"
        return self._read(replace(reply, text=text, choice=reply.key()), s)

    def _was(self, visit: Visit) -> tuple[datetime, datetime]:
        """As if it had been on that day."""
        later = timedelta(days=(self._on - local(begins(visit)).date()).days)
        return local(begins(visit)) + later, local(visit.home_by) + later


_NO_MATTER = re.compile(
    r"\W*(?:(?:yes|yep|yeah|ok|no|nope|ie|na|but|actually|ond)\b[\s,.;:!-]+)*", re.IGNORECASE
)
"""In "no, sunday 2-5" the answer is Sunday."""


def begins(visit: Visit) -> datetime:
    return visit.starts_at or visit.home_by


def _date(key: str | None) -> date | None:
    try:
        return date.fromisoformat(key) if key and len(key) == 10 else None
    except ValueError:
        return None


def _agrees(text: str) -> bool:
    found = words.understand(text)
    return bool(
        SAME_TIME.search(text) or (found and found.word is words.Word.OK and not found.rest)
    )


def _says_none(text: str) -> bool:
    found = words.understand(text)
    if found is not None and found.word is words.Word.NO:
        return words.is_pleasantry(found.rest) or not_known(text)
    off = found is not None and found.word is words.Word.CANCEL_VISIT and not found.rest
    return off or not_known(text) or bool(_CALLED_OFF.fullmatch(text))


def clash(
    s: Snapshot, starts_at: datetime, home_by: datetime | None, but: Visit | None = None
) -> Missed | None:
    """Why this cannot be, where I have another visit in that time."""
    until = home_by or starts_at + timedelta(minutes=1)
    for visit in sight.ahead(s, s.me.id if s.me else 0):
        other = visit.started_at or visit.starts_at or visit.home_by
        same = but is not None and visit.id == but.id
        if not same and other < until and starts_at < visit.home_by:
            args = {"place": visit.place, "starts_at": other, "end": end(other, visit.home_by)}
            return Missed(m.PLAN_CLASH, args, meant=True)
    return None


@dataclass(frozen=True, slots=True)
class AFreeEnd(ATime):
    """When a visit that begins at `after` is over: before my next one."""

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        got = ATime.read(self, reply, s)
        if isinstance(got, Missed) or self.after is None:
            return got
        missed = clash(s, self.after, got.value)
        return replace(missed, message=m.PLAN_CLASH_END, rest=got.rest) if missed else got
