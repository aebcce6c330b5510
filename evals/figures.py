"""Figures with how far they can be trusted: the sets are small, so none stands without its interval (95 %)."""

import math
from collections.abc import Callable, Sequence
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray
from pydantic import computed_field

from journal.frozen import Frozen

ALL = "all"
Picked = NDArray[np.intp]
Marks = NDArray[np.bool_]
_Z = NormalDist().inv_cdf(0.975)
_DRAWS = 200


class Share(Frozen):
    """`hits` of `of` cases, with Wilson's score interval."""

    hits: int
    of: int

    @computed_field  # type: ignore[prop-decorator]  # mypy does not follow a decorated property
    @property
    def value(self) -> float:
        """The share; not a number where there was no case."""
        return self.hits / self.of if self.of else math.nan

    @computed_field  # type: ignore[prop-decorator]
    @property
    def interval(self) -> tuple[float, float]:
        """Where the share would lie for more cases of the same kind (Wilson 1927)."""
        if not self.of:
            return (0.0, 1.0)
        spread = _Z * _Z / self.of
        middle = (self.value + spread / 2) / (1 + spread)
        reach = _Z / (1 + spread) * math.sqrt(self.value * (1 - self.value) / self.of + spread / (4 * self.of))
        return (max(0.0, middle - reach), min(1.0, middle + reach))

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:.0%} ({self.hits}/{self.of}; {low:.0%}–{high:.0%})" if self.of else "–"


class Estimate(Frozen):
    """A figure that is no share, with a bootstrap interval over the cases."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.2f} ({self.low:.2f}–{self.high:.2f})"


def by_language(languages: Sequence[str]) -> list[tuple[str, list[int]]]:
    """The places of all cases, then those of each language, given the cases' languages."""
    each = {name: [at for at, own in enumerate(languages) if own == name] for name in sorted(set(languages))}
    return [(ALL, list(range(len(languages)))), *each.items()]


def share(hits: Sequence[bool]) -> Share:
    """How many of these are true."""
    return Share(hits=sum(hits), of=len(hits))


def macro_f1(gold: Marks, chosen: Marks) -> float:
    """The mean F1 of the columns that are true of some row of `gold`.

    scikit-learn's `f1_score(average="macro", zero_division=0)` on those columns, without the checks that take it
    milliseconds: the bootstrap asks hundreds of times.
    """
    both, true, said = (gold & chosen).sum(axis=0), gold.sum(axis=0), chosen.sum(axis=0)
    return float(np.mean((2 * both / np.maximum(true + said, 1))[true > 0]))


def estimate(cases: int, figure: Callable[[Picked], float], seed: int = 1) -> Estimate:
    """A figure over `cases` cases with its percentile bootstrap interval.

    Args:
        cases: how many there are.
        figure: the figure over the cases at these places, of which some may come twice.
    """
    draw = np.random.default_rng(seed)
    drawn = [figure(draw.integers(0, cases, cases)) for _ in range(_DRAWS)]
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return Estimate(value=figure(np.arange(cases)), low=float(low), high=float(high))
