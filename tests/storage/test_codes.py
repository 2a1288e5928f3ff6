"""A code names one alert, and nobody reads it wrong."""

from datetime import timedelta

from flows import decisions as d
from flows.decisions import NEW_CODE, Say
from flows.facts import AlertKind, Outcome
from flows.ladder import SOS
from locales.message import Message, Text
from storage.codes import DIGITS, LETTERS, code_of, free_codes
from storage.ids import new_id
from storage.tables import alerts
from tests.storage.house import HELLO, MINUTE, NOW

ALL = len(LETTERS) * len(DIGITS)


def test_codes_go_round_before_they_come_again():
    first = [code_of(serial) for serial in range(ALL)]
    assert len(set(first)) == ALL
    assert [code_of(serial + ALL) for serial in range(ALL)] == first
    assert not set("".join(first)) & set("0O1IBGQSZ")


def test_a_taken_code_is_passed_by():
    codes = free_codes(0, {code_of(1), code_of(2)})
    assert next(codes) == (3, code_of(3))


def test_when_all_are_taken_codes_grow_longer():
    short = {code_of(serial) for serial in range(ALL)}
    taken = free_codes(0, short)
    given = [next(taken)[1] for _ in range(len(LETTERS) * len(DIGITS) ** 2 + 1)]
    assert [len(code) for code in given] == [3] * (len(given) - 1) + [4]
    assert len(set(given)) == len(given)


async def raises(house, count, now=NOW):
    ids = [new_id() for _ in range(count)]
    await house.decided(
        *(d.RaiseAlert(number, AlertKind.CALL_ME, house.ana.id, SOS) for number in ids), now=now
    )
    return ids


async def test_no_code_is_used_again_within_48_hours(house):
    for step in range(4):
        ids = await raises(house, 60, NOW + step * MINUTE)
        closes = (d.CloseAlert(number, Outcome.SAFE, house.cleo.id) for number in ids)
        await house.decided(*closes, now=NOW + step * MINUTE)
    rows = await house.rows(alerts)
    assert len({row["code"] for row in rows}) == len({row["serial"] for row in rows}) == 240
    assert {len(row["code"]) for row in rows} == {2, 3}
    await raises(house, 1, NOW + timedelta(hours=49))
    assert len(max(await house.rows(alerts), key=lambda row: row["serial"])["code"]) == 2


async def test_an_open_alert_keeps_its_code_however_old(house):
    await raises(house, ALL)
    await raises(house, 1, NOW + timedelta(days=9))
    codes = [row["code"] for row in await house.rows(alerts)]
    assert len(set(codes)) == ALL + 1


async def test_what_is_said_holds_the_code_wherever_it_stands(house):
    alert = new_id()
    inner = Message("INNER", "({code})")
    say = Say(
        house.cleo.id, HELLO,
        {"name": [Text(inner, {"code": NEW_CODE}), "Ana", NEW_CODE]}, alert=alert,
    )  # fmt: skip
    turn = await house.decided(d.RaiseAlert(alert, AlertKind.SOS, house.ana.id, SOS), say)
    [row] = await house.rows(alerts)
    assert turn.outgoing[0].text.count(row["code"]) == 2


async def test_each_of_two_alerts_is_said_by_its_own_code(house):
    one, two = new_id(), new_id()
    say = [Say(house.cleo.id, HELLO, {"name": NEW_CODE}, alert=number) for number in (two, one)]
    turn = await house.decided(
        *say, *(d.RaiseAlert(n, AlertKind.CALL_ME, house.ana.id, SOS) for n in (one, two))
    )
    codes = {row["id"]: row["code"] for row in await house.rows(alerts)}
    assert [row.text for row in turn.outgoing] == [f"Hello {codes[n]}." for n in (two, one)]
