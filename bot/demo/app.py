"""The demonstration's own routes. They exist in this app only, never in the real one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.demo.stage import Bell, Stage
from bot.demo.view import PhoneState
from bot.demo.wording import languages, page
from flows.facts import Channel
from locales.catalogues import ENGLISH

PAGES = Path(__file__).parent / "pages"
STATIC = {"demo.css": "text/css", "demo.js": "text/javascript", "lamp.svg": "image/svg+xml"}
LONGEST_JUMP = timedelta(days=1)
KEEP_ALIVE = 15.0

STAGE: web.AppKey[Stage] = web.AppKey("stage", Stage)
PAGE: web.AppKey[Any] = web.AppKey("page", object)

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; connect-src 'self'; img-src 'self'; "
    "script-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",  # with no-referrer a form's Origin would be "null"
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def build(stage: Stage) -> web.Application:
    """The whole demonstration, ready to be served."""
    app = web.Application(middlewares=[_only_from_here])
    app[STAGE] = stage
    app[PAGE] = _environment().get_template("demo.html")
    app.add_routes(
        [
            web.get("/", show),
            web.get("/view.json", show_json),
            web.get("/events", events),
            web.get("/static/{name}", static),
            web.post("/phones/{phone}/say", say),
            web.post("/phones/{phone}/tap", tap),
            web.post("/phones/{phone}/call", call),
            web.post("/phones/{phone}/signal", signal),
            web.post("/clock", clock),
            web.post("/restart", restart),
            web.get("/{kind:visit|letter}/{token:.*}", linked),
        ]
    )
    app.on_response_prepare.append(_add_headers)
    app.on_shutdown.append(_stop_listening)
    return app


async def show(request: web.Request) -> web.Response:
    stage, language = request.app[STAGE], _language(request)
    version = stage.bell.version
    html = request.app[PAGE].render(page(await stage.view(), language, version))
    return web.Response(text=html, content_type="text/html")


async def show_json(request: web.Request) -> web.Response:
    return web.json_response((await request.app[STAGE].view()).to_json())


async def events(request: web.Request) -> web.StreamResponse:
    """Server-sent events: the version, whenever it changes."""
    bell = request.app[STAGE].bell
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    version = -1
    while not bell.closed:
        newest = await _newest(bell, version)
        fresh = newest != version
        news = f"event: changed\ndata: {newest}\n\n" if fresh else ": still here\n\n"
        try:
            await response.write(news.encode())
        except ConnectionError:
            break
        version = newest
    return response


async def _newest(bell: Bell, version: int) -> int:
    try:
        return await asyncio.wait_for(bell.after(version), KEEP_ALIVE)
    except TimeoutError:
        return version


async def static(request: web.Request) -> web.Response:
    name = request.match_info["name"]
    if name not in STATIC:
        raise web.HTTPNotFound
    return web.Response(text=(PAGES / name).read_text("utf-8"), content_type=STATIC[name])


async def linked(request: web.Request) -> web.StreamResponse:
    """A page of the real ones, which a message gave the link to."""
    return await request.app[STAGE].opens(request.match_info["kind"], request)


async def say(request: web.Request) -> web.Response:
    form = await _form(request)
    text = (form.get("word") or form.get("text", "")).strip()[:1600]
    channel = Channel(form["channel"]) if form.get("channel") else None
    if text:
        await request.app[STAGE].says(_phone(request), text, channel)
    return _back(request)


async def tap(request: web.Request) -> web.Response:
    form = await _form(request)
    await request.app[STAGE].taps(_phone(request), int(form["entry"]), int(form["button"]))
    return _back(request)


async def call(request: web.Request) -> web.Response:
    form = await _form(request)
    await request.app[STAGE].answers(_phone(request), int(form["entry"]), form.get("key", "")[:1])
    return _back(request)


async def signal(request: web.Request) -> web.Response:
    form = await _form(request)
    await request.app[STAGE].switches(_phone(request), PhoneState(form["state"]))
    return _back(request)


async def clock(request: web.Request) -> web.Response:
    by = (await _form(request))["by"]
    jump = None if by == "next" else timedelta(minutes=int(by))
    if jump is not None and not timedelta() < jump <= LONGEST_JUMP:
        raise web.HTTPBadRequest
    await request.app[STAGE].moves(jump)
    return _back(request)


async def restart(request: web.Request) -> web.Response:
    await request.app[STAGE].restarts()
    return _back(request)


@web.middleware
async def _only_from_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse posts from other sites' pages; what makes no sense is a 400, never a 500."""
    origin = request.headers.get("Origin")
    if request.method == "POST" and origin and urlsplit(origin).netloc != request.host:
        raise web.HTTPForbidden
    try:
        return await handler(request)
    except (LookupError, ValueError) as error:
        raise web.HTTPBadRequest from error


async def _form(request: web.Request) -> Mapping[str, str]:
    return {name: value for name, value in (await request.post()).items() if isinstance(value, str)}


def _phone(request: web.Request) -> str:
    return request.match_info["phone"]


def _language(request: web.Request) -> str:
    asked = request.query.get("lang", "")
    return asked if asked in dict(languages()) else ENGLISH


def _back(request: web.Request) -> web.Response:
    """To the page again, at the phone that was used: the form works without any script."""
    phone = request.match_info.get("phone")
    where = f"#phone-{phone}" if phone else ""
    response = web.Response(status=303)
    response.headers["Location"] = f"/?lang={_language(request)}{where}"
    return response


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


async def _add_headers(_: web.Request, response: web.StreamResponse) -> None:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)  # the real pages bring a policy of their own


async def _stop_listening(app: web.Application) -> None:
    app[STAGE].bell.close()
