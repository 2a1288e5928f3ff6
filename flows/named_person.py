"""The named person: asked first, told who, where and until when, and never about whom."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

from flows import alerts, chase, consent, sight
from flows.check_out import under_way
from flows.closing import close
from flows.conversation import (
    Conversation,
    Script,
    Step,
    agree,
    begin,
    choose,
    conversation,
)
from flows.decisions import Decision, Say, SetConsent, Urgency
from flows.facts import (
    Alert,
    AlertKind,
    AlertState,
    Channel,
    Consent,
    NamedLink,
    Outcome,
    Person,
    Role,
    Snapshot,
    Visit,
    VisitState,
)
from flows.words import Meaning, Word, is_about
from locales import messages as m

ENDS_WITH_SAFE = frozenset({AlertKind.MISSED_CHECK_OUT, AlertKind.OPTED_OUT, AlertKind.TOO_LONG})
"""Alerts that a named person's SAFE ends. A call for help is only ever ended by the scheme."""

THEIRS = ENDS_WITH_SAFE | {AlertKind.SOS, AlertKind.COVERT}
"""Alerts that a named person's SAFE or CAN'T REACH can be about."""


def answer(s: Snapshot, me: Person, meaning: Meaning) -> list[Decision] | None:
    """What a named person's word does; None when it is not a named person's word."""
    asked = [link for link in s.named_for if link.consent is Consent.ASKED]
    agreed = [link for link in s.named_for if link.consent is Consent.AGREED]
    match meaning.word:
        case Word.OK if len(asked) > 1:
            return begin(each_in_turn, s)
        case Word.OK if asked:
            return _agree(s, me, asked[0])
        case Word.NO:
            return _no(s, me, asked, agreed)
        case Word.SAFE if agreed and not meaning.me and (meaning.name or not under_way(s, me)):
            return _about(s, me, meaning, _safe, safe_who)
        case Word.CANT_REACH if agreed:
            return _about(s, me, meaning, _cannot_reach, cannot_reach_who)
        case Word.WHERE if agreed:
            return _where(s, me, agreed)
    return None


def worried(s: Snapshot) -> bool:
    """Whether something is open about somebody who named me."""
    return bool(_open_alerts(s))


def is_about_them(s: Snapshot, me: Person, meaning: Meaning) -> bool:
    """Whether SAFE or CAN'T REACH means those who named me, and not myself or my own alert."""
    if meaning.word not in (Word.SAFE, Word.CANT_REACH) or meaning.code or not worried(s):
        return False
    if meaning.word is Word.CANT_REACH or meaning.name:
        return True
    mine = any(a.taken_by == me.id and a.state is AlertState.TAKEN for a in s.alerts)
    return not mine and under_way(s, me) is None


def alarmed(s: Snapshot, me: Person) -> list[Decision]:
    """A named person calls for help about them: whoever can act hears now."""
    alert = _gravest(_open_alerts(s))
    number = next((a.value for a in me.addresses if a.channel is not Channel.TELEGRAM), "")
    args = {
        "named": me.first_name,
        "number": number,
        "name": s.people[alert.volunteer_id].first_name,
        "code": alert.code,
    }
    said = alerts.pass_on(s, alert, m.NAMED_SAYS_HELP, args, but=me.id)
    if not said and alert.state is AlertState.OPEN:
        said = chase.climb(s, alert, alerts.visit_of(s, alert))
    return [Say(me.id, m.NAMED_ALARMED, urgency=Urgency.SAFETY), *said]


def _agree(s: Snapshot, me: Person, link: NamedLink) -> list[Decision]:
    volunteer = s.people[link.volunteer_id]
    return [
        SetConsent(volunteer.id, me.id, Consent.AGREED),
        Say(me.id, m.NAMED_THANKS, {"name": volunteer.first_name}),
        Say(volunteer.id, m.NAMED_AGREED_TELL, {"named": me.first_name}, Urgency.ROUTINE),
        *consent.replaced(s, me, volunteer),
    ]


def _no(
    s: Snapshot, me: Person, asked: list[NamedLink], agreed: list[NamedLink]
) -> list[Decision] | None:
    """NO to being asked; to "please ring them", that they cannot; else the wish to end it."""
    if len(asked) > 1:
        return begin(each_in_turn, s)
    if asked:
        return _refuse(s, me, asked[0])
    if not agreed:
        return None
    if worried(s):
        return _about(s, me, Meaning(Word.CANT_REACH), _cannot_reach, cannot_reach_who)
    if len(agreed) == 1 and Role.VOLUNTEER not in me.roles:
        return _refuse(s, me, agreed[0])
    return begin(no_longer, s)


def _refuse(s: Snapshot, me: Person, link: NamedLink) -> list[Decision]:
    """Said at any time. With a visit under way the duty co-ordinator hears at once."""
    volunteer = s.people[link.volunteer_id]
    out = any(v.volunteer_id == volunteer.id and v.state is VisitState.OUT for v in s.visits)
    urgency = Urgency.SAFETY if out else Urgency.ROUTINE
    refused: list[Decision] = [
        SetConsent(volunteer.id, me.id, Consent.REFUSED),
        Say(me.id, m.NAMED_REFUSED, {"name": volunteer.first_name}),
    ]
    stays = consent.stands(s, volunteer.id)
    if stays is not None and stays.id != me.id:
        args = {"named": me.first_name, "old": stays.first_name}
        return [*refused, Say(volunteer.id, m.NAMED_REFUSED_KEPT, args, urgency)]
    on_duty = sight.reachable_co_ordinators(s, but=volunteer.id)[:1]
    return [
        *refused,
        Say(volunteer.id, m.NAMED_REFUSED_TELL, {"named": me.first_name}, urgency),
        *(
            Say(p.id, m.NAMED_REFUSED_TELL_DUTY, {"name": volunteer.first_name}, urgency)
            for p in on_duty
        ),
    ]


@conversation("named_each")
def each_in_turn(s: Snapshot) -> Script:
    """Asked by several people: each is agreed to or refused by name."""
    me = s.me
    assert me is not None
    for link in [link for link in s.named_for if link.consent is Consent.ASKED]:
        args = {"name": s.people[link.volunteer_id].first_name}
        agreed = yield from agree(f"agree_{link.volunteer_id}", m.NAMED_ASK_ONE, **args)
        yield from _agree(s, me, link) if agreed else _refuse(s, me, link)


@conversation("named_no_longer")
def no_longer(s: Snapshot) -> Script:
    """Stop being somebody's named person; a bare NO could have meant something else."""
    me = s.me
    assert me is not None
    for link in [link for link in s.named_for if link.consent is Consent.AGREED]:
        args = {"name": s.people[link.volunteer_id].first_name}
        if (yield from agree(f"end_{link.volunteer_id}", m.NAMED_END_SURE, **args)):
            yield from _refuse(s, me, link)
        else:
            yield Say(me.id, m.NAMED_STAYS, args)


Act = Callable[[Snapshot, Person, Alert], list[Decision]]


def _about(
    s: Snapshot, me: Person, meaning: Meaning, act: Act, ask: Conversation
) -> list[Decision]:
    """Find the person that SAFE or CAN'T REACH is about; with several, ask rather than guess."""
    known = _open_alerts(s)
    if meaning.name and known:
        name = meaning.name
        known = [a for a in known if is_about(name, s.people[a.volunteer_id].first_name)]
        if not known:
            return begin(ask, s)
    if not known:
        return _nothing_open(s, me, meaning)
    untold = not meaning.name and not any(me.id in a.told for a in known)
    several = len({a.volunteer_id for a in known}) > 1
    if several or (untold and meaning.word is Word.SAFE):
        return begin(ask, s)
    return act(s, me, _gravest(known))


def _nothing_open(s: Snapshot, me: Person, meaning: Meaning) -> list[Decision]:
    """Nobody is late; a named person who worries all the same is taken at their word."""
    if meaning.word is Word.SAFE:
        return [Say(me.id, m.NAMED_NOTHING_NOW)]
    decided, told = chase.ask_for(s, AlertKind.CALL_ME, me)
    if not told:
        phone = s.scheme.phone or s.scheme.name
        return [*decided, Say(me.id, m.PERSON_ASKED_NOBODY, {"phone": phone})]
    return [*decided, Say(me.id, m.PERSON_ASKED, {"told": told})]


def _open_alerts(s: Snapshot) -> list[Alert]:
    """What is open about people who named me, whether or not I have been told of it yet."""
    mine = {link.volunteer_id for link in s.named_for if link.consent is Consent.AGREED}
    return [
        a
        for a in s.alerts
        if a.volunteer_id in mine and a.kind in THEIRS and a.state is not AlertState.CLOSED
    ]


def _gravest(known: list[Alert]) -> Alert:
    return min(known, key=lambda a: a.kind in ENDS_WITH_SAFE)


def _which(s: Snapshot) -> Generator[Step, Any, Alert]:
    """Choose one of the people something is open about; returns their gravest alert."""
    known = _open_alerts(s)
    people = dict.fromkeys(a.volunteer_id for a in known)
    offered = [(str(i), s.people[i].first_name, i) for i in people]
    chosen = yield from choose("who", m.NAMED_WHO, offered)
    return _gravest([a for a in known if a.volunteer_id == chosen])


@conversation("safe_who")
def safe_who(s: Snapshot) -> Script:
    """SAFE, but who is?"""
    assert s.me is not None
    alert = yield from _which(s)
    yield from _safe(s, s.me, alert)


@conversation("cannot_reach_who")
def cannot_reach_who(s: Snapshot) -> Script:
    """CAN'T REACH, but whom?"""
    assert s.me is not None
    alert = yield from _which(s)
    yield from _cannot_reach(s, s.me, alert)


def _safe(s: Snapshot, me: Person, alert: Alert) -> list[Decision]:
    """Reached them: ends the chase. A call for help is only passed on."""
    volunteer, visit = s.people[alert.volunteer_id], alerts.visit_of(s, alert)
    name = {"name": volunteer.first_name}
    if alert.kind not in ENDS_WITH_SAFE or visit is None:
        args = {**name, "named": me.first_name, "code": alert.code}
        return [
            Say(me.id, m.NAMED_SAFE_PASSED),
            *alerts.pass_on(s, alert, m.NAMED_SAYS_SAFE, args, but=me.id),
        ]
    ended = [
        a for a in _open_alerts(s) if a.volunteer_id == volunteer.id and a.kind in ENDS_WITH_SAFE
    ]
    late = any(a.kind is AlertKind.MISSED_CHECK_OUT for a in ended)
    close_it = late and visit.state is VisitState.OUT
    said: list[Decision] = [Say(me.id, m.NAMED_SAFE_THANKS, name)]
    if close_it and not sight.secret(s, volunteer.id):
        said.append(Say(volunteer.id, m.VOLUNTEER_MARKED_HOME, {"who": me.first_name}))
    reached = {"reached_by": me.first_name}
    for one in ended:
        said += alerts.end(s, one, Outcome.SAFE, me, m.CLOSED_BY_NAMED, None, **reached)
    return [*said, *(close(s, visit) if close_it else [])]


def _cannot_reach(s: Snapshot, me: Person, alert: Alert) -> list[Decision]:
    """Could not reach them: whoever has it hears, or the next rung comes now.

    They are never asked to go there.
    """
    args = {
        "named": me.first_name,
        "name": s.people[alert.volunteer_id].first_name,
        "code": alert.code,
    }
    said = alerts.pass_on(s, alert, m.NAMED_SAYS_CANT, args, but=me.id)
    if not said and alert.state is AlertState.OPEN:
        said = chase.climb(s, alert, alerts.visit_of(s, alert))
    if any(isinstance(d, Say) for d in said):
        return [Say(me.id, m.NAMED_CANT_THANKS), *said]
    phone = s.scheme.phone or s.scheme.name
    return [Say(me.id, m.NAMED_CANT_NOBODY, {"phone": phone}), *said]


def _where(s: Snapshot, me: Person, links: list[NamedLink]) -> list[Decision]:
    """What I was told at the start, again."""
    mine = {link.volunteer_id for link in links}
    out = [v for v in s.visits if v.volunteer_id in mine and v.state is VisitState.OUT]
    if not out:
        return [Say(me.id, m.NAMED_WHERE_NOBODY)]
    return [Say(me.id, m.NAMED_WHERE, _told_of(s, visit)) for visit in out]


def _told_of(s: Snapshot, visit: Visit) -> dict[str, object]:
    name = s.people[visit.volunteer_id].first_name
    return {"name": name, "place": visit.place, "home_by": visit.home_by}
