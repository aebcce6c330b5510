"""Verdicts and lenses of whole reflections, beside what the commonest answer and a bag of words would get."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.metrics import confusion_matrix

from coach.reader import Reader
from evals.cases import DATA, ReflectionCase, read_cases
from evals.figures import Estimate, Share, by_language, estimate, macro_f1, share
from evals.reading import read_text
from evals.tables import Table, table
from evals.words_baseline import bag_of_words
from journal.frozen import Frozen
from journal.reading import Lenses, Reading
from journal.signals import Lens, Verdict

if TYPE_CHECKING:
    from evals.parts import Parts

DEFAULT = DATA / "dev" / "reflections.jsonl"
TRAINED_ON = DATA / "train"
_NAMES = [verdict.value for verdict in Verdict]
_SHORT = {
    "hidden_pitch": "pitch",
    "surface": "surface",
    "mixed": "mixed",
    "real_connection": "real",
    "unclear": "unclear",
}


class Scores(Frozen):
    """How good one way's verdicts are.

    `false_connection` is the hidden pitches read as real connection, of all hidden pitches; `false_pitch` the
    reverse; `abstained` is `unclear` said of texts that do say enough; `noticed_unclear` of those that don't.
    """

    accuracy: Share
    macro_f1: Estimate
    false_connection: Share
    false_pitch: Share
    abstained: Share
    noticed_unclear: Share


class OfLanguage(Frozen):
    """One language's figures, or those of all; `confusion` has a row for each true verdict."""

    language: str
    reader: Scores
    words: Scores
    majority: Scores
    ahead_of_words: Estimate
    confusion: tuple[tuple[int, ...], ...]


class OfLens(Frozen):
    """How often a lens is answered right, and how often its commonest answer would be."""

    reader: Share
    majority: Share


class Miss(Frozen):
    """A reflection that was read otherwise than by its author."""

    id: str
    language: str
    gold: Verdict
    read: Verdict
    words: Verdict
    because: str


class VerdictFigures(Frozen):
    """All figures of the task."""

    languages: tuple[OfLanguage, ...]
    lenses: dict[Lens, OfLens]
    misses: tuple[Miss, ...]


def run(file: Path, parts: "Parts") -> VerdictFigures:
    """The figures of a file of reflections."""
    training = [case for path in sorted(TRAINED_ON.glob("*.jsonl")) for case in read_cases(path, ReflectionCase)]
    return measure(read_cases(file, ReflectionCase), parts.reader, training)


def measure(cases: Sequence[ReflectionCase], reader: Reader, training: Sequence[ReflectionCase]) -> VerdictFigures:
    """The figures of these cases; both baselines learn from `training`."""
    readings = [read_text(reader, case.text) for case in cases]
    learnt = bag_of_words([case.text for case in training], [case.verdict.value for case in training])
    words = [Verdict(label) for label in learnt.predict([case.text for case in cases])]
    commonest = Counter(case.verdict for case in training).most_common(1)[0][0]
    answers = [reading.verdict for reading in readings]
    return VerdictFigures(
        languages=tuple(
            _of_language(
                language,
                [cases[at].verdict for at in places],
                [answers[at] for at in places],
                [words[at] for at in places],
                commonest,
            )
            for language, places in by_language([case.lang for case in cases])
        ),
        lenses={lens: _of_lens(lens, cases, readings, training) for lens in Lens},
        misses=tuple(
            Miss(
                id=case.id,
                language=case.lang,
                gold=case.verdict,
                read=reading.verdict,
                words=guess,
                because=reading.because,
            )
            for case, reading, guess in zip(cases, readings, words, strict=True)
            if reading.verdict is not case.verdict
        ),
    )


def _of_language(
    language: str, gold: Sequence[Verdict], read: Sequence[Verdict], words: Sequence[Verdict], commonest: Verdict
) -> OfLanguage:
    ahead = np.array([mine is true for mine, true in zip(read, gold, strict=True)], float)
    ahead -= np.array([theirs is true for theirs, true in zip(words, gold, strict=True)], float)
    return OfLanguage(
        language=language,
        reader=scores(gold, read),
        words=scores(gold, words),
        majority=scores(gold, [commonest] * len(gold)),
        ahead_of_words=estimate(len(gold), lambda picked: float(ahead[picked].mean())),
        confusion=tuple(tuple(map(int, row)) for row in confusion_matrix(gold, read, labels=_NAMES)),
    )


def scores(gold: Sequence[Verdict], read: Sequence[Verdict]) -> Scores:
    """How good these verdicts are."""
    pairs = list(zip(gold, read, strict=True))
    true, said = ([[verdict is one for one in Verdict] for verdict in each] for each in (gold, read))
    marks = np.array(true), np.array(said)
    return Scores(
        accuracy=share([mine is right for right, mine in pairs]),
        macro_f1=estimate(len(gold), lambda picked: macro_f1(marks[0][picked], marks[1][picked])),
        false_connection=_read_as(pairs, Verdict.HIDDEN_PITCH, Verdict.REAL_CONNECTION),
        false_pitch=_read_as(pairs, Verdict.REAL_CONNECTION, Verdict.HIDDEN_PITCH),
        abstained=share([mine is Verdict.UNCLEAR for right, mine in pairs if right is not Verdict.UNCLEAR]),
        noticed_unclear=_read_as(pairs, Verdict.UNCLEAR, Verdict.UNCLEAR),
    )


def _read_as(pairs: Sequence[tuple[Verdict, Verdict]], gold: Verdict, read: Verdict) -> Share:
    return share([mine is read for right, mine in pairs if right is gold])


def _of_lens(
    lens: Lens, cases: Sequence[ReflectionCase], readings: Sequence[Reading], training: Sequence[ReflectionCase]
) -> OfLens:
    commonest = Counter(case.lenses[lens] for case in training).most_common(1)[0][0]
    told = [(case, reading) for case, reading in zip(cases, readings, strict=True) if lens in case.lenses]
    return OfLens(
        reader=share([_answer(reading.lenses, lens) == case.lenses[lens] for case, reading in told]),
        majority=share([case.lenses[lens] is commonest for case, _ in told]),
    )


def _answer(lenses: Lenses, lens: Lens) -> str:
    answers = {Lens.FELT: lenses.felt, Lens.CONNECTED: lenses.connected, Lens.PATIENT: lenses.patient}
    return answers[lens].value


def tables(figures: VerdictFigures) -> tuple[Table, ...]:
    """The figures to look at."""
    head = (
        "language",
        "way",
        "right",
        "macro F1",
        "pitch read as real",
        "real read as pitch",
        "`unclear` of clear",
        "`unclear` found",
    )
    rows = [
        (one.language, way, *_cells(scored))
        for one in figures.languages
        for way, scored in (("reader", one.reader), ("bag of words", one.words), ("commonest", one.majority))
    ]
    ahead = [(one.language, one.ahead_of_words) for one in figures.languages]
    return (
        table("Verdict", head, rows),
        table("Ahead of the bag of words (right answers, same texts)", ("language", "difference"), ahead),
        *(_confusion(one) for one in figures.languages),
        table(
            "Lenses",
            ("lens", "right", "commonest answer"),
            [(lens.value, one.reader, one.majority) for lens, one in figures.lenses.items()],
        ),
        table(
            "Read otherwise",
            ("id", "language", "author", "reader", "bag of words"),
            [(one.id, one.language, one.gold.value, one.read.value, one.words.value) for one in figures.misses],
        ),
    )


def _cells(scored: Scores) -> tuple[object, ...]:
    return (
        scored.accuracy,
        scored.macro_f1,
        scored.false_connection,
        scored.false_pitch,
        scored.abstained,
        scored.noticed_unclear,
    )


def _confusion(one: OfLanguage) -> Table:
    rows = [(_SHORT[name], *row, sum(row)) for name, row in zip(_NAMES, one.confusion, strict=True)]
    return table(f"Confusion, {one.language} (rows: the author's verdict)", ("", *_SHORT.values(), "in all"), rows)
