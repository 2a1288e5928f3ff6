"""What is a cry for help and what only sounds like one, as patterns over plain words.

The words are spelled right, lower case, without accents or apostrophes ("I've" is "ive"); a
lone comma stands wherever a person paused. `either` takes one alternative a line.
"""

from __future__ import annotations

import re


def either(*alternatives: str) -> re.Pattern[str]:
    """A pattern for any of these, as whole words."""
    return re.compile(r"(?<!\S)(?:" + "|".join(alternatives) + r")(?!\S)")


_HELP = r"(?:help|helpme|helpwch|helpu|helpa|cymorth|gymorth)"
_WHO_COMES = (
    r"(?:police(?! (?:station|museum|cadets|band|dogs?|cars?))|ambulance|paramedics?|medic"
    r"|fire brigade|coastguard|mountain rescue|heddlu|ambiwlans|ambwlans|parafeddygon|frigad dan)"
)
_KIND = (
    r"(?:some|any|your|ur|more|a bit of|lots of|medical|urgent|immediate|emergency|the|serious"
    r"|proper|desperate|desperately|you to|someone to|somebody to|peoples)"
)
_ASK = r"(?:need|needs|needing|want|wants|get|send|require|requires|angen|anfonwch|eisiau|isio)"

ASKED = re.compile(
    rf"(?<!\S)(?:{_ASK}(?: {_KIND}){{1,2}}"
    rf"|(?:call|calling|shout|shouting|scream|screaming|beg|begging|crying|asking) for)"
    rf" (?=(?:help|cymorth|gymorth)(?!\S))"
)
"""Ways of asking that would else look like a remark: "need your help", "shouting for help"."""

_ADMIN = (
    r"(?:(?:chang|cancell?|book|plann?|extend|understand|choos|us(?=e|ing)|sett?|updat|fill|claim"
    r"|logg?"
    r"|register|join|sign|add|remov|edit|writ|read|download|print|submitt?|complet|decid|learn"
    r"|reset|pick|remember|organis|arrang|rearrang|reschedul|check)(?:e|ing)?|work(?:ing)? out"
    r"|mov(?:e|ing) (?:my|the|a|this) visit)"
)
_PAPER = (
    r"(?:menu|forms?|receipts?|handbook|numbers?|visits?|app|address|link|website|rules|code|page"
    r"|expenses|word|email)"
)
_NOBODY = r"(?:no one|noone|nobody)"
_NOT_WANTED = r"(?:needed|required|wanted|necessary)"

NOT_HELP = either(
    # Help with something that can wait.
    rf"{_HELP}(?: me| us| fi| ni| i| out)?(?: please)?(?: ,)? (?:to |i |me to )?{_ADMIN}",
    rf"{_HELP}(?: ,)?(?: (?:please|\w+))?(?: out)? with"
    r"(?! (?:a |an |the )?(?:knife|gun|weapon|machete|blade|axe)(?!\S))",
    rf"{_HELP}(?: fi| ni| i)?(?: ,)? (?:gyda|efo|i (?:newid|drefnu|ddeall|lenwi|ganslo"
    rf"|ddefnyddio))",
    rf"{_HELP}(?: me| us)? (?:to )?find(?:ing)? (?:\w+ ){{0,2}}{_PAPER}",
    rf"{_HELP}(?: please)?(?: ,)? i (?:dont|didnt|do not|cant) (?:really )?(?:understand|know how"
    rf"|remember how|get (?:it|this)|find (?:\w+ )?{_PAPER})",
    # Help as a thing, a place, or on its way.
    r"help (?:desks?|lines?|pages?|cent(?:re|er)s?|groups?|yourself|yourselves|themselves|himself"
    r"|herself|myself|ourselves|texts?|topics?|menu|button|sheet|guide|file|section|points?|hub"
    r"|team|workers?|out|the aged|for heroes|to buy|refugees|was|isnt|wasnt|has|had|arrived|came"
    r"|is (?:on|coming|here|not|at hand|available|there))",
    r"cymorth (?:cyntaf|i (?!mi(?!\S)|fi(?!\S))\w+)",
    r"in (?:danger|trouble) (?:of|with)|mewn (?:perygl|trafferth) (?:o|gyda|efo)",
    # Thanks for it, talk of it, or none wanted.
    rf"(?:thanks?|thank you|thankyou|thx|cheers|ta|diolch)(?: \w+){{0,3}} (?:for|am)"
    rf"(?: \w+){{0,3}} {_HELP}",
    rf"(?:if|when|whenever|unless|do|does|did|might|may"
    rf"|should) \w+ (?:ever )?{_ASK} (?:any )?{_HELP}",
    rf"(?:dont|didnt|doesnt|wont|not|never|without|dim|ddim|heb|nid)(?: really)?(?: {_ASK})?"
    rf"(?: {_KIND})? {_HELP}",
    rf"no(?: need for| {_KIND})? {_HELP}(?: (?:is )?{_NOT_WANTED})?|you need help",
    rf"{_NOBODY} (?:\w+ ){{0,2}}(?:help|\w+) me",
    r"(?:does|did|will|can|could|would|might|hope|if) (?:it|this|that|these|those) help",
    r"(?:to|will|can|could|would|(?<!im )(?<!is )(?<!hes )(?<!shes )ill|shell|hell|(?<!not )well"
    r"|theyll|shall|should|did|does|do|i|we|they|she|he|who|much|any|some|a|the|of|for|great|good|big|real|extra|home|self|legal|financial"
    r"|technical|tech|got|had|gave|given|getting|found|have|has|offer|offered|offering|giving"
    r"|give|was|been|little|further|online|your|ur|his|her|their|our|my|eich|dy|ei|am|wedi cael"
    r"|rhoi|o|let (?:me|us|him|her|them)|people|staff|volunteers?) help"
    r"(?: me| us)?",
    r"(?<!can )(?<!could )(?<!will )(?<!would )(?<!please )(?<!to )you help(?: me| us)?",
)  # fmt: skip
"""Taken out before a call for help is looked for."""

HELP = either(
    _HELP.replace("|helpu", ""),
    r"(?:g?allwch|fedrwch|g?elli|fedri) (?:chi|di)(?: plis)?(?: fy| ein)? helpu",
    r"in danger|(?:(?<!.)|(?:im|i am|we are|were) )in (?:\w+ )?trouble|mewn perygl|mewn trafferth"
    r"|mewn argyfwng",
)  # fmt: skip

FIRM_HELP = either(
    rf"{_ASK} (?:help|cymorth|gymorth)|please help|plis help|help (?:me|us|fi|please|pls|now|asap"
    r"|urgent|urgently|quick|quickly)|helpwch(?: fi| ni)?|helpa fi|helpme|in danger|mewn perygl"
    r"|(?:im|i am|we are|were) in (?:\w+ )?trouble",
)  # fmt: skip
"""Believed even in a message that is also another command."""

NOT_SOS = either(
    r"(?:the|my|an|a|sent|pressed|texted|no|about|for|by|that|this|press|send|text|use|type|is"
    r"|whats|what|does|reply|word|called|accidental|false|your|ignore|cancel|not|dont|didnt) sos",
    r"sos (?:contacts?|numbers?|buttons?|services?|exit|word|plan|test|testing|is|was|means?|by"
    r"|alert|alarm|message)",
)  # fmt: skip
SOS = either("sos", "mayday")

_TO_ME = r"(?:me|us)"
_HARMS = (
    r"(?:hit(?! (?:me|us) (?:up|that)(?!\S))|punched|kicked|attacked|stabbed|slapped|strangled"
    r"|choked|hurt|assaulted|raped|mugged|robbed|threatened|pushed|headbutted|groped|touched|spiked"
    r"|grabbed(?! (?:me|us) (?:a|an|some|the)(?!\S))|shot(?! me an?(?!\S))|bit|spat at|spat on"
    r"|beat(?= (?:me|us) up(?!\S)))"
)
_HARMED = (
    r"(?:attacked|assaulted|stabbed|robbed|mugged|raped|threatened|hurt|injured|chased|followed"
    r"|shot"
    r"|punched|kicked|kidnapped|spiked|beaten up|hit)"
)
_VERY = r"(?:(?:so|really|very|just|quite|pretty|bit|a|badly|too|been|got|feeling|feel|getting) )*"
_I_AM = r"(?:im|i am|i m|iam|we are|were|i feel|we feel|i was|feeling|i got)"
_I_HAVE = r"(?:ive|i have|weve|we have)"
_THEY_ARE = r"(?:is|are|hes|shes|theyre|someones|somebodys|has|got)"
_DW_I = r"(?:dw i|dwi|dwin|dw in|rwyn|rwy|rydw i|rydw in|rwyf|rwyf i|wi|win|dan ni|dyn ni|rydyn ni)"
_ONLY_SORRY = r"(?! (?:na|nad|bod|fod|mod|y|fydda|fyddaf|that)(?!\S))"  # "I'm afraid that..."
_MEANS_TO = r"(?:going to|gonna|trying to|threatening to|wants to|about to)"

NOW = either(
    # Who should come.
    rf"(?:needs?|send|get|call|calling|phone|ring|dial|want|fetch"
    rf"|contact)(?: \w+){{0,2}} {_WHO_COMES}",
    r"(?:call|calling|phone|ring|dial|need|get|galwch|galwa|ffoniwch|ffonia|angen) (?:999|112)"
    r"(?! (?:bus|number))",
    r"(?:called|rang|rung|phoned|dialled) (?:an |the )?(?:999|112|ambulance)",
    rf"(?:galwch|galwa|ffoniwch|ffonia|angen|eisiau|isio|anfonwch"
    rf"|gyrrwch)(?: am)?(?: yr?)? {_WHO_COMES}",
    r"(?:galwar|ffoniar) (?:heddlu|ambiwlans)",
    r"(?:ambulance|ambiwlans|police) needed|need a doctor|angen meddyg",
    r"(?<!.)(?:an )?(?:ambulance|ambiwlans)(?= (?:please|pls|now|quick|quickly|plis)(?!\S)|$)",
    # Fear and danger.
    rf"{_I_AM} {_VERY}(?:scared|frightened|terrified|petrified|unsafe|trapped|locked in)",
    r"(?<!.)(?:so |really |very )?(?:scared|frightened|terrified)(?= (?:please|pls|help)(?!\S)|$)",
    r"(?:im|i am|we are|were) not (?:feeling )?safe|(?:dont|do not"
    r"|not) feel(?:ing)? (?:very )?safe",
    r"(?:being|been|getting) (?:followed|chased|attacked|threatened|stalked|hurt|hit)",
    rf"(?<!for )(?:following|chasing|stalking|hitting|attacking|hurting|threatening|punching"
    rf"|kicking"
    rf"|strangling|choking|grabbing|touching|stabbing|beating) {_TO_ME}|follow(?:s|ed) {_TO_ME}",
    r"(?:has|got|have|had|hes|shes|with|pulled|pulled out|carrying|holding|waving) (?:a |an |the )?"
    r"(?:knife|gun|machete|weapon|blade|axe)(?! and fork)",
    rf"(?:wont|not|will not|refuse to) let(?:ting)? {_TO_ME} (?:go|leave|out)|locked {_TO_ME} in",
    rf"(?:he|hes|shes|she|they|theyre|man|someone|somebody|is|are) {_MEANS_TO} (?:kill|hurt"
    rf"|attack|hit"
    rf"|stab|rape|grab) {_TO_ME}",
    r"(?:kill|killing) (?:myself|himself|herself|themselves|themself)|suicidal|end my life",
    # Bodies.
    r"(?:cant|cannot|not|isnt|stopped|ddim yn|methu|trouble) (?:breathe|breathing|anadlu)",
    r"(?:having|having another|had) a (?:seizure|fit(?! of)|stroke|heart attack)|unconscious"
    r"|anymwybodol",
    r"cant get up(?! (?:early|in|at|that|to|there)(?!\S))|methu codi|methu symud",
    r"bleeding(?: badly| heavily| a lot)?|collapsed|wedi llewygu|gwaedu|cael ffit",
    # Welsh fear and danger.
    r"(?:yn )?fy nilyn(?: i)?|nilyn i|(?:yn )?dilyn (?:fi|ni)|ein dilyn",
    rf"{_DW_I} (?:yn )?(?:ofnus|ofni{_ONLY_SORRY}|mewn perygl|mewn trafferth|gwaedu|sownd)",
    rf"(?:mae|ma) (?:ofn arna(?: i|i|f)|arna(?: i|i|f) ofn|gen i ofn|ofn gen i){_ONLY_SORRY}",
    rf"{_DW_I} (?:yn )?(?:ofn|wedi dychryn){_ONLY_SORRY}|{_DW_I} wedi cael ofn",
    rf"{_DW_I} ddim (?:yn saff|yn ddiogel|yn teimlon? (?:yn )?(?:saff|ddiogel))",
    r"(?:cyllell|gyllell|chyllell)(?! a fforc)",
)  # fmt: skip
"""Cries of what is happening now."""

HARM = either(
    rf"{_HARMS} {_TO_ME}",
    rf"(?:{_I_AM}|{_I_HAVE}|was|been|just got) {_VERY}{_HARMED}",
    rf"{_THEY_ARE} (?:been |badly |really |got )*(?:hurt|injured)|(?:{_I_HAVE}"
    rf"|i) (?:badly )?hurt my\w*",
    rf"(?:{_I_HAVE}|i|has|hes|shes) (?:broke|broken) (?:my|his|her) (?:leg|arm|ankle|wrist|hip"
    rf"|foot)",
    r"wedi (?:brifo|anafu|fy nharo|nharo i|fy mwrw|mwrw i|fy mrifo|mrifo i|fy anafu|cael anaf"
    r"|cael dolur|cael niwed|fy mygwth|cael fy \w+)|di (?:brifo|anafu|nharo i)",
    r"ymosod arn\w+|ymosodwyd|(?:ymosododd|trawodd|tarodd|bwrodd) \w+ (?:fi|arna|arnaf|arnai)",
    r"(?:taro|bwrw|hitio|hito|pwnio|cicio|brifo|anafu|trywanu|bygwth) fi|(?:yn "
    r"|wnaeth \w+ )?(?:fy )"
    r"(?:nharo|mwrw|mhwnio|nghicio|mrifo|nhrywanu|mygwth)",
)  # fmt: skip
"""Cries of what has been done; "incident: he hit me" reports it, and OUT may look back on it."""

NOT_A_CRY = either(
    rf"{_NOBODY} (?:\w+ ){{0,2}}\w+ {_TO_ME}|no need (?:for|to)|it(?: just)? hit (?:me|us)",
    rf"(?:dont|do not|didnt|did not|doesnt|hasnt|havent|never|not|wont|isnt|wasnt|dim|ddim|heb"
    rf"|paid a)"
    rf"(?: being| been| got| going to)? (?:{_ASK}|call|ring|phone|galw|ffonio|{_HARMS}|following"
    rf"|hitting|hurting|hurt|attacked|injured|followed|in danger|wedi brifo|brifo|gyllell|bleeding"
    r"|collapsed|unconscious)",
    r"(?:wedi galwr?|called|rang|rung|phoned) (?:y |yr |the )?(?:police|heddlu)",
)  # fmt: skip
