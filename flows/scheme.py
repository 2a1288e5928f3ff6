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

    Visits: the volunteer is asked whether a plan stands `confirm_before` its start, once more
    `confirm_again` before, and reminded at `morning` of the day. `morning_ahead` is the least
    time between that and the start. Carer and volunteer reach each other through the scheme
    from `relay_before` a visit to `relay_after` it. `record_after` coming home the volunteer is
    asked about the visit, again after each of `record_again`; then a co-ordinator hears.
    `too_often` is the least time between two visits that nobody asks about, `visits_every` the
    most. The trial lasts `trial_visits`, one more if need be. `cost_limit` is pence a visit.
    `digest_at` is when co-ordinators get what waits for them. `public_url` is where links lead,
    "" for none; no file sets it.
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
    confirm_before: timedelta = timedelta(hours=48)
    confirm_again: timedelta = timedelta(hours=24)
    morning: time = time(8, 0)
    morning_ahead: timedelta = timedelta(hours=2)
    relay_before: timedelta = timedelta(hours=2)
    relay_after: timedelta = timedelta(hours=2)
    record_after: timedelta = timedelta(minutes=2)
    record_again: tuple[timedelta, ...] = (timedelta(hours=24), timedelta(hours=72))
    too_often: timedelta = timedelta(days=14)
    visits_every: timedelta = timedelta(days=31)
    trial_visits: int = 4
    cost_limit: int = 3000
    insurance_ahead: timedelta = timedelta(days=28)
    review_ahead: timedelta = timedelta(days=14)
    letter_lasts: timedelta = timedelta(days=90)
    digest_at: time = time(9, 0)
    public_url: str = ""
    whatsapp_templates: dict[str, str] = field(default_factory=dict)
