"""Joining when something else is going on: every question is answered, and by its own answer.

Each of these once ended in silence, in a role nobody had agreed to, or with nobody standing.
"""

from __future__ import annotations

from datetime import timedelta

from flows.decisions import NamePerson, Say
from flows.enrol import invitation
from flows.facts import Channel, Person, Role, Snapshot, Standing
from storage import people
from tests.stories.conftest import Cast
from tests.stories.stage import Phone, Stage
from tests.stories.test_joining import COVERT, invited

ANA, BEN, CLEO, EVE = (f"+44770090000{n}" for n in (1, 2, 3, 5))
TO_NAMED = "Hello Ben. Lantern IV invites you to its safety messages. …"
NAMED_WHO = "Who should know when you are out? …"
NAMED_PHONE = "What is Eve's mobile number? …"
PRIVACY = "We keep your name, number and …"
LANGUAGE = "Which language would you like?\n1 English\n2 Cymraeg"
DONE_CO = "You're set up, {}. Send DUTY ON to get alerts, …"


async def invites(
    stage: Stage, phone: Phone, role: Role, days: float = 14, *, hears: bool = True
) -> str:
    """Somebody we know is invited in a role, as `porchlight invite` does; returns the token."""
    now = stage.clock.now()
    token = await stage.store.run(
        lambda conn: people.invite(
            conn, stage.store.keys, phone.person_id, role, now, now + timedelta(days=days)
        )
    )
    await stage.decided(phone, lambda e, s: [invitation(_me(s), role, stage.scheme.name)])
    await stage.clears_the_post()
    if hears:
        assert f"Hello {phone.name}. Lantern IV" in phone.last()
    return token


async def let_in(stage: Stage, name: str, role: Role, number: str, days: float = 14) -> Phone:
    """Somebody new, invited and told so."""
    phone = stage.phone(name, number)
    phone.person_id = await stage.store.run(
        lambda conn: people.add_person(
            conn, stage.store.keys, role, name, "", number, None, stage.clock.now()
        )
    )
    await invites(stage, phone, role, days)
    return phone


def _me(s: Snapshot) -> Person:
    assert s.me is not None
    return s.me


async def known(stage: Stage, phone: Phone) -> Person:
    """The person as the database has them."""
    found = await stage.store.read(
        lambda conn: people.load_people(
            conn, stage.store.keys, [phone.person_id], stage.clock.now()
        )
    )
    return found[phone.person_id]


async def is_named(stage: Stage, volunteer: Phone, name: str, phone: Phone) -> None:
    """The volunteer names this phone; nobody has answered yet."""

    def name_them(event: object, s: Snapshot) -> list[NamePerson | Say]:
        from flows import consent

        person = s.fresh[0]
        return [
            NamePerson(volunteer.person_id, person, name, phone.value, "en"),
            consent.ask(s, _me(s), person, name),
        ]

    await stage.decided(volunteer, name_them)
    await stage.clears_the_post()
    assert phone.last().startswith(f"Hello {name}. {volunteer.name} volunteers with")


# Who is here already


async def test_a_named_person_is_invited_as_a_volunteer(cast: Cast) -> None:
    """Once: "Thank you.", and Ben had not joined."""
    stage, ben = cast.stage, cast.ben
    ben.person_id = await _who(stage, BEN)
    await invites(stage, ben, Role.VOLUNTEER)
    await ben.says("OK")
    ben.hears(PRIVACY)
    await ben.says("OK")
    ben.hears(NAMED_WHO)
    assert Role.VOLUNTEER not in (await known(stage, ben)).roles, "not before all is said"
    eve = stage.phone("Eve", EVE)
    await ben.says("Eve")
    ben.hears(NAMED_PHONE)
    await ben.says("07700 900005")
    ben.hears(COVERT)
    await ben.says("marmalade")
    ben.hears("You're set up, Ben. …")
    assert eve.last().startswith("Hello Eve. Ben volunteers with Lantern IV")
    cast.cleo.hears("Ben has joined. …")
    assert (await known(stage, ben)).roles == {Role.NAMED_PERSON, Role.VOLUNTEER}
    await ben.says("in cinema until 5")
    ben.hears("You're checked in: cinema, home by 17:00. Cleo stands in …")
    await ben.says("OUT")
    ben.hears("You're home safe. …")


async def test_a_named_person_says_no_to_the_invitation_and_stays(cast: Cast) -> None:
    stage, ben = cast.stage, cast.ben
    ben.person_id = await _who(stage, BEN)
    await invites(stage, ben, Role.VOLUNTEER)
    await ben.says("no thanks")
    ben.hears("Thank you for telling us. Nothing else changes for you.")
    await cast.ana.says("in cinema until 5")
    cast.ana.hears("You're checked in: cinema, home by 17:00. I am telling Ben. …")
    ben.hears("Ana is out: cinema, home by 17:00. …")
    await cast.ana.says("OUT")
    cast.ana.hears("You're home safe. …")
    ben.hears("Ana is home safe. …")


async def test_a_volunteer_becomes_a_co_ordinator_with_one_word(cast: Cast) -> None:
    """Language, privacy and named person are known already."""
    await invites(cast.stage, cast.ana, Role.CO_ORDINATOR)
    await cast.ana.says("OK")
    cast.ana.hears(DONE_CO.format("Ana"))
    assert (await known(cast.stage, cast.ana)).roles == {Role.VOLUNTEER, Role.CO_ORDINATOR}
    await cast.ana.says("WHO")
    cast.ana.hears("Nobody is out now. No alert is open.")


async def test_a_co_ordinator_becomes_a_volunteer(cast: Cast) -> None:
    await invites(cast.stage, cast.dee, Role.VOLUNTEER)
    await cast.dee.says("ok")
    cast.dee.hears(NAMED_WHO)
    eve = cast.stage.phone("Eve", EVE)
    await cast.dee.says("Eve")
    cast.dee.hears(NAMED_PHONE)
    await cast.dee.says("07700900005")
    cast.dee.hears(COVERT)
    await cast.dee.says("marmalade")
    cast.dee.hears("You're set up, Dee. …")
    eve.last()
    cast.cleo.hears("Dee has joined. …")


async def test_an_ok_to_a_visit_told_since_is_no_acceptance(cast: Cast) -> None:
    """Ben thanks us for the news: he is asked again rather than taken at a word he did not give."""
    cast.ben.person_id = await _who(cast.stage, BEN)
    await invites(cast.stage, cast.ben, Role.VOLUNTEER)
    await cast.beat(60)
    await cast.ana.says("in cinema until 5")
    cast.ana.hears("You're checked in: cinema, …")
    cast.ben.hears("Ana is out: cinema, …")
    await cast.ben.says("ok")
    cast.ben.hears(TO_NAMED)
    await cast.ana.says("OUT")
    cast.ana.hears("You're home safe. …")
    cast.ben.hears("Ana is home safe. …")
    await cast.ben.says("NO")
    cast.ben.hears("Thank you for telling us. Nothing else changes for you.")


async def test_invited_while_out_an_ok_is_to_the_invitation(cast: Cast) -> None:
    """Unless the clock has run out meanwhile: then every word is about that."""
    await cast.ana.says("in cinema until 5")
    cast.ana.hears("You're checked in: cinema, …")
    cast.ben.hears("Ana is out: cinema, …")
    await cast.beat(30)
    await invites(cast.stage, cast.ana, Role.CO_ORDINATOR)
    await cast.beat(4 * 60 + 30)
    cast.ana.hears("You said home by 17:00. …")
    await cast.ana.says("ok")
    cast.ana.hears("You said home by 17:00. …")
    await cast.ana.says("MORE 60")
    cast.ana.hears("Thank you. Now home by 18:02. …")
    cast.ben.hears("Ana needs longer: now home by 18:02. …")
    await cast.ana.says("ok")
    cast.ana.hears(DONE_CO.format("Ana"))
    await cast.ana.says("OUT")
    cast.ana.hears("You're home safe. …")
    cast.ben.hears("Ana is home safe. …")


async def _who(stage: Stage, number: str) -> int:
    found = await stage.store.read(
        lambda conn: people.find_by_phone(conn, stage.store.keys, number, stage.clock.now())
    )
    assert found is not None
    return found.id


# Two invitations


async def test_two_roles_are_each_accepted_for_themselves(cast: Cast) -> None:
    """Once: one OK joined both, without named person or covert word."""
    stage = cast.stage
    fay = await let_in(stage, "Fay", Role.CO_ORDINATOR, EVE)
    await invites(stage, fay, Role.VOLUNTEER)
    await fay.says("OK")
    fay.hears(
        "I have asked you more than one thing. Which one do you mean?"
        "\n1 Joining as a co-ordinator\n2 Joining as a volunteer"
    )
    await fay.says("2")
    fay.hears(LANGUAGE)
    await fay.says("English")
    fay.hears(PRIVACY)
    await fay.says("OK")
    fay.hears(NAMED_WHO)
    gus = stage.phone("Gus", "+447700900007")
    await fay.says("Gus")
    fay.hears("What is Gus's mobile number? …")
    await fay.says("07700900007")
    fay.hears(COVERT)
    await fay.says("marmalade")
    fay.hears("You're set up, Fay. …")
    gus.last()
    cast.cleo.hears("Fay has joined. …")
    fay.hears("Hello Fay. Lantern IV asks you to get its alerts by text as a co-ordinator. …")
    assert (await known(stage, fay)).roles == {Role.VOLUNTEER}
    await fay.says("NO")
    fay.hears("Thank you for telling us. Nothing else changes for you.")
    await fay.says("SOS")
    fay.hears("I am telling Cleo now. …")
    cast.cleo.hears("SOS C2: Fay asks for help, not checked in. …")
    cast.cleo.hears_call("Hello, this is Lantern IV.")
    cast.dee.hears_nothing()
    await cast.cleo.says("FALSE C2")
    cast.cleo.hears("C2 is closed: a false alarm (Fay). Closed by Cleo.")
    fay.hears("Cleo has closed your alert. …")


async def test_invited_as_a_co_ordinator_and_never_accepted_means_no_alerts(cast: Cast) -> None:
    """Once: the role was given with the invitation, and the alert went to Fay as well."""
    stage = cast.stage
    fay = await let_in(stage, "Fay", Role.CO_ORDINATOR, EVE)
    await invites(stage, fay, Role.VOLUNTEER)
    await fay.says("hello?")
    fay.hears("I have asked you more than one thing. …")
    await fay.says("1")
    fay.hears("Hello Fay. Lantern IV asks you to get its alerts by text as a co-ordinator. …")
    await fay.says("NO")
    fay.hears("Thank you for telling us. Nothing else changes for you.")
    fay.hears("Hello Fay. Lantern IV invites you to its safety messages. …")
    assert (await known(stage, fay)).standing is Standing.LEFT
    await fay.says("OK")
    fay.hears(LANGUAGE)
    await fay.says("1")
    fay.hears(PRIVACY)
    await fay.says("NO")
    fay.hears("Thank you for telling us. We will not text you about this again.")
    cast.cleo.hears("Fay said no to the invitation. …")


async def test_invited_again_for_the_same_role_is_one_invitation(cast: Cast) -> None:
    fay = await let_in(cast.stage, "Fay", Role.CO_ORDINATOR, EVE)
    await invites(cast.stage, fay, Role.CO_ORDINATOR)
    await fay.says("OK")
    fay.hears(LANGUAGE)
    await invites(cast.stage, fay, Role.CO_ORDINATOR)
    await fay.says("1")
    fay.hears(PRIVACY)
    await fay.says("OK")
    fay.hears(DONE_CO.format("Fay"))
    await fay.says("OK")
    fay.hears("Thank you.")


# Too late


async def test_who_answers_within_the_conversation_joins_however_old_the_invitation(
    stage: Stage,
) -> None:
    """Once: "You're set up", and nobody had joined."""
    cleo = await let_in(stage, "Cleo", Role.CO_ORDINATOR, CLEO, days=1)
    await stage.beat(hours=23)
    await cleo.says("OK")
    cleo.hears(LANGUAGE)
    await stage.beat(hours=10)
    await cleo.says("1")
    cleo.hears(PRIVACY)
    await cleo.says("OK")
    cleo.hears(DONE_CO.format("Cleo"))
    assert (await known(stage, cleo)).standing is Standing.ACTIVE
    await cleo.says("DUTY ON")
    cleo.hears("You are on duty. …")


async def test_an_invitation_that_is_too_old_says_so_and_whom_to_ask(stage: Stage) -> None:
    """Once: "I don't know this number"."""
    cleo = await let_in(stage, "Cleo", Role.CO_ORDINATOR, CLEO, days=1)
    await stage.beat(hours=25)
    await cleo.says("OK")
    cleo.hears(
        "Hello Cleo. That invitation is too old now, so you have not joined."
        " Please ring 0117 496 0000 and ask for a new one."
    )


async def test_a_conversation_that_waits_too_long_says_that_nobody_has_joined(
    stage: Stage,
) -> None:
    cleo = await let_in(stage, "Cleo", Role.CO_ORDINATOR, CLEO)
    await cleo.says("OK")
    cleo.hears(LANGUAGE)
    await stage.beat(hours=24)
    cleo.hears("You have not joined yet. Reply OK when you would like to go on.")
    await cleo.says("OK")
    cleo.hears(LANGUAGE)
    await stage.beat(hours=15 * 24)
    cleo.hears("You have not joined yet. …")
    await cleo.says("OK")
    cleo.hears("Hello Cleo. That invitation is too old now, …")


# Asked two things


async def test_an_ok_answers_the_question_asked_last(cast: Cast) -> None:
    """Once: OK to "may we text you when Ana is out?" made Fay a volunteer."""
    stage = cast.stage
    fay = await let_in(stage, "Fay", Role.VOLUNTEER, EVE)
    await cast.beat(60)
    await is_named(stage, cast.ana, "Fay", fay)
    await fay.says("OK")
    fay.hears("Thank you. We will text you when Ana goes out and is home. …")
    cast.ana.hears("Fay has agreed to be your named person.")
    cast.ben.hears("Fay is now Ana's named person, …")
    fay.hears("Hello Fay. Lantern IV invites you to its safety messages. …")
    assert (await known(stage, fay)).roles == {Role.NAMED_PERSON}
    await fay.says("NO")
    fay.hears("Thank you for telling us. Nothing else changes for you.")
    await cast.ana.says("in cinema until 5")
    cast.ana.hears("You're checked in: cinema, home by 17:00. I am telling Fay. …")
    fay.hears("Ana is out: cinema, …")
    await cast.beat(4 * 60 + 18)
    cast.ana.hears("You said home by 17:00. …")
    cast.ana.hears_call("Hello, this is Lantern IV.")
    fay.hears("Ana was due home at 17:00 …")
    await fay.says("SAFE")
    fay.hears("Thank you. I have noted that Ana is safe.")
    cast.ana.hears("Fay has marked you as safe …")


async def test_where_it_cannot_be_known_which_question_is_asked_back(cast: Cast) -> None:
    stage = cast.stage
    fay = await let_in(stage, "Fay", Role.VOLUNTEER, EVE)
    await is_named(stage, cast.ana, "Fay", fay)
    await fay.says("no")
    fay.hears(
        "I have asked you more than one thing. Which one do you mean?"
        "\n1 Joining as a volunteer\n2 Being named person for Ana"
    )
    await fay.says("2")
    fay.hears("Thank you for telling us. We will not text you about Ana.")
    fay.hears("Hello Fay. Lantern IV invites you to its safety messages. …")
    cast.ana.hears("Fay can't be your named person. Ben stays your named person.")
    await fay.says("OK")
    fay.hears(LANGUAGE)


async def test_asked_in_the_middle_of_joining(cast: Cast) -> None:
    """OK is to Ana's question, asked last; joining goes on where it was."""
    stage = cast.stage
    fay = await let_in(stage, "Fay", Role.VOLUNTEER, EVE)
    await fay.says("OK")
    fay.hears(LANGUAGE)
    await fay.says("1")
    fay.hears(PRIVACY)
    await cast.beat(10)
    await is_named(stage, cast.ana, "Fay", fay)
    await fay.says("OK")
    fay.hears("Thank you. We will text you when Ana goes out and is home. …")
    cast.ana.hears("Fay has agreed to be your named person.")
    cast.ben.hears("Fay is now Ana's named person, …")
    fay.hears(PRIVACY)
    await fay.says("OK")
    fay.hears(NAMED_WHO)


# Links


async def test_somebody_elses_link_changes_nothing_and_says_so(cast: Cast) -> None:
    """Once: silence, and the link was used up."""
    stage = cast.stage
    fay = await let_in(stage, "Fay", Role.CO_ORDINATOR, EVE)
    token = await invites(stage, fay, Role.CO_ORDINATOR)
    mine = await invites(stage, cast.ana, Role.VOLUNTEER)
    telegram = stage.phone("Ana", "10001", Channel.TELEGRAM)
    await telegram.says(f"/start {mine}")
    telegram.hears("IN to check in, …")
    await telegram.says(f"/start {token}")
    telegram.hears(
        "That link is for someone else, so nothing has changed. They can still use it themselves."
    )
    theirs = stage.phone("Fay", "10002", Channel.TELEGRAM)
    await theirs.says(f"/start {token}")
    theirs.hears("Hello Fay. Lantern IV asks you to get its alerts by text as a co-ordinator. …")
    await theirs.taps("OK")
    theirs.hears("Which language would you like?")
    await theirs.taps("English")
    theirs.hears(PRIVACY)
    await theirs.taps("OK")
    theirs.hears(DONE_CO.format("Fay"))


# Help before joining


async def test_help_is_never_an_answer(cast: Cast) -> None:
    """Once: HELP was taken for the name of her named person."""
    fay = await let_in(cast.stage, "Fay", Role.VOLUNTEER, EVE)
    await fay.says("SOS")
    fay.hears(
        "In danger? Call 999 now. I am asking Cleo to ring you. You can also ring 0117 496 0000."
    )
    cast.cleo.hears("C2: Fay would like you to ring them. …")
    fay.hears("Hello Fay. Lantern IV invites you to its safety messages. …")
    await fay.says("OK")
    fay.hears(LANGUAGE)
    await fay.says("1")
    fay.hears(PRIVACY)
    await fay.says("OK")
    fay.hears(NAMED_WHO)
    await fay.says("help me")
    fay.hears("In danger? Call 999 now. I am asking Cleo to ring you. …")
    fay.hears(NAMED_WHO)
    await cast.cleo.says("SAFE C2")
    cast.cleo.hears("C2 is closed: Fay is safe. Closed by Cleo.")
    fay.hears("Cleo has closed your alert. …")
    await fay.says("Gus")
    fay.hears("What is Gus's mobile number? …")


async def test_help_with_nobody_there_to_ring(stage: Stage) -> None:
    cleo = await invited(stage, "Cleo", Role.CO_ORDINATOR, CLEO)
    cleo.last()
    await cleo.says("HELP")
    cleo.hears("In danger? Call 999 now. I can reach nobody at the scheme just now …")
    cleo.hears("Hello Cleo. Lantern IV asks you …")


# A named person who does not answer


async def names_eve(cast: Cast, stands: str) -> Phone:
    eve = cast.stage.phone("Eve", EVE)
    await cast.ana.says("NAMED")
    cast.ana.hears(NAMED_WHO)
    await cast.ana.says("Eve")
    cast.ana.hears(NAMED_PHONE)
    await cast.ana.says("07700900005")
    cast.ana.hears(f"I have asked Eve. Until they agree, {stands}.")
    assert eve.last().startswith("Hello Eve. Ana volunteers with Lantern IV")
    return eve


async def test_no_answer_is_followed_up(cast: Cast) -> None:
    """Once: nobody ever heard that nobody had answered."""
    await cast.ben.says("NO")
    cast.ben.hears("Thank you for telling us. We will not text you about Ana.")
    cast.ana.hears("Ben can't be your named person. …")
    cast.cleo.hears("Ana's named person can't do it. …")
    eve = await names_eve(cast, "Cleo stands in")
    await cast.beat(hours=23)
    eve.hears_nothing()
    await cast.beat(hours=2)
    assert eve.last().startswith("Hello Eve. Ana volunteers with Lantern IV")
    await cast.beat(hours=24)
    eve.hears_nothing()
    cast.ana.hears(
        "Eve has not answered me yet. Until they agree, Cleo stands in."
        " To name someone else, send NAMED."
    )
    cast.cleo.hears(
        "Eve has not answered whether they will be Ana's named person. You stand in until they"
        " agree or Ana names someone else."
    )
    await cast.beat(hours=72)
    await eve.says("OK")
    eve.hears("Thank you. …")
    cast.ana.hears("Eve has agreed to be your named person.")


async def test_an_answer_ends_the_waiting(cast: Cast) -> None:
    eve = await names_eve(cast, "Ben stays your named person")
    await eve.says("OK")
    eve.hears("Thank you. …")
    cast.ana.hears("Eve has agreed to be your named person.")
    cast.ben.hears("Eve is now Ana's named person, …")
    await cast.beat(hours=60)


async def test_the_old_named_person_stands_until_the_new_one_agrees(cast: Cast) -> None:
    """Once: NAMED dropped Ben at once, even while Ana was out."""
    await cast.ana.says("in cinema until 5")
    cast.ana.hears("You're checked in: cinema, home by 17:00. I am telling Ben. …")
    cast.ben.hears("Ana is out: cinema, …")
    eve = await names_eve(cast, "Ben stays your named person")
    await cast.beat(5 * 60 + 20)
    cast.ana.hears("You said home by 17:00. …")
    cast.ana.hears_call("Hello, this is Lantern IV.")
    cast.ben.hears("Ana was due home at 17:00 …")
    await cast.ana.says("OUT")
    cast.ana.hears("You're home safe. I am telling Ben. Thank you.")
    cast.ben.hears("Ana is home safe. …")
    await eve.says("OK")
    eve.hears("Thank you. We will text you when Ana goes out and is home. …")
    cast.ana.hears("Eve has agreed to be your named person.")
    cast.ben.hears(
        "Eve is now Ana's named person, so there is nothing more for you to do."
        " Thank you for looking out for Ana."
    )
    await cast.ana.says("in cinema until 9pm")
    cast.ana.hears("You're checked in: cinema, home by 21:00. I am telling Eve. …")
    eve.hears("Ana is out: cinema, …")
    await cast.ana.says("OUT")
    cast.ana.hears("You're home safe. I am telling Eve. Thank you.")
    eve.hears("Ana is home safe. …")


async def test_the_new_one_never_answers_and_the_old_one_stays(cast: Cast) -> None:
    eve = await names_eve(cast, "Ben stays your named person")
    await cast.beat(hours=49)
    assert eve.last().startswith("Hello Eve.")
    cast.ana.hears(
        "Eve has not answered me yet. Ben stays your named person."
        " To name someone else, send NAMED."
    )
    await cast.ana.says("NAMED")
    cast.ana.hears(NAMED_WHO)
    await cast.ana.says("Ben")
    cast.ana.hears("What is Ben's mobile number? …")
    await cast.ana.says("07700900002")
    cast.ana.hears("Ben is your named person already. Nothing has changed.")
