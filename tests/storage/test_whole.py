"""A turn is saved whole or not at all, and no change is overwritten unseen."""

import asyncio
import multiprocessing
import os
import signal

import pytest

from flows import decisions as d
from flows.events import TimerFired, TimerKind
from flows.facts import (
    AlertKind,
    AlertState,
    Outcome,
    VisitState,
)
from flows.ladder import MISSED_CHECK_OUT, SOS
from storage.errors import Conflict, Crowded
from storage.ids import new_id
from storage.keys import Keys
from storage.store import Store
from storage.tables import alerts, inbound, outbox, talks
from storage.tables import timers as timers_table
from tests.storage.house import (
    ANA,
    BEN,
    CLEO,
    DEE,
    MINUTE,
    NOW,
    House,
    fire,
    greets,
    open_alert,
    says,
)


async def test_two_events_of_one_batch_that_change_one_alert_are_refused_together(house):
    alert = await open_alert(house)
    takes = lambda event, s: [d.TakeAlert(alert, s.me.id)]  # noqa: E731
    events = [says(CLEO), says(DEE)]
    with pytest.raises(Crowded):
        await house.turns(events, takes)
    assert {row["state"] for row in await house.rows(alerts)} == {AlertState.OPEN}
    for event in events:
        assert (await house.turn(event, takes)).new


async def test_a_change_that_came_first_is_seen_never_overwritten(house):
    alert = await open_alert(house)

    def too_late(event, s):
        """By the time this is saved, another process has closed the alert."""
        return [d.TakeAlert(alert, s.me.id)]

    def work(conn):
        scene_was_read = []

        def decide(event, s):
            scene_was_read.append(s)
            conn.execute(alerts.update().values(stamp=new_id(), state="closed"))
            return too_late(event, s)

        house.take(conn, [says(CLEO)], decide)

    with pytest.raises(Conflict, match="alerts"):
        await house.store.run(work)
    assert [row["taken_by"] for row in await house.rows(alerts)] == [None]


async def test_two_processes_that_take_one_alert_do_so_one_after_the_other(house):
    alert = await open_alert(house)
    before = []

    def takes(event, s):
        [seen] = [a for a in s.alerts if a.id == alert]
        before.append(seen.taken_by)
        return [] if seen.taken_by else [d.TakeAlert(alert, s.me.id)]

    await asyncio.gather(house.turn(says(CLEO), takes), house.turn(says(DEE), takes))
    [row] = await house.rows(alerts)
    assert row["state"] == AlertState.TAKEN
    assert row["taken_by"] in (house.cleo.id, house.dee.id)
    assert before[-1] == row["taken_by"], "who came second saw who had come first"


async def test_coming_home_and_the_alarm_at_the_same_instant_leave_no_alarm_behind(house):
    visit = new_id()
    await house.decided(
        d.StartVisit(visit, house.ana.id, "Park", NOW, MISSED_CHECK_OUT, None),
        d.SetTimer(TimerKind.VISIT_DUE, visit, NOW),
    )

    def decide(event, s):
        open_ = [d.CloseAlert(a.id, Outcome.HOME, house.ana.id) for a in s.alerts if not a.outcome]
        if isinstance(event, TimerFired):
            if s.visit.state is not VisitState.OUT:
                return []
            alarm = d.RaiseAlert(s.fresh[0], AlertKind.MISSED_CHECK_OUT, s.me.id, SOS, visit, 0, ())
            return [alarm, d.SetTimer(TimerKind.RUNG, s.fresh[0], NOW + MINUTE)]
        return [
            d.ChangeVisit(visit, VisitState.HOME),
            d.StopTimer(TimerKind.VISIT_DUE, visit),
            *open_,
            *(d.StopTimer(TimerKind.RUNG, alert.alert) for alert in open_),
        ]

    await asyncio.gather(fire(house, NOW, decide), house.turn(says(ANA), decide))
    assert all(row["outcome"] for row in await house.rows(alerts))
    assert await house.counted(timers_table) == 0


def _dies_before_the_commit(url, key, events):
    async def work():
        house = House(await Store.open(url, Keys.from_text(key)))

        def killed(conn):
            house.take(conn, events, greets)
            os.kill(os.getpid(), signal.SIGKILL)

        await house.store.run(killed)

    asyncio.run(work())


@pytest.mark.faults
async def test_a_process_killed_before_its_commit_leaves_nothing(database_url):
    key = Keys.generate()
    house = await House(await Store.open(database_url, Keys.from_text(key))).fill()
    before = {t.name: await house.counted(t) for t in (inbound, outbox, talks)}
    events = [says(ANA), says(BEN)]
    start = multiprocessing.get_context("spawn").Process
    process = start(target=_dies_before_the_commit, args=(database_url, key, events))
    process.start()
    await asyncio.to_thread(process.join)
    assert process.exitcode == -signal.SIGKILL
    assert {t.name: await house.counted(t) for t in (inbound, outbox, talks)} == before
    assert [turn.new for turn in await house.turns(events, greets)] == [True, True]
    await house.store.close()
