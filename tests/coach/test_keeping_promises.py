"""Whether a later reflection tells that a promise was kept."""

import pytest

from coach.keeping_promises import tells_kept

BOOK = "Saya janji bawain buku kalkulus saya yang lama"


@pytest.mark.parametrize(
    ("promise", "later"),
    [
        (BOOK, ["Nganter buku kalkulus ke Cak Man, finally."]),
        ("I told her I have a checklist. I promised to send it.", ["I'd promised it.", "Sent the checklist today."]),
        ("Saya janji fotoin papannya", ["Foto papannya Auntie Mei sudah, cetak A2."]),
        ("Promised I'd bring my daughter to test her on fractions", ["Took my daughter to his fractions test."]),
    ],
)
def test_a_sentence_that_says_it_was_done_closes_it(promise: str, later: list[str]) -> None:
    assert tells_kept(promise, later, frozenset()) is not None


@pytest.mark.parametrize(
    "later",
    [
        ["Buku kalkulusnya belum sempat kuantar."],
        ["Ketemu Cak Man, ngobrol soal hujan."],
        ["Sudah kukirim 2 buku kalkulus.", "Sisanya bulan depan."],
        ["I still have to bring the calculus book."],
    ],
)
def test_a_promise_stays_open_while_nothing_says_that_all_of_it_was_done(later: list[str]) -> None:
    assert tells_kept(BOOK, later, frozenset()) is None
