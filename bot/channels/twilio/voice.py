"""What a call says, and what a pressed key does.

Source: Twilio's TwiML pages for Gather, Say and Hangup.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from twilio.twiml.voice_response import Gather, VoiceResponse  # type: ignore[import-untyped]

from bot.channels.twilio.reading import address, needed
from bot.channels.twilio.settings import TwilioSettings
from flows.events import Arrived
from flows.facts import Channel
from locales.catalogues import ENGLISH, worded
from locales.voice_messages import VOICE_AGAIN, VOICE_UNKNOWN_CALL
from scheduler.sending import Inbox

Line = tuple[str, str]
"""What is said, and in which language."""

_VOICES = {"en": ("Polly.Amy", "en-GB"), "cy": ("Polly.Gwyneth", "cy-GB")}
_KEYS = frozenset("0123456789*#")
_REPEAT = "2"
_PAUSE = 1  # seconds between the two tellings
_WAIT = 8  # seconds for a key after the last word


def call_url(settings: TwilioSettings, message: int, turn: int = 0) -> str:
    """Where Twilio asks what to say. `turn` counts the questions put on one call, so that a
    request sent twice is one event and the next key is another."""
    turns = f"&n={turn}" if turn else ""
    return f"{settings.public_url}/twilio/voice?m={message}{turns}"


@dataclass(frozen=True, slots=True)
class Call:
    """One request of a call under way: the message it tells, and the number of the question
    that a key answers."""

    message: int
    turn: int
    sid: str
    number: str
    key: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Answers Twilio's requests about calls with TwiML.

    Only a key is an answer, and only `inbox` says what it means; "2" asks to hear it again
    and changes nothing.
    """

    inbox: Inbox
    settings: TwilioSettings

    async def answer(self, form: Mapping[str, str], query: Mapping[str, str], now: datetime) -> str:
        """TwiML for one request. Raises FormError, and what `inbox` raises."""
        call = _read(form, query)
        if call is None:
            return self._nothing_here()
        told = await self.inbox.spoken(call.message)
        if call.key and call.key != _REPEAT:
            return await self._pressed(call, told, now)
        return self._tell(call, *told) if told else self._nothing_here()

    async def _pressed(self, call: Call, told: Line | None, now: datetime) -> str:
        # A key for a message that is no longer known is handed in all the same: it may be
        # the one answer that a chase waits for.
        said = await self.inbox.accept(
            Arrived(
                channel=Channel.VOICE,
                address=call.number,
                provider_id=f"{call.sid}:{call.turn}",
                sent_at=now,
                choice=call.key,
                call=call.message,
            )
        )
        if said:
            return _goodbye(*((line, told[1] if told else ENGLISH) for line in said))
        if told is None:
            return self._nothing_here()
        return self._tell(call, *told, worded(VOICE_AGAIN, told[1]))

    def _tell(self, call: Call, text: str, language: str, *first: Line) -> str:
        """Say it twice and wait for one key; without one, hang up. Any key interrupts."""
        # An empty finishOnKey makes # a key like the others rather than an end without one.
        gather = Gather(
            action=call_url(self.settings, call.message, call.turn + 1),
            method="POST",
            input="dtmf",
            num_digits=1,
            finish_on_key="",
            timeout=_WAIT,
        )
        _say(gather, *first, (text, language))
        gather.pause(length=_PAUSE)
        _say(gather, (text, language))
        response = VoiceResponse()
        response.append(gather)
        response.hangup()
        return str(response)

    def _nothing_here(self) -> str:
        return _goodbye(worded(VOICE_UNKNOWN_CALL, ENGLISH))


def _read(form: Mapping[str, str], query: Mapping[str, str]) -> Call | None:
    """None for a call that is none of ours, such as somebody ringing back."""
    sid, called = needed(form, "CallSid"), address(needed(form, "To"))
    message = _count(query.get("m", ""))
    if message is None or called is None:
        return None
    digits = form.get("Digits", "")
    key = digits if digits in _KEYS else ""
    return Call(message, _count(query.get("n", "")) or 0, sid, called[1], key)


def _goodbye(*lines: Line) -> str:
    response = VoiceResponse()
    _say(response, *lines)
    response.hangup()
    return str(response)


def _say(verb: Gather | VoiceResponse, *lines: Line) -> None:
    for text, language in lines:
        voice, spoken = _VOICES.get(language.partition("-")[0], _VOICES[ENGLISH])
        verb.say(text, voice=voice, language=spoken)


def _count(value: str) -> int | None:
    """A number that we may have put into a URL ourselves; message ids are below 2 to the 63."""
    digits = value.isascii() and value.isdigit() and len(value) <= 19
    return int(value) if digits and int(value) < 2**63 else None
