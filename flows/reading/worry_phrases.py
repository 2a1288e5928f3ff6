"""The patterns behind `carer_words` for what must not reach the other: a worry about them, a way
to reach them unseen; and for danger, which must reach everybody. Written as `carer_phrases`."""

from __future__ import annotations

import re

from flows.reading.cry_words import either

THEM = "_iv_"
"""Stands for the volunteer's name."""

_CHILD = r"(?:him|her|them)"
_BODY = (
    r"(?:ankles?|knees?|arms?|legs?|foot|feet|hands?|fingers?|toes?|head|back|wrists?|nose|tooth"
    r"|elbow|shoulder|hip|thumb|neck|eyes?|ears?|chin|lip|mouth|face|tummy|ribs?)"
)

# --- A worry about the volunteer ---------------------------------------------------------

_IV = (
    rf"(?:{THEM}|(?:the |our |his |her |their |this |that )?(?:volunteers?|visitors?|iv|befriender"
    r"|independent visitor)s?)"
)
_SOMEBODY = rf"(?:{_IV}|he|she|they|him|her|them|hes|shes|theyre|how (?:he|she|they|{THEM}))"
_MINDS = (
    r"(?:worried|concerned|uneasy|uncomfortable|unhappy|suspicious|not happy|not comfortable"
    r"|not sure|not keen|bad feeling|funny feeling|worry|worries|concerns?|doubts)"
)
WORRY = either(
    rf"{_MINDS} (?:\w+ ){{0,2}}(?:about|with|of|over|by|regarding) (?:\w+ ){{0,3}}?{_SOMEBODY}",
    rf"{_MINDS} (?:about|with|over|by) (?:the |this |that |what |how |something |her |his )*"
    r"(?:visits?|happened|something|said|matters?)",
    r"(?:a|my|have|got|some|raise|serious|real) (?:big |serious |real )?(?:concerns?|worry"
    r"|complaints?)|complain(?:t|ts|ing)?|allegations?|alleg(?:ed|es|ing)|accus\w+|disclos\w+"
    r"|safeguarding|abus(?:e|ed|ing)|inappropriate\w*|groom(?:ed|ing)|lado|whistle ?blow\w*",
    rf"(?:dont|do not|doesnt|didnt|cant|never) (?:really )?(?:trust|like|want) (?:\w+ ){{0,2}}"
    rf"{_IV}",
    rf"(?:doesnt|does not|dont|wont|will not|didnt) (?:want|go|like)(?: to)?(?: \w+){{0,3}}"
    rf" (?:with |see )?{_IV}",
    rf"(?:hurt|hit|touched|smacked|slapped|pushed|grabbed|kissed|threatened|kicked|punched|hurting"
    rf"|hitting|touching) {_CHILD}(?! (?:\w+ )?{_BODY})",
    rf"(?:shout(?:ed|s|ing)|sw(?:ore|earing|ears)|yell(?:ed|ing)) at {_CHILD}",
    rf"{THEM} (?:\w+ )?(?:hurt|hit|touched|smacked|slapped|pushed|grabbed|shouted|swore|lied|kissed"
    r"|threatened|scared|frightened|upset)",
    rf"(?:scared|frightened|afraid|terrified|wary) of {_SOMEBODY}",
    r"(?:came|come|comes|coming|got|gets|been|was|is|went) (?:home|back|in)(?: \w+){0,2}"
    r" (?:upset|crying|in tears|distressed|scared|shaken|drunk|bruised|hurt|frightened|late again"
    r"|withdrawn|smelling|stinking|wet|hungry|different|quiet|angry|with a bruise|with bruises)",
    r"(?:upset|crying|in tears|distressed|withdrawn|shaken|different|scared) (?:after|ever since"
    rf"|since|by|because of) (?:\w+ ){{0,3}}?(?:visits?|last|{_SOMEBODY})",
    r"bruis(?:e|es|ed|ing)|marks? on (?:his|her|their)|(?:told|asked|asking|tells) (?:him|her|them)"
    r" not to tell|keep(?:ing)? (?:it |a |this |secrets? )*secret|secrets? from",
    r"(?:gave|given|giving|gives|bought|offered) (?:him|her|them) (?:\w+ )?(?:alcohol|money|cash"
    r"|cigarettes?|vapes?|drink|drugs|weed|a phone|presents)",
    r"(?:smel(?:t|led|ls|ling)|stank|reek\w+) (?:\w+ )?of (?:alcohol|drink|beer|booze|weed"
    rf"|cannabis|smoke)|{_SOMEBODY} (?:\w+ )?(?:was |is |been )(?:drunk|drinking|high|on drugs)",
    rf"took {_CHILD} (?:back )?(?:to )?(?:his|her|their|{THEM}) (?:own )?(?:house|home|flat)"
    rf"(?! (?:early|late))",
    # Welsh
    rf"(?:poeni|pryderu|pryderus|bryderus|gofidio|anhapus)(?: \w+){{0,2}} (?:am|gyda|efo)"
    rf"(?: \w+){{0,3}}? (?:{THEM}|gwirfoddolwr|ymwelydd|hi|fo|fe|ef|beth)",
    r"(?:p|b|mh|ph)ryder(?:on)?|cwyn|cwyno|cam ?drin|amhriodol|honiad|wedi (?:ei )?(?:gyffwrdd"
    r"|brifo fo"
    r"|brifo hi"
    r"|ei frifo|ei brifo|ei tharo|ei daro)|gweiddi arn\w+",
    r"wedi (?:dod|cyrraedd) (?:adref|adre|gartref|nol|yn ol)(?: yn)? (?:\w+ )?(?:ypset|crio|drist"
    r"|ofnus|feddw)|(?:ypset|crio) ar ol",
    rf"ofn {THEM}|ddim yn trystio|ddim yn (?:ymddiried|hoffi) {THEM}|clais|cleisiau",
)  # fmt: skip

NOT_WORRY = either(
    r"no (?:concerns?|worries|complaints?|worry|problem|doubts?)|not (?:worried|concerned|a worry)"
    r"|dont (?:worry|be worried)|(?:sorry|hate) to (?:worry|complain|bother)|cant complain"
    r"|no need to worry|nothing to worry about|not complaining|never complains?",
    r"upset (?:tummy|stomach|belly)|(?:dim|heb|paid a) (?:\w+ )?(?:pryder|cwyn|phoeni|poeni)",
    r"travel ?sick\w*|worried (?:about|that) (?:the )?(?:traffic|rain|weather|snow|time|parking"
    r"|bus|buses|train|car|roads?|late|getting|being late)",
)  # fmt: skip

# --- Danger ------------------------------------------------------------------------------

DANGER = either(
    r"(?:run|ran|running|runs) (?:off|away)(?! (?:to|for|with|on|his|her|my|early|soon|now"
    r"|shortly|home|quick|quickly|and get)(?!\S))",
    r"(?:run|ran|running) off on (?:me|us|\w+self)|absconded|bolted|legged it|awol",
    r"(?:gone |went |is |hes |shes |theyre |been |reported |still )missing(?! (?:\w+ )?(?:you|out"
    r"|his|her|their|the|a|school|class|lesson|dinner|tea|coat|bag|phone|inhaler)(?!\S))",
    r"disappeared|vanished|lost (?:him|them|k\d+|her(?= (?:in|at|near|by|on|,)|$))",
    r"(?:cant|cannot|can not|couldnt) (?:find|see) (?:him|her|them|k\d+)(?! (?:\w+ )?(?:coat|bag"
    r"|phone|shoes?|inhaler|jacket|number|meds|medicine|bus|key|keys)(?!\S))",
    rf"(?:hes|shes|theyre|k\d+ is|k\d+s|he is|she is|has been|got|been|badly|really) (?:badly "
    rf"|really"
    rf" |been |got )*(?:hurt|injured)(?! (?:his|her|their) {_BODY}(?!\S))",
    r"unconscious|not breathing|stopped breathing|cant breathe|collapsed|chok(?:ing|ed)|seizure"
    r"|having a fit|bleeding|overdose[ds]?|anaphyla\w+|asthma attack|heart attack",
    r"(?:having|had|has) (?:an? )?(?:\w+ )?allergic reaction",
    r"(?:hit|knocked (?:down|over)) by a (?:car|bus|van|bike|lorry)|car (?:crash|accident)"
    r"|(?:call|ring|get|need|phone|called|rang|send)(?: \w+){0,2} (?:ambulance|police|999)|999|112",
    r"(?:wants?|trying|tried|going|threaten\w+) to (?:hurt|kill|harm) (?:him|her|them)sel\w+"
    r"|self ?harm\w*|suicid\w+|has a knife|got a knife",
    # Welsh
    r"wedi (?:rhedeg|dianc|mynd) (?:i ffwrdd|bant)|ar goll|wedi diflannu|methu dod o hyd i"
    r"|wedi (?:brifo|anafu|cael anaf)|anymwybodol|ddim yn anadlu|methu anadlu|gwaedu|tagu"
    r"|ambiwlans|heddlu|wedi llewygu|cael ffit",
)  # fmt: skip

NOT_DANGER = either(
    r"(?:not|isnt|wasnt|arent|nobody|no one|never|dont|hasnt|didnt) (?:\w+ )?(?:hurt|injured"
    r"|missing|run(?:ning)? (?:off|away)|bleeding|call|need)",
    r"(?:police|fire|ambulance) (?:station|museum|cadets|band|dogs?|cars?)|emergency contacts?",
)  # fmt: skip

# --- Ways to reach each other ------------------------------------------------------------

_DIGIT = r"(?:oh|zero|nought|one|two|three|four|five|six|seven|eight|nine|double|treble|triple)"
_STREET = (
    r"(?:street|st|road|rd|avenue|ave|lane|ln|close|drive|dr|crescent|cres|terrace|gardens"
    r"|grove|mews|square|sq)"
)
CONTACTS = (
    re.compile(r"(?<!\w)\+?\d(?:[\s().-]{0,2}\d){8,}"),
    re.compile(rf"(?:\b{_DIGIT}\b[\s,-]*){{6,}}"),
    re.compile(
        r"[\w.+-]{1,64}@[\w-]{1,64}\.\w|\b\w{1,40} ?(?:\(at\)| at ) ?\w+ ?(?:\(dot\)| dot ) ?\w+"
        r"|(?<!\w)@\w{3,}"
    ),
    re.compile(r"https?://|\bwww\.|\bwa\.me\b|\bt\.me\b"),
    re.compile(
        r"\b(?:whats ?app|snap(?:chat)?|insta(?:gram)?|facebook|messenger|tik ?tok|telegram)\b"
    ),
    re.compile(
        r"\b(?:my|your|her|his|their|yr|ur|the carers?|the volunteers?) (?:own |mobile |phone "
        r"|home |personal |whatsapp )*(?:number|mobile no|e-?mail|address|postcode)\b"
    ),
    re.compile(r"\b[a-z]{1,2}\d[a-z\d]?\s?\d[abd-hjlnp-uw-z]{2}\b"),
    re.compile(
        rf"\b\d{{1,4}}[a-z]?,?\s+(?!(?:min|mins|minutes?|hours?|hrs?|pm|am|of|to|or|more|past|and"
        rf"|till?|until|people|miles?|o)\b)(?:[a-z']+\s+){{1,3}}{_STREET}\b(?!\s+(?:to|by|in|with)"
        r" )"
    ),
    re.compile(r"\b\d{1,4}[a-z]?,?\s+(?:heol|ffordd|stryd|lon|rhodfa|clos|maes|cilgant)\s+\w+"),
    re.compile(r"\bfy (?:rhif|nghyfeiriad|e-?bost)\b|\b(?:dy|eich) (?:rif|rhif|gyfeiriad)\b"),
)
"""Over the plain text, with its signs: phone numbers, e-mails, accounts, links, addresses."""
