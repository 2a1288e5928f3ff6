"""One scheme's first day, told through its processes and webhooks: the whole of the main job."""

from __future__ import annotations

import asyncio
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.serve.process import Running, Site
from tests.serve.scheme import NAME
from tests.serve.wire import RINGS, Wire

LONDON = ZoneInfo("Europe/London")
PEOPLE = {
    "+447700900001": "Ana",
    "+447700900002": "Ben",
    "+447700900003": "Cleo",
    "5001": "Dev",
    "+447700900005": "Eve",
    "+447700900006": "Dev",
}
WHICH = "Which language would you like?\n1 English\n2 Cymraeg"
PRIVACY = "We keep your name, number and …"
NAMED_ASKS = "Hello {0}. {1} volunteers with " + NAME + " and asks: may we text you …"
LATE = "ALERT {code}: Ana was due home at {at}…"


def clock(at: datetime) -> str:
    """A time as messages give it: with its day only when that is not today."""
    return f"{at:%H:%M}" if at.date() == datetime.now(LONDON).date() else f"{at:%a %H:%M}"


def opening(site: Site) -> Wire:
    """The cast and their phones. Dev has nothing but Telegram."""
    site.telegram.chats.add(5001)
    return Wire(site, dict(PEOPLE))


async def invite(wire: Wire) -> str:
    """An operator sets up an empty database and lets three people in; Dev's token."""
    site = wire.site
    assert "database is at" in await site.command("migrate")
    assert "Ready to start." in await site.command("check")
    await site.command("invite", "co-ordinator", "--name", "Cleo", "--phone", "07700 900003")
    await site.command("invite", "volunteer", "--name", "Ana", "--phone", "07700 900001")
    told = await site.command("invite", "volunteer", "--name", "Dev", "--telegram")
    link = re.search(r"https://t\.me/porchlight_double_bot\?start=(\S+)", told)
    assert link, told
    return link[1]


async def enrol_cleo(wire: Wire) -> None:
    await wire.says("Cleo", "OK")
    await wire.leaves(("Cleo", WHICH))
    await wire.says("Cleo", "1")
    await wire.leaves(("Cleo", PRIVACY))
    await wire.says("Cleo", "ok")
    await wire.leaves(("Cleo", "You're set up, Cleo. …"))


async def enrol_ana(wire: Wire) -> None:
    await wire.says("Ana", "OK")
    await wire.leaves(("Ana", WHICH))
    await wire.says("Ana", "1")
    await wire.leaves(("Ana", PRIVACY))
    await wire.says("Ana", "OK")
    await wire.leaves(("Ana", "Who should know when you are out? …"))
    await wire.says("Ana", "Ben")
    await wire.leaves(("Ana", "What is Ben's mobile number? I will ask if they agree."))
    await wire.says("Ana", "07700 900002")
    await wire.leaves(("Ana", "Pick a secret word for when you are not free to talk. …"))
    await wire.says("Ana", "marmalade")
    await wire.leaves(
        ("Ben", NAMED_ASKS.format("Ben", "Ana")),
        ("Ana", "You're set up, Ana. …"),
        ("Cleo", "Ana has joined. …"),
    )
    await wire.says("Ben", "OK")
    await wire.leaves(
        ("Ben", "Thank you. We will text you when Ana goes out…"),
        ("Ana", "Ben has agreed to be your named person."),
    )


async def enrol_dev(wire: Wire, token: str) -> None:
    """The same by a Telegram link; her named person is asked by SMS."""
    await wire.says("Dev", f"/start {token}")
    await wire.leaves(("Dev", f"Hello Dev. {NAME} invites you to its safety messages. …"))
    for reply, asked in (
        ("OK", "Which language would you like?"),
        ("English", PRIVACY),
        ("OK", "What is your mobile number? …"),
        ("07700900006", "Who should know when you are out? …"),
        ("Eve", "What is Eve's mobile number? …"),
        ("07700900005", "Pick a secret word …"),
    ):
        await wire.says("Dev", reply)
        await wire.leaves(("Dev", asked))
    await wire.says("Dev", "tangerine")
    await wire.leaves(
        ("Eve", NAMED_ASKS.format("Eve", "Dev")),
        ("Dev", "You're set up, Dev. …"),
        ("Cleo", "Dev has joined. …"),
    )
    await wire.says("Eve", "ok")
    await wire.leaves(
        ("Eve", "Thank you. We will text you when Dev goes out…"),
        ("Dev", "Eve has agreed to be your named person."),
    )


async def in_and_out(wire: Wire) -> None:
    at = datetime.now(LONDON) + timedelta(hours=2)
    later = clock(at)
    await wire.says("Ana", f"IN museum until {at:%H:%M}")
    await wire.leaves(
        ("Ana", f"You're checked in: museum, home by {later}. …"),
        ("Ben", f"Ana is out: museum, home by {later}. …"),
    )
    await wire.says("Ana", "Out!")
    await wire.leaves(
        ("Ana", "You're home safe. …"),
        ("Ben", "Ana is home safe. …"),
    )


async def goes_out(wire: Wire, spare: float = 8.0) -> datetime:
    """Ana is out until the next whole minute that is at least `spare` seconds away: until when."""
    due = datetime.now(LONDON).replace(second=0, microsecond=0) + timedelta(minutes=1)
    if (due - datetime.now(LONDON)).total_seconds() < spare:
        due += timedelta(minutes=1)
    await wire.says("Ana", f"IN cinema until {due:%H:%M}")
    await wire.leaves(
        ("Ana", f"You're checked in: cinema, home by {clock(due)}. …"),
        ("Ben", f"Ana is out: cinema, home by {clock(due)}. …"),
    )
    return due


async def climbs(wire: Wire, due: datetime, step: float) -> str:
    """Nobody answers: volunteer, her phone, her named person, the co-ordinator; the code."""
    at = f"{due:%H:%M}"
    (asked,) = await wire.leaves(("Ana", f"You said home by {at}. …"), within=90)
    (rang,) = await wire.leaves(("Ana", RINGS))
    assert rang.call is not None
    await wire.misses(rang.call)
    (told,) = await wire.leaves(("Ben", f"Ana was due home at {at} from cinema…"))
    alarmed = await wire.leaves(("Cleo", LATE.format(code="C2", at=at)), ("Cleo", RINGS))
    times = [asked.at, rang.at, told.at, alarmed[0].at]
    for rung, left_at in enumerate(times):
        late = left_at - due.timestamp()
        assert rung * step <= late < (rung + 1) * step, f"rung {rung} left at {late:.2f} s"
    return "C2"


async def is_taken_and_closed(wire: Wire, code: str) -> None:
    """Cleo answers the call and takes it by a key; her SAFE ends it."""
    call = wire.site.twilio.calls[-1]
    heard = await wire.answers(call, "1")
    assert heard.texts[0][0].startswith(f"Hello, this is {NAME}. Ana is late home from a visit")
    assert heard.texts[1] == ["Thank you. You have this now. The details are in your messages."]
    await wire.leaves(
        ("Cleo", f"You have {code} (Ana, +447700900001). …"),
        ("Ben", "Cleo from the scheme is now looking after this. …"),
        ("Ana", "Cleo has your alert…"),
    )
    await wire.says("Cleo", f"SAFE {code}")
    await wire.leaves(
        ("Cleo", f"{code} is closed: Ana is safe. Closed by Cleo."),
        ("Ben", "Ana is safe. …"),
        ("Ana", "Cleo has marked you as safe…"),
    )


async def asks_for_help(wire: Wire, code: str = "D2") -> None:
    """SOS on Telegram: named person and co-ordinator at once, by text and call."""
    await wire.says("Dev", "sos")
    await wire.leaves(
        ("Dev", "I am telling Eve and Cleo now. …"),
        ("Eve", "Dev has asked for help. …"),
        ("Eve", RINGS),
        ("Cleo", f"SOS {code}: Dev asks for help…"),
        ("Cleo", RINGS),
    )
    await wire.says("Cleo", code)
    await wire.leaves(
        ("Cleo", f"You have {code} (Dev, +447700900006). …"),
        ("Eve", "Cleo from the scheme is now looking after this. …"),
        ("Dev", "Cleo has your alert…"),
    )
    await wire.says("Cleo", f"false {code}")
    await wire.leaves(
        ("Cleo", f"{code} is closed: a false alarm (Dev). Closed by Cleo."),
        ("Eve", "Dev is safe. …"),
        ("Dev", "Cleo has closed your alert. …"),
    )


async def the_whole(site: Site, step: float) -> tuple[Wire, Running]:
    """From an empty database to the last alert closed; what left, and the process."""
    wire = opening(site)
    token = await invite(wire)
    wire.nothing_more()
    running = await site.start()
    invited = f"{NAME} would like to keep you safe on visits by text. Reply OK to join …"
    await wire.leaves(
        ("Cleo", f"Hello Cleo. {NAME} asks you to get its alerts by text as a co-ordinator. …"),
        ("Ana", f"Hello Ana. {invited}"),
    )
    await enrol_cleo(wire)
    await enrol_ana(wire)
    await in_and_out(wire)
    due = await goes_out(wire)
    await enrol_dev(wire, token)
    await is_taken_and_closed(wire, await climbs(wire, due, step))
    await asks_for_help(wire)
    await asyncio.sleep(step)
    wire.nothing_more()
    return wire, running
