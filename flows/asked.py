"""Which question an OK or a NO answers, where more than one waits: the one asked last.

Where that cannot be known, which one is meant is asked back. What is left is shown again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from flows import check_out, enrol, named_person, talking
from flows.answers import Reply
from flows.conversation import Bound, Script, agree, begin, choose, conversation
from flows.decisions import Decision, EndTalk, KeepTalk, StopTimer
from flows.events import Arrived, TimerKind
from flows.facts import (
    AlertKind,
    AlertState,
    Consent,
    Invitation,
    NamedLink,
    Person,
    Role,
    Snapshot,
    Standing,
)
from flows.waiting import Waiting
from flows.words import Meaning, Word
from locales import messages as m
from locales.message import Message, Text

TOGETHER = timedelta(minutes=5)
"""Questions asked so shortly after each other may be answered in any order."""


WHERE_ARE_YOU = frozenset({AlertKind.MISSED_CHECK_OUT, AlertKind.MISSED_CHECK_IN})


def waiting(s: Snapshot, me: Person) -> list[Waiting]:
    """What waits for my OK or NO: invitations, and to be a named person. Asked last comes last."""
    found = [_joining(s, me, role) for role in enrol.open_roles(s, me)]
    links = _unanswered(s)
    if links:
        found.append(_named(s, links))
    return sorted(found, key=lambda one: _when(one.asked_at))


def _when(asked_at: datetime | None) -> datetime:
    """What was asked before the time was kept is older than anything."""
    return asked_at or datetime.min.replace(tzinfo=UTC)


LABELS: dict[Role, Message] = {
    Role.VOLUNTEER: m.WHICH_VOLUNTEER,
    Role.CO_ORDINATOR: m.WHICH_CO_ORDINATOR,
}


def _joining(s: Snapshot, me: Person, role: Role) -> Waiting:
    mine = enrol.invited(s, role)
    assert mine is not None
    args = {"name": me.first_name, "scheme": s.scheme.name}
    return Waiting(role.value, Text(LABELS[role]), enrol.ACCEPT[role], mine.asked_at, role, args)


def _named(s: Snapshot, links: list[NamedLink]) -> Waiting:
    names = [s.people[link.volunteer_id].first_name for link in links]
    asked = _last_asked(links[-1])
    args = {"name": names[0] if len(names) == 1 else names}
    return Waiting("named", Text(m.WHICH_NAMED, args), m.NAMED_ASK_ONE, asked, None, args)


def _unanswered(s: Snapshot) -> list[NamedLink]:
    """By whom I am asked to be their named person, the last one last."""
    links = [link for link in s.named_for if link.consent is Consent.ASKED]
    return sorted(links, key=lambda link: _when(_last_asked(link)))


def _last_asked(link: NamedLink) -> datetime | None:
    return link.reminded_at or link.asked_at


def answer(
    s: Snapshot, me: Person, event: Arrived, meaning: Meaning | None
) -> list[Decision] | None:
    """A call for help before joining, an OK or a NO; None when none of these questions is meant."""
    if _over(s, me):
        return [EndTalk(me.id), StopTimer(TimerKind.TALK, me.id), *enrol.too_old(s, me)]
    if event.choice is not None or meaning is None:
        return None
    if meaning.word in (Word.SOS, Word.HELP):
        return _help(s, me)
    if meaning.word in (Word.OK, Word.NO):
        agrees = meaning.word is Word.OK
        return _in_between(s, me, agrees) if s.talk else _ok_or_no(s, me, agrees)
    return None


def show(s: Snapshot, me: Person) -> list[Decision]:
    """The invitation that waits, once more; with two, which one is asked. Empty with none."""
    roles = enrol.open_roles(s, me)
    if len(roles) > 1:
        return begin(which_question, s)
    return [d for role in roles for d in begin(enrol.ENROLMENTS[role], s)]


def _over(s: Snapshot, me: Person) -> bool:
    """A conversation about an invitation that is no more: used or taken back meanwhile."""
    if s.talk is None:
        return False
    if s.talk.flow == which_question.name:
        return not waiting(s, me)
    flows = {conv.name: role for role, conv in enrol.ENROLMENTS.items()}
    return s.talk.flow in flows and enrol.invited(s, flows[s.talk.flow]) is None


def _help(s: Snapshot, me: Person) -> list[Decision] | None:
    """Never an answer, whatever was asked. Who is here already has the words of `arrived`."""
    if me.standing is Standing.ACTIVE:
        return None
    again = talking.resumed(s) if s.talk else show(s, me)
    if me.standing is Standing.LEFT and not again:
        return None
    return [*enrol.help_first(s, me), *again]


def _in_between(s: Snapshot, me: Person, agrees: bool) -> list[Decision] | None:
    """An answer to a named person's question that came while another conversation waited."""
    found = talking.under_way(s)
    links = _unanswered(s)
    if found is None or not links or named_person.worried(s):
        return None
    conv, talk = found
    started = talk.expires_at - (conv.expires or s.scheme.talk_expires)
    shown_at = (talk.shown and talk.shown.at) or started
    asked_at = _last_asked(links[-1])
    if asked_at is None or not shown_at < asked_at <= _said_at(s):
        return None
    return _consents(replace(s, named_for=(links[-1],)), me, agrees)


def _ok_or_no(s: Snapshot, me: Person, agrees: bool) -> list[Decision] | None:
    if named_person.worried(s) or _late_myself(s, me):
        return None
    out = check_out.under_way(s, me) is not None
    found = waiting(s, me)
    found = [w for w in found if w.asked_at and w.asked_at <= _said_at(s)] or found
    if not found:
        return _too_old(s, me) if agrees and not out else None
    given = Reply(choice="ok" if agrees else "no")
    if not _clear(found):
        return begin(which_question, s, answered=Bound("answer", given))
    role = found[-1].role
    if role is not None and _talked_since(s, me, found[-1]):
        return None if out else begin(enrol.ENROLMENTS[role], s)
    return _act(s, me, found[-1], given)


def _said_at(s: Snapshot) -> datetime:
    return s.said_at or s.now


def _clear(found: list[Waiting]) -> bool:
    """Whether it can be known which was asked last. Two invitations sound alike."""
    if len(found) == 1:
        return True
    last, before = found[-1], found[-2]
    if last.role is not None and before.role is not None:
        return False
    if last.asked_at is None or before.asked_at is None:
        return False
    return last.asked_at - before.asked_at > TOGETHER


def _talked_since(s: Snapshot, me: Person, invited: Waiting) -> bool:
    """Whether an OK may be to what we told somebody of a visit since we invited them."""
    if me.standing is not Standing.ACTIVE or invited.asked_at is None:
        return False
    told = [at for v in s.visits for at in (v.started_at, v.closed_at) if at is not None]
    return any(at > invited.asked_at for at in told)


def _late_myself(s: Snapshot, me: Person) -> bool:
    """Whether I am being asked where I am: nothing else is asked later than that."""
    mine = (a for a in s.alerts if a.volunteer_id == me.id and a.kind in WHERE_ARE_YOU)
    return any(alert.state is not AlertState.CLOSED for alert in mine)


def _too_old(s: Snapshot, me: Person) -> list[Decision] | None:
    """OK to what has become too old is said to be; an older one is forgotten."""
    since = s.now - s.scheme.invitation_expires
    old = [one for one in s.invitations if one.expires_at > since and _wanted(me, one)]
    return enrol.too_old(s, me) if old else None


def _wanted(me: Person, one: Invitation) -> bool:
    return me.standing is not Standing.ACTIVE or one.role not in me.roles


def _act(s: Snapshot, me: Person, it: Waiting, given: Reply) -> list[Decision]:
    if it.role is not None:
        return begin(enrol.ENROLMENTS[it.role], s, answered=Bound("accept", given))
    said = _consents(s, me, given.choice == "ok")
    if any(isinstance(d, KeepTalk) for d in said):
        return said
    return [*said, *show(replace(s, named_for=()), me)]


def _consents(s: Snapshot, me: Person, agrees: bool) -> list[Decision]:
    return named_person.answer(s, me, Meaning(Word.OK if agrees else Word.NO)) or []


@conversation("which_question")
def which_question(s: Snapshot) -> Script:
    """Two questions wait: which one was that an answer to?"""
    me = s.me
    assert me is not None
    offered = [(one.key, one.label, one) for one in waiting(s, me)]
    chosen: Waiting = yield from choose("which", m.WHICH_QUESTION, offered)
    agrees = yield from agree("answer", chosen.question, **chosen.args)
    yield from _act(s, me, chosen, Reply(choice="ok" if agrees else "no"))
