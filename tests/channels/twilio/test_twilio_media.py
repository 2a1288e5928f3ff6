"""Pictures that come with a message: case 24 of the wire."""

from __future__ import annotations

import pytest

from bot.channels.twilio import media
from bot.channels.twilio.media import MediaError
from flows.events import File
from tests.channels.twilio.house import ANA, House

JPEG = b"\xff\xd8 a receipt"


def with_media(house: House, *kinds: str) -> dict[str, str]:
    fields = {"NumMedia": str(len(kinds))}
    for number, kind in enumerate(kinds):
        fields[f"MediaUrl{number}"] = house.twilio.media_url(f"file{number}")
        fields[f"MediaContentType{number}"] = kind
        house.twilio.media[f"file{number}"] = JPEG
    return fields


@pytest.mark.parametrize("body", ["", "bus to the zoo"])
async def test_24_a_picture_is_fetched_with_and_without_words(house: House, body):
    await house.twilio.text(f"whatsapp:{ANA}", body, **with_media(house, "image/jpeg"))
    arrived = house.inbox.one
    assert (arrived.text, arrived.unsupported) == (body, None)
    [file] = arrived.files
    assert (file.kind, file.reference) == ("image/jpeg", file.reference)
    assert await house.door.fetch(file) == JPEG


async def test_24_pictures_and_papers_are_kept_and_other_things_are_not(house: House):
    fields = with_media(house, "image/png", "audio/ogg", "application/pdf", "text/vcard")
    await house.twilio.text(f"whatsapp:{ANA}", **fields)
    assert [file.kind for file in house.inbox.one.files] == ["image/png", "application/pdf"]


@pytest.mark.parametrize(
    ("kind", "called"), [("audio/ogg", "audio"), ("video/mp4", "video"), ("text/vcard", "file")]
)
async def test_24_a_thing_we_cannot_take_says_what_it_is(house: House, kind, called):
    await house.twilio.text(f"whatsapp:{ANA}", **with_media(house, kind))
    assert (house.inbox.one.files, house.inbox.one.unsupported) == ((), called)


async def test_24_a_safety_word_with_a_video_is_still_the_word(house: House):
    await house.twilio.text(f"whatsapp:{ANA}", "SOS", **with_media(house, "video/mp4"))
    assert (house.inbox.one.text, house.inbox.one.unsupported) == ("SOS", None)


async def test_24_our_credentials_go_to_twilio_alone(house: House):
    for url in ("https://elsewhere.example/a.jpg", "file:///etc/hosts", "http://[", ""):
        with pytest.raises(MediaError, match="host"):
            await house.door.fetch(File(url, "image/jpeg"))
    # The redirect to another host is followed without them: the double refuses them there.
    house.twilio.media["a"] = JPEG
    assert await house.door.fetch(File(house.twilio.media_url("a"), "image/jpeg")) == JPEG


async def test_24_a_file_that_is_gone_empty_or_too_big_is_unavailable(house: House, monkeypatch):
    monkeypatch.setattr(media, "MEDIA_LIMIT", 100)
    house.twilio.media |= {"empty": b"", "big": b"x" * 101, "fits": b"x" * 100}
    for name, why in (("gone", "404"), ("empty", "empty"), ("big", "too_big")):
        with pytest.raises(MediaError, match=why):
            await house.door.fetch(File(house.twilio.media_url(name), "image/jpeg"))
    assert len(await house.door.fetch(File(house.twilio.media_url("fits"), "image/jpeg"))) == 100


async def test_24_a_wrong_token_is_unavailable(another_house):
    house = await another_house(auth_token="another")
    with pytest.raises(MediaError, match="401"):
        await house.door.fetch(File(house.twilio.media_url("a"), "image/jpeg"))
