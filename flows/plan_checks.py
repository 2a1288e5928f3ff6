"""What a co-ordinator should see in a plan: too soon after another, dear, or not agreed to."""

from __future__ import annotations

from collections.abc import Iterator

from flows import sight, tasks
from flows.decisions import Decision
from flows.facts import Agreed, Match, Snapshot, TaskKind, Visit


def too_often(s: Snapshot, match: Match | None, visit: Visit) -> bool:
    """Whether it is nearer to another visit of theirs than a scheme lets pass unseen."""
    if match is None or visit.starts_at is None:
        return False
    others = [v for v in sight.ahead(s, visit.volunteer_id) if v.id != visit.id]
    known = [v.started_at or v.starts_at or v.home_by for v in others]
    known += [match.last_visit_at] if match.last_visit_at else []
    return any(abs(visit.starts_at - at) < s.scheme.too_often for at in known)


def too_often_seen(s: Snapshot, match: Match | None, visit: Visit) -> Iterator[Decision]:
    if too_often(s, match, visit):
        yield from tasks.open_task(s, TaskKind.TOO_OFTEN, match=match, visit=visit)


def too_dear(s: Snapshot, visit: Visit) -> bool:
    """Whether it needs a co-ordinator's word before the money is spent."""
    return visit.cost is not None and visit.cost > s.scheme.cost_limit


def too_dear_seen(s: Snapshot, match: Match | None, visit: Visit) -> Iterator[Decision]:
    """They have to answer before the visit: at once where it is near."""
    if too_dear(s, visit):
        yield from tasks.open_task(
            s, TaskKind.COST, match=match, visit=visit, urgent=_near(s, visit)
        )


def agreed(visit: Visit) -> bool:
    return visit.carer_agreed is Agreed.YES and visit.child_agreed is Agreed.YES


def not_agreed_seen(s: Snapshot, match: Match | None, visit: Visit) -> Iterator[Decision]:
    if match is not None and not agreed(visit):
        yield from tasks.open_task(
            s, TaskKind.CARER_NOT_AGREED, match=match, visit=visit, urgent=_near(s, visit)
        )


def _near(s: Snapshot, visit: Visit) -> bool:
    begins = visit.starts_at or visit.home_by
    return begins - s.now <= s.scheme.confirm_before
