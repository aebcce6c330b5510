"""The embedded guard: rules and classifier together, and the step that is always safe."""

import json
from pathlib import Path

import pytest

from coach.embedded.step_scores import Floats, StepScores
from coach.guarding import EmbeddedGuard, safe_step
from coach.reader import Guard
from embedded import Encoder
from journal.errors import ModelFilesMissing
from journal.language import Language
from journal.reading import PersonRead
from journal.signals import Verdict
from tests.coach.embedded.fakes import asked

DEV = Path(__file__).parents[2] / "data/dev/steps.jsonl"
MODELS = Path(__file__).parents[2] / "models"


def test_the_dev_steps_are_judged_as_well_as_promised(embedded_guard: Guard) -> None:
    rows = [json.loads(line) for line in DEV.read_text(encoding="utf-8").splitlines()]
    right = [
        embedded_guard.judge(row["text"], Language.INDONESIAN).transactional == row["transactional"] for row in rows
    ]
    assert sum(right) / len(right) >= 0.88


def test_a_broken_rule_is_the_reason(embedded_guard: Guard) -> None:
    assert embedded_guard.judge("Kirim brosur ke Bu Ani.", Language.INDONESIAN).why == "sales_material"


def test_kind_words_with_a_purpose_are_refused(embedded_guard: Guard) -> None:
    step = "Jenguk Pak Hadi di rumah sakit, bawa buah, dari situ gampang masuk ke asuransi."
    assert embedded_guard.judge(step, Language.INDONESIAN).transactional


@pytest.mark.parametrize("step", ["", "  ", "…"])
def test_a_step_without_words_is_let_through(embedded_guard: Guard, step: str) -> None:
    assert not embedded_guard.judge(step, Language.INDONESIAN).transactional


def test_a_step_that_was_judged_is_not_weighed_again() -> None:
    weighed: list[str] = []

    class Noting(StepScores):
        def transactional(self, step: str, vector: Floats) -> bool:
            weighed.append(step)
            return super().transactional(step, vector)

    guard = EmbeddedGuard(Encoder.load(MODELS / "encoder"), Noting.load(MODELS / "guard"))
    both = [guard.judge("Tanyakan kabar ibunya.", Language.INDONESIAN) for _ in range(2)]
    assert both[0] == both[1]
    assert len(weighed) == 1


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelFilesMissing):
        EmbeddedGuard.load(tmp_path)


@pytest.mark.parametrize("verdict", [verdict for verdict in Verdict if verdict is not Verdict.UNCLEAR])
@pytest.mark.parametrize("people", [(), (PersonRead(name="Ojan", cares_about=("bapaknya yang stroke",)),)])
def test_a_safe_step_is_found_for_every_verdict(people: tuple[PersonRead, ...], verdict: Verdict) -> None:
    assert safe_step(asked("gue ketemu Ojan kemarin"), people, verdict) is not None
