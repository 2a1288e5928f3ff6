"""A fortnight of a scheme with five volunteers: every message that leaves is in the script.

`python -m tests.stories.test_fortnight` plays it and writes the script anew with what left; read
the difference before you keep it.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.decisions import ChangeMatch, Decision, LinkAddress, SetInsurance, SetTimer
from flows.events import TimerKind
from flows.facts import Channel, Role
from flows.facts import Stage as MatchStage
from flows.scheme import Scheme
from storage import migrate
from storage.keys import Keys
from storage.store import Store
from storage.turn import Decide
from tests.stories.script import Step, days, play, read
from tests.stories.stage import Phone, Stage

SCRIPT = Path(__file__).with_name("fortnight.txt")
MONDAY = datetime(2026, 6, 1, 7, 0, tzinfo=UTC)
"""Eight o'clock in London."""
SCHEME = Scheme(name="Lantern IV", phone="0117 496 0000", public_url="https://lantern.example")
NINE = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)


async def the_scheme(stage: Stage) -> dict[str, Phone]:
    """Five volunteers with their named persons and young people, two carers, two co-ordinators."""
    cast = {
        "Cleo": await stage.enters("Cleo", Role.CO_ORDINATOR, "+447700900103", on_duty=True),
        "Dee": await stage.enters("Dee", Role.CO_ORDINATOR, "+447700900104"),
        "Eve": await stage.enters("Eve", Role.CARER, "+447700900105"),
        "Gil": await stage.enters("Gil", Role.CARER, "+447700900106"),
        "Ana": await stage.enters("Ana", Role.VOLUNTEER, "+447700900111"),
        "Bea": await stage.enters("Bea", Role.VOLUNTEER, "+447700900112"),
        "Cai": await stage.enters("Cai", Role.VOLUNTEER, "+447700900113", language="cy"),
        "Dev": await stage.enters("Dev", Role.VOLUNTEER, "+447700900114"),
        "Fay": await stage.enters("Fay", Role.VOLUNTEER, "+447700900115"),
    }
    for number, volunteer in enumerate(("Ana", "Bea", "Cai", "Dev", "Fay")):
        named = f"{volunteer}'s friend"
        cast[named] = await stage.names(cast[volunteer], "Sam", f"+44770090012{number}")
    await _matches(stage, cast)
    return cast


async def _matches(stage: Stage, cast: dict[str, Phone]) -> None:
    cleo, dee = cast["Cleo"], cast["Dee"]
    await stage.matches(cast["Ana"], "K7", carer=cast["Eve"], co_ordinator=cleo)
    bea = await stage.matches(
        cast["Bea"], "K8", carer=cast["Gil"], co_ordinator=cleo, stage=MatchStage.TRIAL
    )
    await stage.matches(cast["Cai"], "K9", co_ordinator=dee, stage=MatchStage.TRIAL, language="cy")
    dev = await stage.matches(cast["Dev"], "L2", co_ordinator=dee)
    await stage.matches(cast["Fay"], "L3", co_ordinator=cleo)
    for phone, decided in (
        (cast["Bea"], ChangeMatch(bea, kept=3, explained=True)),
        (cast["Dev"], ChangeMatch(dev, kept=9, explained=True)),
        (cast["Dev"], SetInsurance(cast["Dev"].person_id, date(2026, 7, 31))),
        (cleo, SetTimer(TimerKind.DIGEST, cleo.person_id, NINE)),
        (dee, SetTimer(TimerKind.DIGEST, dee.person_id, NINE)),
    ):
        await stage.decided(phone, _this(decided))
    cast["Dev on Telegram"] = stage.phone("Dev on Telegram", "7700900114", Channel.TELEGRAM)
    chat = LinkAddress(cast["Dev"].person_id, Channel.TELEGRAM, "7700900114", first=True)
    await stage.decided(cast["Dev"], _this(chat))


def _this(decided: Decision) -> Decide:
    return lambda event, s: [decided]


async def played(store: Store, steps: list[Step]) -> list[Step]:
    """The same steps, with what really left."""
    stage = Stage(store, SCHEME, MONDAY)
    cast = await the_scheme(stage)
    done = [Step(step.line, await play(stage, cast, step)) for step in steps]
    await stage.nobody_forgotten()
    await stage.close()
    return done


async def test_a_fortnight_of_a_scheme_sends_these_messages_and_no_other(store: Store) -> None:
    steps = read(SCRIPT.read_text("utf-8"))
    for wanted, found in zip(steps, await played(store, steps), strict=True):
        assert found.expected == wanted.expected, wanted.line


async def _write(folder: Path) -> None:
    url = f"sqlite:///{folder / 'fortnight.sqlite3'}"
    await asyncio.to_thread(migrate.upgrade, url)
    store = await Store.open(url, Keys.from_text(Keys.generate()))
    text = SCRIPT.read_text("utf-8")
    steps = await played(store, read(text))
    await store.close()
    comments = [line for line in text.splitlines() if line.startswith("#")]
    SCRIPT.write_text("\n".join([*comments, *days(steps)]) + "\n", "utf-8")


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        asyncio.run(_write(Path(folder)))
