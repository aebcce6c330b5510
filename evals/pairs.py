"""Minimal and role-flip pairs: two texts that differ in little but what was meant. A pair counts when both are right.

The bag of words learns from data/train without the file that is measured. Where that file lies in data/train the
reader has learnt from it: then its figure says nothing, and training's own, on files left out, is the one to look at.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coach.reader import Reader
from evals.cases import DATA, PairCase, read_cases
from evals.figures import Share, share
from evals.reading import read_text
from evals.tables import Table, table
from evals.words_baseline import bag_of_words
from journal.frozen import Frozen
from journal.signals import Verdict

if TYPE_CHECKING:
    from evals.parts import Parts

TRAINED_ON = DATA / "train"
DEFAULT = TRAINED_ON / "d.jsonl"
_ALL = "all"


class OfKind(Frozen):
    """One kind of pairs: how often both are right, and how often at least one is."""

    kind: str
    both: Share
    either: Share
    words_both: Share


class Miss(Frozen):
    """A text of a pair that was read otherwise than by its author."""

    id: str
    pair: str
    gold: Verdict
    read: Verdict


class PairFigures(Frozen):
    """All figures of the task; `learnt` when the reader was trained on the file."""

    kinds: tuple[OfKind, ...]
    misses: tuple[Miss, ...]
    learnt: bool


def run(file: Path, parts: "Parts") -> PairFigures:
    """The figures of a file of reflections, of which those with a `pair` are taken."""
    learnt = file.resolve().parent == TRAINED_ON
    others = [path for path in sorted(TRAINED_ON.glob("*.jsonl")) if path.name != file.name or not learnt]
    training = [case for path in others for case in read_cases(path, PairCase)]
    return measure(read_cases(file, PairCase), parts.reader, training, learnt=learnt)


def measure(
    cases: Sequence[PairCase], reader: Reader, training: Sequence[PairCase], *, learnt: bool = False
) -> PairFigures:
    """The figures of these cases."""
    paired = [case for case in cases if case.pair]
    read = [read_text(reader, case.text).verdict for case in paired]
    bag = bag_of_words([case.text for case in training], [case.verdict.value for case in training])
    words = [Verdict(label) for label in bag.predict([case.text for case in paired])] if paired else []
    kinds = [_ALL, *sorted({case.kind for case in paired})]
    return PairFigures(
        kinds=tuple(_of_kind(kind, paired, read, words) for kind in kinds),
        misses=tuple(
            Miss(id=case.id, pair=case.pair, gold=case.verdict, read=answer)
            for case, answer in zip(paired, read, strict=True)
            if case.verdict is not answer
        ),
        learnt=learnt,
    )


def _of_kind(kind: str, cases: Sequence[PairCase], read: Sequence[Verdict], words: Sequence[Verdict]) -> OfKind:
    mine = _by_pair(kind, cases, read)
    return OfKind(
        kind=kind,
        both=share([all(right) for right in mine]),
        either=share([any(right) for right in mine]),
        words_both=share([all(right) for right in _by_pair(kind, cases, words)]),
    )


def _by_pair(kind: str, cases: Sequence[PairCase], answers: Sequence[Verdict]) -> list[list[bool]]:
    pairs: dict[str, list[bool]] = {}
    for case, answer in zip(cases, answers, strict=True):
        if kind in (_ALL, case.kind):
            pairs.setdefault(case.pair, []).append(case.verdict is answer)
    return list(pairs.values())


def tables(figures: PairFigures) -> tuple[Table, ...]:
    """The figures to look at."""
    rows = [(one.kind, one.both, one.either, one.words_both) for one in figures.kinds]
    note = "The reader was trained on this file: the figures say nothing of it." if figures.learnt else ""
    misses = [(one.id, one.pair, one.gold.value, one.read.value) for one in figures.misses]
    return (
        table("Pairs", ("kind", "both right", "at least one right", "bag of words, both right"), rows, note),
        table("Read otherwise", ("id", "pair", "author", "reader"), misses),
    )
