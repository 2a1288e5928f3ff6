"""Who hears what: of every word that was typed in a busy fortnight, to whom it went."""

from __future__ import annotations

import pytest

from scheduler.sending import Outgoing
from tests.stories.busy import (
    CARER,
    CHAT,
    CHILD,
    NAMED,
    NUMBERS,
    SURNAME,
    VOLUNTEER,
    WORDS,
    Busy,
    busy,
)
from tests.stories.conftest import Cast
from tests.stories.stage import Stage

CO_ORDINATOR, OTHER = "Cordelia", "Fenella"

HEARD = {
    "place": {VOLUNTEER, CARER, NAMED},
    "second place": {VOLUNTEER, CARER},
    "relayed by the carer": {VOLUNTEER},
    "relayed by the volunteer": {CARER},
    "held back": set(),
    "did": {VOLUNTEER},
    "follow up": set(),
    "spent": set(),
    "letter": {VOLUNTEER},
    "notice": {VOLUNTEER, OTHER, CO_ORDINATOR},
    "reason": set(),
    "why off": set(),
    "why ill": set(),
}
"""By what it is, who reads a word that somebody typed: whoever typed it may have it said back."""

NEVER = {
    VOLUNTEER: {CARER, NUMBERS[CARER], SURNAME},
    CARER: {NUMBERS[VOLUNTEER], CHAT, SURNAME, NAMED, CHILD},
    NAMED: {"K7", CARER, CHILD, SURNAME, NUMBERS[CARER], NUMBERS[VOLUNTEER]},
    CO_ORDINATOR: {CHILD},
    "Desmond": {CHILD},
    OTHER: {"K7", CARER, VOLUNTEER, CHILD, NAMED},
}
"""What is in no message to them, its buttons, its link and its file included."""


@pytest.fixture
async def it(stage: Stage) -> Busy:
    return await busy(stage)


def whole(message: Outgoing) -> str:
    """All of it, without where it goes to."""
    return f"{message.text} {message.buttons} {message.file}"


async def test_every_word_goes_to_whom_it_is_for_and_to_nobody_else(it: Busy) -> None:
    heard = {
        kind: {
            phone.name
            for phone in it.stage.phones.values()
            for message in it.heard_by(phone)
            if word in whole(message)
        }
        for kind, word in WORDS.items()
    }
    assert heard == HEARD


async def test_nobody_is_told_who_the_others_are(it: Busy) -> None:
    told = [
        (name, secret, message.text)
        for phone in it.stage.phones.values()
        for name, secrets in NEVER.items()
        if phone.name == name
        for message in it.heard_by(phone)
        for secret in secrets
        if secret in whole(message)
    ]
    assert told == []


async def test_the_volunteer_never_hears_that_the_carer_worried_or_of_behaviour(it: Busy) -> None:
    """The carer sent WORRY, and words about behaviour that were held back."""
    said = " ".join(m.text.lower() for m in it.heard_by(it.ana, it.chat, it.named, it.fay))
    for word in ("c2 ", "c2:", "worr", "held back", "naughty", "behav", "complain", "alert"):
        assert word not in said.replace("or worry you?", "")


async def test_no_log_holds_a_word_of_it(it: Busy, capsys: pytest.CaptureFixture[str]) -> None:
    logged = "".join(capsys.readouterr())
    for secret in (*WORDS.values(), VOLUNTEER, NAMED, CARER, CHILD, SURNAME, *NUMBERS.values()):
        assert secret not in logged


@pytest.mark.parametrize(
    "text", ["in K7 bowling until 5pm", "in bowling for K7 until 5pm", "in k7's bowling until 5pm",
             "in taking K7 to bowling until 5pm", "in bowling with K7 until 5pm"]
)  # fmt: skip
async def test_a_named_person_hears_of_no_young_person(matched: Cast, text: str) -> None:
    """Old wrong result: "Ana is out: K7 bowling", to her named person."""
    await matched.ana.says(text)
    matched.ana.hears("You are not checked in yet. Before you go: …")
    await matched.ana.says("OK")
    matched.ana.hears("You're checked in: bowling, home by 17:00. …")
    matched.ben.hears("Ana is out: bowling, home by 17:00. …")
