"""When a volunteer is asked about a planned visit, whatever the hour and the clocks do."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reminders import Step, come, coming, steps
from flows.routing import quiet_end
from flows.scheme import Scheme

LONDON = ZoneInfo("Europe/London")
SCHEME = Scheme()
STARTS = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def london(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("starts", "ask", "again", "day"),
    [
        ("2026-06-06 14:00", "2026-06-04 14:00", "2026-06-05 14:00", "2026-06-06 08:00"),
        ("2026-06-06 10:00", "2026-06-04 10:00", "2026-06-05 10:00", "2026-06-06 08:00"),
        ("2026-06-06 09:59", "2026-06-04 09:59", "2026-06-05 09:59", "2026-06-05 20:00"),
        ("2026-06-06 07:00", "2026-06-04 08:00", "2026-06-05 08:00", "2026-06-05 20:00"),
        ("2026-06-06 00:30", "2026-06-03 20:00", "2026-06-04 20:00", "2026-06-05 20:00"),
        ("2026-06-06 22:00", "2026-06-04 20:00", "2026-06-05 20:00", "2026-06-06 08:00"),
        # The clocks go forward on 29 March and back on 25 October: 48 hours are two days less
        # or more an hour, and eight in the morning is eight in the morning.
        ("2026-03-29 14:00", "2026-03-27 13:00", "2026-03-28 13:00", "2026-03-29 08:00"),
        ("2026-10-25 14:00", "2026-10-23 15:00", "2026-10-24 15:00", "2026-10-25 08:00"),
    ],
)
def test_the_table(starts: str, ask: str, again: str, day: str) -> None:
    wanted = [(Step.ASK, ask), (Step.AGAIN, again), (Step.DAY, day)]
    found = steps(SCHEME, london(starts))
    assert found == [(step, london(at)) for step, at in wanted]


@given(STARTS)
def test_in_order_never_at_night_and_always_in_time(starts_at: datetime) -> None:
    found = steps(SCHEME, starts_at)
    assert [step for step, _ in found] == [Step.ASK, Step.AGAIN, Step.DAY]
    times = [at for _, at in found]
    assert times == sorted(times)
    assert all(quiet_end(at, SCHEME) is None for at in times)
    assert times[-1] <= starts_at - SCHEME.morning_ahead
    assert starts_at - times[-1] <= timedelta(hours=17)


@given(STARTS, st.integers(1, 100))
def test_what_has_come_and_what_is_to_come_are_all(starts_at: datetime, hours: int) -> None:
    now = starts_at - timedelta(hours=hours)
    later = coming(SCHEME, starts_at, now)
    assert later is None or later > now
    assert (come(SCHEME, starts_at, now) is Step.DAY) == (later is None)


def test_settings_that_overtake_each_other_leave_the_later_step() -> None:
    late = Scheme(confirm_again=timedelta(hours=3), confirm_before=timedelta(hours=2))
    assert [step for step, _ in steps(late, london("2026-06-06 14:00"))] == [Step.DAY]


def test_a_scheme_without_quiet_hours() -> None:
    loud = Scheme(quiet_from=time(0), quiet_until=time(0))
    day = dict(steps(loud, london("2026-06-06 07:00")))[Step.DAY]
    assert day == london("2026-06-06 05:00")
