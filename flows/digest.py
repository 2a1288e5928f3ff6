"""What waits for a co-ordinator: once a day at a set hour, at TASKS, and until DONE.

Nothing waits, nothing is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from flows import sight, tasks
from flows.decisions import Decision, DoTask, Say, SetTimer, Urgency
from flows.events import TimerKind
from flows.facts import Person, Role, Snapshot, Standing, Task, Visit, VisitState
from flows.reading.instants import instant
from flows.scheme import Scheme
from flows.times import local
from flows.words import Meaning, Word
from locales import task_messages as m
from locales.message import Message, Text

AT_MOST = 8
"""Lines of one list: any more would be a dozen texts in a row."""


def next_at(now: datetime, scheme: Scheme) -> datetime:
    """The next time that the clock in London shows the digest's hour."""
    day, at = local(now).date(), scheme.digest_at
    today = instant(day, at.hour, at.minute)
    return today if today > now else instant(day + timedelta(days=1), at.hour, at.minute)


def first(s: Snapshot, me: Person) -> SetTimer:
    """From now on this co-ordinator has a digest a day."""
    return SetTimer(TimerKind.DIGEST, me.id, next_at(s.now, s.scheme))


def due(s: Snapshot) -> list[Decision]:
    """A DIGEST timer of `s.me`. While they are away, what was theirs is in their cover's; it
    comes to them only where nobody else is left to read it."""
    me = s.me
    if me is None or me.standing is not Standing.ACTIVE or Role.CO_ORDINATOR not in me.roles:
        return []
    lines = list(_digest(s, me))
    said = [Say(me.id, m.LINES_ALL, {"lines": tuple(lines)}, Urgency.ROUTINE)] if lines else []
    return [*said, first(s, me)]


def _digest(s: Snapshot, me: Person) -> Iterator[Text]:
    mine, _ = tasks.seen_by(s, me)
    yield from _today(s, me)
    if mine:
        yield Text(m.TASKS_YOURS)
        yield from (tasks.line(task, s) for task in mine[:AT_MOST])
        if len(mine) > AT_MOST:
            yield Text(m.TASKS_MORE, {"count": len(mine) - AT_MOST})
        yield Text(m.TASKS_HOW)


def _today(s: Snapshot, me: Person) -> Iterator[Text]:
    """Today's visits of the matches that are mine to look after."""
    today = local(s.now).date()
    for visit in sorted(s.visits, key=lambda v: v.starts_at or v.home_by):
        match = sight.match_of(s, visit)
        begins = visit.started_at or visit.starts_at
        if visit.state not in (VisitState.PLANNED, VisitState.OUT) or begins is None:
            continue
        who = sight.in_charge(s, match) if match else None
        if match and who and who.id == me.id and local(begins).date() == today:
            yield Text(m.DIGEST_TODAY, {**_named(s, visit), "reference": match.reference})


def _named(s: Snapshot, visit: Visit) -> dict[str, object]:
    return {
        "name": s.people[visit.volunteer_id].first_name,
        "starts_at": visit.starts_at or visit.started_at,
    }


def answer(s: Snapshot, me: Person, meaning: Meaning) -> list[Decision] | None:
    """TASKS and DONE; None when it is neither."""
    match meaning.word:
        case Word.TASKS:
            return [_list(s, me)]
        case Word.DONE:
            return _done(s, me, meaning.rest)
    return None


def _list(s: Snapshot, me: Person) -> Say:
    """Mine, then others', as far as they fit."""
    mine, others = tasks.seen_by(s, me)
    if not mine and not others:
        return Say(me.id, m.TASKS_NONE)
    lines = [*_headed(m.TASKS_YOURS, [tasks.line(task, s) for task in mine[:AT_MOST]])]
    room = AT_MOST - len(mine[:AT_MOST])
    lines += _headed(m.TASKS_OTHERS, [_line_of(task, s) for task in others[:room]])
    left = len(mine) + len(others) - AT_MOST
    lines += [Text(m.TASKS_MORE_STILL, {"count": left})] if left > 0 else []
    return Say(me.id, m.LINES_ALL, {"lines": (*lines, Text(m.TASKS_HOW))})


def _headed(head: Message, lines: Sequence[Text]) -> Iterable[Text]:
    return (Text(head), *lines) if lines else ()


def _line_of(task: Task, s: Snapshot) -> Text:
    """Another's task, and whose it is."""
    line, who = tasks.line(task, s), tasks.whose(s, task)
    if who is None:
        return line
    return Text(m.TASK_LINE_OF, {**line.args, "who": who.first_name})


def _done(s: Snapshot, me: Person, rest: str) -> list[Decision]:
    """DONE 12, whoever's it is; DONE alone where one is mine."""
    mine, others = tasks.seen_by(s, me)
    number = "".join(c for c in rest if c.isdecimal())
    if number:
        task = next((one for one in (*mine, *others) if one.number == int(number)), None)
        if task is None:
            return [Say(me.id, m.TASK_UNKNOWN, {"number": int(number)})]
    elif not mine:
        return [Say(me.id, m.TASK_NONE_YOURS if others else m.TASKS_NONE)]
    elif len(mine) > 1:
        return [Say(me.id, m.TASK_WHICH, {"number": mine[0].number}), _list(s, me)]
    else:
        task = mine[0]
    return [DoTask(task.id, me.id), Say(me.id, m.TASK_DONE, {"line": tasks.line(task, s)})]
