"""A scheme's TOML whose ladders are climbed in seconds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

NAME = "Lantern IV"
PHONE = "0117 496 0000"

TEMPLATE = """\
name = "{name}"
phone = "{phone}"

[limits]
welfare = {welfare}
lapse = {lapse}

[hours]
quiet_from = "{quiet_from}"
quiet_until = "{quiet_until}"

[repeat]
missed_check_out = {step}
sos = {repeat_sos}
"""

RUNG = """
[[ladder.{ladder}]]
minutes = {minutes}
who = {who}
how = {how}
"""

MISSED_CHECK_OUT = (
    (["volunteer"], ["text"]),
    (["volunteer"], ["second"]),
    (["named_person"], ["text"]),
    (["duty"], ["text", "call"]),
    (["everyone"], ["text", "call"]),
)
SOS = ((["named_person", "on_duty"], ["text", "call"]), (["everyone"], ["text", "call"]))


def write_scheme(path: Path, step: float = 3.0, sos: float = 600.0) -> None:
    """`step` seconds from rung to rung of a missed check-out, `sos` of a call for help."""
    # Quiet hours are in the wall clock's future, at whatever hour the tests run.
    now = datetime.now(UTC)
    text = TEMPLATE.format(
        name=NAME,
        phone=PHONE,
        welfare=10,
        lapse=20,
        quiet_from=f"{now + timedelta(hours=6):%H:%M}",
        quiet_until=f"{now + timedelta(hours=7):%H:%M}",
        step=step / 60,
        repeat_sos=sos / 60,
    )
    text += _rungs("missed_check_out", MISSED_CHECK_OUT, step) + _rungs("sos", SOS, sos)
    path.write_text(text, "utf-8")


def _rungs(ladder: str, rungs: tuple[tuple[list[str], list[str]], ...], step: float) -> str:
    return "".join(
        RUNG.format(ladder=ladder, minutes=n * step / 60, who=_toml(who), how=_toml(how))
        for n, (who, how) in enumerate(rungs)
    )


def _toml(words: list[str]) -> str:
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"
