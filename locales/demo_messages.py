"""Every sentence of the demonstration page. The messages on its phones are not here:
those are the real ones, from `locales.messages`."""

from __future__ import annotations

from locales.message import Message

TITLE = Message("DEMO_TITLE", "Porchlight")
PAGE_TITLE = Message("DEMO_PAGE_TITLE", "Porchlight: try it")
TAGLINE = Message("DEMO_TAGLINE", "It leaves the light on until everybody is home.")
SKIP = Message("DEMO_SKIP", "Skip to the phones")
LANGUAGE = Message("DEMO_LANGUAGE", "Language")
ABOUT = Message(
    "DEMO_ABOUT",
    "Everyone here is made up, and nothing leaves this computer. "
    "What decides, remembers and chases is the real Porchlight.",
)

LAMP_LIT = Message("DEMO_LAMP_LIT", "The light is on for {names}")
LAMP_CALM = Message("DEMO_LAMP_CALM", "Everybody is home")
LAMP_WORRY = Message("DEMO_LAMP_WORRY", "Not home yet: {names}")

CLOCK = Message("DEMO_CLOCK", "The clock")
CLOCK_STANDS = Message("DEMO_CLOCK_STANDS", "Time stands still until you move it.")
PLUS_MINUTE = Message("DEMO_PLUS_MINUTE", "+1 min")
PLUS_TEN = Message("DEMO_PLUS_TEN", "+10 min")
PLUS_HOUR = Message("DEMO_PLUS_HOUR", "+1 hour")
NEXT_EVENT = Message("DEMO_NEXT_EVENT", "Next event")
RESTART = Message("DEMO_RESTART", "Start again")

GUIDE = Message("DEMO_GUIDE", "Try it in three steps")
STEP_OUT = Message("DEMO_STEP_OUT", "Set off")
STEP_OUT_HOW = Message(
    "DEMO_STEP_OUT_HOW", "Send IN on Ana’s phone, and say when she will be home."
)
STEP_LATE = Message("DEMO_STEP_LATE", "Let time pass")
STEP_LATE_HOW = Message(
    "DEMO_STEP_LATE_HOW",
    "Move the clock past that time, until Cleo’s phone rings.",
)
STEP_TAKE = Message("DEMO_STEP_TAKE", "Take it")
STEP_TAKE_HOW = Message(
    "DEMO_STEP_TAKE_HOW", "Press 1 on Cleo’s phone. When Ana is safe, send SAFE and the code."
)
STEP_DONE = Message("DEMO_STEP_DONE", "Done")

PHONES = Message("DEMO_PHONES", "The phones")
STRANGER = Message("DEMO_STRANGER", "A stranger")
A_STRANGER = Message("DEMO_A_STRANGER", "a stranger")
ROLE_ANA = Message("DEMO_ROLE_ANA", "volunteer")
ROLE_BEN = Message("DEMO_ROLE_BEN", "Ana’s named person")
ROLE_CLEO = Message("DEMO_ROLE_CLEO", "co-ordinator, on duty")
ROLE_STRANGER = Message("DEMO_ROLE_STRANGER", "not known to the scheme")
ROLE_DEE = Message("DEMO_ROLE_DEE", "second co-ordinator")
ONE_MORE = Message("DEMO_ONE_MORE", "One more phone: Dee, the second co-ordinator")
MESSAGES_OF = Message("DEMO_MESSAGES_OF", "Messages on {name}’s phone")
NO_MESSAGES = Message("DEMO_NO_MESSAGES", "No messages yet.")
HEARD_BY = Message("DEMO_HEARD_BY", "To {name}:")
SAID_BY = Message("DEMO_SAID_BY", "{name}:")
WRITE = Message("DEMO_WRITE", "Write as {name}")
MESSAGE = Message("DEMO_MESSAGE", "Message")
SEND_BY = Message("DEMO_SEND_BY", "Send by")
SEND = Message("DEMO_SEND", "Send")
WORDS_TO_SEND = Message("DEMO_WORDS_TO_SEND", "Words to send as {name}")
SIGNAL = Message("DEMO_SIGNAL", "Signal")
STATE_ON = Message("DEMO_STATE_ON", "Switched on")
STATE_OFF = Message("DEMO_STATE_OFF", "Off, or no signal")
STATE_OPTED_OUT = Message("DEMO_STATE_OPTED_OUT", "Opted out of texts")
SET_SIGNAL = Message("DEMO_SET_SIGNAL", "Set")
LOST = Message("DEMO_LOST", "Did not arrive: {count}")

CALLING = Message("DEMO_CALLING", "Porchlight is calling")
ON_THE_LINE = Message("DEMO_ON_THE_LINE", "On the line")
CALL_ENDED = Message("DEMO_CALL_ENDED", "Call answered")
CALL_MISSED = Message("DEMO_CALL_MISSED", "Missed call")
PRESS_A_KEY = Message("DEMO_PRESS_A_KEY", "Press a key")
PRESSED = Message("DEMO_PRESSED", "Pressed {key}")
LET_IT_RING = Message("DEMO_LET_IT_RING", "Let it ring")
HANG_UP = Message("DEMO_HANG_UP", "Hang up")

BOARD = Message("DEMO_BOARD", "What Porchlight knows")
WHO_IS_OUT = Message("DEMO_WHO_IS_OUT", "Who is out")
HOME_BY = Message("DEMO_HOME_BY", "home by {time}")
WAS_HOME_BY = Message("DEMO_WAS_HOME_BY", "should have been home by {time}")
NAMED_IS = Message("DEMO_NAMED_IS", "{name} is the named person")
EVERYBODY_HOME = Message("DEMO_EVERYBODY_HOME", "Everybody is home.")
ALERTS = Message("DEMO_ALERTS", "Alerts")
NO_ALERTS = Message("DEMO_NO_ALERTS", "No alerts. All is quiet.")
ABOUT_WHOM = Message("DEMO_ABOUT_WHOM", "about {name}")
RUNGS = Message("DEMO_RUNGS", "The rungs of the ladder")
REPEATS = Message("DEMO_REPEATS", "The last rung repeats until a person takes it.")
RUNG_CLIMBED = Message("DEMO_RUNG_CLIMBED", "told")
RUNG_NEXT = Message("DEMO_RUNG_NEXT", "next")
RUNG_LATER = Message("DEMO_RUNG_LATER", "later")
ALERT_OPEN = Message("DEMO_ALERT_OPEN", "Nobody has taken it yet")
ALERT_TAKEN = Message("DEMO_ALERT_TAKEN", "{name} has it")
ALERT_CLOSED = Message("DEMO_ALERT_CLOSED", "Ended")
TIMERS = Message("DEMO_TIMERS", "Timers to come")
NO_TIMERS = Message("DEMO_NO_TIMERS", "No timer is waiting.")
DELIVERIES = Message("DEMO_DELIVERIES", "Deliveries")
NO_DELIVERIES = Message("DEMO_NO_DELIVERIES", "Nothing sent yet.")
TO_WHOM = Message("DEMO_TO_WHOM", "to {name}")

SHOW_NEW = Message("DEMO_SHOW_NEW", "Show what is new")
TROUBLE = Message(
    "DEMO_TROUBLE", "The page has lost touch with the demonstration. It is trying again."
)
REFUSED = Message(
    "DEMO_REFUSED",
    "The demonstration does not start here: a real channel is configured ({names}). "
    "It never runs where real messages could be sent. "
    "Unset these settings, or start it on another computer.",
)
READY = Message("DEMO_READY", "The demonstration is at {address} until you press Ctrl+C.")

SMS = Message("DEMO_SMS", "text")
WHATSAPP = Message("DEMO_WHATSAPP", "WhatsApp")
TELEGRAM = Message("DEMO_TELEGRAM", "Telegram")
VOICE = Message("DEMO_VOICE", "call")
CHANNELS = {"sms": SMS, "whatsapp": WHATSAPP, "telegram": TELEGRAM, "voice": VOICE}

WHO = {
    "volunteer": Message("DEMO_WHO_VOLUNTEER", "the volunteer"),
    "named_person": Message("DEMO_WHO_NAMED_PERSON", "the named person"),
    "duty": Message("DEMO_WHO_DUTY", "the co-ordinator on duty"),
    "next": Message("DEMO_WHO_NEXT", "the next co-ordinator"),
    "on_duty": Message("DEMO_WHO_ON_DUTY", "all on duty"),
    "everyone": Message("DEMO_WHO_EVERYONE", "everyone"),
}
HOW = {
    "text": Message("DEMO_HOW_TEXT", "message"),
    "second": Message("DEMO_HOW_SECOND", "second channel"),
    "call": Message("DEMO_HOW_CALL", "call"),
}
KINDS = {
    "missed_check_out": Message("DEMO_KIND_MISSED_CHECK_OUT", "Not home yet"),
    "missed_check_in": Message("DEMO_KIND_MISSED_CHECK_IN", "Not started"),
    "sos": Message("DEMO_KIND_SOS", "Call for help"),
    "covert": Message("DEMO_KIND_COVERT", "Silent call for help"),
    "opted_out": Message("DEMO_KIND_OPTED_OUT", "Opted out while out"),
    "too_long": Message("DEMO_KIND_TOO_LONG", "Out for very long"),
    "call_me": Message("DEMO_KIND_CALL_ME", "Asked for a call"),
    "parked": Message("DEMO_KIND_PARKED", "Stuck in a conversation"),
}
OTHER_KIND = Message("DEMO_KIND_OTHER", "Alert")
OUTCOMES = {
    "safe": Message("DEMO_OUTCOME_SAFE", "safe"),
    "police": Message("DEMO_OUTCOME_POLICE", "police called"),
    "false": Message("DEMO_OUTCOME_FALSE", "false alarm"),
    "home": Message("DEMO_OUTCOME_HOME", "home"),
    "extended": Message("DEMO_OUTCOME_EXTENDED", "staying longer"),
    "started": Message("DEMO_OUTCOME_STARTED", "started"),
    "cancelled": Message("DEMO_OUTCOME_CANCELLED", "cancelled"),
    "replaced": Message("DEMO_OUTCOME_REPLACED", "another alert took its place"),
}
TIMER_KINDS = {
    "visit_start": Message("DEMO_TIMER_VISIT_START", "planned start"),
    "visit_due": Message("DEMO_TIMER_VISIT_DUE", "home by now"),
    "rung": Message("DEMO_TIMER_RUNG", "next rung"),
    "welfare": Message("DEMO_TIMER_WELFARE", "ask how it stands"),
    "lapse": Message("DEMO_TIMER_LAPSE", "take lapses"),
    "talk": Message("DEMO_TIMER_TALK", "conversation ends"),
}
OTHER_TIMER = Message("DEMO_TIMER_OTHER", "timer")
STATUSES = {
    "waiting": Message("DEMO_STATUS_WAITING", "waiting"),
    "queued": Message("DEMO_STATUS_QUEUED", "on its way"),
    "sending": Message("DEMO_STATUS_SENDING", "on its way"),
    "sent": Message("DEMO_STATUS_SENT", "sent"),
    "delivered": Message("DEMO_STATUS_DELIVERED", "arrived"),
    "read": Message("DEMO_STATUS_READ", "read"),
    "undelivered": Message("DEMO_STATUS_UNDELIVERED", "did not arrive"),
    "failed": Message("DEMO_STATUS_FAILED", "did not arrive"),
    "answered": Message("DEMO_STATUS_ANSWERED", "answered"),
    "not_answered": Message("DEMO_STATUS_NOT_ANSWERED", "not answered"),
}
