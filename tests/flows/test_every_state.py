"""Every state that a ladder can reach, by all orders of replies, timers, failures and opt-outs.

Walks breadth first until states repeat and checks at each: every open visit and alert has a
next step, nothing but a person's answer has ended one, and no fault of ours was caught.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from flows.events import DeliveryFailed, ReachChanged, SendError, TimerKind
from flows.facts import Alert, AlertState, Channel, Reach, VisitState
from tests.flows.world import ANA, BEN, CLEO, DEE, World

ENOUGH = 20_000


@dataclass(frozen=True)
class Walk:
    """Where a walk begins, what people may send in it, and whose phone may opt out."""

    begin: Callable[[World], World]
    replies: dict[int, tuple[str, ...]]
    opt_outs: tuple[int, ...] = ()
    failures: bool = True


def out(world: World) -> World:
    return world.says(ANA, "IN Cinema until 5pm")


def planned(world: World) -> World:
    return world.says(ANA, "PLAN today 2-5pm Cinema by bus £5").says(ANA, "OK")


WALKS = {
    "missed check-out": Walk(
        out,
        {
            ANA: ("OUT", "MORE 90"),
            BEN: ("SAFE", "CAN'T REACH", "NO"),
            CLEO: ("{code}", "SAFE {code}", "HAND OVER {code} TO Dee"),
            DEE: ("{code}", "POLICE {code}"),
        },
    ),
    "opt-outs": Walk(
        out,
        {ANA: ("OUT",), CLEO: ("{code}", "FALSE {code}"), DEE: ("{code}",)},
        opt_outs=(ANA, BEN, CLEO),
    ),
    "call for help": Walk(
        lambda world: out(world).says(ANA, "SOS"),
        {
            ANA: ("SOS", "OUT"),
            BEN: ("SAFE", "CAN'T REACH"),
            CLEO: ("{code}", "FALSE {code}", "DUTY OFF"),
            DEE: ("{code}", "SAFE {code}"),
        },
    ),
    "covert": Walk(
        lambda world: out(world).says(ANA, "pineapple"),
        {
            ANA: ("pineapple", "OUT"),
            BEN: ("SAFE",),
            CLEO: ("{code}", "SAFE {code}"),
            DEE: ("{code}", "HAND OVER {code} TO Cleo"),
        },
        opt_outs=(ANA,),
    ),
    "missed check-in": Walk(
        planned,
        {
            ANA: ("NO", "IN until 8pm", "1", "OUT"),
            CLEO: ("{code}", "SAFE {code}"),
            DEE: ("{code}",),
        },
    ),
}


def steps(world: World, walk: Walk) -> Iterator[tuple[str, World]]:
    """Everything that can happen next."""
    fired = world.fires_next()
    if fired is not None:
        yield "timer", fired
    for who, texts in walk.replies.items():
        for text in texts:
            if makes_sense(world, text):
                yield f"{who}: {text}", world.says(who, text.format(code=world.code()))
    if walk.failures:
        yield from failures(world)
    for who in walk.opt_outs:
        address = world.people[who].addresses[0]
        if address.reach is Reach.OK:
            left = ReachChanged(Channel.SMS, address.value, "r", world.now, Reach.OPTED_OUT)
            yield f"{who} opts out", world.after(left)


def makes_sense(world: World, text: str) -> bool:
    """Leave out what would only make the same states again without end."""
    states = {visit.state for visit in world.visits.values()}
    if text.startswith("MORE"):
        return not any(v.extended > world.scheme.more_limit for v in world.visits.values())
    if text.startswith("IN"):
        return VisitState.PLANNED in states and not world.talks
    return text != "1" or bool(world.talks)


def failures(world: World) -> Iterator[tuple[str, World]]:
    """A message of the rung an alert stands on does not arrive, whoever it was for."""
    for alert in live(world):
        for who in alert.told[-2:]:
            event = DeliveryFailed(
                1, who, who * 10, Channel.SMS, SendError.PERMANENT, True, alert.id, alert.rung
            )
            yield f"to {who} fails", world.after(event)


def key(world: World) -> object:
    """What makes two worlds the same: everything but closed alerts, counters and the clock.

    Of the timers it is their order that counts, and whether they are due.
    """
    ids = {a.id: n for n, a in enumerate(live(world))}
    open_visits = [
        v for v in world.visits.values() if v.state in (VisitState.OUT, VisitState.PLANNED)
    ]
    ids |= {v.id: 100 + n for n, v in enumerate(open_visits)}
    timers = sorted(world.timers.items(), key=lambda item: (item[1], item[0]))
    return (
        tuple((v.state, v.extended > world.scheme.more_limit) for v in open_visits),
        tuple(
            (a.kind, a.state, a.rung, a.taken_by, a.offered_to, frozenset(a.told))
            for a in live(world)
        ),
        tuple((kind, ids.get(subject), due <= world.now) for (kind, subject), due in timers),
        tuple((p.on_duty, p.addresses[0].reach) for p in world.people.values()),
        tuple(link.consent for link in world.links),
        tuple(sorted((who, t.flow, t.shown and t.shown.name) for who, t in world.talks.items())),
    )


def live(world: World) -> list[Alert]:
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


@pytest.mark.parametrize("name", list(WALKS))
def test_every_state_has_a_next_step_and_only_a_person_ends_a_chase(name: str) -> None:
    walk = WALKS[name]
    start = walk.begin(World())
    assert start.visits, "the walk starts with a visit"
    seen = {key(start)}
    queue: deque[tuple[World, tuple[str, ...]]] = deque([(start, ())])
    while queue:
        world, path = queue.popleft()
        for by, after in steps(world, walk):
            check(after, " → ".join((*path, by)))
            known = key(after)
            if known not in seen:
                seen.add(known)
                queue.append((after, (*path, by)))
        assert len(seen) < ENOUGH, "the states of this walk do not repeat"
    assert len(seen) > 20, "the walk went nowhere"
