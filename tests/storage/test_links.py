"""Links that open one thing: what they look like, and that nobody makes one but us."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.ids import new_id
from storage.keys import Keys
from storage.links import Kind, letter_url, number_in, token, visit_url

OLD, NEW = Keys.generate(), Keys.generate()
KEYS = Keys.from_text(NEW)
NUMBER = 4_000_000_000_000_000_007
GIVEN = token(KEYS, Kind.VISIT, NUMBER)


@given(st.integers(1, (1 << 63) - 1), st.sampled_from(Kind))
def test_what_we_gave_out_opens_what_it_was_given_for(number, kind):
    made = token(KEYS, kind, number)
    assert re.fullmatch(r"[0-9a-z]{1,13}-[0-9a-z]{25}", made)
    assert number_in(KEYS, kind, made) == number
    assert [number_in(KEYS, other, made) for other in Kind if other is not kind] == [None]


def test_a_link_outlives_a_rotation_while_the_older_key_is_there():
    before = token(Keys.from_text(OLD), Kind.LETTER, NUMBER)
    both = Keys.from_text(f"{NEW},{OLD}")
    assert number_in(both, Kind.LETTER, before) == NUMBER
    assert number_in(both, Kind.LETTER, token(both, Kind.LETTER, NUMBER)) == NUMBER
    assert number_in(Keys.from_text(NEW), Kind.LETTER, before) is None


FORGED = [
    "",
    "-",
    GIVEN[:-1],
    GIVEN + "0",
    GIVEN.upper(),
    "0" + GIVEN,
    " " + GIVEN,
    GIVEN + "\n",
    GIVEN.replace("-", "--"),
    GIVEN.replace("-", ""),
    GIVEN.partition("-")[0],
    GIVEN.partition("-")[0] + "-" + "0" * 25,
    token(KEYS, Kind.VISIT, NUMBER + 1).partition("-")[0] + "-" + GIVEN.partition("-")[2],
    "0-" + "0" * 25,
    "zzzzzzzzzzzzz-" + GIVEN.partition("-")[2],  # more than a database can hold
    "١٢٣-" + GIVEN.partition("-")[2],
    "é" * 39,
    "\ud800-" + "0" * 25,
    "a" * 100_000,
    "../" * 20,
]


@pytest.mark.parametrize("forged", FORGED, ids=range(len(FORGED)))
def test_what_we_did_not_give_out_opens_nothing(forged):
    assert number_in(KEYS, Kind.VISIT, forged) is None


@given(st.integers(0, len(GIVEN) - 1), st.characters())
def test_no_letter_of_it_can_be_another(place, letter):
    changed = GIVEN[:place] + letter + GIVEN[place + 1 :]
    assert (number_in(KEYS, Kind.VISIT, changed) == NUMBER) is (changed == GIVEN)


@given(st.text())
def test_nothing_anybody_types_breaks_it(text):
    assert number_in(KEYS, Kind.LETTER, text) is None


def test_an_address_is_short_and_ends_in_a_letter_or_a_digit():
    for number in (1, NUMBER, new_id()):
        for url in (
            visit_url(KEYS, "https://iv.example", number, "en"),
            visit_url(KEYS, "https://iv.example", number, "cy"),
            letter_url(KEYS, "https://iv.example", number),
        ):
            assert url[-1].isalnum()
            assert len(url) <= 79
    assert visit_url(KEYS, "https://iv.example", 1, "cy").endswith(".ics?lang=cy")
