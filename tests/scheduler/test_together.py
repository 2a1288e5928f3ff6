"""What waits together is saved together; what fails, fails alone."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from scheduler.together import Together
from storage.errors import Conflict, StorageUnavailable


class Desk:
    """Saves "KEY:WHAT" and remembers each batch. Says no to what is in `refuses`."""

    def __init__(self, at_most: int = 64, limit: int = 5_000) -> None:
        self.batches: list[list[str]] = []
        self.saved: list[str] = []
        self.refuses: dict[str, Exception] = {}
        self.away = False
        self.poisoned: list[str] = []
        self.conflicts = 0
        self.open = asyncio.Event()
        self.open.set()
        self.together: Together[str, str] = Together(
            self.save,
            key=lambda thing: thing.split(":")[0],
            poisoned=lambda thing, error: self.poisoned.append(thing),
            conflict=self.conflict,
            at_most=at_most,
            limit=limit,
        )

    def conflict(self) -> None:
        self.conflicts += 1

    async def save(self, things: Sequence[str]) -> list[str]:
        self.batches.append(list(things))
        await self.open.wait()
        if self.away:
            raise StorageUnavailable("away")
        for thing in things:
            if thing in self.refuses:
                raise self.refuses[thing]
        self.saved += things
        return [thing.upper() for thing in things]

    async def put(self, *things: str) -> list[object]:
        """Put all at once; the answers or errors, in order."""
        return await asyncio.gather(*map(self.together.put, things), return_exceptions=True)


async def test_what_waits_shares_a_batch_and_each_gets_its_own_answer() -> None:
    desk = Desk()
    assert await desk.put("ana:in", "ben:ok", "cleo:who") == ["ANA:IN", "BEN:OK", "CLEO:WHO"]
    assert desk.batches == [["ana:in", "ben:ok", "cleo:who"]]


async def test_one_person_keeps_their_order_and_is_once_in_a_batch() -> None:
    desk = Desk()
    await desk.put("ana:in", "ana:out", "ben:ok", "ana:menu")
    assert desk.batches == [["ana:in", "ben:ok"], ["ana:out"], ["ana:menu"]]


async def test_while_one_batch_is_saved_the_next_gathers() -> None:
    desk = Desk()
    desk.open.clear()
    first = asyncio.create_task(desk.together.put("ana:in"))
    await asyncio.sleep(0.01)
    rest = asyncio.create_task(desk.put("ben:ok", "cleo:who"))
    await asyncio.sleep(0.01)
    desk.open.set()
    await asyncio.gather(first, rest)
    assert desk.batches == [["ana:in"], ["ben:ok", "cleo:who"]]


async def test_a_batch_has_a_largest_size() -> None:
    desk = Desk(at_most=2)
    await desk.put("a:1", "b:1", "c:1")
    assert desk.batches == [["a:1", "b:1"], ["c:1"]]


async def test_a_poisoned_thing_harms_only_itself() -> None:
    desk = Desk()
    desk.refuses["c:bad"] = KeyError("nothing")
    answers = await desk.put("a:1", "b:1", "c:bad", "d:1", "e:1")
    assert [type(answer) for answer in answers] == [str, str, KeyError, str, str]
    assert sorted(desk.saved) == ["a:1", "b:1", "d:1", "e:1"]
    assert desk.poisoned == ["c:bad"]


async def test_every_thing_of_a_batch_may_be_poisoned() -> None:
    desk = Desk()
    desk.refuses = {"a:1": KeyError(), "b:1": ValueError()}
    assert [type(answer) for answer in await desk.put("a:1", "b:1")] == [KeyError, ValueError]
    assert desk.poisoned == ["a:1", "b:1"]


async def test_two_that_collide_are_done_one_after_the_other() -> None:
    desk = Desk()

    async def collide(things: Sequence[str]) -> list[str]:
        if len(things) > 1:
            raise Conflict("same person by two channels")
        return list(things)

    desk.together._save = collide
    assert await desk.put("sms-ana:in", "telegram-ana:out") == ["sms-ana:in", "telegram-ana:out"]
    assert desk.conflicts == 1


async def test_a_database_that_is_away_is_told_to_each_and_poisons_nobody() -> None:
    desk = Desk()
    desk.away = True
    answers = await desk.put("a:1", "b:1")
    assert [type(answer) for answer in answers] == [StorageUnavailable, StorageUnavailable]
    assert len(desk.batches) == 1
    assert desk.poisoned == []
    desk.away = False
    assert await desk.put("a:1") == ["A:1"]


async def test_too_much_waiting_is_refused_at_once() -> None:
    desk = Desk(limit=2)
    desk.open.clear()
    waiting = [asyncio.create_task(desk.together.put("a:1"))]
    await asyncio.sleep(0.01)
    waiting += [asyncio.create_task(desk.together.put(t)) for t in ("b:1", "c:1")]
    await asyncio.sleep(0.01)
    with pytest.raises(OverflowError):
        await desk.together.put("d:1")
    ours = asyncio.create_task(desk.together.put("e:1", ours=True))
    desk.open.set()
    assert await asyncio.gather(*waiting, ours) == ["A:1", "B:1", "C:1", "E:1"]


async def test_drain_refuses_more_and_finishes_what_waits() -> None:
    desk = Desk()
    waiting = asyncio.create_task(desk.put("a:1", "a:2"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await desk.together.drain()
    assert desk.saved == ["a:1", "a:2"]
    assert await waiting == ["A:1", "A:2"]
    with pytest.raises(OverflowError):
        await desk.together.put("a:3")


async def test_who_gave_up_waiting_does_not_stop_their_event() -> None:
    desk = Desk()
    desk.open.clear()
    impatient = asyncio.create_task(desk.together.put("ana:sos"))
    await asyncio.sleep(0.01)
    impatient.cancel()
    await asyncio.sleep(0)
    desk.open.set()
    await desk.together.settled()
    await desk.together.drain()
    assert desk.saved == ["ana:sos"]


async def test_settled_waits_for_what_waits_now_and_not_for_ever() -> None:
    desk = Desk()
    await desk.together.settled()
    desk.open.clear()
    waiting = asyncio.create_task(desk.together.put("a:1"))
    await asyncio.sleep(0)
    await desk.together.settled(within=0.01)
    assert desk.saved == []
    desk.open.set()
    await desk.together.settled()
    assert desk.saved == ["a:1"]
    await waiting
