"""Logs for operators: one JSON object a line on standard error, plain lines on a terminal.

They hold ids, kinds and codes, never a person's name, number, words or place, and no secret:
what slips in under one of PERSONAL or contains a secret's value is left out.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor

PERSONAL = frozenset(
    {"address", "args", "body", "caption", "chat", "contact", "email", "first_name", "from_"}
    | {"last_name", "latitude", "longitude", "message", "name", "named", "number", "phone"}
    | {"place", "raw", "recipient", "sender", "text", "title", "to", "value", "word", "words"}
)
"""Keys that hold something about a person, unless it is an id, which is a whole number."""

LEFT_OUT = "[left out]"

NOISY = ("aiohttp.access", "apscheduler", "httpx", "httpcore", "twilio", "telegram", "alembic")
"""Their chatter holds numbers or tokens (httpx logs each Telegram URL); warnings come through."""


def set_up(
    secrets: Iterable[str] = (),
    *,
    out: TextIO | None = None,
    console: bool | None = None,
    level: int = logging.INFO,
) -> None:
    """Send structlog's and the standard library's logs the same way. Can be called again."""
    out = out or sys.stderr
    shared = _shared(tuple(secrets))
    console = out.isatty() if console is None else console
    end: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if console:
        end.append(structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback))
    else:
        end.append(structlog.processors.JSONRenderer())
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    formatter = structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=end)
    _only_handler(logging.StreamHandler(out), formatter, level)


def _shared(secrets: tuple[str, ...]) -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        _without_people,
        WithoutSecrets(secrets),
    ]


def _only_handler(handler: logging.Handler, formatter: logging.Formatter, level: int) -> None:
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    # A beat that is still at it when the next is due is no news: the job runs on.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
    logging.captureWarnings(True)


def _without_people(_logger: Any, _method: str, event: EventDict) -> EventDict:
    for key in PERSONAL & event.keys():
        if not isinstance(event[key], int):
            event[key] = LEFT_OUT
    return event


class WithoutSecrets:
    """Puts LEFT_OUT where any of the secrets stands, however deep, tracebacks too."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        self._secrets = secrets

    def __call__(self, _logger: Any, _method: str, event: EventDict) -> EventDict:
        return {key: self.clean(value) for key, value in event.items()}

    def clean(self, value: Any) -> Any:
        """The same value, as text where it was neither text nor a plain container."""
        match value:
            case str():
                for secret in self._secrets:
                    value = value.replace(secret, LEFT_OUT)
                return value
            case dict():
                return {self.clean(k): self.clean(v) for k, v in value.items()}
            case list() | tuple() | set() | frozenset():
                return [self.clean(v) for v in value]
            case None | bool() | int() | float() | logging.LogRecord():
                return value
        return self.clean(str(value))
