"""What people type and what it means; above all, what must never be taken for OUT or SOS."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.words import (
    Word,
    folded,
    is_about,
    is_command,
    is_covert,
    is_pleasantry,
    options_pick,
    understand,
)

MEANT: dict[Word, list[str]] = {
    Word.IN: [
        "in", "IN", "In!", " in ", "in cinema until 5", "in the cinema until 5", "checking in",
        "mewn", "check in", "check-in", "checkin", "checked in", "im in", "I'm in, bowling",
        "/in", "/in bowling until 6", "hi in", "in a cafe til 4", "IN. Cinema, 5", "in 5",
        "in for 2 hours", "in, 2 hours", "in town until 5", "mewn sinema tan 5", "dw i mewn",
        "in 🎳 bowling 5", "signing in",
    ],
    Word.OUT: [
        "out", "OUT", " out. ", "Out!", "OUT 🙂", "oUt", "out, all good", "out all good",
        "out now", "Out thanks", "out x", "outttt", "OUT - all good, lovely time",
        "out. spent £12", "/out", "/out@PorchlightBot", "checking out", "check out", "im home",
        "i'm home", "I’m home 🏠", "i am home", "i'm home safe", "home", "Home.", "home safe",
        "home now", "got home", "just got home", "back home", "back home now", "im back home",
        "arrived home", "made it home", "safely home", "safe at home",
        "home safe and well thanks", "home, had a great time", "hoem", "im hoome", "hi im home",
        "ok, im home", "yes home safe", "yes I'm home", "got back safely", "allan", "ALLAN!",
        "allann", "mas", "adref", "adre", "adra", "gartref", "dw i adref", "dw i adre",
        "dwi adra", "dwi adre", "adref yn saff", "adref yn saff diolch", "yn ôl adref",
        "nôl adre", "wedi cyrraedd adref", "allan, popeth yn iawn", "out good night",
        "OUT\nlovely afternoon", "im home, sorry, forgot", "home sorry forgot to text",
        "OUT sorry no signal", "home, my phone died", "adref, sori, wedi anghofio",
    ],
    Word.MORE: [
        "more", "more 30", "MORE 30", "more 30 please", "30 more", "30 more mins", "another 30",
        "another half hour", "need another half hour", "i need 20 more minutes", "late",
        "running late", "running late 20 mins", "im running 20 mins late", "20 mins late",
        "late 20", "more time", "more until 6", "running late, home by 6",
        "sorry running late 20 mins", "/more 30", "extend 30", "mwy", "mwy 30",
        "30 munud yn hwyr", "hanner awr arall", "yn hwyr", "im going to be 15 late",
        "10 mins", "10 more minutes", "20 more mins please", "5 more mins", "another 20",
        "half an hour", "10 munud", "hanner awr", "give me 10 mins", "about 15 mins sorry",
    ],
    Word.CHANGE: [
        "change", "Change it", "CHANGE sat", "change my visit", "move it", "move", "move sat",
        "reschedule", "rearrange", "newid", "newid ymweliad", "aildrefnu", "symud",
        "change please", "/change",
    ],
    Word.CARD: ["card", "safety card", "cerdyn", "CARD please", "/card"],
    Word.RECORD: ["record", "write the record", "cofnod", "/record", "visit record please"],
    Word.RELAY: [
        "carer running 10 late", "CARER: we are at the door", "tell the carer we are outside",
        "gofalwr rydyn ni yma", "visitor he is ready", "/carer here now", "carer",
    ],
    Word.CONCERN: [
        "concern", "a worry about Ana", "complaint", "pryder", "cwyn", "concern about Ana",
    ],
    Word.MATCH: ["match", "match K7", "MATCH k7 established", "matches", "paru", "/match K7 trial"],
    Word.TASKS: ["tasks", "my tasks", "to do", "digest", "tasgau", "/tasks", "TASKS please"],
    Word.DONE: ["done", "done 12", "DONE 12.", "Done #4", "done no. 4", "gwnaed 3", "/done 12"],
    Word.NOTICE: [
        "notice", "new notice", "notice: snow is coming", "NOTICE weather: snow", "notice training",
        "notice support group: pizza", "notice something else: the office is shut", "hysbysiad",
        "/notice",
    ],
    Word.NOTICES: ["notices", "my notices", "hysbysiadau", "/notices"],
    Word.AWAY: [
        "away", "AWAY 1-14 aug", "I'm away next week", "on holiday 3 to 10 july", "holiday",
        "away off", "not away", "gwyliau", "ar wyliau wythnos nesaf", "i'm on leave tomorrow",
        "/away 1-14 aug",
    ],
    Word.SOS: [
        "sos", "SOS", "SOS!!!", "s.o.s", "sos im at the park", "sos please come", "emergency",
        "EMERGENCY!", "emergancy", "argyfwng", "/sos", "999",
        "soss", "S0S", "s0s", "sooos", "S.O.S.", "s 0 s", "sos sos", "sos sos sos", "sos help",
        "please sos", "this is an sos", "🆘",
    ],
    Word.HELP: [
        "help", "HELP!", "help me", "help im stuck", "help, kai has gone", "need help",
        "i need help", "please help", "hepl", "helpwch", "helpwch fi", "cymorth", "yes help",
        "no, help", "in danger", "im in trouble", "/help", "dwi angen help", "help?",
        "help I've fallen", "help my leg", "help help", "HELP HELP HELP", "please send help now",
        "stuck need help", "i need an ambulance", "call the police", "call 999", "he hit me",
        "i'm scared", "im being followed", "someone is following me", "hes got a knife",
        "i've been attacked", "i'm hurt", "I'm really scared", "scared", "help i was attacked",
        "help i dont know where i am", "help im not safe", "help there is a man", "hlp", "HEEELP",
        "help me find Kai", "help me move my leg is trapped", "help with kai, hes got a knife",
        "out, help", "out, I'm being followed", "home but he hit me",
        "safe, she needs an ambulance",
        "in the cinema please send help", "I'm in big trouble", "ok, he's following me",
        "no he hit me", "yes, I need help", "I need your help", "somebody help us",
        "he's hurting me",
        "he won't let me leave", "i cant breathe", "kai isn't breathing", "ambulence now",
        "police needed", "i called an ambulance", "i'm not safe", "i dont feel safe",
        "incident, he's got a knife", "I fell and can't get up", "im at the park sos",
        "helpwch fi dw i wedi syrthio", "mae rhywun yn fy nilyn", "dw i wedi brifo",
        "dwi 'di brifo", "galwch yr heddlu", "ffoniwch 999", "dwi angen ambiwlans",
        "mae o wedi fy nharo", "mae e'n bwrw fi", "mae ofn arna i", "dwi'n ofnus",
        "dw i'n cael fy nilyn", "mae rhywun wedi ymosod arna i", "mae ganddo gyllell",
        "mae angen help arna i", "plis helpwch fi", "allwch chi helpu", "dw i mewn perygl",
        "dw i ddim yn teimlo'n saff", "methu anadlu", "galwa'r heddlu", "im ill help",
        "im not well help", "i cant do it help", "kai is lost so help",
    ],
    Word.OK: [
        "still on", "it's still on", "its on", "it stands",
        "ok", "OK", "okay", "ok.", "ok thanks", "okay!", "k", "yes", "Yes please", "yep", "iawn",
        "ie", "ydw", "ok, see you then", "OK 👍", "yes i am", "Yes I am thanks", "ydw, dwi",
    ],
    Word.NO: ["no", "No.", "na", "nope", "nah", "no thanks", "nage", "dim diolch", "no, not today",
              "no, I'm fine"],
    Word.SAFE: [
        "safe", "Safe!", "she's safe", "shes safe", "hes fine", "he's home", "saff",
        "Ana is safe", "Ana's home", "safe now", "safe and well", "she's safe, spoke to her",
        "mae hi'n saff", "safe at home", "sfae", "bea safe", "safe bea", "mae Ana'n saff",
        "im safe", "my mum's home", "pawb yn saff",
    ],
    Word.CANT_REACH: [
        "can't reach", "CAN'T REACH", "cant reach her", "can’t reach Ana", "no answer",
        "no answer yet", "cannot reach him", "can't get hold of her", "not answering",
        "voicemail", "methu cael gafael", "dim ateb", "/cant_reach",
        "Ana isn't answering", "no answer from Ana", "can't reach my daughter", "dim ateb gan Ana",
        "dydi Ana ddim yn ateb", "can't reach her please help",
    ],
    Word.WHERE: ["where", "Where?", "ble", "where is she", "ble mae hi"],
    Word.WHO: ["who", "who?", "pwy", "who is out", "who's out", "who is out now"],
    Word.POLICE: ["police", "police called", "heddlu"],
    Word.FALSE: ["false", "false alarm", "larwm ffug"],
    Word.DUTY_ON: ["duty on", "on duty", "/duty_on", "I'm on duty", "ar ddyletswydd"],
    Word.DUTY_OFF: ["duty off", "off duty", "Duty off.", "oddi ar ddyletswydd"],
    Word.MENU: [
        "menu", "MENU.", "/menu", "/menu@PorchlightBot", "menu please", "options", "dewislen",
        "info",
    ],
    Word.BACK: ["back", "BACK!", "/back", "nol", "yn ôl", "go back"],
    Word.LEAVE: ["leave", "gadael", "never mind"],
    Word.PLAN: ["plan", "plan a visit", "plan sat 2-5 bowling", "cynllunio", "/plan"],
    Word.VISITS: ["visits", "my visits", "vists", "ymweliadau"],
    Word.CANCEL_VISIT: [
        "off", "OFF", "off please", "it's off", "call it off", "call off the visit sat",
        "visit off", "/off",
        "cancel visit", "/cancel_visit", "cancel my visit", "canslo", "cancel visit sat",
    ],
    Word.INCIDENT: [
        "incident", "incident Kai fell over", "report an incident", "incedent", "damwain",
    ],
    Word.RECEIPT: ["receipt", "reciept", "receipt 12.50", "receipts", "derbynneb"],
    Word.HANDBOOK: ["handbook", "handbook alcohol", "llawlyfr"],
    Word.NAMED: ["named", "named person", "person cyswllt", "newid person cyswllt"],
    Word.LANGUAGE: [
        "language", "cymraeg", "welsh", "english", "saesneg", "in welsh", "yn Gymraeg", "iaith",
    ],
    Word.STOP: [
        "stop", "STOP", "sToP", "Stop.", "STOPALL", "unsubscribe", "cancel", "end", "quit",
        "revoke", "optout", " stop 🙂",
    ],
    Word.START: ["start", "START", "unstop", "/start", "/start AbC_12-x"],
    Word.CODE: [
        "A7", "a7", "a 7", "A-7", "a7!", "take A7", "A7 please", "got A7", "ok a7", "A123",
        "ill take y42",
    ],
}  # fmt: skip

NEVER_OUT = [
    "im not home", "I'm not home", "not home", "not home yet", "not out yet", "not out",
    "cant get out", "I can't get out", "get me out", "let me out", "get out", "out of petrol",
    "out of here", "outside the cinema", "outside", "out of order", "out of battery",
    "out-of-hours", "out soon", "out late", "out until 5", "out til late", "out at the cinema",
    "out with Kai", "out, with Kai at bowling", "out - cinema until 5", "out in town",
    "out on a visit", "out for lunch", "out and about", "out all night", "out back", "out cold",
    "out there", "out shopping", "im out", "I'm out", "we're out", "im out now", "still out",
    "staying out", "going out", "out?", "out or in", "in or out", "when out",
    "how do I check out?", "home?", "home soon", "home late", "nearly home", "almost home",
    "going home", "heading home", "on my way home", "omw home", "want to go home", "take me home",
    "walking home", "home by 5", "home at 6", "home in 10 mins", "home in 5", "home 5",
    "home about 6", "home tomorrow", "im home tomorrow", "im home by 6", "back home by 5",
    "home time", "home is where", "home alone", "home office", "home or not", "home and away",
    "homeless", "homework", "home bargains until 5", "home, but hurt", "home, not safe",
    "home, nearly", "out, home at 6", "out, back in an hour", "out, help", "out. not home yet",
    "out, stuck in traffic", "out, all good so far", "out, she is with me", "out, lovely so far",
    "no, im home", "is she home", "are you home", "she is not home", "hope", "come", "some",
    "alan", "Allen", "our", "put", "but", "hour", "safe home", "safe journey home",
    "dropping Kai home", "ddim adref", "ddim adref eto", "mynd adref", "bron adref", "dal allan",
    "adref cyn bo hir", "adref mewn 5", "adref erbyn 6", "allan gyda Kai", "allan o betrol",
    "heb gyrraedd adref", "allan?", "check out the cinema", "check out at 5", "out x not",
    "outt of here", "ok out of here", "out, home in 10", "home please", "out, everyone hungry",
    "OUT. Visit started", "out, incident at the park", "home @6", "out now with Kai",
    "out safe at the cinema", "Out! With kai bowling", "adref heno", "cerdded adref",
    "home around half 5", "home if i can", "Home Alone 2", "im at home depot",
    "not yet", "on my way home now", "on way back", "on way home", "10 mins", "yes 10 mins",
    "yes, 10 mins", "yes i am", "yes, nearly home", "im safe", "I'm fine", "yes im fine",
    "bea home", "Ana's home", "help im home", "home, he hit me", "ddim eto", "dwin saff",
    "ar fy ffordd adref",
    "no one is home", "home but being followed", "out he hit me", "out, please send help",
]  # fmt: skip

NOT_A_COMMAND = [
    "in a bit", "in a minute", "in case", "in 2 hours", "in 5 mins", "in hospital", "in tears",
    "in?", "in or out", "in the morning", "in my car", "in that case no", "mewn awr",
    "mewn munud", "check in later", "help yourself", "help with expenses",
    "help me with my expenses", "help is on the way", "help isnt needed",
    "emergency contact is Dee", "emergency number", "no idea what this is", "no one is here",
    "nobody is safe", "ok so what do I do", "ok, what do I do?", "ok but when",
    "yes but not today", "home is where", "safe journey", "safe?", "not safe", "is she safe",
    "she is not safe", "who is safe", "safe, not sure", "who are you", "where are you",
    "where were you", "leaving now", "leave it", "back in 5", "back soon", "stop please",
    "please stop", "stop it", "don't stop", "cancel that", "end of visit", "start now",
    "more tea please", "more than I thought", "no more than 30", "not late", "plan b",
    "plan is to go", "police are here", "police?", "false start", "A7 is closed",
    "take the A7 north", "flat a7 church road", "no answer needed", "cant reach the menu",
    "i cant reach you", "menu is great", "duty calls", "not on duty", "staff", "welsh cakes",
    "were", "polite", "cancer", "hell", "same", "lane", "", " ", "🙂", "?", "hello", "hi",
    "thanks", "£5", "7", "-", "sos button", "emergency dentist", "999 is the number", "hand over",
    "receipt is lost", "visit was great",
    "no help needed", "thanks for your help", "he helped me", "helping at the food bank",
    "self-help group", "help desk", "help centre", "Help the Aged shop", "home help",
    "can you help me change my visit", "can you help with my receipt", "help me find the handbook",
    "please help me to cancel my visit", "i need help booking a visit", "help i dont understand",
    "help, i don't understand the menu", "thank you so much for all the help", "here to help",
    "i will help kai with homework", "mum will help me", "i dont need help", "does this help",
    "no need for an ambulance", "dont call the police", "he didnt hit me", "nobody hit me",
    "no one is following me", "im not scared", "im not hurt", "it hit me that", "got help from kai",
    "im afraid ill be late", "do you need help", "if i need help who do i ring", "the sos button",
    "sent sos by mistake", "whats sos", "kai is in trouble at school", "get the 112 bus",
    "near the police station", "kai beat me at bowling", "we have a knife and fork",
    "thanks for following me", "helpwch fi gyda threuliau", "helpwch fi i newid fy ymweliad",
    "dim angen help", "does dim angen help arna i", "diolch am eich help", "cymorth cyntaf",
    "helpu yn y banc bwyd", "mae arna i ofn bod rhaid", "dw i'n ofni na fydda i yno",
    "is bea safe", "bea is not safe", "bea is safe?", "stay safe", "safe house", "safe trip",
    "arrived safe", "bea is home soon", "ydy Ana yn saff", "cyrraedd yn saff", "mae popeth yn iawn",
    "nearly home safe", "in 10 mins", "10 mins away", "mewn 10 munud", "10", "not yet",
    "carer says he is poorly", "the carer is here", "carer hasn't answered",
    "away from the bus stop", "done for the day", "done nothing yet", "off home now",
    "off to bowling", "match day was great",
    "change is good", "record shop", "card games at the library", "notice the time", "moving house",
    "holiday club was fun", "visitor centre", "visitors welcome", "task master was on",
    "yes 10 mins", "no im safe", "nearly home", "on my way home", "on way back", "ddim eto",
]  # fmt: skip


@pytest.mark.parametrize(("word", "typed"), [(w, t) for w, all_of in MEANT.items() for t in all_of])
def test_what_is_meant_is_understood(word: Word, typed: str) -> None:
    meaning = understand(typed)
    assert meaning is not None
    assert meaning.word is word or (typed == "safe at home" and meaning.word is Word.OUT)


@pytest.mark.parametrize("typed", NEVER_OUT)
def test_what_might_not_be_home_is_never_out(typed: str) -> None:
    meaning = understand(typed)
    assert meaning is None or meaning.word is not Word.OUT


@pytest.mark.parametrize("typed", NOT_A_COMMAND)
def test_a_sentence_that_begins_with_a_word_is_not_the_command(typed: str) -> None:
    expected = {"hand over": Word.HAND_OVER}.get(typed)
    meaning = understand(typed)
    assert (meaning.word if meaning else None) is expected


def test_every_word_but_hand_over_stands_in_the_table() -> None:
    assert set(Word) - set(MEANT) == {Word.HAND_OVER}
    assert len(NEVER_OUT) >= 60


@pytest.mark.parametrize(
    ("typed", "rest"),
    [
        ("in cinema until 5", "cinema until 5"),
        ("IN. Cinema, 5", "Cinema, 5"),
        ("In  Caffi  Tŷ Hwnt 🙂", "Caffi Tŷ Hwnt"),
        ("/in bowling until 6", "bowling until 6"),
        ("out, all good", "all good"),
        ("OUT - Lovely time", "Lovely time"),
        ("more 30", "30"),
        ("more until 6", "until 6"),
        ("running late about 20 mins", "about 20 mins"),
        ("/start AbC_12-x", "AbC_12-x"),
        ("plan sat 2-5 bowling", "sat 2-5 bowling"),
        ("help im stuck", "im stuck"),
        ("sos im at the Park", "im at the Park"),
        ("menu please", ""),
        ("help me", ""),
    ],
)
def test_what_belongs_to_the_word_is_kept_as_typed(typed: str, rest: str) -> None:
    meaning = understand(typed)
    assert meaning is not None
    assert meaning.rest == rest


@pytest.mark.parametrize(
    ("typed", "word", "name"),
    [
        ("Bea is safe", Word.SAFE, "Bea"),
        ("Ana's home", Word.SAFE, "Ana"),
        ("Ana’s home", Word.SAFE, "Ana"),
        ("bea safe", Word.SAFE, "bea"),
        ("bea home safe", Word.SAFE, "bea"),
        ("bea got home", Word.SAFE, "bea"),
        ("safe bea", Word.SAFE, "bea"),
        ("SAFE Bea please", Word.SAFE, "Bea"),
        ("safe, Bea", Word.SAFE, "Bea"),
        ("ok, Bea is safe", Word.SAFE, "Bea"),
        ("Mary Jane is safe", Word.SAFE, "Mary Jane"),
        ("Bea is safe, spoke to her", Word.SAFE, "Bea"),
        ("mae Ana'n saff", Word.SAFE, "Ana"),
        ("mae Bea yn ddiogel", Word.SAFE, "Bea"),
        ("mae Ana adref", Word.SAFE, "Ana"),
        ("saff Bea", Word.SAFE, "Bea"),
        ("she's safe", Word.SAFE, None),
        ("safe", Word.SAFE, None),
        ("safe, thanks", Word.SAFE, None),
        ("safe at home now", Word.OUT, None),
        ("everyone is safe", Word.SAFE, None),
        ("my daughter is home", Word.SAFE, None),
        ("mae hi'n saff", Word.SAFE, None),
        ("can't reach Ana", Word.CANT_REACH, "Ana"),
        ("cant get hold of bea", Word.CANT_REACH, "bea"),
        ("can't reach Ana's phone", Word.CANT_REACH, "Ana"),
        ("can't reach Mary Jane", Word.CANT_REACH, "Mary Jane"),
        ("CANT REACH ANA STILL", Word.CANT_REACH, "ANA"),
        ("can't reach Ana, phone off", Word.CANT_REACH, "Ana"),
        ("no answer from Ana", Word.CANT_REACH, "Ana"),
        ("Ana isn't answering", Word.CANT_REACH, "Ana"),
        ("Ana's not picking up", Word.CANT_REACH, "Ana"),
        ("methu cael gafael ar Ana", Word.CANT_REACH, "Ana"),
        ("dim ateb gan Ana", Word.CANT_REACH, "Ana"),
        ("dydi Ana ddim yn ateb", Word.CANT_REACH, "Ana"),
        ("can't reach her", Word.CANT_REACH, None),
        ("cant reach ana or bea", Word.CANT_REACH, None),
        ("can't reach my mum", Word.CANT_REACH, None),
        ("no answer yet", Word.CANT_REACH, None),
        ("methu cael gafael arni", Word.CANT_REACH, None),
    ],
)
def test_whom_an_answer_is_about_is_kept(typed: str, word: Word, name: str | None) -> None:
    meaning = understand(typed)
    assert meaning is not None
    assert (meaning.word, meaning.name) == (word, name)


@pytest.mark.parametrize(
    ("typed", "first_name", "same"),
    [
        ("bea", "Bea", True), ("BEA", "Bea", True), ("anas", "Ana", True), ("Sian", "Siân", True),
        ("Ana Price", "Ana", True), ("Mary", "Mary Jane", True), ("Rebeca", "Rebecca", True),
        ("Bea", "Ana", False), ("Ann", "Ana", False), ("", "Ana", False), ("mum", "Ana", False),
    ],
)  # fmt: skip
def test_a_name_as_typed_is_known(typed: str, first_name: str, same: bool) -> None:
    assert is_about(typed, first_name) is same


@pytest.mark.parametrize(
    "typed",
    ["im safe", "I'm safe!", "i am safe", "i'm fine", "im ok thanks", "I'm alright", "yes im fine",
     "yes, I'm safe", "im fine, spoke to Kai", "we're safe", "dwin saff", "dwi'n saff",
     "rwy'n ddiogel", "dw i'n iawn", "rydw i yn ddiogel"],
)  # fmt: skip
def test_safe_said_of_oneself_is_told_apart(typed: str) -> None:
    meaning = understand(typed)
    assert meaning is not None
    assert (meaning.word, meaning.me, meaning.name) == (Word.SAFE, True, None)


@pytest.mark.parametrize("typed", ["safe", "she's safe", "Bea is safe", "safe A7", "mae hi'n saff"])
def test_safe_said_of_another_is_not_of_oneself(typed: str) -> None:
    meaning = understand(typed)
    assert meaning is not None
    assert not meaning.me


@pytest.mark.parametrize(
    "typed",
    ["SAFE", "OUT", "out thanks", "home", "home safe", "help", "help im stuck", "he hit me", "in",
     "A7", "yes", "menu please", "/menu", "adref", "saff", "sos", "im fine"],
)  # fmt: skip
def test_a_bare_command_is_no_answer(typed: str) -> None:
    assert is_command(typed)


@pytest.mark.parametrize(
    "typed",
    ["cinema", "Ana's home", "Home Bargains", "help desk", "self-help group", "in town", "more 30",
     "the park", "Safe Haven cafe", "10 mins", "Caffi Mewn", "Bea's", "out with Kai", "", "🙂"],
)  # fmt: skip
def test_a_place_or_a_time_is_an_answer(typed: str) -> None:
    assert not is_command(typed)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("OUT, had fun then kai hit me", Word.OUT),
        ("incident: kai hit me", Word.INCIDENT),
        ("out, i need an ambulance", Word.HELP),
        ("incident please send help", Word.HELP),
        ("out, thanks for your help", None),
    ],
)
def test_a_cry_counts_over_the_command_it_follows(typed: str, word: Word | None) -> None:
    meaning = understand(typed)
    assert (meaning.word if meaning else None) is word


@pytest.mark.parametrize(
    ("typed", "word", "code", "rest"),
    [
        ("A7 safe", Word.SAFE, "A7", ""),
        ("safe A7", Word.SAFE, "A7", ""),
        ("Safe a 7!", Word.SAFE, "A7", ""),
        ("she's safe A7", Word.SAFE, "A7", ""),
        ("police A7", Word.POLICE, "A7", ""),
        ("called the police a7", Word.POLICE, "A7", ""),
        ("false A7", Word.FALSE, "A7", ""),
        ("false alarm a7", Word.FALSE, "A7", ""),
        ("heddlu a7", Word.POLICE, "A7", ""),
        ("saff A7 diolch", Word.SAFE, "A7", ""),
        ("hand over A7 to Dee", Word.HAND_OVER, "A7", "Dee"),
        ("handover a7 dee", Word.HAND_OVER, "A7", "dee"),
        ("pass A7 to Dee", Word.HAND_OVER, "A7", "Dee"),
        ("A7 to Dee", Word.HAND_OVER, "A7", "Dee"),
        ("trosglwyddo A7 i Dee", Word.HAND_OVER, "A7", "Dee"),
        ("hand over to Dee", Word.HAND_OVER, None, "Dee"),
        ("/hand_over A7 Dee", Word.HAND_OVER, "A7", "Dee"),
        ("where A7", Word.WHERE, "A7", ""),
    ],
)
def test_answers_that_carry_a_code(typed: str, word: Word, code: str | None, rest: str) -> None:
    meaning = understand(typed)
    assert meaning is not None
    assert (meaning.word, meaning.code, meaning.rest) == (word, code, rest)


@pytest.mark.parametrize(
    "typed", ["B7", "G3", "I1", "O1", "Q1", "S5", "Z9", "A1234", "AA7", "7A", "safe?A7"]
)
def test_what_is_no_code(typed: str) -> None:
    meaning = understand(typed)
    assert meaning is None or meaning.code is None


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("cymraeg", "cy"),
        ("Welsh please", "cy"),
        ("english", "en"),
        ("saesneg", "en"),
        ("language", None),
    ],
)
def test_the_language_asked_for(typed: str, language: str | None) -> None:
    meaning = understand(typed)
    assert meaning is not None
    assert meaning.language == language


# --- The covert word


@pytest.mark.parametrize(
    "typed",
    ["pineapple", "Pineapple!", "PINEAPPLE 🙂", "out pineapple", "Out, pineapple.", "pineapple out",
     "im home pineapple", "I'm home, Pineapple", "pineaple", "pinapple", "allan pineapple",
     "home pineapple"],
)  # fmt: skip
def test_the_covert_word_is_known(typed: str) -> None:
    assert is_covert(typed, "Pineapple")


@pytest.mark.parametrize(
    "typed",
    ["", "apple", "pineapple pizza", "in pineapple", "out", "out out", "pine apple pie", "🙂"],
)
def test_other_words_are_not_covert(typed: str) -> None:
    assert not is_covert(typed, "pineapple")


def test_covert_words_of_several_words_other_scripts_or_none() -> None:
    assert is_covert("Out, blue  RABBIT!", "blue rabbit")
    greek = "\u03b1\u03bd\u03b1\u03bd\u03ac\u03c2"
    assert is_covert(greek.upper(), greek)
    assert is_covert("cor y penrhyn", "Côr y Penrhyn")
    assert not is_covert("tea", "teal")  # too short to forgive a slip
    assert not is_covert("out", None)
    assert not is_covert("", "")
    assert not is_covert("out", "🙂")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("I’m  HOME!! 🙂", "i'm home"), ("ＦＵＬＬ", "full"),
     ("Straße", "strasse"), ("a\u200db", "ab"),
     ("❤️", ""), ("'til 5.", "til 5"), ("Tŷ", "tŷ"), ("नमस्ते!", "नमस्ते")],
)  # fmt: skip
def test_folded(typed: str, meant: str) -> None:
    assert folded(typed) == meant


def test_pleasantries_need_nobody() -> None:
    for kind in ("", "all good", "had a lovely time", "safe, thanks x", "diolch yn fawr", "now"):
        assert is_pleasantry(kind)
    for other in (
        "Kai fell",
        "spent £12",
        "incident to report",
        "not happy",
        "all good but Kai is hurt",
    ):
        assert not is_pleasantry(other)


# --- Options

OPTIONS = [("a", "Cinema, Saturday 14:00"), ("b", "Bowling, Sunday 15:00"), ("c", "Something else")]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("1", "a"), ("1.", "a"), ("2)", "b"), ("no 2", "b"), ("No. 2 please", "b"), ("#3", "c"),
        ("the second one", "b"), ("first", "a"), ("the last one", "c"), ("two", "b"), ("yr ail",
        "b"),
        ("opsiwn 3", "c"), ("bowling", "b"), ("BOWL", "b"), ("cinema saturday 14:00", "a"),
        ("somthing else", "c"), ("1️⃣", "a"), ("０", None), ("0", None), ("4", None),
        ("1 and 2", None),
        ("", None), ("b", None), ("x", None), ("out", None), ("tomorrow", None), ("12", None),
    ],
)  # fmt: skip
def test_a_reply_picks_an_option(typed: str, key: str | None) -> None:
    assert options_pick(typed, OPTIONS) == key


def test_an_unclear_pick_is_none() -> None:
    same = [("x", "Park north"), ("y", "Park south")]
    assert options_pick("park", same) is None
    assert options_pick("park s", same) == "y"
    assert options_pick("2", [("x", "2"), ("y", "1")]) is None
    assert options_pick("yeah", [("ok", "Yes"), ("no", "No")]) == "ok"
    assert options_pick("nage", [("ok", "Ie"), ("no", "Na")]) == "no"
    assert options_pick("1", []) is None


# --- Properties

TEXTS = st.one_of(
    st.text(max_size=100),
    st.lists(
        st.sampled_from(
            "out home in ok no yes hi hello safe A7 a 7 take more 30 late help sos , . ! ? 🙂 / "
            "/start not adref allan mewn ie good all until 5 police hand over to Dee is Ana's "
            "in- 's _ @ Bea safe's 'n mae yn need an ambulance he hit me cant reach mins my".split()
        ),
        max_size=40,
    ).map(" ".join),
)


@given(TEXTS)
def test_any_text_is_understood_or_not_without_failing(text: str) -> None:
    meaning = understand(text)
    assert meaning is None or len(meaning.rest) <= len(text)
    is_covert(text, "pineapple")
    is_covert("out", text)
    is_pleasantry(text)
    options_pick(text, [("a", text), ("b", "other")])


@pytest.mark.parametrize(
    "word",
    "ok |hi |no |/|out |in, |a 7 |'|yes, |help |i am so very |is |need my |sos".split("|"),
)  # fmt: skip
def test_a_long_run_of_one_word_does_no_harm(word: str) -> None:
    understand(word * 500)
    understand((word * 1600)[:1600])


@given(
    st.sampled_from([(w, t) for w, all_of in MEANT.items() for t in all_of if t[0] not in "/ "]),
    st.sampled_from(["", " ", "  ", "\t"]),
    st.sampled_from(["", ".", "!", " 🙂", "!!!", " 👍🏽", " ❤️", "  ", " ..."]),
    st.booleans(),
)
def test_case_spaces_and_trimmings_change_nothing(
    pair: tuple[Word, str], before: str, after: str, upper: bool
) -> None:
    typed = pair[1].replace(" ", "  ")
    dressed = understand(before + (typed.upper() if upper else typed) + after)
    plain = understand(pair[1])
    assert dressed is not None
    assert plain is not None
    assert (dressed.word, dressed.code) == (plain.word, plain.code)
    assert dressed.rest.casefold() == plain.rest.casefold()


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
