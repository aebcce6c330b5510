from pathlib import Path

import pytest

from evals.cases import DATA, ReflectionCase, SentenceCase, StepCase, read_cases
from journal.errors import FileNotFound, UnreadableImport


def test_every_reflection_of_the_development_set_is_read() -> None:
    assert len(read_cases(DATA / "dev" / "reflections.jsonl", ReflectionCase)) == 60


def test_a_broken_line_is_named_and_its_text_is_not(tmp_path: Path) -> None:
    file = tmp_path / "steps.jsonl"
    file.write_text('{"id": "1", "lang": "id", "text": "x", "transactional": true}\n\n{"id": "secret words"}\n')
    with pytest.raises(UnreadableImport) as told:
        read_cases(file, StepCase)
    assert told.value.context["line"] == 3
    assert "secret" not in str(told.value)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFound):
        read_cases(tmp_path / "nothing.jsonl", SentenceCase)


def test_a_sale_under_kind_words_is_told_by_its_reason() -> None:
    disguised = [step for step in read_cases(DATA / "dev" / "steps.jsonl", StepCase) if step.disguised]
    assert disguised
    assert all(step.transactional for step in disguised)
