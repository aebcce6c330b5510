"""Days and months as notes and questions say them."""

from datetime import date

import pytest

from coach.dates import Window, day_told, window_of

ON = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Ujiannya bulan Juni.", date(2026, 6, 1)),
        ("Her test is on 20 June.", date(2026, 6, 20)),
        ("Sidangnya Januari, dia takut.", date(2027, 1, 1)),
        ("Berangkat besok.", date(2026, 5, 5)),
        ("It may rain.", None),
        ("Nothing here.", None),
    ],
)
def test_a_note_speaks_of_the_coming_day(sentence: str, day: date | None) -> None:
    assert day_told(sentence, ON) == day


@pytest.mark.parametrize(
    ("question", "window"),
    [
        ("Whom did I meet last March?", Window(date(2026, 3, 1), date(2026, 3, 31))),
        ("Apa yang terjadi awal September?", Window(date(2025, 9, 1), date(2025, 9, 13))),
        ("Siapa yang kutemui minggu lalu?", Window(date(2026, 4, 27), date(2026, 5, 3))),
        ("What happened in 2025?", Window(date(2025, 1, 1), date(2025, 12, 31))),
        ("Siapa yang paling hangat?", None),
    ],
)
def test_a_question_speaks_of_days_that_were(question: str, window: Window | None) -> None:
    assert window_of(question, ON) == window
