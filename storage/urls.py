"""Database URLs as people and hosting companies write them, made fit for our two drivers."""

from __future__ import annotations

from sqlalchemy import URL, make_url

_POSTGRES = ("postgres", "postgresql", "postgresql+asyncpg")
_SQLITE = ("sqlite", "sqlite+pysqlite")


def normalised(database_url: str) -> URL:
    """`postgres://` and `postgresql://` → asyncpg; `sqlite://` → the standard library's driver.

    libpq's `sslmode` becomes asyncpg's `ssl`. Raises ValueError for any other database.
    """
    url = make_url(database_url)
    if url.drivername in _SQLITE:
        return url.set(drivername="sqlite")
    if url.drivername not in _POSTGRES:
        raise ValueError(f"neither SQLite nor PostgreSQL: {url.drivername}://")
    url = url.set(drivername="postgresql+asyncpg")
    if "sslmode" in url.query:
        mode = url.query["sslmode"]
        url = url.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})
    return url
