"""Whether somebody is coming, in words that are neither OK nor NO: "see you there", "I'm ill".

Only clear words count: a yes that nobody gave would leave a young person waiting.
"""

from __future__ import annotations

import re

from flows.reading.carer_words import flat

_OPENS = r"(?:yes|yep|yeah|yup|ok|okay|hi|hello|hey|sure|ie|iawn|thanks|great|,)"
_ON = (
    r"(?:(?:its |it is |thats |that is |were |we are |all |yes )?(?:still )?(?:on|fine|good"
    r"|right|set)"
    r"|all (?:good|fine|ok|set)|(?:ill|i will|well|we will|will|we'll) be there|see (?:you|u|ya"
    r"|them)"
    r"(?: all)?(?: then| there| soon)?|(?:really |were |im )?looking forward(?: to it"
    r"| to seeing (?:him|her|them))?|confirm(?:ed|ing)?"
    r"|i confirm|definitely|of course|as planned|going ahead|no changes?|good to go|perfect"
    r"|brilliant"
    r"|cant wait|dal ymlaen|maen dal ymlaen|bydda i yno|byddaf yno|popeth yn iawn|edrych ymlaen"
    r"|wela i di|welai di)"
)
_AFTER = r"(?:thanks|thank you|then|there|both|all|x+|diolch|still|on|,)"
_STANDS = re.compile(rf"(?:{_OPENS} )*{_ON}(?: (?:{_AFTER}|{_ON}))*")
_THUMBS = re.compile(r"\s*[\U0001F44D\U0001F44C\u2705\u2714][\U0001F3FB-\U0001F3FF\uFE0F]*\s*")

_CANT = (
    r"(?:(?:sorry|so|really|but|hi|no|,|im|i am|im afraid|afraid|that|i|we|unfortunately) )*"
    r"(?:(?:cant|cannot|can not|wont|unable to|not able to|wont be able to|dont think i can"
    r"|will not be able to) (?:make it|come|do it|do that|go|be there|make (?:sat\w*|sun\w*|that)"
    r"|do (?:sat\w*|sun\w*|mon\w*|tue\w*|wed\w*|thu\w*|fri\w*|tomorrow|today))"
    r"|(?:cant|cannot)(?= ?,| ?$)|not coming|have to cancel|need to cancel|going to have to cancel"
    r"|ill have to cancel|methu dod|methu|ddim yn gallu dod|ddim yn dod|fedra i ddim dod)"
    r"(?: (?:now|today|tomorrow|any more|anymore|after all|this time|on \w+day|\w+day|sorry|,))*"
)
_COMES_NOT = re.compile(rf"{_CANT}(?: ?(?:,|as|because|cos|since|achos) (?P<why>.*))?")
"""A reason is set off: "can't come home" and "can't go on" are cries, not refusals."""
_ILL = re.compile(
    r"(?:(?:sorry|so|really|hi|no|,) )*(?:im|i am|were|feeling|dwin|dw in|rwyn) (?:\w+ )?"
    r"(?:ill|sick|poorly|unwell|not well|sal)(?: (?:sorry|today|now|,|in bed))*"
)
_BUT = re.compile(r"(?<!\S)(?:but|if|unless|maybe|might|not sure|late|ond|os|efallai)(?!\S)")


def comes(text: str) -> tuple[bool, str] | None:
    """Whether they come, and the words that say why not; None where that is not clear."""
    if _THUMBS.fullmatch(text):
        return True, ""
    words = flat(text).strip(" ,")
    if "?" in text or _BUT.search(words):
        return None
    if _STANDS.fullmatch(words):
        return True, ""
    if _ILL.fullmatch(words):
        return False, text
    found = _COMES_NOT.fullmatch(words)
    if found is None:
        return None
    return False, (found["why"] or "").strip(" ,")
