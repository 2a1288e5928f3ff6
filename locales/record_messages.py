"""The safety card before a visit, and the record after it; with the words for a young person.

`reference` is the match's ("K7"), never a name. The LETTER lines are read by the young person.
"""

from __future__ import annotations

from locales.message import Message


def _m(name: str, english: str) -> Message:
    return Message(name, english)


# --- The safety card ---------------------------------------------------------------------

CARD_BEFORE = _m("CARD_BEFORE", "You are not checked in yet. {card}")
CARD_ASK = _m(
    "CARD_ASK",
    "Before you go: 1 carer's number held, 2 allergies, diet and medical told, 3 own medicines"
    " packed, 4 medication taken, 5 sun lotion or travel sickness seen to. All done? Reply OK, or"
    " the numbers not done.",
)
CARD_TICKS = _m(
    "CARD_TICKS",
    "Ticks only, please, never a detail. Reply OK if all is done, or the numbers not done, such"
    " as 2 4.",
)
CARD_TICKS_BEFORE = _m("CARD_TICKS_BEFORE", "You are not checked in yet. {again}")
CARD_POINT_1 = _m("CARD_POINT_1", "carer's number")
CARD_POINT_2 = _m("CARD_POINT_2", "allergies, diet and medical")
CARD_POINT_3 = _m("CARD_POINT_3", "own medicines")
CARD_POINT_4 = _m("CARD_POINT_4", "medication taken")
CARD_POINT_5 = _m("CARD_POINT_5", "sun lotion or travel sickness")
CARD_POINT = _m("CARD_POINT", "{number} {point}")
CARD_OPEN_NOW = _m(
    "CARD_OPEN_NOW", "Please see to this now, the carer can help:\n{points}\nIt is noted for {who}."
)
CARD_OPEN = _m(
    "CARD_OPEN",
    "Thank you. Still to see to before {place}, {starts_at}:\n{points}\nSend CARD when it is done.",
)
CARD_DONE = _m("CARD_DONE", "Thank you. The safety card for {place}, {starts_at}, is done.")
CARD_NO_VISIT = _m(
    "CARD_NO_VISIT",
    "You have no visit planned for today. Send IN when you set out, and I go through the card.",
)

# --- The record --------------------------------------------------------------------------

RECORD_INCIDENT = _m(
    "RECORD_INCIDENT",
    "About your visit, {place}, {starts_at}: did anything go wrong, or worry you? Reply NO if all"
    " was well, or INCIDENT.",
)
RECORD_ALL_WELL = _m("RECORD_ALL_WELL", "All was well")
RECORD_SOMETHING = _m("RECORD_SOMETHING", "Incident or worry")
RECORD_UNSURE = _m(
    "RECORD_UNSURE",
    "To be sure: reply INCIDENT if something went wrong or worried you, or NO if all was well.",
)
RECORD_DID = _m(
    "RECORD_DID",
    "What did you do? A few words, or OK for: {place}. Never a child's name or private talk."
    " SKIP leaves a question out.",
)
RECORD_DID_NO_PLACE = _m(
    "RECORD_DID_NO_PLACE",
    "What did you do? A few words. Never a child's name or private talk. SKIP leaves a question"
    " out.",
)
RECORD_CHOSE = _m("RECORD_CHOSE", "Who chose it?")
RECORD_CHOSE_ME = _m("RECORD_CHOSE_ME", "Me")
RECORD_CHOSE_BOTH = _m("RECORD_CHOSE_BOTH", "We both")
RECORD_CHOSE_OTHER = _m("RECORD_CHOSE_OTHER", "Somebody else")
RECORD_MOOD = _m("RECORD_MOOD", "How was it for {reference}?")
RECORD_GREAT = _m("RECORD_GREAT", "Great")
RECORD_GOOD = _m("RECORD_GOOD", "Good")
RECORD_MIXED = _m("RECORD_MIXED", "Mixed")
RECORD_HARD = _m("RECORD_HARD", "Hard")
RECORD_NEXT = _m(
    "RECORD_NEXT", "Have you agreed a next date? Day and times, such as Sat 4 July 2-5, or NO."
)
RECORD_NEXT_PLANNED = _m(
    "RECORD_NEXT_PLANNED", "Next is {starts_at}, as planned? Reply OK, another date, or NO."
)
RECORD_NEXT_AGAIN = _m(
    "RECORD_NEXT_AGAIN", "Please give me day and times, such as Sat 4 July 2-5, or NO."
)
RECORD_FOLLOW_UP = _m(
    "RECORD_FOLLOW_UP",
    "Anything for {who} to follow up? A few words, never a child's name. Or NO.",
)
RECORD_EXPLAINED = _m(
    "RECORD_EXPLAINED",
    "Does {reference} know what stays private and what you must pass on, and is it understood?"
    " Reply OK, or NO if not yet.",
)
RECORD_SPENT = _m("RECORD_SPENT", "What did you spend? Such as bus 4.20, chips 6. Or NO.")
RECORD_SPENT_AGAIN = _m(
    "RECORD_SPENT_AGAIN",
    "I need an amount for each thing, with commas between, such as bus 4.20, chips 6. Or NO.",
)
RECORD_NO_MILES = _m(
    "RECORD_NO_MILES", "Only what you paid, please, and no miles yet. Such as bus 4.20, chips 6."
)
RECORD_SPENT_EACH = _m(
    "RECORD_SPENT_EACH", "Please tell me what you paid for all of it, such as bus 8.40. Or NO."
)
RECORD_SAY_WHAT = _m("RECORD_SAY_WHAT", "In a few words, please. Or SKIP.")
RECORD_TOO_LONG = _m("RECORD_TOO_LONG", "That is too long for me. In {most} letters, please.")
RECORD_NOT_IN = _m(
    "RECORD_NOT_IN",
    "You are not checked in. Send just IN to check in. Or answer me in other words.",
)
RECORD_COMMAND = _m(
    "RECORD_COMMAND",
    "I am asking about your visit. For anything else send LEAVE first, then send it again.",
)
RECORD_CHILD = _m("RECORD_CHILD", "the young person")
RECORD_SKIP = _m("RECORD_SKIP", "SKIP")

RECORD_DONE = _m("RECORD_DONE", "Thank you. The visit is written up.")
RECORD_DONE_AND = _m("RECORD_DONE_AND", "Thank you. The visit is written up.\n{lines}")
RECORD_LETTER_SENT = _m("RECORD_LETTER_SENT", "{reference}'s words go to the carer now.")
RECORD_LETTER_HELD = _m(
    "RECORD_LETTER_HELD",
    "{reference}'s carer can't get them from me. Please show them yourself next time.",
)
RECORD_RECEIPTS = _m("RECORD_RECEIPTS", "Costs noted: {total}. Please keep the receipts.")
RECORD_PLAN_NEXT = _m("RECORD_PLAN_NEXT", "To plan the next visit, send {plan}.")
RECORD_ANOTHER = _m(
    "RECORD_ANOTHER", "Not written up yet: {place}, {starts_at}. Send RECORD for that one."
)

RECORD_NONE = _m("RECORD_NONE", "No visit waits to be written up.")
RECORD_ALREADY = _m(
    "RECORD_ALREADY", "The visit, {place}, {starts_at}, is written up already. Thank you."
)
RECORD_LEFT = _m(
    "RECORD_LEFT",
    "That is put away. What you told me is kept. Send RECORD to begin again, it takes two minutes.",
)
RECORD_AGAIN = _m(
    "RECORD_AGAIN",
    "The visit, {place}, {starts_at}, is not written up yet. Send RECORD, it takes two minutes.",
)
RECORD_STILL = _m("RECORD_STILL", "The visit, {place}, {starts_at}, is not all written up yet.")
RECORD_KEPT = _m(
    "RECORD_KEPT",
    "I have kept what you told me about {place}, {starts_at}, and pass it on as it is. Send RECORD"
    " to go through it again.",
)
RECORD_NOT_DONE = _m(
    "RECORD_NOT_DONE",
    "{place}, {starts_at}, is still not written up, so a co-ordinator will be told. You can still"
    " send RECORD.",
)

# --- The words for the young person ------------------------------------------------------

LETTER_SHOW = _m(
    "LETTER_SHOW",
    "For {reference} to keep:\n{letter}\nSend it? Reply OK or NO, or write it in your own words,"
    " without a child's name.",
)
LETTER_SHOW_BOTH = _m(
    "LETTER_SHOW_BOTH",
    "For {reference} to keep:\n{letter}\nThat means:\n{meaning}\nSend it? Reply OK or NO, or write"
    " it in your own words, without a child's name.",
)
LETTER_AGAIN = _m(
    "LETTER_AGAIN", "Reply OK to send it, NO to send nothing, or write a sentence or more yourself."
)
LETTER_LINK = _m("LETTER_LINK", "{reference}'s own record of the visit with {volunteer} on {day}:")

LETTER_DAY = _m("LETTER_DAY", "We met up on {day}.")
LETTER_DAY_DID = _m("LETTER_DAY_DID", "We met up on {day}. What we did: {did}.")
LETTER_YOU_CHOSE = _m("LETTER_YOU_CHOSE", "You chose it.")
LETTER_I_CHOSE = _m("LETTER_I_CHOSE", "I chose it this time.")
LETTER_WE_CHOSE = _m("LETTER_WE_CHOSE", "We chose it together.")
LETTER_GREAT = _m("LETTER_GREAT", "It was a great day.")
LETTER_GOOD = _m("LETTER_GOOD", "It was a good day.")
LETTER_MIXED = _m("LETTER_MIXED", "Some of it was good and some was not so easy.")
LETTER_HARD = _m("LETTER_HARD", "It was not an easy day. Thank you for being there.")
LETTER_NEXT = _m("LETTER_NEXT", "See you on {day}.")
LETTER_FROM = _m("LETTER_FROM", "From {name}")
