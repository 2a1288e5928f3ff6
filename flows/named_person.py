"""The named person: asked first, told who, where and until when, and never about whom."""

from __future__ import annotations

from flows import alerts, chase
from flows.check_out import close
from flows.decisions import Decision, Say, SetConsent, Urgency
from flows.facts import (
    Alert,
    AlertKind,
    AlertState,
    Consent,
    NamedLink,
    Outcome,
    Person,
    Role,
    Snapshot,
    Visit,
    VisitState,
)
from flows.words import Meaning, Word
from locales import messages as m

ENDS_WITH_SAFE = frozenset({AlertKind.MISSED_CHECK_OUT, AlertKind.OPTED_OUT, AlertKind.TOO_LONG})
"""Alerts that a named person's SAFE ends. A call for help is only ever ended by the scheme."""


def answer(s: Snapshot, me: Person, meaning: Meaning) -> list[Decision] | None:
    """What a named person's word does; None when it is not a named person's word."""
    links = [link for link in s.named_for if link.consent is not Consent.REFUSED]
    asked = [link for link in links if link.consent is Consent.ASKED]
    if meaning.word is Word.OK and asked:
        return _agree(s, me, asked[0])
    if meaning.word is Word.NO and links and Role.VOLUNTEER not in me.roles:
        return [d for link in links for d in _refuse(s, me, link)]
    if meaning.word is Word.NO and asked:
        return _refuse(s, me, asked[0])
    if meaning.word is Word.SAFE and not meaning.code and links:
        return _safe(s, me, links)
    if meaning.word is Word.CANT_REACH and links:
        return _cannot_reach(s, me, links)
    if meaning.word is Word.WHERE and links:
        return _where(s, me, links)
    return None


def _agree(s: Snapshot, me: Person, link: NamedLink) -> list[Decision]:
    volunteer = s.people[link.volunteer_id]
    return [
        SetConsent(volunteer.id, me.id, Consent.AGREED),
        Say(me.id, m.NAMED_THANKS, {"name": volunteer.first_name}),
        Say(volunteer.id, m.NAMED_AGREED_TELL, {"named": me.first_name}, Urgency.ROUTINE),
    ]


def _refuse(s: Snapshot, me: Person, link: NamedLink) -> list[Decision]:
    """Said at any time. With a visit under way the duty co-ordinator hears at once."""
    volunteer = s.people[link.volunteer_id]
    out = any(v.volunteer_id == volunteer.id and v.state is VisitState.OUT for v in s.visits)
    urgency = Urgency.SAFETY if out else Urgency.ROUTINE
    on_duty = chase.reachable_co_ordinators(s, but=volunteer.id)[:1]
    return [
        SetConsent(volunteer.id, me.id, Consent.REFUSED),
        Say(me.id, m.NAMED_REFUSED, {"name": volunteer.first_name}),
        Say(volunteer.id, m.NAMED_REFUSED_TELL, {"named": me.first_name}, urgency),
        *(
            Say(p.id, m.NAMED_REFUSED_TELL_DUTY, {"name": volunteer.first_name}, urgency)
            for p in on_duty
        ),
    ]


def _open_alerts(s: Snapshot, links: list[NamedLink]) -> list[Alert]:
    """What is open about people who named me."""
    mine = {link.volunteer_id for link in links}
    return [a for a in s.alerts if a.volunteer_id in mine and a.state is not AlertState.CLOSED]


def _safe(s: Snapshot, me: Person, links: list[NamedLink]) -> list[Decision]:
    """Reached them: ends the chase. A call for help is only passed on."""
    told = [a for a in _open_alerts(s, links) if me.id in a.told]
    if not told:
        return [Say(me.id, m.NAMED_NOTHING_NOW)]
    alert = next((a for a in told if a.kind not in ENDS_WITH_SAFE), told[0])
    volunteer = s.people[alert.volunteer_id]
    name = {"name": volunteer.first_name}
    if alert.kind not in ENDS_WITH_SAFE:
        passed = {**name, "named": me.first_name, "code": alert.code}
        return [
            Say(me.id, m.NAMED_SAFE_PASSED, name),
            *alerts.pass_on(s, alert, m.NAMED_SAYS_SAFE, passed),
        ]
    visit = alerts.visit_of(s, alert)
    closed = close(visit) if visit and alert.kind is AlertKind.MISSED_CHECK_OUT else []
    return [
        *alerts.end(s, alert, Outcome.SAFE, me, m.CLOSED_BY_NAMED, reached_by=me.first_name),
        *closed,
        Say(me.id, m.NAMED_SAFE_THANKS, name),
        Say(volunteer.id, m.VOLUNTEER_MARKED_HOME, {"who": me.first_name}),
    ]


def _cannot_reach(s: Snapshot, me: Person, links: list[NamedLink]) -> list[Decision]:
    """Could not reach them: the next rung comes now. They are never asked to go there."""
    told = [a for a in _open_alerts(s, links) if me.id in a.told]
    if not told:
        return [Say(me.id, m.NAMED_NOTHING_NOW)]
    alert = told[0]
    thanks = Say(me.id, m.NAMED_CANT_THANKS)
    args = {
        "named": me.first_name,
        "name": s.people[alert.volunteer_id].first_name,
        "code": alert.code,
    }
    passed = alerts.pass_on(s, alert, m.NAMED_SAYS_CANT, args)
    if passed or alert.state is not AlertState.OPEN:
        return [thanks, *passed]
    return [thanks, *chase.climb(s, alert, alerts.visit_of(s, alert))]


def _where(s: Snapshot, me: Person, links: list[NamedLink]) -> list[Decision]:
    """What I was told at the start, again."""
    agreed = {link.volunteer_id for link in links if link.consent is Consent.AGREED}
    out = [v for v in s.visits if v.volunteer_id in agreed and v.state is VisitState.OUT]
    if not out:
        return [Say(me.id, m.NAMED_WHERE_NOBODY)]
    return [Say(me.id, m.NAMED_WHERE, _told_of(s, visit)) for visit in out]


def _told_of(s: Snapshot, visit: Visit) -> dict[str, object]:
    name = s.people[visit.volunteer_id].first_name
    return {"name": name, "place": visit.place, "home_by": visit.home_by}
