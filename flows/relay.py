"""Carer and volunteer reach each other through the scheme, around a visit, unseen numbers both.

All that is written is logged. Behaviour, worries about the volunteer, ways to reach each other
and long texts are held back, and the sender is told so: nothing counts as passed that was not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from flows import chase, enrol, general, sight, tasks, words
from flows.answers import Got, Missed, Plain, Reply
from flows.carer_answers import Known, OkNoOrWords
from flows.conversation import Script, ask, begin, choose, conversation
from flows.decisions import Decision, Relay, Say, Urgency
from flows.facts import AlertKind, Match, Person, Snapshot, TaskKind
from flows.reading import carer_words
from flows.relay_lines import Line, lines, my_matches, reader, visits_of, window
from flows.words import Word
from locales import carer_messages as m
from locales import messages as general_m
from locales.message import Message, OwnWords, Text

MOST = 300
"""Letters that are passed on at once: two or three parts of an SMS."""


def from_carer(s: Snapshot, me: Person, text: str) -> list[Decision] | None:
    """A carer's free words: passed on while a line is open; None where none is."""
    open_lines = lines(s, me, carer=True)
    if not open_lines:
        return None
    if len(open_lines) > 1:
        danger = carer_words.is_danger(text, words.understand(text))
        alarmed = enrol.help_first(s, me) if danger else []
        return [*alarmed, *begin(for_whom, s, text)]
    return passed(s, open_lines[0], text)


def from_volunteer(s: Snapshot, me: Person, text: str) -> list[Decision]:
    """CARER and words: passed on to the carer while the relay is open."""
    open_lines = lines(s, me, carer=False)
    if carer_words.is_danger(text, words.understand(text)) and not open_lines:
        return list(enrol.help_first(s, me))
    if not open_lines or open_lines[0].other is None:
        return begin(not_open, s)
    return passed(s, open_lines[0], text) if text else begin(tell_carer, s)


def passed(s: Snapshot, line: Line, text: str) -> list[Decision]:
    """Send it on and say so, or hold it back and say why. A cry for help is also told to the
    scheme, whatever becomes of the words."""
    danger = carer_words.is_danger(text, words.understand(text))
    if carer_words.is_worry(text, _names(s, line)):
        return [_log(line, text, False), *_worried(s, line, danger)]
    if not danger and carer_words.is_behaviour(text):
        return [_log(line, text, False), *begin(behaviour, s, str(line.match.id))]
    why = _held(text)
    if why is not None:
        alarmed = enrol.help_first(s, line.me) if danger else []
        return [_log(line, text, False), *alarmed, Say(line.me.id, why, {"most": MOST})]
    if line.other is None:
        alarmed = enrol.help_first(s, line.me) if danger else begin(not_open, s)
        return [_log(line, text, False), *alarmed]
    return [*_sent(s, line, line.other, text), *_receipt(s, line, danger)]


def _names(s: Snapshot, line: Line) -> list[str]:
    volunteer = s.people.get(line.match.volunteer_id)
    return [volunteer.first_name] if volunteer and line.from_carer else []


def _worried(s: Snapshot, line: Line, danger: bool) -> Sequence[Decision]:
    """Whoever is worried about the other hears from the scheme; the other never hears of it."""
    if danger:
        return enrol.help_first(s, line.me)
    if line.from_carer:
        return worried(s, line.me)
    return general.ring_me(s, line.me, general_m.INCIDENT_NOW)


def worried(s: Snapshot, me: Person) -> list[Decision]:
    """A carer's worry goes to a co-ordinator, never to the volunteer; nothing more is asked."""
    raised, told = chase.ask_for(s, AlertKind.CALL_ME, me)
    if not told:
        phone = s.scheme.phone or s.scheme.name
        return [*raised, Say(me.id, m.CARER_WORRY_NOBODY, {"phone": phone})]
    return [*raised, Say(me.id, m.CARER_WORRY, {"told": told})]


def somebody_rings(s: Snapshot, match: Match | None, said: Say) -> Sequence[Decision]:
    """`said` promises me that a co-ordinator rings: only where there is one who may hear of it.
    The volunteer may be all there is; then we keep trying, and say so."""
    me = s.me
    assert me is not None
    return [said] if sight.in_charge(s, match, but=me.id) else worried(s, me)


def _held(text: str) -> Message | None:
    if len(text) > MOST:
        return m.RELAY_TOO_LONG
    return m.RELAY_NO_CONTACT if carer_words.gives_contact(text) else None


def _log(line: Line, text: str, sent: bool) -> Relay:
    return Relay(line.match.id, line.me.id, text, sent, line.visit.id)


def _sent(s: Snapshot, line: Line, other: Person, text: str) -> Iterator[Decision]:
    first = line.visit.id not in s.relayed
    args: dict[str, Any] = {
        "reference": line.match.reference,
        "volunteer": line.me.first_name,
        "words": OwnWords(text),
    }
    if line.from_carer:
        message = m.RELAY_TO_VOLUNTEER_FIRST if first else m.RELAY_TO_VOLUNTEER
    else:
        message = m.RELAY_TO_CARER_FIRST if first else m.RELAY_TO_CARER
    yield _log(line, text, True)
    yield Say(other.id, message, args, Urgency.REPLY, visit=line.visit.id)


def _receipt(s: Snapshot, line: Line, danger: bool) -> list[Decision]:
    if not danger:
        first = line.visit.id not in s.relayed
        message = m.RELAY_PASSED_FIRST if first else m.RELAY_PASSED
        return [Say(line.me.id, message, {"to": line.to})]
    raised, told = chase.ask_for(s, AlertKind.CALL_ME, line.me)
    args = {"to": line.to, "told": told, "phone": s.scheme.phone or s.scheme.name}
    message = m.CARER_CRY_PASSED if told else m.CARER_CRY_PASSED_NOBODY
    return [Say(line.me.id, message, args, Urgency.SAFETY), *raised]


class SomeWords(Plain):
    """Any words, whole."""

    from_rest = True

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        return Got(reply.text) if reply.text.strip() else Missed(general_m.CANT_READ_THAT)


@conversation("relay_for_whom")
def for_whom(s: Snapshot) -> Script:
    """A carer of several children, with several visits near: about which one?"""
    me = s.me
    assert me is not None
    text = yield from ask("words", m.RELAY_WORDS, SomeWords())
    open_lines = lines(s, me, carer=True)
    if not open_lines:
        yield from begin(not_open, s)
        return
    offered = [(str(one.match.id), _label(s, one), one) for one in open_lines]
    line: Line = yield from choose("which", m.RELAY_WHOM, offered)
    yield from passed(s, line, text)


def _label(s: Snapshot, line: Line) -> Text:
    volunteer = s.people.get(line.match.volunteer_id)
    args = {
        "reference": line.match.reference,
        "volunteer": volunteer.first_name if volunteer else "",
        "starts_at": line.visit.starts_at or line.visit.home_by,
    }
    return Text(m.CARER_WHICH_VISIT, args)


@conversation("relay_tell_carer")
def tell_carer(s: Snapshot) -> Script:
    """CARER alone: what shall the carer hear?"""
    me = s.me
    assert me is not None
    open_lines = lines(s, me, carer=False)
    match = open_lines[0].match if open_lines else sight.my_match(s, me.id)
    args = {"reference": match.reference if match else ""}
    text = yield from ask("words", m.RELAY_WHAT, SomeWords(), **args)
    yield from from_volunteer(s, me, text)


@conversation("relay_behaviour")
def behaviour(s: Snapshot) -> Script:
    """Talk about behaviour is held back: the rule, and an ear for it."""
    me = s.me
    assert me is not None
    mine = [one for one in s.matches if me.id in (one.carer_id, one.volunteer_id)]  # ended ones too
    offered = tuple((str(one.id), one.reference, one) for one in mine)
    if not offered:
        yield from begin(not_open, s)
        return
    match = yield from ask("match", m.RELAY_ABOUT, Known(offered))
    told = _first_name(sight.in_charge(s, match, but=me.id))
    wants = yield from ask("ring", m.RELAY_BEHAVIOUR, _ok_or_words(s, me), told=told)
    if isinstance(wants, str):
        yield from heard(s, me, wants)
    elif wants:
        yield from tasks.open_task(s, TaskKind.RELAY_HELD, match=match, person=me, urgent=True)
        said = Say(me.id, m.RELAY_BEHAVIOUR_RINGS, {"told": told})
        yield from somebody_rings(s, match, said)
    else:
        yield Say(me.id, m.RELAY_BEHAVIOUR_NO)


def _ok_or_words(s: Snapshot, me: Person) -> OkNoOrWords:
    matches = my_matches(s, me, carer=True)
    names = [s.people[one.volunteer_id].first_name for one in matches]
    return OkNoOrWords(bool(lines(s, me, carer=True)), names)


def heard(s: Snapshot, me: Person, text: str) -> list[Decision]:
    """Words that came instead of an OK or a NO: passed on, or told to the scheme."""
    meaning = words.understand(text)
    if meaning is not None and meaning.word is Word.RELAY and my_matches(s, me, carer=False):
        return from_volunteer(s, me, meaning.rest)
    passed_on = from_carer(s, me, text)
    if passed_on is not None:
        return passed_on
    danger = carer_words.is_danger(text, meaning)
    return enrol.help_first(s, me) if danger else worried(s, me)


def _first_name(person: Person | None) -> str | Message:
    return person.first_name if person else general_m.A_CO_ORDINATOR


@conversation("relay_not_open")
def not_open(s: Snapshot) -> Script:
    """It cannot be passed on now: when it could be, and somebody to ring meanwhile."""
    me = s.me
    assert me is not None
    message, args = _why_not(s, me)
    wants = yield from ask("ring", message, _ok_or_words(s, me), **args)
    if isinstance(wants, str):
        yield from heard(s, me, wants)
    elif wants:
        yield from general.ring_me(s, me, general_m.PERSON_ASKED)
    else:
        yield Say(me.id, m.RELAY_BEHAVIOUR_NO)


def _why_not(s: Snapshot, me: Person) -> tuple[Message, dict[str, Any]]:
    carer = not my_matches(s, me, carer=False)
    matches = my_matches(s, me, carer=carer)
    if not matches:
        return m.RELAY_NO_MATCH, {}
    if not any(reader(s, match, carer=carer) for match in matches):
        name = s.people[matches[0].volunteer_id].first_name
        the_carer = Text(m.RELAY_THE_CARER, {"reference": matches[0].reference})
        return m.RELAY_UNREACHABLE, {"to": name if carer else the_carer}
    windows = [window(s, v) for match in matches for v in visits_of(s, match)]
    coming = [found[0] for found in windows if found and found[0] > s.now]
    return (m.RELAY_OPENS, {"opens": min(coming)}) if coming else (m.RELAY_NO_VISIT, {})
