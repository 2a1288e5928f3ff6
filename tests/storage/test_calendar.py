"""A visit's calendar file, read back by the library that other people's calendars stand on."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from flows.decisions import Dates
from locales.message import Message
from storage.calendar import calendar_file, uid_of

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 6, 3, 11, 0, tzinfo=UTC)
VISIT = 4_000_000_000_000_000_007
DATES = Dates(
    VISIT,
    datetime(2026, 6, 6, 13, 0, tzinfo=UTC),
    datetime(2026, 6, 6, 16, 0, tzinfo=UTC),
    Message("TITLE", "Visit"),
    "Bowling in Hinckley",
)


def written(dates=DATES, language="en", now=NOW):
    return calendar_file(dates, language, now, uid_of(dates.visit))


def read(content):
    """The one entry of a file, and the file."""
    calendar = Calendar.from_ical(content)
    [event] = calendar.walk("VEVENT")
    return event, calendar


def test_it_says_when_and_where_and_names_nobody():
    event, calendar = read(written())
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    assert event.decoded("DTSTART") == DATES.starts_at
    assert event.decoded("DTEND") == DATES.home_by
    assert event.decoded("DTSTAMP") == NOW
    assert (event["SUMMARY"], event["LOCATION"]) == ("Visit", "Bowling in Hinckley")
    assert (event["STATUS"], event["CLASS"]) == ("CONFIRMED", "PRIVATE")
    assert not calendar.walk("VALARM")
    told = {"SUMMARY", "LOCATION", "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE", "STATUS"}
    assert set(event.keys()) == told | {"CLASS"}


def test_its_lines_are_as_the_standard_wants_them():
    content = written(replace(DATES, place="Ŵyl y Caws, " * 20))
    lines = content.split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    assert b"DTSTART:20260606T130000Z" in lines


PLACES = (
    "Café, 🎳 lane 4; bring £5\\n",
    "a\r\nBEGIN:VALARM\r\nEND:VALARM",
    'say "hi": x=y; ATTENDEE:mailto:a@example.com',
    "متحف، الطابق ٢; \u200fשלום",
    "half \ud83d a pair",
    "next\x85line\u2028and\u2029more\x0b\x0c",
    "family 👩‍👩‍👧 by the sea ",
)


@given(place=st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=200))
@example(place=PLACES[0])
@example(place=PLACES[3])
@example(place="\u2028\u2029")
@example(place=PLACES[6])
def test_any_place_comes_back_as_it_was_written(place):
    event, _ = read(written(replace(DATES, place=place)))
    assert event.get("LOCATION", "") == place.strip()


@pytest.mark.parametrize("place", PLACES)
@given(noise=st.text(max_size=30))
def test_no_place_adds_a_line_of_its_own(place, noise):
    content = written(replace(DATES, place=place + noise))
    event, calendar = read(content)
    assert [part.name for part in calendar.walk()] == ["VCALENDAR", "VEVENT"]
    assert "ATTENDEE" not in event
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", content)


def test_lines_of_a_place_stay_lines():
    event, _ = read(written(replace(DATES, place="The Hall\r\nHinckley")))
    assert event["LOCATION"] == "The Hall\nHinckley"


@pytest.mark.parametrize(
    ("starts_at", "hours"),
    [
        (
            datetime(2026, 3, 28, 18, tzinfo=LONDON),
            15,
        ),  # the clocks go forward: an hour less
        (
            datetime(2026, 10, 24, 18, tzinfo=LONDON),
            17,
        ),  # they go back: an hour more
    ],
)
def test_over_a_clock_change_it_is_as_long_as_it_really_is(starts_at, hours):
    home_by = (starts_at + timedelta(days=1)).replace(hour=10)
    event, _ = read(written(replace(DATES, starts_at=starts_at, home_by=home_by)))
    begins, ends = event.decoded("DTSTART"), event.decoded("DTEND")
    assert ends - begins == timedelta(hours=hours)
    assert begins.astimezone(LONDON).hour == 18
    assert ends.astimezone(LONDON).hour == 10


def test_the_hour_that_comes_twice_is_told_apart():
    twice = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON)
    first, _ = read(written(replace(DATES, starts_at=twice)))
    second, _ = read(written(replace(DATES, starts_at=twice.replace(fold=1))))
    assert second.decoded("DTSTART") - first.decoded("DTSTART") == timedelta(hours=1)


def test_an_end_that_is_not_after_its_start_is_left_out():
    event, _ = read(written(replace(DATES, starts_at=DATES.home_by)))
    assert "DTEND" not in event


def test_a_later_file_is_the_same_entry_and_goes_before_the_earlier():
    event, _ = read(written())
    later = replace(DATES, starts_at=DATES.starts_at - timedelta(hours=1))
    moved, _ = read(written(later, now=NOW + timedelta(seconds=1)))
    off, _ = read(written(replace(DATES, off=True), now=NOW + timedelta(seconds=2)))
    assert event["UID"] == moved["UID"] == off["UID"]
    assert event["SEQUENCE"] < moved["SEQUENCE"] < off["SEQUENCE"]
    assert off["STATUS"] == "CANCELLED"


@pytest.mark.parametrize("now", [NOW.replace(year=2000), NOW.replace(year=2090)])
def test_the_sequence_is_a_number_that_calendars_can_hold(now):
    event, _ = read(written(now=now))
    assert 0 <= event["SEQUENCE"] < 1 << 31


def test_the_entry_s_name_gives_the_visit_s_number_away_to_nobody():
    name = uid_of(VISIT)
    assert re.fullmatch(r"[0-9a-f]{32}@porchlight", name)
    assert str(VISIT) not in name
    assert name != uid_of(VISIT + 1)
