"""The vocabulary of times: English and Welsh, as patterns over plain text (see `flows.typed`).

Plain text is lower case and has no accents. Welsh number words are given with the mutations
that stand after "i", "am" and "tua".
"""

from __future__ import annotations

import re

HOURS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "un": 1, "dau": 2, "dwy": 2, "ddau": 2, "ddwy": 2, "tri": 3, "tair": 3, "dri": 3, "dair": 3,
    "thri": 3, "thair": 3, "pedwar": 4, "pedair": 4, "bedwar": 4, "bedair": 4, "phedwar": 4,
    "pump": 5, "pum": 5, "bump": 5, "bum": 5, "phump": 5, "chwech": 6, "chwe": 6, "saith": 7,
    "wyth": 8, "naw": 9, "deg": 10, "ddeg": 10, "un ar ddeg": 11, "unarddeg": 11,
    "deuddeg": 12, "ddeuddeg": 12,
}  # fmt: skip

COUNTS = HOURS | {
    "a": 1, "an": 1, "couple of": 2, "a couple of": 2, "couple": 2, "a couple": 2,
    "fifteen": 15, "twenty": 20, "twenty five": 25, "thirty": 30, "forty": 40, "forty five": 45,
    "fifty": 50, "sixty": 60, "ninety": 90, "deng": 10, "pymtheg": 15, "bymtheg": 15,
    "ugain": 20, "hugain": 20, "pum munud ar hugain": 25, "tri deg": 30, "deg ar hugain": 30,
    "pedwar deg": 40, "pedwar deg pump": 45,
}  # fmt: skip

MINUTES = {
    "five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "twenty five": 25, "thirty": 30,
    "thirty five": 35, "forty": 40, "forty five": 45, "fifty": 50, "fifty five": 55,
    "half": 30, "quarter": 15, "hanner": 30, "hanner awr": 30, "chwarter": 15, "pum": 5,
    "deg": 10, "deng": 10, "ugain": 20, "pum munud ar hugain": 25,
}  # fmt: skip


def either(words: list[str] | dict[str, int]) -> str:
    """A pattern for any of the words, the longest first; a space also takes a hyphen."""
    longest_first = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(w.replace(" ", r"[\s-]+") for w in longest_first) + ")"


HOUR_WORD = either(HOURS)

PART = (
    r"(?:\s*(?P<half>a\.?m\b\.?|p\.?m\b\.?|yb\b|yp\b|yh\b)"
    r"|\s+(?P<part>(?:in\s+the|this|at)\s+(?:morning|afternoon|evening|night)\b"
    r"|(?:yn\s+y|y|yr|o'r|gyda'r)\s+(?:bore|prynhawn|hwyr|nos)\b))"
)

OCLOCK = r"(?:\s*o\s?'?\s?clock\b|\s*o'?r\s+gloch\b)"

_MINUTE_WORD = r"(?:five|ten|twenty(?:[\s-]+five)?|quarter|a\s+quarter)"
_EVEN_MINUTE = r"(?:0?5|10|15|20|25)"
_MIN = r"(?:\s*min(?:ute)?s?)"
_ENGLISH_SHIFT = (
    rf"half(?:\s*-?\s*past)?|(?:{_MINUTE_WORD}{_MIN}?|[0-9]{{1,2}}{_MIN})\s*(?:past|to)"
    rf"|{_EVEN_MINUTE}\s*past"
)
_WELSH_SHIFT = (
    r"hanner(?:\s+awr)?\s+wedi"
    r"|(?:chwarter|pum\s+munud\s+ar\s+hugain|(?:pum|den?g|ugain|[0-9]{1,2})\s+munud)"
    r"\s+(?:wedi|i)"
)

# "10 to 4" is ten minutes before four when a time is asked for, but a range in a plan.
TO_MINUTES = rf"|{_EVEN_MINUTE}\s*to"

_COLON = r"(?P<ch>[01]?[0-9]|2[0-4])[:.](?P<cm>[0-5][0-9])|(?P<hh>1[3-9]|2[0-3])h(?P<hm>[0-5][0-9])"
_COMPACT = (
    r"(?P<k4>(?:[01][0-9]|2[0-4])[0-5][0-9])(?:\s*(?:hrs|hours|h)\b)?|(?P<k3>[1-9][0-5][0-9])"
)
_SPACED = r"(?P<sh>1[0-2]|[1-9])\s+(?P<sm>[0-5][05])(?![0-9])"
_SPOKEN = (
    rf"(?P<wh>{HOUR_WORD})[\s-]+"
    r"(?P<wm>(?:fifteen|thirty|forty|twenty|fifty)(?:[\s-]+five)?)"
)
_HOUR = rf"(?P<h>{HOUR_WORD}|1[0-9]|2[0-3]|0?[1-9])"
_NOON = r"(?P<noon>(?:12\s*)?(?:noon|mid-?day)\b|hanner\s+dydd\b|[cg]anol\s+dydd\b)"
_MIDNIGHT = r"(?P<midnight>(?:12\s*)?mid-?night\b|hanner\s+nos\b|[cg]anol\s+nos\b)"

UNIT = (
    r"(?!\s*(?:%|\u00b0|p\b|pounds?\b|quid\b|miles?\b|km\b|kg\b|m\b|mins?\b|minutes?\b|h\b|hrs?\b"
    r"|hours?\b|munud|funud|awr\b|oriau\b|people\b|of\b|kids\b|children\b|years?\b|yrs?\b|x\s?[0-9]"
    r"|friends?\b|mates?\b|adults?\b|tickets?\b|(?:-\s?|\s)a[\s-]+side|ffrind(?:iau)?\b"
    r"|plant\b|ohonom|ohonon|o\s+bobl|blwydd|milltir|days?\b|weeks?\b|diwrnod|wythnos))"
)


def face_pattern(*, ranges: bool) -> re.Pattern[str]:
    """Finds one clock time. With `ranges`, "10 to 4" is left to be two of them."""
    shift = _ENGLISH_SHIFT + ("" if ranges else TO_MINUTES) + "|" + _WELSH_SHIFT
    core = "|".join((_COLON, _COMPACT, _SPACED, _SPOKEN, _HOUR))
    return re.compile(
        r"(?<![\w\u00a3$\u20ac#+'])(?<![0-9][.:/,])"
        rf"(?:{_NOON}|{_MIDNIGHT}|(?:(?P<shift>{shift})\s*-?\s*)?(?:{core})"
        rf"(?P<clock>{OCLOCK})?{PART}?(?P<ish>\s*-?\s*ish)?)"
        rf"(?!\w)(?![.:/][0-9])(?!'){UNIT}"
    )


LOOSE = re.compile(
    rf"(?<![\w\u00a3])(?P<shift>half\s*-?\s*past|(?:{_MINUTE_WORD}|{_EVEN_MINUTE}){_MIN}?\s*(?:past|to)"
    rf"|{_WELSH_SHIFT})(?=\W*$)"
)
"""Minutes past or to an hour that is not said, at the end of the text: "quarter past"."""

MARK = re.compile(
    r"(?:(?<![\w'])(?:until|till|'?til|by|before|erbyn|tan|hyd|cyn|home|back|nol|adref?|gartref?"
    r"|at|about|around|approx|approximately|roughly|say|maybe|probably|prob|circa|tua|o\s+gwmpas|rhyw"
    r"|need|(?<!\bi\s)am|(?:(?<=back\s)|(?<=home\s))for|to|be|i'?ll|we'?ll|i\s+should|we\s+should|i\s+will|should|will|finish(?:ing)?"
    r"|ending|ends|latest|between|rhwng|o|from)(?![\w'])\s*|[@~]\s*)+$"
)
"""Words before a time that say it is one, read backwards from where the time begins."""

STRONG = re.compile(
    r"\b(?:until|till|til|by|before|erbyn|tan|hyd|cyn|home|back|nol|adref?|gartref?)\b"
)
WEAK = re.compile(
    r"\b(?:at|about|around|approx|approximately|roughly|say|maybe|probably|prob|circa|tua"
    r"|o\s+gwmpas|rhyw|am|to|finish|finishing|ending|ends)\b|[@~]"
)

AFTERWARDS = re.compile(r"\s*(?:at\s+the\s+)?(?:latest|tops|max|sharp|ish)\b|\s*fan\s+hwyraf\b")

CLAUSE_END = re.compile(
    r"\s*(?:$|[,.;:!?)\n]|-\s|(?:and|then|with|or|but|if|please|pls|thanks|thx|ta|cheers|x+|ok|okay"
    r"|wedyn|gyda|neu|plis|diolch)\b)"
)

NOT_BEFORE = re.compile(
    r"(?:[\u00a3$\u20ac#]\s*|\b(?:the|are|is|was|there'?s|us|age|aged|ages|no|nos|number|num|x|of|top"
    r"|for|over|under|flat|room|rm|unit|plot|platform|route|bus|train|tram|junction|screen|lane|gate"
    r"|level|floor|pier|studio|channel|terminal|table|zone|phase|stage|part|page|year|yr|grade|team"
    r"|group|class|apt|apartment|block|bay|door|house|key|stage|option|just|only|won|lost|score|beat"
    r"|spent|cost|paid|fflat|rhif|ystafell|llwybr|bws|platfform|i\s+am|i'?m|take|high|every|some|any"
    r"|this|that|which)\s+)$"
)

DIGITS_BEFORE = re.compile(r"[0-9]\s*-?\s*$")
"""The number is part of a longer one, such as a phone number."""

STREET = re.compile(
    r"\s*,?\s*(?:\w+['.]?\w*\s+){0,3}(?:street|st|road|rd|lane|ln|avenue|ave|close|drive|dr|way|court|ct"
    r"|place|crescent|terrace|gardens|grove|hill|square|house|park\s+road|stryd|heol|ffordd|lon)\b"
)
WELSH_STREET = re.compile(r"\s*,?\s*(?:stryd|heol|ffordd|lon|cae|maes)\b")

RANGE = re.compile(r"\s*(?:-|to|till|'?til|until|tan|hyd|i)\s*$")
EITHER_OR = re.compile(r"\s*(?:or|neu|/)\s*(?:maybe\s+)?$")
AND = re.compile(r"\s*(?:and|a|ac|&)\s*$")
BETWEEN = re.compile(r"\b(?:between|rhwng)\s*$")
FROM = re.compile(r"\b(?:from|between|rhwng|o)\s*$")
