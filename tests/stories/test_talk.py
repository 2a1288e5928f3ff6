"""Menus, languages, nonsense, interruptions, old buttons: whatever people send."""

from __future__ import annotations

import pytest

from flows.decisions import LinkAddress
from flows.facts import Channel
from tests.stories.conftest import Cast
from tests.stories.stage import Phone

NOVEL = "It was a dark and stormy night. " * 400


async def test_after_three_a_person_is_offered(cast: Cast) -> None:
    await cast.ana.says("asdf")
    cast.ana.hears("Sorry, I did not understand. IN to check in, …")
    await cast.ana.says("🙂🙂🙂")
    cast.ana.hears("Sorry, I did not understand. IN to check in, …")
    await cast.ana.says("qwerty")
    cast.ana.hears("Sorry, I am only a computer. Shall I ask a person to ring you? OK or NO.")
    await cast.ana.says("ok")
    cast.ana.hears("I have asked Cleo to ring you. In danger? Call 999.")
    cast.cleo.hears("C2: Ana would like you to ring them. …")
    await cast.cleo.says("FALSE C2")
    cast.cleo.hears("C2 is closed: a false alarm (Ana). Closed by Cleo.")
    cast.ana.hears("Cleo has closed your alert. …")


@pytest.mark.parametrize(
    "text",
    [NOVEL, "🙂", "مرحبا كيف حالك", "\u202ereversed\u202c", "'; DROP TABLE visits; --", "{name}",
     "\x00\x01", "a" * 10_000],
)  # fmt: skip
async def test_nonsense_gets_a_clear_kind_answer(cast: Cast, text: str) -> None:
    await cast.ana.says(text)
    cast.ana.hears("Sorry, I did not understand. …")


async def test_a_place_that_is_a_novel_is_asked_for_again(cast: Cast) -> None:
    await cast.ana.says("IN")
    cast.ana.hears("Where are you going? …")
    await cast.ana.says(NOVEL)
    cast.ana.hears("That is too long for me. Where in a few words, please?")
    await cast.ana.says("🙂")
    cast.ana.hears("I need a few words for the place, such as Cinema, Leicester.")
    await cast.ana.says("LEAVE")
    cast.ana.hears("That is put away. Nothing was changed.")


async def test_welsh_is_spoken_to_who_asks_for_it(cast: Cast) -> None:
    await cast.ana.says("cymraeg")
    assert cast.ana.last() != "From now on I write in English."
    await cast.ana.says("mewn sinema tan 5")
    said = cast.ana.last()
    assert "sinema" in said
    assert "17:00" in said
    cast.ben.hears("Ana is out: sinema, home by 17:00. …")
    await cast.ana.says("dw i adref")
    assert "Ben" in cast.ana.last()
    cast.ben.hears("Ana is home safe. …")
    await cast.ana.says("english")
    cast.ana.hears("From now on I write in English.")


async def test_a_word_that_interrupts_does_not_lose_the_question(cast: Cast) -> None:
    await cast.ana.says("IN")
    cast.ana.hears("Where are you going? …")
    await cast.ana.says("menu")
    cast.ana.hears("IN to check in, …", "Where are you going? …")
    await cast.ana.says("SOS")
    cast.ana.hears("I am telling Ben and Cleo now. …", "Where are you going? …")
    cast.ben.last(), cast.ben.last(), cast.cleo.last(), cast.cleo.last()
    await cast.ana.says("Park")
    cast.ana.hears("When will you be home? …")
    await cast.cleo.says("FALSE C2")
    cast.cleo.hears("C2 is closed: a false alarm (Ana). Closed by Cleo.")
    cast.ben.hears("Ana is safe. …")
    cast.ana.hears("Cleo has closed your alert. …")


@pytest.fixture
async def telegram(cast: Cast) -> Phone:
    """Ana's Telegram."""
    link = LinkAddress(cast.ana.person_id, Channel.TELEGRAM, "10001")
    await cast.stage.decided(cast.ana, lambda event, s: [link])
    phone = cast.stage.phone("Ana", "10001", Channel.TELEGRAM)
    phone.person_id = cast.ana.person_id
    return phone


async def test_an_old_button_has_expired_and_the_question_comes_again(
    cast: Cast, telegram: Phone
) -> None:
    await telegram.says("language")
    telegram.hears("Which language would you like?")
    old = cast.stage.log[-1].buttons[0].data
    await telegram.says("LEAVE")
    telegram.hears("That is put away. …")
    await telegram.says("plan")
    telegram.hears("When? For example Sat 2-5.")
    await telegram.presses_again(old)
    telegram.hears("That button has expired.", "When? For example Sat 2-5.")


async def test_a_double_tap_is_one_answer(cast: Cast, telegram: Phone) -> None:
    await cast.ana.says("PLAN today 2-5 bowling by bus £5")
    await cast.ana.says("ok")
    cast.ana.hears("14:00 to 17:00, bowling\n…", "Planned: …")
    await telegram.says("off")
    telegram.hears("bowling, 14:00. Why can't it be as planned?")
    button = cast.stage.log[-1].buttons[0].data
    await telegram.presses_again(button)
    telegram.hears("When instead? For example Sat 2-5.")
    await telegram.presses_again(button)
    telegram.hears_nothing()


async def test_four_messages_at_once_are_taken_in_order(cast: Cast) -> None:
    await cast.ana.say_at_once("IN", "Cinema", "5", "more 30")
    cast.ana.hears(
        "Where are you going? …",
        "When will you be home? …",
        "You're checked in: Cinema, home by 17:00. …",
        "Thank you. Now home by 17:30. …",
    )
    cast.ben.hears("Ana is out: Cinema, home by 17:00. …", "Ana needs longer: now home by 17:30. …")


async def test_duty_on_and_off(cast: Cast) -> None:
    await cast.dee.says("duty on")
    cast.dee.hears("You are on duty. Alerts come to you. Send DUTY OFF when you stop.")
    await cast.cleo.says("duty off")
    cast.cleo.hears("You are off duty. On duty now: Dee.")
    await cast.cleo.says("who")
    cast.cleo.hears("Nobody is out now. No alert is open.")
    await cast.cleo.says("H9")
    cast.cleo.hears("I don't know an alert H9. Send WHO to see what is open.")
