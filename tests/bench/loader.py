"""Brings conversations to a webhook, many at once, and measures until each reply is there."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.bench.double import LightDouble
from tests.bench.talk import SAID, Volunteer
from tests.bench.wire import Connection

SECRET = "front-door-secret_1"
IN_FLIGHT = 64
AGAIN = 5
"""Every so many webhooks, one is delivered twice."""

PATIENCE = 30.0

_update_ids = itertools.count(1)


@dataclass
class Measured:
    """One round. Times in seconds; `replies` of each message, in the order they came."""

    messages: int = 0
    repeats: int = 0
    seconds: float = 0.0
    answers: list[float] = field(default_factory=list)
    replies: list[float] = field(default_factory=list)
    extra: int = 0


class Loader:
    """Delivers webhooks to `port`. With `replies`, the next message of a conversation follows
    the reply to the last one at the double; without, it follows the 200.

    While `repeats` is set, every fifth webhook comes twice, half of those at the same time.
    """

    def __init__(self, port: int, double: LightDouble, *, replies: bool) -> None:
        self._port = port
        self._double = double
        self._replies = replies
        self.repeats = False
        self._waiting: dict[int, asyncio.Future[float]] = {}
        self._head = (
            f"POST /telegram/webhook HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Content-Type: application/json\r\nX-Telegram-Bot-Api-Secret-Token: {SECRET}\r\n"
        ).encode()

    async def run(self, chats: Sequence[int], in_flight: int = IN_FLIGHT) -> Measured:
        """One whole conversation with each of `chats`, interleaved."""
        measured, todo = Measured(), deque(Volunteer(chat) for chat in chats)
        self._double.heard = lambda chat: self._heard(chat, measured)
        many = min(in_flight, len(chats))
        lines = [[await Connection.open(self._port) for _ in (1, 2)] for _ in range(many)]
        began = time.perf_counter()
        await asyncio.gather(*(self._work(line, todo, measured) for line in lines))
        measured.seconds = time.perf_counter() - began
        await asyncio.sleep(0.1)  # a second reply would come now
        for connection in itertools.chain(*lines):
            connection.close()
        return measured

    async def _work(
        self, line: list[Connection], todo: deque[Volunteer], measured: Measured
    ) -> None:
        while todo:
            volunteer = todo.popleft()
            async with asyncio.timeout(PATIENCE):
                await self._deliver(line, volunteer, measured)
            if volunteer.step < len(SAID):
                todo.append(volunteer)

    async def _deliver(
        self, line: list[Connection], volunteer: Volunteer, measured: Measured
    ) -> None:
        number = measured.messages = measured.messages + 1
        body = volunteer.next_update(next(_update_ids), int(time.time()))
        twice = self.repeats and number % AGAIN == 0
        began = time.perf_counter()
        reply = self._expect(volunteer.chat) if self._replies else None
        answer = line[0].post(self._head, body)
        at_once = line[1].post(self._head, body) if twice and number % (2 * AGAIN) else None
        _accepted(await answer)
        measured.answers.append(time.perf_counter() - began)
        if twice:
            measured.repeats += 1
            _accepted(await (at_once or line[1].post(self._head, body)))
        if reply is not None:
            measured.replies.append(await reply - began)

    def _expect(self, chat: int) -> asyncio.Future[float]:
        reply: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._waiting[chat] = reply
        return reply

    def _heard(self, chat: int, measured: Measured) -> None:
        reply = self._waiting.pop(chat, None)
        if reply is None:
            measured.extra += 1
        else:
            reply.set_result(time.perf_counter())


def _accepted(status: int) -> None:
    if status != 200:
        raise RuntimeError(f"a webhook was answered {status}")
