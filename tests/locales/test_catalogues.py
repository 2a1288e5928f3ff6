"""The catalogues: which words are used, how the files are kept, and what makes them unfit."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from locales.__main__ import main
from locales.catalogues import (
    languages,
    path_of,
    plural_forms,
    read,
    reviewed_by,
    translate,
    worded,
)
from locales.message import Message
from locales.plain import RESERVED, check, lengths
from locales.upkeep import merged, sentences, template, template_path

HOME = Message("HOME", "Home by {home_by}.")
SAFE = Message("SAFE", "Safe.")

WELSH = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"X-Reviewed-By: Cleo Prys, 2 May\\n"

msgctxt "HOME"
msgid "Home by {home_by}."
msgstr "Adref erbyn {home_by}."

msgctxt "SAFE"
msgid "Safe."
msgstr "Yn ddiogel."
"""


def keep(folder: Path, text: str = WELSH, language: str = "cy") -> Path:
    path = path_of(language, folder)
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    return folder


def house(*messages: Message, **extra: object) -> tuple[ModuleType, ...]:
    """A module of sentences, each constant under its own name."""
    module = ModuleType("sentences")
    vars(module).update({m.name: m for m in messages}, **extra)
    return (module,)


def kept_up(folder: Path, sources: tuple[ModuleType, ...], languages: tuple[str, ...] = ()) -> Path:
    template_path(folder).write_text(template(sentences(sources)), "utf-8")
    for language in languages:
        path_of(language, folder).write_text(merged(sentences(sources), language, folder), "utf-8")
    return folder


# --- Which words are used


def test_a_translation_is_used_where_there_is_one(tmp_path: Path) -> None:
    keep(tmp_path)
    assert translate(HOME, "cy", tmp_path) == "Adref erbyn {home_by}."
    assert worded(SAFE, "cy", tmp_path) == ("Yn ddiogel.", "cy")


@pytest.mark.parametrize("language", [None, "", "en", "xx", "cyrillic", "../cy"])
def test_anybody_else_is_spoken_to_in_english(tmp_path: Path, language: str | None) -> None:
    keep(tmp_path)
    assert worded(SAFE, language, tmp_path) == ("Safe.", "en")


@pytest.mark.parametrize("language", ["cy_GB", "cy-GB", "CY"])
def test_a_region_changes_nothing(tmp_path: Path, language: str) -> None:
    assert worded(SAFE, language, keep(tmp_path)) == ("Yn ddiogel.", "cy")


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ('msgstr "Yn ddiogel."', 'msgstr ""'),
        ('msgctxt "SAFE"', '#, fuzzy\nmsgctxt "SAFE"'),
        ('msgid "Safe."', 'msgid "Quite safe."'),
        ('msgctxt "SAFE"', 'msgctxt "OTHER"'),
        ('"Yn ddiogel."', '"Yn ddiogel {name}."'),
    ],
    ids=["missing", "fuzzy", "English changed", "another name", "other blanks"],
)
def test_a_doubtful_translation_is_not_used(tmp_path: Path, was: str, becomes: str) -> None:
    assert worded(SAFE, "cy", keep(tmp_path, WELSH.replace(was, becomes))) == ("Safe.", "en")


def test_the_languages_are_english_and_the_folders_there_are(tmp_path: Path) -> None:
    for language in ("cy", "ar"):
        keep(tmp_path, language=language)
    assert languages(tmp_path) == ("en", "ar", "cy")


def test_a_broken_catalogue_is_found_by_asking_for_the_languages(tmp_path: Path) -> None:
    keep(tmp_path, WELSH + "\nmsgstring nonsense\n")
    with pytest.raises(Exception, match="misformatted keyword"):
        languages(tmp_path)


@pytest.mark.parametrize(
    ("header", "reviewer"),
    [
        ("Cleo Prys, 2 May", "Cleo Prys, 2 May"),
        ('Cleo Prys, of the"\n" scheme', "Cleo Prys, of the scheme"),
        ("nobody yet", None),
        ("", None),
    ],
)
def test_a_catalogue_says_who_read_it(tmp_path: Path, header: str, reviewer: str | None) -> None:
    keep(tmp_path, WELSH.replace("Cleo Prys, 2 May", header))
    assert reviewed_by("cy", tmp_path) == reviewer


def test_english_needs_no_reviewer_and_an_unknown_language_has_no_file(tmp_path: Path) -> None:
    assert reviewed_by("en", tmp_path) is None
    with pytest.raises(FileNotFoundError):
        reviewed_by("cy", tmp_path)


# --- How the files are kept


def test_the_template_is_the_sentences_in_order_and_nothing_of_the_machine() -> None:
    text = template([SAFE, HOME])
    assert text.index('msgctxt "SAFE"') < text.index('msgctxt "HOME"')
    assert text == template([SAFE, HOME])
    assert not any(word in text for word in ("Date", "Generated", "Babel", "#:", ".py"))


def test_a_percent_sign_is_no_format() -> None:
    assert "python-format" not in template([Message("SURE", "100% sure of it.")])


def test_the_plurals_are_pinned_in_the_order_of_cldr(tmp_path: Path) -> None:
    # Babel's own for Welsh: nplurals=5, with six as index 4 and everything else as 0.
    header = merged([SAFE], "cy", tmp_path).partition("\n\n")[0]
    assert f"Plural-Forms: {plural_forms('cy')}\\n" in header
    assert plural_forms("cy").startswith("nplurals=6; ")
    for n, index in {0: 0, 1: 1, 2: 2, 3: 3, 6: 4}.items():
        assert f"((n == {n})) ? {index}" in plural_forms("cy")
    assert plural_forms("cy").endswith(": 5);")


def test_a_new_language_starts_empty_and_unreviewed(tmp_path: Path) -> None:
    keep(tmp_path, merged([SAFE], "ar", tmp_path), "ar")
    assert worded(SAFE, "ar", tmp_path) == ("Safe.", "en")
    assert reviewed_by("ar", tmp_path) is None


def test_a_fresh_catalogue_is_what_update_would_write(tmp_path: Path) -> None:
    keep(tmp_path, merged([SAFE, HOME], "cy", tmp_path))
    assert merged([SAFE, HOME], "cy", tmp_path) == path_of("cy", tmp_path).read_text("utf-8")


def test_updating_keeps_translations_their_reviewer_and_comments(tmp_path: Path) -> None:
    keep(tmp_path, WELSH.replace('msgctxt "SAFE"', '# said of people\nmsgctxt "SAFE"'))
    text = merged([Message("NEW", "New."), SAFE, HOME], "cy", tmp_path)
    assert '"X-Reviewed-By: Cleo Prys, 2 May\\n"' in text
    assert 'msgctxt "NEW"\nmsgid "New."\nmsgstr ""\n' in text
    assert '# said of people\nmsgctxt "SAFE"\nmsgid "Safe."\nmsgstr "Yn ddiogel."\n' in text
    assert "fuzzy" not in text


def test_updating_twice_changes_nothing_more(tmp_path: Path) -> None:
    keep(tmp_path)
    changed = [Message("SAFE", 'Quite safe, she says: \\ "so" \n {home_by}'), HOME]
    for _ in range(2):
        text = merged(changed, "cy", tmp_path)
        path_of("cy", tmp_path).write_text(text, "utf-8")
    assert merged(changed, "cy", tmp_path) == text


def test_changed_english_keeps_the_translation_as_fuzzy_with_what_it_was(tmp_path: Path) -> None:
    keep(tmp_path)
    for english in ("Quite safe.", "Safe and sound.", "Safe and sound."):
        changed = Message("SAFE", english)
        path_of("cy", tmp_path).write_text(merged([changed, HOME], "cy", tmp_path), "utf-8")
    entry = read("cy", tmp_path).get("Safe and sound.", context="SAFE")
    assert entry is not None
    assert (entry.string, entry.fuzzy) == ("Yn ddiogel.", True)
    assert entry.auto_comments == ["The English was: Safe."]
    assert worded(changed, "cy", tmp_path) == ("Safe and sound.", "en")


def test_a_removed_sentence_comes_back_as_fuzzy(tmp_path: Path) -> None:
    keep(tmp_path)
    path_of("cy", tmp_path).write_text(merged([HOME], "cy", tmp_path), "utf-8")
    assert '#~ msgstr "Yn ddiogel."' in path_of("cy", tmp_path).read_text("utf-8")
    path_of("cy", tmp_path).write_text(merged([HOME, SAFE], "cy", tmp_path), "utf-8")
    entry = read("cy", tmp_path).get("Safe.", context="SAFE")
    assert entry is not None
    assert (entry.string, entry.fuzzy) == ("Yn ddiogel.", True)


# --- What makes them unfit


def test_a_kept_up_catalogue_has_no_problems(tmp_path: Path) -> None:
    sources = house(HOME, SAFE)
    kept_up(keep(tmp_path), sources, ("cy",))
    assert check(sources, tmp_path) == []


@pytest.mark.parametrize(
    ("english", "problem"),
    [
        ("It’s late", "en: ODD has '’', which doubles the price of an SMS"),
        ("Home {by", "en: ODD has a brace that is not a {name}"),
        ("Home {By}", "en: ODD has a brace that is not a {name}"),
        ("Home ", "en: ODD begins or ends with white space"),
        ("Reply YES to agree", "en: ODD names YES, which a carrier keeps for itself"),
        ("Send STOP, STOP", "en: ODD names STOP, which a carrier keeps for itself"),
    ],
)
def test_english_that_is_unfit_is_named(tmp_path: Path, english: str, problem: str) -> None:
    sources = house(Message("ODD", english))
    assert check(sources, kept_up(tmp_path, sources)) == [problem]


@pytest.mark.parametrize(
    "english",
    ["The end of it, yes", "Send HELP or SOS", "Send STOPS", "ENDED", "{info}", "Send OUT, OK, NO"],
)
def test_words_that_carriers_leave_alone_are_fine(tmp_path: Path, english: str) -> None:
    sources = house(Message("FINE", english))
    assert check(sources, kept_up(tmp_path, sources)) == []


def test_help_may_be_asked_for_and_the_words_of_the_wire_may_not() -> None:
    assert {"STOP", "CANCEL", "END", "QUIT", "YES", "START", "INFO", "UNSUBSCRIBE"} <= RESERVED
    assert not {"HELP", "SOS", "OUT", "OK", "NO"} & RESERVED


def test_a_message_on_the_list_may_name_a_reserved_word(tmp_path: Path) -> None:
    sources = house(Message("HOW", "STOP blocks us."), MAY_NAME_RESERVED={"HOW"})
    assert check(sources, kept_up(tmp_path, sources)) == []


def test_a_constant_under_another_name_and_a_name_used_twice_are_found(tmp_path: Path) -> None:
    sources = house(SAFE, TWIN=SAFE)
    assert check(sources, kept_up(tmp_path, sources)) == [
        "en: the constant TWIN is named SAFE",
        "en: 2 messages are named SAFE",
    ]


@pytest.mark.parametrize(
    ("was", "becomes", "problem"),
    [
        ('"Yn ddiogel."', '""', "cy: SAFE is not translated"),
        ('msgid "Safe."', 'msgid "Was."', "cy: SAFE is fuzzy: its English has changed"),
        ("erbyn {home_by}", "erbyn {adref}", "cy: HOME fills {adref}, not {home_by}"),
        ("erbyn {home_by}", "heno", "cy: HOME fills nothing, not {home_by}"),
        ('"Yn ddiogel."', '"STOP"', "cy: SAFE names STOP, which a carrier keeps for itself"),
    ],
)
def test_a_translation_that_is_unfit_is_named(
    tmp_path: Path, was: str, becomes: str, problem: str
) -> None:
    sources = house(HOME, SAFE)
    kept_up(keep(tmp_path, WELSH.replace(was, becomes)), sources, ("cy",))
    assert check(sources, tmp_path) == [problem]


def test_welsh_letters_are_never_a_problem(tmp_path: Path) -> None:
    sources = house(HOME, SAFE)
    kept_up(keep(tmp_path, WELSH.replace("Yn ddiogel", "Yn y tŷ â’r dŵr")), sources, ("cy",))
    assert check(sources, tmp_path) == []


def test_files_behind_the_sentences_are_named(tmp_path: Path) -> None:
    kept_up(keep(tmp_path), house(HOME, SAFE), ("cy",))
    assert check(house(SAFE, HOME), tmp_path) == [
        "porchlight.pot is out of date: run `python -m locales extract`",
        "cy: porchlight.po is out of date: run `python -m locales update`",
    ]


def test_what_takes_several_segments_is_told_and_no_problem(tmp_path: Path) -> None:
    # 150 and one argument taken as ten: 160 is one segment, 161 two.
    sources = house(Message("ONE", "x" * 150 + "{name}"), Message("TWO", "x" * 151 + "{name}"))
    kept_up(tmp_path, sources)
    assert lengths(sources, tmp_path) == ["en: TWO takes 2 segments (161 units, GSM-7)"]
    assert check(sources, tmp_path) == []


# --- The command line, on our own sentences


def test_extract_update_and_check_work_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract"], tmp_path) == 0
    assert template_path(tmp_path).read_text("utf-8") == template(sentences())
    assert main(["update", "cy"], tmp_path) == 0
    capsys.readouterr()
    assert main(["check"], tmp_path) == 1
    assert f"{len(sentences())} to put right\n" in capsys.readouterr().out


@pytest.mark.parametrize("code", ["en", "klingon", "../cy", "CY", "cy-GB"])
def test_a_catalogue_needs_a_language_that_has_one(tmp_path: Path, code: str) -> None:
    with pytest.raises(SystemExit):
        main(["update", code], tmp_path)


def test_our_own_sentences_and_catalogues_have_no_problems() -> None:
    assert check() == []
