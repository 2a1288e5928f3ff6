"""Whether words after a visit say that all was well, that something was not, or neither.

A child's safety hangs on it: only words that can mean nothing else say that all was well.
"""

from __future__ import annotations

import re

from flows.reading.carer_words import flat
from flows.reading.cry_words import either
from flows.reading.word_tails import PLEASANT

_GOOD = frozenset(
    "good great fine well ok okay alright lovely brilliant brill nice fab fun happy enjoyed loved"
    " perfect smooth smoothly amazing awesome excellent fantastic wonderful plan safe iawn dda"
    " hyfryd wych gwych".split()
)
# "Fine now" and "happy again" tell of a time when it was not.
_KIND = (PLEASANT | _GOOD) - set("now again bit problems issues concerns".split()) | set(
    "he she they him her them his their hes shes theyre were had have been be absolutely totally"
    " just pretty quite to as by always usual expected lots roedd aeth o on hi nhw hapus".split()
)
_YES = frozenset("yes yeah yep yup yea y ie ia oes oedd do ydy ydi".split())
"""To "did anything go wrong?" this says that something did; before kind words it may be either,
unless they speak of everything."""
_ALL = frozenset("all everything popeth".split())
_HEDGES = frozenset(
    "guess suppose think mostly overall generally enough maybe dunno not_bad".split()
)
_UNCLEAR = either(
    r"everything|all|both|problems?|issues?|concerns?"
    r"|so so|not sure|unsure|no idea|dont know|do not know|idk|perhaps"
    r"|good night|goodnight|night night|nos da"
)

_TROUBLE = (
    r"(?:incidents?|accidents?|problems?|problemau|probs?|issues?|concerns?|worries|complaints?"
    r"|dramas?|trouble|harm|mishaps?|hiccups?)"
)
_MORE = (
    r"(?:(?: at all| whatsoever| today| to report| to worry about| happened| thanks| thank you)*)"
)
_NOTHING = either(
    rf"(?:no|any|not any|zero|dim) {_TROUBLE}(?: or {_TROUBLE})*{_MORE}",
    rf"(?:nothing|nowt|nil|none|nada|dim byd)(?: really| bad| unusual)?{_MORE}"
    rf"(?: went wrong| (?:was |is )?wrong)?{_MORE}"
    r"(?=$| ,| (?:all|everything|it|its|we|thanks|lovely)\b)",
    r"(?:not at all|not really|not a thing|never|n/a)(?=$| ,)",
    r"(?:all )?went to plan|without a hitch",
)
_NO = either(r"no|nope|nah|na|nage|naddo|nac oes|no thanks|no thank you|dim diolch")
_STARTS = either(
    r",|all|everything|everyone|it|its|we|he|she|they|had|hes|shes|popeth|roedd|thanks"
)
"""How what follows a "no" begins that is not about it: "no good" and "no fun" are not all well."""
_NOT_BAD = re.compile(r"(?<!\S)(?:not (?:too |so )?bad|not sure if \w+)(?!\S)")


def went_well(text: str) -> bool | None:
    """True where all was well, False where the words tell of anything else, None to be asked."""
    words = _NOT_BAD.sub("not_bad", flat(text)).strip(" ,")
    if not re.search(r"[^\W\d_]", words) or _UNCLEAR.fullmatch(words):
        return None
    left, denied = _without_nothing(words)
    if left is None:
        return None
    said = [word for word in left.split() if word != ","]
    if not said:
        return True if denied else None
    yes, said = said[0] in _YES, said[said[0] in _YES :]
    if not all(word in _KIND or word in _HEDGES for word in said):
        return False
    if any(word in _HEDGES for word in said):
        return None
    if yes and _ALL.isdisjoint(said):
        return None
    # Thanks and good night alone say nothing of how it was.
    return True if denied or not _GOOD.isdisjoint(said) else None


def _without_nothing(words: str) -> tuple[str | None, bool]:
    """What is left behind "no", "nothing" and "no problems", and whether any of these was said.

    None where a "no" may belong to the word behind it.
    """
    denied = False
    while words:
        words = words.lstrip(" ,")
        if found := _NOTHING.match(words):
            words, denied = words[found.end() :], True
            continue
        found = _NO.match(words)
        if found is None:
            break
        words, denied = words[found.end() :].lstrip(), True
        if words and found.group() == "no" and not (_STARTS.match(words) or _NOTHING.match(words)):
            alone = words.split()[0] in _GOOD
            return (None if alone else words), True
    return words, denied
