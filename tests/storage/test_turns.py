"""Each event is decided once, whole or not at all, however it is delivered."""

import asyncio
import multiprocessing
import os
import signal
from dataclasses import replace

import pytest

from flows import decisions as d
from flows.decisions import Say
from flows.events import Arrived, DeliveryFailed, ReachChanged, SendError, TimerFired, TimerKind
from flows.facts import (
    AlertKind,
    AlertState,
    Channel,
    Kept,
    Outcome,
    Reach,
    Role,
    Shown,
    Talk,
    VisitState,
)
from flows.ladder import MISSED_CHECK_OUT, SOS
from storage import alerts as alert_queries
from storage import journal, migrate, timers, visits
from storage.errors import Conflict, Crowded
from storage.ids import new_id
from storage.keys import Keys
from storage.store import Store
from storage.tables import addresses, alerts, inbound, outbox, talks
from storage.tables import timers as timers_table
from storage.tables import visits as visits_table
from tests.storage.house import (
    ANA,
    BEN,
    CLEO,
    DEE,
    HELLO,
    HOUR,
    MINUTE,
    NOW,
    STRANGER,
    House,
    nothing,
    person,
    says,
)


def greets(event, s):
    return [Say(s.me.id if s.me else None, HELLO, {"name": s.me.first_name if s.me else "you"})]


# Once


async def test_a_message_delivered_again_has_no_effect(house):
    event = says(ANA)
    first = await house.turn(event, greets)
    again = await house.turn(event, greets)
    assert (first.new, len(first.outgoing)) == (True, 1)
    assert (again.new, again.outgoing, again.decisions) == (False, [], ())
    assert await house.counted(outbox) == 1


async def test_the_same_message_twice_in_one_batch_has_one_effect(house):
    event = says(ANA)
    turns = await house.turns([event, says(BEN), event], greets)
    assert [turn.new for turn in turns] == [True, True, False]
    assert [row.text for turn in turns for row in turn.outgoing] == ["Hello Ana.", "Hello Ben."]


async def test_the_same_message_at_the_same_instant_has_one_effect(house):
    event = says(ANA)
    turns = await asyncio.gather(*(house.turn(event, greets) for _ in range(8)))
    assert sorted(turn.new for turn in turns) == [False] * 7 + [True]
    assert await house.counted(outbox) == 1


async def test_every_kind_of_event_is_decided_once(house):
    told = DeliveryFailed(1, house.ana.id, None, Channel.SMS, SendError.PERMANENT, True)
    reach = ReachChanged(Channel.SMS, ANA, "r1", NOW, Reach.OPTED_OUT)
    same_id = Arrived(Channel.SMS, ANA, "r1", NOW, "STOP")
    for event in (told, reach, same_id):
        assert (await house.turn(event, nothing)).new
        assert not (await house.turn(event, nothing)).new


async def test_the_same_id_on_another_channel_is_another_message(house):
    assert (await house.turn(Arrived(Channel.SMS, ANA, "7", NOW), nothing)).new
    assert (await house.turn(Arrived(Channel.TELEGRAM, "55", "7", NOW), nothing)).new


async def test_what_fails_to_be_decided_is_new_the_next_time(house):
    event = says(ANA)

    def breaks(event, s):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await house.turns([says(BEN), event], breaks)
    assert await house.counted(inbound) == 0
    assert (await house.turn(event, greets)).new


# Timers


async def fire(house, now, decide=nothing, limit=10):
    def work(conn):
        fired = timers.due(conn, now, limit)
        return fired, house.take(conn, fired, decide, now)

    return await house.store.run(work)


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


# Whole or not at all


async def open_alert(house):
    alert = new_id()
    await house.decided(d.RaiseAlert(alert, AlertKind.SOS, house.ana.id, SOS))
    return alert


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


# A batch


def _script(event, s):
    """Something different for everybody, by what they wrote."""
    visit, alert = s.fresh[0], s.fresh[1]
    talk = Talk("check_in", 1, {"a": Kept(event.text, 1)}, Shown(1, "q"), s.now + HOUR)
    return {
        0: [d.StartVisit(visit, s.me.id, "Park", s.now + HOUR, MISSED_CHECK_OUT, None),
            d.SetTimer(TimerKind.VISIT_DUE, visit, s.now + HOUR)],
        1: [d.RaiseAlert(alert, AlertKind.SOS, s.me.id, SOS),
            Say(s.me.id, HELLO, {"name": d.NEW_CODE})],
        2: [d.KeepTalk(s.me.id, talk), d.SetLanguage(s.me.id, "cy")],
        3: [d.CountUnknown(s.me.id, s.unknown_count + 1), Say(s.me.id, HELLO, {"name": "x"})],
        4: [d.SetReach(event.channel, event.address, Reach.BLOCKED)],
    }[int(event.text) % 5]  # fmt: skip


async def _outcome(house):
    """What a database says in the end, without what is random by nature."""
    shown = {}
    for table, columns in {
        visits_table: ("volunteer_id", "state", "home_by"),
        alerts: ("volunteer_id", "code", "state", "opened_at"),
        talks: ("person_id", "flow", "expires_at"),
        addresses: ("person_id", "reach"),
        outbox: ("person_id", "channel", "state", "urgency"),
        timers_table: ("kind", "due_at"),
    }.items():
        rows = await house.rows(table)
        shown[table.name] = sorted(tuple(row[c] for c in columns) for row in rows)
    entries = await house.store.read(lambda conn: journal.entries(conn, house.keys))
    shown["journal"] = [(kind, who) for _, _, kind, who, _ in entries]
    return shown


async def test_fifty_together_come_out_as_one_by_one(house, tmp_path):
    cast = [person(f"V{n}", Role.VOLUNTEER, f"+44770091{n:04}") for n in range(50)]
    events = [says(f"+44770091{n:04}", str(n)) for n in range(50)]
    await house.add(*cast)
    url = f"sqlite:///{tmp_path}/other.sqlite3"
    migrate.upgrade(url)
    other = House(await Store.open(url, house.keys))
    await other.add(house.ana, house.ben, house.cleo, house.dee, *cast)

    together = await house.turns(events, _script)
    for event in events:
        await other.turn(event, _script)
    assert await _outcome(house) == await _outcome(other)
    texts = [row.text for turn in together for row in turn.outgoing]
    assert len(set(texts)) == 11, "ten alerts, ten codes"
    await other.store.close()


# What a decision sees


async def test_a_volunteer_sees_their_own_and_a_named_person_theirs(house):
    visit, alert = new_id(), new_id()
    await house.decided(
        d.StartVisit(visit, house.ana.id, "Park", NOW + HOUR, MISSED_CHECK_OUT, house.ben.id),
        d.RaiseAlert(alert, AlertKind.SOS, house.ana.id, SOS, visit, told=(house.cleo.id,)),
    )
    for number in (ANA, BEN, CLEO):
        s = await house.seen(says(number))
        assert ([v.id for v in s.visits], [a.id for a in s.alerts]) == ([visit], [alert])
        assert {house.ana.id, house.ben.id, house.cleo.id, house.dee.id} <= set(s.people)
        assert s.me.addresses[0].value == number
    s = await house.seen(says(ANA))
    assert [n.person_id for n in s.named] == [house.ben.id]
    assert [c.id for c in s.co_ordinators] == [house.cleo.id, house.dee.id]
    s = await house.seen(says(BEN))
    assert [n.volunteer_id for n in s.named_for] == [house.ana.id]


async def test_a_stranger_sees_nobodys_affairs(house):
    await house.decided(
        d.StartVisit(new_id(), house.ana.id, "Park", NOW + HOUR, MISSED_CHECK_OUT, None)
    )
    s = await house.seen(says(STRANGER))
    assert (s.me, s.visits, s.alerts, s.talk, s.invitation) == (None, (), (), None, None)
    assert set(s.people) == {house.cleo.id, house.dee.id}


async def test_what_was_closed_is_seen_for_a_day(house):
    visit, alert = new_id(), new_id()
    await house.decided(
        d.StartVisit(visit, house.ana.id, "Park", NOW + HOUR, MISSED_CHECK_OUT, house.ben.id),
        d.RaiseAlert(alert, AlertKind.SOS, house.ana.id, SOS, visit),
    )
    await house.decided(
        d.ChangeVisit(visit, VisitState.HOME), d.CloseAlert(alert, Outcome.SAFE, house.cleo.id)
    )
    for number in (ANA, BEN, CLEO):
        s = await house.seen(says(number), NOW + 23 * HOUR)
        assert [v.state for v in s.visits] == [VisitState.HOME]
        assert [a.outcome for a in s.alerts] == [Outcome.SAFE]
        s = await house.seen(says(number), NOW + 25 * HOUR)
        assert (s.visits, s.alerts) == ((), ())


async def test_a_timer_brings_its_subject_however_old(house):
    visit, alert = new_id(), new_id()
    await house.decided(
        d.StartVisit(visit, house.ana.id, "Park", NOW + HOUR, MISSED_CHECK_OUT, house.ben.id),
        d.RaiseAlert(alert, AlertKind.SOS, house.ana.id, SOS, visit),
        d.CloseAlert(alert, Outcome.SAFE, house.cleo.id),
    )
    late = NOW + 72 * HOUR
    s = await house.seen(TimerFired(TimerKind.RUNG, alert, late, 1), late)
    assert (s.me.id, s.alert.id, s.visit.id) == (house.ana.id, alert, visit)
    assert house.ben.id in s.people
    s = await house.seen(TimerFired(TimerKind.VISIT_DUE, visit, late, 1), late)
    assert (s.me.id, s.alert, s.visit.id) == (house.ana.id, None, visit)
    s = await house.seen(TimerFired(TimerKind.TALK, house.ana.id, late, 1), late)
    assert (s.me.id, s.alert, s.visit) == (house.ana.id, None, None)


async def test_a_key_pressed_on_a_call_is_about_what_the_call_was_about(house):
    alert = await open_alert(house)
    call = d.Say(
        house.cleo.id, HELLO, {"name": "Cleo"}, d.Urgency.SAFETY, how=d.How.CALL, alert=alert
    )
    [row] = (await house.decided(call)).outgoing
    assert row.channel is Channel.VOICE
    pressed = Arrived(Channel.VOICE, CLEO, "CA1:1", NOW, choice="1", call=row.id)
    s = await house.seen(pressed)
    assert (s.me.id, s.alert.id) == (house.cleo.id, alert)


async def test_the_same_number_by_whatsapp_is_the_same_person_and_can_be_answered_there(house):
    event = says(ANA, channel=Channel.WHATSAPP)
    turn = await house.turn(event, greets)
    assert [(r.channel, r.text) for r in turn.outgoing] == [(Channel.WHATSAPP, "Hello Ana.")]
    s = await house.seen(says(ANA))
    assert [(a.channel, a.value) for a in s.me.addresses] == [
        (Channel.SMS, ANA),
        (Channel.WHATSAPP, ANA),
    ]
    assert await house.counted(addresses) == 5


async def test_hearing_from_somebody_disproves_a_block_but_not_an_opt_out(house):
    for reach, after in ((Reach.BLOCKED, Reach.OK), (Reach.OPTED_OUT, Reach.OPTED_OUT)):
        await house.decided(d.SetReach(Channel.SMS, ANA, reach))
        await house.turn(says(ANA), nothing)
        s = await house.seen(TimerFired(TimerKind.TALK, house.ana.id, NOW, 1))
        assert [a.reach for a in s.me.addresses] == [after]


async def test_an_alerts_code_finds_it_among_however_many(house, monkeypatch):
    monkeypatch.setattr("storage.known._ALERTS_OPEN", alerts_limited_to_none())
    alert = await open_alert(house)
    [found] = await house.store.read(alert_queries.open_alerts)
    s = await house.seen(says(CLEO, f"ok {found.code.lower()} please"))
    assert [a.id for a in s.alerts] == [alert]


def alerts_limited_to_none():
    from storage.reading import ALERT_ROW

    return ALERT_ROW.where(alerts.c.closed_at.is_(None)).limit(0)


async def test_queries_by_noun_agree(house):
    visit = new_id()
    await house.decided(
        d.StartVisit(visit, house.ana.id, "Park", NOW + HOUR, MISSED_CHECK_OUT, None)
    )
    [out] = await house.store.read(lambda conn: visits.who_is_out(conn, house.keys))
    found = await house.store.read(lambda conn: visits.find_visit(conn, house.keys, visit))
    assert out == found
    assert replace(out, stamp=0).place == "Park"
