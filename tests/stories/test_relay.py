"""Carer and volunteer write to each other through the scheme, around a visit."""

from __future__ import annotations

from datetime import timedelta

import pytest

from flows.closing import close
from flows.confirm import unwatch
from flows.decisions import AddRole, ChangeMatch, ChangeVisit
from flows.facts import Channel, Role, VisitState
from flows.facts import Stage as MatchStage
from storage.relays import Relayed, relays_of
from tests.stories.cared_for import AT_TWO, SATURDAY, eve_of, planned
from tests.stories.conftest import Cast
from tests.stories.stage import NOON, Phone

NOTE = " The scheme can read what you write to each other. Never write the child's name."
SHORT_NOTE = " The scheme can read this. Never write the child's name."
ANSWER = "\nReply CARER and your words."
BEHAVIOUR = (
    "I have not passed that on: how a child behaves stays out of texts, and a visit is never lost"
    " for it. Shall Cleo ring you? OK or NO."
)
NO_CONTACT = (
    "I don't pass on numbers, addresses or accounts, to keep you both safe. It was not sent."
    " Please say it without."
)
WORRY = (
    "Thank you for telling us. Cleo will ring you; the volunteer is not told. You can also tell"
    " the child's social worker. In danger? Call 999."
)


@pytest.fixture
async def eve(matched: Cast) -> Phone:
    """A visit is planned for today, 14:00 to 17:00; it is 12:00."""
    await planned(matched, AT_TWO)
    return eve_of(matched)


async def log(cast: Cast) -> list[Relayed]:
    return await cast.stage.store.read(
        lambda conn: relays_of(conn, cast.stage.store.keys, cast.match)
    )


async def ring_is_asked(cast: Cast, who: Phone, code: str = "C2") -> None:
    cast.cleo.hears(f"{code}: {who.name} would like you to ring them. …")
    await cast.cleo.says(f"SAFE {code}")
    cast.cleo.hears(f"{code} is closed: {who.name} is safe. Closed by Cleo.")
    who.hears("Cleo has closed your alert. …")


async def test_each_hears_the_other_and_neither_number(matched: Cast, eve: Phone) -> None:
    ana = matched.ana
    await eve.says("We're at the side door")
    ana.hears(f"K7's carer: We're at the side door{ANSWER}{SHORT_NOTE}")
    eve.hears(f"Passed on to Ana.{NOTE}")
    matched.stage.clock.move(timedelta(minutes=1))
    await ana.says("CARER running 10 late")
    eve.hears("Ana (K7's visit): running 10 late\nReply to answer.")
    ana.hears("Passed on to K7's carer.")
    matched.stage.clock.move(timedelta(minutes=1))
    await eve.says("no problem")
    ana.hears(f"K7's carer: no problem{ANSWER}")
    eve.hears("Passed on to Ana.")
    assert [(m.sender_id, m.text, m.passed) for m in await log(matched)] == [
        (eve.person_id, "We're at the side door", True),
        (ana.person_id, "running 10 late", True),
        (eve.person_id, "no problem", True),
    ]


@pytest.mark.parametrize(
    "text", ["OK", "No", "ok, see you then", "No he had lunch", "thanks", "👍"]
)
async def test_a_short_answer_is_an_answer(matched: Cast, eve: Phone, text: str) -> None:
    await eve.says(text)
    matched.ana.hears(f"K7's carer: {text}{ANSWER}{SHORT_NOTE}")
    eve.hears(f"Passed on to Ana.{NOTE}")


@pytest.mark.parametrize(
    "text",
    [
        "his asthma inhaler is in his bag", "she is allergic to nuts, pen packed",
        "he's got a cold so bring tissues", "running late, 10 mins", "home at 5 is fine",
        "he hit his head but he's fine", "where are you?", "we're 2 minutes away", "K7 ready 2pm",
        "the car is playing up, 20 late", "no worries about the time", "kick off is at 3",
        "mae o'n barod",
    ],
)  # fmt: skip
async def test_plain_and_safety_words_go_on_as_they_are(
    matched: Cast, eve: Phone, text: str
) -> None:
    await eve.says(text)
    matched.ana.hears(f"K7's carer: {text}{ANSWER}{SHORT_NOTE}")
    eve.hears("Passed on to Ana. …")


async def test_long_words_are_passed_on_whole(matched: Cast, eve: Phone) -> None:
    """Old wrong result: whatever is filled into a sentence was cut at 60 letters."""
    text = "we will wait by the big blue gate next to the library " * 5
    await eve.says(text)
    assert text.strip() in matched.ana.last()
    eve.hears("Passed on to Ana. …")
    await eve.says("very " * 61)
    eve.hears(
        "That is too long for me, so I have not passed it on. Please say it in 300 letters or"
        " fewer."
    )


@pytest.mark.parametrize(
    "text",
    [
        "ring me on 07700 900123", "my number is 07700900123", "oh seven seven oh oh nine one two",
        "eve@example.com", "eve at example dot com", "add me on snapchat", "insta @eve_h",
        "drop him at 12 Mill Lane", "LE10 1AB", "what's your number?", "+44 7700 900 123",
        "see https://example.com/x", "fy rhif ydi 07700 900 123",
    ],
)  # fmt: skip
async def test_no_way_to_reach_each_other_is_given_out(
    matched: Cast, eve: Phone, text: str
) -> None:
    await eve.says(text)
    eve.hears(NO_CONTACT)
    await matched.ana.says(f"CARER {text}")
    matched.ana.hears(NO_CONTACT)
    assert [m.passed for m in await log(matched)] == [False, False]


@pytest.mark.parametrize(
    "text", ["he's been so naughty today", "she was rude to everyone", "mae o wedi camfihafio"]
)
async def test_behaviour_is_held_back(matched: Cast, eve: Phone, text: str) -> None:
    await eve.says(text)
    eve.hears(BEHAVIOUR)
    await eve.says("ok")
    eve.hears("Thank you. Cleo will ring you.")
    matched.cleo.hears(
        "I held back a message from Eve about K7. Please ring them. Send DONE 1 when you have seen"
        " to it."
    )
    assert [(m.text, m.passed) for m in await log(matched)] == [(text, False)]


async def test_what_was_held_back_does_not_hold_back_the_next_words(
    matched: Cast, eve: Phone
) -> None:
    await eve.says("he's been playing up")
    eve.hears(BEHAVIOUR)
    await eve.says("we are at the gate")
    matched.ana.hears(f"K7's carer: we are at the gate{ANSWER}{SHORT_NOTE}")
    eve.hears("Passed on to Ana. …")
    await matched.ana.says("carer he was really naughty")
    matched.ana.hears(BEHAVIOUR)
    await matched.ana.says("carer back at 5")
    eve.hears("Ana (K7's visit): back at 5\nReply to answer.")
    matched.ana.hears("Passed on to K7's carer.")
    await matched.ana.says("carer he misbehaved")
    matched.ana.hears(BEHAVIOUR)
    await matched.ana.says("no")
    matched.ana.hears("That is fine. Nothing was passed on.")


async def test_a_worry_is_never_passed_on(matched: Cast, eve: Phone) -> None:
    await eve.says("he came home upset after the last visit with you")
    eve.hears(WORRY)
    await ring_is_asked(matched, eve)
    assert [m.passed for m in await log(matched)] == [False]
    await eve.says("Is Ana there yet?")
    matched.ana.hears("K7's carer: Is Ana there yet?…")
    eve.hears("Passed on to Ana. …")


async def test_a_volunteers_worry_is_not_passed_to_the_carer(matched: Cast, eve: Phone) -> None:
    await matched.ana.says("CARER he says you hit him")
    matched.ana.hears(
        "Is anyone in danger now? Call 999. I have asked Cleo to ring you about it. …"
    )
    await ring_is_asked(matched, matched.ana)
    eve.hears_nothing()


@pytest.mark.parametrize("text", ["he's run off", "she's hurt, call an ambulance", "ar goll!"])
async def test_a_cry_for_help_goes_to_the_other_and_to_the_scheme(
    matched: Cast, eve: Phone, text: str
) -> None:
    await eve.says(text)
    eve.hears(
        "In danger? Call 999 now. I have passed this on to Ana and asked Cleo to ring you."
        " You can also ring 0117 496 0000."
    )
    matched.ana.hears(f"K7's carer: {text}{ANSWER}{SHORT_NOTE}")
    await ring_is_asked(matched, eve)


async def test_a_volunteers_cry_for_help_too(matched: Cast, eve: Phone) -> None:
    await matched.ana.says("carer he's run off in the park")
    eve.hears(f"Ana (K7's visit): he's run off in the park\nReply to answer.{SHORT_NOTE}")
    matched.ana.hears(
        "In danger? Call 999 now. I have passed this on to K7's carer and asked Cleo to ring you."
        " You can also ring 0117 496 0000."
    )
    await ring_is_asked(matched, matched.ana)


async def test_help_alone_is_not_passed_on(matched: Cast, eve: Phone) -> None:
    await eve.says("HELP")
    eve.hears("In danger? Call 999 now. I am asking Cleo to ring you. …")
    await ring_is_asked(matched, eve)


async def test_before_the_window_nothing_is_passed_on(matched: Cast) -> None:
    await planned(matched)
    await matched.ana.says("carer see you saturday")
    matched.ana.hears(
        "Not passed on: I pass words on from Sat 12:00 until after the visit. Shall I ask someone"
        " to ring you? OK or NO."
    )
    await matched.ana.says("no")
    matched.ana.hears("That is fine. Nothing was passed on.")
    eve = eve_of(matched)
    await eve.says("tell the visitor we are looking forward to it")
    eve.hears("Not passed on: I pass words on from Sat 12:00 until after the visit. …")
    await eve.says("ok")
    eve.hears("I have asked Cleo to ring you. In danger? Call 999.")
    await ring_is_asked(matched, eve)
    assert await log(matched) == []


async def test_with_no_visit_near(matched: Cast) -> None:
    await matched.ana.says("CARER hello")
    matched.ana.hears("Not passed on: I do that only near a visit, and none is near. …")
    await matched.ana.says("leave")
    matched.ana.hears("That is put away. Nothing was changed.")


async def test_it_opens_and_it_closes(matched: Cast) -> None:
    """From two hours before until two hours after coming home."""
    visit = await planned(matched, AT_TWO)
    eve = eve_of(matched)
    out, unwatched = ChangeVisit(visit, state=VisitState.OUT), unwatch(visit)
    await matched.stage.decided(matched.ana, lambda event, s: [out, *unwatched])
    matched.stage.clock.move(timedelta(hours=8))
    await eve.says("are you still out?")
    matched.ana.hears("K7's carer: are you still out?…")
    eve.hears("Passed on to Ana. …")
    await matched.stage.decided(matched.ana, lambda event, s: close(s, s.visits[0]))
    matched.stage.clock.move(timedelta(hours=1, minutes=59))
    await matched.ana.says("carer his scarf is in my car")
    eve.hears("Ana (K7's visit): his scarf is in my car\nReply to answer.")
    matched.ana.hears("Passed on to K7's carer.")
    matched.stage.clock.move(timedelta(minutes=2))
    await matched.ana.says("carer sorry again")
    matched.ana.hears("Not passed on: I do that only near a visit, and none is near. …")
    await eve.says("thanks for today")
    eve.hears("What is it about?…")


async def test_carer_alone_asks_what_to_say(matched: Cast, eve: Phone) -> None:
    await matched.ana.says("CARER")
    matched.ana.hears("What shall I tell K7's carer? A few words. Never a child's name.")
    await matched.ana.says("Which gate?")
    eve.hears(f"Ana (K7's visit): Which gate?\nReply to answer.{SHORT_NOTE}")
    matched.ana.hears(f"Passed on to K7's carer.{NOTE}")
    await matched.ana.says("carer")
    matched.ana.hears("What shall I tell K7's carer? …")
    await matched.ana.says("leave")
    matched.ana.hears("That is put away. Nothing was changed.")


async def test_without_the_word_a_volunteers_words_stay_here(matched: Cast, eve: Phone) -> None:
    await matched.ana.says("we are at the gate")
    matched.ana.hears("Sorry, I did not understand. …")
    eve.hears_nothing()


async def test_a_carer_who_cannot_be_reached_is_not_counted_as_told(
    matched: Cast, eve: Phone
) -> None:
    await eve.opts_out()
    matched.cleo.hears("Messages to Eve no longer arrive. …")
    await matched.ana.says("carer running late")
    matched.ana.hears(
        "Not passed on: I can't text K7's carer. Shall I ask someone to ring you? OK or NO."
    )
    await matched.ana.says("ok")
    matched.ana.hears("I have asked Cleo to ring you. In danger? Call 999.")
    await ring_is_asked(matched, matched.ana)


async def test_a_volunteer_who_cannot_be_reached_is_not_counted_as_told(
    matched: Cast, eve: Phone
) -> None:
    await matched.ana.opts_out()
    matched.cleo.hears("Messages to Ana no longer arrive. …")
    await eve.says("we are at the gate")
    eve.hears("Not passed on: I can't text Ana. Shall I ask someone to ring you? OK or NO.")
    await eve.says("no")
    eve.hears("That is fine. Nothing was passed on.")
    await eve.says("he's run off")
    eve.hears("In danger? Call 999 now. I am asking Cleo to ring you. …")
    await ring_is_asked(matched, eve)
    assert [m.passed for m in await log(matched)] == [False, False]


async def test_a_carer_who_has_not_joined_hears_nothing(cast: Cast) -> None:
    flo = await cast.stage.enters("Flo", Role.VOLUNTEER, "+447700900006")
    cast.match = await cast.stage.matches(cast.ana, "K7", carer=flo, co_ordinator=cast.cleo)
    await planned(cast, AT_TWO)
    await cast.ana.says("carer hello")
    cast.ana.hears("Not passed on: I can't text K7's carer. …")
    flo.hears_nothing()


async def test_a_volunteer_without_a_match(cast: Cast) -> None:
    await cast.ana.says("carer hello")
    cast.ana.hears("Not passed on: I know of nobody to pass it on to. …")
    await cast.ana.says("no")
    cast.ana.hears("That is fine. Nothing was passed on.")


async def test_can_not_come_today_is_a_change_not_a_message(matched: Cast, eve: Phone) -> None:
    await eve.says("can't make it today, he's been sick")
    eve.hears("I'm sorry to hear that. K7's visit is 14:00. When could it be instead? …")
    await eve.says("not yet")
    matched.ana.hears("K7's carer has to call off your visit of 14:00. …")
    matched.cleo.hears("Eve, K7's carer, has called off Ana's visit of 14:00. …")
    eve.hears("The visit is off and Ana is told. …", "Will you tell K7 soon what has changed? …")
    await eve.says("he's gone missing!!")
    eve.hears("In danger? Call 999 now. I am asking Cleo to ring you. …")
    await ring_is_asked(matched, eve)


async def test_can_we_make_it_later_is_a_message(matched: Cast, eve: Phone) -> None:
    await eve.says("can you make it half past?")
    matched.ana.hears("K7's carer: can you make it half past?…")
    eve.hears("Passed on to Ana. …")


async def test_words_written_while_something_else_is_asked(matched: Cast) -> None:
    """The question was asked before the visit came near."""
    await planned(matched, NOON + timedelta(hours=2, minutes=30))
    eve = eve_of(matched)
    await eve.says("hello there friend")
    eve.hears("What is it about?…")
    await matched.beat(minutes=40)
    await eve.says("we are at the gate")
    matched.ana.hears("K7's carer: we are at the gate…")
    eve.hears("Passed on to Ana. …")


async def test_for_which_of_two_visits(matched: Cast, eve: Phone) -> None:
    bea = await matched.stage.enters("Bea", Role.VOLUNTEER, "+447700900011")
    match = await matched.stage.matches(bea, "L2", carer=eve, co_ordinator=matched.cleo)
    await planned(matched, AT_TWO, volunteer=bea, match=match)
    await eve.says("we are at the gate")
    eve.hears("For which visit is that?\n1 K7 with Ana, 14:00\n2 L2 with Bea, 14:00")
    await eve.says("2")
    bea.hears(f"L2's carer: we are at the gate{ANSWER}{SHORT_NOTE}")
    eve.hears(f"Passed on to Bea.{NOTE}")
    await eve.says("he's run off")
    eve.hears("In danger? Call 999 now. I am asking Cleo to ring you. …", "For which visit …")
    await eve.says("1")
    matched.ana.hears("K7's carer: he's run off…")
    eve.hears("In danger? Call 999 now. I have passed this on to Ana and asked Cleo to ring you. …")
    await ring_is_asked(matched, eve)


async def test_of_a_match_that_has_ended_nothing_is_passed_on(matched: Cast, eve: Phone) -> None:
    ended = ChangeMatch(matched.match, stage=MatchStage.ENDED)
    await matched.stage.decided(matched.ana, lambda event, s: [ended])
    await matched.ana.says("carer goodbye")
    matched.ana.hears("Not passed on: I know of nobody to pass it on to. …")
    await eve.says("see you at two")
    eve.hears("What is it about?…")


async def test_a_delivery_told_twice_is_passed_on_once(matched: Cast, eve: Phone) -> None:
    await eve.says("at the gate", provider_id="x1")
    await eve.says("at the gate", provider_id="x1")
    matched.ana.hears("K7's carer: at the gate…")
    eve.hears("Passed on to Ana. …")


async def test_who_is_both_writes_to_whom_they_mean(matched: Cast, eve: Phone) -> None:
    """Ana visits K7 and cares for L2. Her free words are L2's carer's; CARER is K7's visitor's."""
    ana = matched.ana
    bea = await matched.stage.enters("Bea", Role.VOLUNTEER, "+447700900011")
    await matched.stage.decided(ana, lambda event, s: [AddRole(ana.person_id, Role.CARER)])
    match = await matched.stage.matches(bea, "L2", carer=ana, co_ordinator=matched.cleo)
    await planned(matched, AT_TWO, volunteer=bea, match=match)
    await ana.says("we are at the gate")
    bea.hears("L2's carer: we are at the gate…")
    ana.hears("Passed on to Bea. …")
    await ana.says("CARER on my way")
    eve.hears("Ana (K7's visit): on my way…")
    ana.hears("Passed on to K7's carer. …")


async def test_on_telegram(matched: Cast, eve: Phone) -> None:
    await matched.stage.links(eve, "10005")
    phone = matched.stage.phone("Eve", "10005", Channel.TELEGRAM)
    await phone.says("{braces} and <b>tags</b> & an emoji 🚲")
    matched.ana.hears("K7's carer: {braces} and <b>tags</b> & an emoji 🚲…")
    phone.hears("Passed on to Ana. …")
    await matched.ana.says("carer ok")
    eve.hears("Ana (K7's visit): ok\nReply to answer.")
    matched.ana.hears("Passed on to K7's carer.")


async def test_saturdays_words_begin_with_the_note_again(matched: Cast, eve: Phone) -> None:
    await planned(matched, SATURDAY)
    await eve.says("see you soon")
    matched.ana.hears(f"K7's carer: see you soon{ANSWER}{SHORT_NOTE}")
    eve.hears(f"Passed on to Ana.{NOTE}")
    matched.stage.clock.move(SATURDAY - NOON)
    await eve.says("at the gate")
    matched.ana.hears(f"K7's carer: at the gate{ANSWER}{SHORT_NOTE}")
    eve.hears(f"Passed on to Ana.{NOTE}")
