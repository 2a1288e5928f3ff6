"""What carers write: behaviour, illness, a worry, danger; and what only sounds like it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading import carer_words as cw
from flows.reading.carer_words import About
from flows.words import understand

ANA = ("Ana",)

BEHAVIOUR = """
he's grounded
She's been playing up all week
he has been acting up
K7 kicked off at school
he doesn't deserve it
they were really rude to me
she's lost her privileges
he's been excluded from school
been fighting again
he won't listen
he lied to us
as a punishment he can't go
his behaviour has been awful
she smashed up her room
not earned it this week
mae o wedi camfihafio
mae hi'n cael ei chosbi
mae o wedi bod yn ddrwg
mae ymddygiad o'n ofnadwy
ddim yn haeddu mynd
"""

ILLNESS = """
poorly
he's ill
ill
she is very sick
sick
K7 is unwell
she's not well
not feeling very well
tummy bug
he's been throwing up all night
she has a temperature
he has a really bad cold
chickenpox!
broken his arm
in hospital
we've all got covid
upset tummy
sore throat and headache
she's under the weather
mae o'n sâl
mae hi'n dost
dydi o ddim yn dda
mae hi wedi bod yn chwydu
annwyd trwm
cur pen
yn yr ysbyty
"""

UNEXPECTED = """
funeral
my mum died
death in the family
family emergency
hospital appointment
he has a dentist appointment
the car has broken down
we are flooded
too much snow
something has come up
power cut
school closed
LAC review moved to then
contact has been changed
he is in court
angladd
mae'r car wedi torri i lawr
apwyntiad ysbyty
damwain
llifogydd
"""

NO_REASON = """
he's been playing up and he's poorly
I'll be there at 2
ill be late
ill let you know
it's a cold day
sick of this rain
he's not ill
she isn't poorly any more
it's nothing to do with behaviour
the car is playing up
his asthma is playing up
kick off is at 3
the match kicked off late
time for tea
he has a party
swimming lesson
school trip
we're on holiday
can't do saturday
no idea
2-5 bowling
14.00 - 17.00 on 06/06/2026
he was ill last week but ok now
the weather is bad
it's not too bad
he hit his head
by accident I sent this twice
food court at 2
mae o'n barod
iawn
"""

WORRIES = """
I'm worried about Ana
I am a bit concerned about the volunteer
not happy with Ana's visits
I don't trust her visitor
he came home upset after
she came back crying
K7 got home really distressed
he's been upset since the last visit
Ana hit him
she says he hurt her
the visitor shouted at them
he touched her
Ana smelled of alcohol
she told him not to tell
Ana gave him money
I have a complaint
I'd like to make a complaint
serious concerns
an allegation
safeguarding
inappropriate messages
she's scared of Ana
he doesn't want to go with Ana
there are bruises on his arm
took him to her house
dw i'n poeni am Ana
mae gen i bryder
pryder
cwyn
mae o wedi dod adref yn crio
ofn Ana
"""

NO_WORRIES = """
no worries
no concerns here
don't worry
not worried about the time
worried about the traffic
sorry to worry you
can't complain
he hit his head
she hurt her ankle
he's upset because you're late
upset tummy
where are you? I'm worried
came home happy
got home safe
tell Ana thank you
Ana is lovely
Ana was great with him
he likes Ana
dim pryder
"""

DANGERS = """
he's run off
K7 has run away
she's gone missing
he is missing
can't find him
I can't see her anywhere
she's hurt
he's badly hurt
call an ambulance
ring 999
he was hit by a car
not breathing
she's having an allergic reaction
he's having a seizure
he said he wants to hurt himself
he's got a knife
lost him in the shop
HELP
SOS
mae o ar goll
mae hi wedi brifo
ffoniwch ambiwlans
mae o wedi rhedeg i ffwrdd
"""

NO_DANGERS = """
ran off to get his coat
he's missing his coat
missing you all
she isn't hurt
he hurt his knee
can't find his shoes
running 10 late
police museum at 2
running off her energy
thanks for helping
he likes running
"""

MOVES = """
can't do saturday
we can't make it
cant manage sunday now
need to cancel
have to move the visit
can we rearrange
could you change the visit to sunday
cancel visit
cancel it please
another day?
different time please
no visit this week
he isn't going on saturday
methu gwneud dydd Sadwrn
angen newid yr ymweliad
gawn ni symud
"""

NO_MOVES = """
can you move your car
running late
can't wait!
see you saturday
he can't find his coat
no need to change
can we bring a friend
diolch
"""

GIVES_CONTACT = """
07700 900123
ring me on 07700900123
+44 7700 900 123
(07700) 900-123
oh seven seven oh oh nine one
eve@example.com
eve at example dot com
@eve_h
https://example.com
www.example.com
wa.me/447700900123
are you on whatsapp
my number is on the fridge
what's your address
her email
12 Church Street
12a Mill Lane
LE10 1AB
le101ab
5 Ffordd Caernarfon
fy rhif
"""

NO_CONTACT = """
K7 2pm
2-5
14.00 - 17.00
06/06/2026 14:00
10 minutes walk
2 mins down the lane
5 pm at the park
3 of us on the way
I owe you 12.50
one two three go
table for four at five
meet at the square
number 7 bus
the second gate
at 2 or 3
20 late sorry
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


def table(**wanted: str) -> list[tuple[str, str]]:
    return [(line, name) for name, text in wanted.items() for line in lines(text)]


@pytest.mark.parametrize(
    ("text", "about"),
    table(behaviour=BEHAVIOUR, illness=ILLNESS, unexpected=UNEXPECTED, none=NO_REASON),
)
def test_the_reason_is_believed_only_where_it_is_clear(text: str, about: str) -> None:
    found = cw.reason(text, ANA)
    assert found == (None if about == "none" else About(about))


@pytest.mark.parametrize("text", [*lines(BEHAVIOUR), "he's had a meltdown", "a telling off"])
def test_behaviour_is_not_for_the_other(text: str) -> None:
    assert cw.is_behaviour(text)


@pytest.mark.parametrize(
    "text", lines(ILLNESS + UNEXPECTED + NO_WORRIES + NO_DANGERS + NO_CONTACT + NO_MOVES)
)
def test_what_is_no_behaviour(text: str) -> None:
    assert not cw.is_behaviour(text)


@pytest.mark.parametrize("text", lines(WORRIES))
def test_a_worry(text: str) -> None:
    assert cw.is_worry(text, ANA)
    assert cw.reason(text, ANA) is About.WORRY


@pytest.mark.parametrize("text", lines(NO_WORRIES + NO_REASON + ILLNESS + BEHAVIOUR + NO_CONTACT))
def test_no_worry(text: str) -> None:
    assert not cw.is_worry(text, ANA)


@pytest.mark.parametrize("text", lines(DANGERS))
def test_danger(text: str) -> None:
    assert cw.is_danger(text, understand(text))


@pytest.mark.parametrize("text", lines(NO_DANGERS + NO_WORRIES + NO_REASON + NO_CONTACT))
def test_no_danger(text: str) -> None:
    assert not cw.is_danger(text, understand(text))


@pytest.mark.parametrize("text", lines(MOVES))
def test_asks_to_move_a_visit(text: str) -> None:
    assert cw.moves(text)


@pytest.mark.parametrize("text", lines(NO_MOVES + NO_CONTACT + NO_WORRIES + ILLNESS))
def test_does_not_ask_to_move_a_visit(text: str) -> None:
    assert not cw.moves(text)


@pytest.mark.parametrize("text", lines(GIVES_CONTACT))
def test_a_way_to_reach_somebody(text: str) -> None:
    assert cw.gives_contact(text)


@pytest.mark.parametrize("text", lines(NO_CONTACT + NO_MOVES + NO_WORRIES + ILLNESS + BEHAVIOUR))
def test_no_way_to_reach_anybody(text: str) -> None:
    assert not cw.gives_contact(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("not yet", True), ("Not yet, sorry", True), ("don't know", True), ("no idea", True),
        ("I don't know yet", True), ("no", True), ("not sure", True), ("ddim eto", True),
        ("will let you know", True), ("sunday 2-5", False), ("", False), ("yes", False),
        ("no, sunday 2-5", False), ("next week", False), ("ok", False),
    ],
)  # fmt: skip
def test_no_other_time(text: str, meant: bool) -> None:
    assert cw.not_yet(text) is meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("when is the next visit?", True), ("When's the next visit", True), ("next visit", True),
        ("what day is Ana's visit", True), ("pryd mae'r ymweliad nesaf", True),
        ("what time are you coming?", False), ("when", False), ("good visit", False),
    ],
)  # fmt: skip
def test_when_the_next_visit_is(text: str, meant: bool) -> None:
    assert cw.asks_when(text) is meant


@given(st.text(max_size=60), st.text(min_size=1, max_size=8))
def test_anything_can_be_read(text: str, name: str) -> None:
    cw.reason(text, [name])
    cw.is_behaviour(text)
    cw.is_danger(text, understand(text))
    cw.moves(text)
    cw.asks_when(text)
    cw.not_yet(text)
    cw.gives_contact(text)


@pytest.mark.parametrize(
    "text",
    ["very " * 3000, "is " * 5000, "12 a " * 3000, "x@" * 6000, "1 " * 8000, "a" * 20000,
     "worried about the the the " * 500, "can we i you it this " * 700],
)  # fmt: skip
def test_no_text_takes_long(text: str) -> None:
    began = time.perf_counter()
    test_anything_can_be_read.hypothesis.inner_test(text, "Ana")  # type: ignore[attr-defined]
    assert time.perf_counter() - began < 1
