"""Which message goes next: safety first, in order within one address, one at a time there."""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heappop, heappush

from storage.outbox_row import OutboxRow

# Of the places for messages under way, this share is for safety alone, so that a flood of
# routine messages to a slow provider never makes an alert wait for one of them to end.
KEPT_FOR_SAFETY = 0.25


@dataclass(slots=True)
class _Lane:
    """One address. `waiting` is a heap of (0 for safety or 1, id)."""

    waiting: list[tuple[int, int]] = field(default_factory=list)
    busy: bool = False
    held: bool = False

    @property
    def open(self) -> bool:
        """Whether its first message may go. A lane held for a retry lets safety pass."""
        return bool(self.waiting) and not self.busy and not (self.held and self.waiting[0][0])


class Lanes:
    """One channel's messages, by address, with at most `at_once` under way."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._for_all = at_once - int(at_once * KEPT_FOR_SAFETY)
        self._lanes: dict[str, _Lane] = {}
        self._rows: dict[int, OutboxRow] = {}
        self._ready: list[tuple[int, int, str]] = []
        self.under_way = 0

    def __len__(self) -> int:
        """How many wait."""
        return len(self._rows)

    def add(self, row: OutboxRow) -> None:
        """Let a message wait for its turn; one that waits already is replaced."""
        waits = row.id in self._rows
        self._rows[row.id] = row
        if waits:
            return
        lane = self._lanes.setdefault(row.to, _Lane())
        heappush(lane.waiting, (0 if row.safety else 1, row.id))
        self._call(row.to, lane)

    def take(self) -> OutboxRow | None:
        """The next message that may go now, or None. Give its place back with `free`."""
        while self._ready:
            _, message, to = self._ready[0]
            lane = self._lanes.get(to)
            if lane is None or not lane.open or lane.waiting[0][1] != message:
                heappop(self._ready)  # out of date: its lane calls again when it can go
            elif self.under_way >= (self._at_once if lane.waiting[0][0] == 0 else self._for_all):
                return None
            else:
                heappop(self._ready)
                heappop(lane.waiting)
                lane.busy = True
                self.under_way += 1
                return self._rows.pop(message)
        return None

    def free(self, to: str, *, hold: bool = False) -> None:
        """The message under way to this address is over; `hold` the rest until `release`."""
        lane = self._lanes[to]
        self.under_way -= 1
        lane.busy = False
        lane.held = lane.held or hold
        self._call(to, lane)

    def release(self, to: str) -> None:
        """A retry is due: the address may go on, in order."""
        if (lane := self._lanes.get(to)) is not None:
            lane.held = False
            self._call(to, lane)

    def clear(self) -> list[OutboxRow]:
        """Forget what waits, and return it."""
        rows = list(self._rows.values())
        self._rows.clear()
        self._ready.clear()
        for lane in self._lanes.values():
            lane.waiting.clear()
        return rows

    def _call(self, to: str, lane: _Lane) -> None:
        if lane.open:
            message = lane.waiting[0][1]
            heappush(self._ready, (self._rows[message].priority, message, to))
        elif not (lane.waiting or lane.busy or lane.held):
            del self._lanes[to]
