"""Where a text speaks of somebody: whole names, letter case aside."""

import pytest

from journal.mentions import mentions


@pytest.mark.parametrize(
    ("text", "names", "spoken"),
    [
        ("Pak Andi datang, andi diam.", ["Andi"], ["Andi", "andi"]),
        ("Andini datang.", ["Andi"], []),
        ("Ketemu Mei\nLing.", ["Mei Ling"], ["Mei\nLing"]),
        ("Budi Santoso dan Budi", ["Budi", "Budi Santoso"], ["Budi Santoso", "Budi"]),
        ("D. (kawan lama)", ["D."], ["D."]),
        ("apa saja", [], []),
        ("a b c", ["a", " "], []),
    ],
)
def test_names_are_found_as_whole_words(text: str, names: list[str], spoken: list[str]) -> None:
    assert [text[span.start : span.end] for span in mentions(text, names)] == spoken
