"""match and insurance, on a real database."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.commands.matching import Desk, Wanted, enter_match
from flows import decisions as d
from flows.events import TimerKind
from flows.facts import Channel, Role, Stage
from flows.scheme import Scheme
from storage import journal, people
from storage.entering import enter, load_named
from storage.known import Known
from storage.ledger import Ledger
from storage.matches import live_match
from storage.reading_scheme import DETAIL
from storage.tables import matches, outbox, tasks, timers, visits
from storage.writing import write
from tests.bot.test_people_commands import (
    ANA,
    CLEO,
    a_scheme,
    ask,
    everybody,
    joined,
    porchlight,
    to_send,
)

__all__ = ["a_scheme", "porchlight"]

ADD = ["match", "add", "K7", "--volunteer-phone", "07700 900001"]
SOON = datetime.now(UTC).date() + timedelta(days=10)


@pytest.fixture
def scheme(porchlight):
    """Ana, a volunteer, and Cleo, a co-ordinator, have joined."""
    porchlight(*ANA)
    porchlight(*CLEO)
    joined("Ana")
    joined("Cleo")
    to_send()
    return porchlight


def rows(table):
    return ask(lambda conn, keys, now: [dict(r) for r in conn.execute(sa.select(table)).mappings()])


def due():
    found = {(row["kind"], row["subject"]): row["due_at"] for row in rows(timers)}
    return {kind: at for (kind, _), at in found.items()}


def invite_carer(name="Eve", phone="+447700900005", number=None):
    def work(conn, keys, now):
        person = number or people.add_person(conn, keys, Role.CARER, name, "", phone, "en", now)
        people.invite(conn, keys, person, Role.CARER, now, now + timedelta(days=1))

    ask(work)


def test_a_match_is_made_and_watched(scheme):
    assert scheme(*ADD) == (0, "K7 is matched with Ana.\n")
    [match] = rows(matches)
    assert (match["reference"], match["stage"], match["kept"]) == ("K7", "introduction", 0)
    assert match["volunteer_id"] == everybody()["Ana"].id
    at = due()[TimerKind.NO_VISIT.value]
    assert timedelta(days=31) <= at - datetime.now(UTC) <= timedelta(days=32, hours=1)
    assert to_send() == []


def test_everything_can_be_given_and_the_carer_need_not_have_joined(scheme):
    invite_carer()
    more = ["--carer-phone", "07700 900005", "--co-ordinator-phone", "07700 900003"]
    more += ["--language", "cy", "--stage", "trial"]
    assert scheme("match", "add", "k7", *ADD[3:], *more)[0] == 0
    [match] = rows(matches)
    known = everybody()
    assert (match["carer_id"], match["co_ordinator_id"]) == (known["Eve"].id, known["Cleo"].id)
    assert (match["language"], match["stage"]) == ("cy", "trial")
    status, said = scheme("match", "list")
    assert status == 0
    for words in ("K7", "Ana", "trial", "Eve (not", "Cleo"):
        assert words in said
    joined("Eve")
    assert "(not" not in scheme("match", "list")[1]


def test_without_a_match_the_list_says_so(scheme):
    assert scheme("match", "list") == (0, "No match yet. Make one with `porchlight match add`.\n")


@pytest.mark.parametrize(
    "reference", ["Kai", "K", "K 7", "K7é", "K-7", "ABCDEFGHIJKL7", "", "Kai!"]
)
def test_a_name_is_no_reference(scheme, reference):
    status, said = scheme("match", "add", reference, *ADD[3:])
    assert status == 2
    assert "Use a reference such as K7, never a name" in said
    assert rows(matches) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--volunteer-phone", "07700 900009"], "No volunteer has that number."),
        (["--volunteer-phone", "07700 900003"], "No volunteer has that number."),
        ([*ADD[3:], "--carer-phone", "07700 900009"], "No carer has that number."),
        ([*ADD[3:], "--carer-phone", "07700 900003"], "No carer has that number."),
        ([*ADD[3:], "--co-ordinator-phone", "07700 900001"], "No co-ordinator has that number."),
        ([*ADD[3:], "--language", "xx"], "This scheme's languages are: en, cy."),
    ],
)
def test_a_match_that_cannot_be_is_refused(scheme, arguments, words):
    status, said = scheme("match", "add", "K7", *arguments)
    assert status == 2
    assert words in said
    assert rows(matches) == []


def test_who_has_not_joined_has_no_match(porchlight):
    porchlight(*ANA)
    assert porchlight(*ADD) == (2, "Ana has not joined yet.\n")


def test_nobody_is_both_sides_of_a_match(scheme):
    ana = everybody()["Ana"].id
    invite_carer(number=ana)
    assert "cannot be both" in scheme(*ADD, "--carer-phone", "07700 900001")[1]
    scheme("invite", "co-ordinator", "--name", "Ana", "--phone", "07700 900001")
    ask(lambda conn, keys, now: conn.execute(
        sa.text("INSERT INTO roles (person_id, role) VALUES (:p, 'co_ordinator')"), {"p": ana}
    ))  # fmt: skip
    said = scheme(*ADD, "--co-ordinator-phone", "07700 900001")[1]
    assert said == "Ana cannot look after their own match.\n"


def test_one_visitor_one_young_person(scheme):
    scheme(*ADD)
    status, said = scheme("match", "add", "B2", *ADD[3:])
    assert (status, said.split(":")[0]) == (2, "Ana is matched with K7")
    scheme("invite", "volunteer", "--name", "Bea", "--phone", "07700 900006")
    joined("Bea")
    status, said = scheme("match", "add", "k7", "--volunteer-phone", "07700 900006")
    assert (status, said.split(":")[0]) == (2, "K7 is matched with Ana")
    assert len(rows(matches)) == 1
    assert scheme("match", "end", "K7")[0] == 0
    assert scheme("match", "add", "K7", "--volunteer-phone", "07700 900006")[0] == 0


def test_a_match_moves_on(scheme):
    invite_carer()
    scheme(*ADD, "--stage", "trial")
    [number] = [row["id"] for row in rows(matches)]
    ask(lambda conn, keys, now: conn.execute(sa.insert(tasks), {
        "id": 9, "number": 1, "kind": "confidentiality", "urgent": False,
        "detail": keys.seal(DETAIL, b""),
        "match_id": number, "opened_at": now, "stamp": 1,
    }))  # fmt: skip
    arguments = ["--stage", "established", "--carer-phone", "07700900005", "--language", "cy"]
    arguments += ["--co-ordinator-phone", "07700900003", "--review", str(SOON), "--explained"]
    assert scheme("match", "change", "k7", *arguments) == (0, "K7 is changed.\n")
    [match] = rows(matches)
    assert match["stage"] == "established"
    assert match["carer_id"] == everybody()["Eve"].id
    assert match["co_ordinator_id"] == everybody()["Cleo"].id
    assert (match["language"], match["review_on"]) == ("cy", SOON)
    assert match["explained_at"] is not None
    assert due()[TimerKind.REVIEW.value] <= datetime.now(UTC), "ten days is within the fortnight"
    assert [row["done_at"] is not None for row in rows(tasks)] == [True]


def test_a_change_that_changes_nothing_is_refused(scheme):
    assert "There is no match K7." in scheme("match", "change", "K7", "--explained")[1]
    scheme(*ADD)
    assert "Nothing would change." in scheme("match", "change", "K7")[1]
    assert "Nothing would change." in scheme("match", "change", "K7", "--stage", "introduction")[1]
    gone = ["match", "change", "K7", "--review", "2020-01-01"]
    assert "--review has gone already" in scheme(*gone)[1]
    assert scheme("match", "change", "K7", "--stage", "ended")[0] == 2


def test_a_match_ends_with_its_visits_and_the_closure_review_waits(scheme):
    scheme(*ADD, "--co-ordinator-phone", "07700 900003")
    start = datetime.now(UTC) + timedelta(days=3)
    number = ask(lambda conn, keys, now: live_match(conn, "K7")).id
    scheme("plan", "--volunteer-phone", "07700 900001", "--place", "Caernarfon library",
           "--from", f"{start:%Y-%m-%d} 14:00", "--until", f"{start:%Y-%m-%d} 16:00")  # fmt: skip
    ask(lambda conn, keys, now: conn.execute(sa.update(visits).values(match_id=number)))
    to_send()
    status, said = scheme("match", "end", "k7")
    assert (status, said) == (0, "K7 has ended. The closure review waits for a co-ordinator.\n")
    assert [row["state"] for row in rows(visits)] == ["cancelled"]
    assert [row["ended_at"] is not None for row in rows(matches)] == [True]
    assert due() == {}
    kinds = {row["kind"]: row["owner_id"] for row in rows(tasks)}
    assert kinds == dict.fromkeys(("closure", "tell_carer"), everybody()["Cleo"].id)
    assert scheme("match", "end", "k7") == (
        2, "There is no match K7. See `porchlight match list`.\n",
    )  # fmt: skip


def test_insurance_is_noted_and_reminded_of(scheme):
    until = datetime.now(UTC).date() + timedelta(days=100)
    status, said = scheme("insurance", "--phone", "07700 900001", "--until", str(until))
    assert (status, said) == (0, f"Ana is insured until {until:%d %b %Y}.\n")
    assert everybody()["Ana"].insured_until == until
    at = due()[TimerKind.INSURANCE.value]
    assert (until - at.date()).days == 28
    assert to_send() == []


@pytest.mark.parametrize(
    ("phone", "until", "words"),
    [
        ("07700 900003", "2090-01-01", "No volunteer has that number."),
        ("07700 900001", "2020-01-01", "--until has gone already"),
    ],
)
def test_insurance_that_cannot_be_is_refused(scheme, phone, until, words):
    status, said = scheme("insurance", "--phone", phone, "--until", until)
    assert status == 2
    assert words in said
    assert due() == {}


def test_an_operator_s_words_reach_nobody_twice(scheme):
    """The volunteer hears that it is established, in the day, and once."""
    scheme(*ADD, "--stage", "trial")
    scheme("match", "change", "K7", "--stage", "established")
    scheme("match", "change", "K7", "--explained")
    found = rows(outbox)
    assert [row["channel"] for row in found[-1:]] == [Channel.SMS.value]
    assert len([row for row in found if row["urgency"] == 2]) == 1


def test_the_desk_can_be_used_without_a_command_line(scheme):
    """As the demonstration does."""

    def work(conn, keys, now):
        desk = Desk(conn, keys, Scheme(), now)
        return enter_match(desk, Wanted("t4", Stage.TRIAL), "07700 900001")

    assert ask(work) == "T4 is matched with Ana."


def tells(conn, keys, now):
    """A visit with its record and claim, and two messages between carer and volunteer."""
    ledger = Ledger(Known(conn, keys, now))
    match, ana = live_match(conn, "K7"), people.find_by_phone(conn, keys, "+447700900001", now)
    assert match is not None
    assert ana is not None
    ladder = Scheme().missed_check_out
    kept: list[d.Decision] = [
        d.PlanVisit(70, ana.id, "Zoo", now, now + timedelta(hours=1), ladder, match=match.id),
        d.KeepRecord(70, {"did": "fed the goats", "mood": "great"}, "We fed goats.", "en"),
        d.OpenClaim(70, ana.id, (("travel", 420),)),
        d.Relay(match.id, ana.id, "at the door", True, 70),
        d.Relay(match.id, ana.id + 1, "ring me on 07700 900005", False, 70),
    ]
    load_named(ledger.known, kept)
    for decision in kept:
        enter(ledger, decision)
    write(conn, keys, ledger)


def test_what_was_written_is_read_by_an_operator_and_that_is_noted(scheme):
    scheme(*ADD)
    assert scheme("match", "read", "k7") == (0, "Nothing has been written about K7 yet.\n")
    ask(tells)
    code, said = scheme("match", "read", "K7")
    assert code == 0
    for wanted in (
        "visit: Zoo", "did: fed the goats", "for the young person: We fed goats.",
        "spent on travel: 4.20", "volunteer: at the door",
        "carer (held back): ring me on 07700 900005",
    ):  # fmt: skip
        assert wanted in said
    notes = ask(lambda conn, keys, now: [e[2] for e in journal.entries(conn, keys)])
    assert notes.count("MatchRead") == 2
    assert scheme("match", "read", "Q1")[0] != 0


def test_an_ended_match_can_still_be_read(scheme):
    scheme(*ADD)
    ask(tells)
    ask(lambda conn, keys, now: conn.execute(sa.update(matches).values(ended_at=now)))
    assert "fed the goats" in scheme("match", "read", "K7")[1]
