"""Holidays and leave: of a volunteer, whose visits must not clash; of a co-ordinator, covered."""

from __future__ import annotations

from collections.abc import Iterator

from flows import cover, days_away, sight, tasks
from flows.conversation import Again, Script, agree, ask, begin, choose, conversation
from flows.cover import due
from flows.days_away import Days, DaysAway
from flows.decisions import Decision, DoTask, EndAbsence, GoAway, Option, Say, StopTimer
from flows.events import TimerKind
from flows.facts import Absence, Person, Snapshot, TaskKind, Visit, VisitState
from flows.times import local
from locales import scheme_messages as m
from locales.message import Message, Text

__all__ = ["answer", "away", "due", "is_off", "not_away"]

OFF = frozenset({"off", "over", "drosodd"})

NOT_AWAY = (Option("off", "AWAY OFF", word="AWAY OFF"),)


def answer(s: Snapshot, me: Person, rest: str) -> list[Decision]:
    """AWAY: with days they are noted, with OFF taken back; alone it says what is on file."""
    mine = days_away.mine(s, me)
    if is_off(rest):
        if len(mine) > 1:
            return begin(not_away, s)
        return list(_taken_back(s, me, mine[0])) if mine else [Say(me.id, m.AWAY_NONE)]
    if not rest and mine:
        lines = tuple(days_away.of(it) for it in mine)
        return [Say(me.id, m.AWAY_NOW, {"lines": lines}, options=NOT_AWAY)]
    return begin(away, s, rest)


def is_off(rest: str) -> bool:
    """Whether AWAY is taken back by the words after it."""
    return rest.strip(" .!").casefold() in OFF


@conversation("away")
def away(s: Snapshot) -> Script:
    """From when until when, and for a co-ordinator who covers."""
    me = s.me
    assert me is not None
    days: Days = yield from ask("days", m.AWAY_WHEN, DaysAway())
    covers = yield from cover.who_covers(s, me, days)
    asked, args = _summary(s, me, days, covers)
    if (yield from agree("sure", asked, **args)):
        yield from _noted(s, me, days, covers)
    else:
        yield from _change(s, me, days)


def _summary(
    s: Snapshot, me: Person, days: Days, covers: Person | None
) -> tuple[Message, dict[str, object]]:
    spelt = days_away.in_words(*days)
    old = [days_away.of(it) for it in days_away.overlapping(s, me, days) if _other(it, days)]
    if old:
        spelt = Text(m.AWAY_INSTEAD, {"days": spelt, "old": old[0]})
    if covers is not None:
        return m.AWAY_SURE_COVERED, {"days": spelt, "cover": covers.first_name}
    alone = cover.takes_part(me)
    return m.AWAY_SURE_NOT_COVERED if alone else m.AWAY_SURE, {"days": spelt}


def _other(it: Absence, days: Days) -> bool:
    return (it.first, it.last) != days


def _change(s: Snapshot, me: Person, days: Days) -> Script:
    """What is asked anew; the rest stands."""
    offered: list[tuple[str, Message, tuple[str, ...]]] = [
        ("days", m.AWAY_CHANGE_DAYS, ("days",)),
        ("nothing", m.AWAY_CHANGE_NOTHING, ()),
    ]
    if cover.takes_part(me) and cover.candidates(s, me, days):
        offered.insert(1, ("cover", m.AWAY_CHANGE_COVER, ("cover",)))
    anew: tuple[str, ...] = yield from choose("change", m.AWAY_CHANGE, offered)
    if anew:
        yield Again((*anew, "sure", "change"))
    else:
        yield Say(me.id, m.AWAY_PUT_AWAY)


def _noted(s: Snapshot, me: Person, days: Days, covers: Person | None) -> Iterator[Decision]:
    """Days that share one with others of mine take their place."""
    new = Absence(s.fresh[0], me.id, *days, covers.id if covers else None)
    replaced = days_away.overlapping(s, me, days)
    for old in replaced:
        yield from _ended(old)
        yield from cover.called_off(s, me, old, cover=new.cover_id)
    others = [it for it in days_away.mine(s, me) if it not in replaced]
    yield from _seen_to(s, me, [*others, new])
    yield GoAway(new.id, me.id, new.first, new.last, new.cover_id)
    yield Say(me.id, m.AWAY_DONE, {"days": days_away.of(new)}, options=NOT_AWAY)
    yield from _visits_meanwhile(s, me, new)
    if cover.takes_part(me):
        yield from cover.arranged(s, me, new)


def _visits_meanwhile(s: Snapshot, me: Person, it: Absence) -> Iterator[Decision]:
    """They are not changed by themselves: the volunteer is asked to, a co-ordinator sees to it."""
    found = [visit for visit in _planned(s, me) if _within(visit, it)]
    if not found:
        return
    lines = tuple(Text(m.AWAY_VISIT, {"place": v.place, "starts_at": v.starts_at}) for v in found)
    yield Say(me.id, m.AWAY_VISITS, {"lines": lines})
    match = sight.match_of(s, found[0])
    yield from tasks.open_task(s, TaskKind.AWAY, match=match, visit=found[0], person=me)


def _planned(s: Snapshot, me: Person) -> list[Visit]:
    mine = [v for v in s.visits if v.volunteer_id == me.id and v.state is VisitState.PLANNED]
    return sorted(mine, key=lambda v: v.starts_at or v.home_by)


def _within(visit: Visit, it: Absence) -> bool:
    first, last = (local(at).date() for at in (visit.starts_at or visit.home_by, visit.home_by))
    return first <= it.last and it.first <= last


@conversation("not_away")
def not_away(s: Snapshot) -> Script:
    """AWAY OFF where there are several: which days are off."""
    me = s.me
    assert me is not None
    mine = days_away.mine(s, me)
    if not mine:
        yield Say(me.id, m.AWAY_NONE)
        return
    offered = [(str(it.id), days_away.of(it), it) for it in mine]
    it = yield from choose("which", m.AWAY_OFF_WHICH, offered)
    yield from _taken_back(s, me, it)


def _taken_back(s: Snapshot, me: Person, it: Absence) -> Iterator[Decision]:
    """Back sooner, or never gone; what waited only for that is seen to."""
    yield from _ended(it)
    yield from _seen_to(s, me, [one for one in days_away.mine(s, me) if one != it])
    back = cover.takes_part(me) and cover.begun(s, it)
    yield Say(me.id, m.AWAY_OFF_BACK if back else m.AWAY_OFF, {"days": days_away.of(it)})
    yield from cover.called_off(s, me, it)


def _seen_to(s: Snapshot, me: Person, left: list[Absence]) -> Iterator[DoTask]:
    """What nobody needs to see to, now that only these are left."""
    clashing = {v.id for v in _planned(s, me) for it in left if _within(v, it)}
    for task in s.tasks:
        if task.person_id != me.id:
            continue
        moot = task.kind is TaskKind.AWAY and task.visit_id not in clashing
        if moot or (task.kind is TaskKind.COVER and all(it.cover_id for it in left)):
            yield DoTask(task.id)


def _ended(it: Absence) -> Iterator[Decision]:
    yield EndAbsence(it.id)
    yield StopTimer(TimerKind.AWAY, it.id)
