"""The operator's settings, read from the environment and `.env`: the one place that reads them.

Secrets never show in `repr`, in errors or in logs.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote

from dotenv import dotenv_values
from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

TELEGRAM = "https://api.telegram.org"
TWILIO = "https://api.twilio.com"

OURS = ("PORCHLIGHT_", "TELEGRAM_", "TWILIO_", "HEARTBEAT_")
"""How the names of our own settings begin; one of these that we do not know is a slip."""

NOT_SETTINGS = ("PORCHLIGHT_TESTS_",)
"""What the tests and benchmarks read for themselves."""


class SettingsError(Exception):
    """A setting that cannot be read. The text names it, in words for an operator."""


def _trimmed(value: Any) -> Any:
    """Copied values often bring a blank or a pair of quotes with them."""
    return value.strip().strip("\"'") if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(_trimmed)]
Secret = Annotated[SecretStr, BeforeValidator(_trimmed)]


class Settings(BaseSettings):
    """One field an environment variable, the same name in capitals. Empty counts as not set."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    database_url: Secret = SecretStr("sqlite:///porchlight.sqlite3")
    port: Annotated[int, Field(ge=1, le=65535)] = 8080
    public_url: Text = ""
    porchlight_key: Secret | None = None
    porchlight_scheme: Path | None = None

    telegram_bot_token: Secret | None = None
    telegram_webhook_secret: Secret | None = None
    telegram_mode: Literal["webhook", "polling"] = "webhook"
    telegram_api_url: Text = TELEGRAM

    twilio_account_sid: Text = ""
    twilio_auth_token: Secret | None = None
    twilio_sms_from: Text = ""
    twilio_messaging_service_sid: Text = ""
    twilio_whatsapp_from: Text = ""
    twilio_voice_from: Text = ""
    twilio_api_url: Text = TWILIO

    heartbeat_url: Secret | None = None

    @property
    def database(self) -> str:
        """DATABASE_URL as it is, password and all."""
        return self.database_url.get_secret_value()

    @property
    def base_url(self) -> str:
        """PUBLIC_URL without a slash at its end: what webhook paths are joined to."""
        return self.public_url.rstrip("/")

    @property
    def has_telegram(self) -> bool:
        return self.telegram_bot_token is not None

    @property
    def has_twilio(self) -> bool:
        """Any part of Twilio is set; `bot.check` says which part is missing."""
        return bool(self.twilio_account_sid or self.twilio_auth_token)

    def secrets(self) -> tuple[str, ...]:
        """Every secret value, longest first, so that logs can leave them out."""
        held = (v for name, v in self if name != "database_url")
        values = {v.get_secret_value() for v in held if isinstance(v, SecretStr)}
        values |= set(reveal(self.porchlight_key).split(","))
        password = _password(self.database)
        values |= {password, unquote(password)}
        return tuple(sorted((v for v in values if len(v) >= 6), key=len, reverse=True))


def _password(url: str) -> str:
    """The password in a database's URL, "" without one."""
    before_host, at, _ = url.partition("://")[2].rpartition("@")
    return before_host.partition(":")[2] if at else ""


def reveal(secret: SecretStr | None) -> str:
    """The value of a secret, "" when it is not set."""
    return secret.get_secret_value() if secret else ""


def load(env_file: Path | None = Path(".env"), **given: Any) -> Settings:
    """Read the settings; `given` ones go before the environment. Raises SettingsError."""
    try:
        return Settings(_env_file=env_file, **given)
    except ValidationError as error:
        raise SettingsError("\n".join(_in_words(e) for e in error.errors())) from None


def _in_words(error: Any) -> str:
    name = str(error["loc"][0]).upper()
    match name:
        case "PORT":
            return "PORT must be a whole number from 1 to 65535."
        case "TELEGRAM_MODE":
            return "TELEGRAM_MODE must be webhook or polling."
    return f"{name}: {error['msg']}."


def unknown_names(env_file: Path = Path(".env")) -> tuple[str, ...]:
    """Variables that look like ours and are not: usually a slip of the pen."""
    known = {name.upper() for name in Settings.model_fields}
    present = {*os.environ, *dotenv_values(env_file)}
    return tuple(
        sorted(
            name
            for name in present
            if name.startswith(OURS) and name not in known and not name.startswith(NOT_SETTINGS)
        )
    )
