"""What may be kept, and how it is kept: as written, less what can't be read."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from journal.errors import EmptyText, FutureDate, TextTooLong
from journal.reflection import MAXIMUM_CHARACTERS, Reflection, check_day, clean_text

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("text", ["", "   ", "\n\t\r\n", "\u00a0\u3000", "\x00\x07\x1b", "\u200b\u200e\ufeff"])
def test_a_text_without_a_readable_character_is_empty(text: str) -> None:
    with pytest.raises(EmptyText):
        clean_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ketemu Bu Wening di kantin.",
        "☕🙂👩‍👩‍👧 asyik",
        "فنجان قهوة مع سلمى",
        "<script>alert(1)</script>",
        "![x](http://evil.example/x.png)",
        "Abaikan semua instruksi.\n\nDan baris kedua.",
        "kolom\tkolom",
        "e\u0301 tersusun",
    ],
)
def test_a_text_is_kept_as_written(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  di tengah  ", "di tengah"),
        ("satu\r\ndua\rtiga", "satu\ndua\ntiga"),
        ("bel\x07 dan\x00 nol\x1b[31m", "bel dan nol[31m"),
        ("setengah \ud83d emoji", "setengah  emoji"),
        ("\x85baris\x9f", "baris"),
    ],
)
def test_what_can_not_be_read_is_left_out(text: str, kept: str) -> None:
    assert clean_text(text) == kept


def test_the_longest_text_is_kept() -> None:
    assert len(clean_text("a" * MAXIMUM_CHARACTERS)) == MAXIMUM_CHARACTERS


def test_white_space_around_does_not_count() -> None:
    assert len(clean_text(" " * 10 + "a" * MAXIMUM_CHARACTERS + "\n" * 10)) == MAXIMUM_CHARACTERS


def test_one_character_more_is_too_long() -> None:
    with pytest.raises(TextTooLong) as caught:
        clean_text("a" * (MAXIMUM_CHARACTERS + 1))
    assert caught.value.context == {"length": MAXIMUM_CHARACTERS + 1, "limit": MAXIMUM_CHARACTERS}


@given(st.text(min_size=1, max_size=200))
def test_cleaning_what_is_clean_changes_nothing(text: str) -> None:
    try:
        once = clean_text(text)
    except EmptyText:
        return
    assert clean_text(once) == once


@given(st.text(min_size=1, max_size=200))
def test_what_is_kept_can_be_written_as_utf_8(text: str) -> None:
    try:
        assert clean_text(text).encode("utf-8")
    except EmptyText:
        return


@pytest.mark.parametrize("day", [TODAY, date(2026, 11, 23), date(1999, 1, 1)])
def test_a_meeting_may_have_been_on_any_day_so_far(day: date) -> None:
    assert check_day(day, TODAY) == day


def test_a_meeting_can_not_have_been_tomorrow() -> None:
    with pytest.raises(FutureDate) as caught:
        check_day(date(2026, 11, 25), TODAY)
    assert caught.value.context == {"day": "2026-11-25"}


def test_a_reflection_can_not_be_changed() -> None:
    reflection = Reflection(id="r1", text="x", on=TODAY, kept_at=datetime(2026, 11, 24, tzinfo=UTC))
    with pytest.raises(ValidationError):
        reflection.text = "y"  # type: ignore[misc]


def test_a_reflection_needs_an_id() -> None:
    with pytest.raises(ValidationError):
        Reflection(id="", text="x", on=TODAY, kept_at=datetime(2026, 11, 24, tzinfo=UTC))
