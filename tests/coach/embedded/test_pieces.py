"""What a text is cut into before it is read."""

from hypothesis import given
from hypothesis import strategies as st

from coach.embedded.clauses import LONGEST, pieces


@given(st.text(max_size=600))
def test_pieces_are_in_order_and_hold_words(text: str) -> None:
    found = pieces(text)
    ends = [0, *(span.end for span in found)]
    assert all(
        before <= span.start < span.end and any(c.isalnum() for c in text[span.start : span.end])
        for before, span in zip(ends, found, strict=False)
    )


def test_a_run_on_sentence_is_cut_into_quotable_pieces() -> None:
    text = "terus dia cerita soal anaknya yang belum pulang " * 40
    assert max(span.end - span.start for span in pieces(text)) <= LONGEST


def test_a_run_on_word_is_cut_too() -> None:
    assert max(span.end - span.start for span in pieces("a" * 5000)) <= LONGEST
