"""Databases for every test that wants one: each its own, migrated, on both engines."""

from __future__ import annotations

import logging
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import settings

from storage import migrate
from storage.keys import Keys
from storage.store import Store
from tests import postgres

# The same examples in every run, and no clock: a slow machine proves nothing. A hunt for new ones
# is `make test ARGS="--hypothesis-profile=hunt"`.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("hunt", deadline=None, max_examples=2000)
settings.load_profile("steady")


@pytest.fixture(autouse=True)
def logs_as_they_were() -> Iterator[None]:
    """Who sets the logs up in a test leaves them to the next one as they were, in any order."""
    yield
    if structlog.is_configured():
        root = logging.getLogger()
        # Ours is a plain one; those of pytest itself are not.
        root.handlers[:] = [h for h in root.handlers if type(h) is not logging.StreamHandler]
        root.setLevel(logging.WARNING)
        logging.captureWarnings(False)
        structlog.reset_defaults()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """One server for the whole run."""
    with postgres.Server(postgres.needed()) as server:
        yield server


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the tables, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    migrate.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def engine_name(request: pytest.FixtureRequest) -> str:
    """A test that uses this, or what stands on it, runs on both engines."""
    name: str = request.param
    return name


@pytest.fixture
def database_url(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A migrated database of this test's own."""
    if engine_name == "postgresql":
        server: postgres.Server = request.getfixturevalue("postgres_server")
        return server.database()
    path = tmp_path / "porchlight.sqlite3"
    shutil.copy(request.getfixturevalue("migrated_file"), path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def keys() -> Keys:
    """One key for the whole run: deriving it takes a moment."""
    return Keys.from_text(Keys.generate())


@pytest.fixture
async def store(database_url: str, keys: Keys) -> AsyncIterator[Store]:
    """An open, migrated, empty database, on SQLite and on PostgreSQL."""
    store = await Store.open(database_url, keys)
    yield store
    await store.close()
