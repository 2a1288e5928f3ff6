"""What waits for a co-ordinator, a line a kind of task, and how they end one.

`name` is the first name of whom it is about, `volunteer` the volunteer's, `reference` the
match's ("K7"); never a child's name, a reason or a word about health.
"""

from __future__ import annotations

from locales.message import Message


def _m(name: str, english: str) -> Message:
    return Message(name, english)


TASK_LINE = _m("TASK_LINE", "{number}: {line}")
TASK_NOW = _m("TASK_NOW", "{line} Send DONE {number} when you have seen to it.")

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
    "TASK_REVIEW", "A review for {reference} is coming. {reference} asked for {volunteer} to come."
)
TASK_CLOSURE = _m(
    "TASK_CLOSURE", "{volunteer} and {reference} have ended. Please hold the closure review."
)
TASK_INSURANCE = _m("TASK_INSURANCE", "{name}'s car insurance on file is about to run out.")
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
TASK_AWAY = _m("TASK_AWAY", "{name} is away for a while.")
TASK_COVER = _m("TASK_COVER", "{name} is away and nobody covers for them.")
