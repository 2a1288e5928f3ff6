"""kill -9 between commit and sending, and between sending and recording: at most one duplicate,
and never none."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from tests import postgres
from tests.faults.killing import STRANGERS, Aftermath, all_at_once, stories

pytestmark = [pytest.mark.faults, pytest.mark.slow]


@pytest.fixture(scope="module")
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """How each story ended: by its name."""
    database = None
    if postgres.binaries() is not None:
        server: postgres.Server = request.getfixturevalue("postgres_server")
        database = server.empty_database
    folder = tmp_path_factory.mktemp("killed")
    return asyncio.run(all_at_once(stories(database), folder))


@pytest.fixture
def ending(told: dict[str, Aftermath], request: pytest.FixtureRequest):
    """The end of one story; without the database that it needs, it was not told."""
    if request.param not in told:
        request.getfixturevalue("postgres_server")
    return told[request.param]


def each(*names: str) -> pytest.MarkDecorator:
    """A test for these stories."""
    marks = {"postgresql": [pytest.mark.postgres]}
    given = [pytest.param(n, marks=marks.get(n.partition("-")[0], [])) for n in names]
    return pytest.mark.parametrize("ending", given, indirect=True)


@each("sqlite-sms-lost", "postgresql-sms-lost")
def test_what_was_committed_and_not_sent_is_sent_by_the_next_process(ending: Aftermath) -> None:
    assert ending.before == []
    assert [one.who for one in ending.after] == ["Ana"]
    assert [state for state, _ in ending.rows] == ["sent"]


@each("sqlite-sms-taken", "postgresql-sms-taken")
def test_what_was_sent_and_not_recorded_is_looked_up_and_not_sent_again(ending: Aftermath) -> None:
    assert len(ending.before) == 1
    assert ending.after == ending.before
    assert ending.asked == 1
    assert [state for state, _ in ending.rows] == ["sent"]
    assert ending.rows[0][1]


@each("sqlite-telegram-taken")
def test_where_nobody_can_be_asked_it_is_said_once_more_rather_than_never(
    ending: Aftermath,
) -> None:
    assert len(ending.before) == 1
    assert [one.text for one in ending.after] == [ending.before[0].text] * 2
    assert [state for state, _ in ending.rows] == ["sent"]


@each("crowd")
def test_in_a_crowd_everybody_is_answered_once(ending: Aftermath) -> None:
    """Twilio can be asked what it took, so even twice killed, nobody hears anything twice."""
    assert Counter(one.who for one in ending.after) == Counter(STRANGERS)
    assert Counter(state for state, _ in ending.rows) == {"sent": len(STRANGERS)}
