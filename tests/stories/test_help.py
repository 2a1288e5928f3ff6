"""SOS, HELP while out, and the covert word."""

from __future__ import annotations

import pytest

from flows.decisions import AddRole, SetCovertWord
from flows.events import Place
from flows.facts import Role
from tests.stories.conftest import Cast

SOS = "SOS C2: Ana asks for help. Place: cinema. …"


async def alarm_heard(out: Cast) -> None:
    out.ben.hears("Ana has asked for help. Last known: cinema. …")
    out.ben.hears_call("Hello, this is Lantern IV. Ana has asked for help.")
    out.cleo.hears(SOS)
    out.cleo.hears_call("Hello, this is Lantern IV. Ana has asked for help.")


@pytest.mark.parametrize("word", ["SOS", "help", "sos!!", "Help me"])
async def test_a_call_for_help_tells_everybody_at_once(out: Cast, word: str) -> None:
    await out.ana.says(word)
    out.ana.hears(
        "I am telling Ben and Cleo now. In danger? Call 999. Can't speak? Call 999 from a mobile,"
        " then press 55. I'll say when someone has this."
    )
    await alarm_heard(out)
    await out.beat(5)
    for person in (out.cleo, out.dee):
        person.hears(SOS)
        person.hears_call("Hello, this is Lantern IV. Ana has asked for help.")
    await out.dee.says("C2")
    out.dee.hears("You have C2 (Ana, +447700900001). …")
    out.cleo.hears("Dee has C2 (Ana).")
    out.ben.hears("Dee from the scheme is now looking after this. Thank you.")
    out.ana.hears("Dee has your alert and will be in touch.")
    await out.ana.says("SOS")
    out.ana.hears("Dee has your call for help. In danger? Call 999.")
    out.dee.hears("Ana has sent SOS again (C2). You have it.")
    await out.dee.says("SAFE C2")
    out.dee.hears("C2 is closed: Ana is safe. Closed by Dee.")
    out.cleo.hears("C2 is closed: Ana is safe. Closed by Dee.")
    out.ben.hears("Ana is safe. Thank you for your help.")
    out.ana.hears("Dee has closed your alert. Need help? Send SOS.")


async def test_out_does_not_end_a_call_for_help(out: Cast) -> None:
    await out.ana.says("SOS")
    out.ana.hears("I am telling Ben and Cleo now. …")
    await alarm_heard(out)
    await out.ana.says("OUT")
    out.ana.hears("You're home safe. I am telling Ben. Thank you.")
    out.ben.hears("Ana is home safe. …")
    out.cleo.hears("Ana has sent OUT, but C2 stays open until you close it.")
    await out.ben.says("SAFE")
    out.ben.hears("Thank you. I am passing that on. …")
    out.cleo.hears("Ben says Ana is safe (C2). It stays open until you close it.")
    await out.beat(5)
    for person in (out.cleo, out.dee):
        person.hears(SOS)
        person.hears_call("Hello, this is Lantern IV. Ana has asked for help.")
    await out.cleo.says("FALSE C2")
    out.cleo.hears("C2 is closed: a false alarm (Ana). Closed by Cleo.")
    out.dee.hears("C2 is closed: a false alarm (Ana). Closed by Cleo.")
    out.ben.hears("Ana is safe. …")
    out.ana.hears("Cleo has closed your alert. …")


async def test_a_place_sent_in_an_emergency_reaches_who_can_help(out: Cast) -> None:
    await out.ana.says("SOS")
    out.ana.hears("I am telling Ben and Cleo now. …")
    await alarm_heard(out)
    await out.ana.shares(Place(52.63, -1.13))
    out.ana.hears("Thank you, I have noted where you are.")
    out.cleo.hears("Ana (C2) sent where they are: 52.63000, -1.13000.")
    await out.cleo.says("SAFE C2")
    out.cleo.hears("C2 is closed: Ana is safe. Closed by Cleo.")
    out.ben.hears("Ana is safe. …")
    out.ana.hears("Cleo has closed your alert. …")


async def test_sos_works_without_a_visit(cast: Cast) -> None:
    await cast.ana.says("SOS")
    cast.ana.hears("I am telling Ben and Cleo now. …")
    cast.ben.hears("Ana has asked for help. The scheme is being told now. …")
    cast.ben.hears_call("Hello, this is Lantern IV. Ana has asked for help.")
    cast.cleo.hears("SOS C2: Ana asks for help, not checked in. …")
    cast.cleo.hears_call("Hello, this is Lantern IV. Ana has asked for help.")
    await cast.cleo.says("SAFE C2")
    cast.cleo.hears("C2 is closed: Ana is safe. Closed by Cleo.")
    cast.ben.hears("Ana is safe. …")
    cast.ana.hears("Cleo has closed your alert. …")


async def test_the_covert_word_answers_as_out_does_byte_for_byte(out: Cast) -> None:
    chosen = SetCovertWord(out.ana.person_id, "pineapple")
    await out.stage.decided(out.ana, lambda event, s: [chosen])
    await out.ana.says("Pineapple")
    out.ana.hears("You're home safe. I am telling Ben. Thank you.")
    out.ben.hears("Ana has asked for help in secret. Do NOT ring or text them. …")
    out.ben.hears_call("Hello, this is Lantern IV. Please look at your messages")
    out.cleo.hears("SOS C2: Ana used their SECRET word. Place: cinema. Do NOT ring or text them: …")
    out.cleo.hears_call("Hello, this is Lantern IV. Ana has asked for help in secret.")
    await out.cleo.says("C2")
    out.cleo.hears("You have C2 (Ana). Do NOT ring or text them. …")
    out.ben.hears("Cleo from the scheme is now looking after this. Thank you.")
    await out.ana.says("OUT")
    out.ana.hears("You were already home at 12:00. Nothing more to do.")
    await out.cleo.says("POLICE C2")
    out.cleo.hears("C2 is closed: police called about Ana. Closed by Cleo.")
    out.ben.hears("The police have been called about Ana. Cleo from the scheme has this.")
    out.ana.hears_nothing()


async def test_a_volunteer_cannot_end_their_own_call_for_help(out: Cast) -> None:
    """Ana is a co-ordinator too: her own alert is not hers to take or to close."""
    also = AddRole(out.ana.person_id, Role.CO_ORDINATOR)
    await out.stage.decided(out.ana, lambda event, s: [also])
    await out.ana.says("SOS")
    out.ana.hears("I am telling Ben and Cleo now. …")
    await alarm_heard(out)
    await out.ana.says("C2")
    out.ana.hears("C2 is about you, so only a colleague can take it or close it.")
    await out.ana.says("FALSE C2")
    out.ana.hears("C2 is about you, so only a colleague can take it or close it.")
    await out.cleo.says("SAFE C2")
    out.cleo.hears("C2 is closed: Ana is safe. Closed by Cleo.")
    out.ben.hears("Ana is safe. …")
    out.ana.hears("Cleo has closed your alert. …")
