"""Fits what the wording alone says (`coach/embedded/wording.py`): TF-IDF over hashed pieces, logistic regressions."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from coach.embedded.wording import LETTERS, WORDS, Linear, Wording, hashed, joined, shown
from training.reader_data import VERDICTS, Example
from training.reader_figures import Told, labels

# Never searched; the first is that of the bag of words which the reader is measured against.
_STRENGTH_VERDICT, _STRENGTH_SIGNALS = 10.0, 5.0
_BUCKETS = WORDS + LETTERS


def fit_wording(reflections: Sequence[Example], sentences: Sequence[Example]) -> Wording:
    """The models fitted to reflections (verdicts) and to the sentences of both (signals)."""
    texts = [example.laid_out()[0] for example in reflections]
    nothing = Linear(np.zeros((0, _BUCKETS), np.int8), np.zeros(0, np.float32), np.zeros(0, np.float32))
    blank = Wording(_rarity(texts), nothing, nothing)
    both = [*reflections, *sentences]
    rows = _matrix(blank, [sentence.text for example in both for sentence in example.sentences])
    signals = [
        LogisticRegression(C=_STRENGTH_SIGNALS, solver="liblinear", random_state=1).fit(rows, column)
        for column in labels(both).T
    ]
    gold = [VERDICTS.index(example.verdict) for example in reflections if example.verdict is not None]
    verdict = LogisticRegression(C=_STRENGTH_VERDICT, class_weight="balanced", max_iter=2000)
    verdict.fit(_matrix(blank, texts), gold)
    return Wording(
        blank.rarity,
        _linear(verdict.coef_, verdict.intercept_),
        _linear(np.concatenate([one.coef_ for one in signals]), np.concatenate([one.intercept_ for one in signals])),
    )


def with_wording(told: Told, wording: Wording) -> Told:
    """The network's answers with the wording's added, as `coach.embedded.network` adds them."""
    return Told(
        told.examples,
        np.stack(
            [
                joined(row, wording.weigh(one.laid_out()[0]))
                for row, one in zip(told.verdict, told.examples, strict=True)
            ]
        ),
        told.lenses,
        [
            shown(of_one, wording.notice([sentence.text for sentence in one.sentences]))
            for of_one, one in zip(told.signals, told.examples, strict=True)
        ],
    )


def _rarity(texts: Sequence[str]) -> NDArray[np.float32]:
    met = np.zeros(_BUCKETS)
    for text in texts:
        met[hashed(text)[0]] += 1
    return np.asarray(np.log((1 + len(texts)) / (1 + met)) + 1, dtype=np.float32)


def _matrix(wording: Wording, texts: Sequence[str]) -> csr_matrix:
    rows = [wording.row(text) for text in texts]
    ends = np.cumsum([0, *(len(places) for places, _ in rows)])
    places, values = (np.concatenate([row[part] for row in rows]) for part in (0, 1))
    return csr_matrix((values, places, ends), shape=(len(texts), _BUCKETS))


def _linear(weights: NDArray[np.float64], bias: NDArray[np.float64]) -> Linear:
    scale = np.abs(weights).max(axis=1, keepdims=True) / 127
    return Linear(np.round(weights / scale).astype(np.int8), scale[:, 0].astype(np.float32), bias.astype(np.float32))
