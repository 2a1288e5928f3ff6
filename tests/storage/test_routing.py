"""By which address a message goes: the rules as tables."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows.decisions import Option, Say, Urgency
from flows.facts import Address, Channel, Person, Reach, Role
from flows.ladder import How
from flows.routing import quiet_end, route
from flows.scheme import Scheme
from locales.message import Message, Text
from storage.outbox_row import Button
from storage.wording import Speech, word
from tests.storage.house import ANA, NOW

HI = Message("HI", "Hi {name}.")
HEARD, UNHEARD = NOW - timedelta(hours=23), NOW - timedelta(hours=24)

SMS = Address(1, Channel.SMS, ANA, 0)
TELEGRAM = Address(2, Channel.TELEGRAM, "55", 1)
WHATSAPP = Address(3, Channel.WHATSAPP, ANA, 2, last_heard_at=HEARD)
COLD = replace(WHATSAPP, last_heard_at=UNHEARD)
LANDLINE = Address(4, Channel.VOICE, "+441174960001", 3)


def out(address):
    return replace(address, reach=Reach.OPTED_OUT)


def invalid(address):
    return replace(address, reach=Reach.INVALID)


def person(*addresses):
    return Person(9, "Ana", frozenset({Role.VOLUNTEER}), "en", addresses=addresses)


def by(how, *addresses, not_by=(), here=None, urgency=Urgency.SAFETY, scheme=None):
    say = Say(9, HI, {"name": "x"}, urgency, how=how, not_by=not_by)
    routed = route(say, person(*addresses), NOW, scheme or Scheme(), here)
    return [(one.channel, one.address_id) for one in routed]


@pytest.mark.parametrize(
    ("addresses", "text", "second", "call"),
    [
        ([SMS], "sms 1", "voice 1", "voice 1"),
        ([SMS, TELEGRAM], "sms 1", "telegram 2", "voice 1"),
        ([TELEGRAM, SMS], "sms 1", "telegram 2", "voice 1"),
        ([out(SMS), TELEGRAM], "telegram 2", "voice 1", "voice 1"),
        ([invalid(SMS), TELEGRAM], "telegram 2", "", ""),
        ([TELEGRAM], "telegram 2", "", ""),
        ([LANDLINE], "", "voice 4", "voice 4"),
        ([invalid(SMS), LANDLINE], "", "voice 4", "voice 4"),
        ([WHATSAPP], "whatsapp 3", "voice 3", "voice 3"),
        ([COLD], "", "voice 3", "voice 3"),
        ([COLD, TELEGRAM], "telegram 2", "voice 3", "voice 3"),
        ([], "", "", ""),
    ],
)
def test_the_way_a_message_goes(addresses, text, second, call):
    found = [by(how, *addresses) for how in (How.TEXT, How.SECOND, How.CALL)]
    assert [" ".join(map(str, one[0])) if one else "" for one in found] == [text, second, call]


def test_an_answer_goes_back_where_it_came_from_if_that_works():
    assert by(How.TEXT, SMS, TELEGRAM, here=TELEGRAM) == [(Channel.TELEGRAM, 2)]
    assert by(How.TEXT, SMS, out(TELEGRAM), here=out(TELEGRAM)) == [(Channel.SMS, 1)]
    assert by(How.TEXT, SMS, TELEGRAM, here=TELEGRAM, urgency=Urgency.ROUTINE) == [(Channel.SMS, 1)]
    assert by(How.SECOND, SMS, TELEGRAM, here=TELEGRAM) == [(Channel.TELEGRAM, 2)]


def test_an_address_to_be_avoided_is():
    assert by(How.TEXT, SMS, TELEGRAM, not_by=(1,)) == [(Channel.TELEGRAM, 2)]
    assert by(How.CALL, SMS, LANDLINE, not_by=(1,)) == [(Channel.VOICE, 4)]
    assert by(How.TEXT, SMS, not_by=(1,)) == []


def test_outside_the_window_whatsapp_needs_an_approved_template():
    say = Say(9, HI, {"name": "J_*[ & co"})
    scheme = Scheme(whatsapp_templates={"HI": "HX1"})
    [cold] = route(say, person(COLD), NOW, scheme)
    [warm] = route(say, person(WHATSAPP), NOW, scheme)
    assert (cold.template, warm.template) == ("HX1", None)
    ids = iter(range(1, 9))
    said = word(say, person(COLD), Speech(scheme, NOW, NOW, ids.__next__))
    assert [row.template for row in said.outgoing] == [("HX1", {"name": "J_*[ & co"})]


def at(hour, minute=0, day=20, month=11):
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "end"),
    [
        (at(12), None),
        (at(20, 59), None),
        (at(21), at(8, day=21)),
        (at(23, 59), at(8, day=21)),
        (at(0, 0), at(8)),
        (at(7, 59), at(8)),
        (at(8), None),
        # In summer London is an hour ahead of UTC.
        (at(20, 0, month=7), at(7, day=21, month=7)),
        (at(19, 59, month=7), None),
        # The night the clocks go forward, and back: 29 March and 25 October 2026.
        (at(23, 0, day=28, month=3), at(7, day=29, month=3)),
        (at(22, 0, day=24, month=10), at(8, day=25, month=10)),
    ],
)
def test_quiet_hours_are_by_the_clock_in_london(now, end):
    assert quiet_end(now, Scheme()) == end


def test_quiet_hours_may_lie_within_one_day():
    day = Scheme(quiet_from=at(13).time(), quiet_until=at(14).time())
    assert quiet_end(at(13, 30), day) == at(14)
    assert quiet_end(at(12, 30), day) is None


def test_only_routine_messages_wait():
    for urgency in Urgency:
        [routed] = route(Say(9, HI, {}, urgency), person(SMS), at(23), Scheme())
        assert (routed.not_before is not None) == (urgency is Urgency.ROUTINE)


# Words and buttons

ASK = Say(
    9, HI, {"name": "Ana"},
    options=(
        Option("a", Message("CINEMA", "Cinema")),
        Option("b", Text(Message("AT", "At {place}"), {"place": "Zoo"})),
        Option("c", "No", unlisted=True),
        Option("leave", "Leave", "LEAVE"),
    ),
    prompt=7,
)  # fmt: skip


def worded(say, *addresses, **more):
    ids = iter(range(1, 9))
    [row] = word(say, person(*addresses), Speech(Scheme(), NOW, NOW, ids.__next__, **more)).outgoing
    return row


def test_without_buttons_options_are_numbered_but_words_are_not():
    for address in (SMS, WHATSAPP):
        row = worded(ASK, address)
        assert (row.text, row.buttons) == ("Hi Ana.\n1 Cinema\n2 At Zoo", ())


def test_with_buttons_nothing_is_numbered():
    row = worded(ASK, TELEGRAM)
    assert row.text == "Hi Ana."
    assert row.buttons == (
        Button("Cinema", "p:7:a"),
        Button("At Zoo", "p:7:b"),
        Button("No", "p:7:c"),
        Button("Leave", "w:LEAVE"),
    )


def test_a_call_has_neither():
    row = worded(replace(ASK, how=How.CALL), SMS)
    assert (row.text, row.buttons) == ("Hi Ana.", ())


def test_a_button_that_holds_too_much_is_refused_here_and_not_by_telegram():
    with pytest.raises(ValueError, match="over 64 bytes"):
        worded(replace(ASK, options=(Option("k" * 61, "x"),)), TELEGRAM)


def test_before_a_language_is_known_both_are_sent_where_asked_for():
    from locales.messages import TAKE_BUTTON

    say = Say(9, TAKE_BUTTON, both_languages=True)
    both = worded(say, SMS).text
    assert both != worded(replace(say, both_languages=False), SMS).text
    assert "I take it" in both


def test_a_stranger_cannot_be_answered_when_nobody_has_spoken():
    with pytest.raises(ValueError, match="nobody has spoken"):
        word(Say(None, HI, {"name": "x"}), None, Speech(Scheme(), NOW, NOW, lambda: 1))


def test_a_code_without_an_alert_is_an_error():
    from flows.decisions import NEW_CODE

    with pytest.raises(TypeError, match="NEW_CODE"):
        worded(Say(9, HI, {"name": NEW_CODE}), SMS)
