"""NOTICES: for a co-ordinator who comes, for a volunteer what waits for an answer."""

from __future__ import annotations

from typing import Any

from flows import notice_answers, notice_text
from flows.conversation import Script, begin, choose, conversation
from flows.decisions import Decision, Say
from flows.facts import Notice, Person, Role, Snapshot, Talk
from locales import scheme_messages as m
from locales.message import Message, Text

_OWN = frozenset({"all_notices", "my_notices", "cannot_come"})

SHOWN = 6
"""So many of the last notices are offered."""


def show(s: Snapshot, me: Person) -> list[Decision]:
    """What NOTICES begins; a co-ordinator's comes before a volunteer's own.

    Its button hangs below a notice that may come at any time: it puts nothing half done aside.
    """
    if s.talk is not None and s.talk.flow not in _OWN:
        return [Say(me.id, m.NOTICES_LATER)]
    theirs = Role.CO_ORDINATOR in me.roles
    return begin(all_notices if theirs else notice_answers.my_notices, s)


def _read(s: Snapshot, talk: Talk) -> list[Decision]:
    """A list that nobody picked from has been read."""
    return []


@conversation("all_notices", on_expiry=_read)
def all_notices(s: Snapshot) -> Script:
    """The last notices, how many come, and on choosing one who."""
    me = s.me
    assert me is not None
    if not s.notices:
        yield Say(me.id, m.NOTICES_NONE_SENT)
        return
    offered = [(str(n.id), _counted(n, s), n) for n in reversed(s.notices[-SHOWN:])]
    notice = yield from choose("notice", m.NOTICES_WHICH, offered)
    yield Say(me.id, *_who(notice, s))
    if notice in notice_answers.open_to(s, me):
        yield from notice_answers.answer(s, me, notice)


def _counted(notice: Notice, s: Snapshot) -> Text:
    label = notice_text.label(notice, s.scheme)
    if not notice.asks:
        return label
    counts = {"label": label, "coming": notice.coming, "not_coming": notice.not_coming}
    return Text(m.NOTICE_COUNTS, counts)


def _who(notice: Notice, s: Snapshot) -> tuple[Message, dict[str, Any]]:
    """Names only: a reason may hold what no message should."""
    if not notice.asks:
        told = notice_text.told(notice, s.scheme)
        return told.message, dict(told.args)
    yes = [s.people[one].first_name for one in notice.said_yes if one in s.people]
    no = [s.people[one].first_name for one, _ in notice.said_no if one in s.people]
    named = {"yes": sorted(yes) or m.NOTICE_NOBODY, "no": sorted(no) or m.NOTICE_NOBODY}
    return m.NOTICE_WHO, {"label": notice_text.label(notice, s.scheme), **named}
