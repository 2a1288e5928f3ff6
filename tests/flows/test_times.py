"""What people type for a time, as a table: a Wednesday in March, one o'clock, still on GMT."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.times import local, read_minutes, read_time, read_when

NOW = datetime(2026, 3, 11, 13, 0, tzinfo=UTC)


def shown(at: datetime | None, now: datetime = NOW) -> str:
    """An instant on a London clock, as "17:00", or "+1 02:00" on a later day."""
    if at is None:
        return "-"
    days = (local(at).date() - local(now).date()).days
    return f"{f'{days:+d} ' if days else ''}{local(at):%H:%M}"


def read(text: str, now: datetime = NOW) -> str | None:
    """A reading in one line: time, "gone", choices, rest."""
    reading = read_time(text, now)
    if reading is None:
        return None
    times = "?".join(shown(t, now) for t in reading.choices) if not reading.past else ""
    said = times or shown(reading.at, now) + (" gone" if reading.past else "")
    return f"{said} | {reading.rest}" if reading.rest else said


def table(text: str) -> list[tuple[str, str]]:
    """Lines of "typed => read"."""
    rows = (line.split("=>") for line in text.strip().splitlines())
    return [(typed.strip(), meant.strip()) for typed, meant in rows]


ENGLISH = table("""
    5 => 17:00
    5. => 17:00
    half 5 => 17:30
    half-5 => 17:30
    half5 => 17:30
    half five => 17:30
    half past five => 17:30
    half past 5pm => 17:30
    half 5ish => 17:30
    around half six => 18:30
    quarter to 6 => 17:45
    quarter past 6 => 18:15
    a quarter to six => 17:45
    ten past 4 => 16:10
    10 past 4 => 16:10
    20 to 7 => 18:40
    twenty to seven => 18:40
    twenty five to 7 => 18:35
    twenty-five past 7 => 19:25
    3 mins past 4 => 16:03
    ten minutes to 5 => 16:50
    5 to 6 => 17:55
    17:30 => 17:30
    17.30 => 17:30
    17h30 => 17:30
    1730 => 17:30
    1730hrs => 17:30
    5:30 => 17:30
    5.30 => 17:30
    530 => 17:30
    530pm => 17:30
    5.30pm => 17:30
    5.30 p.m. => 17:30
    5pm => 17:00
    5 pm => 17:00
    5PM => 17:00
    05:30 => 05:30 gone
    five => 17:00
    five thirty => 17:30
    six forty five => 18:45
    seven-fifteen => 19:15
    5 30 => 17:30
    5 o'clock => 17:00
    5 oclock => 17:00
    five o clock => 17:00
    5ish => 17:00
    6ish => 18:00
    6-ish => 18:00
    about 6 => 18:00
    by 6 => 18:00
    till 6 => 18:00
    til 6 => 18:00
    'til 6 => 18:00
    until 6 => 18:00
    before 6 => 18:00
    at 6 => 18:00
    @ 6 => 18:00
    ~6 => 18:00
    approx 6 => 18:00
    probably about 6 => 18:00
    by 6 at the latest => 18:00
    home by 6 => 18:00
    back at 6 => 18:00
    i should be home by 6 => 18:00
    will be back about 6 => 18:00
    noon => 12:00 gone
    tomorrow noon => +1 12:00
    midday tomorrow => +1 12:00
    midnight => +1 00:00
    12 midnight => +1 00:00
    12am => +1 00:00
    12 => 12:00 gone
    1 => 13:00 gone
    3 => 15:00
    11 => 23:00
    1am => +1 01:00
    2 in the morning => +1 02:00
    5 in the evening => 17:00
    9 at night => 21:00
    2 at night => +1 02:00
    9 this evening => 21:00
    tonight at 9 => 21:00
    9 tonight => 21:00
    tonight 12 => +1 00:00
    tonight at 1 => +1 01:00
    tonight at 5 => 17:00
    2nite 9 => 21:00
    today 5 => 17:00
    this afternoon at 4 => 16:00
    tomorrow 2am => +1 02:00
    2am tomorrow => +1 02:00
    tomo 5 => +1 17:00
    2moro 3pm => +1 15:00
    tomorrow 15:00 => +1 15:00
    tomorrow evening 8 => +1 20:00
    tomorrow 8 => +1 08:00?+1 20:00
    in 2 hours => 15:00
    in two hours => 15:00
    in a couple of hours => 15:00
    in an hour => 14:00
    an hour => 14:00
    hour => 14:00
    in half an hour => 13:30
    half hour => 13:30
    in an hour and a half => 14:30
    an hour and half => 14:30
    in an hours time => 14:00
    in 45 min => 13:45
    45 mins => 13:45
    45m => 13:45
    in 45 minutes => 13:45
    90 minutes => 14:30
    in 1h30 => 14:30
    1 hr 15 => 14:15
    1.5 hours => 14:30
    1½ hours => 14:30
    2 and a half hours => 15:30
    2 hours from now => 15:00
    for 2 hours => 15:00
    in three quarters of an hour => 13:45
    in 20 => 13:20
    quarter past => 13:15
    half past => 13:30
    in 5 => 13:05?17:00
    5 or 6 => 17:00?18:00
    5 or half 5 => 17:00?17:30
    5-6 => 17:00?18:00
    between 5 and 6 => 17:00?18:00
    2-5 => 17:00
    2 til 5 => 17:00
    2pm-5pm => 17:00
    9am => 09:00 gone
    12:30 => 12:30 gone
    1pm => 13:00 gone
    13:00 => 13:00 gone
    13:01 => 13:01
""")

WITH_REST = table("""
    bowling until half 5 => 17:30 | bowling
    5, all good => 17:00 | all good
    5pm, all good => 17:00 | all good
    12 Church Street 5pm => 17:00 | 12 Church Street
    at 12 Church Street until 5 => 17:00 | 12 Church Street
    Cinema Leicester 5.30pm => 17:30 | Cinema Leicester
    cinema 5 => 17:00 | cinema
    cinema, 5 => 17:00 | cinema
    cinema 2-5 => 17:00 | cinema
    cinema from 2 till 5 => 17:00 | cinema
    pizza tonight at 9 => 21:00 | pizza
    bowling back at 5 => 17:00 | bowling
    bowling then home by 6 => 18:00 | bowling
    film starts 2.15 home by 5 => 17:00 | film starts 2.15
    route 66 cafe until 4 => 16:00 | route 66 cafe
    M5 services 5pm => 17:00 | M5 services
    swimming with 2 friends til 4 => 16:00 | swimming with 2 friends
    until 5 with Kai => 17:00 | with Kai
    McDonald's till 3ish => 15:00 | McDonald's
    park, in 2 hours => 15:00 | park
    Nando's 🍗 5pm 🙂 => 17:00 | Nando's
    sinema tan 5 => 17:00 | sinema
    bowlio tan hanner awr wedi 4 => 16:30 | bowlio
    Caffi Tŷ Hwnt, erbyn 5 => 17:00 | Caffi Tŷ Hwnt
""")

WELSH = table("""
    5 o'r gloch => 17:00
    5 or gloch => 17:00
    pump o'r gloch => 17:00
    am bump => 17:00
    am 5 => 17:00
    hanner awr wedi 5 => 17:30
    hanner wedi 5 => 17:30
    hanner awr wedi pump => 17:30
    chwarter i 6 => 17:45
    chwarter i chwech => 17:45
    chwarter wedi 6 => 18:15
    chwarter wedi => 13:15
    ugain munud i 7 => 18:40
    deng munud wedi 4 => 16:10
    pum munud i dri => 14:55
    pum munud ar hugain i 6 => 17:35
    10 munud wedi 4 => 16:10
    mewn 2 awr => 15:00
    mewn dwy awr => 15:00
    mewn awr => 14:00
    ymhen awr => 14:00
    mewn awr a hanner => 14:30
    mewn hanner awr => 13:30
    mewn 45 munud => 13:45
    hanner nos => +1 00:00
    hanner dydd yfory => +1 12:00
    heno am 9 => 21:00
    am 9 heno => 21:00
    yfory am 3 => +1 15:00
    erbyn 6 => 18:00
    tua 6 => 18:00
    tua thri => 15:00
    tan 5 => 17:00
    o gwmpas 6 => 18:00
    saith => 19:00
    deuddeg => 12:00 gone
    un ar ddeg => 23:00
    5 y prynhawn => 17:00
    8 yr hwyr => 20:00
    2 y bore => +1 02:00
    adref erbyn 6 => 18:00
    dwy awr a hanner => 15:30
    5 neu 6 => 17:00?18:00
""")

NOT_TIMES = [
    "", " ", "🙂", "hello", "route 66 cafe", "£5", "£5.50", "cost £12", "07700 900123",
    "01455 632 1200", "2 of us", "there are 2 of us", "table for 2", "flat 5",
    "Flat 5, Church Road", "12, Church Street", "12 Church Street", "number 5", "no 5", "bus 48",
    "platform 3", "5 people", "5 miles", "5%", "25", "99", "5th", "A7", "M5 services", "screen 4",
    "the 5", "aged 10", "5 mins away", "2 hours ago", "tomorrow", "yfory", "heno", "soon",
    "later", "won 2-1", "bowling 17", "one by one thing", "high five", "3/4", "12/03/2026", "5.5",
    "2 blant", "3 ohonom", "rhif 7", "half", "hanner", "to", "until", "in a bit", "5'", "#5",
    "x5", "1:75", "25:00", "a 5 a",
]  # fmt: skip


@pytest.mark.parametrize(("typed", "meant"), ENGLISH + WITH_REST + WELSH)
def test_a_home_time_is_read(typed: str, meant: str) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize("typed", NOT_TIMES)
def test_what_is_no_time_is_not_read(typed: str) -> None:
    assert read(typed) is None


def test_the_table_is_long_enough_to_trust() -> None:
    assert len(ENGLISH + WITH_REST + WELSH) >= 150


@pytest.mark.parametrize(
    ("hour", "minute", "typed", "meant"),
    [
        (16, 50, "5", "17:00"),
        (22, 0, "1", "+1 01:00"),
        (23, 0, "12:30", "+1 00:30"),
        (22, 0, "12", "+1 00:00"),
        (10, 0, "12", "12:00"),
        (23, 59, "midnight", "+1 00:00"),
        (0, 30, "tonight at 2", "02:00"),
        (0, 30, "2", "02:00"),
        (15, 20, "3", "15:00 gone"),
        (15, 20, "15:00", "15:00 gone"),
        (15, 20, "3pm", "15:00 gone"),
        (15, 20, "3pm tomorrow", "+1 15:00"),
        (15, 20, "half 3", "15:30"),
        (18, 30, "5", "17:00 gone"),
        (20, 0, "6am", "06:00 gone"),
        (22, 0, "1am", "+1 01:00"),
        (22, 0, "01:00", "+1 01:00"),
        (3, 0, "2am", "02:00 gone"),
        (15, 0, "3", "15:00 gone"),
        (23, 30, "in 2 hours", "+1 01:30"),
    ],
)
def test_the_turn_of_the_clock_that_is_meant(
    hour: int, minute: int, typed: str, meant: str
) -> None:
    now = NOW.replace(hour=hour, minute=minute)
    assert read(typed, now) == meant


def test_a_time_gone_offers_when_it_comes_round_again() -> None:
    reading = read_time("3", NOW.replace(hour=15, minute=20))
    assert reading is not None
    assert reading.past
    assert reading.at == datetime(2026, 3, 11, 15, 0, tzinfo=UTC)
    assert reading.choices == (datetime(2026, 3, 12, 3, 0, tzinfo=UTC),)


def test_a_time_after_a_planned_start() -> None:
    start = datetime(2026, 3, 14, 14, 0, tzinfo=UTC)
    reading = read_time("5", NOW, after=start)
    assert reading is not None
    assert reading.at == datetime(2026, 3, 14, 17, 0, tzinfo=UTC)


# --- Clock changes: 29 March 2026 at 01:00 UTC, 25 October 2026 at 01:00 UTC


@pytest.mark.parametrize(
    ("now", "typed", "utc"),
    [
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), "1:30", "2026-03-29T01:30"),
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), "3am", "2026-03-29T02:00"),
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), "in 3 hours", "2026-03-29T02:00"),
        (datetime(2026, 3, 29, 12, 0, tzinfo=UTC), "5", "2026-03-29T16:00"),
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), "1:30", "2026-10-25T00:30"),
        (datetime(2026, 10, 25, 0, 45, tzinfo=UTC), "1:30", "2026-10-25T01:30"),
        (datetime(2026, 10, 25, 0, 45, tzinfo=UTC), "2am", "2026-10-25T02:00"),
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), "3am", "2026-10-25T03:00"),
        (datetime(2026, 7, 1, 12, 0, tzinfo=UTC), "5", "2026-07-01T16:00"),
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "tonight at 9", "2026-07-02T20:00"),
    ],
)
def test_both_clock_changes(now: datetime, typed: str, utc: str) -> None:
    reading = read_time(typed, now)
    assert reading is not None
    assert reading.at == datetime.fromisoformat(utc).replace(tzinfo=UTC)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        read_time("5", datetime(2026, 3, 11, 13, 0))  # noqa: DTZ001


# --- Lengths

LENGTHS = table("""
    30 => 30
    30 min => 30
    30mins => 30
    +30 => 30
    30 please => 30
    another 20 => 20
    20 mins late => 20
    half an hour => 30
    half hour => 30
    another half hour => 30
    an hour => 60
    1h => 60
    1 hr 15 => 75
    1h30 => 90
    1h 30m => 90
    1:30 => 90
    1.5 hours => 90
    2 and a half hours => 150
    an hour and a quarter => 75
    quarter of an hour => 15
    three quarters of an hour => 45
    twenty minutes => 20
    forty five mins => 45
    20 munud => 20
    ugain munud => 20
    hanner awr => 30
    awr => 60
    awr a hanner => 90
    awr a chwarter => 75
    dwy awr => 120
    dwy awr a hanner => 150
    chwarter awr => 15
    tri chwarter awr => 45
    pum munud ar hugain => 25
    24 hours => 1440
    1 => 1
""")


@pytest.mark.parametrize(("typed", "minutes"), LENGTHS)
def test_a_length_of_time_is_read(typed: str, minutes: str) -> None:
    assert read_minutes(typed) == (timedelta(minutes=int(minutes)), "")


@pytest.mark.parametrize(
    "typed",
    ["", "0", "0 min", "25 hours", "1441", "until 6", "by 6", "5pm", "half 5", "17:30", "£30",
     "hello", "-", "30%", "route 66 cafe", "07700 900123"],
)  # fmt: skip
def test_what_is_no_length_is_not_read(typed: str) -> None:
    assert read_minutes(typed) is None


def test_the_words_beside_a_length_are_kept() -> None:
    # "Late" is what the length already says.
    assert read_minutes("30, traffic is bad") == (timedelta(minutes=30), "traffic is bad")
    assert read_minutes("20 mins late, sorry") == (timedelta(minutes=20), "sorry")


# --- Plans

PLANS = table("""
    sat 2-5 bowling in Hinckley => +3 14:00 +3 17:00 | bowling in Hinckley
    Sat 2 - 5 => +3 14:00 +3 17:00
    saturday 2pm to 5pm => +3 14:00 +3 17:00
    on saturday from 2 until 5 => +3 14:00 +3 17:00
    sat between 2 and 5 => +3 14:00 +3 17:00
    tomorrow 10-4 => +1 10:00 +1 16:00
    tomorrow 10 to 4 => +1 10:00 +1 16:00
    tomorrow 11-1 => +1 11:00 +1 13:00
    tomorrow 12-3 => +1 12:00 +1 15:00
    next tues 3pm => +6 15:00 -
    this sat 2-5 => +3 14:00 +3 17:00
    a week on sat 2-5 => +10 14:00 +10 17:00
    sat week 2-5 => +10 14:00 +10 17:00
    12/3 at 2pm => +1 14:00 -
    12/03/26 2pm => +1 14:00 -
    12/03/2026 2pm => +1 14:00 -
    2026-03-12 14:00 => +1 14:00 -
    3 dec 14:00-17:00 => +267 14:00 +267 17:00
    3rd of december 2-5 => +267 14:00 +267 17:00
    dec 3 2-5 => +267 14:00 +267 17:00
    the 20th 2-5 => +9 14:00 +9 17:00
    Saturday 14th March at 2 => +3 14:00 -
    dydd sadwrn 2-5 => +3 14:00 +3 17:00
    Dydd Mawrth nesaf am 3 => +6 15:00 -
    dydd Iau 10 tan 12 => +1 10:00 +1 12:00
    yfory 3-5 => +1 15:00 +1 17:00
    nos sadwrn 8-10 => +3 20:00 +3 22:00
    14 mawrth 2-5 nofio => +3 14:00 +3 17:00 | nofio
    today 4-6 => 16:00 18:00
    heddiw 4-6 => 16:00 18:00
    wed 2-5 => 14:00 17:00
    wed 10-12 => +7 10:00 +7 12:00
    today 9-11 => 09:00 11:00 gone
    sat 2 bowling => +3 14:00 - | bowling
    2pm sat => +3 14:00 -
    bowling sat 2 => +3 14:00 - | bowling
    sat 12 Church Street 2pm => +3 14:00 - | 12 Church Street
    sat 2pm for 3 hours => +3 14:00 +3 17:00
    sat am 2 am 3 awr => +3 14:00 +3 17:00
    sat 2pm bowling back by 5 => +3 14:00 +3 17:00 | bowling
    sat half 2 to quarter to 5 => +3 14:30 +3 16:45
    sat 2.30-4.30 => +3 14:30 +3 16:30
    sat 8-10 => +3 08:00 +3 10:00
    sat 8-10pm => +3 20:00 +3 22:00
    sat 10-2pm => +3 10:00 +3 14:00
    sat 10am-4 => +3 10:00 +3 16:00
    sat evening 6-9 => +3 18:00 +3 21:00
    fri 22:00-01:00 => +2 22:00 +3 01:00
    fri 11pm-1 => +2 23:00 +3 01:00
    tonight 7-9 => 19:00 21:00
    bowling 2-5 => 14:00 17:00 | bowling
    bowling 10-12 => +1 10:00 +1 12:00 | bowling
    day after tomorrow 2-5 => +2 14:00 +2 17:00
""")


@pytest.mark.parametrize(("typed", "meant"), PLANS)
def test_a_plan_is_read(typed: str, meant: str) -> None:
    when = read_when(typed, NOW)
    assert when is not None
    said = f"{shown(when.starts_at)} {shown(when.home_by)}" + (" gone" if when.past else "")
    assert (f"{said} | {when.rest}" if when.rest else said) == meant


@pytest.mark.parametrize(
    "typed",
    ["", "sat", "tomorrow", "31/2 2pm", "30 feb 2-5", "sat 15th march 2pm", "bowling", "32/1"],
)
def test_what_is_no_plan_is_not_read(typed: str) -> None:
    assert read_when(typed, NOW) is None


def test_next_saturday_is_asked_while_this_one_is_to_come() -> None:
    when = read_when("next sat 2-5", NOW)
    assert when is not None
    assert [shown(at) for at in when.choices] == ["+3 14:00", "+10 14:00"]
    assert when.starts_at == when.choices[0]


def test_a_plan_across_a_clock_change_is_by_the_wall_clock() -> None:
    when = read_when("sat 11pm-3am", datetime(2026, 3, 27, 12, 0, tzinfo=UTC))
    assert when is not None
    assert when.starts_at == datetime(2026, 3, 28, 23, 0, tzinfo=UTC)
    assert when.home_by == datetime(2026, 3, 29, 2, 0, tzinfo=UTC)


# --- Properties

PIECES = st.lists(
    st.sampled_from(
        "until by at in half quarter past to am pm o'clock 5 12 17:30 1730 noon tomorrow tonight "
        "sat 12/3 mewn awr hanner wedi i erbyn chwarter - , . 🙂 2-5 hour and a mins or bowling "
        "£5 ½ 0 24 99 next dydd mawrth nos week 31/2 the 3rd ish half5 \u0130 ß \u0958".split()
    ),
    max_size=12,
).map(" ".join)
TEXTS = st.one_of(st.text(max_size=80), PIECES)
NOWS = st.datetimes(
    datetime(2020, 1, 1),  # noqa: DTZ001
    datetime(2035, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@given(TEXTS, NOWS)
def test_any_text_is_read_or_not_without_failing(text: str, now: datetime) -> None:
    reading, when = read_time(text, now), read_when(text, now)
    length = read_minutes(text)
    if reading is not None:
        assert reading.past == (reading.at <= now)
        assert all(at > now for at in reading.choices)
        assert len(reading.rest) <= len(text)
    if when is not None:
        assert when.past == (when.starts_at <= now)
        assert when.home_by is None or when.home_by > when.starts_at
        assert len(when.rest) <= len(text)
    if length is not None:
        assert timedelta(minutes=1) <= length[0] <= timedelta(hours=24)
        assert len(length[1]) <= len(text)


@given(
    st.sampled_from([typed for typed, _ in ENGLISH + WELSH + WITH_REST]),
    st.sampled_from(["", " ", "  ", "\t"]),
    st.sampled_from(["", ".", "!", " 🙂", "...", " 👍🏽", " ❤️", ",", "  "]),
    st.booleans(),
)
def test_case_spaces_and_trimmings_change_nothing(
    typed: str, before: str, after: str, upper: bool
) -> None:
    spaced = re.sub(" ", "  ", typed)
    dressed = before + (spaced.upper() if upper else spaced) + after
    plain, other = read(typed), read(dressed)
    assert (other or "").casefold() == (plain or "").casefold()


@given(NOWS)
def test_a_bare_hour_is_always_within_the_coming_twelve_hours(now: datetime) -> None:
    for hour in range(1, 13):
        reading = read_time(str(hour), now)
        assert reading is not None
        if not reading.past:
            # Thirteen across the autumn change, when an hour is lived twice.
            assert reading.at - now <= timedelta(hours=13)
