"""plan: a visit planned by an operator is chased like one the volunteer planned."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.commands.deciding import keep
from bot.commands.opening import opened, read_settings
from bot.commands.phones import mobile
from bot.commands.trouble import Refused
from flows import confirm
from flows.decisions import Decision, PlanVisit, Say
from flows.facts import Person, Role, Snapshot, Standing
from flows.reading.instants import instant
from flows.scheme import Scheme
from locales import plan_messages as m
from scheduler.clock import SystemClock
from storage import people
from storage.ids import new_id
from storage.keys import Keys
from storage.matches import match_of_volunteer

LONGEST_PLACE = 60


@dataclass(frozen=True, slots=True)
class Plan:
    """Whose visit, where and when; the times are instants."""

    phone: str
    place: str
    starts_at: datetime
    home_by: datetime


def plan_visit(phone: str, place: str, starts_at: datetime, home_by: datetime) -> None:
    """Times are as on a clock in London. Raises Refused, saying why, before anything changes."""
    settings, scheme = read_settings()
    begins = _instant(starts_at)
    plan = Plan(mobile(phone), " ".join(place.split()), begins, _instant(home_by, begins))
    now = SystemClock().now()
    _possible(plan, scheme, now)

    async def work() -> Person:
        async with opened(settings) as (store, keys):
            return await store.run(lambda conn: enter_plan(conn, keys, scheme, plan, now))

    volunteer = asyncio.run(work())
    print(f"Planned for {volunteer.first_name}: {plan.place}, {starts_at:%a %d %b %H:%M}.")


def _instant(wall: datetime, after: datetime | None = None) -> datetime:
    return instant(wall.date(), wall.hour, wall.minute, after)


def _possible(plan: Plan, scheme: Scheme, now: datetime) -> None:
    if not plan.place or len(plan.place) > LONGEST_PLACE:
        raise Refused(f"Give a place of 1 to {LONGEST_PLACE} letters.")
    if plan.starts_at <= now:
        raise Refused("A visit is planned for later: --from has gone already.")
    if plan.home_by <= plan.starts_at:
        raise Refused("The visit would end before it begins: look at --from and --until.")
    if plan.home_by - plan.starts_at > scheme.longest_visit:
        hours = scheme.longest_visit.total_seconds() / 3600
        raise Refused(f"That is longer than a visit may be ({hours:g} hours).")


def enter_plan(
    conn: sa.Connection, keys: Keys, scheme: Scheme, plan: Plan, now: datetime
) -> Person:
    """Save the plan, watch it, tell the volunteer; returns the volunteer.

    It is the operator's plan: the volunteer is asked whether it stands like any other.
    """
    volunteer = people.find_by_phone(conn, keys, plan.phone, now)
    if volunteer is not None and volunteer.standing is Standing.INVITED:
        raise Refused(f"{volunteer.first_name} has not joined yet.")
    if volunteer is None or Role.VOLUNTEER not in volunteer.roles:
        raise Refused("No volunteer has that number.")
    if volunteer.standing is not Standing.ACTIVE:
        raise Refused(f"{volunteer.first_name} has left.")
    match = match_of_volunteer(conn, volunteer.id)
    visit = new_id()
    told = {"place": plan.place, "starts_at": plan.starts_at, "home_by": plan.home_by}
    decisions: list[Decision] = [
        PlanVisit(
            visit,
            volunteer.id,
            plan.place,
            plan.starts_at,
            plan.home_by,
            scheme.missed_check_in,
            match=match.id if match else None,
        ),
        *confirm.watch(Snapshot(now, scheme), visit, plan.starts_at),
        Say(volunteer.id, m.PLAN_DONE, told),
    ]
    keep(conn, keys, scheme, decisions, volunteer.id, now)
    return volunteer
