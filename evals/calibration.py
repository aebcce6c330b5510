"""Whether the embedded reader is as sure as it is right: expected calibration error, and what it would gain from
saying "I can't tell" more often."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from evals.cases import DATA, ReflectionCase, read_cases
from evals.figures import Estimate, Picked, Share, estimate, share
from evals.tables import Table, table
from journal.frozen import Frozen
from journal.signals import Verdict

if TYPE_CHECKING:
    from evals.parts import Parts

DEFAULT = DATA / "dev" / "reflections.jsonl"
_BINS = 8
_SHARES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
Sureness = Callable[[str], dict[Verdict, float]]


class Bin(Frozen):
    """Readings that were about equally sure: their mean sureness, and how many were right."""

    sure: float
    right: Share


class Kept(Frozen):
    """What would be if only the surest were answered: the sureness from which on, and how right those are."""

    from_sureness: float
    right: Share
    false_connection: Share


class CalibrationFigures(Frozen):
    """All figures of the task. `error` is the expected calibration error over bins of equal size (Guo et al. 2017)."""

    error: Estimate
    bins: tuple[Bin, ...]
    curve: tuple[Kept, ...]


def run(file: Path, parts: "Parts") -> CalibrationFigures:
    """The figures of a file of reflections."""
    return measure(read_cases(file, ReflectionCase), parts.sureness)


def measure(cases: Sequence[ReflectionCase], sureness: Sureness) -> CalibrationFigures:
    """The figures of these cases; the verdict is the likeliest, abstention apart."""
    told = [sureness(case.text) for case in cases]
    likeliest = [max(Verdict, key=lambda verdict: one.get(verdict, 0.0)) for one in told]
    sure = np.array([one.get(verdict, 0.0) for one, verdict in zip(told, likeliest, strict=True)])
    right = np.array([verdict is case.verdict for verdict, case in zip(likeliest, cases, strict=True)])
    order = np.argsort(-sure, kind="stable")
    return CalibrationFigures(
        error=estimate(len(cases), lambda picked: _error(sure[picked], right[picked])),
        bins=tuple(
            Bin(sure=float(sure[places].mean()), right=share(right[places].tolist()))
            for places in _bins(sure)
            if len(places)
        ),
        curve=tuple(_kept(order[: max(1, round(part * len(cases)))], sure, likeliest, cases) for part in _SHARES),
    )


def _bins(sure: np.ndarray) -> list[Picked]:
    return list(np.array_split(np.argsort(sure, kind="stable"), _BINS))


def _error(sure: np.ndarray, right: np.ndarray) -> float:
    gaps = [abs(sure[at].mean() - right[at].mean()) * len(at) for at in _bins(sure) if len(at)]
    return float(sum(gaps) / len(sure))


def _kept(places: Picked, sure: np.ndarray, read: Sequence[Verdict], cases: Sequence[ReflectionCase]) -> Kept:
    pairs = [(read[at], cases[at].verdict) for at in places]
    pitches = [mine for mine, true in pairs if true is Verdict.HIDDEN_PITCH]
    return Kept(
        from_sureness=float(sure[places].min()),
        right=share([mine is true for mine, true in pairs]),
        false_connection=share([mine is Verdict.REAL_CONNECTION for mine in pitches]),
    )


def tables(figures: CalibrationFigures) -> tuple[Table, ...]:
    """The figures to look at."""
    bins = [(f"{one.sure:.2f}", one.right) for one in figures.bins]
    curve = [(one.right.of, f"{one.from_sureness:.2f}", one.right, one.false_connection) for one in figures.curve]
    return (
        table("Sure and right", ("mean sureness", "right"), bins, f"Expected calibration error: {figures.error}."),
        table("If only the surest were answered", ("answered", "sure from", "right", "pitch read as real"), curve),
    )


def draw(figures: CalibrationFigures, path: Path) -> None:
    """Writes the reliability plot, as PNG."""
    from matplotlib.figure import Figure  # noqa: PLC0415 for the report alone

    picture = Figure(figsize=(4.5, 4), layout="constrained")
    axes = picture.add_subplot()
    axes.plot([0, 1], [0, 1], color="0.7", linestyle="--", label="as sure as right")
    low, high = zip(*((one.right.interval) for one in figures.bins), strict=True)
    values = [one.right.value for one in figures.bins]
    bars = [[v - a for v, a in zip(values, low, strict=True)], [b - v for v, b in zip(values, high, strict=True)]]
    axes.errorbar([one.sure for one in figures.bins], values, yerr=bars, fmt="o", capsize=3, label="measured, 95 %")
    axes.set(xlabel="sure", ylabel="right", xlim=(0, 1), ylim=(0, 1), title="Reliability of the verdict")
    axes.legend(loc="upper left")
    picture.savefig(path, dpi=110, metadata={"Software": None})
