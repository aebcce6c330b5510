"""What each reason of the ranking is worth: the reconnect questions of a journal, asked with one reason left out.

FILE is the journal, with its questions and people beside it, as for `ask`. "Right" is of the first three named.
"""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from app.answering import Answering
from app.words import Words
from coach.asking import QuestionKind
from coach.ranking import ReasonKind
from evals.ask import OfKind, measure
from evals.asked_journal import read_journal
from evals.cases import DATA
from evals.tables import Table, table
from journal.frozen import Frozen
from journal.language import language_of

if TYPE_CHECKING:
    from evals.parts import Parts

DEFAULT = DATA / "dev" / "journal_b.jsonl"
_NOT_ABLATED = frozenset({ReasonKind.ASKED_FOR})


class AblationFigures(Frozen):
    """The figures by the reason that was left out; "" with all of them."""

    without: dict[str, OfKind]


def run(file: Path, parts: "Parts") -> AblationFigures:
    """The figures of a journal's reconnect questions."""
    with read_journal(file, parts) as (kesan, questions, aliases, day):
        asked = [one for one in questions if one.kind == QuestionKind.RECONNECT.value]
        owner = kesan.notebook().owner
        record, memory, guard = kesan.record.of(owner), kesan.memory(owner), parts.guard

        def figures(without: Collection[ReasonKind]) -> OfKind:
            return measure(
                asked,
                aliases,
                lambda question: Answering(
                    record, memory, guard, Words(language_of(question)), day, without=without
                ).answer(question),
            ).kinds[QuestionKind.RECONNECT.value]

        left_out = [kind for kind in ReasonKind if kind not in _NOT_ABLATED]
        return AblationFigures(without={"": figures(())} | {kind.value: figures((kind,)) for kind in left_out})


def tables(figures: AblationFigures) -> tuple[Table, ...]:
    """The figures to look at."""
    head = ("without", "of the first 3 right", "gold person first", "nobody unwanted among 5")
    rows = [(name or "nothing", one.precision, one.first, one.kept_out) for name, one in figures.without.items()]
    return (table("What each reason is worth", head, rows),)
