"""Sharing a transaction changes nothing but the speed."""

from flows import decisions as d
from flows.decisions import Say
from flows.events import TimerKind
from flows.facts import (
    AlertKind,
    Kept,
    Reach,
    Role,
    Shown,
    Talk,
)
from flows.ladder import MISSED_CHECK_OUT, SOS
from storage import journal, migrate
from storage.store import Store
from storage.tables import addresses, alerts, outbox, talks
from storage.tables import timers as timers_table
from storage.tables import visits as visits_table
from tests.storage.house import (
    HELLO,
    HOUR,
    House,
    person,
    says,
)


def _script(event, s):
    """Something different for everybody, by what they wrote."""
    visit, alert = s.fresh[0], s.fresh[1]
    talk = Talk("check_in", 1, {"a": Kept(event.text, 1)}, Shown(1, "q"), s.now + HOUR)
    return {
        0: [d.StartVisit(visit, s.me.id, "Park", s.now + HOUR, MISSED_CHECK_OUT, None),
            d.SetTimer(TimerKind.VISIT_DUE, visit, s.now + HOUR)],
        1: [d.RaiseAlert(alert, AlertKind.SOS, s.me.id, SOS),
            Say(s.me.id, HELLO, {"name": d.NEW_CODE})],
        2: [d.KeepTalk(s.me.id, talk), d.SetLanguage(s.me.id, "cy")],
        3: [d.CountUnknown(s.me.id, s.unknown_count + 1), Say(s.me.id, HELLO, {"name": "x"})],
        4: [d.SetReach(event.channel, event.address, Reach.BLOCKED)],
    }[int(event.text) % 5]  # fmt: skip


async def _outcome(house):
    """What a database says in the end, without what is random by nature."""
    shown = {}
    for table, columns in {
        visits_table: ("volunteer_id", "state", "home_by"),
        alerts: ("volunteer_id", "code", "state", "opened_at"),
        talks: ("person_id", "flow", "expires_at"),
        addresses: ("person_id", "reach"),
        outbox: ("person_id", "channel", "state", "urgency"),
        timers_table: ("kind", "due_at"),
    }.items():
        rows = await house.rows(table)
        shown[table.name] = sorted(tuple(row[c] for c in columns) for row in rows)
    entries = await house.store.read(lambda conn: journal.entries(conn, house.keys))
    shown["journal"] = [(kind, who) for _, _, kind, who, _ in entries]
    return shown


async def test_fifty_together_come_out_as_one_by_one(house, tmp_path):
    cast = [person(f"V{n}", Role.VOLUNTEER, f"+44770091{n:04}") for n in range(50)]
    events = [says(f"+44770091{n:04}", str(n)) for n in range(50)]
    await house.add(*cast)
    url = f"sqlite:///{tmp_path}/other.sqlite3"
    migrate.upgrade(url)
    other = House(await Store.open(url, house.keys))
    await other.add(house.ana, house.ben, house.cleo, house.dee, *cast)

    together = await house.turns(events, _script)
    for event in events:
        await other.turn(event, _script)
    assert await _outcome(house) == await _outcome(other)
    texts = [row.text for turn in together for row in turn.outgoing]
    assert len(set(texts)) == 11, "ten alerts, ten codes"
    await other.store.close()
