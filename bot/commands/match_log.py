"""match read: what was written about a young person's visits, and between carer and volunteer."""

from __future__ import annotations

import json
from collections.abc import Iterator

import sqlalchemy as sa

from bot.commands.matching import Desk, at_desk, reference_of
from bot.commands.trouble import Refused
from flows.facts import Match, Visit
from flows.times import local
from storage import journal
from storage.matches import matches_called
from storage.reading import VISIT_ROW, visit_from
from storage.records import claim_of, record_of
from storage.relays import relays_of
from storage.tables import visits

_VISITS = VISIT_ROW.where(visits.c.match_id == sa.bindparam("match")).order_by(visits.c.home_by)


def read_match(reference: str) -> None:
    """Print it all, the oldest first. That it was read is kept in the journal. Raises Refused."""
    print("\n".join(at_desk(lambda desk: read(desk, reference_of(reference)))))


def read(desk: Desk, reference: str) -> list[str]:
    """The lines to print; every match that ever went by this reference."""
    found = matches_called(desk.conn, reference)
    if not found:
        raise Refused(f"There is no match {reference}, and there never was.")
    lines = [line for match in found for line in _of(desk, match)]
    about = {"matches": [match.id for match in found]}
    journal.note(desk.conn, desk.keys, desk.now, "MatchRead", None, about)
    return lines or [f"Nothing has been written about {reference} yet."]


def _of(desk: Desk, match: Match) -> Iterator[str]:
    for row in desk.conn.execute(_VISITS, {"match": match.id}).all():
        yield from _visit(desk, visit_from(desk.keys, row))
    names = {match.volunteer_id: "volunteer"}
    for said in relays_of(desk.conn, desk.keys, match.id):
        held = "" if said.passed else " (held back)"
        who = names.get(said.sender_id, "carer")
        yield f"{local(said.at):%d %b %Y %H:%M}  {who}{held}: {said.text}"


def _visit(desk: Desk, visit: Visit) -> Iterator[str]:
    """A visit's record, the words for the young person, and what it cost."""
    kept, claim = (
        record_of(desk.conn, desk.keys, visit.id),
        claim_of(desk.conn, desk.keys, visit.id),
    )
    if kept is None:
        return
    yield f"{local(visit.starts_at or visit.home_by):%d %b %Y %H:%M}  visit: {visit.place}"
    for name, answer in kept.answers.items():
        yield f"    {name}: {answer if isinstance(answer, str) else json.dumps(answer)}"
    if kept.letter:
        yield f"    for the young person: {kept.letter}"
    for kind, pence in claim.lines if claim else ():
        yield f"    spent on {kind}: {pence / 100:.2f}"
