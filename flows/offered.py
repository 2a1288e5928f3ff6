"""A carer cannot keep a planned visit and offers another time: the volunteer's side of it.

While an offer stands nobody is asked whether the old time does, nor waited for at it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from flows import carers, change_visit, closing, confirm, sight, tasks
from flows.answers import Reply
from flows.conversation import Bound, begin
from flows.decisions import (
    ChangeVisit,
    Decision,
    Option,
    Say,
    SetTimer,
    StopTimer,
    Urgency,
)
from flows.events import TimerKind
from flows.facts import (
    Agreed,
    Match,
    Offer,
    Person,
    Snapshot,
    Standing,
    TaskKind,
    Visit,
    VisitState,
)
from flows.routing import quiet_end, route
from flows.scheme import Scheme
from flows.visit_words import dates, end
from flows.waiting import Waiting
from locales import confirm_messages as m
from locales.message import Text

LONGEST_WAIT = timedelta(hours=24)
SHORTEST_WAIT = timedelta(minutes=10)
"""How long an answer to an offer is waited for before a co-ordinator hears."""


def tell(s: Snapshot, match: Match, visit: Visit, offer: Offer) -> Iterator[Decision]:
    """Tell the volunteer of the offer, and set the timer that minds their silence.

    The visit's own timers stop: its old time cannot be. Whom no message reaches, a co-ordinator
    asks at once.
    """
    volunteer = s.people[visit.volunteer_id]
    at_once = _sent_at(s.scheme, visit, offer) == offer.at
    say = _offer(s, match, visit, offer, Urgency.REPLY if at_once else Urgency.ROUTINE)
    yield StopTimer(TimerKind.VISIT_START, visit.id)
    if volunteer.standing is Standing.ACTIVE and route(say, volunteer, s.now, s.scheme):
        yield SetTimer(TimerKind.CONFIRM, visit.id, _silent_at(s.scheme, visit, offer))
        yield say
        yield from confirm.settled(s, visit, quietly=True)  # nobody need ask about the old time
    else:
        yield SetTimer(TimerKind.CONFIRM, visit.id, offer.starts_at)
        yield from confirm.unconfirmed(s, visit, offer.starts_at)


def _offer(
    s: Snapshot, match: Match | None, visit: Visit, offer: Offer, urgency: Urgency = Urgency.REPLY
) -> Say:
    args, options = _args(match, visit, offer), (_ok(offer), Option("CHANGE", "CHANGE", "CHANGE"))
    to = visit.volunteer_id
    return Say(to, m.OFFER_TELL, args, urgency, options, visit.id, visit=visit.id)


def _sent_at(scheme: Scheme, visit: Visit, offer: Offer) -> datetime:
    """When the volunteer hears: at night only of a visit for which they might set off."""
    morning = quiet_end(offer.at, scheme)
    if morning is None or (visit.starts_at or morning) < morning + scheme.morning_ahead:
        return offer.at
    return morning


def _silent_at(scheme: Scheme, visit: Visit, offer: Offer) -> datetime:
    """When silence reaches a co-ordinator: half of the time left, at most a day."""
    sent_at = _sent_at(scheme, visit, offer)
    first = min(visit.starts_at or offer.starts_at, offer.starts_at)
    wait = min(LONGEST_WAIT, max((first - sent_at) / 2, SHORTEST_WAIT))
    return min(sent_at + wait, offer.starts_at)


def _ok(offer: Offer) -> Option:
    """An offer's own OK: a newer offer is not taken by an older button."""
    return Option(f"take{int(offer.starts_at.timestamp())}", "OK", unlisted=True)


def _args(match: Match | None, visit: Visit, offer: Offer) -> dict[str, Any]:
    return {
        "reference": match.reference if match else "",
        "starts_at": visit.starts_at or visit.home_by,
        "offer_at": offer.starts_at,
        "offer_until": end(offer.starts_at, offer.home_by),
    }


def due(s: Snapshot) -> list[Decision]:
    """A CONFIRM timer of `s.visit`: an offer that nobody answered, or the plan's own questions."""
    visit = s.visit
    if visit is None or visit.offer is None:
        return confirm.due(s)
    if visit.state is not VisitState.PLANNED:
        return []
    if visit.offer.starts_at <= s.now:
        return list(_gone(s, visit, visit.offer))
    if sight.secret(s, visit.volunteer_id):
        later = min(s.now + confirm.LOOK_AGAIN, visit.offer.starts_at)
        return [SetTimer(TimerKind.CONFIRM, visit.id, later)]
    return [
        SetTimer(TimerKind.CONFIRM, visit.id, visit.offer.starts_at),
        *confirm.unconfirmed(s, visit, visit.offer.starts_at),
    ]


def _gone(s: Snapshot, visit: Visit, offer: Offer) -> Iterator[Decision]:
    """Neither time can be any more: the visit is off, and somebody helps to find another."""
    match = sight.match_of(s, visit)
    args = _args(match, visit, offer)
    yield from closing.off(s, visit)
    yield Say(visit.volunteer_id, m.OFFER_GONE, args, Urgency.ROUTINE, visit=visit.id)
    if match is not None:
        yield from carers.tell_carer(s, match, m.OFFER_GONE_CARER, args, visit=visit)
    # After a covert word nobody is told at once to get in touch with the volunteer.
    urgent = not sight.secret(s, visit.volunteer_id)
    yield from tasks.open_task(s, TaskKind.NO_NEW_DATE, match=match, visit=visit, urgent=urgent)


def waiting(s: Snapshot, me: Person) -> list[Waiting]:
    """Offers for my visits that I have heard of and whose time is still to come."""
    return [
        _question(s, me, visit, visit.offer)
        for visit in s.visits
        if visit.volunteer_id == me.id and visit.offer is not None and _open(s, visit, visit.offer)
    ]


def _open(s: Snapshot, visit: Visit, offer: Offer) -> bool:
    heard = _sent_at(s.scheme, visit, offer) <= (s.said_at or s.now)
    return heard and offer.starts_at > s.now and visit.state is VisitState.PLANNED


def _question(s: Snapshot, me: Person, visit: Visit, offer: Offer) -> Waiting:
    match = sight.match_of(s, visit)
    args = _args(match, visit, offer)
    sent_at = _sent_at(s.scheme, visit, offer)
    return Waiting(
        key=f"offer{visit.id}",
        label=Text(m.OFFER_LABEL, args),
        question=m.OFFER_TELL,
        asked_at=max(sent_at, visit.asked_at or sent_at),
        args=args,
        act=lambda agrees: list(_take(s, me, visit, offer)) if agrees else move(s, visit),
        again=lambda: [ChangeVisit(visit.id, asked=True), _offer(s, match, visit, offer)],
        button=f"{visit.id}:{_ok(offer).key}",
    )


def _take(s: Snapshot, me: Person, visit: Visit, offer: Offer) -> Iterator[Decision]:
    """Agreed by both: the visit moves there, and whoever must know is told."""
    clash = next((one for one in s.visits if _clashes(one, me, visit, offer)), None)
    if clash is not None:
        known = {"place": clash.place, "starts_at": clash.starts_at or clash.home_by}
        yield Say(me.id, m.OFFER_CLASH, known)
        return
    match = sight.match_of(s, visit)
    args = {**_args(match, visit, offer), "name": me.first_name}
    yield from change_visit.moved(s, visit, offer.starts_at, offer.home_by)
    yield ChangeVisit(visit.id, carer_agreed=Agreed.YES, child_agreed=Agreed.NOT_ASKED)
    there = replace(visit, starts_at=offer.starts_at, home_by=offer.home_by)
    yield Say(me.id, m.OFFER_THANKS, args, calendar=dates(there))
    if match is not None:
        yield from carers.tell_carer(s, match, m.OFFER_AGREED, args, visit=visit)
    person = sight.in_charge(s, match, but=me.id)
    if person is not None:
        yield Say(person.id, m.OFFER_TAKEN_TELL, args, Urgency.ROUTINE, visit=visit.id)


def _clashes(other: Visit, me: Person, visit: Visit, offer: Offer) -> bool:
    if other.id == visit.id or other.volunteer_id != me.id:
        return False
    begins = other.started_at or other.starts_at or other.home_by
    ahead = other.state in (VisitState.PLANNED, VisitState.OUT)
    return ahead and begins < offer.home_by and offer.starts_at < other.home_by


def move(s: Snapshot, visit: Visit) -> list[Decision]:
    """Another time for this very visit."""
    return begin(change_visit.change_visit, s, answered=this_one(visit))


def off(s: Snapshot, visit: Visit, why: str = "") -> list[Decision]:
    """This very visit is not happening; `why` may say the reason, and when instead."""
    return begin(change_visit.call_off, s, why, answered=this_one(visit))


def this_one(visit: Visit) -> Bound:
    """The answer to which visit is meant, where several are planned."""
    return Bound("visit", Reply(choice=str(visit.id)))
