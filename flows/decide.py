"""Event → flow: the one table. Safety words come before everything else."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import replace

from flows import (
    alerts,
    arrived,
    away,
    chase,
    consent,
    digest,
    notices,
    offered,
    prompts,
    reach,
    record,
    talking,
)
from flows.check_out import ordinary_reply
from flows.decisions import Decision, EndTalk, KeepTalk, Note, Say, StopTimer
from flows.events import (
    Arrived,
    DeliveryFailed,
    Event,
    ReachChanged,
    TimerFired,
    TimerKind,
)
from flows.facts import AlertKind, Person, Snapshot
from flows.words import Word, is_covert, understand
from locales import messages as m

TIMERS: dict[TimerKind, Callable[[Snapshot], list[Decision]]] = {
    TimerKind.VISIT_DUE: chase.visit_due,
    TimerKind.VISIT_START: chase.visit_not_started,
    TimerKind.RUNG: chase.rung_due,
    TimerKind.WELFARE: alerts.ask_how_it_stands,
    TimerKind.LAPSE: alerts.take_lapsed,
    TimerKind.TALK: talking.waited,
    TimerKind.CONSENT: consent.unanswered,
    TimerKind.CONFIRM: offered.due,
    TimerKind.RECORD: record.due,
    TimerKind.NO_VISIT: prompts.no_visit,
    TimerKind.REVIEW: prompts.review,
    TimerKind.INSURANCE: prompts.insurance,
    TimerKind.DIGEST: digest.due,
    TimerKind.NOTICE: notices.send,
    TimerKind.AWAY: away.due,
}

FAILURES = 3
"""A conversation that fails so often in a row is parked and a person told."""


def decide(event: Event, s: Snapshot) -> list[Decision]:
    """All that follows from one event. Pure: the same event and facts decide the same.

    An arrival never fails: a fault of ours is told kindly, noted, and reaches a person.
    A timer's fault is raised, so that it is put off and seen without holding up another.
    """
    match event:
        case Arrived():
            return _kindly(event, s)
        case ReachChanged():
            return reach.changed(s, event)
        case DeliveryFailed():
            return reach.failed(s, event)
        case TimerFired():
            return TIMERS[event.kind](s)


def _kindly(event: Arrived, s: Snapshot) -> list[Decision]:
    try:
        return arrived.arrived(event, s)
    except Exception as fault:
        if s.me is None:
            raise
        return _our_fault(event, s, fault)


def _our_fault(event: Arrived, s: Snapshot, fault: Exception) -> list[Decision]:
    """Say so, count it, and after three in a row ask a co-ordinator to ring."""
    me = s.me
    assert me is not None
    where = traceback.extract_tb(fault.__traceback__)[-1]
    note = Note("flow_failed", f"{type(fault).__name__} in {where.name}:{where.lineno}")
    kind = _kind(event, me)
    failures = s.talk.failures + 1 if s.talk else FAILURES
    if s.talk is not None and failures < FAILURES and kind is AlertKind.PARKED:
        return [note, KeepTalk(me.id, replace(s.talk, failures=failures)), Say(me.id, m.OUR_FAULT)]
    ended: list[Decision] = [EndTalk(me.id), StopTimer(TimerKind.TALK, me.id)] if s.talk else []
    secret = kind is AlertKind.COVERT
    raised, told = chase.ask_for(s, kind, me)
    phone = s.scheme.phone or s.scheme.name
    sorry = Say(me.id, m.OUR_FAULT_PARKED if told else m.PERSON_ASKED_NOBODY, {"phone": phone})
    return [note, *ended, ordinary_reply(s, me) if secret else sorry, *raised]


def _kind(event: Arrived, me: Person) -> AlertKind:
    """A call for help stays one, whatever failed on the way."""
    if is_covert(event.text, me.covert_word):
        return AlertKind.COVERT
    meaning = understand(event.text)
    cry = meaning is not None and meaning.word in (Word.SOS, Word.HELP)
    return AlertKind.SOS if cry else AlertKind.PARKED
