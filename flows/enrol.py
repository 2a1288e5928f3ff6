"""Joining: accept, language, privacy in one breath, a named person, a covert word."""

from __future__ import annotations

from collections.abc import Iterable

from flows.answers import AFirstName, APhone, ASecretWord
from flows.conversation import Script, agree, ask, choose, conversation
from flows.decisions import (
    Decision,
    Decline,
    Join,
    NamePerson,
    Say,
    SetCovertWord,
    SetLanguage,
    Urgency,
)
from flows.facts import Channel, Person, Role, Snapshot
from flows.words import is_pleasantry, understand
from locales import messages as m
from locales.message import Message

LANGUAGES: dict[str, Message] = {"en": m.LANGUAGE_ENGLISH, "cy": m.LANGUAGE_WELSH}


def invitation(person: Person, role: Role, scheme_name: str) -> Say:
    """The first message an invited person gets, in both languages until theirs is known."""
    message = m.INVITE_CO_ORDINATOR if role is Role.CO_ORDINATOR else m.INVITE_VOLUNTEER
    args = {"name": person.first_name, "scheme": scheme_name}
    return Say(person.id, message, args, both_languages=person.language is None)


@conversation("enrol")
def enrol(s: Snapshot) -> Script:
    """An invited person becomes one of us, or declines."""
    me, invited = s.me, s.invitation
    assert me is not None
    args = {"name": me.first_name, "scheme": s.scheme.name}
    joins = yield from agree("accept", m.ENROL_ACCEPT, **args)
    if joins:
        yield from language("language", s, me)
        joins = yield from agree("privacy", m.ENROL_PRIVACY)
    if not joins:
        yield from _decline(s, me)
        return
    if invited is not None and invited.role is Role.CO_ORDINATOR:
        yield Join(invited.id, me.id)
        yield Say(me.id, m.ENROL_DONE_CO_ORDINATOR, args)
        return
    yield from _named_and_covert(s, me)


def _decline(s: Snapshot, me: Person) -> Script:
    if s.invitation is not None:
        yield Decline(s.invitation.id, me.id)
    yield Say(me.id, m.ENROL_REFUSED)
    yield from _tell_duty(s, me, m.ENROL_REFUSED_TELL)


def _named_and_covert(s: Snapshot, me: Person) -> Script:
    named = yield from ask("named", m.ENROL_NAMED_NAME, AFirstName())
    phone = yield from ask("phone", m.ENROL_NAMED_PHONE, APhone(own_numbers(me)), named=named)
    word = yield from ask("covert", m.ENROL_COVERT, ASecretWord(_means_something))
    if s.invitation is not None:
        yield Join(s.invitation.id, me.id)
    yield SetCovertWord(me.id, word)
    yield from ask_named_person(s, me, named, phone)
    yield Say(me.id, m.ENROL_DONE, {"name": me.first_name, "named": named})
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
    args = {"named": named, "name": me.first_name, "scheme": s.scheme.name}
    yield Say(person, m.NAMED_ASK, args, both_languages=True)


def language(name: str, s: Snapshot, me: Person) -> Script:
    """Offer the scheme's languages; at the first contact, before anything else."""
    offered = [(code, LANGUAGES[code], code) for code in s.scheme.languages if code in LANGUAGES]
    chosen = yield from choose(name, m.ENROL_LANGUAGE, offered)
    yield SetLanguage(me.id, chosen)


def _tell_duty(s: Snapshot, me: Person, message: Message) -> Iterable[Decision]:
    for person in [p for p in s.co_ordinators if p.id != me.id][:1]:
        yield Say(person.id, message, {"name": me.first_name}, Urgency.ROUTINE)


@conversation("name_person")
def name_person(s: Snapshot) -> Script:
    """A volunteer names somebody else."""
    me = s.me
    assert me is not None
    named = yield from ask("named", m.ENROL_NAMED_NAME, AFirstName())
    phone = yield from ask("phone", m.ENROL_NAMED_PHONE, APhone(own_numbers(me)), named=named)
    yield from ask_named_person(s, me, named, phone)
    yield Say(me.id, m.NAMED_ASKED, {"named": named})


@conversation("language")
def change_language(s: Snapshot) -> Script:
    """Another language from now on."""
    assert s.me is not None
    yield from language("language", s, s.me)
    yield Say(s.me.id, m.LANGUAGE_SET)
