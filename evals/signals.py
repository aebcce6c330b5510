"""What single sentences show: how well the signals are ranked, chosen, and put on their side.

A file may hold single sentences, reflections with every sentence labelled, or reflections with some `evidence`
quoted. Of the last only what was quoted can be scored: what was not quoted may be there all the same.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, f1_score, roc_auc_score

from coach.embedded.network import SentenceSignals
from evals.cases import DATA, SentenceCase, read_cases
from evals.figures import Estimate, Picked, Share, by_language, estimate, macro_f1, share
from evals.reading import Notice
from evals.tables import Table, table
from journal.frozen import Frozen
from journal.quotes import Span, find_quote
from journal.sentences import sentences
from journal.signals import Signal

if TYPE_CHECKING:
    from evals.parts import Parts

DEFAULT = DATA / "dev" / "sentences.jsonl"
_SIGNALS = tuple(Signal)
_FEW = 3


class Row(NamedTuple):
    """A sentence: what its author says that it shows, and what the reader says."""

    language: str
    gold: frozenset[Signal]
    read: SentenceSignals


class OfSignal(Frozen):
    """One signal's average precision and F1, over `of` sentences that show it."""

    average_precision: float
    f1: float
    of: int


class Side(Frozen):
    """Pitch or connection, for sentences whose signals all lean to one side: by the likelier of the best of each."""

    accuracy: Share
    auc: Estimate


class OfLanguage(Frozen):
    """One language's figures. `ranked` is mean average precision; it and `macro_f1` are None where not every
    sentence is labelled. `found`: quoted signals that the reader gave; `among_three`: that are its likeliest three.
    """

    language: str
    sentences: int
    ranked: Estimate | None
    macro_f1: Estimate | None
    found: Share
    among_three: Share
    side: Side


class SignalFigures(Frozen):
    """All figures of the task; `signals` is empty where not every sentence is labelled."""

    languages: tuple[OfLanguage, ...]
    signals: dict[Signal, OfSignal]


def run(file: Path, parts: "Parts") -> SignalFigures:
    """The figures of a file of sentences or reflections."""
    return measure(read_cases(file, SentenceCase), parts.notice)


def measure(cases: Sequence[SentenceCase], notice: Notice) -> SignalFigures:
    """The figures of these cases."""
    rows = [row for case in cases for row in _rows(case, notice)]
    whole = not any(case.evidence for case in cases)
    return SignalFigures(
        languages=tuple(
            _of_language(name, [rows[at] for at in places], whole=whole)
            for name, places in by_language([row.language for row in rows])
        ),
        signals={signal: _of_signal(signal, rows) for signal in Signal} if whole else {},
    )


def _rows(case: SentenceCase, notice: Notice) -> Iterable[Row]:
    if case.evidence:
        yield from _evidence_rows(case, notice)
        return
    spans = _labelled_spans(case) if case.sentences else [Span(0, len(case.text))]
    gold = [one.signals for one in case.sentences] or [case.signals]
    for signals, read in zip(gold, notice(case.text, spans), strict=True):
        yield Row(case.lang, frozenset(signals), read)


def _labelled_spans(case: SentenceCase) -> list[Span]:
    spans: list[Span] = []
    at = 0
    for one in case.sentences:
        start = case.text.index(one.text, at)
        at = start + len(one.text)
        spans.append(Span(start, at))
    return spans


def _evidence_rows(case: SentenceCase, notice: Notice) -> Iterable[Row]:
    spans = sentences(case.text)
    gold: dict[int, set[Signal]] = {}
    for one in case.evidence:
        quoted = find_quote(case.text, one.quote)
        if quoted is not None:
            place = max(range(len(spans)), key=lambda at: _overlap(spans[at], quoted))
            gold.setdefault(place, set()).add(one.signal)
    read = notice(case.text, spans)
    for place, signals in gold.items():
        yield Row(case.lang, frozenset(signals), read[place])


def _overlap(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _of_language(name: str, rows: Sequence[Row], *, whole: bool) -> OfLanguage:
    gold, chance, chosen = _matrices(rows)

    def ranked(picked: Picked) -> float:
        return mean_average_precision(gold[picked], chance[picked])

    quoted = [(signal, row.read) for row in rows for signal in row.gold]
    return OfLanguage(
        language=name,
        sentences=len(rows),
        ranked=estimate(len(rows), ranked) if whole else None,
        macro_f1=estimate(len(rows), lambda picked: macro_f1(gold[picked], chosen[picked])) if whole else None,
        found=share([signal in read.signals for signal, read in quoted]),
        among_three=share([signal in _likeliest(read) for signal, read in quoted]),
        side=_side(rows),
    )


def _matrices(rows: Sequence[Row]) -> tuple[NDArray[np.bool_], NDArray[np.float64], NDArray[np.bool_]]:
    gold = np.array([[signal in row.gold for signal in _SIGNALS] for row in rows])
    chance = np.array([[row.read.probabilities[signal] for signal in _SIGNALS] for row in rows])
    chosen = np.array([[signal in row.read.signals for signal in _SIGNALS] for row in rows])
    return gold, chance, chosen


def mean_average_precision(gold: NDArray[np.bool_], chance: NDArray[np.float64]) -> float:
    """The mean over the signals that some sentence shows."""
    shown = np.flatnonzero(gold.any(axis=0))
    return float(np.mean([average_precision_score(gold[:, at], chance[:, at]) for at in shown]))


def _likeliest(read: SentenceSignals) -> list[Signal]:
    return sorted(read.probabilities, key=lambda signal: -read.probabilities[signal])[:_FEW]


def _of_signal(signal: Signal, rows: Sequence[Row]) -> OfSignal:
    gold = [signal in row.gold for row in rows]
    chance = [row.read.probabilities[signal] for row in rows]
    chosen = [signal in row.read.signals for row in rows]
    return OfSignal(
        average_precision=float(average_precision_score(gold, chance)) if any(gold) else 0.0,
        f1=float(f1_score(gold, chosen, zero_division=0)),
        of=sum(gold),
    )


def _side(rows: Sequence[Row]) -> Side:
    leaning = [(lean, _lean(row.read)) for row in rows if (lean := _one_sided(row.gold))]
    kind = np.array([lean > 0 for lean, _ in leaning])
    towards = np.array([score for _, score in leaning])

    def auc(picked: Picked) -> float:
        both = 0 < kind[picked].sum() < len(picked)
        return float(roc_auc_score(kind[picked], towards[picked])) if both else np.nan

    return Side(
        accuracy=share([bool(right) for right in (towards > 0) == kind]),
        auc=estimate(len(kind), auc) if 0 < kind.sum() < len(kind) else Estimate(value=np.nan, low=np.nan, high=np.nan),
    )


def _one_sided(signals: frozenset[Signal]) -> int:
    """-1 or +1 where all signals that lean do so to one side, else 0."""
    leans = {signal.lean for signal in signals} - {0}
    return leans.pop() if len(leans) == 1 else 0


def _lean(read: SentenceSignals) -> float:
    """Above 0 where the likeliest signal of connection is likelier than that of a pitch."""
    best = {lean: max(read.probabilities[signal] for signal in Signal if signal.lean == lean) for lean in (1, -1)}
    return best[1] - best[-1]


def tables(figures: SignalFigures) -> tuple[Table, ...]:
    """The figures to look at."""
    head = ("language", "sentences", "mAP", "macro F1", "given", "among likeliest 3", "side right", "side AUC")
    rows = [
        (
            one.language,
            one.sentences,
            one.ranked or "–",
            one.macro_f1 or "–",
            one.found,
            one.among_three,
            one.side.accuracy,
            one.side.auc,
        )
        for one in figures.languages
    ]
    each = [
        (signal.value, f"{one.average_precision:.2f}", f"{one.f1:.2f}", one.of)
        for signal, one in figures.signals.items()
    ]
    summary = table("Signals of sentences", head, rows)
    return (summary, table("By signal", ("signal", "AP", "F1", "sentences"), each)) if each else (summary,)
