"""MATCH: what co-ordinators see of matches and how they move them on by chat."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from flows import confirm, prompts
from flows.decisions import (
    AddMatch,
    ChangeMatch,
    Decision,
    OpenTask,
    PlanVisit,
    RaiseAlert,
    SetReach,
    SetTimer,
    StartVisit,
)
from flows.events import Event, TimerKind
from flows.facts import AlertKind, Channel, Reach, Snapshot, Stage, TaskKind
from flows.ladder import MISSED_CHECK_IN, MISSED_CHECK_OUT, SOS
from storage import timers
from tests.stories.conftest import Cast

HOW = (
    "To change it, send MATCH K7 and one of TRIAL, ESTABLISHED, ENDED, EXPLAINED, or"
    " REVIEW and a day."
)
SURE = "End the match of K7 and Ana? What they plan is called off and Ana is told. Reply OK or NO."
SATURDAY = datetime(2026, 6, 6, 13, 0, tzinfo=UTC)


async def decided(cast: Cast, *decisions: Decision) -> None:
    await cast.stage.decided(cast.ana, lambda event, s: decisions)


async def plans(cast: Cast, visit: int = 70, starts_at: datetime = SATURDAY) -> None:
    def decide(event: Event, s: Snapshot) -> list[Decision]:
        ends = starts_at + timedelta(hours=2)
        plan = PlanVisit(
            visit, cast.ana.person_id, "Park", starts_at, ends, MISSED_CHECK_IN, cast.match,
            confirmed=True,
        )  # fmt: skip
        return [plan, *confirm.watch(s, visit, starts_at)]

    await cast.stage.decided(cast.ana, decide)


async def test_match_lists_them_all(matched: Cast) -> None:
    await decided(matched, AddMatch(55, "B12", matched.dee.person_id, Stage.TRIAL))
    await matched.cleo.says("MATCH")
    matched.cleo.hears(
        "B12: Dee, trial, visits kept: 0\nK7: Ana, established, visits kept: 0\n"
        "For one of them send MATCH and its reference."
    )


async def test_without_any_it_says_so(cast: Cast) -> None:
    await cast.cleo.says("matches")
    cast.cleo.hears("There is no match yet. Whoever runs this scheme can add one.")
    await cast.cleo.says("match k7")
    cast.cleo.hears("I know no match K7. Send MATCH to see them all.")


async def test_a_match_by_its_reference(matched: Cast) -> None:
    await plans(matched)
    await decided(
        matched, ChangeMatch(matched.match, kept=2, last_visit_at=SATURDAY - timedelta(7))
    )
    await matched.cleo.says("match k7")
    matched.cleo.hears(
        "K7: Ana, established, visits kept: 2\nLast visit: Sat 30 May 14:00\n"
        "Next visit: Sat 14:00\nCarer: Eve\nCo-ordinator: Cleo\n"
        f"Confidentiality: not explained yet\n{HOW}"
    )


async def test_without_a_carer_or_with_one_who_cannot_be_texted(matched: Cast) -> None:
    await decided(matched, SetReach(Channel.SMS, "+447700900005", Reach.OPTED_OUT))
    await matched.cleo.says("match k7")
    assert "Carer: Eve, who cannot be texted yet" in matched.cleo.last()
    await decided(matched, AddMatch(55, "B12", matched.dee.person_id))
    await matched.cleo.says("match b12")
    assert "Carer: none is set" in matched.cleo.last()


@pytest.mark.parametrize(
    ("said", "becomes"),
    [
        ("MATCH K7 TRIAL", "trial"),
        ("match k7: on trial", "trial"),
        ("paru k7 prawf", "trial"),
        ("match K7 introduction", "introduction"),
        ("Match k7 cyflwyniad", "introduction"),
    ],
)
async def test_moving_on_in_both_languages(matched: Cast, said: str, becomes: str) -> None:
    await matched.cleo.says(said)
    matched.cleo.hears(f"K7 and Ana are now at this stage: {becomes}.")
    await matched.cleo.says("MATCH K7 sefydledig")
    matched.cleo.hears("K7 and Ana are now at this stage: established.")
    matched.ana.hears("Your match with K7 is now established. Thank you.")


async def test_what_is_so_already_is_said_to_be(matched: Cast) -> None:
    await matched.cleo.says("match k7 established")
    matched.cleo.hears("K7 and Ana are at that stage already: established.")


@pytest.mark.parametrize(
    "said",
    ["match k7 banana", "MATCH K7 TRIAL ENDED", "match k7 not explained", "match k7 not ended",
     "match k7 review or trial"],
)  # fmt: skip
async def test_what_is_unclear_changes_nothing(matched: Cast, said: str) -> None:
    await matched.cleo.says(said)
    matched.cleo.hears("K7: Ana, established, visits kept: 0\n…")


async def test_deciding_the_trial_ends_its_task_and_establishing_at_night_waits(
    matched: Cast,
) -> None:
    await decided(
        matched,
        ChangeMatch(matched.match, stage=Stage.TRIAL),
        OpenTask(TaskKind.TRIAL_OVER, match=matched.match),
    )
    await matched.beat(hours=10)
    await matched.cleo.says("MATCH K7 ESTABLISHED")
    matched.cleo.hears("K7 and Ana are now at this stage: established.")
    matched.ana.hears_nothing()
    await matched.cleo.says("TASKS")
    matched.cleo.hears("Nothing waits for you or anybody else.")
    await matched.beat(hours=11)
    matched.ana.hears("Your match with K7 is now established. Thank you.")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("match k7 review", "Which day is K7's review? Send it like MATCH K7 REVIEW 14 Sep."),
        ("match k7 review soon", "Which day is K7's review? …"),
        ("match k7 review 31 feb", "Which day is K7's review? …"),
        ("match k7 review yesterday", "Which day is K7's review? …"),
        ("match k7 review 1 may", "Fri 1 May has gone. Which day is the review? …"),
        ("match k7 review sat or sun", "That could be Sat 6 Jun and Sun 7 Jun. …"),
        ("MATCH K7 REVIEW 14 Sept", "Noted: K7 would like Ana at the review on Mon 14 Sept. …"),
        (
            "match k7 review 14 sept at 2pm",
            "Noted: K7 would like Ana at the review on Mon 14 Sept. …",
        ),
        ("match k7 adolygiad 14 Medi", "Noted: K7 would like Ana at the review on Mon 14 Sept. …"),
        ("match k7 review 2026-09-14", "Noted: K7 would like Ana at the review on Mon 14 Sept. …"),
    ],
)
async def test_the_day_of_a_review_is_asked_back_where_it_is_unclear(
    matched: Cast, said: str, answer: str
) -> None:
    await matched.cleo.says(said)
    heard, beginning = matched.cleo.last(), answer.partition("…")[0]
    assert heard.startswith(beginning), heard


async def test_a_review_and_the_explaining_are_shown(matched: Cast) -> None:
    await matched.cleo.says("match k7 explained")
    matched.cleo.hears("Noted: confidentiality has been explained to K7. Thank you.")
    await matched.cleo.says("match k7 review 14 sept")
    matched.cleo.hears("Noted: …")
    await matched.cleo.says("match k7")
    said = matched.cleo.last()
    assert "Confidentiality: explained\nReview with Ana: Mon 14 Sept\n" in said


async def test_a_match_ends_after_an_ok_and_everything_that_hung_on_it(matched: Cast) -> None:
    await plans(matched)
    await plans(matched, 71, SATURDAY + timedelta(days=28))
    await matched.stage.decided(
        matched.ana,
        lambda event, s: [
            prompts.watch_visits(s.scheme, matched.match, s.now),
            *prompts.set_review(s, s.matches[0], SATURDAY.date() + timedelta(days=60)),
        ],
    )
    await decided(
        matched,
        OpenTask(TaskKind.UNCONFIRMED, match=matched.match, visit=70),
        OpenTask(TaskKind.FOLLOW_UP, match=matched.match, visit=70),
    )
    await matched.cleo.says("MATCH K7 ENDED")
    matched.cleo.hears(SURE)
    await matched.cleo.says("OK")
    matched.cleo.hears(
        "K7 and Ana have ended. The closure review waits in TASKS. Please see that K7 hears it"
        " from a person."
    )
    matched.ana.hears(
        "Your match with K7 has come to its end, so this visit is off: Sat 14:00 and"
        " Sat 4 Jul 14:00. Thank you for the time you gave. Your co-ordinator will ring you."
    )
    assert matched.eve is not None
    matched.eve.hears(
        "Ana's visits with K7 have come to their end, so this visit is off: Sat 14:00 and"
        " Sat 4 Jul 14:00. The co-ordinator will ring you."
    )
    assert await matched.stage.store.read(timers.next_due) is None
    await matched.cleo.says("TASKS")
    said = matched.cleo.last()
    assert [line.partition(":")[0] for line in said.splitlines()] == [
        "Waiting for you", "2", "3", "Send DONE and the number when you have seen to one.",
    ]  # fmt: skip
    assert "3: Ana and K7 have ended. Please hold the closure review." in said
    await matched.cleo.says("match k7")
    matched.cleo.hears("I know no match K7. Send MATCH to see them all.")
    await matched.beat(days=70)


async def test_with_nothing_planned_the_carer_is_not_troubled(matched: Cast) -> None:
    await matched.cleo.says("match k7 gorffen")
    matched.cleo.hears(SURE)
    await matched.cleo.says("iawn")
    matched.cleo.hears("K7 and Ana have ended. …")
    matched.ana.hears(
        "Your match with K7 has come to its end. Thank you for the time you gave."
        " Your co-ordinator will ring you."
    )


async def test_a_carer_who_cannot_be_texted_is_somebodys_to_ring(matched: Cast) -> None:
    await plans(matched)
    await decided(matched, SetReach(Channel.SMS, "+447700900005", Reach.OPTED_OUT))
    await matched.cleo.says("match k7 ended")
    matched.cleo.hears(SURE)
    await matched.cleo.says("ok")
    matched.cleo.hears("K7 and Ana have ended. …")
    matched.ana.hears("Your match with K7 has come to its end, so …")
    await matched.cleo.says("TASKS")
    assert "Please ring K7's carer about Ana's visit: I can't text them." in matched.cleo.last()


@pytest.mark.parametrize("said", ["NO", "no thanks", "na"])
async def test_no_leaves_it_as_it_was(matched: Cast, said: str) -> None:
    await matched.cleo.says("MATCH K7 ENDED")
    matched.cleo.hears(SURE)
    await matched.cleo.says(said)
    matched.cleo.hears("K7 and Ana go on as they were.")


async def test_nonsense_back_and_leave_end_nothing(matched: Cast) -> None:
    await matched.cleo.says("MATCH K7 ENDED")
    matched.cleo.hears(SURE)
    await matched.cleo.says("hmm, perhaps")
    matched.cleo.hears("Please reply OK or NO.")
    await matched.cleo.says("BACK")
    matched.cleo.hears("Which match ends? Send it like MATCH K7.")
    await matched.cleo.says("Z9")
    matched.cleo.hears("Stuck? …", "Which match ends? Send it like MATCH K7.")
    await matched.cleo.says("match k7")
    matched.cleo.hears(SURE)
    await matched.cleo.says("LEAVE")
    matched.cleo.hears("That is put away. Nothing was changed.")
    await matched.cleo.says("match")
    matched.cleo.hears("K7: Ana, established, visits kept: 0\n…")


async def test_silence_ends_nothing(matched: Cast) -> None:
    await matched.cleo.says("MATCH K7 ENDED")
    matched.cleo.hears(SURE)
    await matched.beat(hours=30)
    matched.cleo.heard.clear()
    await matched.cleo.says("match")
    matched.cleo.hears("K7: Ana, …")


async def test_two_who_end_it_at_once_end_it_once(matched: Cast) -> None:
    for phone in (matched.cleo, matched.dee):
        await phone.says("MATCH K7 ENDED")
        phone.hears(SURE)
    await matched.dee.says("OK")
    matched.dee.hears("K7 and Ana have ended. …")
    matched.ana.hears("Your match with K7 has come to its end. …")
    await matched.cleo.says("OK")
    matched.cleo.hears("That has changed meanwhile.", "Which match ends? Send it like MATCH K7.")
    await matched.cleo.says("LEAVE")
    matched.cleo.hears("That is put away. …")


async def test_an_open_alert_comes_first(matched: Cast) -> None:
    await matched.cleo.says("MATCH K7 ENDED")
    matched.cleo.hears(SURE)
    await decided(matched, RaiseAlert(99, AlertKind.CALL_ME, matched.ana.person_id, SOS))
    await matched.cleo.says("OK")
    matched.cleo.hears("Alert C2 about Ana is open. Please close it first.")
    await matched.cleo.says("FALSE C2")
    matched.cleo.hears("C2 is closed: …")
    matched.ana.hears("Cleo has closed your alert. …")


async def test_a_visit_under_way_stays_watched(matched: Cast) -> None:
    home_by = matched.stage.clock.now() + timedelta(hours=5)
    await decided(
        matched,
        StartVisit(
            70, matched.ana.person_id, "cinema", home_by, MISSED_CHECK_OUT,
            None, match=matched.match,
        ),
        SetTimer(TimerKind.VISIT_DUE, 70, home_by),
    )  # fmt: skip
    await matched.cleo.says("MATCH K7 ENDED")
    matched.cleo.hears(SURE)
    await matched.cleo.says("OK")
    matched.cleo.hears("K7 and Ana have ended. …")
    matched.ana.hears("Your match with K7 has come to its end. …")
    await matched.cleo.says("WHO")
    matched.cleo.hears("Ana: cinema, home by 17:00")
    await matched.ana.says("OUT")
    matched.ana.hears("You're home safe. …")
    matched.ben.hears("Ana is home safe. …")


async def test_ones_own_match_is_for_another_to_change(matched: Cast) -> None:
    await decided(matched, AddMatch(55, "B12", matched.cleo.person_id, Stage.TRIAL))
    for wish in ("ESTABLISHED", "ENDED", "EXPLAINED", "REVIEW 14 Sep"):
        await matched.cleo.says(f"MATCH B12 {wish}")
        matched.cleo.hears("B12 is your own match. Please ask another co-ordinator to do that.")
    await matched.cleo.says("MATCH B12")
    assert "To change it" not in matched.cleo.last()
    await matched.dee.says("MATCH B12 ESTABLISHED")
    matched.dee.hears("B12 and Cleo are now at this stage: established.")
    matched.cleo.hears("Your match with B12 is now established. Thank you.")


async def test_a_volunteer_or_a_carer_moves_no_match(matched: Cast) -> None:
    await matched.ana.says("MATCH K7 ENDED")
    matched.ana.hears("Sorry, I did not understand. …")
    assert matched.eve is not None
    await matched.eve.says("MATCH K7 ENDED")
    matched.eve.heard.clear()
    matched.cleo.heard.clear()
    await matched.cleo.says("MATCH")
    matched.cleo.hears("K7: Ana, established, …")


async def test_on_telegram_by_buttons_and_an_old_one_ends_nothing(matched: Cast) -> None:
    await matched.stage.links(matched.cleo, "30003")
    chat = matched.stage.phone("Cleo", "30003", Channel.TELEGRAM)
    await chat.says("/match k7 ended")
    chat.hears(SURE)
    old = {b.label: b.data for b in matched.stage.log[-1].buttons}
    await chat.taps("NO")
    chat.hears("K7 and Ana go on as they were.")
    await chat.presses_again(old["OK"])
    chat.hears("That button has expired.", "WHO is out. …")
    await chat.says("match K7 ended")
    chat.hears(SURE)
    await chat.taps("OK")
    chat.hears("K7 and Ana have ended. …")
    matched.ana.hears("Your match with K7 has come to its end. …")
