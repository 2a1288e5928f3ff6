"""Who is told, when and how, as data. The climbing itself is in `flows.chase`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any


class Who(StrEnum):
    """Whom a rung tells. DUTY is the first on duty, NEXT the next not yet told."""

    VOLUNTEER = "volunteer"
    NAMED_PERSON = "named_person"
    DUTY = "duty"
    NEXT = "next"
    ON_DUTY = "on_duty"
    EVERYONE = "everyone"


class How(StrEnum):
    """TEXT uses the first usable address, SECOND the one after it or a call, CALL rings."""

    TEXT = "text"
    SECOND = "second"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Rung:
    """`after` is counted from the time the ladder stands on (the time promised)."""

    after: timedelta
    who: tuple[Who, ...]
    how: tuple[How, ...]


CO_ORDINATORS = frozenset({Who.DUTY, Who.NEXT, Who.ON_DUTY, Who.EVERYONE})
"""Who can take an alert. A ladder that never reaches one of them ends in silence."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """Rungs in order of time; the last one repeats every `repeat` until a person takes it."""

    rungs: tuple[Rung, ...]
    repeat: timedelta

    def to_json(self) -> dict[str, Any]:
        """Shape: {"repeat": seconds, "rungs": [{"after": seconds, "who": […], "how": […]}]}."""
        return {
            "repeat": self.repeat.total_seconds(),
            "rungs": [
                {"after": r.after.total_seconds(), "who": list(r.who), "how": list(r.how)}
                for r in self.rungs
            ],
        }

    def for_co_ordinators(self) -> Ladder:
        """The same ladder from its first co-ordinator on, beginning at once."""
        rungs = [rung for rung in self.rungs if not CO_ORDINATORS.isdisjoint(rung.who)]
        return Ladder(
            tuple(Rung(r.after - rungs[0].after, r.who, r.how) for r in rungs), self.repeat
        )

    @staticmethod
    def from_json(data: dict[str, Any]) -> Ladder:
        return Ladder(
            rungs=tuple(
                Rung(
                    after=timedelta(seconds=r["after"]),
                    who=tuple(Who(w) for w in r["who"]),
                    how=tuple(How(h) for h in r["how"]),
                )
                for r in data["rungs"]
            ),
            repeat=timedelta(seconds=data["repeat"]),
        )


def _rung(minutes: float, who: str, how: str) -> Rung:
    return Rung(
        timedelta(minutes=minutes),
        tuple(Who(w) for w in who.split()),
        tuple(How(h) for h in how.split()),
    )


MISSED_CHECK_OUT = Ladder(
    rungs=(
        _rung(0, "volunteer", "text"),
        _rung(10, "volunteer", "second"),
        _rung(20, "named_person", "text"),
        _rung(30, "duty", "text call"),
        _rung(40, "next", "text call"),
        _rung(50, "everyone", "text call"),
    ),
    repeat=timedelta(minutes=10),
)
"""Minutes after the time promised."""

MISSED_CHECK_IN = Ladder(
    rungs=(
        _rung(15, "volunteer", "text"),
        _rung(45, "volunteer", "text"),
        _rung(75, "duty", "text"),
        _rung(105, "everyone", "text"),
    ),
    repeat=timedelta(minutes=60),
)
"""Minutes after the planned start. Texts only: nobody is rung at night for a late start."""

SOS = Ladder(
    rungs=(
        _rung(0, "named_person on_duty", "text call"),
        _rung(5, "everyone", "text call"),
    ),
    repeat=timedelta(minutes=5),
)
"""Minutes after the call for help."""

ASK_A_PERSON = Ladder(
    rungs=(_rung(0, "duty", "text"), _rung(15, "next", "text"), _rung(30, "everyone", "text")),
    repeat=timedelta(minutes=30),
)
"""For what needs a person today but is not an emergency."""
