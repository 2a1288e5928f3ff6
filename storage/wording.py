"""From a decision to say something to the words that leave the house."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from flows.decisions import NewCode, NewNumber, Option, Resend, Say, Urgency
from flows.facts import Address, Channel, Person, TaskKind
from flows.ladder import How
from flows.routing import Routed, route
from flows.scheme import Scheme
from locales.catalogues import known, placeholders, worded
from locales.message import Message, Text
from locales.rendering import both, render, render_label, render_options
from storage import calendar, links
from storage.keys import Keys
from storage.outbox_row import Attachment, Button, OutboxRow

SAFETY_VALID_FOR = timedelta(minutes=10)
"""A provider that has queued an alert for longer must not deliver it as if it were news."""

_TYPED = (Channel.SMS, Channel.WHATSAPP)
"""Channels that have neither buttons nor files."""

BUTTON_BYTES = 64
"""Telegram's limit for what a button sends back."""


@dataclass(frozen=True, slots=True)
class Speech:
    """The circumstances in which one turn's messages are worded.

    `channel` and `address` are where the event came from (None and "" for our own), `here`
    the same as one of `me`'s addresses. `codes` are those of the alerts raised in this turn,
    by the alert's id; `numbers` those of the tasks opened in it, by kind. Without `keys` no
    link can be given.
    """

    scheme: Scheme
    now: datetime
    claimed_until: datetime
    new_id: Callable[[], int]
    me: Person | None = None
    channel: Channel | None = None
    address: str = ""
    here: Address | None = None
    codes: Mapping[int, str] = field(default_factory=dict)
    numbers: Mapping[TaskKind, int] = field(default_factory=dict)
    keys: Keys | None = None


@dataclass(slots=True)
class Worded:
    """What one Say became. `held` waits for its time, `lost` has nobody it could reach."""

    outgoing: list[OutboxRow] = field(default_factory=list)
    held: list[tuple[OutboxRow, datetime]] = field(default_factory=list)
    lost: list[OutboxRow] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)


def word(say: Say, to: Person | None, speech: Speech) -> Worded:
    """Word `say` for a person, or for the stranger that the event came from (`to` None).

    Raises TypeError when it says NEW_CODE in a turn that raises no alert, ValueError when a
    stranger is addressed by an event that came from nobody, or for a button that holds too
    much.
    """
    said = Worded()
    answers = to is None or (speech.me is not None and to.id == speech.me.id)
    spoken = say.how is How.TEXT and say.urgency is not Urgency.SAFETY
    if answers and speech.channel is Channel.VOICE and spoken:
        said.inline.append(_text(say, to, speech, Channel.VOICE)[0])
        return said
    places = _places(say, to, speech, speech.here if answers else None)
    for place in places:
        row = _row(say, to, speech, place)
        if place.not_before is None:
            said.outgoing.append(row)
        else:
            said.held.append((row, place.not_before))
    if not places:
        lost = Routed(Channel.VOICE if say.how is How.CALL else Channel.SMS, "")
        said.lost.append(_row(say, to, speech, lost))
    return said


def again(resend: Resend, earlier: OutboxRow, to: Person, speech: Speech) -> Worded:
    """The same words by another address; rung up with them if only that is left.

    Addresses that failed for these words before are never tried again, or two bad ones would
    be tried in turn for ever. Nothing at all when no address is left.
    """
    tried = tuple(dict.fromkeys((*earlier.tried, *resend.not_by)))
    say = Say(to.id, _NAMELESS, urgency=earlier.urgency, not_by=tried)
    places = route(say, to, speech.now, speech.scheme)
    if not places and earlier.safety:
        places = route(replace(say, how=How.CALL, not_by=()), to, speech.now, speech.scheme)
    said = Worded()
    for place in places:
        row = replace(
            earlier,
            id=speech.new_id(),
            channel=place.channel,
            to=place.to,
            address_id=place.address_id,
            queued_at=speech.now,
            claimed_until=speech.claimed_until,
            buttons=earlier.buttons if place.channel is Channel.TELEGRAM else (),
            text=_without_file(earlier, place.channel),
            file=earlier.file if place.channel is Channel.TELEGRAM else None,
            template=None,
            attempts=0,
            unsure_since=None,
            tried=tried,
        )
        if place.not_before is None:
            said.outgoing.append(row)
        else:
            said.held.append((row, place.not_before))
    return said


def _without_file(earlier: OutboxRow, channel: Channel) -> str:
    """What a file said is a link where no files are taken, and nothing in a call."""
    if earlier.file is None or not earlier.file.link or channel not in _TYPED:
        return earlier.text
    return f"{earlier.text}\n{earlier.file.link}"


# No template is known by this name, so a WhatsApp address outside its window is passed by.
_NAMELESS = Message("", "")


def _places(say: Say, to: Person | None, speech: Speech, here: Address | None) -> list[Routed]:
    if to is not None:
        return route(say, to, speech.now, speech.scheme, here)
    if speech.channel is None:
        raise ValueError(f"{say.message.name} answers a stranger, but nobody has spoken")
    return [Routed(speech.channel, speech.address)]


def _row(say: Say, to: Person | None, speech: Speech, place: Routed) -> OutboxRow:
    text, language = _text(say, to, speech, place.channel)
    telegram = place.channel is Channel.TELEGRAM
    return OutboxRow(
        id=speech.new_id(),
        channel=place.channel,
        to=place.to,
        text="\n".join((text, *_links(say, to, speech, place.channel))),
        language=language,
        urgency=say.urgency,
        queued_at=speech.now,
        claimed_until=speech.claimed_until,
        buttons=tuple(_button(o, say, language, speech) for o in say.options) if telegram else (),
        valid_for=SAFETY_VALID_FOR if say.urgency is Urgency.SAFETY else None,
        template=_template(say, place, language, speech),
        person_id=to.id if to else None,
        address_id=place.address_id,
        alert_id=say.alert,
        rung=say.rung,
        visit_id=say.visit,
        file=_file(say, to, speech) if telegram else None,
    )


def _links(say: Say, to: Person | None, speech: Speech, channel: Channel) -> list[str]:
    """The last lines: a visit's dates where no file can follow, and where a letter is."""
    where, keys = speech.scheme.public_url, speech.keys
    if not where or keys is None or channel is Channel.VOICE:
        return []
    lines = []
    if say.calendar is not None and channel in _TYPED:
        language = known(to.language if to else None)
        lines.append(links.visit_url(keys, where, say.calendar.visit, language))
    if say.letter is not None:
        lines.append(links.letter_url(keys, where, say.letter))
    return lines


def _file(say: Say, to: Person | None, speech: Speech) -> Attachment | None:
    """A visit's dates, for a calendar."""
    dates = say.calendar
    if dates is None:
        return None
    uid, language = calendar.uid_of(dates.visit), to.language if to else None
    content = calendar.calendar_file(dates, language, speech.now, uid)
    link = "".join(_links(replace(say, letter=None), to, speech, Channel.SMS))
    return Attachment(calendar.NAME, calendar.KIND, content, link)


def _text(say: Say, to: Person | None, speech: Speech, channel: Channel) -> tuple[str, str]:
    """The text and the language it really is in, which a voice must know."""
    call = channel is Channel.VOICE
    message = say.spoken or say.message if call else say.message
    args = _coded(say.args, say, speech)
    language = worded(message, to.language if to else None)[1]
    if say.both_languages and not call:
        text = both(message, args, speech.now, speech.scheme.languages)
    else:
        text = render(message, language, args, speech.now)
    # A call has its own keys; Telegram has buttons.
    if channel in _TYPED:
        numbered = [
            _coded(option.label, say, speech)
            for option in say.options
            if option.word is None and not option.unlisted
        ]
        if numbered:
            text = f"{text}\n{render_options(numbered, language, speech.now)}"
    return text, language


def _button(option: Option, say: Say, language: str, speech: Speech) -> Button:
    label = render_label(_coded(option.label, say, speech), language, speech.now)
    if option.word is not None:
        data = f"w:{_coded(option.word, say, speech)}"
    else:
        data = f"p:{say.prompt}:{option.key}"
    if len(data.encode()) > BUTTON_BYTES:
        raise ValueError(f"{say.message.name}: button {option.key!r} holds over 64 bytes")
    return Button(label, data)


def _template(
    say: Say, place: Routed, language: str, speech: Speech
) -> tuple[str, dict[str, str]] | None:
    """An approved template's id with each of the message's blanks, by name, filled."""
    if place.template is None:
        return None
    args = _coded(say.args, say, speech)
    names = sorted(placeholders(say.message.english))
    blanks = {name: Message(f"{say.message.name}.{name}", f"{{{name}}}") for name in names}
    filled = {name: render(blank, language, args, speech.now) for name, blank in blanks.items()}
    return place.template, filled


def _coded(value: Any, say: Say, speech: Speech) -> Any:
    """`value` with NEW_CODE and NEW_NUMBER, wherever they stand, replaced by what they stand for.

    What stands for nothing is left, and refused when it is to be worded.
    """
    codes, numbers = speech.codes, speech.numbers
    if not codes and not numbers:
        return value
    match value:
        case NewCode() if codes:
            return codes.get(say.alert or 0) or next(iter(codes.values()))
        case NewNumber():
            return numbers.get(say.task, value) if say.task else value
        case Text(message, args):
            return Text(message, _coded(args, say, speech))
        case tuple() | list():
            return type(value)(_coded(item, say, speech) for item in value)
        case Mapping():
            return {name: _coded(item, say, speech) for name, item in value.items()}
    return value
