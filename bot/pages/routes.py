"""The two addresses of a link, and what they answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from aiohttp import web

from bot.pages import drawing
from flows import visit_words
from flows.facts import Visit, VisitState
from flows.scheme import Scheme
from scheduler.clock import Clock
from storage import links
from storage.calendar import KIND, NAME, calendar_file, uid_of
from storage.keys import Keys
from storage.links import Kind
from storage.records import KeptRecord, record_of
from storage.store import Store
from storage.visits import find_visit

VISIT_LASTS = timedelta(days=30)
"""How long after its end a visit can still be fetched for a calendar."""

_OFF = frozenset({VisitState.CANCELLED, VisitState.MISSED})


class Pages:
    """Serves links. Errors of the database go up: they are a 503."""

    def __init__(self, store: Store, keys: Keys, scheme: Scheme, clock: Clock) -> None:
        self._store = store
        self._keys = keys
        self._scheme = scheme
        self._clock = clock

    def routes(self) -> list[web.RouteDef]:
        """Anything below the two addresses gets their kind 404, not the web server's plain one."""
        return [
            web.get("/visit/{token:.*}", self.visit),
            web.get("/letter/{token:.*}", self.letter),
        ]

    async def visit(self, request: web.Request) -> web.Response:
        """The visit as it stands now, so that an old link brings the new time."""
        token, dot, kind = request.match_info["token"].partition(".")
        number = links.number_in(self._keys, Kind.VISIT, token) if dot + kind == ".ics" else None
        found = await self._visit(number) if number is not None else None
        now = self._clock.now()
        if found is None or now > found.home_by + VISIT_LASTS:
            return self._gone()
        return web.Response(
            body=_entry(found, request.query.get("lang"), now),
            content_type=KIND,
            charset="utf-8",
            headers={"Content-Disposition": f'attachment; filename="{NAME}"'},
        )

    async def letter(self, request: web.Request) -> web.Response:
        """The words for one young person about one visit, and nothing else about anyone."""
        number = links.number_in(self._keys, Kind.LETTER, request.match_info["token"])
        kept = await self._record(number) if number is not None else None
        if kept is None or not kept.letter.strip():
            return self._gone()
        until = kept.kept_at + self._scheme.letter_lasts
        if self._clock.now() > until:
            return self._gone()
        return _page(drawing.letter(kept.letter, kept.language, until))

    async def _visit(self, number: int) -> Visit | None:
        return await self._store.read(partial(find_visit, keys=self._keys, visit_id=number))

    async def _record(self, number: int) -> KeptRecord | None:
        return await self._store.read(partial(record_of, keys=self._keys, visit_id=number))

    def _gone(self) -> web.Response:
        return _page(drawing.gone(self._scheme.languages), status=404)


def _entry(visit: Visit, language: str | None, now: datetime) -> bytes:
    """One that nobody had planned began when it was started."""
    began = replace(visit, starts_at=visit.starts_at or visit.started_at)
    dates = visit_words.dates(began, off=visit.state in _OFF)
    return calendar_file(dates, language, now, uid_of(visit.id))


def _page(html: str, status: int = 200) -> web.Response:
    headers = {"Content-Security-Policy": drawing.policy()}
    return web.Response(text=html, status=status, content_type="text/html", headers=headers)
