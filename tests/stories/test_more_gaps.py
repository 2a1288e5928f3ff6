"""What a second look found: each story's first line says what went wrong before."""

from __future__ import annotations

from typing import Any

import pytest

from flows import talking
from flows.decisions import SetCovertWord
from flows.facts import Role
from tests.stories.conftest import Cast
from tests.stories.test_two_people import also_named

LATE = "ALERT C2: Ana was due home at 17:00 and has not answered. …"


async def test_safe_from_somebody_who_is_out_is_about_themselves(cast: Cast) -> None:
    """Once: Bo's "safe" closed Ana's visit, because she had named him."""
    bo = await cast.stage.enters("Bo", Role.VOLUNTEER, "+447700900006")
    await also_named(cast, cast.ana, "Bo", bo)
    for phone in (cast.ana, bo):
        await phone.says("in cinema until 5")
    await cast.beat(5 * 60)
    for phone in (cast.ana, bo, cast.ben):
        phone.heard.clear()
    await bo.says("safe")
    bo.hears("You said home by 17:00. Please send OUT if you are home, …")
    cast.ana.hears_nothing()
    for phone in (cast.ana, bo):
        await phone.says("OUT")
        phone.heard.clear()
    for phone in (cast.ana, bo, cast.ben, cast.cleo):
        phone.heard.clear()


async def test_ok_to_an_alarm_does_not_take_it(out: Cast) -> None:
    """Once: "Thank you.", and a co-ordinator who believed that they had it."""
    await out.ana.says("SOS")
    for phone in (out.ana, out.ben, out.cleo):
        phone.heard.clear()
    await out.cleo.says("ok")
    out.cleo.hears("Which one? Please send one of these:\nC2 (Ana)")
    await out.cleo.says("FALSE C2")
    for phone in (out.ana, out.ben, out.cleo):
        phone.heard.clear()


async def test_a_silent_phone_after_a_covert_word_is_not_to_be_rung(out: Cast) -> None:
    """Once: "Please find out how to reach them", in the morning."""
    word = SetCovertWord(out.ana.person_id, "pineapple")
    await out.stage.decided(out.ana, lambda event, s: [word])
    await out.ana.says("pineapple")
    await out.cleo.says("C2")
    for phone in (out.ana, out.ben, out.cleo):
        phone.heard.clear()
    await out.ana.opts_out()
    out.cleo.hears("Ana's phone no longer takes our messages (C2). Do NOT ring or text Ana.")
    await out.cleo.says("POLICE C2")
    for phone in (out.ben, out.cleo):
        phone.heard.clear()


async def test_the_covert_word_before_a_check_in_that_is_awaited(cast: Cast) -> None:
    """Once: the plan stayed, without a timer, and a second word was answered otherwise than OUT."""
    word = SetCovertWord(cast.ana.person_id, "pineapple")
    await cast.stage.decided(cast.ana, lambda event, s: [word])
    await cast.ana.says("PLAN today 2-5 bowling by bus £5")
    await cast.ana.says("ok")
    await cast.beat(120 + 15)
    cast.ana.heard.clear()
    await cast.ana.says("pineapple")
    cast.ana.hears("You're home safe. I am telling Ben. Thank you.")
    await cast.ana.says("pineapple")
    cast.ana.hears("You were already home at 14:15. Nothing more to do.")
    await cast.cleo.says("FALSE C2")
    await cast.cleo.says("FALSE D2")
    await cast.ana.says("VISITS")
    cast.ana.hears("You have no visit planned. …")
    for phone in (cast.ben, cast.cleo, cast.dee):
        phone.heard.clear()


async def test_safe_ends_all_that_it_can_end(out: Cast) -> None:
    """Once: it ended the smaller alert, and the chase went on."""
    await out.ana.says("more 3 hours")
    await out.beat(8 * 60 + 20)
    for phone in (out.ana, out.ben, out.cleo, out.dee):
        phone.heard.clear()
    await out.ben.says("safe")
    out.ben.hears("Thank you. I have noted that Ana is safe.")
    out.ana.hears("Ben has marked you as safe …")
    for phone in (out.cleo, out.dee):
        phone.heard.clear()
    await out.beat(24 * 60)


async def test_three_on_the_last_rung_does_not_ring_back(out: Cast) -> None:
    """Once: the only co-ordinator pressed 3 and was rung again at once, and again."""
    await out.dee.says("DUTY OFF")
    await out.ana.says("SOS")
    await out.beat(5)
    for phone in (out.ana, out.ben, out.cleo, out.dee):
        phone.heard.clear()
    assert await out.cleo.presses("3") == [
        "Thank you for telling us. Everybody we can reach has been told."
    ]
    out.cleo.hears_nothing()
    await out.cleo.says("FALSE C2")
    for phone in (out.ana, out.ben, out.cleo, out.dee):
        phone.heard.clear()


async def test_who_said_no_in_the_middle_hears_no_more(out: Cast) -> None:
    """Once: "We will not text you about Ana", and then two more texts about Ana."""
    await out.ben.says("NO")
    out.ben.hears("Thank you for telling us. We will not text you about Ana.")
    out.ana.hears("Ben can't be your named person. …")
    out.cleo.hears("Ana's named person can't do it. …")
    await out.ana.says("more 30")
    out.ana.hears("Thank you. Now home by 17:30. …")
    await out.ana.says("OUT")
    out.ana.hears("You're home safe. I have stopped watching the clock. Thank you.")
    out.ben.hears_nothing()


@pytest.mark.parametrize("cry", ["she needs an ambulance", "help her", "call the police"])
async def test_a_named_persons_cry_for_help_reaches_who_can_act(out: Cast, cry: str) -> None:
    """Once: "Send SOS and I tell your named person"; nobody heard."""
    await out.ana.says("SOS")
    for phone in (out.ana, out.ben, out.cleo):
        phone.heard.clear()
    await out.ben.says(cry)
    out.ben.hears("If there is danger call 999 now. I am telling the scheme. Don't go there.")
    out.cleo.hears("Ben sends an urgent word about Ana (C2). Ring Ben: +447700900002")
    await out.cleo.says("FALSE C2")
    for phone in (out.ana, out.ben, out.cleo):
        phone.heard.clear()


async def test_home_ends_the_question_how_much_longer(out: Cast) -> None:
    """Once: "You're home safe", then "How much longer?"."""
    await out.ana.says("MORE")
    out.ana.hears("How much longer? …")
    await out.ana.says("OUT")
    out.ana.hears("You're home safe. I am telling Ben. Thank you.")
    out.ben.hears("Ana is home safe. …")


async def test_a_fault_in_showing_a_question_does_not_swallow_a_call_for_help(
    out: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once: "Please send that once more", twice, to SOS."""
    await out.ana.says("MORE")
    out.ana.hears("How much longer? …")

    def breaks(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(talking, "show_again", breaks)
    await out.ana.says("SOS")
    out.ana.hears("I am telling Ben and Cleo now. …")
    for phone in (out.ben, out.cleo):
        assert len(phone.heard) == 2
        phone.heard.clear()
    await out.cleo.says("FALSE C2")
    for phone in (out.ana, out.ben, out.cleo):
        phone.heard.clear()
