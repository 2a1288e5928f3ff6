"""One story a gap that was found by looking for it; what went wrong before is in its first line."""

from __future__ import annotations

from datetime import timedelta

import pytest

from flows.events import Arrived
from flows.facts import Channel
from tests.stories.conftest import Cast
from tests.stories.stage import Stage

LATE = "ALERT C2: Ana was due home at 17:00 and has not answered. …"


async def late(out: Cast, minutes: int = 0) -> None:
    await out.beat(5 * 60)
    out.ana.hears("You said home by 17:00. …")
    if minutes:
        await out.beat(minutes)


async def test_an_opt_out_while_late_brings_a_co_ordinator_at_once(out: Cast) -> None:
    """Once: nobody heard, and the co-ordinator's note waited for the morning."""
    await late(out)
    await out.ana.opts_out()
    out.cleo.hears(LATE)
    out.cleo.hears_call("Hello, this is Lantern IV. Ana is late home")
    await out.cleo.says("SAFE C2")
    out.cleo.hears("C2 is closed: Ana is safe. Closed by Cleo.")


async def test_an_opt_out_of_who_was_just_told_moves_on_at_once(out: Cast) -> None:
    """Once: "Messages to Ben no longer arrive", and the rung waited for its time."""
    await late(out, 20)
    out.ana.hears_call("Hello, this is Lantern IV.")
    out.ben.hears("Ana was due home …")
    await out.ben.opts_out()
    out.cleo.hears(LATE)
    out.cleo.hears_call("Hello, this is Lantern IV. Ana is late home")
    await out.cleo.says("C2")
    out.cleo.hears("You have C2 …")
    out.ana.hears("Cleo has your alert …")
    await out.cleo.opts_out()
    out.dee.hears("C2 (Ana) has had no outcome, so it goes to everybody again.")
    for person in (out.dee, out.cleo):
        person.heard.clear()
    await out.ana.says("OUT")
    out.ana.hears("You're home safe. …")
    out.dee.hears("C2 is over: Ana has checked out, home.")


async def test_only_the_taker_hands_over(out: Cast) -> None:
    """Once: anybody could offer away what somebody else had."""
    await late(out, 30)
    for phone in (out.ana, out.ben, out.cleo):
        phone.heard.clear()
    await out.dee.says("HAND OVER C2 TO Cleo")
    out.dee.hears("Nobody has C2 yet. Send C2 to take it first.")
    await out.cleo.says("C2")
    await out.dee.says("HAND OVER C2 TO Cleo")
    out.dee.hears("C2 was taken at 17:30 by Cleo. Thank you for looking.")
    await out.cleo.says("duty off")
    out.cleo.hears(
        "You have C2 …",
        "You are off duty. NOBODY is on duty now, …",
        "You still have C2. Close it, or send HAND OVER C2 TO and a name.",
    )
    await out.cleo.says("SAFE C2")
    for phone in (out.ana, out.ben, out.cleo):
        phone.heard.clear()


async def test_home_without_ever_having_checked_in(cast: Cast) -> None:
    """Once: "nobody was waiting", and the chase went on."""
    await cast.ana.says("PLAN today 2-5 bowling by bus £5")
    await cast.ana.says("ok")
    cast.ana.hears("14:00 to 17:00, bowling\n…", "Planned: bowling, …")
    await cast.beat(120 + 75)
    cast.ana.heard.clear()
    cast.cleo.hears("ALERT C2: Ana has not checked in …")
    await cast.ana.says("more 30")
    cast.ana.hears("Your visit at bowling was planned for 14:00. Send IN if it has started, …")
    await cast.ana.says("OUT")
    cast.ana.hears("You're home safe. I am telling Ben. Thank you.")
    cast.ben.hears("Ana is home safe. …")
    cast.cleo.hears("C2 is over: Ana has checked out, home.")
    await cast.beat(24 * 60)


async def test_a_message_from_during_an_outage_is_judged_by_its_own_time(cast: Cast) -> None:
    """Once: "2 hours", sent two hours ago, set the alarm two hours late."""
    sent = cast.stage.clock.now() - timedelta(hours=2)
    for number, text in enumerate(("in cinema", "in 3 hours", "more 30")):
        event = Arrived(Channel.SMS, cast.ana.value, f"old{number}", sent, text)
        await cast.stage.arrives(event)
    cast.ana.hears(
        "When will you be home? …",
        "You're checked in: cinema, home by 13:00. …",
        "Thank you. Now home by 13:30. …",
    )
    cast.ben.heard.clear()
    await cast.ana.says("OUT")
    cast.ana.hears("You're home safe. …")
    cast.ben.hears("Ana is home safe. …")


async def test_more_has_an_end(out: Cast) -> None:
    """Once: "more 24 hours" made a visit nobody would ask about for a day and a half."""
    await out.ana.says("more 20 hours")
    out.ana.hears("That would make it more than 14 hours in all. How much longer, please?")
    await out.ana.says("until 6")
    out.ana.hears("Thank you. Now home by 18:00. …")
    out.ben.hears("Ana needs longer: now home by 18:00. …")
    await out.ana.says("OUT")
    out.ana.hears("You're home safe. …")
    out.ben.hears("Ana is home safe. …")


async def test_who_a_visit_is_with_stays_out_of_it(cast: Cast) -> None:
    """Once: the named person read the child's name."""
    await cast.ana.says("in bowling with Kai until 5pm")
    cast.ana.hears("You're checked in: bowling, home by 17:00. …")
    cast.ben.hears("Ana is out: bowling, home by 17:00. …")
    await cast.ana.says("OUT")
    cast.ana.hears("You're home safe. …")
    cast.ben.hears("Ana is home safe. …")
    await cast.ana.says("IN")
    cast.ana.hears("Where are you going? …")
    await cast.ana.says("my house")
    cast.ana.hears("Visits are never at your own home. Where else will you be?")
    await cast.ana.says("OUT")
    cast.ana.hears("You were already home at 12:00. …", "Where are you going? …")
    await cast.ana.says("LEAVE")
    cast.ana.hears("That is put away. …")


async def test_stop_on_telegram_is_one_too(cast: Cast) -> None:
    telegram = cast.stage.phone("Ana", "10001", Channel.TELEGRAM)
    await cast.stage.links(cast.ana, "10001")
    await telegram.says("STOP")
    await cast.ana.says("in cinema until 5pm")
    cast.ana.hears("You're checked in: cinema, …")
    cast.ben.hears("Ana is out: cinema, …")
    await telegram.says("start")
    telegram.hears("Welcome back. You will get our texts again.", "IN to check in, …")
    await telegram.says("OUT")
    telegram.hears("You're home safe. …")
    cast.ben.hears("Ana is home safe. …")


async def test_a_stranger_is_answered_three_times_an_hour(stage: Stage) -> None:
    """Once: two machines could have answered each other for ever."""
    stranger = stage.phone("Somebody", "+447700900099")
    for _ in range(5):
        await stranger.says("auto reply: I am away")
    assert len(stranger.heard) == 3
    stranger.heard.clear()
    await stage.beat(60)
    await stranger.says("hello")
    assert "999" in stranger.last()


async def test_a_question_is_not_put_away_at_night(cast: Cast) -> None:
    await cast.beat(5 * 60)
    await cast.ana.says("PLAN")
    cast.ana.hears("When? …")
    await cast.beat(14 * 60)
    cast.ana.hears_nothing()
    await cast.beat(60)
    cast.ana.hears("You did not say OK, so that visit is not planned. …")


@pytest.mark.parametrize(
    "cry", ["help I've fallen", "HELP HELP HELP", "s0s", "i need an ambulance", "he hit me"]
)
async def test_a_cry_for_help_in_other_words_is_one(out: Cast, cry: str) -> None:
    """Once: "Sorry, I did not understand"."""
    await out.ana.says(cry)
    out.ana.hears("I am telling Ben and Cleo now. …")
    for phone in (out.ben, out.cleo):
        assert len(phone.heard) == 2
        phone.heard.clear()
    await out.cleo.says("FALSE C2")
    for phone in (out.ana, out.ben, out.cleo):
        phone.heard.clear()


async def test_help_while_not_out_says_how_to_get_it(cast: Cast) -> None:
    """Once: it became the name of a place."""
    await cast.ana.says("IN")
    cast.ana.hears("Where are you going? …")
    await cast.ana.says("help")
    cast.ana.hears("In danger? Call 999. …", "IN to check in, …", "Where are you going? …")
    await cast.ana.says("LEAVE")
    cast.ana.hears("That is put away. …")


async def test_a_nudge_starts_nothing_by_itself(cast: Cast) -> None:
    """Once: words kept for later started a visit when the plan went away, without its timer."""
    await cast.ana.says("PLAN today 2-5 bowling by bus £5")
    await cast.ana.says("ok")
    cast.ana.hears("14:00 to 17:00, bowling\n…", "Planned: bowling, …")
    await cast.beat(120 + 75)
    cast.ana.heard.clear()
    cast.cleo.hears("ALERT C2: …")
    await cast.ana.says("in cinema until 6pm")
    cast.ana.hears("Which visit is this?…")
    await cast.cleo.says("SAFE C2")
    cast.cleo.hears("C2 is closed: …")
    cast.ana.hears("Cleo has marked you as safe and closed your visit. …")
    await cast.beat(5)
    cast.ana.hears("You are not checked in yet.", "Where are you going? …")
    await cast.ana.says("cinema until 6pm")
    cast.ana.hears("You're checked in: cinema, home by 18:00. …")
    cast.ben.hears("Ana is out: cinema, home by 18:00. …")


async def test_after_three_answers_that_do_not_fit_a_person_is_offered(cast: Cast) -> None:
    """Once: the same question for ever."""
    await cast.ana.says("in cinema")
    cast.ana.hears("When will you be home? …")
    for _ in range(2):
        await cast.ana.says("banana")
        cast.ana.hears("I could not read that as a time. …")
    await cast.ana.says("banana")
    cast.ana.hears(
        "Stuck? Send INCIDENT and a co-ordinator will ring you.",
        "I could not read that as a time. …",
    )
    await cast.ana.says("LEAVE")
    cast.ana.hears("That is put away. …")
