"""Which events are new. A provider delivers as often as it likes; each is decided once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from flows.events import Arrived, DeliveryFailed, Event, ReachChanged, TimerFired
from storage.sets import among, rows_among, upsert
from storage.tables import inbound, timers

_ADD = upsert(inbound, lambda i: i.on_conflict_do_nothing().returning(inbound.c.key))
_FIRE = sa.delete(timers).where(among(timers.c.fence)).returning(timers.c.fence)


def first_seen(conn: sa.Connection, events: Sequence[Event], now: datetime) -> list[bool]:
    """Whether each event is new, and remember it: of the same one twice, the first is.

    A fired timer is new while its row is there, and is used up with it. Two processes that
    are handed the same event wait here for each other: one of them finds it new.
    """
    keys = [_key(event) for event in events]
    left = _remembered(conn, {key for key in keys if key}, now)
    fences = [event.fence for event in events if isinstance(event, TimerFired)]
    fired = {fence for (fence,) in rows_among(conn, _FIRE, sorted(fences))}
    new = []
    for event, key in zip(events, keys, strict=True):
        seen, thing = (left, key) if key else (fired, getattr(event, "fence", None))
        new.append(thing in seen)
        seen.discard(thing)
    return new


ANSWERS_AN_HOUR = 3
"""How often a stranger is answered: two machines that answer each other would never stop."""


def may_answer(conn: sa.Connection, place: tuple[str, str], now: datetime) -> bool:
    """Whether a stranger who writes from `place` (channel, address) gets an answer; counts it."""
    for n in range(ANSWERS_AN_HOUR):
        parts = ("stranger", *place, f"{now:%Y-%m-%dT%H}", str(n))
        key = hashlib.sha256("\0".join(parts).encode()).digest()[:16]
        if _remembered(conn, {key}, now):
            return True
    return False


def _remembered(conn: sa.Connection, keys: set[bytes], now: datetime) -> set[bytes]:
    """Those that nobody had handed in before."""
    if not keys:
        return set()
    # In order, so that two processes with the same two events wait for, not on, each other.
    rows = [{"key": key, "received_at": now} for key in sorted(keys)]
    return {bytes(key) for (key,) in conn.execute(_ADD[conn.dialect.name], rows)}


def _key(event: Event) -> bytes | None:
    match event:
        case Arrived():
            parts = ("arrived", event.channel.value, event.provider_id)
        case ReachChanged():
            parts = ("reach", event.channel.value, event.provider_id)
        case DeliveryFailed():
            parts = ("failed", "", str(event.message_id))
        case TimerFired():
            return None
    return hashlib.sha256("\0".join(parts).encode()).digest()[:16]
