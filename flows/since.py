"""When a question was asked, beside what else was said to the same person since.

An OK is to what was said last. What we said of visits and alerts is known; where it came after
a question, the OK may not be to that question.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from flows.facts import Alert, AlertKind, AlertState, Person, Snapshot, Standing
from flows.waiting import Waiting

TOGETHER = timedelta(minutes=5)
"""Questions asked so shortly after each other may be answered in any order."""

WHERE_ARE_YOU = frozenset({AlertKind.MISSED_CHECK_OUT, AlertKind.MISSED_CHECK_IN})


def clear(found: list[Waiting]) -> bool:
    """Whether it can be known which was asked last. Two invitations sound alike."""
    if len(found) == 1:
        return True
    last, before = found[-1], found[-2]
    if last.role is not None and before.role is not None:
        return False
    if last.asked_at is None or before.asked_at is None:
        return False
    return last.asked_at - before.asked_at > TOGETHER


def together(one: Waiting, other: Waiting) -> bool:
    """Whether both were asked so shortly after each other."""
    if one.asked_at is None or other.asked_at is None:
        return False
    return abs(one.asked_at - other.asked_at) <= TOGETHER


def talked_since(s: Snapshot, me: Person, invited: Waiting) -> bool:
    """Whether an OK may be to what we told somebody of a visit since we invited them."""
    if me.standing is not Standing.ACTIVE or invited.asked_at is None:
        return False
    told = [at for v in s.visits for at in (v.started_at, v.closed_at) if at is not None]
    return any(at > invited.asked_at for at in told)


def told_since(s: Snapshot, me: Person, it: Waiting) -> bool:
    """Whether an OK may be to what we said since of another visit, of an alert, or for a carer."""
    if it.asked_at is None:
        return False
    told = [at for v in s.visits for at in (v.started_at, v.closed_at)]
    told += [v.confirmed_at for v in s.visits if v.volunteer_id == me.id]
    told += [at for a in _about_me(s, me) for at in (a.opened_at, a.taken_at, a.closed_at)]
    # When carer and volunteer wrote is not known: only an answer given at once is taken as one.
    wrote = bool(s.relayed) and (s.said_at or s.now) - it.asked_at > TOGETHER
    return wrote or any(at > it.asked_at for at in told if at is not None)


def alarmed_since(s: Snapshot, me: Person, it: Waiting) -> bool:
    """Whether I was alarmed since and nobody has taken it: an OK is then about that."""
    alarmed = (a for a in _about_me(s, me) if a.volunteer_id != me.id)
    open_ones = [a.opened_at for a in alarmed if a.state is AlertState.OPEN]
    return it.asked_at is not None and any(at > it.asked_at for at in open_ones)


def _about_me(s: Snapshot, me: Person) -> Iterator[Alert]:
    """Alerts of mine, and those that reached me."""
    return (a for a in s.alerts if a.volunteer_id == me.id or me.id in a.told)


def late_myself(s: Snapshot, me: Person) -> bool:
    """Whether I am being asked where I am: nothing else is asked later than that."""
    mine = (a for a in s.alerts if a.volunteer_id == me.id and a.kind in WHERE_ARE_YOU)
    return any(alert.state is not AlertState.CLOSED for alert in mine)
