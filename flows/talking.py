"""A person's conversation under way: replies, BACK, LEAVE, old buttons, and waits that end."""

from __future__ import annotations

from dataclasses import replace

from flows import (  # noqa: F401  each import registers its conversations by name
    away,
    carer,
    change_visit,
    check_in,
    enrol,
    extend,
    general,
    notices,
    plan_visit,
    record,
    relay,
    safety_card,
    visit_list,
)
from flows.answers import Reply
from flows.conversation import CONVERSATIONS, Conversation, back, reply, show_again
from flows.decisions import Decision, EndTalk, KeepTalk, Say, SetTimer, StopTimer, Urgency
from flows.events import Arrived, TimerKind
from flows.facts import Person, Snapshot, Talk
from flows.words import Meaning, Word
from locales import messages as m


def under_way(s: Snapshot) -> tuple[Conversation, Talk] | None:
    """The conversation that waits for me; None where there is none, or none of that name now."""
    if s.talk is None:
        return None
    known = CONVERSATIONS.get(s.talk.flow)
    return (known, s.talk) if known is not None and known.version == s.talk.version else None


def answer(s: Snapshot, me: Person, event: Arrived, meaning: Meaning | None) -> list[Decision]:
    """A reply to what was shown."""
    found = under_way(s)
    if found is None:
        return [EndTalk(me.id), Say(me.id, m.TALK_EXPIRED)]
    conv, talk = found
    if meaning is not None and meaning.word is Word.BACK:
        return back(conv, s, talk)
    if meaning is not None and _puts_away(conv, meaning):
        left = Say(me.id, conv.left_with or m.LEFT)
        return [EndTalk(me.id), StopTimer(TimerKind.TALK, me.id), left]
    if (event.files or event.unsupported) and not event.text:
        return show_again(conv, s, talk, before=m.CANT_READ_THAT)
    return reply(conv, s, talk, Reply(event.text, place=event.place))


def _puts_away(conv: Conversation, meaning: Meaning) -> bool:
    """LEAVE; and OFF, while a plan is made that nobody has said OK to."""
    off = meaning.word is Word.CANCEL_VISIT and not meaning.rest
    unplanned = off and conv.name == plan_visit.plan_visit.name
    return meaning.word in (Word.LEAVE, Word.STOP) or unplanned


def pressed(s: Snapshot, me: Person, choice: str) -> list[Decision]:
    """A button of a question. An old one has expired; the same one twice is one answer."""
    prompt, _, key = choice.partition(":")
    found = under_way(s)
    if found is None:
        return [Say(me.id, m.EXPIRED_BUTTON), *general.show_menu(s, me)]
    conv, talk = found
    if talk.shown is not None and str(talk.shown.id) == prompt:
        return reply(conv, s, talk, Reply(choice=key, pressed=choice))
    if any(kept.raw == choice for kept in talk.answers.values()):
        return []
    return show_again(conv, s, talk, before=m.EXPIRED_BUTTON)


def resumed(s: Snapshot) -> list[Decision]:
    """After an interruption, the interrupted question once more."""
    found = under_way(s)
    return show_again(found[0], s, found[1]) if found else []


def replaced(s: Snapshot) -> list[Decision]:
    """Another conversation takes the place of mine: said where it could be taken to be done."""
    found = under_way(s)
    message = found[0].replaced_with if found else None
    return [Say(s.me.id, message)] if s.me and message else []


def waited(s: Snapshot) -> list[Decision]:
    """Nobody answered: shown once more where that matters, then put away and said so."""
    if s.talk is None or s.me is None:
        return []
    me, found = s.me, under_way(s)
    if found is None:
        return [EndTalk(me.id)]
    conv, talk = found
    if s.now < talk.expires_at:
        return _nudged(conv, s, talk)
    ended: list[Decision] = [EndTalk(me.id)]
    if conv.on_expiry is not None:
        return ended + conv.on_expiry(s, talk)
    return [*ended, Say(me.id, m.TALK_EXPIRED, urgency=Urgency.ROUTINE)]


def _nudged(conv: Conversation, s: Snapshot, talk: Talk) -> list[Decision]:
    """The question again, without giving it more time than it had."""
    assert s.me is not None
    again = [
        d
        for d in show_again(conv, s, talk, before=conv.nudge_with)
        if not (isinstance(d, SetTimer) and d.kind is TimerKind.TALK)
    ]
    if not any(isinstance(d, KeepTalk) for d in again):
        return again
    kept = [_no_later(d, talk) for d in again]
    return [*kept, SetTimer(TimerKind.TALK, s.me.id, talk.expires_at)]


def _no_later(decision: Decision, talk: Talk) -> Decision:
    if not isinstance(decision, KeepTalk):
        return decision
    return KeepTalk(decision.person, replace(decision.talk, expires_at=talk.expires_at))
