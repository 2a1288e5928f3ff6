"""What the letter says for each answer; and what people spend, as they list it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from flows import letter
from flows.facts import Match, Snapshot, Stage, Visit, VisitState
from flows.ladder import MISSED_CHECK_OUT
from flows.reading.spent import names_miles, read_spent
from flows.scheme import Scheme
from tests.flows.world import ANA, NOON, cast

ME = cast()[ANA]
VISIT = Visit(1, ANA, VisitState.HOME, "bowling", NOON, MISSED_CHECK_OUT, started_at=NOON)
MATCH = Match(2, "K7", ANA, Stage.TRIAL, NOON, language="xx")
S = Snapshot(now=NOON, scheme=Scheme(), me=ME)
DAY = "We met up on Wednesday 3 June."


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, f"{DAY} From Ana"),
        ({"did": "Chips, and a walk"}, f"{DAY} What we did: Chips, and a walk. From Ana"),
        ({"did": "x" * 61}, f"{DAY} From Ana"),
        ({"did": None, "chose": "child"}, f"{DAY} You chose it. From Ana"),
        ({"chose": "me"}, f"{DAY} I chose it this time. From Ana"),
        ({"chose": "both"}, f"{DAY} We chose it together. From Ana"),
        ({"chose": "other"}, f"{DAY} From Ana"),
        ({"mood": "great"}, f"{DAY} It was a great day. From Ana"),
        ({"mood": "good"}, f"{DAY} It was a good day. From Ana"),
        ({"mood": "mixed"}, f"{DAY} Some of it was good and some was not so easy. From Ana"),
        ({"mood": "hard"}, f"{DAY} It was not an easy day. Thank you for being there. From Ana"),
        ({"next": None}, f"{DAY} From Ana"),
        (
            {"next": {"starts_at": "2026-07-04T13:00:00+00:00", "home_by": None}},
            f"{DAY} See you on Saturday 4 July. From Ana",
        ),
        (
            {"incident": {"any": True, "said": "a fall"}, "follow_up": "shoes", "spent": []},
            f"{DAY} From Ana",
        ),
        ({"did": "{name} %s"}, f"{DAY} What we did: {{name}} %s. From Ana"),
    ],
)
def test_only_what_was_said_and_fit_for_a_child(told: dict[str, Any], words: str) -> None:
    assert letter.write(S, ME, VISIT, told, "en") == words


def test_the_day_is_londons() -> None:
    late = Visit(
        1, ANA, VisitState.HOME, "stars", NOON, MISSED_CHECK_OUT,
        started_at=NOON + timedelta(hours=12, minutes=30),
    )  # fmt: skip
    assert letter.write(S, ME, late, {}, "en") == "We met up on Thursday 4 June. From Ana"


def test_a_language_without_a_catalogue_is_english() -> None:
    assert letter.language_for(MATCH, ME, VISIT, {}) == "en"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("bus 4.20, chips 6", [("travel", 420), ("refreshments", 600)]),
        ("bus 4.20 and chips 6", [("travel", 420), ("refreshments", 600)]),
        ("£4.20 bus\n£6 chips", [("travel", 420), ("refreshments", 600)]),
        ("bus 4,20, chips 6", [("travel", 420), ("refreshments", 600)]),
        ("bws 4.20 a sglodion 6", [("travel", 420), ("refreshments", 600)]),
        ("fish and chips 9.50", [("refreshments", 950)]),
        ("a fiver for parking", [("parking", 500)]),
        ("bus 4.20 chips 6", [("travel", 420), ("refreshments", 600)]),
        ("4.20 bus 3 quid chips", [("travel", 420), ("refreshments", 300)]),
        ("car park 250p; cinema tickets £12", [("parking", 250), ("entry", 1200)]),
        ("bus ticket £3 + tenner on lunch", [("travel", 300), ("refreshments", 1000)]),
        ("a card for him 2.50", [("other", 250)]),
        ("£6.50", [("other", 650)]),
        ("nothing", []),
        ("0", []),
    ],
)
def test_what_was_spent(text: str, lines: list[tuple[str, int]]) -> None:
    found = read_spent(text)
    assert found is not None
    assert [(line.kind, line.pence) for line in found] == lines


@pytest.mark.parametrize(
    "text",
    ["chips", "bus 12 4.20 chips 3", "the 12 4.20", "bus 420", "cinema 8 each", "bus 2x4.20",
     "bus 4.20,6 chips", "a fiver for the bus and 6 for chips",
     "bus 4.20 x2", "12 miles", "-5", "", "bus -3"],
)  # fmt: skip
def test_no_amount_is_guessed_or_lost(text: str) -> None:
    assert not read_spent(text)


def test_miles_are_no_money() -> None:
    assert names_miles("12 miles")
    assert read_spent("12 miles") is None
