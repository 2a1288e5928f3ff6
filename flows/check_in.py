"""IN: start the lone-working timer for a visit and tell the named person."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime, timedelta
from typing import Any

from flows import alerts, chase, confirm, safety_card, sight
from flows.check_out import under_way
from flows.conversation import Script, Step, ask, choose, conversation
from flows.decisions import (
    NO_OFFER,
    ChangeVisit,
    Decision,
    Option,
    Say,
    SetTimer,
    StartVisit,
    Urgency,
)
from flows.events import TimerKind
from flows.facts import AlertKind, Outcome, Person, Snapshot, Talk, Visit, VisitState
from flows.typed_answers import APlace, ATime, said_at
from locales import messages as m
from locales import plan_messages as pm
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
    replaced_with=m.CHECK_IN_NUDGE,
)
def check_in(s: Snapshot) -> Script:
    """The safety card if it is the first today, which visit, where, home by when; then the timer
    runs."""
    me = s.me
    assert me is not None
    visit = under_way(s, me)
    if visit is not None:
        yield Say(me.id, m.CHECK_IN_ALREADY, {"place": visit.place, "home_by": visit.home_by})
        return
    card = yield from safety_card.first_of_the_day(s, me)
    planned = yield from _which(s, me)
    if planned is None:
        place = yield from ask("place", m.CHECK_IN_PLACE, APlace())
    else:
        place = planned.place
    home_by = yield from _home_by(s, planned)
    if not sight.reachable_co_ordinators(s, but=me.id):
        yield from _nobody(s, me)
        return
    visit = _starting(s, me, planned, place, home_by, card)
    yield from _start(s, me, visit, planned)
    yield from safety_card.left_open(s, me, visit, card)


def _which(s: Snapshot, me: Person) -> Generator[Step, Any, Visit | None]:
    """The planned visit this is, asked only where there could be one."""
    planned = [v for v in s.visits if v.volunteer_id == me.id and _near(v, s)]
    if not planned:
        return None
    offered: list[tuple[str, Text | Message, Visit | None]] = [
        (str(v.id), Text(pm.VISIT_OPTION, {"place": v.place, "starts_at": v.starts_at}), v)
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


def _starting(
    s: Snapshot, me: Person, planned: Visit | None, place: str, home_by: datetime, card: int | None
) -> Visit:
    """The visit as it starts now: with my young person, unless it was planned otherwise."""
    named, match = sight.named_person(s, me.id, planned), sight.my_match(s, me.id)
    return Visit(
        id=planned.id if planned else s.fresh[0],
        volunteer_id=me.id,
        state=VisitState.OUT,
        place=place,
        home_by=home_by,
        ladder=s.scheme.missed_check_out,
        starts_at=planned.starts_at if planned else None,
        started_at=s.now,
        named_person_id=named.id if named and named.reachable else None,
        match_id=(planned and planned.match_id) or (match.id if match else None),
        card=card,
    )


def _start(s: Snapshot, me: Person, visit: Visit, planned: Visit | None) -> Script:
    yield StartVisit(
        visit.id,
        me.id,
        visit.place,
        visit.home_by,
        visit.ladder,
        visit.named_person_id,
        planned is not None,
        match=visit.match_id,
        card=visit.card,
    )
    yield SetTimer(TimerKind.VISIT_DUE, visit.id, visit.home_by)
    if planned is not None:
        if planned.offer is not None:
            yield ChangeVisit(planned.id, offer=NO_OFFER)
        yield from confirm.unwatch(planned.id)
        yield from confirm.settled(s, planned, quietly=True)
        late = sight.open_alert(s, planned, AlertKind.MISSED_CHECK_IN)
        if late is not None:
            yield from alerts.end(s, late, Outcome.STARTED, me, m.CLOSED_STARTED)
    args = {"name": me.first_name, "place": visit.place, "home_by": visit.home_by}
    able = s.people.get(visit.named_person_id or 0)
    if able is None:
        who = sight.reachable_co_ordinators(s, but=me.id)[0].first_name
        yield Say(me.id, m.CHECK_IN_DONE_STAND_IN, {**args, "who": who}, options=WHILE_OUT)
        return
    yield Say(able.id, m.NAMED_STARTED, args, Urgency.SAFETY, visit=visit.id)
    yield Say(me.id, m.CHECK_IN_DONE, {**args, "named": able.first_name}, options=WHILE_OUT)


WHILE_OUT = tuple(Option(word, word, word) for word in ("OUT", "MORE 30", "SOS"))
"""What can be tapped while out."""
