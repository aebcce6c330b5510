"""The pieces of a text that get vectors of their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.chunking import chunks_of_text

FIVE = "Satu hari. Dua orang. Tiga cerita. Empat kue. Lima teh."


def words(text: str) -> list[str]:
    """The chunks' own words."""
    return [text[start:end] for start, end in chunks_of_text(text)]


def test_the_whole_comes_first_then_windows_of_three_sentences_that_overlap_by_one() -> None:
    assert words(FIVE) == [FIVE, "Satu hari. Dua orang. Tiga cerita.", "Tiga cerita. Empat kue. Lima teh."]


def test_the_last_sentences_are_in_a_window_too() -> None:
    assert words(FIVE + " Enam.")[-1] == "Lima teh. Enam."


@pytest.mark.parametrize("text", ["Halo.", "Satu. Dua. Tiga."])
def test_a_short_text_is_one_chunk(text: str) -> None:
    assert words(text) == [text]


def test_a_dictated_run_on_is_cut_between_words() -> None:
    text = "terus dia cerita soal anaknya " * 200
    pieces = words(text)[1:]
    assert max(len(piece) for piece in pieces) <= 3 * 601
    assert all(piece.split(" ")[-1] in {"terus", "dia", "cerita", "soal", "anaknya"} for piece in pieces)


@given(st.text(min_size=1, max_size=3_000))
def test_every_chunk_is_a_part_of_the_text_and_the_first_is_all_of_it(text: str) -> None:
    chunks = chunks_of_text(text)
    assert chunks[0] == (0, len(text))
    assert all(0 <= start < end <= len(text) for start, end in chunks)
