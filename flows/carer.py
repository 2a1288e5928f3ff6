"""What a carer sends: when the next visit is, moving one, a worry, or word for the volunteer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from flows import change_visit, enrol, relay, sight, tasks, visit_list, words
from flows.carer_answers import ELSE, AboutWhat
from flows.carer_moves import GOOD_REASONS, cared_for, carer_change, movable, said_of
from flows.check_out import under_way
from flows.conversation import Script, ask, begin, choose, conversation
from flows.decisions import Decision, Option, Say
from flows.events import Arrived
from flows.facts import Match, Person, Role, Snapshot, TaskKind, Visit, VisitState
from flows.reading import carer_words
from flows.relay_lines import lines
from flows.visit_words import end
from flows.words import Meaning, Word
from locales import carer_messages as m
from locales import messages as general_m
from locales.message import Text

MOST_LISTED = 3
"""Visits of one young person that are listed."""


def answer(s: Snapshot, me: Person, event: Arrived, meaning: Meaning) -> list[Decision] | None:
    """What a carer's word does; None when it is not a carer's word."""
    volunteer = Role.VOLUNTEER in me.roles
    match meaning.word:
        case Word.VISITS:
            own = begin(visit_list.visits, s) if volunteer else []
            return [*diary(s, me), *own]
        case Word.CHANGE | Word.CANCEL_VISIT:
            both = volunteer and bool(change_visit.planned_by(s, me))
            return begin(whose_visit if both else carer_change, s, meaning.rest)
        case Word.CONCERN:
            return relay.worried(s, me)
        case Word.INCIDENT if not volunteer:
            return relay.worried(s, me)
        case Word.RELAY:
            return _relayed(s, me, meaning.rest, volunteer)
        case Word.OK | Word.NO if under_way(s, me) is None:
            meant = meaning.rest or me.roles == {Role.CARER}
            return relay.from_carer(s, me, event.text) if meant else None
    return None


def _relayed(s: Snapshot, me: Person, text: str, volunteer: bool) -> list[Decision] | None:
    """VISITOR and words. Who is a volunteer as well means the one whose line is open."""
    if volunteer and (lines(s, me, carer=False) or not lines(s, me, carer=True)):
        return None
    if not text:
        return begin(about, s)
    return unclear_words(s, me, text) or begin(relay.not_open, s)


def diary(s: Snapshot, me: Person) -> list[Decision]:
    """The next visits, against double booking."""
    found = [line for match in cared_for(s, me) for line in _lines(s, match)]
    if not found:
        return [Say(me.id, m.CARER_NO_MATCH, {"phone": s.scheme.phone or s.scheme.name})]
    change = (Option("CHANGE", "CHANGE", "CHANGE"),) if movable(s, me) else ()
    return [Say(me.id, m.CARER_VISITS, {"lines": tuple(found)}, options=change)]


def _lines(s: Snapshot, match: Match) -> Iterator[Text]:
    ahead = [v for v in s.visits if v.match_id == match.id and _counts(v, s)]
    ahead.sort(key=lambda v: (v.state is not VisitState.OUT, v.starts_at or v.home_by))
    for visit in ahead[:MOST_LISTED]:
        yield _line(s, visit)
    if not ahead:
        yield Text(m.CARER_VISITS_NONE, {"reference": match.reference})


def _counts(visit: Visit, s: Snapshot) -> bool:
    planned = visit.state is VisitState.PLANNED and visit.home_by > s.now
    return planned or visit.state is VisitState.OUT


def _line(s: Snapshot, visit: Visit) -> Text:
    known, offer = said_of(s, visit), visit.offer
    if visit.state is VisitState.OUT:
        return Text(m.CARER_VISIT_NOW, known)
    if offer is None:
        return Text(m.CARER_VISIT, known)
    until = end(offer.starts_at, offer.home_by)
    asked = {**known, "offer_at": offer.starts_at, "offer_until": until}
    return Text(m.CARER_VISIT_ASKED, asked)


def cried(s: Snapshot, me: Person, text: str, meaning: Meaning | None) -> list[Decision]:
    """HELP, or a cry for it: 999, a person rings, and the volunteer hears what was written."""
    if meaning is None or meaning.rest:
        passed = relay.from_carer(s, me, text)
        if passed is not None:
            return passed
    if carer_words.is_worry(text, volunteers(s, me)):
        return relay.worried(s, me)
    return enrol.help_first(s, me)


def volunteers(s: Snapshot, me: Person) -> tuple[str, ...]:
    """The first names of those who visit whom I care for."""
    known = (s.people.get(match.volunteer_id) for match in cared_for(s, me))
    return tuple(person.first_name for person in known if person is not None)


def unclear(s: Snapshot, me: Person, event: Arrived) -> list[Decision] | None:
    """Words that are no command: word for the volunteer while the relay is open, else asked."""
    if under_way(s, me) is not None:
        return None
    found = unclear_words(s, me, event.text)
    if found is not None:
        return found
    if words.is_pleasantry(event.text):
        return [Say(me.id, general_m.ALL_WELL)]
    return None if me.roles & {Role.VOLUNTEER, Role.CO_ORDINATOR} else begin(about, s)


def unclear_words(s: Snapshot, me: Person, text: str) -> list[Decision] | None:
    """Free words by what they are about, the gravest first; None where they are about nothing."""
    names = volunteers(s, me)
    meaning = words.understand(text)
    if carer_words.is_danger(text, meaning):
        return cried(s, me, text, None)
    if carer_words.is_worry(text, names):
        return relay.from_carer(s, me, text) or relay.worried(s, me)
    if carer_words.asks_when(text):
        return diary(s, me)
    near, why = bool(lines(s, me, carer=True)), carer_words.reason(text, names)
    if movable(s, me) and carer_words.moves(text) and (why or not near):
        return begin(carer_change, s, text)
    if near:
        return relay.from_carer(s, me, text)
    if carer_words.is_behaviour(text):
        mine = cared_for(s, me)
        return begin(relay.behaviour, s, str(mine[0].id) if len(mine) == 1 else "")
    if why in GOOD_REASONS and movable(s, me):
        return begin(carer_change, s, text)
    return None


@conversation("carer_about", expires=timedelta(hours=1))
def about(s: Snapshot) -> Script:
    """Words that nobody understood: what is it about?"""
    me = s.me
    assert me is not None
    near = bool(lines(s, me, carer=True))
    what = yield from ask("about", m.CARER_ABOUT, AboutWhat(volunteers(s, me), near))
    if what == "move":
        yield from begin(carer_change, s)
    elif what == "worry":
        yield from relay.worried(s, me)
    elif what == ELSE:
        yield from _asks(s, me)
    else:
        yield from unclear_words(s, me, what) or begin(carer_change, s, what)


def _asks(s: Snapshot, me: Person) -> Iterator[Decision]:
    mine = cared_for(s, me)
    match = mine[0] if len(mine) == 1 else None
    yield from tasks.open_task(s, TaskKind.CARER_ASKS, match=match, person=me, urgent=True)
    person = sight.in_charge(s, match, but=me.id)
    told = person.first_name if person else general_m.A_CO_ORDINATOR
    said = Say(me.id, m.RELAY_BEHAVIOUR_RINGS, {"told": told})
    yield from relay.somebody_rings(s, match, said)


@conversation("carer_whose")
def whose_visit(s: Snapshot) -> Script:
    """Somebody who visits one child and cares for another: whose visit is meant?"""
    me = s.me
    assert me is not None
    mine = [(match.reference, match.reference, "cared") for match in cared_for(s, me)[:1]]
    whose = yield from choose("whose", m.CARER_WHOSE, [("own", m.CARER_WHOSE_OWN, "own"), *mine])
    yield from begin(change_visit.change_visit if whose == "own" else carer_change, s)
