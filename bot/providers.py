"""A door for each provider that is set up; only those are imported."""

from __future__ import annotations

from bot.channels.door import Door
from bot.settings import Settings, reveal
from scheduler.clock import Clock


def provider_doors(settings: Settings, clock: Clock) -> list[Door]:
    """A door for each provider that is set up. Imports only those. Needs a running loop."""
    doors: list[Door] = []
    if settings.has_telegram:
        doors.append(_telegram(settings, clock))
    if settings.has_twilio:
        doors.append(_twilio(settings, clock))
    return doors


def _telegram(settings: Settings, clock: Clock) -> Door:
    from bot.channels.telegram.door import TelegramDoor
    from bot.channels.telegram.settings import TelegramSettings

    return TelegramDoor(
        TelegramSettings(
            token=reveal(settings.telegram_bot_token),
            secret=reveal(settings.telegram_webhook_secret),
            mode=settings.telegram_mode,
            api_url=settings.telegram_api_url,
            public_url=settings.base_url,
        ),
        clock.now,
    )


def _twilio(settings: Settings, clock: Clock) -> Door:
    from bot.channels.twilio.door import TwilioDoor
    from bot.channels.twilio.settings import TwilioSettings

    return TwilioDoor(
        TwilioSettings(
            account_sid=settings.twilio_account_sid,
            auth_token=reveal(settings.twilio_auth_token),
            public_url=settings.base_url,
            sms_from=settings.twilio_sms_from,
            messaging_service_sid=settings.twilio_messaging_service_sid,
            whatsapp_from=settings.twilio_whatsapp_from,
            voice_from=settings.twilio_voice_from,
            api_url=settings.twilio_api_url,
        ),
        clock.now,
    )
