"""Who is in the demonstration. Numbers are from the range Ofcom keeps for drama."""

from __future__ import annotations

from dataclasses import dataclass

from bot.demo.phones import Phone
from flows.facts import Channel, Role

SMS, TELEGRAM, VOICE = Channel.SMS, Channel.TELEGRAM, Channel.VOICE


@dataclass(frozen=True, slots=True)
class Part:
    """One in the cast. `role` None is a stranger; `chips` are words worth trying."""

    key: str
    name: str
    phone: str
    role: Role | None
    chips: tuple[str, ...]
    telegram: str | None = None
    on_duty: bool = False

    def addresses(self) -> dict[Channel, str]:
        """Where this person can be texted, in their order."""
        found = {SMS: self.phone}
        return found | {TELEGRAM: self.telegram} if self.telegram else found

    def pretend_phone(self) -> Phone:
        addresses = self.addresses() | {VOICE: self.phone}
        return Phone(self.key, self.name, self.phone, addresses)


ANA = Part(
    key="ana",
    name="Ana",
    phone="+447700900101",
    role=Role.VOLUNTEER,
    chips=("PLAN tomorrow 2-5 bowling", "IN", "OUT", "MORE 30", "SOS", "VISITS", "RECORD"),
    telegram="7700900101",
)
BEN = Part(
    key="ben",
    name="Ben",
    phone="+447700900102",
    role=Role.NAMED_PERSON,
    chips=("OK", "SAFE", "CAN'T REACH", "WHERE"),
)
CLEO = Part(
    key="cleo",
    name="Cleo",
    phone="+447700900103",
    role=Role.CO_ORDINATOR,
    chips=("WHO", "TASKS", "MATCH"),
    on_duty=True,
)
EVE = Part(
    key="eve",
    name="Eve",
    phone="+447700900105",
    role=Role.CARER,
    chips=("VISITS", "CHANGE", "We are running late"),
)
STRANGER = Part(key="stranger", name="", phone="+447700900199", role=None, chips=("Hello",))
DEE = Part(
    key="dee",
    name="Dee",
    phone="+447700900104",
    role=Role.CO_ORDINATOR,
    chips=("WHO",),
)

CAST = (ANA, BEN, CLEO, EVE, STRANGER, DEE)

REFERENCE = "K7"
"""What everybody calls Ana's young person."""

SUGGESTED = {
    "place": "City farm",
    "home_by": "in 2 hours",
    "visit": "1",
    "card": "OK",
    "plan_visit when": "tomorrow 2-5",
    "times": "2-5",
    "until": "5pm",
    "travel": "Bus",
    "cost": "12.50",
    "carer": "OK",
    "plan_visit child": "OK",
    "sure": "OK",
    "why": "I am ill",
    "when": "a week later",
    "child": "I will tell them",
    "carer_change why": "Illness",
    "tells": "OK",
    "carer_about about": "Move a visit",
    "incident": "NO",
    "did": "Bowling and chips",
    "chose": "K7",
    "mood": "Great",
    "next": "NO",
    "follow_up": "NO",
    "explained": "OK",
    "spent": "bus 4.20, chips 6",
    "letter": "OK",
    "days": "next week",
    "ring": "OK",
}
"""What a newcomer might answer, by the name of the question, or of conversation and question."""


def pretend_phones() -> tuple[Phone, ...]:
    return tuple(part.pretend_phone() for part in CAST)
