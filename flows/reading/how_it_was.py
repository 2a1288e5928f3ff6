"""How a visit was and who chose it, in people's own words; what could be two things is neither."""

from __future__ import annotations

import re

from flows.reading.carer_words import flat

_AROUND = frozenset(
    "it he she they we was were is had really very so pretty quite a an the day time visit for him"
    " her them us i think thanks thank you yes yeah overall absolutely all just oedd roedd yn n on"
    " one bit of out".split()
)
_MOODS = {
    "great": "great|brilliant|brill|amazing|awesome|fab|fabulous|fantastic|excellent|wonderful"
    "|superb|perfect|loved|loved every minute|best|best ever|best yet|gwych|wych|ardderchog|9/10"
    "|10/10|9 10|10 10|5/5|had ball|ball",
    "good": "good|nice|lovely|happy|enjoyed|fun|well|went well|positive|da|dda|da iawn|dda iawn"
    "|hapus|hyfryd|7/10|8/10|7 10|8 10|4/5",
    "mixed": "mixed|mixed bag|up and down|ups and downs|so so|half and half|both|good and bad"
    "|ok and hard|cymysg|5/10|6/10|5 10|6 10|3/5",
    "hard": "hard|tough|difficult|rough|bad|awful|terrible|horrible|sad|upset|not great|not good"
    "|not easy|struggled|not well|anodd|caled|trist|1/10|2/10|3/10|1/5",
}
_CHOOSING = frozenset(
    "did chose choose picked idea choice decided it was mostly wanted ddewisodd dewisodd nath"
    " wnaeth yr dewis".split()
)
_CHOSE = {
    "child": "him|her|them|he|she|they|his|hers|theirs|child|the child|young person"
    "|the young person|yp|kid|the kid|fo|fe|hi|nhw|y plentyn|y person ifanc",
    "me": "i|me|my|mine|myself|fi",
    "both": "both|both of us|we|us|we both|together|joint|jointly|we together|ni|ni ein dau|y ddau"
    "|y ddau ohonon ni|me and (?:him|her|them)|(?:him|her|them|he|she|they) and (?:me|i)",
    "other": "(?:(?:the|his|her|their|my|foster) )*(?:carers?|mum|mam|dad|parents?|family|nan"
    "|social worker|co ordinator|coordinator)|other|others|(?:some|any)(?:one|body)(?: else)?"
    "|no ?one|nobody|rhywun arall|(?:y )?gofalwr",
}


def mood(text: str) -> str | None:
    """ "great", "good", "mixed" or "hard"; None where it is none of them, or two."""
    return _one_of(_MOODS, text, _AROUND)


def chooser(text: str, reference: str = "") -> str | None:
    """ "child", "me", "both" or "other"; the child is also known by the reference."""
    named = rf"(?<!\w){re.escape(reference)}(?!\w)" if reference else r"(?!)"
    return _one_of(_CHOSE, re.sub(named, "him", text, flags=re.IGNORECASE), _CHOOSING)


def _one_of(meant: dict[str, str], text: str, around: frozenset[str]) -> str | None:
    words = [word for word in flat(text).split() if word != ","]
    left = [word for word in words if word not in around]
    for key, phrases in meant.items():
        pattern = re.compile(phrases)
        if any(pattern.fullmatch(" ".join(said)) for said in (left, words)):
            return key
        if left and all(map(pattern.fullmatch, left)):  # "great, he loved it"
            return key
    return None
