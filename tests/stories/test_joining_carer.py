"""A carer joins: accept, language, privacy, and what they can send."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Connection

from flows.decisions import ChangeMatch
from flows.facts import Channel, Role
from storage import people
from tests.stories.conftest import Cast
from tests.stories.stage import Phone
from tests.stories.test_joining import invited

EVE = "+447700900005"
DONE = (
    "You're set up, Eve. Send VISITS for the next visit, CHANGE to move one, WORRY if something"
    " is not right. MENU shows this again."
)
PRIVACY = (
    "We keep your name and number. The scheme sees all you write, to the volunteer too. Never a"
    " child's name, health or behaviour here. Reply OK to go on."
)


async def cares_for(cast: Cast, carer: Phone, match: int) -> None:
    """As the command line sets it with the invitation."""
    change = ChangeMatch(match, carer=carer.person_id)
    await cast.stage.decided(cast.ana, lambda event, s: [change])


@pytest.fixture
async def eve(cast: Cast) -> Phone:
    """Invited by SMS to be K7's carer."""
    cast.match = await cast.stage.matches(cast.ana, "K7", co_ordinator=cast.cleo)
    eve = await invited(cast.stage, "Eve", Role.CARER, EVE)
    await cares_for(cast, eve, cast.match)
    said = eve.last()
    assert said.startswith("Hello Eve. Lantern IV would like to text you about visits, as a carer.")
    assert "Reply OK to join or NO to say no." in said
    return eve


async def test_a_carer_joins_in_three_answers(cast: Cast, eve: Phone) -> None:
    await eve.says("ok")
    eve.hears("Which language would you like?\n1 English\n2 Cymraeg")
    await eve.says("1")
    eve.hears(PRIVACY)
    await eve.says("yes")
    eve.hears(DONE)
    cast.cleo.hears("Eve has joined as K7's carer.")
    await eve.says("menu")
    eve.hears("VISITS for the next visit, CHANGE to move one, WORRY to be rung. …")
    await eve.says("visits")
    eve.hears("No visit is planned for K7 now. I tell you of a new one.")


async def test_a_carer_who_says_no_is_no_carer(cast: Cast, eve: Phone) -> None:
    await eve.says("no thanks")
    eve.hears("Thank you for telling us. We will not text you about this again.")
    cast.cleo.hears("Eve said no to the invitation. Nothing more will be sent to them.")
    await eve.says("visits")
    assert "I don't know this number" in eve.last()


async def test_what_is_kept_can_be_refused(cast: Cast, eve: Phone) -> None:
    await eve.says("ok")
    eve.hears("Which language would you like?…")
    await eve.says("english")
    eve.hears(PRIVACY)
    await eve.says("no")
    eve.hears("Thank you for telling us. We will not text you about this again.")
    cast.cleo.hears("Eve said no to the invitation. …")


async def test_help_before_joining_reaches_a_person(cast: Cast, eve: Phone) -> None:
    await eve.says("help")
    eve.hears("In danger? Call 999 now. I am asking Cleo to ring you. …", "Hello Eve. …")
    cast.cleo.hears("C2: Eve would like you to ring them. …")
    await cast.cleo.says("SAFE C2")
    cast.cleo.hears("C2 is closed: Eve is safe. Closed by Cleo.")
    eve.hears("Cleo has closed your alert. …")


async def test_a_carer_joins_by_a_telegram_link(cast: Cast) -> None:
    now = cast.stage.clock.now()

    def make(conn: Connection) -> str:
        keys = cast.stage.store.keys
        person = people.add_person(conn, keys, Role.CARER, "Eve", "", None, None, now)
        return people.invite(conn, keys, person, Role.CARER, now, now + timedelta(days=1))

    token = await cast.stage.store.run(make)
    eve = cast.stage.phone("Eve", "10001", Channel.TELEGRAM)
    await eve.says(f"/start {token}")
    eve.hears("Hello Eve. Lantern IV would like to text you about visits, as a carer. …")
    await eve.taps("OK")
    eve.hears("Which language would you like?")
    await eve.taps("English")
    eve.hears(PRIVACY)
    await eve.taps("OK")
    eve.hears("What is your mobile number? We only ring it if something is wrong.")
    await eve.says("07700 900005")
    eve.hears(DONE)
    cast.cleo.hears("Eve has joined as a carer.")
    await eve.says("visits")
    eve.hears("I know of no visits for you. Please ring 0117 496 0000 if that is not right.")
    await eve.says("menu")
    assert [b.label for b in cast.stage.log[-1].buttons] == ["VISITS", "CHANGE", "WORRY"]
    eve.last()


async def test_a_named_person_becomes_a_carer_and_stays_what_they_were(cast: Cast) -> None:
    """Ben, whom Ana named, cares for L2 whom Bea visits."""
    bea = await cast.stage.enters("Bea", Role.VOLUNTEER, "+447700900011")
    match = await cast.stage.matches(bea, "L2", co_ordinator=cast.cleo)
    await cast.ben.says("where")
    cast.ben.hears("Nobody who named you is out now.")
    ben = await cast.stage.store.run(
        lambda conn: people.find_by_phone(
            conn, cast.stage.store.keys, cast.ben.value, cast.stage.clock.now()
        )
    )
    assert ben is not None
    cast.ben.person_id = ben.id
    now = cast.stage.clock.now()
    await cast.stage.store.run(
        lambda conn: people.invite(
            conn, cast.stage.store.keys, ben.id, Role.CARER, now, now + timedelta(days=1)
        )
    )
    await cares_for(cast, cast.ben, match)
    await cast.ben.says("ok")
    cast.ben.hears(PRIVACY)
    await cast.ben.says("ok")
    cast.ben.hears("You're set up, Ben. …")
    cast.cleo.hears("Ben has joined as L2's carer.")
    await cast.ben.says("visits")
    cast.ben.hears("No visit is planned for L2 now. …")
    await cast.ana.says("in cinema until 5")
    cast.ana.hears("You're checked in: cinema, home by 17:00. I am telling Ben. …")
    cast.ben.hears("Ana is out: cinema, home by 17:00. …")
    await cast.ben.says("where")
    cast.ben.hears("Ana: cinema, home by 17:00.")
    await cast.ana.says("out")
    cast.ana.hears("You're home safe. …")
    cast.ben.hears("Ana is home safe. …")


async def test_a_volunteer_who_is_asked_to_be_a_carer_too_hears_what_is_kept(cast: Cast) -> None:
    bea = await cast.stage.enters("Bea", Role.VOLUNTEER, "+447700900011")
    await cast.stage.matches(bea, "L2", carer=cast.ana, co_ordinator=cast.cleo)
    now, keys = cast.stage.clock.now(), cast.stage.store.keys
    expires = now + timedelta(days=1)
    await cast.stage.store.run(
        lambda conn: people.invite(conn, keys, cast.ana.person_id, Role.CARER, now, expires)
    )
    await cast.ana.says("ok")
    cast.ana.hears(PRIVACY)
    await cast.ana.says("ok")
    cast.ana.hears("You're set up, Ana. Send VISITS for the next visit, …")
    cast.cleo.hears("Ana has joined as L2's carer.")
    await cast.ana.says("menu")
    cast.ana.hears("IN to check in, …", "VISITS for the next visit, …")
