"""Rows into facts, and facts into the columns that hold them."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from flows.facts import (
    Address,
    Agreed,
    Alert,
    AlertKind,
    AlertState,
    Channel,
    Consent,
    Invitation,
    Kept,
    NamedLink,
    Offer,
    Outcome,
    Person,
    Reach,
    RecordState,
    Role,
    Shown,
    Standing,
    Talk,
    Visit,
    VisitState,
)
from flows.ladder import Ladder
from storage.keys import Keys, Sealed
from storage.sets import AnyRow
from storage.tables import addresses, alerts, invitations, named_links, people, talks, visits

PERSON, ADDRESS, PLACE, TALK = "person", "address", "place", "talk"
"""What each sealed column is sealed for."""

PERSON_ROW = sa.select(
    people.c.id,
    people.c.private,
    people.c.standing,
    people.c.language,
    people.c.on_duty,
    people.c.rank,
    people.c.unknown_count,
    people.c.insured_until,
    people.c.stamp,
)
ADDRESS_ROW = sa.select(
    addresses.c.id,
    addresses.c.person_id,
    addresses.c.channel,
    addresses.c.value,
    addresses.c.rank,
    addresses.c.reach,
    addresses.c.last_heard_at,
)
VISIT_ROW = sa.select(
    visits.c.id,
    visits.c.volunteer_id,
    visits.c.state,
    visits.c.place,
    visits.c.home_by,
    visits.c.ladder,
    visits.c.starts_at,
    visits.c.started_at,
    visits.c.closed_at,
    visits.c.named_person_id,
    visits.c.extended,
    visits.c.stamp,
    visits.c.match_id,
    visits.c.travel,
    visits.c.cost,
    visits.c.carer_agreed,
    visits.c.child_agreed,
    visits.c.asked_at,
    visits.c.confirmed_at,
    visits.c.offer_from,
    visits.c.offer_until,
    visits.c.offer_at,
    visits.c.card,
    visits.c.record,
)
ALERT_ROW = sa.select(
    alerts.c.id,
    alerts.c.code,
    alerts.c.kind,
    alerts.c.volunteer_id,
    alerts.c.state,
    alerts.c.rung,
    alerts.c.opened_at,
    alerts.c.ladder,
    alerts.c.visit_id,
    alerts.c.told,
    alerts.c.taken_by,
    alerts.c.taken_at,
    alerts.c.offered_to,
    alerts.c.outcome,
    alerts.c.closed_at,
    alerts.c.stamp,
)
TALK_ROW = sa.select(
    talks.c.person_id,
    talks.c.flow,
    talks.c.version,
    talks.c.private,
    talks.c.expires_at,
    talks.c.misses,
    talks.c.failures,
    talks.c.stamp,
)
LINK_ROW = sa.select(
    named_links.c.volunteer_id,
    named_links.c.person_id,
    named_links.c.consent,
    named_links.c.rank,
    named_links.c.asked_at,
    named_links.c.reminded_at,
)
INVITATION_ROW = sa.select(
    invitations.c.id,
    invitations.c.person_id,
    invitations.c.role,
    invitations.c.expires_at,
    invitations.c.used_at,
    invitations.c.asked_at,
)


def compact(value: object) -> str:
    """JSON without spaces, letters as they are."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


@lru_cache(256)
def ladder_text(ladder: Ladder) -> str:
    """A ladder as stored. The few ladders of a scheme are written again and again."""
    return compact(ladder.to_json())


@lru_cache(256)
def ladder_from(text: str) -> Ladder:
    return Ladder.from_json(json.loads(text))


def person_from(
    keys: Keys, row: AnyRow, roles: frozenset[Role], where: tuple[Address, ...]
) -> Person:
    number, private, standing, language, on_duty, _rank, _unknown, insured_until, stamp = row
    known = json.loads(keys.open(PERSON, private).decode())
    return Person(
        id=number,
        first_name=known["first_name"],
        roles=roles,
        language=language,
        standing=Standing(standing),
        addresses=where,
        on_duty=on_duty,
        covert_word=known["covert_word"],
        last_name=known["last_name"],
        insured_until=insured_until,
        stamp=stamp,
    )


def person_private(keys: Keys, person: Person) -> Sealed:
    private = {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "covert_word": person.covert_word,
    }
    return keys.seal(PERSON, compact(private))


def address_from(keys: Keys, row: AnyRow) -> Address:
    number, _person, channel, value, rank, reach, last_heard_at = row
    plain = keys.open(ADDRESS, value).decode()
    return Address(number, Channel(channel), plain, rank, Reach(reach), last_heard_at)


def visit_from(keys: Keys, row: AnyRow) -> Visit:
    number, volunteer, state, place, home_by, ladder, starts, started, closed, named = row[:10]
    extra, st, match, travel, cost, carer, child, asked, confirmed = row[10:19]
    offered, card, record = row[19:22], row[22], row[23]
    return Visit(
        id=number,
        volunteer_id=volunteer,
        state=VisitState(state),
        place=keys.open(PLACE, place).decode(),
        home_by=home_by,
        ladder=ladder_from(ladder),
        starts_at=starts,
        started_at=started,
        closed_at=closed,
        named_person_id=named,
        extended=timedelta(seconds=extra),
        match_id=match,
        travel=travel,
        cost=cost,
        carer_agreed=Agreed(carer) if carer else None,
        child_agreed=Agreed(child) if child else None,
        asked_at=asked,
        confirmed_at=confirmed,
        offer=Offer(*offered) if offered[0] else None,
        card=card,
        record=RecordState(record) if record else None,
        stamp=st,
    )


def visit_columns(keys: Keys, visit: Visit) -> dict[str, Any]:
    return {
        "id": visit.id,
        "volunteer_id": visit.volunteer_id,
        "state": visit.state.value,
        "place": keys.seal(PLACE, visit.place),
        "home_by": visit.home_by,
        "ladder": ladder_text(visit.ladder),
        "starts_at": visit.starts_at,
        "started_at": visit.started_at,
        "closed_at": visit.closed_at,
        "named_person_id": visit.named_person_id,
        "extended": visit.extended.total_seconds(),
        "match_id": visit.match_id,
        "travel": visit.travel,
        "cost": visit.cost,
        "carer_agreed": visit.carer_agreed and visit.carer_agreed.value,
        "child_agreed": visit.child_agreed and visit.child_agreed.value,
        "asked_at": visit.asked_at,
        "confirmed_at": visit.confirmed_at,
        "offer_from": visit.offer and visit.offer.starts_at,
        "offer_until": visit.offer and visit.offer.home_by,
        "offer_at": visit.offer and visit.offer.at,
        "card": visit.card,
        "record": visit.record and visit.record.value,
    }


def alert_from(row: AnyRow) -> Alert:
    (number, code, kind, volunteer, state, rung, opened_at, ladder, visit, told) = row[:10]
    taken_by, taken_at, offered_to, outcome, closed_at, stamp = row[10:]
    return Alert(
        id=number,
        code=code,
        kind=AlertKind(kind),
        volunteer_id=volunteer,
        state=AlertState(state),
        rung=rung,
        opened_at=opened_at,
        ladder=ladder_from(ladder),
        visit_id=visit,
        told=tuple(json.loads(told)),
        taken_by=taken_by,
        taken_at=taken_at,
        offered_to=offered_to,
        outcome=Outcome(outcome) if outcome else None,
        closed_at=closed_at,
        stamp=stamp,
    )


def alert_columns(alert: Alert) -> dict[str, Any]:
    return {
        "id": alert.id,
        "code": alert.code,
        "kind": alert.kind.value,
        "volunteer_id": alert.volunteer_id,
        "state": alert.state.value,
        "rung": alert.rung,
        "opened_at": alert.opened_at,
        "ladder": ladder_text(alert.ladder),
        "visit_id": alert.visit_id,
        "told": compact(alert.told),
        "taken_by": alert.taken_by,
        "taken_at": alert.taken_at,
        "offered_to": alert.offered_to,
        "outcome": alert.outcome.value if alert.outcome else None,
        "closed_at": alert.closed_at,
    }


def _shown(number: int, name: str, options: list[tuple[str, str]], at: str | None = None) -> Shown:
    """What was kept before the time was has none."""
    labels = tuple((key, label) for key, label in options)
    return Shown(number, name, labels, datetime.fromisoformat(at) if at else None)


def talk_from(keys: Keys, row: AnyRow) -> Talk:
    _person, flow, version, private, expires_at, misses, failures, stamp = row
    kept = json.loads(keys.open(TALK, private).decode())
    shown = kept["shown"]
    return Talk(
        flow=flow,
        version=version,
        answers={name: Kept(raw, value) for name, (raw, value) in kept["answers"].items()},
        shown=shown and _shown(*shown),
        expires_at=expires_at,
        misses=misses,
        failures=failures,
        stamp=stamp,
    )


def talk_columns(keys: Keys, person_id: int, talk: Talk) -> dict[str, Any]:
    shown = talk.shown
    private = {
        "answers": {name: (kept.raw, kept.value) for name, kept in talk.answers.items()},
        "shown": shown and (shown.id, shown.name, shown.options, shown.at and shown.at.isoformat()),
    }
    return {
        "person_id": person_id,
        "flow": talk.flow,
        "version": talk.version,
        "private": keys.seal(TALK, compact(private)),
        "expires_at": talk.expires_at,
        "misses": talk.misses,
        "failures": talk.failures,
    }


def link_from(row: AnyRow) -> NamedLink:
    volunteer, person, consent, rank, asked_at, reminded_at = row
    return NamedLink(volunteer, person, Consent(consent), rank, asked_at, reminded_at)


def invitation_from(row: AnyRow) -> Invitation:
    number, person, role, expires_at, used_at, asked_at = row[:6]
    return Invitation(number, person, Role(role), expires_at, used_at, asked_at)
