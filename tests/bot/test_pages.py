"""What a link opens, to whom, and for how long: the real routes over a real database."""

from __future__ import annotations

import asyncio
import re
import socket
from dataclasses import replace
from datetime import timedelta
from unittest.mock import AsyncMock

import pytest
from aiohttp import ClientConnectorError, ClientSession
from aiohttp.test_utils import TestClient, TestServer
from icalendar import Calendar
from prometheus_client import CollectorRegistry

from bot.pages import Pages, drawing
from bot.settings import load
from bot.web import HEADERS, create_app
from bot.wiring import House as Wired
from bot.wiring import run
from flows import decisions as d
from flows.facts import VisitState
from flows.ladder import SOS
from flows.scheme import Scheme
from scheduler.clock import MovableClock
from storage import migrate
from storage.calendar import uid_of
from storage.errors import StorageUnavailable
from storage.ids import new_id
from storage.keys import Keys
from storage.links import Kind, letter_url, token, visit_url
from tests.storage.house import DAY, HOUR, NOW, House

SCHEME = Scheme(name="Lantern IV")
LETTER = "We went bowling, & <b>you</b> won.\n\nNext time: the {{ 7 * 7 }} zoo.\n"
ARABIC = "ذهبنا إلى الحديقة."


class Visitor:
    """Somebody with a link, and the house that gave it out."""

    def __init__(self, house: House, client: TestClient, clock: MovableClock) -> None:
        self.house, self.client, self.clock = house, client, clock
        self.visit = new_id()

    async def plans(self, place="Bowling", hours=24):
        starts_at = NOW + hours * HOUR
        ana = self.house.ana.id
        await self.house.decided(
            d.PlanVisit(self.visit, ana, place, starts_at, starts_at + 3 * HOUR, SOS)
        )

    async def keeps(self, letter=LETTER, language="en", now=NOW):
        answers = {"mood": "happy", "follow_up": "the secret"}
        record = d.KeepRecord(self.visit, answers, letter, language)
        await self.house.decided(record, now=now)

    async def opens(self, url, method="GET"):
        answer = await self.client.request(method, url)
        return answer, await answer.text()

    def visit_link(self, language="en"):
        return visit_url(self.house.keys, "", self.visit, language)

    def letter_link(self):
        return letter_url(self.house.keys, "", self.visit)

    async def entry(self, url=None):
        answer, content = await self.opens(url or self.visit_link())
        assert answer.status == 200, content
        [event] = Calendar.from_ical(content).walk("VEVENT")
        return event


def served(pages):
    return create_app("Lantern IV", [], AsyncMock(), AsyncMock(), CollectorRegistry(), pages)


@pytest.fixture
async def visitor(store):
    house = await House(store).fill()
    clock = MovableClock(NOW)
    app = served(Pages(store, house.keys, SCHEME, clock).routes())
    server = TestServer(app)
    await server.start_server(access_log=None)  # as the house does, which a test below holds
    async with TestClient(server) as client:
        yield Visitor(house, client, clock)


# A visit for a calendar


async def test_a_link_brings_the_visit(visitor):
    await visitor.plans()
    answer, content = await visitor.opens(visitor.visit_link())
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="visit.ics"'
    assert answer.headers["Cache-Control"] == "no-store"
    event = await visitor.entry()
    assert (event["UID"], event["LOCATION"]) == (uid_of(visitor.visit), "Bowling")
    assert event.decoded("DTSTART") == NOW + 24 * HOUR
    assert event.decoded("DTEND") == NOW + 27 * HOUR
    assert "Ana" not in content


async def test_an_old_link_brings_the_new_time(visitor):
    await visitor.plans()
    before = await visitor.entry()
    later = NOW + 48 * HOUR
    change = d.ChangeVisit(visitor.visit, starts_at=later, home_by=later + HOUR, place="Zoo")
    await visitor.house.decided(change)
    visitor.clock.move(HOUR)
    after = await visitor.entry()
    assert (after.decoded("DTSTART"), after["LOCATION"]) == (later, "Zoo")
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]


@pytest.mark.parametrize("state", [VisitState.CANCELLED, VisitState.MISSED])
async def test_a_visit_that_is_off_is_taken_out(visitor, state):
    await visitor.plans()
    await visitor.house.decided(d.ChangeVisit(visitor.visit, state=state))
    assert (await visitor.entry())["STATUS"] == "CANCELLED"


async def test_a_visit_that_nobody_planned_begins_when_it_was_started(visitor):
    ana = visitor.house.ana.id
    await visitor.house.decided(d.StartVisit(visitor.visit, ana, "Park", NOW + HOUR, SOS, None))
    event = await visitor.entry()
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (NOW, NOW + HOUR)


async def test_a_month_after_its_end_a_visit_is_gone(visitor):
    await visitor.plans()
    visitor.clock.move(27 * HOUR + 30 * DAY)
    await visitor.entry()
    visitor.clock.move(timedelta(seconds=1))
    assert (await visitor.opens(visitor.visit_link()))[0].status == 404


async def test_the_language_is_named_in_the_link_and_an_unknown_one_harms_nobody(visitor):
    await visitor.plans()
    assert visitor.visit_link("cy").endswith("?lang=cy")
    for lang in ("cy", "xx", "../../etc", "%00", "e" * 4000):
        assert (await visitor.entry(f"{visitor.visit_link()}?lang={lang}"))["SUMMARY"]


# A young person's page


async def test_the_page_holds_the_letter_and_nothing_else_of_the_record(visitor):
    await visitor.plans(place="Wobblecombe")
    await visitor.keeps()
    answer, page = await visitor.opens(visitor.letter_link())
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "<p>We went bowling, &amp; &lt;b&gt;you&lt;/b&gt; won.</p>" in page
    assert "<p>Next time: the {{ 7 * 7 }} zoo.</p>" in page
    assert "A visit to remember" in page
    assert "In danger? Call 999." in page
    for other in ("Ana", "Lantern", "Wobblecombe", "happy", "secret", str(visitor.visit)):
        assert other not in page


async def test_the_page_has_no_script_fetches_nothing_and_is_found_by_nobody(visitor):
    await visitor.keeps()
    answer, page = await visitor.opens(visitor.letter_link())
    assert not re.search(r"<script|<img|<link|src=|url\(|@import|https?:", page)
    assert set(re.findall(r'href="([^"]*)"', page)) == {"tel:999", "tel:08001111"}
    assert '<meta name="robots" content="noindex">' in page
    own = {"Content-Security-Policy": drawing.policy()}
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS | own
    assert "unsafe" not in drawing.policy()


@pytest.mark.parametrize(
    ("language", "tag", "direction"),
    [
        ("en", "en", "ltr"),
        ("cy", "cy", "ltr"),
        ("ar", "ar", "rtl"),
        ("ckb", "ckb", "rtl"),
        ("pt_BR", "pt-BR", "ltr"),
        ('x"onload=', "x&#34;onload=", "ltr"),
    ],
)
async def test_the_page_says_which_language_it_is_in_and_which_way_it_runs(
    visitor, language, tag, direction
):
    await visitor.keeps(ARABIC, language)
    _, page = await visitor.opens(visitor.letter_link())
    assert f'<html lang="{tag}" dir="{direction}">' in page
    assert f"<p>{ARABIC}</p>" in page


async def test_a_sentence_of_ours_in_another_language_than_the_letter_says_so(visitor):
    await visitor.keeps(ARABIC, "ar")
    _, page = await visitor.opens(visitor.letter_link())
    assert '<h1 lang="en" dir="ltr">A visit to remember</h1>' in page


async def test_a_letter_lasts_as_long_as_the_scheme_says_and_the_page_says_how_long(visitor):
    await visitor.keeps()
    _, page = await visitor.opens(visitor.letter_link())
    assert "You can open this page until 18 February 2027." in page
    visitor.clock.move(SCHEME.letter_lasts)
    assert (await visitor.opens(visitor.letter_link()))[0].status == 200
    visitor.clock.move(timedelta(seconds=1))
    assert (await visitor.opens(visitor.letter_link()))[0].status == 404


async def test_a_letter_told_again_is_the_newest(visitor):
    await visitor.keeps()
    await visitor.keeps("We went swimming.", now=NOW + DAY)
    visitor.clock.move(DAY)
    _, page = await visitor.opens(visitor.letter_link())
    assert "swimming" in page
    assert "bowling" not in page


# What opens nothing


def wrong_links(visitor):
    """Each a different thing that is wrong."""
    keys, visit = visitor.house.keys, visitor.visit
    letter, dates = token(keys, Kind.LETTER, visit), token(keys, Kind.VISIT, visit)
    stolen = token(Keys.from_text(Keys.generate()), Kind.LETTER, visit)
    nobody_s = token(keys, Kind.LETTER, new_id())
    tokens = [stolen, nobody_s, dates, letter[:-1], letter + "x", letter.upper(), "", "x"]
    tokens += ["%ff", "%00", "é", "1-" + "0" * 25, "9" * 4000, "a/b", "..%2f..%2fmetrics"]
    return [
        *(f"/letter/{each}" for each in tokens),
        *(f"/visit/{each}.ics" for each in [letter, "é", "x", "%00", "9" * 4000]),
        f"/visit/{dates}",
        f"/visit/{dates}.ICS",
        f"/visit/{dates}.ics/x",
        f"/letter/{letter}.ics",
    ]


async def test_whatever_is_wrong_with_a_link_the_answer_is_the_same(visitor):
    await visitor.plans()
    await visitor.keeps()
    answers = set()
    for url in wrong_links(visitor):
        answer, page = await visitor.opens(url)
        kept = {n: v for n, v in answer.headers.items() if n not in ("Date", "Connection")}
        answers.add((answer.status, page, str(sorted(kept.items()))))
    [(status, page, _)] = answers
    assert status == 404
    assert "You did nothing wrong." in page
    assert "In danger? Call 999." in page


async def test_an_old_letter_an_empty_one_and_none_at_all_look_like_a_wrong_link(visitor):
    _, wrong = await visitor.opens("/letter/x")
    seen = {(await visitor.opens(visitor.letter_link()))[1]}
    await visitor.keeps(" \n ")
    seen.add((await visitor.opens(visitor.letter_link()))[1])
    await visitor.keeps()
    visitor.clock.move(SCHEME.letter_lasts + DAY)
    seen.add((await visitor.opens(visitor.letter_link()))[1])
    assert seen == {wrong}


async def test_guessing_costs_the_database_nothing(keys):
    store = AsyncMock()
    pages = Pages(store, keys, SCHEME, MovableClock(NOW))
    async with TestClient(TestServer(served(pages.routes()))) as client:
        for url in ("/letter/x", "/visit/x.ics", f"/visit/{token(keys, Kind.LETTER, 7)}.ics"):
            assert (await client.get(url)).status == 404
        store.read.assert_not_called()
        store.read.side_effect = StorageUnavailable("away")
        answer = await client.get(letter_url(keys, "", 7))
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")


async def test_a_link_can_be_asked_about_without_being_opened(visitor):
    await visitor.plans()
    await visitor.keeps()
    for url in (visitor.visit_link(), visitor.letter_link()):
        answer, body = await visitor.opens(url, "HEAD")
        assert (answer.status, body) == (200, "")
        assert int(answer.headers["Content-Length"]) > 100
        answer, _ = await visitor.opens(url, "POST")
        assert (answer.status, answer.headers["Allow"]) == (405, "GET,HEAD")
    assert (await visitor.opens("/letter/x", "HEAD"))[0].status == 404


async def test_no_log_holds_the_address_of_a_page(visitor, caplog, capfd):
    caplog.set_level("DEBUG")
    await visitor.plans()
    await visitor.keeps()
    for url in (visitor.visit_link(), visitor.letter_link(), "/letter/wrong-one"):
        await visitor.opens(url)
    visitor.house.store.read = AsyncMock(side_effect=[RuntimeError("x"), StorageUnavailable("x")])
    assert (await visitor.opens(visitor.letter_link()))[0].status == 500
    assert (await visitor.opens(visitor.visit_link()))[0].status == 503
    told = caplog.text + "".join(capfd.readouterr())
    assert "/letter/{token}" in told
    for secret in (visitor.visit_link(), visitor.letter_link(), "wrong-one"):
        assert secret.rpartition("/")[2].removesuffix(".ics") not in told


@pytest.mark.parametrize("path", ["/letter/wrong-one", "/letter/wrong-one" + "9" * 9000])
async def test_the_house_itself_logs_no_address(tmp_path, caplog, capfd, path):
    caplog.set_level("DEBUG")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    database = f"sqlite:///{tmp_path}/p.sqlite3"
    settings = load(None, porchlight_key=Keys.generate(), database_url=database, port=port)
    await asyncio.to_thread(migrate.upgrade, database)
    house, stop = Wired(settings, SCHEME, doors=list), asyncio.Event()
    serving = asyncio.create_task(run(house, stop, "127.0.0.1"))
    async with ClientSession() as http:
        while not (serving.done() or await answers(http, f"http://127.0.0.1:{port}/healthz")):
            await asyncio.sleep(0.02)
        await answers(http, f"http://127.0.0.1:{port}{path}")
    stop.set()
    await serving
    assert "wrong-one" not in caplog.text + "".join(capfd.readouterr())


async def answers(http, url):
    try:
        async with http.get(url) as answer:
            return answer.status
    except ClientConnectorError:
        return None


def test_links_lead_where_the_operator_says(tmp_path):
    def leads(**given):
        settings = load(None, porchlight_key=Keys.generate(), **given)
        return Wired(settings, replace(SCHEME, public_url="")).scheme.public_url

    assert leads(public_url="https://iv.example/") == "https://iv.example"
    assert leads() == ""


# How it looks


def test_every_colour_can_be_read():
    """WCAG 2.2 AA: 4.5 to 1 for text, by day and by night."""
    css = (drawing._HERE / "page.css").read_text("utf-8")
    day, night = (
        dict(re.findall(r"--(\w+): (#\w{6})", part)) for part in css.split("@media", 2)[:2]
    )
    for colours in (day, day | night):
        for ink, ground in (("ink", "paper"), ("dim", "paper"), ("ink", "wall")):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    """https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
