"""The check-in conversation that everybody is measured with: six messages, six replies.

The volunteer has no named person, so that each message has exactly one reply; the peers say
the same words under the same buttons as we do.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

SAID = ("MENU", "IN", "Castle Park", "banana", "in 90 min", "OUT")
"""A menu, a check-in with one answer that is no time, and the check-out."""

MENU = (
    "IN to check in, OUT when home, MORE 30 if later, SOS for help. PLAN and VISITS for dates, "
    "NAMED to change your named person, CYMRAEG for Welsh."
)
MENU_BUTTONS = ("IN", "PLAN", "VISITS", "SOS")
WHERE = "Where are you going? A few words. Never a child's name."
WHEN = "When will you be home? For example 5, half 6 or 17:30."
NO_TIME = "I could not read that as a time. Try 5, half 6, 17:30 or in 2 hours."
DONE = (
    "You're checked in: {place}, home by {home_by}. Cleo stands in as no named person can. "
    "Send OUT when home, MORE 30 if later, SOS for help."
)
DONE_BUTTONS = ("OUT", "MORE 30", "SOS")
HOME = "You're home safe. I have stopped watching the clock. Thank you."


@dataclass(slots=True)
class Volunteer:
    """One person's phone: `step` is how many of the messages were sent."""

    chat: int
    step: int = 0

    def next_update(self, update_id: int, date: int) -> bytes:
        """The next message, as Telegram brings it."""
        said = SAID[self.step]
        self.step += 1
        person = {"id": self.chat, "first_name": "Ana"}
        message = {
            "message_id": 10 * self.step,
            "from": {**person, "is_bot": False, "language_code": "en"},
            "chat": {**person, "type": "private"},
            "date": date,
            "text": said,
        }
        return json.dumps({"update_id": update_id, "message": message}).encode()
