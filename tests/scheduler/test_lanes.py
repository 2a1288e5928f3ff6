"""Which message goes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flows.decisions import Urgency
from flows.facts import Channel
from scheduler.lanes import Lanes
from storage.outbox_row import OutboxRow

NOON = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
SAFETY, REPLY, ROUTINE = Urgency.SAFETY, Urgency.REPLY, Urgency.ROUTINE


def row(number: int, to: str = "ana", urgency: Urgency = REPLY) -> OutboxRow:
    return OutboxRow(number, Channel.SMS, to, "", "en", urgency, NOON, NOON + timedelta(minutes=1))


def lanes(*rows: OutboxRow, at_once: int = 64) -> Lanes:
    made = Lanes(at_once)
    for one in rows:
        made.add(one)
    return made


def taken(of: Lanes) -> list[int]:
    """Take what may go now; leave it under way."""
    ids = []
    while (one := of.take()) is not None:
        ids.append(one.id)
    return ids


def test_one_address_has_one_message_under_way_and_keeps_its_order() -> None:
    of = lanes(row(2), row(1), row(3))
    assert taken(of) == [1]
    of.free("ana")
    assert taken(of) == [2]
    of.free("ana")
    assert taken(of) == [3]
    of.free("ana")
    assert taken(of) == []


def test_safety_goes_before_replies_and_replies_before_routine() -> None:
    of = lanes(row(1, "ana", ROUTINE), row(2, "ben"), row(3, "cleo", SAFETY), row(4, "dee"))
    assert taken(of) == [3, 2, 4, 1]


def test_safety_overtakes_at_its_own_address_too() -> None:
    of = lanes(row(1), row(2), row(3, urgency=SAFETY))
    assert taken(of) == [3]


def test_no_more_than_the_bound_and_a_share_kept_for_safety() -> None:
    of = lanes(*(row(n, f"p{n}") for n in range(10)), at_once=4)
    assert len(taken(of)) == 3
    of.add(row(100, "cleo", SAFETY))
    of.add(row(101, "dee", SAFETY))
    assert taken(of) == [100]
    of.free("cleo")
    assert taken(of) == [101]


def test_an_address_held_for_a_retry_lets_only_safety_pass() -> None:
    of = lanes(row(1), row(2))
    assert taken(of) == [1]
    of.free("ana", hold=True)
    assert taken(of) == []
    of.add(row(3, urgency=SAFETY))
    assert taken(of) == [3]
    of.free("ana")
    assert taken(of) == []
    of.add(row(1))  # the sweep found it again
    of.release("ana")
    assert taken(of) == [1]


def test_the_same_message_waits_once_with_its_newest_claim() -> None:
    of = lanes(row(1))
    newer = replace(row(1), claimed_until=NOON + timedelta(minutes=5))
    of.add(newer)
    assert len(of) == 1
    assert of.take() is newer
    of.free("ana")
    assert of.take() is None


def test_clear_forgets_what_waits() -> None:
    of = lanes(row(1), row(2), row(3, "ben"))
    assert of.take() is not None
    assert sorted(one.id for one in of.clear()) == [2, 3]
    of.free("ana")
    assert taken(of) == []


@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(list(Urgency))), max_size=30),
    st.integers(1, 6),
    st.data(),
)
def test_each_leaves_once_in_order_and_one_at_a_time_an_address(
    people: list[tuple[str, Urgency]], at_once: int, data: st.DataObject
) -> None:
    rows = {n: row(n, to, urgency) for n, (to, urgency) in enumerate(people)}
    of = lanes(*rows.values(), at_once=at_once)
    under_way: list[OutboxRow] = []
    left: list[OutboxRow] = []
    while len(left) < len(rows):
        while (one := of.take()) is not None:
            assert one.to not in {other.to for other in under_way}
            under_way.append(one)
        assert 0 < len(under_way) <= at_once
        done = under_way.pop(data.draw(st.integers(0, len(under_way) - 1)))
        of.free(done.to, hold=(held := data.draw(st.booleans())))
        if held:
            of.release(done.to)
        left.append(done)
    for to in "abcd":
        for safety in (True, False):
            ids = [one.id for one in left if one.to == to and one.safety is safety]
            assert ids == sorted(ids)
