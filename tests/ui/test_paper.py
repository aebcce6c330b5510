"""The one way to HTML: what is marked, how, and that nothing gets through unescaped."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as some

from journal.quotes import Span
from ui.components import paper
from ui.components.paper import Mark

TAGS = re.compile(r'</?(?:mark|sup|span)(?: class="[a-z-]+")?>')


def html(text: str, *marks: Mark) -> str:
    """The marked text."""
    return paper._marked(text, marks, "tanda")


def mark(start: int, end: int, *leans: int) -> Mark:
    """A mark over these characters."""
    return Mark(Span(start, end), "", tuple((lean, "") for lean in leans))


def test_a_mark_wraps_its_own_characters() -> None:
    assert '<mark class="plus">dengar</mark>' in html("Aku dengar dia.", mark(4, 10, 1))


def test_a_mark_is_numbered_after_its_end() -> None:
    assert "1<" in html("Aku dengar dia.", mark(4, 10, 1)).partition("</mark>")[2].partition("</sup>")[0]


def test_two_marks_that_end_together_share_a_place_and_keep_both_numbers() -> None:
    assert "1,\u200a2<" in html("Aku dengar dia.", mark(0, 10, 1), mark(4, 10, -1))


def test_where_both_leans_meet_it_is_drawn_as_both() -> None:
    assert '<mark class="both">dengar</mark>' in html("Aku dengar dia.", mark(0, 10, 1), mark(4, 10, -1))


def test_one_part_with_two_signals_that_lean_apart_is_drawn_as_both() -> None:
    assert 'class="both"' in html("Aku dengar dia.", mark(4, 10, 1, -1))


@given(some.text(), some.lists(some.tuples(some.integers(0, 40), some.integers(0, 40)), max_size=4))
def test_without_our_tags_the_text_stands_as_it_was_written(text: str, ends: list[tuple[int, int]]) -> None:
    marks = [mark(*sorted((min(a, len(text)), min(b, len(text)))), 1) for a, b in ends]
    shown = re.sub(r"<sup>.*?</sup>", "", html(text, *(one for one in marks if one.span.start < one.span.end)))
    assert unescape(TAGS.sub("", shown)) == text
