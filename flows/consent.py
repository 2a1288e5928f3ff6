"""Who has been asked to be a named person and does not answer; who makes room when they agree."""

from __future__ import annotations

from datetime import timedelta

from flows import sight
from flows.decisions import AskAgain, Decision, Say, SetTimer, Urgency
from flows.events import TimerKind
from flows.facts import Consent, NamedLink, Person, Snapshot, Standing
from locales import messages as m
from locales.message import Message

AGAIN = timedelta(hours=24)
"""How long an answer is waited for before asking once more, and then before saying so."""


def ask(s: Snapshot, me: Person, person: int, named: str, *, again: bool = False) -> Say:
    """May we text you? A named person's language is not known before they have chosen one."""
    args = {"named": named, "name": me.first_name, "scheme": s.scheme.name}
    urgency = Urgency.ROUTINE if again else Urgency.REPLY
    return Say(person, m.NAMED_ASK, args, urgency, both_languages=True)


def wait(s: Snapshot, me: Person) -> SetTimer:
    """Look again whether they have answered."""
    return SetTimer(TimerKind.CONSENT, me.id, s.now + AGAIN)


def unanswered(s: Snapshot) -> list[Decision]:
    """A day without an answer: once more. Another day: say who stands in."""
    me = s.me
    asked = _links(s, me.id, Consent.ASKED) if me else []
    if me is None or me.standing is not Standing.ACTIVE or not asked:
        return []
    named = s.people[asked[0].person_id]
    if asked[0].reminded_at is None:
        again = ask(s, me, named.id, named.first_name, again=True)
        return [AskAgain(me.id, named.id), wait(s, me), again]
    return _say_so(s, me, named)


def _say_so(s: Snapshot, me: Person, named: Person) -> list[Decision]:
    args: dict[str, object] = {"name": me.first_name, "named": named.first_name}
    old = stands(s, me.id)
    if old is not None:
        return [Say(me.id, m.NAMED_SILENT_KEPT, {**args, "old": old.first_name}, Urgency.ROUTINE)]
    duty = sight.reachable_co_ordinators(s, but=me.id)[:1]
    return [
        Say(me.id, m.NAMED_SILENT_TELL, {**args, "who": stand_in(s, me)}, Urgency.ROUTINE),
        *(Say(person.id, m.NAMED_SILENT_DUTY, args, Urgency.ROUTINE) for person in duty),
    ]


def stands(s: Snapshot, volunteer: int) -> Person | None:
    """The named person who has agreed, whoever else has been asked since."""
    agreed = _links(s, volunteer, Consent.AGREED)
    return s.people.get(agreed[0].person_id) if agreed else None


def stand_in(s: Snapshot, me: Person) -> str | Message:
    """Who stands in while no named person can: as at check-in, those on duty first."""
    able = sight.reachable_co_ordinators(s, but=me.id)
    return able[0].first_name if able else m.A_CO_ORDINATOR


def replaced(s: Snapshot, me: Person, volunteer: Person) -> list[Decision]:
    """I have agreed, so whoever stood before me is thanked and may rest."""
    args = {"name": volunteer.first_name, "named": me.first_name}
    before = [k.person_id for k in _links(s, volunteer.id, Consent.AGREED) if k.person_id != me.id]
    return [Say(person, m.NAMED_REPLACED, args, Urgency.ROUTINE) for person in before]


def _links(s: Snapshot, volunteer: int, consent: Consent) -> list[NamedLink]:
    return [k for k in s.named if k.volunteer_id == volunteer and k.consent is consent]
