"""The demonstration never runs beside a real channel, and only this machine reaches it."""

from __future__ import annotations

import ast
import asyncio
import re
import signal
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest
from aiohttp import ClientSession

import bot.demo
from bot.commands.trouble import Refused
from bot.demo import run
from bot.settings import Settings, load

ROOT = Path(bot.demo.__file__).parents[2]


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize(
    "name",
    [
        "TELEGRAM_BOT_TOKEN",
        "TELEGRAM_WEBHOOK_SECRET",
        "TWILIO_ACCOUNT_SID",
        "TWILIO_AUTH_TOKEN",
        "TWILIO_SMS_FROM",
        "TWILIO_MESSAGING_SERVICE_SID",
        "TWILIO_WHATSAPP_FROM",
        "TWILIO_VOICE_FROM",
    ],
)
def test_it_refuses_to_start_where_a_real_channel_is_configured(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "something-secret")
    with pytest.raises(Refused) as refused:
        run.main(port=0, open_browser=False, settings=load(None))
    assert name in str(refused.value)
    assert "something-secret" not in str(refused.value)


def test_an_env_file_counts_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("TELEGRAM_BOT_TOKEN=1:secret\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Refused, match="TELEGRAM_BOT_TOKEN"):
        run.main(port=0, open_browser=False)


def test_addresses_and_modes_alone_are_no_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_MODE", "polling")
    monkeypatch.setenv("TWILIO_API_URL", "http://127.0.0.1:9")
    assert run.real_channels(load(None)) == ()


@pytest.mark.slow
async def test_it_serves_this_machine_until_it_is_stopped() -> None:
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "from bot.demo.run import main; main(0)", stdout=PIPE, cwd=ROOT
    )
    assert started.stdout is not None
    async with asyncio.timeout(60):
        said = (await started.stdout.readline()).decode()
        found = re.search(r"http://127\.0\.0\.1:\d+/", said)
        assert found, said
        async with ClientSession() as session, session.get(found[0]) as answer:
            assert "Everybody is home" in await answer.text()
        started.send_signal(signal.SIGINT)
        assert await started.wait() == 0


def test_the_real_server_knows_nothing_of_it() -> None:
    """Only the command that starts it imports it, and it is imported inside that command."""
    folders = ("bot", "flows", "locales", "scheduler", "storage")
    files = [f for folder in folders for f in (ROOT / folder).rglob("*.py")]
    users = {
        str(file.relative_to(ROOT))
        for file in files
        if "demo" not in file.relative_to(ROOT).parts and _imports_demo(file)
    }
    assert users <= {"bot/cli.py"}


def _imports_demo(file: Path) -> bool:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if any(name.startswith("bot.demo") for name in names):
            return True
    return False
