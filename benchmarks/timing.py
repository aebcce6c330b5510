"""Times of an action: medians of several runs, since a single one says what else the machine was doing."""

import math
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np


class Timing(NamedTuple):
    """The median and the 95th percentile of `runs` runs, in `unit`; `best` is the least of them."""

    p50: float
    p95: float
    runs: int
    unit: str = "ms"
    best: float = math.nan


def timed(action: Callable[[int], object], runs: int, warm: int = 1) -> Timing:
    """How long the action takes, after `warm` runs that don't count; it is told the number of the run, from 0."""
    for run in range(warm):
        action(run)
    return timing([_seconds(action, run + warm) for run in range(runs)])


def timing(seconds: Sequence[float]) -> Timing:
    """The timing of these seconds, in milliseconds."""
    p50, p95 = (float(value) * 1000 for value in np.percentile(seconds, [50, 95]))
    return Timing(p50, p95, len(seconds), best=min(seconds) * 1000)


def once(value: float, unit: str = "ms") -> Timing:
    """What was measured a single time."""
    return Timing(value, math.nan, 1, unit, best=value)


def _seconds(action: Callable[[int], object], run: int) -> float:
    begun = time.perf_counter()
    action(run)
    return time.perf_counter() - begun


class Clock:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self._begun = time.perf_counter()

    @property
    def seconds(self) -> float:
        """Until now."""
        return time.perf_counter() - self._begun
