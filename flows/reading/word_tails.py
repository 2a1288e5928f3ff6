"""Words that may, and must not, follow a command, as data. Plain text, "|" between phrases."""

from __future__ import annotations

POLITE = tuple(
    tuple(p.split())
    for p in (
        "please|pls|plz|thanks|thank you|thankyou|thx|ta|cheers|x|xx|now|then|mate|sorry"
        "|diolch yn fawr|diolch|plis|os gwelwch yn dda|nawr|rwan|thanks all"
    ).split("|")
)
"""After any command these change nothing, and are not kept."""

AGREEING = frozenset(
    tuple(p.split())
    for p in "i am|we are|i have|i did|yes|yes i am|ydw|mi ydw|dw i|dwi|rydw i".split("|")
)
"""What repeats a YES: "yes I am"."""

GREETINGS = frozenset("hi hello hey hiya helo shwmae haia".split())

OUT_TAILS = tuple(
    tuple(p.split())
    for p in (
        "all good|all fine|all ok|all okay|all well|all safe|all done|good|fine|ok|okay|great|safe"
        "|safely|safe and well|safe and sound|and safe|and well|and all good|and all well|and "
        "dry|now"
        "|now safe|again|home|home safe|home now|back home|both home|thanks|thanks all|thank you"
        "|thankyou|thx|ta|cheers|x|xx|bye|good night|goodnight|night night|nos da|hwyl|diolch"
        "|diolch yn fawr|yn saff|yn ddiogel|saff|yn iawn|iawn|nawr|rwan|adref|adre|popeth yn iawn"
        "|popeth yn dda|everything fine|everything ok|everything good|everything is fine"
        "|everyone safe|everyone ok|everyone fine|everyone well|no problems|no issues|no concerns"
        "|no incidents|no costs|no expenses|visit over|visit finished|visit done|visit went well"
        "|visit was good|visit was great|visit was lovely|visit was fine|sorry|so sorry|forgot"
        "|i forgot|id forgotten|forgot to text|forgot to say|forgot to send|i forgot to text"
        "|i forgot to say|no signal|had no signal|i had no signal|phone died|my phone died"
        "|battery died|my battery died|sori|wedi anghofio|anghofiais|dim signal"
    ).split("|")
)
"""What may follow OUT and still be OUT, without punctuation between."""

OUT_OPENERS = frozenset(
    "all good great fine safe safely thanks thank cheers ta lovely brilliant brill had nice fab "
    "fun "
    "really bye night goodnight receipt receipts cost costs spent finished dropped enjoyed "
    "nothing popeth diolch nos wedi da hyfryd x xx iawn saff amser".split()
)
"""How a sentence after "out," begins when it tells of a visit that is over.

Names and "with" are not among them: "out, with Kai at bowling" may tell us they are out.
"""

OUT_VETO = frozenset(
    "not isnt arent wasnt cant cannot couldnt dont wont havent hasnt never help stuck "
    "lost hurt scared police ambulance hospital emergency danger missing still yet "
    "nearly almost soon later until till leaving leave heading way waiting mins minutes "
    "hour hours going if when unless about by tomorrow maybe think hope should will ill "
    "far ddim heb dal bron cyn yfory helpwch mynd erbyn ar methu ynglyn munud awr".split()
)
"""Any of these after OUT, HOME or SAFE, and it is asked rather than believed."""

IN_BLOCKED = tuple(
    tuple(p.split())
    for p in (
        "a bit|a mo|a moment|a min|a minute|a sec|a second|a while|a tick|a jiffy|a meeting"
        "|a rush|a hurry|a panic|a state|a word|an emergency|an ambulance|an accident|case"
        "|trouble|danger|need|pain|hospital|a and e|fact|short|general|order|theory|hindsight"
        "|addition|my|your|which|that case|tears|bits|shock|touch|charge|future|advance|time"
        "|the morning|the afternoon|the evening|the end|the meantime|the event|the past"
        "|the future|the middle|person|one piece|not|or|no|out|love|bed|the bath|fairness|other"
        "|particular|practice|progress|regards|reply|response|soon|total|two minds|vain|what"
        "|a couple|later|tomorrow|again|on|with|eiliad|munud|chwarter|ychydig|argyfwng|perygl"
        "|trafferth|gwirionedd|and out"
    ).split("|")
)
"""English or Welsh phrases that merely begin with IN."""

HELP_ECHOES = frozenset(
    "help helpme helpwch me us fi ni please pls plz plis now asap urgent urgently quick quickly "
    "sos thanks nawr rwan".split()
)
"""Words after HELP that say no more than it does."""

SOS_ECHOES = frozenset("sos help please pls plz plis now nawr rwan emergency 999".split())
SOS_OPENERS = frozenset(
    "please pls help here at in im i we now come police someone is dwi dw yn need needed "
    "ambulance".split()
)
SOS_BLOCKED = frozenset(
    "contact contacts number numbers button service services exit "
    "word plan test testing is was means".split()
)

FREE_BLOCKED = frozenset(
    "is was were has had are isnt wasnt b c to of and or free number then than that "
    "which will would it".split()
)
"""A noun followed by one of these is the subject of a sentence, not a command."""

RELAY_BLOCKED = frozenset(
    "says said say thinks asks asked wants wanted rang called texted told hasnt doesnt didnt wont "
    "cant couldnt isnt wasnt never not and who centre center dweud yn wedi".split()
)
"""After "carer" or "visitor" these tell us of them."""

REACH_BLOCKED = frozenset(
    "you the a it menu my this that needed required necessary your page site ok".split()
)

NOT_NAMES = frozenset(
    "who what it this that there here nobody noone nothing none neither not if when hope "
    "think hopefully where how why which home everything one i im ive id a an the as is be "
    "been being am are was so to in on at for and but or no yes all both very really quite "
    "just now then once always usually also feel feels stay stays keep keeps play travel "
    "drive get gets got have has arrive arrived reach return returned reached made make "
    "fail food water vault road house room place space route bet zone distance journey trip "
    "travels flight hands side haven guard safer safely until since maybe probably perhaps "
    "think sure say says said its thats hes shes you youre your we were weve my our their "
    "his out near because eventually soon ok okay cadw teimlo cyrraedd popeth pob rhaid dim "
    "nid ddim ydy ydi yw oes ai mae maen mi fe ni fi ti chi gan wedi yn am os pan pryd pwy "
    "beth hyn hynny hwn hon bod fod rwy rwyn rwyf dwi dwin dw rydw wi win gobeithio pretty "
    "visit phone mobile anyone anybody car bus train drop dropped tried rang "
    "rung texted called left seems looks sounds feels area bro bruv man fam lad hun love babe "
    "lol tbh indoors inside upstairs downstairs today tonight heno heddiw".split()
)
"""What may not stand before "is safe": "who is safe" is a question, "stay safe" a wish."""

NAMELESS = frozenset(
    "she he they her him them everyone everybody everyones hi hithau o ef fo nhw pawb mum mam mom "
    "mummy dad tad daddy sister brother wife husband daughter son partner girlfriend boyfriend "
    "gran nan nana friend mate flatmate housemate line number merch mab gwraig gwr chwaer "
    "brawd ffrind".split()
)
"""Who may be well or not answer, and is not named by it."""

REACH_FILLERS = frozenset(
    "yet still now at on either again phone mobile number line anyone anybody all sorry today "
    "tonight eto dal ffon symudol arni arno arnyn hi o fo fe nhw work home".split()
)
"""What may stand after "can't reach" that is not whom."""

MORE_TRIGGERS = frozenset(
    "more late another extra longer extend mwy hwyr arall rhagor delayed ychwanegol".split()
)
MORE_AROUND = MORE_TRIGGERS | frozenset(
    "i im ill we were well be will going gonna to need needs want running run can have "
    "got give me by about approx around for a an and maybe prob probably please pls "
    "sorry plz thanks hi just at least or so yn dwi dwin dw in bydda byddaf angen isio "
    "eisiau rhedeg o tua bydd munud awr am add time my visit on yes ok mins min minutes".split()
)
"""The only words that may surround a length of time in "running late, about 20 mins"."""

AROUND_A_LENGTH = frozenset(
    "about approx around another extra only just maybe probably prob say give me need ill be i "
    "please pls plz sorry thanks thx plis diolch tua rhyw sori hi x more or so bydda byddaf "
    "angen rhowch i mi".split()
)
"""What may stand around "10 mins" sent alone."""

PLEASANT = frozenset(
    "all good great fine safe safely thanks thank cheers ta lovely brilliant brill had nice fab "
    "fun "
    "really everything everyone both home bye night goodnight visit finished was enjoyed popeth "
    "diolch nos wedi da hyfryd x xx xxx iawn saff amser ok okay well and done now again a an the "
    "time day afternoon evening morning we i you so much very such lot of bit see ya next month "
    "week "
    "weekend happy is are that it went yn fawr dda wych thankyou thx please pls no problems issues "
    "concerns back safe sound".split()
)
"""A note made only of these needs nobody's attention."""
