"""The web server: the providers' webhooks, the operator's questions, a plain front page, and
the pages that links open (`bot.pages`)."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable
from html import escape
from http import HTTPStatus

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from bot.channels.door import Door
from scheduler.sending import Inbox
from scheduler.trouble import place
from scheduler.watchdog import Watchdog
from storage.errors import StorageUnavailable

log = structlog.get_logger()

BODY_LIMIT = 1 << 20
"""Bytes of one request. A provider's webhook is a few kilobytes; files never come this way."""

RETRY_AFTER = "5"

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Server": "Porchlight",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
"""On every answer that does not set its own."""

HOME = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{name}</title>
<style>body {{ max-width: 32rem; margin: 4rem auto; padding: 0 1rem; font: 1.1rem/1.5 sans-serif;
color-scheme: light dark }}</style>
<main>
<h1>{name}</h1>
<p>This is the messaging service of {name}. There is nothing to see here.</p>
<p>In danger? Call 999.</p>
</main>
</html>
"""

server_log = logging.getLogger("porchlight.server")
"""Where aiohttp tells of requests that it could not read, without what was in them."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def create_app(
    scheme_name: str,
    doors: Iterable[Door],
    inbox: Inbox,
    watchdog: Watchdog,
    registry: CollectorRegistry,
    pages: Iterable[web.RouteDef] = (),
) -> web.Application:
    """Everything that is served, ready for an `AppRunner`. `pages` are what links open."""
    app = web.Application(middlewares=[_without_details], client_max_size=BODY_LIMIT)
    app.on_response_prepare.append(_add_headers)
    app.add_routes(
        [
            web.get("/", _home(scheme_name)),
            web.get("/healthz", healthz),
            web.get("/readyz", _readyz(watchdog)),
            web.get("/metrics", _metrics(registry)),
            *pages,
        ]
    )
    for door in doors:
        app.add_routes(door.routes(inbox))
    return app


async def healthz(_request: web.Request) -> web.Response:
    """The process is up and its event loop turns."""
    return web.json_response({"ok": True})


def _home(name: str) -> Handler:
    page = HOME.format(name=escape(name))

    async def home(_request: web.Request) -> web.Response:
        return web.Response(text=page, content_type="text/html")

    return home


def _readyz(watchdog: Watchdog) -> Handler:
    async def readyz(_request: web.Request) -> web.Response:
        """Whether messages can come, be kept, and be chased; 503 with the reasons if not."""
        health = await watchdog.health()
        reasons = []
        if not health.database:
            reasons.append("the database cannot be reached")
        elif not health.fresh:
            reasons.append("no heartbeat for a minute: is a worker running?")
        body = {"ready": health.ready, "reasons": reasons}
        return web.json_response(body, status=200 if health.ready else 503)

    return readyz


def _metrics(registry: CollectorRegistry) -> Handler:
    async def metrics(_request: web.Request) -> web.Response:
        return web.Response(
            body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )

    return metrics


@web.middleware
async def _without_details(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Tell a caller what kind of trouble there is, and nothing more."""
    try:
        return await handler(request)
    except web.HTTPException as answer:
        return _plain(answer.status, Allow=answer.headers.get("Allow"))
    except (StorageUnavailable, OverflowError) as error:
        log.warning("not_now", path=_route(request), error=place(error))
        return _plain(503, **{"Retry-After": RETRY_AFTER})
    except Exception as error:  # noqa: BLE001 -- the last one who can answer
        log.error("request_failed", path=_route(request), error=place(error))
        return _plain(500)


def _plain(status: int, **headers: str | None) -> web.Response:
    kept = {name: value for name, value in headers.items() if value}
    return web.Response(status=status, text=f"{status} {HTTPStatus(status).phrase}\n", headers=kept)


def _without_request(record: logging.LogRecord) -> bool:
    """aiohttp quotes a request it cannot read, and the path of one may be somebody's link."""
    error = record.exc_info[1] if record.exc_info else None
    record.msg, record.args = f"not_read {place(error) if error else ''}".strip(), ()
    record.exc_info = None
    return True


server_log.addFilter(_without_request)


def _route(request: web.Request) -> str:
    """The route as it was written down: a path itself may hold a token."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else "none"


async def _add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["Server"] = HEADERS["Server"]
