"""A text without what was told in confidence."""

import pytest

from journal.quotes import Span
from journal.trust import discreet

TEXT = "Ketemu Sari. Dia cerita mau pisah. Lalu kami makan."
SECRET = "Dia cerita mau pisah."


def test_what_was_told_in_trust_gives_way_to_a_sign() -> None:
    assert discreet(TEXT, [SECRET], "[…]") == "Ketemu Sari. […] Lalu kami makan."


def test_a_text_without_confidences_stays_as_it_is() -> None:
    assert discreet(TEXT, [], "[…]") == TEXT


def test_it_gives_way_wherever_it_stands() -> None:
    assert discreet(f"{SECRET} Ya. {SECRET}", [SECRET], "[…]") == "[…] Ya. […]"


@pytest.mark.parametrize(
    ("start", "end", "shown"), [(20, 44, "[…] Lalu kami"), (0, 25, "Ketemu Sari. […]"), (18, 30, "[…]")]
)
def test_a_part_that_cuts_it_shows_none_of_it(start: int, end: int, shown: str) -> None:
    assert discreet(TEXT, [SECRET], "[…]", Span(start, end)) == shown


def test_a_sentence_within_another_gives_way_once() -> None:
    assert discreet(TEXT, [SECRET, "mau pisah"], "[…]") == "Ketemu Sari. […] Lalu kami makan."
