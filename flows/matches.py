"""MATCH: how a co-ordinator looks at and moves on a match, from chat."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flows import carers, closing, prompts, sight
from flows.answers import Dropped, Got, Missed, Plain, Reply
from flows.conversation import Script, agree, ask, begin, conversation
from flows.decisions import ChangeMatch, Decision, Say, StopTimer, Urgency
from flows.events import TimerKind
from flows.facts import (
    Alert,
    AlertState,
    Match,
    Person,
    Snapshot,
    Stage,
    Standing,
    TaskKind,
    Visit,
    VisitState,
)
from flows.reading import days
from flows.reading.typed import Typed
from flows.tasks import open_task, settle
from flows.times import local
from locales import messages
from locales import task_messages as m
from locales.message import Message, Text

STAGES: dict[Stage, Message] = {
    Stage.INTRODUCTION: m.STAGE_INTRODUCTION,
    Stage.TRIAL: m.STAGE_TRIAL,
    Stage.ESTABLISHED: m.STAGE_ESTABLISHED,
    Stage.ENDED: m.STAGE_ENDED,
}

_STAGE_WORDS = {
    Stage.INTRODUCTION: "introduction intro introduced cyflwyniad cyflwyno",
    Stage.TRIAL: "trial prawf treial brawf dreial",
    Stage.ESTABLISHED: "established establish sefydledig sefydlu sefydlwyd",
    Stage.ENDED: "ended end ends finished gorffen gorffennwyd diwedd",
}
_EXPLAINED = frozenset("explained explain esboniwyd esbonio eglurwyd egluro".split())
_REVIEW = frozenset("review adolygiad".split())
_NOT = frozenset("not no isnt heb ddim dim".split())
_WORD = re.compile(r"\w+")

AT_MOST = 20

MOOT = frozenset(
    {
        TaskKind.TRIAL_OVER, TaskKind.NO_VISIT, TaskKind.CONFIDENTIALITY, TaskKind.REVIEW,
        TaskKind.UNCONFIRMED, TaskKind.NO_NEW_DATE, TaskKind.CARER_NOT_AGREED,
        TaskKind.TOO_OFTEN, TaskKind.COST, TaskKind.VISIT_CHANGED,
    }
)  # fmt: skip
"""What no longer matters once a match has ended."""


def answer(s: Snapshot, me: Person, rest: str) -> list[Decision]:
    """ "MATCH", "MATCH K7", "MATCH K7 ESTABLISHED" from a co-ordinator."""
    words = _words(rest)
    if not words:
        return [_all(s, me)]
    match = _meant(s, words)
    if match is None:
        return [Say(me.id, m.MATCH_UNKNOWN, {"reference": words[0].upper()})]
    wanted = frozenset(words) - {match.reference.lower()}
    if not wanted or wanted & _NOT:
        return [_details(s, me, match)]
    return _change(s, me, match, wanted, rest)


def _change(
    s: Snapshot, me: Person, match: Match, wanted: frozenset[str], rest: str
) -> list[Decision]:
    stages = [stage for stage, words in _STAGE_WORDS.items() if wanted & {*words.split()}]
    review, explained = bool(wanted & _REVIEW), bool(wanted & _EXPLAINED)
    if len(stages) + review + explained != 1:
        return [_details(s, me, match)]
    if match.volunteer_id == me.id:
        return [Say(me.id, m.MATCH_YOUR_OWN, _of(s, match))]
    if review:
        return _review(s, me, match, rest)
    if explained:
        return [*explain(s, match, me.id), Say(me.id, m.MATCH_EXPLAINED_SET, _of(s, match))]
    if stages[0] is Stage.ENDED:
        return begin(end_match, s, match.reference)
    told = {**_of(s, match), "stage": STAGES[stages[0]]}
    if stages[0] is match.stage:
        return [Say(me.id, m.MATCH_ALREADY, told)]
    return [*set_stage(s, match, stages[0], me.id), Say(me.id, m.MATCH_STAGE_SET, told)]


def _words(text: str) -> list[str]:
    return _WORD.findall(Typed.of(text).plain)


def _live(s: Snapshot) -> list[Match]:
    return [match for match in s.matches if match.stage is not Stage.ENDED]


def _meant(s: Snapshot, words: list[str]) -> Match | None:
    return next((match for match in _live(s) if match.reference.lower() in words), None)


def _of(s: Snapshot, match: Match) -> dict[str, object]:
    return {"reference": match.reference, "volunteer": _volunteer(s, match)}


def _volunteer(s: Snapshot, match: Match) -> str:
    person = s.people.get(match.volunteer_id)
    return person.first_name if person else ""


def _all(s: Snapshot, me: Person) -> Say:
    found = _live(s)
    if not found:
        return Say(me.id, m.MATCHES_NONE)
    lines = [_line(s, match) for match in found[:AT_MOST]]
    if len(found) > AT_MOST:
        lines.append(Text(m.TASKS_MORE_STILL, {"count": len(found) - AT_MOST}))
    return Say(me.id, m.MATCHES_ALL, {"lines": tuple(lines)})


def _line(s: Snapshot, match: Match) -> Text:
    told = {**_of(s, match), "stage": STAGES[match.stage], "kept": match.kept}
    return Text(m.MATCH_LINE, told)


def _details(s: Snapshot, me: Person, match: Match) -> Say:
    lines = (_line(s, match), *_visits(s, match), *_people(s, match), *_notes(s, match))
    how = () if match.volunteer_id == me.id else (Text(m.MATCH_HOW, _of(s, match)),)
    return Say(me.id, m.LINES_ALL, {"lines": (*lines, *how)})


def _visits(s: Snapshot, match: Match) -> Iterator[Text]:
    if match.last_visit_at is not None:
        yield Text(m.MATCH_LAST, {"at": match.last_visit_at})
    for visit in _planned(s, match)[:1]:
        yield Text(m.MATCH_NEXT, {"at": visit.starts_at or visit.home_by})


def _people(s: Snapshot, match: Match) -> Iterator[Text]:
    carer = s.people.get(match.carer_id or 0)
    if carer is None:
        yield Text(m.MATCH_CARER_NONE)
    else:
        here = sight.carer_of(s, match) is not None
        message = m.MATCH_CARER if here else m.MATCH_CARER_NOT_HERE
        yield Text(message, {"name": carer.first_name})
    who = s.people.get(match.co_ordinator_id or 0)
    if who is not None:
        yield Text(m.MATCH_CO_ORDINATOR, {"name": who.first_name})


def _notes(s: Snapshot, match: Match) -> Iterator[Text]:
    yield Text(m.MATCH_EXPLAINED if match.explained_at else m.MATCH_NOT_EXPLAINED)
    if match.review_on is not None and match.review_on >= local(s.now).date():
        yield Text(m.MATCH_REVIEW_ON, {**_of(s, match), "on": match.review_on})


def _planned(s: Snapshot, match: Match) -> list[Visit]:
    found = [v for v in s.visits if v.match_id == match.id and v.state is VisitState.PLANNED]
    return sorted(found, key=lambda v: v.starts_at or v.home_by)


def set_stage(s: Snapshot, match: Match, stage: Stage, by: int | None = None) -> Iterator[Decision]:
    """Any stage but ENDED (see `end`). `by` is the co-ordinator who said so, None an operator."""
    yield ChangeMatch(match.id, stage=stage)
    if stage is Stage.ESTABLISHED:
        yield from settle(s, {TaskKind.TRIAL_OVER}, match=match, by=by)
        yield from _tell(s, match, m.MATCH_ESTABLISHED_TELL, {"reference": match.reference})


def _tell(
    s: Snapshot, match: Match, message: Message, told: Mapping[str, object]
) -> Iterator[Decision]:
    """To the volunteer, if they are still one of us and nothing unusual would give them away."""
    person = s.people.get(match.volunteer_id)
    if person and person.standing is Standing.ACTIVE and not sight.secret(s, person.id):
        yield Say(person.id, message, told, Urgency.ROUTINE)


def explain(s: Snapshot, match: Match, by: int | None = None) -> Iterator[Decision]:
    """Confidentiality has been explained and understood."""
    yield ChangeMatch(match.id, explained=True)
    yield from settle(s, {TaskKind.CONFIDENTIALITY}, match=match, by=by)


def _review(s: Snapshot, me: Person, match: Match, rest: str) -> list[Decision]:
    """The day of the review, asked back where it could be another."""
    typed, today = Typed.of(rest), local(s.now).date()
    reference = re.search(rf"\b{re.escape(match.reference.lower())}\b", typed.plain)
    plain = typed.blank(reference.span()).plain if reference else typed.plain
    day = days.find(plain, today)
    if day is None or not day.dates:
        return [Say(me.id, m.MATCH_REVIEW_WHEN, _of(s, match))]
    day = days.with_others(plain, day, today)
    if day.ask:
        return [Say(me.id, m.MATCH_REVIEW_EITHER, {**_of(s, match), "days": day.dates[:3]})]
    told = {**_of(s, match), "on": day.dates[0]}
    if day.dates[0] < today:
        return [Say(me.id, m.MATCH_REVIEW_GONE, told)]
    return [*prompts.set_review(s, match, day.dates[0]), Say(me.id, m.MATCH_REVIEW_SET, told)]


@dataclass(frozen=True, slots=True)
class ALiveMatch(Plain):
    """A match by its reference, not one's own; kept as its id."""

    from_rest = True

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        match = _meant(s, _words(reply.text))
        return Missed(m.MATCH_END_WHICH) if match is None else Got(match)

    def keep(self, value: Match) -> int:
        return value.id

    def again(self, kept: int, s: Snapshot) -> Match | Dropped:
        found = next((match for match in _live(s) if match.id == kept), None)
        return found or Dropped(messages.NO_LONGER)


@conversation("end_match")
def end_match(s: Snapshot) -> Script:
    """Whether it really ends; then what follows from it."""
    me = s.me
    assert me is not None
    match = yield from ask("match", m.MATCH_END_WHICH, ALiveMatch())
    if match.volunteer_id == me.id:
        yield Say(me.id, m.MATCH_YOUR_OWN, _of(s, match))
        return
    if not (yield from agree("sure", m.MATCH_END_SURE, **_of(s, match))):
        yield Say(me.id, m.MATCH_STAYS, _of(s, match))
        return
    alert = held_by(s, match)
    if alert is not None:
        yield Say(me.id, m.MATCH_END_ALERT, {**_of(s, match), "code": alert.code})
        return
    yield from end(s, match, me.id)
    yield Say(me.id, m.MATCH_END_DONE, _of(s, match))


def held_by(s: Snapshot, match: Match) -> Alert | None:
    """An open alert about the volunteer: until somebody has ended it, nothing else may."""
    theirs = (a for a in s.alerts if a.volunteer_id == match.volunteer_id)
    return next((a for a in theirs if a.state is not AlertState.CLOSED), None)


def end(s: Snapshot, match: Match, by: int | None = None) -> Iterator[Decision]:
    """The match is over: nothing is waited for, and the closure review is somebody's to hold.

    A visit under way stays watched until they are home.
    """
    yield ChangeMatch(match.id, stage=Stage.ENDED)
    yield StopTimer(TimerKind.NO_VISIT, match.id)
    yield StopTimer(TimerKind.REVIEW, match.id)
    yield from settle(s, MOOT, match=match, by=by)
    planned = _planned(s, match)
    for visit in planned:
        yield from closing.off(s, visit)
    yield from open_task(s, TaskKind.CLOSURE, match=match)
    told = {**_of(s, match), "dates": tuple(v.starts_at or v.home_by for v in planned)}
    yield from _tell(s, match, m.MATCH_ENDED_TELL_OFF if planned else m.MATCH_ENDED_TELL, told)
    if planned:
        yield from carers.tell_carer(s, match, m.MATCH_ENDED_CARER, told)
