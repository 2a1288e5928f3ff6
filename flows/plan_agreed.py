"""The answer to whether the carer, or the young person, has agreed to a visit."""

from __future__ import annotations

import re

from flows.answers import Got, Missed, Plain, Reply
from flows.decisions import Option
from flows.facts import Agreed, Snapshot
from flows.reading.typed import LONGEST
from locales import messages
from locales import plan_messages as m

_YES = re.compile(
    r"\W*(?:ok|okay|yes|yep|yeah|ie|ydy|ydyn|oes|do|iawn)\b\W*"
    r"(?:(?:she|he|they|carer|the|mum|it|all|both|of|them|has|have|is|are|did|does|s|happy|fine"
    r"|agreed?|agrees|okay|ok|thanks|wedi|cytuno|hi|e|o|nhw|diolch)\b\W*)*",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\W*(?:no|nope|na|nac\s+ydy|naddo)\b\W*(?:(?:she|he|they|sorry)\b.*)?", re.IGNORECASE
)
_TO_ASK = re.compile(
    r"(?=.*\b(?:ask(?:ed)?|yet|ofyn|eto)\b)"
    r"\W*(?:(?:ok|yes|no|i|we|ll|will|have|haven|t|not|to|need|still|asked|ask|yet|them|her|him"
    r"|the|carer|na|ddim|heb|ofyn|eto|wedi)\b\W*)+",
    re.IGNORECASE,
)


class AnAgreement(Plain):
    """YES, NO or NOT_ASKED. "OK, I'll ask" is no yes, and nothing else is either."""

    def options(self) -> tuple[Option, ...]:
        labels = {"ok": m.AGREED_OK, "no": m.AGREED_NO, "later": m.AGREED_NOT_ASKED}
        return tuple(Option(key, label) for key, label in labels.items())

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        key = reply.key() or _agreement(reply.text)
        return Got(_AGREED[key]) if key in _AGREED else Missed(messages.CHOOSE_AGAIN)

    def keep(self, value: Agreed) -> str:
        return value.value

    def again(self, kept: str, s: Snapshot) -> Agreed:
        return Agreed(kept)


_AGREED = {"ok": Agreed.YES, "no": Agreed.NO, "later": Agreed.NOT_ASKED}


def _agreement(text: str) -> str | None:
    if len(text) > LONGEST:
        return None
    kinds = {"later": _TO_ASK, "ok": _YES, "no": _NO}
    return next((key for key, said in kinds.items() if said.fullmatch(text)), None)
