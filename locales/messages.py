"""Every sentence that flows say, by name. Plain words, no blame; on SMS one part if it can be.

Straight quotes and plain hyphens only: one curly quote more than doubles the price of an SMS.
Braces are filled by name. `name` is always a first name, `code` an alert's code, `phone` the
scheme's own line; instants are shown as local time. Words in capitals are what to send back;
the carriers' own words (STOP, YES and the like) are never asked for.
"""

from __future__ import annotations

from locales.message import Message


def _m(name: str, english: str) -> Message:
    return Message(name, english)


# --- Strangers ---------------------------------------------------------------------------

STRANGER = _m(
    "STRANGER",
    "Hello. This is a computer at {scheme}. I don't know this number, so I can't help from here."
    " Please ring {phone}. In danger? Call 999. Under 19? Childline, free: 0800 1111.",
)
STRANGER_NO_PHONE = _m(
    "STRANGER_NO_PHONE",
    "Hello. This is a computer at {scheme}. I don't know this number, so I can't help from here."
    " In danger? Call 999. Under 19? Childline, free: 0800 1111.",
)
LINK_NOT_GOOD = _m(
    "LINK_NOT_GOOD",
    "That invitation has been used or is too old. Please ask the scheme for a new one.",
)

# --- Enrolment ---------------------------------------------------------------------------

INVITE_VOLUNTEER = _m(
    "INVITE_VOLUNTEER",
    "Hello {name}. {scheme} would like to keep you safe on visits by text."
    " Reply OK to join or NO to say no.",
)
INVITE_CO_ORDINATOR = _m(
    "INVITE_CO_ORDINATOR",
    "Hello {name}. {scheme} asks you to get its alerts by text as a co-ordinator."
    " Reply OK to join or NO to say no.",
)
ENROL_ACCEPT = _m(
    "ENROL_ACCEPT",
    "Hello {name}. {scheme} invites you to its safety messages. Reply OK to join or NO to say no.",
)
ENROL_LANGUAGE = _m("ENROL_LANGUAGE", "Which language would you like?")
LANGUAGE_ENGLISH = _m("LANGUAGE_ENGLISH", "English")
LANGUAGE_WELSH = _m("LANGUAGE_WELSH", "Cymraeg")
ENROL_PRIVACY = _m(
    "ENROL_PRIVACY",
    "We keep your name, number and visits. The scheme sees them; your named person hears when"
    " and where. Never send a child's name here. Reply OK to go on.",
)
ENROL_PRIVACY_CO_ORDINATOR = _m(
    "ENROL_PRIVACY_CO_ORDINATOR",
    "We keep your name, number and what you answer to alerts. Only the scheme sees them. Never send"
    " a child's name here. Reply OK to go on.",
)
ENROL_OWN_NUMBER = _m(
    "ENROL_OWN_NUMBER", "What is your mobile number? We only ring it if something is wrong."
)
ENROL_NAMED_NAME = _m(
    "ENROL_NAMED_NAME",
    "Who should know when you are out? A friend, partner or fellow volunteer."
    " Send their first name.",
)
ENROL_NAMED_PHONE = _m(
    "ENROL_NAMED_PHONE", "What is {named}'s mobile number? I will ask if they agree."
)
ENROL_COVERT = _m(
    "ENROL_COVERT",
    "Pick a secret word for when you are not free to talk. If you send it, I answer as if all"
    " is well and get help. Keep it unusual.",
)
ENROL_DONE = _m(
    "ENROL_DONE",
    "You're set up, {name}. Send IN when a visit starts and OUT when you are home. SOS gets help."
    " Until {named} agrees, {who} stands in.",
)
ENROL_DONE_CO_ORDINATOR = _m(
    "ENROL_DONE_CO_ORDINATOR",
    "You're set up, {name}. Send DUTY ON to get alerts, DUTY OFF to rest, WHO to see who is out.",
)
ENROL_REFUSED = _m(
    "ENROL_REFUSED", "Thank you for telling us. We will not text you about this again."
)
ENROL_REFUSED_TELL = _m(
    "ENROL_REFUSED_TELL", "{name} said no to the invitation. Nothing more will be sent to them."
)
ENROL_JOINED_TELL = _m(
    "ENROL_JOINED_TELL",
    "{name} has joined. Their named person has been asked and has not agreed yet:"
    " until then you stand in.",
)
NAME_AGAIN = _m("NAME_AGAIN", "Please send just a first name, such as Sam.")
PHONE_AGAIN = _m(
    "PHONE_AGAIN", "I could not read that as a UK mobile number. Please send it again."
)
PHONE_YOUR_OWN = _m(
    "PHONE_YOUR_OWN", "That is your own number. Please send the number of someone else."
)
COVERT_AGAIN = _m(
    "COVERT_AGAIN",
    "Please pick another word: 4 to 30 letters, and not one that I use for something else.",
)

ENROL_REFUSED_STAYS = _m(
    "ENROL_REFUSED_STAYS", "Thank you for telling us. Nothing else changes for you."
)
ENROL_UNFINISHED = _m(
    "ENROL_UNFINISHED", "You have not joined yet. Reply OK when you would like to go on."
)
ENROL_HELP = _m(
    "ENROL_HELP",
    "In danger? Call 999 now. I am asking {told} to ring you. You can also ring {phone}.",
)
ENROL_HELP_NOBODY = _m(
    "ENROL_HELP_NOBODY",
    "In danger? Call 999 now. I can reach nobody at the scheme just now and keep trying."
    " Please also ring {phone}.",
)
INVITE_TOO_OLD = _m(
    "INVITE_TOO_OLD",
    "Hello {name}. That invitation is too old now, so you have not joined."
    " Please ring {phone} and ask for a new one.",
)
LINK_NOT_YOURS = _m(
    "LINK_NOT_YOURS",
    "That link is for someone else, so nothing has changed. They can still use it themselves.",
)
WHICH_QUESTION = _m(
    "WHICH_QUESTION", "I have asked you more than one thing. Which one do you mean?"
)
WHICH_VOLUNTEER = _m("WHICH_VOLUNTEER", "Joining as a volunteer")
WHICH_CO_ORDINATOR = _m("WHICH_CO_ORDINATOR", "Joining as a co-ordinator")
WHICH_NAMED = _m("WHICH_NAMED", "Being named person for {name}")
NAMED_ASKED_KEPT = _m(
    "NAMED_ASKED_KEPT", "I have asked {named}. Until they agree, {old} stays your named person."
)
NAMED_ALREADY = _m("NAMED_ALREADY", "{named} is your named person already. Nothing has changed.")
NAMED_REPLACED = _m(
    "NAMED_REPLACED",
    "{named} is now {name}'s named person, so there is nothing more for you to do."
    " Thank you for looking out for {name}.",
)
NAMED_SILENT_TELL = _m(
    "NAMED_SILENT_TELL",
    "{named} has not answered me yet. Until they agree, {who} stands in."
    " To name someone else, send NAMED.",
)
NAMED_SILENT_KEPT = _m(
    "NAMED_SILENT_KEPT",
    "{named} has not answered me yet. {old} stays your named person."
    " To name someone else, send NAMED.",
)
NAMED_SILENT_DUTY = _m(
    "NAMED_SILENT_DUTY",
    "{named} has not answered whether they will be {name}'s named person. You stand in until"
    " they agree or {name} names someone else.",
)

# --- Named person ------------------------------------------------------------------------

NAMED_ASK = _m(
    "NAMED_ASK",
    "Hello {named}. {name} volunteers with {scheme} and asks: may we text you when they are out,"
    " and if they are late home? Reply OK or NO.",
)
NAMED_THANKS = _m(
    "NAMED_THANKS",
    "Thank you. We will text you when {name} goes out and is home. You never have to go there"
    " yourself. Reply NO at any time to end this.",
)
NAMED_REFUSED = _m("NAMED_REFUSED", "Thank you for telling us. We will not text you about {name}.")
NAMED_AGREED_TELL = _m("NAMED_AGREED_TELL", "{named} has agreed to be your named person.")
NAMED_REFUSED_TELL = _m(
    "NAMED_REFUSED_TELL",
    "{named} can't be your named person. A co-ordinator stands in."
    " To name someone else, send NAMED.",
)
NAMED_REFUSED_TELL_DUTY = _m(
    "NAMED_REFUSED_TELL_DUTY",
    "{name}'s named person can't do it. You stand in until they name someone else.",
)
NAMED_ASKED = _m("NAMED_ASKED", "I have asked {named}. Until they agree, {who} stands in.")
NAMED_ASK_ONE = _m("NAMED_ASK_ONE", "May we text you when {name} is out? Reply OK or NO.")
NAMED_END_SURE = _m(
    "NAMED_END_SURE", "Do you want to end being the named person for {name}? Reply OK or NO."
)
NAMED_STAYS = _m("NAMED_STAYS", "You are still the named person for {name}. Thank you.")
NAMED_WHO = _m("NAMED_WHO", "Who do you mean?")
NAMED_STARTED = _m(
    "NAMED_STARTED",
    "{name} is out: {place}, home by {home_by}. I will text you when they are home."
    " Nothing to do now. WHERE repeats this.",
)
NAMED_EXTENDED = _m(
    "NAMED_EXTENDED", "{name} needs longer: now home by {home_by}. Nothing to do now."
)
NAMED_HOME = _m("NAMED_HOME", "{name} is home safe. Thank you for looking out for them.")
NAMED_LATE = _m(
    "NAMED_LATE",
    "{name} was due home at {home_by} from {place} and has not replied. Please ring them."
    " Then send SAFE or CAN'T REACH. Don't go there.",
)
NAMED_SOS = _m(
    "NAMED_SOS",
    "{name} has asked for help. Last known: {place}. The scheme is being told now."
    " If you know they are in danger call 999. Don't go there.",
)
NAMED_SOS_NO_PLACE = _m(
    "NAMED_SOS_NO_PLACE",
    "{name} has asked for help. The scheme is being told now."
    " If you know they are in danger call 999.",
)
NAMED_COVERT = _m(
    "NAMED_COVERT",
    "{name} has asked for help in secret. Do NOT ring or text them. The scheme is being told now."
    " If you know they are in danger call 999.",
)
NAMED_TAKEN = _m("NAMED_TAKEN", "{who} from the scheme is now looking after this. Thank you.")
NAMED_SAFE = _m("NAMED_SAFE", "{name} is safe. Thank you for your help.")
NAMED_POLICE = _m(
    "NAMED_POLICE", "The police have been called about {name}. {who} from the scheme has this."
)
NAMED_SAFE_THANKS = _m("NAMED_SAFE_THANKS", "Thank you. I have noted that {name} is safe.")
NAMED_SAFE_PASSED = _m(
    "NAMED_SAFE_PASSED", "Thank you. I am passing that on. The scheme looks into it all the same."
)
NAMED_CANT_THANKS = _m(
    "NAMED_CANT_THANKS",
    "Thank you for trying. I am telling the scheme, and they take it from here."
    " You don't need to go there.",
)
NAMED_CANT_NOBODY = _m(
    "NAMED_CANT_NOBODY",
    "Thank you for trying. I can reach nobody at the scheme just now and keep trying. Please ring"
    " {phone}; 999 if there is danger.",
)
NAMED_NOTHING_NOW = _m(
    "NAMED_NOTHING_NOW", "Thank you. There is nothing to do now: nobody is late."
)
NAMED_REFUSED_KEPT = _m(
    "NAMED_REFUSED_KEPT", "{named} can't be your named person. {old} stays your named person."
)
NAMED_ALARMED = _m(
    "NAMED_ALARMED", "If there is danger call 999 now. I am telling the scheme. Don't go there."
)
NAMED_WHERE = _m("NAMED_WHERE", "{name}: {place}, home by {home_by}.")
NAMED_WHERE_NOBODY = _m("NAMED_WHERE_NOBODY", "Nobody who named you is out now.")
NAMED_UNREACHABLE = _m(
    "NAMED_UNREACHABLE",
    "I could not reach {named} by text. A co-ordinator stands in if you are late.",
)

# --- Check-in ----------------------------------------------------------------------------

CHECK_IN_WHICH = _m("CHECK_IN_WHICH", "Which visit is this?")
CHECK_IN_OTHER = _m("CHECK_IN_OTHER", "Somewhere else")
CHECK_IN_PLACE = _m("CHECK_IN_PLACE", "Where are you going? A few words. Never a child's name.")
CHECK_IN_HOME_BY = _m("CHECK_IN_HOME_BY", "When will you be home? For example 5, half 6 or 17:30.")
CHECK_IN_AS_PLANNED = _m(
    "CHECK_IN_AS_PLANNED", "Home by {home_by}, as planned? Reply OK or another time."
)
CHECK_IN_DONE = _m(
    "CHECK_IN_DONE",
    "You're checked in: {place}, home by {home_by}. I am telling {named}."
    " Send OUT when home, MORE 30 if later, SOS for help.",
)
CHECK_IN_DONE_STAND_IN = _m(
    "CHECK_IN_DONE_STAND_IN",
    "You're checked in: {place}, home by {home_by}. {who} stands in as no named person can."
    " Send OUT when home, MORE 30 if later, SOS for help.",
)
CHECK_IN_ALREADY = _m(
    "CHECK_IN_ALREADY",
    "You're already checked in: {place}, home by {home_by}."
    " Send OUT when home or MORE 30 if later.",
)
CHECK_IN_NOBODY = _m(
    "CHECK_IN_NOBODY",
    "You are NOT checked in: I can reach no co-ordinator, so nobody could help."
    " I told {told}. Please ring {phone} before you go.",
)
CHECK_IN_NOBODY_AT_ALL = _m(
    "CHECK_IN_NOBODY_AT_ALL",
    "You are NOT checked in: I can reach nobody who could help. I told no one."
    " Please ring {phone} before you go.",
)
CHECK_IN_NOBODY_NAMED = _m(
    "CHECK_IN_NOBODY_NAMED",
    "{name} tried to check in for a visit but I can reach no co-ordinator, so I am not watching."
    " You may want to ring {name}.",
)
CHECK_IN_NUDGE = _m("CHECK_IN_NUDGE", "You are not checked in yet.")
CHECK_IN_EXPIRED = _m(
    "CHECK_IN_EXPIRED",
    "You are NOT checked in: you did not say when you will be home. A co-ordinator will be asked"
    " to ring you. Send IN to try again.",
)
PLACE_AGAIN = _m("PLACE_AGAIN", "That is too long for me. Where in a few words, please?")
PLACE_NEEDED = _m("PLACE_NEEDED", "I need a few words for the place, such as Cinema, Leicester.")
PLACE_NOT_HOME = _m("PLACE_NOT_HOME", "Visits are never at your own home. Where else will you be?")
TIME_AGAIN = _m(
    "TIME_AGAIN", "I could not read that as a time. Try 5, half 6, 17:30 or in 2 hours."
)
TIME_GONE = _m("TIME_GONE", "That time has gone. When will you be home?")
TIME_TOO_FAR = _m(
    "TIME_TOO_FAR", "That is more than {longest} from now. When will you be home? Send IN each day."
)
TIME_WHICH = _m("TIME_WHICH", "Which one do you mean?")
TIME_OPTION = _m("TIME_OPTION", "{at}")

# --- Check-out ---------------------------------------------------------------------------

CHECK_OUT_DONE = _m("CHECK_OUT_DONE", "You're home safe. I am telling {named}. Thank you.")
CHECK_OUT_DONE_STAND_IN = _m(
    "CHECK_OUT_DONE_STAND_IN", "You're home safe. I have stopped watching the clock. Thank you."
)
CHECK_OUT_ALREADY = _m(
    "CHECK_OUT_ALREADY", "You were already home at {closed_at}. Nothing more to do."
)
CHECK_OUT_NOT_OUT = _m(
    "CHECK_OUT_NOT_OUT",
    "You were not checked in, so nobody was waiting. Send IN when a visit starts.",
)
# --- More time ---------------------------------------------------------------------------

MORE_HOW_LONG = _m("MORE_HOW_LONG", "How much longer? For example 30 or 1 hour.")
MORE_AGAIN = _m("MORE_AGAIN", "I could not read that. How many more minutes? For example 30.")
MORE_TOO_FAR = _m(
    "MORE_TOO_FAR", "That would make it more than {longest} in all. How much longer, please?"
)
MORE_DONE = _m("MORE_DONE", "Thank you. Now home by {home_by}. Send OUT when home.")
MORE_TOO_LONG = _m(
    "MORE_TOO_LONG",
    "Now home by {home_by}. That is {extended} more in all, so I am asking a co-ordinator to"
    " ring you. Send OUT when home.",
)

# --- SOS ---------------------------------------------------------------------------------

SOS_SENT = _m(
    "SOS_SENT",
    "I am telling {told} now. In danger? Call 999. Can't speak? Call 999 from a mobile, then"
    " press 55. I'll say when someone has this.",
)
SOS_NOBODY = _m(
    "SOS_NOBODY",
    "Call 999 now if you are in danger. I can reach NOBODY at the scheme right now and keep"
    " trying. Please also ring {phone}.",
)
SOS_AGAIN = _m(
    "SOS_AGAIN",
    "Your call for help stands. Nobody has answered yet; I am telling {told} again now."
    " In danger? Call 999.",
)
SOS_HAS = _m("SOS_HAS", "{who} has your call for help. In danger? Call 999.")
SOS_SAID_AGAIN = _m("SOS_SAID_AGAIN", "{name} has sent SOS again ({code}). You have it.")
COVERT_SAID_AGAIN = _m(
    "COVERT_SAID_AGAIN",
    "{name} has sent their SECRET word again ({code}). Do NOT ring or text them.",
)
COVERT_UNREACHABLE = _m(
    "COVERT_UNREACHABLE",
    "{name}'s phone no longer takes our messages ({code}). Do NOT ring or text {name}.",
)
VOLUNTEER_POLICE = _m(
    "VOLUNTEER_POLICE", "{who} has called the police to help you. In danger? Call 999."
)
VOLUNTEER_TAKEN = _m("VOLUNTEER_TAKEN", "{who} has your alert and will be in touch.")
VOLUNTEER_CLOSED = _m("VOLUNTEER_CLOSED", "{who} has closed your alert. Need help? Send SOS.")
VOLUNTEER_MARKED_HOME = _m(
    "VOLUNTEER_MARKED_HOME",
    "{who} has marked you as safe and closed your visit. Still out? Send IN to check in again.",
)

# --- The chase ---------------------------------------------------------------------------

LATE_VOLUNTEER = _m(
    "LATE_VOLUNTEER",
    "You said home by {home_by}. Please send OUT if you are home, MORE 30 if you need longer,"
    " SOS for help.",
)
LATE_VOLUNTEER_AGAIN = _m(
    "LATE_VOLUNTEER_AGAIN",
    "We have not heard from you. You said home by {home_by}. Send OUT or MORE 30 now,"
    " or people will be told.",
)
LATE_VOLUNTEER_CALL = _m(
    "LATE_VOLUNTEER_CALL",
    "Hello, this is {scheme}. You said you would be home by {home_by} and we have not heard from"
    " you. If you are home, press 1. To hear this again, press 2. If you need help, press 3.",
)
LATE_DUTY = _m(
    "LATE_DUTY",
    "ALERT {code}: {name} was due home at {home_by} and has not answered."
    " Send {code} to take it, then SAFE, POLICE or FALSE with {code}.",
)
LATE_DUTY_CALL = _m(
    "LATE_DUTY_CALL",
    "Hello, this is {scheme}. {name} is late home from a visit and has not answered. The details"
    " are in your messages. To take this, press 1. To hear it again, press 2."
    " If you can't, press 3.",
)
NOT_STARTED_VOLUNTEER = _m(
    "NOT_STARTED_VOLUNTEER",
    "Your visit at {place} was planned for {starts_at}. Send IN if it has started,"
    " NO if it is not happening.",
)
NOT_STARTED_DUTY = _m(
    "NOT_STARTED_DUTY",
    "ALERT {code}: {name} has not checked in for a visit planned for {starts_at}. Send {code} to"
    " take it, then SAFE or FALSE with {code}.",
)
PLEASE_LOOK_CALL = _m(
    "PLEASE_LOOK_CALL", "Hello, this is {scheme}. Please look at your messages and answer them."
)
SOS_DUTY = _m(
    "SOS_DUTY",
    "SOS {code}: {name} asks for help. Place: {place}. Ring now; 999 if in danger."
    " Send {code} to take it, then SAFE, POLICE or FALSE with {code}.",
)
SOS_DUTY_NO_PLACE = _m(
    "SOS_DUTY_NO_PLACE",
    "SOS {code}: {name} asks for help, not checked in. Ring now; 999 if in danger."
    " Send {code} to take it, then SAFE, POLICE or FALSE with {code}.",
)
SOS_DUTY_CALL = _m(
    "SOS_DUTY_CALL",
    "Hello, this is {scheme}. {name} has asked for help. The details are in your messages."
    " To take this, press 1. To hear it again, press 2. If you can't, press 3.",
)
COVERT_DUTY = _m(
    "COVERT_DUTY",
    "SOS {code}: {name} used their SECRET word. Place: {place}. Do NOT ring or text them:"
    " think of 999. Send {code} to take it.",
)
COVERT_DUTY_NO_PLACE = _m(
    "COVERT_DUTY_NO_PLACE",
    "SOS {code}: {name} used their SECRET word and is not checked in. Do NOT ring or text them:"
    " think of 999. Send {code} to take it.",
)
COVERT_DUTY_CALL = _m(
    "COVERT_DUTY_CALL",
    "Hello, this is {scheme}. {name} has asked for help in secret. Do not ring or text them."
    " The details are in your messages. To take this, press 1. To hear it again, press 2."
    " If you can't, press 3.",
)
NAMED_LATE_CALL = _m(
    "NAMED_LATE_CALL",
    "Hello, this is {scheme}. {name} is late home and has not answered. Please ring them, then"
    " answer the text we sent you.",
)
NAMED_SOS_CALL = _m(
    "NAMED_SOS_CALL",
    "Hello, this is {scheme}. {name} has asked for help. The scheme is being told now."
    " Please look at your messages.",
)
NAMED_COVERT_CALL = _m(
    "NAMED_COVERT_CALL",
    "Hello, this is {scheme}. Please look at your messages before you do anything else.",
)
OPTED_OUT_DUTY = _m(
    "OPTED_OUT_DUTY",
    "ALERT {code}: {name} is out on a visit and has blocked our texts. Please ring them."
    " Send {code} to take it, then SAFE, POLICE or FALSE with {code}.",
)
TOO_LONG_DUTY = _m(
    "TOO_LONG_DUTY",
    "{code}: {name} has asked for {extended} more in all, now home by {home_by}. Please ring them."
    " Send {code} to take it, then SAFE {code}.",
)
CALL_ME_DUTY = _m(
    "CALL_ME_DUTY",
    "{code}: {name} would like you to ring them. Send {code} to take it, then SAFE {code}"
    " when done.",
)
PARKED_DUTY = _m(
    "PARKED_DUTY",
    "{code}: {name} could not finish what they began by text. Please ring them."
    " Send {code} to take it, then SAFE {code} when done.",
)
PLAIN_DUTY_CALL = _m(
    "PLAIN_DUTY_CALL",
    "Hello, this is {scheme}. There is an alert about {name}. The details are in your messages."
    " To take this, press 1. To hear it again, press 2. If you can't, press 3.",
)

TAKE_BUTTON = _m("TAKE_BUTTON", "I take it")

# --- Co-ordinators -----------------------------------------------------------------------

TAKEN = _m(
    "TAKEN",
    "You have {code} ({name}, {number}). Send SAFE {code}, POLICE {code} or FALSE {code} when"
    " you know. I will ask again at {welfare_at}.",
)
TAKEN_QUIET = _m(
    "TAKEN_QUIET",
    "You have {code} ({name}). Do NOT ring or text them. Send SAFE {code}, POLICE {code} or"
    " FALSE {code} when you know. I will ask again at {welfare_at}.",
)
TAKEN_NO_NUMBER = _m(
    "TAKEN_NO_NUMBER",
    "You have {code} ({name}). Send SAFE {code}, POLICE {code} or FALSE {code} when you know."
    " I will ask again at {welfare_at}.",
)
TAKEN_ALREADY = _m("TAKEN_ALREADY", "{code} was taken at {since} by {who}. Thank you for looking.")
TAKEN_TELL = _m("TAKEN_TELL", "{who} has {code} ({name}).")
TAKEN_TELL_QUIET = _m("TAKEN_TELL_QUIET", "{who} has {code} ({name}). Do NOT ring or text {name}.")
TAKEN_NOT_YOURS = _m(
    "TAKEN_NOT_YOURS", "{code} is about you, so only a colleague can take it or close it."
)
CODE_UNKNOWN = _m("CODE_UNKNOWN", "I don't know an alert {code}. Send WHO to see what is open.")
CODE_TAKE_LINE = _m("CODE_TAKE_LINE", "{code} ({name})")
CODE_CLOSED = _m("CODE_CLOSED", "{code} is closed already.")
CODE_NEEDED = _m("CODE_NEEDED", "Which one? Please send one of these:\n{lines}")
CODE_LINE = _m("CODE_LINE", "{word} {code} ({name})")
WELFARE = _m(
    "WELFARE",
    "How is it with {code} ({name})? Send SAFE {code}, POLICE {code} or FALSE {code};"
    " {code} alone if you need longer.",
)
WELFARE_QUIET = _m(
    "WELFARE_QUIET",
    "How is it with {code} ({name})? Do NOT ring or text them. Send SAFE {code}, POLICE {code} or"
    " FALSE {code}; {code} alone if you need longer.",
)
LAPSED = _m("LAPSED", "{code} ({name}) has had no outcome, so it goes to everybody again.")
CLOSED_SAFE = _m("CLOSED_SAFE", "{code} is closed: {name} is safe. Closed by {who}.")
CLOSED_POLICE = _m(
    "CLOSED_POLICE", "{code} is closed: police called about {name}. Closed by {who}."
)
CLOSED_FALSE = _m("CLOSED_FALSE", "{code} is closed: a false alarm ({name}). Closed by {who}.")
CLOSED_HOME = _m("CLOSED_HOME", "{code} is over: {name} has checked out, home.")
CLOSED_EXTENDED = _m(
    "CLOSED_EXTENDED", "{code} is over: {name} has answered and is now due home by {home_by}."
)
CLOSED_STARTED = _m("CLOSED_STARTED", "{code} is over: {name} has checked in.")
CLOSED_CANCELLED = _m("CLOSED_CANCELLED", "{code} is over: {name} says the visit is off.")
CLOSED_BY_NAMED = _m(
    "CLOSED_BY_NAMED", "{code} is over: {reached_by} has reached {name}, who is safe."
)
NAMED_SAYS_SAFE = _m(
    "NAMED_SAYS_SAFE", "{named} says {name} is safe ({code}). It stays open until you close it."
)
NAMED_SAYS_HELP = _m(
    "NAMED_SAYS_HELP", "{named} sends an urgent word about {name} ({code}). Ring {named}: {number}"
)
NAMED_SAYS_CANT = _m("NAMED_SAYS_CANT", "{named} can't reach {name} either ({code}).")
SENT_OUT_WHILE_SOS = _m(
    "SENT_OUT_WHILE_SOS",
    "{name} has sent OUT, but {code} stays open until you close it.",
)
HAND_OVER_ASK = _m(
    "HAND_OVER_ASK", "{who} asks you to take over {code} ({name}). Send {code} to take it."
)
HAND_OVER_ASK_QUIET = _m(
    "HAND_OVER_ASK_QUIET",
    "{who} asks you to take over {code} ({name}). Do NOT ring or text {name}. Send {code} to take"
    " it.",
)
HAND_OVER_NOT_YOURS = _m(
    "HAND_OVER_NOT_YOURS", "Nobody has {code} yet. Send {code} to take it first."
)
HAND_OVER_ASKED = _m(
    "HAND_OVER_ASKED", "I have asked {to}. {code} stays yours until {to} sends {code}."
)
HAND_OVER_WHOM = _m(
    "HAND_OVER_WHOM",
    "I know no other co-ordinator of that name I can reach. Send: HAND OVER {code} TO and a name.",
)
HAND_OVER_DONE = _m("HAND_OVER_DONE", "{who} has taken over {code}. Thank you.")
WHO_NOBODY = _m("WHO_NOBODY", "Nobody is out now. No alert is open.")
WHO_LIST = _m("WHO_LIST", "{lines}")
WHO_LINE = _m("WHO_LINE", "{name}: {place}, home by {home_by}")
WHO_ALERT_OPEN = _m("WHO_ALERT_OPEN", "{code}: {name}, nobody has it yet")
WHO_ALERT_TAKEN = _m("WHO_ALERT_TAKEN", "{code}: {name}, {who} has it")
WHO_ALERT_OPEN_QUIET = _m(
    "WHO_ALERT_OPEN_QUIET", "{code}: {name}, nobody has it yet. Do NOT ring or text {name}"
)
WHO_ALERT_TAKEN_QUIET = _m(
    "WHO_ALERT_TAKEN_QUIET", "{code}: {name}, {who} has it. Do NOT ring or text {name}"
)
DUTY_OFF_HOLDING = _m(
    "DUTY_OFF_HOLDING",
    "You still have {codes}. Close it, or send HAND OVER {code} TO and a name.",
)
DUTY_ON = _m("DUTY_ON", "You are on duty. Alerts come to you. Send DUTY OFF when you stop.")
DUTY_OFF = _m("DUTY_OFF", "You are off duty. On duty now: {others}.")
DUTY_OFF_NOBODY = _m(
    "DUTY_OFF_NOBODY",
    "You are off duty. NOBODY is on duty now, so alerts go to all co-ordinators, you too.",
)
UNREACHABLE_TELL = _m(
    "UNREACHABLE_TELL", "Messages to {name} no longer arrive. Please find out how to reach them."
)

# --- Talk in general ---------------------------------------------------------------------

MENU_VOLUNTEER = _m(
    "MENU_VOLUNTEER",
    "IN to check in, OUT when home, MORE 30 if later, SOS for help. PLAN, VISITS, CHANGE, RECORD."
    " AWAY, NOTICES. NAMED for your named person, CYMRAEG for Welsh.",
)
MENU_CO_ORDINATOR = _m(
    "MENU_CO_ORDINATOR",
    "WHO is out. An alert's code takes it; SAFE, POLICE or FALSE with the code closes it."
    " DUTY ON, DUTY OFF. HAND OVER, code, TO, name. TASKS, DONE, MATCH, NOTICE, AWAY.",
)
MENU_NAMED = _m(
    "MENU_NAMED",
    "WHERE says who is out. If they are late: SAFE or CAN'T REACH. NO ends this for you.",
)
MENU_INVITED = _m("MENU_INVITED", "Reply OK to join or NO to say no.")
NOT_UNDERSTOOD = _m("NOT_UNDERSTOOD", "Sorry, I did not understand. {menu}")
NOT_UNDERSTOOD_OUT = _m(
    "NOT_UNDERSTOOD_OUT",
    "Sorry, I did not understand. You are checked in, home by {home_by}. OUT when home, MORE 30"
    " if later, SOS for help, INCIDENT to be rung.",
)
PERSON_OFFER = _m(
    "PERSON_OFFER", "Sorry, I am only a computer. Shall I ask a person to ring you? OK or NO."
)
PERSON_ASKED = _m("PERSON_ASKED", "I have asked {told} to ring you. In danger? Call 999.")
PERSON_ASKED_NOBODY = _m(
    "PERSON_ASKED_NOBODY", "I can reach nobody just now and keep trying. Please ring {phone}."
)
PERSON_NO = _m("PERSON_NO", "That is fine. Send MENU to see what I can do.")
ALL_WELL = _m("ALL_WELL", "Thank you.")
INCIDENT_NOW = _m(
    "INCIDENT_NOW",
    "Is anyone in danger now? Call 999. I have asked {told} to ring you about it."
    " Please don't write a child's name here.",
)
RECEIPT_LATER = _m(
    "RECEIPT_LATER", "I can't take receipts here yet. Please keep it for your claim."
)
HANDBOOK = _m(
    "HANDBOOK",
    "No alcohol. No smoking near the child. Never give medicine. Never your own home. No gifts"
    " or promises unless agreed. In doubt, ask your co-ordinator.",
)
CANT_READ_THAT = _m("CANT_READ_THAT", "I can only read words here. Please write it, or send MENU.")
HELP_NOW = _m(
    "HELP_NOW",
    "In danger? Call 999. Send SOS and I tell your named person and the scheme at once.",
)
STUCK = _m("STUCK", "Stuck? Send INCIDENT and a co-ordinator will ring you.")
PLACE_NOT_NEEDED = _m(
    "PLACE_NOT_NEEDED", "Thank you. You are not out now, so I don't keep where you are."
)
PLACE_NOTED = _m("PLACE_NOTED", "Thank you, I have noted where you are.")
PLACE_PASSED = _m("PLACE_PASSED", "{name} ({code}) sent where they are: {latitude}, {longitude}.")
EXPIRED_BUTTON = _m("EXPIRED_BUTTON", "That button has expired.")
LEFT = _m("LEFT", "That is put away. Nothing was changed.")
NOTHING_TO_LEAVE = _m("NOTHING_TO_LEAVE", "There is nothing to leave. {menu}")
TALK_EXPIRED = _m("TALK_EXPIRED", "I have put away the question I asked. Send MENU to begin again.")
CHOOSE_AGAIN = _m("CHOOSE_AGAIN", "Please choose one of these.")
OK_OR_NO = _m("OK_OR_NO", "Please reply OK or NO.")
NO_LONGER = _m("NO_LONGER", "That has changed meanwhile.")
LANGUAGE_SET = _m("LANGUAGE_SET", "From now on I write in English.")
OUR_FAULT = _m("OUR_FAULT", "Sorry, something went wrong at our end. Please send that once more.")
OUR_FAULT_PARKED = _m(
    "OUR_FAULT_PARKED",
    "Sorry, this is not working at our end. I have asked a co-ordinator to ring you.",
)
BACK_FROM_OPT_OUT = _m("BACK_FROM_OPT_OUT", "Welcome back. You will get our texts again.")
A_CO_ORDINATOR = _m("A_CO_ORDINATOR", "a co-ordinator")
KEY_TAKEN = _m("KEY_TAKEN", "Thank you. You have this now. The details are in your messages.")
KEY_TAKEN_ALREADY = _m("KEY_TAKEN_ALREADY", "Thank you. {who} has this already.")
KEY_CANNOT = _m("KEY_CANNOT", "Thank you for telling us. Somebody else is being told now.")
KEY_HOME = _m("KEY_HOME", "Thank you. I have noted that you are home safe.")
KEY_HELP = _m(
    "KEY_HELP", "People are being told now. If you are in danger, hang up and call 9 9 9."
)
KEY_NOTED_CANNOT = _m(
    "KEY_NOTED_CANNOT", "Thank you for telling us. Everybody we can reach has been told."
)
KEY_OVER = _m("KEY_OVER", "Thank you. This is over already.")
KEY_NOTED = _m("KEY_NOTED", "Thank you. Please answer by text: SAFE or CAN'T REACH.")
