"""What was kept about visits can be read under a new key, and nothing of it under the old."""

from __future__ import annotations

import sqlalchemy as sa

from storage import records, relays, tables, tasks
from storage.keys import Keys, SealedBytes
from storage.known import Known
from storage.rotate import COLUMNS, rotate
from tests.stories.busy import WORDS, busy
from tests.stories.stage import Stage


async def kept(store, keys, now):
    """Everything that people told, as it is read again."""

    def work(conn):
        known = Known(conn, keys, now)
        known.load_notices_lately()
        visits = conn.execute(sa.select(tables.visits.c.id)).scalars().all()
        matches = conn.execute(sa.select(tables.matches.c.id)).scalars().all()
        known.load_visits(visits)
        return (
            [records.record_of(conn, keys, visit) for visit in sorted(visits)],
            [records.claim_of(conn, keys, visit) for visit in sorted(visits)],
            [relays.relays_of(conn, keys, match) for match in matches],
            tasks.open_tasks(conn, keys),
            known.notices,
            known.notice_answers,
            {visit.id: visit.place for visit in known.visits.values()},
        )

    return await store.read(work)


async def test_what_was_told_about_visits_is_read_under_the_new_key_alone(store):
    stage = Stage(store)
    await busy(stage)
    before = await kept(store, store.keys, stage.clock.now())
    for kind in ("did", "follow up", "letter", "relayed by the carer", "held back", "notice",
                 "reason", "place"):  # fmt: skip
        assert WORDS[kind] in repr(before), kind
    fresh = Keys.from_text(Keys.generate())
    assert await rotate(store, Keys((*fresh._roots, *store.keys._roots))) > 50
    assert await kept(store, fresh, stage.clock.now()) == before
    assert await rotate(store, fresh) == 0
    await stage.close()


def test_what_is_sealed_is_known_by_its_kind_and_keyed_by_a_number():
    """A column that is not in COLUMNS would be lost with the old key; one of the same purpose as
    another could be put in its place."""
    sealed = {
        column
        for table in tables.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, SealedBytes)
    }
    assert {one.sealed for one in COLUMNS} == sealed
    assert len({one.purpose for one in COLUMNS}) == len(COLUMNS)
    for one in COLUMNS:
        assert one.key.table is one.sealed.table
        assert one.key.primary_key
