"""Honest talk read as a pitch: what counts as honest, and that it is counted by source."""

from datetime import date

from evals.cases import TalkCase
from evals.false_alarms import OUT, Run, measure, tables
from evals.tables import render
from journal.signals import Verdict
from tests.evals.fakes import ToldReader, reading

PITCH, REAL = Verdict.HIDDEN_PITCH, Verdict.REAL_CONNECTION
CASES = [
    TalkCase(id="1", text="A: hi", source="x"),
    TalkCase(id="2", text="A: how are you", source="x", binary="no_pitch"),
    TalkCase(id="3", text="A: buy this", source="y", binary="pitch"),
    TalkCase(id="4", text="I sold", verdict=PITCH),
    TalkCase(id="5", text="x" * 2_000_000),
]
FIGURES = measure(CASES, ToldReader({"A: hi": reading(PITCH), "A: how are you": reading(REAL)}))


def test_only_honest_talk_that_could_be_kept_is_read() -> None:
    assert (FIGURES.sources[0].pitch.hits, FIGURES.sources[0].pitch.of) == (1, 2)


def test_each_source_has_its_figure() -> None:
    assert [one.source for one in FIGURES.sources] == ["all", "x"]


def test_a_run_keeps_no_text() -> None:
    run = Run(on=date(2026, 11, 25), made_by={}, files={"x.jsonl": "abc"}, figures=FIGURES)
    assert "how are you" not in run.model_dump_json()


def test_the_table_shows_every_verdict() -> None:
    assert "| read as hidden pitch | surface | mixed | real_connection | unclear |" in render(tables(FIGURES))


def test_the_run_that_lies_in_the_project_can_be_read_again() -> None:
    assert Run.model_validate_json(OUT.read_text(encoding="utf-8")).figures.sources[0].source == "all"
