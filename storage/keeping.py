"""What is written down as it was decided: records, claims, relayed words, notices, absences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from flows import decisions as d
from storage.ids import new_id
from storage.keys import Keys
from storage.reading import compact
from storage.reading_scheme import CLAIM, NOTICE, REASON, RECORD, RELAYED
from storage.records import record_of
from storage.sets import upsert
from storage.tables import absences, claims, notice_answers, notices, relays, visit_records

_KEEP_RECORD = upsert(
    visit_records,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[visit_records.c.visit_id],
        set_={name: insert.excluded[name] for name in ("language", "kept_at", "private")},
    ),
)
# A claim that was opened already is the start of it; the second telling adds nothing.
_OPEN_CLAIM = upsert(
    claims, lambda insert: insert.on_conflict_do_nothing(index_elements=[claims.c.visit_id])
)
_ANSWER = upsert(
    notice_answers,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[notice_answers.c.notice_id, notice_answers.c.person_id],
        set_={name: insert.excluded[name] for name in ("comes", "answered_at", "reason")},
    ),
)
_ADD_NOTICE = sa.insert(notices)
_LAST_NOTICE = sa.select(sa.func.coalesce(sa.func.max(notices.c.number), 0))
_RELAY = sa.insert(relays)
_GO_AWAY = sa.insert(absences)
_END_ABSENCE = sa.delete(absences).where(absences.c.id == sa.bindparam("row_id"))


def write_kept(
    conn: sa.Connection, keys: Keys, now: datetime, decided: Sequence[d.Decision]
) -> None:
    """Each in the order it was decided. They are few, so one statement for each."""
    for decision in decided:
        _KEEPERS[type(decision)](conn, keys, now, decision)


def _record(conn: sa.Connection, keys: Keys, now: datetime, it: d.KeepRecord) -> None:
    answers = {**_told_before(conn, keys, it.visit), **it.answers}
    private = compact({"answers": answers, "letter": it.letter})
    row = {"visit_id": it.visit, "language": it.language, "kept_at": now}
    conn.execute(_KEEP_RECORD[conn.dialect.name], {**row, "private": keys.seal(RECORD, private)})


def _told_before(conn: sa.Connection, keys: Keys, visit: int) -> dict[str, Any]:
    """The answers of a record that was begun and not finished."""
    begun = record_of(conn, keys, visit)
    if begun is None or not begun.answers.get(d.UNFINISHED):
        return {}
    return {name: told for name, told in begun.answers.items() if name != d.UNFINISHED}


def _claim(conn: sa.Connection, keys: Keys, now: datetime, it: d.OpenClaim) -> None:
    conn.execute(
        _OPEN_CLAIM[conn.dialect.name],
        {
            "id": new_id(),
            "visit_id": it.visit,
            "volunteer_id": it.volunteer,
            "state": "open",
            "opened_at": now,
            "private": keys.seal(CLAIM, compact({"lines": it.lines})),
        },
    )


def _relay(conn: sa.Connection, keys: Keys, now: datetime, it: d.Relay) -> None:
    conn.execute(
        _RELAY,
        {
            "id": new_id(),
            "match_id": it.match,
            "visit_id": it.visit,
            "sender_id": it.sender,
            "passed": it.passed,
            "at": now,
            "text": keys.seal(RELAYED, it.text),
        },
    )


def _notice(conn: sa.Connection, keys: Keys, now: datetime, it: d.AddNotice) -> None:
    conn.execute(
        _ADD_NOTICE,
        {
            "id": it.id,
            "number": conn.execute(_LAST_NOTICE).scalar_one() + 1,
            "kind": it.kind.value,
            "by": it.by,
            "sent_at": now,
            "at": it.at,
            "asks": it.asks,
            "text": keys.seal(NOTICE, it.text),
        },
    )


def _notice_answer(conn: sa.Connection, keys: Keys, now: datetime, it: d.AnswerNotice) -> None:
    row = {
        "id": new_id(),
        "notice_id": it.notice,
        "person_id": it.person,
        "comes": it.comes,
        "answered_at": now,
        "reason": keys.seal(REASON, it.reason),
    }
    conn.execute(_ANSWER[conn.dialect.name], row)


def _absence(conn: sa.Connection, keys: Keys, now: datetime, it: d.GoAway) -> None:
    row = {"id": it.id, "person_id": it.person, "first": it.first, "last": it.last}
    conn.execute(_GO_AWAY, {**row, "cover_id": it.cover})


def _end_absence(conn: sa.Connection, keys: Keys, now: datetime, it: d.EndAbsence) -> None:
    conn.execute(_END_ABSENCE, {"row_id": it.id})


_KEEPERS: dict[type, Callable[[sa.Connection, Keys, datetime, Any], None]] = {
    d.KeepRecord: _record,
    d.OpenClaim: _claim,
    d.Relay: _relay,
    d.AddNotice: _notice,
    d.AnswerNotice: _notice_answer,
    d.GoAway: _absence,
    d.EndAbsence: _end_absence,
}
