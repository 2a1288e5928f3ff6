"""Ana is late: the ladder climbs until a person has it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.stories.conftest import Cast

LATE = "ALERT C2: Ana was due home at 17:00 and has not answered. …"


@pytest.fixture
async def late(out: Cast) -> Cast:
    """Five o'clock has come."""
    await out.beat(5 * 60)
    out.ana.hears("You said home by 17:00. Please send OUT …")
    return out


async def climbs_to_cleo(late: Cast) -> None:
    await late.beat(10)
    late.ana.hears_call("Hello, this is Lantern IV. You said you would be home by 17:00 …"[:-1])
    await late.beat(10)
    late.ben.hears("Ana was due home at 17:00 from cinema and has not replied. …")
    await late.beat(10)
    late.cleo.hears(LATE)
    late.cleo.hears_call("Hello, this is Lantern IV. Ana is late home")


async def test_out_at_the_first_question_ends_it(late: Cast) -> None:
    await late.beat(3)
    await late.ana.says("OUT")
    late.ana.hears("You're home safe. I am telling Ben. Thank you.")
    late.ben.hears("Ana is home safe. …")
    await late.beat(24 * 60)


async def test_the_ladder_climbs_and_never_ends_in_silence(late: Cast) -> None:
    await climbs_to_cleo(late)
    await late.beat(10)
    late.dee.hears(LATE)
    late.dee.hears_call("Hello, this is Lantern IV. Ana is late home")
    for _ in range(6):
        await late.beat(10)
        for person in (late.cleo, late.dee):
            person.hears(LATE)
            person.hears_call("Hello, this is Lantern IV. Ana is late home")
    await late.dee.says("C2")
    late.dee.hears("You have C2 (Ana, +447700900001). …")
    late.cleo.hears("Dee has C2 (Ana).")
    late.ben.hears("Dee from the scheme is now looking after this. Thank you.")
    late.ana.hears("Dee has your alert and will be in touch.")
    await late.dee.says("POLICE C2")
    late.dee.hears("C2 is closed: police called about Ana. Closed by Dee.")
    late.cleo.hears("C2 is closed: police called about Ana. Closed by Dee.")
    late.ben.hears("The police have been called about Ana. Dee from the scheme has this.")
    late.ana.hears("Dee has called the police to help you. In danger? Call 999.")
    await late.beat(24 * 60)


async def test_cleo_takes_it_and_closes_it(late: Cast) -> None:
    await climbs_to_cleo(late)
    await late.cleo.says("c2")
    late.cleo.hears("You have C2 (Ana, +447700900001). …")
    late.ben.hears("Cleo from the scheme is now looking after this. Thank you.")
    late.ana.hears("Cleo has your alert and will be in touch.")
    await late.cleo.says("SAFE C2")
    late.cleo.hears("C2 is closed: Ana is safe. Closed by Cleo.")
    late.ben.hears("Ana is safe. Thank you for your help.")
    late.ana.hears("Cleo has marked you as safe and closed your visit. …")
    await late.ana.says("OUT")
    late.ana.hears("You were already home at 17:30. Nothing more to do.")


async def test_taken_is_not_resolved_and_a_take_lapses(late: Cast) -> None:
    await climbs_to_cleo(late)
    await late.cleo.says("C2")
    late.cleo.hears("You have C2 …")
    late.ben.hears("Cleo from the scheme is now looking after this. Thank you.")
    late.ana.hears("Cleo has your alert and will be in touch.")
    await late.beat(15)
    late.cleo.hears("How is it with C2 (Ana)? …")
    await late.beat(15)
    for person in (late.cleo, late.dee):
        person.hears("C2 (Ana) has had no outcome, so it goes to everybody again.")
        person.hears_call("Hello, this is Lantern IV. Ana is late home")
        person.hears(LATE)
    await late.beat(10)
    for person in (late.cleo, late.dee):
        person.hears(LATE)
        person.hears_call("Hello, this is Lantern IV. Ana is late home")
    await late.ana.says("im home")
    late.ana.hears("You're home safe. I am telling Ben. Thank you.")
    late.ben.hears("Ana is home safe. …")
    for person in (late.cleo, late.dee):
        person.hears("C2 is over: Ana has checked out, home.")


async def test_more_answers_the_chase_and_starts_a_new_deadline(late: Cast) -> None:
    await climbs_to_cleo(late)
    await late.ana.says("sorry running late 20 mins")
    late.ana.hears("Thank you. Now home by 17:50. Send OUT when home.")
    late.ben.hears("Ana needs longer: now home by 17:50. Nothing to do now.")
    late.cleo.hears("C2 is over: Ana has answered and is now due home by 17:50.")
    await late.beat(20)
    late.ana.hears("You said home by 17:50. Please send OUT …")
    await late.ana.says("OUT")
    late.ana.hears("You're home safe. I am telling Ben. Thank you.")
    late.ben.hears("Ana is home safe. …")


async def test_a_call_to_the_volunteer_can_be_answered_by_a_key(late: Cast) -> None:
    await late.beat(10)
    late.ana.hears_call("Hello, this is Lantern IV.")
    assert await late.ana.presses("1") == ["Thank you. I have noted that you are home safe."]
    late.ben.hears("Ana is home safe. …")


async def test_a_key_on_the_call_takes_the_alert(late: Cast) -> None:
    await climbs_to_cleo(late)
    spoken = await late.cleo.presses("1")
    assert spoken == ["Thank you. You have this now. The details are in your messages."]
    late.cleo.hears("You have C2 (Ana, +447700900001). …")
    late.ben.hears("Cleo from the scheme is now looking after this. Thank you.")
    late.ana.hears("Cleo has your alert and will be in touch.")
    await late.cleo.says("SAFE")
    late.cleo.hears("C2 is closed: Ana is safe. Closed by Cleo.")
    late.ben.hears("Ana is safe. …")
    late.ana.hears("Cleo has marked you as safe …")


async def test_three_on_the_call_brings_the_next_person_at_once(late: Cast) -> None:
    await climbs_to_cleo(late)
    spoken = await late.cleo.presses("3")
    assert spoken == ["Thank you for telling us. Somebody else is being told now."]
    late.dee.hears(LATE)
    late.dee.hears_call("Hello, this is Lantern IV. Ana is late home")
    assert await late.dee.presses("1")
    late.dee.hears("You have C2 …")
    late.cleo.hears("Dee has C2 (Ana).")
    late.ben.hears("Dee from the scheme is now looking after this. Thank you.")
    late.ana.hears("Dee has your alert and will be in touch.")
    assert await late.cleo.presses("1") == ["Thank you. Dee has this already."]
    assert await late.cleo.presses("9") == []
    await late.dee.says("false c2")
    late.dee.hears("C2 is closed: a false alarm (Ana). Closed by Dee.")
    late.cleo.hears("C2 is closed: a false alarm (Ana). Closed by Dee.")
    late.ben.hears("Ana is safe. …")
    late.ana.hears("Dee has marked you as safe …")


async def test_the_second_taker_is_told_who_has_it(late: Cast) -> None:
    await climbs_to_cleo(late)
    await late.dee.says("C2")
    late.dee.hears("You have C2 …")
    late.cleo.hears("Dee has C2 (Ana).")
    late.ben.hears("Dee from the scheme …")
    late.ana.hears("Dee has your alert …")
    await late.cleo.says("C2")
    late.cleo.hears("C2 was taken at 17:30 by Dee. Thank you for looking.")
    await late.cleo.says("WHO")
    late.cleo.hears("C2: Ana, Dee has it\nAna: cinema, home by 17:00")
    await late.ana.says("OUT")
    late.ana.hears("You're home safe. …")
    late.ben.hears("Ana is home safe. …")
    late.dee.hears("C2 is over: Ana has checked out, home.")
    late.cleo.hears("C2 is over: Ana has checked out, home.")


async def test_a_hand_over_is_an_offer(late: Cast) -> None:
    await climbs_to_cleo(late)
    await late.cleo.says("C2")
    late.cleo.hears("You have C2 …")
    late.ben.hears("Cleo from the scheme …")
    late.ana.hears("Cleo has your alert …")
    await late.cleo.says("hand over C2 to Dee")
    late.cleo.hears("I have asked Dee. C2 stays yours until Dee sends C2.")
    late.dee.hears("Cleo asks you to take over C2 (Ana). Send C2 to take it.")
    await late.dee.says("C2")
    late.dee.hears("You have C2 …")
    late.cleo.hears("Dee has taken over C2. Thank you.")
    late.ben.hears("Dee from the scheme …")
    late.ana.hears("Dee has your alert …")
    await late.dee.says("hand over C2 to Nobody")
    late.dee.hears("I know no other co-ordinator of that name I can reach. …")
    await late.cleo.says("hand over C2 to Dee")
    late.cleo.hears("C2 was taken at 17:30 by Dee. Thank you for looking.")
    await late.dee.says("SAFE C2")
    late.dee.hears("C2 is closed: Ana is safe. Closed by Dee.")
    late.cleo.hears("C2 is closed: Ana is safe. Closed by Dee.")
    late.ben.hears("Ana is safe. …")
    late.ana.hears("Dee has marked you as safe …")


async def test_the_named_person_reached_her(late: Cast) -> None:
    await late.beat(20)
    late.ana.hears_call("Hello, this is Lantern IV.")
    late.ben.hears("Ana was due home at 17:00 from cinema and has not replied. …")
    await late.ben.says("safe")
    late.ben.hears("Thank you. I have noted that Ana is safe.")
    late.ana.hears("Ben has marked you as safe and closed your visit. …")
    await late.beat(24 * 60)


async def test_the_named_person_cannot_reach_her(late: Cast) -> None:
    await late.beat(20)
    late.ana.hears_call("Hello, this is Lantern IV.")
    late.ben.hears("Ana was due home …")
    await late.ben.says("Can't reach")
    late.ben.hears("Thank you for trying. I am telling the scheme, …")
    late.cleo.hears(LATE)
    late.cleo.hears_call("Hello, this is Lantern IV. Ana is late home")
    await late.cleo.says("C2")
    late.cleo.hears("You have C2 …")
    late.ben.hears("Cleo from the scheme …")
    late.ana.hears("Cleo has your alert …")
    await late.ben.says("SAFE")
    late.ben.hears("Thank you. I have noted that Ana is safe.")
    late.cleo.hears("C2 is over: Ben has reached Ana, who is safe.")
    late.ana.hears("Ben has marked you as safe …")


async def test_where_repeats_what_the_named_person_was_told(out: Cast) -> None:
    await out.ben.says("where")
    out.ben.hears("Ana: cinema, home by 17:00.")
    await out.ben.says("SAFE")
    out.ben.hears("Thank you. There is nothing to do now: nobody is late.")
    await out.ben.says("hello")
    out.ben.hears("Sorry, I did not understand. WHERE says who is out. …")


async def test_nobody_on_duty_means_everybody(late: Cast) -> None:
    await late.cleo.says("DUTY OFF")
    late.cleo.hears("You are off duty. NOBODY is on duty now, so alerts go to all …")
    await climbs_to_cleo(late)
    await late.ana.says("OUT")
    late.ana.hears("You're home safe. …")
    late.ben.hears("Ana is home safe. …")
    late.cleo.hears("C2 is over: Ana has checked out, home.")


async def test_six_hours_without_us_are_caught_up_rung_by_rung(out: Cast) -> None:
    """A backlog is read in order, and each person still gets a breath to answer."""
    out.stage.clock.move(timedelta(hours=11))
    await out.beat(0)
    out.ana.hears("You said home by 17:00. Please send OUT …")
    await out.beat(2)
    out.ana.hears_call("Hello, this is Lantern IV.")
    await out.beat(2)
    out.ben.hears("Ana was due home at 17:00 from cinema …")
    await out.beat(2)
    out.cleo.hears("ALERT C2: Ana was due home at 17:00 …")
    out.cleo.hears_call("Hello, this is Lantern IV.")
    await out.cleo.says("SAFE C2")
    out.cleo.hears("C2 is closed: Ana is safe. Closed by Cleo.")
    out.ben.hears("Ana is safe. …")
    out.ana.hears("Cleo has marked you as safe …")
