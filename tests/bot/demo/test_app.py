"""The page and its forms, as a browser without any script uses them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from bot.demo import wording
from bot.demo.app import build
from bot.demo.view import PhoneState
from flows.facts import Channel
from locales import demo_messages as m
from locales.catalogues import worded
from tests.bot.demo.made_up import BUSY, MadeUpStage, calm

Client = TestClient[web.Request, web.Application]


@pytest.fixture
def stage() -> MadeUpStage:
    return MadeUpStage(BUSY)


@pytest.fixture
async def client(stage: MadeUpStage) -> AsyncIterator[Client]:
    async with TestClient(TestServer(build(stage))) as client:
        yield client


async def post(client: Client, path: str, **form: str) -> ClientResponse:
    return await client.post(path, data=form, allow_redirects=False)


async def test_the_page_shows_phones_people_out_alerts_timers_and_deliveries(
    client: Client,
) -> None:
    page = await (await client.get("/")).text()
    for shown in (
        "Ana&#39;s named person",
        "Not home yet: Ana",
        "should have been home by 16:00",
        "Nobody has taken it yet",
        "the co-ordinator on duty",
        "Press 1 to take it, 2 to hear this again",
        "Did not arrive: 1",
        "next rung",
    ):
        assert shown in page


async def test_a_calm_page_says_so() -> None:
    async with TestClient(TestServer(build(MadeUpStage(calm())))) as client:
        page = await (await client.get("/")).text()
    assert "Everybody is home" in page
    assert "No alerts. All is quiet." in page
    assert page.count("No messages yet.") == 6


async def test_the_view_can_be_read_as_data(client: Client) -> None:
    view = json.loads(await (await client.get("/view.json")).text())
    keys = [phone["key"] for phone in view["phones"]]
    assert keys == ["ana", "ben", "cleo", "eve", "stranger", "dee"]
    assert view["out"][0]["home_by"] == "2026-06-13T15:00:00+00:00"
    assert view["alerts"][0]["rungs"][3]["state"] == "climbed"


async def test_sending_goes_back_to_that_phone(client: Client, stage: MadeUpStage) -> None:
    answer = await post(client, "/phones/ana/say", text=" out ", channel="telegram")
    assert answer.status == 303
    assert answer.headers["Location"] == "/?lang=en#phone-ana"
    assert stage.asked == [("says", "ana", "out", Channel.TELEGRAM)]


async def test_a_suggested_word_goes_before_what_stands_in_the_box(
    client: Client, stage: MadeUpStage
) -> None:
    await post(client, "/phones/cleo/say", text="half a sent", word="A7")
    assert stage.asked == [("says", "cleo", "A7", None)]


async def test_an_empty_message_is_not_sent(client: Client, stage: MadeUpStage) -> None:
    assert (await post(client, "/phones/ana/say", text="  ")).status == 303
    assert stage.asked == []


async def test_every_other_form_reaches_the_stage(client: Client, stage: MadeUpStage) -> None:
    await post(client, "/phones/ana/tap", entry="8", button="1")
    await post(client, "/phones/cleo/call", entry="3", key="1")
    await post(client, "/phones/cleo/call", entry="3", key="")
    await post(client, "/phones/ben/signal", state="on")
    await post(client, "/clock", by="60")
    await post(client, "/clock", by="next")
    await post(client, "/restart")
    assert stage.asked == [
        ("taps", "ana", 8, 1),
        ("answers", "cleo", 3, "1"),
        ("answers", "cleo", 3, ""),
        ("switches", "ben", PhoneState.ON),
        ("moves", timedelta(hours=1)),
        ("moves", None),
        ("restarts",),
    ]


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/phones/nobody/say", {"text": "hello"}),
        ("/phones/ana/say", {"text": "hello", "channel": "pigeon"}),
        ("/phones/ana/signal", {"state": "on fire"}),
        ("/clock", {"by": "-5"}),
        ("/clock", {"by": "1000000"}),
        ("/clock", {}),
    ],
)
async def test_what_makes_no_sense_is_refused(
    client: Client, stage: MadeUpStage, path: str, form: dict[str, str]
) -> None:
    assert (await client.post(path, data=form)).status == 400
    assert stage.asked == []


async def test_another_sites_page_cannot_press_anything(client: Client, stage: MadeUpStage) -> None:
    answer = await client.post(
        "/clock", data={"by": "60"}, headers={"Origin": "https://elsewhere.example"}
    )
    assert answer.status == 403
    assert stage.asked == []


async def test_nothing_is_loaded_from_anywhere_else(client: Client) -> None:
    answer = await client.get("/")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    page = await answer.text()
    assert "http://" not in page
    assert "https://" not in page
    for name in ("demo.css", "demo.js", "lamp.svg"):
        assert (await client.get(f"/static/{name}")).status == 200
    assert (await client.get("/static/demo.html")).status == 404


async def test_events_tell_of_every_change(client: Client, stage: MadeUpStage) -> None:
    async with client.get("/events") as news:
        assert await news.content.readline() == b"event: changed\n"
        assert await news.content.readline() == b"data: 0\n"
        stage.hears("ben", "Ana is home.")
        async with asyncio.timeout(5):
            await news.content.readuntil(b"data: 1\n")


async def test_closing_does_not_wait_for_those_who_listen(stage: MadeUpStage) -> None:
    client = TestClient(TestServer(build(stage)))
    await client.start_server()
    news = await client.get("/events")
    async with asyncio.timeout(5):
        await client.close()
    news.close()


async def test_a_language_is_kept_on_the_way_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wording, "worded", lambda message, language: ("", language))
    page = await (await client.get("/?lang=cy")).text()
    assert '<html lang="cy"' in page
    assert "Dydd Sadwrn 13 Mehefin" in page
    answer = await post(client, "/clock?lang=cy", by="1")
    assert answer.headers["Location"] == "/?lang=cy"


async def test_a_language_that_the_page_does_not_speak_is_not_offered(client: Client) -> None:
    page = await (await client.get("/?lang=tlh")).text()
    assert '<html lang="en"' in page
    for code, _ in wording.languages():
        assert worded(m.DEMO_GUIDE, code)[1] == code


class Outline(HTMLParser):
    """Heading levels, landmarks, ids and what labels what."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.named: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag in ("h1", "h2", "h3", "h4"):
            self.levels.append(int(tag[1]))
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("for", "aria-labelledby"):
                self.named += (value or "").split()


async def test_headings_landmarks_and_labels_hang_together(client: Client) -> None:
    outline = Outline()
    outline.feed(await (await client.get("/")).text())
    assert outline.levels[0] == 1
    assert outline.levels.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(outline.levels, outline.levels[1:], strict=False))
    assert {"header", "nav", "main", "footer"} <= outline.tags
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.named) <= set(outline.ids)


async def test_a_message_cannot_bring_its_own_markup(client: Client, stage: MadeUpStage) -> None:
    stage.hears("ana", '<script>alert("x")</script>')
    page = await (await client.get("/")).text()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


async def test_a_link_in_a_message_can_be_opened(client: Client, stage: MadeUpStage) -> None:
    stage.hears("eve", "Yours:\nhttp://127.0.0.1:9/letter/abc-1")
    page = await (await client.get("/")).text()
    assert '<a href="http://127.0.0.1:9/letter/abc-1"' in page
    opened = await client.get("/letter/abc-1")
    assert (await opened.text(), stage.asked[-1]) == ("letter", ("opens", "letter"))
