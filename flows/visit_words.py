"""A planned visit as it is said back: when, where, how, for how much, and who agreed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flows.decisions import Dates
from flows.facts import Agreed, Visit
from flows.times import local
from locales import plan_messages as m
from locales.message import Message, Text

TRAVEL: dict[str, Message] = {
    "walk": m.TRAVEL_WALK,
    "bus": m.TRAVEL_BUS,
    "train": m.TRAVEL_TRAIN,
    "car": m.TRAVEL_CAR,
    "carer": m.TRAVEL_CARER,
    "other": m.TRAVEL_OTHER,
    "car_alone": m.TRAVEL_CAR_ALONE,
    "taxi": m.TRAVEL_TAXI,
    "bike": m.TRAVEL_BIKE,
}
"""Every way of travelling that a visit may be kept with. "car" drives the young person."""

_CARER = {Agreed.YES: m.CARER_YES, Agreed.NO: m.CARER_NO, Agreed.NOT_ASKED: m.CARER_NOT_ASKED}
_CHILD = {Agreed.YES: m.CHILD_YES, Agreed.NO: m.CHILD_NO, Agreed.NOT_ASKED: m.CHILD_NOT_ASKED}


def when_and_where(visit: Visit) -> dict[str, Any]:
    """`place`, `starts_at` and `end`, which names its day only where that is another one."""
    starts_at = visit.starts_at or visit.home_by
    return {"place": visit.place, "starts_at": starts_at, "end": end(starts_at, visit.home_by)}


def end(starts_at: datetime, home_by: datetime) -> datetime | str:
    same_day = local(starts_at).date() == local(home_by).date()
    return f"{local(home_by):%H:%M}" if same_day else home_by


def lines(visit: Visit) -> Iterator[Text]:
    """What was said of it, a line each; what nobody was asked for is left out."""
    yield Text(m.VISIT_LINE, when_and_where(visit))
    if visit.travel:
        cost = Text(*_cost(visit.cost))
        yield Text(m.VISIT_TRAVEL_COST, {"travel": TRAVEL[visit.travel], "cost": cost})
    if visit.carer_agreed is Agreed.YES and visit.child_agreed is Agreed.YES:
        yield Text(m.AGREED_BOTH)
        return
    if visit.carer_agreed is not None:
        yield Text(_CARER[visit.carer_agreed])
    if visit.child_agreed is not None:
        yield Text(_CHILD[visit.child_agreed])


def _cost(cost: int | None) -> tuple[Message, dict[str, str]]:
    if cost is None:
        return m.COST_LINE_NOT_KNOWN, {}
    return (m.COST_LINE_ABOUT, {"cost": pounds(cost)}) if cost else (m.COST_LINE_NOTHING, {})


def pounds(pence: int) -> str:
    """ "£12" or "£12.50"."""
    whole, odd = divmod(pence, 100)
    return f"£{whole}.{odd:02d}" if odd else f"£{whole}"


def dates(visit: Visit, *, off: bool = False) -> Dates:
    """The visit as an entry of its volunteer's calendar."""
    starts_at = visit.starts_at or visit.home_by
    return Dates(visit.id, starts_at, visit.home_by, m.CALENDAR_TITLE, visit.place, off)
