"""The safety card before a matched volunteer's first check-in of the day: ticks only."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from flows.decisions import PlanVisit, SetTimer
from flows.events import TimerKind
from flows.facts import Channel, TaskKind
from storage import tables, tasks
from tests.stories.conftest import Cast

ASKED = (
    "You are not checked in yet. Before you go: 1 carer's number held, 2 allergies, diet and"
    " medical told, 3 own medicines packed, 4 medication taken, 5 sun lotion or travel sickness"
    " seen to. All done? Reply OK, or the numbers not done."
)
TICKS = (
    "You are not checked in yet. Ticks only, please, never a detail. Reply OK if all is done, or"
    " the numbers not done, such as 2 4."
)


async def cards(cast: Cast) -> list[int | None]:
    """The card of every visit, in order."""
    column = select(tables.visits.c.card).order_by(tables.visits.c.id)
    return await cast.stage.store.read(lambda conn: list(conn.execute(column).scalars()))


def checked_in(cast: Cast, place: str = "bowling", until: str = "17:00") -> None:
    cast.ana.hears(f"You're checked in: {place}, home by {until}. I am telling Ben. …")
    cast.ben.hears(f"Ana is out: {place}, home by {until}. …")


async def goes_home(cast: Cast) -> None:
    await cast.ana.says("OUT")
    cast.ana.hears("You're home safe. I am telling Ben. Thank you.")
    cast.ben.hears("Ana is home safe. …")


async def written_up(cast: Cast) -> None:
    """The record's first question, put away."""
    await cast.beat(3)
    cast.ana.hears("About your visit, …")
    await cast.ana.says("LEAVE")
    cast.ana.hears("That is put away. What you told me is kept. …")


@pytest.mark.parametrize("reply", ["ok", "OK all done", "yes", "all done", "iawn", "Done!", "ydw"])
async def test_all_done_and_what_came_with_in_is_kept(matched: Cast, reply: str) -> None:
    await matched.ana.says("in bowling till 5")
    matched.ana.hears(ASKED)
    await matched.ana.says(reply)
    checked_in(matched)
    assert await cards(matched) == [31]
    await matched.beat(minutes=290)


@pytest.mark.parametrize(
    "reply", ["2 4", "2,4", "not 2 and 4", "No 2 & 4", "24", "all but 4, 2", "heb 2 a 4"]
)
async def test_with_open_points_the_timer_runs_and_a_person_hears(
    matched: Cast, reply: str
) -> None:
    await matched.ana.says("in bowling till 5")
    matched.ana.hears(ASKED)
    await matched.ana.says(reply)
    checked_in(matched)
    matched.ana.hears(
        "Please see to this now, the carer can help:\n2 allergies, diet and medical\n4 medication"
        " taken\nIt is noted for Cleo."
    )
    matched.cleo.hears("Ana went out with K7 with open points on the safety card. …")
    assert await cards(matched) == [0b10101]
    open_now = await matched.stage.store.read(
        lambda conn: tasks.open_tasks(conn, matched.stage.store.keys)
    )
    assert [(t.kind, t.urgent, t.detail, t.match_id) for t in open_now] == [
        (TaskKind.CARD, True, "2, 4", matched.match)
    ]


async def test_a_point_that_is_not_urgent_waits_for_the_digest(matched: Cast) -> None:
    await matched.ana.says("in bowling till 5")
    matched.ana.hears(ASKED)
    await matched.ana.says("5")
    checked_in(matched)
    matched.ana.hears(
        "Please see to this now, the carer can help:\n5 sun lotion or travel sickness\n…"
    )
    matched.cleo.hears_nothing()


@pytest.mark.parametrize(
    "reply",
    ["he has a nut allergy", "1 2 3 done", "no", "7", "she takes insulin at 2", "🙂", "none",
     "in bowling till 5", "popeth ond yr eli haul"],
)  # fmt: skip
async def test_words_are_not_kept_and_ticks_are_asked_for(matched: Cast, reply: str) -> None:
    await matched.ana.says("in bowling till 5")
    matched.ana.hears(ASKED)
    await matched.ana.says(reply)
    matched.ana.hears(TICKS)
    assert await cards(matched) == []
    await matched.ana.says("ok")
    checked_in(matched)


async def test_she_is_told_until_she_answers_that_she_is_not_checked_in(matched: Cast) -> None:
    await matched.ana.says("in bowling till 5")
    matched.ana.hears(ASKED)
    await matched.beat(5)
    matched.ana.hears("You are not checked in yet.", ASKED)
    await matched.beat(25)
    matched.ana.hears("You are NOT checked in: …")
    matched.cleo.hears("C2: Ana could not finish what they began by text. …")
    await matched.cleo.says("FALSE C2")
    matched.cleo.hears("C2 is closed: …")
    matched.ana.hears("Cleo has closed your alert. …")


async def test_a_second_check_in_the_same_day_has_no_card_and_the_next_day_has(
    matched: Cast,
) -> None:
    await matched.ana.says("in bowling till 5")
    matched.ana.hears(ASKED)
    await matched.ana.says("5")
    checked_in(matched)
    matched.ana.hears("Please see to this now, …")
    await goes_home(matched)
    await written_up(matched)
    await matched.ana.says("in cafe till 6")
    checked_in(matched, "cafe", "18:00")
    await goes_home(matched)
    await written_up(matched)
    await matched.beat(hours=20)
    matched.cleo.heard.clear()
    await matched.ana.says("in park till 5")
    matched.ana.hears(ASKED)
    await matched.ana.says("LEAVE")
    matched.ana.hears("That is put away. Nothing was changed.")


async def test_back_from_the_next_question_goes_to_the_card(matched: Cast) -> None:
    await matched.ana.says("IN")
    matched.ana.hears(ASKED)
    await matched.ana.says("3")
    matched.ana.hears("Where are you going? …")
    await matched.ana.says("back")
    matched.ana.hears(ASKED)
    await matched.ana.says("ok")
    matched.ana.hears("Where are you going? …")
    await matched.ana.says("bowling until 5")
    checked_in(matched)
    assert await cards(matched) == [31]


async def test_without_a_match_nothing_is_asked(cast: Cast) -> None:
    await cast.ana.says("in bowling till 5")
    checked_in(cast)
    assert await cards(cast) == [None]
    await cast.ana.says("CARD")
    cast.ana.hears("You have no visit planned for today. …")


async def test_in_welsh(matched: Cast) -> None:
    await matched.ana.says("cymraeg")
    matched.ana.last()
    await matched.ana.says("mewn bowlio tan 5")
    assert matched.ana.last()
    await matched.ana.says("popeth yn iawn")
    assert "bowlio" in matched.ana.last()
    matched.ben.hears("Ana is out: bowlio, home by 17:00. …")


async def plans(cast: Cast, words: str = "today 2-5 bowling") -> None:
    """A visit planned before the story, however planning is talked through."""
    now = cast.stage.clock.now()
    days = 0 if words.startswith("today") else 1
    starts = now + timedelta(days=days, hours=2)
    await cast.stage.decided(
        cast.ana,
        lambda event, s: [
            PlanVisit(
                s.fresh[0], cast.ana.person_id, "bowling", starts, starts + timedelta(hours=3),
                s.scheme.missed_check_in, match=cast.match, confirmed=True,
            ),
            SetTimer(TimerKind.VISIT_START, s.fresh[0], starts + timedelta(minutes=15)),
        ],
    )  # fmt: skip


async def test_the_card_in_advance_is_not_asked_again(matched: Cast) -> None:
    await plans(matched)
    await matched.ana.says("CARD")
    matched.ana.hears(ASKED.removeprefix("You are not checked in yet. "))
    await matched.ana.says("ok")
    matched.ana.hears("Thank you. The safety card for bowling, 14:00, is done.")
    await matched.beat(110)
    await matched.ana.says("in till 5")
    matched.ana.hears("Which visit is this?…")
    await matched.ana.says("1")
    checked_in(matched)
    assert await cards(matched) == [31]


async def test_what_was_open_in_advance_is_asked_on_setting_out(matched: Cast) -> None:
    await plans(matched)
    await matched.ana.says("cerdyn")
    matched.ana.hears("Before you go: …")
    await matched.ana.says("my own medicines are not packed")
    matched.ana.hears("Ticks only, please, never a detail. …")
    await matched.ana.says("3")
    matched.ana.hears(
        "Thank you. Still to see to before bowling, 14:00:\n3 own medicines\nSend CARD when it is"
        " done."
    )
    matched.cleo.hears_nothing()
    await matched.beat(110)
    await matched.ana.says("in till 5")
    matched.ana.hears(ASKED)
    await matched.ana.says("ok")
    matched.ana.hears("Which visit is this?…")
    await matched.ana.says("1")
    checked_in(matched)
    assert await cards(matched) == [31]


async def test_the_card_is_for_today_only(matched: Cast) -> None:
    await matched.ana.says("CARD")
    matched.ana.hears(
        "You have no visit planned for today. Send IN when you set out, and I go through the card."
    )
    await plans(matched, "tomorrow")
    await matched.ana.says("CARD")
    matched.ana.hears("You have no visit planned for today. …")


async def test_sos_comes_first_and_the_card_again(matched: Cast) -> None:
    await matched.ana.says("in bowling till 5")
    matched.ana.hears(ASKED)
    await matched.ana.says("SOS")
    matched.ana.hears("I am telling Ben and Cleo now. …", ASKED)
    matched.ben.last(), matched.ben.last(), matched.cleo.last(), matched.cleo.last()
    await matched.ana.says("ok")
    checked_in(matched)
    await matched.cleo.says("FALSE C2")
    matched.cleo.hears("C2 is closed: …")
    matched.ben.hears("Ana is safe. …")
    matched.ana.hears("Cleo has closed your alert. …")


async def test_on_telegram_ok_is_a_button(matched: Cast) -> None:
    phone = matched.stage.phone("Ana", "10001", Channel.TELEGRAM)
    await matched.stage.links(matched.ana, "10001")
    await phone.says("in bowling till 5")
    phone.hears(ASKED)
    await phone.taps("OK")
    phone.hears("You're checked in: bowling, home by 17:00. …")
    matched.ben.hears("Ana is out: bowling, home by 17:00. …")
