import json
from pathlib import Path
from typing import Any

import pytest

from evals import command
from evals.command import TASKS, evaluate, task_named
from journal.errors import DeveloperPackagesMissing, FileNotFound, UnknownTask
from tests.evals.fakes import ToldGuard, ToldReader


class ToldParts:
    """Parts that refuse nothing."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.reader = ToldReader({})
        self.guard = ToldGuard(set())
        self.made_by = {"model": "told"}


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of ten steps, half of them transactional, and a guard that lets all through."""
    monkeypatch.setattr("evals.parts.Parts", ToldParts)
    rows = [{"id": str(at), "lang": "id", "text": f"step {at}", "transactional": at % 2 == 0} for at in range(10)]
    file = tmp_path / "steps.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows))
    return file


@pytest.mark.parametrize("task", TASKS)
def test_every_task_has_a_file_and_its_two_functions(task: str) -> None:
    module: Any = task_named(task)
    assert module.DEFAULT.exists() or task == "locomo"  # whose licence keeps the file out
    assert callable(module.run)
    assert callable(module.tables)


def test_the_figures_are_printed_as_tables(steps: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate("guard", steps, "embedded", None) == 0
    assert "## Guard" in capsys.readouterr().out


def test_the_figures_are_written_as_json_with_what_they_were_measured_on(steps: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    evaluate("guard", steps, "embedded", out)
    told = json.loads(out.read_text())
    assert (told["task"], told["file"], told["made_by"]) == (
        "guard",
        "steps.jsonl",
        {"model": "told"},
    )
    assert told["figures"]["languages"][0]["guard"]["accuracy"]["value"] == 0.5
    assert len(told["sha256"]) == 12


def test_a_task_that_is_not_there_is_answered_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(UnknownTask) as told:
        evaluate("mood", tmp_path, "embedded", None)
    assert "verdict" in str(told.value.context["tasks"])


def test_a_file_that_is_not_there_is_said_so(steps: Path) -> None:
    with pytest.raises(FileNotFound):
        evaluate("guard", steps.with_name("none.jsonl"), "embedded", None)


def test_without_scikit_learn_it_says_what_to_install(steps: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str) -> None:
        raise ModuleNotFoundError(name="sklearn")

    monkeypatch.setattr(command, "import_module", missing)
    with pytest.raises(DeveloperPackagesMissing):
        evaluate("guard", steps, "embedded", None)
