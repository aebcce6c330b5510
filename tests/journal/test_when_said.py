"""Words for time in a draft are right on the day on which it is shown."""

from datetime import date

import pytest

from journal.when_said import as_said_on

WRITTEN, LATER = date(2026, 11, 24), date(2026, 11, 27)


@pytest.mark.parametrize(
    ("written", "later"),
    [
        ("Bu Ratna, cerita Ibu kemarin masih aku ingat.", "Bu Ratna, cerita Ibu waktu itu masih aku ingat."),
        ("Kemarin aku kebanyakan bercerita.", "Waktu itu aku kebanyakan bercerita."),
        ("Makasih ngobrolnya tadi sore.", "Makasih ngobrolnya waktu itu."),
        ("Tadi pagi aku malah jualan.", "Waktu itu aku malah jualan."),
        ("Yang semalam lupakan saja.", "Yang waktu itu lupakan saja."),
        ("Makasih buat hari ini.", "Makasih buat waktu itu."),
        ("Besok kukirim nomornya.", "Segera kukirim nomornya."),
        ("Thank you for the talk yesterday.", "Thank you for the talk the other day."),
        ("Thank you for today.", "Thank you for the other day."),
        ("I talked too much earlier.", "I talked too much the other day."),
        ("I'll send it tomorrow.", "I'll send it soon."),
    ],
)
def test_a_word_that_was_right_for_a_day_becomes_one_that_is_right_on_any(written: str, later: str) -> None:
    assert as_said_on(written, WRITTEN, LATER) == later


@pytest.mark.parametrize(
    "words",
    [
        "Kamu bilang “kemarin aku jatuh”.",
        "Hari ini tiba-tiba teringat kamu.",
        "You crossed my mind today.",
        "Minggu ini kuurus, ya.",
        "Kapan-kapan atau besok-besok kita ngopi.",
        "You came earlier than I did.",
    ],
)
def test_what_is_right_on_any_day_or_quoted_stays(words: str) -> None:
    assert as_said_on(words, WRITTEN, LATER) == words


def test_on_its_own_day_nothing_changes() -> None:
    assert as_said_on("Cerita Ibu kemarin masih aku ingat.", WRITTEN, WRITTEN) == "Cerita Ibu kemarin masih aku ingat."
