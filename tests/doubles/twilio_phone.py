"""A phone that Twilio calls: it hears what TwiML says and presses keys.

Reads TwiML as strictly as Twilio does, from the reference of Response, Say, Pause, Gather and
Hangup, and knows nothing else: any other verb or attribute fails the call.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from xml.etree import ElementTree as ET

Picked = Literal["completed", "busy", "no-answer", "failed", "canceled"]

ATTRIBUTES = {
    "Response": set[str](),
    "Say": {"voice", "language", "loop"},
    "Pause": {"length"},
    "Gather": {"action", "method", "timeout", "numDigits", "finishOnKey", "input"},
    "Hangup": set[str](),
}
INSIDE = {"Response": {"Say", "Pause", "Gather", "Hangup"}, "Gather": {"Say", "Pause"}}
VOICES = {"Polly.Amy": "en-GB", "Polly.Gwyneth": "cy-GB"}
SAY_LENGTH = 4096


class TwimlError(Exception):
    """Twilio would read out that an application error has occurred, and hang up."""


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Script:
    """One TwiML document: what is said, and where a key goes."""

    lines: tuple[Line, ...]
    action: str | None
    hangs_up: bool


@dataclass(slots=True)
class Phone:
    """`keys` are pressed one a question; then it listens to the end. `picks_up` is how the
    call ends; a voicemail is a phone that picks up and presses nothing."""

    keys: list[str] = field(default_factory=list)
    picks_up: Picked = "completed"


@dataclass(slots=True)
class Heard:
    """What one call was told, document by document; `error` when Twilio gave it up."""

    scripts: list[Script] = field(default_factory=list)
    error: str = ""

    @property
    def texts(self) -> list[list[str]]:
        return [[line.text for line in script.lines] for script in self.scripts]


def parse(twiml: str, content_type: str) -> Script:
    """One document. Raises TwimlError for whatever Twilio would not play."""
    if content_type not in ("text/xml", "application/xml"):
        raise TwimlError(f"content type {content_type}")  # 12300
    try:
        root = ET.fromstring(twiml)
    except ET.ParseError as wrong:
        raise TwimlError(f"not XML: {wrong}") from None  # 12100
    if root.tag != "Response":
        raise TwimlError(root.tag)
    _check(root)
    gather = root.find("Gather")
    lines = tuple(_line(say) for say in root.iter("Say"))
    return Script(lines, _action(gather), root.find("Hangup") is not None)


def _check(element: ET.Element) -> None:
    if element.tag not in ATTRIBUTES or not set(element.attrib) <= ATTRIBUTES[element.tag]:
        raise TwimlError(f"{element.tag} {sorted(element.attrib)}")  # 12200
    for child in element:
        if child.tag not in INSIDE.get(element.tag, set()):
            raise TwimlError(f"{child.tag} inside {element.tag}")
        _check(child)


def _line(say: ET.Element) -> Line:
    text = say.text or ""
    voice, language = say.get("voice", ""), say.get("language", "")
    if not text.strip() or len(text) > SAY_LENGTH:
        raise TwimlError("a Say needs text, at most 4,096 characters")  # 13521
    if VOICES.get(voice) != language:
        raise TwimlError(f"{voice} does not speak {language}")  # 13512
    return Line(text, language)


def _action(gather: ET.Element | None) -> str | None:
    if gather is None:
        return None
    if gather.get("numDigits") != "1" or gather.get("method", "POST") != "POST":
        raise TwimlError("this phone presses one key and posts it")
    if not 1 <= int(gather.get("timeout", "5")) <= 60:
        raise TwimlError("timeout")
    return gather.attrib["action"]
