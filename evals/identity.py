"""Who is who: of all names that one person goes by, which lead to the same person in a journal that was read.

FILE is the journal; beside it lies `<its name>_people.jsonl`. A pair of names is right when both lead to one person
exactly where the list says so. A name in brackets is one of its own. Names that only describe somebody ("yang gambar
kucing pasar", "Kevin Goh, the banker") are left out: no name is to be resolved there.
"""

import re
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from evals.asked_journal import read_all
from evals.cases import DATA, AliasCase, JournalCase, read_cases
from evals.people import is_name
from evals.tables import Table, table
from journal.frozen import Frozen
from journal.naming import named_people

if TYPE_CHECKING:
    from app.notebook import Notebook
    from evals.parts import Parts

DEFAULT = DATA / "dev" / "journal_b.jsonl"
_EVERYBODY = 100_000
_BRACKETS = re.compile(r"[()]")
_DESCRIBED = re.compile(r"^(?:yang|the|orang)\b|,", re.IGNORECASE)


class IdentityFigures(Frozen):
    """Pairs of names: found as one person's, truly so, and both; the names that lead to nobody, or to several."""

    right: int
    found: int
    true: int
    lost: tuple[str, ...]

    @property
    def precision(self) -> float:
        """Of the pairs found, the share that is right; 1 when none is found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of the true pairs, the share that is found; 1 when there is none."""
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def run(file: Path, parts: "Parts") -> IdentityFigures:
    """The figures of a journal with its list of people."""
    journal = read_cases(file, JournalCase)
    people = read_cases(file.with_name(f"{file.stem}_people.jsonl"), AliasCase)
    with parts.empty_journal() as kesan:
        notebook = kesan.notebook()
        notebook.import_file(file)
        read_all(notebook, (entry.id for entry in sorted(journal, key=lambda entry: entry.date)), parts.name)
        return measure(people, notebook)


def measure(people: Sequence[AliasCase], notebook: "Notebook") -> IdentityFigures:
    """The figures of these people in this journal."""
    names = [(person.name, name) for person in people for name in _names(person)]
    known = [tie.person for tie in notebook.people_met_last(_EVERYBODY)[0]]
    leads = {name: {one.id for one in named_people(name, known)} for _, name in names}
    pairs = list(combinations(names, 2))
    true = [one == other for (one, _), (other, _) in pairs]
    found = [len(leads[a]) == 1 and leads[a] == leads[b] for (_, a), (_, b) in pairs]
    return IdentityFigures(
        right=sum(one and other for one, other in zip(true, found, strict=True)),
        found=sum(found),
        true=sum(true),
        lost=tuple(name for _, name in names if len(leads[name]) != 1),
    )


def _names(person: AliasCase) -> list[str]:
    spelt = [part.strip() for name in (person.name, *person.aliases) for part in _BRACKETS.split(name)]
    return [name for name in dict.fromkeys(spelt) if name and is_name(name) and not _DESCRIBED.search(name)]


def tables(figures: IdentityFigures) -> tuple[Table, ...]:
    """The figures to look at."""
    row = (f"{figures.f1:.2f}", f"{figures.precision:.2f}", f"{figures.recall:.2f}", figures.true, figures.found)
    lost = ", ".join(figures.lost) or "–"
    head = ("F1", "precision", "recall", "true pairs", "found pairs")
    return (table("Who is who, by pairs of names", head, [row], f"Names that lead to nobody or to several: {lost}."),)
