"""After a visit: asked once home, told in a few words, never lost, and never nagged about."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from flows.decisions import PlanVisit, SetCovertWord, SetTimer
from flows.events import Place, TimerKind
from flows.facts import Channel, Stage, TaskKind
from storage import records, tables, tasks
from storage.records import KeptRecord
from tests.stories.conftest import Cast

INCIDENT = (
    "About your visit, {place}, {at}: did anything go wrong, or worry you? Reply NO if all was"
    " well, or INCIDENT."
)
FIRST = INCIDENT.format(place="bowling", at="12:00")
UNSURE = "To be sure: reply INCIDENT if something went wrong or worried you, or NO if all was well."
DID = (
    "What did you do? A few words, or OK for: bowling. Never a child's name or private talk."
    " SKIP leaves a question out."
)
CHOSE = "Who chose it?\n1 K7\n2 Me\n3 We both\n4 Somebody else"
MOOD = "How was it for K7?\n1 Great\n2 Good\n3 Mixed\n4 Hard"
NEXT = "Have you agreed a next date? Day and times, such as Sat 4 July 2-5, or NO."
FOLLOW_UP = "Anything for Cleo to follow up? A few words, never a child's name. Or NO."
EXPLAINED = (
    "Does K7 know what stays private and what you must pass on, and is it understood? Reply OK,"
    " or NO if not yet."
)
SPENT = "What did you spend? Such as bus 4.20, chips 6. Or NO."
LETTER = (
    "For K7 to keep:\n{words}\nSend it? Reply OK or NO, or write it in your own words, without a"
    " child's name."
)
DAY = "We met up on Wednesday 3 June."
DONE = "Thank you. The visit is written up."
COSTS = "Costs noted: £10.20. Please keep the receipts."
PLAN = "To plan the next visit, send PLAN Sat 4 Jul 14:00-17:00."
HELD = "K7's carer can't get them from me. Please show them yourself next time."


async def goes(cast: Cast, words: str = "in bowling till 5") -> None:
    await cast.ana.says(words)
    cast.ana.hears("You are not checked in yet. Before you go: …")
    await cast.ana.says("ok")
    cast.ana.hears("You're checked in: …")
    cast.ben.hears("Ana is out: …")


async def comes_home(cast: Cast) -> None:
    await cast.ana.says("OUT")
    cast.ana.hears("You're home safe. I am telling Ben. Thank you.")
    cast.ben.hears("Ana is home safe. …")


@pytest.fixture
async def home(matched: Cast) -> Cast:
    """Ana has been bowling with K7 for an hour and has just come home."""
    await goes(matched)
    await matched.beat(60)
    await comes_home(matched)
    return matched


@pytest.fixture
async def asked(home: Cast) -> Cast:
    """Two minutes later she is asked."""
    await home.beat(2)
    home.ana.hears(INCIDENT.format(place="bowling", at="12:00"))
    return home


async def says(cast: Cast, *pairs: tuple[str, str]) -> None:
    """Each thing said, and what is heard in return."""
    for said, heard in pairs:
        await cast.ana.says(said)
        cast.ana.hears(heard)


async def visit_ids(cast: Cast) -> list[int]:
    column = select(tables.visits.c.id).order_by(tables.visits.c.started_at)
    return await cast.stage.store.read(lambda conn: list(conn.execute(column).scalars()))


async def kept(cast: Cast, number: int = 0) -> KeptRecord | None:
    visit = (await visit_ids(cast))[number]
    keys = cast.stage.store.keys
    return await cast.stage.store.read(lambda conn: records.record_of(conn, keys, visit))


async def claimed(cast: Cast) -> Any:
    visit, keys = (await visit_ids(cast))[0], cast.stage.store.keys
    claim = await cast.stage.store.read(lambda conn: records.claim_of(conn, keys, visit))
    return claim and claim.lines


async def to_do(cast: Cast) -> list[tuple[str, str]]:
    keys = cast.stage.store.keys
    found = await cast.stage.store.read(lambda conn: tasks.open_tasks(conn, keys))
    return [(t.kind.value, t.detail) for t in found if t.kind is not TaskKind.FIRST_VISIT]


async def match_row(cast: Cast) -> Any:
    row = select(tables.matches.c.kept, tables.matches.c.explained_at)
    return await cast.stage.store.read(lambda conn: tuple(conn.execute(row).one()))


async def test_all_of_it(asked: Cast) -> None:
    await says(
        asked,
        ("no", DID),
        ("Bowling, then chips", CHOSE),
        ("1", MOOD),
        ("great", NEXT),
        ("sat 4 july 2-5", FOLLOW_UP),
        ("New shoes are needed", EXPLAINED),
        ("ok", SPENT),
        (
            "bus 4.20, chips 6",
            LETTER.format(
                words=f"{DAY} What we did: Bowling, then chips. You chose it. It was a great day."
                " See you on Saturday 4 July. From Ana"
            ),
        ),
        (
            "ok",
            "\n".join((DONE, HELD, COSTS, PLAN)),
        ),
    )
    record = await kept(asked)
    assert record is not None
    assert record.answers == {
        "incident": {"any": False, "said": ""},
        "did": "Bowling, then chips",
        "chose": "child",
        "mood": "great",
        "next": {"starts_at": "2026-07-04T13:00:00+00:00", "home_by": "2026-07-04T16:00:00+00:00"},
        "follow_up": "New shoes are needed",
        "explained": True,
        "spent": [["travel", 420, "bus 4.20"], ["refreshments", 600, "chips 6"]],
    }
    assert record.letter.startswith("We met up on Wednesday 3 June. What we did: Bowling, then")
    assert record.language == "en"
    assert await claimed(asked) == (("travel", 420), ("refreshments", 600))
    assert await to_do(asked) == [("follow_up", "New shoes are needed")]
    times, explained = await match_row(asked)
    assert times == 1
    assert explained is not None
    await says(asked, ("RECORD", "The visit, bowling, 12:00, is written up already. Thank you."))


SKIPS = (
    ("skip", DID), ("SKIP", CHOSE), ("skip", MOOD), ("pass", NEXT), ("skip", FOLLOW_UP),
    ("skip", EXPLAINED), ("skip", SPENT), ("hepgor", LETTER.format(words=f"{DAY} From Ana")),
    ("skip", DONE),
)  # fmt: skip


async def test_everything_can_be_skipped(asked: Cast) -> None:
    await says(asked, *SKIPS)
    record = await kept(asked)
    assert record is not None
    assert record.letter == ""
    told = {name: value for name, value in record.answers.items() if value is not None}
    assert told == {"incident": {"any": None, "said": ""}}
    assert await claimed(asked) is None
    assert await to_do(asked) == []


async def test_on_telegram_it_is_a_row_of_taps(matched: Cast) -> None:
    phone = matched.stage.phone("Ana", "10001", Channel.TELEGRAM)
    await matched.stage.links(matched.ana, "10001")
    ana, matched.ana = matched.ana, phone
    await goes(matched)
    await comes_home(matched)
    await phone.says("record")
    phone.hears(FIRST)
    for label, heard in (
        ("All was well", DID), ("OK", "Who chose it?"), ("We both", "How was it for K7?"),
        ("Mixed", NEXT), ("NO", FOLLOW_UP), ("NO", EXPLAINED), ("NO", SPENT),
        ("NO", LETTER.format(words=f"{DAY} What we did: bowling. We chose it together. Some of it"
                             " was good and some was not so easy. From Ana")),
        ("NO", DONE),
    ):  # fmt: skip
        await phone.taps(label)
        phone.hears(heard)
    record = await kept(matched)
    assert record is not None
    assert (record.answers["did"], record.answers["spent"]) == ("bowling", [])
    assert (await match_row(matched))[1] is None
    ana.hears_nothing()


async def test_back_asks_the_last_one_again(asked: Cast) -> None:
    await says(
        asked,
        ("no", DID), ("swimming", CHOSE), ("back", DID), ("BACK", FIRST), ("ok", DID),
        ("skip", CHOSE),
    )  # fmt: skip
    record = await kept(asked)
    assert record is not None
    assert record.answers == {
        "incident": {"any": False, "said": ""}, "did": None, "unfinished": True
    }  # fmt: skip


@pytest.mark.parametrize(
    "word",
    [
        "INCIDENT",
        "incident: a fall",
        "concern",
        "K7 fell off the wall",
        "he hit me",
        "2 falls",
        "a bit",
        "no, but he fell",
        "yes, he ran off",
        "he fell over but fine",
    ],
)
async def test_an_incident_reaches_a_person_at_once_and_the_record_goes_on(
    asked: Cast, word: str
) -> None:
    await asked.ana.says(word)
    asked.ana.hears("Is anyone in danger now? Call 999. I have asked Cleo to ring you …", DID)
    asked.cleo.hears("C2: Ana would like you to ring them. …")
    record = await kept(asked)
    assert record is not None
    assert record.answers["incident"]["any"] is True
    await asked.cleo.says("SAFE C2")
    asked.cleo.hears("C2 is closed: …")
    asked.ana.hears("Cleo has closed your alert. …")


@pytest.mark.parametrize("word", ["yes", "yep", "ie", "problems", "yes fine", "no good", "🙂", "7"])
async def test_what_could_mean_either_is_asked_back(asked: Cast, word: str) -> None:
    """Yes to "did anything go wrong" is not OK, and a false alarm wakes people."""
    await says(
        asked,
        (
            word,
            UNSURE,
        ),
        ("no", DID),
    )


@pytest.mark.parametrize(
    "word", ["no", "OK", "fine", "all good thanks", "No, all fine", "no problems", "lovely time",
             "nothing to report", "yes, all good", "popeth yn iawn", "nage", "dim byd"],
)  # fmt: skip
async def test_all_was_well_in_many_words(asked: Cast, word: str) -> None:
    await says(asked, (word, DID))


async def test_a_command_is_never_taken_for_an_answer(asked: Cast) -> None:
    await says(
        asked,
        ("in park until 5", "You are not checked in. Send just IN to check in. …"),
        ("ok", DID),
        ("in park until 5", "You are not checked in. Send just IN to check in. …"),
        ("PLAN sat 2-5 bowling", "I am asking about your visit. For anything else send LEAVE …"),
        ("swimming", CHOSE),
        ("back", DID),
        ("🙂", "In a few words, please. Or SKIP."),
        ("bowling", CHOSE),
        ("back", DID),
        ("x" * 301, "That is too long for me. In 300 letters, please."),
        ("bowling", CHOSE),
        ("9", "Please choose one of these.\n1 K7\n2 Me\n3 We both\n4 Somebody else"),
        ("in park until 5", "You are not checked in. …"),
        ("k7", MOOD),
        ("carer: 10 minutes late", "I am asking about your visit. …"),
    )
    asked.cleo.hears_nothing()


async def test_in_goes_before_and_what_was_told_is_not_lost(asked: Cast) -> None:
    await says(asked, ("no", DID), ("swimming", CHOSE))
    await asked.ana.says("IN")
    asked.ana.hears("Where are you going? …")
    await asked.ana.says("park until 5")
    asked.ana.hears("You're checked in: park, home by 17:00. …")
    asked.ben.hears("Ana is out: park, home by 17:00. …")
    await comes_home(asked)
    record = await kept(asked)
    assert record is not None
    assert record.answers["did"] == "swimming"
    await says(asked, ("record", FIRST), ("no", DID), ("LEAVE", LEFT))
    record = await kept(asked)
    assert record is not None
    assert record.answers["did"] == "swimming"


LEFT = (
    "That is put away. What you told me is kept. Send RECORD to begin again, it takes two minutes."
)


async def test_left_half_way_it_begins_again_and_keeps_what_was_told(asked: Cast) -> None:
    await says(
        asked,
        ("no", DID), ("swimming", CHOSE), ("1", MOOD), ("leave", LEFT), ("RECORD", FIRST),
        ("no", DID), ("leave", LEFT),
    )  # fmt: skip
    record = await kept(asked)
    assert record is not None
    assert (record.answers["did"], record.answers["chose"]) == ("swimming", "child")
    assert record.answers["unfinished"] is True
    await says(asked, ("RECORD", FIRST), *SKIPS)
    record = await kept(asked)
    assert record is not None
    assert "unfinished" not in record.answers
    assert record.answers["did"] is None


async def test_sos_comes_first_and_the_question_again(asked: Cast) -> None:
    await says(asked, ("no", DID))
    await asked.ana.says("SOS")
    asked.ana.hears("I am telling Ben and Cleo now. …", DID)
    asked.ben.last(), asked.ben.last(), asked.cleo.last(), asked.cleo.last()
    await says(asked, ("ok", CHOSE))
    await asked.cleo.says("FALSE C2")
    asked.cleo.hears("C2 is closed: …")
    asked.ben.hears("Ana is safe. …")
    asked.ana.hears("Cleo has closed your alert. …")


async def quiet(cast: Cast) -> None:
    """What others tell co-ordinators in the meantime is not this story's."""
    cast.cleo.heard.clear()


async def test_put_off_it_is_asked_for_twice_and_then_a_person_hears(asked: Cast) -> None:
    await says(asked, ("LEAVE", LEFT))
    await asked.beat(hours=24)
    asked.ana.hears("The visit, bowling, Wed 12:00, is not written up yet. Send RECORD, …")
    await asked.beat(hours=47)
    asked.ana.hears_nothing()
    await asked.beat(hours=1)
    asked.ana.hears("The visit, bowling, Wed 3 Jun 12:00, is not written up yet. …")
    assert await to_do(asked) == []
    await asked.beat(hours=24)
    assert "so a co-ordinator will be told" in asked.ana.last()
    assert await to_do(asked) == [("no_record", "")]
    await quiet(asked)
    await asked.beat(days=5)
    await quiet(asked)
    await asked.ana.says("RECORD")
    asked.ana.hears("About your visit, bowling, …")
    await says(asked, *SKIPS)
    assert await to_do(asked) == []


async def test_half_told_it_is_shown_again_and_then_kept_as_it_stands(asked: Cast) -> None:
    await says(asked, ("no", DID), ("swimming", CHOSE), ("1", MOOD))
    await asked.beat(hours=24)
    asked.ana.hears("The visit, bowling, Wed 12:00, is not all written up yet.", MOOD)
    await says(asked, ("2", NEXT))
    await asked.beat(hours=48)
    asked.ana.hears("The visit, bowling, Wed 3 Jun 12:00, is not all written up yet.", NEXT)
    await asked.beat(hours=24)
    asked.ana.hears("I have kept what you told me about bowling, …")
    assert await to_do(asked) == [("no_record", "")]
    record = await kept(asked)
    assert record is not None
    assert (record.answers["mood"], record.letter) == ("good", "")
    assert record.answers["unfinished"] is True
    await quiet(asked)
    await asked.beat(days=2)
    await quiet(asked)


async def test_home_late_at_night_she_is_asked_at_once_and_reminded_in_the_morning(
    matched: Cast,
) -> None:
    await matched.beat(hours=7)
    await goes(matched, "in stargazing till 10pm")
    await matched.beat(hours=2.5)
    await comes_home(matched)
    await matched.beat(2)
    matched.ana.hears(INCIDENT.format(place="stargazing", at="19:00"))
    await says(matched, ("leave", LEFT))
    await matched.beat(hours=24)
    matched.ana.hears_nothing()
    await matched.beat(hours=12)
    matched.ana.hears_nothing()
    await matched.beat(hours=1)
    matched.ana.hears("The visit, stargazing, Wed 3 Jun 19:00, is not written up yet. …")


async def test_in_another_conversation_she_is_not_interrupted(home: Cast) -> None:
    await says(home, ("LANGUAGE", "Which language would you like?…"))
    await home.beat(20)
    home.ana.hears_nothing()
    await says(home, ("LEAVE", "That is put away. Nothing was changed."))
    await home.beat(10)
    home.ana.hears(FIRST)


async def test_a_conversation_left_open_gets_a_word_to_send(home: Cast) -> None:
    await says(home, ("LANGUAGE", "Which language would you like?…"))
    await home.beat(80)
    home.ana.hears(
        "The visit, bowling, 12:00, is not written up yet. Send RECORD, it takes two minutes."
    )
    await says(home, ("record", FIRST))


async def test_asked_before_the_timer_it_is_asked_once(home: Cast) -> None:
    await says(home, ("RECORD", FIRST))
    await home.beat(30)
    home.ana.hears_nothing()


async def test_two_visits_the_oldest_first(home: Cast) -> None:
    await home.ana.says("in cafe till 6")
    home.ana.hears("You're checked in: cafe, home by 18:00. …")
    home.ben.hears("Ana is out: cafe, home by 18:00. …")
    await home.beat(60)
    home.ana.hears_nothing()
    await comes_home(home)
    await home.beat(2)
    home.ana.hears(FIRST)
    await says(home, *SKIPS[:-1])
    await home.ana.says("no")
    home.ana.hears(f"{DONE}\nNot written up yet: cafe, 13:00. Send RECORD for that one.")
    await says(home, ("record", INCIDENT.format(place="cafe", at="13:00")))
    assert (await match_row(home))[0] == 2


async def test_a_co_ordinators_safe_asks_for_the_record_too(matched: Cast) -> None:
    await goes(matched)
    await matched.beat(5 * 60)
    matched.ana.hears("You said home by 17:00. …")
    await matched.beat(15)
    matched.ana.heard.clear()
    matched.ben.heard.clear()
    await matched.beat(15)
    for phone in (matched.ana, matched.ben, matched.cleo, matched.dee):
        phone.heard.clear()
    await matched.cleo.says("SAFE C2")
    for phone in (matched.ana, matched.ben, matched.cleo, matched.dee):
        phone.heard.clear()
    await matched.beat(2)
    matched.ana.hears(FIRST)
    assert (await match_row(matched))[0] == 1


async def test_a_named_persons_safe_counts_though_they_never_see_the_match(matched: Cast) -> None:
    await goes(matched)
    await matched.beat(5 * 60 + 30)
    for phone in (matched.ana, matched.ben, matched.cleo, matched.dee):
        phone.heard.clear()
    await matched.ben.says("SAFE")
    for phone in (matched.ana, matched.ben, matched.cleo, matched.dee):
        phone.heard.clear()
    assert (await match_row(matched))[0] == 0
    await matched.beat(2)
    matched.ana.hears(FIRST)
    assert (await match_row(matched))[0] == 1


async def test_the_introduction_is_written_up_and_not_counted(cast: Cast) -> None:
    await cast.stage.matches(cast.ana, "K7", co_ordinator=cast.cleo, stage=Stage.INTRODUCTION)
    await goes(cast)
    await comes_home(cast)
    await cast.beat(2)
    cast.ana.hears(FIRST)
    assert (await match_row(cast))[0] == 0


async def test_a_next_visit_that_is_planned_is_offered(asked: Cast) -> None:
    starts = asked.stage.clock.now() + timedelta(days=14)
    await asked.stage.decided(
        asked.ana,
        lambda event, s: [
            PlanVisit(
                s.fresh[0], asked.ana.person_id, "swimming", starts, starts + timedelta(hours=2),
                s.scheme.missed_check_in, match=asked.match,
            ),
            SetTimer(TimerKind.VISIT_START, s.fresh[0], starts),
        ],
    )  # fmt: skip
    await says(asked, ("no", DID), ("ok", CHOSE), ("kai", "Please choose one of these.…"))
    await says(
        asked,
        ("we both", MOOD),
        ("1", "Next is Wed 17 Jun 13:02, as planned? Reply OK, another date, or NO."),
        ("ok", FOLLOW_UP),
        ("no", EXPLAINED),
        ("no", SPENT),
    )
    await asked.ana.says("no")
    assert "See you on Wednesday 17 June." in asked.ana.last()
    await says(asked, ("ok", f"{DONE}\n{HELD}"))


async def test_dates_and_costs_that_cannot_be_are_asked_back(asked: Cast) -> None:
    await says(asked, ("no", DID), ("ok", CHOSE), ("skip", MOOD), ("skip", NEXT))
    again = "Please give me day and times, such as Sat 4 July 2-5, or NO."
    await says(asked, ("sometime soon", again), ("yes", again), ("not yet", FOLLOW_UP))
    await says(
        asked,
        ("yes", "In a few words, please. Or SKIP."),
        ("none", EXPLAINED),
        ("perhaps", "Please reply OK or NO."),
        ("no", SPENT),
        ("chips", "I need an amount for each thing, …"),
        ("back", EXPLAINED),
        ("ok", SPENT),
        ("12 miles", "Only what you paid, please, and no miles yet. …"),
        ("in park until 5", "You are not checked in. …"),
        ("a fiver for parking", LETTER.format(words=f"{DAY} What we did: bowling. From Ana")),
        ("ok", f"{DONE}\n{HELD}\nCosts noted: £5.00. Please keep the receipts."),
    )
    assert await claimed(asked) == (("parking", 500),)


async def test_a_follow_up_told_anew_replaces_the_first(asked: Cast) -> None:
    await says(asked, ("no", DID), ("ok", CHOSE), ("skip", MOOD), ("skip", NEXT), ("no", FOLLOW_UP))
    await says(asked, ("shoes", EXPLAINED), ("back", FOLLOW_UP), ("boots and shoes", EXPLAINED))
    assert await to_do(asked) == [("follow_up", "boots and shoes")]


async def test_without_a_match_nothing_is_asked(out: Cast) -> None:
    await comes_home(out)
    await out.beat(days=5)
    await says(out, ("RECORD", "No visit waits to be written up."))


async def test_a_place_on_the_map_is_no_suggestion(matched: Cast) -> None:
    await matched.ana.says("IN")
    matched.ana.hears("You are not checked in yet. …")
    await says(matched, ("ok", "Where are you going? …"))
    await matched.ana.shares(Place(52.63, -1.13))
    matched.ana.hears("When will you be home? …")
    await says(matched, ("5", "You're checked in: …"))
    matched.ben.hears("Ana is out: …")
    await comes_home(matched)
    await says(matched, ("RECORD", "About your visit, 52.63000, -1.13000, 12:00: …"))
    await says(matched, ("no", "What did you do? A few words. Never a child's name …"))


async def test_after_the_covert_word_the_phone_shows_what_follows_out(matched: Cast) -> None:
    """The same words at the same time, whatever is answered; nobody is told to ring."""
    word = SetCovertWord(matched.ana.person_id, "pineapple")
    await matched.stage.decided(matched.ana, lambda event, s: [word])
    await goes(matched)
    await matched.beat(60)
    await matched.ana.says("pineapple")
    matched.ana.hears("You're home safe. I am telling Ben. Thank you.")
    for phone in (matched.ben, matched.cleo, matched.dee):
        phone.heard.clear()
    await matched.beat(2)
    matched.ana.hears(FIRST)
    await says(
        matched,
        ("no", DID), ("ok", CHOSE), ("skip", MOOD), ("skip", NEXT), ("no", FOLLOW_UP),
        ("no", EXPLAINED), ("no", SPENT),
        ("no", LETTER.format(words=f"{DAY} What we did: bowling. From Ana")),
        ("no", DONE),
    )  # fmt: skip
    record = await kept(matched)
    assert record is not None
    assert record.answers["did"] == "bowling"
    assert await to_do(matched) == []
    for phone in (matched.ben, matched.cleo, matched.dee):
        phone.heard.clear()
    await matched.cleo.says("FALSE C2")
    for phone in (matched.ben, matched.cleo, matched.dee):
        phone.heard.clear()
    matched.ana.hears_nothing()
