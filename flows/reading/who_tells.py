"""Who tells a young person that a visit has changed: "I'll text her", "carer please", "can you"."""

from __future__ import annotations

import re
from typing import Literal

from flows.reading.carer_words import flat

_CARER = (
    r"(?:(?:the|his|her|their|my|foster|y) )*(?:carers?|mum|mam|dad|parents|family|gofalwr"
    r"|gofalwraig"
    r"|k\d+s carer)"
)
_WILL = r"(?:will|can|could|has|have|to|is going to|would|is)"
_TELL = (
    r"(?:tell|told|telling|text|texted|texting|ring|rang|rung|ringing|call|called|phone|message"
    r"|messaged"
    r"|let|speak to|do|done|do it|does|do that|know)"
)
_END = (
    r"(?: (?:him|her|them|it|that|now|today|tonight|tomorrow|soon|please|already|myself|know|to"
    r"|k\d+"
    r"|the|child|young|person|straight|away|thanks|nawr|heddiw))*"
)
_PATTERNS = {
    "me": rf"(?:me|myself|i|fi|mi|i am|im|on it|will do|gwnaf)(?: ?,)?{_END}"
    rf"|(?:i|ill|ive|im|we|well|weve)(?: (?:will|can|have|am|already|just|ll"
    rf"|ve))*(?: {_TELL}){_END}"
    r"|(?:i|we) (?:will|can)|mi wnai|wna i|fe wnai",
    "carer": rf"(?:(?:can|could|would|please|ask|let|leave it to|leave to) )*{_CARER}"
    rf"(?: {_WILL})?(?: already| just)?(?: {_TELL})?{_END}",
    "team": r"(?:(?:can|could|would|will|please) )*(?:you|u|chi|the (?:team|scheme|office)|team"
    r"|scheme"
    r"|office|co ordinator|coordinator|the co ?ordinator|co-ordinator|the co-ordinator|cydlynydd"
    r"|y cydlynydd|somebody else|someone else|not me)"
    rf"(?: {_WILL})?(?: please)?(?: {_TELL})?{_END}",
}
_MEANT: dict[Literal["me", "carer", "team"], re.Pattern[str]] = {
    "me": re.compile(_PATTERNS["me"]),
    "carer": re.compile(_PATTERNS["carer"]),
    "team": re.compile(_PATTERNS["team"]),
}


def who_tells(text: str) -> Literal["me", "carer", "team"] | None:
    """The one who does; None where that is not clear."""
    words = flat(text).strip(" ,")
    found = [who for who, pattern in _MEANT.items() if pattern.fullmatch(words)]
    return found[0] if len(found) == 1 else None
