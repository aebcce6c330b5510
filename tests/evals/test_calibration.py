"""Whether sureness is held against what was right, and what would be left if only the surest were answered."""

from pathlib import Path

import pytest
from PIL import Image

from evals.calibration import CalibrationFigures, draw, measure
from journal.signals import Verdict
from tests.evals.fakes import case

PITCH, REAL = Verdict.HIDDEN_PITCH, Verdict.REAL_CONNECTION


def told(sure_of_right: float, sure_of_wrong: float) -> CalibrationFigures:
    """Five that are right with one sureness, five pitches read as connections with the other."""
    cases = [case(f"{gold.value} {at}", gold) for gold in (REAL, PITCH) for at in range(5)]
    sure = {REAL.value: sure_of_right, PITCH.value: sure_of_wrong}
    return measure(cases, lambda text: {REAL: sure[text.split()[0]], PITCH: 0.0})


def test_who_is_as_sure_as_right_has_no_error() -> None:
    cases = [case(str(at), REAL) for at in range(10)]
    assert measure(cases, lambda _: {REAL: 1.0}).error.value == pytest.approx(0.0)


def test_who_is_sure_of_what_is_wrong_has_an_error_of_as_much() -> None:
    assert told(1.0, 0.8).error.value == pytest.approx(0.4)


def test_answering_only_the_surest_leaves_the_right_ones() -> None:
    curve = told(0.9, 0.6).curve
    assert [(one.right.hits, one.right.of) for one in (curve[0], curve[-1])] == [(5, 10), (5, 5)]


def test_false_connections_are_counted_along_the_curve() -> None:
    assert [one.false_connection.hits for one in (told(0.9, 0.6).curve[0], told(0.9, 0.6).curve[-1])] == [5, 0]


def test_the_plot_is_a_picture(tmp_path: Path) -> None:
    draw(told(0.9, 0.6), tmp_path / "plot.png")
    with Image.open(tmp_path / "plot.png") as picture:
        assert picture.format == "PNG"
