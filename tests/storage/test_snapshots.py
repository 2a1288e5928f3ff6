"""What a decision may look at, and what it may not."""

from dataclasses import replace

from flows import decisions as d
from flows.decisions import Urgency
from flows.events import Arrived, TimerFired, TimerKind
from flows.facts import (
    AlertKind,
    Channel,
    Outcome,
    Reach,
    VisitState,
)
from flows.ladder import MISSED_CHECK_OUT, SOS, How
from storage import alerts as alert_queries
from storage import visits
from storage.ids import new_id
from storage.tables import addresses, alerts
from tests.storage.house import (
    ANA,
    BEN,
    CLEO,
    HELLO,
    HOUR,
    NOW,
    STRANGER,
    greets,
    nothing,
    open_alert,
    says,
)


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
    call = d.Say(house.cleo.id, HELLO, {"name": "Cleo"}, Urgency.SAFETY, how=How.CALL, alert=alert)
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
