import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from coach.asking import Answer
from coach.embedded.network import SentenceSignals
from evals import ablation, ask, calibration, finding, guard, people, quotes, signals, verdict
from evals.cases import FindingCase, QuestionCase, SentenceCase, StepCase
from evals.figures import Share
from evals.goals import Goal, Results, goal_table, goals
from evals.report import Facts, compose, facts, flat
from evals.tables import table
from journal.quotes import Span
from journal.signals import Signal, Verdict
from tests.evals.fakes import ToldGuard, ToldReader, case, reading

PITCH, REAL = Verdict.HIDDEN_PITCH, Verdict.REAL_CONNECTION


def _notice(_text: str, spans: Sequence[Span]) -> list[SentenceSignals]:
    return [SentenceSignals(span, dict.fromkeys(Signal, 0.5), (), 1.0) for span in spans]


@pytest.fixture(scope="module")
def results() -> Results:
    """A reader that calls every reflection a connection, a guard that lets all through, a memory that finds nothing."""
    cases = [case("r-05", PITCH, "the brochure"), case("r-06", REAL, "her garden")]
    reader = ToldReader({one.text: reading(REAL) for one in cases})
    steps = [StepCase(id=str(at), lang="id", text=f"step {at}", transactional=at % 2 == 0) for at in range(10)]
    evidence = {"id": "r", "lang": "id", "text": "I sold. I listened."}
    quoted = [{"quote": "I sold", "signal": "product_steering"}, {"quote": "I listened", "signal": "listening"}]
    notes = [
        FindingCase.model_validate({"kind": "note", "id": "n", "en": "a", "id_text": "b"}),
        FindingCase.model_validate({"kind": "query", "gold": "n", "en": "c", "id_text": "d"}),
    ]
    question = QuestionCase(id="q", question="who?", kind="recall", gold_reflections=("r",))
    asked = ask.measure([question], [], lambda _: Answer(found=False, answer=""))
    return Results(
        verdict=verdict.measure(cases, reader, cases),
        verdict_b=verdict.measure(cases, reader, cases),
        evidence=signals.measure([SentenceCase.model_validate(evidence | {"evidence": quoted})], _notice),
        people=people.measure(cases, reader),
        guard=guard.measure(steps, ToldGuard(set())),
        guard_b=guard.measure(steps, ToldGuard(set())),
        calibration=calibration.measure(cases, lambda _: {REAL: 0.9, PITCH: 0.1}),
        quotes=quotes.measure(cases, reader),
        finding=finding.measure(notes, {finding.MEMORY: lambda _store, _query: []}),
        ask=asked,
        ask_c=asked,
        ask_d=asked,
        ablation=ablation.AblationFigures(without={"": asked.kinds["recall"]}),
    )


@pytest.fixture(scope="module")
def report(results: Results) -> str:
    """The report of these, with figures of training and of speed."""
    speed = {"machine": {"cores": 2}, "rows": {"keep": {"p50": 3.21, "p95": None, "runs": 20, "unit": "ms"}}}
    nothing = table("Models", ("folder",), [])
    return compose(results, Facts(models=nothing, data=nothing, left_out={"verdict": {"mean": 0.7234}}, speed=speed))


def test_a_missed_goal_is_said_plainly_and_before_the_reached_ones(results: Results) -> None:
    said = [row[0] for row in goal_table(goals(results)).rows]
    assert said[0] == "**missed**"
    assert said == sorted(said)


@pytest.mark.parametrize(("hits", "at_most", "reached"), [(1, True, False), (0, True, True), (9, False, False)])
def test_a_goal_is_reached_by_the_share_itself(hits: int, at_most: bool, reached: bool) -> None:
    bound = 0.05 if at_most else 0.95
    assert Goal("x", Share(hits=hits, of=10), bound, at_most=at_most).reached is reached


def test_a_goal_without_a_case_is_not_reached() -> None:
    assert not Goal("x", Share(hits=0, of=0), 0.5).reached


def test_every_section_is_there(report: str) -> None:
    for title in ("Verdict", "Signals", "People", "Guard", "Quotes", "Finding", "Asking", "Speed"):
        assert f"\n## {title}\n" in report


def test_the_reflections_with_an_instruction_are_told_one_by_one(report: str) -> None:
    assert "r-05 otherwise: real_connection, r-08 right, r-43 right" in report


def test_what_training_measured_is_quoted(report: str) -> None:
    assert "| verdict mean | 0.723 |" in report


def test_speed_is_told_with_the_machine(report: str) -> None:
    assert "on: cores 2." in report
    assert "| keep | 3.21 | –   | 20   | ms   |" in report


def test_the_report_has_no_empty_table_cell_where_a_figure_is_missing(report: str) -> None:
    assert not re.search(r"\bnan\b|None", report)


def test_nested_figures_become_paths() -> None:
    assert dict(flat({"a": {"b": 0.5, "c": [1]}, "d": "x"})) == {"a b": "0.5", "a c": "[1]", "d": "x"}


def test_a_file_that_is_trained_on_is_told_from_one_that_is_not(tmp_path: Path) -> None:
    data, models = tmp_path / "data", tmp_path / "models"
    for name in ("dev/sentences", "dev/steps", "train/a", "train/z"):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / f"{name}.jsonl").write_text("{}\n{}\n")
    (models / "reader").mkdir(parents=True)
    (models / "reader" / "reader.json").write_text(json.dumps({"trained": {"files": ["a"]}, "figures": {"mAP": 0.5}}))
    told = facts(models, data, tmp_path / "none.json")
    assert [(row[0], row[2], row[3]) for row in told.data.rows] == [
        ("data/dev/sentences.jsonl", "2", "yes"),
        ("data/dev/steps.jsonl", "2", "no"),
        ("data/train/a.jsonl", "2", "yes"),
        ("data/train/z.jsonl", "2", "no"),
    ]
    assert told.left_out == {"mAP": 0.5}
    assert told.speed == {}
