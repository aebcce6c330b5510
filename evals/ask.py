"""A journal's questions, asked of a Kesan that kept and read the whole journal by itself.

FILE is as `evals.asked_journal` says. Of `must_not` only the entries that are names count (every word of them
begins with a capital); whether an answer words something wrong is nothing that a program can see.
"""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coach.asking import Answer
from evals.asked_journal import read_journal
from evals.cases import DATA, AliasCase, QuestionCase
from evals.figures import Share, share
from evals.people import bare_names, like_name
from evals.tables import Table, table
from journal.frozen import Frozen

if TYPE_CHECKING:
    from evals.parts import Parts

DEFAULT = DATA / "dev" / "journal_b.jsonl"
UNANSWERABLE = "unanswerable"
_TOP, _FEW = 3, 5


class Asked(Frozen):
    """A question with its answer: `people` by the names of the alias list where they are on it."""

    id: str
    kind: str
    found: bool
    people: tuple[str, ...]
    gold_people: tuple[str, ...]
    reflections: tuple[str, ...]
    gold_reflections: tuple[str, ...]
    forbidden: tuple[str, ...]
    seconds: float


class OfKind(Frozen):
    """One kind of question. Questions without gold people, or without gold reflections, are not counted there.

    `first`, `three`, `five`: a gold person is first, among three, among five. `precision`: of the first three
    named, the share in the gold. `kept_out`: nobody that must not come up is among five. `reflection`: a gold
    reflection is among five; `reflections`: of all gold reflections, the share among the first five. `answered`:
    said to be found, which is right for all kinds but `unanswerable`.
    """

    first: Share
    three: Share
    five: Share
    precision: Share
    kept_out: Share
    reflection: Share
    reflections: Share
    answered: Share


class AskFigures(Frozen):
    """All figures of the task, by kind of question; `answerable` is all but the unanswerable."""

    kinds: dict[str, OfKind]
    asked: tuple[Asked, ...]
    median_seconds: float


def run(file: Path, parts: "Parts") -> AskFigures:
    """The figures of a journal with its questions."""
    with read_journal(file, parts) as (kesan, questions, aliases, day):
        return measure(questions, aliases, lambda question: kesan.notebook().ask(question, as_of=day))


def measure(
    questions: Sequence[QuestionCase], aliases: Sequence[AliasCase], ask: Callable[[str], Answer]
) -> AskFigures:
    """The figures of these questions."""
    asked = [_ask(question, aliases, ask) for question in questions]
    kinds = ["answerable", *dict.fromkeys(question.kind for question in questions)]
    return AskFigures(
        kinds={kind: _of_kind([one for one in asked if _belongs(one, kind)]) for kind in kinds},
        asked=tuple(asked),
        median_seconds=statistics.median(one.seconds for one in asked),
    )


def _belongs(one: Asked, kind: str) -> bool:
    return one.kind == kind or (kind == "answerable" and one.kind != UNANSWERABLE)


def _ask(question: QuestionCase, aliases: Sequence[AliasCase], ask: Callable[[str], Answer]) -> Asked:
    begun = time.perf_counter()
    answer = ask(question.question)
    seconds = time.perf_counter() - begun

    def known(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(listed_name(name, aliases) for name in names))

    return Asked(
        id=question.id,
        kind=question.kind,
        found=answer.found,
        people=known(person.name for person in answer.people),
        gold_people=known(question.gold_people),
        reflections=answer.reflections,
        gold_reflections=question.gold_reflections,
        forbidden=known(name for name in question.must_not if all(word[0].isupper() for word in name.split())),
        seconds=seconds,
    )


def listed_name(name: str, aliases: Sequence[AliasCase]) -> str:
    """The alias list's name for somebody; the name itself where it fits nobody on the list, or more than one."""
    mine = bare_names(name)
    listed = [(one, [bare for spelt in (one.name, *one.aliases) for bare in bare_names(spelt)]) for one in aliases]
    equal = {one.name for one, names in listed if mine & set(names)}
    near = {one.name for one, names in listed if any(like_name(bare, name) for bare in names)}
    for fitting in (equal, near):
        if fitting:
            return fitting.pop() if len(fitting) == 1 else name
    return name


def _of_kind(asked: Sequence[Asked]) -> OfKind:
    naming = [one for one in asked if one.gold_people]
    citing = [one for one in asked if one.gold_reflections]
    forbidding = [one for one in asked if one.forbidden]

    def among(count: int) -> Share:
        return share([bool(set(one.people[:count]) & set(one.gold_people)) for one in naming])

    return OfKind(
        first=among(1),
        three=among(_TOP),
        five=among(_FEW),
        precision=share([name in one.gold_people for one in naming for name in one.people[:_TOP]]),
        kept_out=share([not set(one.people[:_FEW]) & set(one.forbidden) for one in forbidding]),
        reflection=share([bool(set(one.reflections[:_FEW]) & set(one.gold_reflections)) for one in citing]),
        reflections=share([name in one.reflections[:_FEW] for one in citing for name in one.gold_reflections]),
        answered=share([one.found for one in asked]),
    )


def tables(figures: AskFigures) -> tuple[Table, ...]:
    """The figures to look at."""
    head = (
        "questions",
        "gold person first",
        "among 3",
        "among 5",
        "of the first 3 right",
        "nobody unwanted among 5",
        "a gold reflection among 5",
        "gold reflections among 5",
        "answered",
    )
    rows = [
        (
            kind,
            one.first,
            one.three,
            one.five,
            one.precision,
            one.kept_out,
            one.reflection,
            one.reflections,
            one.answered,
        )
        for kind, one in figures.kinds.items()
    ]
    told = [
        (
            one.id,
            one.kind,
            "yes" if one.found else "no",
            ", ".join(one.people[:_FEW]) or "–",
            ", ".join(one.gold_people) or "–",
            ", ".join(one.reflections[:_FEW]) or "–",
        )
        for one in figures.asked
    ]
    took = f"{figures.median_seconds * 1000:.0f} ms"
    note = f"An answer took {took} (median). Unanswerable questions should not be answered."
    return (
        table("Asking", head, rows, note),
        table("Answers", ("id", "kind", "answered", "named", "gold", "reflections"), told),
    )
