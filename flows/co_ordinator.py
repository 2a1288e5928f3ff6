"""What co-ordinators send: WHO, a code, an outcome, a hand-over, DUTY ON and OFF."""

from __future__ import annotations

from flows import alerts, away, digest, matches, notices, sight
from flows.conversation import begin
from flows.decisions import Decision, Say, SetDuty
from flows.facts import Alert, AlertState, Outcome, Person, Snapshot, VisitState
from flows.words import Meaning, Word
from locales import messages as m
from locales.message import Text

OUTCOMES = {
    Word.SAFE: Outcome.SAFE,
    Word.POLICE: Outcome.POLICE,
    Word.FALSE: Outcome.FALSE_ALARM,
}


def answer(s: Snapshot, me: Person, meaning: Meaning) -> list[Decision] | None:
    """What a co-ordinator's word does; None when it is not a co-ordinator's word."""
    if meaning.word is Word.WHO:
        return [who(s, me)]
    if meaning.word in (Word.DUTY_ON, Word.DUTY_OFF):
        return _duty(s, me, meaning.word is Word.DUTY_ON)
    if meaning.word is Word.CODE and meaning.code:
        return _with_alert(s, me, meaning.code)
    if meaning.word in OUTCOMES:
        return _outcome(s, me, meaning)
    if meaning.word is Word.HAND_OVER:
        alert = _meant(s, me, meaning.code)
        if alert is None:
            return [_which(s, me, meaning)]
        return alerts.offer(s, me, alert, meaning.rest)
    return digest.answer(s, me, meaning) or _scheme_work(s, me, meaning)


def _scheme_work(s: Snapshot, me: Person, meaning: Meaning) -> list[Decision] | None:
    """What a co-ordinator does besides alerts."""
    match meaning.word:
        case Word.MATCH:
            return matches.answer(s, me, meaning.rest)
        case Word.NOTICE:
            return begin(notices.notice, s, meaning.rest)
        case Word.NOTICES:
            return notices.show(s, me)
        case Word.AWAY:
            return away.answer(s, me, meaning.rest)
    return None


def _with_alert(s: Snapshot, me: Person, code: str) -> list[Decision]:
    alert = alerts.find(s, code)
    if alert is None:
        return [Say(me.id, m.CODE_UNKNOWN, {"code": code})]
    return alerts.take(s, me, alert)


def _outcome(s: Snapshot, me: Person, meaning: Meaning) -> list[Decision] | None:
    alert = _meant(s, me, meaning.code)
    if alert is not None:
        return alerts.give_outcome(s, me, alert, OUTCOMES[meaning.word])
    if not meaning.code and (not _open(s) or meaning.me):
        return None
    return [_which(s, me, meaning)]


def _open(s: Snapshot) -> list[Alert]:
    me = s.me.id if s.me else 0
    seen = (a for a in s.alerts if me not in sight.kept_from(s, a))
    return [a for a in seen if a.state is not AlertState.CLOSED]


def _meant(s: Snapshot, me: Person, code: str | None) -> Alert | None:
    """The alert of this code; without a code, the only one I have."""
    if code:
        return alerts.find(s, code)
    mine = [a for a in _open(s) if a.taken_by == me.id]
    return mine[0] if len(mine) == 1 else None


def _which(s: Snapshot, me: Person, meaning: Meaning) -> Say:
    if meaning.code:
        return Say(me.id, m.CODE_UNKNOWN, {"code": meaning.code})
    word = _WORDS.get(meaning.word, "SAFE")
    lines = tuple(
        Text(m.CODE_LINE, {"word": word, "code": a.code, "name": _name(s, a)}) for a in _open(s)
    )
    return Say(me.id, m.CODE_NEEDED, {"lines": lines})


def untaken(s: Snapshot, me: Person) -> Say | None:
    """What an OK to an alarm gets: it is not taken before its code is sent."""
    open_ones = [a for a in _open(s) if a.taken_by is None and a.volunteer_id != me.id]
    if not open_ones or not alerts.is_co_ordinator(me):
        return None
    lines = tuple(Text(m.CODE_TAKE_LINE, {"code": a.code, "name": _name(s, a)}) for a in open_ones)
    return Say(me.id, m.CODE_NEEDED, {"lines": lines})


_WORDS = {Word.POLICE: "POLICE", Word.FALSE: "FALSE", Word.HAND_OVER: "HAND OVER"}


def _name(s: Snapshot, alert: Alert) -> str:
    return s.people[alert.volunteer_id].first_name


def who(s: Snapshot, me: Person) -> Say:
    """Who is out, and what is open."""
    open_alerts = [_alert_line(s, alert) for alert in _open(s)]
    out = sorted((v for v in s.visits if v.state is VisitState.OUT), key=lambda v: v.home_by)
    lines = open_alerts + [
        Text(
            m.WHO_LINE,
            {
                "name": s.people[v.volunteer_id].first_name,
                "place": v.place,
                "home_by": v.home_by,
            },
        )
        for v in out
    ]
    if not lines:
        return Say(me.id, m.WHO_NOBODY)
    return Say(me.id, m.WHO_LIST, {"lines": tuple(lines)})


def _alert_line(s: Snapshot, alert: Alert) -> Text:
    args = {"code": alert.code, "name": _name(s, alert)}
    taker = s.people.get(alert.taken_by or 0)
    quiet = sight.secret(s, alert.volunteer_id)
    if taker is None:
        return Text(m.WHO_ALERT_OPEN_QUIET if quiet else m.WHO_ALERT_OPEN, args)
    message = m.WHO_ALERT_TAKEN_QUIET if quiet else m.WHO_ALERT_TAKEN
    return Text(message, {**args, "who": taker.first_name})


def _duty(s: Snapshot, me: Person, on_duty: bool) -> list[Decision]:
    if on_duty:
        return [SetDuty(me.id, True), Say(me.id, m.DUTY_ON)]
    others = [p.first_name for p in s.co_ordinators if p.on_duty and p.id != me.id]
    said = Say(me.id, m.DUTY_OFF, {"others": others}) if others else Say(me.id, m.DUTY_OFF_NOBODY)
    mine = [a.code for a in _open(s) if a.taken_by == me.id]
    holding = [Say(me.id, m.DUTY_OFF_HOLDING, {"codes": mine, "code": mine[0]})] if mine else []
    return [SetDuty(me.id, False), said, *holding]
