"""invite, plan and rotate-key, on a real database."""

import asyncio
import base64
import sys
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from bot import cli
from bot.commands.deciding import keep
from bot.settings import Settings, load, reveal
from flows.decisions import AddMatch
from flows.events import TimerKind
from flows.facts import Channel, Standing
from flows.scheme import Scheme
from storage import migrate, people
from storage.ids import new_id
from storage.keys import Keys
from storage.matches import live_match
from storage.outbox import claim_waiting
from storage.store import Store
from storage.tables import invitations, metadata, timers, visits

OLD, NEW = (base64.b64encode(bytes(range(n, n + 32))).decode() for n in (7, 70))
TOMORROW = datetime.now(UTC) + timedelta(days=1)
PLAN = ["plan", "--volunteer-phone", "07700 900001", "--place", "Caernarfon library"]
PLAN += ["--from", f"{TOMORROW:%Y-%m-%d} 14:00", "--until", f"{TOMORROW:%Y-%m-%d} 16:30"]
ANA = ["invite", "volunteer", "--name", "Ana", "--phone", "07700 900001"]
CLEO = ["invite", "co-ordinator", "--name", "Cleo", "--phone", "07700 900003"]


@pytest.fixture(autouse=True)
def a_scheme(monkeypatch, tmp_path):
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("PORCHLIGHT_KEY", OLD)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/p.sqlite3")
    monkeypatch.setenv("TWILIO_SMS_FROM", "+441632960000")
    monkeypatch.chdir(tmp_path)
    migrate.upgrade(load().database)


@pytest.fixture
def porchlight(monkeypatch, capsys):
    """Run a command line; gives (exit status, all that was said)."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["porchlight", *arguments])
        status = 0
        try:
            cli.main()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0
        said = capsys.readouterr()
        return status, said.out + said.err

    return run


def ask(work):
    """What `work(conn, keys, now)` finds, with the key of the present environment."""

    async def look():
        keys = Keys.from_text(reveal(load().porchlight_key))
        store = await Store.open(load().database, keys)
        try:
            return await store.run(lambda conn: work(conn, keys, datetime.now(UTC)))
        finally:
            await store.close()

    return asyncio.run(look())


def everybody():
    return {p.first_name: p for p in ask(people.everybody)}


def everybody_under(key):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORCHLIGHT_KEY", key)
        return everybody()


def to_send():
    """What a worker would find to send now."""

    def claim(conn, keys, now):
        return claim_waiting(
            conn, keys, now, 10, claimed_by="test", claim_for=timedelta(seconds=60)
        )

    return ask(claim)


def joined(name):
    """As if they had answered OK to everything they were invited to."""
    number = everybody()[name].id
    asked = sa.select(invitations.c.role).where(invitations.c.person_id == number).distinct()

    def join(conn, keys, now):
        change = sa.update(table).where(table.c.id == number)
        conn.execute(change.values(standing=Standing.ACTIVE.value))
        for role in conn.execute(asked).scalars().all():
            conn.execute(sa.insert(metadata.tables["roles"]), {"person_id": number, "role": role})

    table = metadata.tables["people"]
    ask(join)


def test_a_volunteer_is_asked_by_sms(porchlight):
    status, said = porchlight(*ANA, "--last-name", "Jones")
    assert status == 0
    assert "Ana is invited as a volunteer" in said
    ana = everybody()["Ana"]
    assert (ana.last_name, ana.standing, ana.on_duty) == ("Jones", Standing.INVITED, False)
    assert ana.roles == frozenset(), "hers once she has joined"
    assert [a.value for a in ana.addresses] == ["+447700900001"]
    (message,) = to_send()
    assert (message.channel, message.to) == (Channel.SMS, "+447700900001")
    assert message.text.startswith("Hello Ana.")


def test_the_first_co_ordinator_goes_on_duty_and_the_second_does_not(porchlight):
    porchlight(*CLEO)
    porchlight("invite", "co-ordinator", "--name", "Dai", "--phone", "+44 7700 900004")
    assert [everybody()[name].on_duty for name in ("Cleo", "Dai")] == [True, False]
    assert porchlight(*CLEO)[0] == 0, "asked again"
    assert [everybody()[name].on_duty for name in ("Cleo", "Dai")] == [True, False]


def test_on_duty_counts_only_once_joined(porchlight):
    porchlight(*CLEO)
    porchlight(*CLEO[:1], "volunteer", *CLEO[2:])
    assert not ask(lambda conn, keys, now: people.has_co_ordinator(conn))
    assert everybody()["Cleo"].roles == frozenset()
    joined("Cleo")
    assert ask(lambda conn, keys, now: people.has_co_ordinator(conn))
    assert everybody()["Cleo"].on_duty


def test_an_invitation_can_be_sent_again_but_not_to_who_has_joined(porchlight):
    porchlight(*ANA)
    assert porchlight(*ANA)[0] == 0
    assert len(everybody()) == 1
    assert len(to_send()) == 2
    joined("Ana")
    assert porchlight(*ANA) == (2, "Ana is a volunteer already.\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--name", "Ana"], "Give --phone to invite by SMS"),
        (["--name", " ", "--phone", "07700900001"], "Give a first name"),
        (["--name", "Ana", "--phone", "ring me"], "That is not a phone number."),
        (["--name", "Ana", "--phone", "0770090"], "too many or too few digits"),
        (["--name", "Ana", "--telegram"], "Telegram is not set up"),
    ],
)
def test_an_invitation_that_cannot_be_changes_nothing(porchlight, arguments, words):
    status, said = porchlight("invite", "volunteer", *arguments)
    assert status == 2
    assert words in said
    assert everybody() == {}


def test_without_sms_nobody_is_promised_one(porchlight, monkeypatch):
    monkeypatch.setenv("TWILIO_SMS_FROM", "")
    assert "No SMS can be sent" in porchlight(*ANA)[1]
    assert everybody() == {}


def test_a_database_without_tables_is_told(porchlight, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:///other.sqlite3")
    assert porchlight(*ANA) == (
        2,
        "The database is not up to date. Run `porchlight migrate` first.\n",
    )


def test_a_planned_visit_is_watched_and_the_volunteer_told(porchlight):
    porchlight(*ANA)
    joined("Ana")
    to_send()
    status, said = porchlight(*PLAN)
    assert status == 0
    assert said.startswith("Planned for Ana: Caernarfon library, ")
    (starts_at, home_by), (due,) = ask(
        lambda conn, keys, now: (
            conn.execute(sa.select(visits.c.starts_at, visits.c.home_by)).one(),
            conn.execute(
                sa.select(timers.c.due_at).where(timers.c.kind == TimerKind.VISIT_START.value)
            ).one(),
        )
    )
    assert home_by - starts_at == timedelta(hours=2, minutes=30)
    assert due - starts_at == timedelta(minutes=15)
    (message,) = to_send()
    assert message.text.startswith("Planned: Caernarfon library")


def test_a_plan_that_cannot_be_is_refused(porchlight):
    assert porchlight(*PLAN) == (2, "No volunteer has that number.\n")
    porchlight(*ANA)
    assert porchlight(*PLAN) == (2, "Ana has not joined yet.\n")
    assert "before it begins" in porchlight(*PLAN[:-1], f"{TOMORROW:%Y-%m-%d} 13:00")[1]
    assert "has gone already" in porchlight(*PLAN[:5], "--from", "2020-01-01 10:00", *PLAN[-2:])[1]


def test_after_a_rotation_the_new_key_is_enough(porchlight, monkeypatch):
    porchlight(*ANA)
    porchlight(*CLEO)
    monkeypatch.setenv("PORCHLIGHT_KEY", NEW)
    for command in (["check"], ["rotate-key"], ANA):
        status, said = porchlight(*command)
        assert status in (1, 2), command
    assert len(everybody_under(OLD)) == 2
    monkeypatch.setenv("PORCHLIGHT_KEY", f"{NEW},{OLD}")
    status, said = porchlight("rotate-key")
    assert status == 0
    assert "Everything is sealed with the first key" in said
    assert "; 0 rows were changed" in porchlight("rotate-key")[1]
    monkeypatch.setenv("PORCHLIGHT_KEY", NEW)
    assert set(everybody()) == {"Ana", "Cleo"}
    found = ask(lambda conn, keys, now: people.find_by_phone(conn, keys, "+447700900001", now))
    assert found.first_name == "Ana"
    assert len(to_send()) == 2


def test_one_key_cannot_be_rotated(porchlight):
    status, said = porchlight("rotate-key")
    assert status == 2
    assert "There is only one key" in said


def test_somebody_leaves_and_is_a_stranger_from_then_on(porchlight):
    porchlight(*ANA)
    assert porchlight("leave", "--phone", "07700 900009") == (2, "Nobody here has that number.\n")
    status, said = porchlight("leave", "--phone", "07700 900001")
    assert (status, said) == (0, "Ana has left. What was written stays in the journal.\n")
    ana = everybody()["Ana"]
    assert (ana.standing, ana.roles, ana.on_duty) == (Standing.LEFT, frozenset(), False)
    assert porchlight("leave", "--phone", "07700 900001")[0] == 2


EVE = ["invite", "carer", "--name", "Eve", "--phone", "07700 900005"]


def matched(reference="K7", name="Ana"):
    """As `porchlight match` would make it."""
    volunteer = everybody()[name].id

    def add(conn, keys, now):
        keep(conn, keys, Scheme(), [AddMatch(new_id(), reference, volunteer)], volunteer, now)

    ask(add)


def carer_of(reference):
    match = ask(lambda conn, keys, now: live_match(conn, reference))
    return match and match.carer_id


def test_a_carer_is_invited_for_a_match(porchlight):
    porchlight(*ANA)
    joined("Ana")
    matched()
    to_send()
    status, said = porchlight(*EVE, "--match", "k7")
    assert (status, said.splitlines()[0]) == (0, "Eve is invited as a carer, by SMS.")
    assert carer_of("K7") == everybody()["Eve"].id
    (message,) = to_send()
    assert message.to == "+447700900005"
    assert "as a carer" in message.text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (EVE, "Give --match"),
        ([*EVE, "--match", "K8"], "No match K8 is under way."),
        ([*ANA[:3], "Eve", *EVE[4:], "--match", "K7"], "--match goes with a carer only."),
        ([*EVE[:-1], "07700 900001", "--match", "K7"], "Ana is K7's volunteer, so not the carer."),
    ],
)
def test_a_carer_without_a_match_is_not_let_in(porchlight, arguments, words):
    porchlight(*ANA)
    joined("Ana")
    matched()
    status, said = porchlight(*arguments)
    assert status == 2
    assert words in said
    assert set(everybody()) == {"Ana"}
    assert carer_of("K7") is None


def test_a_newer_carer_takes_the_place_of_the_one_before(porchlight):
    porchlight(*ANA)
    joined("Ana")
    matched()
    porchlight(*EVE, "--match", "K7")
    assert porchlight(*EVE[:3], "Flo", "--phone", "07700 900006", "--match", "K7")[0] == 0
    assert carer_of("K7") == everybody()["Flo"].id
