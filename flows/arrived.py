"""What a message means, in the order in which meanings count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flows import (
    alerts,
    asked,
    away,
    calls,
    carer,
    change_visit,
    check_out,
    co_ordinator,
    enrol,
    general,
    named_person,
    notice_answers,
    notices,
    plan_visit,
    reach,
    record,
    relay,
    safety_card,
    sos,
    stranger,
    talking,
    visit_list,
    words,
)
from flows.check_in import WHILE_OUT, check_in
from flows.conversation import begin
from flows.decisions import (
    ChangeVisit,
    CountUnknown,
    Decision,
    EndTalk,
    Join,
    KeepTalk,
    LinkAddress,
    Note,
    Say,
    StopTimer,
)
from flows.events import Arrived, ReachChanged, TimerKind
from flows.extend import extend
from flows.facts import (
    AlertState,
    Channel,
    Person,
    Reach,
    Role,
    Snapshot,
    Standing,
    VisitState,
)
from flows.words import Meaning, Word
from locales import messages as m
from locales.record_messages import RECORD_NOT_IN as NOT_CHECKED_IN

INTERRUPTS = frozenset(
    {
        Word.IN, Word.PLAN, Word.VISITS, Word.MORE, Word.MENU, Word.WHO, Word.CODE, Word.POLICE,
        Word.FALSE, Word.HAND_OVER, Word.DUTY_ON, Word.DUTY_OFF, Word.WHERE, Word.CANT_REACH,
        Word.HANDBOOK, Word.LANGUAGE, Word.NAMED, Word.INCIDENT, Word.HELP, Word.OUT,
        Word.CHANGE, Word.CANCEL_VISIT, Word.CARD, Word.RECORD, Word.MATCH, Word.TASKS, Word.DONE,
        Word.NOTICE, Word.NOTICES, Word.AWAY,
    }
)  # fmt: skip
"""Words that mean themselves even while a question waits, when they are the whole message."""


def arrived(event: Arrived, s: Snapshot) -> list[Decision]:
    """Everything that follows from a message, a button or a key."""
    if event.edited:
        return []
    if s.me is None or _links(event, s):
        return _linked(event, s) if s.invitation else stranger.greet(s, event)
    if event.channel is Channel.VOICE:
        return calls.key_pressed(s, s.me, event.choice or "")
    meaning = words.understand(event.text) if event.text else None
    decided = _safety(s, s.me, event, meaning)
    if decided is None:
        decided = _ordinary(s, s.me, event, meaning)
    if s.unknown_count and not any(isinstance(d, CountUnknown) for d in decided):
        decided = [CountUnknown(s.me.id, 0), *decided]
    return decided


def _links(event: Arrived, s: Snapshot) -> bool:
    """A one-time link was opened."""
    return s.invitation is not None and event.text.startswith("/start ")


def _linked(event: Arrived, s: Snapshot) -> list[Decision]:
    """The person behind a one-time link is here now: this address is theirs."""
    assert s.invitation is not None
    role, me = s.invitation.role, s.people[s.invitation.person_id]
    if s.me is not None and s.me.id != me.id:
        return _then_resume(s, [Say(s.me.id, m.LINK_NOT_YOURS)])
    link = LinkAddress(me.id, event.channel, event.address, first=True)
    s = replace(s, me=me)
    if me.standing is Standing.ACTIVE and role in me.roles:
        return [link, Join(s.invitation.id, me.id), *general.show_menu(s, me)]  # type: ignore[union-attr]
    return [link, *begin(enrol.ENROLMENTS[role], s)]


def _safety(
    s: Snapshot, me: Person, event: Arrived, meaning: Meaning | None
) -> list[Decision] | None:
    """The words that nothing may swallow: covert, SOS, HELP while out, OUT while out."""
    if me.standing is not Standing.ACTIVE:
        return None
    if words.is_covert(event.text, me.covert_word):
        return _then_resume(s, sos.covert(s, me))
    if meaning is None:
        return None
    out = check_out.under_way(s, me) is not None
    police = meaning.word is Word.POLICE and not meaning.code and not alerts.is_co_ordinator(me)
    if meaning.word is Word.SOS or (out and (meaning.word is Word.HELP or police)):
        return _then_resume(s, sos.sos(s, me))
    if meaning.word is Word.OUT and out:
        return _then_resume(s, check_out.check_out(s, me))
    return None


def _ordinary(s: Snapshot, me: Person, event: Arrived, meaning: Meaning | None) -> list[Decision]:
    found = asked.answer(s, me, event, meaning)
    if found is not None:
        return _then_resume(s, found)
    if event.choice is not None:
        return talking.pressed(s, me, event.choice)
    if me.standing is not Standing.ACTIVE and s.talk is None:
        return _invited(s, me, event)
    if s.talk is not None:
        if me.standing is Standing.ACTIVE and meaning and _interrupts(s, meaning):
            return _then_resume(s, _command(s, me, event, meaning) or [])
        answered = talking.answer(s, me, event, meaning)
        return [*_not_checked_in(s, me, meaning, answered), *answered]
    found = _command(s, me, event, meaning) if meaning else None
    if found is None:
        found = _without_words(s, me, event)
    return found if found is not None else _not_understood(s, me, event)


def _interrupts(s: Snapshot, meaning: Meaning) -> bool:
    if meaning.word is Word.SAFE:
        return meaning.code is not None or named_person.worried(s)
    if meaning.word is Word.CHANGE and s.talk and s.talk.flow == plan_visit.plan_visit.name:
        return False  # they mean the plan that is being said back
    if meaning.word is Word.CANCEL_VISIT and s.talk and s.talk.flow in _OFF_IS_AN_ANSWER:
        return False
    if record.takes(s, meaning) or safety_card.takes(s, meaning):
        return False
    whole = not meaning.rest or meaning.word in (Word.HAND_OVER, Word.HELP, Word.DONE)
    whole = whole or (meaning.word is Word.AWAY and away.is_off(meaning.rest))
    return meaning.word in INTERRUPTS and whole


_OFF_IS_AN_ANSWER = frozenset(
    {plan_visit.plan_visit.name, change_visit.change_visit.name, change_visit.call_off.name}
)
"""Conversations in which OFF is about the visit they are about, and begins none anew."""


def _not_checked_in(
    s: Snapshot, me: Person, meaning: Meaning | None, answered: list[Decision]
) -> list[Decision]:
    """IN with more ("in zoo until 5"), of which the question that waits could make nothing:
    nobody may believe that they are watched now."""
    if meaning is None or meaning.word is not Word.IN or Role.VOLUNTEER not in me.roles:
        return []
    if s.talk is None or s.talk.flow in _SAYS_SO:
        return []
    missed = any(isinstance(d, KeepTalk) and d.talk.misses > s.talk.misses for d in answered)
    return [Say(me.id, NOT_CHECKED_IN)] if missed else []


_SAYS_SO = frozenset({check_in.name, record.record.name, notice_answers.cannot_come.name})
"""Conversations that say themselves what they made of IN."""


def _then_resume(s: Snapshot, decided: list[Decision]) -> list[Decision]:
    """What interrupted, then the interrupted question again, unless another took its place.

    A fault in showing it must not undo what was decided: that may be a call for help.
    """
    if s.talk is None or any(isinstance(d, EndTalk) for d in decided):
        return decided
    if any(isinstance(d, KeepTalk) for d in decided):
        return [*talking.replaced(s), *decided]
    me = s.me.id if s.me else 0
    home = any(isinstance(d, ChangeVisit) and d.state is VisitState.HOME for d in decided)
    if home and s.talk.flow in (extend.name, check_in.name):
        return [*decided, EndTalk(me), StopTimer(TimerKind.TALK, me)]
    try:
        return [*decided, *talking.resumed(s)]
    except Exception as fault:  # noqa: BLE001 -- noted, and the conversation is over
        note = Note("not_resumed", f"{s.talk.flow}: {type(fault).__name__}")
        return [*decided, note, EndTalk(me), StopTimer(TimerKind.TALK, me)]


def _invited(s: Snapshot, me: Person, event: Arrived) -> list[Decision]:
    """What they are invited to, once more; somebody who has left is a stranger again."""
    shown = asked.show(s, me)
    if not shown and me.standing is Standing.INVITED and s.invitations:
        return enrol.too_old(s, me)
    return shown or stranger.greet(s, event, me)


Answerer = Callable[[Snapshot, Person, Arrived, Meaning], list[Decision] | None]


def _command(s: Snapshot, me: Person, event: Arrived, meaning: Meaning) -> list[Decision] | None:
    """A word that means something to this person; None when it means nothing."""
    found = _for_all(s, me, event, meaning)
    if found is None and named_person.is_about_them(s, me, meaning):
        found = named_person.answer(s, me, meaning)
    if found is None and alerts.is_co_ordinator(me):
        found = co_ordinator.answer(s, me, meaning)
    if found is None and Role.CARER in me.roles:
        found = carer.answer(s, me, event, meaning)
    if found is None and s.named_for:
        found = named_person.answer(s, me, meaning)
    if found is None and Role.VOLUNTEER in me.roles:
        found = _volunteer(s, me, meaning) or _visits(s, me, meaning)
    return _anybody(s, me, meaning) if found is None else found


def _for_all(s: Snapshot, me: Person, event: Arrived, meaning: Meaning) -> list[Decision] | None:
    """Words that mean the same to everybody."""
    match meaning.word:
        case Word.LANGUAGE:
            known = meaning.language in s.scheme.languages
            return general.set_language(me, meaning) if known else begin(enrol.change_language, s)
        case Word.HELP | Word.POLICE if named_person.worried(s) and not meaning.code:
            return named_person.alarmed(s, me)
        case Word.HELP if Role.CARER in me.roles:
            return carer.cried(s, me, event.text, meaning)
        case Word.HELP:
            return [Say(me.id, m.HELP_NOW), *general.show_menu(s, me)]
        case Word.STOP if event.channel is not Channel.SMS:
            return _opts(s, event, Reach.OPTED_OUT)
        case Word.START:
            return [*_opts(s, event, Reach.OK), *general.show_menu(s, me)]
        case Word.MENU:
            return general.show_menu(s, me)
    return None


def _opts(s: Snapshot, event: Arrived, wanted: Reach) -> list[Decision]:
    """STOP and START where no carrier acts on them: the same, by our own hand."""
    changed = ReachChanged(
        event.channel, event.address, event.provider_id, event.sent_at, wanted, event.text
    )
    return reach.changed(s, changed)


def _volunteer(s: Snapshot, me: Person, meaning: Meaning) -> list[Decision] | None:
    match meaning.word:
        case Word.IN:
            return begin(check_in, s, meaning.rest)
        case Word.OUT:
            return check_out.check_out(s, me)
        case Word.MORE:
            return begin(extend, s, meaning.rest)
        case Word.PLAN:
            return begin(plan_visit.plan_visit, s, meaning.rest)
        case Word.NAMED:
            return begin(enrol.name_person, s)
        case Word.INCIDENT | Word.CONCERN:
            return general.ring_me(s, me, m.INCIDENT_NOW)
        case Word.RECEIPT:
            return [Say(me.id, m.RECEIPT_LATER)]
        case Word.HANDBOOK:
            return [Say(me.id, m.HANDBOOK)]
        case Word.NO:
            off = check_out.awaited(s, me)
            return list(change_visit.take_off(s, me, off)) if off else None
    return None


def _visits(s: Snapshot, me: Person, meaning: Meaning) -> list[Decision] | None:
    """A volunteer's words about visits planned or past, and about themselves."""
    match meaning.word:
        case Word.VISITS:
            return begin(visit_list.visits, s)
        case Word.CHANGE:
            return begin(change_visit.change_visit, s, meaning.rest)
        case Word.CANCEL_VISIT:
            return begin(change_visit.call_off, s, meaning.rest)
        case Word.CARD:
            return begin(safety_card.card, s)
        case Word.RECORD:
            return begin(record.record, s)
        case Word.RELAY:
            return relay.from_volunteer(s, me, meaning.rest)
        case Word.NOTICES:
            return notices.show(s, me)
        case Word.AWAY:
            return away.answer(s, me, meaning.rest)
    return None


def _anybody(s: Snapshot, me: Person, meaning: Meaning) -> list[Decision] | None:
    if meaning.word in (Word.LEAVE, Word.BACK):
        return [Say(me.id, m.NOTHING_TO_LEAVE, {"menu": general.menu(me)})]
    visit = check_out.under_way(s, me)
    if meaning.word in (Word.OK, Word.NO, Word.SAFE) and visit is not None:
        return [Say(me.id, m.LATE_VOLUNTEER, {"home_by": visit.home_by}, options=WHILE_OUT)]
    if meaning.word in (Word.OK, Word.NO):
        waits = co_ordinator.untaken(s, me) if meaning.word is Word.OK else None
        return [waits or Say(me.id, m.ALL_WELL)]
    return None


def _without_words(s: Snapshot, me: Person, event: Arrived) -> list[Decision] | None:
    """Pictures, voice notes and places, which are not words."""
    if event.place is not None:
        return _place(s, me, event)
    if event.files and Role.VOLUNTEER in me.roles:
        return [Say(me.id, m.RECEIPT_LATER)]
    if event.files or event.unsupported:
        return [Say(me.id, m.CANT_READ_THAT)]
    return None


def _place(s: Snapshot, me: Person, event: Arrived) -> list[Decision]:
    """Kept with the visit, and passed to whoever can help while help is wanted."""
    place, visit = event.place, check_out.under_way(s, me)
    assert place is not None
    said: list[Decision] = []
    for alert in s.alerts:
        if alert.volunteer_id == me.id and alert.state is not AlertState.CLOSED:
            said += alerts.pass_place(s, alert, place)
    if visit is None:
        return [Say(me.id, m.PLACE_NOT_NEEDED), *said]
    where = f"{visit.place.partition(' (')[0]} ({place.latitude:.5f}, {place.longitude:.5f})"
    return [Say(me.id, m.PLACE_NOTED), ChangeVisit(visit.id, place=where), *said]


def _not_understood(s: Snapshot, me: Person, event: Arrived) -> list[Decision]:
    if Role.CARER in me.roles and event.text:
        found = carer.unclear(s, me, event)
        if found is not None:
            return found
    again = asked.once_more(s, me) if event.text else []
    decided = general.not_understood(s, me, again)
    if any(isinstance(d, Say) for d in decided):
        return decided
    return [*decided, *begin(general.a_person, s)]
