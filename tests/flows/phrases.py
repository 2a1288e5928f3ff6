"""What people type for visits, days away, money and travel, and what each means: tables.

`python -m tests.flows.phrases` prints how many of each table are read as meant, and which are
not. A line is "typed => meant". Times are on a London clock, "+3 14:00" three days on; "asks"
stands before times to choose from, "none" for what must be asked again, and the words left over
stand after "|".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

from flows.reading.money import read_pence
from flows.reading.travel import read_travel
from flows.times import local, read_days, read_when

Table = list[tuple[str, str]]

JUNE = datetime(2026, 6, 10, 12, 0, tzinfo=UTC)
"""A Wednesday, one o'clock in London."""
MARCH = datetime(2026, 3, 25, 13, 0, tzinfo=UTC)
"""The Wednesday before the clocks go forward, on Sunday 29 March at 01:00 UTC."""
OCTOBER = datetime(2026, 10, 21, 12, 0, tzinfo=UTC)
"""The Wednesday before the clocks go back, on Sunday 25 October at 01:00 UTC."""


def table(text: str) -> Table:
    """Lines of "typed => meant"."""
    rows = (line.split("=>") for line in text.strip().splitlines())
    return [(typed.strip(), meant.strip()) for typed, meant in rows]


VISITS_ENGLISH = table("""
    sat 2-5 bowling in Hinckley => +3 14:00 +3 17:00 | bowling in Hinckley
    Sat 2-5pm bowling in Hinckley => +3 14:00 +3 17:00 | bowling in Hinckley
    bowling in Hinckley sat 2-5 => +3 14:00 +3 17:00 | bowling in Hinckley
    bowling sat 2-5 in Hinckley => +3 14:00 +3 17:00 | bowling in Hinckley
    Bowling, Hinckley, Saturday 2pm - 5pm => +3 14:00 +3 17:00 | Bowling, Hinckley
    Sat 2pm to 5pm, bowling => +3 14:00 +3 17:00 | bowling
    sat 2 til 5 => +3 14:00 +3 17:00
    sat 2 till 5ish => +3 14:00 +3 17:00
    sat 2ish to 5ish => +3 14:00 +3 17:00
    sat 2ish => +3 14:00 -
    sat about 2 => +3 14:00 -
    sat at 2 for 3 hours => +3 14:00 +3 17:00
    sat 2pm 3hrs => +3 14:00 +3 17:00
    sat from 2 => +3 14:00 -
    sat from 2pm until 5pm => +3 14:00 +3 17:00
    sat between 2 and 5 => +3 14:00 +3 17:00
    sat 14:00-17:00 => +3 14:00 +3 17:00
    sat 14.00 - 17.00 => +3 14:00 +3 17:00
    sat 1400-1700 => +3 14:00 +3 17:00
    sat 14-17 => +3 14:00 +3 17:00
    sat 2.30 - 5 => +3 14:30 +3 17:00
    sat 2:30pm to 4:45pm => +3 14:30 +3 16:45
    sat half two till quarter to five => +3 14:30 +3 16:45
    sat half 2 til half 4 => +3 14:30 +3 16:30
    sat ten to two until five => +3 13:50 +3 17:00
    two till five on saturday => +3 14:00 +3 17:00
    sat noon to 3 => +3 12:00 +3 15:00
    sat 12-3 => +3 12:00 +3 15:00
    sat midday til 4 cinema => +3 12:00 +3 16:00 | cinema
    sat 10-4 => +3 10:00 +3 16:00
    sat 11-1 => +3 11:00 +3 13:00
    sat 9am-1pm => +3 09:00 +3 13:00
    sat morning 10-12 => +3 10:00 +3 12:00
    sat morning 9 til 1 => +3 09:00 +3 13:00
    sat afternoon 2-5 => +3 14:00 +3 17:00
    fri evening 6 til 8 => +2 18:00 +2 20:00
    fri night 7-9 => +2 19:00 +2 21:00
    fri 7-9pm cinema => +2 19:00 +2 21:00 | cinema
    10 in the morning on sat => +3 10:00 -
    meeting Kai sat 2-5 => +3 14:00 +3 17:00 | meeting Kai
    2pm sat bowling, home by 5 => +3 14:00 +3 17:00 | bowling
    sat 2pm at Costa, back for 5 => +3 14:00 +3 17:00 | Costa
    bowling on Saturday at 2 o'clock => +3 14:00 - | bowling
    sat 2-5 12 Church Street => +3 14:00 +3 17:00 | 12 Church Street
    sat 2-5 with 2 friends => +3 14:00 +3 17:00 | with 2 friends
    sat 2 - 5 Nando's 🍗 => +3 14:00 +3 17:00 | Nando's
    Saturday, 2-5. Swimming! => +3 14:00 +3 17:00 | Swimming
    SAT 2-5 SWIMMING => +3 14:00 +3 17:00 | SWIMMING
    this sat 2-5 => +3 14:00 +3 17:00
    this coming sat 2-5 => +3 14:00 +3 17:00
    coming saturday 2-5 => +3 14:00 +3 17:00
    a week on sat 2-5 => +10 14:00 +10 17:00
    sat week 2-5 => +10 14:00 +10 17:00
    week on saturday 2-5 => +10 14:00 +10 17:00
    two weeks on sat 2-5 => +17 14:00 +17 17:00
    in a fortnight on saturday 2-5 => +17 14:00 +17 17:00
    a fortnight on sat 2-5 => +17 14:00 +17 17:00
    sat fortnight 2-5 => +17 14:00 +17 17:00
    in two weeks on sat at 2 => +17 14:00 -
    saturday next week 2-5 => +10 14:00 +10 17:00
    next week sat 2-5 => +10 14:00 +10 17:00
    next week on tues 4-6 => +6 16:00 +6 18:00
    in a week at 3 => +7 15:00 -
    a week today 2-5 => +7 14:00 +7 17:00
    a week tomorrow 2-5 => +8 14:00 +8 17:00
    tomorrow week 2-5 => +8 14:00 +8 17:00
    in 3 days 2-5 => +3 14:00 +3 17:00
    next tues 4-6 => +6 16:00 +6 18:00
    next wed 2-5 => +7 14:00 +7 17:00
    wed 2-5 => 14:00 17:00
    wed 10-12 => +7 10:00 +7 12:00
    thurs after school 3.30-5.30 => +1 15:30 +1 17:30 | after school
    tomorrow 2-5 => +1 14:00 +1 17:00
    tomorrow at 2 til 5 => +1 14:00 +1 17:00
    tomoz 4-6 football => +1 16:00 +1 18:00 | football
    2-5 tomorrow => +1 14:00 +1 17:00
    tomorrow afternoon at 3 => +1 15:00 -
    day after tomorrow 2-5 => +2 14:00 +2 17:00
    the day after tomorrow at 2 => +2 14:00 -
    today 4-6 => 16:00 18:00
    this afternoon 3-5 => 15:00 17:00
    tonight 7 til 9 => 19:00 21:00
    tonight 7-9 film => 19:00 21:00 | film
    now til 5 => none
    20 june 2-5 => +10 14:00 +10 17:00
    20th june 2-5 => +10 14:00 +10 17:00
    june 20 2-5 => +10 14:00 +10 17:00
    June 20th, 2pm to 5pm => +10 14:00 +10 17:00
    20th of June 2026 2-5 => +10 14:00 +10 17:00
    sat 20th 2-5 => +10 14:00 +10 17:00
    sat the 20th at 2 => +10 14:00 -
    Sat 20 June 2-5 => +10 14:00 +10 17:00
    the 20th 2-5 => +10 14:00 +10 17:00
    20/6 2-5 => +10 14:00 +10 17:00
    20/06 2-5 => +10 14:00 +10 17:00
    20/06/26 2-5 => +10 14:00 +10 17:00
    20.06.26 2-5 => +10 14:00 +10 17:00
    20-06-2026 14:00-17:00 => +10 14:00 +10 17:00
    2026-06-20 14:00 => +10 14:00 -
    4 july 2-5 beach => +24 14:00 +24 17:00 | beach
    2 jan 2-5 => +206 14:00 +206 17:00
    first sat in july 2-5 => +24 14:00 +24 17:00
    the first saturday of july at 2 => +24 14:00 -
    2nd tues in july 4-6 => +34 16:00 +34 18:00
    last sunday of the month 2-5 => +18 14:00 +18 17:00
    last fri in june 6-8pm => +16 18:00 +16 20:00
    first sat of next month 2-5 => +24 14:00 +24 17:00
    boxing day 12-3 => +199 12:00 +199 15:00
    fri 8pm-1am => +2 20:00 +3 01:00
    fri 22:00 - 01:00 => +2 22:00 +3 01:00
    fri 8pm til midnight => +2 20:00 +3 00:00
    fri 8pm to sat 1am => +2 20:00 +3 01:00
    fri 10pm until 2 => +2 22:00 +3 02:00
    sat 6pm - sun 10am camping => +3 18:00 +4 10:00 | camping
    fri night 8-1 => +2 20:00 +3 01:00
    all day sat => +3 09:00 +3 18:00 all day
    sat all day => +3 09:00 +3 18:00 all day
    all day sat, Swansea => +3 09:00 +3 18:00 all day | Swansea
    Saturday all day trip to Swansea => +3 09:00 +3 18:00 all day | trip to Swansea
    all day tomorrow => +1 09:00 +1 18:00 all day
    all day on 20 june beach => +10 09:00 +10 18:00 all day | beach
    all day sat 10-6 => +3 10:00 +3 18:00 all day
    sat all day from 10 => +3 10:00 +3 18:00 all day
    sat all day until 8 => +3 09:00 +3 20:00 all day
    whole day sat => +3 09:00 +3 18:00 all day
    all day first sat in july => +24 09:00 +24 18:00 all day
    bowling 2-5 => 14:00 17:00 | bowling
    bowling 10-12 => +1 10:00 +1 12:00 | bowling
    next sat 2-5 => asks +3 14:00 or +10 14:00
    next sat all day => asks +3 09:00 or +10 09:00 all day
    next friday 4pm cinema => asks +2 16:00 or +9 16:00 | cinema
    sat after next 2-5 => asks +10 14:00 or +17 14:00
    sat or sun 2-5 => asks +3 14:00 or +4 14:00
    sat or sun at 2 park => asks +3 14:00 or +4 14:00 | park
    sat 2 or 3 => asks +3 14:00 or +3 15:00
    sat at 2 or half 2 => asks +3 14:00 or +3 14:30
    sat 8 => asks +3 08:00 or +3 20:00
    sat 2 til 5 or 6 => +3 14:00 -
    sat 2pm until late => +3 14:00 -
    sat => none
    sat morning => none
    saturday afternoon bowling => none
    after school thurs => none
    bank holiday 2-5 => none
    bank holiday monday 2-5 => none
    good friday 2-5 => none
    easter monday 2-5 => none
    half term 2-5 => none
    next week 2-5 => none
    this weekend 2-5 => none
    weekend 2-5 bowling => none
    sat until 5 => none
    home by 5 sat => none
    sat after 2 => none
    last sat 2-5 => none
    yesterday 2-5 => none
    every sat 2-5 => none
    saturdays 2-5 => none
    31 june 2-5 => none
    sat 21 june 2-5 => none
    6 june 2-5 => gone
    6/6 2-5 => gone
    6 June 2025 2-5 => gone
    today 9-11 => gone
    some time sat => none
    sat tbc => none
    in july 2-5 => none
    5 a side sat => none
    meet at 12 Church Street sat => none
    sat 2 friends cinema => none
    Saturday 13th June, 1pm-4pm, Twycross Zoo => +3 13:00 +3 16:00 | Twycross Zoo
    Sun 12 til half 3 lunch at Nando's => +4 12:00 +4 15:30 | lunch at Nando's
    taking Kai swimming tmrw 4-5.30 => +1 16:00 +1 17:30 | taking Kai swimming
    Friday after tea 6ish-8 => +2 18:00 +2 20:00 | after tea
    weds 17th 4.15pm til 6.15pm library => +7 16:15 +7 18:15 | library
    mon 3:30 - 5:30pm => +5 15:30 +5 17:30
    next monday 10am => +5 10:00 -
    sun 11 to 3 => +4 11:00 +4 15:00
    Thursday 5 till 7 gym => +1 17:00 +1 19:00 | gym
    tues 9-11am => +6 09:00 +6 11:00
    sat 1-4 & pizza => +3 13:00 +3 16:00 | pizza
    2nd july 6pm-8.30pm => +22 18:00 +22 20:30
    sat 3pm-late => +3 15:00 -
    sat 2pm (cinema) home 5.30 => +3 14:00 +3 17:30 | (cinema)
    Hi, sat 2-5 please => +3 14:00 +3 17:00 | Hi, please
    can we do sat 2-5? => +3 14:00 +3 17:00 | can we do
    sat 20th june all day alton towers 9am-7pm => +10 09:00 +10 19:00 all day | alton towers
    full day sunday => +4 09:00 +4 18:00 all day
    on the 4th of july from 11 => +24 11:00 -
    Sat the 4th of July 11-2 => +24 11:00 +24 14:00
    sat morning at 10 for 2 hours => +3 10:00 +3 12:00
    half ten till one sat => +3 10:30 +3 13:00
    quarter past three til five thirty on friday => +2 15:15 +2 17:30
    noon til 2 tomorrow => +1 12:00 +1 14:00
    3 weeks on sunday 2-4 => +25 14:00 +25 16:00
    tomorrow from half 3 => +1 15:30 -
    tonight => none
    today from 3 to 5 => 15:00 17:00
    in 2 hours => none
    8pm tonight => 20:00 -
    sat 7 => +3 19:00 -
    sun 8pm cinema => +4 20:00 - | cinema
    monday or tuesday 4-6 => asks +5 16:00 or +6 16:00
    last sat of july 2-5 => +45 14:00 +45 17:00
    first week of july 2-5 => none
    the weekend of the 20th 2-5 => none
    friday the 19th @ 5pm => +9 17:00 -
    19.6.26 17:00 => +9 17:00 -
    sat 2 1/2 hours => none
    usual time sat => none
    same again next week => none
    sat 5pm - 6am sun camping => +3 17:00 +4 06:00 | camping
    xmas eve 2-4 => +197 14:00 +197 16:00
    29 feb 2-5 => none
    sat 25:00 => none
    sat 2-5 M5 services => +3 14:00 +3 17:00 | M5 services
    sat 2-5 route 66 diner => +3 14:00 +3 17:00 | route 66 diner
    Sat 13/6 14:00 to 17:00 => +3 14:00 +3 17:00
    fri 19/6 at 4 for an hour => +9 16:00 +9 17:00
    sat 11am-1.30pm breakfast club => +3 11:00 +3 13:30 | breakfast club
    sat 2-5, mon 4-6 => none
    sat 2-5 mon 4-6 => none
    sunday dinner sat 12-2 => asks +3 12:00 or +4 12:00 | dinner sat
    sat not sun 2-5 => asks +3 14:00 or +4 14:00 | not sun
    sat 2-5 picnic in the sun => +3 14:00 +3 17:00 | picnic in the sun
    20 or 21 june 2-5 => none
    sat 13th or 20th 2-5 => asks +3 14:00 or +10 14:00
    sat 13 2-5 => +3 14:00 +3 17:00
    sat 2-5 every week => none
    week after next wed 4-6 => none
    sat 2-5 home by 6 => +3 14:00 +3 18:00
    sat 2pm, need to be home by 5.30pm => +3 14:00 +3 17:30
    sat 2 for 1 pizza 5-7 => +3 17:00 +3 19:00 | 2 for 1 pizza
    fri 8pm to 1am sat => +2 20:00 +3 01:00
    sat 2-1 => +3 14:00 -
    sat 9am-8am => +3 09:00 -
    all day breakfast cafe sat 2-5 => +3 14:00 +3 17:00 | all day breakfast cafe
""")

VISITS_WELSH = table("""
    dydd Sadwrn 2 tan 5 => +3 14:00 +3 17:00
    dydd Sadwrn 2-5 bowlio yn Llanelli => +3 14:00 +3 17:00 | bowlio yn Llanelli
    Sadwrn 2-5 => +3 14:00 +3 17:00
    ddydd Sadwrn rhwng 2 a 5 => +3 14:00 +3 17:00
    dydd Sadwrn o 2 tan 5 => +3 14:00 +3 17:00
    bowlio ddydd Sadwrn am 2 => +3 14:00 - | bowlio
    dydd Sadwrn am ddau tan bump => +3 14:00 +3 17:00
    dydd Sadwrn dau tan bump => +3 14:00 +3 17:00
    o ddau tan bump ddydd Sadwrn => +3 14:00 +3 17:00
    dydd Sadwrn rhwng dau a phump => +3 14:00 +3 17:00
    dydd Sadwrn am hanner awr wedi dau => +3 14:30 -
    dydd Sadwrn hanner awr wedi dau tan chwarter i bump => +3 14:30 +3 16:45
    dydd Sadwrn chwarter wedi 2 tan 5 => +3 14:15 +3 17:00
    dydd Sadwrn ugain munud i dri tan bump => +3 14:40 +3 17:00
    dydd Sadwrn 2 o'r gloch => +3 14:00 -
    dydd Sadwrn 2yp - 5yp => +3 14:00 +3 17:00
    dydd Sadwrn 2 y prynhawn tan 5 => +3 14:00 +3 17:00
    dydd Sadwrn 10 y bore tan 12 => +3 10:00 +3 12:00
    dydd Sadwrn 10yb tan 1yp => +3 10:00 +3 13:00
    dydd Sadwrn am 2 am 3 awr => +3 14:00 +3 17:00
    dydd Sadwrn 2 am dair awr => +3 14:00 +3 17:00
    dydd Sadwrn tua 2 => +3 14:00 -
    dydd Sadwrn hanner dydd tan 3 => +3 12:00 +3 15:00
    bore Sadwrn 10-12 => +3 10:00 +3 12:00
    bore Sadwrn am 10 => +3 10:00 -
    prynhawn Sadwrn 2-5 => +3 14:00 +3 17:00
    pnawn Sul 2-5 => +4 14:00 +4 17:00
    nos Wener 6 tan 8 => +2 18:00 +2 20:00
    nos Wener 8-10 sinema => +2 20:00 +2 22:00 | sinema
    nos Wener 8 tan 1 => +2 20:00 +3 01:00
    nos Iau am 7 => +1 19:00 -
    nos Fawrth 6-8 => +6 18:00 +6 20:00
    dydd Mawrth 4-6 => +6 16:00 +6 18:00
    Mawrth 4-6 nofio => +6 16:00 +6 18:00 | nofio
    Iau 4-6 => +1 16:00 +1 18:00
    Llun 4-6 pêl-droed => +5 16:00 +5 18:00 | pêl-droed
    dydd Mercher 2-5 => 14:00 17:00
    yfory am 2 => +1 14:00 -
    fory 2-5 => +1 14:00 +1 17:00
    yfory o 2 tan 5 => +1 14:00 +1 17:00
    bore fory 10-12 => +1 10:00 +1 12:00
    prynhawn yfory am 3 => +1 15:00 -
    nos yfory 7-9 => +1 19:00 +1 21:00
    drennydd 2-5 => +2 14:00 +2 17:00
    heddiw 4 tan 6 => 16:00 18:00
    heno 7-9 => 19:00 21:00
    heno am 7 ffilm => 19:00 - | ffilm
    prynhawn ma 3-5 => 15:00 17:00
    wythnos i ddydd Sadwrn 2-5 => +10 14:00 +10 17:00
    wythnos i Sadwrn 2-5 => +10 14:00 +10 17:00
    wythnos i heddiw 2-5 => +7 14:00 +7 17:00
    wythnos i fory 2-5 => +8 14:00 +8 17:00
    pythefnos i ddydd Sadwrn 2-5 => +17 14:00 +17 17:00
    dydd Sadwrn wythnos nesaf 2-5 => +10 14:00 +10 17:00
    dydd Sadwrn yma 2-5 => +3 14:00 +3 17:00
    dydd Mawrth nesaf 4-6 => +6 16:00 +6 18:00
    20 Mehefin 2-5 => +10 14:00 +10 17:00
    20fed o Fehefin 2-5 => +10 14:00 +10 17:00
    dydd Sadwrn 20 Mehefin 2 tan 5 => +10 14:00 +10 17:00
    4ydd o Orffennaf am 2 => +24 14:00 -
    Mehefin 20 2-5 => +10 14:00 +10 17:00
    y Sadwrn cyntaf ym mis Gorffennaf 2-5 => +24 14:00 +24 17:00
    dydd Sul olaf y mis 2-5 => +18 14:00 +18 17:00
    ail ddydd Mawrth mis Gorffennaf 4-6 => +34 16:00 +34 18:00
    Sadwrn cyntaf y mis nesaf 2-5 => +24 14:00 +24 17:00
    gŵyl San Steffan 12-3 => +199 12:00 +199 15:00
    drwy'r dydd Sadwrn => +3 09:00 +3 18:00 all day
    drwy'r dydd ddydd Sadwrn => +3 09:00 +3 18:00 all day
    dydd Sadwrn drwy'r dydd => +3 09:00 +3 18:00 all day
    dydd Sadwrn trwy’r dydd, Abertawe => +3 09:00 +3 18:00 all day | Abertawe
    diwrnod cyfan yfory => +1 09:00 +1 18:00 all day
    drwy'r dydd yfory 10 tan 6 => +1 10:00 +1 18:00 all day
    Sadwrn nesaf 2-5 => asks +3 14:00 or +10 14:00
    dydd Sadwrn nesaf am 2 => asks +3 14:00 or +10 14:00
    nos Wener nesaf 6-8 => asks +2 18:00 or +9 18:00
    dydd Sadwrn neu ddydd Sul 2-5 => asks +3 14:00 or +4 14:00
    dydd Sadwrn am 2 neu 3 => asks +3 14:00 or +3 15:00
    dydd Sadwrn => none
    bore Sadwrn => none
    ar ôl ysgol dydd Iau => none
    gŵyl y banc 2-5 => none
    wythnos nesaf 2-5 => none
    penwythnos yma 2-5 => none
    dydd Sadwrn diwethaf 2-5 => none
    ddoe 2-5 => none
    bob dydd Sadwrn 2-5 => none
    dydd Sadwrn erbyn 5 => none
    dydd Sadwrn 13eg o Fehefin 1 tan 4 => +3 13:00 +3 16:00
    pnawn dydd Sul 2-4 => +4 14:00 +4 16:00
    nos Lun nesaf 6-7.30 => +5 18:00 +5 19:30
    Sul 12 tan hanner awr wedi dau => +4 12:00 +4 14:30
    mynd i nofio fory 4-5.30 => +1 16:00 +1 17:30 | mynd i nofio
    nos Wener o 6 o'r gloch tan 8 o'r gloch => +2 18:00 +2 20:00
    dydd Iau 5 hyd 7 => +1 17:00 +1 19:00
    dydd Sadwrn am un o'r gloch => +3 13:00 -
    dydd Sadwrn 11 y bore tan 2 y prynhawn => +3 11:00 +3 14:00
    wythnos i ddydd Iau am 4 => +8 16:00 -
    tair wythnos i ddydd Sul 2-4 => +25 14:00 +25 16:00
    dydd Llun neu ddydd Mawrth 4-6 => asks +5 16:00 or +6 16:00
    Sadwrn olaf mis Gorffennaf 2-5 => +45 14:00 +45 17:00
    bore Sul am 11 tan 1 => +4 11:00 +4 13:00
    dydd Sul i gyd => none
    am hanner dydd ddydd Sadwrn => +3 12:00 -
    dydd Mercher nesaf 4-6 => +7 16:00 +7 18:00
    nos Sadwrn => none
    cwrdd â Kai ddydd Gwener am bedwar => +2 16:00 - | cwrdd â Kai
    ddydd Gwener o dri o'r gloch => +2 15:00 -
    4 Gorffennaf drwy'r dydd traeth => +24 09:00 +24 18:00 all day | traeth
    penwythnos nesaf 2-5 => none
    y Sul yma 2-4 => +4 14:00 +4 16:00
    heno o 7 => 19:00 -
    dydd Sad 1-3 => +3 13:00 +3 15:00
    dydd Sadwrn nid dydd Sul 2-5 => asks +3 14:00 or +4 14:00 | nid dydd Sul
    dydd Gwener 19 Mehefin o hanner awr wedi pedwar tan hanner awr wedi chwech => +9 16:30 +9 18:30
    bob yn ail ddydd Sadwrn 2-5 => none
    ar ôl 2 ddydd Sadwrn => none
    dydd Sadwrn 2-5 adref erbyn 6 => +3 14:00 +3 18:00
""")

VISITS_MARCH = table("""
    sat 2-5 => +3 14:00 +3 17:00 3h
    sat 11pm-3am => +3 23:00 +4 03:00 3h
    sat 8pm to 1am => +3 20:00 +4 02:00 5h
    sat 11pm for 4 hours => +3 23:00 +4 04:00 4h
    sun 1:30am-4am => +4 02:30 +4 04:00 1.5h
    sun 1am to 1:30am => +4 02:00 +4 02:30 0.5h
    sun 2-5 => +4 14:00 +4 17:00 3h
    all day sun => +4 09:00 +4 18:00 all day 9h
    nos Sadwrn 11 tan 3 => +3 23:00 +4 03:00 3h
    29 Mawrth 2-5 => +4 14:00 +4 17:00 3h
    last sunday of the month 2-5 => +4 14:00 +4 17:00 3h
    a week on sat 2-5 => +10 14:00 +10 17:00 3h
""")

VISITS_OCTOBER = table("""
    sat 2-5 => +3 14:00 +3 17:00 3h
    sat 11pm-3am => +3 23:00 +4 03:00 5h
    sat 8pm to 1am => +3 20:00 +4 01:00 5h
    sat 8pm - 1:30am => +3 20:00 +4 01:30 5.5h
    sat 11pm for 4 hours => +3 23:00 +4 02:00 4h
    sun 1am-4am => +4 01:00 +4 04:00 4h
    sun 2am to 4am => +4 02:00 +4 04:00 2h
    sun 2-5 => +4 14:00 +4 17:00 3h
    all day sun => +4 09:00 +4 18:00 all day 9h
    nos Sadwrn 11 tan 3 => +3 23:00 +4 03:00 5h
    25 Hydref 2-5 => +4 14:00 +4 17:00 3h
    sat week 2-5 => +10 14:00 +10 17:00 3h
""")

DAYS = table("""
    tomorrow => 11 Jun
    today => 10 Jun
    sat => 13 Jun
    sat and sun => 13 Jun - 14 Jun
    sat & sun => 13 Jun - 14 Jun
    14 june => 14 Jun
    the 14th => 14 Jun
    1-14 aug => 1 Aug - 14 Aug
    1-14 August in Spain => 1 Aug - 14 Aug | in Spain
    1st - 14th aug => 1 Aug - 14 Aug
    1st to the 14th of august => 1 Aug - 14 Aug
    aug 1-14 => 1 Aug - 14 Aug
    1 aug to 14 aug => 1 Aug - 14 Aug
    from 1 aug until 14 aug => 1 Aug - 14 Aug
    28 july - 3 aug => 28 Jul - 3 Aug
    1/8 - 14/8 => 1 Aug - 14 Aug
    1/8/26 to 14/8/26 => 1 Aug - 14 Aug
    20 dec - 3 jan => 20 Dec - 3 Jan 2027
    8-14 june => 10 Jun - 14 Jun
    from sat until 14th => 13 Jun - 14 Jun
    from tomorrow until sunday => 11 Jun - 14 Jun
    fri to mon => 12 Jun - 15 Jun
    mon-fri => 15 Jun - 19 Jun
    mon to fri next week => 15 Jun - 19 Jun
    away mon to fri => 15 Jun - 19 Jun | away
    the 14th to the 20th => 14 Jun - 20 Jun
    28th to 3rd => 28 Jun - 3 Jul
    sat 20 june to sun 28 june => 20 Jun - 28 Jun
    next week => 15 Jun - 21 Jun
    this week => 10 Jun - 14 Jun
    rest of the week => 10 Jun - 14 Jun
    this weekend => 13 Jun - 14 Jun
    the weekend => 13 Jun - 14 Jun
    next month => 1 Jul - 31 Jul
    all of july => 1 Jul - 31 Jul
    the whole of august => 1 Aug - 31 Aug
    august => 1 Aug - 31 Aug
    until 14 june => 10 Jun - 14 Jun
    til sunday => 10 Jun - 14 Jun
    for two weeks from monday => 15 Jun - 28 Jun
    two weeks from 1 aug => 1 Aug - 14 Aug
    from 1 aug for a week => 1 Aug - 7 Aug
    monday for 3 days => 15 Jun - 17 Jun
    next two weeks => 10 Jun - 23 Jun
    on holiday 1-14 aug => 1 Aug - 14 Aug | on holiday
    next sat => asks 13 Jun or 20 Jun
    next weekend => asks 13 Jun - 14 Jun or 20 Jun - 21 Jun
    yfory => 11 Jun
    dydd Sadwrn => 13 Jun
    1 tan 14 Awst => 1 Aug - 14 Aug
    1-14 o Awst => 1 Aug - 14 Aug
    o 1 Awst tan 14 Awst => 1 Aug - 14 Aug
    wythnos nesaf => 15 Jun - 21 Jun
    yr wythnos yma => 10 Jun - 14 Jun
    o ddydd Llun tan ddydd Gwener => 15 Jun - 19 Jun
    dydd Sadwrn a dydd Sul => 13 Jun - 14 Jun
    penwythnos yma => 13 Jun - 14 Jun
    tan 14 Mehefin => 10 Jun - 14 Jun
    mis Gorffennaf i gyd => 1 Jul - 31 Jul
    am bythefnos o ddydd Llun => 15 Jun - 28 Jun
    mis nesaf => 1 Jul - 31 Jul
    o yfory tan ddydd Sul => 11 Jun - 14 Jun
    penwythnos nesaf => asks 13 Jun - 14 Jun or 20 Jun - 21 Jun
    mon and wed => none
    31 june => none
    30 feb - 3 mar => none
    14-1 aug => none
    1-14 may 2025 => none
    last week => none
    yesterday => none
    for two weeks => none
    a while => none
    no => none
    in july => none
    soon => none
    back on 20th => none
    we're away 4-18 july => 4 Jul - 18 Jul | we're away
    fri 19th to sun 21st => 19 Jun - 21 Jun
    19/6-21/6 => 19 Jun - 21 Jun
    20th june for 10 days => 20 Jun - 29 Jun
    thurs, fri and sat => 11 Jun - 13 Jun
    all next week => 15 Jun - 21 Jun
    all week => 10 Jun - 14 Jun
    today and tomorrow => 10 Jun - 11 Jun
    today until friday => 10 Jun - 12 Jun
    the first two weeks of august => 1 Aug - 14 Aug
    whole of july and august => 1 Jul - 31 Aug
    july and august => 1 Jul - 31 Aug
    from monday => none
    sat or sun => asks 13 Jun or 14 Jun
    from now until 20 june => 10 Jun - 20 Jun
    24 dec to 2 jan => 24 Dec - 2 Jan 2027
    next week mon to wed => 15 Jun - 17 Jun
    wythnos gyntaf Awst => none
    dydd Llun i ddydd Gwener => 15 Jun - 19 Jun
    Llun tan Gwener => 15 Jun - 19 Jun
    o 20 Mehefin am wythnos => 20 Jun - 26 Jun
    heddiw ac yfory => 10 Jun - 11 Jun
    Gorffennaf ac Awst => 1 Jul - 31 Aug
    28 Gorffennaf tan 3 Awst => 28 Jul - 3 Aug
""")

MONEY = table("""
    £12.50 => 1250
    12.50 => 1250
    12 quid => 1200
    about a tenner => 1000
    a fiver => 500
    fiver => 500
    £12 => 1200
    £ 12 => 1200
    12 => 1200
    12 pounds => 1200
    12 pounds 50 => 1250
    12 pounds 50p => 1250
    twelve pounds => 1200
    twenty five quid => 2500
    a pound => 100
    £1 => 100
    50p => 50
    50 pence => 50
    £0.50 => 50
    £.50 => 50
    £12.5 => 1250
    12,50 => 1250
    £1,200 => 120000
    £10,000 => 1000000
    about 12 => 1200
    it was £8.40 => 840
    cost 8.40 => 840
    around £15 => 1500
    £5 each => 500 | each
    £12.50 bowling and £3 drinks => 1250 | bowling and £3 drinks
    bowling £12 => 1200 | bowling
    lunch was 9 quid => 900 | lunch
    spent 12 on lunch => 1200 | on lunch
    a fiver for parking => 500 | parking
    free => 0
    it was free => 0
    nothing => 0
    nothing thanks => 0
    no cost => 0
    0 => 0
    £0 => 0
    museum, free => 0 | museum
    dim byd => 0
    am ddim => 0
    dim => 0
    tua £12 => 1200
    12 punt => 1200
    deg punt => 1000
    dwy bunt => 200
    pumpunt => 500
    papur degpunt => 1000
    50 ceiniog => 50
    £6 y pen => 600 | y pen
    bowling at 5 alive => none
    bowling 2-5 => none
    -5 => none
    -£5 => none
    £10,000.01 => none
    £5-10 => none
    5 or 6 quid => none
    12:50 => none
    2pm => none
    12/6 => none
    I'm free on sat => none
    free running => none
    2 of us => none
    nothing planned yet => none
    a few quid => none
    hello => none
    Poundland => none
    12.505 => none
    £7.20 each way => 720 | each way
    about £20 all in => 2000 | all in
    8.50 => 850
    12.50 please => 1250
    just under a tenner => none
    20 quid max => 2000 | max
    cost us 14 quid => 1400
    we spent £23.45 on bowling and chips => 2345 | on bowling and chips
    it cost nothing => 0
    £3.5k => none
    a couple of quid => 200
    3 pound 50 => 350
    25p => 25
    £15ish => 1500
    15 => 1500
    ugain punt => 2000
    £8 yr un => 800 | yr un
    costiodd £9.50 => 950
    tua phum punt => 500
    mae'n rhad ac am ddim => 0
    no money spent => 0
    meet at 12.30 => none
    7 => 700
    200 pounds => 20000
""")

TRAVEL = table("""
    on foot => walk
    walking => walk
    walk there => walk
    we'll walk => walk
    by bus => bus
    on the bus => bus
    bus => bus
    Bus. => bus
    the 48 bus => bus
    bus 48 => bus
    get the bus both ways => bus
    we'll get the train => train
    train there and back => train
    tram => train
    in my car => car
    my car => car
    car => car
    driving => car
    I'll drive => car
    I'm driving us => car
    lift from carer => carer
    carer drops off => carer
    his carer is dropping him off => carer
    foster mum drops her off => carer
    dropped off by his carer => carer
    taxi => taxi
    in a taxi => taxi
    uber => taxi
    getting an uber => taxi
    cycling => bike
    on our bikes => bike
    bowling in Hinckley by bus => bus | bowling in Hinckley
    Twycross Zoo, in my car => car | Twycross Zoo
    swimming, carer drops off => carer | swimming
    on the train to Swansea => train | Swansea
    ar y bws => bus
    bws => bus
    mynd ar y bws => bus
    ar y trên => train
    trên => train
    efo'r trên => train
    cerdded => walk
    ar droed => walk
    yn y car => car
    yn fy nghar => car
    gyrru => car
    dw i'n gyrru => car
    beic => bike
    ar gefn beic => bike
    tacsi => taxi
    mewn tacsi => taxi
    lifft gan y gofalwr => carer
    bowlio ar y bws => bus | bowlio
    Bus Museum, Swansea => none
    Bus station cafe => none
    Train Street => none
    walk in the park => none
    dog walking => none
    cycling at the velodrome => none
    car boot sale => none
    National Railway Museum => none
    Driving range => none
    toy car shop => none
    bus or train => none
    not by bus => none
    a lift => none
    don't know => none
    Carers centre => none
    Taxi Driver at the cinema => none
    we're going on the bus => bus
    by car => car
    in the volunteer's car => car
    driving there in my car => car
    I will drive => car
    number 12 bus => bus
    bus both ways => bus
    walking distance => none
    we can walk => walk
    his mum will drop him off => carer
    foster carer bringing her => carer
    getting a taxi home => taxi
    by tram => train
    cycling there => bike
    bike ride round the park => none
    bus then train => none
    swimming at Hinckley, on foot => walk | swimming at Hinckley
    gyda'r bws => bus
    mynd yn y car => car
    cerdded yno => walk
    ar y tram => train
    dal y bws => bus
    mewn tacsi adref => taxi
    bydda i'n gyrru => car
    y gofalwr yn gollwng => carer
    Amgueddfa'r Trên => none
    dim byd => none
""")


def clock(at: datetime | None, now: datetime) -> str:
    """An instant on a London clock, as "17:00", or "+1 02:00" on a later day."""
    if at is None:
        return "-"
    days = (local(at).date() - local(now).date()).days
    return f"{f'{days:+d} ' if days else ''}{local(at):%H:%M}"


def said_of_visit(text: str, now: datetime = JUNE, *, length: bool = False) -> str:
    """What `read_when` reads, in the table's words; with its `length` across a clock change."""
    when = read_when(text, now)
    if when is None:
        return "none"
    if when.past:
        return "gone"
    if when.choices:
        said = "asks " + " or ".join(clock(at, now) for at in when.choices)
    else:
        said = f"{clock(when.starts_at, now)} {clock(when.home_by, now)}"
    said += " all day" if when.all_day else ""
    if length and when.home_by is not None:
        said += f" {(when.home_by - when.starts_at).total_seconds() / 3600:g}h"
    return _beside(said, when.rest)


def said_of_days(text: str) -> str:
    """What `read_days` reads on that Wednesday in June."""
    days = read_days(text, JUNE)
    if days is None:
        return "none"
    periods = days.choices or ((days.first, days.last),)
    said = " or ".join(_period(*period) for period in periods)
    return _beside(f"asks {said}" if days.choices else said, days.rest)


def said_of_money(text: str) -> str:
    """What `read_pence` reads."""
    money = read_pence(text)
    return "none" if money is None else _beside(str(money.pence), money.rest)


def said_of_travel(text: str) -> str:
    """What `read_travel` reads."""
    travel = read_travel(text)
    return "none" if travel is None else _beside(travel.mode, travel.rest)


def _beside(said: str, rest: str) -> str:
    return f"{said} | {rest}" if rest else said


def _period(first: date, last: date) -> str:
    return _day(first) if first == last else f"{_day(first)} - {_day(last)}"


def _day(day: date) -> str:
    year = f" {day.year}" if day.year != JUNE.year else ""
    return f"{day.day} {day:%b}{year}"


TABLES: dict[str, tuple[Table, Callable[[str], str]]] = {
    "visits, English": (VISITS_ENGLISH, said_of_visit),
    "visits, Welsh": (VISITS_WELSH, said_of_visit),
    "visits, clocks forward": (
        VISITS_MARCH,
        lambda text: said_of_visit(text, MARCH, length=True),
    ),
    "visits, clocks back": (
        VISITS_OCTOBER,
        lambda text: said_of_visit(text, OCTOBER, length=True),
    ),
    "days away": (DAYS, said_of_days),
    "money": (MONEY, said_of_money),
    "travel": (TRAVEL, said_of_travel),
}


def misread(phrases: Table, say: Callable[[str], str]) -> Iterator[str]:
    """Every line that is not read as meant, with what was read."""
    for typed, meant in phrases:
        said = say(typed)
        if said != meant:
            yield f"{typed} => {said}, not {meant}"


def main() -> None:
    """Print how many of each table are read as meant, and those that are not."""
    for name, (phrases, say) in TABLES.items():
        wrong = list(misread(phrases, say))
        print(f"{name}: {len(phrases) - len(wrong)} of {len(phrases)} phrasings read as meant")
        for line in wrong:
            print("   ", line)


if __name__ == "__main__":
    main()
