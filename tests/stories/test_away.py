"""Days away: a volunteer's holiday, a co-ordinator's leave and who covers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, select

from flows.decisions import AddRole, Leave, PlanVisit, SetTimer
from flows.events import TimerKind
from flows.facts import Channel, Role
from storage import tables
from tests.stories.conftest import Cast

AUGUST = "Sat 1 Aug to Fri 14 Aug"
DONE = f"You are down as away: {AUGUST}. Not away after all? Send AWAY OFF."
COVERS = "Who covers for you meanwhile?\n1 Dee\n2 Nobody"


# --- A volunteer -------------------------------------------------------------------------


async def test_a_holiday_in_one_line(cast: Cast) -> None:
    await cast.ana.says("AWAY 1-14 aug")
    cast.ana.hears(f"Away {AUGUST}. Is that right? Reply OK or NO.")
    await cast.ana.says("ok")
    cast.ana.hears(DONE)
    await cast.ana.says("away")
    cast.ana.hears(
        f"You are down as away:\n{AUGUST}\nNot away after all? Send AWAY OFF."
        " More days? Send AWAY and the days."
    )
    await cast.beat(days=80)


async def test_a_holiday_is_asked_for(cast: Cast) -> None:
    await cast.ana.says("I'm on holiday")
    cast.ana.hears("From when until when are you away? For example 1-14 Aug, or next week.")
    await cast.ana.says("soonish")
    cast.ana.hears("I can't find days to come in that. For example 1-14 Aug, or Mon to Fri.")
    await cast.ana.says("1-2 may 2026")
    cast.ana.hears("I can't find days to come in that. …")
    await cast.ana.says("AWAY next week")
    cast.ana.hears("Away Mon 8 Jun to Sun 14 Jun. Is that right? Reply OK or NO.")
    await cast.ana.says("no")
    cast.ana.hears("What shall I change?\n1 The days\n2 Nothing, I am not away")
    await cast.ana.says("1")
    cast.ana.hears("From when until when are you away? …")
    await cast.ana.says("tomorrow")
    cast.ana.hears("Away Thu 4 Jun. Is that right? Reply OK or NO.")
    await cast.ana.says("no")
    cast.ana.hears("What shall I change?…")
    await cast.ana.says("2")
    cast.ana.hears("That is put away. You are not down as away then.")
    await cast.ana.says("away off")
    cast.ana.hears("You are not down as away. If you will be, send AWAY and the days.")


async def test_days_that_could_be_two_are_asked_back(cast: Cast) -> None:
    await cast.ana.says("away next weekend")
    cast.ana.hears("Which one do you mean?\n1 Sat 6 Jun to Sun 7 Jun\n2 Sat 13 Jun to Sun 14 Jun")
    await cast.ana.says("2")
    cast.ana.hears("Away Sat 13 Jun to Sun 14 Jun. Is that right? Reply OK or NO.")
    await cast.ana.says("back")
    cast.ana.hears("From when until when are you away? …")
    await cast.ana.says("leave")
    cast.ana.hears("That is put away. Nothing was changed.")


async def test_days_gone_by_are_none(cast: Cast) -> None:
    await cast.ana.says("AWAY 1-2 June")
    cast.ana.hears("I can't find days to come in that. …")
    await cast.ana.says("1-12 June")
    cast.ana.hears("Away Wed 3 Jun to Fri 12 Jun. Is that right? Reply OK or NO.")
    await cast.ana.says("leave")
    cast.ana.hears("That is put away. Nothing was changed.")


async def test_welsh_days(cast: Cast) -> None:
    await cast.ana.says("ar wyliau wythnos nesaf")
    cast.ana.hears("Away Mon 8 Jun to Sun 14 Jun. …")
    await cast.ana.says("iawn")
    cast.ana.hears("You are down as away: Mon 8 Jun to Sun 14 Jun. …")
    await cast.ana.says("ddim i ffwrdd")
    cast.ana.hears("You are no longer down as away Mon 8 Jun to Sun 14 Jun.")


async def away(cast: Cast, days: str) -> None:
    await cast.ana.says(f"AWAY {days}")
    cast.ana.last()
    await cast.ana.says("ok")
    cast.ana.last()


async def test_one_of_several_is_taken_back(cast: Cast) -> None:
    await away(cast, "1-14 aug")
    await away(cast, "8-10 june")
    await cast.ana.says("AWAY")
    cast.ana.hears(f"You are down as away:\nMon 8 Jun to Wed 10 Jun\n{AUGUST}\nNot away …")
    await cast.ana.says("not away")
    cast.ana.hears(f"When are you not away after all?\n1 Mon 8 Jun to Wed 10 Jun\n2 {AUGUST}")
    await cast.ana.says("2")
    cast.ana.hears(f"You are no longer down as away {AUGUST}.")
    await cast.ana.says("AWAY OFF")
    cast.ana.hears("You are no longer down as away Mon 8 Jun to Wed 10 Jun.")


async def test_days_that_overlap_take_the_place_of_others(cast: Cast) -> None:
    await away(cast, "1-14 aug")
    await cast.ana.says("away 1-7 aug")
    cast.ana.hears(
        f"Away Sat 1 Aug to Fri 7 Aug instead of {AUGUST}. Is that right? Reply OK or NO."
    )
    await cast.ana.says("ok")
    cast.ana.hears("You are down as away: Sat 1 Aug to Fri 7 Aug. …")
    await cast.ana.says("away off")
    cast.ana.hears("You are no longer down as away Sat 1 Aug to Fri 7 Aug.")


async def plans(cast: Cast, starts_at: datetime) -> None:
    """A visit that Ana planned earlier."""
    ends = starts_at + timedelta(hours=3)
    await cast.stage.decided(
        cast.ana,
        lambda event, s: [
            PlanVisit(
                s.fresh[0], cast.ana.person_id, "bowling", starts_at, ends,
                s.scheme.missed_check_in, match=cast.match,
            ),
            SetTimer(TimerKind.VISIT_START, s.fresh[0], starts_at),
        ],
    )  # fmt: skip


async def test_visits_planned_for_then_still_stand_and_somebody_sees_to_them(
    matched: Cast,
) -> None:
    await plans(matched, datetime(2026, 8, 1, 13, tzinfo=UTC))
    await plans(matched, datetime(2026, 8, 15, 13, tzinfo=UTC))
    await matched.ana.says("away 1-14 aug")
    matched.ana.hears(f"Away {AUGUST}. …")
    await matched.ana.says("ok")
    matched.ana.hears(
        DONE,
        "You have planned this for then, and it still stands. Please send CHANGE for each:"
        "\nbowling, Sat 1 Aug 14:00",
    )
    tasks = await matched.stage.store.read(what_waits)
    assert tasks == [("away", True)]
    await matched.ana.says("away off")
    matched.ana.hears(f"You are no longer down as away {AUGUST}.")
    assert await matched.stage.store.read(what_waits) == []


def what_waits(conn: Connection) -> list[tuple[str, bool]]:
    """The kind of each open task, and whether it is about a visit."""
    rows = conn.execute(
        select(tables.tasks.c.kind, tables.tasks.c.visit_id).where(tables.tasks.c.done_at.is_(None))
    )
    return [(kind, visit is not None) for kind, visit in rows]


async def test_on_telegram_it_is_taken_back_by_a_button(cast: Cast) -> None:
    await cast.stage.links(cast.ana, "10001")
    telegram = cast.stage.phone("Ana", "10001", Channel.TELEGRAM)
    telegram.person_id = cast.ana.person_id
    await telegram.says("away 1-14 aug")
    telegram.hears(f"Away {AUGUST}. …")
    await telegram.taps("OK")
    telegram.hears(DONE)
    await telegram.taps("AWAY OFF")
    telegram.hears(f"You are no longer down as away {AUGUST}.")


async def test_away_off_is_never_taken_for_something_else(cast: Cast) -> None:
    await away(cast, "1-14 aug")
    await cast.ana.says("in")
    cast.ana.hears("Where are you going? …")
    await cast.ana.says("AWAY OFF")
    cast.ana.hears(f"You are no longer down as away {AUGUST}.", "Where are you going? …")
    await cast.ana.says("leave")
    cast.ana.hears("That is put away. Nothing was changed.")


async def test_an_sos_comes_first(cast: Cast) -> None:
    await cast.ana.says("away")
    cast.ana.hears("From when until when are you away? …")
    await cast.ana.says("SOS")
    cast.ana.hears("I am telling Ben and Cleo now. …", "From when until when are you away? …")
    for phone in (cast.ben, cast.cleo):
        phone.heard.clear()
    await cast.ana.says("next week")
    cast.ana.hears("Away Mon 8 Jun to Sun 14 Jun. …")
    await cast.cleo.says("FALSE C2")
    for phone in (cast.ana, cast.ben, cast.cleo):
        phone.heard.clear()


# --- A co-ordinator ----------------------------------------------------------------------


async def covered(cast: Cast, days: str = "8-12 june") -> None:
    """Cleo will be away, and Dee covers."""
    await cast.cleo.says(f"AWAY {days}")
    cast.cleo.hears(COVERS)
    await cast.cleo.says("dee")
    cast.cleo.hears("Away …")
    await cast.cleo.says("ok")
    cast.cleo.hears("You are down as away: …")


async def test_leave_is_handed_over_and_back(matched: Cast) -> None:
    await matched.cleo.says("away 8-12 june")
    matched.cleo.hears(COVERS)
    await matched.cleo.says("1")
    matched.cleo.hears("Away Mon 8 Jun to Fri 12 Jun. Dee covers. Is that right? Reply OK or NO.")
    await matched.cleo.says("ok")
    matched.cleo.hears("You are down as away: Mon 8 Jun to Fri 12 Jun. …")
    matched.dee.hears(
        "Cleo is away Mon 8 Jun to Fri 12 Jun and asks you to cover. I tell you when it begins."
        " If you can't, please tell Cleo."
    )
    await matched.beat(days=4, hours=19)
    matched.dee.hears_nothing()
    await matched.beat(hours=2)
    matched.dee.hears(
        "Cleo is away until Fri 12 Jun and you cover. Open tasks of theirs: 0. Matches: K7."
        " Send TASKS to see what waits.",
        "Cleo was on duty and is away now, so NOBODY is on duty. Please send DUTY ON if you can.",
    )
    matched.cleo.hears("You are away until Fri 12 Jun, so I have taken you off duty. Dee covers.")
    await matched.dee.says("duty on")
    matched.dee.hears("You are on duty. …")
    await matched.beat(days=5)
    matched.cleo.hears(
        "Welcome back, Cleo. Your tasks come to you again. Send DUTY ON when you start."
    )
    matched.dee.hears("Cleo is back. Thank you for covering. Their tasks go to them again.")
    await matched.beat(days=3)


async def test_leave_that_begins_now(cast: Cast) -> None:
    await cast.dee.says("duty on")
    cast.dee.hears("You are on duty. …")
    await cast.cleo.says("away until friday")
    cast.cleo.hears(COVERS)
    await cast.cleo.says("1")
    cast.cleo.hears("Away Wed 3 Jun to Fri 5 Jun. Dee covers. …")
    await cast.cleo.says("ok")
    cast.cleo.hears("You are down as away: Wed 3 Jun to Fri 5 Jun. …")
    await cast.beat(1)
    cast.dee.hears(
        "Cleo is away until Fri 5 Jun and you cover. Open tasks of theirs: 0. Matches: none."
        " Send TASKS to see what waits."
    )
    cast.cleo.hears("You are away until Fri 5 Jun, so I have taken you off duty. Dee covers.")
    await cast.cleo.says("AWAY OFF")
    cast.cleo.hears(
        "You are no longer down as away Wed 3 Jun to Fri 5 Jun. Your tasks come to you again."
        " Send DUTY ON when you start."
    )
    cast.dee.hears("Cleo is back. Thank you for covering. Their tasks go to them again.")
    await cast.beat(days=5)


async def test_leave_called_off_before_it_begins(cast: Cast) -> None:
    await covered(cast)
    cast.dee.hears("Cleo is away Mon 8 Jun to Fri 12 Jun and asks you to cover. …")
    await cast.cleo.says("away off")
    cast.cleo.hears("You are no longer down as away Mon 8 Jun to Fri 12 Jun.")
    cast.dee.hears("Cleo is not away Mon 8 Jun to Fri 12 Jun after all. You need not cover then.")
    await cast.beat(days=12)


async def test_leave_moved_with_the_same_cover(cast: Cast) -> None:
    await covered(cast)
    cast.dee.hears("Cleo is away Mon 8 Jun to Fri 12 Jun and asks you to cover. …")
    await covered(cast, "9-12 june")
    cast.dee.hears("Cleo is away Tue 9 Jun to Fri 12 Jun and asks you to cover. …")
    await cast.beat(days=5)
    cast.dee.hears_nothing()
    await cast.beat(days=1)
    cast.dee.hears("Cleo is away until Fri 12 Jun and you cover. …", "Cleo was on duty …")
    cast.cleo.hears("You are away until Fri 12 Jun, …")


async def test_nobody_covers_and_a_co_ordinator_hears_of_it(cast: Cast) -> None:
    await cast.cleo.says("away 8-12 june")
    cast.cleo.hears(COVERS)
    await cast.cleo.says("2")
    cast.cleo.hears("Away Mon 8 Jun to Fri 12 Jun. Nobody covers. Is that right? Reply OK or NO.")
    await cast.cleo.says("no")
    cast.cleo.hears("What shall I change?\n1 The days\n2 Who covers\n3 Nothing, I am not away")
    await cast.cleo.says("2")
    cast.cleo.hears(COVERS)
    await cast.cleo.says("cleo")
    cast.cleo.hears("Please choose one of these.\n1 Dee\n2 Nobody")
    await cast.cleo.says("nobody")
    cast.cleo.hears("Away Mon 8 Jun to Fri 12 Jun. Nobody covers. …")
    await cast.cleo.says("ok")
    cast.cleo.hears(
        "You are down as away: Mon 8 Jun to Fri 12 Jun. …",
        "Nobody covers for you yet. I am telling Dee.",
    )
    cast.dee.hears("Cleo …")


async def test_leave_that_nobody_covers_is_asked_about_once(cast: Cast) -> None:
    for days, told in (
        ("8-12 june", "Nobody covers for you yet. I am telling Dee."),
        ("9-12 june", "Nobody covers for you yet. It stands in the co-ordinators' tasks."),
    ):
        await cast.cleo.says(f"away {days}")
        cast.cleo.hears(COVERS)
        await cast.cleo.says("nobody")
        cast.cleo.hears("Away …")
        await cast.cleo.says("ok")
        cast.cleo.hears("You are down as away: …", told)
    cast.dee.hears("Cleo is away, or soon will be, and nobody covers for them. …")
    await covered(cast, "9-12 june")
    cast.dee.hears("Cleo is away Tue 9 Jun to Fri 12 Jun and asks you to cover. …")
    assert await cast.stage.store.read(what_waits) == []


async def test_who_covers_can_no_longer_be_reached_and_another_hears(cast: Cast) -> None:
    fay = await cast.stage.enters("Fay", Role.CO_ORDINATOR, "+447700900006")
    await cast.cleo.says("away 8-12 june")
    cast.cleo.last()
    await cast.cleo.says("dee")
    cast.cleo.last()
    await cast.cleo.says("ok")
    cast.cleo.last()
    cast.dee.hears("Cleo is away Mon 8 Jun …")
    await cast.stage.decided(cast.dee, lambda event, s: [Leave(cast.dee.person_id)])
    await cast.beat(days=5)
    cast.cleo.hears("You are away until Fri 12 Jun, so I have taken you off duty.")
    fay.hears("Cleo is away, or soon will be, and nobody covers for them. …", "Cleo was on duty …")


async def test_the_only_co_ordinator_is_told_plainly(cast: Cast) -> None:
    await cast.stage.decided(cast.dee, lambda event, s: [Leave(cast.dee.person_id)])
    await cast.cleo.says("away 8-12 june")
    cast.cleo.hears("Away Mon 8 Jun to Fri 12 Jun. Nobody covers. Is that right? Reply OK or NO.")
    await cast.cleo.says("no")
    cast.cleo.hears("What shall I change?\n1 The days\n2 Nothing, I am not away")
    await cast.cleo.says("1")
    cast.cleo.hears("From when until when are you away? …")
    await cast.cleo.says("8 to 12 june")
    cast.cleo.hears("Away Mon 8 Jun to Fri 12 Jun. …")
    await cast.cleo.says("ok")
    cast.cleo.hears(
        "You are down as away: Mon 8 Jun to Fri 12 Jun. …",
        "Nobody covers for you, and there is nobody I can tell of it.",
    )
    await cast.beat(days=5)
    cast.cleo.hears("You are away until Fri 12 Jun, so I have taken you off duty.")
    await cast.beat(days=5)
    cast.cleo.hears("Welcome back, Cleo. …")


async def test_who_is_away_all_the_time_is_not_offered_as_cover(cast: Cast) -> None:
    await cast.dee.says("away 1-30 june")
    cast.dee.hears("Who covers for you meanwhile?\n1 Cleo\n2 Nobody")
    await cast.dee.says("1")
    cast.dee.hears("Away Wed 3 Jun to Tue 30 Jun. Cleo covers. …")
    await cast.dee.says("ok")
    cast.dee.hears("You are down as away: Wed 3 Jun to Tue 30 Jun. …")
    await cast.beat(1)
    cast.cleo.hears("Dee is away until Tue 30 Jun and you cover. …")
    await cast.cleo.says("away 8-12 june")
    cast.cleo.hears("Away Mon 8 Jun to Fri 12 Jun. Nobody covers. Is that right? Reply OK or NO.")
    await cast.cleo.says("leave")
    cast.cleo.hears("That is put away. Nothing was changed.")


async def test_an_alert_that_the_one_who_leaves_has_is_offered(cast: Cast) -> None:
    await cast.ana.says("SOS")
    for phone in (cast.ana, cast.ben, cast.cleo):
        phone.heard.clear()
    await cast.cleo.says("C2")
    for phone in (cast.ana, cast.ben, cast.cleo):
        phone.heard.clear()
    await covered(cast, "until friday")
    await cast.beat(1)
    cast.dee.hears(
        "Cleo asks you to take over C2 (Ana). Send C2 to take it.",
        "Cleo is away until Fri 5 Jun and you cover. …",
        "Cleo was on duty and is away now, so NOBODY is on duty. …",
    )
    cast.cleo.hears(
        "You are away until Fri 5 Jun, so I have taken you off duty. Dee covers.",
        "I have asked Dee. C2 stays yours until Dee sends C2.",
    )
    await cast.dee.says("FALSE C2")
    for phone in (cast.ana, cast.ben, cast.cleo, cast.dee):
        phone.heard.clear()


async def test_one_holiday_covers_both_roles(cast: Cast) -> None:
    add = AddRole(cast.dee.person_id, Role.VOLUNTEER)
    await cast.stage.decided(cast.dee, lambda event, s: [add])
    await cast.dee.says("away 8-12 june")
    cast.dee.hears("Who covers for you meanwhile?\n1 Cleo\n2 Nobody")
    await cast.dee.says("1")
    cast.dee.hears("Away Mon 8 Jun to Fri 12 Jun. Cleo covers. …")
    await cast.dee.says("ok")
    cast.dee.hears("You are down as away: …")
    cast.cleo.hears("Dee is away Mon 8 Jun to Fri 12 Jun and asks you to cover. …")
    await cast.dee.says("away off")
    cast.dee.hears("You are no longer down as away …")
    cast.cleo.hears("Dee is not away …")


async def test_who_covers_may_be_away_too_and_then_another_does(cast: Cast) -> None:
    fay = await cast.stage.enters("Fay", Role.CO_ORDINATOR, "+447700900006")
    await cast.cleo.says("away 8-12 june")
    cast.cleo.hears("Who covers for you meanwhile?\n1 Dee\n2 Fay\n3 Nobody")
    await cast.cleo.says("1")
    cast.cleo.last()
    await cast.cleo.says("ok")
    cast.cleo.last()
    cast.dee.hears("Cleo is away Mon 8 Jun to Fri 12 Jun and asks you to cover. …")
    await cast.dee.says("away 5-30 june")
    cast.dee.hears("Who covers for you meanwhile?\n1 Cleo\n2 Fay\n3 Nobody")
    await cast.dee.says("fay")
    cast.dee.last()
    await cast.dee.says("ok")
    cast.dee.last()
    fay.hears("Dee is away Fri 5 Jun to Tue 30 Jun and asks you to cover. …")
    await cast.beat(days=2)
    fay.hears("Dee is away until Tue 30 Jun and you cover. …")
    await cast.beat(days=3)
    fay.hears(
        "Cleo is away until Fri 12 Jun and you cover. …",
        "Cleo was on duty and is away now, so NOBODY is on duty. …",
    )
    cast.cleo.hears("You are away until Fri 12 Jun, so I have taken you off duty. Fay covers.")
    cast.dee.hears_nothing()
