"""Whether WhatsApp has an approved template for what is sent to people who have not written."""

from __future__ import annotations

from collections.abc import Iterator

from bot.checks.finding import Finding, warning
from bot.scheme_file import SchemeFile
from bot.settings import Settings
from locales import carer_messages as cm
from locales import confirm_messages as cfm
from locales import messages as m
from locales import plan_messages as pm
from locales import record_messages as rm
from locales import scheme_messages as sm
from locales import task_messages as tm
from locales.message import Message
from locales.upkeep import sentences

UNPROMPTED: tuple[Message, ...] = (
    # Somebody may not be safe.
    m.LATE_VOLUNTEER, m.LATE_VOLUNTEER_AGAIN, m.NOT_STARTED_VOLUNTEER, m.NAMED_ASK, m.NAMED_STARTED,
    m.NAMED_LATE, m.NAMED_SOS, m.NAMED_SOS_NO_PLACE, m.NAMED_COVERT, m.LATE_DUTY,
    m.NOT_STARTED_DUTY, m.SOS_DUTY, m.SOS_DUTY_NO_PLACE, m.COVERT_DUTY, m.COVERT_DUTY_NO_PLACE,
    m.OPTED_OUT_DUTY, m.TOO_LONG_DUTY, m.CALL_ME_DUTY, m.PARKED_DUTY, m.HAND_OVER_ASK, m.LAPSED,
    # Whether a visit stands, and what has become of it.
    cfm.CONFIRM_ASK, cfm.CONFIRM_AGAIN, cfm.CONFIRM_DAY, cfm.CONFIRM_DAY_UNSURE,
    cfm.CONFIRM_ON_TELL, cfm.OFFER_TELL, cfm.OFFER_AGREED, cfm.OFFER_TAKEN_TELL, cfm.OFFER_GONE,
    cfm.OFFER_GONE_CARER, cm.CARER_OFFERED_TELL, cm.CARER_OFF_VOLUNTEER, cm.CARER_OFF_TELL,
    cm.CARER_OFF_TELL_UNTOLD, pm.PLAN_TELL_CARER, pm.VISIT_PLACE_TELL, pm.VISIT_PLACE_TELL_CARER,
    pm.VISIT_MOVED_TELL, pm.VISIT_MOVED_TELL_CARER, pm.VISIT_MOVED_CARER_TELLS, pm.VISIT_OFF_TELL,
    pm.VISIT_OFF_TELL_CARER, pm.VISIT_OFF_CARER_TELLS,
    # Between carer and volunteer, near a visit.
    cm.RELAY_TO_VOLUNTEER, cm.RELAY_TO_VOLUNTEER_FIRST, cm.RELAY_TO_CARER, cm.RELAY_TO_CARER_FIRST,
    # After it.
    rm.RECORD_INCIDENT, rm.RECORD_STILL, rm.RECORD_AGAIN, rm.RECORD_KEPT, rm.RECORD_NOT_DONE,
    rm.LETTER_LINK,
    # To all volunteers, and between co-ordinators.
    sm.NOTICE_TELL, sm.NOTICE_TELL_DATED, sm.NOTICE_TELL_ASKS, sm.NOTICE_TELL_DATED_ASKS,
    sm.NOTICE_REMIND, sm.NOTICE_REMIND_COMING, sm.COVER_AHEAD, sm.COVER_BEGINS, sm.COVER_DUTY,
    sm.COVER_OFF, sm.COVER_ENDS, sm.AWAY_OFF_DUTY, sm.AWAY_OFF_DUTY_COVERED, sm.AWAY_BACK,
    # What waits for a co-ordinator, and what a volunteer hears of a match.
    tm.TASK_NOW, tm.LINES_ALL, tm.MATCH_ESTABLISHED_TELL, tm.MATCH_REVIEW_TELL,
    tm.MATCH_ENDED_TELL, tm.MATCH_ENDED_TELL_OFF, tm.MATCH_ENDED_CARER, tm.INSURANCE_SOON,
    tm.INSURANCE_OVER,
)  # fmt: skip
"""What may reach somebody who has not written for a day."""


def check_templates(settings: Settings, file: SchemeFile) -> Iterator[Finding]:
    """Which of these WhatsApp would refuse, and which templates no message is known for."""
    templates = file.scheme.whatsapp_templates
    where = file.where("whatsapp_templates")
    missing = [one.name for one in UNPROMPTED if one.name not in templates]
    if settings.twilio_whatsapp_from and missing:
        yield warning(
            "WhatsApp refuses free text a day after a person's last message, and for these there"
            " is no approved template. They go by SMS instead, and to who has only WhatsApp not"
            f" at all: {', '.join(missing)}.",
            where,
            "Add the ContentSid of each approved template, and a number for SMS to each person.",
        )
    known = {message.name for message in sentences()}
    for name in templates:
        if name not in known:
            yield warning(
                f"There is no message called {name}, so its WhatsApp template is never used.",
                file.where("whatsapp_templates", name),
                "Write the message's name as it stands in the list of messages, in capitals.",
            )
