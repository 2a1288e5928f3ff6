"""Prompts for co-ordinators: each once, in the morning, and only where something is wanting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from flows import prompts
from flows.decisions import (
    AddMatch,
    ChangeMatch,
    Decision,
    GoAway,
    PlanVisit,
    RaiseAlert,
    SetTimer,
)
from flows.events import Event, TimerKind
from flows.facts import AlertKind, Match, Person, Snapshot, Stage, Visit, VisitState
from flows.ladder import MISSED_CHECK_IN, SOS
from tests.stories.conftest import Cast

NINE = datetime(2026, 6, 4, 8, 0, tzinfo=UTC)
"""Thursday 4 June 2026, 09:00 in London."""


async def decided(cast: Cast, *decisions: Decision) -> None:
    await cast.stage.decided(cast.ana, lambda event, s: decisions)


async def kept(cast: Cast, number: int, **changed: object) -> None:
    """Ana's visit of this number has taken place, as whatever closes a visit tells it."""

    def after(event: Event, s: Snapshot) -> Iterable[Decision]:
        match: Match = replace(s.matches[0], **changed)  # type: ignore[arg-type]
        began = s.now - timedelta(hours=2)
        visit = Visit(
            s.fresh[0], match.volunteer_id, VisitState.OUT, "Park", s.now, MISSED_CHECK_IN,
            started_at=began, match_id=match.id,
        )  # fmt: skip
        known = replace(s, matches=(match,))
        yield ChangeMatch(match.id, kept=number, last_visit_at=began)
        yield from prompts.after_visit(known, match, visit, number)

    await cast.stage.decided(cast.ana, lambda event, s: list(after(event, s)))


async def waits(cast: Cast, *beginnings: str) -> None:
    """What Cleo has to do, by how each line begins."""
    await cast.cleo.says("TASKS")
    said = cast.cleo.last()
    if not beginnings:
        assert said == "Nothing waits for you or anybody else."
        return
    lines = said.splitlines()[1:-1]
    assert len(lines) == len(beginnings), said
    for line, beginning in zip(lines, beginnings, strict=True):
        assert line.partition(": ")[2].startswith(beginning), said


async def test_the_first_visit_is_followed_by_a_call(matched: Cast) -> None:
    await kept(matched, 1)
    await waits(matched, "Ana had a first visit with K7. Please ring Ana.")
    matched.ana.hears_nothing()


async def test_confidentiality_is_asked_about_from_the_second_visit_until_explained(
    matched: Cast,
) -> None:
    await kept(matched, 2)
    await waits(matched, "K7 has not yet had confidentiality explained")
    await kept(matched, 3)
    await waits(matched, "K7 has not yet had confidentiality explained")
    await matched.cleo.says("MATCH K7 EXPLAINED")
    matched.cleo.hears("Noted: confidentiality has been explained to K7. Thank you.")
    await waits(matched)
    await kept(matched, 4)
    await waits(matched)


async def test_the_trial_is_decided_after_four_visits_or_five(matched: Cast) -> None:
    on_trial = {"stage": Stage.TRIAL, "explained_at": NINE}
    await decided(matched, ChangeMatch(matched.match, stage=Stage.TRIAL, explained=True))
    await kept(matched, 3, **on_trial)
    await waits(matched)
    await kept(matched, 4)
    await waits(matched, "Ana and K7 are at the end of their trial.")
    await kept(matched, 5)
    await waits(matched, "Ana and K7 are at the end of their trial.")
    await matched.cleo.says("DONE")
    matched.cleo.hears("Thank you. Done: 1: Ana and K7 are at the end of their trial. …")
    await waits(matched)
    await kept(matched, 5)
    await waits(matched, "Ana and K7 are at the end of their trial.")
    await matched.cleo.says("match k7 established")
    matched.cleo.hears("K7 and Ana are now at this stage: established.")
    matched.ana.hears("Your match with K7 is now established. Thank you.")
    await waits(matched)
    await kept(matched, 6)
    await waits(matched)


async def watched(cast: Cast) -> None:
    await cast.stage.decided(
        cast.ana, lambda event, s: [prompts.watch_visits(s.scheme, cast.match, s.now)]
    )


async def test_a_month_without_a_visit_is_seen_at_nine_and_asked_again_a_week_after_done(
    matched: Cast,
) -> None:
    await watched(matched)
    await matched.beat(days=31, hours=20, minutes=59)
    await waits(matched)
    await matched.beat(2)
    await waits(matched, "Ana and K7 have had no visit for a while and plan none.")
    await matched.beat(days=8)
    await waits(matched, "Ana and K7 have had no visit for a while and plan none.")
    await matched.cleo.says("done")
    matched.cleo.hears("Thank you. Done: …")
    await matched.beat(days=5)
    await waits(matched)
    await matched.beat(days=2)
    await waits(matched, "Ana and K7 have had no visit for a while and plan none.")
    await kept(matched, 1)
    await waits(matched, "Ana had a first visit with K7.")


async def test_a_visit_planned_is_enough(matched: Cast) -> None:
    await watched(matched)
    starts_at = matched.stage.clock.now() + timedelta(days=45)
    await matched.stage.decided(
        matched.ana,
        lambda event, s: [
            PlanVisit(s.fresh[0], matched.ana.person_id, "Park", starts_at,
                      starts_at + timedelta(hours=2), MISSED_CHECK_IN, matched.match),
            SetTimer(TimerKind.VISIT_START, s.fresh[0], starts_at),
        ],
    )  # fmt: skip
    await matched.beat(days=44)
    await waits(matched)


async def test_nobody_is_asked_about_visits_while_the_volunteer_is_away(matched: Cast) -> None:
    await watched(matched)
    gone = GoAway(7, matched.ana.person_id, date(2026, 7, 1), date(2026, 7, 12))
    await decided(matched, gone)
    await matched.beat(days=39)
    await waits(matched)
    await matched.beat(days=1)
    await waits(matched, "Ana and K7 have had no visit for a while and plan none.")


async def test_an_ended_match_is_left_alone(matched: Cast) -> None:
    await watched(matched)
    await decided(matched, ChangeMatch(matched.match, stage=Stage.ENDED))
    await matched.beat(days=50)
    await waits(matched)


async def test_a_review_is_told_a_fortnight_ahead(matched: Cast) -> None:
    await matched.cleo.says("MATCH K7 REVIEW 14 july")
    matched.cleo.hears(
        "Noted: K7 would like Ana at the review on Tue 14 Jul. I will remind you both."
    )
    await matched.beat(days=26, hours=20)
    matched.ana.hears_nothing()
    await matched.beat(days=1)
    matched.ana.hears(
        "K7 would like you at their review on Tue 14 Jul. Your co-ordinator will ring."
    )
    await waits(matched, "K7's review is on Tue 14 Jul, and they asked for Ana.")
    await matched.beat(days=30)


async def test_a_review_that_moves_is_told_by_its_new_day(matched: Cast) -> None:
    await matched.cleo.says("MATCH K7 REVIEW 14 july")
    matched.cleo.hears("Noted: …")
    await matched.cleo.says("MATCH K7 REVIEW 10/8")
    matched.cleo.hears("Noted: K7 would like Ana at the review on Mon 10 Aug. …")
    await matched.beat(days=50)
    matched.ana.hears_nothing()
    await matched.beat(days=10)
    matched.ana.hears("K7 would like you at their review on Mon 10 Aug. …")


async def test_a_review_this_week_is_told_at_once(matched: Cast) -> None:
    await matched.cleo.says("MATCH K7 REVIEW fri")
    matched.cleo.hears("Noted: K7 would like Ana at the review on Fri 5 Jun. …")
    await matched.beat(1)
    matched.ana.hears("K7 would like you at their review on Fri 5 Jun. …")
    await waits(matched, "K7's review is on Fri 5 Jun")


async def insured(cast: Cast, until: date) -> None:
    def note(event: Event, s: Snapshot) -> list[Decision]:
        me: Person = s.people[cast.ana.person_id]
        return list(prompts.set_insurance(s, me, until))

    await cast.stage.decided(cast.ana, note)


async def test_insurance_is_asked_for_a_month_ahead_and_no_car_once_it_has_run_out(
    matched: Cast,
) -> None:
    await insured(matched, date(2026, 7, 31))
    await matched.beat(days=29, hours=20)
    matched.ana.hears_nothing()
    await matched.beat(days=1)
    matched.ana.hears("Your car insurance on our file lasts until Fri 31 Jul. …")
    await waits(matched, "Ana's car insurance on file lasts until Fri 31 Jul.")
    await matched.beat(days=28)
    matched.ana.hears_nothing()
    await matched.beat(days=1)
    matched.ana.hears("Your car insurance on our file has run out. …")
    await waits(matched, "Ana's car insurance on file lasts until Fri 31 Jul.")
    await matched.beat(days=60)
    await insured(matched, date(2027, 7, 31))
    await waits(matched)


async def test_a_renewed_insurance_stops_the_second_reminder(matched: Cast) -> None:
    await insured(matched, date(2026, 7, 1))
    await matched.beat(days=1)
    matched.ana.hears("Your car insurance on our file lasts until Wed 1 Jul. …")
    await insured(matched, date(2027, 7, 1))
    await waits(matched)
    await matched.beat(days=60)
    matched.ana.hears_nothing()


@pytest.mark.parametrize("kind", ["review", "insurance"])
async def test_nothing_unusual_reaches_a_phone_after_the_covert_word(
    matched: Cast, kind: str
) -> None:
    if kind == "review":
        await matched.cleo.says("MATCH K7 REVIEW 18 june")
        matched.cleo.hears("Noted: …")
    else:
        await insured(matched, date(2026, 7, 2))
    await decided(matched, RaiseAlert(99, AlertKind.COVERT, matched.ana.person_id, SOS))
    await matched.beat(days=1)
    matched.ana.hears_nothing()
    await matched.cleo.says("FALSE C2")
    matched.cleo.hears("C2 is closed: …")
    matched.ana.heard.clear()
    await matched.beat(days=1)
    assert matched.ana.last().startswith(("K7 would like you", "Your car insurance"))


async def test_a_volunteer_who_is_a_co_ordinator_is_not_asked_about_themselves(
    matched: Cast,
) -> None:
    """Cleo visits N2 herself: what waits about that is Dee's to see and to do."""
    made = AddMatch(55, "N2", matched.cleo.person_id, Stage.ESTABLISHED)
    await decided(matched, made)
    await matched.stage.decided(
        matched.cleo, lambda event, s: [prompts.watch_visits(s.scheme, 55, s.now)]
    )
    await matched.beat(days=33)
    await waits(matched)
    await matched.dee.says("tasks")
    matched.dee.hears("Waiting for you:\n1: Cleo and N2 have had no visit …")
    await matched.cleo.says("DONE 1")
    matched.cleo.hears("I have no task 1, or it is done already. …")
    await matched.dee.says("DONE 1")
    matched.dee.hears("Thank you. Done: 1: Cleo and N2 …")
