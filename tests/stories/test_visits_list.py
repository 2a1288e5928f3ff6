"""VISITS: what is planned, and what can be done with each."""

from __future__ import annotations

from flows.facts import Channel
from tests.stories.conftest import Cast
from tests.stories.test_changing import eve, planned

DO = "1 New time\n2 New place\n3 Call off\n4 Calendar"
BOWLING = "Sat 20 Jun 14:00 to 17:00, bowling\nBus, about £5\nCarer and young person agreed"


async def test_nothing_planned(matched: Cast) -> None:
    await matched.ana.says("VISITS")
    matched.ana.hears("You have no visit planned. Send PLAN to plan one.")


async def test_one_visit_is_shown_at_once(matched: Cast) -> None:
    await planned(matched)
    await matched.ana.says("visits")
    matched.ana.hears(f"{BOWLING}\nNot confirmed\n{DO}")
    await matched.ana.says("4")
    matched.ana.hears("bowling, Sat 20 Jun 14:00: for your calendar.…")


async def test_several_are_listed_and_one_can_go_back(matched: Cast) -> None:
    await planned(matched)
    await planned(matched, "27 june 2-5 zoo by bus £5")
    listed = (
        "Your visits. Choose one, or send LEAVE.\n1 bowling, Sat 20 Jun 14:00\n"
        "2 zoo, Sat 27 Jun 14:00"
    )
    await matched.ana.says("visits")
    matched.ana.hears(listed)
    await matched.ana.says("2")
    matched.ana.hears(f"{BOWLING.replace('20', '27').replace('bowling', 'zoo')}\nNot …")
    await matched.ana.says("5")
    matched.ana.hears(listed)
    await matched.ana.says("bowling")
    matched.ana.hears(f"{BOWLING}\nNot confirmed\n{DO}\n5 Back")
    await matched.ana.says("BACK")
    matched.ana.hears(listed)


async def test_out_now_is_said_too(out: Cast) -> None:
    await out.ana.says("visits")
    out.ana.hears("You are out now: cinema, home by 17:00.")
    await planned(out)
    await out.ana.says("visits")
    out.ana.hears(
        "You are out now: cinema, home by 17:00.",
        f"Sat 20 Jun 14:00 to 17:00, bowling\nBus, about £5\nNot confirmed\n{DO}",
    )
    await out.ana.says("leave")
    out.ana.hears("That is put away. Nothing was changed.")


async def test_a_soon_plan_is_confirmed_by_its_ok(matched: Cast) -> None:
    await planned(matched, "tomorrow 2-5 bowling by bus £5")
    await matched.ana.says("visits")
    matched.ana.hears(
        "Thu 14:00 to 17:00, bowling\nBus, about £5\nCarer and young person agreed\nConfirmed\n…"
    )


async def test_another_place(matched: Cast) -> None:
    await planned(matched)
    await matched.ana.says("visits")
    matched.ana.hears("Sat 20 Jun …")
    await matched.ana.says("new place")
    matched.ana.hears("Where? …")
    await matched.ana.says("at mine")
    matched.ana.hears("Visits are never at your own home. Where else will you be?")
    await matched.ana.says("Cinema")
    matched.ana.hears("It is now Cinema, Sat 20 Jun 14:00. The scheme will know.")
    matched.cleo.hears("Ana's visit on Sat 20 Jun 14:00 is now at another place: Cinema.")
    eve(matched).hears("K7's visit with Ana on Sat 20 Jun 14:00 is now at Cinema. Reply CHANGE …")


async def test_call_off_from_the_list_on_telegram(matched: Cast) -> None:
    await planned(matched)
    await matched.stage.links(matched.ana, "10001")
    phone = matched.stage.phone("Ana", "10001", Channel.TELEGRAM)
    await phone.says("visits")
    phone.hears(f"{BOWLING}\nNot confirmed")
    await phone.taps("Call off")
    phone.hears("bowling, Sat 20 Jun 14:00. Why can't it be as planned?")
    await phone.taps("I am ill")
    phone.hears("When instead? For example Sat 2-5.")
    await phone.says("4 july 2-5")
    phone.hears("Who tells the young person? It should be soon.")
    await phone.taps("Me, now")
    phone.hears("Moved: bowling, now Sat 4 Jul 14:00 to 17:00. …", "Thank you for telling K7 …")
    matched.cleo.hears("Ana's visit planned for Sat 20 Jun 14:00 is moved to Sat 4 Jul 14:00, …")
    eve(matched).hears("K7's visit with Ana on Sat 20 Jun 14:00 is moved to …")
