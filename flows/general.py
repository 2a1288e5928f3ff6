"""What anybody can send: MENU, LEAVE, a language; and what is said to what nobody understood."""

from __future__ import annotations

from collections.abc import Sequence

from flows import chase
from flows.check_out import under_way
from flows.conversation import Script, agree, conversation
from flows.decisions import CountUnknown, Decision, Option, Say, SetLanguage
from flows.facts import AlertKind, Person, Role, Snapshot, Standing
from flows.words import Meaning
from locales import carer_messages as cm
from locales import confirm_messages as cfm
from locales import messages as m
from locales.message import Message

PATIENCE = 3
"""After so many messages in a row that nobody understood, a person is offered."""


def menu(me: Person) -> Message:
    """What this person can send, by what they are to the scheme."""
    if me.standing is Standing.INVITED:
        return m.MENU_INVITED
    if Role.VOLUNTEER in me.roles:
        return m.MENU_VOLUNTEER
    if Role.CO_ORDINATOR in me.roles:
        return m.MENU_CO_ORDINATOR
    return cm.MENU_CARER if Role.CARER in me.roles else m.MENU_NAMED


def show_menu(s: Snapshot, me: Person) -> list[Decision]:
    """All of it: who is a carer besides something else gets a carer's words as well."""
    shown: list[Decision] = [Say(me.id, menu(me), options=_buttons(s, me))]
    if Role.CARER in me.roles and menu(me) not in (cm.MENU_CARER, m.MENU_INVITED):
        shown.append(Say(me.id, cm.MENU_CARER))
    return shown


def _buttons(s: Snapshot, me: Person) -> tuple[Option, ...]:
    words: tuple[str, ...] = ()
    if Role.VOLUNTEER in me.roles:
        out = under_way(s, me) is not None
        words = ("OUT", "MORE 30", "SOS") if out else ("IN", "PLAN", "VISITS", "SOS")
    elif Role.CO_ORDINATOR in me.roles:
        words = ("WHO", "DUTY OFF" if me.on_duty else "DUTY ON")
    elif Role.CARER in me.roles:
        words = ("VISITS", "CHANGE", "WORRY")
    return tuple(Option(word, word, word) for word in words)


def not_understood(s: Snapshot, me: Person, again: Sequence[Decision] = ()) -> list[Decision]:
    """Short and useful; after three in a row, a person. `again` asks what waits once more."""
    count = s.unknown_count + 1
    if count >= PATIENCE:
        return [CountUnknown(me.id, 0)]
    if again:
        return [CountUnknown(me.id, count), Say(me.id, cfm.ASKED_NOT_UNDERSTOOD), *again]
    visit = under_way(s, me)
    if visit is not None:
        said = Say(me.id, m.NOT_UNDERSTOOD_OUT, {"home_by": visit.home_by})
    else:
        said = Say(me.id, m.NOT_UNDERSTOOD, {"menu": menu(me)}, options=_buttons(s, me))
    return [CountUnknown(me.id, count), said]


@conversation("person")
def a_person(s: Snapshot) -> Script:
    """Offer to have somebody ring."""
    me = s.me
    assert me is not None
    if (yield from agree("ring", m.PERSON_OFFER)):
        yield from ring_me(s, me, m.PERSON_ASKED)
    else:
        yield Say(me.id, m.PERSON_NO)


def ring_me(s: Snapshot, me: Person, message: Message) -> list[Decision]:
    """Ask a co-ordinator to ring; says whom it told, and says so if that is nobody."""
    raised, names = chase.ask_for(s, AlertKind.CALL_ME, me)
    if not names:
        phone = s.scheme.phone or s.scheme.name
        return [*raised, Say(me.id, m.PERSON_ASKED_NOBODY, {"phone": phone})]
    return [*raised, Say(me.id, message, {"told": names})]


def set_language(me: Person, meaning: Meaning) -> list[Decision]:
    """CYMRAEG or ENGLISH: from now on, and the answer is in it already."""
    assert meaning.language is not None
    return [SetLanguage(me.id, meaning.language), Say(me.id, m.LANGUAGE_SET)]
