"""The answers to whether the carer, and the young person, have agreed to a visit."""

from __future__ import annotations

from flows import words
from flows.answers import Got, Missed, Plain, Reply
from flows.decisions import Option
from flows.facts import Agreed, Snapshot
from flows.reading.agreement import agreement, both_agreed, of_each
from flows.words import Word
from locales import messages
from locales import plan_messages as m

_AGREED = {"ok": Agreed.YES, "no": Agreed.NO, "later": Agreed.NOT_ASKED}
_OF_THE_CHILD = "young person: "
"""Before what an answer about the carer said of the child as well."""


class AnAgreement(Plain):
    """YES, NO or NOT_ASKED. "OK, I'll ask" is no yes, and nothing else is either."""

    def options(self) -> tuple[Option, ...]:
        labels = {"ok": m.AGREED_OK, "no": m.AGREED_NO, "later": m.AGREED_NOT_ASKED}
        return tuple(Option(key, label) for key, label in labels.items())

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        key = reply.choice or agreement(reply.text)
        if key is None and not _agrees_or_refuses(reply.text):
            key = reply.key()
        return Got(_AGREED[key]) if key in _AGREED else Missed(messages.CHOOSE_AGAIN)

    def keep(self, value: Agreed) -> str:
        return value.value

    def again(self, kept: str, s: Snapshot) -> Agreed:
        return Agreed(kept)


class CarerAgreed(AnAgreement):
    """The carer's; what is said of the young person in the same words is left over."""

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        each = ("ok", "ok") if both_agreed(reply.text) else of_each(reply.text)
        if each is None:
            return super().read(reply, s)
        carer, child = each
        return Got(_AGREED[carer], f"{_OF_THE_CHILD}{child}")


class ChildAgreed(AnAgreement):
    """The young person's, unless it was said with the carer's."""

    from_rest = True

    def read(self, reply: Reply, s: Snapshot) -> Got | Missed:
        if reply.shown or reply.choice:
            return super().read(reply, s)
        known = reply.text.removeprefix(_OF_THE_CHILD)
        said = known in _AGREED and known != reply.text
        return Got(_AGREED[known]) if said else Missed(messages.CHOOSE_AGAIN)


def _agrees_or_refuses(text: str) -> bool:
    """OK and NO in words that may be to something else, such as "that stands"."""
    found = words.understand(text)
    return found is not None and found.word in (Word.OK, Word.NO)
