"""Two people at once, each deciding from the same facts: one of them looks again.

On PostgreSQL the second decides and commits between the look and the saving of the first, which
is the worst moment there is; on SQLite they wait for each other anyway.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.util import await_only

from flows import decisions as d
from flows.decide import decide
from flows.facts import Role, Stage, TaskKind
from flows.ladder import MISSED_CHECK_IN
from storage import tables
from storage.ids import new_id
from storage.store import Store
from tests.storage.house import ANA, CLEO, DAY, DEE, HOUR, NOW, House, person, says

EVE = "+447700900011"
FRIDAY = NOW + 7 * DAY


class Both:
    """A house that two processes keep: `one` and `other`. K7 is Ana's, Eve is the carer."""

    def __init__(self, one: House, other: House) -> None:
        self.one = one
        self.other = other
        self.match = new_id()
        self.visit = new_id()

    async def fill(self) -> Both:
        eve = person("Eve", Role.CARER, EVE)
        await self.one.add(eve)
        ana = self.one.ana.id
        await self.one.decided(
            d.AddMatch(self.match, "K7", ana, Stage.ESTABLISHED, eve.id, self.one.cleo.id),
            d.PlanVisit(
                self.visit, ana, "bowling", FRIDAY, FRIDAY + 3 * HOUR, MISSED_CHECK_IN,
                match=self.match,
            ),
        )  # fmt: skip
        return self

    async def says(self, number: str, *texts: str) -> None:
        for text in texts:
            await self.one.turn(says(number, text), decide)

    async def at_once(self, first: tuple[str, str], second: tuple[str, str]) -> list[list[str]]:
        """What left for each; the second is done before the first is saved."""
        heard: list[list[str]] = []

        async def now() -> None:
            turn = await self.other.turn(says(*second), decide)
            heard.append([row.text for row in turn.outgoing])

        done = False

        def looks(event, s):
            nonlocal done
            if not done and self.one.store.dialect == "postgresql":
                done = True
                await_only(now())
            return decide(event, s)

        turn = await self.one.turn(says(*first), looks)
        if not done:
            await now()
        return [[row.text for row in turn.outgoing], *heard]

    async def rows(self, table: sa.Table) -> list[dict]:
        return await self.one.rows(table)


@pytest.fixture
async def both(house, database_url):
    other_store = await Store.open(database_url, house.keys)
    other = House(other_store)
    other.ana, other.ben, other.cleo, other.dee = house.ana, house.ben, house.cleo, house.dee
    yield await Both(house, other).fill()
    await other_store.close()


async def ends(both: Both) -> None:
    """Dee is about to end the match."""
    await both.says(DEE, "MATCH K7 ENDED")


async def live(both: Both) -> list[dict]:
    return [row for row in await both.rows(tables.visits) if row["state"] == "planned"]


async def test_no_visit_is_planned_with_a_match_that_has_just_ended(both):
    """Old wrong result: it stayed planned, was asked about and chased, of a match that was over."""
    await both.says(ANA, "plan fri 11 december 2-5 swimming", "bus", "5", "OK", "OK")
    await ends(both)
    said, _ = await both.at_once((ANA, "OK"), (DEE, "OK"))
    if both.one.store.dialect == "postgresql":
        assert len(said) == 1
        assert said[0].startswith("Your visits with K7 have ended, so I can't plan one.")
    assert await live(both) == []


async def test_nobody_goes_out_for_a_match_that_has_just_ended(both):
    """They do go out, and are watched; but as nobody's visitor."""
    await ends(both)
    await both.says(ANA, "in cinema until 5pm")
    said, _ = await both.at_once((ANA, "OK"), (DEE, "OK"))
    assert said[-1].startswith("You're checked in: cinema")
    [out] = [row for row in await both.rows(tables.visits) if row["state"] == "out"]
    ended = both.one.store.dialect == "postgresql"
    assert out["match_id"] == (None if ended else both.match)


async def test_a_plan_confirmed_while_the_match_ends_is_off(both):
    await both.one.decided(d.ChangeVisit(both.visit, asked=True))
    await ends(both)
    await both.at_once((ANA, "OK"), (DEE, "OK"))
    [visit] = await both.rows(tables.visits)
    assert visit["state"] == "cancelled"


async def test_a_visit_called_off_by_both_is_off_once_and_asked_about_once(both):
    await both.says(ANA, "OFF", "1", "1")
    await both.says(EVE, "CHANGE", "1")
    await both.at_once((ANA, "3"), (EVE, "not yet"))
    [visit] = await both.rows(tables.visits)
    assert visit["state"] == "cancelled"
    kinds = [row["kind"] for row in await both.rows(tables.tasks) if row["done_at"] is None]
    assert kinds.count(TaskKind.NO_NEW_DATE) == 1


async def test_an_offer_and_a_move_at_once_leave_one_time_that_both_know(both):
    """Old wrong result: what was in the way of Friday was taken for what is in the way of the
    Saturday to which the volunteer had just moved it."""
    await both.says(ANA, "CHANGE", "1", "sat 5 december 2-5")
    await both.says(EVE, "CHANGE", "1")
    mine, eves = await both.at_once((ANA, "3"), (EVE, "sun 6 december 2-5"))
    [visit] = await both.rows(tables.visits)
    assert mine[0] == "Moved: bowling, now Sat 5 Dec 14:00 to 17:00. The scheme will know."
    assert visit["starts_at"] == datetime(2026, 12, 5, 14, 0, tzinfo=UTC)
    assert visit["offer_from"] is None
    if both.one.store.dialect == "sqlite":
        assert eves[0].startswith("K7's visit with Ana, Sat 5 Dec 14:00. What is in the way? ")


async def test_two_who_see_to_one_task_are_told_apart(both):
    await both.one.decided(d.OpenTask(TaskKind.FIRST_VISIT, match=both.match, owner=None))
    first, second = await both.at_once((CLEO, "DONE 1"), (DEE, "DONE 1"))
    said = sorted(text.partition(":")[0] for text in (*first, *second))
    assert said == [
        "I have no task 1, or it is done already. Send TASKS for what waits.",
        "Thank you. Done",
    ]


async def test_two_notices_at_once_are_both_sent(both):
    for who in (CLEO, DEE):
        await both.says(who, "NOTICE", "3", f"Snow, says {who[-1]}")
    await both.at_once((CLEO, "OK"), (DEE, "OK"))
    assert sorted(row["number"] for row in await both.rows(tables.notices)) == [1, 2]


async def test_one_persons_two_messages_at_two_doors_are_answered_one_after_the_other(both):
    """Both are answers to a conversation: neither is lost, and neither is taken twice."""
    await both.says(ANA, "plan")
    one = both.one.turn(says(ANA, "fri 11 december 2-5"), decide)
    other = both.other.turn(says(ANA, "swimming"), decide)
    await asyncio.gather(one, other)
    await both.says(ANA, "bus", "5", "OK", "OK", "OK")
    planned = [row for row in await live(both) if row["id"] != both.visit]
    assert planned or await both.rows(tables.talks)


WORDS = (
    (ANA, "OFF"), (ANA, "CHANGE"), (ANA, "CARD"), (ANA, "RECORD"), (ANA, "CARER hello"),
    (ANA, "AWAY 1-5 dec"), (ANA, "NOTICES"), (ANA, "CONCERN"), (ANA, "VISITS"),
    (EVE, "CHANGE"), (EVE, "WORRY"), (EVE, "VISITS"), (EVE, "VISITOR hello"), (EVE, "he hit me"),
    (CLEO, "TASKS"), (CLEO, "DONE 1"), (CLEO, "MATCH"), (CLEO, "MATCH K7 TRIAL"),
    (CLEO, "MATCH K7 ENDED"), (CLEO, "NOTICE weather: snow"), (CLEO, "NOTICES"),
    (CLEO, "AWAY 1-5 dec"),
)  # fmt: skip


@pytest.mark.parametrize(("who", "text"), WORDS)
async def test_a_message_that_is_brought_again_does_nothing_again(both, who, text):
    """To the same process and to another, at once and later."""
    await both.one.decided(d.OpenTask(TaskKind.FIRST_VISIT, match=both.match))
    event = says(who, text)
    doors = (both.one, both.other, both.one)
    turns = await asyncio.gather(*(door.turn(event, decide) for door in doors))
    assert sum(turn.new for turn in turns) == 1
    again = await both.other.turn(event, decide, NOW + HOUR)
    assert not again.new
    assert not again.outgoing
    messages = sum(len(turn.outgoing) for turn in turns)
    assert await both.one.counted(tables.outbox) == messages
