"""Eve, K7's carer: when the next visit is, moving one, behaviour, and a worry."""

from __future__ import annotations

from datetime import timedelta

import pytest

from flows import closing
from flows.decisions import AddRole, ChangeMatch, Leave
from flows.facts import Channel, Role
from flows.facts import Stage as MatchStage
from tests.stories.cared_for import SATURDAY, eve_of, planned
from tests.stories.conftest import Cast
from tests.stories.stage import Phone

WHY = (
    "K7's visit with Ana, Sat 14:00. What is in the way? LEAVE lets it stand.\n1 Illness"
    "\n2 Something unexpected\n3 Behaviour\n4 Something else"
)
WHEN = (
    "I'm sorry to hear that. K7's visit is Sat 14:00. When could it be instead? Try Sun 2-5. LEAVE"
    " lets it stand.\n1 I can't say yet: call it off"
)
STANDS = (
    "Thank you for telling me. A visit is never taken away for behaviour: K7 can count on it."
    " It stands. Cleo will ring you to help."
)
WORRY = (
    "Thank you for telling us. Cleo will ring you; the volunteer is not told. You can also tell"
    " the child's social worker. In danger? Call 999."
)
TELL_CHILD = "Will you tell K7 soon what has changed? Reply OK or NO."
ABOUT = "What is it about?\n1 Move a visit\n2 A worry\n3 Something else"


@pytest.fixture
async def eve(matched: Cast) -> Phone:
    """K7's carer; a visit is planned for Saturday."""
    await planned(matched)
    return eve_of(matched)


async def called_off(cast: Cast, eve: Phone) -> None:
    await eve.says("CHANGE")
    eve.hears(WHY)
    await eve.says("1")
    eve.hears(WHEN)
    await eve.says("not yet")
    cast.ana.hears(
        "K7's carer has to call off your visit of Sat 14:00. It is off, and no fault of yours."
        " When you have a new day, send PLAN."
    )
    cast.cleo.hears("Eve, K7's carer, has called off Ana's visit of Sat 14:00. No new date yet.")
    eve.hears("The visit is off and Ana is told. Cleo looks for a new day.", TELL_CHILD)


async def ring_is_asked(cast: Cast) -> None:
    cast.cleo.hears("C2: Eve would like you to ring them. …")
    await cast.cleo.says("SAFE C2")
    cast.cleo.hears("C2 is closed: Eve is safe. Closed by Cleo.")
    eve_of(cast).hears("Cleo has closed your alert. …")


@pytest.mark.parametrize(
    "text", ["VISITS", "visits?", "when is the next visit", "pryd mae'r ymweliad nesaf?"]
)
async def test_the_next_visit(eve: Phone, text: str) -> None:
    await eve.says(text)
    eve.hears("K7's visit with Ana: Sat 14:00 to 17:00, bowling.")


async def test_several_visits_one_a_line_and_never_too_many(matched: Cast, eve: Phone) -> None:
    for week in range(1, 4):
        await planned(matched, SATURDAY + timedelta(weeks=week), place="park")
    await eve.says("visits")
    eve.hears(
        "K7's visit with Ana: Sat 14:00 to 17:00, bowling."
        "\nK7's visit with Ana: Sat 13 Jun 14:00 to 17:00, park."
        "\nK7's visit with Ana: Sat 20 Jun 14:00 to 17:00, park."
    )


async def test_no_visit_and_no_match(matched: Cast) -> None:
    eve = eve_of(matched)
    await eve.says("visits")
    eve.hears("No visit is planned for K7 now. I tell you of a new one.")
    ended = ChangeMatch(matched.match, stage=MatchStage.ENDED)
    await matched.stage.decided(matched.ana, lambda event, s: [ended])
    await eve.says("visits")
    eve.hears("I know of no visits for you. Please ring 0117 496 0000 if that is not right.")


async def test_illness_and_another_time(matched: Cast, eve: Phone) -> None:
    await eve.says("CHANGE")
    eve.hears(WHY)
    await eve.says("illness")
    eve.hears(WHEN)
    await eve.says("sun 10-12")
    matched.ana.hears("K7's carer can't do Sat 14:00 …")
    matched.cleo.hears(
        "Eve, K7's carer, asks to move Ana's visit of Sat 14:00 to Sun 10:00. Ana has been asked."
    )
    eve.hears("I have asked Ana: Sun 10:00 to 12:00. You will hear.", TELL_CHILD)
    await eve.says("OK")
    eve.hears("Thank you. That matters to them.")
    await eve.says("visits")
    eve.hears(
        "K7's visit with Ana: not Sat 14:00. I have asked for Sun 10:00 to 12:00 and wait for an"
        " answer."
    )
    await matched.ana.says("OK")
    matched.ana.hears("Thank you. The visit is now Sun 10:00…")
    assert "Sun 10:00" in eve.last()
    assert "Sun 10:00" in matched.cleo.last()
    await eve.says("visits")
    eve.hears("K7's visit with Ana: Sun 10:00 to 12:00, bowling.")
    await matched.cleo.says("tasks")
    assert "told soon" not in matched.cleo.last(), "Eve tells K7"


async def test_without_an_end_the_visit_stays_as_long_as_it_was(matched: Cast, eve: Phone) -> None:
    await eve.says("change")
    eve.hears(WHY)
    await eve.says("2")
    eve.hears(WHEN)
    await eve.says("sunday 11am")
    eve.hears("I have asked Ana: Sun 11:00 to 14:00. You will hear.", TELL_CHILD)
    matched.ana.hears("K7's carer can't do Sat 14:00 …")
    matched.cleo.hears("Eve, K7's carer, asks to move Ana's visit of Sat 14:00 to Sun 11:00. …")


@pytest.mark.parametrize("text", ["sat 2-5", "saturday 14:00 to 17:00"])
async def test_the_same_time_is_no_other_time(eve: Phone, text: str) -> None:
    await eve.says("change")
    eve.hears(WHY)
    await eve.says("1")
    eve.hears(WHEN)
    await eve.says(text)
    eve.hears("That is when the visit is now. When else? Try Sun 2-5.…")
    await eve.says("banana")
    eve.hears("I could not read the day and times. …")
    await eve.says("LEAVE")
    eve.hears("That is put away. Nothing was changed.")
    await eve.says("visits")
    eve.hears("K7's visit with Ana: Sat 14:00 to 17:00, bowling.")


@pytest.mark.parametrize(
    "text",
    [
        "can't do Saturday, he's got a tummy bug",
        "we have to cancel, he is poorly",
        "Need to move the visit, hospital appointment",
        "cant make sat, theres been a death in the family",
        "hi can we rearrange? she's been sick all night",
        "methu gwneud dydd Sadwrn, mae o'n sâl",
    ],
)
async def test_a_clear_reason_needs_no_asking(eve: Phone, text: str) -> None:
    await eve.says(text)
    eve.hears(WHEN)
    await eve.says("back")
    eve.hears(WHY)
    await eve.says("leave")
    eve.hears("That is put away. Nothing was changed.")


@pytest.mark.parametrize(
    "text",
    ["can't do saturday", "cancel visit", "off", "move", "reschedule",
     "can't do saturday, he has a party", "he's been playing up and now he's poorly, cancel visit"],
)  # fmt: skip
async def test_a_reason_that_is_not_clear_is_asked_for(eve: Phone, text: str) -> None:
    await eve.says(text)
    eve.hears(WHY)
    await eve.says("a party")
    eve.hears("Which of these is it? Just the number is enough. LEAVE lets it stand.\n1 Illness…")
    await eve.says("leave")
    eve.hears("That is put away. Nothing was changed.")


async def test_no_other_time_calls_it_off_and_a_co_ordinator_tells_the_child(
    matched: Cast, eve: Phone
) -> None:
    await called_off(matched, eve)
    await eve.says("no")
    eve.hears("That is fine. I am asking Cleo to do it.")
    matched.cleo.hears(
        "K7 must be told soon that the visit with Ana has changed. Nobody has yet."
        " Send DONE 3 when you have seen to it."
    )
    await matched.cleo.says("tasks")
    waits = matched.cleo.last()
    assert "Ana's visit with K7 is off and has no new date." in waits
    assert waits.count("told soon") == 1
    await eve.says("visits")
    eve.hears("No visit is planned for K7 now. …")


async def test_silence_about_the_child_is_no_yes(matched: Cast, eve: Phone) -> None:
    await called_off(matched, eve)
    await matched.beat(hours=2, minutes=1)
    matched.cleo.hears("K7 must be told soon that the visit with Ana has changed. …")


async def test_leaving_that_question_leaves_it_to_a_co_ordinator(matched: Cast, eve: Phone) -> None:
    await called_off(matched, eve)
    await eve.says("leave")
    eve.hears("That is put away. Nothing was changed.")
    await matched.cleo.says("tasks")
    assert "K7 must be told soon" in matched.cleo.last()


async def test_a_volunteer_who_cannot_be_reached_is_not_counted_as_told(
    matched: Cast, eve: Phone
) -> None:
    await matched.ana.opts_out()
    matched.cleo.hears("Messages to Ana no longer arrive. …")
    await eve.says("change")
    eve.hears(WHY)
    await eve.says("1")
    eve.hears(WHEN)
    await eve.says("don't know yet")
    eve.hears(
        "The visit is off, but I can't reach Ana by text. Please ring 0117 496 0000 now.",
        TELL_CHILD,
    )
    matched.cleo.hears(
        "K7's carer has called off Ana's visit of Sat 14:00. I can't text Ana: please ring them."
    )
    await eve.says("ok")
    eve.hears("Thank you. That matters to them.")


async def test_behaviour_never_takes_a_visit_away(matched: Cast, eve: Phone) -> None:
    """Ana hears nothing, and the visit stands."""
    await eve.says("change")
    eve.hears(WHY)
    await eve.says("3")
    eve.hears(STANDS)
    matched.cleo.hears(
        "K7's carer Eve wants a visit off because of behaviour. The visit still stands. Please ring"
        " them. Send DONE 1 when you have seen to it."
    )
    await eve.says("visits")
    eve.hears("K7's visit with Ana: Sat 14:00 to 17:00, bowling.")


@pytest.mark.parametrize(
    "text",
    [
        "he's grounded so no visit saturday",
        "can't do saturday as she's been playing up",
        "we need to cancel, he doesn't deserve it",
        "methu gwneud dydd Sadwrn, mae o wedi camfihafio",
    ],
)
async def test_behaviour_in_words_is_heard_as_behaviour(
    matched: Cast, eve: Phone, text: str
) -> None:
    await eve.says(text)
    eve.hears(STANDS)
    matched.cleo.hears("K7's carer Eve wants a visit off because of behaviour. …")


async def test_behaviour_offered_as_the_time_is_still_behaviour(matched: Cast, eve: Phone) -> None:
    await eve.says("change")
    eve.hears(WHY)
    await eve.says("2")
    eve.hears(WHEN)
    await eve.says("when he has learned to behave himself")
    eve.hears(STANDS)
    matched.cleo.hears("K7's carer Eve wants a visit off because of behaviour. …")


async def test_anything_else_goes_to_a_co_ordinator(matched: Cast, eve: Phone) -> None:
    await eve.says("change")
    eve.hears(WHY)
    await eve.says("4")
    eve.hears(
        "Thank you. Only illness or something unexpected moves a visit by text. Cleo will ring you"
        " to talk about it. Until then it stands."
    )
    matched.cleo.hears("K7's carer Eve asks you to ring about Ana's visits. Send DONE 1 …")


async def test_which_of_several_visits(matched: Cast, eve: Phone) -> None:
    await planned(matched, SATURDAY + timedelta(weeks=1))
    await eve.says("change")
    eve.hears("Which visit?\n1 K7 with Ana, Sat 14:00\n2 K7 with Ana, Sat 13 Jun 14:00")
    await eve.says("2")
    eve.hears("K7's visit with Ana, Sat 13 Jun 14:00. What is in the way? …")
    await eve.says("leave")
    eve.hears("That is put away. Nothing was changed.")


async def test_an_answer_is_never_taken_for_another_visit(matched: Cast, eve: Phone) -> None:
    """The visit was called off meanwhile: what was said of it is not said of the next one."""
    await eve.says("change")
    eve.hears(WHY)
    await eve.says("1")
    eve.hears(WHEN)
    await matched.stage.decided(
        matched.ana,
        lambda event, s: [d for v in s.visits for d in closing.off(s, v)],
    )
    await planned(matched, SATURDAY + timedelta(weeks=1))
    await eve.says("not yet")
    eve.hears("K7's visit with Ana, Sat 13 Jun 14:00. What is in the way? …")
    await eve.says("leave")
    eve.hears("That is put away. Nothing was changed.")


async def test_nothing_to_move(matched: Cast) -> None:
    eve = eve_of(matched)
    offer = "I see no visit to come that I could move. Shall I ask someone to ring you? …"
    await eve.says("change")
    eve.hears(offer)
    await eve.says("no")
    eve.hears("That is fine. Send MENU to see what I can do.")
    await eve.says("change")
    eve.hears(offer)
    await eve.says("ok")
    eve.hears("I have asked Cleo to ring you. In danger? Call 999.")
    await ring_is_asked(matched)


@pytest.mark.parametrize(
    "text",
    [
        "WORRY", "complaint", "concern about the visits", "I'm worried about Ana",
        "he came home upset after", "Ana shouted at him", "she says the volunteer hit her",
        "dw i'n poeni am Ana", "I want to make a complaint about the visitor", "accident",
    ],
)  # fmt: skip
async def test_a_worry_goes_to_a_co_ordinator_and_never_to_the_volunteer(
    matched: Cast, eve: Phone, text: str
) -> None:
    await eve.says(text)
    eve.hears(WORRY)
    await ring_is_asked(matched)
    matched.ana.hears_nothing()


async def test_a_worry_is_heard_whatever_was_asked(matched: Cast, eve: Phone) -> None:
    await eve.says("change")
    eve.hears(WHY)
    await eve.says("he came home in tears after last time")
    eve.hears(WORRY)
    await ring_is_asked(matched)
    await called_off(matched, eve)
    await eve.says("actually I'm worried about Ana")
    eve.hears(WORRY)
    matched.cleo.hears("D2: Eve would like you to ring them. …")
    await matched.cleo.says("SAFE D2")
    matched.cleo.hears("D2 is closed: …")
    eve.hears("Cleo has closed your alert. …")


async def test_the_volunteer_is_spared_though_she_is_the_co_ordinator_on_duty(
    matched: Cast,
) -> None:
    """Cleo herself visits L2, whom Eve cares for: Dee hears, now and at every rung."""
    cleo, dee, eve = matched.cleo, matched.dee, eve_of(matched)
    await matched.stage.decided(cleo, lambda event, s: [AddRole(cleo.person_id, Role.VOLUNTEER)])
    await matched.stage.matches(cleo, "L2", carer=eve, co_ordinator=cleo)
    await eve.says("I'm worried about Cleo")
    eve.hears("Thank you for telling us. Dee will ring you; the volunteer is not told. …")
    dee.hears("C2: Eve would like you to ring them. …")
    await matched.beat(minutes=31)
    while dee.heard:
        dee.hears("C2: Eve would like you to ring them. …")
    cleo.hears_nothing()
    await cleo.says("who")
    cleo.hears("Nobody is out now. No alert is open.")
    await cleo.says("C2")
    cleo.hears("I don't know an alert C2. Send WHO to see what is open.")
    await dee.says("SAFE C2")
    dee.hears("C2 is closed: Eve is safe. Closed by Dee.")
    eve.hears("Dee has closed your alert. …")


async def test_where_nobody_but_the_volunteer_could_be_told_it_is_said(matched: Cast) -> None:
    cleo, eve = matched.cleo, eve_of(matched)
    await matched.stage.decided(cleo, lambda event, s: [AddRole(cleo.person_id, Role.VOLUNTEER)])
    await matched.stage.matches(cleo, "L2", carer=eve)
    left = Leave(matched.dee.person_id)
    await matched.stage.decided(cleo, lambda event, s: [left])
    await eve.says("worry")
    eve.hears("Thank you for telling us. I can reach nobody yet and keep trying. …")
    await matched.beat(hours=1)
    cleo.hears_nothing()


async def test_help_is_999_and_a_person(matched: Cast, eve: Phone) -> None:
    await eve.says("help")
    eve.hears(
        "In danger? Call 999 now. I am asking Cleo to ring you. You can also ring 0117 496 0000."
    )
    await ring_is_asked(matched)


async def test_sos_is_an_alert(matched: Cast, eve: Phone) -> None:
    await eve.says("SOS")
    eve.hears("I am telling Cleo now. In danger? Call 999. …")
    matched.cleo.hears("SOS C2: Eve asks for help, not checked in. …")
    matched.cleo.hears_call("Hello, this is Lantern IV. Eve has asked for help.")
    await matched.cleo.says("SAFE C2")
    matched.cleo.hears("C2 is closed: Eve is safe. Closed by Cleo.")
    eve.hears("Cleo has closed your alert. …")


async def test_words_that_nobody_understood(matched: Cast, eve: Phone) -> None:
    await eve.says("bring his coat please")
    eve.hears(ABOUT)
    await eve.says("banana")
    eve.hears(
        "Please choose one of these. In danger? Call 999.\n1 Move a visit\n2 A worry"
        "\n3 Something else"
    )
    await eve.says("1")
    eve.hears(WHY)
    await eve.says("leave")
    eve.hears("That is put away. Nothing was changed.")
    await eve.says("asdf")
    eve.hears(ABOUT)
    await eve.says("3")
    eve.hears("Thank you. Cleo will ring you.")
    matched.cleo.hears("K7's carer Eve asks you to ring about Ana's visits. …")
    await eve.says("qwerty uiop")
    eve.hears(ABOUT)
    await eve.says("he's poorly")
    eve.hears(WHEN)
    await eve.says("leave")
    eve.hears("That is put away. Nothing was changed.")


async def test_thanks_ok_and_no_with_nothing_asked(eve: Phone) -> None:
    for text in ("thanks", "OK", "no", "diolch"):
        await eve.says(text)
        eve.hears("Thank you.")


async def test_a_language_of_their_own(eve: Phone) -> None:
    await eve.says("cymraeg")
    assert eve.last() != "From now on I write in English."
    await eve.says("english")
    eve.hears("From now on I write in English.")


async def test_a_question_that_waited_too_long_is_put_away(matched: Cast, eve: Phone) -> None:
    await eve.says("change")
    eve.hears(WHY)
    await matched.beat(hours=2, minutes=1)
    eve.hears("I have put away the question I asked. Send MENU to begin again.")
    await eve.says("visits")
    eve.hears("K7's visit with Ana: Sat 14:00 to 17:00, bowling.")


async def test_on_telegram_by_buttons(matched: Cast, eve: Phone) -> None:
    await matched.stage.links(eve, "10005")
    phone = matched.stage.phone("Eve", "10005", Channel.TELEGRAM)
    await phone.says("visits")
    phone.hears("K7's visit with Ana: Sat 14:00 to 17:00, bowling.")
    await phone.taps("CHANGE")
    phone.hears("K7's visit with Ana, Sat 14:00. What is in the way? LEAVE lets it stand.")
    await phone.taps("Illness")
    phone.hears("I'm sorry to hear that. …")
    await phone.taps("I can't say yet: call it off")
    said = [phone.last(), phone.last()]
    eve.hears_nothing()
    assert said[0].startswith("The visit is off and Ana is told.")
    matched.ana.hears("K7's carer has to call off your visit of Sat 14:00. …")
    matched.cleo.hears("Eve, K7's carer, has called off Ana's visit of Sat 14:00. …")
    await phone.taps("NO")
    phone.hears("That is fine. I am asking Cleo to do it.")
    matched.cleo.hears("K7 must be told soon that the visit with Ana has changed. …")


async def test_who_is_a_volunteer_as_well_is_asked_whose_visit(matched: Cast) -> None:
    """Ana visits K7 and cares for L2, whom Bea visits."""
    ana = matched.ana
    bea = await matched.stage.enters("Bea", Role.VOLUNTEER, "+447700900011")
    await matched.stage.decided(ana, lambda event, s: [AddRole(ana.person_id, Role.CARER)])
    match = await matched.stage.matches(bea, "L2", carer=ana, co_ordinator=matched.cleo)
    await planned(matched)
    await planned(matched, SATURDAY, volunteer=bea, match=match, place="cinema")
    await ana.says("visits")
    ana.hears("L2's visit with Bea: Sat 14:00 to 17:00, cinema.")
    assert "bowling" in ana.last()
    await ana.says("leave")
    assert ana.last()
    await ana.says("change")
    ana.hears("Whose visit do you mean?\n1 My own visit as a volunteer\n2 L2")
    await ana.says("2")
    ana.hears("L2's visit with Bea, Sat 14:00. What is in the way? …")
    await ana.says("leave")
    ana.hears("That is put away. Nothing was changed.")


async def test_of_two_children_each_visit_is_named(matched: Cast, eve: Phone) -> None:
    bea = await matched.stage.enters("Bea", Role.VOLUNTEER, "+447700900011")
    match = await matched.stage.matches(bea, "L2", carer=eve, co_ordinator=matched.cleo)
    await planned(matched, SATURDAY + timedelta(days=1), volunteer=bea, match=match)
    await eve.says("visits")
    eve.hears(
        "K7's visit with Ana: Sat 14:00 to 17:00, bowling."
        "\nL2's visit with Bea: Sun 14:00 to 17:00, bowling."
    )
    await eve.says("change")
    eve.hears("Which visit?\n1 K7 with Ana, Sat 14:00\n2 L2 with Bea, Sun 14:00")
    await eve.says("2")
    eve.hears("L2's visit with Bea, Sun 14:00. What is in the way? …")
    await eve.says("1")
    eve.hears("I'm sorry to hear that. L2's visit is Sun 14:00. …")
    await eve.says("1")
    bea.hears("L2's carer has to call off your visit of Sun 14:00. …")
    matched.cleo.hears("Eve, L2's carer, has called off Bea's visit of Sun 14:00. …")
    eve.hears("The visit is off and Bea is told. …", "Will you tell L2 soon what has changed? …")
