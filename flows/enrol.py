"""Joining: accept, language, privacy in one breath, a named person, a covert word.

One conversation a role, so that an answer can only ever be to the invitation it was asked for.
A role is given when its own invitation has been accepted and everything asked, never before.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import Any

from flows import chase, consent, digest, sight
from flows.conversation import (
    Conversation,
    Script,
    Step,
    agree,
    ask,
    begin,
    choose,
    conversation,
)
from flows.decisions import (
    Decision,
    Decline,
    Join,
    LinkAddress,
    NamePerson,
    Say,
    SetCovertWord,
    SetLanguage,
    Urgency,
)
from flows.facts import AlertKind, Channel, Invitation, Person, Role, Snapshot, Standing, Talk
from flows.typed_answers import AFirstName, APhone, ASecretWord
from flows.words import is_pleasantry, understand
from locales import carer_messages as cm
from locales import messages as m
from locales.message import Message

LANGUAGES: dict[str, Message] = {"en": m.LANGUAGE_ENGLISH, "cy": m.LANGUAGE_WELSH}

ACCEPT: dict[Role, Message] = {
    Role.VOLUNTEER: m.ENROL_ACCEPT,
    Role.CO_ORDINATOR: m.INVITE_CO_ORDINATOR,
    Role.CARER: cm.INVITE_CARER,
}
"""How each role is asked for, once more, when the first message has been read."""


def invitation(person: Person, role: Role, scheme_name: str) -> Say:
    """The first message an invited person gets, in both languages until theirs is known."""
    message = m.INVITE_VOLUNTEER if role is Role.VOLUNTEER else ACCEPT[role]
    args = {"name": person.first_name, "scheme": scheme_name}
    return Say(person.id, message, args, both_languages=person.language is None)


def invited(s: Snapshot, role: Role) -> Invitation | None:
    """My newest unused invitation for this role. One that was answered in time may be finished
    later; one that has become too old cannot be begun (`open_roles`)."""
    return next((one for one in reversed(s.invitations) if one.role is role), None)


def open_roles(s: Snapshot, me: Person) -> list[Role]:
    """What I am asked to join as and can accept now, in the order of asking."""
    mine = me.roles if me.standing is Standing.ACTIVE else frozenset[Role]()
    live = [one.role for one in s.invitations if one.expires_at > s.now]
    return [role for role in dict.fromkeys(live) if role in ENROLMENTS and role not in mine]


def too_old(s: Snapshot, me: Person, urgency: Urgency = Urgency.REPLY) -> list[Decision]:
    """Say so plainly, and whom to ask."""
    args = {"name": me.first_name, "phone": s.scheme.phone or s.scheme.name}
    return [Say(me.id, m.INVITE_TOO_OLD, args, urgency)]


def help_first(s: Snapshot, me: Person) -> list[Decision]:
    """SOS or HELP from somebody who has not joined: where help is, and a person rings."""
    raised, told = chase.ask_for(s, AlertKind.CALL_ME, me)
    phone = s.scheme.phone or s.scheme.name
    if told:
        said = Say(me.id, m.ENROL_HELP, {"told": told, "phone": phone}, Urgency.SAFETY)
    else:
        said = Say(me.id, m.ENROL_HELP_NOBODY, {"phone": phone}, Urgency.SAFETY)
    return [said, *raised]


def _unfinished(s: Snapshot, talk: Talk) -> list[Decision]:
    """Who thinks they have joined has not: said, with the way on."""
    me = s.me
    assert me is not None
    if not open_roles(s, me):
        return too_old(s, me, Urgency.ROUTINE)
    return [Say(me.id, m.ENROL_UNFINISHED, urgency=Urgency.ROUTINE)]


@conversation("enrol", on_expiry=_unfinished)
def enrol(s: Snapshot) -> Script:
    """Somebody becomes a volunteer, or declines."""
    yield from _joining(s, Role.VOLUNTEER)


@conversation("enrol_co_ordinator", on_expiry=_unfinished)
def enrol_co_ordinator(s: Snapshot) -> Script:
    """Somebody becomes a co-ordinator, or declines."""
    yield from _joining(s, Role.CO_ORDINATOR)


@conversation("enrol_carer", on_expiry=_unfinished)
def enrol_carer(s: Snapshot) -> Script:
    """Somebody becomes a carer who is told of visits, or declines."""
    yield from _joining(s, Role.CARER)


ENROLMENTS: dict[Role, Conversation] = {
    Role.VOLUNTEER: enrol,
    Role.CO_ORDINATOR: enrol_co_ordinator,
    Role.CARER: enrol_carer,
}

PRIVACY: dict[Role, Message] = {
    Role.VOLUNTEER: m.ENROL_PRIVACY,
    Role.CO_ORDINATOR: m.ENROL_PRIVACY_CO_ORDINATOR,
    Role.CARER: cm.ENROL_PRIVACY_CARER,
}
"""What is kept and who sees it, in one breath."""


def _joining(s: Snapshot, role: Role) -> Script:
    me, mine = s.me, invited(s, role)
    assert me is not None
    assert mine is not None, "flows.asked ends a conversation about no invitation"
    args = {"name": me.first_name, "scheme": s.scheme.name}
    joins = yield from agree("accept", ACCEPT[role], **args)
    if joins:
        joins = yield from _first_things(s, me, role)
    if joins:
        yield from _own_number(me)
    if not joins:
        yield from _decline(s, me, mine)
    elif role is Role.CO_ORDINATOR:
        yield Join(mine.id, me.id)
        yield digest.first(s, me)
        yield Say(me.id, m.ENROL_DONE_CO_ORDINATOR, args)
    elif role is Role.CARER:
        yield Join(mine.id, me.id)
        yield Say(me.id, cm.ENROL_DONE_CARER, args)
        yield from _tell_of_carer(s, me)
    else:
        yield from _named_and_covert(s, me, mine)
    yield from _next(s, me, role)


def _own_number(me: Person) -> Script:
    """Who has only Telegram can be rung all the same, by the ladder and by a co-ordinator."""
    if not own_numbers(me):
        number = yield from ask("own_number", m.ENROL_OWN_NUMBER, APhone())
        yield LinkAddress(me.id, Channel.VOICE, number)


def _first_things(s: Snapshot, me: Person, role: Role) -> Generator[Step, Any, bool]:
    """Language and privacy, unless they are known from joining in another role. What a carer
    writes is seen by others than what a volunteer does, so each is told anew."""
    here = me.standing is Standing.ACTIVE
    if not (here and me.language):
        yield from language("language", s, me)
    if here and role is not Role.CARER and me.roles - {Role.NAMED_PERSON, Role.CARER}:
        return True
    agreed: bool = yield from agree("privacy", PRIVACY[role])
    return agreed


def _decline(s: Snapshot, me: Person, mine: Invitation) -> Script:
    yield Decline(mine.id, me.id)
    if me.standing is Standing.ACTIVE or len(open_roles(s, me)) > 1:
        yield Say(me.id, m.ENROL_REFUSED_STAYS)
        return
    yield Say(me.id, m.ENROL_REFUSED)
    yield from _tell_duty(s, me, m.ENROL_REFUSED_TELL)


def _next(s: Snapshot, me: Person, role: Role) -> Iterable[Decision]:
    """Each invitation is accepted for itself: now the other one, if there is another."""
    for other in open_roles(s, me):
        if other is not role:
            return begin(ENROLMENTS[other], s)
    return []


def _named_and_covert(s: Snapshot, me: Person, mine: Invitation) -> Script:
    named = yield from ask("named", m.ENROL_NAMED_NAME, AFirstName())
    phone = yield from ask("phone", m.ENROL_NAMED_PHONE, APhone(own_numbers(me)), named=named)
    word = me.covert_word if me.standing is Standing.ACTIVE else None
    if word is None:
        word = yield from ask("covert", m.ENROL_COVERT, ASecretWord(_means_something))
    yield Join(mine.id, me.id)
    yield SetCovertWord(me.id, word)
    yield from ask_named_person(s, me, named, phone)
    args = {"name": me.first_name, "named": named, "who": consent.stand_in(s, me)}
    yield Say(me.id, m.ENROL_DONE, args)
    yield from _tell_duty(s, me, m.ENROL_JOINED_TELL)


def own_numbers(me: Person) -> frozenset[str]:
    """Nobody can be their own named person."""
    phones = (Channel.SMS, Channel.WHATSAPP, Channel.VOICE)
    return frozenset(a.value for a in me.addresses if a.channel in phones)


def _means_something(word: str) -> bool:
    return understand(word) is not None or is_pleasantry(word)


def ask_named_person(s: Snapshot, me: Person, named: str, phone: str) -> Iterable[Decision]:
    """Keep them as asked, and ask them. They count only once they have agreed."""
    person = s.fresh[1]
    yield NamePerson(me.id, person, named, phone, me.language or "en")
    yield consent.wait(s, me)
    yield consent.ask(s, me, person, named)


def language(name: str, s: Snapshot, me: Person) -> Script:
    """Offer the scheme's languages; at the first contact, before anything else."""
    offered = [(code, LANGUAGES[code], code) for code in s.scheme.languages if code in LANGUAGES]
    chosen = yield from choose(name, m.ENROL_LANGUAGE, offered)
    yield SetLanguage(me.id, chosen)


def _tell_duty(s: Snapshot, me: Person, message: Message) -> Iterable[Decision]:
    for person in [p for p in s.co_ordinators if p.id != me.id][:1]:
        yield Say(person.id, message, {"name": me.first_name}, Urgency.ROUTINE)


def _tell_of_carer(s: Snapshot, me: Person) -> Iterable[Decision]:
    match = next((one for one in s.matches if one.carer_id == me.id), None)
    person = sight.in_charge(s, match, but=me.id)
    if person is None:
        return
    message = cm.CARER_JOINED_TELL if match else cm.CARER_JOINED_TELL_NO_MATCH
    args = {"name": me.first_name, "reference": match.reference if match else ""}
    yield Say(person.id, message, args, Urgency.ROUTINE)


@conversation("name_person")
def name_person(s: Snapshot) -> Script:
    """A volunteer names somebody else. Whoever has agreed stays until the new one does."""
    me = s.me
    assert me is not None
    named = yield from ask("named", m.ENROL_NAMED_NAME, AFirstName())
    phone = yield from ask("phone", m.ENROL_NAMED_PHONE, APhone(own_numbers(me)), named=named)
    old = consent.stands(s, me.id)
    if old is not None and phone in own_numbers(old):
        yield Say(me.id, m.NAMED_ALREADY, {"named": old.first_name})
        return
    yield from ask_named_person(s, me, named, phone)
    if old is not None:
        yield Say(me.id, m.NAMED_ASKED_KEPT, {"named": named, "old": old.first_name})
    else:
        yield Say(me.id, m.NAMED_ASKED, {"named": named, "who": consent.stand_in(s, me)})


@conversation("language")
def change_language(s: Snapshot) -> Script:
    """Another language from now on."""
    assert s.me is not None
    yield from language("language", s, s.me)
    yield Say(s.me.id, m.LANGUAGE_SET)
