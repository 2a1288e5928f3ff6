"""Rows of matches, tasks, notices and absences into facts, and facts into their columns."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from flows.facts import Absence, Match, Notice, NoticeKind, Stage, Task, TaskKind
from storage.keys import Keys
from storage.sets import AnyRow
from storage.tables import absences, matches, notices, tasks

DETAIL, RECORD, CLAIM, RELAYED, NOTICE, REASON = (
    "task", "record", "claim", "relay", "notice", "reason",
)  # fmt: skip
"""What each sealed column is sealed for."""

MATCH_ROW = sa.select(
    matches.c.id,
    matches.c.reference,
    matches.c.volunteer_id,
    matches.c.stage,
    matches.c.began_at,
    matches.c.carer_id,
    matches.c.co_ordinator_id,
    matches.c.language,
    matches.c.kept,
    matches.c.last_visit_at,
    matches.c.explained_at,
    matches.c.review_on,
    matches.c.ended_at,
    matches.c.stamp,
)
TASK_ROW = sa.select(
    tasks.c.id,
    tasks.c.number,
    tasks.c.kind,
    tasks.c.opened_at,
    tasks.c.urgent,
    tasks.c.person_id,
    tasks.c.match_id,
    tasks.c.visit_id,
    tasks.c.owner_id,
    tasks.c.detail,
    tasks.c.done_at,
    tasks.c.stamp,
)
NOTICE_ROW = sa.select(
    notices.c.id,
    notices.c.number,
    notices.c.kind,
    notices.c.text,
    notices.c.by,
    notices.c.sent_at,
    notices.c.at,
    notices.c.asks,
)
ABSENCE_ROW = sa.select(
    absences.c.id,
    absences.c.person_id,
    absences.c["first"],
    absences.c["last"],
    absences.c.cover_id,
)


def match_from(row: AnyRow) -> Match:
    number, reference, volunteer, stage, *rest = row
    return Match(number, reference, volunteer, Stage(stage), *rest)


def match_columns(match: Match) -> dict[str, Any]:
    return {
        "id": match.id,
        "reference": match.reference,
        "volunteer_id": match.volunteer_id,
        "carer_id": match.carer_id,
        "co_ordinator_id": match.co_ordinator_id,
        "stage": match.stage.value,
        "language": match.language,
        "began_at": match.began_at,
        "kept": match.kept,
        "last_visit_at": match.last_visit_at,
        "explained_at": match.explained_at,
        "review_on": match.review_on,
        "ended_at": match.ended_at,
    }


def task_from(keys: Keys, row: AnyRow) -> Task:
    number, serial, kind, *rest = row
    opened_at, urgent, person, match, visit, owner, detail, done_at, stamp = rest
    return Task(
        id=number,
        number=serial,
        kind=TaskKind(kind),
        opened_at=opened_at,
        urgent=urgent,
        person_id=person,
        match_id=match,
        visit_id=visit,
        owner_id=owner,
        detail=keys.open(DETAIL, detail).decode(),
        done_at=done_at,
        stamp=stamp,
    )


def task_columns(keys: Keys, task: Task) -> dict[str, Any]:
    return {
        "id": task.id,
        "number": task.number,
        "kind": task.kind.value,
        "urgent": task.urgent,
        "person_id": task.person_id,
        "match_id": task.match_id,
        "visit_id": task.visit_id,
        "owner_id": task.owner_id,
        "detail": keys.seal(DETAIL, task.detail),
        "opened_at": task.opened_at,
        "done_at": task.done_at,
    }


def notice_from(keys: Keys, row: AnyRow) -> Notice:
    number, serial, kind, text, by, sent_at, at, asks = row
    words = keys.open(NOTICE, text).decode()
    return Notice(number, serial, NoticeKind(kind), words, by, sent_at, at, asks)


def absence_from(row: AnyRow) -> Absence:
    return Absence(*row)
