"""The tables that migrations make are the tables the code speaks of."""

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage import migrate
from storage.keys import SealedBytes
from storage.store import Store
from storage.tables import journal, metadata
from storage.times import Instant
from tests.storage.house import NOW


def _same_type(context, inspected, described, inspected_type, described_type):
    """Ours say more than the database can: what matters is what they are made of."""
    if isinstance(described_type, SealedBytes):
        return not isinstance(inspected_type, sa.LargeBinary)
    if isinstance(described_type, Instant):
        return not isinstance(inspected_type, sa.DateTime)
    return None


def _differences(conn):
    options = {"compare_type": _same_type, "target_metadata": metadata}
    return compare_metadata(MigrationContext.configure(conn, opts=options), metadata)


async def test_the_migrated_schema_is_the_metadata(store):
    assert await store.run(_differences) == []


@pytest.fixture
def empty_url(engine_name, request, tmp_path):
    if engine_name == "sqlite":
        return f"sqlite:///{tmp_path}/empty.sqlite3"
    return request.getfixturevalue("postgres_server").empty_database()


def test_an_empty_database_is_brought_up_to_date_once(empty_url):
    assert migrate.current(empty_url) is None
    migrate.upgrade(empty_url)
    assert migrate.current(empty_url) == migrate.newest()
    migrate.upgrade(empty_url)
    assert migrate.current(empty_url) == migrate.newest()


async def test_migrating_works_inside_a_running_loop(empty_url, keys):
    migrate.upgrade(empty_url)
    store = await Store.open(empty_url, keys)
    assert await store.read(migrate.current_on) == migrate.newest()
    await store.close()


async def test_the_journal_can_only_grow(store):
    entry = store.keys.seal("journal", "{}")
    row = {"at": NOW, "kind": "Test", "entry": entry}
    await store.run(lambda conn: conn.execute(sa.insert(journal), row))
    for change in (sa.update(journal).values(kind="Other"), sa.delete(journal)):
        with pytest.raises(sa.exc.DBAPIError, match="append-only"):
            await store.run(lambda conn, change=change: conn.execute(change))
    if store.dialect == "postgresql":
        with pytest.raises(sa.exc.DBAPIError, match="append-only"):
            await store.run(lambda conn: conn.execute(sa.text("TRUNCATE journal")))
    kinds = await store.read(lambda conn: conn.execute(sa.select(journal.c.kind)).scalars().all())
    assert kinds == ["Test"]


def test_the_newest_file_is_what_alembic_calls_the_head():
    head = ScriptDirectory.from_config(migrate._config()).get_current_head()
    assert migrate.newest() == head
