"""CHANGE and OFF: why, when instead, who tells the child; and everybody who must know hears."""

from __future__ import annotations

import pytest

from flows import closing
from flows.decisions import Decision, GoAway, PlanVisit, SetInsurance, SetTimer
from flows.events import Event, TimerKind
from flows.facts import Channel, Snapshot
from tests.stories.conftest import Cast
from tests.stories.stage import Phone

WHY = (
    "bowling, Sat 14:00. Why can't it be as planned?\n1 I am ill\n2 Work or travel\n"
    "3 Young person or carer can't\n4 Weather or place\n5 Something else"
)
INSTEAD = "When instead? For example Sat 2-5.\n1 No new date yet"
TELLS = "Who tells the young person? It should be soon.\n1 Me, now\n2 Carer\n3 Co-ordinator, please"


def eve(cast: Cast) -> Phone:
    """The carer, who is on stage."""
    assert cast.eve is not None
    return cast.eve


async def planned(cast: Cast, words: str = "20 june 2-5 bowling by bus £5") -> None:
    """A visit with everything agreed, and everybody told."""
    await cast.ana.says(f"PLAN {words}")
    if cast.match:
        for _ in range(2):
            cast.ana.hears("Has the …")
            await cast.ana.says("ok")
    cast.ana.last()
    await cast.ana.says("ok")
    cast.ana.hears("Planned: …")
    if cast.eve:
        eve(cast).hears("For your diary: …")


async def test_a_visit_is_moved(matched: Cast) -> None:
    await planned(matched, "sat 2-5 bowling by bus £5")
    await matched.ana.says("CHANGE")
    matched.ana.hears(WHY)
    await matched.ana.says("1")
    matched.ana.hears(INSTEAD)
    await matched.ana.says("20 june 3pm")
    matched.ana.hears(TELLS)
    await matched.ana.says("2")
    matched.ana.hears("Moved: bowling, now Sat 20 Jun 15:00 to 18:00. The scheme will know.")
    matched.cleo.hears("Ana's visit planned for Sat 14:00 is moved to Sat 20 Jun 15:00, bowling.")
    eve(matched).hears(
        "K7's visit with Ana on Sat 14:00 is moved to Sat 20 Jun 15:00 to 18:00, bowling. Please"
        " tell K7 soon. Reply CHANGE if it can't be."
    )
    await matched.beat(days=4)  # nobody waits for it at its old time
    await matched.ana.says("visits")
    matched.ana.hears(
        "Sat 20 Jun 15:00 to 18:00, bowling\nBus, about £5\nCarer not asked yet\nYoung person not"
        " asked yet\nNot confirmed\n…"
    )


async def test_a_visit_is_called_off_without_another_date(matched: Cast) -> None:
    await planned(matched)
    await matched.ana.says("OFF")
    matched.ana.hears("bowling, Sat 20 Jun 14:00. Why can't it be as planned?\n…")
    await matched.ana.says("my sister is getting married")
    matched.ana.hears(INSTEAD)
    await matched.ana.says("not yet")
    matched.ana.hears(TELLS)
    await matched.ana.says("me")
    matched.ana.hears(
        "bowling, Sat 20 Jun 14:00 is off. The scheme sees to it that the carer knows. When you"
        " have another date, send PLAN.",
        "Thank you for telling K7 now, and for saying you are sorry.",
    )
    eve(matched).hears(
        "I am sorry: K7's visit with Ana on Sat 20 Jun 14:00 is off. A new date is being looked"
        " for."
    )
    await matched.cleo.says("tasks")
    said = matched.cleo.last()
    assert "Ana's visit with K7 is off and has no new date." in said
    assert "married" not in said
    await planned(matched, "21 june 2-5 bowling by bus £5")
    await matched.cleo.says("tasks")
    assert "no new date" not in matched.cleo.last()


async def test_off_within_two_days_is_urgent_and_the_co_ordinator_may_tell_the_child(
    matched: Cast,
) -> None:
    await planned(matched, "today 5-7 bowling by bus £5")
    await matched.ana.says("cancel visit, I'm ill")
    matched.ana.hears(INSTEAD)
    await matched.ana.says("1")
    matched.ana.hears(TELLS)
    await matched.ana.says("3")
    matched.ana.hears("bowling, 17:00 is off. The scheme …")
    matched.cleo.hears(
        "Ana's visit with K7 is off and has no new date. …",
        "K7 must be told soon that the visit with Ana has changed. …",
    )
    eve(matched).hears("I am sorry: K7's visit with Ana on 17:00 is off. …")
    await matched.beat(days=2)
    matched.ben.hears_nothing()
    for phone in (matched.cleo, matched.ana, eve(matched), matched.dee):
        phone.heard.clear()  # the digest and the morning are other stories


async def test_no_to_a_late_start_tells_everybody(matched: Cast) -> None:
    await planned(matched, "today 2-5 bowling by bus £5")
    await matched.beat(135)
    matched.ana.hears("Your visit at bowling was planned for 14:00. …")
    await matched.ana.says("no")
    matched.ana.hears("bowling, 14:00 is off. The scheme sees to it that the carer knows. …")
    matched.cleo.hears("Ana's visit with K7 is off and has no new date. …")
    eve(matched).hears(
        "I am sorry: K7's visit with Ana on 14:00 is off. Please tell K7 soon. A new date is"
        " being looked for."
    )
    await matched.beat(120)


async def test_a_late_start_moved_ends_the_alert(matched: Cast) -> None:
    await planned(matched, "today 2-5 bowling by bus £5")
    await matched.beat(135)
    matched.ana.hears("Your visit at bowling was planned for 14:00. …")
    await matched.beat(60)
    matched.ana.hears("Your visit at bowling was planned for 14:00. …")
    matched.cleo.hears("ALERT C2: Ana has not checked in …")
    await matched.ana.says("change to 20 june 2-5")
    matched.ana.hears("bowling, 14:00. Why can't it be as planned?\n…")
    await matched.ana.says("4")
    matched.ana.hears(TELLS)
    await matched.ana.says("carer")
    matched.cleo.hears("C2 is over: Ana has moved the visit to Sat 20 Jun 14:00.")
    matched.ana.hears("Moved: bowling, now Sat 20 Jun 14:00 to 17:00. …")
    matched.cleo.hears("Ana's visit planned for 14:00 is moved to Sat 20 Jun 14:00, bowling.")
    eve(matched).hears("K7's visit with Ana on 14:00 is moved to …")


@pytest.mark.parametrize(
    ("words", "place"),
    [("2", "zoo"), ("21 june", "zoo"), ("the sunday", None), ("zoo", "zoo"), ("bowl", "bowling")],
)
async def test_which_of_several(matched: Cast, words: str, place: str | None) -> None:
    await planned(matched)
    await planned(matched, "21 june 2-5 zoo by bus £5")
    await matched.ana.says("change")
    matched.ana.hears("Which visit?\n1 bowling, Sat 20 Jun 14:00\n2 zoo, Sun 21 Jun 14:00")
    await matched.ana.says(words)
    if place:
        matched.ana.hears(f"{place}, …")
    else:
        matched.ana.hears("Please choose one of these.\n…")


async def test_a_day_after_off_picks_the_visit(matched: Cast) -> None:
    await planned(matched, "sat 2-5 bowling by bus £5")
    await planned(matched, "21 june 2-5 zoo by bus £5")
    await matched.ana.says("CHANGE sat to 27 june 2-5")
    matched.ana.hears(WHY)
    await matched.ana.says("3")
    matched.ana.hears(TELLS)
    await matched.ana.says("LEAVE")
    matched.ana.hears("That is put away. Nothing was changed.")


async def test_a_new_date_is_looked_at_like_a_plans(matched: Cast) -> None:
    await planned(matched)
    await planned(matched, "27 june 2-5 zoo by bus £5")
    first = matched.stage.clock.now().date().replace(day=25)
    away = GoAway(0, matched.ana.person_id, first, first.replace(day=26))
    await matched.stage.decided(
        matched.ana,
        lambda event, s: [GoAway(s.fresh[0], away.person, away.first, away.last)],
    )
    await matched.ana.says("change 20 june")
    matched.ana.hears("bowling, Sat 20 Jun 14:00. …")
    await matched.ana.says("work")
    matched.ana.hears(INSTEAD)
    await matched.ana.says("27 june 4-6")
    matched.ana.hears("You have zoo then, Sat 27 Jun 14:00 to 17:00. …")
    await matched.ana.says("26 june 2-5")
    matched.ana.hears("You told me you are away that day. Shall I go on? …")
    await matched.ana.says("no")
    matched.ana.hears(INSTEAD)
    await matched.ana.says("20 june 4pm")  # overlaps only with itself
    matched.ana.hears(TELLS)
    await matched.ana.says("it depends")
    matched.ana.hears("Please choose one of these.\n…")
    await matched.ana.says("me")
    matched.ana.hears("Moved: bowling, now Sat 20 Jun 16:00 to 19:00. …")
    matched.cleo.hears("Ana's visit planned for Sat 20 Jun 14:00 is moved to Sat 20 Jun 16:00, …")
    eve(matched).hears("K7's visit with Ana on Sat 20 Jun 14:00 is moved to Sat 20 Jun 16:00 to …")
    matched.ana.hears("Thank you for telling K7 now, …")


async def test_a_car_needs_its_insurance_on_the_new_day_too(matched: Cast) -> None:
    me, day = matched.ana.person_id, matched.stage.clock.now().date().replace(day=21)
    await matched.stage.decided(matched.ana, lambda event, s: [SetInsurance(me, day)])
    await planned(matched, "20 june 2-5 bowling by car £5")
    await matched.ana.says("change 27 june 2-5")
    matched.ana.hears("bowling, Sat 20 Jun 14:00. Why …")
    await matched.ana.says("2")
    matched.ana.hears("Your car insurance on file does not reach that day, so not by car. How …")
    await matched.ana.says("car")
    matched.ana.hears("Driving a young person needs insurance …")
    await matched.ana.says("bus")
    matched.ana.hears(TELLS)


async def test_without_a_match_nobody_asks_about_a_child(cast: Cast) -> None:
    await planned(cast)
    await cast.ana.says("cancel visit, bad weather")
    cast.ana.hears(INSTEAD)
    await cast.ana.says("no")
    cast.ana.hears("bowling, Sat 20 Jun 14:00 is off. A co-ordinator will be told.")
    cast.cleo.hears("Ana's visit planned for Sat 20 Jun 14:00 is off.")
    await cast.ana.says("change")
    cast.ana.hears("You have no visit planned that could change. Send PLAN to plan one.")


async def test_out_is_no_time_for_change(out: Cast) -> None:
    await out.ana.says("change")
    out.ana.hears("You are out now, home by 17:00. Send MORE 30 if later, OUT when home.")


async def test_no_carer_is_not_offered_to_tell_the_child(cast: Cast) -> None:
    cast.match = await cast.stage.matches(cast.ana, "K7", co_ordinator=cast.cleo)
    await planned(cast)
    await cast.ana.says("cancel visit: poorly")
    cast.ana.hears(INSTEAD)
    await cast.ana.says("1")
    cast.ana.hears("Who tells the young person? It should be soon.\n1 Me, now\n2 Co-ordinator, …")
    await cast.ana.says("2")
    cast.ana.hears("bowling, Sat 20 Jun 14:00 is off. …")
    cast.cleo.hears("K7 must be told soon that the visit with Ana has changed. …")
    await cast.cleo.says("tasks")
    assert "Please ring K7's carer" in cast.cleo.last()


async def test_a_visit_that_went_meanwhile_is_changed_no_more(matched: Cast) -> None:
    await planned(matched)
    await matched.ana.says("change")
    matched.ana.hears("bowling, …")
    await matched.stage.decided(
        matched.ana,
        lambda event, s: list(closing.off(s, s.visits[0])),
    )
    await matched.ana.says("1")
    matched.ana.hears("You have no visit planned that could change. Send PLAN to plan one.")


async def test_an_answer_about_one_visit_never_moves_another(matched: Cast) -> None:
    await planned(matched)
    await matched.ana.says("change")
    matched.ana.hears("bowling, …")
    await matched.ana.says("1")
    matched.ana.hears(INSTEAD)

    def swap(event: Event, s: Snapshot) -> list[Decision]:
        old = s.visits[0]
        assert old.starts_at is not None
        return [
            *closing.off(s, old),
            PlanVisit(s.fresh[0], old.volunteer_id, "zoo", old.starts_at, old.home_by, old.ladder),
            SetTimer(TimerKind.VISIT_START, s.fresh[0], old.starts_at),
        ]

    await matched.stage.decided(matched.ana, swap)
    await matched.ana.says("27 june 2-5")
    matched.ana.hears("zoo, Sat 20 Jun 14:00. Why can't it be as planned?\n…")


async def test_on_telegram(matched: Cast) -> None:
    await planned(matched)
    await matched.stage.links(matched.ana, "10001")
    phone = matched.stage.phone("Ana", "10001", Channel.TELEGRAM)
    await phone.says("OFF")
    phone.hears("bowling, Sat 20 Jun 14:00. Why can't it be as planned?")
    await phone.taps("Weather or place")
    phone.hears("When instead? For example Sat 2-5.")
    await phone.taps("No new date yet")
    phone.hears("Who tells the young person? It should be soon.")
    await phone.taps("Carer")
    phone.hears("bowling, Sat 20 Jun 14:00 is off. …")
    eve(matched).hears("I am sorry: K7's visit with Ana on Sat 20 Jun 14:00 is off. Please tell …")


async def test_help_comes_before_any_question(matched: Cast) -> None:
    await planned(matched)
    await matched.ana.says("change")
    matched.ana.hears("bowling, …")
    await matched.ana.says("SOS")
    matched.ana.hears("I am telling Ben and Cleo now. …", "bowling, …")
    for phone in (matched.ben, matched.cleo):
        phone.heard.clear()
    await matched.cleo.says("FALSE C2")
    for phone in (matched.ana, matched.ben, matched.cleo):
        phone.heard.clear()
