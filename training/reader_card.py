"""The reader's card: what it was made of, what it scored on authors it never saw, where it fails."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.embedded.network import Calibration
from journal.signals import Lens, Verdict
from training.reader_check import Agreement
from training.reader_data import FILES, GROUPS, SIGNALS, VERDICTS, Example
from training.reader_figures import (
    Score,
    SignalScore,
    Told,
    bag_of_words,
    calibrate,
    confusion,
    decide,
    expected_calibration_error,
    labels,
    score,
    score_lenses,
    score_signals,
)
from training.reader_net import FROZEN

AUTHORS = {
    "a": "Indonesian",
    "b": "slang, mixed, pasted chats",
    "c": "English",
    "d": "minimal pairs, role flips",
    "e": "other trades, a third of it pairs",
    "f": "short business notes, a third of it pairs",
    "g": "Indonesian, many trades and regions",
    "h": "many Englishes",
    "i": "code-switching, slang, dictated, chats",
    "j": "hard ones, half of them pairs",
    "k": "plain short notes",
    "l": "sober Indonesian, the borders of mixed",
    "m": "self-observers, the borders of mixed",
    "n": "two languages in one note",
    "o": "pairs, Indonesian of many regions",
    "p": "plain notes of a few sentences",
    "q": "pairs, many Englishes and sober Indonesian",
    "r": "pairs, short and mixed, rare signals",
    "s": "pairs, Indonesian, a third role flips",
    "t": "pairs, longer, care and business side by side",
    "u": "pairs of short notes, rare signals",
}


@dataclass(frozen=True)
class Fold:
    """Of one left-out file: the favoured verdicts, the same with abstention, the bag of words, the signals."""

    favoured: Score
    told: Score
    abstained: int
    words: Score
    signals: SignalScore


@dataclass(frozen=True)
class Report:
    """All figures of the card."""

    learnt: list[Example]
    folds: dict[str, Fold]
    matrix: NDArray[np.int64]
    calibration_error: float
    lenses: dict[Lens, tuple[float, float]]
    sentences: SignalScore
    dev: Agreement
    dev_words: Score
    calibration: Calibration

    @classmethod
    def of(
        cls,
        *,
        folds: Mapping[str, Told],
        sentences: Told,
        calibration: Calibration,
        dev: Agreement,
        dev_words: Score,
    ) -> "Report":
        """The figures of the answers about each left-out file, about the single sentences, and about dev."""
        whole = Told.joined(list(folds.values()))
        crossed = {file: _fitted_without(file, folds) for file in folds}
        decided = np.concatenate([decide(part.verdict, crossed[file]) for file, part in folds.items()])
        return cls(
            learnt=whole.examples,
            folds={file: _fold(part, _without(file, folds), crossed[file]) for file, part in folds.items()},
            matrix=confusion(whole.gold, decided),
            calibration_error=expected_calibration_error(
                np.concatenate([part.verdict / crossed[file].verdict for file, part in folds.items()]), whole.gold
            ),
            lenses=score_lenses(whole),
            sentences=score_signals(labels(sentences.examples), np.concatenate(sentences.signals), calibration),
            dev=dev,
            dev_words=dev_words,
            calibration=calibration,
        )

    def figures(self) -> dict[str, Any]:
        """The chief figures of the folds, for `reader.json`: shares are between 0 and 1, counts stand as text."""
        folds = list(self.folds.values())
        return {
            "verdict right, favoured": {
                "mean of the files": float(np.mean([fold.favoured.accuracy for fold in folds])),
                "worst file": min(fold.favoured.accuracy for fold in folds),
                **{f"file {file}": fold.favoured.accuracy for file, fold in self.folds.items()},
            },
            "verdict right, bag of words": float(np.mean([fold.words.accuracy for fold in folds])),
            "pitches told as a connection": _share(folds, "told", "false_connection", "pitches"),
            "pitches told as a connection, bag of words": _share(folds, "words", "false_connection", "pitches"),
            "connections told as a pitch": _share(folds, "told", "false_pitch", "connections"),
            "abstained": f"{sum(fold.abstained for fold in folds)} of {sum(fold.told.of for fold in folds)}",
            "pairs, both right": _share(folds, "favoured", "pairs_right", "pairs"),
            "pairs, both right, bag of words": _share(folds, "words", "pairs_right", "pairs"),
            "signals, mAP": float(np.mean([fold.signals.precision for fold in folds])),
            "signals, pitch or connection": float(np.mean([fold.signals.lean for fold in folds])),
            "calibration error": self.calibration_error,
        }


def _without(file: str, told: Mapping[str, Told]) -> Told:
    return Told.joined([part for other, part in told.items() if other != file])


def _fitted_without(file: str, told: Mapping[str, Told]) -> Calibration:
    """A calibration that knows as little of the file's author as the network did."""
    others = _without(file, told)
    return calibrate(others, labels(others.examples), np.concatenate(others.signals))


def _fold(told: Told, others: Told, calibration: Calibration) -> Fold:
    decided = decide(told.verdict, calibration)
    favoured = told.verdict.argmax(axis=1)
    return Fold(
        favoured=score(told.examples, told.gold, favoured),
        told=score(told.examples, told.gold, decided),
        abstained=int((decided != favoured).sum()),
        words=score(told.examples, told.gold, bag_of_words(others.examples, told.examples)),
        signals=score_signals(labels(told.examples), np.concatenate(told.signals), calibration),
    )


def write_card(report: Report, trained: Mapping[str, Any], out: Path) -> None:
    """Writes `card.md`."""
    template = (Path(__file__).parent / "reader_card.md").read_text(encoding="utf-8")
    out.joinpath("card.md").write_text(template.format(**_places(report, trained)), encoding="utf-8")


def _places(report: Report, trained: Mapping[str, Any]) -> dict[str, str]:
    folds = list(report.folds.values())
    dev_gold = np.array([VERDICTS.index(verdict) for verdict in report.dev.gold])
    dev_told = np.array([VERDICTS.index(verdict) for verdict in report.dev.told])
    dev_favoured = np.array([VERDICTS.index(verdict) for verdict in report.dev.favoured])
    return {
        "data": str(trained["data"]),
        "recipe": ", ".join(f"{name} {value:g}" for name, value in trained["recipe"].items()),
        "torch": str(trained["torch"]),
        "files": ", ".join(f"`{file}`" for file in FILES),
        "groups": ", ".join(f"`{' '.join(group)}`" for group in GROUPS),
        "trained_layers": f"its upper {12 - FROZEN} of 12 layers" if FROZEN else "all its layers",
        "frozen_layers": f", the lower {FROZEN} as they came at four" if FROZEN else "",
        "reflections": f"{len(report.learnt):,}",
        "labelled": f"{sum(len(example.sentences) for example in report.learnt):,}",
        "folds": "\n".join(_fold_row(file, report.folds[file]) for file in FILES),
        "mean": f"{np.mean([fold.favoured.accuracy for fold in folds]):.1%}",
        "worst": f"{min(fold.favoured.accuracy for fold in folds):.1%}",
        "words_mean": f"{np.mean([fold.words.accuracy for fold in folds]):.1%}",
        "signals_mean": f"{np.mean([fold.signals.precision for fold in folds]):.3f}",
        "lean_mean": f"{np.mean([fold.signals.lean for fold in folds]):.3f}",
        "false_favoured": _share(folds, "favoured", "false_connection", "pitches"),
        "false_told": _share(folds, "told", "false_connection", "pitches"),
        "false_words": _share(folds, "words", "false_connection", "pitches"),
        "pitch_told": _share(folds, "told", "false_pitch", "connections"),
        "abstained": f"{sum(fold.abstained for fold in folds)} of {sum(fold.told.of for fold in folds)}",
        "matrix": _matrix(report.matrix),
        "ece": f"{report.calibration_error:.3f}",
        "least_above": f"{100 * min(fold.favoured.accuracy - fold.words.accuracy for fold in folds):.0f}",
        "pairs": _share(folds, "favoured", "pairs_right", "pairs"),
        "dev_right": f"{(dev_gold == dev_favoured).sum()} of {len(dev_gold)}",
        "lenses": ", ".join(f"`{lens}` {own:.0%} ({most:.0%})" for lens, (own, most) in report.lenses.items()),
        "f1_mean": f"{np.mean([fold.signals.f1 for fold in folds]):.3f}",
        "sentences": f"{report.sentences.precision:.3f}",
        "sentences_f1": f"{report.sentences.f1:.3f}",
        "sentences_lean": f"{report.sentences.lean:.3f}",
        "by_signal": "\n".join(f"| `{name}` | {_signal_row(report, name)} |" for name in SIGNALS),
        "dev": _dev_rows(report.dev),
        "dev_words": f"{report.dev_words.right} of {report.dev_words.of}",
        "dev_false": _false_connections(dev_gold, dev_told),
        "dev_false_favoured": _false_connections(dev_gold, dev_favoured),
        "dev_matrix": _matrix(confusion(dev_gold, dev_told)),
        "dev_quotes": f"{report.dev.quotes_found} of {report.dev.quotes}",
        "same": f"{report.dev.same:.1%}",
        "milliseconds": f"{report.dev.milliseconds:.0f}",
        "load": f"{report.dev.load_seconds:.2f}",
    }


def _fold_row(file: str, fold: Fold) -> str:
    told, favoured, words = fold.told, fold.favoured, fold.words
    pairs = f"{favoured.pairs_right} of {favoured.pairs} ({words.pairs_right})" if favoured.pairs else "–"
    cells = [
        f"`{file}` {AUTHORS.get(file, '')}",
        f"{favoured.accuracy:.1%}",
        f"{told.accuracy:.1%} ({fold.abstained})",
        f"{words.accuracy:.1%}",
        f"{favoured.false_connection} / {told.false_connection} / {words.false_connection} of {told.pitches}",
        pairs,
        f"{fold.signals.precision:.3f}",
        f"{fold.signals.lean:.3f}",
    ]
    return f"| {' | '.join(cells)} |"


def _signal_row(report: Report, name: Any) -> str:
    files = [fold.signals.by_signal[name] for fold in report.folds.values() if name in fold.signals.by_signal]
    return f"{report.sentences.by_signal[name]:.2f} | {np.mean(files):.2f} | {report.calibration.thresholds[name]:.2f}"


def _share(folds: list[Fold], which: str, part: str, whole: str) -> str:
    scores = [getattr(fold, which) for fold in folds]
    parts, of = sum(getattr(one, part) for one in scores), sum(getattr(one, whole) for one in scores)
    return f"{parts} of {of} ({parts / of:.1%})"


def _matrix(matrix: NDArray[np.int64]) -> str:
    head = "| right ↓ told → | " + " | ".join(f"`{verdict}`" for verdict in VERDICTS) + " |"
    rows = [f"| `{verdict}` | {' | '.join(map(str, row))} |" for verdict, row in zip(VERDICTS, matrix, strict=True)]
    return "\n".join([head, "| --- " * (len(VERDICTS) + 1) + "|", *rows])


def _dev_rows(dev: Agreement) -> str:
    rows = []
    for language in ["id", "en", "mix", "all"]:
        places = [at for at, own in enumerate(dev.languages) if language in (own, "all")]
        favoured = sum(dev.favoured[at] is dev.gold[at] for at in places)
        told = sum(dev.told[at] is dev.gold[at] for at in places)
        silent = sum(dev.told[at] is not dev.favoured[at] for at in places)
        rows.append(f"| {language} | {favoured} of {len(places)} | {told} of {len(places)} | {silent} |")
    return "\n".join(rows)


def _false_connections(gold: NDArray[np.int64], told: NDArray[np.int64]) -> str:
    pitch, connection = VERDICTS.index(Verdict.HIDDEN_PITCH), VERDICTS.index(Verdict.REAL_CONNECTION)
    return f"{((gold == pitch) & (told == connection)).sum()} of {(gold == pitch).sum()}"
