"""Ana checks in and comes home."""

from __future__ import annotations

from flows.events import Place
from tests.stories.conftest import Cast


async def test_in_asks_what_it_does_not_know_yet(cast: Cast) -> None:
    await cast.ana.says("IN")
    cast.ana.hears("Where are you going? A few words. Never a child's name.")
    await cast.ana.says("Bowling, Hinckley")
    cast.ana.hears("When will you be home? For example 5, half 6 or 17:30.")
    await cast.ana.says("half 5")
    cast.ana.hears(
        "You're checked in: Bowling, Hinckley, home by 17:30. I am telling Ben. Send OUT when"
        " home, MORE 30 if later, SOS for help."
    )
    cast.ben.hears(
        "Ana is out: Bowling, Hinckley, home by 17:30. I will text you when they are home."
        " Nothing to do now. WHERE repeats this."
    )


async def test_a_time_said_first_is_not_asked_again(cast: Cast) -> None:
    await cast.ana.says("in until 5pm")
    cast.ana.hears("Where are you going? …")
    await cast.ana.says("park")
    cast.ana.hears("You're checked in: park, home by 17:00. …")
    cast.ben.hears("Ana is out: park, home by 17:00. …")


async def test_out_closes_and_tells_the_named_person(out: Cast) -> None:
    await out.beat(60)
    await out.ana.says(" out. ")
    out.ana.hears("You're home safe. I am telling Ben. Thank you.")
    out.ben.hears("Ana is home safe. Thank you for looking out for them.")
    await out.beat(24 * 60)


async def test_out_all_good_is_out(out: Cast) -> None:
    await out.ana.says("Out, all good 🙂")
    out.ana.hears("You're home safe. I am telling Ben. Thank you.")
    out.ben.hears("Ana is home safe. …")


async def test_out_with_more_than_a_pleasantry_is_asked_again(out: Cast) -> None:
    """ "Out of petrol" is not home: only a message that can mean nothing else stops the clock."""
    await out.ana.says("OUT. But worried about something")
    out.ana.hears(
        "Sorry, I did not understand. You are checked in, home by 17:00. OUT when home, MORE 30"
        " if later, SOS for help, INCIDENT to be rung."
    )
    await out.ana.says("incident")
    out.ana.hears("Is anyone in danger now? Call 999. I have asked Cleo to ring you about it. …")
    out.cleo.hears("C2: Ana would like you to ring them. …")
    await out.cleo.says("C2")
    out.cleo.hears("You have C2 (Ana, +447700900001). …")
    out.ana.hears("Cleo has your alert and will be in touch.")
    await out.cleo.says("SAFE C2")
    out.cleo.hears("C2 is closed: Ana is safe. Closed by Cleo.")
    out.ana.hears("Cleo has closed your alert. Need help? Send SOS.")


async def test_a_second_out_changes_nothing(out: Cast) -> None:
    await out.ana.says("OUT")
    out.ana.hears("You're home safe. I am telling Ben. Thank you.")
    out.ben.hears("Ana is home safe. …")
    await out.beat(5)
    await out.ana.says("OUT")
    out.ana.hears("You were already home at 12:00. Nothing more to do.")


async def test_the_same_message_delivered_twice_is_answered_once(out: Cast) -> None:
    await out.ana.says("OUT", provider_id="SM1")
    await out.ana.says("OUT", provider_id="SM1")
    out.ana.hears("You're home safe. I am telling Ben. Thank you.")
    out.ben.hears("Ana is home safe. …")


async def test_out_without_a_visit_is_kind(cast: Cast) -> None:
    await cast.ana.says("home")
    cast.ana.hears("You were not checked in, so nobody was waiting. Send IN when a visit starts.")


async def test_a_second_in_does_not_start_another_visit(out: Cast) -> None:
    await out.ana.says("IN")
    out.ana.hears("You're already checked in: cinema, home by 17:00. …")


async def test_more_extends_and_tells(out: Cast) -> None:
    await out.ana.says("more 30")
    out.ana.hears("Thank you. Now home by 17:30. Send OUT when home.")
    out.ben.hears("Ana needs longer: now home by 17:30. Nothing to do now.")
    await out.beat(5 * 60 + 20)
    await out.ana.says("OUT")
    out.ana.hears("You're home safe. I am telling Ben. Thank you.")
    out.ben.hears("Ana is home safe. …")


async def test_more_without_end_asks_a_person(out: Cast) -> None:
    await out.ana.says("MORE 2 hours")
    out.ana.hears("Thank you. Now home by 19:00. …")
    out.ben.hears("Ana needs longer: now home by 19:00. Nothing to do now.")
    await out.ana.says("MORE 30")
    out.ana.hears("Now home by 19:30. That is 2 hours 30 minutes more in all, …")
    out.ben.hears("Ana needs longer: now home by 19:30. Nothing to do now.")
    assert "has asked for 2 hours 30 minutes more" in out.cleo.last()
    await out.cleo.says("C2")
    out.cleo.hears("You have C2 …")
    out.ana.hears("Cleo has your alert and will be in touch.")
    await out.cleo.says("SAFE")
    out.cleo.hears("C2 is closed: Ana is safe. Closed by Cleo.")
    out.ana.hears("Cleo has closed your alert. …")


async def test_a_place_sent_by_phone_will_do(cast: Cast) -> None:
    await cast.ana.says("IN")
    cast.ana.hears("Where are you going? …")
    await cast.ana.shares(Place(52.54, -1.37, "Hinckley Bowl"))
    cast.ana.hears("When will you be home? …")
    await cast.ana.says("in 2 hours")
    cast.ana.hears("You're checked in: Hinckley Bowl, home by 14:00. …")
    cast.ben.hears("Ana is out: Hinckley Bowl, home by 14:00. …")


async def test_back_and_leave(cast: Cast) -> None:
    await cast.ana.says("IN")
    cast.ana.hears("Where are you going? …")
    await cast.ana.says("cinema")
    cast.ana.hears("When will you be home? …")
    await cast.ana.says("BACK")
    cast.ana.hears("Where are you going? …")
    await cast.ana.says("LEAVE")
    cast.ana.hears("That is put away. Nothing was changed.")
    await cast.beat(120)


async def test_an_unfinished_check_in_is_not_taken_for_one(cast: Cast) -> None:
    """Somebody who typed IN and put the phone away may believe that they are watched over."""
    await cast.ana.says("IN")
    cast.ana.hears("Where are you going? …")
    await cast.beat(5)
    cast.ana.hears("You are not checked in yet.", "Where are you going? …")
    await cast.beat(25)
    cast.ana.hears("You are NOT checked in: you did not say when you will be home. …")
    assert "could not finish" in cast.cleo.last()
    await cast.cleo.says("C2")
    cast.cleo.hears("You have C2 …")
    cast.ana.hears("Cleo has your alert and will be in touch.")
    await cast.cleo.says("FALSE C2")
    cast.cleo.hears("C2 is closed: a false alarm (Ana). Closed by Cleo.")
    cast.ana.hears("Cleo has closed your alert. …")


async def test_a_time_that_is_gone_is_asked_again(cast: Cast) -> None:
    await cast.ana.says("in cinema until 11am")
    cast.ana.hears("That time has gone. When will you be home?")
    await cast.ana.says("11:30")
    cast.ana.hears("That time has gone. When will you be home?")
    await cast.ana.says("banana")
    cast.ana.hears("I could not read that as a time. …")
    await cast.ana.says("6ish")
    cast.ana.hears("You're checked in: cinema, home by 18:00. …")
    cast.ben.hears("Ana is out: cinema, home by 18:00. …")
