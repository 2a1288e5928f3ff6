"""What a scheme tells Porchlight about its Twilio account."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import phonenumbers

OFFICIAL_API = "https://api.twilio.com"
_WRITTEN_NUMBER = re.compile(r"\+?[\d\s().-]{7,}")


@dataclass(frozen=True, slots=True)
class TwilioSettings:
    """One Twilio account and the senders of it that the scheme uses.

    A sender left out means that its channel is not configured. Numbers may be written as
    people write them: they become E.164, read as numbers of `default_country`. When both
    are given, the messaging service sends and `sms_from` is left to it.
    `public_url` is what Twilio calls and signs, whatever proxy stands before us.
    `segments_per_second` is Twilio's rate for a UK long code; `timeout` is how many seconds
    one request to Twilio may take; `ring` how many seconds a phone rings.
    """

    account_sid: str
    auth_token: str = field(repr=False)
    public_url: str
    sms_from: str | None = None
    messaging_service_sid: str | None = None
    whatsapp_from: str | None = None
    voice_from: str | None = None
    api_url: str = OFFICIAL_API
    segments_per_second: float = 10
    default_country: str = "GB"
    timeout: float = 10.0
    ring: int = 25

    def __post_init__(self) -> None:
        """Tidy what was typed into an environment file: blanks, spaces, trailing slashes."""
        for name in ("public_url", "api_url"):
            object.__setattr__(self, name, getattr(self, name).strip().rstrip("/"))
        for name in ("sms_from", "whatsapp_from", "voice_from"):
            object.__setattr__(self, name, self._number(getattr(self, name)))
        service = (self.messaging_service_sid or "").strip() or None
        object.__setattr__(self, "messaging_service_sid", service)

    def _number(self, written: str | None) -> str | None:
        """E.164, or as it stands for a name or short code; None for nothing."""
        value = (written or "").strip().removeprefix("whatsapp:")
        if not _WRITTEN_NUMBER.fullmatch(value):
            return value or None
        try:
            number = phonenumbers.parse(value, self.default_country)
        except phonenumbers.NumberParseException:
            return value
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    @property
    def texts_by_sms(self) -> bool:
        """Whether SMS is configured."""
        return bool(self.sms_from or self.messaging_service_sid)
