"""Notes found by meaning: queries that share almost no word with their note, in both languages.

The notes are kept in an empty journal and searched for as the app does it. Each store is an owner's: notes in
Indonesian, in English, and mixed: half of them in one language, half in the other, both ways round.
"""

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from app.clock import now, today
from evals.cases import DATA, FindingCase, read_cases
from evals.figures import Estimate, Share, estimate, share
from evals.tables import Table, table
from journal.frozen import Frozen
from journal.reflection import Owner, Reflection

if TYPE_CHECKING:
    from app.kesan import Kesan
    from evals.parts import Parts

DEFAULT = DATA / "dev" / "finding.jsonl"
MEMORY = "memory"
_FEW = 5
_WAYS = (("id", "id"), ("en", "en"), ("id", "en"), ("en", "id"), ("id", "mix"), ("en", "mix"))
_STORES = {"id": ("id",), "en": ("en",), "mix": ("mix", "mix-turned")}
Find = Callable[[str, str], Sequence[str]]


class OfWay(Frozen):
    """How high the right note comes: first, among five, and the mean of 1 / place (0 where it is not found)."""

    first: Share
    five: Share
    reciprocal: Estimate


class FindingFigures(Frozen):
    """By method and then by "language of the query > language of the notes"."""

    methods: dict[str, dict[str, OfWay]]


def run(file: Path, parts: "Parts") -> FindingFigures:
    """The figures of a file of notes and queries, searched for in a journal of their own."""
    cases = read_cases(file, FindingCase)
    stores = note_stores(cases)
    with parts.empty_journal() as kesan:
        for name, notes in stores.items():
            _keep(kesan, Owner(name), notes)

        def search(store: str, query: str) -> list[str]:
            found = kesan.notebook(Owner(store)).search(query, limit=len(stores[store]))
            return [one.reflection_id.removeprefix(f"{store}/") for one in found]

        return measure(cases, {MEMORY: search} | word_methods(stores))


def note_stores(cases: Sequence[FindingCase]) -> dict[str, dict[str, str]]:
    """The notes of each store, by id."""
    notes = [case for case in cases if case.kind == "note"]
    return {
        "id": {note.id: note.indonesian for note in notes},
        "en": {note.id: note.en for note in notes},
        "mix": {note.id: (note.en if at % 2 else note.indonesian) for at, note in enumerate(notes)},
        "mix-turned": {note.id: (note.indonesian if at % 2 else note.en) for at, note in enumerate(notes)},
    }


def _keep(kesan: "Kesan", owner: Owner, notes: dict[str, str]) -> None:
    for name, text in notes.items():
        reflection = Reflection(id=f"{owner}/{name}", text=text, on=today(), kept_at=now())
        kesan.record.of(owner).keep(reflection)
        kesan.memory(owner).remember(reflection)


def measure(cases: Sequence[FindingCase], methods: dict[str, Find]) -> FindingFigures:
    """The figures of these methods, each given a store's name and a query, answering with ids, best first."""
    queries = [case for case in cases if case.kind == "query"]
    return FindingFigures(
        methods={
            method: {f"{spoken}>{store}": _of_way(queries, spoken, store, find) for spoken, store in _WAYS}
            for method, find in methods.items()
        }
    )


def _of_way(queries: Sequence[FindingCase], spoken: str, store: str, find: Find) -> OfWay:
    places = [
        _place(query.gold, find(name, query.indonesian if spoken == "id" else query.en))
        for name in _STORES[store]
        for query in queries
    ]
    reciprocal = np.array([1 / place for place in places])
    return OfWay(
        first=share([place == 1 for place in places]),
        five=share([place <= _FEW for place in places]),
        reciprocal=estimate(len(places), lambda picked: float(reciprocal[picked].mean())),
    )


def _place(gold: str, found: Sequence[str]) -> float:
    return found.index(gold) + 1 if gold in found else math.inf


def word_methods(stores: dict[str, dict[str, str]]) -> dict[str, Find]:
    """The two that match words: BM25, and TF-IDF of letter groups."""
    ranking = {name: (_bm25(notes), _letters(notes)) for name, notes in stores.items()}
    return {
        "BM25": lambda store, query: ranking[store][0](query),
        "letters TF-IDF": lambda store, query: ranking[store][1](query),
    }


def _letters(notes: dict[str, str]) -> Callable[[str], list[str]]:
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    kept = letters.fit_transform(notes.values())
    return lambda query: _ordered(notes, (kept @ letters.transform([query]).T).toarray()[:, 0])


def _bm25(notes: dict[str, str], k: float = 1.5, b: float = 0.75) -> Callable[[str], list[str]]:
    words = CountVectorizer()
    counts = words.fit_transform(notes.values()).toarray().astype(float)
    holding = (counts > 0).sum(axis=0)
    rarity = np.log(1 + (len(notes) - holding + 0.5) / (holding + 0.5))
    lengths = counts.sum(axis=1, keepdims=True)
    weights = rarity * counts * (k + 1) / (counts + k * (1 - b + b * lengths / lengths.mean()))
    return lambda query: _ordered(notes, weights @ words.transform([query]).toarray()[0])


def _ordered(notes: dict[str, str], nearness: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> list[str]:
    """Those that have something in common with the query, best first."""
    names = list(notes)
    return [names[at] for at in np.argsort(-nearness, kind="stable") if nearness[at] > 0]


def tables(figures: FindingFigures) -> tuple[Table, ...]:
    """The figures to look at."""
    ways = list(next(iter(figures.methods.values())))

    def rows(cell: Callable[[OfWay], object]) -> list[tuple[object, ...]]:
        return [(method, *(cell(scored[way]) for way in ways)) for method, scored in figures.methods.items()]

    note = "In a mixed store each query is asked twice, so its intervals are a little too narrow."
    return (
        table("Right note first", ("method", *ways), rows(lambda one: one.first)),
        table("Right note among five", ("method", *ways), rows(lambda one: one.five)),
        table("Mean of 1 / place", ("method", *ways), rows(lambda one: one.reciprocal), note),
    )
