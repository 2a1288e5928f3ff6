"""A busy fortnight of one young person's, full of words that would give somebody away.

For tests of who hears what, and of what lies in the database: what is said to whom is asserted in
the stories of each conversation.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import Connection

from flows.decisions import SetTimer
from flows.events import TimerKind
from flows.facts import Channel, Role
from scheduler.sending import Outgoing
from storage import people
from tests.stories.stage import Phone, Stage

VOLUNTEER, NAMED, CARER = "Zephyrine", "Barnaby", "Evangeline"
CHILD = "Kaidence"
SURNAME = "Quillfeather"
NUMBERS = {VOLUNTEER: "+447700900771", NAMED: "+447700900772", CARER: "+447700900773"}
CHAT = "987654321"

WORDS = {
    "place": "Wobblecombe", "second place": "Thimbleford", "relayed by the carer": "marmalade",
    "relayed by the volunteer": "gooseberry", "held back": "rhubarb", "did": "xylophone",
    "follow up": "umbrella", "spent": "candyfloss", "letter": "hullabaloo", "notice": "rigmarole",
    "reason": "lumbago", "why off": "sciatica", "why ill": "chickenpox",
}  # fmt: skip
"""Words that are typed in the story, by what they are."""


@dataclass
class Busy:
    """The people, and every message that left."""

    stage: Stage
    ana: Phone
    chat: Phone
    named: Phone
    carer: Phone
    cleo: Phone
    dee: Phone
    fay: Phone

    def heard_by(self, *phones: Phone) -> list[Outgoing]:
        return [m for m in self.stage.log if m.to in {phone.value for phone in phones}]


async def busy(stage: Stage) -> Busy:
    """Planned, moved by the carer, kept, written up; another called off; a notice; words passed."""
    stage.scheme = stage.intake._scheme = stage.tick._scheme = replace(
        stage.scheme, public_url="https://lantern.example"
    )
    it = await _people(stage)
    await _kept(it)
    await _another(it)
    await _notice(it)
    for phone in stage.phones.values():
        phone.heard.clear()
    return it


async def _people(stage: Stage) -> Busy:
    def surnamed(conn: Connection, name: str, role: Role, number: str) -> int:
        now = stage.clock.now()
        person = people.add_person(conn, stage.store.keys, role, name, SURNAME, number, None, now)
        people.invite(conn, stage.store.keys, person, role, now, now + timedelta(days=1))
        people.set_rank(conn, person, len(stage.phones))
        return person

    stage.let_in = surnamed  # type: ignore[method-assign]
    ana = await stage.enters(VOLUNTEER, Role.VOLUNTEER, NUMBERS[VOLUNTEER])
    cleo = await stage.enters("Cordelia", Role.CO_ORDINATOR, "+447700900774", on_duty=True)
    dee = await stage.enters("Desmond", Role.CO_ORDINATOR, "+447700900775")
    carer = await stage.enters(CARER, Role.CARER, NUMBERS[CARER])
    fay = await stage.enters("Fenella", Role.VOLUNTEER, "+447700900776")
    named = await stage.names(ana, NAMED, NUMBERS[NAMED])
    await stage.matches(ana, "K7", carer=carer, co_ordinator=cleo)
    await stage.links(ana, CHAT)
    chat = stage.phone(VOLUNTEER, CHAT, Channel.TELEGRAM)
    digest = SetTimer(TimerKind.DIGEST, cleo.person_id, stage.clock.now() + timedelta(hours=1))
    await stage.decided(cleo, lambda event, s: [digest])
    return Busy(stage, ana, chat, named, carer, cleo, dee, fay)


async def _says(phone: Phone, *texts: str) -> None:
    for text in texts:
        await phone.says(text)


async def _kept(it: Busy) -> None:
    """Planned for Friday on Telegram, moved to Saturday by the carer, kept and written up."""
    place = WORDS["place"]
    await _says(
        it.chat, f"plan fri 5 june 2-5 {place} rink with {CHILD}", "bus", "45.50", "OK", "OK", "OK"
    )
    await _says(it.carer, "CHANGE", f"he is ill, {WORDS['why ill']}", "sat 2-5", "NO")
    await _says(it.chat, "OK")
    await it.stage.beat(days=3)
    await _says(it.carer, f"{WORDS['relayed by the carer']} at the gate")
    await _says(it.ana, f"CARER {WORDS['relayed by the volunteer']} coming")
    await _says(it.carer, f"{CHILD} was naughty about {WORDS['held back']}", "OK")
    await it.stage.beat(hours=2)
    await _says(it.ana, "IN", "2 4", "1", "OK")
    await it.stage.beat(hours=1)
    await _says(it.ana, "MORE 30", "OUT")
    await it.stage.beat(minutes=3)
    await _says(
        it.ana, "NO", f"a {WORDS['did']} with {CHILD}", "1", "1", "NO",
        f"{WORDS['follow up']} for {CHILD}", "NO", f"{WORDS['spent']} 4.20",
        f"Dear you, what a {WORDS['letter']} it was", "OK",
    )  # fmt: skip
    await _says(it.carer, "WORRY")
    await it.stage.beat(minutes=1)
    await _says(it.cleo, "C2", "SAFE C2")


async def _another(it: Busy) -> None:
    await _says(
        it.ana, f"plan sat 27 june 2-5 {WORDS['second place']}", "bus", "5", "OK", "NO", "OK"
    )
    await _says(it.ana, "OFF", f"my {WORDS['why off']} is back", "1", "3")
    await it.stage.beat(days=1)
    await _says(it.cleo, "TASKS", "MATCH K7", "WHO", "DONE 1")
    await _says(it.carer, "VISITS")


async def _notice(it: Busy) -> None:
    await _says(it.cleo, "NOTICE", "1", f"A {WORDS['notice']} for all", "sat 4 july 6pm", "OK")
    await it.stage.beat(minutes=1)
    await _says(it.fay, "NO", WORDS["reason"])
    await _says(it.ana, "OK")
    await _says(it.cleo, "NOTICES", "1")
    await it.stage.beat(days=2)
