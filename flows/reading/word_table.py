"""Every phrase that means a command, in English and Welsh, and the words that may follow it.

Written plain (see `flows.typed`): lower case, no accents, no apostrophes; "|" stands between
phrases. Both languages are always understood, as people mix them.
"""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """A command. The value is only a name; what people type for it is in `PHRASES`."""

    IN = "in"
    OUT = "out"
    MORE = "more"
    SOS = "sos"
    HELP = "help"
    PLAN = "plan"
    VISITS = "visits"
    CANCEL_VISIT = "cancel_visit"
    INCIDENT = "incident"
    RECEIPT = "receipt"
    HANDBOOK = "handbook"
    MENU = "menu"
    BACK = "back"
    LEAVE = "leave"
    OK = "ok"
    NO = "no"
    SAFE = "safe"
    CANT_REACH = "cant_reach"
    WHERE = "where"
    WHO = "who"
    POLICE = "police"
    FALSE = "false"
    DUTY_ON = "duty_on"
    DUTY_OFF = "duty_off"
    HAND_OVER = "hand_over"
    NAMED = "named"
    STOP = "stop"
    START = "start"
    LANGUAGE = "language"
    CODE = "code"
    CHANGE = "change"
    CARD = "card"
    RECORD = "record"
    RELAY = "relay"
    CONCERN = "concern"
    MATCH = "match"
    TASKS = "tasks"
    DONE = "done"
    NOTICE = "notice"
    NOTICES = "notices"
    AWAY = "away"


# Twilio opts a number out or in when the whole message is one of these; so do we, never else.
# https://help.twilio.com/articles/223134027 (YES also opts in there; to us it agrees.)
STOP_WORDS = frozenset(
    {"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout", "opt out"}
)
START_WORDS = frozenset({"start", "unstop"})

_ME_SAFE = (
    "im safe|i am safe|i m safe|iam safe|im ok|i am ok|im okay|i am okay|im fine|i am fine|im well"
    "|i am well|im alright|i am alright|im all right|i am all right|im good|im safe and well"
    "|were safe|we are safe|were all safe|we are all safe|were both safe|were ok|we are ok"
    "|were fine|we are fine|dwin saff|dw in saff|dwi yn saff|dw i yn saff|rwyn saff|rwy yn saff"
    "|rwyf yn saff|rydw in saff|rydw i yn saff|win saff|dwin ddiogel|dw in ddiogel|dwi yn ddiogel"
    "|dw i yn ddiogel|rwyn ddiogel|rwy yn ddiogel|rwyf yn ddiogel|rydw in ddiogel"
    "|rydw i yn ddiogel|dwin iawn|dw in iawn|dwi yn iawn|dw i yn iawn|rwyn iawn|rwy yn iawn"
    "|rwyf yn iawn|rydw in iawn|rydw i yn iawn|win iawn|dan nin saff|rydyn nin saff|dan nin iawn"
    "|rydyn nin iawn|rydyn nin ddiogel"
)
_PHRASES = {
    Word.IN: "in|im in|i am in|check in|checking in|checked in|checkin|im checking in|sign in"
    "|signing in|signed in|clocking in|mewn|i mewn|dw i mewn|dwi mewn|rwyf mewn|dwin mewn"
    "|tsiecio mewn",
    Word.OUT: "out|check out|checking out|checked out|checkout|im checking out|sign out"
    "|signing out|signed out|clocking out|allan|tsiecio allan|mas|home|homesafe|imhome|im home"
    "|i am home|i m home|iam home|got home|just got home|ive got home|i got home|im back home"
    "|i am back home|back home|im at home|at home|now home|im now home|i am now home"
    "|arrived home|just arrived home|ive arrived home|i have arrived home|made it home"
    "|safely home|im safely home|safe at home|im safe at home|im safe home|safely at home"
    "|were home|we are home|got back home|got back safe|got back safely|im back safe"
    "|im back safely|back safe|back safely|safely back|home again|all home|adref|adre|adra"
    "|gartref|gartre|dw i adref|dw i adre|dw i adra|dwi adref|dwi adre|dwi adra|dw i gartref"
    "|dw i gartre|dwi gartref|dwi gartre|rwyf adref|rwyf gartref|rwy adref|rwy gartref"
    "|rydw i adref|rydw i gartref|wi gartre|nol adref|nol adre|nol adra|yn ol adref"
    "|wedi cyrraedd adref|wedi cyrraedd adre|wedi dod adref|cyrraedd adref|dw i nol adref"
    "|dwi nol adre|dwi nol adref|dwi wedi cyrraedd adref|dw i wedi cyrraedd adref|adref yn saff"
    "|adre yn saff|adra yn saff|adref yn ddiogel|adre yn ddiogel|gartref yn ddiogel",
    Word.MORE: "more|more time|need more|need more time|i need more time|extend|late|im late"
    "|i am late|running late|im running late|i am running late|going to be late"
    "|im going to be late|gonna be late|ill be late|delayed|im delayed|longer|need longer"
    "|i need longer|mwy|mwy o amser|angen mwy|angen mwy o amser|rhagor|yn hwyr|dwin hwyr"
    "|dw in hwyr|rhedeg yn hwyr|dwin rhedeg yn hwyr|byddaf yn hwyr|bydda in hwyr",
    Word.SOS: "sos|s o s|s 0 s|please sos|help sos|its an sos|this is an sos|mayday|999"
    "|emergency|its an emergency|this is an emergency|argyfwng"
    "|mae n argyfwng|maen argyfwng",
    Word.HELP: "help|helpme|need help|i need help|please help|can you help|could you help"
    "|send help|get help|in danger|im in danger|i am in danger|in trouble|im in trouble"
    "|i am in trouble|helpwch|helpwch fi|helpa fi|cymorth|angen help|angen cymorth"
    "|dwi angen help|dw i angen help|mewn perygl|mewn trafferth|mewn argyfwng|dw i mewn perygl"
    "|dwi mewn perygl|dw i mewn trafferth|dwi mewn trafferth|dw i mewn argyfwng"
    "|dwi mewn argyfwng",
    Word.PLAN: "plan|plan a visit|plan visit|plan my visit|plan for|new visit|book|book a visit"
    "|book visit|cynllun|cynllunio|cynllunio ymweliad|trefnu|trefnu ymweliad",
    Word.VISITS: "visits|visit|my visits|list visits|show visits|show my visits|ymweliadau"
    "|fy ymweliadau",
    Word.CANCEL_VISIT: "cancel visit|cancel my visit|cancel the visit|cancel a visit"
    "|cancel it|cancel this|call off visit|call off the visit|call off my visit|canslo"
    "|canslo ymweliad|canslor ymweliad|canslo fy ymweliad|off|its off|it is off|call it off"
    "|calling it off"
    "|visit off|the visit is off|visit is off|wedi canslo|ymweliad wedi canslo",
    Word.CHANGE: "change|change it|change visit|change the visit|change my visit|move visit"
    "|move the visit|move it|move|rearrange|reschedule|newid|newid ymweliad|newid yr ymweliad"
    "|newid fy ymweliad|symud|symud ymweliad|symud yr ymweliad|aildrefnu",
    Word.CARD: "card|safety card|the card|cerdyn|cerdyn diogelwch|y cerdyn",
    Word.RECORD: "record|visit record|the record|write record|write the record|write up"
    "|cofnod|cofnod ymweliad|y cofnod|ysgrifennu cofnod",
    Word.RELAY: "carer|tell carer|tell the carer|message carer|message the carer|text carer"
    "|text the carer|visitor|tell visitor|tell the visitor|message visitor|gofalwr|y gofalwr"
    "|dweud wrth y gofalwr|neges ir gofalwr|ymwelydd|dweud wrth yr ymwelydd",
    Word.CONCERN: "concern|a concern|worry|a worry|complaint|complain|pryder|cwyn|cwyno",
    Word.MATCH: "match|matches|my match|my matches|paru|paru newydd",
    Word.TASKS: "tasks|task|my tasks|task list|to do|todo|to do list|digest|tasgau|fy nhasgau",
    Word.DONE: "done|task done|gwnaed|wedi gwneud|wedii wneud",
    Word.NOTICE: "notice|send notice|send a notice|new notice|hysbysiad|hysbysiad newydd"
    "|anfon hysbysiad",
    Word.NOTICES: "notices|my notices|list notices|hysbysiadau",
    Word.AWAY: "away|im away|i am away|ill be away|i will be away|going away|im going away"
    "|holiday|holidays|on holiday|im on holiday|i am on holiday|unavailable|im unavailable"
    "|on leave|im on leave|annual leave|not away|i ffwrdd|dwi i ffwrdd|dw i i ffwrdd"
    "|bydda i i ffwrdd"
    "|byddaf i ffwrdd|gwyliau|ar wyliau|dwi ar wyliau|dw i ar wyliau|ddim ar gael|ddim i ffwrdd",
    Word.INCIDENT: "incident|report incident|report an incident|log incident|log an incident"
    "|incident report|accident|near miss|report|digwyddiad|damwain|adrodd digwyddiad",
    Word.RECEIPT: "receipt|receipts|send receipt|expense|expenses|claim expenses|claim|derbynneb"
    "|derbynebau|treuliau",
    Word.HANDBOOK: "handbook|the handbook|rules|the rules|llawlyfr|y llawlyfr|rheolau",
    Word.MENU: "menu|info|main menu|the menu|show menu|options|commands|dewislen|bwydlen"
    "|y ddewislen",
    Word.BACK: "back|go back|previous|undo|nol|yn ol|mynd nol|mynd yn ol",
    Word.LEAVE: "leave|leave this|forget it|scrap that|scrap it|exit|never mind|nevermind"
    "|gadael|anghofia fo|anghofiwch",
    Word.OK: "ok|okay|oki|okey|kk|k|yes|yes please|yep|yeah|yup|ya|y|sure|will do|fine|agreed"
    "|i agree|still on|its still on|its on|it is on|it is still on|that stands|it stands|dal ymlaen"
    "|mae ymlaen|iawn|ie|ia|oes|ydw|ydy|ydi|cytuno|dwin cytuno|gwnaf",
    Word.NO: "no|n|na|nope|nah|no thanks|no thank you|no way|nage|nac ydw|nac ydy|nac oes|naddo"
    "|dim diolch",
    Word.SAFE: "safe|shes safe|hes safe|theyre safe|she is safe|he is safe|they are safe|is safe"
    "|all safe|found safe|safe and well|safe and sound|shes ok|hes ok"
    "|theyre ok|shes okay|hes okay|theyre okay|she is ok|he is ok|they are ok|shes fine|hes fine"
    "|theyre fine|she is fine|he is fine|they are fine|shes home|hes home|theyre home"
    "|she is home|he is home|they are home|shes back|hes back|theyre back|shes home safe"
    "|hes home safe|theyre home safe|shes back home|hes back home|saff|diogel|yn saff|yn ddiogel"
    "|mae hin saff|mae on saff|maen saff|mae en saff|mae nhwn saff|mae hi yn saff|mae hin iawn"
    "|mae on iawn|mae en iawn|mae hin ddiogel|mae on ddiogel|mae hi adref|mae o adref"
    "|mae e adref|" + _ME_SAFE,
    Word.CANT_REACH: "cant reach|cannot reach|can not reach|couldnt reach|cantreach|i cant reach"
    "|i cannot reach|unable to reach|cant get hold of|i cant get hold of|couldnt get hold of"
    "|cant get through|cant get through to|cant contact|no answer|theres no answer|no reply"
    "|not answering|isnt answering|shes not answering|hes not answering|theyre not answering"
    "|not picking up|shes not picking up|hes not picking up|voicemail|goes to voicemail"
    "|straight to voicemail|unreachable|methu cael gafael|methu cael gafael ar|methu cyrraedd"
    "|dim ateb|ddim yn ateb",
    Word.WHERE: "where|where is she|where is he|where are they|wheres she|wheres he|ble|lle"
    "|ble mae hi|ble mae o|ble mae e|lle mae hi|lle mae o|ble maen nhw",
    Word.WHO: "who|who is out|whos out|who is out now|whos out now|who is still out"
    "|whos still out|pwy|pwy sydd allan|pwy syn allan|pwy sy allan|pwy sy mas",
    Word.POLICE: "police|police called|called police|called the police|police informed"
    "|ive called the police|i called the police|heddlu|galw heddlu|wedi galw yr heddlu"
    "|wedi galwr heddlu",
    Word.FALSE: "false|false alarm|its a false alarm|falsealarm|ffug|larwm ffug|camrybudd",
    Word.DUTY_ON: "duty on|on duty|im on duty|i am on duty|going on duty|start duty"
    "|dyletswydd ymlaen|ar ddyletswydd|dwi ar ddyletswydd|dw i ar ddyletswydd",
    Word.DUTY_OFF: "duty off|off duty|im off duty|i am off duty|going off duty|end duty"
    "|dyletswydd i ffwrdd|oddi ar ddyletswydd",
    Word.NAMED: "named|named person|my named person|change named person|change my named person"
    "|enwebu|person enwebedig|person a enwir|person cyswllt|fy mherson cyswllt"
    "|newid person cyswllt|newid fy mherson cyswllt",
    Word.LANGUAGE: "language|change language|iaith|newid iaith",
}  # fmt: skip

LANGUAGES = {
    "cy": "cymraeg|welsh|language welsh|language cymraeg|iaith cymraeg|in welsh|yn gymraeg"
    "|speak welsh|gymraeg",
    "en": "english|saesneg|language english|language saesneg|iaith saesneg|in english|yn saesneg"
    "|speak english",
}

ME_SAFE = frozenset(_ME_SAFE.split("|"))
"""SAFE as people say it of themselves."""

TAKE = frozenset(
    "|take|taken|taking|take it|i take|ill take|i will take|ill take it|ive got|got"
    "|got it|mine|i have|im on|on it|ack|ok|okay|yes|cymryd|cymeraf|dwin cymryd".split("|")
)
"""What may stand beside a code that takes it; nothing may, too."""

HAND_OVER = frozenset(
    "hand over|handover|hand|pass|pass over|give|transfer|trosglwyddo|rhoi|pasio".split("|")
)


def phrases() -> dict[tuple[str, ...], tuple[Word, str | None]]:
    """Every phrase as its words, with what it means and the language it asks for."""
    table: dict[tuple[str, ...], tuple[Word, str | None]] = {}
    for language, all_of in LANGUAGES.items():
        table |= {tuple(p.split()): (Word.LANGUAGE, language) for p in all_of.split("|")}
    for word, all_of in _PHRASES.items():
        table |= {tuple(p.split()): (word, None) for p in all_of.split("|")}
    return table
