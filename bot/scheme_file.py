"""One scheme's TOML file → `flows.scheme.Scheme`, with errors that name the line to change."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import time, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.settings import SettingsError
from bot.toml_lines import Path as TomlPath
from bot.toml_lines import line_of
from flows.ladder import How, Ladder, Rung, Who
from flows.scheme import Scheme

LADDERS = ("missed_check_out", "missed_check_in", "sos", "ask_a_person")

AS_IT_STANDS = {"name", "phone", "out_of_hours", "languages", "whatsapp_templates"}

LIMITS = {"more": "more_limit"}
"""Limits that the file calls by a shorter name."""

VISITS: dict[str, tuple[str, timedelta]] = {
    "confirm_hours": ("confirm_before", timedelta(hours=1)),
    "confirm_again_hours": ("confirm_again", timedelta(hours=1)),
    "morning_ahead_minutes": ("morning_ahead", timedelta(minutes=1)),
    "relay_before_minutes": ("relay_before", timedelta(minutes=1)),
    "relay_after_minutes": ("relay_after", timedelta(minutes=1)),
    "record_minutes": ("record_after", timedelta(minutes=1)),
    "too_often_days": ("too_often", timedelta(days=1)),
    "every_days": ("visits_every", timedelta(days=1)),
    "insurance_ahead_days": ("insurance_ahead", timedelta(days=1)),
    "review_ahead_days": ("review_ahead", timedelta(days=1)),
    "letter_lasts_days": ("letter_lasts", timedelta(days=1)),
}
"""Lengths of time about visits: what the file calls them → the setting, and one of its unit."""

MONTH = 31 * 24 * 60


def _a_time(value: Any) -> Any:
    return time.fromisoformat(value) if isinstance(value, str) else value


Minutes = Annotated[float, Field(strict=True, ge=0, le=MONTH, allow_inf_nan=False)]
"""Minutes, fractions allowed; a month at most."""
Hours = Annotated[float, Field(strict=True, ge=0, le=MONTH / 60, allow_inf_nan=False)]
Days = Annotated[float, Field(strict=True, ge=0, le=730, allow_inf_nan=False)]
Words = Annotated[str, Field(strict=True)]
Hour = Annotated[time, BeforeValidator(_a_time)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Rung(_Part):
    minutes: Minutes
    who: Annotated[tuple[Who, ...], Field(min_length=1)]
    how: Annotated[tuple[How, ...], Field(min_length=1)]


class _Ladders(_Part):
    missed_check_out: tuple[_Rung, ...] | None = None
    missed_check_in: tuple[_Rung, ...] | None = None
    sos: tuple[_Rung, ...] | None = None
    ask_a_person: tuple[_Rung, ...] | None = None


class _Repeat(_Part):
    missed_check_out: Minutes | None = None
    missed_check_in: Minutes | None = None
    sos: Minutes | None = None
    ask_a_person: Minutes | None = None


class _Limits(_Part):
    more: Minutes | None = None
    longest_visit: Minutes | None = None
    welfare: Minutes | None = None
    lapse: Minutes | None = None
    talk_expires: Minutes | None = None
    invitation_expires: Minutes | None = None


class _Hours(_Part):
    quiet_from: Hour | None = None
    quiet_until: Hour | None = None


class _Visits(_Part):
    confirm_hours: Hours | None = None
    confirm_again_hours: Hours | None = None
    morning: Hour | None = None
    morning_ahead_minutes: Minutes | None = None
    relay_before_minutes: Minutes | None = None
    relay_after_minutes: Minutes | None = None
    record_minutes: Minutes | None = None
    record_again_hours: tuple[Hours, ...] | None = None
    too_often_days: Days | None = None
    every_days: Days | None = None
    trial_visits: Annotated[int, Field(strict=True, ge=1, le=20)] | None = None
    cost_limit_pence: Annotated[int, Field(strict=True, ge=0, le=1_000_000)] | None = None
    insurance_ahead_days: Days | None = None
    review_ahead_days: Days | None = None
    letter_lasts_days: Days | None = None
    digest_at: Hour | None = None


class _File(_Part):
    name: Words | None = None
    phone: Words | None = None
    out_of_hours: Words | None = None
    languages: Annotated[tuple[Words, ...], Field(min_length=1)] | None = None
    limits: _Limits = _Limits()
    hours: _Hours = _Hours()
    visits: _Visits = _Visits()
    ladder: _Ladders = _Ladders()
    repeat: _Repeat = _Repeat()
    whatsapp_templates: dict[str, Words] | None = None


@dataclass(frozen=True, slots=True)
class SchemeFile:
    """A scheme as its file gives it. Without a file: everything as the design has it."""

    scheme: Scheme = field(default_factory=Scheme)
    name: str = ""
    text: str = ""

    def where(self, *path: str | int) -> str:
        """Where a setting stands, for an operator: "scheme.toml line 12"."""
        return f"{self.name} line {line_of(self.text, path)}" if self.name else "PORCHLIGHT_SCHEME"


def read(path: Path | None) -> SchemeFile:
    """Read the scheme's file. Raises SettingsError naming each line to change."""
    if path is None:
        return SchemeFile()
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        why = error.strerror or "it cannot be opened"
        raise SettingsError(f"PORCHLIGHT_SCHEME: {path} cannot be read: {why}.") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path} is not plain text in UTF-8; save it again as UTF-8.") from None
    return parse(text, path.name)


def parse(text: str, name: str = "scheme.toml") -> SchemeFile:
    """The same for a text that was read already; `name` is the file's, for errors."""
    try:
        given = _File.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{name} is not TOML: {error}.") from None
    except ValidationError as error:
        lines = [_in_words(e, text, name) for e in error.errors()]
        raise SettingsError("\n".join(lines)) from None
    return SchemeFile(_scheme(given), name, text)


def _scheme(given: _File) -> Scheme:
    changes: dict[str, Any] = given.model_dump(exclude_none=True, include=AS_IT_STANDS)
    limits = given.limits.model_dump(exclude_none=True)
    changes |= {LIMITS.get(name, name): timedelta(minutes=m) for name, m in limits.items()}
    changes |= given.hours.model_dump(exclude_none=True)
    changes |= _visits(given.visits.model_dump(exclude_none=True))
    changes |= {name: _ladder(name, given) for name in LADDERS}
    return Scheme(**changes)


def _visits(given: dict[str, Any]) -> dict[str, Any]:
    """Settings about visits, each under the name that flows know it by."""
    lengths = {
        VISITS[name][0]: VISITS[name][1] * value for name, value in given.items() if name in VISITS
    }
    again = tuple(timedelta(hours=hours) for hours in given.get("record_again_hours", ()))
    lengths |= {"record_again": again} if again else {}
    cost = {"cost_limit": given["cost_limit_pence"]} if "cost_limit_pence" in given else {}
    same = ("morning", "trial_visits", "digest_at")
    return {**lengths, **cost, **{name: given[name] for name in same if name in given}}


def _ladder(name: str, given: _File) -> Ladder:
    """What the file leaves out stays as the design has it."""
    usual: Ladder = getattr(Scheme(), name)
    rungs: tuple[_Rung, ...] | None = getattr(given.ladder, name)
    repeat: float | None = getattr(given.repeat, name)
    return Ladder(
        rungs=usual.rungs
        if rungs is None
        else tuple(Rung(timedelta(minutes=r.minutes), r.who, r.how) for r in rungs),
        repeat=usual.repeat if repeat is None else timedelta(minutes=repeat),
    )


def _in_words(error: Any, text: str, name: str) -> str:
    path: TomlPath = tuple(error["loc"])
    setting = ".".join(str(p) for p in path if isinstance(p, str))
    return f"{name} line {line_of(text, path)}: {setting} {_what(error, path)}"


def _what(error: Any, path: TomlPath) -> str:
    """What is wrong, after the setting's name."""
    match error["type"]:
        case "extra_forbidden":
            near = get_close_matches(str(path[-1]), _known_names(), 1)
            return "is not a setting." + (f" Did you mean {near[0]}?" if near else "")
        case "missing":
            return "is missing."
        case "enum":
            return f"has {error['input']!r}; it takes {error['ctx']['expected']}."
        case "too_short":
            return "is empty; give at least one."
        case "float_type" | "int_type":
            return f"must be a number{_unit(path)}, not {error['input']!r}."
        case "greater_than_equal" | "less_than_equal" | "finite_number":
            return _range(error)
        case "string_type":
            return "must be text in quotes."
        case "time_type" | "time_parsing" | "value_error":
            return 'must be a time such as "21:00".'
    return f"is not right: {error['msg']}."


def _unit(path: TomlPath) -> str:
    """What the number counts, from the setting's own name; minutes where it says nothing."""
    if str(path[-1]) == "trial_visits":
        return ""
    found = (u for u in ("hours", "days", "pence") if str(path[-1]).endswith(f"_{u}"))
    return f" of {next(found, 'minutes')}"


def _range(error: Any) -> str:
    path, limits = tuple(error["loc"]), error.get("ctx", {})
    if _unit(path) == " of minutes":
        return f"must be from 0 minutes to a month ({MONTH})."
    if "le" in limits:
        return f"must be {limits['le']:g} at most."
    return f"must be {limits.get('ge', 0):g} or more."


def _known_names() -> list[str]:
    parts = (_File, _Limits, _Hours, _Visits, _Ladders, _Repeat, _Rung)
    return [name for part in parts for name in part.model_fields]
