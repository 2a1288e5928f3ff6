"""One scheme's own settings, as the flows see them. Read from TOML by `bot.settings`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time, timedelta

from flows import ladder as ladders
from flows.ladder import Ladder


@dataclass(frozen=True, slots=True)
class Scheme:
    """`phone` is the scheme's own line for people, `out_of_hours` the one for nights.

    `more_limit` is the total a volunteer may add with MORE before a person is asked.
    `welfare` is how long after a take the taker is asked how it stands, `lapse` how long
    after a take without an outcome the alert climbs again. `quiet` holds routine messages.
    `whatsapp_templates` maps a message's name to its approved ContentSid.
    """

    name: str = "the Independent Visitor scheme"
    phone: str = ""
    out_of_hours: str = ""
    languages: tuple[str, ...] = ("en", "cy")
    missed_check_out: Ladder = ladders.MISSED_CHECK_OUT
    missed_check_in: Ladder = ladders.MISSED_CHECK_IN
    sos: Ladder = ladders.SOS
    ask_a_person: Ladder = ladders.ASK_A_PERSON
    more_limit: timedelta = timedelta(hours=2)
    longest_visit: timedelta = timedelta(hours=14)
    welfare: timedelta = timedelta(minutes=15)
    lapse: timedelta = timedelta(minutes=30)
    talk_expires: timedelta = timedelta(hours=12)
    invitation_expires: timedelta = timedelta(days=14)
    quiet_from: time = time(21, 0)
    quiet_until: time = time(8, 0)
    whatsapp_templates: dict[str, str] = field(default_factory=dict)
