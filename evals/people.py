"""The people whom a reader finds in reflections, and whether it noticed that something was promised.

When two names are one person's: letter case, accents, dots and honorifics set aside, they are equal, or all words
of the one are among the other's ("Dewi", "Bu Dewi Anggraini"). A name in brackets is another name of the same
person. Each person answers for one, equal names first. `named` leaves out those whom the author could only
describe ("the headmaster", "Pak RW"): without their honorifics no word of theirs is written as a name.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coach.reader import Reader
from evals.cases import DATA, ReflectionCase, read_cases
from evals.figures import Share, by_language, share
from evals.reading import read_text
from evals.tables import Table, table
from journal.frozen import Frozen
from journal.names import HONORIFICS, fold_name, without_honorifics
from journal.reading import Reading

if TYPE_CHECKING:
    from evals.parts import Parts

DEFAULT = DATA / "dev" / "reflections.jsonl"
_BRACKETS = re.compile(r"[()]")
_NAME = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ]+")


class OfLanguage(Frozen):
    """One language's figures: of those found how many are right, of those told of how many are found."""

    language: str
    precision: Share
    recall: Share
    named_recall: Share
    promise_precision: Share
    promise_recall: Share


class Miss(Frozen):
    """A reflection in which somebody was missed or invented."""

    id: str
    missed: tuple[str, ...]
    invented: tuple[str, ...]


class PeopleFigures(Frozen):
    """All figures of the task."""

    languages: tuple[OfLanguage, ...]
    misses: tuple[Miss, ...]


class Compared(Frozen):
    """One reflection: `pairs` are (author's name, reader's name)."""

    id: str
    language: str
    pairs: tuple[tuple[str, str], ...]
    missed: tuple[str, ...]
    invented: tuple[str, ...]
    promised: bool
    noticed_promise: bool


def run(file: Path, parts: "Parts") -> PeopleFigures:
    """The figures of a file of reflections."""
    return measure(read_cases(file, ReflectionCase), parts.reader)


def measure(cases: Sequence[ReflectionCase], reader: Reader) -> PeopleFigures:
    """The figures of these cases."""
    all_compared = [compared(case, read_text(reader, case.text)) for case in cases]
    return PeopleFigures(
        languages=tuple(
            _of_language(name, [all_compared[at] for at in places])
            for name, places in by_language([case.lang for case in cases])
        ),
        misses=tuple(
            Miss(id=one.id, missed=one.missed, invented=one.invented)
            for one in all_compared
            if one.missed or one.invented
        ),
    )


def compared(case: ReflectionCase, reading: Reading) -> Compared:
    """A reading's people and promises beside its author's; whom the author left without a name is neither missed nor
    invented when the reader describes somebody."""
    gold, found = [person.name for person in case.people if person.name], [person.name for person in reading.people]
    pairs = match_names(gold, found)
    invented = _without(found, [read for _, read in pairs])
    nameless = [name for name in invented if not is_name(name)][: len(case.people) - len(gold)]
    return Compared(
        id=case.id,
        language=case.lang,
        pairs=pairs,
        missed=_without(gold, [true for true, _ in pairs]),
        invented=_without(invented, nameless),
        promised=any(person.promises for person in case.people),
        noticed_promise=any(person.promises for person in reading.people),
    )


def match_names(gold: Sequence[str], found: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of names that are one person's, each name in one pair at most; equal ones are paired first."""
    pairs: list[tuple[str, str]] = []
    missing, free = list(gold), list(found)
    for fits in (same_name, like_name):
        for true in tuple(missing):
            read = next((name for name in free if fits(true, name)), None)
            if read is not None:
                pairs.append((true, read))
                missing.remove(true)
                free.remove(read)
    return tuple(pairs)


def same_name(one: str, other: str) -> bool:
    """Whether the two have a name in common."""
    return bool(bare_names(one) & bare_names(other))


def like_name(one: str, other: str) -> bool:
    """Whether all words of one name are among those of the other."""
    mine = [set(name.split()) for name in bare_names(one)]
    theirs = [set(name.split()) for name in bare_names(other)]
    return any(first <= second or second <= first for first in mine for second in theirs)


def bare_names(name: str) -> frozenset[str]:
    """A name and the one in its brackets, folded, without honorifics."""
    return frozenset(without_honorifics(fold_name(part)) for part in _BRACKETS.split(name) if part.strip())


def is_name(name: str) -> bool:
    """Whether somebody is called by a name rather than described."""
    words = [word for word in name.split() if fold_name(word) not in HONORIFICS]
    return any(_NAME.match(word.strip('()"“”')) for word in words)


def _without(names: Sequence[str], taken: Sequence[str]) -> tuple[str, ...]:
    left = list(names)
    for name in taken:
        left.remove(name)
    return tuple(left)


def _of_language(language: str, compared: Sequence[Compared]) -> OfLanguage:
    right = [True for one in compared for _ in one.pairs]
    named = [is_name(true) for one in compared for true, _ in one.pairs]
    named_missed = [is_name(name) for one in compared for name in one.missed]
    return OfLanguage(
        language=language,
        precision=share(right + [False for one in compared for _ in one.invented]),
        recall=share(right + [False for one in compared for _ in one.missed]),
        named_recall=Share(hits=sum(named), of=sum(named) + sum(named_missed)),
        promise_precision=share([one.promised for one in compared if one.noticed_promise]),
        promise_recall=share([one.noticed_promise for one in compared if one.promised]),
    )


def tables(figures: PeopleFigures) -> tuple[Table, ...]:
    """The figures to look at."""
    head = ("language", "precision", "recall", "recall of those with a name", "promise: precision", "promise: recall")
    rows = [
        (one.language, one.precision, one.recall, one.named_recall, one.promise_precision, one.promise_recall)
        for one in figures.languages
    ]
    missed = [(one.id, ", ".join(one.missed), ", ".join(one.invented)) for one in figures.misses]
    return (
        table(
            "People", head, rows, "A promise counts by reflection: whether there is one, and whether one was noticed."
        ),
        table("People missed and invented", ("id", "missed", "invented"), missed),
    )
