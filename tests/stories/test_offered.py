"""A carer offers another time: the volunteer takes it, finds another, or says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from flows import offered
from flows.decisions import ChangeVisit, Decision, LinkAddress
from flows.facts import Agreed, Channel, Offer, Snapshot, VisitState
from tests.stories.conftest import Cast
from tests.stories.planning import at, listed, planned, sees, until
from tests.stories.stage import Phone

OFFERED = (
    "K7's carer can't do Sat 14:00 (illness or something unexpected) and offers Sun 14:00 to"
    " 17:00. Reply OK to take it, CHANGE for another time."
)
UNSAID = (
    "Ana has not said if the visit with K7 on Sun 14:00 is on. Please ask them."
    " Send DONE 1 when you have seen to it."
)


async def offers(cast: Cast, visit: int, words: str = "Sun 7 Jun 14:00") -> None:
    """What the carer's own conversation does when a good reason and another time are given."""
    assert cast.eve is not None
    begins = at(cast.stage, words)
    new = Offer(begins, begins + timedelta(hours=3), cast.stage.clock.now())

    def offer(event: object, s: Snapshot) -> Iterator[Decision]:
        found = next(v for v in s.visits if v.id == visit)
        yield ChangeVisit(visit, offer=new)
        yield from offered.tell(s, s.matches[0], found, new)

    await cast.stage.decided(cast.eve, listed(offer))
    await cast.stage.clears_the_post()


@pytest.fixture
async def offer(matched: Cast) -> tuple[Cast, int]:
    """On Wednesday noon Eve can't do Saturday at two and offers Sunday at two."""
    visit = await planned(matched, "Sat 6 Jun 14:00")
    await offers(matched, visit)
    matched.ana.hears(OFFERED)
    return matched, visit


def eve(cast: Cast) -> Phone:
    assert cast.eve is not None
    return cast.eve


async def test_ok_takes_it_and_everybody_who_must_know_hears(offer: tuple[Cast, int]) -> None:
    cast, visit = offer
    await cast.ana.says("OK")
    cast.ana.hears("Thank you. The visit is now Sun 14:00, home by 17:00.…")
    eve(cast).hears("Good news: Ana can come Sun 14:00 to 17:00. Please tell K7.")
    cast.cleo.hears(
        "K7's carer could not do Sat 14:00. Ana's visit is now Sun 14:00. Both have agreed."
    )
    seen, _ = await sees(cast, visit)
    assert (seen.starts_at, seen.offer) == (at(cast.stage, "Sun 7 Jun 14:00"), None)
    assert seen.carer_agreed is Agreed.YES
    await until(cast, "Fri 5 Jun 14:00")
    cast.ana.hears("Sun 14:00: bowling, home by 17:00. Still on? Reply OK, CHANGE or OFF.")
    await cast.ana.says("ok")
    cast.ana.hears("Thank you. Sun 14:00 stands.")
    await until(cast, "Sat 6 Jun 16:00")
    cast.ana.hears_nothing()
    cast.cleo.heard.clear()


@pytest.mark.parametrize("word", ["no", "CHANGE"])
async def test_no_or_change_looks_for_another_time(offer: tuple[Cast, int], word: str) -> None:
    cast, visit = offer
    await planned(cast, "Fri 5 Jun 10:00", "library", hours=1, confirmed=False)
    await cast.ana.says(word)
    if word == "CHANGE":
        cast.ana.hears("Which visit?…")
    else:
        cast.ana.hears("bowling, Sat 14:00. Why can't it be as planned?…")
    assert (await sees(cast, visit))[0].offer is not None, "it stands until there is another"
    await cast.ana.says("LEAVE")
    cast.ana.heard.clear()


async def test_silence_reaches_a_co_ordinator_and_the_old_time_is_not_chased(
    offer: tuple[Cast, int],
) -> None:
    cast, visit = offer
    await until(cast, "Thu 4 Jun 11:59")
    cast.cleo.hears_nothing()
    await until(cast, "Thu 4 Jun 12:01")
    cast.cleo.hears(UNSAID)
    await until(cast, "Sat 6 Jun 18:00")
    cast.ana.hears_nothing()
    cast.cleo.heard.clear()
    await cast.ana.says("ok")
    cast.ana.hears("Thank you. The visit is now Sun 14:00, home by 17:00.…")
    eve(cast).hears("Good news: Ana can come Sun 14:00 …")
    cast.cleo.hears("K7's carer could not do 14:00. …")
    assert (await sees(cast, visit))[0].confirmed_at is not None


async def test_an_offer_whose_time_has_come_is_void_and_the_visit_is_off(
    offer: tuple[Cast, int],
) -> None:
    cast, visit = offer
    await until(cast, "Sun 7 Jun 14:00")
    cast.ana.hears(
        "The time K7's carer offered, 14:00, has come, so that visit is off."
        " Send PLAN to plan a new one."
    )
    eve(cast).hears("I have had no answer about 14:00, so that visit is off. …")
    cast.cleo.hears(UNSAID)
    assert cast.cleo.heard.pop().text.startswith("Ana's visit with K7 is off and has no new date.")
    cast.cleo.heard.clear()
    assert (await sees(cast, visit))[0].state is VisitState.CANCELLED
    await cast.ana.says("ok")
    cast.ana.hears("Thank you.")
    await cast.beat(days=1)
    cast.ana.hears_nothing()
    cast.cleo.heard.clear()


async def test_while_it_stands_nobody_is_asked_about_the_old_time(matched: Cast) -> None:
    visit = await planned(matched, "Sat 6 Jun 14:00")
    await until(matched, "Fri 5 Jun 14:00")
    matched.ana.hears("Sat 14:00: bowling, …", "Sat 14:00: bowling, …")
    matched.cleo.hears("Ana has not said if the visit with K7 on Sat 14:00 is on. …")
    await matched.beat(10)
    await offers(matched, visit)
    matched.ana.hears(OFFERED)
    await until(matched, "Sat 6 Jun 02:08")
    matched.cleo.hears_nothing()
    await until(matched, "Sat 6 Jun 08:00")
    matched.cleo.hears("Ana has not said if the visit with K7 on Sun 14:00 is on. …")
    matched.ana.hears_nothing()
    await until(matched, "Sat 6 Jun 15:00")
    matched.ana.hears_nothing()
    matched.cleo.heard.clear()


async def test_at_night_it_waits_and_an_ok_before_is_not_to_it(matched: Cast) -> None:
    visit = await planned(matched, "Sat 6 Jun 14:00")
    await until(matched, "Wed 3 Jun 22:00")
    await offers(matched, visit)
    matched.ana.hears_nothing()
    await matched.ana.says("ok")
    matched.ana.hears("Thank you.")
    await until(matched, "Thu 4 Jun 08:01")
    matched.ana.hears(OFFERED)
    await matched.ana.says("ok")
    matched.ana.hears("Thank you. The visit is now Sun 14:00, …")
    eve(matched).hears("Good news: …")
    matched.cleo.hears("K7's carer could not do Sat 14:00. …")


async def test_at_night_before_an_early_visit_it_does_not_wait(matched: Cast) -> None:
    visit = await planned(matched, "Thu 4 Jun 08:30", confirmed=True)
    await until(matched, "Wed 3 Jun 22:00")
    matched.ana.hears("Thu 08:30: bowling, …")
    await offers(matched, visit)
    matched.ana.hears("K7's carer can't do Thu 08:30 …")
    await matched.ana.says("ok")
    matched.ana.hears("Thank you. The visit is now Sun 14:00, …")
    await until(matched, "Thu 4 Jun 08:00")
    eve(matched).hears("Good news: …")
    matched.cleo.hears("K7's carer could not do Thu 08:30. …")


async def test_the_new_time_clashes_with_another_visit(offer: tuple[Cast, int]) -> None:
    cast, visit = offer
    await planned(cast, "Sun 7 Jun 13:00", "swimming", hours=2)
    await cast.ana.says("ok")
    cast.ana.hears(
        "You have a visit at that time: swimming, Sun 13:00. Send CHANGE to find another time."
    )
    assert (await sees(cast, visit))[0].offer is not None


async def test_whom_no_message_reaches_a_co_ordinator_asks_at_once(matched: Cast) -> None:
    visit = await planned(matched, "Sat 6 Jun 14:00")
    await matched.ana.opts_out()
    matched.cleo.heard.clear()
    await offers(matched, visit)
    matched.ana.hears_nothing()
    matched.cleo.hears(UNSAID)


async def test_in_a_conversation_an_ok_takes_it_and_a_no_loses_nothing(matched: Cast) -> None:
    visit = await planned(matched, "Sat 6 Jun 14:00")
    await matched.ana.says("LANGUAGE")
    question = matched.ana.last()
    await matched.beat(1)
    await offers(matched, visit)
    matched.ana.hears(OFFERED)
    await matched.ana.says("no")
    matched.ana.hears("I can't take a NO to The new time Sun 14:00 just now. …", question)
    await matched.ana.says("LEAVE")
    matched.ana.hears("That is put away. …")
    await matched.ana.says("ok")
    matched.ana.hears("Thank you. The visit is now Sun 14:00, …")
    eve(matched).hears("Good news: …")
    matched.cleo.hears("K7's carer could not do Sat 14:00. …")


async def test_by_button_and_a_second_offer_is_not_taken_by_the_first(matched: Cast) -> None:
    link = LinkAddress(matched.ana.person_id, Channel.TELEGRAM, "10001", first=True)
    await matched.stage.decided(matched.ana, lambda event, s: [link])
    phone = matched.stage.phone("Ana", "10001", Channel.TELEGRAM)
    visit = await planned(matched, "Sat 6 Jun 14:00")
    await offers(matched, visit)
    first = phone.heard[0].buttons[0].data
    assert [b.label for b in phone.heard[0].buttons] == ["OK", "CHANGE"]
    phone.hears(OFFERED)
    await matched.beat(10)
    await offers(matched, visit, "Mon 8 Jun 17:00")
    phone.hears("K7's carer can't do Sat 14:00 (illness or something unexpected) and offers Mon …")
    await phone.presses_again(first)
    phone.hears("That button has expired.")
    phone.heard.clear()
    assert (await sees(matched, visit))[0].offer is not None
    await phone.taps("OK")
    phone.hears("Thank you. The visit is now Mon 17:00, home by 20:00.…")
    eve(matched).hears("Good news: Ana can come Mon 17:00 …")
    matched.cleo.hears("K7's carer could not do Sat 14:00. …")
