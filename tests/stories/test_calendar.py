"""A planned visit reaches Ana's calendar: as a file on Telegram, as a link by SMS."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from flows.facts import Channel, Role
from flows.scheme import Scheme
from storage.links import Kind, number_in
from storage.store import Store
from tests.stories.conftest import Cast
from tests.stories.stage import Phone, Stage

URL = "https://iv.example"
CHAT = "55001"
LINK = f"{URL}/visit/"
PLANNED = "Planned: bowling, Sat 20 Jun 14:00, home by Sat 20 Jun 17:00. …"
SATURDAY = datetime(2026, 6, 20, 14, 0, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
async def stage(store: Store) -> AsyncIterator[Stage]:
    """A scheme whose house can be reached from outside."""
    scheme = Scheme(name="Lantern IV", phone="0117 496 0000", public_url=URL)
    stage = Stage(store, scheme)
    yield stage
    await stage.nobody_forgotten()
    await stage.close()
    stage.nothing_unheard()


@pytest.fixture
async def alone(stage: Stage) -> Cast:
    """Ana has no match yet, so that a plan asks little."""
    ana = await stage.enters("Ana", Role.VOLUNTEER, "+447700900001")
    cleo = await stage.enters("Cleo", Role.CO_ORDINATOR, "+447700900003", on_duty=True)
    dee = await stage.enters("Dee", Role.CO_ORDINATOR, "+447700900004")
    ben = await stage.names(ana, "Ben", "+447700900002")
    return Cast(stage, ana, ben, cleo, dee)


async def plans(cast: Cast, phone: Phone) -> str:
    """Ana plans a visit; the last thing that she then hears."""
    await phone.says("PLAN 20 june 2-5 bowling by bus £5")
    phone.hears("Sat 20 Jun 14:00 to 17:00, bowling\n…")
    await phone.says("ok")
    said = phone.last()
    assert said.startswith(PLANNED[:-1]), said
    return said


async def test_by_sms_the_last_line_is_a_link_to_the_visit(alone: Cast) -> None:
    said = await plans(alone, alone.ana)
    link = said.splitlines()[-1]
    assert link.startswith(LINK)
    assert link.endswith(".ics")
    token = link.removeprefix(LINK).removesuffix(".ics")
    assert number_in(alone.stage.store.keys, Kind.VISIT, token) is not None
    assert alone.stage.log[-1].file is None


async def test_without_an_address_of_ours_the_words_stand_alone(store: Store) -> None:
    stage = Stage(store)
    ana = await stage.enters("Ana", Role.VOLUNTEER, "+447700900001")
    cleo = await stage.enters("Cleo", Role.CO_ORDINATOR, "+447700900003", on_duty=True)
    ben = await stage.names(ana, "Ben", "+447700900002")
    assert "http" not in await plans(Cast(stage, ana, ben, cleo, cleo), ana)
    await stage.close()
    stage.nothing_unheard()


async def test_on_telegram_a_file_follows_and_a_later_one_changes_the_entry(alone: Cast) -> None:
    await alone.stage.links(alone.ana, CHAT)
    telegram = alone.stage.phone("Ana", CHAT, Channel.TELEGRAM)
    said = await plans(alone, telegram)
    assert "http" not in said
    planned = entry(alone.stage, of=telegram)
    assert planned.decoded("DTSTART") == SATURDAY
    assert (planned["LOCATION"], planned["STATUS"]) == ("bowling", "CONFIRMED")
    await alone.beat(1)
    await telegram.says("OFF")
    telegram.hears("bowling, Sat 20 Jun 14:00. Why can't it be as planned?")
    await telegram.says("3")
    telegram.hears("When instead? For example Sat 2-5.")
    await telegram.says("no")
    off = entry(alone.stage, of=telegram)
    telegram.hears("bowling, Sat 20 Jun 14:00 is off. A co-ordinator will be told.")
    alone.cleo.hears("Ana's visit planned for Sat 20 Jun 14:00 is off.")
    assert (off["UID"], off["STATUS"]) == (planned["UID"], "CANCELLED")
    assert off["SEQUENCE"] > planned["SEQUENCE"]


def entry(stage: Stage, of: Phone) -> Any:
    """What this phone's newest message brought for a calendar."""
    file = next(m for m in reversed(stage.log) if m.to == of.value).file
    assert file is not None
    assert (file.name, file.kind) == ("visit.ics", "text/calendar")
    [event] = Calendar.from_ical(file.content).walk("VEVENT")
    return event
