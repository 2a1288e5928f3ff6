"""The covert word: nothing but the ordinary may reach the phone, and nobody may ring it."""

from __future__ import annotations

import pytest

from flows.decisions import SetCovertWord
from flows.events import Place
from tests.stories.conftest import Cast

ORDINARY = "You're home safe. I am telling Ben. Thank you."
QUIET = "SOS {code}: Ana used their SECRET word. Place: cinema. Do NOT ring or text them: …"


@pytest.fixture
async def armed(out: Cast) -> Cast:
    """Ana is out and has a covert word."""
    word = SetCovertWord(out.ana.person_id, "pineapple")
    await out.stage.decided(out.ana, lambda event, s: [word])
    return out


async def alarmed(armed: Cast, code: str = "C2") -> None:
    armed.ben.hears("Ana has asked for help in secret. Do NOT ring or text them. …")
    armed.ben.hears_call("Hello, this is Lantern IV. Please look at your messages")
    armed.cleo.hears(QUIET.format(code=code))
    armed.cleo.hears_call("Hello, this is Lantern IV. Ana has asked for help in secret.")


async def test_whoever_holds_another_alert_hears_at_once_and_it_gives_way(armed: Cast) -> None:
    """Once: Dee, who had Ana's number, went on ringing; Ana's phone got "Dee has your alert"."""
    await armed.beat(5 * 60)
    armed.ana.hears("You said home by 17:00. …")
    await armed.dee.says("C2")
    armed.dee.hears("You have C2 (Ana, +447700900001). …")
    armed.ana.hears("Dee has your alert and will be in touch.")
    await armed.ana.says("pineapple")
    armed.ana.hears(ORDINARY)
    await alarmed(armed, "D2")
    armed.dee.hears(QUIET.format(code="D2"))
    await armed.dee.says("SAFE C2")
    armed.dee.hears("C2 is closed already.")
    await armed.dee.says("D2")
    armed.dee.hears("You have D2 (Ana). Do NOT ring or text them. …")
    armed.cleo.hears("Dee has D2 (Ana). Do NOT ring or text Ana.")
    armed.ben.hears("Dee from the scheme is now looking after this. Thank you.")
    await armed.beat(15)
    armed.dee.hears("How is it with D2 (Ana)? Do NOT ring or text them. …")
    await armed.dee.says("HAND OVER D2 TO Cleo")
    armed.dee.hears("I have asked Cleo. D2 stays yours until Cleo sends D2.")
    armed.cleo.hears("Dee asks you to take over D2 (Ana). Do NOT ring or text Ana. …")
    await armed.cleo.says("WHO")
    armed.cleo.hears("D2: Ana, Dee has it. Do NOT ring or text Ana")
    await armed.dee.says("POLICE D2")
    armed.dee.hears("D2 is closed: police called about Ana. Closed by Dee.")
    armed.cleo.hears("D2 is closed: police called about Ana. Closed by Dee.")
    armed.ben.hears("The police have been called about Ana. Dee from the scheme has this.")
    armed.ana.hears_nothing()


async def test_a_named_persons_safe_does_not_send_anybody_to_ring(armed: Cast) -> None:
    """Once: "Please check with Ana yourself"."""
    await armed.ana.says("pineapple")
    armed.ana.hears(ORDINARY)
    await alarmed(armed)
    await armed.ben.says("safe")
    armed.ben.hears("Thank you. I am passing that on. The scheme looks into it all the same.")
    armed.cleo.hears("Ben says Ana is safe (C2). It stays open until you close it.")
    await armed.beat(5)
    for person in (armed.cleo, armed.dee):
        person.hears(QUIET.format(code="C2"))
        person.hears_call("Hello, this is Lantern IV. Ana has asked for help in secret.")
    await armed.cleo.says("FALSE C2")
    armed.cleo.hears("C2 is closed: a false alarm (Ana). Closed by Cleo.")
    armed.dee.hears("C2 is closed: a false alarm (Ana). Closed by Cleo.")
    armed.ben.hears("Ana is safe. …")


async def test_a_lapse_says_again_what_it_is_about(armed: Cast) -> None:
    await armed.ana.says("pineapple")
    armed.ana.hears(ORDINARY)
    await alarmed(armed)
    await armed.cleo.says("C2")
    armed.cleo.hears("You have C2 (Ana). Do NOT ring or text them. …")
    armed.ben.hears("Cleo from the scheme is now looking after this. Thank you.")
    await armed.ana.says("pineapple")
    armed.ana.hears("You were already home at 12:00. Nothing more to do.")
    armed.cleo.hears("Ana has sent their SECRET word again (C2). Do NOT ring or text them.")
    await armed.beat(30)
    armed.cleo.hears("How is it with C2 (Ana)? Do NOT ring or text them. …")
    for person in (armed.cleo, armed.dee):
        person.hears("C2 (Ana) has had no outcome, so it goes to everybody again.")
        person.hears_call("Hello, this is Lantern IV. Ana has asked for help in secret.")
        person.hears(QUIET.format(code="C2"))
    await armed.dee.says("SAFE C2")
    armed.dee.hears("C2 is closed: Ana is safe. Closed by Dee.")
    armed.cleo.hears("C2 is closed: Ana is safe. Closed by Dee.")
    armed.ben.hears("Ana is safe. …")


@pytest.mark.parametrize("begun", ["PLAN", "NAMED", "LANGUAGE", "MORE", None])
async def test_in_every_talk_all_that_follows_is_what_follows_out(
    armed: Cast, begun: str | None
) -> None:
    """Once: OUT was followed by the open question again and the covert word was not."""

    async def told(word: str) -> list[str]:
        if begun:
            await armed.ana.says(begun)
        armed.ana.heard.clear()
        await armed.ana.says(word)
        said = [message.text for message in armed.ana.heard]
        armed.ana.heard.clear()
        return said

    secret = await told("pineapple")
    await armed.cleo.says("FALSE C2")
    if begun:
        await armed.ana.says("LEAVE")
    armed.ana.heard.clear()
    await armed.ana.says("in cinema until 5")
    plain = await told("OUT")
    assert secret == plain
    for phone in (armed.ben, armed.cleo, armed.dee):
        phone.heard.clear()


async def test_a_place_sent_after_it_is_passed_on_and_answered_as_if_home(armed: Cast) -> None:
    await armed.ana.says("pineapple")
    armed.ana.hears(ORDINARY)
    await alarmed(armed)
    await armed.ana.shares(Place(52.63, -1.13))
    armed.ana.hears("Thank you. You are not out now, so I don't keep where you are.")
    armed.cleo.hears("Ana (C2) sent where they are: 52.63000, -1.13000.")
    await armed.cleo.says("FALSE C2")
    armed.cleo.hears("C2 is closed: a false alarm (Ana). Closed by Cleo.")
    armed.ben.hears("Ana is safe. …")


async def test_made_to_check_in_again_nobody_is_asked_to_ring(armed: Cast) -> None:
    await armed.ana.says("pineapple")
    armed.ana.hears(ORDINARY)
    await alarmed(armed)
    await armed.cleo.says("C2")
    armed.cleo.hears("You have C2 (Ana). Do NOT ring or text them. …")
    armed.ben.hears("Cleo from the scheme …")
    await armed.ana.says("in park until 2pm")
    armed.ana.hears("You're checked in: park, home by 14:00. I am telling Ben. …")
    armed.ben.hears("Ana is out: park, home by 14:00. …")
    for _ in range(10):
        await armed.cleo.says("C2")
        await armed.beat(14)
    armed.ana.hears("You said home by 14:00. Please send OUT if you are home, …")
    armed.ana.hears_call("Hello, this is Lantern IV. You said you would be home by 14:00")
    assert any("Do NOT ring or text them" in message.text for message in armed.ben.heard)
    assert not any("Please ring them" in message.text for message in armed.ben.heard)
    await armed.ana.says("OUT")
    armed.ana.hears(ORDINARY)
    await armed.cleo.says("POLICE C2")
    armed.ana.hears_nothing()
    for phone in (armed.ben, armed.cleo, armed.dee):
        phone.heard.clear()
