"""The command line, as an operator meets it."""

import base64
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from bot import cli
from bot.settings import Settings

KEY = base64.b64encode(bytes(range(7, 39))).decode()

COMMANDS = (
    "demo", "serve", "web", "worker", "migrate", "check", "invite", "plan", "leave",
    "match", "insurance", "rotate-key",
)  # fmt: skip


@pytest.fixture(autouse=True)
def a_new_machine(monkeypatch, tmp_path):
    """A folder with a database's address, a key, and a bot that is fetched from."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("PORCHLIGHT_KEY", KEY)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/p.sqlite3")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:made-up")
    monkeypatch.setenv("TELEGRAM_MODE", "polling")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def porchlight(monkeypatch, capsys):
    """Run a command line; gives (exit status, standard output, standard error)."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["porchlight", *arguments])
        status = 0
        try:
            cli.main()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command):
    answer = CliRunner().invoke(cli.app, [command, "--help"])
    assert answer.exit_code == 0
    assert "--help" in answer.output


def test_there_is_no_command_that_pretends():
    answer = CliRunner().invoke(cli.app, ["--help"])
    names = {
        command.name or getattr(command.callback, "__name__", "")
        for command in cli.app.registered_commands
    } | {group.name or "" for group in cli.app.registered_groups}
    assert names == set(COMMANDS)
    assert all(name in answer.output for name in COMMANDS)


def test_help_loads_nothing_heavy():
    heavy = ("aiohttp", "alembic", "babel", "pydantic", "sqlalchemy", "telegram", "twilio")
    code = f"import sys, bot.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_setting_that_cannot_be_is_one_sentence_and_status_2(porchlight, monkeypatch):
    monkeypatch.setenv("PORT", "eighty")
    status, out, err = porchlight("check")
    assert (status, out) == (2, "")
    assert err == "PORT must be a whole number from 1 to 65535.\n"


def test_an_error_of_our_own_shows_its_place_and_not_its_words(porchlight, monkeypatch):
    monkeypatch.setattr("bot.commands.checking.load", lambda: dict[str, int]()["Ana +447700900001"])
    status, _, err = porchlight("check")
    assert status == 2
    assert err.startswith("Porchlight stopped on an error of its own: KeyError test_cli.py:")
    assert "Ana" not in err


def test_migrate_makes_the_database_once(porchlight, a_new_machine):
    assert porchlight("migrate")[1].startswith("The database is at ")
    assert (a_new_machine / "p.sqlite3").exists()
    assert porchlight("migrate")[1] == "The database was up to date.\n"


def test_check_finds_what_is_missing_and_makes_nothing(porchlight, a_new_machine, monkeypatch):
    monkeypatch.setenv("PORCHLIGHT_KEY", "")
    status, out, _ = porchlight("check", "--offline")
    assert status == 1
    assert "PORCHLIGHT_KEY" in out
    assert list(a_new_machine.iterdir()) == []


def test_check_says_when_all_is_well(porchlight):
    status, out, _ = porchlight("check", "--offline")
    assert status == 0
    assert "Ready to start." in out


@pytest.mark.parametrize("command", ["serve", "web", "worker"])
def test_nothing_starts_with_an_error(porchlight, command):
    status, out, err = porchlight(command)
    assert (status, out) == (2, "")
    assert "There is no database yet." in " ".join(err.split())
    assert "Not started" in err
