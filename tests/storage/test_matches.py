"""Matches, tasks, absences and notices: who may look at them, and one visitor, one young person."""

import asyncio
from datetime import date, timedelta

import pytest

from flows import decisions as d
from flows.events import TimerFired, TimerKind
from flows.facts import NoticeKind, Role, Stage, TaskKind
from flows.ladder import MISSED_CHECK_IN
from storage import matches as by_question
from storage.errors import Conflict
from storage.ids import new_id
from storage.store import Store
from storage.tables import matches
from tests.storage.house import (
    ANA,
    BEN,
    CLEO,
    HOUR,
    NOW,
    STRANGER,
    House,
    person,
    says,
)

EVE, FAY, GIL = "+447700900011", "+447700900012", "+447700900013"
TODAY = NOW.date()


class Two:
    """Ana visits K7, whose carer is Eve; Gil visits B2, whose carer is Fay. Each has a visit."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.eve, self.fay = person("Eve", Role.CARER, EVE), person("Fay", Role.CARER, FAY)
        self.gil = person("Gil", Role.VOLUNTEER, GIL)
        self.k7, self.b2, self.notice = new_id(), new_id(), new_id()
        self.anas, self.gils, self.alone = new_id(), new_id(), new_id()
        self.away, self.cover = new_id(), new_id()

    async def fill(self) -> "Two":
        house, ana = self.house, self.house.ana.id
        await house.add(self.eve, self.fay, self.gil)
        await house.decided(
            d.AddMatch(self.k7, "K7", ana, Stage.TRIAL, self.eve.id, house.cleo.id, "cy"),
            d.AddMatch(self.b2, "B2", self.gil.id, Stage.ESTABLISHED, self.fay.id),
            self.plan(self.anas, ana, self.k7),
            self.plan(self.alone, ana, None),
            self.plan(self.gils, self.gil.id, self.b2),
            d.GoAway(self.away, ana, TODAY, TODAY + timedelta(days=2)),
            d.GoAway(self.cover, house.dee.id, TODAY, TODAY, house.cleo.id),
            d.AddNotice(self.notice, house.cleo.id, NoticeKind.SUPPORT, "Tea at six", asks=True),
        )
        for kind, match in ((TaskKind.FIRST_VISIT, self.k7), (TaskKind.NO_VISIT, self.b2)):
            await house.decided(d.OpenTask(kind, match=match, owner=house.cleo.id, detail="ring"))
        return self

    def plan(self, number: int, volunteer: int, match: int | None) -> d.PlanVisit:
        starts_at = NOW + 5 * HOUR
        return d.PlanVisit(
            number, volunteer, "Park", starts_at, starts_at + HOUR, MISSED_CHECK_IN, match
        )


@pytest.fixture
async def two(house):
    return await Two(house).fill()


async def test_a_volunteer_sees_their_own_match_and_what_waits_about_it(two):
    s = await two.house.seen(says(ANA))
    [match] = s.matches
    assert (match.id, match.reference, match.stage) == (two.k7, "K7", Stage.TRIAL)
    assert (match.carer_id, match.co_ordinator_id) == (two.eve.id, two.house.cleo.id)
    assert (match.language, match.kept, match.began_at) == ("cy", 0, NOW)
    assert {v.id for v in s.visits} == {two.anas, two.alone}
    assert [t.kind for t in s.tasks] == [TaskKind.FIRST_VISIT]
    assert {a.id for a in s.absences} == {two.away, two.cover}
    assert [n.id for n in s.notices] == [two.notice]
    assert two.eve.id in s.people
    assert not {two.gil.id, two.fay.id} & set(s.people)


async def test_a_carer_sees_the_visits_of_their_match_only(two):
    s = await two.house.seen(says(EVE))
    assert [m.id for m in s.matches] == [two.k7]
    assert [v.id for v in s.visits] == [two.anas], "Ana's own, without K7, is not theirs to see"
    assert [t.kind for t in s.tasks] == [TaskKind.FIRST_VISIT]
    assert {a.id for a in s.absences} == {two.away, two.cover}
    assert s.notices == ()
    assert two.gil.id not in s.people


async def test_a_co_ordinator_sees_all(two):
    s = await two.house.seen(says(CLEO))
    assert [m.reference for m in s.matches] == ["B2", "K7"]
    assert {v.id for v in s.visits} == {two.anas, two.alone, two.gils}
    assert [(t.number, t.kind, t.detail) for t in s.tasks] == [
        (1, TaskKind.FIRST_VISIT, "ring"),
        (2, TaskKind.NO_VISIT, "ring"),
    ]
    assert {a.id for a in s.absences} == {two.away, two.cover}
    assert [n.text for n in s.notices] == ["Tea at six"]
    assert {two.eve.id, two.fay.id, two.gil.id} <= set(s.people)


@pytest.mark.parametrize("number", [STRANGER, BEN])
async def test_a_stranger_and_a_named_person_see_none_of_it(two, number):
    s = await two.house.seen(says(number))
    assert (s.matches, s.tasks, s.notices) == ((), (), ())
    assert not {two.eve.id, two.gil.id} & set(s.people)
    assert [v.match_id for v in s.visits if v.volunteer_id == two.gil.id] == []


async def test_one_batch_shows_each_their_own(two):
    """What is loaded for a co-ordinator's message is not shown to a carer's beside it."""
    seen = {}

    def look(event, s):
        seen[event.address] = s
        return []

    await two.house.turns([says(CLEO), says(EVE), says(GIL), says(STRANGER)], look)
    assert [m.reference for m in seen[CLEO].matches] == ["B2", "K7"]
    assert [v.id for v in seen[EVE].visits] == [two.anas]
    assert [m.reference for m in seen[GIL].matches] == ["B2"]
    assert {t.match_id for t in seen[GIL].tasks} == {two.b2}
    assert (seen[STRANGER].matches, seen[STRANGER].tasks) == ((), ())


async def test_a_match_s_timer_brings_the_match_however_old(two):
    await two.house.decided(d.ChangeMatch(two.k7, stage=Stage.ENDED))
    late = NOW + timedelta(days=40)
    s = await two.house.seen(TimerFired(TimerKind.NO_VISIT, two.k7, late, 1), late)
    assert (s.me.id, s.match.id, s.match.stage) == (two.house.ana.id, two.k7, Stage.ENDED)


async def test_a_task_brings_its_ended_match_to_a_co_ordinator(two):
    await two.house.decided(d.ChangeMatch(two.k7, stage=Stage.ENDED))
    late = NOW + timedelta(days=40)
    s = await two.house.seen(TimerFired(TimerKind.DIGEST, two.house.cleo.id, late, 1), late)
    assert [(m.reference, m.stage) for m in s.matches] == [
        ("B2", Stage.ESTABLISHED),
        ("K7", Stage.ENDED),
    ]
    await two.house.decided(*(d.DoTask(t.id, two.house.cleo.id) for t in s.tasks))
    s = await two.house.seen(says(CLEO), late)
    assert ([m.reference for m in s.matches], s.tasks) == (["B2"], ())


async def test_only_what_is_given_changes(two):
    on = date(2026, 12, 1)
    await two.house.decided(
        d.ChangeMatch(two.k7, kept=3, last_visit_at=NOW, explained=True, review_on=on)
    )
    [match] = (await two.house.seen(says(ANA))).matches
    assert (match.kept, match.last_visit_at, match.explained_at) == (3, NOW, NOW)
    assert (match.review_on, match.stage, match.carer_id) == (on, Stage.TRIAL, two.eve.id)
    await two.house.decided(d.ChangeMatch(two.k7, stage=Stage.ENDED, explained=False))
    [match] = (await two.house.seen(says(ANA))).matches
    assert (match.explained_at, match.ended_at) == (None, NOW)
    assert (await two.house.seen(says(ANA), NOW + timedelta(hours=25))).matches == ()


@pytest.mark.parametrize("whose", ["reference", "volunteer"])
async def test_the_database_holds_one_visitor_one_young_person(two, whose):
    reference = "K7" if whose == "reference" else "Z9"
    volunteer = two.house.cleo.id if whose == "reference" else two.house.ana.id
    with pytest.raises(Conflict):
        await two.house.decided(d.AddMatch(new_id(), reference, volunteer))
    await two.house.decided(d.ChangeMatch(two.k7, stage=Stage.ENDED))
    await two.house.decided(d.AddMatch(new_id(), reference, volunteer))
    assert await two.house.counted(matches) == 3


async def test_of_two_processes_that_match_the_same_one_is_refused(house, database_url):
    other = House(await Store.open(database_url, house.keys))
    other.ana = house.ana
    tries = await asyncio.gather(
        house.decided(d.AddMatch(new_id(), "K7", house.ana.id)),
        other.turn(says(CLEO), lambda event, s: [d.AddMatch(new_id(), "K7", house.dee.id)]),
        return_exceptions=True,
    )
    assert sorted(isinstance(one, Conflict) for one in tries) == [False, True]
    assert await house.counted(matches) == 1
    await other.store.close()


async def test_matches_by_question(two):
    ana, read = two.house.ana.id, two.house.store.read
    assert [m.reference for m in await read(by_question.live_matches)] == ["B2", "K7"]
    assert (await read(lambda conn: by_question.live_match(conn, "K7"))).id == two.k7
    assert (await read(lambda conn: by_question.match_of_volunteer(conn, ana))).id == two.k7
    assert await read(lambda conn: by_question.is_or_is_asked(conn, two.eve.id, Role.CARER))
    assert not await read(lambda conn: by_question.is_or_is_asked(conn, ana, Role.CARER))
    await two.house.decided(d.ChangeMatch(two.k7, stage=Stage.ENDED))
    assert await read(lambda conn: by_question.live_match(conn, "K7")) is None
    assert await read(lambda conn: by_question.match_of_volunteer(conn, ana)) is None
    assert [m.reference for m in await read(by_question.live_matches)] == ["B2"]
