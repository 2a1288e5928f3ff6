"""PLAN and VISITS in their simplest form: where and when, and taking a visit off again."""

from __future__ import annotations

from collections.abc import Iterator

from flows import alerts, sight
from flows.check_out import under_way
from flows.conversation import Script, agree, ask, choose, conversation
from flows.decisions import ChangeVisit, Decision, PlanVisit, Say, SetTimer, StopTimer, Urgency
from flows.events import TimerKind
from flows.facts import AlertKind, Outcome, Person, Snapshot, Visit, VisitState
from flows.typed_answers import APlace, ATime, AWhen
from locales import messages as m
from locales.message import Text


@conversation("plan_visit")
def plan_visit(s: Snapshot) -> Script:
    """Where, when, home by; the start is watched from then on."""
    me = s.me
    assert me is not None
    starts_at, home_by = yield from ask("when", m.PLAN_WHEN, AWhen())
    if home_by is None:
        home_by = yield from ask("until", m.PLAN_UNTIL, ATime(after=starts_at))
    place = yield from ask("place", m.PLAN_PLACE, APlace())
    yield PlanVisit(s.fresh[0], me.id, place, starts_at, home_by, s.scheme.missed_check_in)
    yield SetTimer(
        TimerKind.VISIT_START, s.fresh[0], starts_at + s.scheme.missed_check_in.rungs[0].after
    )
    yield Say(me.id, m.PLAN_DONE, {"place": place, "starts_at": starts_at, "home_by": home_by})


@conversation("visits")
def visits(s: Snapshot) -> Script:
    """My planned visits; one can be taken off, which a co-ordinator is told."""
    me = s.me
    assert me is not None
    out = under_way(s, me)
    if out is not None:
        yield Say(me.id, m.VISIT_OUT_NOW, {"place": out.place, "home_by": out.home_by})
    planned = planned_by(s, me)
    if not planned:
        if out is None:
            yield Say(me.id, m.VISITS_NONE)
        return
    offered = [(str(v.id), Text(m.VISIT_OPTION, _of(v)), v) for v in planned]
    visit = yield from choose("visit", m.VISITS_WHICH, offered)
    if not (yield from agree("sure", m.VISIT_OFF_SURE, **_of(visit))):
        yield Say(me.id, m.VISIT_KEPT)
        return
    yield from take_off(s, me, visit)


def planned_by(s: Snapshot, me: Person) -> list[Visit]:
    mine = [v for v in s.visits if v.volunteer_id == me.id and v.state is VisitState.PLANNED]
    return sorted(mine, key=lambda v: v.starts_at or v.home_by)


def take_off(s: Snapshot, me: Person, visit: Visit) -> Iterator[Decision]:
    """A planned visit that is not happening: nobody waits for it any more."""
    yield ChangeVisit(visit.id, state=VisitState.CANCELLED)
    yield StopTimer(TimerKind.VISIT_START, visit.id)
    yield Say(me.id, m.VISIT_OFF, _of(visit))
    late = sight.open_alert(s, visit, AlertKind.MISSED_CHECK_IN)
    if late is not None:
        yield from alerts.end(s, late, Outcome.CANCELLED, me, m.CLOSED_CANCELLED)
    told = late.told if late else ()
    for person in [p for p in s.co_ordinators if p.id not in (me.id, *told)][:1]:
        args = {"name": me.first_name, "starts_at": visit.starts_at}
        yield Say(person.id, m.VISIT_OFF_TELL, args, Urgency.ROUTINE)


def _of(visit: Visit) -> dict[str, object]:
    return {"place": visit.place, "starts_at": visit.starts_at}
