"""No look-up of the hot path reads a whole table, however long the scheme has run.

Old wrong result: SQLAlchemy compared a function in a WHERE with 1, so SQLite scanned every
table on every message.
"""

import re

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from storage import alerts, failing, gather, inbox, known, outbox, receipts, timers, writing

ROOMS = (alerts, failing, gather, inbox, known, outbox, receipts, timers, writing)

STATEMENTS = {
    f"{room.__name__}.{name}": found
    for room in ROOMS
    for name, found in vars(room).items()
    if name.startswith("_") and isinstance(found, sa.Select | sa.Update | sa.Delete)
}


@pytest.fixture(scope="module")
def database(migrated_file):
    engine = sa.create_engine(f"sqlite:///{migrated_file}")
    with engine.connect() as conn:
        yield conn
    engine.dispose()


@pytest.mark.parametrize("name", sorted(STATEMENTS))
def test_a_statement_of_the_hot_path_uses_an_index(name, database):
    written = str(STATEMENTS[name].compile(dialect=sqlite.dialect()))
    query = re.sub(r"\(__\[POSTCOMPILE_\w+\]\)", "(?, ?)", written)
    nothing = (None,) * query.count("?")
    plan = database.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", nothing)
    steps = [row[3] for row in plan]
    scans = [
        step
        for step in steps
        if step.startswith("SCAN") and "json_each" not in step and "USING" not in step
    ]
    assert scans == [], steps
