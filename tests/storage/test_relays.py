"""What passed between a carer and a volunteer can be read again, by who has the key."""

from datetime import timedelta

from flows import decisions as d
from flows.ladder import Ladder
from storage.ids import new_id
from storage.relays import Relayed, relays_of
from storage.tables import relays
from tests.storage.house import MINUTE, NOW, says


async def test_all_of_one_match_the_oldest_first_what_was_held_back_as_well(house):
    match, other, visit = new_id(), new_id(), new_id()
    eve = house.dee.id
    await house.decided(d.Relay(match, eve, "at the gate", True, visit))
    await house.decided(d.Relay(match, house.ana.id, "he was naughty", False), now=NOW + MINUTE)
    await house.decided(d.Relay(other, eve, "of somebody else", True), now=NOW + MINUTE)
    found = await house.store.read(lambda conn: relays_of(conn, house.keys, match))
    assert found == [
        Relayed(NOW, eve, "at the gate", True),
        Relayed(NOW + MINUTE, house.ana.id, "he was naughty", False),
    ]
    assert all(b"gate" not in bytes(row["text"]) for row in await house.rows(relays))


async def test_a_decision_sees_about_which_visit_words_passed_lately(house):
    """Held back is not passed; and after a day the note is due again."""
    match, visit, silent = new_id(), new_id(), new_id()
    plans = [
        d.PlanVisit(one, house.ana.id, "park", NOW, NOW + 3 * MINUTE, Ladder((), MINUTE), match)
        for one in (visit, silent)
    ]
    await house.decided(d.AddMatch(match, "K7", house.ana.id, carer=house.dee.id), *plans)
    await house.decided(
        d.Relay(match, house.ana.id, "at the gate", True, visit),
        d.Relay(match, house.ana.id, "he was naughty", False, silent),
    )
    for number in (house.ana, house.dee):
        seen = await house.seen(says(number.addresses[0].value))
        assert seen.relayed == {visit}
    later = NOW + timedelta(hours=25)
    assert (await house.seen(says(house.ana.addresses[0].value, at=later), later)).relayed == set()
