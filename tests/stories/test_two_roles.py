"""Who is two things to the scheme hears what each of them may, and no more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows import carer
from flows.decisions import AddRole, ChangeMatch, Leave, OpenTask
from flows.facts import Role, Snapshot, TaskKind
from flows.facts import Stage as MatchStage
from tests.stories.cared_for import AT_TWO, SATURDAY, eve_of, planned
from tests.stories.conftest import Cast
from tests.stories.stage import Phone

ABOUT = "What is it about?\n1 Move a visit\n2 A worry\n3 Something else"


async def given(cast: Cast, phone: Phone, role: Role) -> None:
    await cast.stage.decided(phone, lambda event, s: [AddRole(phone.person_id, role)])


def ended(s: Snapshot) -> ChangeMatch:
    return ChangeMatch(next(m.id for m in s.matches if m.reference == "K7"), stage=MatchStage.ENDED)


@pytest.fixture
async def own(matched: Cast) -> Cast:
    """Cleo, the co-ordinator on duty, visits L2 herself; Eve is L2's carer too. `match` is L2."""
    await given(matched, matched.cleo, Role.VOLUNTEER)
    own = await matched.stage.matches(matched.cleo, "L2", carer=eve_of(matched))
    return replace(matched, match=own)


async def test_a_carers_worry_is_not_handed_over_to_the_volunteer(own: Cast) -> None:
    """Old wrong result: "HAND OVER C2 Cleo" told Cleo that a carer of hers asks to be rung."""
    eve = eve_of(own)
    await eve.says("worry")
    eve.hears("Thank you for telling us. Dee will ring you; the volunteer is not told. …")
    own.dee.hears("C2: Eve would like you to ring them. …")
    await own.dee.says("C2")
    own.dee.hears("You have C2 (Eve, …")
    eve.hears("Dee has your alert and will be in touch.")
    await own.dee.says("hand over C2 Cleo")
    own.dee.hears("I know no other co-ordinator of that name I can reach. …")
    own.cleo.hears_nothing()


async def test_what_a_carer_of_two_asks_goes_to_neither_volunteer(own: Cast) -> None:
    """Old wrong result: with two young people it was nobody's in particular, so Cleo, who visits
    one of them, was told that the carer asks to be rung."""
    eve = eve_of(own)
    await eve.says("blue elephants")
    eve.hears(ABOUT)
    await eve.says("3")
    own.dee.hears("Eve, a carer, asks you to ring them. Send DONE 1 when you have seen to it.")
    eve.hears("Thank you. Dee will ring you.")
    own.cleo.hears_nothing()
    await own.cleo.says("TASKS")
    own.cleo.hears("Nothing waits for you or anybody else.")


async def test_a_volunteers_concern_is_kept_from_a_carer_who_is_on_duty(matched: Cast) -> None:
    """Old wrong result: Eve, who is a co-ordinator as well, was asked to ring Ana about it."""
    eve = eve_of(matched)
    await given(matched, eve, Role.CO_ORDINATOR)
    await eve.says("DUTY ON")
    eve.hears("You are on duty. …")
    await matched.cleo.says("DUTY OFF")
    matched.cleo.hears("You are off duty. …")
    await matched.ana.says("CONCERN")
    matched.ana.hears(
        "Is anyone in danger now? Call 999. I have asked Cleo to ring you about it. …"
    )
    matched.cleo.hears("C2: Ana …")
    eve.hears_nothing()
    await eve.says("WHO")
    eve.hears("Nobody is out now. No alert is open.")


async def test_what_a_carer_met_with_a_fault_is_not_the_volunteers_to_ring_about(
    own: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have been a worry. Old wrong result: Cleo, on duty, was asked to ring her."""
    monkeypatch.setattr(carer, "answer", lambda *given: 1 // 0)
    await eve_of(own).says("WORRY")
    eve_of(own).hears("Sorry, this is not working at our end. I have asked a co-ordinator …")
    own.dee.hears("C2: Eve could not finish what they began by text. Please ring them. …")
    own.cleo.hears_nothing()


async def test_and_where_nobody_else_is_left_nobody_is_said_to_ring(
    own: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Old wrong result: "I have asked a co-ordinator to ring you", and nobody had been."""
    await own.stage.decided(own.cleo, lambda event, s: [Leave(own.dee.person_id)])
    monkeypatch.setattr(carer, "answer", lambda *given: 1 // 0)
    await eve_of(own).says("WORRY")
    eve_of(own).hears("I can reach nobody just now and keep trying. …")
    own.cleo.hears_nothing()


async def test_nobody_is_said_to_ring_where_nobody_could_hear_of_it(own: Cast) -> None:
    """Cleo, L2's volunteer, is the only co-ordinator left.

    Old wrong result: "A co-ordinator will ring you", and no co-ordinator ever saw it."""
    eve = eve_of(own)
    await own.stage.decided(own.cleo, lambda event, s: [Leave(own.dee.person_id)])
    await own.stage.decided(own.ana, lambda event, s: [ended(s)])
    await planned(own, volunteer=own.cleo, match=own.match)
    await eve.says("change")
    eve.hears("L2's visit with Cleo…")
    await eve.says("3")
    eve.hears("Thank you for telling us. I can reach nobody yet and keep trying. …")
    own.cleo.hears_nothing()


# --- What ends or changes hands in the middle ---------------------------------------------


async def ends(cast: Cast, *more: str) -> None:
    """Another co-ordinator ends K7's match."""
    await cast.dee.says("MATCH K7 ENDED")
    cast.dee.hears("End the match of K7 and Ana? …")
    await cast.dee.says("OK")
    cast.dee.hears("K7 and Ana have ended. …")
    cast.ana.hears("Your match with K7 has come to its end…")
    eve_of(cast).hears(*more)


async def other_carer(cast: Cast) -> Phone:
    """From now on Fay cares for K7."""
    fay = await cast.stage.enters("Fay", Role.CARER, "+447700900012")
    changed = ChangeMatch(cast.match, carer=fay.person_id)
    await cast.stage.decided(cast.ana, lambda event, s: [changed])
    return fay


async def called_off(cast: Cast) -> None:
    """Eve has called Saturday off; she is asked whether she tells K7."""
    eve = eve_of(cast)
    await planned(cast)
    await eve.says("change")
    eve.hears("K7's visit with Ana, Sat 14:00. What is in the way? …")
    await eve.says("1")
    eve.hears("I'm sorry to hear that. …")
    await eve.says("1")
    cast.ana.hears("K7's carer has to call off your visit of Sat 14:00. …")
    cast.cleo.hears("Eve, K7's carer, has called off Ana's visit of Sat 14:00. …")
    eve.hears("The visit is off and Ana is told. …", "Will you tell K7 soon …")


async def test_who_tells_the_child_is_still_answered_once_the_match_has_ended(
    matched: Cast,
) -> None:
    """Old wrong result: "Which visit?" with nothing to choose, whatever Eve answered."""
    eve = eve_of(matched)
    await called_off(matched)
    await ends(matched)
    await eve.says("OK")
    eve.hears("Thank you. That matters to them.")
    await matched.dee.says("TASKS")
    assert "must be told soon" not in matched.dee.last()


async def test_who_is_the_carer_no_more_is_not_asked_for_ever(matched: Cast) -> None:
    eve = eve_of(matched)
    await called_off(matched)
    await other_carer(matched)
    await eve.says("OK")
    eve.hears("Thank you.")
    await matched.cleo.says("TASKS")
    assert "K7 must be told soon" in matched.cleo.last()


async def test_an_ear_for_behaviour_outlasts_the_match(matched: Cast) -> None:
    """Old wrong result: "Who is it about?" with nothing to choose."""
    eve = eve_of(matched)
    await planned(matched, AT_TWO)
    await eve.says("he was very naughty today")
    eve.hears("I have not passed that on: …")
    await ends(matched, "Ana's visits with K7 have come to their end, …")
    await eve.says("OK")
    matched.cleo.hears("I held back a message from Eve about K7. Please ring them. …")
    eve.hears("Thank you. Cleo will ring you.")


async def test_and_the_carer(matched: Cast) -> None:
    eve = eve_of(matched)
    await planned(matched, AT_TWO)
    await eve.says("he was very naughty today")
    eve.hears("I have not passed that on: …")
    await other_carer(matched)
    await eve.says("OK")
    eve.hears(
        "Not passed on: I know of nobody to pass it on to. Shall I ask someone to ring you? OK or"
        " NO."
    )
    await eve.says("OK")
    matched.cleo.hears("C2: Eve would like you to ring them. …")
    eve.hears("I have asked Cleo to ring you. …")


async def test_a_new_carer_has_all_and_the_old_one_nothing(matched: Cast) -> None:
    eve, ana = eve_of(matched), matched.ana
    await planned(matched, AT_TWO)
    fay = await other_carer(matched)
    await eve.says("VISITS")
    eve.hears("I know of no visits for you. …")
    await eve.says("we are at the gate")
    eve.hears(ABOUT)
    await eve.says("LEAVE")
    eve.hears("That is put away. …")
    await fay.says("we are at the gate")
    ana.hears("K7's carer: we are at the gate…")
    fay.hears("Passed on to Ana. …")
    await ana.says("CARER coming")
    fay.hears("Ana (K7's visit): coming…")
    ana.hears("Passed on to K7's carer.")


async def test_a_new_volunteer_has_all_and_the_old_one_nothing(matched: Cast) -> None:
    eve, ana = eve_of(matched), matched.ana
    await ends(matched)
    bea = await matched.stage.enters("Bea", Role.VOLUNTEER, "+447700900011")
    again = await matched.stage.matches(bea, "K7", carer=eve, co_ordinator=matched.cleo)
    await planned(matched, AT_TWO, volunteer=bea, match=again)
    await eve.says("we are at the gate")
    bea.hears("K7's carer: we are at the gate…")
    eve.hears("Passed on to Bea. …")
    await ana.says("CARER hello")
    ana.hears("Not passed on: I know of nobody to pass it on to. …")
    await ana.says("LEAVE")
    ana.hears("That is put away. …")
    await ana.says("VISITS")
    ana.hears("You have no visit planned. …")
    await eve.says("worry")
    eve.hears("Thank you for telling us. Cleo will ring you; …")
    matched.cleo.hears("C2: Eve would like you to ring them. …")
    await matched.cleo.says("TASKS")
    matched.cleo.hears("Waiting for you:\n1: Ana and K7 have ended. …")


async def test_nothing_is_passed_to_a_volunteer_who_has_left(matched: Cast) -> None:
    """Old wrong result: "Passed on to Ana", who is none of us any more."""
    eve = eve_of(matched)
    await planned(matched, AT_TWO)
    left = Leave(matched.ana.person_id)
    await matched.stage.decided(matched.cleo, lambda event, s: [left])
    await eve.says("we are at the gate")
    eve.hears("Not passed on: I can't text Ana. …")
    matched.ana.hears_nothing()


async def test_a_carer_who_left_is_a_stranger_and_somebody_rings_them(matched: Cast) -> None:
    eve = eve_of(matched)
    await planned(matched, SATURDAY)
    await matched.stage.decided(matched.ana, lambda event, s: [Leave(eve.person_id)])
    await eve.says("we are at the gate")
    eve.hears("Hello. This is a computer at Lantern IV. I don't know this number, …")
    await calls_off(matched)
    await matched.cleo.says("TASKS")
    assert "Please ring K7's carer about Ana's visit" in matched.cleo.last()


async def test_a_carer_who_opted_out_is_not_counted_as_told(matched: Cast) -> None:
    eve = eve_of(matched)
    await planned(matched, SATURDAY)
    await eve.opts_out()
    matched.cleo.hears("Messages to Eve no longer arrive. …")
    await calls_off(matched)
    await matched.cleo.says("TASKS")
    assert "Please ring K7's carer about Ana's visit" in matched.cleo.last()


async def calls_off(cast: Cast) -> None:
    """Ana calls Saturday off; her carer cannot hear of it."""
    await cast.ana.says("OFF")
    cast.ana.hears("bowling, Sat 14:00. Why …")
    await cast.ana.says("1")
    cast.ana.hears("When instead? …")
    await cast.ana.says("1")
    cast.ana.hears("Who tells the young person? …")
    await cast.ana.says("1")
    cast.ana.hears("bowling, Sat 14:00 is off. …", "Thank you for telling K7 now, …")


async def test_words_for_one_never_reach_the_other_once_the_one_has_ended(matched: Cast) -> None:
    """Old wrong result: Eve chose K7, whose match had just ended; Bea, L2's volunteer, got the
    words, and the log held nothing of it."""
    eve = eve_of(matched)
    bea = await matched.stage.enters("Bea", Role.VOLUNTEER, "+447700900011")
    other = await matched.stage.matches(bea, "L2", carer=eve, co_ordinator=matched.cleo)
    await planned(matched, AT_TWO)
    await planned(matched, AT_TWO, volunteer=bea, match=other)
    await eve.says("we are at the gate")
    eve.hears("For which visit is that?\n1 K7 with Ana, 14:00\n2 L2 with Bea, 14:00")
    await ends(matched, "Ana's visits with K7 have come to their end, …")
    await eve.says("1")
    eve.hears("Please choose one of these.\n1 L2 with Bea, 14:00")
    await eve.says("LEAVE")
    eve.hears("That is put away. …")


# --- Words of somebody else's -------------------------------------------------------------

CO_ORDINATORS = ("TASKS", "DONE 1", "MATCH", "MATCH K7 ENDED", "MATCH K7 TRIAL", "NOTICE snow")


@pytest.mark.parametrize("text", CO_ORDINATORS)
async def test_a_co_ordinators_words_do_nothing_for_anybody_else(matched: Cast, text: str) -> None:
    await matched.stage.decided(matched.ana, lambda event, s: [waits(matched)])
    eve = eve_of(matched)
    await matched.ana.says(text)
    matched.ana.hears("Sorry, I did not understand. …")
    await matched.ben.says(text)
    matched.ben.hears("Sorry, I did not understand. …")
    await eve.says(text)
    eve.hears(ABOUT)
    stranger = matched.stage.phone("Stranger", "+447700900099")
    await stranger.says(text)
    stranger.hears("Hello. This is a computer at Lantern IV. I don't know this number, …")
    await matched.dee.says("TASKS")
    matched.dee.hears("Waiting for others:\n1 (Cleo): Ana had a first visit with K7. …")
    await matched.dee.says("MATCH")
    matched.dee.hears("K7: Ana, established, visits kept: 0\n…")


def waits(cast: Cast) -> OpenTask:
    return OpenTask(TaskKind.FIRST_VISIT, match=cast.match, owner=cast.cleo.person_id)


@pytest.mark.parametrize(
    "text", [*CO_ORDINATORS, "CHANGE", "OFF", "CARD", "RECORD", "CARER hello", "WORRY", "AWAY",
             "NOTICES", "VISITS"]
)  # fmt: skip
async def test_who_is_only_invited_is_asked_to_join(matched: Cast, text: str) -> None:
    stage = matched.stage
    gil = stage.phone("Gil", "+447700900013")
    await stage.store.run(lambda conn: stage.let_in(conn, "Gil", Role.VOLUNTEER, gil.value))
    await gil.says(text)
    gil.hears("Hello Gil. Lantern IV invites you to its safety messages. …")
