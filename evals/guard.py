"""Whether the guard refuses transactional steps, those under kind words above all, and lets the others through."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coach.reader import Guard, Judgement
from evals.cases import DATA, StepCase, read_cases
from evals.figures import Share, by_language, share
from evals.tables import Table, table
from evals.words_baseline import across_folds
from journal.frozen import Frozen
from journal.language import language_of

if TYPE_CHECKING:
    from evals.parts import Parts

DEFAULT = DATA / "dev" / "steps.jsonl"


class Scores(Frozen):
    """How good one way's judgements are. `let_through` of the transactional, `refused` of the others."""

    accuracy: Share
    let_through: Share
    disguised_let_through: Share
    refused: Share


class OfLanguage(Frozen):
    """One language's figures."""

    language: str
    guard: Scores
    words: Scores


class Miss(Frozen):
    """A step that was judged otherwise than by its author."""

    id: str
    language: str
    transactional: bool
    disguised: bool
    why: str


class GuardFigures(Frozen):
    """All figures of the task."""

    languages: tuple[OfLanguage, ...]
    misses: tuple[Miss, ...]


def run(file: Path, parts: "Parts") -> GuardFigures:
    """The figures of a file of steps."""
    return measure(read_cases(file, StepCase), parts.guard)


def measure(cases: Sequence[StepCase], guard: Guard) -> GuardFigures:
    """The figures of these cases; the bag of words learns from the cases of the other folds."""
    judged = [guard.judge(case.text, language_of(case.text)) for case in cases]
    answers = [one.transactional for one in judged]
    words = across_folds([case.text for case in cases], [str(case.transactional) for case in cases])
    guesses = [label == str(True) for label in words]
    return GuardFigures(
        languages=tuple(
            _of_language(
                name, [cases[at] for at in places], [answers[at] for at in places], [guesses[at] for at in places]
            )
            for name, places in by_language([case.lang for case in cases])
        ),
        misses=tuple(
            _miss(case, one)
            for case, one in zip(cases, judged, strict=True)
            if case.transactional is not one.transactional
        ),
    )


def _of_language(
    language: str, cases: Sequence[StepCase], answers: Sequence[bool], guesses: Sequence[bool]
) -> OfLanguage:
    return OfLanguage(language=language, guard=scores(cases, answers), words=scores(cases, guesses))


def _miss(case: StepCase, judged: Judgement) -> Miss:
    return Miss(
        id=case.id,
        language=case.lang,
        transactional=case.transactional,
        disguised=case.disguised,
        why=judged.why,
    )


def scores(cases: Sequence[StepCase], answers: Sequence[bool]) -> Scores:
    """How good these judgements are."""
    pairs = list(zip(cases, answers, strict=True))
    return Scores(
        accuracy=share([case.transactional is answer for case, answer in pairs]),
        let_through=share([not answer for case, answer in pairs if case.transactional]),
        disguised_let_through=share([not answer for case, answer in pairs if case.disguised]),
        refused=share([answer for case, answer in pairs if not case.transactional]),
    )


def tables(figures: GuardFigures) -> tuple[Table, ...]:
    """The figures to look at."""
    head = ("language", "way", "right", "transactional let through", "disguised let through", "sincere refused")
    rows = [
        (one.language, way, scored.accuracy, scored.let_through, scored.disguised_let_through, scored.refused)
        for one in figures.languages
        for way, scored in (("guard", one.guard), ("bag of words", one.words))
    ]
    whole = figures.languages[0].guard
    confusion = [
        ("transactional", whole.let_through.of - whole.let_through.hits, whole.let_through.hits),
        ("sincere", whole.refused.hits, whole.refused.of - whole.refused.hits),
    ]
    misses = [
        (
            one.id,
            one.language,
            "let through" if one.transactional else "refused",
            "yes" if one.disguised else "",
            one.why,
        )
        for one in figures.misses
    ]
    return (
        table("Guard", head, rows),
        table("Confusion (rows: the author's judgement)", ("", "refused", "let through"), confusion),
        table("Judged otherwise", ("id", "language", "guard", "disguised", "why"), misses),
    )
