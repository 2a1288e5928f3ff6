"""What waits for a co-ordinator, a line a kind of task, and how they end one; their digest,
and what they and a volunteer hear about matches.

`name` is the first name of whom it is about, `volunteer` the volunteer's, `reference` the
match's ("K7"); never a child's name, a reason or a word about health.
"""

from __future__ import annotations

from locales.message import Message


def _m(name: str, english: str) -> Message:
    return Message(name, english)


TASK_LINE = _m("TASK_LINE", "{number}: {line}")
TASK_NOW = _m("TASK_NOW", "{line} Send DONE {number} when you have seen to it.")

NOT_MATCHED = _m("NOT_MATCHED", "their young person")

TASK_UNCONFIRMED = _m(
    "TASK_UNCONFIRMED",
    "{volunteer} has not said if the visit with {reference} on {starts_at} is on. Please ask them.",
)
TASK_NO_NEW_DATE = _m(
    "TASK_NO_NEW_DATE",
    "{volunteer}'s visit with {reference} is off and has no new date. Please help find one.",
)
TASK_VISIT_CHANGED = _m(
    "TASK_VISIT_CHANGED", "{volunteer}'s visit with {reference} is now {starts_at}."
)
TASK_TELL_CHILD = _m(
    "TASK_TELL_CHILD",
    "{reference} must be told soon that the visit with {volunteer} has changed. Nobody has yet.",
)
TASK_TELL_CARER = _m(
    "TASK_TELL_CARER",
    "Please ring {reference}'s carer about {volunteer}'s visit: I can't text them.",
)
TASK_CARER_NOT_AGREED = _m(
    "TASK_CARER_NOT_AGREED",
    "The carer or young person has not agreed {volunteer}'s visit with {reference} on {starts_at}.",
)
TASK_TOO_OFTEN = _m(
    "TASK_TOO_OFTEN",
    "{volunteer} plans to see {reference} on {starts_at}, soon after another visit.",
)
TASK_COST = _m(
    "TASK_COST", "{volunteer}'s visit with {reference} on {starts_at} may cost over the limit."
)
TASK_CARER_ASKS = _m(
    "TASK_CARER_ASKS", "{reference}'s carer {name} asks you to ring about {volunteer}'s visits."
)
TASK_CARER_ASKS_ANY = _m("TASK_CARER_ASKS_ANY", "{name}, a carer, asks you to ring them.")
TASK_BEHAVIOUR = _m(
    "TASK_BEHAVIOUR",
    "{reference}'s carer {name} wants a visit off because of behaviour. The visit still stands."
    " Please ring them.",
)
TASK_RELAY_HELD = _m(
    "TASK_RELAY_HELD", "I held back a message from {name} about {reference}. Please ring them."
)
TASK_FIRST_VISIT = _m(
    "TASK_FIRST_VISIT", "{volunteer} had a first visit with {reference}. Please ring {volunteer}."
)
TASK_TRIAL_OVER = _m(
    "TASK_TRIAL_OVER",
    "{volunteer} and {reference} are at the end of their trial. Please talk to both, then send"
    " MATCH {reference} ESTABLISHED or MATCH {reference} ENDED.",
)
TASK_NO_VISIT = _m(
    "TASK_NO_VISIT", "{volunteer} and {reference} have had no visit for a while and plan none."
)
TASK_CONFIDENTIALITY = _m(
    "TASK_CONFIDENTIALITY",
    "{reference} has not yet had confidentiality explained, {volunteer} says. Please help.",
)
TASK_REVIEW = _m(
    "TASK_REVIEW",
    "{reference}'s review is on {on}, and they asked for {volunteer}. Please tell both how.",
)
TASK_CLOSURE = _m(
    "TASK_CLOSURE", "{volunteer} and {reference} have ended. Please hold the closure review."
)
TASK_INSURANCE = _m(
    "TASK_INSURANCE",
    "{name}'s car insurance on file lasts until {until}. Please get the new one, or no car.",
)
TASK_NO_RECORD = _m(
    "TASK_NO_RECORD", "{volunteer} has not written up the visit with {reference} on {starts_at}."
)
TASK_FOLLOW_UP = _m(
    "TASK_FOLLOW_UP",
    "{volunteer} asks you to follow something up after the visit with {reference} on {starts_at}.",
)
TASK_CARD = _m(
    "TASK_CARD", "{volunteer} went out with {reference} with open points on the safety card."
)
TASK_AWAY = _m("TASK_AWAY", "{name} will be away on {starts_at}, when a visit is planned.")
TASK_COVER = _m("TASK_COVER", "{name} is away, or soon will be, and nobody covers for them.")

TASK_LINE_OF = _m("TASK_LINE_OF", "{number} ({who}): {line}")
LINES_ALL = _m("LINES_ALL", "{lines}")
TASKS_YOURS = _m("TASKS_YOURS", "Waiting for you:")
TASKS_OTHERS = _m("TASKS_OTHERS", "Waiting for others:")
TASKS_MORE = _m("TASKS_MORE", "and {count} more. Send TASKS to see them.")
TASKS_MORE_STILL = _m("TASKS_MORE_STILL", "and {count} more.")
TASKS_HOW = _m("TASKS_HOW", "Send DONE and the number when you have seen to one.")
TASKS_NONE = _m("TASKS_NONE", "Nothing waits for you or anybody else.")
TASK_DONE = _m("TASK_DONE", "Thank you. Done: {line}")
TASK_WHICH = _m("TASK_WHICH", "Which one? Send DONE and its number, such as DONE {number}.")
TASK_UNKNOWN = _m(
    "TASK_UNKNOWN", "I have no task {number}, or it is done already. Send TASKS for what waits."
)
TASK_NONE_YOURS = _m("TASK_NONE_YOURS", "Nothing waits for you. Send TASKS for what others have.")
DIGEST_TODAY = _m("DIGEST_TODAY", "Today: {name} at {starts_at} ({reference})")

STAGE_INTRODUCTION = _m("STAGE_INTRODUCTION", "introduction")
STAGE_TRIAL = _m("STAGE_TRIAL", "trial")
STAGE_ESTABLISHED = _m("STAGE_ESTABLISHED", "established")
STAGE_ENDED = _m("STAGE_ENDED", "ended")
MATCHES_ALL = _m("MATCHES_ALL", "{lines}\nFor one of them send MATCH and its reference.")
MATCHES_NONE = _m("MATCHES_NONE", "There is no match yet. Whoever runs this scheme can add one.")
MATCH_LINE = _m("MATCH_LINE", "{reference}: {volunteer}, {stage}, visits kept: {kept}")
MATCH_UNKNOWN = _m("MATCH_UNKNOWN", "I know no match {reference}. Send MATCH to see them all.")
MATCH_LAST = _m("MATCH_LAST", "Last visit: {at}")
MATCH_NEXT = _m("MATCH_NEXT", "Next visit: {at}")
MATCH_CARER = _m("MATCH_CARER", "Carer: {name}")
MATCH_CARER_NOT_HERE = _m("MATCH_CARER_NOT_HERE", "Carer: {name}, who cannot be texted yet")
MATCH_CARER_NONE = _m("MATCH_CARER_NONE", "Carer: none is set")
MATCH_CO_ORDINATOR = _m("MATCH_CO_ORDINATOR", "Co-ordinator: {name}")
MATCH_EXPLAINED = _m("MATCH_EXPLAINED", "Confidentiality: explained")
MATCH_NOT_EXPLAINED = _m("MATCH_NOT_EXPLAINED", "Confidentiality: not explained yet")
MATCH_REVIEW_ON = _m("MATCH_REVIEW_ON", "Review with {volunteer}: {on}")
MATCH_HOW = _m(
    "MATCH_HOW",
    "To change it, send MATCH {reference} and one of TRIAL, ESTABLISHED, ENDED, EXPLAINED, or"
    " REVIEW and a day.",
)
MATCH_YOUR_OWN = _m(
    "MATCH_YOUR_OWN", "{reference} is your own match. Please ask another co-ordinator to do that."
)
MATCH_ALREADY = _m(
    "MATCH_ALREADY", "{reference} and {volunteer} are at that stage already: {stage}."
)
MATCH_STAGE_SET = _m(
    "MATCH_STAGE_SET", "{reference} and {volunteer} are now at this stage: {stage}."
)
MATCH_ESTABLISHED_TELL = _m(
    "MATCH_ESTABLISHED_TELL", "Your match with {reference} is now established. Thank you."
)
MATCH_EXPLAINED_SET = _m(
    "MATCH_EXPLAINED_SET", "Noted: confidentiality has been explained to {reference}. Thank you."
)
MATCH_REVIEW_SET = _m(
    "MATCH_REVIEW_SET",
    "Noted: {reference} would like {volunteer} at the review on {on}. I will remind you both.",
)
MATCH_REVIEW_WHEN = _m(
    "MATCH_REVIEW_WHEN",
    "Which day is {reference}'s review? Send it like MATCH {reference} REVIEW 14 Sep.",
)
MATCH_REVIEW_GONE = _m(
    "MATCH_REVIEW_GONE",
    "{on} has gone. Which day is the review? Send it like MATCH {reference} REVIEW 14 Sep.",
)
MATCH_REVIEW_EITHER = _m(
    "MATCH_REVIEW_EITHER",
    "That could be {days}. Send the one you mean like MATCH {reference} REVIEW 14 Sep.",
)
MATCH_REVIEW_TELL = _m(
    "MATCH_REVIEW_TELL",
    "{reference} would like you at their review on {on}. Your co-ordinator will ring.",
)
MATCH_END_WHICH = _m("MATCH_END_WHICH", "Which match ends? Send it like MATCH K7.")
MATCH_END_SURE = _m(
    "MATCH_END_SURE",
    "End the match of {reference} and {volunteer}? What they plan is called off and {volunteer}"
    " is told. Reply OK or NO.",
)
MATCH_STAYS = _m("MATCH_STAYS", "{reference} and {volunteer} go on as they were.")
MATCH_END_ALERT = _m(
    "MATCH_END_ALERT", "Alert {code} about {volunteer} is open. Please close it first."
)
MATCH_END_DONE = _m(
    "MATCH_END_DONE",
    "{reference} and {volunteer} have ended. The closure review waits in TASKS. Please see that"
    " {reference} hears it from a person.",
)
MATCH_ENDED_TELL = _m(
    "MATCH_ENDED_TELL",
    "Your match with {reference} has come to its end. Thank you for the time you gave."
    " Your co-ordinator will ring you.",
)
MATCH_ENDED_TELL_OFF = _m(
    "MATCH_ENDED_TELL_OFF",
    "Your match with {reference} has come to its end, so this visit is off: {dates}."
    " Thank you for the time you gave. Your co-ordinator will ring you.",
)
MATCH_ENDED_CARER = _m(
    "MATCH_ENDED_CARER",
    "{volunteer}'s visits with {reference} have come to their end, so this visit is off: {dates}."
    " The co-ordinator will ring you.",
)

INSURANCE_SOON = _m(
    "INSURANCE_SOON",
    "Your car insurance on our file lasts until {until}. Please show your co-ordinator the new"
    " one by then. After that, no visits by car until we have it.",
)
INSURANCE_OVER = _m(
    "INSURANCE_OVER",
    "Your car insurance on our file has run out. Please do not drive on visits until your"
    " co-ordinator has seen the new one. Thank you.",
)
