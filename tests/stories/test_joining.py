"""People join: a volunteer, the named person who must agree, a co-ordinator, and who says no."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Connection

from flows.decisions import Say
from flows.enrol import invitation
from flows.facts import Channel, Role
from storage import people
from tests.stories.conftest import Cast
from tests.stories.stage import Phone, Stage

COVERT = (
    "Pick a secret word for when you are not free to talk. If you send it, I answer as if all is"
    " well and get help. Keep it unusual."
)


async def invited(stage: Stage, name: str, role: Role, number: str) -> Phone:
    """Let in by the command line, and asked by SMS."""
    phone = stage.phone(name, number)
    phone.person_id = await stage.store.run(lambda conn: stage.let_in(conn, name, role, number))

    def ask(event: object, s: object) -> list[Say]:
        return [invitation(s.me, role, stage.scheme.name)]  # type: ignore[attr-defined]

    await stage.decided(phone, ask)
    await stage.clears_the_post()
    return phone


@pytest.fixture
async def cleo(stage: Stage) -> Phone:
    return await stage.enters("Cleo", Role.CO_ORDINATOR, "+447700900003", on_duty=True)


async def test_a_volunteer_joins_by_sms_and_their_named_person_agrees(
    stage: Stage, cleo: Phone
) -> None:
    ana = await invited(stage, "Ana", Role.VOLUNTEER, "+447700900001")
    invitation_text = ana.last()
    assert invitation_text.startswith("Hello Ana. Lantern IV would like to keep you safe")
    assert "Helo Ana" in invitation_text, "both languages until hers is known"
    await ana.says("ok")
    ana.hears("Which language would you like?\n1 English\n2 Cymraeg")
    await ana.says("1")
    ana.hears("We keep your name, number and visits. …")
    await ana.says("OK")
    ana.hears("Who should know when you are out? …")
    await ana.says("ben")
    ana.hears("What is Ben's mobile number? I will ask if they agree.")
    await ana.says("07700 900001")
    ana.hears("That is your own number. Please send the number of someone else.")
    await ana.says("oh seven seven")
    ana.hears("I could not read that as a UK mobile number. Please send it again.")
    ben = stage.phone("Ben", "+447700900002")
    await ana.says("07700 900 002")
    ana.hears(COVERT)
    await ana.says("out")
    ana.hears("Please pick another word: …")
    await ana.says("Pineapple")
    ana.hears("You're set up, Ana. …")
    asked = ben.last()
    assert asked.startswith("Hello Ben. Ana volunteers with Lantern IV and asks: may we text you")
    cleo.hears("Ana has joined. Their named person has been asked and has not agreed yet: …")
    await ana.says("in cinema until 5")
    ana.hears("You're checked in: cinema, home by 17:00. Cleo stands in as no named person can. …")
    await ana.says("OUT")
    ana.hears("You're home safe. I have stopped watching the clock. Thank you.")
    await ben.says("OK")
    ben.hears("Thank you. We will text you when Ana goes out and is home. …")
    ana.hears("Ben has agreed to be your named person.")
    await ana.says("in cinema until 5")
    ana.hears("You're checked in: cinema, home by 17:00. I am telling Ben. …")
    ben.hears("Ana is out: cinema, home by 17:00. …")
    await ana.says("pineapple")
    ana.hears("You're home safe. I am telling Ben. Thank you.")
    ben.hears("Ana has asked for help in secret. …")
    ben.hears_call("Hello, this is Lantern IV.")
    cleo.hears("SOS C2: Ana used their SECRET word. …")
    cleo.hears_call("Hello, this is Lantern IV.")
    await cleo.says("false c2")
    cleo.hears("C2 is closed: a false alarm (Ana). Closed by Cleo.")
    ben.hears("Ana is safe. …")


async def test_saying_no_ends_it_and_the_co_ordinator_hears(stage: Stage, cleo: Phone) -> None:
    ana = await invited(stage, "Ana", Role.VOLUNTEER, "+447700900001")
    ana.last()
    await ana.says("No thanks")
    ana.hears("Thank you for telling us. We will not text you about this again.")
    cleo.hears("Ana said no to the invitation. Nothing more will be sent to them.")
    await ana.says("IN")
    assert "I don't know this number" in ana.last()


async def test_a_co_ordinator_joins_in_two_steps(stage: Stage) -> None:
    cleo = await invited(stage, "Cleo", Role.CO_ORDINATOR, "+447700900003")
    assert "as a co-ordinator" in cleo.last()
    await cleo.says("OK")
    cleo.hears("Which language would you like?\n1 English\n2 Cymraeg")
    await cleo.says("cymraeg")
    assert cleo.last()
    await cleo.says("iawn")
    assert "DUTY ON" in cleo.last(), "in Welsh, with the same words to send"


async def test_a_telegram_link_works_once(stage: Stage, cleo: Phone) -> None:
    now = stage.clock.now()

    def make(conn: Connection) -> str:
        keys, role = stage.store.keys, Role.VOLUNTEER
        person = people.add_person(conn, keys, role, "Ana", "", None, None, now)
        return people.invite(conn, keys, person, role, now, now + timedelta(days=1))

    token = await stage.store.run(make)
    ana = stage.phone("Ana", "10001", Channel.TELEGRAM)
    other = stage.phone("Somebody", "10002", Channel.TELEGRAM)
    await ana.says(f"/start {token}")
    ana.hears("Hello Ana. Lantern IV invites you to its safety messages. …")
    await ana.taps("OK")
    ana.hears("Which language would you like?")
    await ana.taps("English")
    ana.hears("We keep your name, number and visits. …")
    await ana.taps("OK")
    ana.hears("What is your mobile number? We only ring it if something is wrong.")
    await ana.says("07700 900001")
    ana.hears("Who should know when you are out? …")
    await ana.says("Ben")
    ana.hears("What is Ben's mobile number? …")
    ben = stage.phone("Ben", "+447700900002")
    await ana.says("+44 7700 900002")
    ana.hears(COVERT)
    await ana.says("pineapple")
    ana.hears("You're set up, Ana. …")
    ben.last()
    cleo.hears("Ana has joined. …")
    await other.says(f"/start {token}")
    assert other.last().startswith("That invitation has been used or is too old.")
    assert "I don't know this number" in other.last()


async def test_the_named_person_says_no(cast: Cast) -> None:
    await cast.ben.says("NO")
    cast.ben.hears("Thank you for telling us. We will not text you about Ana.")
    cast.ana.hears("Ben can't be your named person. A co-ordinator stands in. …")
    cast.cleo.hears("Ana's named person can't do it. You stand in until they name someone else.")
    eve = cast.stage.phone("Eve", "+447700900005")
    await cast.ana.says("NAMED")
    cast.ana.hears("Who should know when you are out? …")
    await cast.ana.says("Eve")
    cast.ana.hears("What is Eve's mobile number? …")
    await cast.ana.says("07700900005")
    cast.ana.hears("I have asked Eve. Until they agree, Cleo stands in.")
    assert eve.last().startswith("Hello Eve. Ana volunteers with Lantern IV")
    await eve.says("yes")
    eve.hears("Thank you. We will text you when Ana goes out and is home. …")
    cast.ana.hears("Eve has agreed to be your named person.")


async def test_a_stranger_gets_a_short_honest_answer(stage: Stage) -> None:
    stranger = stage.phone("Somebody", "+447700900099")
    await stranger.says("how do i get a iv")
    said = stranger.last()
    assert said.startswith("Hello. This is a computer at Lantern IV.")
    assert "999" in said
    assert "0800 1111" in said
    await stranger.says("SOS")
    assert "999" in stranger.last()


async def test_somebody_who_has_joined_adds_their_telegram(cast: Cast) -> None:
    """The newest way comes first; the other stays as the second channel."""
    now, ana = cast.stage.clock.now(), cast.ana
    token = await cast.stage.store.run(
        lambda conn: people.invite(
            conn, cast.stage.store.keys, ana.person_id, Role.VOLUNTEER, now, now + timedelta(days=1)
        )
    )
    telegram = cast.stage.phone("Ana", "10001", Channel.TELEGRAM)
    await telegram.says(f"/start {token}")
    telegram.hears("IN to check in, …")
    await telegram.says("in cinema until 5")
    telegram.hears("You're checked in: cinema, home by 17:00. I am telling Ben. …")
    cast.ben.hears("Ana is out: cinema, home by 17:00. …")
    await cast.beat(5 * 60)
    telegram.hears("You said home by 17:00. Please send OUT …")
    await cast.beat(10)
    ana.hears("We have not heard from you. …")
    await telegram.taps("OUT")
    telegram.hears("You're home safe. I am telling Ben. Thank you.")
    cast.ben.hears("Ana is home safe. …")
