"""Providers that refuse, break, hang and lose messages: what must be said is said, by some way."""

from __future__ import annotations

import pytest

from tests.doubles.telegram_script import BLOCKED, BROKEN, Trouble, flood
from tests.doubles.twilio_api import BROKEN as BROKEN_SERVER
from tests.doubles.twilio_api import (
    BROKEN_AFTER_ACCEPTING,
    HANGS,
    HANGS_AFTER_ACCEPTING,
    TOO_MANY,
    UNAVAILABLE,
    Failure,
)
from tests.faults.conftest import Home
from tests.serve.cast import NUMBERS

pytestmark = pytest.mark.faults

HOME = "You're home safe. I am telling Ben. Thank you."
ASKED = (
    "You said home by 13:00. Please send OUT if you are home, MORE 30 if you need longer,"
    " SOS for help."
)
BLOCKED_US = (
    "ALERT C2: Ana is out on a visit and has blocked our texts. Please ring them."
    " Send C2 to take it, then SAFE, POLICE or FALSE with C2."
)


def posts(home: Home) -> int:
    """How often Twilio was asked to take something."""
    return [method for method, _ in home.twilio.log].count("POST")


@pytest.mark.parametrize(
    "failure", [TOO_MANY, UNAVAILABLE, BROKEN_SERVER, HANGS], ids="429 503 500 hangs".split()
)
async def test_what_twilio_did_not_take_is_sent_again_and_said_once(
    home: Home, failure: Failure
) -> None:
    await home.let_in()
    home.twilio.failures.append(failure)
    await home.later(minutes=60)
    assert home.texts("Ana") == []
    await home.later(seconds=2)
    assert home.texts("Ana") == [ASKED]
    await home.later(seconds=60)
    assert posts(home) == 2


@pytest.mark.parametrize(
    "failure", [BROKEN_AFTER_ACCEPTING, HANGS_AFTER_ACCEPTING], ids=["500", "hangs"]
)
async def test_what_twilio_took_without_saying_so_is_found_and_not_sent_again(
    home: Home, failure: Failure
) -> None:
    await home.let_in()
    home.twilio.failures.append(failure)
    await home.later(minutes=60)
    assert home.texts("Ana") == [ASKED]
    await home.later(seconds=2)
    await home.later(seconds=60)
    assert home.texts("Ana") == []
    assert posts(home) == 1
    # Its receipt finds the message, though its id was learned by looking.
    await home.twilio.report(home.twilio.messages[0], "undelivered", code=30003)
    await home.settle()
    assert home.rings("Ana") == 1


async def test_telegram_is_waited_for_as_long_as_it_says(home: Home) -> None:
    await home.let_in(telegram=True)
    home.telegram.script("sendMessage", flood(7))
    await home.later(minutes=60)
    await home.later(seconds=6)
    assert home.chats() == []
    await home.later(seconds=3)
    assert home.chats() == [ASKED]


@pytest.mark.parametrize("taken", [False, True], ids=["lost", "taken"])
async def test_what_telegram_may_have_taken_is_said_at_most_once_more(
    home: Home, taken: bool
) -> None:
    """It cannot be asked what it took, so a question to somebody late is rather asked twice."""
    await home.let_in(telegram=True)
    home.telegram.script("sendMessage", Trouble("hang", taken=taken))
    await home.later(minutes=60)
    await home.later(seconds=2)
    await home.later(seconds=60)
    assert home.chats() == [ASKED] * (2 if taken else 1)


async def test_a_provider_that_stays_broken_brings_the_next_rung_at_once(home: Home) -> None:
    """Five tries and no more: then Ana gets an SMS instead, and the next rung too."""
    await home.let_in(telegram=True)
    home.telegram.script("sendMessage", *[BROKEN] * 20)
    await home.later(minutes=60)
    for _ in range(4):
        await home.later(seconds=20)
    assert home.chats() == []
    assert ASKED in home.texts("Ana")
    assert len(home.telegram.called("sendMessage")) == 5


async def test_blocked_on_telegram_means_sms_and_a_person_at_once(home: Home) -> None:
    await home.let_in(telegram=True)
    home.telegram.script("sendMessage", BLOCKED)
    await home.later(minutes=60)
    assert home.chats() == []
    assert ASKED in home.texts("Ana")
    await home.says("Ana", "OUT")
    assert home.texts("Ana") == [HOME]
    assert home.chats() == []


async def test_an_undelivered_question_brings_the_next_rung_at_once(home: Home) -> None:
    await home.let_in()
    await home.later(minutes=60)
    assert (home.texts("Ana"), home.rings("Ana")) == ([ASKED], 0)
    await home.twilio.report(home.twilio.messages[-1], "sent", "undelivered", code=30008)
    await home.settle()
    assert home.rings("Ana") == 1
    # Said again by the carrier, it moves nothing more.
    await home.twilio.report(home.twilio.messages[-1], "undelivered", "failed", code=30008)
    await home.settle()
    assert home.rings("Ana") == 0
    assert home.texts("Ben") == []


async def test_opting_out_while_out_alarms_at_once_and_the_chase_goes_on_by_voice(
    home: Home,
) -> None:
    await home.let_in()
    await home.says("Ana", "STOP", OptOutType="STOP")
    assert home.texts("Ana") == []
    assert home.texts("Cleo") == [BLOCKED_US]
    assert (home.rings("Cleo"), home.rings("Ana")) == (1, 0)
    await home.later(minutes=60)
    assert (home.texts("Ana"), home.rings("Ana")) == ([], 1)


async def test_a_stop_that_we_only_learn_of_when_sending_brings_the_next_rung_at_once(
    home: Home,
) -> None:
    await home.let_in()
    home.twilio.opted_out.add(NUMBERS["Ana"])
    await home.later(minutes=60)
    assert (home.texts("Ana"), home.rings("Ana")) == ([], 1)
    await home.later(minutes=20)
    assert home.texts("Ben")[0].startswith("Ana was due home at 13:00 from cinema")
    assert posts(home) == 3
