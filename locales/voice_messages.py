"""What a call says of its own, besides the text that it was placed for."""

from __future__ import annotations

from locales.message import Message

# Said after a key that nothing came of, and when Twilio asks twice about one key.
VOICE_AGAIN = Message("VOICE_AGAIN", "Here is the message again.")

VOICE_UNKNOWN_CALL = Message(
    "VOICE_UNKNOWN_CALL",
    "Sorry, there is no message for you on this line. Please text us instead. Goodbye.",
)
