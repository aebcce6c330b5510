"""A text cut into sentences, as people really type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.sentences import sentences


def cut(text: str) -> list[str]:
    """The sentences' own words."""
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Satu. Dua! Tiga?", ["Satu.", "Dua!", "Tiga?"]),
        ("satu baris\nbaris lain", ["satu baris", "baris lain"]),
        ("Ketemu Dr. Sari di RS. Ramai.", ["Ketemu Dr. Sari di RS.", "Ramai."]),
        ("Jam 6.40 pagi. Sepi.", ["Jam 6.40 pagi.", "Sepi."]),
        ("Dia diam… lalu pergi.", ["Dia diam… lalu pergi."]),
        ("Dia diam… Lalu pergi.", ["Dia diam…", "Lalu pergi."]),
        ("“Nanti saja.” katanya pelan.", ["“Nanti saja.” katanya pelan."]),
        ("“Nanti saja.” Dia pergi.", ["“Nanti saja.”", "Dia pergi."]),
        ("1. Datang\n2. Salaman", ["1. Datang", "2. Salaman"]),
        ("B. Santoso datang.", ["B. Santoso datang."]),
        ("Apa?! Serius?? Ya.", ["Apa?!", "Serius??", "Ya."]),
        ("tanpa titik", ["tanpa titik"]),
        ("", []),
        ("  \n \n ", []),
    ],
)
def test_a_text_is_cut_where_a_reader_would_pause(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


@given(st.text(max_size=300))
def test_sentences_come_in_order_and_do_not_overlap(text: str) -> None:
    ends = 0
    for span in sentences(text):
        assert ends <= span.start < span.end <= len(text)
        ends = span.end


@given(st.text(max_size=300))
def test_nothing_but_white_space_lies_between_sentences(text: str) -> None:
    between, at = "", 0
    for span in sentences(text):
        between += text[at : span.start]
        at = span.end
    assert (between + text[at:]).strip() == ""


@given(st.text(max_size=300))
def test_no_sentence_is_blank_or_has_white_space_around_it(text: str) -> None:
    assert all(part and part == part.strip() for part in cut(text))
