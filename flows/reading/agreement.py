"""Whether somebody has agreed, as their volunteer tells it: "she's up for it", "not yet".

Only clear words are a yes. "Will do" is none: nobody has been asked yet.
"""

from __future__ import annotations

import re
from typing import Literal

from flows.reading.carer_words import flat
from flows.reading.not_known import not_known
from flows.reading.typed import LONGEST

Said = Literal["ok", "no", "later"]

_WHO = (
    r"(?:(?:she|he|they|it|we|both|all|everyone|mum|dad|k\d+|hi|hin|nhw|mae|maen|maer|gofalwr"
    r"|wedi|yn"
    r"|(?:(?:the|his|her|their|my|foster) )*(?:carers?|young person|child|mum|dad|family))(?:s"
    r"|re|ve)?"
    r"|shes|hes|theyre|theyve|of them|of us)"
)
_IS = r"(?:is|are|has|have|was|does|do|did|said|says|ydy|ydi)"
_YES = (
    r"(?:ok|okay|oki|kk|k|yes|yep|yeah|yea|yes+|yup|ya|y|sure|fine|agreed|ie|ia|ydy"
    r"|ydyn|ydi|oes|do|iawn)"
)
_HAPPY = (
    r"(?:happy|keen|excited|fine|ok|okay|good|great|up for (?:it|this)|on board|agreed|agrees|agree"
    r"|buzzing|really|very|so|too|all|both|now|already|with (?:it|this|that|her|him|them|the plan)|"
    r"about it|to come|to go|wants? to(?: come| go)?|wants? it|loves? it|cant wait"
    r"|looking forward to it"
    r"|looking forward|cytuno|hapus|barod|asked (?:her|him|them) and|spoke to (?:her|him|them)"
    r"(?: today| yesterday)?|checked|thanks|thank you|please|definitely|absolutely|of course"
    r"|sound|cool"
    r"|diolch|fo|fe|hithau|n)"
)
_AGREES = re.compile(
    rf"(?:(?:{_YES}|{_WHO}|{_IS}|{_HAPPY}|and|,)(?: |$))+",
)
_SAYS_YES = re.compile(
    rf"(?<!\S)(?:{_YES}|happy|keen|excited|up for (?:it|this)|on board|agrees?|buzzing"
    rf"|wants? (?:to|it)"
    r"|loves? it|cant wait|looking forward|cytuno|hapus|definitely|absolutely|of course"
    r"|both|all good|good|great|sound|cool|has|have)(?!\S)"
)
_REFUSES = re.compile(
    rf"(?:{_WHO} |{_IS} )*(?:no|nope|na|nah|nac ydy|nac ydyn|nac oes|naddo|not keen|not happy"
    rf"|refused"
    r"|against it|doesnt (?:want (?:to|it)|agree)|dont (?:want (?:to|it)|agree)|does not agree"
    r"|said no|isnt (?:keen|happy)|ddim yn (?:cytuno|hapus))(?: ,)?"
    rf"(?: (?:{_WHO}|{_IS}|sorry|no|agreed|thanks|keen|happy|to|want|not|doesnt|dont|wont))*"
)
_LATER = re.compile(
    r"(?:(?:ok|yes|no|nope|i|we|ill|will|have|havent|hasnt|has|not|to|need|needs|still|just"
    r"|been|heb|na|ddim|dim|eto"
    r"|wedi|shell|hell|theyll|she|he|they|it|got|going|gonna|am|im|be|but|and|sorry|the|carer|,) )*"
    r"(?:ask|asked|asking|ofyn|yet|eto|waiting|wait|know|let me know|get back to me|tonight"
    r"|tomorrow"
    r"|later|answer yet|reply yet|check|checking|gwnaf)"
    r"(?: (?:yet|them|her|him|the|carer|k\d+|tonight|tomorrow|later|today|this|week|first|for"
    r"|to|a|an"
    r"|on|hear|back|reply|answer|from|and|i|will|eto|sorry|it|ok|,|waiting|wait|soon|when|see))*"
)
_ASKED_YES = re.compile(
    r"(?:(?:yes|i|asked|ask|spoke|to|her|him|them|and|,|today|yesterday|already|have) )*asked"
    r"(?: (?:her|him|them|today|and|,))* (?:yes|agreed|said yes|(?:she|he|they) said yes)"
)
_WILL_DO = frozenset({"will do", "gwnaf", "ill do it", "ill do that"})


def agreement(text: str) -> Said | None:
    """What these words say of one person; None where they are not clear."""
    words = flat(text).strip(" ,")
    if not words or len(text) > LONGEST:
        return None
    if _ASKED_YES.fullmatch(words):
        return "ok"
    if words in _WILL_DO or _LATER.fullmatch(words) or not_known(text):
        return "later"
    if _REFUSES.fullmatch(words):
        return "no"
    return "ok" if _AGREES.fullmatch(words) and _SAYS_YES.search(words) else None


_CARER = r"(?:(?:the|his|her|their|my|foster) )*(?:carers?|mums?|dads?)"
_APART = re.compile(rf"(?P<carer>(?:yes )?{_CARER}\b[^,]*?)(?: ,| but| and)+ (?P<child>\S.*)")
_BOTH = re.compile(
    rf"(?:(?:yes|yep|yeah|ok|ie|{_WHO}|have|has|are|is|happy|fine|agreed|thanks|ok|,)(?: |$))*"
    r"(?:both|both of them|they both|everyone|all of them|y ddau)(?: ?,)?"
    r"(?: (?:yes|agreed|have|has|are|said|happy|fine|ok|keen|good|up for it|with it|thanks|wedi"
    r"|cytuno|yn))*"
)


def both_agreed(text: str) -> bool:
    """Whether one answer says that carer and child have."""
    return bool(_BOTH.fullmatch(flat(text).strip(" ,"))) and agreement(text) == "ok"


def of_each(text: str) -> tuple[Said, Said] | None:
    """ "Carer yes, Kai not yet": what carer and child say, in one line; None unless both are
    clear."""
    found = _APART.fullmatch(flat(text).strip(" ,"))
    if found is None:
        return None
    child = found["child"]
    carer_says = agreement(re.sub(rf"^(?:yes )?{_CARER}\b", "she", found["carer"]))
    child_says = agreement(child) or agreement(re.sub(r"^\w+", "she", child))
    return (carer_says, child_says) if carer_says and child_says else None
