"""The scheme's file: what it may say, and how it is told that it is wrong."""

from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.scheme_file import parse, read
from bot.settings import SettingsError
from flows.ladder import How, Rung, Who
from flows.scheme import Scheme

EXAMPLE = Path(__file__).parents[2] / "docs" / "scheme.example.toml"


def test_the_example_says_what_holds_without_a_file():
    assert read(EXAMPLE).scheme == Scheme()
    assert read(None).scheme == Scheme()


def test_the_example_names_every_setting():
    text = EXAMPLE.read_text(encoding="utf-8")
    for name in ("more", "longest_visit", "welfare", "lapse", "talk_expires", "quiet_until"):
        assert f"\n{name} = " in text


def test_minutes_may_be_fractions_so_a_ladder_can_be_watched_in_seconds():
    scheme = parse(
        """
        [repeat]
        sos = 0.05
        [[ladder.sos]]
        minutes = 0.1
        who = ["on_duty", "named_person"]
        how = ["call"]
        """
    ).scheme
    assert scheme.sos.rungs == (
        Rung(timedelta(seconds=6), (Who.ON_DUTY, Who.NAMED_PERSON), (How.CALL,)),
    )
    assert scheme.sos.repeat == timedelta(seconds=3)
    assert scheme.missed_check_out == Scheme().missed_check_out


def test_everything_else_is_read():
    scheme = parse(
        """
        name = "Gwynedd IV"
        phone = "01632 960000"
        languages = ["cy", "en"]
        limits = { more = 60, lapse = 20.5 }
        hours = { quiet_from = "22:30", quiet_until = 07:00:00 }
        whatsapp_templates = { CHASE = "HX1" }
        """
    ).scheme
    assert (scheme.name, scheme.phone, scheme.languages) == (
        "Gwynedd IV", "01632 960000", ("cy", "en")
    )  # fmt: skip
    assert (scheme.more_limit, scheme.lapse) == (timedelta(hours=1), timedelta(seconds=1230))
    assert (scheme.quiet_from, scheme.quiet_until) == (time(22, 30), time(7))
    assert scheme.whatsapp_templates == {"CHASE": "HX1"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('name = "x"\nphoen = "1"', "line 2: phoen is not a setting. Did you mean phone?"),
        ("name = 3", "line 1: name must be text in quotes."),
        ("[limits]\nmore = 1\nlapse = true", "line 3: limits.lapse must be a number of minutes"),
        ('[limits]\nmore = "60"', "line 2: limits.more must be a number of minutes, not '60'."),
        ("[limits]\nmore = -1", "line 2: limits.more must be from 0 minutes to a month"),
        ("[limits]\nmore = nan", "line 2: limits.more must be from 0 minutes to a month"),
        ("[repeat]\nsos = inf", "line 2: repeat.sos must be from 0 minutes to a month"),
        ("[limits]\nmore = 1e300", "line 2: limits.more must be from 0 minutes to a month"),
        ("languages = []", "line 1: languages is empty"),
        ('[hours]\nquiet_from = "9pm"', 'line 2: hours.quiet_from must be a time such as "21:00"'),
        (
            '[[ladder.sos]]\nminutes = 0\n\n\nwho = ["duty", "mayor"]\nhow = ["text"]',
            "line 5: ladder.sos.who has 'mayor'; it takes 'volunteer', 'named_person'",
        ),
        ('[[ladder.sos]]\nwho = ["duty"]\nhow = ["text"]', "line 1: ladder.sos.minutes is missing"),
        (
            '[[ladder.sos]]\nminutes = 0\nwho = []\nhow = ["text"]',
            "line 3: ladder.sos.who is empty",
        ),
        ("[ladders]\n", "line 1: ladders is not a setting. Did you mean ladder?"),
        ("name = ", "is not TOML: "),
    ],
)
def test_an_error_names_the_line_to_change(text, words):
    with pytest.raises(SettingsError) as caught:
        parse(text)
    assert str(caught.value).startswith("scheme.toml ")
    assert words in str(caught.value)


def test_all_errors_are_told_at_once():
    with pytest.raises(SettingsError) as caught:
        parse("a = 1\nb = 2\n[limits]\nmore = -1")
    assert len(str(caught.value).splitlines()) == 3


def test_a_file_that_is_not_there_or_not_text(tmp_path):
    with pytest.raises(SettingsError, match=r"PORCHLIGHT_SCHEME: .*No such file"):
        read(tmp_path / "none.toml")
    (tmp_path / "x.toml").write_bytes(b'name = "\xff"')
    with pytest.raises(SettingsError, match="UTF-8"):
        read(tmp_path / "x.toml")


def test_a_place_in_the_file():
    file = read(EXAMPLE)
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    number = int(file.where("ladder", "missed_check_out", 2).rpartition(" ")[2])
    assert lines[number].strip() == "minutes = 20"
    assert read(None).where("name") == "PORCHLIGHT_SCHEME"
