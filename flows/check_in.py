"""IN: start the lone-working timer for a visit and tell the named person."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime, timedelta
from typing import Any

from flows import alerts, chase, sight
from flows.check_out import under_way
from flows.conversation import Script, Step, ask, choose, conversation
from flows.decisions import Decision, Option, Say, SetTimer, StartVisit, StopTimer, Urgency
from flows.events import TimerKind
from flows.facts import AlertKind, Outcome, Person, Snapshot, Talk, Visit, VisitState
from flows.typed_answers import APlace, ATime, said_at
from locales import messages as m
from locales.message import Message, Text

EARLY = timedelta(hours=3)
LATE = timedelta(hours=12)
"""How long before and after its planned start a visit is offered at IN."""


def _unfinished(s: Snapshot, talk: Talk) -> list[Decision]:
    """Somebody may believe they are watched over: say that they are not, and ask a person."""
    assert s.me is not None
    return [
        Say(s.me.id, m.CHECK_IN_EXPIRED, urgency=Urgency.SAFETY),
        *chase.ask_for(s, AlertKind.PARKED, s.me)[0],
    ]


@conversation(
    "check_in",
    expires=timedelta(minutes=30),
    nudge=timedelta(minutes=5),
    nudge_with=m.CHECK_IN_NUDGE,
    on_expiry=_unfinished,
)
def check_in(s: Snapshot) -> Script:
    """Which visit, where, home by when; then the timer runs."""
    me = s.me
    assert me is not None
    visit = under_way(s, me)
    if visit is not None:
        yield Say(me.id, m.CHECK_IN_ALREADY, {"place": visit.place, "home_by": visit.home_by})
        return
    planned = yield from _which(s, me)
    if planned is None:
        place = yield from ask("place", m.CHECK_IN_PLACE, APlace())
    else:
        place = planned.place
    home_by = yield from _home_by(s, planned)
    if not sight.reachable_co_ordinators(s, but=me.id):
        yield from _nobody(s, me)
        return
    yield from _start(s, me, planned, place, home_by)


def _which(s: Snapshot, me: Person) -> Generator[Step, Any, Visit | None]:
    """The planned visit this is, asked only where there could be one."""
    planned = [v for v in s.visits if v.volunteer_id == me.id and _near(v, s)]
    if not planned:
        return None
    offered: list[tuple[str, Text | Message, Visit | None]] = [
        (str(v.id), Text(m.VISIT_OPTION, {"place": v.place, "starts_at": v.starts_at}), v)
        for v in planned
    ]
    offered.append(("other", m.CHECK_IN_OTHER, None))
    chosen: Visit | None = yield from choose("visit", m.CHECK_IN_WHICH, offered)
    return chosen


def _home_by(s: Snapshot, planned: Visit | None) -> Generator[Step, Any, datetime]:
    """A planned visit brings its own time, to be agreed or changed."""
    at: datetime
    if planned is None or planned.home_by <= said_at(s):
        at = yield from ask("home_by", m.CHECK_IN_HOME_BY, ATime())
    else:
        known = {"home_by": planned.home_by}
        at = yield from ask(
            "home_by", m.CHECK_IN_AS_PLANNED, ATime(suggest=planned.home_by), **known
        )
    return at


def _near(visit: Visit, s: Snapshot) -> bool:
    if visit.state is not VisitState.PLANNED or visit.starts_at is None:
        return False
    return visit.starts_at - EARLY <= s.now <= visit.starts_at + LATE


def _nobody(s: Snapshot, me: Person) -> Script:
    """A ladder on which nobody stands is no ladder: say so, and whom it told."""
    named = sight.named_person(s, me.id)
    if named is None or not named.reachable:
        yield Say(me.id, m.CHECK_IN_NOBODY_AT_ALL, {"phone": s.scheme.phone or s.scheme.name})
        return
    yield Say(named.id, m.CHECK_IN_NOBODY_NAMED, {"name": me.first_name}, Urgency.SAFETY)
    args = {"told": named.first_name, "phone": s.scheme.phone or s.scheme.name}
    yield Say(me.id, m.CHECK_IN_NOBODY, args)


def _start(s: Snapshot, me: Person, planned: Visit | None, place: str, home_by: datetime) -> Script:
    named = sight.named_person(s, me.id, planned)
    able = named if named and named.reachable else None
    visit_id = planned.id if planned else s.fresh[0]
    ladder = s.scheme.missed_check_out
    yield StartVisit(
        visit_id, me.id, place, home_by, ladder, able.id if able else None, planned is not None
    )
    yield SetTimer(TimerKind.VISIT_DUE, visit_id, home_by)
    if planned is not None:
        yield StopTimer(TimerKind.VISIT_START, planned.id)
        late = sight.open_alert(s, planned, AlertKind.MISSED_CHECK_IN)
        if late is not None:
            yield from alerts.end(s, late, Outcome.STARTED, me, m.CLOSED_STARTED)
    args = {"name": me.first_name, "place": place, "home_by": home_by}
    if able is None:
        who = sight.reachable_co_ordinators(s, but=me.id)[0].first_name
        yield Say(me.id, m.CHECK_IN_DONE_STAND_IN, {**args, "who": who}, options=WHILE_OUT)
        return
    yield Say(able.id, m.NAMED_STARTED, args, Urgency.SAFETY, visit=visit_id)
    yield Say(me.id, m.CHECK_IN_DONE, {**args, "named": able.first_name}, options=WHILE_OUT)


WHILE_OUT = tuple(Option(word, word, word) for word in ("OUT", "MORE 30", "SOS"))
"""What can be tapped while out."""
