"""Whether a volunteer comes: answered at once, or later, or anew."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from typing import Any

from flows import notice_text
from flows.answers import Reply
from flows.conversation import Bound, Script, Step, agree, ask, begin, choose, conversation
from flows.decisions import AnswerNotice, Decision, Say
from flows.facts import Notice, Person, Role, Snapshot, Talk
from flows.notice_form import AReason
from flows.waiting import Waiting
from locales import scheme_messages as m
from locales.message import Text

ASKING_WHICH = "which_question"
"""The conversation of `flows.asked` in which one of several questions is picked."""


def waiting(s: Snapshot, me: Person) -> list[Waiting]:
    """Notices that ask whether I come, and have no answer of mine; asked last comes last."""
    found = [_waits(s, me, n) for n in open_to(s, me) if n.comes is None]
    asked = [w for w in found if w.asked_at is not None and w.asked_at <= s.now]
    return sorted(asked, key=lambda w: (w.asked_at or s.now, w.key))


def open_to(s: Snapshot, me: Person) -> list[Notice]:
    """Those I can answer still, or answer anew; oldest first."""
    if Role.VOLUNTEER not in me.roles:
        return []
    mine = (n for n in s.notices if n.asks and n.by != me.id)
    return [n for n in mine if not notice_text.over(n, s.now)]


def _waits(s: Snapshot, me: Person, notice: Notice) -> Waiting:
    asked = notice_text.told(notice, s.scheme)
    return Waiting(
        key=f"notice {notice.number}",
        label=notice_text.label(notice, s.scheme),
        question=asked.message,
        asked_at=notice_text.asked_at(notice, s.scheme, s.now),
        args=asked.args,
        act=partial(_act, s, me, notice),
        again=partial(_again, s, me, notice),
    )


def _act(s: Snapshot, me: Person, notice: Notice, comes: bool) -> list[Decision]:
    """OK or NO to a notice. The reason is asked only where nothing else is being asked."""
    if comes:
        return [*_answered(s, me, notice, comes=True)]
    if _talking(s):
        return [*_answered(s, me, notice, comes=False)]
    return begin(cannot_come, s, answered=_picked(notice))


def _again(s: Snapshot, me: Person, notice: Notice) -> list[Decision]:
    """Asked once more, since an OK may have been to something else."""
    if _talking(s):
        asked = notice_text.told(notice, s.scheme)
        return [Say(me.id, asked.message, asked.args)]
    return begin(my_notices, s, answered=_picked(notice))


def _talking(s: Snapshot) -> bool:
    return s.talk is not None and s.talk.flow != ASKING_WHICH


def _picked(notice: Notice) -> Bound:
    return Bound("notice", Reply(choice=str(notice.id)))


def _answered(
    s: Snapshot, me: Person, notice: Notice, *, comes: bool, reason: str = ""
) -> tuple[Decision, Decision]:
    named = {"label": notice_text.label(notice, s.scheme)}
    said = Say(me.id, m.NOTICE_YES if comes else m.NOTICE_NO, named)
    return AnswerNotice(notice.id, me.id, comes, reason), said


def _silent(s: Snapshot, talk: Talk) -> list[Decision]:
    """The answer is kept already; nobody owes us a reason."""
    return []


@conversation("cannot_come", on_expiry=_silent)
def cannot_come(s: Snapshot) -> Script:
    """NO to a notice: kept at once, and then a reason, if they like."""
    me = s.me
    assert me is not None
    offered = [(str(n.id), _mine(n, s), n) for n in open_to(s, me)]
    if not offered:
        yield Say(me.id, m.NOTICES_NONE)
        return
    notice = yield from choose("notice", m.NOTICES_WHICH, offered)
    yield from _why(s, me, notice)


@conversation("my_notices", on_expiry=_silent)
def my_notices(s: Snapshot) -> Script:
    """NOTICES: what waits for my answer and what I have said, to be said anew."""
    me = s.me
    assert me is not None
    mine = open_to(s, me)
    if not mine:
        yield Say(me.id, m.NOTICES_NONE)
        return
    notice = mine[0]
    if len(mine) > 1:
        offered = [(str(n.id), _mine(n, s), n) for n in reversed(mine)]
        notice = yield from choose("notice", m.NOTICES_WHICH, offered)
    yield from answer(s, me, notice)


def answer(s: Snapshot, me: Person, notice: Notice) -> Script:
    """Whether I come to this one, whatever I have said before."""
    if (yield from _comes(s, notice)):
        yield from _answered(s, me, notice, comes=True)
    else:
        yield from _why(s, me, notice)


def _comes(s: Snapshot, notice: Notice) -> Generator[Step, Any, Any]:
    if notice.comes is None:
        asked = notice_text.told(notice, s.scheme)
        return (yield from agree("comes", asked.message, **asked.args))
    message = m.NOTICE_STILL if notice.comes else m.NOTICE_AFTER_ALL
    return (yield from agree("comes", message, label=notice_text.label(notice, s.scheme)))


def _why(s: Snapshot, me: Person, notice: Notice) -> Script:
    yield AnswerNotice(notice.id, me.id, comes=False)
    reason = yield from ask("why", m.NOTICE_NO_WHY, AReason())
    yield from _answered(s, me, notice, comes=False, reason=reason)


def _mine(notice: Notice, s: Snapshot) -> Text:
    """A line of my list: which, and what I have said."""
    said = {None: m.NOTICE_MINE_OPEN, True: m.NOTICE_MINE_YES, False: m.NOTICE_MINE_NO}
    return Text(said[notice.comes], {"label": notice_text.label(notice, s.scheme)})
