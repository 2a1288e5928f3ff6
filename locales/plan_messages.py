"""Planning, changing and taking off a visit.

`starts_at` is a visit's start, `end` when it is over (with its day where that is another one),
`lines` all that is known of it, a line each. A reason never stands in a message to another.
"""

from __future__ import annotations

from locales.message import Message


def _m(name: str, english: str) -> Message:
    return Message(name, english)


# --- What a plan is asked for ------------------------------------------------------------

PLAN_WHEN = _m("PLAN_WHEN", "When? For example Sat 2-5.")
PLAN_WHEN_AGAIN = _m("PLAN_WHEN_AGAIN", "I could not read the day and times. Try Sat 2-5.")
PLAN_WHEN_GONE = _m("PLAN_WHEN_GONE", "That time has gone. Which day and time? Try Sat 2-5.")
PLAN_TIME_GONE = _m("PLAN_TIME_GONE", "That time has gone meanwhile.")
PLAN_TIMES = _m("PLAN_TIMES", "What times on {day}? For example 2-5.")
PLAN_TOO_LONG = _m(
    "PLAN_TOO_LONG",
    "That is longer than {longest}, the most for one visit. Which day and times? Try Sat 2-5.",
)
PLAN_CLASH = _m(
    "PLAN_CLASH",
    "You have {place} then, {starts_at} to {end}. Two visits can't be at once. Which other day"
    " or time?",
)
PLAN_CLASH_END = _m(
    "PLAN_CLASH_END",
    "You have {place} from {starts_at}. When will you be home before that? Or send BACK for"
    " another time.",
)
PLAN_TAKEN = _m("PLAN_TAKEN", "You have another visit at that time now.")
PLAN_UNTIL = _m("PLAN_UNTIL", "And when will you be home?")
PLAN_AWAY = _m(
    "PLAN_AWAY",
    "You told me you are away that day. Shall I go on? Reply OK, or NO for another day.",
)
PLAN_PLACE = _m("PLAN_PLACE", "Where? A few words, not your own home. Never a child's name.")
PLAN_TRAVEL = _m("PLAN_TRAVEL", "How will you travel?")
PLAN_TRAVEL_AGAIN = _m(
    "PLAN_TRAVEL_AGAIN", "Please choose one: the longest part of the way, or Other."
)
PLAN_CAR_NOT_INSURED = _m(
    "PLAN_CAR_NOT_INSURED",
    "Driving a young person needs insurance on file for that day. Ask your co-ordinator. How else?",
)
PLAN_CAR_NO_MORE = _m(
    "PLAN_CAR_NO_MORE", "Your car insurance on file does not reach that day, so not by car."
)
PLAN_COST = _m("PLAN_COST", "What may it cost you? For example 12.50. Or NOTHING, or SKIP.")
PLAN_COST_AGAIN = _m(
    "PLAN_COST_AGAIN", "I could not read that. An amount such as 12.50, or NOTHING, or SKIP."
)
PLAN_COST_EACH = _m(
    "PLAN_COST_EACH", "What is that all together, for you both? One amount such as 12.50, or SKIP."
)
PLAN_CARER_AGREED = _m("PLAN_CARER_AGREED", "Has the carer agreed to this?")
PLAN_CHILD_AGREED = _m("PLAN_CHILD_AGREED", "Has the young person agreed to this?")
PLAN_OVER = _m(
    "PLAN_OVER",
    "Your visits with {reference} have ended, so I can't plan one. Please ask your co-ordinator.",
)

TRAVEL_WALK = _m("TRAVEL_WALK", "Walk")
TRAVEL_BUS = _m("TRAVEL_BUS", "Bus")
TRAVEL_TRAIN = _m("TRAVEL_TRAIN", "Train")
TRAVEL_CAR = _m("TRAVEL_CAR", "Car")
TRAVEL_CAR_ALONE = _m("TRAVEL_CAR_ALONE", "Car, alone")
TRAVEL_TAXI = _m("TRAVEL_TAXI", "Taxi")
TRAVEL_BIKE = _m("TRAVEL_BIKE", "Bike")
TRAVEL_CARER = _m("TRAVEL_CARER", "Carer drops off")
TRAVEL_OTHER = _m("TRAVEL_OTHER", "Other")
COST_NOTHING = _m("COST_NOTHING", "Nothing")
COST_NOT_KNOWN = _m("COST_NOT_KNOWN", "Not known yet")
AGREED_OK = _m("AGREED_OK", "OK")
AGREED_NO = _m("AGREED_NO", "NO")
AGREED_NOT_ASKED = _m("AGREED_NOT_ASKED", "Not asked yet")

# --- The plan, said back -----------------------------------------------------------------

PLAN_SUMMARY = _m("PLAN_SUMMARY", "{lines}\nOK? Or change:")
PLAN_CHANGE_WHAT = _m("PLAN_CHANGE_WHAT", "OK if it is right, or what to change:")
PLAN_CHANGE_WHEN = _m("PLAN_CHANGE_WHEN", "Day or time")
PLAN_CHANGE_PLACE = _m("PLAN_CHANGE_PLACE", "Place")
PLAN_CHANGE_TRAVEL = _m("PLAN_CHANGE_TRAVEL", "Travel")
PLAN_CHANGE_COST = _m("PLAN_CHANGE_COST", "Cost")
PLAN_CHANGE_AGREED = _m("PLAN_CHANGE_AGREED", "Agreed")
VISIT_LINE = _m("VISIT_LINE", "{starts_at} to {end}, {place}")
VISIT_TRAVEL_COST = _m("VISIT_TRAVEL_COST", "{travel}, {cost}")
COST_LINE_ABOUT = _m("COST_LINE_ABOUT", "about {cost}")
COST_LINE_NOTHING = _m("COST_LINE_NOTHING", "no cost")
COST_LINE_NOT_KNOWN = _m("COST_LINE_NOT_KNOWN", "cost not known yet")
AGREED_BOTH = _m("AGREED_BOTH", "Carer and young person agreed")
CARER_YES = _m("CARER_YES", "Carer agreed")
CARER_NO = _m("CARER_NO", "Carer does not agree")
CARER_NOT_ASKED = _m("CARER_NOT_ASKED", "Carer not asked yet")
CHILD_YES = _m("CHILD_YES", "Young person agreed")
CHILD_NO = _m("CHILD_NO", "Young person does not agree")
CHILD_NOT_ASKED = _m("CHILD_NOT_ASKED", "Young person not asked yet")
PLAN_LINE_OFTEN = _m("PLAN_LINE_OFTEN", "Soon after or before another visit")
PLAN_LINE_COST = _m("PLAN_LINE_COST", "Over the limit of {limit}")
VISIT_CONFIRMED = _m("VISIT_CONFIRMED", "Confirmed")
VISIT_NOT_CONFIRMED = _m("VISIT_NOT_CONFIRMED", "Not confirmed")

PLAN_DONE = _m(
    "PLAN_DONE",
    "Planned: {place}, {starts_at}, home by {home_by}. Send IN when it starts. If it can't be,"
    " send CHANGE or OFF.",
)
PLAN_NOT_AGREED = _m(
    "PLAN_NOT_AGREED",
    "It counts as planned, but the carer and the young person both need to agree. Your"
    " co-ordinator will see that, and can help.",
)
PLAN_COST_OVER = _m(
    "PLAN_COST_OVER",
    "{cost} is over the limit of {limit}. I have asked your co-ordinator. Please wait for their"
    " OK before you spend it.",
)
PLAN_TOO_OFTEN = _m(
    "PLAN_TOO_OFTEN",
    "This is soon after or before another visit, so your co-ordinator will see it.",
)
PLAN_TELL_CARER = _m(
    "PLAN_TELL_CARER",
    "For your diary: {reference}'s visit with {name}, {starts_at} to {end}, {place}. {travel}."
    " Reply CHANGE if it can't be.",
)
PLAN_EXPIRED = _m(
    "PLAN_EXPIRED", "You did not say OK, so that visit is not planned. Send PLAN to begin again."
)
CALENDAR_TITLE = _m("CALENDAR_TITLE", "Visit")

# --- VISITS ------------------------------------------------------------------------------

VISITS_NONE = _m("VISITS_NONE", "You have no visit planned. Send PLAN to plan one.")
VISITS_WHICH = _m("VISITS_WHICH", "Your visits. Choose one, or send LEAVE.")
VISIT_OPTION = _m("VISIT_OPTION", "{place}, {starts_at}")
VISIT_OUT_NOW = _m("VISIT_OUT_NOW", "You are out now: {place}, home by {home_by}.")
VISIT_SHOWN = _m("VISIT_SHOWN", "{lines}")
VISIT_DO_CHANGE = _m("VISIT_DO_CHANGE", "New time")
VISIT_DO_PLACE = _m("VISIT_DO_PLACE", "New place")
VISIT_DO_OFF = _m("VISIT_DO_OFF", "Call off")
VISIT_DO_CALENDAR = _m("VISIT_DO_CALENDAR", "Calendar")
VISIT_DO_BACK = _m("VISIT_DO_BACK", "Back")
VISIT_CALENDAR = _m("VISIT_CALENDAR", "{place}, {starts_at}: for your calendar.")
VISIT_PLACE_DONE = _m("VISIT_PLACE_DONE", "It is now {place}, {starts_at}. The scheme will know.")
VISIT_PLACE_TELL = _m(
    "VISIT_PLACE_TELL", "{name}'s visit on {starts_at} is now at another place: {place}."
)
VISIT_PLACE_TELL_CARER = _m(
    "VISIT_PLACE_TELL_CARER",
    "{reference}'s visit with {name} on {starts_at} is now at {place}. Reply CHANGE if it can't"
    " be.",
)

# --- CHANGE and OFF ----------------------------------------------------------------------

CHANGE_NONE = _m(
    "CHANGE_NONE", "You have no visit planned that could change. Send PLAN to plan one."
)
CHANGE_OUT = _m(
    "CHANGE_OUT", "You are out now, home by {home_by}. Send MORE 30 if later, OUT when home."
)
CHANGE_WHICH = _m("CHANGE_WHICH", "Which visit?")
CHANGE_WHY = _m("CHANGE_WHY", "{place}, {starts_at}. Why can't it be as planned?")
CHANGE_WHY_AGAIN = _m(
    "CHANGE_WHY_AGAIN", "Please choose one, or say it in a few words. Never a child's name."
)
WHY_ILL = _m("WHY_ILL", "I am ill")
WHY_WORK = _m("WHY_WORK", "Work or travel")
WHY_THEY = _m("WHY_THEY", "Young person or carer can't")
WHY_PLACE = _m("WHY_PLACE", "Weather or place")
WHY_OTHER = _m("WHY_OTHER", "Something else")
CHANGE_WHEN = _m("CHANGE_WHEN", "When instead? For example Sat 2-5.")
CHANGE_TIMES = _m(
    "CHANGE_TIMES", "What times on {day}? For example 2-5. Or OK for the same times as before."
)
CHANGE_CAR = _m(
    "CHANGE_CAR",
    "Your car insurance on file does not reach that day, so not by car. How will you travel?",
)
CHANGE_NO_DATE = _m("CHANGE_NO_DATE", "No new date yet")
CHANGE_WHO_TELLS = _m("CHANGE_WHO_TELLS", "Who tells the young person? It should be soon.")
TELLS_ME = _m("TELLS_ME", "Me, now")
TELLS_CARER = _m("TELLS_CARER", "Carer")
TELLS_TEAM = _m("TELLS_TEAM", "Co-ordinator, please")
VISIT_MOVED = _m("VISIT_MOVED", "Moved: {place}, now {starts_at} to {end}. The scheme will know.")
VISIT_MOVED_TELL = _m(
    "VISIT_MOVED_TELL", "{name}'s visit planned for {was} is moved to {starts_at}, {place}."
)
VISIT_MOVED_TELL_CARER = _m(
    "VISIT_MOVED_TELL_CARER",
    "{reference}'s visit with {name} on {was} is moved to {starts_at} to {end}, {place}. Reply"
    " CHANGE if it can't be.",
)
VISIT_MOVED_CARER_TELLS = _m(
    "VISIT_MOVED_CARER_TELLS",
    "{reference}'s visit with {name} on {was} is moved to {starts_at} to {end}, {place}. Please"
    " tell {reference} soon. Reply CHANGE if it can't be.",
)
VISIT_OFF = _m("VISIT_OFF", "{place}, {starts_at} is off. A co-ordinator will be told.")
VISIT_OFF_MATCHED = _m(
    "VISIT_OFF_MATCHED",
    "{place}, {starts_at} is off. The scheme sees to it that the carer knows. When you have"
    " another date, send PLAN.",
)
VISIT_OFF_TELL = _m("VISIT_OFF_TELL", "{name}'s visit planned for {starts_at} is off.")
VISIT_OFF_TELL_CARER = _m(
    "VISIT_OFF_TELL_CARER",
    "I am sorry: {reference}'s visit with {name} on {starts_at} is off. A new date is being"
    " looked for.",
)
VISIT_OFF_CARER_TELLS = _m(
    "VISIT_OFF_CARER_TELLS",
    "I am sorry: {reference}'s visit with {name} on {starts_at} is off. Please tell {reference}"
    " soon. A new date is being looked for.",
)
TELL_CHILD_THANKS = _m(
    "TELL_CHILD_THANKS", "Thank you for telling {reference} now, and for saying you are sorry."
)
CLOSED_MOVED = _m("CLOSED_MOVED", "{code} is over: {name} has moved the visit to {starts_at}.")
