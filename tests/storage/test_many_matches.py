"""A scheme of six hundred matches, each with something that waits."""

from __future__ import annotations

import time

import pytest

from flows import decisions as d
from flows.decide import decide
from flows.facts import Role, Stage, TaskKind
from storage.ids import new_id
from storage.known import AT_MOST
from tests.storage.house import CLEO, MINUTE, NOW, person, says

MANY = 600


async def match_many(house):
    """N1 to N600; their ids."""
    people = [person(f"V{n}", Role.VOLUNTEER, f"+44770091{n:04}") for n in range(1, MANY + 1)]
    await house.add(*people)
    matches = [new_id() for _ in people]
    made = [
        d.AddMatch(match, f"N{n}", volunteer.id, Stage.ESTABLISHED)
        for n, (match, volunteer) in enumerate(zip(matches, people, strict=True), 1)
    ]
    await house.decided(*made)
    return matches


@pytest.fixture
async def many(house):
    """Task n is about match n; the last one is urgent, and the newest."""
    opened = [
        d.OpenTask(TaskKind.NO_VISIT, urgent=n == MANY - 1, match=match)
        for n, match in enumerate(await match_many(house))
    ]
    assert len(opened) > AT_MOST
    await house.decided(*opened[:-1])
    await house.decided(opened[-1], now=NOW + MINUTE)
    return house


async def said(house, text):
    turn = await house.turn(says(CLEO, text), decide)
    return [row.text for row in turn.outgoing]


async def test_tasks_shows_the_urgent_one_first_however_many_wait(many):
    """Old wrong result: only the five hundred oldest were looked at, and the urgent one not."""
    [text] = await said(many, "TASKS")
    assert text.startswith("Waiting for you:\n600: V600 and N600 have had no visit")


@pytest.mark.parametrize("number", [1, 550, 599, 600])
async def test_any_of_them_can_be_done(many, number):
    """Old wrong result: "I have no task 600"."""
    [text] = await said(many, f"DONE {number}")
    assert text.startswith(f"Thank you. Done: {number}: V{number} and N{number} have had no visit")
    [text] = await said(many, f"DONE {number}")
    assert text.startswith(f"I have no task {number}")


@pytest.mark.parametrize("reference", ["N1", "N550", "n99"])
async def test_any_match_is_found_by_its_reference(house, reference):
    """Old wrong result: "I know no match N99", the last of them all."""
    await match_many(house)
    [text] = await said(house, f"MATCH {reference}")
    assert text.startswith(f"{reference.upper()}: V{reference[1:]}, established")


async def test_nobody_waits_long_for_it(many):
    began = time.process_time()
    await said(many, "TASKS")
    assert time.process_time() - began < 1
