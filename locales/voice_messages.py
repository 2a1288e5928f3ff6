"""What a call says of its own, besides the text that it was placed for."""

from __future__ import annotations

from locales.message import Message

VOICE_WRONG_KEY = Message("VOICE_WRONG_KEY", "Sorry, that is not a key I know.")

VOICE_UNKNOWN_CALL = Message(
    "VOICE_UNKNOWN_CALL",
    "Sorry, there is no message for you on this line. Please text us instead. Goodbye.",
)
