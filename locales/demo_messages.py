"""Every sentence of the demonstration page. The messages on its phones are not here:
those are the real ones, from `locales.messages`."""

from __future__ import annotations

from locales.message import Message

DEMO_TITLE = Message("DEMO_TITLE", "Porchlight")
DEMO_PAGE_TITLE = Message("DEMO_PAGE_TITLE", "Porchlight: try it")
DEMO_TAGLINE = Message("DEMO_TAGLINE", "It leaves the light on until everybody is home.")
DEMO_SKIP = Message("DEMO_SKIP", "Skip to the phones")
DEMO_LANGUAGE = Message("DEMO_LANGUAGE", "Language")
DEMO_ABOUT = Message(
    "DEMO_ABOUT",
    "Everyone here is made up, and nothing leaves this computer. "
    "What decides, remembers and chases is the real Porchlight.",
)

DEMO_LAMP_LIT = Message("DEMO_LAMP_LIT", "The light is on for {names}")
DEMO_LAMP_CALM = Message("DEMO_LAMP_CALM", "Everybody is home")
DEMO_LAMP_WORRY = Message("DEMO_LAMP_WORRY", "Not home yet: {names}")

DEMO_CLOCK = Message("DEMO_CLOCK", "The clock")
DEMO_CLOCK_STANDS = Message("DEMO_CLOCK_STANDS", "Time stands still until you move it.")
DEMO_PLUS_MINUTE = Message("DEMO_PLUS_MINUTE", "+1 min")
DEMO_PLUS_TEN = Message("DEMO_PLUS_TEN", "+10 min")
DEMO_PLUS_HOUR = Message("DEMO_PLUS_HOUR", "+1 hour")
DEMO_PLUS_DAY = Message("DEMO_PLUS_DAY", "+1 day")
DEMO_NEXT_EVENT = Message("DEMO_NEXT_EVENT", "Next event")
DEMO_RESTART = Message("DEMO_RESTART", "Start again")

DEMO_GUIDE = Message("DEMO_GUIDE", "Somebody is late home: three steps")
DEMO_GUIDE_VISIT = Message("DEMO_GUIDE_VISIT", "A visit from plan to record: four steps")
DEMO_STEP_PLAN = Message("DEMO_STEP_PLAN", "Plan")
DEMO_STEP_PLAN_HOW = Message(
    "DEMO_STEP_PLAN_HOW",
    "On Ana's phone send PLAN and a day, times and a place. Answer until it is planned.",
)
DEMO_STEP_CONFIRM = Message("DEMO_STEP_CONFIRM", "Confirm")
DEMO_STEP_CONFIRM_HOW = Message(
    "DEMO_STEP_CONFIRM_HOW",
    "Planned for more than two days ahead? Move the clock until Ana is asked, and reply OK.",
)
DEMO_STEP_KEEP = Message("DEMO_STEP_KEEP", "Keep")
DEMO_STEP_KEEP_HOW = Message(
    "DEMO_STEP_KEEP_HOW", "Move the clock to the visit. Send IN when it starts, OUT when home."
)
DEMO_STEP_RECORD = Message("DEMO_STEP_RECORD", "Record")
DEMO_STEP_RECORD_HOW = Message(
    "DEMO_STEP_RECORD_HOW",
    "Two minutes later Ana is asked how it was. Answer, and see what the young person gets.",
)
DEMO_STEP_OUT = Message("DEMO_STEP_OUT", "Set off")
DEMO_STEP_OUT_HOW = Message(
    "DEMO_STEP_OUT_HOW", "Send IN on Ana's phone, and say when she will be home."
)
DEMO_STEP_LATE = Message("DEMO_STEP_LATE", "Let time pass")
DEMO_STEP_LATE_HOW = Message(
    "DEMO_STEP_LATE_HOW",
    "Move the clock past that time, until Cleo's phone rings.",
)
DEMO_STEP_TAKE = Message("DEMO_STEP_TAKE", "Take it")
DEMO_STEP_TAKE_HOW = Message(
    "DEMO_STEP_TAKE_HOW", "Press 1 on Cleo's phone. When Ana is safe, send SAFE and the code."
)
DEMO_STEP_DONE = Message("DEMO_STEP_DONE", "Done")

DEMO_PHONES = Message("DEMO_PHONES", "The phones")
DEMO_STRANGER = Message("DEMO_STRANGER", "Stranger")
DEMO_A_STRANGER = Message("DEMO_A_STRANGER", "a stranger")
DEMO_ROLE_ANA = Message("DEMO_ROLE_ANA", "volunteer")
DEMO_ROLE_BEN = Message("DEMO_ROLE_BEN", "Ana's named person")
DEMO_ROLE_CLEO = Message("DEMO_ROLE_CLEO", "co-ordinator, on duty")
DEMO_ROLE_STRANGER = Message("DEMO_ROLE_STRANGER", "unknown number")
DEMO_ROLE_DEE = Message("DEMO_ROLE_DEE", "second co-ordinator")
DEMO_ROLE_EVE = Message("DEMO_ROLE_EVE", "carer of Ana's young person, K7")
DEMO_TWO_MORE = Message(
    "DEMO_TWO_MORE", "Two more phones: Dee, the second co-ordinator, and a stranger"
)
DEMO_MESSAGES_OF = Message("DEMO_MESSAGES_OF", "Messages on {name}'s phone")
DEMO_NO_MESSAGES = Message("DEMO_NO_MESSAGES", "No messages yet.")
DEMO_FILE = Message("DEMO_FILE", "With a file for the calendar: {name}")
DEMO_HEARD_BY = Message("DEMO_HEARD_BY", "To {name}:")
DEMO_SAID_BY = Message("DEMO_SAID_BY", "{name}:")
DEMO_WRITE = Message("DEMO_WRITE", "Write as {name}")
DEMO_MESSAGE = Message("DEMO_MESSAGE", "Message")
DEMO_SEND_BY = Message("DEMO_SEND_BY", "Send by")
DEMO_SEND = Message("DEMO_SEND", "Send")
DEMO_WORDS_TO_SEND = Message("DEMO_WORDS_TO_SEND", "Words to send as {name}")
DEMO_SIGNAL = Message("DEMO_SIGNAL", "Signal")
DEMO_STATE_ON = Message("DEMO_STATE_ON", "Switched on")
DEMO_STATE_OFF = Message("DEMO_STATE_OFF", "Off, or no signal")
DEMO_STATE_OPTED_OUT = Message("DEMO_STATE_OPTED_OUT", "Opted out of texts")
DEMO_SET_SIGNAL = Message("DEMO_SET_SIGNAL", "Set")
DEMO_LOST = Message("DEMO_LOST", "Did not arrive: {count}")

DEMO_CALLING = Message("DEMO_CALLING", "Porchlight is calling")
DEMO_ON_THE_LINE = Message("DEMO_ON_THE_LINE", "On the line")
DEMO_CALL_ENDED = Message("DEMO_CALL_ENDED", "Call answered")
DEMO_CALL_MISSED = Message("DEMO_CALL_MISSED", "Missed call")
DEMO_PRESS_A_KEY = Message("DEMO_PRESS_A_KEY", "Press a key")
DEMO_PRESSED = Message("DEMO_PRESSED", "Pressed {key}")
DEMO_LET_IT_RING = Message("DEMO_LET_IT_RING", "Let it ring")
DEMO_HANG_UP = Message("DEMO_HANG_UP", "Hang up")

DEMO_BOARD = Message("DEMO_BOARD", "What Porchlight knows")
DEMO_WHO_IS_OUT = Message("DEMO_WHO_IS_OUT", "Who is out")
DEMO_HOME_BY = Message("DEMO_HOME_BY", "home by {time}")
DEMO_WAS_HOME_BY = Message("DEMO_WAS_HOME_BY", "should have been home by {time}")
DEMO_NAMED_IS = Message("DEMO_NAMED_IS", "{name} is the named person")
DEMO_EVERYBODY_HOME = Message("DEMO_EVERYBODY_HOME", "Everybody is home.")
DEMO_VISITS = Message("DEMO_VISITS", "Visits")
DEMO_NO_VISITS = Message("DEMO_NO_VISITS", "No visit is planned.")
DEMO_VISIT_WITH = Message("DEMO_VISIT_WITH", "with {reference}")
DEMO_VISIT_PLANNED = Message("DEMO_VISIT_PLANNED", "planned")
DEMO_VISIT_ASKED = Message("DEMO_VISIT_ASKED", "not confirmed")
DEMO_VISIT_CONFIRMED = Message("DEMO_VISIT_CONFIRMED", "confirmed")
DEMO_VISIT_OFFERED = Message("DEMO_VISIT_OFFERED", "another time asked for")
DEMO_VISIT_WRITE_UP = Message("DEMO_VISIT_WRITE_UP", "to be written up")
DEMO_VISIT_WRITTEN = Message("DEMO_VISIT_WRITTEN", "written up")
DEMO_TASKS = Message("DEMO_TASKS", "Waiting for a co-ordinator")
DEMO_NO_TASKS = Message("DEMO_NO_TASKS", "Nothing is waiting.")
DEMO_ALERTS = Message("DEMO_ALERTS", "Alerts")
DEMO_NO_ALERTS = Message("DEMO_NO_ALERTS", "No alerts. All is quiet.")
DEMO_ABOUT_WHOM = Message("DEMO_ABOUT_WHOM", "about {name}")
DEMO_RUNGS = Message("DEMO_RUNGS", "The rungs of the ladder")
DEMO_REPEATS = Message("DEMO_REPEATS", "The last rung repeats until a person takes it.")
DEMO_RUNG_CLIMBED = Message("DEMO_RUNG_CLIMBED", "told")
DEMO_RUNG_NEXT = Message("DEMO_RUNG_NEXT", "next")
DEMO_RUNG_LATER = Message("DEMO_RUNG_LATER", "later")
DEMO_ALERT_OPEN = Message("DEMO_ALERT_OPEN", "Nobody has taken it yet")
DEMO_ALERT_TAKEN = Message("DEMO_ALERT_TAKEN", "{name} has it")
DEMO_ALERT_CLOSED = Message("DEMO_ALERT_CLOSED", "Ended")
DEMO_TIMERS = Message("DEMO_TIMERS", "Timers to come")
DEMO_NO_TIMERS = Message("DEMO_NO_TIMERS", "No timer is waiting.")
DEMO_DELIVERIES = Message("DEMO_DELIVERIES", "Deliveries")
DEMO_NO_DELIVERIES = Message("DEMO_NO_DELIVERIES", "Nothing sent yet.")
DEMO_TO_WHOM = Message("DEMO_TO_WHOM", "to {name}")

DEMO_SHOW_NEW = Message("DEMO_SHOW_NEW", "Show what is new")
DEMO_TROUBLE = Message(
    "DEMO_TROUBLE", "The page has lost touch with the demonstration. It is trying again."
)
DEMO_REFUSED = Message(
    "DEMO_REFUSED",
    "The demonstration does not start here: a real channel is configured ({names}). "
    "It never runs where real messages could be sent. "
    "Unset these settings, or start it on another computer.",
)
DEMO_READY = Message("DEMO_READY", "The demonstration is at {address} until you press Ctrl+C.")

DEMO_SMS = Message("DEMO_SMS", "text")
DEMO_WHATSAPP = Message("DEMO_WHATSAPP", "WhatsApp")
DEMO_TELEGRAM = Message("DEMO_TELEGRAM", "Telegram")
DEMO_VOICE = Message("DEMO_VOICE", "call")
DEMO_WHO_VOLUNTEER = Message("DEMO_WHO_VOLUNTEER", "the volunteer")
DEMO_WHO_NAMED_PERSON = Message("DEMO_WHO_NAMED_PERSON", "the named person")
DEMO_WHO_DUTY = Message("DEMO_WHO_DUTY", "the co-ordinator on duty")
DEMO_WHO_NEXT = Message("DEMO_WHO_NEXT", "the next co-ordinator")
DEMO_WHO_ON_DUTY = Message("DEMO_WHO_ON_DUTY", "all on duty")
DEMO_WHO_EVERYONE = Message("DEMO_WHO_EVERYONE", "everyone")
DEMO_HOW_TEXT = Message("DEMO_HOW_TEXT", "message")
DEMO_HOW_SECOND = Message("DEMO_HOW_SECOND", "second channel")
DEMO_HOW_CALL = Message("DEMO_HOW_CALL", "call")
DEMO_KIND_MISSED_CHECK_OUT = Message("DEMO_KIND_MISSED_CHECK_OUT", "Not home yet")
DEMO_KIND_MISSED_CHECK_IN = Message("DEMO_KIND_MISSED_CHECK_IN", "Not started")
DEMO_KIND_SOS = Message("DEMO_KIND_SOS", "Call for help")
DEMO_KIND_COVERT = Message("DEMO_KIND_COVERT", "Silent call for help")
DEMO_KIND_OPTED_OUT = Message("DEMO_KIND_OPTED_OUT", "Opted out while out")
DEMO_KIND_TOO_LONG = Message("DEMO_KIND_TOO_LONG", "Out for very long")
DEMO_KIND_CALL_ME = Message("DEMO_KIND_CALL_ME", "Asked for a call")
DEMO_KIND_PARKED = Message("DEMO_KIND_PARKED", "Stuck in a conversation")
DEMO_OUTCOME_SAFE = Message("DEMO_OUTCOME_SAFE", "safe")
DEMO_OUTCOME_POLICE = Message("DEMO_OUTCOME_POLICE", "police called")
DEMO_OUTCOME_FALSE = Message("DEMO_OUTCOME_FALSE", "false alarm")
DEMO_OUTCOME_HOME = Message("DEMO_OUTCOME_HOME", "home")
DEMO_OUTCOME_EXTENDED = Message("DEMO_OUTCOME_EXTENDED", "staying longer")
DEMO_OUTCOME_STARTED = Message("DEMO_OUTCOME_STARTED", "started")
DEMO_OUTCOME_CANCELLED = Message("DEMO_OUTCOME_CANCELLED", "cancelled")
DEMO_OUTCOME_REPLACED = Message("DEMO_OUTCOME_REPLACED", "another alert took its place")
DEMO_TIMER_VISIT_START = Message("DEMO_TIMER_VISIT_START", "planned start")
DEMO_TIMER_VISIT_DUE = Message("DEMO_TIMER_VISIT_DUE", "home by now")
DEMO_TIMER_RUNG = Message("DEMO_TIMER_RUNG", "next rung")
DEMO_TIMER_WELFARE = Message("DEMO_TIMER_WELFARE", "ask how it stands")
DEMO_TIMER_LAPSE = Message("DEMO_TIMER_LAPSE", "take lapses")
DEMO_TIMER_TALK = Message("DEMO_TIMER_TALK", "conversation ends")
DEMO_TIMER_CONFIRM = Message("DEMO_TIMER_CONFIRM", "ask if the visit is on")
DEMO_TIMER_RECORD = Message("DEMO_TIMER_RECORD", "ask about the visit")
DEMO_TIMER_NO_VISIT = Message("DEMO_TIMER_NO_VISIT", "no visit for a while?")
DEMO_TIMER_DIGEST = Message("DEMO_TIMER_DIGEST", "what waits, once a day")
DEMO_STATUS_WAITING = Message("DEMO_STATUS_WAITING", "waiting")
DEMO_STATUS_QUEUED = Message("DEMO_STATUS_QUEUED", "on its way")
DEMO_STATUS_SENDING = Message("DEMO_STATUS_SENDING", "on its way")
DEMO_STATUS_SENT = Message("DEMO_STATUS_SENT", "sent")
DEMO_STATUS_DELIVERED = Message("DEMO_STATUS_DELIVERED", "arrived")
DEMO_STATUS_READ = Message("DEMO_STATUS_READ", "read")
DEMO_STATUS_UNDELIVERED = Message("DEMO_STATUS_UNDELIVERED", "did not arrive")
DEMO_STATUS_FAILED = Message("DEMO_STATUS_FAILED", "did not arrive")
DEMO_STATUS_ANSWERED = Message("DEMO_STATUS_ANSWERED", "answered")
DEMO_STATUS_NOT_ANSWERED = Message("DEMO_STATUS_NOT_ANSWERED", "not answered")
DEMO_OTHER_KIND = Message("DEMO_OTHER_KIND", "Alert")
DEMO_OTHER_TIMER = Message("DEMO_OTHER_TIMER", "timer")

# By the value that the view holds.
CHANNELS = {
    "sms": DEMO_SMS,
    "whatsapp": DEMO_WHATSAPP,
    "telegram": DEMO_TELEGRAM,
    "voice": DEMO_VOICE,
}

WHO = {
    "volunteer": DEMO_WHO_VOLUNTEER,
    "named_person": DEMO_WHO_NAMED_PERSON,
    "duty": DEMO_WHO_DUTY,
    "next": DEMO_WHO_NEXT,
    "on_duty": DEMO_WHO_ON_DUTY,
    "everyone": DEMO_WHO_EVERYONE,
}
HOW = {
    "text": DEMO_HOW_TEXT,
    "second": DEMO_HOW_SECOND,
    "call": DEMO_HOW_CALL,
}
KINDS = {
    "missed_check_out": DEMO_KIND_MISSED_CHECK_OUT,
    "missed_check_in": DEMO_KIND_MISSED_CHECK_IN,
    "sos": DEMO_KIND_SOS,
    "covert": DEMO_KIND_COVERT,
    "opted_out": DEMO_KIND_OPTED_OUT,
    "too_long": DEMO_KIND_TOO_LONG,
    "call_me": DEMO_KIND_CALL_ME,
    "parked": DEMO_KIND_PARKED,
}
OUTCOMES = {
    "safe": DEMO_OUTCOME_SAFE,
    "police": DEMO_OUTCOME_POLICE,
    "false": DEMO_OUTCOME_FALSE,
    "home": DEMO_OUTCOME_HOME,
    "extended": DEMO_OUTCOME_EXTENDED,
    "started": DEMO_OUTCOME_STARTED,
    "cancelled": DEMO_OUTCOME_CANCELLED,
    "replaced": DEMO_OUTCOME_REPLACED,
}
TIMER_KINDS = {
    "visit_start": DEMO_TIMER_VISIT_START,
    "visit_due": DEMO_TIMER_VISIT_DUE,
    "rung": DEMO_TIMER_RUNG,
    "welfare": DEMO_TIMER_WELFARE,
    "lapse": DEMO_TIMER_LAPSE,
    "talk": DEMO_TIMER_TALK,
    "confirm": DEMO_TIMER_CONFIRM,
    "record": DEMO_TIMER_RECORD,
    "no_visit": DEMO_TIMER_NO_VISIT,
    "digest": DEMO_TIMER_DIGEST,
}
STATUSES = {
    "waiting": DEMO_STATUS_WAITING,
    "queued": DEMO_STATUS_QUEUED,
    "sending": DEMO_STATUS_SENDING,
    "sent": DEMO_STATUS_SENT,
    "delivered": DEMO_STATUS_DELIVERED,
    "read": DEMO_STATUS_READ,
    "undelivered": DEMO_STATUS_UNDELIVERED,
    "failed": DEMO_STATUS_FAILED,
    "answered": DEMO_STATUS_ANSWERED,
    "not_answered": DEMO_STATUS_NOT_ANSWERED,
}
