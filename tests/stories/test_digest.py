"""One digest a day of what waits, at nine; TASKS in between; DONE ends one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from flows import digest
from flows.decisions import (
    AddMatch,
    ChangeMatch,
    Decision,
    GoAway,
    Leave,
    OpenTask,
    PlanVisit,
    SetTimer,
)
from flows.events import Event, TimerKind
from flows.facts import Channel, Role, Snapshot, Stage, TaskKind
from flows.ladder import MISSED_CHECK_IN
from flows.scheme import Scheme
from flows.tasks import open_task
from flows.times import local
from storage.store import Store
from tests.stories.conftest import Cast
from tests.stories.stage import Phone
from tests.stories.stage import Stage as Theatre

HOW = "Send DONE and the number when you have seen to one."
RING = "Ana had a first visit with K7. Please ring Ana."
QUIET = "Ana and K7 have had no visit for a while and plan none."


async def decided(cast: Cast, *decisions: Decision) -> None:
    await cast.stage.decided(cast.ana, lambda event, s: decisions)


@pytest.fixture
async def daily(matched: Cast) -> Cast:
    """Cleo and Dee have their digests."""
    await matched.stage.decided(
        matched.cleo, lambda event, s: [digest.first(s, person) for person in s.co_ordinators]
    )
    return matched


async def opens(cast: Cast, *kinds: TaskKind, urgent: bool = False, match: bool = True) -> None:
    def decide(event: Event, s: Snapshot) -> list[Decision]:
        about = next(iter(s.matches), None) if match else None
        return [d for kind in kinds for d in open_task(s, kind, match=about, urgent=urgent)]

    await cast.stage.decided(cast.ana, decide)


async def test_nothing_waits_and_nothing_is_sent(daily: Cast) -> None:
    await daily.beat(days=3)


async def test_it_comes_each_day_at_nine_until_it_is_done(daily: Cast) -> None:
    await opens(daily, TaskKind.FIRST_VISIT)
    await daily.beat(hours=20, minutes=59)
    daily.cleo.hears_nothing()
    await daily.beat(1)
    daily.cleo.hears(f"Waiting for you:\n1: {RING}\n{HOW}")
    await daily.beat(days=1)
    daily.cleo.hears(f"Waiting for you:\n1: {RING}\n{HOW}")
    await daily.cleo.says("done 1")
    daily.cleo.hears(f"Thank you. Done: 1: {RING}")
    await daily.beat(days=2)


@pytest.mark.parametrize(
    "begins",
    [datetime(2026, 10, 24, 11, 0, tzinfo=UTC), datetime(2027, 3, 27, 12, 0, tzinfo=UTC)],
    ids=["clocks go back", "clocks go forward"],
)
async def test_it_is_nine_by_the_clock_on_both_days_the_clocks_change(
    store: Store, begins: datetime
) -> None:
    stage = Theatre(store, now=begins)
    cleo = await stage.enters("Cleo", Role.CO_ORDINATOR, "+447700900003", on_duty=True)
    await stage.decided(
        cleo, lambda event, s: [digest.first(s, s.co_ordinators[0]), OpenTask(TaskKind.COVER)]
    )
    sent = []
    for _ in range(3 * 24 * 2):
        await stage.beat(30)
        sent += [stage.clock.now() for _ in cleo.heard]
        cleo.heard.clear()
    assert [local(at).strftime("%a %H:%M") for at in sent] == [
        "Sun 09:00", "Mon 09:00", "Tue 09:00",
    ]  # fmt: skip
    await stage.close()


def test_the_next_digest_is_after_now() -> None:
    scheme = Scheme()
    nine = datetime(2026, 6, 4, 8, 0, tzinfo=UTC)
    assert digest.next_at(nine - timedelta(seconds=1), scheme) == nine
    assert digest.next_at(nine, scheme) == nine + timedelta(days=1)


async def test_a_new_co_ordinator_has_one_from_the_day_they_join(stage: Theatre) -> None:
    fay = stage.phone("Fay", "+447700900011")
    fay.person_id = await stage.store.run(
        lambda conn: stage.let_in(conn, "Fay", Role.CO_ORDINATOR, fay.value)
    )
    for said in ("ok", "english", "ok"):
        await fay.says(said)
    assert fay.heard.pop().text.startswith("You're set up, Fay.")
    fay.heard.clear()
    await stage.decided(fay, lambda event, s: [OpenTask(TaskKind.COVER, person=s.me.id)])  # type: ignore[union-attr]
    await stage.decided(fay, lambda event, s: [OpenTask(TaskKind.COVER)])
    await stage.beat(hours=21)
    fay.hears("Waiting for you:\n2: …")


async def test_who_is_a_co_ordinator_no_more_gets_none(daily: Cast) -> None:
    await opens(daily, TaskKind.FIRST_VISIT)
    await decided(daily, Leave(daily.cleo.person_id))
    await daily.beat(hours=21)
    daily.dee.hears(f"Waiting for you:\n1: {RING}\n{HOW}")
    await daily.beat(days=1)
    daily.dee.hears("Waiting for you:…")


async def test_each_hears_of_their_own_and_of_what_is_nobodys_who_is_on_duty(daily: Cast) -> None:
    await decided(daily, ChangeMatch(daily.match, co_ordinator=daily.dee.person_id))
    await opens(daily, TaskKind.FIRST_VISIT)
    await opens(daily, TaskKind.RELAY_HELD, match=False)
    await daily.beat(hours=21)
    daily.dee.hears(f"Waiting for you:\n1: {RING}\n{HOW}")
    daily.cleo.hears("Waiting for you:\n2: I held back a message …")
    await daily.cleo.says("tasks")
    daily.cleo.hears("Waiting for you:\n2: …")
    await daily.dee.says("tasks")
    said = daily.dee.last()
    assert said.startswith(f"Waiting for you:\n1: {RING}\nWaiting for others:\n2 (Cleo): I held")
    assert said.endswith(HOW)


async def test_while_she_is_away_her_tasks_are_in_her_covers_digest(daily: Cast) -> None:
    await opens(daily, TaskKind.FIRST_VISIT)
    away = GoAway(7, daily.cleo.person_id, date(2026, 6, 4), date(2026, 6, 5), daily.dee.person_id)
    await decided(daily, away)
    await daily.beat(days=2)
    daily.dee.hears("Waiting for you:\n1: …", "Waiting for you:\n1: …")
    daily.cleo.hears_nothing()
    await daily.beat(days=1)
    daily.cleo.hears("Waiting for you:\n1: …")
    daily.dee.hears_nothing()


async def away(daily: Cast, number: int, phone: Phone) -> None:
    """Away tomorrow, and nobody covers."""
    thursday, back = date(2026, 6, 4), datetime(2026, 6, 5, 7, 0, tzinfo=UTC)
    gone = GoAway(number, phone.person_id, thursday, thursday)
    await decided(daily, gone, SetTimer(TimerKind.AWAY, number, back))


async def test_without_a_cover_they_go_to_whoever_is_here(daily: Cast) -> None:
    await opens(daily, TaskKind.FIRST_VISIT)
    await away(daily, 7, daily.cleo)
    await daily.beat(hours=21)
    daily.dee.hears("Waiting for you:\n1: …")


async def test_with_everybody_away_it_still_comes_to_whom_it_would(daily: Cast) -> None:
    """Better read on a beach than by nobody."""
    await opens(daily, TaskKind.FIRST_VISIT)
    for number, phone in enumerate((daily.cleo, daily.dee), start=7):
        await away(daily, number, phone)
    await daily.beat(hours=21)
    daily.cleo.hears("Waiting for you:\n1: …")


async def test_who_cannot_be_written_to_leaves_them_to_who_can(daily: Cast) -> None:
    await opens(daily, TaskKind.FIRST_VISIT)
    await daily.cleo.opts_out()
    daily.cleo.heard.clear()
    daily.dee.heard.clear()
    await daily.beat(hours=21)
    daily.dee.hears("Waiting for you:\n1: …")


async def test_todays_visits_of_my_matches_stand_first(daily: Cast) -> None:
    tomorrow = datetime(2026, 6, 4, 13, 0, tzinfo=UTC)
    for day in (0, 1):
        starts_at = tomorrow + timedelta(days=day)
        plan = PlanVisit(
            70 + day, daily.ana.person_id, "Park", starts_at, starts_at + timedelta(hours=2),
            MISSED_CHECK_IN, daily.match,
        )  # fmt: skip
        late = SetTimer(TimerKind.VISIT_START, plan.id, starts_at + timedelta(days=7))
        await decided(daily, plan, late)
    await daily.beat(hours=21)
    daily.cleo.hears("Today: Ana at 14:00 (K7)")
    await opens(daily, TaskKind.FIRST_VISIT)
    await daily.beat(days=1)
    daily.cleo.hears(f"Today: Ana at 14:00 (K7)\nWaiting for you:\n1: {RING}\n{HOW}")


def many() -> Iterator[TaskKind]:
    yield from (
        TaskKind.FIRST_VISIT, TaskKind.NO_VISIT, TaskKind.CONFIDENTIALITY, TaskKind.TRIAL_OVER,
        TaskKind.TELL_CHILD, TaskKind.TELL_CARER, TaskKind.CLOSURE, TaskKind.NO_NEW_DATE,
        TaskKind.RELAY_HELD, TaskKind.CARD,
    )  # fmt: skip


async def test_a_long_list_is_cut_and_the_urgent_stand_first(daily: Cast) -> None:
    await opens(daily, *many())
    await opens(daily, TaskKind.CARER_ASKS, urgent=True)
    await daily.stage.clears_the_post()
    daily.cleo.hears("K7's carer …")
    await daily.beat(hours=21)
    lines = daily.cleo.last().splitlines()
    assert lines[1].startswith("11: K7's carer")
    assert [line.partition(":")[0] for line in lines[2:9]] == [str(n) for n in range(1, 8)]
    assert lines[9:] == ["and 3 more. Send TASKS to see them.", HOW]
    await daily.cleo.says("TASKS")
    assert daily.cleo.last().splitlines()[9:] == ["and 3 more.", HOW]
    await daily.dee.says("TASKS")
    lines = daily.dee.last().splitlines()
    assert lines[0] == "Waiting for others:"
    assert len(lines) == 11


async def test_done_alone_is_the_one_that_is_mine(daily: Cast) -> None:
    await daily.cleo.says("done")
    daily.cleo.hears("Nothing waits for you or anybody else.")
    await opens(daily, TaskKind.FIRST_VISIT, TaskKind.NO_VISIT)
    await daily.cleo.says("DONE")
    daily.cleo.hears("Which one? Send DONE and its number, such as DONE 1.", "Waiting for you:\n…")
    await daily.dee.says("DONE")
    daily.dee.hears("Nothing waits for you. Send TASKS for what others have.")
    await daily.dee.says("DONE #2")
    daily.dee.hears(f"Thank you. Done: 2: {QUIET}")
    await daily.cleo.says("gwnaed")
    daily.cleo.hears(f"Thank you. Done: 1: {RING}")
    await daily.cleo.says("DONE 1")
    daily.cleo.hears("I have no task 1, or it is done already. Send TASKS for what waits.")
    await daily.cleo.says("DONE 9999999")
    daily.cleo.hears("I have no task 9999999, or it is done already. …")


async def test_two_who_do_the_same_are_both_answered(daily: Cast) -> None:
    await opens(daily, TaskKind.FIRST_VISIT)
    await daily.cleo.says("DONE 1")
    daily.cleo.hears("Thank you. …")
    await daily.dee.says("DONE 1")
    daily.dee.hears("I have no task 1, or it is done already. …")


async def test_done_while_a_question_waits_is_done_and_the_question_comes_again(
    daily: Cast,
) -> None:
    await opens(daily, TaskKind.FIRST_VISIT)
    await daily.cleo.says("MATCH K7 ENDED")
    daily.cleo.hears("End the match of K7 and Ana? …")
    await daily.cleo.says("DONE 1")
    daily.cleo.hears(f"Thank you. Done: 1: {RING}", "End the match of K7 and Ana? …")
    await daily.cleo.says("DONE")
    daily.cleo.hears("Nothing waits for you or anybody else.", "End the match of K7 and Ana? …")
    await daily.cleo.says("NO")
    daily.cleo.hears("K7 and Ana go on as they were.")


async def test_a_closure_still_names_whom_it_is_about_days_later(daily: Cast) -> None:
    await decided(daily, ChangeMatch(daily.match, stage=Stage.ENDED))
    await opens(daily, TaskKind.CLOSURE)
    await daily.beat(days=2, hours=21)
    closure = "1: Ana and K7 have ended. Please hold the closure review."
    for _ in range(3):
        daily.cleo.hears(f"Waiting for you:\n{closure}\n{HOW}")


async def test_what_is_about_a_co_ordinator_is_neither_shown_to_them_nor_done_by_them(
    daily: Cast,
) -> None:
    await decided(
        daily,
        AddMatch(55, "N2", daily.cleo.person_id, co_ordinator=daily.dee.person_id),
        OpenTask(TaskKind.CARER_ASKS, match=55, owner=daily.dee.person_id),
    )
    await daily.cleo.says("TASKS")
    daily.cleo.hears("Nothing waits for you or anybody else.")
    await daily.cleo.says("DONE 1")
    daily.cleo.hears("I have no task 1, or it is done already. …")
    await daily.beat(hours=21)
    daily.dee.hears("Waiting for you:\n1: N2's carer …")


async def test_a_volunteer_has_no_tasks(daily: Cast) -> None:
    await opens(daily, TaskKind.FIRST_VISIT)
    await daily.ana.says("TASKS")
    daily.ana.hears("Sorry, I did not understand. …")
    await daily.ana.says("DONE 1")
    daily.ana.hears("Sorry, I did not understand. …")


async def test_on_telegram_and_in_welsh(daily: Cast) -> None:
    chat: Phone = daily.stage.phone("Cleo", "30003", Channel.TELEGRAM)
    await daily.stage.links(daily.cleo, "30003")
    await opens(daily, TaskKind.FIRST_VISIT)
    await chat.says("tasgau")
    assert chat.last().splitlines()[1].startswith("1: ")
    await chat.says("gwnaed 1")
    assert "1" in chat.last()
