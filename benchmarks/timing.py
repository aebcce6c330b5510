"""Times of an action: medians of several runs, since a single one says what else the machine was doing."""

import math
import os
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from benchmarks.machine import cpu_seconds


class Timing(NamedTuple):
    """The median and the 95th percentile of `runs` runs, in `unit`; `best` is the least of them, `cpu` the processor's
    time that one took on average, by all processes together: what else the machine did meanwhile changes it least."""

    p50: float
    p95: float
    runs: int
    unit: str = "ms"
    best: float = math.nan
    cpu: float = math.nan


def timed(action: Callable[[int], object], runs: int, warm: int = 1) -> Timing:
    """How long the action takes, after `warm` runs that don't count; it is told the number of the run, from 0."""
    for run in range(warm):
        action(run)
    before = cpu_seconds(os.getpid())
    seconds = [_seconds(action, run + warm) for run in range(runs)]
    return timing(seconds, cpu_seconds(os.getpid()) - before)


def timing(seconds: Sequence[float], cpu: float = math.nan) -> Timing:
    """The timing of these seconds, in milliseconds; `cpu` seconds of the processor went into all of them."""
    p50, p95 = (float(value) * 1000 for value in np.percentile(seconds, [50, 95]))
    return Timing(p50, p95, len(seconds), best=min(seconds) * 1000, cpu=cpu / len(seconds) * 1000)


def once(value: float, unit: str = "ms", cpu: float = math.nan) -> Timing:
    """What was measured a single time; `cpu` in the same unit."""
    return Timing(value, math.nan, 1, unit, best=value, cpu=cpu)


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
