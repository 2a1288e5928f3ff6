"""What the web server says to providers, operators and passers-by."""

from io import BytesIO
from unittest.mock import AsyncMock

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client import CollectorRegistry, Counter

from bot.web import BODY_LIMIT, HEADERS, create_app
from scheduler.watchdog import Health
from storage.errors import StorageUnavailable


class PretendDoor:
    """Answers with whatever is put into `then`."""

    def __init__(self):
        self.then = None

    def routes(self, inbox):
        async def webhook(request):
            await request.read()
            if isinstance(self.then, Exception):
                raise self.then
            return web.Response(text="taken")

        return [web.post("/hook/{token}", webhook)]


class PretendWatchdog:
    def __init__(self):
        self.now = Health(database=True, heartbeat=None, fresh=True)

    async def health(self):
        return self.now


@pytest.fixture
def door():
    return PretendDoor()


@pytest.fixture
def watchdog():
    return PretendWatchdog()


@pytest.fixture
async def visitor(door, watchdog):
    registry = CollectorRegistry()
    Counter("lights", "On", registry=registry).inc()
    app = create_app("Ynys <b>Môn</b> IV", [door], AsyncMock(), watchdog, registry)
    async with TestClient(TestServer(app)) as client:
        yield client


async def test_the_front_page_says_whose_it_is_and_escapes_it(visitor):
    answer = await visitor.get("/")
    page = await answer.text()
    assert answer.status == 200
    assert "messaging service of Ynys &lt;b&gt;Môn&lt;/b&gt; IV" in page
    assert "999" in page


async def test_healthz_only_says_that_the_process_is_up(visitor, watchdog):
    watchdog.now = Health(database=False, heartbeat=None, fresh=False)
    assert (await visitor.get("/healthz")).status == 200


@pytest.mark.parametrize(
    ("health", "status", "reasons"),
    [
        (Health(database=True, heartbeat=None, fresh=True), 200, []),
        (Health(database=False, heartbeat=None, fresh=False), 503, ["the database"]),
        (Health(database=True, heartbeat=None, fresh=False), 503, ["no heartbeat"]),
    ],
)
async def test_readyz_gives_its_reasons(visitor, watchdog, health, status, reasons):
    watchdog.now = health
    answer = await visitor.get("/readyz")
    said = await answer.json()
    assert answer.status == status
    assert said["ready"] is (status == 200)
    assert [s.startswith(r) for s, r in zip(said["reasons"], reasons, strict=True)] == [True] * len(
        reasons
    )


async def test_metrics_are_for_prometheus(visitor):
    answer = await visitor.get("/metrics")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert "lights_total 1.0" in await answer.text()


@pytest.mark.parametrize(
    ("trouble", "status"),
    [
        (ValueError("Ana +447700900001"), 500),
        (StorageUnavailable("postgresql://user:password@db"), 503),
        (OverflowError("too much waits already"), 503),
        (web.HTTPForbidden(text="because of the secret"), 403),
    ],
)
async def test_an_error_tells_its_kind_and_nothing_else(visitor, door, trouble, status):
    door.then = trouble
    answer = await visitor.post("/hook/some-token")
    assert answer.status == status
    assert await answer.text() == f"{status} {answer.reason}\n"
    assert ("Retry-After" in answer.headers) is (status == 503)


async def test_unknown_paths_and_methods_are_refused_plainly(visitor):
    assert (await visitor.get("/wp-login.php")).status == 404
    answer = await visitor.get("/hook/x")
    assert (answer.status, answer.headers["Allow"]) == (405, "POST")


async def test_a_body_has_a_limit(visitor):
    assert (await visitor.post("/hook/x", data=BytesIO(b"x" * BODY_LIMIT))).status == 200
    too_much = BytesIO(b"x" * (BODY_LIMIT + 1))
    assert (await visitor.post("/hook/x", data=too_much)).status == 413


async def test_every_answer_has_the_security_headers(visitor, door):
    door.then = ValueError()
    for answer in (await visitor.get("/"), await visitor.get("/x"), await visitor.post("/hook/x")):
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
