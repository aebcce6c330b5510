"""What each reason of the ranking is worth: the reconnect questions of a journal, asked with one reason left out.

FILE is the journal, with its questions and people beside it, as for `ask`. "Right" is of the first three named.
"""

from collections.abc import Collection
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.answering import Answering
from app.words import Words
from coach.asking import QuestionKind
from coach.ranking import ReasonKind
from evals.ask import DAYS_AFTER, OfKind, measure, read_all
from evals.cases import DATA, AliasCase, JournalCase, QuestionCase, read_cases
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
    journal = read_cases(file, JournalCase)
    questions = read_cases(file.with_name(f"{file.stem}_questions.jsonl"), QuestionCase)
    asked = [one for one in questions if one.kind == QuestionKind.RECONNECT.value]
    aliases = read_cases(file.with_name(f"{file.stem}_people.jsonl"), AliasCase)
    day = max(entry.date for entry in journal) + timedelta(days=DAYS_AFTER)
    with parts.empty_journal() as kesan:
        notebook = kesan.notebook()
        notebook.import_file(file)
        read_all(notebook, (entry.id for entry in sorted(journal, key=lambda entry: entry.date)), parts.name)
        record, memory, guard = kesan.record.of(notebook.owner), kesan.memory(notebook.owner), parts.guard

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
