"""What foster carers and residential staff hear, and what passes between them and a volunteer.

`reference` is the match's ("K7"), never a child's name; `volunteer` the volunteer's first name.
`told` is who has been asked to ring; `words` are somebody's own, passed on.
"""

from __future__ import annotations

from locales.message import Message


def _m(name: str, english: str) -> Message:
    return Message(name, english)


# --- Joining -----------------------------------------------------------------------------

INVITE_CARER = _m(
    "INVITE_CARER",
    "Hello {name}. {scheme} would like to text you about visits, as a carer."
    " Reply OK to join or NO to say no.",
)
ENROL_PRIVACY_CARER = _m(
    "ENROL_PRIVACY_CARER",
    "We keep your name and number. The scheme sees all you write, to the volunteer too. Never a"
    " child's name, health or behaviour here. Reply OK to go on.",
)
ENROL_DONE_CARER = _m(
    "ENROL_DONE_CARER",
    "You're set up, {name}. Send VISITS for the next visit, CHANGE to move one, WORRY if something"
    " is not right. MENU shows this again.",
)
CARER_JOINED_TELL = _m("CARER_JOINED_TELL", "{name} has joined as {reference}'s carer.")
CARER_JOINED_TELL_NO_MATCH = _m("CARER_JOINED_TELL_NO_MATCH", "{name} has joined as a carer.")
WHICH_CARER = _m("WHICH_CARER", "Joining as a carer")

# --- Menu and diary ----------------------------------------------------------------------

MENU_CARER = _m(
    "MENU_CARER",
    "VISITS for the next visit, CHANGE to move one, WORRY to be rung. Near a visit just write and"
    " I pass it on. CYMRAEG for Welsh.",
)
CARER_VISIT = _m(
    "CARER_VISIT",
    "{reference}'s visit with {volunteer}: {starts_at} to {end}, {place}.",
)
CARER_VISIT_NOW = _m(
    "CARER_VISIT_NOW", "{volunteer} is out with {reference} now: {place}, back by {end}."
)
CARER_VISIT_ASKED = _m(
    "CARER_VISIT_ASKED",
    "{reference}'s visit with {volunteer}: not {starts_at}. I have asked for {offer_at} to"
    " {offer_until} and wait for an answer.",
)
CARER_VISITS = _m("CARER_VISITS", "{lines}")
CARER_VISITS_NONE = _m(
    "CARER_VISITS_NONE", "No visit is planned for {reference} now. I tell you of a new one."
)
CARER_NO_MATCH = _m(
    "CARER_NO_MATCH", "I know of no visits for you. Please ring {phone} if that is not right."
)

# --- Moving a visit ----------------------------------------------------------------------

CARER_WHICH = _m("CARER_WHICH", "Which visit?")
CARER_WHICH_VISIT = _m("CARER_WHICH_VISIT", "{reference} with {volunteer}, {starts_at}")
CARER_WHY = _m(
    "CARER_WHY",
    "{reference}'s visit with {volunteer}, {starts_at}. What is in the way? LEAVE lets it stand.",
)
CARER_WHY_AGAIN = _m(
    "CARER_WHY_AGAIN", "Which of these is it? Just the number is enough. LEAVE lets it stand."
)
CARER_WHY_ILLNESS = _m("CARER_WHY_ILLNESS", "Illness")
CARER_WHY_UNEXPECTED = _m("CARER_WHY_UNEXPECTED", "Something unexpected")
CARER_WHY_BEHAVIOUR = _m("CARER_WHY_BEHAVIOUR", "Behaviour")
CARER_WHY_ELSE = _m("CARER_WHY_ELSE", "Something else")
CARER_WHEN = _m(
    "CARER_WHEN",
    "I'm sorry to hear that. {reference}'s visit is {starts_at}. When could it be instead? Try"
    " Sun 2-5. LEAVE lets it stand.",
)
CARER_NOT_YET = _m("CARER_NOT_YET", "I can't say yet: call it off")
CARER_WHEN_AGAIN = _m(
    "CARER_WHEN_AGAIN", "I could not read the day and times. Try Sun 2-5, or LEAVE to let it stand."
)
CARER_WHEN_SAME = _m("CARER_WHEN_SAME", "That is when the visit is now. When else? Try Sun 2-5.")
CARER_WHEN_LONG = _m(
    "CARER_WHEN_LONG", "A visit can't be longer than {longest}. When else? Try Sun 2-5."
)
CARER_OFFERED = _m(
    "CARER_OFFERED", "I have asked {volunteer}: {starts_at} to {end}. You will hear."
)
CARER_OFFERED_TELL = _m(
    "CARER_OFFERED_TELL",
    "{name}, {reference}'s carer, asks to move {volunteer}'s visit of {was} to {starts_at}."
    " {volunteer} has been asked.",
)
CARER_OFF = _m("CARER_OFF", "The visit is off and {volunteer} is told. {told} looks for a new day.")
CARER_OFF_NOT_TOLD = _m(
    "CARER_OFF_NOT_TOLD",
    "The visit is off, but I can't reach {volunteer} by text. Please ring {phone} now.",
)
CARER_OFF_VOLUNTEER = _m(
    "CARER_OFF_VOLUNTEER",
    "{reference}'s carer has to call off your visit of {starts_at}. It is off, and no fault of"
    " yours. When you have a new day, send PLAN.",
)
CARER_OFF_TELL = _m(
    "CARER_OFF_TELL",
    "{name}, {reference}'s carer, has called off {volunteer}'s visit of {starts_at}. No new date"
    " yet.",
)
CARER_OFF_TELL_UNTOLD = _m(
    "CARER_OFF_TELL_UNTOLD",
    "{reference}'s carer has called off {volunteer}'s visit of {starts_at}. I can't text"
    " {volunteer}: please ring them.",
)
CARER_TELLS_CHILD = _m(
    "CARER_TELLS_CHILD", "Will you tell {reference} soon what has changed? Reply OK or NO."
)
CARER_TELLS_CHILD_YES = _m("CARER_TELLS_CHILD_YES", "Thank you. That matters to them.")
CARER_TELLS_CHILD_NO = _m("CARER_TELLS_CHILD_NO", "That is fine. I am asking {told} to do it.")
CARER_NONE_TO_MOVE = _m(
    "CARER_NONE_TO_MOVE",
    "I see no visit to come that I could move. Shall I ask someone to ring you? Reply OK or NO.",
)
CARER_BEHAVIOUR = _m(
    "CARER_BEHAVIOUR",
    "Thank you for telling me. A visit is never taken away for behaviour: {reference} can count"
    " on it. It stands. {told} will ring you to help.",
)
CARER_ELSE = _m(
    "CARER_ELSE",
    "Thank you. Only illness or something unexpected moves a visit by text. {told} will ring you"
    " to talk about it. Until then it stands.",
)

# --- A worry, and danger -----------------------------------------------------------------

CARER_WORRY = _m(
    "CARER_WORRY",
    "Thank you for telling us. {told} will ring you; the volunteer is not told. You can also tell"
    " the child's social worker. In danger? Call 999.",
)
CARER_WORRY_NOBODY = _m(
    "CARER_WORRY_NOBODY",
    "Thank you for telling us. I can reach nobody yet and keep trying. Please ring {phone} or the"
    " child's social worker. In danger? Call 999.",
)
CARER_CRY_PASSED = _m(
    "CARER_CRY_PASSED",
    "In danger? Call 999 now. I have passed this on to {to} and asked {told} to ring you. You can"
    " also ring {phone}.",
)
CARER_CRY_PASSED_NOBODY = _m(
    "CARER_CRY_PASSED_NOBODY",
    "In danger? Call 999 now. I have passed this on to {to}. I can reach nobody else yet and keep"
    " trying. Please also ring {phone}.",
)

# --- What is it about? -------------------------------------------------------------------

CARER_ABOUT = _m("CARER_ABOUT", "What is it about?")
CARER_ABOUT_AGAIN = _m("CARER_ABOUT_AGAIN", "Please choose one of these. In danger? Call 999.")
CARER_ABOUT_MOVE = _m("CARER_ABOUT_MOVE", "Move a visit")
CARER_ABOUT_WORRY = _m("CARER_ABOUT_WORRY", "A worry")
CARER_ABOUT_ELSE = _m("CARER_ABOUT_ELSE", "Something else")
CARER_WHOSE = _m("CARER_WHOSE", "Whose visit do you mean?")
CARER_WHOSE_OWN = _m("CARER_WHOSE_OWN", "My own visit as a volunteer")

# --- Between carer and volunteer ---------------------------------------------------------

RELAY_TO_VOLUNTEER = _m(
    "RELAY_TO_VOLUNTEER", "{reference}'s carer: {words}\nReply CARER and your words."
)
RELAY_TO_VOLUNTEER_FIRST = _m(
    "RELAY_TO_VOLUNTEER_FIRST",
    "{reference}'s carer: {words}\nReply CARER and your words. The scheme can read this. Never"
    " write the child's name.",
)
RELAY_TO_CARER = _m(
    "RELAY_TO_CARER", "{volunteer} ({reference}'s visit): {words}\nReply to answer."
)
RELAY_TO_CARER_FIRST = _m(
    "RELAY_TO_CARER_FIRST",
    "{volunteer} ({reference}'s visit): {words}\nReply to answer. The scheme can read this. Never"
    " write the child's name.",
)
RELAY_PASSED = _m("RELAY_PASSED", "Passed on to {to}.")
RELAY_PASSED_FIRST = _m(
    "RELAY_PASSED_FIRST",
    "Passed on to {to}. The scheme can read what you write to each other. Never write the child's"
    " name.",
)
RELAY_THE_CARER = _m("RELAY_THE_CARER", "{reference}'s carer")
RELAY_WHOM = _m("RELAY_WHOM", "For which visit is that?")
RELAY_WORDS = _m("RELAY_WORDS", "What shall I pass on?")
RELAY_ABOUT = _m("RELAY_ABOUT", "Who is it about?")
RELAY_WHAT = _m(
    "RELAY_WHAT", "What shall I tell {reference}'s carer? A few words. Never a child's name."
)
RELAY_TOO_LONG = _m(
    "RELAY_TOO_LONG",
    "That is too long for me, so I have not passed it on. Please say it in {most} letters or"
    " fewer.",
)
RELAY_NO_CONTACT = _m(
    "RELAY_NO_CONTACT",
    "I don't pass on numbers, addresses or accounts, to keep you both safe. It was not sent. Please"
    " say it without.",
)
RELAY_BEHAVIOUR = _m(
    "RELAY_BEHAVIOUR",
    "I have not passed that on: how a child behaves stays out of texts, and a visit is never lost"
    " for it. Shall {told} ring you? OK or NO.",
)
RELAY_BEHAVIOUR_RINGS = _m("RELAY_BEHAVIOUR_RINGS", "Thank you. {told} will ring you.")
RELAY_BEHAVIOUR_NO = _m("RELAY_BEHAVIOUR_NO", "That is fine. Nothing was passed on.")
RELAY_OPENS = _m(
    "RELAY_OPENS",
    "Not passed on: I pass words on from {opens} until after the visit. Shall I ask someone to"
    " ring you? OK or NO.",
)
RELAY_NO_VISIT = _m(
    "RELAY_NO_VISIT",
    "Not passed on: I do that only near a visit, and none is near. Shall I ask someone to ring"
    " you? OK or NO.",
)
RELAY_UNREACHABLE = _m(
    "RELAY_UNREACHABLE",
    "Not passed on: I can't text {to}. Shall I ask someone to ring you? OK or NO.",
)
RELAY_NO_MATCH = _m(
    "RELAY_NO_MATCH",
    "Not passed on: I know of nobody to pass it on to. Shall I ask someone to ring you? OK or NO.",
)
