"""Whatever a message tells people to send is understood, in every language it is told in.

Words in capitals are what people are to send, or stress. A new one is either a command
(`flows.words`), an answer that some question reads, or listed as stress.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from flows import matches, safety_card, told, words
from flows.answers import Answer, Got, Reply
from flows.facts import Snapshot
from flows.notice_form import ADate
from flows.plan_answers import ACost
from flows.scheme import Scheme
from flows.words import Word
from locales.catalogues import FOLDER, languages, worded
from locales.upkeep import sentences

CAPITALS = re.compile(r"(?<![\w{])[A-Z][A-Z']+(?![\w}])(?:\s+[A-Z][A-Z']+(?![\w}]))*")

STRESS = frozenset(
    "ALERT NOBODY NOT SECRET UK"  # en
    " RHYBUDD NEB DDIM PEIDIWCH CUDD DU NID".split()  # cy
)
"""Capitals that nobody is asked to send."""

NOW = Snapshot(datetime(2026, 6, 3, 11, tzinfo=UTC), Scheme())

ANSWERS: dict[str, tuple[Answer, ...]] = {
    "NOTHING": (ACost(), told.WhatItCost()),
    "SKIP": (
        ACost(), told.AnIncident(), told.AFewWords(), told.AChoice(()), told.AYesOrNo(),
        told.ANextDate(), told.WhatItCost(),
    ),
    "NONE": (ADate(), ADate(datetime(2026, 6, 12, 17, tzinfo=UTC))),
    "NO": (
        told.AnIncident(), told.AFewWords(), told.AYesOrNo(), told.ANextDate(),
        told.WhatItCost(), told.OwnLetter(),
    ),
    "OK": (told.AFewWords("zoo"), told.AYesOrNo(), told.OwnLetter(), safety_card.ATickList()),
    "INCIDENT": (told.AnIncident(),),
}  # fmt: skip
"""Words that questions read, and every question whose message asks for them."""
ANSWERS |= {"DIM BYD": ANSWERS["NOTHING"], "HEPGOR": ANSWERS["SKIP"], "DIM": ANSWERS["NONE"]}

BEHIND = {"TRIAL", "ESTABLISHED", "ENDED", "EXPLAINED", "REVIEW"}
"""Words behind MATCH and a reference."""


def asked_for() -> Iterator[tuple[str, str, str]]:
    """Each language, message and run of capitals."""
    for language in languages(FOLDER):
        for message in sentences():
            text, found = worded(message, language, FOLDER)
            if found == language:
                yield from ((language, message.name, run) for run in CAPITALS.findall(text))


def understood(run: str) -> bool:
    if run in ANSWERS or run in BEHIND or words.understand(run) is not None:
        return True
    return run == "TO"  # HAND OVER C2 TO Dee


def test_every_word_in_capitals_means_something_to_us() -> None:
    unknown: dict[str, set[str]] = {}
    for language, name, run in asked_for():
        known = understood(run) or all(w in STRESS or understood(w) for w in run.split())
        if not known:
            unknown.setdefault(f"{language}: {run}", set()).add(name)
    assert not unknown


@pytest.mark.parametrize("word", ANSWERS)
def test_a_word_is_an_answer_wherever_it_is_asked_for(word: str) -> None:
    """As it stands, small, and with thanks."""
    for answer in ANSWERS[word]:
        for said in (word, word.lower(), f"{word.lower()}."):
            got = answer.read(Reply(said), NOW)
            assert isinstance(got, Got), f"{type(answer).__name__} does not take {said!r}"


@pytest.mark.parametrize("word", sorted(BEHIND))
def test_what_stands_behind_a_match_is_read(word: str) -> None:
    meaning = words.understand(f"MATCH K7 {word}" + (" 14 Sep" if word == "REVIEW" else ""))
    assert meaning is not None
    assert meaning.word is Word.MATCH
    stages = {said for line in matches._STAGE_WORDS.values() for said in line.split()}
    assert word.lower() in stages | matches._EXPLAINED | matches._REVIEW


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("DONE 3", Word.DONE), ("HAND OVER C2 TO Dee", Word.HAND_OVER), ("MORE 30", Word.MORE),
        ("AWAY OFF", Word.AWAY), ("AWAY 1-14 Aug", Word.AWAY), ("DUTY ON", Word.DUTY_ON),
        ("CARER we are outside", Word.RELAY), ("CAN'T REACH Ana", Word.CANT_REACH),
        ("SAFE C2", Word.SAFE), ("PLAN Sat 4 Jul 14:00-17:00", Word.PLAN),
        ("OFF", Word.CANCEL_VISIT),
        ("CHANGE", Word.CHANGE), ("WORRY", Word.CONCERN), ("CYMRAEG", Word.LANGUAGE),
    ],
)  # fmt: skip
def test_what_we_tell_people_to_send_with_more_behind_it(said: str, word: Word) -> None:
    meaning = words.understand(said)
    assert meaning is not None
    assert meaning.word is word
