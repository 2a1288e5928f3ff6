"""After a visit: one short conversation makes the record, the words for the child, the claim.

Answers kept, by name, as JSON (`flows.told`): incident, did, chose, mood, next, follow_up,
explained, spent. Each is kept as soon as it is given, so that nothing told is ever lost.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import datetime, timedelta
from typing import Any

from flows import after_visit, general, letter, sight, told
from flows.check_out import under_way
from flows.conversation import Script, Step, begin, conversation, show_again
from flows.decisions import (
    UNFINISHED,
    Decision,
    EndTalk,
    KeepRecord,
    Option,
    Say,
    SetTimer,
    StopTimer,
    Urgency,
)
from flows.events import TimerKind
from flows.facts import AlertKind, Person, RecordState, Snapshot, Standing, Talk, Visit
from flows.record_kept import finish, follow_up, not_told
from flows.record_questions import QUESTIONS, About
from flows.routing import quiet_end
from flows.words import Meaning
from locales import messages
from locales import record_messages as m
from locales.catalogues import ENGLISH
from locales.message import OwnWords

JUST_NOW = timedelta(hours=1)
"""So long after coming home one is asked even in quiet hours, and whatever else waits first."""
LOOK_AGAIN = timedelta(minutes=10)
PATIENCE = timedelta(days=1)
"""From the last reminder until a co-ordinator hears."""
AFTER_NIGHT = timedelta(hours=2)
"""A reminder that fell into quiet hours comes so long after them."""


def _put_away(s: Snapshot, talk: Talk) -> list[Decision]:
    """Nobody went on for days: what was told stands, and a co-ordinator hears."""
    visit = next((v for v in s.visits if _is_about(talk, v)), None)
    if s.me is None or visit is None or not talk.answers:
        return []
    return [StopTimer(TimerKind.RECORD, visit.id), *not_told(s, s.me, visit, begun=True)]


@conversation("record", expires=timedelta(days=3), on_expiry=_put_away, left_with=m.RECORD_LEFT)
def record(s: Snapshot) -> Script:
    """What a co-ordinator and a young person should know of a visit; the oldest first."""
    me = s.me
    assert me is not None
    waits = after_visit.unwritten(s, me)
    if not waits:
        yield _nothing_waits(s, me)
        return
    it = About(s, me, waits[0], sight.match_of(s, waits[0]))
    answers = yield from _ask_all(it)
    words, language = yield from _letter(it, answers)
    yield from finish(it, answers, words, language, waits[1:])


def _nothing_waits(s: Snapshot, me: Person) -> Say:
    done = [v for v in s.visits if v.volunteer_id == me.id and v.record is RecordState.DONE]
    if not done:
        return Say(me.id, m.RECORD_NONE)
    last = max(done, key=lambda v: v.closed_at or v.home_by)
    return Say(me.id, m.RECORD_ALREADY, About(s, me, last, None).when)


def _ask_all(it: About) -> Generator[Step, Any, dict[str, Any]]:
    """Every question that applies; each answer is kept as it comes."""
    answers: dict[str, Any] = {}
    for of in QUESTIONS:
        question = of(it)
        if question is None:
            continue
        name = question.name.partition(".")[0]
        answers[name] = yield question
        if name == "incident" and answers[name]["any"]:
            yield from general.ring_me(it.s, it.me, messages.INCIDENT_NOW)
        if name == "follow_up" and answers[name]:
            yield from follow_up(it, answers[name])
        so_far = {**answers, UNFINISHED: True}
        yield KeepRecord(it.visit.id, so_far, "", ENGLISH)
    return answers


def _letter(it: About, answers: told.Told) -> Generator[Step, Any, tuple[str, str]]:
    """The words for the young person as the volunteer approves them: shown until they do."""
    if it.match is None:
        return "", ENGLISH
    mine = it.me.language or ENGLISH
    language = letter.language_for(it.match, it.me, it.visit, answers)
    words = letter.write(it.s, it.me, it.visit, answers, language)
    message = m.LETTER_SHOW if language == mine else m.LETTER_SHOW_BOTH
    meaning = letter.write(it.s, it.me, it.visit, answers, mine)
    for turn in range(1, 100):
        said = yield it.ask(
            f"letter{turn}", message, told.OwnLetter(), reference=it.reference,
            letter=OwnWords(words), meaning=OwnWords(meaning),
        )  # fmt: skip
        if "send" in said:
            return (words if said["send"] else ""), language
        words, language, message = said["words"], mine, m.LETTER_SHOW
    return "", language


def takes(s: Snapshot, meaning: Meaning) -> bool:
    """Whether a command word answers the question that waits, and interrupts nothing: INCIDENT
    and the like, and a reference such as "K7", which looks like an alert's code."""
    shown = s.talk.shown if s.talk and s.talk.flow == record.name else None
    if shown is None:
        return False
    if shown.name.startswith("incident."):
        return meaning.word in told.INCIDENT
    labels = [label.casefold() for _, label in shown.options]
    return meaning.code is not None and meaning.code.casefold() in labels


def due(s: Snapshot) -> list[Decision]:
    """A RECORD timer of `s.visit`: ask, ask again, then tell a co-ordinator."""
    visit, me = s.visit, s.me
    if visit is None or me is None or not after_visit.wants_record(visit):
        return []
    counted = list(after_visit.count(s, visit))
    if me.standing is not Standing.ACTIVE:
        said = not_told(s, me, visit, begun=False)
        return [*counted, *(d for d in said if not (isinstance(d, Say) and d.to == me.id))]
    return [*counted, *_ask(s, me, visit)]


def _ask(s: Snapshot, me: Person, visit: Visit) -> list[Decision]:
    out = under_way(s, me)
    if out is not None:
        return [_look(visit, max(out.home_by, s.now) + LOOK_AGAIN)]
    times = list(_times(s, visit))
    passed = sum(at <= s.now for at in times)
    mine = s.talk is not None and _is_about(s.talk, visit)
    if passed == len(times):
        ended: list[Decision] = []
        if mine:
            ended = [EndTalk(me.id), StopTimer(TimerKind.TALK, me.id)]
        begun = mine and s.talk is not None and bool(s.talk.answers)
        return [*ended, *not_told(s, me, visit, begun=begun)]
    following = _look(visit, times[passed])
    if passed <= 1:
        return _first(s, me, visit, following)
    return [following, *_remind(s, me, visit)]


def _times(s: Snapshot, visit: Visit) -> Iterator[datetime]:
    """When to ask, when to ask again, and last when to tell a co-ordinator."""
    closed = visit.closed_at or visit.home_by
    yield closed + s.scheme.record_after
    again = s.scheme.record_again
    for wait in (*again, (again[-1] if again else timedelta()) + PATIENCE):
        yield _by_day(s, closed + wait)


def _by_day(s: Snapshot, at: datetime) -> datetime:
    morning = quiet_end(at, s.scheme)
    return morning + AFTER_NIGHT if morning else at


def _look(visit: Visit, at: datetime) -> SetTimer:
    return SetTimer(TimerKind.RECORD, visit.id, at)


def _first(s: Snapshot, me: Person, visit: Visit, following: SetTimer) -> list[Decision]:
    """Once they are home: at once, in a while, or in the morning; never across another talk, nor
    while they wait for help."""
    just_home = s.now - (visit.closed_at or visit.home_by) <= JUST_NOW
    if s.talk is not None and _is_about(s.talk, visit):
        return [following]
    if (s.talk is not None and just_home) or sight.standing(s, me, AlertKind.SOS):
        return [_look(visit, s.now + LOOK_AGAIN)]
    if not just_home and quiet_end(s.now, s.scheme):
        return [_look(visit, _by_day(s, s.now))]
    asked = _remind(s, me, visit) if s.talk is not None else begin(record, s)
    return [following, *asked]


def _remind(s: Snapshot, me: Person, visit: Visit) -> list[Decision]:
    """The question that waits, once more; where none does, what to send."""
    about = About(s, me, visit, None).when
    if s.talk is not None and _is_about(s.talk, visit):
        return [Say(me.id, m.RECORD_STILL, about), *show_again(record, s, s.talk)]
    word = (Option("RECORD", "RECORD", "RECORD"),)
    return [Say(me.id, m.RECORD_AGAIN, about, Urgency.ROUTINE, word)]


def _is_about(talk: Talk, visit: Visit) -> bool:
    shown = talk.shown
    named = shown is not None and shown.name.endswith(f".{visit.id}")
    return talk.flow == record.name and named
