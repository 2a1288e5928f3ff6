"""Notices to all volunteers: worded by a co-ordinator, sent, and told of once more."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import datetime
from typing import Any

from flows import notice_text
from flows.conversation import Again, Script, Step, agree, ask, choose, conversation
from flows.decisions import AddNotice, Decision, Option, Say, SetTimer, Urgency
from flows.events import TimerKind
from flows.facts import Notice, NoticeKind, Person, Snapshot
from flows.notice_answers import waiting
from flows.notice_form import ADate, AKind, Wording, named_date
from flows.notice_list import show
from flows.routing import quiet_end, route
from flows.typed_answers import said_at
from locales import scheme_messages as m
from locales.message import Message, Text

__all__ = ["notice", "send", "show", "waiting"]

ANSWER = (Option("answer", m.NOTICE_BUTTON, word="NOTICES"),)
"""Opens the list: an OK or a NO by button could come late, and answer something else."""


@conversation("notice")
def notice(s: Snapshot) -> Script:
    """What it is about, its words, its date; seen as volunteers will see it, and sent."""
    me = s.me
    assert me is not None
    kind: NoticeKind = yield from ask("kind", m.NOTICE_KIND, AKind())
    text: str = yield from ask("words", m.NOTICE_WORDS, Wording())
    at = yield from _when(s, kind, text)
    asks = yield from _asks(kind, at)
    worded = Notice(s.fresh[0], 0, kind, text, me.id, s.now, at, asks)
    seen = notice_text.told(worded, s.scheme)
    yield Say(me.id, seen.message, seen.args)
    if not (yield from agree("sure", m.NOTICE_SURE)):
        yield from _change(s, me, kind)
        return
    yield AddNotice(worded.id, me.id, kind, text, at, asks)
    yield SetTimer(TimerKind.NOTICE, worded.id, s.now)
    waits = quiet_end(s.now, s.scheme) if _urgency(kind) is Urgency.ROUTINE else None
    yield Say(me.id, m.NOTICE_WAITS, {"at": waits}) if waits else Say(me.id, m.NOTICE_ON_ITS_WAY)


def _when(s: Snapshot, kind: NoticeKind, text: str) -> Generator[Step, Any, datetime | None]:
    """Its date, offered where the words name one; the weather has none."""
    if kind is NoticeKind.WEATHER:
        return None
    suggest = named_date(text, said_at(s))
    message = m.NOTICE_WHEN_SUGGESTED if suggest else m.NOTICE_WHEN
    at: datetime | None = yield from ask("when", message, ADate(suggest), at=suggest)
    return at


def _asks(kind: NoticeKind, at: datetime | None) -> Generator[Step, Any, bool]:
    """Whether people say if they come: to a meeting with a date, always."""
    if kind is NoticeKind.WEATHER:
        return False
    if kind is not NoticeKind.OTHER and at is not None:
        return True
    asks: bool = yield from agree("asks", m.NOTICE_ASKS)
    return asks


def _change(s: Snapshot, me: Person, kind: NoticeKind) -> Script:
    """What is asked anew; all else stands."""
    dated: list[tuple[str, Message, tuple[str, ...]]] = []
    if kind is not NoticeKind.WEATHER:
        dated = [("when", m.NOTICE_CHANGE_WHEN, ("when", "asks"))]
    offered = [
        ("words", m.NOTICE_CHANGE_WORDS, ("words",)),
        *dated,
        ("kind", m.NOTICE_CHANGE_KIND, ("kind", "asks")),
        ("nothing", m.NOTICE_CHANGE_NOTHING, ()),
    ]
    anew: tuple[str, ...] = yield from choose("change", m.NOTICE_CHANGE, offered)
    if anew:
        yield Again((*anew, "sure", "change"))
    else:
        yield Say(me.id, m.NOTICE_PUT_AWAY)


def _urgency(kind: NoticeKind) -> Urgency:
    """Snow may be about tomorrow's first visit; all else waits for the morning."""
    return Urgency.REPLY if kind is NoticeKind.WEATHER else Urgency.ROUTINE


def send(s: Snapshot) -> list[Decision]:
    """A NOTICE timer of `s.notice`: to everybody in `s.volunteers`, and the day before once more
    to those who come or have not answered."""
    it = s.notice
    if it is None:
        return []
    again = notice_text.remind_at(it)
    if again is not None and s.now >= again:
        return list(_remind(s, it))
    if it.at is not None and it.at <= s.now:
        return [Say(it.by, m.NOTICE_TOO_LATE)]
    return list(_send(s, it))


def _send(s: Snapshot, it: Notice) -> Iterator[Decision]:
    told = notice_text.told(it, s.scheme)
    readers = [p for p in s.volunteers if p.id != it.by]
    says = [(p, _to(p, it, told)) for p in readers]
    reached = [(p, say) for p, say in says if route(say, p, s.now, s.scheme)]
    yield from (say for _, say in reached)
    missed = [p.first_name for p in readers if p.id not in {one.id for one, _ in reached}]
    yield _sent(it, len(reached), missed)
    again = notice_text.remind_at(it)
    if again is not None:
        yield SetTimer(TimerKind.NOTICE, it.id, again)


def _to(person: Person, it: Notice, told: Text) -> Say:
    options = ANSWER if it.asks else ()
    return Say(person.id, told.message, told.args, _urgency(it.kind), options)


def _sent(it: Notice, count: int, missed: list[str]) -> Say:
    """The author hears to how many it goes, and who must be told another way."""
    if not count:
        return Say(it.by, m.NOTICE_SENT_NOBODY)
    if missed:
        return Say(it.by, m.NOTICE_SENT_BUT, {"count": count, "names": missed})
    return Say(it.by, m.NOTICE_SENT, {"count": count})


def _remind(s: Snapshot, it: Notice) -> Iterator[Decision]:
    """Nobody who said that they cannot come is asked again."""
    if notice_text.over(it, s.now):
        return
    said_no = {one for one, _ in it.said_no}
    args = notice_text.wording(it, s.scheme)
    for person in s.volunteers:
        if person.id in said_no or person.id == it.by:
            continue
        coming = person.id in it.said_yes
        message = m.NOTICE_REMIND_COMING if coming else m.NOTICE_REMIND
        yield Say(person.id, message, args, Urgency.ROUTINE, ANSWER)
