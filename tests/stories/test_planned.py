"""Planned visits: planned by chat, started by IN, chased when they do not start."""

from __future__ import annotations

from tests.stories.conftest import Cast


async def planned(cast: Cast) -> None:
    await cast.ana.says("PLAN today 2-5 bowling by bus £5")
    await cast.ana.says("ok")
    cast.ana.hears("14:00 to 17:00, bowling\n…", "Planned: bowling, 14:00, home by 17:00. …")


async def test_plan_asks_for_what_is_missing(cast: Cast) -> None:
    await cast.ana.says("plan")
    cast.ana.hears("When? For example Sat 2-5.")
    await cast.ana.says("sat 2-5")
    cast.ana.hears("Where? A few words, not your own home. Never a child's name.")
    await cast.ana.says("Bowling in Hinckley")
    cast.ana.hears("How will you travel?\n…")
    await cast.ana.says("bus")
    cast.ana.hears("What may it cost you? For example 12.50. Or NOTHING, or SKIP.")
    await cast.ana.says("12")
    cast.ana.hears("Sat 14:00 to 17:00, Bowling in Hinckley\nBus, about £12\n…")
    await cast.ana.says("OK")
    cast.ana.hears("Planned: Bowling in Hinckley, Sat 14:00, home by Sat 17:00. …")


async def test_in_takes_the_planned_visit(cast: Cast) -> None:
    await planned(cast)
    await cast.beat(115)
    await cast.ana.says("IN")
    cast.ana.hears("Which visit is this?\n1 bowling, 14:00\n2 Somewhere else")
    await cast.ana.says("1")
    cast.ana.hears("Home by 17:00, as planned? Reply OK or another time.")
    await cast.ana.says("ok")
    cast.ana.hears("You're checked in: bowling, home by 17:00. …")
    cast.ben.hears("Ana is out: bowling, home by 17:00. …")
    await cast.beat(60)
    await cast.ana.says("OUT")
    cast.ana.hears("You're home safe. …")
    cast.ben.hears("Ana is home safe. …")


async def test_a_start_that_is_missed_is_asked_then_reaches_a_person(cast: Cast) -> None:
    await planned(cast)
    await cast.beat(120 + 15)
    asked = "Your visit at bowling was planned for 14:00. Send IN if it has started, …"
    cast.ana.hears(asked)
    await cast.beat(30)
    cast.ana.hears(asked)
    await cast.beat(30)
    cast.cleo.hears("ALERT C2: Ana has not checked in for a visit planned for 14:00. …")
    await cast.ana.says("in until 6")
    cast.ana.hears("Which visit is this?…")
    await cast.ana.says("1")
    cast.cleo.hears("C2 is over: Ana has checked in.")
    cast.ana.hears("You're checked in: bowling, home by 18:00. …")
    cast.ben.hears("Ana is out: bowling, home by 18:00. …")


async def test_no_means_it_is_off(cast: Cast) -> None:
    await planned(cast)
    await cast.beat(120 + 15)
    cast.ana.hears("Your visit at bowling was planned for 14:00. …")
    await cast.ana.says("no")
    cast.ana.hears("bowling, 14:00 is off. A co-ordinator will be told.")
    cast.cleo.hears("Ana's visit planned for 14:00 is off.")
    await cast.beat(24 * 60)


async def test_nobody_is_rung_at_night_for_a_late_start(cast: Cast) -> None:
    await cast.ana.says("PLAN today 10pm-11pm stargazing by bus £5")
    await cast.ana.says("ok")
    cast.ana.hears("22:00 to 23:00, stargazing\n…", "Planned: stargazing, 22:00, home by 23:00. …")
    await cast.beat(10 * 60 + 15)
    cast.ana.hears("Your visit at stargazing was planned for 22:00. …")
    await cast.beat(30)
    cast.ana.hears("Your visit at stargazing was planned for 22:00. …")
    await cast.beat(30)
    cast.cleo.hears("ALERT C2: Ana has not checked in for a visit planned for 22:00. …")
    await cast.cleo.says("SAFE C2")
    cast.cleo.hears("C2 is closed: Ana is safe. Closed by Cleo.")
    cast.ana.hears("Cleo has marked you as safe and closed your visit. …")


async def test_visits_lists_and_takes_off(cast: Cast) -> None:
    await cast.ana.says("VISITS")
    cast.ana.hears("You have no visit planned. Send PLAN to plan one.")
    await planned(cast)
    await cast.ana.says("visits")
    cast.ana.hears("14:00 to 17:00, bowling\nBus, about £5\nConfirmed\n1 New time\n…")
    await cast.ana.says("call off")
    cast.ana.hears("bowling, 14:00. Why can't it be as planned?\n…")
    await cast.ana.says("weather")
    cast.ana.hears("When instead? For example Sat 2-5.\n1 No new date yet")
    await cast.ana.says("no new date")
    cast.ana.hears("bowling, 14:00 is off. A co-ordinator will be told.")
    cast.cleo.hears("Ana's visit planned for 14:00 is off.")
    await cast.beat(24 * 60)
