"""Entering decisions in the ledger: what each one changes, one short function a decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from flows import decisions as d
from flows.events import TimerKind
from flows.facts import (
    Address,
    Alert,
    AlertState,
    Channel,
    Consent,
    Match,
    Offer,
    Person,
    Reach,
    Role,
    Stage,
    Standing,
    Task,
    Visit,
    VisitState,
)
from storage.ids import new_id
from storage.known import Known, Owner
from storage.ledger import Ledger
from storage.tasks import last_number

_ENDED = (VisitState.HOME, VisitState.CANCELLED, VisitState.MISSED)


def enter(ledger: Ledger, decision: d.Decision) -> None:
    """Enter anything but a Say or a Resend, which are worded instead.

    Raises LookupError for what names something that is not there, Crowded when another turn
    of the batch changes the same.
    """
    _ENTRIES[type(decision)](ledger, decision)


def load_named(known: Known, decisions: Iterable[d.Decision]) -> None:
    """Load what these decisions name and their snapshots did not hold. Usually nothing."""
    named: dict[str, set[int]] = {
        kind: set() for kind in ("person", "talk", "visit", "alert", "match", "task")
    }
    places: set[tuple[Channel, str]] = set()
    for decision in decisions:
        if (name := _NAMES.get(type(decision))) is not None:
            kind, attribute = name
            if (number := getattr(decision, attribute)) is not None:
                named[kind].add(number)
        if isinstance(decision, d.StartVisit) and decision.planned:
            named["visit"].add(decision.id)
        elif isinstance(decision, d.PlanVisit | d.StartVisit) and decision.match is not None:
            named["match"].add(decision.match)
        places.update(_places_in(decision))
    if places:
        known.load_owners(places)
        owners = (known.owner(*place) for place in places)
        named["person"].update(owner.person_id for owner in owners if owner is not None)
    known.load_people(named["person"] | named["talk"])
    known.load_talks(named["talk"])
    known.load_visits(named["visit"])
    known.load_alerts(named["alert"])
    known.load_matches(named["match"])
    known.load_tasks(named["task"])


def _places_in(decision: d.Decision) -> Iterator[tuple[Channel, str]]:
    if isinstance(decision, d.NamePerson):
        yield Channel.SMS, decision.phone
    elif isinstance(decision, d.LinkAddress | d.SetReach):
        yield decision.channel, decision.address


def _stands(ledger: Ledger, match: int | None) -> None:
    """Marks the match of a new visit as changed too: who ends it at this very moment, having seen
    no visit, must look again."""
    if match is not None:
        ledger.change_match(match)


def _plan_visit(ledger: Ledger, it: d.PlanVisit) -> None:
    _stands(ledger, it.match)
    ledger.add_visit(
        Visit(
            id=it.id,
            volunteer_id=it.volunteer,
            state=VisitState.PLANNED,
            place=it.place,
            home_by=it.home_by,
            ladder=it.ladder,
            starts_at=it.starts_at,
            match_id=it.match,
            travel=it.travel,
            cost=it.cost,
            carer_agreed=it.carer_agreed,
            child_agreed=it.child_agreed,
            confirmed_at=ledger.known.now if it.confirmed else None,
        )
    )


def _start_visit(ledger: Ledger, it: d.StartVisit) -> None:
    named = None if it.named_person is None else ledger.real(it.named_person)
    started: dict[str, Any] = {
        "volunteer_id": it.volunteer,
        "state": VisitState.OUT,
        "place": it.place,
        "home_by": it.home_by,
        "ladder": it.ladder,
        "started_at": ledger.known.now,
        "named_person_id": named,
    }
    started |= {"match_id": it.match} if it.match is not None else {}
    started |= {"card": it.card} if it.card is not None else {}
    if it.planned:
        ledger.change_visit(it.id, **started)
    else:
        _stands(ledger, it.match)
        ledger.add_visit(Visit(id=it.id, **started))


def _change_visit(ledger: Ledger, it: d.ChangeVisit) -> None:
    given = {name: getattr(it, name) for name in _AS_GIVEN} | {"match_id": it.match}
    changes = {name: value for name, value in given.items() if value is not None}
    if it.state is not None:
        changes["closed_at"] = ledger.known.now if it.state in _ENDED else None
    if it.asked is not None:
        changes["asked_at"] = ledger.known.now if it.asked else None
    if it.confirmed is not None:
        changes["confirmed_at"] = ledger.known.now if it.confirmed else None
    if it.offer is not None:
        changes["offer"] = it.offer if isinstance(it.offer, Offer) else None
    ledger.change_visit(it.id, **changes)


_AS_GIVEN = (
    *("state", "home_by", "extended", "place", "starts_at", "travel", "cost"),
    *("carer_agreed", "child_agreed", "card", "record"),
)


def _set_timer(ledger: Ledger, it: d.SetTimer) -> None:
    ledger.set_timer(it.kind, _subject(ledger, it), it.due_at)


def _stop_timer(ledger: Ledger, it: d.StopTimer) -> None:
    ledger.set_timer(it.kind, _subject(ledger, it), None)


def _subject(ledger: Ledger, it: d.SetTimer | d.StopTimer) -> int:
    return ledger.real(it.subject) if it.kind is TimerKind.TALK else it.subject


def _climb(ledger: Ledger, it: d.Climb) -> None:
    told = tuple(dict.fromkeys(ledger.real(number) for number in it.told))
    changes: dict[str, Any] = {"rung": it.rung, "told": told}
    if it.reopen:
        changes.update(state=AlertState.OPEN, taken_by=None, taken_at=None, offered_to=None)
    ledger.change_alert(it.alert, **changes)


def _take_alert(ledger: Ledger, it: d.TakeAlert) -> None:
    ledger.change_alert(
        it.alert,
        state=AlertState.TAKEN,
        taken_by=it.person,
        taken_at=ledger.known.now,
        offered_to=None,
    )


def _offer_alert(ledger: Ledger, it: d.OfferAlert) -> None:
    ledger.change_alert(it.alert, offered_to=it.person)


def _close_alert(ledger: Ledger, it: d.CloseAlert) -> None:
    now = ledger.known.now
    ledger.change_alert(it.alert, state=AlertState.CLOSED, outcome=it.outcome, closed_at=now)
    ledger.closed_by[it.alert] = it.person


def raise_alert(ledger: Ledger, it: d.RaiseAlert, serial: int, code: str) -> None:
    """Open an alert under a code. Marks its visit as changed too: who closes the visit at this
    very moment, having seen no alert, must look again."""
    if it.visit is not None:
        ledger.change_visit(it.visit)
    alert = Alert(
        id=it.id,
        code=code,
        kind=it.kind,
        volunteer_id=it.volunteer,
        state=AlertState.OPEN,
        rung=it.rung,
        opened_at=ledger.known.now,
        ladder=it.ladder,
        visit_id=it.visit,
        told=tuple(dict.fromkeys(ledger.real(number) for number in it.told)),
    )
    ledger.add_alert(alert, serial)


def _keep_talk(ledger: Ledger, it: d.KeepTalk) -> None:
    ledger.keep_talk(it.person, it.talk)


def _end_talk(ledger: Ledger, it: d.EndTalk) -> None:
    if ledger.known.talks.get(ledger.real(it.person)) is not None:
        ledger.keep_talk(it.person, None)


def _note(ledger: Ledger, it: d.Note) -> None:
    """Every decision is in the journal already."""


def _set_language(ledger: Ledger, it: d.SetLanguage) -> None:
    ledger.change_person(it.person, language=it.language)


def _set_duty(ledger: Ledger, it: d.SetDuty) -> None:
    ledger.change_person(it.person, on_duty=it.on_duty)


def _set_covert_word(ledger: Ledger, it: d.SetCovertWord) -> None:
    ledger.change_person(it.person, covert_word=it.word)


def _count_unknown(ledger: Ledger, it: d.CountUnknown) -> None:
    ledger.count_unknown(it.person, it.count)


def _add_role(ledger: Ledger, it: d.AddRole) -> None:
    ledger.add_role(it.person, it.role)


def _set_reach(ledger: Ledger, it: d.SetReach) -> None:
    owner = ledger.known.owner(it.channel, it.address)
    if owner is None:
        return
    for address in ledger.person(owner.person_id).addresses:
        if address.channel is it.channel and address.value == it.address:
            ledger.change_address(owner.person_id, replace(address, reach=it.reach))


def _link_address(ledger: Ledger, it: d.LinkAddress) -> None:
    known, person = ledger.known, ledger.person(it.person)
    owner = known.owner(it.channel, it.address)
    if owner is not None and owner.person_id != person.id:
        ledger.refused.append(it)
        return
    ranks = [address.rank for address in person.addresses]
    rank = min(ranks, default=1) - 1 if it.first else max(ranks, default=-1) + 1
    for address in person.addresses:
        if address.channel is it.channel and address.value == it.address:
            rank = rank if it.first else address.rank
            ledger.change_address(person.id, replace(address, reach=Reach.OK, rank=rank))
            return
    new = Address(new_id(), it.channel, it.address, rank, Reach.OK, known.now)
    known.own(it.channel, it.address, Owner(it.channel, new.id, person.id))
    ledger.add_address(person.id, new)


def _join(ledger: Ledger, it: d.Join) -> None:
    """Gives the one role that was accepted; what somebody was before they left stays behind."""
    role, person = ledger.known.invitations[it.invitation].role, ledger.person(it.person)
    if person.standing is not Standing.ACTIVE:
        ledger.only_role(person.id, role)
        if Role.NAMED_PERSON in person.roles:
            ledger.add_role(person.id, Role.NAMED_PERSON)
        ledger.change_person(person.id, standing=Standing.ACTIVE)
    else:
        ledger.add_role(person.id, role)
    ledger.used.add(it.invitation)


def _decline(ledger: Ledger, it: d.Decline) -> None:
    """Who is here already, and only declines one more role, stays."""
    if ledger.person(it.person).standing is Standing.INVITED:
        ledger.change_person(it.person, standing=Standing.LEFT)
    ledger.used.add(it.invitation)


def _leave(ledger: Ledger, it: d.Leave) -> None:
    """Their history stays; whoever named them hears it from a co-ordinator."""
    ledger.only_role(it.person, None)
    ledger.change_person(it.person, standing=Standing.LEFT, on_duty=False)


def _name_person(ledger: Ledger, it: d.NamePerson) -> None:
    owner = ledger.known.owner(Channel.SMS, it.phone)
    if owner is None:
        _new_named_person(ledger, it)
    else:
        ledger.aliases[it.person] = owner.person_id
        _known_named_person(ledger, owner.person_id)
    ledger.unlinked.append(it.volunteer)
    stale = [pair for pair in ledger.links if pair[0] == it.volunteer]
    for pair in stale:
        del ledger.links[pair]
    ledger.links[it.volunteer, ledger.real(it.person)] = Consent.ASKED


def _new_named_person(ledger: Ledger, it: d.NamePerson) -> None:
    where = Address(new_id(), Channel.SMS, it.phone)
    ledger.known.own(Channel.SMS, it.phone, Owner(Channel.SMS, where.id, it.person))
    ledger.add_person(
        Person(
            id=it.person,
            first_name=it.first_name,
            roles=frozenset({Role.NAMED_PERSON}),
            language=it.language,
            addresses=(where,),
        )
    )


def _known_named_person(ledger: Ledger, number: int) -> None:
    """Somebody who has left, or has not joined yet, is here as a named person only."""
    if ledger.person(number).standing is not Standing.ACTIVE:
        ledger.only_role(number, Role.NAMED_PERSON)
        ledger.change_person(number, standing=Standing.ACTIVE)
    else:
        ledger.add_role(number, Role.NAMED_PERSON)


def _ask_again(ledger: Ledger, it: d.AskAgain) -> None:
    ledger.reminded.add((it.volunteer, ledger.real(it.person)))


def _set_consent(ledger: Ledger, it: d.SetConsent) -> None:
    pair = (it.volunteer, ledger.real(it.person))
    if pair in ledger.links:
        ledger.links[pair] = it.consent
    else:
        ledger.consents[pair] = it.consent


def _add_match(ledger: Ledger, it: d.AddMatch) -> None:
    match = Match(
        id=it.id,
        reference=it.reference,
        volunteer_id=it.volunteer,
        stage=it.stage,
        began_at=ledger.known.now,
        carer_id=it.carer,
        co_ordinator_id=it.co_ordinator,
        language=it.language,
    )
    ledger.add_match(match)


def _change_match(ledger: Ledger, it: d.ChangeMatch) -> None:
    names = ("stage", "language", "kept", "last_visit_at", "review_on")
    given = {name: getattr(it, name) for name in names}
    given |= {"carer_id": it.carer, "co_ordinator_id": it.co_ordinator}
    changes = {name: value for name, value in given.items() if value is not None}
    if it.explained is not None:
        changes["explained_at"] = ledger.known.now if it.explained else None
    if it.stage is not None:
        changes["ended_at"] = ledger.known.now if it.stage is Stage.ENDED else None
    ledger.change_match(it.id, **changes)


def _set_insurance(ledger: Ledger, it: d.SetInsurance) -> None:
    ledger.change_person(it.person, insured_until=it.until)


def _open_task(ledger: Ledger, it: d.OpenTask) -> None:
    known = ledger.known
    last = last_number(known.conn) if ledger.last_task is None else ledger.last_task
    ledger.last_task = ledger.numbers[it.kind] = last + 1
    person = None if it.person is None else ledger.real(it.person)
    ledger.add_task(
        Task(
            id=new_id(),
            number=last + 1,
            kind=it.kind,
            opened_at=known.now,
            urgent=it.urgent,
            person_id=person,
            match_id=it.match,
            visit_id=it.visit,
            owner_id=it.owner,
            detail=it.detail,
        )
    )


def _do_task(ledger: Ledger, it: d.DoTask) -> None:
    ledger.do_task(it.id, it.person, ledger.known.now)


def _keep(ledger: Ledger, it: d.Decision) -> None:
    ledger.keep(it)


_ENTRIES: dict[type, Callable[[Ledger, Any], None]] = {
    d.PlanVisit: _plan_visit,
    d.StartVisit: _start_visit,
    d.ChangeVisit: _change_visit,
    d.SetTimer: _set_timer,
    d.StopTimer: _stop_timer,
    d.Climb: _climb,
    d.TakeAlert: _take_alert,
    d.OfferAlert: _offer_alert,
    d.CloseAlert: _close_alert,
    d.Note: _note,
    d.KeepTalk: _keep_talk,
    d.EndTalk: _end_talk,
    d.SetLanguage: _set_language,
    d.SetDuty: _set_duty,
    d.SetCovertWord: _set_covert_word,
    d.SetReach: _set_reach,
    d.LinkAddress: _link_address,
    d.Join: _join,
    d.Decline: _decline,
    d.Leave: _leave,
    d.NamePerson: _name_person,
    d.AskAgain: _ask_again,
    d.SetConsent: _set_consent,
    d.AddRole: _add_role,
    d.CountUnknown: _count_unknown,
    d.AddMatch: _add_match,
    d.ChangeMatch: _change_match,
    d.SetInsurance: _set_insurance,
    d.OpenTask: _open_task,
    d.DoTask: _do_task,
    d.KeepRecord: _keep,
    d.OpenClaim: _keep,
    d.Relay: _keep,
    d.AddNotice: _keep,
    d.AnswerNotice: _keep,
    d.GoAway: _keep,
    d.EndAbsence: _keep,
}

_NAMES: dict[type, tuple[str, str]] = {
    d.Say: ("person", "to"),
    d.StartVisit: ("person", "named_person"),
    d.SetLanguage: ("person", "person"),
    d.SetDuty: ("person", "person"),
    d.SetCovertWord: ("person", "person"),
    d.LinkAddress: ("person", "person"),
    d.Join: ("person", "person"),
    d.Decline: ("person", "person"),
    d.Leave: ("person", "person"),
    d.AddRole: ("person", "person"),
    d.CountUnknown: ("person", "person"),
    d.KeepTalk: ("talk", "person"),
    d.EndTalk: ("talk", "person"),
    d.ChangeVisit: ("visit", "id"),
    d.RaiseAlert: ("visit", "visit"),
    d.Climb: ("alert", "alert"),
    d.TakeAlert: ("alert", "alert"),
    d.OfferAlert: ("alert", "alert"),
    d.CloseAlert: ("alert", "alert"),
    d.Resend: ("person", "person"),
    d.SetInsurance: ("person", "person"),
    d.ChangeMatch: ("match", "id"),
    d.DoTask: ("task", "id"),
}
