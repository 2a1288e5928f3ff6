"""Every phrasing of the tables in `tests.flows.phrases` is read as meant, and any text is safe."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading.money import MOST, read_pence
from flows.reading.travel import read_travel
from flows.times import local, read_days, read_when
from tests.flows import phrases

LINES = [
    pytest.param(say, typed, meant, id=f"{name}: {typed}")
    for name, (table, say) in phrases.TABLES.items()
    for typed, meant in table
]


@pytest.mark.parametrize(("say", "typed", "meant"), LINES)
def test_a_phrasing_is_read_as_meant(say: Callable[[str], str], typed: str, meant: str) -> None:
    assert say(typed) == meant


def test_the_tables_are_long_enough_to_trust() -> None:
    assert len(phrases.VISITS_ENGLISH) + len(phrases.VISITS_WELSH) >= 170
    assert len(phrases.VISITS_WELSH) >= 60
    assert len(phrases.DAYS) >= 40
    assert len(phrases.MONEY) >= 35
    assert len(phrases.TRAVEL) >= 30


def test_no_phrasing_stands_twice() -> None:
    for table, _ in phrases.TABLES.values():
        typed = [line for line, _ in table]
        assert sorted(typed) == sorted(set(typed))


def test_a_figure_that_opens_an_answer_about_money_is_an_amount() -> None:
    assert read_pence("12.50 for parking") is None
    asked = read_pence("12.50 for parking", whole_only=False)
    assert asked is not None
    assert (asked.pence, asked.rest) == (1250, "parking")


def test_an_all_day_visit_of_today_has_gone_once_nine_has() -> None:
    when = read_when("all day today", phrases.JUNE)
    assert when is not None
    assert (when.past, when.all_day) == (True, True)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("sat", "2026-06-13", "2026-06-13"),
        ("this weekend", "2026-06-13", "2026-06-14"),
        ("next weekend", "2026-06-20", "2026-06-21"),
        ("next week", "2026-06-15", "2026-06-21"),
        ("until sunday", "2026-06-13", "2026-06-14"),
    ],
)
def test_days_said_on_a_saturday(typed: str, first: str, last: str) -> None:
    days = read_days(typed, datetime(2026, 6, 13, 9, 0, tzinfo=UTC))
    assert days is not None
    assert (days.first.isoformat(), days.last.isoformat(), days.choices) == (first, last, ())


def test_days_are_london_days() -> None:
    # Half past midnight in London is still yesterday in UTC.
    days = read_days("today", datetime(2026, 6, 10, 23, 30, tzinfo=UTC))
    assert days is not None
    assert days.first.isoformat() == "2026-06-11"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        read_days("today", datetime(2026, 6, 10, 12, 0))  # noqa: DTZ001


# --- Any text

WORDS = (
    "all day sat sun or and to until from for next week fortnight first last of in july may the "
    "month 20th 31 2-5 8 2 3pm 1am £12.50 12 quid free - / , on bus by car carer drops off walk "
    "drwy'r dydd Sadwrn Mawrth 4 i'r wythnos nesaf penwythnos y cyntaf mis tan o a neu bore nos "
    "am bythefnos punt ar y bws 0 99 £ 🙂 29 feb weekend every bank holiday half term after back"
).split()
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
NOWS = st.datetimes(
    datetime(2020, 1, 1),  # noqa: DTZ001
    datetime(2035, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@given(TEXTS, NOWS)
def test_any_text_is_read_within_bounds(text: str, now: datetime) -> None:
    when, away = read_when(text, now), read_days(text, now)
    if when is not None:
        assert when.past == (when.starts_at <= now)
        assert when.home_by is None or when.home_by > when.starts_at
        assert not when.choices or (when.choices[0] == when.starts_at and len(when.choices) > 1)
        assert len(when.rest) <= len(text)
    if away is not None:
        assert local(now).date() <= away.first <= away.last
        assert away.last - away.first <= timedelta(days=366)
        assert not away.choices or away.choices[0] == (away.first, away.last)
        assert len(away.rest) <= len(text)


@given(TEXTS)
def test_any_text_holds_a_fair_amount_or_none(text: str) -> None:
    money, travel = read_pence(text), read_travel(text)
    assert money is None or (0 <= money.pence <= MOST and len(money.rest) <= len(text))
    assert travel is None or len(travel.rest) <= len(text)
