"""A deadline is a row: due until its turn is saved, stale once it was set anew."""

import asyncio

from flows import decisions as d
from flows.events import TimerKind
from storage import timers
from storage.ids import new_id
from storage.tables import outbox
from storage.tables import timers as timers_table
from tests.storage.house import (
    HOUR,
    MINUTE,
    NOW,
    fire,
    greets,
)


async def test_a_timer_fires_once_when_it_is_due(house):
    visit = new_id()
    await house.decided(d.SetTimer(TimerKind.VISIT_DUE, visit, NOW + HOUR))
    assert await house.store.read(timers.next_due) == NOW + HOUR
    assert (await fire(house, NOW + HOUR - MINUTE))[0] == []
    fired, turns = await fire(house, NOW + HOUR)
    assert [(t.kind, t.subject, t.due_at) for t in fired] == [
        (TimerKind.VISIT_DUE, visit, NOW + HOUR)
    ]
    assert [turn.new for turn in turns] == [True]
    assert (await fire(house, NOW + HOUR))[0] == []
    assert await house.store.read(timers.next_due) is None


async def test_a_timer_that_was_set_again_makes_the_old_one_stale(house):
    await house.decided(d.SetTimer(TimerKind.VISIT_DUE, 1, NOW + HOUR))
    [old] = await house.store.run(lambda conn: timers.due(conn, NOW + HOUR, 10))
    await house.decided(d.SetTimer(TimerKind.VISIT_DUE, 1, NOW + 2 * HOUR))
    assert not (await house.turn(old, greets)).new
    assert await house.store.read(timers.next_due) == NOW + 2 * HOUR


async def test_a_timer_that_was_stopped_is_stale(house):
    await house.decided(d.SetTimer(TimerKind.RUNG, 1, NOW))
    [old] = await house.store.run(lambda conn: timers.due(conn, NOW, 10))
    await house.decided(d.StopTimer(TimerKind.RUNG, 1))
    assert not (await house.turn(old, greets)).new


async def test_the_same_timer_in_two_processes_fires_once(house):
    await house.decided(d.SetTimer(TimerKind.TALK, house.ana.id, NOW))
    passes = await asyncio.gather(*(fire(house, NOW, greets) for _ in range(4)))
    assert sum(turn.new for _, turns in passes for turn in turns) == 1
    assert await house.counted(outbox) == 1


async def test_a_timer_put_off_stays_due_and_delays_no_other(house):
    await house.decided(
        d.SetTimer(TimerKind.RUNG, 1, NOW), d.SetTimer(TimerKind.RUNG, 2, NOW + MINUTE)
    )
    [first, second] = await house.store.run(lambda conn: timers.due(conn, NOW + HOUR, 10))
    assert (first.subject, second.subject) == (1, 2)
    await house.store.run(lambda conn: timers.put_off(conn, first, NOW + 2 * HOUR))
    due = await house.store.run(lambda conn: timers.due(conn, NOW + HOUR, 10))
    assert due == [second]
    [later] = await house.store.run(lambda conn: timers.due(conn, NOW + 2 * HOUR, 1))
    assert later == second
    rows = {row["subject"]: row for row in await house.rows(timers_table)}
    assert (rows[1]["failures"], rows[1]["due_at"]) == (1, NOW)
