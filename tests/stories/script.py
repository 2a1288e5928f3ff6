"""A long story as a script: what people send, when, and every message that leaves because of it.

A script is plain text. "== Sat 6 Jun 13:55" moves the clock there, timers firing on the way;
"Ana > OUT" sends, "Ana * OK" taps a button, "Cleo # 1" presses a key of a call. Indented lines
below are all that leaves until the next such line, in the order of time: "14:02 Ana: text", with
" [OK] [CHANGE]" for buttons, " (call)" for a call and " (file)" for a file. Within one minute
the order counts for nothing: two people's phones have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from flows.facts import Channel
from scheduler.sending import Outgoing
from tests.stories.stage import Phone, Stage

LONDON = ZoneInfo("Europe/London")
_TOKEN = re.compile(r"/(visit|letter)/[\w-]+")
_ACT = re.compile(r"(?P<name>.+?) (?P<sign>[>*#]) (?P<words>.+)")


@dataclass
class Step:
    """One thing that happens, and what is to leave because of it."""

    line: str
    expected: list[str] = field(default_factory=list)


def read(script: str) -> list[Step]:
    """The steps of a script; blank lines and lines that begin with "#" say nothing."""
    steps: list[Step] = []
    for line in script.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith(" "):
            steps[-1].expected.append(line.strip())
        else:
            steps.append(Step(line.strip()))
    return steps


async def play(stage: Stage, cast: Mapping[str, Phone], step: Step) -> list[str]:
    """Do one step; returns what left, worded as a script words it."""
    before = len(stage.log)
    if step.line.startswith("=="):
        at = _instant(step.line.removeprefix("=="), stage.clock.now())
        await stage.beat(seconds=(at - stage.clock.now()).total_seconds())
    else:
        await _acts(cast, step.line)
    names = {(p.channel is Channel.TELEGRAM, p.value): name for name, p in cast.items()}
    said = [_worded(m, stage.sent_at[m.id], names) for m in stage.log[before:]]
    for phone in stage.phones.values():
        phone.heard.clear()
    return [line for _, line in sorted(said)]


async def _acts(cast: Mapping[str, Phone], line: str) -> None:
    found = _ACT.fullmatch(line)
    assert found, f"who does what? {line}"
    phone, words = cast[found["name"]], found["words"]
    match found["sign"]:
        case ">":
            await phone.says(words)
        case "*":
            await phone.taps(words)
        case _:
            await phone.presses(words)


def _instant(words: str, now: datetime) -> datetime:
    """ "Sat 6 Jun 13:55" in London, of the year it is."""
    year = now.astimezone(LONDON).year
    at = datetime.strptime(f"{words.strip()} {year}", "%a %d %b %H:%M %Y").replace(tzinfo=LONDON)
    assert f"{at:%a}" == words.split(maxsplit=1)[0], f"{words} is no {words.split(maxsplit=1)[0]}"
    assert at > now, f"{words} has passed"
    return at


def _worded(
    message: Outgoing, at: datetime, names: Mapping[tuple[bool, str], str]
) -> tuple[tuple[datetime, str, str], str]:
    name = names[message.channel is Channel.TELEGRAM, message.to]
    text = _TOKEN.sub(r"/\1/...", message.text.replace("\n", " / "))
    buttons = "".join(f" [{button.label}]" for button in message.buttons)
    file = " (file)" if message.file else ""
    call = " (call)" if message.channel is Channel.VOICE else ""
    local = at.astimezone(LONDON)
    minute = local.replace(second=0, microsecond=0)
    line = f"{local:%H:%M} {name}: {text}{buttons}{call}{file}"
    return (minute, name, line), line


def days(steps: list[Step]) -> Iterator[str]:
    """The script anew, from its steps."""
    for step in steps:
        yield f"\n{step.line}" if step.line.startswith("==") else step.line
        yield from (f"    {line}" for line in step.expected)
