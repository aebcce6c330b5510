import math

import numpy as np
import pytest
from sklearn.metrics import f1_score

from evals.figures import Share, by_language, estimate, macro_f1, share


def test_a_share_is_its_hits_by_its_cases() -> None:
    assert share([True, True, False, False]).value == 0.5


def test_wilson_s_interval_of_eight_in_ten_is_the_textbook_s() -> None:
    low, high = Share(hits=8, of=10).interval
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)


def test_none_of_twenty_may_still_be_one_in_six() -> None:
    low, high = Share(hits=0, of=20).interval
    assert low == 0
    assert 0.15 < high < 0.17


def test_a_share_of_nothing_is_no_number_and_says_nothing() -> None:
    nothing = Share(hits=0, of=0)
    assert math.isnan(nothing.value)
    assert nothing.interval == (0.0, 1.0)
    assert str(nothing) == "–"


def test_a_share_is_told_with_its_counts_and_interval() -> None:
    assert str(Share(hits=8, of=10)) == "80% (8/10; 49%–94%)"


def test_an_estimate_that_cannot_vary_has_no_width() -> None:
    told = estimate(5, lambda picked: float(np.ones(5)[picked].mean()))
    assert (told.value, told.low, told.high) == (1.0, 1.0, 1.0)


def test_an_estimate_is_the_same_each_time() -> None:
    values = np.arange(20.0)
    first, second = (estimate(20, lambda picked: float(values[picked].mean())) for _ in range(2))
    assert first == second
    assert first.low < first.value < first.high


@pytest.mark.parametrize(
    ("languages", "groups"), [(["id", "en", "id"], [("all", [0, 1, 2]), ("en", [1]), ("id", [0, 2])])]
)
def test_cases_are_grouped_by_language_after_all_of_them(
    languages: list[str], groups: list[tuple[str, list[int]]]
) -> None:
    assert by_language(languages) == groups


def test_macro_f1_is_scikit_learn_s() -> None:
    draw = np.random.default_rng(1)
    gold, chosen = draw.random((40, 6)) < 0.3, draw.random((40, 6)) < 0.3
    assert macro_f1(gold, chosen) == pytest.approx(f1_score(gold, chosen, average="macro"))
