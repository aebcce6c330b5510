"""The words of a language: a stored problem always has a sentence."""

from datetime import date

import pytest

from app.words import Words, words_for
from journal.errors import ModelBusy
from journal.language import Language

ENGLISH = Words(Language.ENGLISH)


def test_a_problem_is_told_with_what_it_carries() -> None:
    assert "7 seconds" in ENGLISH.problem(ModelBusy(seconds=7))


def test_a_wait_of_unknown_length_has_a_sentence_of_its_own() -> None:
    assert "None" not in ENGLISH.problem(ModelBusy(seconds=None))


@pytest.mark.parametrize(("words", "context"), [("error.of_another_version", {}), ("error.model_failed", {"code": 5})])
def test_a_problem_stored_by_another_version_is_told_all_the_same(words: str, context: dict[str, object]) -> None:
    assert ENGLISH.trouble(words, context) == ENGLISH("error.unknown")


@pytest.mark.parametrize(
    ("language", "written"), [(Language.ENGLISH, "24 August 2026"), (Language.INDONESIAN, "24 Agustus 2026")]
)
def test_a_day_is_written_out(language: Language, written: str) -> None:
    assert Words(language).day(date(2026, 8, 24)) == written


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("en-US", Language.ENGLISH),
        ("id-ID", Language.INDONESIAN),
        ("fr", Language.INDONESIAN),
        (None, Language.INDONESIAN),
    ],
)
def test_a_browser_is_spoken_to_in_its_language(locale: str | None, language: Language) -> None:
    assert words_for(locale).language is language
