"""Which question an OK or a NO is to, when visits, conversations and alarms cross each other."""

from __future__ import annotations

from flows import closing
from flows.decisions import AddRole, SetTimer, StartVisit
from flows.events import TimerKind
from flows.facts import Role, VisitState
from tests.stories.conftest import Cast
from tests.stories.planning import planned, sees, until
from tests.stories.test_confirming import ASKED, THANKS, TODAY
from tests.stories.test_joining_again import invites, is_named


async def test_two_reminders_within_minutes_ask_which_and_then_the_other(matched: Cast) -> None:
    await planned(matched, "Sat 6 Jun 14:00")
    await planned(matched, "Sat 6 Jun 14:03", "supper", hours=2)
    await until(matched, "Thu 4 Jun 14:03")
    matched.ana.hears(ASKED, "Sat 14:03: supper, home by 16:03. Still on? …")
    await matched.ana.says("ok")
    matched.ana.hears(
        "I have asked you more than one thing. Which one do you mean?"
        "\n1 Sat 14:00: bowling\n2 Sat 14:03: supper"
    )
    await matched.ana.says("1")
    matched.ana.hears(THANKS, "Sat 14:03: supper, home by 16:03. Still on? …")
    await matched.ana.says("ok")
    matched.ana.hears("Thank you. Sat 14:03 stands.")


async def test_a_visit_called_off_while_it_was_asked_which(matched: Cast) -> None:
    """The question that is left is a question of its own."""
    await planned(matched, "Sat 6 Jun 14:00")
    await planned(matched, "Sat 6 Jun 14:03", "supper", hours=2)
    await until(matched, "Thu 4 Jun 14:03")
    matched.ana.hears(ASKED, "Sat 14:03: supper, …")
    await matched.ana.says("ok")
    matched.ana.hears("I have asked you more than one thing. …")
    await matched.stage.decided(
        matched.ana, lambda event, s: [d for v in s.visits for d in closing.off(s, v)]
    )
    await matched.ana.says("1")
    matched.ana.hears("Thank you. Nothing waits for your answer any more.")


# Something else is going on


async def test_an_ok_in_a_conversation_confirms_and_the_question_comes_again(
    matched: Cast,
) -> None:
    visit = await planned(matched, "Sat 6 Jun 14:00")
    await until(matched, "Thu 4 Jun 13:50")
    await matched.ana.says("LANGUAGE")
    question = matched.ana.last()
    await until(matched, "Thu 4 Jun 14:00")
    matched.ana.hears(ASKED)
    await matched.ana.says("ok")
    matched.ana.hears(THANKS, question)
    assert (await sees(matched, visit))[0].confirmed_at is not None
    await matched.ana.says("LEAVE")
    matched.ana.hears("That is put away. …")


async def test_a_no_in_a_conversation_loses_neither(matched: Cast) -> None:
    visit = await planned(matched, "Sat 6 Jun 14:00")
    await until(matched, "Thu 4 Jun 13:55")
    await matched.ana.says("LANGUAGE")
    question = matched.ana.last()
    await until(matched, "Thu 4 Jun 14:00")
    matched.ana.hears(ASKED)
    await matched.ana.says("no")
    matched.ana.hears(
        "I can't take a NO to Sat 14:00: bowling just now."
        " Answer this or send LEAVE, then send NO again.",
        question,
    )
    await matched.ana.says("1")
    matched.ana.hears("From now on I write in English.")
    await matched.ana.says("no")
    matched.ana.hears("bowling, Sat 14:00. Why can't it be as planned?…")
    assert (await sees(matched, visit))[0].state is VisitState.PLANNED


async def test_two_reminders_in_a_conversation_are_answered_after_it(matched: Cast) -> None:
    await planned(matched, "Sat 6 Jun 14:00")
    await planned(matched, "Sat 6 Jun 14:03", "supper", hours=2)
    await until(matched, "Thu 4 Jun 13:58")
    await matched.ana.says("LANGUAGE")
    question = matched.ana.last()
    await until(matched, "Thu 4 Jun 14:03")
    matched.ana.hears(ASKED, "Sat 14:03: supper, …")
    await matched.ana.says("ok")
    matched.ana.hears(
        "I have asked you more than one thing. Please answer this one, then send that again.",
        question,
    )
    await matched.ana.says("LEAVE")
    matched.ana.hears("That is put away. …")
    await matched.ana.says("ok")
    matched.ana.hears("I have asked you more than one thing. Which one do you mean?…")


async def test_an_ok_to_a_question_shown_later_is_to_that(matched: Cast) -> None:
    visit = await planned(matched, "Sat 6 Jun 14:00")
    await until(matched, "Thu 4 Jun 14:00")
    matched.ana.hears(ASKED)
    for word in ("asdf", "qwerty", "zxcv"):
        await matched.ana.says(word)
    matched.ana.hears("Sorry, I did not understand. …", ASKED)
    matched.ana.hears("Sorry, I did not understand. …", ASKED)
    matched.ana.hears("Sorry, I am only a computer. Shall I ask a person to ring you? OK or NO.")
    await matched.ana.says("NO")
    matched.ana.heard.clear()
    assert (await sees(matched, visit))[0].confirmed_at is None
    await matched.ana.says("ok")
    matched.ana.hears(THANKS)


async def test_out_on_another_visit_an_ok_is_to_the_reminder(matched: Cast) -> None:
    await planned(matched, "Sat 6 Jun 14:00")
    await until(matched, "Thu 4 Jun 13:00")
    await goes_out(matched)
    await until(matched, "Thu 4 Jun 14:00")
    matched.ana.hears(ASKED)
    await matched.ana.says("ok")
    matched.ana.hears(THANKS)
    await matched.ana.says("ok")
    matched.ana.hears("You said home by 17:00. Please send OUT if you are home, …")
    await comes_home(matched)


async def goes_out(cast: Cast) -> None:
    """Out until five; what is asked on the way is another story."""
    five = cast.stage.clock.now().replace(hour=16, minute=0)
    await cast.stage.decided(
        cast.ana,
        lambda event, s: [
            StartVisit(
                s.fresh[0], cast.ana.person_id, "cinema", five, s.scheme.missed_check_out, None
            ),
            SetTimer(TimerKind.VISIT_DUE, s.fresh[0], five),
        ],
    )


async def comes_home(cast: Cast) -> None:
    await cast.ana.says("OUT")
    cast.ana.hears("You're home safe. …")
    cast.ben.heard.clear()


async def test_an_ok_after_checking_in_does_not_confirm_next_week(matched: Cast) -> None:
    visit = await planned(matched, "Sat 6 Jun 14:00")
    await until(matched, "Thu 4 Jun 14:00")
    matched.ana.hears(ASKED)
    await matched.beat(30)
    await goes_out(matched)
    await matched.ana.says("ok")
    matched.ana.hears("You said home by 17:00. …")
    assert (await sees(matched, visit))[0].confirmed_at is None
    await matched.beat(30)
    await comes_home(matched)
    await matched.ana.says("ok")
    matched.ana.hears(ASKED)
    assert (await sees(matched, visit))[0].confirmed_at is None
    await matched.ana.says("ok")
    matched.ana.hears(THANKS)
    matched.ana.heard.clear()


async def test_a_second_ok_does_not_confirm_another_visit(matched: Cast) -> None:
    await planned(matched, "Sat 6 Jun 18:00", "supper", hours=1)
    other = await planned(matched, "Sat 6 Jun 20:00", "stars", hours=1)
    await until(matched, "Thu 4 Jun 18:00")
    matched.ana.hears("Sat 18:00: supper, home by 19:00. Still on? …")
    await until(matched, "Thu 4 Jun 20:00")
    matched.ana.hears("Sat 20:00: stars, home by 21:00. Still on? …")
    await matched.ana.says("ok")
    matched.ana.hears("Thank you. Sat 20:00 stands.")
    await matched.ana.says("ok")
    matched.ana.hears("Sat 18:00: supper, home by 19:00. Still on? …")
    await matched.ana.says("ok")
    matched.ana.hears("Thank you. Sat 18:00 stands.")
    assert (await sees(matched, other))[0].confirmed_at is not None


async def test_an_ok_to_an_alarm_is_not_to_a_visit(matched: Cast) -> None:
    """Cleo is a volunteer too: OK to Ana's SOS must not confirm Cleo's own visit."""
    also = AddRole(matched.cleo.person_id, Role.VOLUNTEER)
    await matched.stage.decided(matched.cleo, lambda event, s: [also])
    await planned(matched, "Sat 6 Jun 14:00", volunteer=matched.cleo)
    await until(matched, "Thu 4 Jun 14:00")
    matched.cleo.heard.clear()
    await matched.beat(10)
    await matched.ana.says("SOS")
    for phone in (matched.ana, matched.ben, matched.cleo):
        phone.heard.clear()
    await matched.cleo.says("ok")
    matched.cleo.hears("Which one? Please send one of these:\nC2 (Ana)")
    await matched.cleo.says("FALSE C2")
    for phone in (matched.ana, matched.ben, matched.cleo):
        phone.heard.clear()
    await matched.cleo.says("ok")
    matched.cleo.hears("Sat 14:00: bowling, home by 17:00. Still on? …")
    await matched.cleo.says("ok")
    matched.cleo.hears(THANKS)


async def test_the_same_message_again_is_the_same_answer(matched: Cast) -> None:
    await planned(matched, "Sat 6 Jun 14:00")
    await until(matched, "Thu 4 Jun 14:00")
    matched.ana.hears(ASKED)
    await matched.ana.says("OK", provider_id="once")
    await matched.ana.says("OK", provider_id="once")
    matched.ana.hears(THANKS)


# Beside other questions


async def test_an_invitation_and_a_reminder_together_ask_which(matched: Cast) -> None:
    visit = await planned(matched, "Sat 6 Jun 14:00")
    await until(matched, "Thu 4 Jun 14:00")
    matched.ana.hears(ASKED)
    await invites(matched.stage, matched.ana, Role.CO_ORDINATOR)
    await matched.ana.says("ok")
    matched.ana.hears(
        "I have asked you more than one thing. Which one do you mean?"
        "\n1 Joining as a co-ordinator\n2 Sat 14:00: bowling"
    )
    await matched.ana.says("2")
    matched.ana.hears(THANKS)
    assert (await sees(matched, visit))[0].confirmed_at is not None
    await matched.ana.says("ok")
    matched.ana.hears("You're set up, Ana. …")


async def test_an_old_invitation_is_not_accepted_by_an_ok_to_the_days_reminder(
    matched: Cast,
) -> None:
    await planned(matched, "Sat 6 Jun 14:00", confirmed=True)
    await invites(matched.stage, matched.ana, Role.CO_ORDINATOR)
    await until(matched, "Sat 6 Jun 08:00")
    matched.ana.hears(TODAY)
    await matched.ana.says("ok")
    matched.ana.hears("Thank you. 14:00 stands.")


async def test_to_be_a_named_person_and_a_reminder_asked_since(matched: Cast) -> None:
    bea = await matched.stage.enters("Bea", Role.VOLUNTEER, "+447700900006")
    await is_named(matched.stage, bea, "Ana", matched.ana)
    visit = await planned(matched, "Sat 6 Jun 14:00")
    await until(matched, "Thu 4 Jun 12:30")
    for phone in (matched.ana, bea, matched.cleo):
        phone.heard.clear()
    await until(matched, "Thu 4 Jun 14:00")
    matched.ana.hears(ASKED)
    await matched.ana.says("ok")
    matched.ana.hears(THANKS)
    bea.hears_nothing()
    assert (await sees(matched, visit))[0].confirmed_at is not None
