"""What a person reads: blanks filled, times told as people tell them, names made harmless."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from locales.catalogues import PLACEHOLDER, languages, placeholders, translate
from locales.message import Message, OwnWords, Text
from locales.rendering import Label, both, clean, render, render_label, render_options
from locales.segments import not_gsm7
from locales.upkeep import sentences
from locales.wording import clock_time, duration, joined

SATURDAY_NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
ONE = Message("ONE", "{a}")
HOME = Message("HOME", "{name} is home by {home_by}.")


def said(value: Any, language: str = "en") -> str:
    return render(ONE, language, {"a": value}, SATURDAY_NOON)


def test_blanks_are_filled_by_name() -> None:
    args = {"name": "Ana", "home_by": SATURDAY_NOON, "unused": 1}
    assert render(HOME, "en", args, SATURDAY_NOON) == "Ana is home by 12:00."


def test_a_missing_argument_names_the_message_and_itself() -> None:
    with pytest.raises(KeyError, match="HOME needs the argument 'home_by'"):
        render(HOME, "en", {"name": "Ana"}, SATURDAY_NOON)


def test_a_name_with_braces_is_never_read_again() -> None:
    args = {"name": "J_*[{home_by}{x}", "home_by": "{name}"}
    expected = "J_*[{home_by}{x} is home by {name}."
    assert render(HOME, None, args, SATURDAY_NOON) == expected


# --- Times


@pytest.mark.parametrize(
    ("instant", "english"),
    [
        (datetime(2026, 11, 21, 17, 30, tzinfo=UTC), "17:30"),
        (datetime(2026, 11, 21, 0, 5, tzinfo=UTC), "00:05"),
        (datetime(2026, 11, 22, 0, 0, tzinfo=UTC), "Sun 00:00"),
        (datetime(2026, 11, 27, 14, 0, tzinfo=UTC), "Fri 14:00"),
        (datetime(2026, 11, 28, 14, 0, tzinfo=UTC), "Sat 28 Nov 14:00"),
        (datetime(2026, 11, 20, 23, 59, tzinfo=UTC), "Fri 23:59"),
        # "Thu" alone would be read as the Thursday to come.
        (datetime(2026, 11, 19, 14, 0, tzinfo=UTC), "Thu 19 Nov 14:00"),
    ],
)
def test_a_time_says_its_day_only_where_it_must(instant: datetime, english: str) -> None:
    assert said(instant) == english


def test_today_is_todays_date_in_london() -> None:
    # 23:30 UTC on Friday in summer is Saturday in London.
    now = datetime(2026, 7, 3, 23, 30, tzinfo=UTC)
    assert clock_time(datetime(2026, 7, 4, 1, 0, tzinfo=UTC), "en", now) == "02:00"
    assert clock_time(datetime(2026, 7, 3, 22, 30, tzinfo=UTC), "en", now) == "Fri 23:30"


def test_the_hour_that_comes_twice_says_which() -> None:
    now = datetime(2026, 10, 24, 23, 30, tzinfo=UTC)
    assert clock_time(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "en", now) == "01:30 BST"
    assert clock_time(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "en", now) == "01:30 GMT"
    assert clock_time(datetime(2026, 10, 25, 2, 0, tzinfo=UTC), "en", now) == "02:00"
    spring = datetime(2026, 3, 29, 0, 59, tzinfo=UTC)
    assert clock_time(spring + timedelta(minutes=1), "en", spring) == "02:00"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        said(datetime(2026, 11, 21, 12, 0))  # noqa: DTZ001 - the mistake itself


@pytest.mark.parametrize(
    ("length", "english", "welsh"),
    [
        (timedelta(minutes=30), "30 minutes", "30 munud"),
        (timedelta(minutes=1), "1 minute", "1 munud"),
        (timedelta(minutes=2), "2 minutes", "2 funud"),
        (timedelta(hours=1), "1 hour", "1 awr"),
        (timedelta(minutes=75), "1 hour 15 minutes", "1 awr 15 munud"),
        (timedelta(minutes=121), "2 hours 1 minute", "2 awr 1 munud"),
        (timedelta(hours=14), "14 hours", "14 awr"),
        (timedelta(hours=27), "27 hours", "27 awr"),
        (timedelta(days=14), "14 days", "14 diwrnod"),
        (timedelta(days=2, hours=3), "2 days 3 hours", "2 ddiwrnod 3 awr"),
        (timedelta(), "0 minutes", "0 munud"),
        (timedelta(minutes=-5), "0 minutes", "0 munud"),
        (timedelta(seconds=45), "45 seconds", "45 eiliad"),
        (timedelta(seconds=59.7), "1 minute", "1 munud"),
        (timedelta(seconds=89), "1 minute", "1 munud"),
        (timedelta(seconds=90), "2 minutes", "2 funud"),
        (timedelta(minutes=59, seconds=40), "1 hour", "1 awr"),
    ],
)
def test_a_duration_is_exact_to_the_minute(length: timedelta, english: str, welsh: str) -> None:
    assert duration(length, "en") == english
    assert duration(length, "cy") == welsh


def test_other_languages_have_their_own_words() -> None:
    day_after = SATURDAY_NOON + timedelta(days=1)
    assert clock_time(day_after, "cy", SATURDAY_NOON) == "Sul 12:00"
    assert clock_time(day_after, "ar", SATURDAY_NOON) == "الأحد 12:00"
    # Two hours have a word of their own in Arabic; Persian minutes are only in CLDR's short form.
    assert duration(timedelta(hours=2), "ar") == "ساعتان"
    assert duration(timedelta(minutes=30), "fa") == "30 دقیقه"


# --- Lists and sentences inside sentences


@pytest.mark.parametrize(
    ("names", "english", "welsh"),
    [
        ([], "", ""),
        (["Ben"], "Ben", "Ben"),
        (["Ben", "Cleo"], "Ben and Cleo", "Ben a Cleo"),
        (["Ben", "Ana"], "Ben and Ana", "Ben ac Ana"),
        (["Ben", "Cleo", "Élise"], "Ben, Cleo and Élise", "Ben, Cleo ac Élise"),
        (["Ben", "Iolo"], "Ben and Iolo", "Ben ac Iolo"),
        (["Ben", "Wil"], "Ben and Wil", "Ben a Wil"),
        (["Ben", "Yusuf"], "Ben and Yusuf", "Ben a Yusuf"),
        (["Ben", "Yvonne"], "Ben and Yvonne", "Ben ac Yvonne"),
        (["Ben", "ŵyr"], "Ben and ŵyr", "Ben ac ŵyr"),
        (["Ben", "{0}"], "Ben and {0}", "Ben a {0}"),
    ],
)
def test_names_are_joined_as_people_do(names: list[str], english: str, welsh: str) -> None:
    assert said(names) == said(tuple(names)) == english
    assert joined(names, "cy") == welsh


def test_a_sentence_inside_a_sentence_shares_its_arguments() -> None:
    inner = Message("INNER", "Ring {phone}.")
    args = {"a": inner, "phone": "0800 1111"}
    assert render(ONE, "en", args, SATURDAY_NOON) == "Ring 0800 1111."


def test_a_sentence_inside_itself_is_an_error_and_not_for_ever() -> None:
    with pytest.raises(KeyError, match="ONE needs the argument 'a'"):
        said(ONE)


def test_a_text_has_arguments_of_its_own_and_several_are_one_a_line() -> None:
    who = [Text(HOME, {"name": name, "home_by": SATURDAY_NOON}) for name in ("Ana", "Ben")]
    assert said(who[0]) == "Ana is home by 12:00."
    assert said(tuple(who)) == "Ana is home by 12:00.\nBen is home by 12:00."
    with pytest.raises(KeyError, match="HOME needs the argument 'name'"):
        said(Text(HOME))


@pytest.mark.parametrize("value", [None, True, 1.5, b"x", {"a": 1}, ["Ana", None]])
def test_what_cannot_be_worded_is_refused_by_name(value: object) -> None:
    with pytest.raises(TypeError, match="ONE 'a' cannot be worded"):
        said(value)


def test_numbers_stay_as_they_are() -> None:
    assert [said(n) for n in (0, -3, 12345)] == ["0", "-3", "12345"]


# --- Harmless


class Colour(StrEnum):
    RED = "red"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Ana \n Maria\t", "Ana Maria"),
        ("Ana\r\nSAFE A7", "Ana SAFE A7"),
        ("A\x00n\x1ba\x7f", "Ana"),
        ("\u202eanA\u202c \u2067x\u2069", "anA x"),
        ("A\u200bn\ufeffa\u200f", "Ana"),
        ("a\u2028b\u0085c", "a b c"),
        ("A\N{NO-BREAK SPACE}B", "A B"),
        ("\ud800Ana\uffff", "Ana"),
        ("Zoe\N{COMBINING DIAERESIS}", "Zoë"),
        ("O’Brien", "O’Brien"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("می\u200cروم", "می\u200cروم"),
        ("", ""),
        (Colour.RED, "red"),
    ],
)
def test_text_is_made_harmless_and_no_more(typed: str, shown: str) -> None:
    assert said(typed) == shown


def test_a_long_text_is_cut_on_a_word_without_an_ellipsis() -> None:
    assert said("a" * 60) == "a" * 60
    assert said("a" * 61) == "a" * 57 + "..."
    assert said("ab " * 30) == "ab " * 18 + "ab..."
    assert said("a" * 57 + " bcd") == "a" * 57 + "..."


def test_a_link_is_not_cut_since_it_would_lead_nowhere() -> None:
    link = "https://porchlight.example.org/upload/" + "x" * 86
    assert said(link) == link
    assert len(said("https://" + "x" * 1000)) == 300
    assert len(said("https://example.org " + "x" * 1000)) <= 60


@given(st.text(max_size=200))
@example("\ud83d" * 70)
def test_cleaned_text_is_one_line_short_and_cleaned_for_good(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) <= 60 or cleaned.startswith("http")
    assert cleaned == cleaned.strip()
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in cleaned)
    assert clean(cleaned) == cleaned
    cleaned.encode("utf-8")


# --- Choices and two languages


def test_options_are_numbered_lines() -> None:
    at = Text(Message("AT", "{place}, {at}"), {"place": "Park", "at": SATURDAY_NOON})
    labels: list[Label] = ["Cinema\n2 Trick", Message("OTHER", "Somewhere else"), at]
    assert render_options(labels, "en", SATURDAY_NOON) == (
        "1 Cinema 2 Trick\n2 Somewhere else\n3 Park, 12:00"
    )
    assert render_options([], "en") == ""


def test_a_label_without_a_now_shows_its_times_with_the_date() -> None:
    at = Text(Message("AT", "at {at}"), {"at": SATURDAY_NOON})
    assert render_label(at, "en") == "at Sat 21 Nov 12:00"


def bilingual(monkeypatch: pytest.MonkeyPatch, welsh: str) -> Message:
    """A message whose Welsh is `welsh`."""
    message = Message("BILINGUAL", "Safe.")

    def worded(message: Message, language: str | None) -> tuple[str, str]:
        return (welsh, "cy") if language == "cy" else (message.english, "en")

    monkeypatch.setattr("locales.rendering.worded", worded)
    return message


def test_both_languages_stand_on_one_line_if_short(monkeypatch: pytest.MonkeyPatch) -> None:
    message = bilingual(monkeypatch, "Yn ddiogel.")
    assert both(message, {}, SATURDAY_NOON, ["cy"]) == "Safe. / Yn ddiogel."
    assert both(message, {}, SATURDAY_NOON, ("en", "cy", "cy")) == "Safe. / Yn ddiogel."


@pytest.mark.parametrize("welsh", ["Yn\nddiogel.", "Yn ddiogel. " * 13 + "Da."])
def test_both_languages_stand_apart_if_long(monkeypatch: pytest.MonkeyPatch, welsh: str) -> None:
    message = bilingual(monkeypatch, welsh)
    assert both(message, {}, SATURDAY_NOON, ["cy"]) == f"Safe.\n\n{welsh}"


def test_a_language_without_a_translation_adds_nothing() -> None:
    message = Message("NOT_IN_ANY_CATALOGUE", "Safe.")
    assert both(message, {}, SATURDAY_NOON, languages()) == "Safe."


def test_an_untranslated_sentence_is_english_throughout() -> None:
    args = {"name": ["Ben", "Ana"], "home_by": SATURDAY_NOON + timedelta(days=1)}
    assert render(HOME, "cy", args, SATURDAY_NOON) == "Ben and Ana is home by Sun 12:00."


# --- Every sentence, whatever it is filled with

instants = st.timedeltas(timedelta(days=-9999), timedelta(days=99999)).map(
    lambda since: SATURDAY_NOON + since
)
odd = st.one_of(
    st.text(max_size=100),
    st.sampled_from(["{", "}", "{{x}}", "{a}", "{0}", "%s", "\\1", "\\g<a>", "J_*[{x}"]),
    st.integers(),
    instants,
    st.timedeltas(),
    st.lists(st.text(max_size=20), max_size=4),
    st.builds(Text, st.just(HOME), st.fixed_dictionaries({"name": st.text(), "home_by": instants})),
)


@given(odd, instants, st.sampled_from(["en", "cy", "ar", "xx", None]))
def test_no_argument_ever_fails_or_is_read_again(value: Any, now: datetime, code: Any) -> None:
    twice = render(Message("TWICE", "<{a}|{a}>"), code, {"a": value, "x": "READ AGAIN"}, now)
    once = twice[1 : len(twice) // 2]
    assert twice == f"<{once}|{once}>"
    assert "READ AGAIN" not in once


@given(instants, instants, st.timedeltas(), st.sampled_from(["cy", "ar", "fa", "so", "ti", "rom"]))
def test_any_time_can_be_worded_in_any_language(
    instant: datetime, now: datetime, length: timedelta, language: str
) -> None:
    assert clock_time(instant, language, now)
    assert duration(length, language)


@pytest.mark.parametrize("message", sentences(), ids=lambda message: message.name)
def test_every_sentence_of_ours_is_filled_to_the_last_blank(message: Message) -> None:
    for language in languages():
        blanks = placeholders(translate(message, language))
        filled = render(message, language, dict.fromkeys(blanks, "Ana"), SATURDAY_NOON)
        assert not PLACEHOLDER.search(filled)
        assert "{" not in filled
        assert "}" not in filled
        assert filled


@pytest.mark.parametrize("message", sentences(), ids=lambda message: message.name)
def test_every_sentence_of_ours_stays_in_the_cheap_alphabet(message: Message) -> None:
    args = {blank: ["Ben", "Ana " * 20] for blank in placeholders(message.english)}
    assert not_gsm7(render(message, "en", args, SATURDAY_NOON)) == ""


def test_a_date_is_shown_as_its_day() -> None:
    assert said(date(2026, 8, 1)) == "Sat 1 Aug"


def test_own_words_are_made_harmless_but_never_cut_short() -> None:
    words = OwnWords("snow  is\ncoming\u202e, " * 20)
    assert said(words) == " ".join(["snow is coming,"] * 20)
