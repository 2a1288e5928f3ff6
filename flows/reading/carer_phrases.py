"""The patterns behind `carer_words`, over flat words: lower case, no accents, no apostrophes,
a lone comma where somebody paused. One alternative a line; English, then Welsh."""

from __future__ import annotations

import re

from flows.reading.cry_words import either

WILL = re.compile(r"(?<=\w)'ll(?!\w)")
"""Or "I'll" would be "ill"."""
BREAK = re.compile(r"[,.;:!?()\n]+|\s-+\s|-{2,}")

_WHO = r"(?:he|she|they|hes|shes|theyre|theyve|k\d+|[a-z]\d+|been|was|is|has|were|are|be|o|hi|e)"
_VERY = r"(?:(?:really|very|so|quite|bit|a|been|just|always|still|being|too|pretty|proper) )*"
_NO = r"(?:not|no|isnt|wasnt|arent|never|nothing|without|dont|didnt|hasnt|havent|ddim|dim|heb)"

_NOT_A_COLD = (
    r"(?! (?:cold|cough|head\w*|tummy|stomach|night|back|leg|chest|ear\w*|tooth\w*|asthma|weather"
    r"|traffic|reaction|migraine|flu|bug|time|line|signal|day for)(?!\S))"
)

# --- Behaviour ---------------------------------------------------------------------------

BEHAVIOUR = either(
    r"grounded|grounding|naught(?:y|iness)|misbehav\w*|behaviou?rs?|behav(?:ed|ing|e) \w+",
    r"(?:play(?:ed|ing|s)?|act(?:ed|ing|s)?) up|acting out",
    rf"{_WHO} {_VERY}(?:kicking|kicked) off",
    r"punish\w*|sanction(?:ed|s)?|as a consequence|consequences|detention|time out",
    r"(?:lost|losing|lose|no|taken away|removed) (?:\w+ )?(?:privileges?|treats?)",
    r"(?:doesnt|dont|does not|do not|didnt|did not|hasnt|havent|not) (?:deserve|earn)\w*",
    rf"(?:hes|shes|theyre|been|being|was|is|so|very|really) {_VERY}(?:bad{_NOT_A_COLD}|rude|cheeky"
    rf"|defiant"
    r"|disrespectful|aggressive|violent|abusive|out of control|disruptive|destructive)",
    r"swearing|swore at|tantrums?|bad attitude|(?:his|her|their) attitude",
    r"(?:been |in a |in |got in(?:to)? |had a )(?:fighting|fights?) (?:at|with|in)|been fighting",
    r"(?:excluded|suspended|expelled)(?: from school)?|in trouble (?:at|with) (?:school|\w+)",
    r"(?:been )?(?:lying|lied|stealing|stole|stolen|shoplifting)",
    r"(?:wont|doesnt|didnt|not|isnt|refus\w+ to) (?:listen(?:ing)?|do as|behave)",
    r"smash(?:ed|ing) (?:up|things|stuff|(?:his|her|their|the))|trash(?:ed|ing) (?:his|her|the)",
    r"(?:hit|punched|kicked|bit) (?:his|her|their) (?:brother|sister|teacher|foster|friend)s?",
    r"teach (?:him|her|them) a lesson",
    # Welsh
    r"\w*gam(?:ymddwyn|fihafio)|\w*cam(?:ymddwyn|fihafio)|\w*fihafio|bihafio|ymddygiad|hymddygiad",
    r"(?:c|g|ch|ngh)osb\w*|drygionus|ddrygionus|(?:bod )?yn (?:hogyn |hogan "
    r"|blentyn )?ddrwg iawn",
    r"(?:wedi )?bod yn (?:hogyn |hogan |fachgen |ferch )?(?:ddrwg|ddigywilydd)|yn rhegi|strancio",
    r"ddim yn (?:haeddu|gwrando)|gwrthod gwrando|wedi bod yn ymladd|digywilydd",
)  # fmt: skip

MAYBE = either(
    r"meltdowns?|in (?:a |such a |one of (?:his|her|their) )(?:mood|strop|moods)|moody|stroppy",
    r"(?:kicking|kicked) off(?! (?:is|at|time)(?!\S))|told (?:him|her|them) off|telling off",
    r"hard work|hyper|challenging|difficult (?:today|week|day|morning|time)|refus(?:ed|ing) to"
    r"|mewn hwyliau drwg|anodd heddiw",
)  # fmt: skip
"""Not clear enough for a reason, but not for the volunteer either."""

NOT_BEHAVIOUR = either(
    rf"{_NO} (?:\w+ ){{0,3}}(?:behaviou?r|grounded|punish\w*|sanction\w*|naughty|ymddygiad)",
    r"(?:car|phone|wifi|internet|sat ?nav|back|knee|leg|tummy|belly|asthma|stomach|hay ?fever"
    r"|eczema|ears?|tooth|teeth|chest|throat|boiler|bus|buses|trains?|weather|app|laptop|lift"
    r"|heating|ankle|hip|engine|alarm)s? (?:is |are |has been |have been |been |was |keeps )?"
    r"(?:play|act)(?:ing|ed|s)? up",
    r"(?:weather|rain|traffic|roads?|signal|line|cold|cough|asthma|food|journey)"
    r" (?:is|was|has been|s) (?:\w+ )?bad|(?:not|isnt|wasnt) (?:too |so |that )?bad",
    r"sorry (?:if|to|for) (?:\w+ ){0,3}(?:rude|lying)|lying (?:down|in|on|awake)|(?:game|match"
    r"|party|film) (?:kicks|kicked|kicking) off|kick off|fighting (?:a|an|off) \w+",
    r"time out (?:of|from)|(?:been |being )?stolen (?:his|her|my|our|the) (?:car|bike|phone|bag)"
    r"|(?:car|bike|phone|bag|purse|wallet) (?:was |has been |been |got )?stolen",
)  # fmt: skip

# --- Illness -----------------------------------------------------------------------------

_ILL = r"(?:poorly|unwell|feverish|sick|ill|under the weather|off colour|rough|nauseous)"
ILLNESS = either(
    r"poorly|unwell|under the weather|off colour|feverish|illness|sickness",
    rf"(?:is|was|are|were|hes|shes|theyre|im|am|k\d+|been|be|being|feel|feels|feeling|felt|fell"
    rf"|fallen|taken|gone|so|very|really|quite|too|bit|both|all|still|and) {_ILL}",
    r"(?<!\S)(?:sick|ill)(?= (?:today|again|tonight|this)(?!\S)|$| ,)",
    r"(?:not|isnt|arent|wasnt|dont|doesnt) (?:feel(?:ing)? )?(?:very |too |so |at all )?well",
    r"(?:tummy|stomach|sickness|vomiting|nasty|a) bug|vomit\w*|(?:throwing|thrown|threw) up",
    r"d ?(?:&|and|n) ?v|diarrh\w+|upset (?:tummy|stomach|belly)|(?:tummy|stomach|belly) (?:is )?"
    r"(?:upset|ache|pains?|hurts?)",
    r"(?:high |a )temperature|fever|flu|covid|chicken ?pox|measles|mumps|scarlet fever|impetigo",
    r"(?:a|the|got|bad|heavy|nasty|stinking|streaming) cold(?! (?:day|one|drink|water|morning"
    r"|weather|out|outside|in|and wet))",
    r"infection|tonsillitis|bronchitis|pneumonia|headaches?|migraines?|tooth ?ache|ear ?ache"
    r"|sore throat|rash|conjunctivitis|asthma attack|head ?lice|nits|hand foot and mouth|croup",
    r"(?:in|at|to|taken to|going to|been to) (?:the )?(?:hospital|a ?(?:&|and) ?e)|operation"
    r"|broke(?:n)? (?:his|her|their|my|an?) \w+|sprained (?:his|her|their|my) \w+",
    # Welsh
    r"\w*n sal|\w*n dost|salwch|afiechyd|anhwylus|\w*n anhwylus|ddim yn (?:dda|teimlon dda|hwylus)",
    r"\w*n teimlon sal|chwydu|taflu i fyny|cyfog\w*|gwres uchel|annwyd|ffliw|dolur rhydd"
    r"|dolur gwddw?"
    r"|poen bola?|bola? tost|stumog|cur pen|pen tost|pigyn clust|brech yr ieir|peswch|haint|byg",
    r"yn yr ysbyty|ir ysbyty|i r ysbyty|wedi torri ei \w+",
)  # fmt: skip

NOT_ILLNESS = either(
    rf"{_NO} (?:really |been |feeling |that |actually |too |so |yn )*(?:{_ILL}|illness|sal|dost"
    r"|a cold|a bug|a temperature)",
    r"sick (?:of|and tired|to death)|sick (?:as in|trick|tune)|car ?sick(?:ness)? (?:pills"
    r"|tablets)",
    r"(?:was|were|been) (?:ill|sick|poorly|unwell) (?:last (?:week|month|year)|but (?:\w+ )?(?:ok"
    r"|okay|fine|better))|(?:all |much |feeling )better now|feels? better",
    r"ill (?:be|have|let|need|get|take|bring|ring|call|do|see|ask|try|tell|send|pick|drop|go|come"
    r"|make|give|not|just|also|keep|check|text|message|speak|wait|find|look|meet)",
)  # fmt: skip

# --- Something unexpected ----------------------------------------------------------------

_DOCTORS = (
    r"(?:hospital|doctors?|gp|dentists?|dental|orthodontist|opticians?|clinic|camhs|paediatrician"
    r"|consultant|specialist|emergency|urgent|medical|physio|health|nurse)"
)
UNEXPECTED = either(
    r"funerals?|died|passed away|bereave\w*|(?:a |sudden )death|death in|family emergency|emergency"
    r"|accident|unexpected(?:ly)?|(?:something|things) (?:has |have |s )?(?:come|came|cropped) up",
    rf"{_DOCTORS} (?:appointment|appt|app|visit|check ?up)s?|appointment (?:at|with) (?:the )?"
    rf"{_DOCTORS}|(?:at|to|see|seeing) the (?:dentist|doctor|gp|orthodontist|optician)s?",
    r"(?:broken|broke|breaking) down|break ?down|flood(?:ed|s|ing)?|snow(?:ed|ing|storm)?|storms?"
    r"|power cut|burst pipe|no (?:heating|power|electric\w*)|boiler (?:has )?(?:gone|broken|burst)",
    r"(?:in|at|to|has|got) court|court (?:date|hearing|case)|school (?:is |has )?(?:shut|closed)"
    r"|train strikes?"
    r"|(?:lac|cla|looked after) review|(?:family|contact) (?:contact|visit|time) (?:has |was |is )?"
    r"(?:moved|changed)|contact (?:has |was |is )?(?:been )?(?:moved|changed)",
    # Welsh
    r"angladd|cynhebrwng|wedi marw|profedigaeth|damwain|argyfwng|llifogydd|eira|storm|annisgwyl"
    r"|wedi torri (?:i )?lawr|car wedi torri|deintydd|apwyntiad (?:\w+ )?(?:ysbyty|meddyg|deintydd"
    r"|doctor)|llys|rhywbeth wedi codi",
)  # fmt: skip

NOT_UNEXPECTED = either(
    rf"{_NO} (?:an? )?(?:emergency|accident|argyfwng|damwain)|in case of (?:an )?emergency"
    r"|emergency (?:contacts?|numbers?)|by accident|storm troopers?|crazy golf court|food court"
    r"|tennis court|(?:ice|roller) (?:rink|skating)",
)  # fmt: skip

# --- Moving a visit, and when the next one is --------------------------------------------

_DAYS = (
    r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?|today|tomorrow|tonight|weekend"
    r"|the \d+\w*|this (?:one|time|week|visit|weekend)|next \w+|it|that|the visit|that day"
)
_CANT = (
    r"(?:cant|cannot|can not|wont|couldnt|unable to|not able to"
    r"|dont think (?:we|he|she|they|i) can)"
)
MOVES = either(
    rf"{_CANT} (?:really )?(?:do|make|manage|come|go|see|have|be able to)"
    rf"(?: (?:the |this |on )?(?:{_DAYS})|$| ,| \w+ (?:on|this|visit)| anymore| after all)",
    r"(?:need|have|got|like|want|hoping|possible|able|going|wish|ask) to (?:move|cancel|rearrange"
    r"|reschedule|postpone|change|put off|call off|swap|miss|skip)(?! (?:his|her|their|my|your|our"
    r"|the)"
    r" (?!visit)\w+)",
    r"(?:can|could|shall|should|may|please|must) (?:we |i |you |it |this |the |visit )*(?:move"
    r"|cancel|rearrange|reschedule|postpone|change|put off|call off|swap|skip)(?! (?:his|her|their"
    r"|my|your|our|the) (?!visit)\w+)",
    r"cancel (?:\w+ )?(?:visits?|it|saturday|sunday)|"
    r"(?:reschedul|rearrang|postpon|cancell?)(?:e|ed|ing) (?:\w+ )?(?:visit|saturday|sunday|it)",
    r"(?:another|different) (?:day|time|date|weekend)|no visit|(?:visit|it) (?:is |has to be |will"
    r" have to be |needs to be |must be )(?:off|moved|cancelled|canceled)",
    r"(?:stopping|stopped|cancelling|cancelled|taking away|taken away|losing|lost|stop|take away)"
    r" (?:\w+ )?(?:visits?|saturday|sunday)|(?:isnt|not|wont be) (?:going|coming|allowed)"
    r"(?: \w+){0,3}",
    # Welsh
    r"(?:methu|ddim yn gallu|fedrwn? ni ddim|alla i ddim|allwn ni ddim)(?: \w+){0,2} (?:gwneud|dod"
    r"|mynd|dydd \w+|sadwrn|sul|fory|yfory|heddiw|ymweliad)|angen (?:symud|newid|canslo|gohirio)"
    r"|gawn ni (?:symud|newid)|diwrnod arall|amser arall|aildrefnu|gohirio",
)  # fmt: skip
NOT_MOVES = either(r"(?:dont|do not|no need to) (?:need to )?(?:move|cancel|change|rearrange)")

ASKS_WHEN = re.compile(
    r"(?<!\S)(?:(?:when|what (?:day|date|time)|which day) (?:is|are|s|was|does|do|will)"
    r"(?: \w+){0,4} (?:visits?|visiting)|whens (?:\w+ ){0,3}visit|next visit"
    r"|pryd(?: \w+){0,3} ymweliad"
    r"|ymweliad nesaf|(?:when|what day) (?:is|are) (?:\w+ ){1,2}(?:next )?coming next)(?!\S)"
)

NOT_YET = re.compile(
    r"(?:no|not|nope|na|nah)?(?: ?(?:not yet|not now|not sure(?: yet)?|yet|none|i )?)?(?:i )?"
    r"(?:dont know(?: yet)?|do not know(?: yet)?|no idea|unsure|unknown|not sure(?: yet)?|none"
    r"|will let you know|let you know|cant say(?: yet)?|later|another time|ddim eto|dim eto"
    r"|dwi ddim yn gwybod|dim syniad|nage|nac oes|naddo)?(?: (?:sorry|thanks|thank you))?"
)
