"""A whole scheme in memory: decisions applied to frozen facts, so that states can be walked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from flows import decisions as d
from flows.decide import decide
from flows.events import Arrived, DeliveryFailed, Event, ReachChanged, TimerFired, TimerKind
from flows.facts import (
    Address,
    Alert,
    AlertState,
    Channel,
    Consent,
    Match,
    NamedLink,
    Offer,
    Person,
    Role,
    Snapshot,
    Stage,
    Standing,
    Talk,
    Task,
    Visit,
    VisitState,
)
from flows.scheme import Scheme

NOON = datetime(2026, 6, 3, 11, 0, tzinfo=UTC)
ANA, BEN, CLEO, DEE, EVE = 1, 2, 3, 4, 5
K7 = 7

ENDED = (VisitState.HOME, VisitState.CANCELLED, VisitState.MISSED)
OF_A_VISIT = (TimerKind.VISIT_DUE, TimerKind.VISIT_START, TimerKind.CONFIRM, TimerKind.RECORD)


def person(
    pid: int, name: str, *roles: Role, on_duty: bool = False, covert: str | None = None
) -> Person:
    phone = f"+4477009000{pid:02d}"
    return Person(
        pid,
        name,
        frozenset(roles),
        "en",
        Standing.ACTIVE,
        (Address(pid * 10, Channel.SMS, phone),),
        on_duty,
        covert,
    )


def cast() -> dict[int, Person]:
    return {
        ANA: person(ANA, "Ana", Role.VOLUNTEER, covert="pineapple"),
        BEN: person(BEN, "Ben", Role.NAMED_PERSON),
        CLEO: person(CLEO, "Cleo", Role.CO_ORDINATOR, on_duty=True),
        DEE: person(DEE, "Dee", Role.CO_ORDINATOR),
    }


@dataclass(frozen=True)
class World:
    """All that is known at one instant. Immutable: `after` gives the next one."""

    now: datetime = NOON
    people: Mapping[int, Person] = field(default_factory=cast)
    links: tuple[NamedLink, ...] = (NamedLink(ANA, BEN, Consent.AGREED),)
    visits: Mapping[int, Visit] = field(default_factory=dict)
    alerts: Mapping[int, Alert] = field(default_factory=dict)
    timers: Mapping[tuple[TimerKind, int], datetime] = field(default_factory=dict)
    talks: Mapping[int, Talk] = field(default_factory=dict)
    unknown: Mapping[int, int] = field(default_factory=dict)
    scheme: Scheme = field(default_factory=Scheme)
    serial: int = 0
    said: tuple[d.Say, ...] = ()
    closed_by: tuple[str, ...] = ()
    matches: Mapping[int, Match] = field(default_factory=dict)
    tasks: tuple[Task, ...] = ()

    def matched(self) -> World:
        """Ana's young person is K7, who lives with Eve; Cleo is their co-ordinator."""
        eve = person(EVE, "Eve", Role.CARER)
        match = Match(K7, "K7", ANA, Stage.ESTABLISHED, self.now, EVE, CLEO)
        return replace(self, people={**self.people, EVE: eve}, matches={K7: match})

    def waits(self) -> tuple[Task, ...]:
        """What a co-ordinator has still to do."""
        return tuple(task for task in self.tasks if task.done_at is None)

    def snapshot(self, me: Person | None, event: Event) -> Snapshot:
        visit, alert = self._subject(event)
        co_ordinators = tuple(
            sorted(
                (p for p in self.people.values() if Role.CO_ORDINATOR in p.roles),
                key=lambda p: (not p.on_duty, p.id),
            )
        )
        about = {me.id if me else 0, visit.volunteer_id if visit else 0}
        about |= {alert.volunteer_id if alert else 0}
        whose, seen = self._in_sight(me)
        return Snapshot(
            now=self.now,
            scheme=self.scheme,
            me=me,
            channel=event.channel if isinstance(event, Arrived) else Channel.SMS,
            people=self.people,
            co_ordinators=co_ordinators,
            named=tuple(link for link in self.links if link.volunteer_id in about),
            named_for=tuple(link for link in self.links if me and link.person_id == me.id),
            visits=tuple(v for v in self.visits.values() if v.id in seen),
            matches=tuple(self.matches.values()),
            match=self._match(event),
            tasks=self.waits(),
            alerts=tuple(a for a in self.alerts.values() if a.volunteer_id in whose),
            visit=visit,
            alert=alert,
            talk=self.talks.get(me.id) if me else None,
            unknown_count=self.unknown.get(me.id, 0) if me else 0,
            fresh=tuple(100 + self.serial * 4 + i for i in range(4)),
        )

    def _in_sight(self, me: Person | None) -> tuple[set[int], set[int]]:
        """Whose alerts, and which visits, somebody's decision may look at; as storage cuts it."""
        if me is None:
            return set(), set()
        named_for = {
            n.volunteer_id
            for n in self.links
            if n.person_id == me.id and n.consent is Consent.AGREED
        }
        everybody = set(self.people) if Role.CO_ORDINATOR in me.roles else set()
        whose = {me.id} | named_for | everybody
        about = {a.visit_id for a in self.alerts.values() if a.volunteer_id in whose}
        own = {v.id for v in self.visits.values() if me.id in (v.volunteer_id, v.named_person_id)}
        out = {
            v.id
            for v in self.visits.values()
            if v.volunteer_id in whose and (v.state is VisitState.OUT or v.id in about)
        }
        return whose, own | out | {v.id for v in self.visits.values() if self._carer(v) == me.id}

    def _carer(self, visit: Visit) -> int | None:
        match = self.matches.get(visit.match_id or 0)
        return match.carer_id if match else None

    def _match(self, event: Event) -> Match | None:
        """The match that a timer is about."""
        of_a_match = (TimerKind.NO_VISIT, TimerKind.REVIEW)
        if isinstance(event, TimerFired) and event.kind in of_a_match:
            return self.matches[event.subject]
        visit, _ = self._subject(event)
        return self.matches.get((visit.match_id if visit else 0) or 0)

    def _subject(self, event: Event) -> tuple[Visit | None, Alert | None]:
        if isinstance(event, TimerFired):
            if event.kind in OF_A_VISIT:
                return self.visits.get(event.subject), None
            alert = self.alerts.get(event.subject)
            return self.visits.get((alert.visit_id if alert else 0) or 0), alert
        if isinstance(event, DeliveryFailed) and event.alert_id:
            alert = self.alerts.get(event.alert_id)
            return self.visits.get((alert.visit_id if alert else 0) or 0), alert
        return None, None

    def after(self, event: Event) -> World:
        """The world once this event has been decided and saved."""
        world = self
        if isinstance(event, TimerFired):
            timers = dict(self.timers)
            timers.pop((event.kind, event.subject), None)
            world = replace(self, timers=timers)
        me = world._me(event)
        decided = decide(event, world.snapshot(me, event))
        world = replace(world, said=(), serial=world.serial + 1, closed_by=())
        for decision in decided:
            world = world._apply(decision, event)
        return world

    def _me(self, event: Event) -> Person | None:
        if isinstance(event, Arrived | ReachChanged):
            for p in self.people.values():
                if any(a.value == event.address for a in p.addresses):
                    return p
            return None
        if isinstance(event, DeliveryFailed):
            return self.people[event.person_id]
        visit, alert = self._subject(event)
        about = visit.volunteer_id if visit else alert.volunteer_id if alert else event.subject
        return self.people.get(about) or self.people[ANA]

    def says(self, who: int, text: str) -> World:
        address = self.people[who].addresses[0]
        provider_id = f"m{self.serial}"
        return self.after(Arrived(address.channel, address.value, provider_id, self.now, text))

    def fires_next(self) -> World | None:
        """Move to the next timer and fire it."""
        if not self.timers:
            return None
        (kind, subject), due = min(self.timers.items(), key=lambda item: (item[1], item[0]))
        world = replace(self, now=max(due, self.now))
        return world.after(TimerFired(kind, subject, due, 1))

    def code(self) -> str:
        return next((a.code for a in self.alerts.values() if a.state is not AlertState.CLOSED), "")

    def _apply(self, decision: d.Decision, event: Event) -> World:
        match decision:
            case d.Say():
                return replace(self, said=(*self.said, decision))
            case d.SetTimer(kind, subject, due_at):
                return replace(self, timers={**self.timers, (kind, subject): due_at})
            case d.StopTimer(kind, subject):
                timers = {k: v for k, v in self.timers.items() if k != (kind, subject)}
                return replace(self, timers=timers)
            case d.PlanVisit() | d.StartVisit() | d.ChangeVisit():
                return self._visit(decision)
            case d.ChangeMatch():
                return self._change_match(decision)
            case d.OpenTask():
                return self._open(decision)
            case d.DoTask(task, _):
                done = [replace(t, done_at=self.now) if t.id == task else t for t in self.tasks]
                return replace(self, tasks=tuple(done))
            case d.RaiseAlert() | d.Climb() | d.TakeAlert() | d.OfferAlert() | d.CloseAlert():
                return self._alert(decision, event)
            case d.KeepTalk(who, talk):
                return replace(self, talks={**self.talks, who: talk})
            case d.EndTalk(who):
                return replace(self, talks={k: v for k, v in self.talks.items() if k != who})
            case d.SetReach(_, value, reach):
                return replace(
                    self, people={i: _reach(p, value, reach) for i, p in self.people.items()}
                )
            case d.SetConsent(_, who, consent):
                links = tuple(
                    replace(link, consent=consent) if link.person_id == who else link
                    for link in self.links
                )
                return replace(self, links=links)
            case d.Leave(who):
                left = replace(self.people[who], standing=Standing.LEFT, roles=frozenset())
                return replace(self, people={**self.people, who: left})
            case d.SetDuty(who, on_duty):
                changed = replace(self.people[who], on_duty=on_duty)
                return replace(self, people={**self.people, who: changed})
            case d.CountUnknown(who, count):
                return replace(self, unknown={**self.unknown, who: count})
            case d.Note("flow_failed", detail):
                raise AssertionError(detail)
            case _:
                return self

    def _visit(self, decision: d.PlanVisit | d.StartVisit | d.ChangeVisit) -> World:
        old = self.visits.get(decision.id)
        match decision:
            case d.PlanVisit():
                new = self._planned(decision)
            case d.StartVisit():
                new = self._started(decision, old)
            case d.ChangeVisit():
                assert old is not None
                new = self._changed(decision, old)
        return replace(self, visits={**self.visits, new.id: new})

    def _planned(self, it: d.PlanVisit) -> Visit:
        return Visit(
            it.id, it.volunteer, VisitState.PLANNED, it.place, it.home_by, it.ladder, it.starts_at,
            match_id=it.match, confirmed_at=self.now if it.confirmed else None,
        )  # fmt: skip

    def _started(self, it: d.StartVisit, old: Visit | None) -> Visit:
        visit = old or Visit(it.id, it.volunteer, VisitState.OUT, it.place, it.home_by, it.ladder)
        return replace(
            visit, state=VisitState.OUT, place=it.place, home_by=it.home_by, ladder=it.ladder,
            started_at=self.now, named_person_id=it.named_person,
            match_id=it.match or visit.match_id,
            card=visit.card if it.card is None else it.card,
        )  # fmt: skip

    def _changed(self, it: d.ChangeVisit, old: Visit) -> Visit:
        names = ("state", "home_by", "extended", "place", "starts_at", "card", "record")
        given = {name: getattr(it, name) for name in names}
        new = replace(old, **{name: value for name, value in given.items() if value is not None})
        if it.state is not None:
            new = replace(new, closed_at=self.now if it.state in ENDED else None)
        if it.asked is not None:
            new = replace(new, asked_at=self.now if it.asked else None)
        if it.confirmed is not None:
            new = replace(new, confirmed_at=self.now if it.confirmed else None)
        if it.offer is not None:
            new = replace(new, offer=it.offer if isinstance(it.offer, Offer) else None)
        return new

    def _change_match(self, it: d.ChangeMatch) -> World:
        names = ("stage", "kept", "last_visit_at")
        given = {name: getattr(it, name) for name in names}
        known = {name: value for name, value in given.items() if value is not None}
        if it.explained:
            known["explained_at"] = self.now
        return replace(self, matches={**self.matches, it.id: replace(self.matches[it.id], **known)})

    def _open(self, it: d.OpenTask) -> World:
        number = len(self.tasks) + 1
        opened = Task(
            number, number, it.kind, self.now, it.urgent, it.person, it.match, it.visit, it.owner
        )
        return replace(self, tasks=(*self.tasks, opened))

    def _alert(self, decision: d.Decision, event: Event) -> World:
        world = self
        match decision:
            case d.RaiseAlert(aid, kind, volunteer, ladder, visit, rung, told):
                new = Alert(
                    aid, f"A{len(self.alerts) + 2}", kind, volunteer, AlertState.OPEN, rung,
                    self.now, ladder, visit, told,
                )  # fmt: skip
            case d.Climb(aid, rung, told, reopen):
                new = replace(self.alerts[aid], rung=rung, told=told)
                if reopen:
                    new = replace(new, state=AlertState.OPEN, taken_by=None, offered_to=None)
            case d.TakeAlert(aid, who):
                new = replace(
                    self.alerts[aid], state=AlertState.TAKEN, taken_by=who, taken_at=self.now,
                    offered_to=None,
                )  # fmt: skip
            case d.OfferAlert(aid, who):
                new = replace(self.alerts[aid], offered_to=who)
            case d.CloseAlert(aid, outcome, _):
                new = replace(
                    self.alerts[aid], state=AlertState.CLOSED, outcome=outcome, closed_at=self.now
                )
                world = replace(self, closed_by=(*self.closed_by, type(event).__name__))
            case _:
                raise AssertionError(decision)
        return replace(world, alerts={**self.alerts, new.id: new})


def _reach(p: Person, value: str, reach: object) -> Person:
    addresses = tuple(
        replace(a, reach=reach) if a.value == value else a  # type: ignore[arg-type]
        for a in p.addresses
    )
    return replace(p, addresses=addresses)
