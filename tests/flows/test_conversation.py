"""The replay engine: answers by name, effects once, questions that change under way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from flows import conversation as engine
from flows import talking
from flows.answers import AnOption, Missed, OkOrNo, Reply
from flows.conversation import CONVERSATIONS, Conversation, Script, agree, ask, choose
from flows.decide import decide
from flows.decisions import Decision, EndTalk, KeepTalk, Note, Say, SetDuty
from flows.events import Arrived
from flows.facts import Channel, Kept, Shown, Snapshot, Talk
from flows.typed_answers import APlace, ATime
from locales import messages as m
from locales.message import Message
from tests.flows.world import ANA, CLEO, World

WHERE, WHEN, SURE, WHICH = (Message(n, f"{n.title()}?") for n in ("WHERE", "WHEN", "SURE", "WHICH"))
DONE = Message("DONE", "{place}, {sure}")


def snapshot(talk: Talk | None = None) -> Snapshot:
    world = World()
    event = Arrived(Channel.SMS, "+447700900001", "m1", world.now)
    return replace(world.snapshot(world.people[ANA], event), talk=talk)


def script(s: Snapshot) -> Script:
    place = yield from ask("place", WHERE, APlace())
    yield SetDuty(1, True)
    sure = yield from agree("sure", SURE)
    yield Say(ANA, DONE, {"place": place, "sure": sure})


CONV = Conversation("test", 1, script)


def kept(decided: list[Decision]) -> Talk:
    """The conversation as it would come back from the database: through JSON."""
    talk = next(d.talk for d in decided if isinstance(d, KeepTalk))
    answers = json.loads(json.dumps({n: [k.raw, k.value] for n, k in talk.answers.items()}))
    return replace(talk, answers={n: Kept(*k) for n, k in answers.items()})


def said(decided: list[Decision]) -> list[str]:
    return [d.message.name for d in decided if isinstance(d, Say)]


def test_each_answer_leads_to_the_next_question_and_effects_happen_once() -> None:
    first = engine.begin(CONV, snapshot())
    assert said(first) == ["WHERE"]
    second = engine.reply(CONV, snapshot(), kept(first), Reply("Cinema"))
    assert said(second) == ["SURE"]
    assert SetDuty(1, True) in second
    third = engine.reply(CONV, snapshot(), kept(second), Reply("ok"))
    assert said(third) == ["DONE"]
    assert SetDuty(1, True) not in third, "it happened when Cinema was answered"
    assert EndTalk(ANA) in third


def test_a_name_used_twice_is_a_clear_error() -> None:
    def twice(s: Snapshot) -> Script:
        yield from ask("place", WHERE, APlace())
        yield from ask("place", WHERE, APlace())

    talk = kept(engine.begin(CONV, snapshot()))
    with pytest.raises(ValueError, match="asks 'place' twice"):
        engine.reply(Conversation("t", 1, twice), snapshot(), talk, Reply("Cinema"))


def test_a_reply_binds_to_the_question_that_was_shown_even_when_another_comes_first_now() -> None:
    """A deployment put a question before the one that is open: the reply is not lost."""

    def changed(s: Snapshot) -> Script:
        which = yield from choose("which", WHICH, [("a", "Apple", "a"), ("b", "Bread", "b")])
        place = yield from ask("place", WHERE, APlace())
        yield Say(ANA, DONE, {"place": place, "sure": which})

    talk = kept(engine.begin(CONV, snapshot()))
    asked = engine.reply(Conversation("t", 1, changed), snapshot(), talk, Reply("Cinema"))
    assert said(asked) == ["WHICH"]
    done = engine.reply(Conversation("t", 1, changed), snapshot(), kept(asked), Reply("2"))
    assert next(d for d in done if isinstance(d, Say)).args == {"place": "Cinema", "sure": "b"}


def test_an_answer_that_no_longer_holds_is_asked_again_with_the_reason() -> None:
    def timed(s: Snapshot) -> Script:
        at = yield from ask("at", WHEN, ATime())
        yield from agree("sure", SURE)
        yield Say(ANA, DONE, {"place": str(at), "sure": True})

    conv = Conversation("t", 1, timed)
    asked = engine.reply(conv, snapshot(), kept(engine.begin(conv, snapshot())), Reply("5pm"))
    late = replace(snapshot(), now=snapshot().now.replace(hour=20))
    again = engine.reply(conv, late, kept(asked), Reply("ok"))
    assert said(again) == ["TIME_GONE", "WHEN"]


def test_a_reply_that_is_missed_makes_nothing_happen_again() -> None:
    second = engine.reply(CONV, snapshot(), kept(engine.begin(CONV, snapshot())), Reply("Cinema"))
    missed = engine.reply(CONV, snapshot(), kept(second), Reply("perhaps"))
    assert said(missed) == ["OK_OR_NO"]
    assert SetDuty(1, True) not in missed


def test_back_drops_the_last_answer() -> None:
    first = engine.begin(CONV, snapshot())
    second = engine.reply(CONV, snapshot(), kept(first), Reply("Cinema"))
    again = engine.back(CONV, snapshot(), kept(second))
    assert said(again) == ["WHERE"]
    assert SetDuty(1, True) not in again


def test_two_answers_in_one_message_are_both_taken() -> None:
    def two(s: Snapshot) -> Script:
        place = yield from ask("place", WHERE, APlace())
        at = yield from ask("at", WHEN, ATime())
        yield Say(ANA, DONE, {"place": place, "sure": at})

    assert said(engine.begin(Conversation("t", 1, two), snapshot(), "cinema until 5pm")) == ["DONE"]


def test_a_number_means_what_was_offered_then() -> None:
    """The options changed meanwhile: 1 is what was shown as 1, or it is asked again."""
    offered = [("b", "Bread", "b"), ("a", "Apple", "a")]
    shown = (("a", "Apple"), ("b", "Bread"))
    got = AnOption(tuple(offered)).read(Reply("1", shown=shown), snapshot())
    assert got.value == "a"  # type: ignore[union-attr]
    assert OkOrNo().read(Reply("maybe"), snapshot()) == Missed(m.OK_OR_NO)


@pytest.fixture
def broken() -> Iterator[str]:
    """A conversation with a fault in it."""

    def fails(s: Snapshot) -> Script:
        yield from ask("place", WHERE, APlace())
        raise ZeroDivisionError

    CONVERSATIONS["broken"] = Conversation("broken", 1, fails)
    yield "broken"
    del CONVERSATIONS["broken"]


def test_a_conversation_that_fails_three_times_is_parked_and_a_person_told(broken: str) -> None:
    world = World()
    talk = Talk(broken, 1, {}, Shown(1, "place"), world.now.replace(hour=23))
    event = Arrived(Channel.SMS, "+447700900001", "m1", world.now, text="Cinema")
    for _ in range(2):
        decided = decide(event, snapshot(talk))
        assert said(decided) == ["OUR_FAULT"]
        talk = next(d.talk for d in decided if isinstance(d, KeepTalk))
    decided = decide(event, snapshot(talk))
    assert said(decided)[0] == "OUR_FAULT_PARKED"
    assert EndTalk(ANA) in decided
    assert any(isinstance(d, Say) and d.to == CLEO for d in decided)
    notes = [d for d in decided if isinstance(d, Note)]
    assert notes[0].detail.startswith("ZeroDivisionError in fails")
    assert "Cinema" not in notes[0].detail


def test_every_conversation_is_registered_under_its_own_name() -> None:
    assert all(name == conv.name for name, conv in CONVERSATIONS.items())
    assert talking.under_way(snapshot()) is None
    with pytest.raises(ValueError, match="two conversations are called 'enrol'"):
        engine.conversation("enrol")(script)
