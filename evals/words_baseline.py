"""A bag of words: what anybody gets without an encoder. A reader counts only where it is clearly ahead of it."""

from collections.abc import Sequence
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline

_FOLDS = 5
_RARE = 0.003  # words in fewer of the texts are left out: in one of 500


def bag_of_words(texts: Sequence[str], labels: Sequence[str]) -> "Pipeline[Any]":
    """TF-IDF of words and word pairs under a logistic regression, fitted to these texts."""
    return _pipeline().fit(texts, labels)


def across_folds(texts: Sequence[str], labels: Sequence[str]) -> list[str]:
    """The same, each text's label from a model that did not see its fold."""
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=1)
    return [str(label) for label in cross_val_predict(_pipeline(), texts, labels, cv=folds)]


def _pipeline() -> "Pipeline[Any]":
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=_RARE, sublinear_tf=True)
    return make_pipeline(words, LogisticRegression(C=10, class_weight="balanced", max_iter=1000))
