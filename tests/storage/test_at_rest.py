"""A stolen database file gives away no name, number, place or text; and keys can be changed."""

import asyncio
from collections.abc import Iterable
from pathlib import Path

import pytest
import sqlalchemy as sa

from flows import decisions as d
from flows.events import TimerFired, TimerKind
from flows.facts import Channel, Kept, Role, Shown, Talk
from flows.ladder import SOS
from locales.message import Message
from storage import journal, outbox, people, tables
from storage.ids import new_id
from storage.keys import CannotOpen, Keys
from storage.known import blind_purpose
from storage.rotate import COLUMNS, rotate
from storage.store import Store
from storage.tables import metadata
from tests.storage.house import ANA, DAY, HOUR, NOW, STRANGER, House, person, says
from tests.stories.busy import (
    CARER,
    CHAT,
    CHILD,
    NAMED,
    NUMBERS,
    SURNAME,
    VOLUNTEER,
    WORDS,
    busy,
)
from tests.stories.stage import Stage

SECRETS = ["Zephyrine", "Quillfeather", "447700900777", "Wobblecombe", "marmalade", "987654321",
           "xylophone", "umbrella"]  # fmt: skip
ASK = Message("ASK", "Dear {name}, is it the xylophone?")


async def fill(house):
    """Put every secret wherever such a thing is kept."""
    zephyrine = person(
        "Zephyrine", Role.VOLUNTEER, "+447700900777", last_name="Quillfeather",
        covert_word="umbrella",
    )  # fmt: skip
    await house.add(zephyrine)
    token = await house.store.run(
        lambda c: people.invite(c, house.keys, zephyrine.id, Role.CARER, NOW, NOW + DAY)
    )
    visit = new_id()
    talk = Talk(
        "x", 1, {"a": Kept("marmalade", "marmalade")}, Shown(1, "q", (("k", "xylophone"),)),
        NOW + HOUR,
    )  # fmt: skip
    turn = await house.turn(
        says("+447700900777", "marmalade at Wobblecombe"),
        lambda e, s: [
            d.StartVisit(visit, s.me.id, "Wobblecombe", NOW + HOUR, SOS, None),
            d.KeepTalk(s.me.id, talk),
            d.LinkAddress(s.me.id, Channel.TELEGRAM, "987654321"),
            d.Say(s.me.id, ASK, {"name": s.me.first_name}),
        ],
    )
    sent = turn.outgoing[0].id
    await house.store.run(lambda c: outbox.mark_sent(c, [(sent, "SM1")], NOW))
    await house.turn(says(STRANGER, "marmalade"), lambda e, s: [d.Say(None, ASK, {"name": "?"})])
    return zephyrine, token


async def everything(store: Store) -> bytes:
    """Every value of every table as the database has it, and on SQLite its files as well."""

    def read(conn):
        return [
            bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
            for table in metadata.sorted_tables
            for row in conn.execute(sa.text(f"SELECT * FROM {table}"))
            for value in row
        ]

    return b"\n".join(await store.read(read))


async def files_and_rows(store: Store, url: str) -> bytes:
    stored = await everything(store)
    if store.dialect == "sqlite":
        path = Path(url.removeprefix("sqlite:///"))
        files = [path, *path.parent.glob(f"{path.name}-*")]
        assert len(files) > 1, "the write-ahead log is there to be looked at"
        stored += b"".join(file.read_bytes() for file in files)
    return stored


def holds_none_of(stored: bytes, secrets: Iterable[str]) -> None:
    folded = stored.lower()
    for secret in map(str.lower, secrets):
        for encoded in (
            secret.encode(),
            secret.encode("utf-16-le"),
            secret.encode().hex().encode(),
        ):
            assert encoded not in folded, secret


async def test_no_secret_can_be_read_from_what_is_stored(house, database_url):
    _, token = await fill(house)
    stored = await files_and_rows(house.store, database_url)
    holds_none_of(stored, (*SECRETS, token, ANA.removeprefix("+")))


async def test_nor_from_a_busy_fortnights_visits(store, database_url):
    """Plans, records, letters, words passed on and held back, notices, reasons, files, links."""
    stage = Stage(store)
    it = await busy(stage)
    typed = "\n".join(await store.read(lambda conn: said(conn, store)))
    for word in WORDS.values():
        assert word in typed, f"the story never said {word}"
    links = [m.text.rpartition("/")[2] for m in stage.log if "https://" in m.text]
    files = [m for m in it.heard_by(it.chat) if m.file is not None]
    assert links, "a link was sent"
    assert files, "a file was sent"
    numbers = [number.removeprefix("+44") for number in NUMBERS.values()]
    stored = await files_and_rows(store, database_url)
    who = (VOLUNTEER, NAMED, CARER, CHILD, SURNAME, CHAT, *numbers)
    holds_none_of(stored, (*WORDS.values(), *who, *links, "VCALENDAR", "naughty", "Dear you"))
    for table in (tables.visit_records, tables.claims, tables.relays, tables.notice_answers,
                  tables.notices, tables.tasks):  # fmt: skip
        assert await store.read(lambda conn, of=table: conn.execute(sa.select(of)).first()), table
    await stage.close()


def said(conn, store):
    """What people wrote, from the journal."""
    return [repr(entry) for *_, entry in journal.entries(conn, store.keys)]


async def _seen(house, zephyrine):
    """All that must read the same before and after."""
    s = await house.seen(TimerFired(TimerKind.TALK, zephyrine.id, NOW, 1))
    rows = await house.store.run(lambda c: outbox.claim_waiting(c, house.keys, NOW, 0, "", DAY))
    entries = await house.store.read(lambda c: journal.entries(c, house.keys))
    return s.me, s.visits, s.talk, rows, entries


async def test_after_a_rotation_the_old_key_can_be_thrown_away(house):
    zephyrine, token = await fill(house)
    before = await _seen(house, zephyrine)
    new = Keys.generate()
    # `house.keys` is known only as an object; open with both by putting its roots second.
    fresh = Keys.from_text(new)
    both = Keys((*fresh._roots, *house.keys._roots))
    looked_at = []
    changed = await rotate(house.store, both, lambda *progress: looked_at.append(progress))
    assert changed > 10
    assert {table for table, _, _ in looked_at} == {c.key.table.name for c in COLUMNS}
    assert all(done <= total for _, done, total in looked_at)
    house.keys = fresh
    assert await _seen(house, zephyrine) == before
    assert (await house.seen(says("+447700900777"))).me.id == zephyrine.id
    assert (await house.seen(says("987654321", channel=Channel.TELEGRAM))).me.id == zephyrine.id
    start = says("66", f"/start {token}", Channel.TELEGRAM)
    assert (await house.seen(start)).invitation.person_id == zephyrine.id
    assert await rotate(house.store, fresh) == 0


async def test_during_a_rotation_both_old_and_new_rows_are_found(house):
    await fill(house)
    both = Keys((*Keys.from_text(Keys.generate())._roots, *house.keys._roots))
    house.keys = both
    assert (await house.seen(says(ANA))).me.first_name == "Ana"
    await house.decided(d.LinkAddress(house.ana.id, Channel.TELEGRAM, "55"))
    assert (await house.seen(says("55", channel=Channel.TELEGRAM))).me.first_name == "Ana"
    turn = await house.decided(d.LinkAddress(house.ana.id, Channel.SMS, "+447700900002"))
    assert turn.refused, "Ben's number is Ben's under whichever key"


async def test_a_rotation_goes_on_beside_the_work(house):
    await fill(house)
    both = Keys((*Keys.from_text(Keys.generate())._roots, *house.keys._roots))
    house.keys = both

    async def work():
        for _ in range(10):
            await house.decided(d.SetLanguage(house.ana.id, "cy"))

    await asyncio.gather(rotate(house.store, both), work())
    await rotate(house.store, both)
    assert (await house.seen(says(ANA))).me.language == "cy"


async def test_a_rotation_without_the_old_key_says_which_one_is_missing(house):
    with pytest.raises(CannotOpen, match="not configured"):
        await rotate(house.store, Keys.from_text(Keys.generate()))


async def test_the_journal_is_guarded_again_after_a_rotation(house):
    await fill(house)
    await rotate(house.store, Keys((*Keys.from_text(Keys.generate())._roots, *house.keys._roots)))
    with pytest.raises(sa.exc.DBAPIError, match="append-only"):
        await house.store.run(lambda c: c.execute(sa.text("DELETE FROM journal")))


def test_every_sealed_column_is_rotated():
    from storage.keys import SealedBytes

    sealed = {
        column
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, SealedBytes)
    }
    assert {column.sealed for column in COLUMNS} == sealed


def test_a_number_is_known_by_every_channel_that_rings_or_texts_it():
    purposes = {channel: blind_purpose(channel) for channel in Channel}
    assert purposes.pop(Channel.TELEGRAM) not in purposes.values()
    assert len(set(purposes.values())) == 1


async def test_another_houses_key_opens_nothing(house, database_url):
    other = House(await Store.open(database_url, Keys.from_text(Keys.generate())))
    with pytest.raises(CannotOpen):
        await other.seen(says(ANA))
    await other.store.close()
