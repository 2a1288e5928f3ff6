"""When messages do not arrive: other channels, the next rung, and who is told."""

from __future__ import annotations

from flows.decisions import LinkAddress
from flows.events import SendError
from flows.facts import Channel, Role
from tests.stories.conftest import Cast
from tests.stories.stage import Stage

LATE = "ALERT C2: Ana was due home at 17:00 and has not answered. …"


async def test_a_failed_text_moves_to_the_next_rung_at_once(out: Cast) -> None:
    out.ana.fails_with = SendError.PERMANENT
    await out.beat(5 * 60)
    out.ana.hears_call("Hello, this is Lantern IV. You said you would be home by 17:00")
    await out.beat(10)
    out.ben.hears("Ana was due home at 17:00 …")
    await out.ben.says("safe")
    out.ben.hears("Thank you. I have noted that Ana is safe.")


async def test_an_opt_out_while_out_is_a_safety_event(out: Cast) -> None:
    await out.ana.opts_out()
    for person in (out.cleo, out.dee):
        person.hears("ALERT C2: Ana is out on a visit and has blocked our texts. …")
        person.hears_call("Hello, this is Lantern IV. There is an alert about Ana.")
        await out.beat(9 if person is out.dee else 10)
    await out.cleo.says("C2")
    out.cleo.hears("You have C2 (Ana, +447700900001). …")
    out.dee.hears("Cleo has C2 (Ana).")
    await out.cleo.says("SAFE C2")
    out.cleo.hears("C2 is closed: Ana is safe. Closed by Cleo.")
    out.dee.hears("C2 is closed: Ana is safe. Closed by Cleo.")


async def test_a_second_channel_is_used_when_the_first_is_blocked(out: Cast) -> None:
    telegram = out.stage.phone("Ana", "10001", Channel.TELEGRAM)
    link = LinkAddress(out.ana.person_id, Channel.TELEGRAM, "10001")
    await out.stage.decided(out.ana, lambda event, s: [link])
    out.ana.fails_with = SendError.BLOCKED
    await out.beat(5 * 60)
    telegram.hears("You said home by 17:00. Please send OUT …")
    out.ana.hears_call("Hello, this is Lantern IV. You said you would be home by 17:00")
    await telegram.says("OUT")
    telegram.hears("You're home safe. I am telling Ben. Thank you.")
    out.ben.hears("Ana is home safe. …")


async def test_nobody_reachable_means_no_visit_and_says_so(stage: Stage) -> None:
    ana = await stage.enters("Ana", Role.VOLUNTEER, "+447700900001")
    await ana.says("in cinema until 5")
    ana.hears(
        "You are NOT checked in: I can reach nobody who could help. I told no one."
        " Please ring 0117 496 0000 before you go."
    )
    ben = await stage.names(ana, "Ben", "+447700900002")
    await ana.says("in cinema until 5")
    ben.hears("Ana tried to check in for a visit but I can reach no co-ordinator, …")
    ana.hears(
        "You are NOT checked in: I can reach no co-ordinator, so nobody could help. I told Ben."
        " Please ring 0117 496 0000 before you go."
    )


async def test_routine_waits_for_the_morning_and_safety_does_not(cast: Cast) -> None:
    await cast.beat(11 * 60)
    await cast.ana.says("PLAN tomorrow 2-5 bowling by bus £5")
    await cast.ana.says("ok")
    cast.ana.hears("Thu 14:00 to 17:00, bowling\n…", "Planned: bowling, …")
    await cast.ana.says("OFF")
    cast.ana.hears("bowling, Thu 14:00. Why can't it be as planned?…")
    await cast.ana.says("1")
    cast.ana.hears("When instead? …")
    await cast.ana.says("1")
    cast.ana.hears("bowling, Thu 14:00 is off. …")
    cast.cleo.hears_nothing()
    await cast.beat(9 * 60)
    cast.cleo.hears("Ana's visit planned for Thu 14:00 is off.")
