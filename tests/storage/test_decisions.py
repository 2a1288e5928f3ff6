"""Every decision is saved, and read back as it was meant."""

from datetime import timedelta
from typing import get_args

import pytest
import sqlalchemy as sa

from flows import decisions as d
from flows.events import TimerFired, TimerKind
from flows.facts import (
    AlertKind,
    AlertState,
    Channel,
    Consent,
    Invitation,
    Kept,
    Outcome,
    Reach,
    Role,
    Shown,
    Standing,
    Talk,
    VisitState,
)
from flows.ladder import MISSED_CHECK_OUT, SOS
from storage import journal, people
from storage.ids import new_id
from storage.tables import people as people_table
from storage.tables import timers
from tests.storage.house import ANA, BEN, DAY, HELLO, HOUR, NOW, STRANGER, nothing, says

VISIT, ALERT = new_id(), new_id()


async def ana(house, now=NOW):
    """What is known about Ana, without her speaking."""
    return await house.seen(TimerFired(TimerKind.TALK, house.ana.id, now, 1), now)


async def test_a_planned_visit(house):
    await house.decided(
        d.PlanVisit(VISIT, house.ana.id, "Zoo \N{PAW PRINTS}", NOW + HOUR, NOW + 3 * HOUR, SOS)
    )
    [visit] = (await ana(house)).visits
    assert (visit.id, visit.state, visit.place) == (VISIT, VisitState.PLANNED, "Zoo \N{PAW PRINTS}")
    assert (visit.starts_at, visit.home_by, visit.ladder) == (NOW + HOUR, NOW + 3 * HOUR, SOS)
    assert (visit.started_at, visit.closed_at, visit.named_person_id) == (None, None, None)


async def test_a_visit_started_as_planned_keeps_its_plan(house):
    plan = d.PlanVisit(VISIT, house.ana.id, "Zoo", NOW, NOW + HOUR, SOS)
    await house.decided(plan)
    start = d.StartVisit(
        VISIT, house.ana.id, "Park", NOW + 2 * HOUR, MISSED_CHECK_OUT, house.ben.id, planned=True
    )
    await house.decided(start, now=NOW + HOUR)
    [visit] = (await ana(house)).visits
    assert (visit.state, visit.place, visit.starts_at) == (VisitState.OUT, "Park", NOW)
    assert (visit.started_at, visit.named_person_id) == (NOW + HOUR, house.ben.id)


async def test_a_visit_changed_several_times_in_one_turn_is_saved_once_as_it_ends(house):
    await house.decided(
        d.StartVisit(VISIT, house.ana.id, "Park", NOW + HOUR, SOS, None),
        d.ChangeVisit(VISIT, home_by=NOW + 2 * HOUR, extended=timedelta(minutes=60.5)),
        d.ChangeVisit(VISIT, place="Zoo"),
    )
    [visit] = (await ana(house)).visits
    assert (visit.place, visit.home_by) == ("Zoo", NOW + 2 * HOUR)
    assert visit.extended == timedelta(minutes=60.5)
    await house.decided(d.ChangeVisit(VISIT, VisitState.HOME), d.ChangeVisit(VISIT, place="Home"))
    [visit] = (await ana(house)).visits
    assert (visit.state, visit.place, visit.closed_at) == (VisitState.HOME, "Home", NOW)


async def test_an_alert_from_its_raising_to_its_end(house):
    co = house.cleo.id
    told = (house.ana.id, co)
    steps = [
        (d.RaiseAlert(ALERT, AlertKind.SOS, house.ana.id, SOS), AlertState.OPEN, -1, None),
        (d.Climb(ALERT, 0, told), AlertState.OPEN, 0, None),
        (d.TakeAlert(ALERT, co), AlertState.TAKEN, 0, co),
        (d.OfferAlert(ALERT, house.dee.id), AlertState.TAKEN, 0, co),
        (d.TakeAlert(ALERT, house.dee.id), AlertState.TAKEN, 0, house.dee.id),
        (d.Climb(ALERT, 1, told, reopen=True), AlertState.OPEN, 1, None),
        (d.CloseAlert(ALERT, Outcome.POLICE, co), AlertState.CLOSED, 1, None),
    ]
    for decision, state, rung, taken_by in steps:
        await house.decided(decision)
        [alert] = (await ana(house)).alerts
        assert (alert.state, alert.rung, alert.taken_by) == (state, rung, taken_by), decision
        offered = house.dee.id if isinstance(decision, d.OfferAlert) else None
        assert alert.offered_to == offered
    assert (alert.told, alert.outcome, alert.closed_at) == (told, Outcome.POLICE, NOW)
    assert (alert.kind, alert.ladder, alert.opened_at) == (AlertKind.SOS, SOS, NOW)


async def test_an_alert_raised_and_taken_in_one_turn(house):
    await house.decided(
        d.RaiseAlert(ALERT, AlertKind.CALL_ME, house.ana.id, SOS, told=(house.cleo.id,)),
        d.TakeAlert(ALERT, house.cleo.id),
    )
    [alert] = (await ana(house)).alerts
    assert (alert.state, alert.taken_by, alert.taken_at) == (AlertState.TAKEN, house.cleo.id, NOW)


TALK = Talk(
    "check_in", 2, {"where": Kept("the zoo", {"place": ["Zoo", 1.5, None]})},
    Shown(7, "home_by", (("a", "5 o'clock"), ("b", "\N{SNOWMAN}"))), NOW + HOUR, 1, 2,
)  # fmt: skip


async def test_a_conversation_is_kept_changed_and_ended(house):
    def without_stamp(talk):
        return {n: getattr(talk, n) for n in talk.__slots__ if n != "stamp"}

    await house.decided(d.KeepTalk(house.ana.id, TALK))
    assert without_stamp((await ana(house)).talk) == without_stamp(TALK)
    other = Talk("incident", 1, {}, None, NOW + 2 * HOUR)
    await house.decided(
        d.EndTalk(house.ana.id), d.KeepTalk(house.ana.id, TALK), d.KeepTalk(house.ana.id, other)
    )
    assert without_stamp((await ana(house)).talk) == without_stamp(other)
    await house.decided(d.EndTalk(house.ana.id))
    assert (await ana(house)).talk is None
    await house.decided(d.KeepTalk(house.ana.id, TALK), d.EndTalk(house.ana.id))
    assert (await ana(house)).talk is None


async def test_a_conversation_of_somebody_else_is_kept_for_them(house):
    await house.decided(d.KeepTalk(house.ben.id, TALK))
    await house.decided(d.KeepTalk(house.ben.id, TALK))
    assert (await house.seen(says(BEN))).talk.flow == "check_in"
    assert (await ana(house)).talk is None


async def test_what_is_known_of_a_person(house):
    await house.decided(
        d.SetLanguage(house.ana.id, "cy"),
        d.SetCovertWord(house.ana.id, "umbrella"),
        d.SetDuty(house.dee.id, on_duty=True),
        d.SetDuty(house.cleo.id, on_duty=False),
        d.AddRole(house.ana.id, Role.CARER),
        d.CountUnknown(house.ana.id, 3),
    )
    s = await ana(house)
    assert (s.me.language, s.me.covert_word, s.unknown_count) == ("cy", "umbrella", 3)
    assert s.me.roles == {Role.VOLUNTEER, Role.CARER}
    assert (s.me.first_name, s.me.last_name) == ("Ana", "Ap Rhys")
    assert [c.first_name for c in s.co_ordinators] == ["Dee", "Cleo"]


async def test_the_reach_of_an_address_and_of_nobodys(house):
    await house.decided(
        d.SetReach(Channel.SMS, BEN, Reach.INVALID),
        d.SetReach(Channel.SMS, STRANGER, Reach.BLOCKED),
    )
    assert [a.reach for a in (await house.seen(says(STRANGER))).people[house.cleo.id].addresses]
    s = await ana(house)
    assert [a.reach for a in s.people[house.ben.id].addresses] == [Reach.INVALID]


async def test_an_address_is_linked_moved_first_and_taken_from_nobody(house):
    turn = await house.decided(
        d.LinkAddress(house.ana.id, Channel.TELEGRAM, "55", first=True),
        d.LinkAddress(house.ana.id, Channel.VOICE, "+441174960001"),
        d.LinkAddress(house.ana.id, Channel.SMS, BEN),
    )
    assert turn.refused == [d.LinkAddress(house.ana.id, Channel.SMS, BEN)]
    shown = [(a.channel, a.value) for a in (await ana(house)).me.addresses]
    assert shown == [
        (Channel.TELEGRAM, "55"),
        (Channel.SMS, ANA),
        (Channel.VOICE, "+441174960001"),
    ]
    await house.decided(
        d.SetReach(Channel.SMS, ANA, Reach.BLOCKED),
        d.LinkAddress(house.ana.id, Channel.SMS, ANA, first=True),
    )
    s = await ana(house)
    assert (s.me.addresses[0].channel, s.me.addresses[0].reach) == (Channel.SMS, Reach.OK)


async def test_an_address_linked_in_a_turn_is_answered_in_that_turn(house):
    event = says("55", channel=Channel.TELEGRAM)
    turn = await house.turn(
        event,
        lambda event, s: [
            d.Say(house.ana.id, HELLO, {"name": "Ana"}),
            d.LinkAddress(house.ana.id, Channel.TELEGRAM, "55", first=True),
        ],
    )
    assert [(row.channel, row.to) for row in turn.outgoing] == [(Channel.TELEGRAM, "55")]


async def test_a_timer_is_set_moved_and_stopped(house):
    await house.decided(
        d.SetTimer(TimerKind.RUNG, 1, NOW), d.SetTimer(TimerKind.RUNG, 1, NOW + DAY)
    )
    [row] = await house.rows(timers)
    assert (row["kind"], row["subject"], row["due_at"]) == (TimerKind.RUNG, 1, NOW + DAY)
    await house.decided(d.SetTimer(TimerKind.RUNG, 1, NOW), d.StopTimer(TimerKind.RUNG, 1))
    assert await house.counted(timers) == 0


# Named persons


async def test_somebody_new_is_named_told_and_replaces_who_was_named_when_they_agree(house):
    fresh = new_id()
    turn = await house.decided(
        d.NamePerson(house.ana.id, fresh, "Eve", STRANGER, "cy"),
        d.Say(fresh, HELLO, {"name": "Eve"}),
    )
    assert [(row.to, row.person_id) for row in turn.outgoing] == [(STRANGER, fresh)]
    s = await ana(house)
    assert [(n.person_id, n.consent, n.asked_at) for n in s.named] == [
        (fresh, Consent.ASKED, NOW),
        (house.ben.id, Consent.AGREED, NOW),
    ]
    theirs = await house.seen(says(STRANGER))
    assert {n.person_id for n in theirs.named} == {fresh, house.ben.id}
    eve = s.people[fresh]
    assert (eve.first_name, eve.language, eve.roles) == ("Eve", "cy", {Role.NAMED_PERSON})
    assert (await house.seen(says(STRANGER))).me.id == fresh
    await house.decided(d.AskAgain(house.ana.id, fresh), now=NOW + DAY)
    assert (await ana(house)).named[0].reminded_at == NOW + DAY
    await house.decided(d.SetConsent(house.ana.id, fresh, Consent.AGREED))
    s = await ana(house)
    assert [(n.person_id, n.consent) for n in s.named] == [(fresh, Consent.AGREED)]


async def test_a_refusal_or_another_name_leaves_whoever_has_agreed(house):
    first, second = new_id(), new_id()
    await house.decided(d.NamePerson(house.ana.id, first, "Eve", STRANGER, "en"))
    await house.decided(d.NamePerson(house.ana.id, second, "Fay", "+447700900998", "en"))
    assert {n.person_id for n in (await ana(house)).named} == {second, house.ben.id}
    await house.decided(d.SetConsent(house.ana.id, second, Consent.REFUSED))
    stands = [n.person_id for n in (await ana(house)).named if n.consent is Consent.AGREED]
    assert stands == [house.ben.id]
    await house.decided(d.SetConsent(house.ana.id, first, Consent.AGREED))  # too late: replaced
    assert {n.person_id for n in (await ana(house)).named} == {second, house.ben.id}


async def test_naming_again_who_has_agreed_changes_nothing(house):
    await house.decided(d.NamePerson(house.ana.id, new_id(), "Ben", BEN, "en"))
    s = await ana(house)
    assert [(n.person_id, n.consent) for n in s.named] == [(house.ben.id, Consent.AGREED)]


async def test_naming_a_number_that_somebody_has_means_that_somebody(house):
    """By a fresh id that nobody gets, since the number is Dee's."""
    fresh = new_id()
    turn = await house.decided(
        d.NamePerson(house.ana.id, fresh, "Deirdre", "+447700900004", "en"),
        d.SetConsent(house.ana.id, fresh, Consent.AGREED),
        d.Say(fresh, HELLO, {"name": "Dee"}),
        d.StartVisit(VISIT, house.ana.id, "Park", NOW + HOUR, SOS, fresh),
        d.RaiseAlert(ALERT, AlertKind.SOS, house.ana.id, SOS, VISIT, told=(fresh,)),
    )
    assert [row.person_id for row in turn.outgoing] == [house.dee.id]
    s = await ana(house)
    assert [(n.person_id, n.consent) for n in s.named] == [(house.dee.id, Consent.AGREED)]
    assert s.visits[0].named_person_id == house.dee.id
    assert s.alerts[0].told == (house.dee.id,)
    dee = s.people[house.dee.id]
    assert (dee.first_name, dee.roles) == ("Dee", {Role.CO_ORDINATOR, Role.NAMED_PERSON})
    assert fresh not in s.people


async def test_somebody_who_left_comes_back_as_a_named_person_only(house):
    number = await house.store.run(
        lambda conn: people.add_person(
            conn, house.keys, Role.CO_ORDINATOR, "Flo", "", STRANGER, None, NOW
        )
    )
    invitation = await invited(house, number, Role.CO_ORDINATOR)
    await house.turn(says(STRANGER), lambda e, s: [d.Decline(invitation.id, number)])
    assert (await house.seen(says(STRANGER))).me.standing is Standing.LEFT
    await house.decided(d.NamePerson(house.ana.id, new_id(), "Flo", STRANGER, "en"))
    flo = (await house.seen(says(STRANGER))).me
    assert (flo.id, flo.standing, flo.roles) == (number, Standing.ACTIVE, {Role.NAMED_PERSON})


# Invitations


async def invited(house, number, role) -> Invitation:
    """The invitation that a person's own message brings."""
    await house.store.run(
        lambda conn: people.invite(conn, house.keys, number, role, NOW, NOW + DAY)
    )
    invitation = (await house.seen(says(STRANGER))).invitation
    assert isinstance(invitation, Invitation)
    return invitation


async def test_an_invitation_is_used_once_by_its_link(house):
    number, token = await house.store.run(lambda conn: _let_in(conn, house))
    start = says("55", f"/start {token}", Channel.TELEGRAM)
    s = await house.seen(start)
    assert (s.me, s.people[number].first_name) == (None, "Gus")
    assert (s.invitation.person_id, s.invitation.role) == (number, Role.VOLUNTEER)
    await house.turn(
        start,
        lambda event, s: [
            d.LinkAddress(number, Channel.TELEGRAM, "55", first=True),
            d.Join(s.invitation.id, number),
        ],
    )
    s = await house.seen(says("55", f"/start {token}", Channel.TELEGRAM))
    assert (s.me.id, s.me.standing, s.invitation) == (number, Standing.ACTIVE, None)
    stranger = await house.seen(says("66", f"/start {token}", Channel.TELEGRAM))
    assert (stranger.me, stranger.invitation) == (None, None)


def _let_in(conn, house):
    number = people.add_person(conn, house.keys, Role.VOLUNTEER, "Gus", "", STRANGER, None, NOW)
    token = people.invite(conn, house.keys, number, Role.VOLUNTEER, NOW, NOW + DAY)
    return number, token


async def test_an_invitation_expires_and_a_guess_opens_nothing(house):
    _, token = await house.store.run(lambda conn: _let_in(conn, house))
    late = says("55", f"/start {token}", Channel.TELEGRAM)
    assert (await house.seen(late, NOW + DAY)).invitation is None
    guess = says("55", f"/start {token[:-1]}x", Channel.TELEGRAM)
    assert (await house.seen(guess)).invitation is None


async def test_an_invited_persons_message_brings_their_invitation(house):
    number, _ = await house.store.run(lambda conn: _let_in(conn, house))
    s = await house.seen(says(STRANGER, "hello"))
    assert (s.me.id, s.me.standing, s.invitation.person_id) == (number, Standing.INVITED, number)


async def test_a_role_is_given_by_its_own_invitation_and_no_earlier(house):
    number, _ = await house.store.run(lambda conn: _let_in(conn, house))
    await invited(house, number, Role.CO_ORDINATOR)
    s = await house.seen(says(STRANGER))
    assert s.me.roles == frozenset()
    offered = {one.role: one.id for one in s.invitations}
    assert set(offered) == {Role.VOLUNTEER, Role.CO_ORDINATOR}
    await house.turn(says(STRANGER), lambda e, s: [d.Join(offered[Role.VOLUNTEER], number)])
    s = await house.seen(says(STRANGER))
    assert (s.me.standing, s.me.roles) == (Standing.ACTIVE, {Role.VOLUNTEER})
    assert number not in {one.id for one in s.co_ordinators}
    assert [one.role for one in s.invitations] == [Role.CO_ORDINATOR]


async def test_who_left_and_joins_again_has_no_role_but_the_new_one(house):
    number, _ = await house.store.run(lambda conn: _let_in(conn, house))
    await house.turn(says(STRANGER), lambda e, s: [d.Join(s.invitation.id, number)])
    await house.store.run(
        lambda conn: conn.execute(
            sa.update(people_table)
            .where(people_table.c.id == number)
            .values(standing=Standing.LEFT.value)
        )
    )
    again = await invited(house, number, Role.CO_ORDINATOR)
    await house.turn(says(STRANGER), lambda e, s: [d.Join(again.id, number)])
    assert (await house.seen(says(STRANGER))).me.roles == {Role.CO_ORDINATOR}


async def test_a_newer_invitation_for_the_same_role_replaces_the_older(house):
    number, token = await house.store.run(lambda conn: _let_in(conn, house))
    newer = await invited(house, number, Role.VOLUNTEER)
    s = await house.seen(says(STRANGER))
    assert [one.id for one in s.invitations] == [newer.id]
    old = await house.seen(says("55", f"/start {token}", Channel.TELEGRAM))
    assert old.invitation is None


async def test_an_expired_invitation_is_seen_but_cannot_be_begun(house):
    number, _ = await house.store.run(lambda conn: _let_in(conn, house))
    s = await house.seen(says(STRANGER), NOW + DAY)
    assert s.invitation is None
    assert [one.person_id for one in s.invitations] == [number]
    timer = TimerFired(TimerKind.TALK, number, NOW, 1)
    assert len((await house.seen(timer, NOW + DAY)).invitations) == 1


async def test_two_people_cannot_have_one_number(house):
    with pytest.raises(ValueError, match="has this number already"):
        await house.store.run(
            lambda conn: people.add_person(conn, house.keys, Role.CARER, "Ann", "", ANA, None, NOW)
        )


async def test_whoever_is_here_already_may_decline_another_role_and_stays(house):
    await house.store.run(
        lambda conn: people.invite(conn, house.keys, house.ana.id, Role.CARER, NOW, NOW + DAY)
    )
    await house.turn(says(ANA), lambda e, s: [d.Decline(s.invitation.id, s.me.id)])
    s = await house.seen(says(ANA))
    assert (s.me.standing, s.invitation) == (Standing.ACTIVE, None)


# The journal


async def test_the_journal_says_what_happened_and_what_was_decided(house):
    await house.decided(
        d.Note("odd", "detail"),
        d.StartVisit(VISIT, house.ana.id, "Park", NOW + HOUR, SOS, None),
        d.KeepTalk(house.ana.id, TALK),
        d.Say(house.ana.id, HELLO, {"name": "Ana"}),
    )
    await house.turn(says(STRANGER), nothing)
    entries = await house.store.read(lambda conn: journal.entries(conn, house.keys))
    [(_, at, kind, who, entry), stranger] = entries
    assert (at, kind, who) == (NOW, "Arrived", house.ana.id)
    assert (entry["event"]["address"], entry["event"]["text"]) == (ANA, "OUT")
    assert [one["is"] for one in entry["decisions"]] == ["Note", "StartVisit", "KeepTalk", "Say"]
    assert entry["decisions"][3]["message"] == "HELLO"
    assert stranger[3] is None


async def test_a_decision_about_nothing_that_exists_is_an_error_and_saves_nothing(house):
    for decision in (
        d.ChangeVisit(404, VisitState.HOME),
        d.TakeAlert(404, house.cleo.id),
        d.SetLanguage(404, "cy"),
        d.Say(404, HELLO, {"name": "x"}),
    ):
        with pytest.raises(LookupError, match="404"):
            await house.decided(d.SetDuty(house.dee.id, on_duty=True), decision)
    assert not (await house.seen(says("+447700900004"))).me.on_duty


def test_no_decision_is_forgotten():
    from storage.entering import _ENTRIES

    elsewhere = {d.Say, d.Resend, d.RaiseAlert}
    assert set(get_args(d.Decision)) == set(_ENTRIES) | elsewhere
