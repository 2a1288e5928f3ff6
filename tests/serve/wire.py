"""Everything that leaves the house, in order, as the people at the other end get it."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count, zip_longest
from typing import Any

from tests.doubles.twilio_api import Created
from tests.doubles.twilio_phone import Heard, Phone
from tests.doubles.twilio_rules import sign
from tests.serve.process import PUBLIC, SECRET, Site, until

RINGS = "(the phone rings)"

_numbers = count(1)


@dataclass(frozen=True)
class Left:
    """One message or call that a provider took. `at` is in seconds of the wall clock."""

    at: float
    who: str
    way: str
    text: str
    call: Created | None = None

    def __str__(self) -> str:
        """What somebody reading along sees."""
        return f"{self.way:8} {self.who:5} {self.text}"


@dataclass
class Wire:
    """The people of a site by their number or chat, and what has left for each of them."""

    site: Site
    people: dict[str, str] = field(default_factory=dict)
    heard: int = 0
    transcript: list[str] = field(default_factory=list)

    def left(self) -> list[Left]:
        """Everything that providers took, in the order they took it."""
        since = time.time() - time.monotonic()
        calls = self.site.telegram.calls
        # The double numbers its messages by the calls it has had.
        told = [
            Left(calls[number - 1001].at + since, self._who(chat), "Telegram", message["text"])
            for (chat, number), message in self.site.telegram.messages.items()
        ]
        told += [
            Left(sms.created.timestamp(), self._who(sms.to), "SMS", sms.body)
            for sms in self.site.twilio.messages
        ]
        told += [
            Left(call.created.timestamp(), self._who(call.to), "call", RINGS, call)
            for call in self.site.twilio.calls
        ]
        return sorted(told, key=lambda one: one.at)

    async def leaves(self, *expected: tuple[str, str], within: float = 20.0) -> list[Left]:
        """The next that leaves is exactly this: to each person in this order, to the letter; a
        text ending in … is a beginning. People are not ordered among each other."""
        wanted = self.heard + len(expected)
        await until(lambda: len(self.left()) >= wanted, within, lambda: self._missing(expected))
        new = self.left()[self.heard :]
        for one in new:
            self.transcript.append(str(one))
        self.heard += len(new)
        got, wanted_texts = _by_phone((one.who, one.text) for one in new), _matching(expected, new)
        assert got == wanted_texts, f"there left {got}, and should have {wanted_texts}"
        return new

    async def says(self, who: str, text: str, **fields: str) -> None:
        """A person texts, or writes on Telegram where that is all they have."""
        self.transcript.append(f"{'':8} {who:5} > {text}")
        address = next(a for a, name in self.people.items() if name == who)
        if address.startswith("+"):
            assert await self.site.twilio.text(address, text, **fields) == 200
        else:
            assert await self.telegram(update(int(address), who, text)) == 200

    async def telegram(self, given: dict[str, Any], secret: str = SECRET) -> int:
        """One update brought to the webhook; the status it answered."""
        url = self.site.twilio.through + "/telegram/webhook"
        return await self.site.telegram.deliver(url, given, secret, self.site.http)

    async def posted(self, url: str, form: dict[str, str]) -> int:
        """A signed message brought to one of several processes; the status it answered."""
        path = "/twilio/messages"
        signature = sign(self.site.twilio.token, PUBLIC + path, form.items())
        headers = {"X-Twilio-Signature": signature}
        async with self.site.http.post(url + path, data=form, headers=headers) as answer:
            return answer.status

    async def answers(self, call: Created, *keys: str) -> Heard:
        """The person picks up, listens and presses these keys."""
        heard = await self.site.twilio.ring(call, Phone(keys=list(keys)))
        assert heard.error == ""
        who = self._who(call.to)
        for key, lines in zip(["", *keys], heard.texts, strict=False):
            self.transcript += [f"{'':8} {who:5} > presses {key}"] if key else []
            self.transcript += [f"{'said':8} {who:5} {line}" for line in dict.fromkeys(lines)]
        return heard

    async def misses(self, call: Created) -> None:
        """Nobody picks up."""
        self.transcript.append(f"{'':8} {self._who(call.to):5} > does not pick up")
        await self.site.twilio.ring(call, Phone(picks_up="no-answer"))

    def nothing_more(self) -> None:
        """Nothing has left since."""
        assert [str(one) for one in self.left()[self.heard :]] == []

    def _who(self, address: object) -> str:
        return self.people.get(str(address), str(address))

    def _missing(self, expected: tuple[tuple[str, str], ...]) -> str:
        return f"of {list(expected)} there left only {self.left()[self.heard :]}"


def _by_phone(said: Iterable[tuple[str, str]]) -> dict[tuple[str, bool], list[str]]:
    """Texts and calls of each person, each in their order: a call may overtake a text."""
    found: dict[tuple[str, bool], list[str]] = {}
    for who, text in said:
        found.setdefault((who, text == RINGS), []).append(text)
    return found


def _matching(
    expected: Iterable[tuple[str, str]], new: list[Left]
) -> dict[tuple[str, bool], list[str]]:
    """What was expected, with each beginning made whole where what left does begin so."""
    left = _by_phone((one.who, one.text) for one in new)
    wanted = _by_phone(expected)
    return {
        phone: [_whole(text, said) for text, said in zip_longest(texts, left.get(phone, []))]
        for phone, texts in wanted.items()
    }


def _whole(text: str | None, said: str | None) -> str:
    if text and said and text.endswith("…") and said.startswith(text[:-1]):
        return said
    return text or "(nothing more)"


def update(chat: int, name: str, text: str) -> dict[str, Any]:
    """A private message as Telegram brings it."""
    number = next(_numbers)
    return {
        "update_id": 90_000 + number,
        "message": {
            "message_id": number,
            "date": int(datetime.now(UTC).timestamp()),
            "chat": {"id": chat, "type": "private", "first_name": name},
            "from": {"id": chat, "is_bot": False, "first_name": name},
            "text": text,
        },
    }
