"""What notices and days away say: to all volunteers, and between co-ordinators.

`kind` is what a notice is about, `text` its own words, `label` how a list names it; `days` are
the days somebody is away, `cover` the first name of who stands in. Never a reason, never a child.
"""

from __future__ import annotations

from locales.message import Message


def _m(name: str, english: str) -> Message:
    return Message(name, english)


# --- Writing a notice --------------------------------------------------------------------

NOTICE_KIND = _m("NOTICE_KIND", "What is the notice about?")
NOTICE_SUPPORT = _m("NOTICE_SUPPORT", "Support group")
NOTICE_TRAINING = _m("NOTICE_TRAINING", "Training")
NOTICE_WEATHER = _m("NOTICE_WEATHER", "Weather")
NOTICE_OTHER = _m("NOTICE_OTHER", "Something else")
NOTICE_WORDS = _m(
    "NOTICE_WORDS", "What shall I tell all volunteers? Up to 300 letters. Never a child's name."
)
NOTICE_WORDS_NEEDED = _m(
    "NOTICE_WORDS_NEEDED", "I need the words to send. Up to 300 letters, never a child's name."
)
NOTICE_TOO_LONG = _m(
    "NOTICE_TOO_LONG", "That is {length} letters. Please say it in 300. Never a child's name."
)
NOTICE_WHEN = _m(
    "NOTICE_WHEN", "When is it? For example Fri 12 June 6pm. Reply NONE if it has no date."
)
NOTICE_WHEN_SUGGESTED = _m(
    "NOTICE_WHEN_SUGGESTED",
    "Is it {at}? Reply OK, or send the right day and time, or NONE if it has no date.",
)
NOTICE_WHEN_AGAIN = _m(
    "NOTICE_WHEN_AGAIN",
    "I need a day and a time, for example Fri 12 June 6pm. Reply NONE if it has no date.",
)
NOTICE_WHEN_GONE = _m(
    "NOTICE_WHEN_GONE", "That time has gone. Which day and time, for example Fri 12 June 6pm?"
)
NOTICE_NO_DATE = _m("NOTICE_NO_DATE", "No date")
NOTICE_ASKS = _m("NOTICE_ASKS", "Should people say if they can come? Reply OK or NO.")
NOTICE_SURE = _m(
    "NOTICE_SURE", "That is what they will get. Send it to all volunteers? Reply OK or NO."
)
NOTICE_CHANGE = _m("NOTICE_CHANGE", "It is not sent. What shall I change?")
NOTICE_CHANGE_WORDS = _m("NOTICE_CHANGE_WORDS", "The words")
NOTICE_CHANGE_WHEN = _m("NOTICE_CHANGE_WHEN", "The date")
NOTICE_CHANGE_KIND = _m("NOTICE_CHANGE_KIND", "What it is about")
NOTICE_CHANGE_NOTHING = _m("NOTICE_CHANGE_NOTHING", "Nothing, put it away")
NOTICE_PUT_AWAY = _m("NOTICE_PUT_AWAY", "That is put away. Nobody was told.")
NOTICE_ON_ITS_WAY = _m("NOTICE_ON_ITS_WAY", "It is on its way.")
NOTICE_WAITS = _m("NOTICE_WAITS", "It goes out at {at}, so that it wakes nobody.")

# --- The notice itself -------------------------------------------------------------------

NOTICE_FROM = _m("NOTICE_FROM", "From {scheme}")
NOTICE_TELL = _m("NOTICE_TELL", "{kind}: {text}")
NOTICE_TELL_DATED = _m("NOTICE_TELL_DATED", "{kind}: {text}\nWhen: {at}")
NOTICE_TELL_ASKS = _m("NOTICE_TELL_ASKS", "{kind}: {text}\nCan you come? Reply OK or NO.")
NOTICE_TELL_DATED_ASKS = _m(
    "NOTICE_TELL_DATED_ASKS", "{kind}: {text}\nWhen: {at}. Can you come? Reply OK or NO."
)
NOTICE_REMIND = _m(
    "NOTICE_REMIND", "Reminder. {kind}: {text}\nWhen: {at}. Can you come? Reply OK or NO."
)
NOTICE_REMIND_COMING = _m(
    "NOTICE_REMIND_COMING",
    "Reminder: {kind}, {at}. You said you can come. If you can't after all, send NOTICES.",
)
NOTICE_BUTTON = _m("NOTICE_BUTTON", "Answer")
NOTICE_SENT = _m("NOTICE_SENT", "Your notice goes to this many volunteers: {count}.")
NOTICE_SENT_BUT = _m(
    "NOTICE_SENT_BUT",
    "Your notice goes to this many volunteers: {count}. I can't reach {names}. Please ring them.",
)
NOTICE_SENT_NOBODY = _m(
    "NOTICE_SENT_NOBODY", "Your notice went to nobody: there is no volunteer I can reach."
)
NOTICE_TOO_LATE = _m(
    "NOTICE_TOO_LATE", "Your notice went to nobody: the time in it had gone before I could send it."
)

# --- Answers to notices ------------------------------------------------------------------

NOTICE_LABEL = _m("NOTICE_LABEL", "{kind}, {at}")
NOTICE_LABEL_UNDATED = _m("NOTICE_LABEL_UNDATED", "{kind}: {text}")
NOTICE_YES = _m("NOTICE_YES", "Thank you. You are down as coming: {label}.")
NOTICE_NO = _m("NOTICE_NO", "Thank you for saying. You are down as not coming: {label}.")
NOTICE_NO_WHY = _m(
    "NOTICE_NO_WHY",
    "Thank you for saying. You need not say why: reply OK, or a few words. Never a child's name.",
)
NOTICE_WHY_SHORTER = _m(
    "NOTICE_WHY_SHORTER", "Please say it in a few words, or reply OK. Never a child's name."
)
NOTICE_WHY_COMMAND = _m(
    "NOTICE_WHY_COMMAND",
    "That means something else to me, so I have not acted on it. Reply OK, then send it again.",
)
NOTICES_NONE = _m("NOTICES_NONE", "No notice waits for your answer.")
NOTICES_NONE_SENT = _m(
    "NOTICES_NONE_SENT", "No notice has gone out lately. Send NOTICE to write one."
)
NOTICES_LATER = _m(
    "NOTICES_LATER", "First this, please. Finish it or send LEAVE, and then send NOTICES."
)
NOTICES_WHICH = _m("NOTICES_WHICH", "Which notice?")
NOTICE_MINE_OPEN = _m("NOTICE_MINE_OPEN", "{label} (not answered)")
NOTICE_MINE_YES = _m("NOTICE_MINE_YES", "{label} (coming)")
NOTICE_MINE_NO = _m("NOTICE_MINE_NO", "{label} (not coming)")
NOTICE_STILL = _m(
    "NOTICE_STILL", "{label}. You are down as coming. Can you still come? Reply OK or NO."
)
NOTICE_AFTER_ALL = _m(
    "NOTICE_AFTER_ALL", "{label}. You are down as not coming. Can you come? Reply OK or NO."
)
NOTICE_COUNTS = _m("NOTICE_COUNTS", "{label}: coming {coming}, not coming {not_coming}")
NOTICE_WHO = _m("NOTICE_WHO", "{label}. Coming: {yes}. Not coming: {no}.")
NOTICE_NOBODY = _m("NOTICE_NOBODY", "nobody")

# --- Days away ---------------------------------------------------------------------------

AWAY_WHEN = _m(
    "AWAY_WHEN", "From when until when are you away? For example 1-14 Aug, or next week."
)
AWAY_AGAIN = _m(
    "AWAY_AGAIN", "I can't find days to come in that. For example 1-14 Aug, or Mon to Fri."
)
AWAY_DAYS = _m("AWAY_DAYS", "{first} to {last}")
AWAY_DAY = _m("AWAY_DAY", "{first}")
AWAY_INSTEAD = _m("AWAY_INSTEAD", "{days} instead of {old}")
AWAY_SURE = _m("AWAY_SURE", "Away {days}. Is that right? Reply OK or NO.")
AWAY_SURE_COVERED = _m(
    "AWAY_SURE_COVERED", "Away {days}. {cover} covers. Is that right? Reply OK or NO."
)
AWAY_SURE_NOT_COVERED = _m(
    "AWAY_SURE_NOT_COVERED", "Away {days}. Nobody covers. Is that right? Reply OK or NO."
)
AWAY_CHANGE = _m("AWAY_CHANGE", "What shall I change?")
AWAY_CHANGE_DAYS = _m("AWAY_CHANGE_DAYS", "The days")
AWAY_CHANGE_COVER = _m("AWAY_CHANGE_COVER", "Who covers")
AWAY_CHANGE_NOTHING = _m("AWAY_CHANGE_NOTHING", "Nothing, I am not away")
AWAY_PUT_AWAY = _m("AWAY_PUT_AWAY", "That is put away. You are not down as away then.")
AWAY_DONE = _m("AWAY_DONE", "You are down as away: {days}. Not away after all? Send AWAY OFF.")
AWAY_VISITS = _m(
    "AWAY_VISITS",
    "You have planned this for then, and it still stands. Please send CHANGE for each:\n{lines}",
)
AWAY_VISIT = _m("AWAY_VISIT", "{place}, {starts_at}")
AWAY_NOW = _m(
    "AWAY_NOW",
    "You are down as away:\n{lines}\nNot away after all? Send AWAY OFF. More days? Send AWAY and"
    " the days.",
)
AWAY_NONE = _m("AWAY_NONE", "You are not down as away. If you will be, send AWAY and the days.")
AWAY_OFF_WHICH = _m("AWAY_OFF_WHICH", "When are you not away after all?")
AWAY_OFF = _m("AWAY_OFF", "You are no longer down as away {days}.")
AWAY_OFF_BACK = _m(
    "AWAY_OFF_BACK",
    "You are no longer down as away {days}. Your tasks come to you again. Send DUTY ON when you"
    " start.",
)

# --- Who covers --------------------------------------------------------------------------

COVER_WHO = _m("COVER_WHO", "Who covers for you meanwhile?")
COVER_NOBODY = _m("COVER_NOBODY", "Nobody")
COVER_MISSING = _m("COVER_MISSING", "Nobody covers for you yet. I am telling {told}.")
COVER_MISSING_KNOWN = _m(
    "COVER_MISSING_KNOWN", "Nobody covers for you yet. It stands in the co-ordinators' tasks."
)
COVER_MISSING_UNTOLD = _m(
    "COVER_MISSING_UNTOLD", "Nobody covers for you, and there is nobody I can tell of it."
)
COVER_AHEAD = _m(
    "COVER_AHEAD",
    "{name} is away {days} and asks you to cover. I tell you when it begins. If you can't, please"
    " tell {name}.",
)
COVER_BEGINS = _m(
    "COVER_BEGINS",
    "{name} is away until {last} and you cover. Open tasks of theirs: {tasks}. Matches: {matches}."
    " Send TASKS to see what waits.",
)
COVER_NO_MATCHES = _m("COVER_NO_MATCHES", "none")
COVER_DUTY = _m(
    "COVER_DUTY",
    "{name} was on duty and is away now, so NOBODY is on duty. Please send DUTY ON if you can.",
)
COVER_OFF = _m("COVER_OFF", "{name} is not away {days} after all. You need not cover then.")
COVER_ENDS = _m(
    "COVER_ENDS", "{name} is back. Thank you for covering. Their tasks go to them again."
)
AWAY_OFF_DUTY = _m("AWAY_OFF_DUTY", "You are away until {last}, so I have taken you off duty.")
AWAY_OFF_DUTY_COVERED = _m(
    "AWAY_OFF_DUTY_COVERED",
    "You are away until {last}, so I have taken you off duty. {cover} covers.",
)
AWAY_BACK = _m(
    "AWAY_BACK",
    "Welcome back, {name}. Your tasks come to you again. Send DUTY ON when you start.",
)
