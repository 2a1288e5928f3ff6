"""The stage for phone stories: the real pipeline with recording phones and a clock that moves.

Every message that leaves must be heard by the story: what nobody expected fails at the end.
"""

from __future__ import annotations

import asyncio
import itertools
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from flows.decide import decide
from flows.decisions import (
    AddMatch,
    Join,
    LinkAddress,
    NamePerson,
    SetConsent,
    SetDuty,
    SetLanguage,
)
from flows.events import Arrived, Event, Place, ReachChanged, SendError
from flows.facts import Channel, Consent, Reach, Role, Snapshot
from flows.facts import Stage as MatchStage
from flows.scheme import Scheme
from scheduler.clock import MovableClock
from scheduler.deliver import Deliverer
from scheduler.intake import Intake
from scheduler.sending import Outgoing, SendFailed
from scheduler.tick import Tick
from storage import people, timers
from storage.store import Store
from storage.turn import Decide, take_turns
from tests.stories.still_open import still_open

NOON = datetime(2026, 6, 3, 11, 0, tzinfo=UTC)
"""Wednesday 3 June 2026, 12:00 in London."""

_ids = itertools.count(1)


@dataclass
class Phone:
    """One person's phone on one channel: says things in, hears what left for it."""

    stage: Stage
    channel: Channel
    value: str
    name: str
    person_id: int = 0
    heard: deque[Outgoing] = field(default_factory=deque)
    fails_with: SendError | None = None

    async def says(self, text: str, *, provider_id: str | None = None) -> None:
        """A message arrives; everything that follows at once has left when this returns."""
        await self.stage.arrives(self._event(text=text, provider_id=provider_id))

    async def shares(self, place: Place) -> None:
        await self.stage.arrives(self._event(place=place))

    async def taps(self, label: str) -> None:
        """Press a button of the newest message that had one so labelled."""
        for message in reversed(self.stage.log):
            for button in message.buttons:
                if message.to == self.value and button.label == label:
                    await self.stage.arrives(self._pressed(button.data))
                    return
        raise AssertionError(f"{self.name} was never shown a button {label!r}")

    def _pressed(self, data: str) -> Event:
        kind, _, rest = data.partition(":")
        return self._event(text=rest) if kind == "w" else self._event(choice=rest)

    async def presses(self, key: str) -> list[str]:
        """Answer the call that just rang and press a key; returns what is then spoken."""
        call = next(
            m for m in reversed(self.stage.log) if m.channel is Channel.VOICE and m.to == self.value
        )
        event = self._event(choice=key)
        spoken = await self.stage.intake.accept(
            Arrived(Channel.VOICE, self.value, event.provider_id, event.sent_at, choice=key,
                    call=call.id)
        )  # fmt: skip
        await self.stage.settle()
        return spoken

    async def presses_again(self, data: str) -> None:
        """Press a button by what it holds, wherever it hangs."""
        await self.stage.arrives(self._pressed(data))

    async def say_at_once(self, *texts: str) -> None:
        """Several messages before any is answered."""
        events = [self._event(text=text) for text in texts]
        await asyncio.gather(*(self.stage.intake.accept(event) for event in events))
        await self.stage.settle()

    async def opts_out(self) -> None:
        now = self.stage.clock.now()
        await self.stage.arrives(
            ReachChanged(self.channel, self.value, f"r{next(_ids)}", now, Reach.OPTED_OUT, "stop")
        )

    def _event(self, provider_id: str | None = None, **given: object) -> Arrived:
        return Arrived(
            self.channel,
            self.value,
            provider_id or f"m{next(_ids)}",
            self.stage.clock.now(),
            **given,  # type: ignore[arg-type]
        )

    def hears(self, *texts: str) -> None:
        """The next messages, in order and to the letter; a text ending in … is a beginning."""
        for text in texts:
            assert self.heard, f"{self.name} heard nothing, but should hear: {text}"
            said = self.heard.popleft().text
            if text.endswith("…"):
                assert said.startswith(text[:-1]), f"{self.name} heard: {said}"
            else:
                assert said == text, f"{self.name} heard: {said}"

    def hears_call(self, beginning: str) -> None:
        """The next thing is a call that says this."""
        assert self.heard, f"{self.name}'s phone did not ring"
        call = self.heard.popleft()
        assert call.channel is Channel.VOICE, f"{self.name} got a text, not a call: {call.text}"
        assert call.text.startswith(beginning), f"{self.name} was told: {call.text}"

    def hears_nothing(self) -> None:
        assert not self.heard, f"{self.name} heard: {[m.text for m in self.heard]}"

    def last(self) -> str:
        """Take the next message, whatever it is."""
        return self.heard.popleft().text


class Stage:
    """A scheme with Ana (volunteer), Ben (her named person), Cleo on duty and Dee off duty."""

    def __init__(self, store: Store, scheme: Scheme | None = None, now: datetime = NOON) -> None:
        self.store = store
        self.scheme = scheme or Scheme(name="Lantern IV", phone="0117 496 0000")
        self.clock = MovableClock(now)
        self.log: list[Outgoing] = []
        self.sent_at: dict[int, datetime] = {}
        self.phones: dict[tuple[bool, str], Phone] = {}
        self.entered: list[Phone] = []
        senders = {channel: _Carrier(self, channel) for channel in Channel}
        self.deliverer = Deliverer(
            store, store.keys, senders, self.clock, "story", self._failed, gather=0
        )
        self.intake = Intake(
            store, store.keys, self.scheme, self.clock, self.deliverer, decide, "story"
        )
        self.tick = Tick(store, store.keys, self.scheme, self.clock, self.intake, decide, "story")

    async def _failed(self, failure: object) -> None:
        await self.intake.feed(failure)  # type: ignore[arg-type]

    async def enters(
        self, name: str, role: Role, number: str, *, on_duty: bool = False, language: str = "en"
    ) -> Phone:
        """A person who has joined already, with one phone that gets texts and calls."""
        phone = self.phone(name, number)
        self.entered.append(phone)
        phone.person_id = await self.store.run(lambda conn: self.let_in(conn, name, role, number))
        await self.decided(
            phone,
            lambda event, s: [
                Join(s.invitation.id, s.me.id),  # type: ignore[union-attr]
                SetLanguage(s.me.id, language),  # type: ignore[union-attr]
                SetDuty(s.me.id, on_duty),  # type: ignore[union-attr]
            ],
        )
        return phone

    def let_in(self, conn: Connection, name: str, role: Role, number: str) -> int:
        now = self.clock.now()
        person = people.add_person(conn, self.store.keys, role, name, "", number, None, now)
        people.invite(conn, self.store.keys, person, role, now, now + timedelta(days=1))
        people.set_rank(conn, person, len(self.phones))
        return person

    async def names(self, volunteer: Phone, name: str, number: str) -> Phone:
        """The volunteer's named person, who has agreed."""
        phone = self.phone(name, number)
        await self.decided(
            volunteer,
            lambda event, s: [NamePerson(volunteer.person_id, s.fresh[0], name, number, "en")],
        )
        await self.decided(
            volunteer,
            lambda event, s: [SetConsent(volunteer.person_id, asked(s), Consent.AGREED)],
        )
        return phone

    async def matches(
        self,
        volunteer: Phone,
        reference: str,
        *,
        carer: Phone | None = None,
        co_ordinator: Phone | None = None,
        stage: MatchStage = MatchStage.ESTABLISHED,
        language: str | None = None,
    ) -> int:
        """The volunteer's young person; returns the match's id."""
        made: list[int] = []

        def add(event: Event, s: Snapshot) -> list[AddMatch]:
            made.append(s.fresh[0])
            return [
                AddMatch(
                    s.fresh[0], reference, volunteer.person_id, stage,
                    carer.person_id if carer else None,
                    co_ordinator.person_id if co_ordinator else None, language,
                )
            ]  # fmt: skip

        await self.decided(volunteer, add)
        return made[-1]

    async def links(self, phone: Phone, chat: str) -> None:
        """A Telegram chat that is this person's second way."""
        link = LinkAddress(phone.person_id, Channel.TELEGRAM, chat)
        await self.decided(phone, lambda event, s: [link])

    async def decided(self, phone: Phone, decide: Decide) -> None:
        """Something that was decided before the story begins."""
        event = Arrived(phone.channel, phone.value, f"m{next(_ids)}", self.clock.now())
        await self.store.run(
            lambda conn: take_turns(
                conn, self.store.keys, self.scheme, [event], self.clock.now(),
                claimed_by="story", claim_for=timedelta(minutes=1), decide=decide,
            )
        )  # fmt: skip

    def phone(self, name: str, value: str, channel: Channel = Channel.SMS) -> Phone:
        """A phone that nobody here knows yet."""
        phone = Phone(self, channel, value, name)
        self.phones[channel is Channel.TELEGRAM, value] = phone
        return phone

    async def clears_the_post(self) -> None:
        """Send what was left in the outbox by another process."""
        self.clock.move(timedelta(minutes=2))
        await self.deliverer.sweep()
        await self.settle()

    async def arrives(self, event: Event) -> None:
        await self.intake.accept(event)
        await self.settle()

    async def settle(self) -> None:
        """Wait until everything decided so far has left, failed or been refused."""
        while True:
            await self.intake.settled()
            await self.deliverer.drain_now()
            if self.intake.idle() and not self.deliverer.busy():
                return

    async def beat(self, minutes: float = 0, **more: float) -> None:
        """Time passes as it would: each due timer fires at its own instant."""
        end = self.clock.now() + timedelta(minutes=minutes, **more)
        while True:
            due = await self.store.read(timers.next_due)
            if due is None or due > end:
                break
            self.clock.move(max(due - self.clock.now(), timedelta()))
            await self.tick.run_once()
            await self.deliverer.sweep()
            await self.settle()
        self.clock.move(end - self.clock.now())
        await self.tick.run_once()
        await self.deliverer.sweep()
        await self.settle()

    async def nobody_forgotten(self) -> None:
        """Every visit, alert and absence in the database, and every co-ordinator who has joined
        in the story, has its next step."""
        found = await self.store.read(lambda conn: still_open(conn, self.clock.now()))
        entered = {phone.person_id for phone in self.entered}
        assert not (forgotten := list(found.without_next_step(entered))), forgotten

    def nothing_unheard(self) -> None:
        for phone in self.phones.values():
            phone.hears_nothing()

    async def close(self) -> None:
        await self.tick.stop()
        await self.intake.drain()
        await self.deliverer.drain()


def asked(s: Snapshot) -> int:
    """Who was named last and has not answered yet."""
    return next(link.person_id for link in s.named if link.consent is Consent.ASKED)


class _Carrier:
    """Brings messages to phones; fails as a phone is told to."""

    def __init__(self, stage: Stage, channel: Channel) -> None:
        self._stage = stage
        self._channel = channel

    async def send(self, message: Outgoing) -> str:
        assert message.text.strip(), "no provider takes an empty message"
        phone = self._stage.phones.get((self._channel is Channel.TELEGRAM, message.to))
        if phone is None:
            raise AssertionError(f"a message left for a phone that is not in the story: {message}")
        if phone.fails_with is not None and message.channel is phone.channel:
            raise SendFailed(phone.fails_with, "story")
        self._stage.log.append(message)
        self._stage.sent_at[message.id] = self._stage.clock.now()
        phone.heard.append(message)
        return f"p{next(_ids)}"

    async def find(self, message: Outgoing) -> str | None:
        return None

    async def close(self) -> None:
        return None
