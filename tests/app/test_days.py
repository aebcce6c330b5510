"""Days as people say them."""

from datetime import date

import pytest

from app.days import day_in_words
from journal.errors import DayNotUnderstood, FutureDate

TODAY = date(2026, 11, 25)  # a Wednesday
SAID = (
    ("", date(2026, 11, 25)),
    ("tadi", date(2026, 11, 25)),
    ("tadi pagi", date(2026, 11, 25)),
    ("hari ini", date(2026, 11, 25)),
    ("Kemarin", date(2026, 11, 24)),
    ("kmrn", date(2026, 11, 24)),
    ("tadi malam", date(2026, 11, 24)),
    ("kemarin lusa", date(2026, 11, 23)),
    ("Jumat lalu", date(2026, 11, 20)),
    ("hari Jumat", date(2026, 11, 20)),
    ("Senin kemarin", date(2026, 11, 23)),
    ("minggu lalu", date(2026, 11, 18)),
    ("hari Minggu", date(2026, 11, 22)),
    ("tiga hari lalu", date(2026, 11, 22)),
    ("dua minggu yang lalu", date(2026, 11, 11)),
    ("tiga minggu lalu", date(2026, 11, 4)),
    ("2 minggu lalu", date(2026, 11, 11)),
    ("sebulan lalu", date(2026, 10, 25)),
    ("dua bulan lalu", date(2026, 9, 25)),
    ("12 Nov", date(2026, 11, 12)),
    ("1 Desember", date(2025, 12, 1)),
    ("24/11/2026", date(2026, 11, 24)),
    ("2026-11-20", date(2026, 11, 20)),
    ("yesterday", date(2026, 11, 24)),
    ("last Friday", date(2026, 11, 20)),
    ("two weeks ago", date(2026, 11, 11)),
    ("last night", date(2026, 11, 24)),
    ("on Monday", date(2026, 11, 23)),
)


@pytest.mark.parametrize(("said", "day"), SAID)
def test_a_day_is_understood_as_it_is_said(said: str, day: date) -> None:
    assert day_in_words(said, TODAY) == day


def test_a_day_to_come_is_refused() -> None:
    with pytest.raises(FutureDate):
        day_in_words("besok", TODAY)


@pytest.mark.parametrize("said", ["asdf", "pas hujan itu", "?"])
def test_what_says_no_day_is_refused(said: str) -> None:
    with pytest.raises(DayNotUnderstood):
        day_in_words(said, TODAY)
