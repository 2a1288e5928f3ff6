"""PLAN: in one message or several, said back once, any answer changed with one tap."""

from __future__ import annotations

import pytest

from flows.decisions import ChangeMatch, SetInsurance
from flows.events import Place
from flows.facts import Channel, Stage
from tests.stories.conftest import Cast
from tests.stories.test_changing import eve

WHEN = "When? For example Sat 2-5."
WHERE = "Where? A few words, not your own home. Never a child's name."
HOW = "How will you travel?\n1 Walk\n2 Bus\n3 Train\n4 Car\n5 Carer drops off\n6 Other"
COST = "What may it cost you? For example 12.50. Or NOTHING, or SKIP."
CARER = "Has the carer agreed to this?\n1 OK\n2 NO\n3 Not asked yet"
CHILD = "Has the young person agreed to this?\n1 OK\n2 NO\n3 Not asked yet"
CHECK = "OK? Or change:\n1 OK\n2 Day or time\n3 Place\n4 Travel\n5 Cost"
CHECK_K7 = f"{CHECK}\n6 Agreed"
BOWLING = "Sat 14:00 to 17:00, bowling in Hinckley\nBus, about £12\nCarer and young person agreed"


async def drawn_up(cast: Cast, words: str = "sat 2-5 bowling in Hinckley by bus £12") -> None:
    """A plan up to its summary, agreed by both."""
    await cast.ana.says(f"PLAN {words}")
    cast.ana.hears(CARER)
    await cast.ana.says("ok")
    cast.ana.hears(CHILD)
    await cast.ana.says("yes")


async def test_a_plan_in_one_message_is_said_back_once(matched: Cast) -> None:
    await drawn_up(matched)
    matched.ana.hears(f"{BOWLING}\n{CHECK_K7}")
    await matched.ana.says("ok")
    matched.ana.hears("Planned: bowling in Hinckley, Sat 14:00, home by Sat 17:00. …")
    eve(matched).hears(
        "For your diary: K7's visit with Ana, Sat 14:00 to 17:00, bowling in Hinckley. Bus."
        " Reply CHANGE if it can't be."
    )


async def test_a_plan_in_several_messages(matched: Cast) -> None:
    ana = matched.ana
    await ana.says("plan")
    ana.hears(WHEN)
    await ana.says("sat 2")
    ana.hears("And when will you be home?")
    await ana.says("5")
    ana.hears(WHERE)
    await ana.says("at Bosworth library")
    ana.hears(HOW)
    await ana.says("1")
    ana.hears(COST)
    await ana.says("free")
    ana.hears(CARER)
    await ana.says("3")
    ana.hears(CHILD)
    await ana.says("not asked")
    ana.hears(
        "Sat 14:00 to 17:00, Bosworth library\nWalk, no cost\nCarer not asked yet\n"
        f"Young person not asked yet\n{CHECK_K7}"
    )
    await ana.says("OK thanks")
    ana.hears("Planned: Bosworth library, …", "It counts as planned, but the carer and the …")
    eve(matched).hears("For your diary: K7's visit with Ana, …")


async def test_no_match_no_questions_about_agreement(cast: Cast) -> None:
    await cast.ana.says("PLAN sat 2-5 bowling")
    cast.ana.hears(HOW)
    await cast.ana.says("train")
    cast.ana.hears(COST)
    await cast.ana.says("skip")
    cast.ana.hears(f"Sat 14:00 to 17:00, bowling\nTrain, cost not known yet\n{CHECK}")
    await cast.ana.says("1")
    cast.ana.hears("Planned: bowling, …")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("no, 3 til 6", "Sat 15:00 to 18:00, bowling in Hinckley\nBus, about £12\n…"),
        ("sunday instead", "Sun 14:00 to 17:00, bowling in Hinckley\nBus, about £12\n…"),
        ("sun 1-4", "Sun 13:00 to 16:00, bowling in Hinckley\nBus, about £12\n…"),
        ("by train", "Sat 14:00 to 17:00, bowling in Hinckley\nTrain, about £12\n…"),
        ("£8.50", "Sat 14:00 to 17:00, bowling in Hinckley\nBus, about £8.50\n…"),
        ("place Cinema, Leicester", "Sat 14:00 to 17:00, Cinema, Leicester\nBus, about £12\n…"),
        ("8.50-1pm", "Sat 08:50 to 13:00, bowling in Hinckley\nBus, about £12\n…"),
        ("sun 1-4 by train £5", "Sun 13:00 to 16:00, bowling in Hinckley\nTrain, about £5\n…"),
        ("ok but make it 3-6", "Sat 15:00 to 18:00, bowling in Hinckley\nBus, about £12\n…"),
    ],
)
async def test_a_correction_in_words(matched: Cast, words: str, says: str) -> None:
    await drawn_up(matched)
    matched.ana.hears(f"{BOWLING}\n{CHECK_K7}")
    await matched.ana.says(words)
    matched.ana.hears(says)


@pytest.mark.parametrize(
    ("pick", "asked", "answer", "says"),
    [
        ("2", WHEN, "sun 1-4", "Sun 13:00 to 16:00, bowling in Hinckley\n…"),
        ("day", WHEN, "sun 1-4", "Sun 13:00 to 16:00, bowling in Hinckley\n…"),
        ("place", WHERE, "Cinema", "Sat 14:00 to 17:00, Cinema\nBus, …"),
        ("Travel", HOW, "on foot", "Sat 14:00 to 17:00, bowling in Hinckley\nWalk, …"),
        ("change the cost", COST, "nothing", "Sat 14:00 to 17:00, bowling in Hinckley\nBus, no…"),
    ],
)
async def test_one_answer_is_changed_and_all_others_stand(
    matched: Cast, pick: str, asked: str, answer: str, says: str
) -> None:
    await drawn_up(matched)
    matched.ana.hears(f"{BOWLING}\n{CHECK_K7}")
    await matched.ana.says(pick)
    matched.ana.hears(asked)
    await matched.ana.says(answer)
    matched.ana.hears(says)


async def test_who_agreed_can_be_changed(matched: Cast) -> None:
    await drawn_up(matched)
    matched.ana.hears(f"{BOWLING}\n{CHECK_K7}")
    await matched.ana.says("6")
    matched.ana.hears(CARER)
    await matched.ana.says("no")
    matched.ana.hears(CHILD)
    await matched.ana.says("ok")
    matched.ana.hears("Sat 14:00 to 17:00, bowling in Hinckley\nBus, about £12\nCarer does not…")
    await matched.ana.says("ok")
    matched.ana.hears("Planned: …", "It counts as planned, but …")


async def test_change_or_no_asks_what_is_to_change(matched: Cast) -> None:
    await drawn_up(matched)
    matched.ana.hears(f"{BOWLING}\n{CHECK_K7}")
    for nonsense in ("change", "no", "purple", "🙂"):
        await matched.ana.says(nonsense)
        matched.ana.hears(*["Stuck? …"] * (nonsense == "purple"), "OK if it is right, or …")


async def test_back_asks_the_last_question_again(matched: Cast) -> None:
    await drawn_up(matched)
    matched.ana.hears(f"{BOWLING}\n{CHECK_K7}")
    await matched.ana.says("BACK")
    matched.ana.hears(CHILD)
    await matched.ana.says("no")
    matched.ana.hears("Sat 14:00 to 17:00, bowling in Hinckley\nBus, about £12\nCarer agreed\nYou…")
    await matched.ana.says("leave")
    matched.ana.hears("That is put away. Nothing was changed.")
    await matched.ana.says("visits")
    matched.ana.hears("You have no visit planned. Send PLAN to plan one.")


async def test_two_days_that_could_be_meant_are_asked_and_nothing_is_lost(matched: Cast) -> None:
    await matched.ana.says("PLAN next sat 2-5 zoo by train £5")
    matched.ana.hears("Which one do you mean?\n1 Sat 14:00\n2 Sat 13 Jun 14:00")
    await matched.ana.says("2")
    matched.ana.hears(CARER)
    await matched.ana.says("ok")
    matched.ana.hears(CHILD)
    await matched.ana.says("ok")
    matched.ana.hears("Sat 13 Jun 14:00 to 17:00, zoo\nTrain, about £5\n…")


@pytest.mark.parametrize(
    "home", ["mine", "at mine", "my gaff", "our house", "round mine for tea", "yn fy nhŷ", "fy nhy"]
)
async def test_never_at_my_own_home(cast: Cast, home: str) -> None:
    await cast.ana.says(f"PLAN sat 2-5 {home} by bus £3")
    cast.ana.hears("Visits are never at your own home. Where else will you be?")
    await cast.ana.says("Big Pit mine")
    cast.ana.hears("Sat 14:00 to 17:00, Big Pit mine\nBus, about £3\n…")


async def test_a_place_can_be_sent_by_phone(cast: Cast) -> None:
    await cast.ana.says("PLAN sat 2-5")
    cast.ana.hears(WHERE)
    await cast.ana.shares(Place(52.54, -1.37, "Hinckley Bowl"))
    cast.ana.hears(HOW)
    await cast.ana.says("bus")
    cast.ana.hears(COST)
    await cast.ana.says("about 12")
    cast.ana.hears(f"Sat 14:00 to 17:00, Hinckley Bowl\nBus, about £12\n{CHECK}")


async def test_no_child_in_the_place(matched: Cast) -> None:
    await drawn_up(matched, "sat 2-5 bowling with Kai by bus £12")
    matched.ana.hears("Sat 14:00 to 17:00, bowling\nBus, about £12\n…")


# --- What cannot be


@pytest.mark.parametrize("gone", ["today 9am-10am", "3 june 2026 9-10am"])
async def test_a_plan_in_the_past_is_asked_again(cast: Cast, gone: str) -> None:
    await cast.ana.says(f"PLAN {gone} bowling by bus £3")
    cast.ana.hears("That time has gone. Which day and time? Try Sat 2-5.")
    await cast.ana.says("tomorrow 2-5")
    cast.ana.hears(f"Thu 14:00 to 17:00, bowling\nBus, about £3\n{CHECK}")


async def test_a_visit_has_a_longest_length(cast: Cast) -> None:
    await cast.ana.says("PLAN sat 8am-11pm zoo by bus £3")
    cast.ana.hears("That is longer than 14 hours, the most for one visit. Which day and times? …")
    await cast.ana.says("sat 8am")
    cast.ana.hears("And when will you be home?")
    await cast.ana.says("11pm")
    cast.ana.hears("That is more than 14 hours from now. …")
    await cast.ana.says("8pm")
    cast.ana.hears("Sat 08:00 to 20:00, zoo\nBus, about £3\n…")


async def test_all_day_and_over_midnight(cast: Cast) -> None:
    await cast.ana.says("PLAN sat all day zoo by bus £3")
    cast.ana.hears("Sat 09:00 to 18:00, zoo\nBus, about £3\n…")
    await cast.ana.says("ok")
    cast.ana.hears("Planned: zoo, Sat 09:00, home by Sat 18:00. …")
    await cast.ana.says("PLAN fri 10pm-1am stargazing, by bus, £3")
    cast.ana.hears("Fri 22:00 to Sat 01:00, stargazing\nBus, about £3\n…")


async def test_two_visits_are_never_at_once(matched: Cast) -> None:
    await drawn_up(matched)
    matched.ana.hears(f"{BOWLING}\n{CHECK_K7}")
    await matched.ana.says("ok")
    matched.ana.hears("Planned: …")
    eve(matched).hears("For your diary: …")
    await matched.ana.says("PLAN sat 4-6 cinema by bus £3")
    matched.ana.hears(
        "You have bowling in Hinckley then, Sat 14:00 to 17:00. Two visits can't be at once."
        " Which other day or time?"
    )
    await matched.ana.says("sat 1pm")
    matched.ana.hears("And when will you be home?")
    await matched.ana.says("3")
    matched.ana.hears("You have bowling in Hinckley from Sat 14:00. When will you be home …")
    await matched.ana.says("BACK")
    matched.ana.hears(WHEN)
    await matched.ana.says("sat 5-6")
    matched.ana.hears(WHERE)  # BACK has put away the words that were left


async def test_planning_while_out(out: Cast) -> None:
    await out.ana.says("PLAN today 4-6 library by bus £3")
    out.ana.hears("You have cinema then, 12:00 to 17:00. …")
    await out.ana.says("today 6-7")
    out.ana.hears("18:00 to 19:00, library\nBus, about £3\n…")
    await out.ana.says("OUT")
    out.ana.hears("You're home safe. …", "18:00 to 19:00, library\nBus, about £3\n…")
    out.ben.hears("Ana is home safe. …")
    await out.beat(1)
    await out.ana.says("ok")
    out.ana.hears("Planned: library, 18:00, home by 19:00. …")
    await out.ana.says("off")
    out.ana.last()


async def test_driving_needs_insurance_on_file(matched: Cast) -> None:
    await matched.ana.says("PLAN sat 2-5 bowling by car £12")
    matched.ana.hears(
        "Driving a young person needs insurance on file for that day. Ask your co-ordinator. How"
        " else?\n1 Walk\n2 Bus\n3 Train\n"
        "4 Carer drops off\n5 Car, alone\n6 Other"
    )
    await matched.ana.says("car")
    matched.ana.hears("Driving a young person needs insurance …")
    await matched.ana.says("5")
    matched.ana.hears(CARER)
    await matched.ana.says("ok")
    matched.ana.hears(CHILD)
    await matched.ana.says("ok")
    matched.ana.hears("Sat 14:00 to 17:00, bowling\nCar, alone, about £12\n…")


async def test_a_later_day_may_be_past_the_insurance(matched: Cast) -> None:
    me = matched.ana.person_id
    day = matched.stage.clock.now().date().replace(day=10)
    await matched.stage.decided(matched.ana, lambda event, s: [SetInsurance(me, day)])
    await drawn_up(matched, "sat 2-5 bowling by car £12")
    matched.ana.hears("Sat 14:00 to 17:00, bowling\nCar, about £12\n…")
    await matched.ana.says("20 june 2-5")
    matched.ana.hears("Your car insurance on file does not reach that day, so not by car.", HOW)
    await matched.ana.says("bus")
    matched.ana.hears("Sat 20 Jun 14:00 to 17:00, bowling\nBus, about £12\n…")


# --- What a co-ordinator should see


async def test_a_cost_over_the_limit_waits_for_a_co_ordinator(matched: Cast) -> None:
    await drawn_up(matched, "20 june 2-5 zoo by train £45")
    matched.ana.hears(
        "Sat 20 Jun 14:00 to 17:00, zoo\nTrain, about £45\nCarer and young person agreed\n"
        f"Over the limit of £30\n{CHECK_K7}"
    )
    await matched.ana.says("ok")
    matched.ana.hears(
        "Planned: zoo, …",
        "£45 is over the limit of £30. I have asked your co-ordinator. Please wait for their OK"
        " before you spend it.",
    )
    eve(matched).hears("For your diary: …")


async def test_two_visits_soon_after_each_other_are_seen(matched: Cast) -> None:
    await drawn_up(matched, "20 june 2-5 zoo by train £5")
    matched.ana.hears("Sat 20 Jun …")
    await matched.ana.says("ok")
    matched.ana.hears("Planned: zoo, …")
    eve(matched).hears("For your diary: …")
    await drawn_up(matched, "25 june 2-5 park by train £5")
    matched.ana.hears(
        "Thu 25 Jun 14:00 to 17:00, park\nTrain, about £5\nCarer and young person agreed\n"
        f"Soon after or before another visit\n{CHECK_K7}"
    )
    await matched.ana.says("ok")
    matched.ana.hears("Planned: park, …")
    eve(matched).hears("For your diary: …")
    await matched.cleo.says("TASKS")
    assert "soon after another visit" in matched.cleo.last()


async def test_near_and_not_agreed_reaches_the_co_ordinator_at_once(matched: Cast) -> None:
    await matched.ana.says("PLAN tomorrow 2-5 zoo by train £5")
    matched.ana.hears(CARER)
    await matched.ana.says("no")
    matched.ana.hears(CHILD)
    await matched.ana.says("ok")
    matched.ana.hears("Thu 14:00 to 17:00, zoo\nTrain, about £5\nCarer does not agree\nYoung …")
    await matched.ana.says("ok")
    matched.ana.hears("Planned: zoo, …", "It counts as planned, but …")
    matched.cleo.hears("The carer or young person has not agreed Ana's visit with K7 on Thu …")


async def test_who_cannot_be_texted_is_a_co_ordinators_task(cast: Cast) -> None:
    await cast.stage.matches(cast.ana, "K7", co_ordinator=cast.cleo)
    await drawn_up(cast)
    cast.ana.hears(f"{BOWLING}\n{CHECK_K7}")
    await cast.ana.says("ok")
    cast.ana.hears("Planned: …")
    await cast.cleo.says("TASKS")
    assert "Please ring K7's carer" in cast.cleo.last()


# --- On Telegram, and what comes in between


async def test_on_telegram_every_answer_is_a_tap(matched: Cast) -> None:
    await matched.stage.links(matched.ana, "10001")
    phone = matched.stage.phone("Ana", "10001", Channel.TELEGRAM)
    await phone.says("PLAN sat 2-5 bowling")
    phone.hears("How will you travel?")
    await phone.taps("Bus")
    phone.hears(COST)
    await phone.taps("Nothing")
    phone.hears("Has the carer agreed to this?")
    await phone.taps("OK")
    phone.hears("Has the young person agreed to this?")
    await phone.taps("OK")
    phone.hears("Sat 14:00 to 17:00, bowling\nBus, no cost\n…")
    await phone.taps("Travel")
    phone.hears("How will you travel?")
    await phone.taps("Walk")
    phone.hears("Sat 14:00 to 17:00, bowling\nWalk, no cost\n…")
    await phone.taps("OK")
    phone.hears("Planned: bowling, …")
    eve(matched).hears("For your diary: …")
    await phone.taps("OK")
    phone.hears("That button has expired.", "IN to check in, …")


async def test_an_ended_match_is_planned_for_no_more(matched: Cast) -> None:
    await drawn_up(matched)
    matched.ana.hears(f"{BOWLING}\n{CHECK_K7}")
    ended = ChangeMatch(matched.match, stage=Stage.ENDED)
    await matched.stage.decided(matched.cleo, lambda event, s: [ended])
    await matched.ana.says("ok")
    matched.ana.hears(
        "Your visits with K7 have ended, so I can't plan one. Please ask your co-ordinator."
    )


async def test_a_plan_nobody_said_ok_to_is_said_not_to_stand(matched: Cast) -> None:
    await drawn_up(matched)
    matched.ana.hears(f"{BOWLING}\n{CHECK_K7}")
    await matched.beat(hours=24)
    matched.ana.hears("You did not say OK, so that visit is not planned. …")
    await matched.beat(hours=72)
    matched.ben.hears_nothing()


async def test_words_in_welsh_are_understood(cast: Cast) -> None:
    await cast.ana.says("CYNLLUN dydd Sadwrn 2-5 bowlio ar y bws £12")
    cast.ana.hears("Sat 14:00 to 17:00, bowlio\nBus, about £12\n…")


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("yes she has", "Carer and young person agreed"),
        ("OK she is happy", "Carer and young person agreed"),
        ("no", "Carer does not agree"),
        ("ok I'll ask", "Carer not asked yet"),
        ("not yet", "Carer not asked yet"),
        ("haven't asked her", "Carer not asked yet"),
    ],
)
async def test_only_a_yes_is_agreement(matched: Cast, said: str, line: str) -> None:
    await matched.ana.says("PLAN sat 2-5 zoo by bus £5")
    matched.ana.hears(CARER)
    await matched.ana.says(said)
    matched.ana.hears(CHILD)
    await matched.ana.says("yes")
    matched.ana.hears(f"Sat 14:00 to 17:00, zoo\nBus, about £5\n{line}\n…")


@pytest.mark.parametrize("said", ["maybe", "ok if it's dry", "she said yes I think", "🙂"])
async def test_what_is_no_clear_answer_is_asked_again(matched: Cast, said: str) -> None:
    await matched.ana.says("PLAN sat 2-5 zoo by bus £5")
    matched.ana.hears(CARER)
    await matched.ana.says(said)
    matched.ana.hears("Please choose one of these.\n1 OK\n2 NO\n3 Not asked yet")


async def test_two_answers_in_one_message(cast: Cast) -> None:
    await cast.ana.says("PLAN sat 2-5 zoo")
    cast.ana.hears(HOW)
    await cast.ana.says("bus, £4")
    cast.ana.hears(f"Sat 14:00 to 17:00, zoo\nBus, about £4\n{CHECK}")


async def test_ok_to_a_plan_whose_time_has_come_is_no_ok_to_the_next(cast: Cast) -> None:
    await cast.ana.says("PLAN today 2-5 zoo by bus £4")
    cast.ana.hears(f"14:00 to 17:00, zoo\nBus, about £4\n{CHECK}")
    await cast.beat(130)
    await cast.ana.says("ok")
    cast.ana.hears("That time has gone meanwhile.", WHEN)
    await cast.ana.says("tomorrow 2-5")
    cast.ana.hears(f"Thu 14:00 to 17:00, zoo\nBus, about £4\n{CHECK}")


async def test_a_novel_is_no_correction(cast: Cast) -> None:
    await cast.ana.says("PLAN sat 2-5 zoo by bus £4")
    cast.ana.hears("Sat 14:00 …")
    for novel in ("no, " * 3000, "It was a dark and stormy night, " * 400):
        await cast.ana.says(novel)
        cast.ana.hears("OK if it is right, or what to change:\n…")
    await cast.ana.says("leave")
    cast.ana.hears("That is put away. Nothing was changed.")


async def test_help_and_home_come_before_the_plan(out: Cast) -> None:
    await out.ana.says("PLAN sat 2-5 zoo by bus £4")
    out.ana.hears("Sat 14:00 …")
    await out.ana.says("sos")
    out.ana.hears("I am telling Ben and Cleo now. …", "Sat 14:00 …")
    out.ben.heard.clear()
    out.cleo.hears("RED ALERT …") if out.cleo.heard[0].text.startswith("RED") else out.cleo.last()
    out.cleo.heard.clear()
    await out.cleo.says("FALSE C2")
    await out.ana.says("OUT")
    for phone in (out.ana, out.ben, out.cleo):
        phone.heard.clear()
