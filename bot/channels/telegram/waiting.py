"""How long to wait before asking Telegram once more."""

from __future__ import annotations

from bot.channels.telegram.transport import RefusedError, UnreachedError, UnsureError

LONGEST = 60.0
CONFLICT = 5.0


def pause(fault: Exception, failures: int, first: float) -> float:
    """Seconds to wait after the `failures`-th failure in a row: `first`, then doubling.

    Never less than Telegram asks for. A conflict starts five times higher: whoever polls
    with the same token is thrown out by each of our tries, as we are by theirs.
    """
    asked = fault.retry_after or 0.0 if isinstance(fault, RefusedError) else 0.0
    base = first * CONFLICT if conflicts(fault) else first
    return max(asked, min(base * 2.0 ** min(failures - 1, 10), LONGEST))


def conflicts(fault: Exception) -> bool:
    """Somebody else uses the account: another poller, or a webhook."""
    return isinstance(fault, RefusedError) and fault.status == 409


def needs_operator(fault: Exception) -> bool:
    """A conflict, or a token that Telegram no longer knows: waiting alone mends neither."""
    return isinstance(fault, RefusedError) and fault.status in (401, 404, 409)


def label(fault: Exception) -> str:
    """What may be logged about `fault`: its kind and, for a refusal, the status."""
    if isinstance(fault, RefusedError):
        return str(fault.status)
    return str(fault) if isinstance(fault, UnreachedError | UnsureError) else type(fault).__name__
