"""A journal with its questions, kept and read by a Kesan of its own.

FILE is the journal; beside it lie `<its name>_questions.jsonl` and `<its name>_people.jsonl`. The questions are asked
a few days after the last entry.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from evals.cases import AliasCase, JournalCase, QuestionCase, read_cases

if TYPE_CHECKING:
    from app.kesan import Kesan
    from app.notebook import Notebook, ReaderName
    from evals.parts import Parts

DAYS_AFTER = 4


class AskedJournal(NamedTuple):
    """A journal that was read, what is asked of it, who is called what in it, and the day of asking."""

    kesan: "Kesan"
    questions: Sequence[QuestionCase]
    aliases: Sequence[AliasCase]
    day: date


@contextmanager
def read_journal(file: Path, parts: "Parts") -> Iterator[AskedJournal]:
    """The journal of a file, each reflection read with the people known from those before it; its home is gone
    afterwards.

    Raises:
        FileNotFound, UnreadableImport: the file, or one of those beside it, can't be used.
    """
    journal = read_cases(file, JournalCase)
    questions = read_cases(file.with_name(f"{file.stem}_questions.jsonl"), QuestionCase)
    aliases = read_cases(file.with_name(f"{file.stem}_people.jsonl"), AliasCase)
    day = max(entry.date for entry in journal) + timedelta(days=DAYS_AFTER)
    with parts.empty_journal() as kesan:
        notebook = kesan.notebook()
        notebook.import_file(file)
        read_all(notebook, (entry.id for entry in sorted(journal, key=lambda entry: entry.date)), parts.name)
        yield AskedJournal(kesan, questions, aliases, day)


def read_all(notebook: "Notebook", ids: Iterable[str], reader: "ReaderName") -> None:
    """Reads reflections in this order."""
    for reflection_id in ids:
        notebook.read(reflection_id, reader)
