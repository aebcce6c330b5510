"""The words: both languages have all of them, and the code asks for none that is missing."""

import json
import re
import string
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from app.settings import Settings
from app.shown import Stage
from journal.errors import KesanError
from journal.language import Language
from journal.people import PromiseState, StepState
from journal.reading import TieQuality
from journal.signals import Lens, LensValue, Signal, Verdict

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = {one: json.loads((ROOT / "locale" / f"{one}.json").read_text(encoding="utf-8")) for one in Language}
INDONESIAN: dict[str, str] = LANGUAGES[Language.INDONESIAN]
ENGLISH: dict[str, str] = LANGUAGES[Language.ENGLISH]
SAID = re.compile(r"""\bsay\(\s*(f?)"([^"]+)\"""")
CHOSEN = re.compile(r""""([a-z]+(?:\.[a-z_]+)+)\"""")
SPACES = sorted({key.partition(".")[0] for key in INDONESIAN})
FAMILIES: dict[str, type[StrEnum]] = {
    "verdict": Verdict,
    "signal": Signal,
    "lens": Lens,
    "stage": Stage,
    "language": Language,
    "promise.to": PromiseState,
}


def sources() -> Iterator[str]:
    """The source of the pages."""
    for path in sorted((ROOT / "ui").rglob("*.py")):
        yield path.read_text(encoding="utf-8")


def placeholders(sentence: str) -> set[str]:
    """The values that a sentence wants."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def errors(kind: type[KesanError] = KesanError) -> Iterator[type[KesanError]]:
    """All errors."""
    yield kind
    for one in kind.__subclasses__():
        yield from errors(one)


def test_both_languages_have_the_same_keys() -> None:
    assert INDONESIAN.keys() == ENGLISH.keys()


@pytest.mark.parametrize("key", sorted(INDONESIAN))
def test_both_languages_want_the_same_values(key: str) -> None:
    assert placeholders(INDONESIAN[key]) == placeholders(ENGLISH[key])


def test_no_sentence_is_empty() -> None:
    assert [key for words in LANGUAGES.values() for key, sentence in words.items() if not sentence.strip()] == []


def test_every_sentence_that_a_page_says_exists() -> None:
    said = {key for source in sources() for is_pattern, key in SAID.findall(source) if not is_pattern}
    assert said - INDONESIAN.keys() == set()


def test_every_sentence_that_a_page_chooses_between_exists() -> None:
    chosen = {key for source in sources() for key in CHOSEN.findall(source) if key.partition(".")[0] in SPACES}
    assert chosen - INDONESIAN.keys() == set()


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_every_label_has_its_words(family: str) -> None:
    assert {f"{family}.{one.value}" for one in FAMILIES[family]} - INDONESIAN.keys() == set()


def test_every_pattern_of_a_page_has_sentences() -> None:
    patterns = {key.partition("{")[0] for source in sources() for is_pattern, key in SAID.findall(source) if is_pattern}
    assert [start for start in patterns if not any(key.startswith(start) for key in INDONESIAN)] == []


def test_every_decision_on_a_step_has_its_words() -> None:
    decided = set(StepState) - {StepState.SUGGESTED}
    assert {f"step.{part}.{state}" for part in ("to", "state") for state in decided} - INDONESIAN.keys() == set()


def test_every_answer_on_a_tie_has_its_words() -> None:
    wanted = {f"tie.{name}.{answer}" for name in TieQuality.model_fields for answer in ("yes", "no")}
    assert wanted - INDONESIAN.keys() == set()


def test_every_reader_has_its_words() -> None:
    choices = Settings.model_fields["reader"].annotation
    assert {f"settings.reader.{one}" for one in getattr(choices, "__args__", ())} - INDONESIAN.keys() == set()


@pytest.mark.parametrize("kind", list(errors()))
def test_every_error_has_its_sentence(kind: type[KesanError]) -> None:
    assert kind.words in INDONESIAN


def test_every_answer_of_every_lens_has_its_sentence() -> None:
    wanted = {f"lens.{lens.value}.{value.value}" for lens in Lens for value in LensValue}
    assert wanted - INDONESIAN.keys() == set()
