"""Nothing is stored in the clear, and nothing opens that was not sealed for it."""

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from storage.keys import BadKey, CannotOpen, Keys, Sealed
from storage.tables import people
from tests.storage.house import NOW

OLD, NEW = Keys.generate(), Keys.generate()
KEYS = Keys.from_text(NEW)


@given(st.text())
def test_what_is_sealed_opens_again(text):
    assert KEYS.open("place", KEYS.seal("place", text)) == text.encode()


def test_the_same_text_is_never_sealed_the_same_way_twice():
    assert KEYS.seal("place", "park") != KEYS.seal("place", "park")


def test_what_is_sealed_for_one_purpose_does_not_open_as_another():
    with pytest.raises(CannotOpen, match="another purpose"):
        KEYS.open("person", KEYS.seal("place", "park"))


def test_one_changed_bit_is_noticed():
    blob = bytearray(KEYS.seal("place", "park"))
    blob[-1] ^= 1
    with pytest.raises(CannotOpen, match="altered"):
        KEYS.open("place", bytes(blob))


def test_a_missing_key_is_named_without_being_told():
    with pytest.raises(CannotOpen, match="not configured") as told:
        KEYS.open("place", Keys.from_text(OLD).seal("place", "park"))
    assert OLD not in str(told.value)
    assert NEW not in str(told.value)


def test_what_was_never_sealed_is_refused():
    for blob in (b"", b"park", b"\x02" + bytes(60)):
        with pytest.raises(CannotOpen, match="not sealed here"):
            KEYS.open("place", blob)


def test_the_first_key_seals_and_all_open():
    both = Keys.from_text(f"{NEW},{OLD}")
    assert both.open("place", Keys.from_text(OLD).seal("place", "park")) == b"park"
    assert KEYS.open("place", both.seal("place", "park")) == b"park"


def test_a_blind_value_is_found_again_under_every_key():
    old, both = Keys.from_text(OLD), Keys.from_text(f"{NEW},{OLD}")
    assert old.blind("phone", "+44") in both.blinds("phone", "+44")
    assert KEYS.blind("phone", "+44") == both.blinds("phone", "+44")[0]
    assert KEYS.blind("phone", "+44") != KEYS.blind("telegram", "+44")


@pytest.mark.parametrize(
    "text",
    ["", " , ", "short", "x" * 44, "\N{SNOWMAN}", OLD[:-4]],
    ids=["empty", "comma", "short", "letters", "snowman", "cut off"],
)
def test_a_bad_key_is_refused_without_repeating_it(text):
    with pytest.raises(BadKey) as told:
        Keys.from_text(text)
    assert not text.strip() or text not in str(told.value)


def test_a_key_may_be_written_for_urls_and_without_padding():
    safe = NEW.replace("+", "-").replace("/", "_").rstrip("=")
    assert Keys.from_text(safe).open("p", KEYS.seal("p", "x")) == b"x"


async def test_plain_bytes_cannot_be_stored_by_mistake(store):
    row = {"id": 1, "standing": "active", "on_duty": False, "rank": 0, "unknown_count": 0,
           "stamp": 1, "created_at": NOW}  # fmt: skip
    for plain in (b"Ana", "Ana", bytes(store.keys.seal("person", "Ana"))):
        with pytest.raises(sa.exc.StatementError, match="sealed bytes only"):
            await store.run(lambda c, p=plain: c.execute(sa.insert(people), {**row, "private": p}))
    sealed = store.keys.seal("person", "Ana")
    assert type(sealed) is Sealed
    await store.run(lambda conn: conn.execute(sa.insert(people), {**row, "private": sealed}))
