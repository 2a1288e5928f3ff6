"""Tasks: numbered for good, whoever opens them at the same time; a timer that must be there."""

import asyncio
from datetime import timedelta

from flows import decisions as d
from flows.events import TimerKind
from flows.facts import Role, TaskKind
from locales.message import Message
from storage import tasks as by_question
from storage import timers
from storage.store import Store
from storage.tables import tasks
from storage.tables import timers as timers_table
from tests.storage.house import CLEO, HOUR, MINUTE, NOW, House, fire, person, says

NUMBERED = Message("NUMBERED", "Task {number}.")


async def test_a_message_can_name_the_number_of_the_task_opened_with_it(house):
    say = d.Say(house.cleo.id, NUMBERED, {"number": d.NEW_NUMBER}, task=TaskKind.CARD)
    for number in (1, 2):
        turn = await house.decided(d.OpenTask(TaskKind.CARD), d.OpenTask(TaskKind.COST), say)
        assert [row.text for row in turn.outgoing] == [f"Task {2 * number - 1}."]


async def test_processes_that_open_tasks_at_once_give_each_its_own_number(house, database_url):
    others = [House(await Store.open(database_url, house.keys)) for _ in range(3)]
    cast = [person(f"V{n}", Role.VOLUNTEER, f"+44770092{n:04}") for n in range(12)]
    await house.add(*cast)
    houses = (house, *others)

    def opens(event, s):
        return [d.OpenTask(TaskKind.CARD, person=s.me.id), d.OpenTask(TaskKind.COST)]

    await asyncio.gather(
        *(houses[n % len(houses)].turn(says(f"+44770092{n:04}"), opens) for n in range(len(cast)))
    )
    numbers = [row["number"] for row in await house.rows(tasks)]
    assert sorted(numbers) == list(range(1, 25))
    for other in others:
        await other.store.close()


async def test_a_task_done_twice_at_once_is_done_once_by_one(house, database_url):
    await house.decided(d.OpenTask(TaskKind.CARD, detail="ring at six"))
    other = House(await Store.open(database_url, house.keys))
    done = []

    def does(event, s):
        done.append([task.number for task in s.tasks])
        return [d.DoTask(task.id, s.me.id) for task in s.tasks]

    await asyncio.gather(
        house.turn(says(CLEO), does), other.turn(says(house.dee.addresses[0].value), does)
    )
    [row] = await house.rows(tasks)
    assert row["done_by"] in (house.cleo.id, house.dee.id)
    assert done[-1] == [], "who comes second sees it done"
    await other.store.close()


async def test_open_tasks_the_longest_open_first(house):
    for minutes, kind in enumerate((TaskKind.CARD, TaskKind.COST, TaskKind.AWAY)):
        await house.decided(d.OpenTask(kind), now=NOW + minutes * MINUTE)
    found = await house.store.read(lambda conn: by_question.open_tasks(conn, house.keys))
    assert [(t.number, t.kind) for t in found] == [
        (1, TaskKind.CARD),
        (2, TaskKind.COST),
        (3, TaskKind.AWAY),
    ]
    await house.decided(d.DoTask(found[1].id, house.cleo.id))
    found = await house.store.read(lambda conn: by_question.open_tasks(conn, house.keys))
    assert [t.number for t in found] == [1, 3]


async def test_a_timer_is_ensured_where_there_is_none_and_left_where_there_is_one(house):
    await house.decided(d.SetTimer(TimerKind.DIGEST, 1, NOW + HOUR))

    def ensure(conn):
        timers.ensure(conn, TimerKind.DIGEST, [2, 1, 2], NOW + 3 * HOUR)
        timers.ensure(conn, TimerKind.DIGEST, [], NOW)

    before = await house.rows(timers_table)
    await asyncio.gather(*(house.store.run(ensure) for _ in range(3)))
    rows = {row["subject"]: row for row in await house.rows(timers_table)}
    assert rows[1] == before[0]
    assert {n: row["due_at"] for n, row in rows.items()} == {1: NOW + HOUR, 2: NOW + 3 * HOUR}
    fired, _ = await fire(house, NOW + timedelta(days=1))
    assert sorted(one.subject for one in fired) == [1, 2]
