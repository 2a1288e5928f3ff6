"""A visit's dates and a letter's link, as they leave by each channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from icalendar import Calendar

from flows.decisions import Dates, Resend, Say, Urgency
from flows.facts import Address, Channel, Person, Role
from flows.ladder import How
from flows.scheme import Scheme
from locales.message import Message
from storage import journal, outbox
from storage.calendar import uid_of
from storage.keys import Keys
from storage.links import letter_url, visit_url
from storage.outbox_row import Attachment
from storage.wording import Speech, again, word
from tests.storage.house import ANA, NOW

KEYS = Keys.from_text(Keys.generate())
URL = "https://iv.example"
HI = Message("HI", "Hi.")
DATES = Dates(7, NOW, NOW + timedelta(hours=3), Message("T", "Visit"), "Bowling")
SAY = Say(9, HI, calendar=DATES)
DATES_LINK, LETTER_LINK = visit_url(KEYS, URL, 7, "en"), letter_url(KEYS, URL, 8)

SMS = Address(1, Channel.SMS, ANA, 0)
TELEGRAM = Address(2, Channel.TELEGRAM, "55", 1)
WHATSAPP = Address(3, Channel.WHATSAPP, ANA, 2, last_heard_at=NOW)
LANDLINE = Address(4, Channel.VOICE, "+441174960001", 3)


def person(*addresses, language="en"):
    return Person(9, "Ana", frozenset({Role.VOLUNTEER}), language, addresses=addresses)


def speech(url=URL, **more):
    ids = iter(range(1, 9))
    return Speech(Scheme(public_url=url), NOW, NOW, ids.__next__, **{"keys": KEYS, **more})


def said(say, *addresses, url=URL, language="en", **more):
    worded = word(say, person(*addresses, language=language), speech(url, **more))
    return worded.outgoing[0]


@pytest.mark.parametrize("address", [SMS, WHATSAPP])
def test_where_no_file_is_taken_a_link_is_the_last_line(address):
    row = said(SAY, address)
    assert (row.text, row.file) == (f"Hi.\n{DATES_LINK}", None)
    assert said(SAY, address, language="cy").text == f"Hi.\n{DATES_LINK}?lang=cy"
    assert said(SAY, address, language="xx").text == f"Hi.\n{DATES_LINK}"


def test_on_telegram_a_file_follows_the_words():
    row = said(SAY, TELEGRAM)
    assert row.text == "Hi."
    assert (row.file.name, row.file.kind, row.file.link) == (
        "visit.ics",
        "text/calendar",
        DATES_LINK,
    )
    [event] = Calendar.from_ical(row.file.content).walk("VEVENT")
    assert (event["UID"], event["LOCATION"]) == (uid_of(7), "Bowling")


def test_without_an_address_of_ours_there_is_a_file_and_no_link():
    for row in (said(SAY, SMS, url=""), said(SAY, SMS, keys=None)):
        assert (row.text, row.file) == ("Hi.", None)
    assert said(SAY, TELEGRAM, url="").file.link == ""
    assert said(replace(SAY, letter=8), SMS, url="").text == "Hi."


def test_a_letter_s_link_goes_by_every_channel_that_is_read():
    letter = replace(SAY, calendar=None, letter=8)
    for address in (SMS, WHATSAPP, TELEGRAM):
        assert said(letter, address).text == f"Hi.\n{LETTER_LINK}"
    assert said(replace(letter, calendar=DATES), SMS).text == f"Hi.\n{DATES_LINK}\n{LETTER_LINK}"


def test_no_call_reads_a_link_out():
    row = said(replace(SAY, letter=8, how=How.CALL), LANDLINE)
    assert (row.text, row.file) == ("Hi.", None)
    calling = speech(me=person(LANDLINE), channel=Channel.VOICE)
    assert word(replace(SAY, letter=8), person(LANDLINE), calling).inline == ["Hi."]


def test_a_stranger_gets_them_too():
    stranger = speech(channel=Channel.SMS, address=ANA)
    [row] = word(replace(SAY, to=None), None, stranger).outgoing
    assert row.text == f"Hi.\n{DATES_LINK}"


@pytest.mark.parametrize(
    ("left", "text", "has_file"),
    [
        (SMS, f"Hi.\n{DATES_LINK}", False),
        (replace(TELEGRAM, id=5, value="56"), "Hi.", True),
    ],
    ids=["sms", "telegram"],
)
def test_words_that_go_by_another_way_take_their_dates_along(left, text, has_file):
    earlier = said(SAY, TELEGRAM)
    [row] = again(Resend(1, 9, (2,)), earlier, person(TELEGRAM, left), speech()).outgoing
    assert (row.text, row.file == earlier.file) == (text, has_file)


def test_words_that_end_as_a_call_lose_what_cannot_be_said():
    earlier = replace(said(SAY, TELEGRAM), urgency=Urgency.SAFETY)
    [row] = again(Resend(1, 9, (2,)), earlier, person(TELEGRAM, LANDLINE), speech()).outgoing
    assert (row.channel, row.text, row.file) == (Channel.VOICE, "Hi.", None)


async def test_a_file_waits_sealed_and_comes_back_whole(store, keys):
    content = bytes(range(256)) + b"Wobblecombe"
    row = replace(said(SAY, TELEGRAM), file=Attachment("visit.ics", "text/calendar", content, "x"))
    plain = replace(said(SAY, SMS), id=77)
    held = [(each, outbox.State.HELD, NOW) for each in (row, plain)]
    await store.run(lambda conn: outbox.add_rows(conn, keys, held, ""))
    found = await store.read(lambda conn: outbox.find_rows(conn, keys, [row.id, plain.id]))
    assert {each.id: each.file for each in found} == {row.id: row.file, 77: None}
    sealed = await store.read(
        lambda conn: conn.exec_driver_sql("SELECT payload FROM outbox").scalars().all()
    )
    assert not any(b"Wobble" in bytes(each) for each in sealed)


async def test_the_dates_are_journalled(store, keys):
    await store.run(lambda conn: journal.note(conn, keys, NOW, "x", None, {"decisions": [SAY]}))
    [(*_, content)] = await store.read(lambda conn: journal.entries(conn, keys))
    assert content["decisions"][0]["calendar"] == {
        "is": "Dates",
        "visit": 7,
        "starts_at": NOW.isoformat(),
        "home_by": (NOW + timedelta(hours=3)).isoformat(),
        "title": "T",
        "place": "Bowling",
    }
