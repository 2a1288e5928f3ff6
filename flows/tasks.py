"""What waits for a co-ordinator: opened once, said at once where it is urgent, ended by DONE."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from flows import sight
from flows.decisions import NEW_NUMBER, DoTask, OpenTask, Say, Urgency
from flows.facts import Match, Person, Snapshot, Task, TaskKind, Visit
from flows.times import local
from locales import task_messages as m
from locales.message import Message, Text


def open_task(
    s: Snapshot,
    kind: TaskKind,
    *,
    match: Match | None = None,
    visit: Visit | None = None,
    person: Person | None = None,
    urgent: bool = False,
    detail: str = "",
    urgency: Urgency = Urgency.ROUTINE,
    args: Mapping[str, Any] | None = None,
) -> Iterator[OpenTask | Say]:
    """Leave something to a co-ordinator; nothing where the same waits already.

    It stands in their digest until it is done. `urgent`: they are also told at once, with
    `args` beside those that every task has (`wording`). `person` is whom it is about: it never
    goes to them. `detail` is kept with it, in people's own words; it is never put in a message.
    """
    if already(s, kind, match, visit, person):
        return
    kept = _kept_from(s, kind, match, person.id if person else None)
    owner = sight.in_charge(s, match, but=person.id if person else None)
    owner = None if owner is None or owner.id in kept else owner
    yield OpenTask(
        kind=kind,
        urgent=urgent,
        person=person.id if person else None,
        match=match.id if match else None,
        visit=visit.id if visit else None,
        owner=owner.id if owner else None,
        detail=detail,
    )
    if urgent and owner is not None:
        told = {**wording(s, match, visit, person), **(args or {})}
        line = Text(_sentence(kind, match), told)
        yield Say(owner.id, m.TASK_NOW, {"line": line, "number": NEW_NUMBER}, urgency, task=kind)


def already(
    s: Snapshot, kind: TaskKind, match: Match | None, visit: Visit | None, person: Person | None
) -> Task | None:
    """The same, still waiting."""
    wanted = (match and match.id, visit and visit.id, person and person.id)
    for task in s.tasks:
        if task.kind is kind and (task.match_id, task.visit_id, task.person_id) == wanted:
            return task
    return None


def wording(
    s: Snapshot, match: Match | None, visit: Visit | None, person: Person | None
) -> dict[str, Any]:
    """What the line of any task may name: first names, the match's reference, days, a place."""
    today = local(s.now).date()
    volunteer = s.people.get(visit.volunteer_id if visit else match.volunteer_id if match else 0)
    return {
        "name": person.first_name if person else volunteer.first_name if volunteer else "",
        "volunteer": volunteer.first_name if volunteer else "",
        "reference": match.reference if match else m.NOT_MATCHED,
        "starts_at": visit.starts_at or visit.home_by if visit else s.now,
        "place": visit.place if visit else "",
        "on": (match.review_on if match else None) or today,
        "until": (person.insured_until if person else None) or today,
    }


def line(task: Task, s: Snapshot) -> Text:
    """One task in the digest or the list: its number and what it is."""
    match = next((one for one in s.matches if one.id == task.match_id), None)
    visit = next((one for one in s.visits if one.id == task.visit_id), None)
    person = s.people.get(task.person_id or 0)
    told = Text(_sentence(task.kind, match), wording(s, match, visit, person))
    return Text(m.TASK_LINE, {"number": task.number, "line": told})


def settle(
    s: Snapshot, kinds: Collection[TaskKind], *, match: Match | None = None, by: int | None = None
) -> Iterator[DoTask]:
    """What waits about this match, or with no match about me, and is answered now: done, by
    `by` or by what has happened."""
    me = s.me.id if s.me else None
    for task in s.tasks:
        about = task.match_id == match.id if match else task.person_id == me
        if about and task.kind in kinds:
            yield DoTask(task.id, by)


def whose(s: Snapshot, task: Task) -> Person | None:
    """Who sees to it as things stand today: its owner, their cover, or the first on duty."""
    return sight.here_for(s, task.owner_id, _about(s, task))


def seen_by(s: Snapshot, me: Person) -> tuple[list[Task], list[Task]]:
    """What is mine to see to and what is others', urgent first; nothing about myself."""
    seen = [task for task in s.tasks if me.id not in _about(s, task)]
    seen.sort(key=lambda task: (not task.urgent, task.number))
    mine = [task for task in seen if (who := whose(s, task)) and who.id == me.id]
    return mine, [task for task in seen if task not in mine]


def _about(s: Snapshot, task: Task) -> set[int | None]:
    match = next((one for one in s.matches if one.id == task.match_id), None)
    return _kept_from(s, task.kind, match, task.person_id)


def _kept_from(
    s: Snapshot, kind: TaskKind, match: Match | None, person: int | None
) -> set[int | None]:
    """Who may neither see to it nor see it: whom it is about, and a volunteer of the match, for
    it may be somebody's concern about them. With no match, nobody at the other end of theirs;
    and what a volunteer tells may be about the carer."""
    if match is None:
        return {person, *sight.across(s, person or 0)}
    return {person, match.volunteer_id, *({match.carer_id} if kind in TOLD else ())}


def _sentence(kind: TaskKind, match: Match | None) -> Message:
    """A carer of several young people may ask about any of them."""
    return m.TASK_CARER_ASKS_ANY if kind is TaskKind.CARER_ASKS and match is None else LINES[kind]


TOLD = (TaskKind.FOLLOW_UP, TaskKind.RELAY_HELD)
"""What stands for words of a volunteer's."""

LINES: dict[TaskKind, Message] = {
    TaskKind.UNCONFIRMED: m.TASK_UNCONFIRMED,
    TaskKind.NO_NEW_DATE: m.TASK_NO_NEW_DATE,
    TaskKind.VISIT_CHANGED: m.TASK_VISIT_CHANGED,
    TaskKind.TELL_CHILD: m.TASK_TELL_CHILD,
    TaskKind.TELL_CARER: m.TASK_TELL_CARER,
    TaskKind.CARER_NOT_AGREED: m.TASK_CARER_NOT_AGREED,
    TaskKind.TOO_OFTEN: m.TASK_TOO_OFTEN,
    TaskKind.COST: m.TASK_COST,
    TaskKind.CARER_ASKS: m.TASK_CARER_ASKS,
    TaskKind.BEHAVIOUR: m.TASK_BEHAVIOUR,
    TaskKind.RELAY_HELD: m.TASK_RELAY_HELD,
    TaskKind.FIRST_VISIT: m.TASK_FIRST_VISIT,
    TaskKind.TRIAL_OVER: m.TASK_TRIAL_OVER,
    TaskKind.NO_VISIT: m.TASK_NO_VISIT,
    TaskKind.CONFIDENTIALITY: m.TASK_CONFIDENTIALITY,
    TaskKind.REVIEW: m.TASK_REVIEW,
    TaskKind.CLOSURE: m.TASK_CLOSURE,
    TaskKind.INSURANCE: m.TASK_INSURANCE,
    TaskKind.NO_RECORD: m.TASK_NO_RECORD,
    TaskKind.FOLLOW_UP: m.TASK_FOLLOW_UP,
    TaskKind.CARD: m.TASK_CARD,
    TaskKind.AWAY: m.TASK_AWAY,
    TaskKind.COVER: m.TASK_COVER,
}
"""What each kind says; never a reason, a name of a child or a word about health."""
