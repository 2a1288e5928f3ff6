"""What is read from the environment, and that no secret shows."""

import pytest

from bot.settings import SettingsError, load, unknown_names

SECRETS = {
    "PORCHLIGHT_KEY": "k" * 43,
    "TELEGRAM_BOT_TOKEN": "123456:telegram-token",
    "TELEGRAM_WEBHOOK_SECRET": "webhook-secret",
    "TWILIO_AUTH_TOKEN": "twilio-auth-token",
    "HEARTBEAT_URL": "https://hc.example/uuid-that-is-secret",
    "DATABASE_URL": "postgresql://porchlight:database-password@db/porchlight",
}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch, tmp_path):
    """A machine on which nothing is set, not even a .env where we stand."""
    from bot.settings import Settings

    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_without_anything_there_is_a_local_file_and_no_provider():
    settings = load()
    assert settings.database == "sqlite:///porchlight.sqlite3"
    assert (settings.port, settings.telegram_mode) == (8080, "webhook")
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.twilio_api_url == "https://api.twilio.com"
    assert not settings.has_telegram
    assert not settings.has_twilio


def test_the_environment_goes_before_the_env_file_and_empty_is_not_set(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text('PORT=9000\nPUBLIC_URL="https://a.example/ "\nTWILIO_SMS_FROM=')
    monkeypatch.setenv("PORT", "9001")
    settings = load()
    assert settings.port == 9001
    assert settings.base_url == "https://a.example"
    assert settings.twilio_sms_from == ""


def test_no_secret_shows(monkeypatch):
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    settings = load()
    for value in SECRETS.values():
        assert value not in repr(settings)
        assert value not in str(settings.model_dump())
    held = set(SECRETS.values()) - {SECRETS["DATABASE_URL"]} | {"database-password"}
    assert set(settings.secrets()) == held


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORT", "eighty", "PORT must be a whole number from 1 to 65535."),
        ("PORT", "70000", "PORT must be a whole number from 1 to 65535."),
        ("TELEGRAM_MODE", "pull", "TELEGRAM_MODE must be webhook or polling."),
    ],
)
def test_a_value_that_cannot_be_is_told_by_name(monkeypatch, name, value, words):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load()
    assert str(caught.value) == words


def test_a_slip_in_a_name_is_found(monkeypatch, tmp_path):
    monkeypatch.setenv("TWILIO_SMSFROM", "+441632960000")
    monkeypatch.setenv("PORCHLIGHT_TESTS_REQUIRE", "postgres")
    (tmp_path / ".env").write_text("PORCHLIGHT_KEYS=x\nOTHER=1\n")
    assert unknown_names() == ("PORCHLIGHT_KEYS", "TWILIO_SMSFROM")
