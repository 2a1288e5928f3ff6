"""VISITS: my planned visits, and what can be done with each."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import Any

from flows import carers, sight
from flows.change_visit import change, planned_by
from flows.check_out import under_way
from flows.conversation import Again, Script, Step, ask, choose, conversation
from flows.decisions import ChangeVisit, Decision, Say, Urgency
from flows.facts import Person, Snapshot, Visit
from flows.plan_answers import APlannedPlace
from flows.visit_words import dates, lines, when_and_where
from locales import plan_messages as m
from locales.message import Message, Text

AT_MOST = 9
"""As many as one message can number and be read."""

_DO: tuple[tuple[str, Message, str], ...] = (
    ("change", m.VISIT_DO_CHANGE, "change"),
    ("place", m.VISIT_DO_PLACE, "place"),
    ("off", m.VISIT_DO_OFF, "off"),
    ("calendar", m.VISIT_DO_CALENDAR, "calendar"),
)
_BACK = ("back", m.VISIT_DO_BACK, "back")


@conversation("visits", version=2)
def visits(s: Snapshot) -> Script:
    """The list, one visit of it, and what to do."""
    me = s.me
    assert me is not None
    out, planned = under_way(s, me), planned_by(s, me)[:AT_MOST]
    if out is not None:
        yield Say(me.id, m.VISIT_OUT_NOW, {"place": out.place, "home_by": out.home_by})
    if not planned:
        if out is None:
            yield Say(me.id, m.VISITS_NONE)
        return
    visit = yield from _chosen(planned)
    several = len(planned) > 1
    offered = (*_DO, _BACK) if several else _DO
    do = yield from choose(f"do{visit.id}", m.VISIT_SHOWN, offered, lines=_lines(visit))
    if do == "back":
        yield Again((f"do{visit.id}", "visit"))
    yield from _done(s, me, visit, do)


def _chosen(planned: list[Visit]) -> Generator[Step, Any, Visit]:
    if len(planned) == 1:
        return planned[0]
    offered = [(str(v.id), Text(m.VISIT_OPTION, when_and_where(v)), v) for v in planned]
    visit: Visit = yield from choose("visit", m.VISITS_WHICH, offered)
    return visit


def _lines(visit: Visit) -> tuple[Text, ...]:
    sure = visit.confirmed_at is not None and visit.offer is None
    return (*lines(visit), Text(m.VISIT_CONFIRMED if sure else m.VISIT_NOT_CONFIRMED))


def _done(s: Snapshot, me: Person, visit: Visit, do: str) -> Script:
    if do == "calendar":
        args = when_and_where(visit)
        yield Say(me.id, m.VISIT_CALENDAR, args, calendar=dates(visit))
    elif do == "place":
        place = yield from ask(f"place{visit.id}", m.PLAN_PLACE, APlannedPlace())
        yield from _elsewhere(s, me, replace(visit, place=place))
    else:
        yield from change(s, me, visit)


def _elsewhere(s: Snapshot, me: Person, visit: Visit) -> Iterator[Decision]:
    """The visit is at another place: whoever was told of it hears."""
    yield ChangeVisit(visit.id, place=visit.place)
    args = {**when_and_where(visit), "name": me.first_name}
    yield Say(me.id, m.VISIT_PLACE_DONE, args, calendar=dates(visit))
    match = sight.match_of(s, visit)
    owner = sight.in_charge(s, match, but=me.id)
    if owner is not None:
        yield Say(owner.id, m.VISIT_PLACE_TELL, args, Urgency.ROUTINE)
    if match is not None:
        args["reference"] = match.reference
        yield from carers.tell_carer(s, match, m.VISIT_PLACE_TELL_CARER, args, visit=visit)
