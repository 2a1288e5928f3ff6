"""What an SMS costs, at the edges of the alphabets and of the lengths."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales.segments import Segments, count, not_gsm7, split

GSM7 = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = "\f^{}\\[~]|€"


@pytest.mark.parametrize(
    ("text", "encoding", "units", "segments"),
    [
        ("", "GSM-7", 0, 0),
        ("OUT", "GSM-7", 3, 1),
        ("£ à è é", "GSM-7", 7, 1),
        ("€5", "GSM-7", 3, 1),
        ("[{x}]", "GSM-7", 9, 1),
        ("Dewch adref â", "UCS-2", 13, 1),
        ("ŵ", "UCS-2", 1, 1),
        ("ŷ", "UCS-2", 1, 1),
        ("it’s", "UCS-2", 4, 1),
        ("“hi”", "UCS-2", 4, 1),
        ("17:30\N{NO-BREAK SPACE}home", "UCS-2", 10, 1),
        ("`", "UCS-2", 1, 1),
        ("\t", "UCS-2", 1, 1),
        ("ç", "UCS-2", 1, 1),
        ("OK 🙂", "UCS-2", 5, 1),
        ("€ŵ", "UCS-2", 2, 1),
        ("a" * 160, "GSM-7", 160, 1),
        ("a" * 161, "GSM-7", 161, 2),
        ("a" * 306, "GSM-7", 306, 2),
        ("a" * 307, "GSM-7", 307, 3),
        ("a" * 459, "GSM-7", 459, 3),
        ("a" * 460, "GSM-7", 460, 4),
        ("€" * 80, "GSM-7", 160, 1),
        ("a" * 159 + "€", "GSM-7", 161, 2),
        ("ŵ" * 70, "UCS-2", 70, 1),
        ("ŵ" * 71, "UCS-2", 71, 2),
        ("ŵ" * 134, "UCS-2", 134, 2),
        ("ŵ" * 135, "UCS-2", 135, 3),
        ("🙂" * 35, "UCS-2", 70, 1),
        ("🙂" * 36, "UCS-2", 72, 2),
    ],
)
def test_a_text_costs(text: str, encoding: str, units: int, segments: int) -> None:
    assert count(text) == Segments(encoding, units, segments)  # type: ignore[arg-type]


def test_an_escaped_character_is_not_split_over_two_segments() -> None:
    # 76 euros fill 152 of 153 septets and the next must start a segment: 3, where 306/153 is 2.
    assert count("€" * 153) == Segments("GSM-7", 306, 3)


def test_a_surrogate_pair_is_not_split_over_two_segments() -> None:
    # 33 faces fill 66 of 67 units: 134 units need a third segment.
    assert count("🙂" * 67) == Segments("UCS-2", 134, 3)


def test_every_character_of_the_standard_alphabet_is_known() -> None:
    assert len(GSM7) == 127  # 128 places, one of which is the escape
    assert not_gsm7(GSM7 + EXTENSION) == ""
    assert count(GSM7).units == 127
    assert count(EXTENSION).units == 2 * len(EXTENSION)


def test_the_characters_that_cost_are_named_once_in_order() -> None:
    assert not_gsm7("tŷ a dŵr, tŷ") == "ŷŵ"


@given(st.text(alphabet=GSM7 + EXTENSION, max_size=800))
def test_standard_text_fits_its_segments_and_wastes_at_most_one_septet_each(text: str) -> None:
    cost = count(text)
    assert cost.encoding == "GSM-7"
    room = 160 if cost.segments <= 1 else 153
    assert cost.units <= room * cost.segments
    assert cost.segments <= 1 or cost.units > (room - 1) * (cost.segments - 1)


@given(st.text(max_size=400))
def test_any_other_text_counts_as_utf_16(text: str) -> None:
    cost = count(text + "ŵ")
    assert cost.encoding == "UCS-2"
    assert cost.units == len((text + "ŵ").encode("utf-16-be", "surrogatepass")) // 2
    assert cost.units <= (70 if cost.segments == 1 else 67) * cost.segments


@given(st.text(max_size=300), st.text(max_size=300))
def test_more_text_never_costs_less(text: str, more: str) -> None:
    assert count(text + more).segments >= count(text).segments


@pytest.mark.parametrize(
    ("text", "limit", "parts"),
    [
        ("", 10, []),
        (" \n ", 10, []),
        ("Home safe.", 10, ["Home safe."]),
        ("Home safe. Thanks.", 10, ["Home safe.", "Thanks."]),
        ("One. Two. Three.", 11, ["One. Two.", "Three."]),
        ("Is he in? She said no", 15, ["Is he in?", "She said no"]),
        ('She said "Stay." I did', 18, ['She said "Stay."', "I did"]),
        ("first line\nsecond line", 15, ["first line", "second line"]),
        ("no sentence ends here", 12, ["no sentence", "ends here"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("Call 020.7946 now", 10, ["Call", "020.7946", "now"]),
        ("🙂🙂🙂", 5, ["🙂🙂", "🙂"]),
    ],
)
def test_a_long_text_is_cut_where_a_reader_would(text: str, limit: int, parts: list[str]) -> None:
    assert split(text, limit) == parts


@given(st.text(max_size=300), st.integers(min_value=2, max_value=60))
def test_nothing_visible_is_lost_and_every_part_fits(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert "".join("".join(parts).split()) == "".join(text.split())
    for part in parts:
        assert part.strip()
        assert len(part.encode("utf-16-be", "surrogatepass")) // 2 <= limit


@given(st.lists(st.text("ab", min_size=1, max_size=8), min_size=1), st.integers(8, 40))
def test_a_word_that_fits_is_never_cut(words: list[str], limit: int) -> None:
    assert " ".join(split(" ".join(words), limit)).split() == words


@pytest.mark.parametrize("limit", [1, 0, -5])
def test_a_limit_too_small_for_one_character_is_refused(limit: int) -> None:
    with pytest.raises(ValueError, match="at least 2 units"):
        split("🙂", limit)
