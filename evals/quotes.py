"""Whether every quote stands in the text, and how much of what a careful reader quoted is quoted too."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coach.reader import Reader
from evals.cases import DATA, ReflectionCase, read_cases
from evals.figures import Share, share
from evals.reading import read_text
from evals.tables import Table, table
from journal.frozen import Frozen
from journal.quotes import find_quote
from journal.reading import Reading
from journal.signals import Verdict

if TYPE_CHECKING:
    from evals.parts import Parts

DEFAULT = DATA / "dev" / "reflections.jsonl"


class QuoteFigures(Frozen):
    """All figures of the task.

    `verbatim`: moves whose quote is the text between their ends. `own_words`: what people care about and were
    promised that stands in the text. `grounded`: readings other than `unclear` with a move under their verdict.
    `evidence`: the author's quotes that a move of the same signal overlaps; `evidence_side`: of the same side.
    """

    verbatim: Share
    dropped: int
    own_words: Share
    grounded: Share
    evidence: Share
    evidence_side: Share
    not_verbatim: tuple[str, ...]


def run(file: Path, parts: "Parts") -> QuoteFigures:
    """The figures of a file of reflections."""
    return measure(read_cases(file, ReflectionCase), parts.reader)


def measure(cases: Sequence[ReflectionCase], reader: Reader) -> QuoteFigures:
    """The figures of these cases."""
    readings = [(case, read_text(reader, case.text)) for case in cases]
    told = [reading for _, reading in readings if reading.verdict is not Verdict.UNCLEAR]
    exact = [(case.id, case.text[move.start : move.end] == move.quote) for case, one in readings for move in one.moves]
    quoted = [hit for case, reading in readings for hit in _evidence(case, reading)]
    return QuoteFigures(
        verbatim=share([right for _, right in exact]),
        dropped=sum(reading.dropped_quotes for _, reading in readings),
        own_words=share(
            [
                find_quote(case.text, words) is not None
                for case, reading in readings
                for person in reading.people
                for words in (*person.cares_about, *person.promises)
            ]
        ),
        grounded=share([bool(reading.grounds) for reading in told]),
        evidence=share([same for same, _ in quoted]),
        evidence_side=share([side for _, side in quoted]),
        not_verbatim=tuple(dict.fromkeys(name for name, right in exact if not right)),
    )


def _evidence(case: ReflectionCase, reading: Reading) -> Iterable[tuple[bool, bool]]:
    for one in case.evidence:
        span = find_quote(case.text, one.quote)
        if span is not None:
            here = [move.signal for move in reading.moves if move.start < span.end and span.start < move.end]
            yield one.signal in here, one.signal.lean in {signal.lean for signal in here}


def tables(figures: QuoteFigures) -> tuple[Table, ...]:
    """The figures to look at."""
    rows = [
        ("moves quoted verbatim", figures.verbatim),
        ("quotes dropped", figures.dropped),
        ("cares and promises in the user's own words", figures.own_words),
        ("readings with grounds for their verdict", figures.grounded),
        ("the author's evidence also marked, same signal", figures.evidence),
        ("the author's evidence also marked, same side", figures.evidence_side),
    ]
    note = f"Not verbatim in: {', '.join(figures.not_verbatim)}" if figures.not_verbatim else ""
    return (table("Quotes", ("what", "share"), rows, note),)
