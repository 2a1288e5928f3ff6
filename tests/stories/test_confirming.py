"""Whether a planned visit stands: asked, asked again, and on the day; silence is never yes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest

from flows.decisions import (
    ChangeVisit,
    GoAway,
    LinkAddress,
    SetCovertWord,
    SetTimer,
)
from flows.events import Arrived, SendError, TimerKind
from flows.facts import Channel, Role, VisitState
from flows.moves import moved
from storage.store import Store
from tests.stories.conftest import Cast
from tests.stories.planning import at, listed, planned, sees, until
from tests.stories.stage import Phone, Stage

ASKED = "Sat 14:00: bowling, home by 17:00. Still on? Reply OK, CHANGE or OFF."
AGAIN = (
    "Sat 14:00: bowling, home by 17:00. I need to know if it is on. Please reply OK, CHANGE or OFF."
)
TODAY = (
    "Today 14:00: bowling, home by 17:00. Reply OK, CHANGE or OFF."
    " Send CARD before you go, IN when it starts."
)
TODAY_UNSURE = (
    "Today 14:00: bowling, home by 17:00. Not confirmed yet. Please reply OK, CHANGE or OFF."
    " Send CARD before you go, IN when it starts."
)
THANKS = "Thank you. Sat 14:00 stands."
TASK = (
    "Ana has not said if the visit with K7 on Sat 14:00 is on. Please ask them."
    " Send DONE 1 when you have seen to it."
)
LATE = "Your visit at bowling was planned for 14:00. …"


async def test_ok_each_time_and_it_stands(matched: Cast) -> None:
    visit = await planned(matched, "Sat 6 Jun 14:00")
    await until(matched, "Thu 4 Jun 13:59")
    await until(matched, "Thu 4 Jun 14:00")
    matched.ana.hears(ASKED)
    await matched.ana.says("OK")
    matched.ana.hears(THANKS)
    await until(matched, "Sat 6 Jun 07:59")
    matched.ana.hears_nothing()
    await until(matched, "Sat 6 Jun 08:00")
    matched.ana.hears(TODAY)
    await matched.ana.says("ok thanks")
    matched.ana.hears("Thank you. 14:00 stands.")
    await matched.ana.says("ok")
    matched.ana.hears("Thank you.")
    assert (await sees(matched, visit))[0].confirmed_at is not None


async def test_silence_to_the_end_is_never_yes(matched: Cast) -> None:
    visit = await planned(matched, "Sat 6 Jun 14:00")
    await until(matched, "Thu 4 Jun 14:00")
    matched.ana.hears(ASKED)
    matched.cleo.hears_nothing()
    await until(matched, "Fri 5 Jun 14:00")
    matched.ana.hears(AGAIN)
    matched.cleo.hears(TASK)
    await until(matched, "Sat 6 Jun 08:00")
    matched.ana.hears(TODAY_UNSURE)
    matched.cleo.heard.clear()  # the digest is another story
    assert (await sees(matched, visit))[0].confirmed_at is None
    await until(matched, "Sat 6 Jun 14:15")
    matched.ana.hears(LATE)
    matched.cleo.heard.clear()
    await matched.ana.says("ok")
    matched.ana.hears("Thank you.")
    assert (await sees(matched, visit))[0].confirmed_at is None, "that was to the last question"


async def test_an_ok_after_the_second_asking_tells_who_was_told(matched: Cast) -> None:
    await planned(matched, "Sat 6 Jun 14:00")
    await until(matched, "Fri 5 Jun 14:00")
    matched.ana.hears(ASKED, AGAIN)
    matched.cleo.hears(TASK)
    await matched.ana.says("yes")
    matched.ana.hears(THANKS)
    matched.cleo.hears("Ana says Sat 14:00 is on.")
    await matched.cleo.says("DONE 1")
    matched.cleo.heard.clear()
    await until(matched, "Sat 6 Jun 08:00")
    matched.ana.hears(TODAY)


async def test_an_ok_on_the_day_is_in_time(matched: Cast) -> None:
    visit = await planned(matched, "Sat 6 Jun 14:00")
    await until(matched, "Sat 6 Jun 08:00")
    matched.ana.hears(ASKED, AGAIN, TODAY_UNSURE)
    matched.cleo.hears(TASK)
    await matched.ana.says("OK")
    matched.ana.hears("Thank you. 14:00 stands.")
    matched.cleo.hears("Ana says 14:00 is on.")
    assert (await sees(matched, visit))[0].confirmed_at is not None


async def test_off_calls_it_off_and_ends_the_reminders(matched: Cast) -> None:
    visit = await planned(matched, "Sat 6 Jun 14:00")
    await until(matched, "Thu 4 Jun 14:00")
    matched.ana.hears(ASKED)
    await matched.ana.says("OFF")
    matched.ana.hears("bowling, Sat 14:00. Why can't it be as planned?…")
    await matched.ana.says("LEAVE")
    matched.ana.heard.clear()
    assert (await sees(matched, visit))[0].state is VisitState.PLANNED
    await until(matched, "Fri 5 Jun 14:00")
    matched.ana.hears(AGAIN)
    matched.cleo.hears(TASK)


@pytest.mark.parametrize("word", ["no", "No, sorry", "na"])
async def test_no_asks_why_and_calls_nothing_off_by_itself(matched: Cast, word: str) -> None:
    visit = await planned(matched, "Sat 6 Jun 14:00")
    await until(matched, "Thu 4 Jun 14:00")
    matched.ana.hears(ASKED)
    await matched.ana.says(word)
    matched.ana.hears("bowling, Sat 14:00. Why can't it be as planned?…")
    assert (await sees(matched, visit))[0].state is VisitState.PLANNED


async def test_no_with_several_visits_is_about_the_one_asked_about(matched: Cast) -> None:
    await planned(matched, "Sat 6 Jun 14:00")
    await planned(matched, "Fri 5 Jun 10:00", "library", hours=1)
    await until(matched, "Thu 4 Jun 14:00")
    matched.ana.hears(ASKED)
    await matched.ana.says("no")
    matched.ana.hears("bowling, Sat 14:00. Why can't it be as planned?…")


async def test_change_opens_the_change(matched: Cast) -> None:
    await planned(matched, "Sat 6 Jun 14:00")
    await until(matched, "Thu 4 Jun 14:00")
    matched.ana.hears(ASKED)
    await matched.ana.says("change")
    matched.ana.hears("bowling, Sat 14:00. Why can't it be as planned?…")


@pytest.mark.parametrize("words", ["Yes, but can we make it 3?", "ok, but I may be late"])
async def test_a_yes_with_a_but_is_no_yes(matched: Cast, words: str) -> None:
    visit = await planned(matched, "Sat 6 Jun 14:00")
    await until(matched, "Thu 4 Jun 14:00")
    matched.ana.hears(ASKED)
    await matched.ana.says(words)
    assert (await sees(matched, visit))[0].confirmed_at is None
    matched.ana.heard.clear()
    await matched.ana.says("ok")
    matched.ana.hears(THANKS)


async def test_an_ok_is_to_the_newest_of_several_reminders(matched: Cast) -> None:
    one = await planned(matched, "Sat 6 Jun 14:00")
    two = await planned(matched, "Sat 6 Jun 18:00", "supper", hours=2)
    await until(matched, "Thu 4 Jun 14:00")
    matched.ana.hears(ASKED)
    three = await planned(matched, "Sat 6 Jun 21:30", "stars", hours=1)
    await until(matched, "Thu 4 Jun 18:00")
    matched.ana.hears("Sat 18:00: supper, home by 20:00. Still on? …")
    await matched.ana.says("ok")
    matched.ana.hears("Thank you. Sat 18:00 stands.")
    assert (await sees(matched, one))[0].confirmed_at is None
    await until(matched, "Thu 4 Jun 20:00")
    matched.ana.hears("Sat 21:30: stars, home by 22:30. Still on? …")
    await matched.ana.says("no thanks")
    matched.ana.hears("stars, Sat 21:30. Why can't it be as planned?…")
    assert (await sees(matched, two))[0].confirmed_at is not None
    assert (await sees(matched, three))[0].confirmed_at is None


# When


async def test_planned_thirty_hours_ahead_is_agreed_already(matched: Cast) -> None:
    visit = await planned(matched, "Thu 4 Jun 18:00", "supper", hours=1)
    assert (await sees(matched, visit))[0].confirmed_at is not None
    await until(matched, "Thu 4 Jun 08:00")
    matched.ana.hears("Today 18:00: supper, home by 19:00. Reply OK, CHANGE or OFF. …")


async def test_not_agreed_and_thirty_hours_ahead_is_asked_before_anybody_hears(
    matched: Cast,
) -> None:
    await planned(matched, "Thu 4 Jun 18:00", "supper", hours=1, confirmed=False)
    await until(matched, "Wed 3 Jun 18:00")
    matched.ana.hears("Thu 18:00: supper, home by 19:00. Still on? …")
    matched.cleo.hears_nothing()
    await until(matched, "Thu 4 Jun 08:00")
    matched.ana.hears("Today 18:00: supper, home by 19:00. Not confirmed yet. …")
    matched.cleo.hears("Ana has not said if the visit with K7 on 18:00 is on. …")


async def test_planned_an_hour_ahead_nobody_is_asked(matched: Cast) -> None:
    await planned(matched, "Wed 3 Jun 13:00", "supper", hours=1)
    await until(matched, "Wed 3 Jun 13:14")
    matched.ana.hears_nothing()


async def test_at_seven_in_the_morning_nobody_is_woken(matched: Cast) -> None:
    await planned(matched, "Sat 6 Jun 07:00", "fishing", hours=2)
    await until(matched, "Thu 4 Jun 07:59")
    matched.ana.hears_nothing()
    await until(matched, "Thu 4 Jun 08:00")
    matched.ana.hears("Sat 07:00: fishing, home by 09:00. Still on? …")
    await until(matched, "Fri 5 Jun 08:00")
    matched.ana.hears("Sat 07:00: fishing, home by 09:00. I need to know …")
    matched.cleo.hears("Ana has not said if the visit with K7 on Sat 07:00 is on. …")
    await until(matched, "Fri 5 Jun 20:00")
    matched.ana.hears("Sat 07:00: fishing, home by 09:00. Not confirmed yet. …")
    matched.cleo.heard.clear()
    await until(matched, "Sat 6 Jun 07:14")
    matched.ana.hears_nothing()


async def test_half_past_midnight(matched: Cast) -> None:
    await planned(matched, "Sun 7 Jun 00:30", "meteors", hours=2)
    await until(matched, "Thu 4 Jun 20:00")
    matched.ana.hears("Sun 00:30: meteors, home by 02:30. Still on? …")
    await matched.ana.says("ok")
    matched.ana.hears("Thank you. Sun 00:30 stands.")
    await until(matched, "Sat 6 Jun 20:00")
    matched.ana.hears("Sun 00:30: meteors, home by 02:30. Reply OK, CHANGE or OFF. …")
    await until(matched, "Sun 7 Jun 00:44")
    matched.ana.hears_nothing()


@pytest.fixture
async def spring(store: Store) -> AsyncIterator[Cast]:
    """Thursday before the clocks go forward, noon."""
    stage = Stage(store, now=datetime(2026, 3, 26, 12, 0, tzinfo=UTC))
    ana = await stage.enters("Ana", Role.VOLUNTEER, "+447700900001")
    cleo = await stage.enters("Cleo", Role.CO_ORDINATOR, "+447700900003", on_duty=True)
    dee = await stage.enters("Dee", Role.CO_ORDINATOR, "+447700900004")
    ben = await stage.names(ana, "Ben", "+447700900002")
    cast = Cast(stage, ana, ben, cleo, dee)
    cast.match = await stage.matches(ana, "K7", co_ordinator=cleo)
    yield cast
    await stage.close()
    stage.nothing_unheard()


async def test_when_the_clocks_go_forward_the_morning_is_the_morning(spring: Cast) -> None:
    await planned(spring, "Sun 29 Mar 14:00")
    await until(spring, "Fri 27 Mar 13:00")
    spring.ana.hears("Sun 14:00: bowling, home by 17:00. Still on? …")
    await spring.ana.says("ok")
    spring.ana.hears("Thank you. Sun 14:00 stands.")
    await until(spring, "Sun 29 Mar 07:59")
    spring.ana.hears_nothing()
    await until(spring, "Sun 29 Mar 08:00")
    spring.ana.hears(TODAY)


async def test_after_an_outage_only_the_newest_question_is_asked(matched: Cast) -> None:
    await planned(matched, "Sat 6 Jun 14:00")
    matched.stage.clock.move(timedelta(days=2, hours=21))
    await matched.beat(1)
    matched.ana.hears(TODAY_UNSURE)
    matched.cleo.hears("Ana has not said if the visit with K7 on 14:00 is on. …")
    await matched.beat(60)
    matched.ana.hears_nothing()
    matched.cleo.heard.clear()


async def test_an_outage_that_ends_at_night_waits_for_the_morning(matched: Cast) -> None:
    await planned(matched, "Sat 6 Jun 14:00")
    matched.stage.clock.move(timedelta(days=1, hours=15))
    await matched.beat(60)
    matched.ana.hears_nothing()
    await until(matched, "Fri 5 Jun 08:00")
    matched.ana.hears(ASKED)
    await until(matched, "Fri 5 Jun 14:00")
    matched.ana.hears(AGAIN)
    matched.cleo.heard.clear()


async def test_an_ok_written_before_the_question_is_not_to_it(matched: Cast) -> None:
    visit = await planned(matched, "Sat 6 Jun 14:00")
    await until(matched, "Thu 4 Jun 13:59")
    before = matched.stage.clock.now()
    await until(matched, "Thu 4 Jun 14:01")
    matched.ana.hears(ASKED)
    await matched.stage.arrives(Arrived(Channel.SMS, matched.ana.value, "old", before, text="ok"))
    matched.ana.hears("Thank you.")
    assert (await sees(matched, visit))[0].confirmed_at is None


async def test_called_off_before_the_reminder_nothing_is_asked(matched: Cast) -> None:
    visit = await planned(matched, "Sat 6 Jun 14:00")
    gone = ChangeVisit(visit, state=VisitState.CANCELLED)
    await matched.stage.decided(matched.ana, lambda event, s: [gone])
    await until(matched, "Sat 6 Jun 16:00")
    matched.ana.hears_nothing()
    matched.cleo.heard.clear()


# Who


async def test_without_a_young_person_on_file_it_is_asked_all_the_same(cast: Cast) -> None:
    await planned(cast, "Sat 6 Jun 14:00")
    await until(cast, "Fri 5 Jun 14:00")
    cast.ana.hears(ASKED, AGAIN)
    cast.cleo.hears("Ana has not said if the visit with their young person on Sat 14:00 is on. …")
    await until(cast, "Sat 6 Jun 08:00")
    cast.ana.hears(
        "Today 14:00: bowling, home by 17:00. Not confirmed yet. Please reply OK, CHANGE or OFF."
        " Send IN when it starts."
    )
    await cast.ana.says("ok")
    cast.ana.hears("Thank you. 14:00 stands.")
    cast.cleo.hears("Ana says 14:00 is on.")


async def test_whom_no_message_reaches_a_co_ordinator_asks(matched: Cast) -> None:
    visit = await planned(matched, "Sat 6 Jun 14:00")
    await matched.ana.opts_out()
    matched.cleo.heard.clear()
    await until(matched, "Thu 4 Jun 14:00")
    matched.ana.hears_nothing()
    matched.cleo.hears(TASK)
    assert (await sees(matched, visit))[0].asked_at is None, "nobody was asked"
    await until(matched, "Sat 6 Jun 08:30")
    matched.ana.hears_nothing()
    matched.cleo.heard.clear()


async def test_the_cover_hears_while_a_co_ordinator_is_on_leave(matched: Cast) -> None:
    await planned(matched, "Sat 6 Jun 14:00")
    leave = (date(2026, 6, 4), date(2026, 6, 12))
    await matched.stage.decided(
        matched.cleo,
        lambda event, s: [
            GoAway(s.fresh[0], matched.cleo.person_id, *leave, matched.dee.person_id),
            SetTimer(TimerKind.AWAY, s.fresh[0], at(matched.stage, "Sat 13 Jun 08:00")),
        ],
    )
    await until(matched, "Fri 5 Jun 14:00")
    matched.ana.hears(ASKED, AGAIN)
    matched.dee.hears(TASK)
    await matched.ana.says("ok")
    matched.ana.hears(THANKS)
    matched.dee.hears("Ana says Sat 14:00 is on.")
    matched.cleo.hears_nothing()


# Buttons


@pytest.fixture
async def telegram(matched: Cast) -> Phone:
    """Ana's Telegram, which she uses first."""
    link = LinkAddress(matched.ana.person_id, Channel.TELEGRAM, "10001", first=True)
    await matched.stage.decided(matched.ana, lambda event, s: [link])
    phone = matched.stage.phone("Ana", "10001", Channel.TELEGRAM)
    phone.person_id = matched.ana.person_id
    return phone


async def test_on_telegram_each_ok_is_its_own(matched: Cast, telegram: Phone) -> None:
    one = await planned(matched, "Sat 6 Jun 14:00")
    two = await planned(matched, "Sat 6 Jun 14:03", "supper", hours=2)
    await until(matched, "Thu 4 Jun 14:03")
    assert [b.label for b in telegram.heard[0].buttons] == ["OK", "CHANGE", "OFF"]
    first = telegram.heard[0].buttons[0].data
    telegram.hears(ASKED, "Sat 14:03: supper, …")
    await telegram.presses_again(first)
    telegram.hears(THANKS)
    assert (await sees(matched, two))[0].confirmed_at is None
    await telegram.presses_again(first)
    telegram.hears(THANKS)
    await telegram.taps("OK")
    telegram.hears("Thank you. Sat 14:03 stands.")
    assert (await sees(matched, one))[0].confirmed_at is not None


async def test_an_old_button_does_not_confirm_a_new_time(matched: Cast, telegram: Phone) -> None:
    visit = await planned(matched, "Sat 6 Jun 14:00")
    await until(matched, "Thu 4 Jun 14:00")
    telegram.hears(ASKED)
    begins, ends = at(matched.stage, "Sat 20 Jun 14:00"), at(matched.stage, "Sat 20 Jun 17:00")
    await matched.stage.decided(
        matched.ana,
        listed(lambda e, s: moved(s, next(v for v in s.visits if v.id == visit), begins, ends)),
    )
    await telegram.taps("OK")
    telegram.hears("That button has expired.")
    telegram.heard.clear()
    assert (await sees(matched, visit))[0].confirmed_at is None


async def test_off_and_the_card_by_button(matched: Cast, telegram: Phone) -> None:
    await planned(matched, "Sat 6 Jun 14:00", confirmed=True)
    await until(matched, "Sat 6 Jun 08:00")
    assert [b.label for b in telegram.heard[0].buttons] == ["OK", "CHANGE", "OFF", "CARD"]
    telegram.hears(TODAY)
    await telegram.taps("OFF")
    telegram.hears("bowling, 14:00. Why can't it be as planned?…")


async def test_in_welsh_iawn_confirms(matched: Cast) -> None:
    visit = await planned(matched, "Sat 6 Jun 14:00")
    await matched.ana.says("cymraeg")
    matched.ana.last()
    await until(matched, "Thu 4 Jun 14:00")
    matched.ana.last()
    await matched.ana.says("iawn")
    matched.ana.last()
    assert (await sees(matched, visit))[0].confirmed_at is not None


async def test_after_a_covert_word_nobody_is_told_to_ask_them(matched: Cast) -> None:
    word = SetCovertWord(matched.ana.person_id, "pineapple")
    await matched.stage.decided(matched.ana, lambda event, s: [word])
    await planned(matched, "Sat 6 Jun 14:00")
    await until(matched, "Fri 5 Jun 13:30")
    matched.ana.hears(ASKED)
    await matched.ana.says("pineapple")
    for phone in (matched.ana, matched.ben, matched.cleo, matched.dee):
        phone.heard.clear()
    await matched.cleo.says("C2")
    matched.cleo.heard.clear()
    await until(matched, "Fri 5 Jun 14:05")
    matched.ana.hears_nothing()
    assert all("Please ask" not in message.text for message in matched.cleo.heard)
    for phone in (matched.ana, matched.ben, matched.cleo, matched.dee):
        phone.heard.clear()
    await matched.cleo.says("FALSE C2")
    for phone in (matched.ana, matched.ben, matched.cleo, matched.dee):
        phone.heard.clear()
    await matched.beat(31)
    matched.ana.hears(AGAIN)
    matched.cleo.hears("Ana has not said if the visit with K7 on Sat 14:00 is on. …")


async def test_a_number_that_takes_nothing_is_no_silence(matched: Cast) -> None:
    await planned(matched, "Sat 6 Jun 14:00")
    matched.ana.fails_with = SendError.INVALID
    await until(matched, "Thu 4 Jun 14:01")
    matched.cleo.heard.clear()
    await until(matched, "Fri 5 Jun 14:00")
    matched.cleo.hears(TASK)
    matched.ana.hears_nothing()
