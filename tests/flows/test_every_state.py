"""Every state that a ladder can reach, by all orders of replies, timers, failures and opt-outs.

Walks breadth first until states repeat and checks at each: every open visit and alert has a
next step, nothing but a person's answer has ended one, and no fault of ours was caught.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from flows import reminders
from flows.events import DeliveryFailed, ReachChanged, SendError, TimerKind
from flows.facts import (
    Alert,
    AlertState,
    Channel,
    Reach,
    RecordState,
    Talk,
    TaskKind,
    Visit,
    VisitState,
)
from tests.flows.world import ANA, BEN, CLEO, DEE, ENDED, EVE, World

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


def ahead(world: World) -> World:
    """Ana and K7 go to the cinema in three days; the card is still to be gone through."""
    words = ("PLAN saturday 2-5pm Cinema by bus £5", "OK", "OK", "OK")
    return says(world.matched(), ANA, *words)


def offered(world: World) -> World:
    """Eve, K7's carer, is ill on that day and offers the next."""
    return says(ahead(world), EVE, "CHANGE", "1", "Sunday 2-5pm", "OK")


def says(world: World, who: int, *words: str) -> World:
    for text in words:
        world = world.says(who, text)
    return world


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
    "confirming": Walk(
        ahead,
        {ANA: ("OK", "NO", "1", "Monday 2-5pm", "CHANGE", "IN", "OUT"), CLEO: ("SAFE {code}",)},
        failures=False,
    ),
    "moved by the carer": Walk(
        offered,
        {ANA: ("OK", "NO", "1", "SOS", "IN", "OUT"), CLEO: ("FALSE {code}",)},
        failures=False,
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
    if text.startswith("Monday"):
        return any(asked(talk) == "when" for talk in world.talks.values())
    if text == "CHANGE":
        return not world.talks
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
    open_visits = [v for v in world.visits.values() if v.state not in ENDED or wants_record(v)]
    ids |= {v.id: 100 + n for n, v in enumerate(open_visits)}
    timers = sorted(world.timers.items(), key=lambda item: (item[1], item[0]))
    return (
        tuple(standing(world, v) for v in open_visits),
        tuple(
            (a.kind, a.state, a.rung, a.taken_by, a.offered_to, frozenset(a.told))
            for a in live(world)
        ),
        tuple((kind, ids.get(subject), due <= world.now) for (kind, subject), due in timers),
        tuple((p.on_duty, p.addresses[0].reach) for p in world.people.values()),
        tuple(link.consent for link in world.links),
        tuple(sorted((who, t.flow, asked(t)) for who, t in world.talks.items())),
        frozenset((task.kind, ids.get(task.visit_id or 0)) for task in world.waits()),
    )


def standing(world: World, visit: Visit) -> tuple[object, ...]:
    """How far a visit is, whatever its times."""
    starts_at, step = visit.starts_at, None
    if visit.state is VisitState.PLANNED and starts_at is not None:
        step = starts_at <= world.now or reminders.come(world.scheme, starts_at, world.now)
    told = (visit.asked_at is None, visit.confirmed_at is None, visit.offer is None)
    return (
        visit.state,
        visit.extended > world.scheme.more_limit,
        step,
        told if visit.state is VisitState.PLANNED else None,
        visit.card,
        visit.record,
    )


def asked(talk: Talk) -> str:
    """The question shown, whichever visit it is about."""
    return re.sub(r"\d+", "", talk.shown.name) if talk.shown else ""


def wants_record(visit: Visit) -> bool:
    over = visit.state is VisitState.HOME and visit.match_id is not None
    return over and visit.record in (None, RecordState.DUE)


def live(world: World) -> list[Alert]:
    return [a for a in world.alerts.values() if a.state is not AlertState.CLOSED]


OF_A_VISIT = {TimerKind.VISIT_DUE, TimerKind.VISIT_START, TimerKind.CONFIRM}


def check(world: World, by: str) -> None:
    waits = world.waits()
    for visit in world.visits.values():
        if visit.state is VisitState.OUT:
            watched = (TimerKind.VISIT_DUE, visit.id) in world.timers
            chased = any(a.visit_id == visit.id for a in live(world))
            assert watched or chased, f"nobody waits for an open visit after {by}"
        if visit.state is VisitState.PLANNED:
            step = TimerKind.VISIT_START if visit.offer is None else TimerKind.CONFIRM
            watched = (step, visit.id) in world.timers
            assert watched or any(a.visit_id == visit.id for a in live(world)), by
            check_confirmed(world, visit, by)
        if wants_record(visit):
            chased = any(t.visit_id == visit.id and t.kind is TaskKind.NO_RECORD for t in waits)
            assert (TimerKind.RECORD, visit.id) in world.timers or chased, f"no record after {by}"
        if visit.state in ENDED:
            left = OF_A_VISIT & {kind for kind, subject in world.timers if subject == visit.id}
            assert not left, f"a visit that is over still has {left} after {by}"
            assert not any(t.visit_id == visit.id and t.kind is TaskKind.UNCONFIRMED for t in waits)
    for alert in world.alerts.values():
        timers = {kind for kind, subject in world.timers if subject == alert.id}
        if alert.state is AlertState.OPEN:
            assert TimerKind.RUNG in timers, f"an open alert has no next rung after {by}"
        elif alert.state is AlertState.TAKEN:
            assert TimerKind.LAPSE in timers, f"a taken alert never lapses after {by}"
        else:
            assert not timers, f"a closed alert still has {timers} after {by}"
    assert set(world.closed_by) <= {"Arrived"}, f"{by} ended an alert, and is nobody's answer"


def check_confirmed(world: World, visit: Visit, by: str) -> None:
    """Silence is never yes, and never nobody's: who has not said by the start is asked about."""
    if visit.confirmed_at is None and visit.offer is None and visit.starts_at is not None:
        found = (t for t in world.tasks if t.kind is TaskKind.UNCONFIRMED)
        heard = any(task.visit_id == visit.id for task in found)
        assert heard or visit.starts_at > world.now, f"unconfirmed, and nobody heard: {by}"


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
            if by == "timer":
                said_so = {v.id for v in world.visits.values() if v.confirmed_at}
                sure = {v.id for v in after.visits.values() if v.confirmed_at}
                assert sure <= said_so, f"silence was taken for a yes: {path}"
            known = key(after)
            if known not in seen:
                seen.add(known)
                queue.append((after, (*path, by)))
        assert len(seen) < ENOUGH, "the states of this walk do not repeat"
    assert len(seen) > 20, "the walk went nowhere"
