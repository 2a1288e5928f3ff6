"""Cases 1, 2, 6 to 10, 12, 15 and 16 of the wire: what people send, through the real route."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from aiogram import types
from telegram import Update

from bot.channels.telegram.plain import read_plain
from bot.channels.telegram.reading import read
from flows.events import Arrived, File, Place, ReachChanged
from flows.facts import Channel, Reach
from tests.channels.telegram import wire
from tests.channels.telegram.wire import ANA, BEN, CHANNEL, GROUP, SENT


async def test_case_1_text_is_one_event_known_by_its_chat_and_message(house):
    assert await house.takes(wire.text("OUT", message_id=7)) == [
        Arrived(Channel.TELEGRAM, "5001", "5001:7", SENT, text="OUT")
    ]


async def test_case_1_half_an_emoji_and_a_nul_become_text_that_can_be_saved(house):
    update = wire.text("x")
    update["message"]["text"] = "OUT\x00 \ud83d"
    [event] = await house.takes(update)
    assert event.text == "OUT ?"


@pytest.mark.parametrize("words", ["/start", "/start Zq_9-token"])
async def test_case_2_start_with_and_without_a_token_arrives_as_written(house, words):
    [event] = await house.takes(wire.text(words))
    assert event.text == words


async def test_case_6_of_a_photo_the_largest_within_20_mb_with_its_caption(house):
    sizes = wire.photo((90, 67, 1_000), (1280, 960, 200_000), (8000, 6000, 20_000_001))
    [event] = await house.takes(
        wire.update(message=wire.message(photo=sizes, caption="Bus fare £4.20"))
    )
    assert event.text == "Bus fare £4.20"
    assert event.files == (File("photo-1280", "image/jpeg", 200_000),)
    assert event.unsupported is None


async def test_case_6_a_photo_of_unknown_size_is_tried(house):
    [event] = await house.takes(wire.update(message=wire.message(photo=wire.photo((90, 67, None)))))
    assert event.files == (File("photo-90", "image/jpeg"),)


@pytest.mark.parametrize(
    ("mime", "name", "kind"),
    [
        ("image/png", "ticket.png", "image/png"),
        ("application/pdf", "invoice.pdf", "application/pdf"),
        (None, "scan.PDF", "application/pdf"),
    ],
)
async def test_case_7_a_picture_or_pdf_sent_as_a_document_is_a_file(house, mime, name, kind):
    paper = wire.document(mime, name)
    [event] = await house.takes(wire.update(message=wire.message(document=paper)))
    assert event.files == (File("paper", kind, 1000, name),)


async def test_case_7_a_paper_over_20_mb_is_said_to_be_too_big(house):
    paper = wire.document("application/pdf", "all.pdf", 20_000_001)
    [event] = await house.takes(wire.update(message=wire.message(document=paper)))
    assert (event.files, event.unsupported) == ((), "too_big")


_FILE: dict[str, Any] = {"file_id": "f", "file_unique_id": "u"}
_FILM: dict[str, Any] = _FILE | {"width": 1, "height": 1, "duration": 1}
UNSUPPORTED: dict[str, Any] = {
    "voice": types.Voice(**_FILE, duration=3),
    "video": types.Video(**_FILM),
    "video_note": types.VideoNote(**_FILE, length=1, duration=1),
    "audio": types.Audio(**_FILE, duration=3),
    "document": wire.document("application/zip", "all.zip", 30_000_000),
    "dice": types.Dice(emoji="🎲", value=3),
    "sticker": types.Sticker(
        **_FILE, type="regular", width=1, height=1, is_animated=False, is_video=False
    ),
}


@pytest.mark.parametrize("kind", UNSUPPORTED)
async def test_case_7_what_cannot_be_taken_is_named_so_that_it_is_asked_for_again(house, kind):
    [event] = await house.takes(wire.update(message=wire.message(**{kind: UNSUPPORTED[kind]})))
    assert (event.unsupported, event.files, event.text) == (kind, (), "")


async def test_case_7_a_moving_picture_is_no_document_though_telegram_adds_one(house):
    [event] = await house.takes(
        wire.update(
            message=wire.message(
                animation=types.Animation(**_FILM), document=wire.document("image/gif", "x.gif")
            )
        )
    )
    assert (event.unsupported, event.files) == ("animation", ())


async def test_case_7_words_under_a_video_still_count(house):
    [event] = await house.takes(
        wire.update(message=wire.message(video=UNSUPPORTED["video"], caption="SOS"))
    )
    assert (event.text, event.unsupported) == ("SOS", "video")


async def test_case_7_a_kind_newer_than_the_library_is_asked_again_too(house):
    update = wire.text("x")
    del update["message"]["text"]
    update["message"]["hologram"] = {"file_id": "h"}
    [event] = await house.takes(update)
    assert event.unsupported == "unknown"


async def test_case_8_the_pages_of_an_album_share_a_group(house):
    pages = [
        wire.update(
            message=wire.message(photo=wire.photo((w, w, 10)), media_group_id="album-1", caption=c)
        )
        for w, c in ((100, "Two receipts"), (200, None))
    ]
    events = await house.takes(*pages)
    assert [(e.group, e.files[0].reference, e.text) for e in events] == [
        ("album-1", "photo-100", "Two receipts"),
        ("album-1", "photo-200", ""),
    ]


async def test_case_9_a_location_is_a_place(house):
    where = types.Location(latitude=51.4816, longitude=-3.1791)
    [event] = await house.takes(wire.update(message=wire.message(location=where)))
    assert event.place == Place(51.4816, -3.1791)


async def test_case_9_a_venue_is_a_place_with_a_name(house):
    where = types.Location(latitude=51.5, longitude=-3.2)
    venue = types.Venue(location=where, title="Caffi'r Parc", address="Heol y Parc")
    [event] = await house.takes(wire.update(message=wire.message(location=where, venue=venue)))
    assert event.place == Place(51.5, -3.2, "Caffi'r Parc")


@pytest.mark.parametrize("number", ["447700900123", "+44 7700 900123"])
async def test_case_10_a_persons_own_contact_proves_their_number(house, number):
    card = types.Contact(phone_number=number, first_name="Ana", user_id=ANA.id)
    [event] = await house.takes(wire.update(message=wire.message(contact=card)))
    assert (event.phone, event.unsupported) == ("+447700900123", None)


@pytest.mark.parametrize("owner", [BEN.id, None])
async def test_case_10_somebody_elses_contact_proves_nothing(house, owner):
    card = types.Contact(phone_number="447700900124", first_name="Ben", user_id=owner)
    [event] = await house.takes(wire.update(message=wire.message(contact=card)))
    assert (event.phone, event.unsupported) == (None, "contact")


async def test_case_12_an_edit_is_recorded_as_one_and_is_no_repeat_of_its_message(house):
    first = wire.text("OUT", message_id=7)
    edited = wire.message(text="OUT, all good", message_id=7, edit_date=int(SENT.timestamp()) + 60)
    before, after = await house.takes(first, wire.update(update_id=99, edited_message=edited))
    assert (before.edited, before.provider_id) == (False, "5001:7")
    assert (after.edited, after.provider_id) == (True, "u99")
    assert after.sent_at == SENT + timedelta(minutes=1)


REFUSED = {
    "a channel's post": wire.update(channel_post=wire.message(text="x", chat=CHANNEL)),
    "a bot": wire.text("x", from_user=types.User(id=9, is_bot=True, first_name="B")),
    "a group": wire.text("OUT", chat=GROUP),
    "a button in a group": wire.press("w:OUT", message=wire.message(text="?", chat=GROUP)),
    "a service message": wire.update(
        message=wire.message(write_access_allowed=types.WriteAccessAllowed(from_request=True))
    ),
}


@pytest.mark.parametrize("who", REFUSED)
async def test_case_12_channels_bots_and_groups_are_refused(house, who):
    assert await house.takes(REFUSED[who]) == []
    assert house.door.counts["ignored"] == 1


async def test_case_12_a_group_is_left(house):
    await house.takes(wire.text("OUT", chat=GROUP), wire.membership("member", GROUP))
    await house.quiet()
    assert house.telegram.called("leaveChat") == [{"chat_id": GROUP.id}] * 2


@pytest.mark.parametrize(("status", "reach"), [("kicked", Reach.BLOCKED), ("member", Reach.OK)])
async def test_case_12_a_block_or_its_end_changes_who_can_be_reached(house, status, reach):
    update = wire.membership(status) | {"update_id": 12}
    assert await house.takes(update) == [ReachChanged(Channel.TELEGRAM, "5001", "u12", SENT, reach)]


async def test_case_15_the_same_update_twice_carries_the_same_identity(house):
    update = wire.text("OUT")
    await asyncio.gather(house.takes(update), house.takes(update))
    first, second = house.inbox.events
    assert first == second


async def test_case_15_a_later_update_before_an_earlier_one_keeps_both(house):
    late = wire.text("b", message_id=9) | {"update_id": 100}
    early = wire.text("a", message_id=8) | {"update_id": 99}
    restarted = wire.text("c", message_id=10) | {"update_id": 3}
    events = await house.takes(late, early, restarted)
    assert [e.provider_id for e in events] == ["5001:9", "5001:8", "5001:10"]


async def test_case_15_four_messages_at_once_are_taken_in_order(house):
    async def slowly(event):
        await asyncio.sleep(0.02)

    house.inbox.before = slowly
    sent = [house.takes(wire.text(words)) for words in ("PLAN", "sat 2pm", "cinema", "5pm")]
    await asyncio.gather(*sent)
    assert [e.text for e in house.inbox.events] == ["PLAN", "sat 2pm", "cinema", "5pm"]


async def test_case_16_after_an_outage_each_message_keeps_its_own_date(house):
    dates = [SENT - timedelta(hours=h) for h in (23, 12, 1)]
    events = await house.takes(*(wire.text("OUT", date=date) for date in dates))
    assert [e.sent_at for e in events] == dates


@pytest.mark.parametrize(
    "text",
    [
        "OUT",
        " out. ",
        "/start Zq_9-token",
        "Dw i adref",
        "OUT 🙂",
        "مرحبا",
        "two\nlines",
        "x" * 99,
    ],
)
def test_a_plain_text_read_by_hand_is_what_the_library_reads(text):
    update = wire.text(text)
    by_hand = read_plain(update)
    assert by_hand in (None, read(Update.de_json(update), SENT))
    assert (by_hand is not None) == text.isprintable()


@pytest.mark.parametrize(
    "change",
    [
        {"chat": {"id": 5001, "type": "group"}},
        {"from": {"id": 5001, "is_bot": True, "first_name": "Bot"}},
        {"message_id": True},
        {"date": "now"},
        {"date": 2**60},
        {"text": None},
        {"text": "  "},
        {"entities": []},
        {"chat": None},
    ],
)
def test_whatever_is_not_quite_plain_goes_the_librarys_way(change):
    update = wire.text("OUT")
    update["message"] |= change
    assert read_plain(update) is None
    assert read_plain([update]) is None
    assert read_plain({**update, "edited": 1}) is None
