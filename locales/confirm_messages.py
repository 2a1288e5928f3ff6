"""Asking whether a plan stands: two days before, a day before, and on the day."""

from __future__ import annotations

from locales.message import Message


def _m(name: str, english: str) -> Message:
    return Message(name, english)


CONFIRM_ASK = _m(
    "CONFIRM_ASK",
    "{starts_at}: {place}, home by {home_by}. Still on? Reply OK, CHANGE or OFF.",
)
CONFIRM_AGAIN = _m(
    "CONFIRM_AGAIN",
    "{starts_at}: {place}, home by {home_by}. I need to know if it is on."
    " Please reply OK, CHANGE or OFF.",
)
CONFIRM_DAY = _m(
    "CONFIRM_DAY", "{when}: {place}, home by {home_by}. Reply OK, CHANGE or OFF. {more}"
)
CONFIRM_DAY_UNSURE = _m(
    "CONFIRM_DAY_UNSURE",
    "{when}: {place}, home by {home_by}. Not confirmed yet. Please reply OK, CHANGE or OFF. {more}",
)
CONFIRM_TODAY = _m("CONFIRM_TODAY", "Today {starts_at}")
CONFIRM_THEN_IN = _m("CONFIRM_THEN_IN", "Send IN when it starts.")
CONFIRM_THEN_CARD = _m("CONFIRM_THEN_CARD", "Send CARD before you go, IN when it starts.")
CONFIRM_THANKS = _m("CONFIRM_THANKS", "Thank you. {starts_at} stands.")
CONFIRM_LABEL = _m("CONFIRM_LABEL", "{starts_at}: {place}")
CONFIRM_ON_TELL = _m("CONFIRM_ON_TELL", "{name} says {starts_at} is on.")

# --- A carer's offer of another time, at the volunteer's end --------------------------------

OFFER_TELL = _m(
    "OFFER_TELL",
    "{reference}'s carer can't do {starts_at} (illness or something unexpected) and offers"
    " {offer_at} to {offer_until}. Reply OK to take it, CHANGE for another time.",
)
OFFER_LABEL = _m("OFFER_LABEL", "The new time {offer_at}")
OFFER_THANKS = _m("OFFER_THANKS", "Thank you. The visit is now {offer_at}, home by {offer_until}.")
OFFER_AGREED = _m(
    "OFFER_AGREED",
    "Good news: {name} can come {offer_at} to {offer_until}. Please tell {reference}.",
)
OFFER_TAKEN_TELL = _m(
    "OFFER_TAKEN_TELL",
    "{reference}'s carer could not do {starts_at}. {name}'s visit is now {offer_at}."
    " Both have agreed.",
)
OFFER_CLASH = _m(
    "OFFER_CLASH",
    "You have a visit at that time: {place}, {starts_at}. Send CHANGE to find another time.",
)
OFFER_GONE = _m(
    "OFFER_GONE",
    "The time {reference}'s carer offered, {offer_at}, has come, so that visit is off."
    " Send PLAN to plan a new one.",
)
OFFER_GONE_CARER = _m(
    "OFFER_GONE_CARER",
    "I have had no answer about {offer_at}, so that visit is off. A co-ordinator will help to"
    " find a new time.",
)

# --- Which question an answer is to ---------------------------------------------------------

ASKED_NOT_UNDERSTOOD = _m(
    "ASKED_NOT_UNDERSTOOD", "Sorry, I did not understand. This is what I need to know:"
)
ASKED_ONE_FIRST = _m(
    "ASKED_ONE_FIRST",
    "I have asked you more than one thing. Please answer this one, then send that again.",
)
ASKED_NO_LATER = _m(
    "ASKED_NO_LATER",
    "I can't take a NO to {what} just now. Answer this or send LEAVE, then send NO again.",
)
ASKED_NO_MORE = _m("ASKED_NO_MORE", "Thank you. Nothing waits for your answer any more.")
