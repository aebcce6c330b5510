"""A letter to print: one file that fetches nothing, and whose quotes are words and no more."""

from datetime import date
from html.parser import HTMLParser

import pytest

from app.letter_page import letter_page
from app.letters import Cite, Letter, Paragraph, Topic
from app.words import Words
from journal.language import Language

HOSTILE = '<img src="https://evil.example/i.png" onerror="alert(1)"> ![x](https://evil.example/p.png)'
DAY = date(2026, 11, 24)


def letter(words: str = "Dia cerita lama.") -> Letter:
    """A letter with one sentence and its quote."""
    cite = Cite(reflection_id="r1", on=DAY, quote=words)
    return Letter(since=DAY, until=DAY, paragraphs=(Paragraph(topic=Topic.WROTE, sentence=words, cites=(cite,)),))


class Tags(HTMLParser):
    """The tags of a document, and the addresses that it names."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "onerror")]


@pytest.mark.parametrize("language", list(Language))
def test_it_has_the_sentence_its_quote_and_the_day_in_its_language(language: Language) -> None:
    page = letter_page(letter(), Words(language))
    assert f'<html lang="{language.value}">' in page
    assert "<blockquote" in page
    assert Words(language).day(DAY) in page


def test_words_with_tags_in_them_stay_words() -> None:
    found = Tags(letter_page(letter(HOSTILE), Words(Language.ENGLISH)))
    assert not found.tags & {"img", "script", "a", "link", "iframe"}
    assert found.addresses == []
