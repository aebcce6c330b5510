"""Quote checking: a found quote is the text's own words, an invented one is never found."""

import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from journal.quotes import MINIMUM_CHARACTERS, find_quote

PIECES = [
    *"abcdefghij ABC .,!?-",
    "é",
    "e\u0301",
    "a\u0308\u0323",
    "ñ",
    "“",
    "”",
    "‘",
    "’",
    '"',
    "'",
    "\u00a0",
    "\u2009",
    "\n",
    "\t",
    "  ",
    "👍",
    "👨\u200d👩\u200d👧",
    "🇮🇩",
    "❤\ufe0f",
    "漢",
    "ش",
    "ﷺ",
    "ﬁ",
    "İ",
    "ß",
    "\u0301",
]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map("".join)
_MARKS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


def folded(text: str) -> str:
    """A second, slower way to set Unicode form, white space and curly quotes aside."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_MARKS).split())


@given(TEXTS, st.integers(0, 60), st.integers(1, 60))
@example("aaaaaaaab\u0301", 0, 9)
def test_a_found_quote_folds_to_the_words_it_was_found_for(text: str, start: int, length: int) -> None:
    quote = text[start : start + length]
    span = find_quote(text, quote)
    assert span is None or folded(text[span.start : span.end]) == folded(quote)


@given(TEXTS, st.data())
def test_a_whole_run_of_words_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    words = text.split()
    assume(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    quote = " ".join(words[first : last + 1])
    assume(len(folded(quote)) >= MINIMUM_CHARACTERS)
    span = find_quote(text, quote)
    assert span is not None
    assert folded(text[span.start : span.end]) == folded(quote)


@given(TEXTS, TEXTS)
def test_an_invented_quote_is_never_found(text: str, quote: str) -> None:
    assume(folded(quote) not in folded(text))
    assert find_quote(text, quote) is None


@given(TEXTS)
def test_one_word_more_is_not_found(text: str) -> None:
    assert find_quote(text, f"{text} zzz") is None


@given(TEXTS, TEXTS, st.integers(0, 80))
def test_a_quote_is_not_found_before_the_place_to_look_from(text: str, quote: str, after: int) -> None:
    span = find_quote(text, quote, after)
    assert span is None or span.start >= after


@given(TEXTS, st.integers(0, 60), st.integers(1, 60))
def test_a_span_never_splits_a_letter_from_its_marks(text: str, start: int, length: int) -> None:
    span = find_quote(text, text[start : start + length])
    assert span is None or span.end == len(text) or not unicodedata.combining(text[span.end])


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("Saya tanya kabarnya.", "tanya kabarnya", "tanya kabarnya"),
        ("Dia bilang “sudah” lalu diam.", 'bilang "sudah" lalu', "bilang “sudah” lalu"),
        ("Dia bilang 'sudah' lalu.", "bilang ‘sudah’ lalu", "bilang 'sudah' lalu"),
        ("don’t sell", "don't sell", "don’t sell"),
        ("Pak\u00a0Budi\n\n  datang", "Pak Budi datang", "Pak\u00a0Budi\n\n  datang"),
        ("cafe\u0301 sore", "café sore", "cafe\u0301 sore"),
        ("café sore", "cafe\u0301 sore", "café sore"),
        ("Tigor: 👍 lagi", "Tigor: 👍", "Tigor: 👍"),
        ("👨\u200d👩\u200d👧 sehat", "👨\u200d👩\u200d👧 sehat", "👨\u200d👩\u200d👧 sehat"),
        ("  padded text  ", "\n padded text ", "padded text"),
        ("no yes no yes please", "yes please", "yes please"),
    ],
)
def test_a_quote_is_found_in_the_text_s_own_characters(text: str, quote: str, found: str) -> None:
    span = find_quote(text, quote)
    assert span is not None
    assert text[span.start : span.end] == found


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("I did not like it", "I did like it"),
        ("I dislike selling", "like selling"),
        ("Saya tanya kabarnya", "tanya kabar"),
        ("Saya tanya kabarnya", "SAYA TANYA"),
        ("Saya tanya kabarnya", "Saya … kabarnya"),
        ("tidak jadi jualan", "jadi jualan banyak"),
        ("résumé lama", "resume lama"),
        ("ok ya", "ok"),
        ("Saya tanya", ""),
        ("Saya tanya", "   "),
        ("", "apa saja"),
    ],
)
def test_what_the_text_does_not_say_is_not_found(text: str, quote: str) -> None:
    assert find_quote(text, quote) is None


def test_a_quote_is_found_again_after_its_first_place() -> None:
    assert find_quote("satu dua satu dua", "satu dua", 1) == (9, 17)
