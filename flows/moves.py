"""What a planned visit's move or end brings with it: its timers, its tasks, and who hears."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from flows import alerts, carers, closing, confirm, sight, tasks
from flows.decisions import NO_OFFER, ChangeVisit, Decision, Say, Urgency
from flows.facts import AlertKind, Match, Outcome, Person, Snapshot, TaskKind, Visit
from flows.visit_words import dates, when_and_where
from locales import messages, plan_messages
from locales.message import Message

m = plan_messages

SOON = timedelta(hours=12)
"""A carer is told of a visit that is off this shortly before its start even at night."""


def moved(s: Snapshot, visit: Visit, starts_at: datetime, home_by: datetime) -> Iterator[Decision]:
    """The visit is at another time, by its volunteer's word: nobody is told of it here.

    Near enough, that word is the confirmation; else they are asked when the time comes.
    """
    yield ChangeVisit(
        visit.id,
        starts_at=starts_at,
        home_by=home_by,
        asked=False,
        confirmed=confirm.soon(s, starts_at),
        offer=NO_OFFER,
    )
    yield from confirm.watch(s, visit.id, starts_at)
    yield from closing.moot(s, visit, closing.ABOUT_A_DATE)
    yield from _late_no_more(s, visit, m.CLOSED_MOVED, starts_at)


def take_off(
    s: Snapshot, me: Person, visit: Visit, child: str = "", detail: str = ""
) -> Iterator[Decision]:
    """A planned visit that is not happening, and has no other date.

    `child` is who tells the young person: "me", "carer", "team", or "" where nobody was asked:
    then the carer, if they can be written to. `detail` is the reason, for the task.
    """
    match = sight.match_of(s, visit)
    late = sight.open_alert(s, visit, AlertKind.MISSED_CHECK_IN)
    yield from closing.off(s, visit)
    message = m.VISIT_OFF_MATCHED if match else m.VISIT_OFF
    yield Say(me.id, message, when_and_where(visit), calendar=dates(visit, off=True))
    yield from _late_no_more(s, visit, messages.CLOSED_CANCELLED, visit.home_by)
    if match is None:
        yield from _tell_somebody(s, me, visit, late.told if late else ())
        return
    child = child or ("carer" if sight.carer_of(s, match) else "team")
    urgent = _begins(visit) - s.now <= s.scheme.confirm_before
    yield from tasks.open_task(
        s, TaskKind.NO_NEW_DATE, match=match, visit=visit, urgent=urgent, detail=detail
    )
    words = m.VISIT_OFF_CARER_TELLS if child == "carer" else m.VISIT_OFF_TELL_CARER
    args = {**when_and_where(visit), "name": me.first_name, "reference": match.reference}
    soon = _begins(visit) - s.now <= SOON
    yield from carers.tell_carer(s, match, words, args, visit=visit, urgent=soon)
    yield from child_told(s, me, match, visit, child)


def child_told(s: Snapshot, me: Person, match: Match, visit: Visit, by: str) -> Iterator[Decision]:
    """The young person hears as soon as possible; a carer who is to say it has been asked to."""
    if by == "me":
        yield Say(me.id, m.TELL_CHILD_THANKS, {"reference": match.reference})
    elif by == "team":
        yield from tasks.open_task(s, TaskKind.TELL_CHILD, match=match, visit=visit, urgent=True)


def _begins(visit: Visit) -> datetime:
    return visit.starts_at or visit.home_by


def _tell_somebody(
    s: Snapshot, me: Person, visit: Visit, told: tuple[int, ...]
) -> Iterator[Decision]:
    """A co-ordinator who has not heard of it by an alert that is over now."""
    for person in [p for p in s.co_ordinators if p.id not in (me.id, *told)][:1]:
        args = {"name": me.first_name, "starts_at": visit.starts_at}
        yield Say(person.id, m.VISIT_OFF_TELL, args, Urgency.ROUTINE)


def _late_no_more(
    s: Snapshot, visit: Visit, message: Message, starts_at: datetime
) -> Iterator[Decision]:
    """Nobody is looked for because a visit has not begun that is not to begin now."""
    late = sight.open_alert(s, visit, AlertKind.MISSED_CHECK_IN)
    if late is not None:
        volunteer = s.people[visit.volunteer_id]
        yield from alerts.end(s, late, Outcome.CANCELLED, volunteer, message, starts_at=starts_at)
