"""What becomes of a visit's record once it is told, or when nobody goes on telling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from babel.dates import format_date

from flows import after_visit, letter, sight, tasks
from flows.decisions import (
    ChangeMatch,
    ChangeVisit,
    Decision,
    DoTask,
    KeepRecord,
    OpenClaim,
    Option,
    Say,
    StopTimer,
    Urgency,
)
from flows.events import TimerKind
from flows.facts import Person, RecordState, Snapshot, TaskKind, Visit
from flows.record_questions import About, next_planned
from flows.times import local
from flows.told import Told
from locales import record_messages as m
from locales.message import Message, OwnWords, Text


def finish(
    it: About, answers: Told, words: str, language: str, more: list[Visit]
) -> Iterator[Decision]:
    """All is told: kept, counted and claimed, and the words are on their way."""
    s, visit = it.s, it.visit
    yield from after_visit.count(s, visit)
    yield KeepRecord(visit.id, answers, words, language)
    yield ChangeVisit(visit.id, record=RecordState.DONE)
    yield StopTimer(TimerKind.RECORD, visit.id)
    chased = tasks.already(s, TaskKind.NO_RECORD, it.match, visit, None)
    if chased is not None:
        yield DoTask(chased.id)
    if it.match is not None and answers.get("explained"):
        yield ChangeMatch(it.match.id, explained=True)
    if spent := answers.get("spent"):
        yield OpenClaim(visit.id, it.me.id, tuple((kind, pence) for kind, pence, _ in spent))
    sent = list(_to_the_carer(it, words))
    yield _thanks(it, answers, words, bool(sent), more)
    yield from sent


def _to_the_carer(it: About, words: str) -> Iterator[Decision]:
    """A link, never the words: they are the young person's, and an SMS shows on a locked screen."""
    carer = sight.carer_of(it.s, it.match) if it.match else None
    if not words or carer is None or it.match is None or not it.s.scheme.public_url:
        return
    args = {
        "reference": it.match.reference,
        "volunteer": it.me.first_name,
        "day": local(letter.began(it.visit)).date(),
    }
    yield Say(carer.id, m.LETTER_LINK, args, Urgency.ROUTINE, letter=it.visit.id)


def _thanks(it: About, answers: Told, words: str, sent: bool, more: list[Visit]) -> Say:
    lines, options = [], []
    if words:
        message = m.RECORD_LETTER_SENT if sent else m.RECORD_LETTER_HELD
        lines.append(Text(message, {"reference": it.reference}))
    if spent := answers.get("spent"):
        lines.append(Text(m.RECORD_RECEIPTS, {"total": _pounds(sum(p for _, p, _ in spent))}))
    if plan := _plan(it, answers):
        lines.append(Text(m.RECORD_PLAN_NEXT, {"plan": OwnWords(plan)}))
        options.append(plan)
    if more:
        lines.append(Text(m.RECORD_ANOTHER, replace(it, visit=more[0]).when))
        options.append("RECORD")
    message, args = (m.RECORD_DONE_AND, {"lines": tuple(lines)}) if lines else (m.RECORD_DONE, {})
    return Say(it.me.id, message, args, options=tuple(Option(o, o, o) for o in options))


def _plan(it: About, answers: Told) -> str:
    """What to send so that the date agreed is planned, in words that PLAN reads again."""
    agreed = answers.get("next")
    if not agreed:
        return ""
    starts_at = datetime.fromisoformat(agreed["starts_at"])
    if starts_at == next_planned(it.s, it.me):
        return ""
    until = agreed["home_by"] and f"-{local(datetime.fromisoformat(agreed['home_by'])):%H:%M}"
    day = format_date(local(starts_at).date(), "EEE d MMM", locale="en_GB")
    return f"PLAN {day} {local(starts_at):%H:%M}{until or ''}"


def _pounds(pence: int) -> str:
    return f"£{pence // 100}.{pence % 100:02}"


def follow_up(it: About, words: str) -> Iterator[Decision]:
    """At once, before the rest is told. Told anew, the words of before give way."""
    s = it.s
    before = tasks.already(s, TaskKind.FOLLOW_UP, it.match, it.visit, None)
    if before is not None and before.detail != words:
        yield DoTask(before.id)
        s = replace(s, tasks=tuple(task for task in s.tasks if task.id != before.id))
    yield from tasks.open_task(s, TaskKind.FOLLOW_UP, match=it.match, visit=it.visit, detail=words)


def not_told(s: Snapshot, me: Person, visit: Visit, *, begun: bool) -> list[Decision]:
    """Nobody goes on: what there is was kept with each answer, and a co-ordinator has the rest."""
    it = About(s, me, visit, sight.match_of(s, visit))
    message: Message = m.RECORD_KEPT if begun else m.RECORD_NOT_DONE
    said = Say(me.id, message, it.when, Urgency.ROUTINE, (Option("RECORD", "RECORD", "RECORD"),))
    return [said, *tasks.open_task(s, TaskKind.NO_RECORD, match=it.match, visit=visit)]
