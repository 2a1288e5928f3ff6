"""What can be wrong with the providers' settings, as far as it shows without asking them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.channels.twilio.settings import TwilioSettings
from bot.checks.finding import Finding, error, warning
from bot.checks.templates import check_templates
from bot.scheme_file import LADDERS, SchemeFile
from bot.settings import Settings, reveal
from flows.ladder import How

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
"""What Telegram takes: https://core.telegram.org/bots/api#setwebhook"""
ACCOUNT = re.compile(r"AC[0-9a-fA-F]{32}")
SERVICE = re.compile(r"MG[0-9a-fA-F]{32}")
TEMPLATE = re.compile(r"HX[0-9a-fA-F]{32}")
E164 = re.compile(r"\+[1-9]\d{6,14}")
SHORT_CODE = re.compile(r"\d{5,6}")

SMS_FROM = "TWILIO_SMS_FROM"
SERVICE_SID = "TWILIO_MESSAGING_SERVICE_SID"

FROM_TWILIO = "Copy it from the front page of the Twilio console."


def check_providers(settings: Settings, file: SchemeFile) -> list[Finding]:
    """Everything about Telegram and Twilio."""
    found = [*_telegram(settings), *_twilio(settings), *_calls(settings, file)]
    found += [*_whatsapp(settings, file), *_api_urls(settings)]
    if not settings.has_telegram and not settings.has_twilio:
        found.append(
            error(
                "No provider is set up, so no message can come or go.",
                "TWILIO_ACCOUNT_SID or TELEGRAM_BOT_TOKEN",
                "Fill in Twilio's settings, Telegram's, or both; .env.example shows them.",
            )
        )
    return found


def _telegram(settings: Settings) -> Iterator[Finding]:
    if not settings.has_telegram:
        if settings.telegram_webhook_secret:
            yield warning(
                "There is a webhook secret for Telegram, but no bot.",
                "TELEGRAM_BOT_TOKEN",
                "Copy the token from @BotFather, or take the secret out.",
            )
        return
    if not TOKEN.fullmatch(reveal(settings.telegram_bot_token)):
        yield error(
            "The Telegram token has not the shape of one (digits, a colon, letters).",
            "TELEGRAM_BOT_TOKEN",
            "Copy the whole token from @BotFather.",
        )
    if settings.telegram_mode == "webhook":
        yield from _telegram_webhook(settings)


def _telegram_webhook(settings: Settings) -> Iterator[Finding]:
    secret = reveal(settings.telegram_webhook_secret)
    if not settings.public_url:
        yield error(
            "Telegram has no address to bring messages to.",
            "PUBLIC_URL",
            "Give the https address of this service, or set TELEGRAM_MODE=polling.",
        )
    if not secret:
        yield error(
            "Without a webhook secret anybody could pretend to be Telegram.",
            "TELEGRAM_WEBHOOK_SECRET",
            "Give a long random one, or set TELEGRAM_MODE=polling.",
        )
    elif not WEBHOOK_SECRET.fullmatch(secret):
        yield error(
            "Telegram refuses this webhook secret.",
            "TELEGRAM_WEBHOOK_SECRET",
            "Use 1 to 256 characters from A-Z a-z 0-9 _ and - only.",
        )
    elif len(secret) < 16:
        yield warning(
            "The webhook secret is short enough to guess.",
            "TELEGRAM_WEBHOOK_SECRET",
            "Use 16 characters or more.",
        )


def _twilio(settings: Settings) -> Iterator[Finding]:
    numbers = _numbers(settings)
    if not settings.has_twilio:
        for name in numbers:
            yield error(
                f"{name} is set, but Twilio's account is not.", "TWILIO_ACCOUNT_SID", FROM_TWILIO
            )
        return
    if not settings.twilio_account_sid:
        yield error("Twilio's account is missing.", "TWILIO_ACCOUNT_SID", FROM_TWILIO)
    elif not ACCOUNT.fullmatch(settings.twilio_account_sid):
        yield error(
            "Twilio's account has not the shape of one: AC and 32 characters from 0-9 a-f.",
            "TWILIO_ACCOUNT_SID",
            FROM_TWILIO,
        )
    if not settings.twilio_auth_token:
        yield error("Twilio's auth token is missing.", "TWILIO_AUTH_TOKEN", FROM_TWILIO)
    yield from _senders(numbers)


def _numbers(settings: Settings) -> dict[str, str]:
    """What there is to send from, by the name of its setting, in the form that will be used."""
    tidy = TwilioSettings(
        account_sid="",
        auth_token="",
        public_url="",
        sms_from=settings.twilio_sms_from,
        messaging_service_sid=settings.twilio_messaging_service_sid,
        whatsapp_from=settings.twilio_whatsapp_from,
        voice_from=settings.twilio_voice_from,
    )
    names = ("sms_from", "messaging_service_sid", "whatsapp_from", "voice_from")
    return {f"TWILIO_{name.upper()}": value for name in names if (value := getattr(tidy, name))}


def _senders(numbers: dict[str, str]) -> Iterator[Finding]:
    by_sms = {SMS_FROM, SERVICE_SID} & numbers.keys()
    if not by_sms:
        yield (warning if numbers else error)(
            "No SMS can be sent: there is nothing to send it from.",
            SMS_FROM,
            "Give a number of your Twilio account, or a messaging service.",
        )
    if len(by_sms) == 2:
        yield warning(
            "There are two ways to send SMS; the messaging service is used.",
            SMS_FROM,
            f"Keep one: {SMS_FROM} or {SERVICE_SID}.",
        )
    for name, value in numbers.items():
        yield from _sender(name, value)


def _sender(name: str, value: str) -> Iterator[Finding]:
    if name == SERVICE_SID:
        if not SERVICE.fullmatch(value):
            yield error(
                "The messaging service has not the shape of one: MG and 32 characters.",
                name,
                "Copy its SID from the Twilio console.",
            )
    elif any(c.isalpha() for c in value):
        yield error(
            "Nobody can reply to a sender made of letters, and all messages may be replied to.",
            name,
            "Give a number, such as +441632960000.",
        )
    elif not E164.fullmatch(value) and not (name == SMS_FROM and SHORT_CODE.fullmatch(value)):
        yield error(
            f"{name} is not a number.",
            name,
            "Write it with + and the country, such as +441632960000.",
        )


def _calls(settings: Settings, file: SchemeFile) -> Iterator[Finding]:
    if settings.twilio_voice_from:
        return
    for ladder in LADDERS:
        for n, rung in enumerate(getattr(file.scheme, ladder).rungs):
            if How.CALL in rung.how:
                yield warning(
                    "Alerts are to ring people, but there is no number to ring from.",
                    "TWILIO_VOICE_FROM",
                    "Give a number of your Twilio account that can call, or take call out of the "
                    f"ladders (first in {file.where('ladder', ladder, n, 'how')}).",
                )
                return


def _whatsapp(settings: Settings, file: SchemeFile) -> Iterator[Finding]:
    yield from check_templates(settings, file)
    templates = file.scheme.whatsapp_templates
    for name, sid in templates.items():
        if not TEMPLATE.fullmatch(sid):
            yield error(
                f"The WhatsApp template of {name} has not the shape of one: HX and 32 characters.",
                file.where("whatsapp_templates", name),
                "Copy its ContentSid from the Twilio console.",
            )


def _api_urls(settings: Settings) -> Iterator[Finding]:
    for name in ("telegram_api_url", "twilio_api_url"):
        url = urlsplit(getattr(settings, name))
        if url.scheme not in ("http", "https") or not url.hostname:
            yield error(
                f"{name.upper()} is not a web address.",
                name.upper(),
                "Take the line out to use the official one.",
            )
