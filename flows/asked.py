"""Which question an OK or a NO answers, where more than one waits: the one asked last.

Where that cannot be known, which one is meant is asked back. What is left is shown again.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from flows import check_out, confirm, enrol, named_person, notices, offered, since, talking
from flows.answers import Reply
from flows.conversation import Bound, Script, agree, begin, choose, conversation
from flows.decisions import Decision, EndTalk, KeepTalk, Say, StopTimer
from flows.events import Arrived, TimerKind
from flows.facts import (
    Consent,
    Invitation,
    NamedLink,
    Person,
    Role,
    Snapshot,
    Standing,
)
from flows.reading.still_on import comes
from flows.waiting import Waiting
from flows.words import Meaning, Word
from locales import confirm_messages as cm
from locales import messages as m
from locales.carer_messages import WHICH_CARER
from locales.message import Message, Text


def waiting(s: Snapshot, me: Person, why: str = "") -> list[Waiting]:
    """What waits for my OK or NO: invitations, to be a named person, whether a visit stands or
    moves, whether I come. Asked last comes last. `why` are words behind a NO."""
    found = [_joining(s, me, role) for role in enrol.open_roles(s, me)]
    links = _unanswered(s)
    if links:
        found.append(_named(s, links))
    found += confirm.waiting(s, me, lambda visit: offered.off(s, visit, why))
    found += offered.waiting(s, me)
    found += notices.waiting(s, me)
    return sorted(found, key=lambda one: _when(one.asked_at))


def _when(asked_at: datetime | None) -> datetime:
    """What was asked before the time was kept is older than anything."""
    return asked_at or datetime.min.replace(tzinfo=UTC)


LABELS: dict[Role, Message] = {
    Role.VOLUNTEER: m.WHICH_VOLUNTEER,
    Role.CO_ORDINATOR: m.WHICH_CO_ORDINATOR,
    Role.CARER: WHICH_CARER,
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
        return [EndTalk(me.id), StopTimer(TimerKind.TALK, me.id), *_no_more(s, me)]
    if event.choice is not None:
        return _pressed(s, me, event.choice)
    if meaning is None:
        meaning = _in_other_words(s, me, event.text)
    if meaning is None:
        return None
    if meaning.word in (Word.SOS, Word.HELP):
        return _help(s, me)
    if meaning.word in (Word.OK, Word.NO):
        return _in_between(s, me, meaning) if s.talk else _ok_or_no(s, me, meaning)
    return None


def _in_other_words(s: Snapshot, me: Person, text: str) -> Meaning | None:
    """ "See you there" and "I'm ill" to whether I come: as good as OK and NO."""
    if s.talk is not None or not any(one.act for one in waiting(s, me)):
        return None
    found = comes(text)
    return Meaning(Word.OK if found[0] else Word.NO, found[1]) if found else None


def once_more(s: Snapshot, me: Person) -> list[Decision]:
    """Whether a visit stands, where that was asked today: for words that nobody understood."""
    if s.talk is not None or check_out.under_way(s, me) or since.late_myself(s, me):
        return []
    for one in reversed(waiting(s, me)):
        asked_today = one.asked_at is not None and s.now - one.asked_at < ASKED_LATELY
        if one.button and one.again is not None and asked_today:
            return one.again()
    return []


ASKED_LATELY = timedelta(days=1)


def _pressed(s: Snapshot, me: Person, choice: str) -> list[Decision] | None:
    """A question's own OK button: whatever else waits, it is to that question."""
    for one in waiting(s, me):
        if one.act is not None and one.button and one.button == choice:
            return one.act(True)
    return confirm.pressed(s, me, choice)


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


def _no_more(s: Snapshot, me: Person) -> list[Decision]:
    """What was asked about is no more: an invitation has become too old, the rest is done."""
    asked_to_join = s.invitations or me.standing is not Standing.ACTIVE
    return enrol.too_old(s, me) if asked_to_join else [Say(me.id, cm.ASKED_NO_MORE)]


def _help(s: Snapshot, me: Person) -> list[Decision] | None:
    """Never an answer, whatever was asked. Who is here already has the words of `arrived`."""
    if me.standing is Standing.ACTIVE:
        return None
    again = talking.resumed(s) if s.talk else show(s, me)
    if me.standing is Standing.LEFT and not again:
        return None
    return [*enrol.help_first(s, me), *again]


def _in_between(s: Snapshot, me: Person, meaning: Meaning) -> list[Decision] | None:
    """An answer to what was asked outside while another conversation waited.

    Invitations are left out: each begins a conversation, and one is under way.
    """
    found = talking.under_way(s)
    if found is None or named_person.worried(s):
        return None
    conv, talk = found
    started = talk.expires_at - (conv.expires or s.scheme.talk_expires)
    shown_at = (talk.shown and talk.shown.at) or started
    links = _unanswered(s)[-1:]
    later = [w for w in waiting(replace(s, named_for=tuple(links)), me) if w.role is None]
    later = [w for w in later if w.asked_at and shown_at < w.asked_at <= _said_at(s)]
    if not later:
        return None
    if all(w.act is None for w in later):
        return _consents(replace(s, named_for=tuple(links)), me, meaning.word is Word.OK)
    if since.late_myself(s, me) or since.alarmed_since(s, me, later[-1]):
        return None
    return _outside(s, me, later, meaning)


def _outside(s: Snapshot, me: Person, later: list[Waiting], meaning: Meaning) -> list[Decision]:
    """The answer, unless it would put the conversation under way aside: then how to give it."""
    if not since.clear(later):
        return [Say(me.id, cm.ASKED_ONE_FIRST)]
    last, agrees = later[-1], meaning.word is Word.OK
    if last.act is None:
        links = _unanswered(s)[-1:]
        return _consents(replace(s, named_for=tuple(links)), me, agrees)
    if agrees and _with_a_but(meaning) and last.again is not None:
        return last.again()
    decided = last.act(agrees)
    if any(isinstance(d, KeepTalk) for d in decided):
        return [Say(me.id, cm.ASKED_NO_LATER, {"what": last.label})]
    return decided


def _ok_or_no(s: Snapshot, me: Person, meaning: Meaning) -> list[Decision] | None:
    if named_person.worried(s) or since.late_myself(s, me):
        return None
    agrees, out = meaning.word is Word.OK, check_out.under_way(s, me) is not None
    found = waiting(s, me, "" if agrees else meaning.rest)
    found = [w for w in found if w.asked_at and w.asked_at <= _said_at(s)] or found
    if not found:
        return _too_old(s, me) if agrees and not out else None
    given = Reply(choice="ok" if agrees else "no")
    if not since.clear(found):
        return begin(which_question, s, answered=Bound("answer", given))
    last = found[-1]
    if last.role is not None and since.talked_since(s, me, last):
        return None if out else begin(enrol.ENROLMENTS[last.role], s)
    if last.act is not None and since.alarmed_since(s, me, last):
        return None
    told = last.act is not None and since.told_since(s, me, last)
    if told and out:
        return None
    if told or (last.act is not None and agrees and _with_a_but(meaning)):
        return _again(s, last, given)
    return _act(s, me, last, given)


_BUT = re.compile(
    r"\d|\b(?:but|can|could|if|unless|instead|maybe|might|not|earlier|later|late|change|different"
    r"|another|ond|os|allwn|efallai|ddim|hwyrach|cynt|newid|arall)\b",
    re.IGNORECASE,
)


def _with_a_but(meaning: Meaning) -> bool:
    """ "Yes, but can we make it 3" is no yes to the time asked about."""
    return _BUT.search(meaning.rest) is not None


def _again(s: Snapshot, it: Waiting, given: Reply) -> list[Decision]:
    """It is asked once more what the answer was to, rather than taken to be to this."""
    asked = it.again() if it.again is not None else []
    return asked or begin(which_question, s, answered=Bound("answer", given))


def _said_at(s: Snapshot) -> datetime:
    return s.said_at or s.now


def _too_old(s: Snapshot, me: Person) -> list[Decision] | None:
    """OK to what has become too old is said to be; an older one is forgotten."""
    since = s.now - s.scheme.invitation_expires
    old = [one for one in s.invitations if one.expires_at > since and _wanted(me, one)]
    return enrol.too_old(s, me) if old else None


def _wanted(me: Person, one: Invitation) -> bool:
    return me.standing is not Standing.ACTIVE or one.role not in me.roles


def _act(s: Snapshot, me: Person, it: Waiting, given: Reply) -> list[Decision]:
    agrees = given.choice == "ok"
    if it.role is not None:
        return begin(enrol.ENROLMENTS[it.role], s, answered=Bound("accept", given))
    said = _consents(s, me, agrees) if it.act is None else it.act(agrees)
    if any(isinstance(d, KeepTalk) for d in said):
        return said
    left = show(replace(s, named_for=()), me) if it.act is None else _left(s, me, it)
    return [*said, *left]


def _left(s: Snapshot, me: Person, it: Waiting) -> list[Decision]:
    """What was asked together with this, which an OK could have been to as well, once more."""
    for one in reversed(waiting(s, me)):
        if one.key != it.key and one.again is not None and since.together(one, it):
            return one.again()
    return []


def _consents(s: Snapshot, me: Person, agrees: bool) -> list[Decision]:
    return named_person.answer(s, me, Meaning(Word.OK if agrees else Word.NO)) or []


@conversation("which_question")
def which_question(s: Snapshot) -> Script:
    """Two questions wait: which one was that an answer to?"""
    me = s.me
    assert me is not None
    several = [(one.key, one.label, one) for one in waiting(s, me)]
    chosen: Waiting = yield from choose("which", m.WHICH_QUESTION, several)
    agrees = yield from agree("answer", chosen.question, **chosen.args)
    yield from _act(s, me, chosen, Reply(choice="ok" if agrees else "no"))
