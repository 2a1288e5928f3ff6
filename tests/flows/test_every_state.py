"""Every state that a ladder can reach, by all orders of replies, timers, failures and opt-outs.

Walks breadth first until states repeat and checks at each: every open visit and alert has a
next step, nothing but a person's answer has ended one, and no fault of ours was caught.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from flows.events import DeliveryFailed, ReachChanged, SendError, TimerKind
from flows.facts import AlertState, Channel, Reach, VisitState
from tests.flows.world import ANA, BEN, CLEO, DEE, World

REPLIES = {
    "missed check-out": {
        ANA: ("OUT", "MORE 30"),
        BEN: ("SAFE", "CAN'T REACH", "NO"),
        CLEO: ("{code}", "SAFE {code}", "HAND OVER {code} TO Dee"),
        DEE: ("{code}", "POLICE {code}"),
    },
    "call for help": {
        ANA: ("SOS", "OUT"),
        BEN: ("SAFE", "CAN'T REACH"),
        CLEO: ("{code}", "FALSE {code}", "DUTY OFF"),
        DEE: ("{code}", "SAFE {code}"),
    },
    "covert": {
        ANA: ("pineapple", "OUT"),
        BEN: ("SAFE",),
        CLEO: ("{code}", "SAFE {code}"),
        DEE: ("{code}", "HAND OVER {code} TO Cleo"),
    },
    "missed check-in": {
        ANA: ("NO", "IN Cinema until 8"),
        CLEO: ("{code}", "SAFE {code}"),
        DEE: ("{code}",),
    },
}


def out(world: World) -> World:
    return world.says(ANA, "IN Cinema until 5pm")


def planned(world: World) -> World:
    return world.says(ANA, "PLAN today 2-5pm Cinema")


START: dict[str, Callable[[World], World]] = {
    "missed check-out": out,
    "call for help": lambda w: out(w).says(ANA, "SOS"),
    "covert": lambda w: out(w).says(ANA, "pineapple"),
    "missed check-in": planned,
}


def steps(world: World, name: str) -> Iterator[tuple[str, World]]:
    """Everything that can happen next."""
    fired = world.fires_next()
    if fired is not None:
        yield "timer", fired
    for who, texts in REPLIES[name].items():
        for text in texts:
            if text == "MORE 30" and any(
                v.extended >= timedelta(hours=3) for v in world.visits.values()
            ):
                continue
            if text.startswith("IN") and any(
                v.state is VisitState.OUT for v in world.visits.values()
            ):
                continue
            yield f"{who}: {text}", world.says(who, text.format(code=world.code()))
    yield from failures(world)


def failures(world: World) -> Iterator[tuple[str, World]]:
    """A message of the last step does not arrive; a person opts out."""
    seen = set()
    for say in world.said:
        if say.to is None or (say.to, say.alert) in seen:
            continue
        seen.add((say.to, say.alert))
        event = DeliveryFailed(
            1, say.to, say.to * 10, Channel.SMS, SendError.PERMANENT, True, say.alert, say.rung
        )
        yield f"to {say.to} fails", world.after(event)
    for who in (ANA, CLEO):
        address = world.people[who].addresses[0]
        if address.reach is Reach.OK:
            event2 = ReachChanged(Channel.SMS, address.value, "r", world.now, Reach.OPTED_OUT)
            yield f"{who} opts out", world.after(event2)


def key(world: World) -> object:
    """What makes two worlds the same: everything but the clock, closed alerts and counters."""
    ids = {a.id: n for n, a in enumerate(live(world))}
    visits = {v.id: n for n, v in enumerate(world.visits.values())}
    return (
        tuple(
            (v.state, v.home_by - world.now if v.state is VisitState.OUT else None, v.extended)
            for v in world.visits.values()
            if v.state in (VisitState.OUT, VisitState.PLANNED)
        ),
        tuple(
            (a.kind, a.state, a.rung, a.taken_by, a.offered_to, frozenset(a.told))
            for a in live(world)
        ),
        frozenset(
            (kind, ids.get(subject, visits.get(subject)), max(due - world.now, timedelta()))
            for (kind, subject), due in world.timers.items()
        ),
        tuple((p.on_duty, p.addresses[0].reach) for p in world.people.values()),
        tuple(link.consent for link in world.links),
        tuple(sorted((who, talk.flow) for who, talk in world.talks.items())),
        tuple((s.to, s.alert and ids.get(s.alert), s.rung) for s in world.said),
    )


def live(world: World) -> list:
    return [a for a in world.alerts.values() if a.state is not AlertState.CLOSED]


def check(world: World, by: str) -> None:
    for visit in world.visits.values():
        if visit.state is VisitState.OUT:
            watched = (TimerKind.VISIT_DUE, visit.id) in world.timers
            chased = any(a.visit_id == visit.id for a in live(world))
            assert watched or chased, f"nobody waits for an open visit after {by}"
        if visit.state is VisitState.PLANNED:
            watched = (TimerKind.VISIT_START, visit.id) in world.timers
            assert watched or any(a.visit_id == visit.id for a in live(world)), by
    for alert in world.alerts.values():
        timers = {kind for kind, subject in world.timers if subject == alert.id}
        if alert.state is AlertState.OPEN:
            assert TimerKind.RUNG in timers, f"an open alert has no next rung after {by}"
        elif alert.state is AlertState.TAKEN:
            assert TimerKind.LAPSE in timers, f"a taken alert never lapses after {by}"
        else:
            assert not timers, f"a closed alert still has {timers} after {by}"
    assert set(world.closed_by) <= {"Arrived"}, f"{by} ended an alert, and is nobody's answer"


@pytest.mark.parametrize("name", list(REPLIES))
def test_every_state_has_a_next_step_and_only_a_person_ends_a_chase(name: str) -> None:
    start = START[name](World())
    assert start.visits, "the walk starts with a visit"
    seen = {key(start)}
    queue = deque([(start, ())])
    while queue and len(seen) < 6000:
        world, path = queue.popleft()
        for by, after in steps(world, name):
            check(after, " → ".join((*path, by)))
            known = key(after)
            if known not in seen:
                seen.add(known)
                queue.append((replace(after, serial=after.serial), (*path, by)))
    assert len(seen) > 100
