"""Telling a carer: by text where they have joined; else a co-ordinator has it to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flows import sight, tasks
from flows.decisions import Decision, Say, Urgency
from flows.facts import Match, Snapshot, TaskKind, Visit
from locales.message import Message


def tell_carer(
    s: Snapshot,
    match: Match,
    message: Message,
    args: Mapping[str, Any],
    *,
    visit: Visit | None = None,
    urgent: bool = False,
) -> Iterator[Decision]:
    """Say it to the match's carer. Where none can be written to, somebody must ring them: that
    is a task, so nothing counts as told that was not."""
    carer = sight.carer_of(s, match)
    if carer is not None:
        urgency = Urgency.REPLY if urgent else Urgency.ROUTINE
        yield Say(carer.id, message, args, urgency, visit=visit.id if visit else None)
    else:
        yield from tasks.open_task(s, TaskKind.TELL_CARER, match=match, visit=visit, urgent=urgent)
