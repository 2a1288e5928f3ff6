"""Just enough HTTP/1.1 for a loader and a double that cost less than what they measure."""

from __future__ import annotations

import asyncio
import re
from collections import deque
from collections.abc import Callable

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


def _split(buffer: bytearray) -> tuple[bytes, bytes] | None:
    """The head and body of the first whole message in `buffer`, taken out of it."""
    end = buffer.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = bytes(buffer[:end])
    found = _LENGTH.search(head)
    if b"chunked" in head.lower():
        raise ValueError("a length was expected")
    whole = end + 4 + (int(found[1]) if found else 0)
    if len(buffer) < whole:
        return None
    body = bytes(buffer[end + 4 : whole])
    del buffer[:whole]
    return head, body


class Connection(asyncio.Protocol):
    """One kept-open connection that posts one thing at a time."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._answers: deque[asyncio.Future[int]] = deque()
        self._transport: asyncio.Transport | None = None

    @classmethod
    async def open(cls, port: int) -> Connection:
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(cls, "127.0.0.1", port)
        return connection

    def post(self, head: bytes, body: bytes) -> asyncio.Future[int]:
        """Send a request; the status comes. `head` ends before its Content-Length line."""
        assert self._transport is not None
        answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._answers.append(answer)
        self._transport.write(b"%bContent-Length: %d\r\n\r\n%b" % (head, len(body), body))
        return answer

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (found := _split(self._buffer)) is not None:
            self._answers.popleft().set_result(int(found[0][9:12]))

    def connection_lost(self, exc: Exception | None) -> None:
        for answer in self._answers:
            if not answer.done():
                answer.set_exception(ConnectionResetError("the server hung up"))


class Server(asyncio.Protocol):
    """Answers each request with what `answer(path, body)` returns, as JSON."""

    def __init__(self, answer: Callable[[str, bytes], bytes]) -> None:
        self._answer = answer
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        assert self._transport is not None
        self._buffer += data
        while (found := _split(self._buffer)) is not None:
            head, body = found
            said = self._answer(head.split(b" ", 2)[1].decode(), body)
            self._transport.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                b"Content-Length: %d\r\n\r\n%b" % (len(said), said)
            )
