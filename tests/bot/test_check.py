"""`porchlight check`: each way a set-up can be wrong, told with the line to change."""

import asyncio
import base64
from pathlib import Path

import pytest

from bot.check import Level, check, check_outside, stops
from bot.checks.scheme import check_scheme
from bot.scheme_file import parse
from bot.settings import Settings, load
from storage import migrate

KEY = base64.b64encode(bytes(range(7, 39))).decode()
SID = "AC" + "0123456789abcdef" * 2

GOOD = {
    "PORCHLIGHT_KEY": KEY,
    "PUBLIC_URL": "https://porchlight.example.org",
    "DATABASE_URL": "postgresql://db/porchlight",
    "HEARTBEAT_URL": "https://watch.example.org/ping",
    "TELEGRAM_BOT_TOKEN": "123456:ABC-def_ghi",
    "TELEGRAM_WEBHOOK_SECRET": "a-long_random-secret",
    "TWILIO_ACCOUNT_SID": SID,
    "TWILIO_AUTH_TOKEN": "token",
    "TWILIO_SMS_FROM": "+441632960000",
    "TWILIO_VOICE_FROM": "+441632960000",
}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch, tmp_path):
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def set_up(monkeypatch):
    def settings(**changes: str) -> Settings:
        for name, value in {**GOOD, **changes}.items():
            monkeypatch.setenv(name, value)
        return load()

    return settings


def told(found, level):
    return [f.what for f in found if f.level is level]


def test_a_good_set_up_has_no_error(set_up):
    assert told(check(set_up()), Level.ERROR) == []


def test_nothing_set_at_all():
    found = check(load())
    assert stops(found)
    assert {f.where for f in found if f.level is Level.ERROR} == {
        "PORCHLIGHT_KEY",
        "TWILIO_ACCOUNT_SID or TELEGRAM_BOT_TOKEN",
    }


@pytest.mark.parametrize(
    ("changes", "level", "where", "words"),
    [
        ({"PORCHLIGHT_KEY": ""}, "error", "PORCHLIGHT_KEY", "There is no key"),
        ({"PORCHLIGHT_KEY": "hello"}, "error", "PORCHLIGHT_KEY", "cannot be used"),
        ({"PORCHLIGHT_KEY": "A" * 43 + "="}, "error", "PORCHLIGHT_KEY", "easy to guess"),
        ({"PORCHLIGHT_KEY": f"{KEY},short"}, "error", "PORCHLIGHT_KEY", "key 2"),
        ({"PUBLIC_URL": ""}, "error", "PUBLIC_URL", "Twilio has no address"),
        ({"PUBLIC_URL": ""}, "error", "PUBLIC_URL", "Telegram has no address"),
        ({"PUBLIC_URL": "porchlight.org"}, "error", "PUBLIC_URL", "not a web address"),
        ({"PUBLIC_URL": "http://porchlight.org"}, "error", "PUBLIC_URL", "http"),
        ({"DATABASE_URL": "mysql://x"}, "error", "DATABASE_URL", "names no database"),
        ({"DATABASE_URL": "rubbish"}, "error", "DATABASE_URL", "names no database"),
        ({"DATABASE_URL": "sqlite:///:memory:"}, "error", "DATABASE_URL", "forgets every visit"),
        ({"HEARTBEAT_URL": ""}, "warning", "HEARTBEAT_URL", "nobody outside"),
        ({"HEARTBEAT_URL": "here"}, "error", "HEARTBEAT_URL", "not a web address"),
        ({"TELEGRAM_BOT_TOKEN": "abc"}, "error", "TELEGRAM_BOT_TOKEN", "shape"),
        ({"TELEGRAM_BOT_TOKEN": ""}, "warning", "TELEGRAM_BOT_TOKEN", "no bot"),
        ({"TELEGRAM_WEBHOOK_SECRET": ""}, "error", "TELEGRAM_WEBHOOK_SECRET", "pretend"),
        ({"TELEGRAM_WEBHOOK_SECRET": "né!"}, "error", "TELEGRAM_WEBHOOK_SECRET", "refuses"),
        ({"TELEGRAM_WEBHOOK_SECRET": "a" * 257}, "error", "TELEGRAM_WEBHOOK_SECRET", "refuses"),
        ({"TELEGRAM_WEBHOOK_SECRET": "abc"}, "warning", "TELEGRAM_WEBHOOK_SECRET", "short"),
        ({"TELEGRAM_API_URL": "localhost:1"}, "error", "TELEGRAM_API_URL", "not a web address"),
        ({"TWILIO_ACCOUNT_SID": ""}, "error", "TWILIO_ACCOUNT_SID", "account is missing"),
        ({"TWILIO_ACCOUNT_SID": "AC12"}, "error", "TWILIO_ACCOUNT_SID", "shape"),
        ({"TWILIO_AUTH_TOKEN": ""}, "error", "TWILIO_AUTH_TOKEN", "auth token is missing"),
        ({"TWILIO_SMS_FROM": "Porchlight"}, "error", "TWILIO_SMS_FROM", "Nobody can reply"),
        ({"TWILIO_SMS_FROM": "+44"}, "error", "TWILIO_SMS_FROM", "not a number"),
        ({"TWILIO_SMS_FROM": ""}, "warning", "TWILIO_SMS_FROM", "No SMS"),
        (
            {"TWILIO_SMS_FROM": "", "TWILIO_VOICE_FROM": ""},
            "error",
            "TWILIO_SMS_FROM",
            "No SMS",
        ),
        ({"TWILIO_VOICE_FROM": ""}, "warning", "TWILIO_VOICE_FROM", "ring"),
        (
            {"TWILIO_MESSAGING_SERVICE_SID": "MG" + "0" * 32},
            "warning",
            "TWILIO_SMS_FROM",
            "two ways",
        ),
        (
            {"TWILIO_MESSAGING_SERVICE_SID": "XX"},
            "error",
            "TWILIO_MESSAGING_SERVICE_SID",
            "shape",
        ),
        (
            {"TWILIO_WHATSAPP_FROM": "whatsapp:+441632960000"},
            "warning",
            "PORCHLIGHT_SCHEME",
            "to who has only WhatsApp not at all: LATE_VOLUNTEER,",
        ),
        ({"PORCHLIGHT_SCHEME": "gone.toml"}, "error", "PORCHLIGHT_SCHEME", "cannot be read"),
        ({"TWILIO_SMSFROM": "+44"}, "warning", "TWILIO_SMSFROM", "no such setting"),
    ],
)
def test_what_is_wrong_is_told_where(set_up, changes, level, where, words):
    found = check(set_up(**changes))
    assert [f for f in found if f.level == level and f.where == where and words in f.what], found
    assert stops(found) == any(f.level is Level.ERROR for f in found)


def test_the_templates_that_are_missing_are_named_and_those_nobody_asks_for(set_up, tmp_path):
    """Old wrong result: one template of any name, and nothing was said of the rest."""
    scheme = tmp_path / "scheme.toml"
    sid = "HX" + "0" * 32
    scheme.write_text(f'[whatsapp_templates]\nCONFIRM_ASK = "{sid}"\nCONFRIM_DAY = "{sid}"\n')
    found = check(
        set_up(TWILIO_WHATSAPP_FROM="whatsapp:+441632960000", PORCHLIGHT_SCHEME=str(scheme))
    )
    warned = told(found, Level.WARNING)
    missing = next(line for line in warned if "no approved template" in line)
    assert "CONFIRM_DAY_UNSURE" in missing
    assert "NOTICE_REMIND" in missing
    assert "CONFIRM_ASK," not in missing
    assert any("There is no message called CONFRIM_DAY" in line for line in warned)


@pytest.mark.parametrize("number", ["+441632960000", "01632 960000", "60123"])
def test_numbers_may_be_written_as_people_write_them(set_up, number):
    assert told(check(set_up(TWILIO_SMS_FROM=number)), Level.ERROR) == []


def test_numbers_without_an_account(set_up):
    found = check(set_up(TWILIO_ACCOUNT_SID="", TWILIO_AUTH_TOKEN=""))
    assert "TWILIO_SMS_FROM is set, but Twilio's account is not." in told(found, Level.ERROR)


def test_polling_needs_neither_secret_nor_address(set_up):
    without = {name: "" for name in GOOD if name.startswith("TWILIO")}
    found = check(
        set_up(**without, PUBLIC_URL="", TELEGRAM_WEBHOOK_SECRET="", TELEGRAM_MODE="polling")
    )
    assert told(found, Level.ERROR) == []


def test_a_rehearsal_on_this_machine_may_be_http(set_up):
    assert told(check(set_up(PUBLIC_URL="http://localhost:8080")), Level.ERROR) == []


def test_sqlite_serves_one_process(set_up):
    settings = set_up(DATABASE_URL="sqlite:///porchlight.sqlite3")
    assert "DATABASE_URL" not in {f.where for f in check(settings)}
    assert "DATABASE_URL" in {f.where for f in check(settings, several=True)}


def test_no_finding_shows_a_secret(set_up):
    secrets = {"PORCHLIGHT_KEY": "hush-hush", "TELEGRAM_WEBHOOK_SECRET": "hush!", "DATABASE_URL":
               "mysql://u:hush-hush@h/d", "HEARTBEAT_URL": "hush-hush"}  # fmt: skip
    assert "hush" not in str(check(set_up(**secrets)))


def rung(minutes, who, how="text", ladder="missed_check_out"):
    return f'[[ladder.{ladder}]]\nminutes = {minutes}\nwho = ["{who}"]\nhow = ["{how}"]\n'


LADDERS = [
    (rung(0, "volunteer") + rung(0, "everyone"), "error", 6, "does not come after rung 1"),
    (rung(9, "volunteer") + rung(5, "everyone"), "error", 6, "does not come after rung 1"),
    (rung(0, "everyone") + rung(9, "named_person"), "error", 7, "ends on named_person"),
    (rung(0, "volunteer") + rung(9, "named_person"), "error", 7, "tells a co-ordinator"),
    (rung(0, "volunteer") + rung(9, "duty"), "warning", 7, "never tells every"),
    (rung(9, "everyone", ladder="sos"), "warning", 2, "waits before"),
    (rung(0, "everyone", "call", "missed_check_in"), "warning", 4, "ring people"),
    (rung(0, "everyone", "second", "missed_check_in"), "warning", 4, "ring people"),
    ("[ladder]\nsos = []", "error", 2, "nobody is told"),
    ("[repeat]\nsos = 0", "error", 2, "not repeat"),
    ("[limits]\nwelfare = 30", "error", 1, "climb again"),
    ("[limits]\nlapse = 5", "error", 2, "climb again"),
    ("[limits]\ntalk_expires = 0", "error", 2, "is 0"),
    ('[hours]\nquiet_from = "08:00"', "error", 1, "same time"),
    ('phone = "ring us"', "warning", 1, "does not look like a number"),
    ('languages = ["en", "tlh"]', "error", 1, "'tlh'"),
]


@pytest.mark.parametrize(("text", "level", "line", "words"), LADDERS)
def test_a_ladder_that_would_fail_people_is_told_with_its_line(text, level, line, words):
    found = check_scheme(parse(text))
    matching = [f for f in found if words in f.what]
    assert [f.level for f in matching] == [level], found
    assert matching[0].where == f"scheme.toml line {line}"


def test_the_design_s_own_ladders_are_sound():
    found = check_scheme(parse('phone = "01632 960000"\nlanguages = ["en"]'))
    assert [f.what for f in found if f.level is not Level.NOTE] == []


def test_a_broken_scheme_file_is_told_line_by_line(set_up):
    Path("scheme.toml").write_text("a = 1\nname = 2\n")
    found = check(set_up(PORCHLIGHT_SCHEME="scheme.toml"))
    assert told(found, Level.ERROR) == [
        "scheme.toml line 2: name must be text in quotes.",
        "scheme.toml line 1: a is not a setting.",
    ]


class PretendDoor:
    def __init__(self, *problems):
        self.problems_found, self.stopped = problems, False

    async def problems(self):
        if not self.problems_found:
            raise RuntimeError("token")
        return list(self.problems_found)

    async def stop(self):
        self.stopped = True


async def test_each_provider_is_asked_and_its_door_closed(set_up, monkeypatch):
    doors = [PretendDoor("The number is not ours."), PretendDoor()]
    monkeypatch.setattr("bot.providers.provider_doors", lambda settings, clock: doors)
    settings = set_up(DATABASE_URL="sqlite:///none.sqlite3")
    found = await check_outside(settings)
    assert [f.what for f in found][:2] == [
        "There is no database yet.",
        "The number is not ours.",
    ]
    assert found[2].what.startswith("It could not be asked (RuntimeError test_check.py:")
    assert all(door.stopped for door in doors)


async def test_a_database_away_or_not_migrated_is_told(set_up):
    away = set_up(DATABASE_URL="postgresql://user:hush@127.0.0.1:9/porchlight")
    (found,) = await check_outside(away, doors=False)
    assert (found.level, found.where) == (Level.ERROR, "DATABASE_URL")
    assert "cannot be reached" in found.what
    assert "hush" not in str(found)
    Path("empty.sqlite3").touch()
    (found,) = await check_outside(set_up(DATABASE_URL="sqlite:///empty.sqlite3"), doors=False)
    assert found.what == "The database is not up to date."


async def test_an_empty_house_has_nobody_to_tell(set_up):
    settings = set_up(DATABASE_URL="sqlite:///p.sqlite3")
    await asyncio.to_thread(migrate.upgrade, settings.database)
    (found,) = await check_outside(settings, doors=False)
    assert found.level is Level.WARNING
    assert "no co-ordinator" in found.what
