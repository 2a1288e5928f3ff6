"""The young person's own words about a visit: approved by the volunteer, a link for the carer."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from flows.facts import Role, Stage
from flows.scheme import Scheme
from locales import catalogues
from locales import record_messages as m
from storage.store import Store
from tests.stories.conftest import Cast
from tests.stories.stage import Phone
from tests.stories.stage import Stage as Theatre
from tests.stories.test_record import DONE, HELD, comes_home, goes, kept, says

WHERE = "https://lantern.example"
PUBLIC = Scheme(name="Lantern IV", phone="0117 496 0000", public_url=WHERE)
WORDS = "We met up on Wednesday 3 June. What we did: bowling. You chose it. It was a good day."
SHOWN = (
    "For K7 to keep:\n{words}\nSend it? Reply OK or NO, or write it in your own words, without a"
    " child's name."
)
SENT = "K7's words go to the carer now."

WELSH = {
    m.LETTER_DAY_DID: "Fe wnaethon ni gwrdd {day}. Beth wnaethon ni: {did}.",
    m.LETTER_DAY: "Fe wnaethon ni gwrdd {day}.",
    m.LETTER_YOU_CHOSE: "Ti ddewisodd.",
    m.LETTER_GOOD: "Roedd yn ddiwrnod da.",
    m.LETTER_FROM: "Oddi wrth {name}",
}


@pytest.fixture
def welsh(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the letter had been put into Welsh, whatever the catalogue holds now."""
    real = dict(catalogues._translations(catalogues.FOLDER))
    real["cy"] = {**real["cy"], **{(w.name, w.english): text for w, text in WELSH.items()}}
    monkeypatch.setattr(catalogues, "_translations", lambda folder=None: real)


async def scheme(stage: Theatre, language: str | None = None, carer: bool = True) -> Cast:
    ana = await stage.enters("Ana", Role.VOLUNTEER, "+447700900001")
    cleo = await stage.enters("Cleo", Role.CO_ORDINATOR, "+447700900003", on_duty=True)
    ben = await stage.names(ana, "Ben", "+447700900002")
    eve = await stage.enters("Eve", Role.CARER, "+447700900005") if carer else None
    match = await stage.matches(
        ana, "K7", carer=eve, co_ordinator=cleo, stage=Stage.ESTABLISHED, language=language
    )
    return Cast(stage, ana, ben, cleo, cleo, eve, match)


@pytest.fixture
async def public(store: Store) -> AsyncIterator[Theatre]:
    """A scheme that has a public address, so that links can be given."""
    stage = Theatre(store, PUBLIC)
    yield stage
    await stage.close()
    stage.nothing_unheard()


async def tells(cast: Cast) -> str:
    """Everything but the letter; returns what is shown of it."""
    await goes(cast)
    await comes_home(cast)
    await cast.ana.says("record")
    for said in ("no", "ok", "k7", "good", "no", "no", "ok"):
        cast.ana.last()
        await cast.ana.says(said)
    cast.ana.hears("What did you spend? …")
    await cast.ana.says("no")
    return cast.ana.last()


def link(eve: Phone) -> None:
    said = eve.last()
    assert said.startswith("K7's own record of the visit with Ana on Wed 3 Jun:\n" + WHERE)
    assert "bowling" not in said


async def test_approved_it_is_kept_and_the_carer_gets_a_link(public: Theatre) -> None:
    cast = await scheme(public)
    assert await tells(cast) == SHOWN.format(words=f"{WORDS} From Ana")
    await says(cast, ("ok", f"{DONE}\n{SENT}"))
    assert cast.eve is not None
    link(cast.eve)
    record = await kept(cast)
    assert record is not None
    assert (record.letter, record.language) == (f"{WORDS} From Ana", "en")


async def test_own_words_take_its_place_once_they_are_read_again(public: Theatre) -> None:
    cast = await scheme(public)
    await tells(cast)
    mine = "You knocked down eight pins at once! I laughed all the way home. Ana " * 2
    await says(
        cast,
        ("hm", "Reply OK to send it, NO to send nothing, or write a sentence or more yourself."),
        (mine, SHOWN.format(words=mine.strip())),
        ("A better one: well bowled!", SHOWN.format(words="A better one: well bowled!")),
        ("back", SHOWN.format(words=mine.strip())),
        ("OK", f"{DONE}\n{SENT}"),
    )
    assert cast.eve is not None
    link(cast.eve)
    record = await kept(cast)
    assert record is not None
    assert record.letter == mine.strip()


async def test_no_keeps_none_and_tells_nobody(public: Theatre) -> None:
    cast = await scheme(public)
    await tells(cast)
    await says(cast, ("x " * 301, "That is too long for me. In 600 letters, please."), ("no", DONE))
    record = await kept(cast)
    assert record is not None
    assert record.letter == ""


async def test_without_a_carer_who_has_joined_it_is_shown_by_hand(public: Theatre) -> None:
    cast = await scheme(public, carer=False)
    await tells(cast)
    await says(cast, ("ok", f"{DONE}\n{HELD}"))
    record = await kept(cast)
    assert record is not None
    assert record.letter


async def test_a_carer_who_wants_no_messages_gets_none(public: Theatre) -> None:
    cast = await scheme(public)
    assert cast.eve is not None
    await cast.eve.opts_out()
    for phone in (cast.cleo, cast.ana, cast.eve):
        phone.heard.clear()
    await tells(cast)
    await says(cast, ("ok", f"{DONE}\n{HELD}"))


@pytest.mark.usefixtures("welsh")
async def test_in_the_young_persons_language_with_what_it_means(public: Theatre) -> None:
    cast = await scheme(public, language="cy")
    theirs = (
        "Fe wnaethon ni gwrdd Dydd Mercher 3 Mehefin. Beth wnaethon ni: bowling. Ti ddewisodd."
        " Roedd yn ddiwrnod da. Oddi wrth Ana"
    )
    assert await tells(cast) == (
        f"For K7 to keep:\n{theirs}\nThat means:\n{WORDS} From Ana\nSend it? Reply OK or NO, or"
        " write it in your own words, without a child's name."
    )
    await says(cast, ("ok", f"{DONE}\n{SENT}"))
    assert cast.eve is not None
    link(cast.eve)
    record = await kept(cast)
    assert record is not None
    assert (record.letter, record.language) == (theirs, "cy")


@pytest.mark.usefixtures("welsh")
async def test_own_words_are_kept_in_the_volunteers_language(public: Theatre) -> None:
    cast = await scheme(public, language="cy")
    await tells(cast)
    mine = "What a lovely day that was."
    await says(cast, (mine, SHOWN.format(words=mine)), ("ok", f"{DONE}\n{SENT}"))
    assert cast.eve is not None
    link(cast.eve)
    record = await kept(cast)
    assert record is not None
    assert (record.letter, record.language) == (mine, "en")


async def test_a_language_that_nobody_has_put_it_into_is_english(public: Theatre) -> None:
    cast = await scheme(public, language="ti")
    assert await tells(cast) == SHOWN.format(words=f"{WORDS} From Ana")
