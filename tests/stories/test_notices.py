"""Notices: a co-ordinator words one, volunteers get it and say if they come."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from flows.decisions import AddRole, LinkAddress
from flows.facts import Channel, Role
from tests.stories.conftest import Cast
from tests.stories.stage import Phone

MENU = "WHO is out. …"
WHEN = "When is it? For example Fri 12 June 6pm. Reply NONE if it has no date."
SURE = "That is what they will get. Send it to all volunteers? Reply OK or NO."
GROUP = (
    "Support group: Pizza and talk at the library"
    "\nWhen: Fri 12 Jun 18:00. Can you come? Reply OK or NO."
)
PIZZA = "Support group: Pizza\nWhen: Fri 12 Jun 18:00. Can you come? Reply OK or NO."
WHY = "Thank you for saying. You need not say why: reply OK, or a few words. Never a child's name."


@dataclass
class Scheme:
    """Ana and two more volunteers; Cleo writes the notices."""

    cast: Cast
    fay: Phone
    gwen: Phone

    @property
    def ana(self) -> Phone:
        return self.cast.ana

    @property
    def cleo(self) -> Phone:
        return self.cast.cleo

    async def beat(self, minutes: float = 0, **more: float) -> None:
        await self.cast.beat(minutes, **more)

    def all_hear(self, text: str) -> None:
        for phone in (self.ana, self.fay, self.gwen):
            phone.hears(text)


@pytest.fixture
async def scheme(cast: Cast) -> Scheme:
    fay = await cast.stage.enters("Fay", Role.VOLUNTEER, "+447700900006")
    gwen = await cast.stage.enters("Gwen", Role.VOLUNTEER, "+447700900007")
    return Scheme(cast, fay, gwen)


@pytest.fixture
async def group(scheme: Scheme) -> Scheme:
    """Everybody has been asked to the support group."""
    await scheme.cleo.says("NOTICE support group: Pizza and talk at the library")
    scheme.cleo.hears(WHEN)
    await scheme.cleo.says("Fri 12 June 6pm")
    scheme.cleo.hears(GROUP, SURE)
    await scheme.cleo.says("OK")
    scheme.cleo.hears("It is on its way.")
    await scheme.beat(1)
    scheme.all_hear(GROUP)
    scheme.cleo.hears("Your notice goes to this many volunteers: 3.")
    return scheme


async def test_a_notice_step_by_step(scheme: Scheme) -> None:
    await scheme.cleo.says("notice")
    scheme.cleo.hears(
        "What is the notice about?\n1 Support group\n2 Training\n3 Weather\n4 Something else"
    )
    await scheme.cleo.says("2")
    scheme.cleo.hears("What shall I tell all volunteers? Up to 300 letters. Never a child's name.")
    await scheme.cleo.says("First aid, with lunch")
    scheme.cleo.hears(WHEN)
    await scheme.cleo.says("20 june 10am")
    seen = "Training: First aid, with lunch\nWhen: Sat 20 Jun 10:00. Can you come? Reply OK or NO."
    scheme.cleo.hears(seen, SURE)
    await scheme.cleo.says("ok")
    scheme.cleo.hears("It is on its way.")
    await scheme.beat(1)
    scheme.all_hear(seen)
    scheme.cleo.hears("Your notice goes to this many volunteers: 3.")


async def test_one_line_about_the_weather_goes_out_at_night(scheme: Scheme) -> None:
    await scheme.beat(hours=11)
    snow = "Weather: snow is coming, please call off visits if in doubt"
    await scheme.cleo.says("NOTICE weather: snow is coming, please call off visits if in doubt")
    scheme.cleo.hears(snow, SURE)
    await scheme.cleo.says("ok")
    scheme.cleo.hears("It is on its way.")
    await scheme.beat(1)
    scheme.all_hear(snow)
    scheme.cleo.hears("Your notice goes to this many volunteers: 3.")


async def test_anything_else_waits_for_the_morning(scheme: Scheme) -> None:
    await scheme.beat(hours=11)
    await scheme.cleo.says("NOTICE something else: The office is shut on Monday.")
    scheme.cleo.hears(WHEN)
    await scheme.cleo.says("none")
    scheme.cleo.hears("Should people say if they can come? Reply OK or NO.")
    await scheme.cleo.says("no")
    told = "From Lantern IV: The office is shut on Monday"
    scheme.cleo.hears(told, SURE)
    await scheme.cleo.says("ok")
    scheme.cleo.hears("It goes out at Thu 08:00, so that it wakes nobody.")
    await scheme.beat(1)
    scheme.cleo.hears("Your notice goes to this many volunteers: 3.")
    for phone in (scheme.ana, scheme.fay, scheme.gwen):
        phone.hears_nothing()
    await scheme.beat(hours=9)
    scheme.all_hear(told)


async def test_a_date_in_the_words_is_offered(scheme: Scheme) -> None:
    await scheme.cleo.says("NOTICE training: First aid on 20 June at 10am in the town hall")
    offered = (
        "Is it Sat 20 Jun 10:00? Reply OK, or send the right day and time, or NONE if it has no"
        " date."
    )
    scheme.cleo.hears(offered)
    await scheme.cleo.says("no")
    scheme.cleo.hears(WHEN)
    await scheme.cleo.says("1 June 10am")
    scheme.cleo.hears("That time has gone. Which day and time, for example Fri 12 June 6pm?")
    await scheme.cleo.says("ok")
    scheme.cleo.hears(
        "Training: First aid on 20 June at 10am in the town hall"
        "\nWhen: Sat 20 Jun 10:00. Can you come? Reply OK or NO.",
        SURE,
    )
    await scheme.cleo.says("leave")
    scheme.cleo.hears("That is put away. Nothing was changed.")


async def test_what_is_wrong_is_changed_and_the_rest_stands(scheme: Scheme) -> None:
    await scheme.cleo.says("NOTICE support group: Piza at the library")
    scheme.cleo.hears(WHEN)
    await scheme.cleo.says("fri 12 june 6pm")
    scheme.cleo.hears("Support group: Piza at the library…", SURE)
    await scheme.cleo.says("no")
    change = (
        "It is not sent. What shall I change?"
        "\n1 The words\n2 The date\n3 What it is about\n4 Nothing, put it away"
    )
    scheme.cleo.hears(change)
    await scheme.cleo.says("1")
    scheme.cleo.hears("What shall I tell all volunteers? …")
    await scheme.cleo.says("Pizza at the library")
    pizza = "Support group: Pizza at the library\nWhen: Fri 12 Jun 18:00. …"
    scheme.cleo.hears(pizza, SURE)
    await scheme.cleo.says("no")
    scheme.cleo.hears(change)
    await scheme.cleo.says("2")
    scheme.cleo.hears(WHEN)
    await scheme.cleo.says("fri 19 june 6pm")
    scheme.cleo.hears("Support group: Pizza at the library\nWhen: Fri 19 Jun 18:00. …", SURE)
    await scheme.cleo.says("no")
    scheme.cleo.hears(change)
    await scheme.cleo.says("3")
    scheme.cleo.hears("What is the notice about?…")
    await scheme.cleo.says("weather")
    scheme.cleo.hears("Weather: Pizza at the library", SURE)
    await scheme.cleo.says("no")
    scheme.cleo.hears(
        "It is not sent. What shall I change?"
        "\n1 The words\n2 What it is about\n3 Nothing, put it away"
    )
    await scheme.cleo.says("3")
    scheme.cleo.hears("That is put away. Nobody was told.")
    await scheme.beat(60)


async def test_words_that_are_none_or_too_many(scheme: Scheme) -> None:
    await scheme.cleo.says("notice weather")
    scheme.cleo.hears("What shall I tell all volunteers? …")
    await scheme.cleo.says("ok")
    scheme.cleo.hears("I need the words to send. Up to 300 letters, never a child's name.")
    await scheme.cleo.says("snow " * 100)
    scheme.cleo.hears("That is 499 letters. Please say it in 300. Never a child's name.")
    await scheme.cleo.says("leave")
    scheme.cleo.hears("That is put away. Nothing was changed.")


async def test_a_long_notice_arrives_whole(scheme: Scheme) -> None:
    words = "Heavy rain is on its way. " * 11
    await scheme.cleo.says(f"NOTICE weather: {words}")
    whole = f"Weather: {words.strip(' .')}"
    scheme.cleo.hears(whole, SURE)
    await scheme.cleo.says("ok")
    scheme.cleo.hears("It is on its way.")
    await scheme.beat(1)
    scheme.all_hear(whole)
    scheme.cleo.hears("Your notice goes to this many volunteers: 3.")


async def test_a_notice_is_a_co_ordinators_word(scheme: Scheme) -> None:
    await scheme.ana.says("NOTICE weather: snow")
    scheme.ana.hears("Sorry, I did not understand. …")


async def test_who_cannot_be_reached_is_not_counted_as_told(scheme: Scheme) -> None:
    await scheme.gwen.opts_out()
    await scheme.beat(1)
    for phone in scheme.cast.stage.phones.values():
        phone.heard.clear()
    await scheme.cleo.says("NOTICE weather: snow")
    scheme.cleo.hears("Weather: snow", SURE)
    await scheme.cleo.says("ok")
    scheme.cleo.hears("It is on its way.")
    await scheme.beat(1)
    scheme.ana.hears("Weather: snow")
    scheme.fay.hears("Weather: snow")
    scheme.cleo.hears(
        "Your notice goes to this many volunteers: 2. I can't reach Gwen. Please ring them."
    )


async def test_ok_and_no_are_counted_and_a_reason_stays_out_of_messages(group: Scheme) -> None:
    await group.ana.says("OK")
    group.ana.hears("Thank you. You are down as coming: Support group, Fri 12 Jun 18:00.")
    await group.fay.says("NO")
    group.fay.hears(WHY)
    await group.fay.says("I am seeing the doctor")
    group.fay.hears(
        "Thank you for saying. You are down as not coming: Support group, Fri 12 Jun 18:00."
    )
    await group.cleo.says("NOTICES")
    group.cleo.hears("Which notice?\n1 Support group, Fri 12 Jun 18:00: coming 1, not coming 1")
    await group.cleo.says("1")
    group.cleo.hears("Support group, Fri 12 Jun 18:00. Coming: Ana. Not coming: Fay.")


async def test_a_no_is_kept_before_the_reason_and_nobody_is_pressed(group: Scheme) -> None:
    await group.fay.says("no")
    group.fay.hears(WHY)
    await group.beat(hours=13)
    group.fay.hears_nothing()
    await group.cleo.says("NOTICES")
    group.cleo.hears("Which notice?\n1 Support group, Fri 12 Jun 18:00: coming 0, not coming 1")
    await group.cleo.says("leave")
    group.cleo.hears("That is put away. Nothing was changed.")


async def test_a_visit_begun_instead_of_a_reason_is_not_swallowed(group: Scheme) -> None:
    await group.ana.says("no")
    group.ana.hears(WHY)
    await group.ana.says("in cinema until 5")
    group.ana.hears(
        "That means something else to me, so I have not acted on it. Reply OK, then send it again."
    )
    await group.ana.says("ok")
    group.ana.hears("Thank you for saying. You are down as not coming: …")
    await group.ana.says("in cinema until 5")
    group.ana.hears("You're checked in: cinema, home by 17:00. …")
    group.cast.ben.hears("Ana is out: cinema, home by 17:00. …")
    await group.ana.says("out")
    group.ana.hears("You're home safe. …")
    group.cast.ben.hears("Ana is home safe. …")


async def test_a_mind_is_changed_by_notices(group: Scheme) -> None:
    await group.ana.says("notices")
    group.ana.hears(GROUP)
    await group.ana.says("ok")
    group.ana.hears("Thank you. You are down as coming: …")
    await group.ana.says("notices")
    group.ana.hears(
        "Support group, Fri 12 Jun 18:00. You are down as coming. Can you still come?"
        " Reply OK or NO."
    )
    await group.ana.says("no")
    group.ana.hears(WHY)
    await group.ana.says("ok")
    group.ana.hears("Thank you for saying. You are down as not coming: …")
    await group.ana.says("NOTICES")
    group.ana.hears(
        "Support group, Fri 12 Jun 18:00. You are down as not coming. Can you come? Reply OK or NO."
    )
    await group.ana.says("back")
    group.ana.hears("Support group, Fri 12 Jun 18:00. You are down as not coming. …")
    await group.ana.says("leave")
    group.ana.hears("That is put away. Nothing was changed.")


async def training(group: Scheme) -> None:
    await group.cleo.says("NOTICE training: First aid")
    group.cleo.hears(WHEN)
    await group.cleo.says("20 june 10am")
    group.cleo.hears("Training: First aid…", SURE)
    await group.cleo.says("ok")
    group.cleo.hears("It is on its way.")
    await group.beat(1)
    group.all_hear("Training: First aid\nWhen: Sat 20 Jun 10:00. Can you come? Reply OK or NO.")
    group.cleo.hears("Your notice goes to this many volunteers: 3.")


async def test_two_notices_wait_and_an_ok_is_for_the_last(group: Scheme) -> None:
    await group.beat(hours=1)
    await training(group)
    await group.ana.says("ok")
    group.ana.hears("Thank you. You are down as coming: Training, Sat 20 Jun 10:00.")
    await group.ana.says("no")
    group.ana.hears(WHY)
    await group.ana.says("ok")
    group.ana.hears("Thank you for saying. You are down as not coming: Support group, …")
    await group.ana.says("notices")
    group.ana.hears(
        "Which notice?\n1 Training, Sat 20 Jun 10:00 (coming)"
        "\n2 Support group, Fri 12 Jun 18:00 (not coming)"
    )
    await group.ana.says("2")
    group.ana.hears("Support group, Fri 12 Jun 18:00. You are down as not coming. …")
    await group.ana.says("ok")
    group.ana.hears("Thank you. You are down as coming: Support group, …")


async def test_the_day_before_who_comes_is_reminded_and_who_is_silent_is_asked(
    group: Scheme,
) -> None:
    await group.ana.says("ok")
    group.ana.hears("Thank you. You are down as coming: …")
    await group.fay.says("no")
    group.fay.hears(WHY)
    await group.fay.says("ok")
    group.fay.hears("Thank you for saying. …")
    await group.beat(days=7, hours=21)
    group.ana.hears_nothing()
    await group.beat(hours=2)
    group.ana.hears(
        "Reminder: Support group, Fri 18:00. You said you can come."
        " If you can't after all, send NOTICES."
    )
    group.gwen.hears(
        "Reminder. Support group: Pizza and talk at the library"
        "\nWhen: Fri 18:00. Can you come? Reply OK or NO."
    )
    await group.gwen.says("ok")
    group.gwen.hears("Thank you. You are down as coming: Support group, Fri 18:00.")
    await group.beat(days=3)


async def test_after_it_is_over_nobody_is_down_as_coming(group: Scheme) -> None:
    await group.beat(days=9, hours=8)
    for phone in (group.ana, group.fay, group.gwen):
        phone.hears("Reminder. Support group: …")
    await group.ana.says("ok")
    group.ana.hears("Thank you.")
    await group.ana.says("notices")
    group.ana.hears("No notice waits for your answer.")
    await group.cleo.says("notices")
    group.cleo.hears("Which notice?\n1 Support group, 18:00: coming 0, not coming 0")
    await group.cleo.says("1")
    group.cleo.hears("Support group, 18:00. Coming: nobody. Not coming: nobody.")


async def test_a_notice_does_not_break_a_conversation(scheme: Scheme) -> None:
    await scheme.ana.says("plan")
    scheme.ana.last()
    await scheme.cleo.says("NOTICE weather: snow")
    scheme.cleo.hears("Weather: snow", SURE)
    await scheme.cleo.says("ok")
    scheme.cleo.hears("It is on its way.")
    await scheme.beat(1)
    scheme.all_hear("Weather: snow")
    scheme.cleo.hears("Your notice goes to this many volunteers: 3.")
    await scheme.ana.says("leave")
    scheme.ana.hears("That is put away. …")


async def test_an_ok_in_the_middle_of_a_conversation_is_to_what_came_last(
    scheme: Scheme,
) -> None:
    await scheme.ana.says("language")
    scheme.ana.hears("Which language would you like?…")
    await scheme.beat(5)
    await support(scheme)
    await scheme.ana.says("no")
    scheme.ana.hears("Thank you for saying. You are down as not coming: …")
    scheme.ana.hears("Which language would you like?…")


async def test_the_list_puts_nothing_half_done_aside(group: Scheme) -> None:
    await group.ana.says("in")
    group.ana.hears("Where are you going? …")
    await group.ana.says("NOTICES")
    group.ana.hears(
        "First this, please. Finish it or send LEAVE, and then send NOTICES.",
        "Where are you going? …",
    )
    await group.ana.says("leave")
    group.ana.hears("That is put away. …")


async def support(scheme: Scheme) -> None:
    """Everybody is asked to pizza."""
    await scheme.cleo.says("NOTICE support: Pizza")
    scheme.cleo.hears(WHEN)
    await scheme.cleo.says("fri 12 june 6pm")
    scheme.cleo.hears(PIZZA, SURE)
    await scheme.cleo.says("ok")
    scheme.cleo.hears("It is on its way.")
    await scheme.beat(1)
    scheme.all_hear(PIZZA)
    scheme.cleo.hears("Your notice goes to this many volunteers: 3.")


async def test_a_notice_while_out_does_not_touch_the_visit(scheme: Scheme) -> None:
    await scheme.ana.says("in cinema until 5")
    scheme.ana.hears("You're checked in: cinema, home by 17:00. …")
    scheme.cast.ben.hears("Ana is out: cinema, home by 17:00. …")
    await scheme.beat(10)
    await support(scheme)
    await scheme.ana.says("ok")
    scheme.ana.hears("Thank you. You are down as coming: Support group, Fri 12 Jun 18:00.")
    await scheme.ana.says("out")
    scheme.ana.hears("You're home safe. …")
    scheme.cast.ben.hears("Ana is home safe. …")


async def test_two_asked_together_ask_back(group: Scheme) -> None:
    await training(group)
    await group.ana.says("no")
    group.ana.hears(
        "I have asked you more than one thing. Which one do you mean?"
        "\n1 Support group, Fri 12 Jun 18:00\n2 Training, Sat 20 Jun 10:00"
    )
    await group.ana.says("2")
    group.ana.hears(WHY)
    await group.ana.says("too far")
    group.ana.hears("Thank you for saying. You are down as not coming: Training, Sat 20 Jun 10:00.")
    await group.ana.says("ok")
    group.ana.hears("Thank you. You are down as coming: Support group, Fri 12 Jun 18:00.")


async def test_a_notice_held_for_the_night_is_not_answered_before_it_is_read(
    scheme: Scheme,
) -> None:
    await scheme.beat(hours=11)
    await scheme.cleo.says("NOTICE support: Pizza")
    scheme.cleo.hears(WHEN)
    await scheme.cleo.says("fri 12 june 6pm")
    scheme.cleo.hears(PIZZA, SURE)
    await scheme.cleo.says("ok")
    scheme.cleo.hears("It goes out at Thu 08:00, so that it wakes nobody.")
    await scheme.beat(1)
    scheme.cleo.hears("Your notice goes to this many volunteers: 3.")
    await scheme.ana.says("ok")
    scheme.ana.hears("Thank you.")
    await scheme.beat(hours=9)
    scheme.all_hear(PIZZA)
    await scheme.ana.says("ok")
    scheme.ana.hears("Thank you. You are down as coming: Support group, Fri 12 Jun 18:00.")


async def test_the_author_gets_no_notice_of_their_own(scheme: Scheme) -> None:
    add = AddRole(scheme.cleo.person_id, Role.VOLUNTEER)
    await scheme.cast.stage.decided(scheme.cleo, lambda event, s: [add])
    await support(scheme)
    await scheme.cleo.says("notices")
    scheme.cleo.hears("Which notice?\n1 Support group, Fri 12 Jun 18:00: coming 0, not coming 0")
    await scheme.cleo.says("1")
    scheme.cleo.hears("Support group, Fri 12 Jun 18:00. Coming: nobody. Not coming: nobody.")


async def test_a_co_ordinator_who_volunteers_answers_too(scheme: Scheme) -> None:
    add = AddRole(scheme.cast.dee.person_id, Role.VOLUNTEER)
    await scheme.cast.stage.decided(scheme.cast.dee, lambda event, s: [add])
    await scheme.cleo.says("NOTICE support: Pizza")
    scheme.cleo.hears(WHEN)
    await scheme.cleo.says("fri 12 june 6pm")
    scheme.cleo.hears(PIZZA, SURE)
    await scheme.cleo.says("ok")
    scheme.cleo.hears("It is on its way.")
    await scheme.beat(1)
    scheme.all_hear(PIZZA)
    scheme.cast.dee.hears(PIZZA)
    scheme.cleo.hears("Your notice goes to this many volunteers: 4.")
    await scheme.cast.dee.says("ok")
    scheme.cast.dee.hears("Thank you. You are down as coming: …")
    await scheme.cast.dee.says("notices")
    scheme.cast.dee.hears("Which notice?…")
    await scheme.cast.dee.says("1")
    scheme.cast.dee.hears(
        "Support group, Fri 12 Jun 18:00. Coming: Dee. Not coming: nobody.",
        "Support group, Fri 12 Jun 18:00. You are down as coming. Can you still come? …",
    )
    await scheme.cast.dee.says("no")
    scheme.cast.dee.hears(WHY)
    await scheme.cast.dee.says("my car broke down")
    scheme.cast.dee.hears("Thank you for saying. You are down as not coming: …")


async def test_a_notice_on_its_way_goes_once_whoever_says_ok_twice(scheme: Scheme) -> None:
    await scheme.cleo.says("NOTICE weather: snow")
    scheme.cleo.hears("Weather: snow", SURE)
    await scheme.cleo.say_at_once("ok", "ok")
    scheme.cleo.hears("It is on its way.")
    scheme.cleo.hears("Thank you.")
    await scheme.beat(1)
    scheme.all_hear("Weather: snow")
    scheme.cleo.hears("Your notice goes to this many volunteers: 3.")


async def test_nothing_has_been_sent(scheme: Scheme) -> None:
    await scheme.cleo.says("notices")
    scheme.cleo.hears("No notice has gone out lately. Send NOTICE to write one.")
    await scheme.ana.says("notices")
    scheme.ana.hears("No notice waits for your answer.")


async def test_no_volunteer_at_all(cast: Cast) -> None:
    await cast.ana.opts_out()
    cast.cleo.heard.clear()
    await cast.cleo.says("NOTICE weather: snow")
    cast.cleo.hears("Weather: snow", SURE)
    await cast.cleo.says("ok")
    cast.cleo.hears("It is on its way.")
    await cast.beat(1)
    cast.cleo.hears("Your notice went to nobody: there is no volunteer I can reach.")


async def test_a_volunteer_who_speaks_welsh_gets_the_frame_in_welsh(scheme: Scheme) -> None:
    await scheme.gwen.says("cymraeg")
    scheme.gwen.last()
    await scheme.cleo.says("NOTICE weather: snow on the hills")
    scheme.cleo.hears("Weather: snow on the hills", SURE)
    await scheme.cleo.says("ok")
    scheme.cleo.hears("It is on its way.")
    await scheme.beat(1)
    assert scheme.gwen.last().endswith(": snow on the hills")
    scheme.ana.hears("Weather: snow on the hills")
    scheme.fay.hears("Weather: snow on the hills")
    scheme.cleo.hears("Your notice goes to this many volunteers: 3.")


async def test_on_telegram_a_button_opens_the_answer(scheme: Scheme) -> None:
    link = LinkAddress(scheme.ana.person_id, Channel.TELEGRAM, "10001", first=True)
    await scheme.cast.stage.decided(scheme.ana, lambda event, s: [link])
    telegram = scheme.cast.stage.phone("Ana", "10001", Channel.TELEGRAM)
    telegram.person_id = scheme.ana.person_id
    await scheme.cleo.says("NOTICE support: Pizza")
    scheme.cleo.hears(WHEN)
    await scheme.cleo.says("fri 12 june 6pm")
    scheme.cleo.hears("Support group: Pizza…", SURE)
    await scheme.cleo.says("ok")
    scheme.cleo.hears("It is on its way.")
    await scheme.beat(1)
    asked = "Support group: Pizza\nWhen: Fri 12 Jun 18:00. Can you come? Reply OK or NO."
    for phone in (telegram, scheme.fay, scheme.gwen):
        phone.hears(asked)
    scheme.cleo.hears("Your notice goes to this many volunteers: 3.")
    await telegram.taps("Answer")
    telegram.hears(asked)
    await telegram.taps("NO")
    telegram.hears(WHY)
    await telegram.taps("OK")
    telegram.hears("Thank you for saying. You are down as not coming: …")
