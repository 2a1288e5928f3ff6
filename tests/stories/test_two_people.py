"""One person in several roles, one named person for two: an answer is never taken for another's.

Each of these once ended the wrong chase, or told somebody what was not so.
"""

from __future__ import annotations

import pytest

from flows.decisions import AddRole, NamePerson, SetConsent
from flows.facts import Consent, Role
from tests.stories.conftest import Cast
from tests.stories.stage import Phone, asked


async def also_named(cast: Cast, volunteer: Phone, name: str, named: Phone) -> None:
    """`named`, who is here already, agreed to be this volunteer's named person."""
    await cast.stage.decided(
        volunteer,
        lambda event, s: [
            NamePerson(volunteer.person_id, s.fresh[0], name, named.value, "en"),
        ],
    )
    await cast.stage.decided(
        volunteer,
        lambda event, s: [SetConsent(volunteer.person_id, asked(s), Consent.AGREED)],
    )


@pytest.fixture
async def bea(cast: Cast) -> Phone:
    """Another volunteer whose named person is Ben too."""
    bea = await cast.stage.enters("Bea", Role.VOLUNTEER, "+447700900006")
    await also_named(cast, bea, "Ben", cast.ben)
    return bea


async def both_late(cast: Cast, bea: Phone) -> None:
    for phone, name in ((cast.ana, "Ana"), (bea, "Bea")):
        await phone.says("in cinema until 5")
        phone.hears("You're checked in: cinema, …")
        cast.ben.hears(f"{name} is out: cinema, …")
    await cast.beat(5 * 60 + 20)
    for phone in (cast.ana, bea):
        phone.hears("You said home by 17:00. …")
        phone.hears_call("Hello, this is Lantern IV.")
    heard = {cast.ben.last()[:3], cast.ben.last()[:3]}
    assert heard == {"Ana", "Bea"}


async def test_safe_with_a_name_ends_that_persons_chase_only(cast: Cast, bea: Phone) -> None:
    """Once: "Bea is safe" closed Ana's visit."""
    await both_late(cast, bea)
    await cast.ben.says("Bea is safe")
    cast.ben.hears("Thank you. I have noted that Bea is safe.")
    bea.hears("Ben has marked you as safe and closed your visit. …")
    await cast.ana.says("OUT")
    cast.ana.hears("You're home safe. I am telling Ben. Thank you.")
    cast.ben.hears("Ana is home safe. …")


async def test_safe_without_a_name_is_asked_who(cast: Cast, bea: Phone) -> None:
    await both_late(cast, bea)
    await cast.ben.says("safe")
    asked = cast.ben.last()
    assert asked.startswith("Who do you mean?\n1 ")
    await cast.ben.says("Ana")
    cast.ben.hears("Thank you. I have noted that Ana is safe.")
    cast.ana.hears("Ben has marked you as safe and closed your visit. …")
    await bea.says("OUT")
    bea.hears("You're home safe. I am telling Ben. Thank you.")
    cast.ben.hears("Bea is home safe. …")


async def test_im_safe_is_about_oneself(cast: Cast, bea: Phone) -> None:
    """Ana and Bea name each other. Once: Ana's "I'm safe" closed Bea's visit."""
    await also_named(cast, bea, "Ana", cast.ana)
    await also_named(cast, cast.ana, "Bea", bea)
    for phone, other, name in ((cast.ana, bea, "Ana"), (bea, cast.ana, "Bea")):
        await phone.says("in cinema until 5")
        phone.hears("You're checked in: cinema, …")
        other.hears(f"{name} is out: cinema, …")
    await cast.beat(5 * 60)
    for phone in (cast.ana, bea):
        phone.hears("You said home by 17:00. …")
    await cast.ana.says("I'm safe")
    cast.ana.hears("You said home by 17:00. Please send OUT if you are home, …")
    await cast.ana.says("OUT")
    cast.ana.hears("You're home safe. …")
    bea.hears("Ana is home safe. …")
    await bea.says("OUT")
    bea.hears("You're home safe. …")
    cast.ana.hears("Bea is home safe. …")


async def test_agreeing_in_the_middle_of_a_visit_is_enough(cast: Cast) -> None:
    """Once: the visit stayed open without a timer, and Ana was told that it was closed."""
    ana = await cast.stage.enters("Eve", Role.VOLUNTEER, "+447700900007")
    await cast.stage.decided(
        ana,
        lambda event, s: [NamePerson(ana.person_id, s.fresh[0], "Ben", cast.ben.value, "en")],
    )
    await ana.says("in cinema until 5")
    ana.hears("You're checked in: cinema, home by 17:00. Cleo stands in …")
    await cast.ben.says("ok")
    cast.ben.hears("Thank you. We will text you when Eve goes out and is home. …")
    ana.hears("Ben has agreed to be your named person.")
    await cast.ben.says("where")
    cast.ben.hears("Eve: cinema, home by 17:00.")
    await cast.beat(5 * 60 + 20)
    ana.hears("You said home by 17:00. …")
    ana.hears_call("Hello, this is Lantern IV.")
    cast.ben.hears("Eve was due home at 17:00 …")
    await cast.ben.says("safe")
    cast.ben.hears("Thank you. I have noted that Eve is safe.")
    ana.hears("Ben has marked you as safe and closed your visit. …")
    await ana.says("IN")
    ana.hears("Where are you going? …")
    await ana.says("LEAVE")
    ana.hears("That is put away. …")


async def test_cannot_reach_goes_to_somebody_who_can_help(cast: Cast) -> None:
    """Ana is a co-ordinator too. Once: "Ben can't reach Ana either" went to Ana, nobody else."""
    also = AddRole(cast.ana.person_id, Role.CO_ORDINATOR)
    await cast.stage.decided(cast.ana, lambda event, s: [also])
    await cast.ana.says("in cinema until 5")
    cast.ana.hears("You're checked in: cinema, …")
    cast.ben.hears("Ana is out: cinema, …")
    await cast.beat(5 * 60 + 20)
    cast.ana.hears("You said home by 17:00. …")
    cast.ana.hears_call("Hello, this is Lantern IV.")
    cast.ben.hears("Ana was due home at 17:00 …")
    await cast.ben.says("can't reach Ana")
    cast.ben.hears("Thank you for trying. I am telling the scheme, …")
    cast.cleo.hears("ALERT C2: Ana was due home at 17:00 …")
    cast.cleo.hears_call("Hello, this is Lantern IV.")
    await cast.cleo.says("SAFE C2")
    cast.cleo.hears("C2 is closed: Ana is safe. Closed by Cleo.")
    cast.ben.hears("Ana is safe. …")
    cast.ana.hears("Cleo has marked you as safe …")


async def test_a_named_person_who_worries_early_is_believed(out: Cast) -> None:
    """Once: "There is nothing to do now: nobody is late", with the alert open."""
    await out.beat(5 * 60 + 5)
    out.ana.hears("You said home by 17:00. …")
    await out.ben.says("can't reach Ana")
    out.ben.hears("Thank you for trying. I am telling the scheme, …")
    out.ana.hears_call("Hello, this is Lantern IV.")
    await out.ben.says("she's safe")
    out.ben.hears("Who do you mean?\n1 Ana")
    await out.ben.says("1")
    out.ben.hears("Thank you. I have noted that Ana is safe.")
    out.ana.hears("Ben has marked you as safe …")


async def test_a_worry_before_anybody_is_late_reaches_a_co_ordinator(out: Cast) -> None:
    await out.ben.says("can't reach Ana")
    out.ben.hears("I have asked Cleo to ring you. In danger? Call 999.")
    out.cleo.hears("C2: Ben would like you to ring them. …")
    await out.cleo.says("SAFE C2")
    out.cleo.hears("C2 is closed: Ben is safe. Closed by Cleo.")
    out.ben.hears("Cleo has closed your alert. …")
    await out.ana.says("OUT")
    out.ana.hears("You're home safe. …")
    out.ben.hears("Ana is home safe. …")


async def test_no_to_please_ring_them_is_not_a_resignation(out: Cast) -> None:
    """Once: "We will not text you about Ana", and the ladder waited."""
    await out.beat(5 * 60 + 20)
    out.ana.hears("You said home by 17:00. …")
    out.ana.hears_call("Hello, this is Lantern IV.")
    out.ben.hears("Ana was due home at 17:00 …")
    await out.ben.says("No")
    out.ben.hears("Thank you for trying. I am telling the scheme, …")
    out.cleo.hears("ALERT C2: Ana was due home at 17:00 …")
    out.cleo.hears_call("Hello, this is Lantern IV.")
    await out.ana.says("OUT")
    out.ana.hears("You're home safe. …")
    out.ben.hears("Ana is home safe. …")
    out.cleo.hears("C2 is over: Ana has checked out, home.")


async def test_a_peer_volunteer_can_stop_being_a_named_person(cast: Cast, bea: Phone) -> None:
    """Once: "Thank you.", and the texts went on."""
    await also_named(cast, cast.ana, "Bea", bea)
    await bea.says("NO")
    bea.hears("Do you want to end being the named person for Ana? Reply OK or NO.")
    await bea.says("OK")
    bea.hears("Thank you for telling us. We will not text you about Ana.")
    cast.ana.hears("Bea can't be your named person. …")
    cast.cleo.hears("Ana's named person can't do it. …")


async def test_a_bare_safe_lists_what_is_open(cast: Cast, bea: Phone) -> None:
    """Once: "such as SAFE C2", which was somebody else's alert."""
    await both_late(cast, bea)
    await cast.beat(10)
    for _ in range(2):
        assert cast.cleo.last().startswith("ALERT")
        cast.cleo.hears_call("Hello, this is Lantern IV.")
    await cast.cleo.says("SAFE")
    asked = cast.cleo.last()
    assert asked.startswith("Which one? Please send one of these:\n")
    assert {"(Ana)", "(Bea)"} <= set(asked.split())
    await cast.ana.says("OUT")
    await bea.says("OUT")
    for phone in (cast.ana, bea):
        phone.hears("You're home safe. …")
    cast.ben.last(), cast.ben.last(), cast.cleo.last(), cast.cleo.last()
