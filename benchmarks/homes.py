"""Homes with long journals, written straight into the record's tables: a hundred thousand reflections one by one,
as the app keeps them, would take longer than all measurements.

Their vectors are made up too: each chunk's is the mean of its sentences' true vectors with a little seeded noise, so
that near and far are as in a true journal, though no chunk was encoded as a whole. Queries are encoded truly.
"""

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, Self

import numpy as np
from sqlalchemy import Table, insert

from benchmarks.made_up import MadeUp, journal, pool
from benchmarks.texts import ROOT
from embedded import Encoder
from journal.facts import FactKind
from journal.names import without_honorifics
from journal.people import PromiseState, StepState
from journal.reflection import LOCAL_OWNER, Owner, ReadingState
from journal.signals import Signal
from journal.tally import Counts
from memory import tables
from memory.chunking import chunks_of_text
from memory.database import Database
from memory.places import Floats
from memory.ties import folded_key

OUT = ROOT / "out" / "benchmarks"
_TOGETHER = 1_000
_NOISE = 0.02
_STILL_OPEN = 50  # one promise in so many; the others were kept
_ACCEPTED = 5  # steps due within the week
_FACTS = {
    Signal.THEY_NAMED_ME: FactKind.NAMED_ME,
    Signal.THEY_OPENED_UP: FactKind.GOING_ON,
    Signal.PRODUCT_STEERING: FactKind.I_PITCHED,
    Signal.THEY_PITCHED: FactKind.THEIR_PROMISE,
}
Rows = dict[str, list[dict[str, Any]]]


class Home(NamedTuple):
    """A data folder with so many reflections of one owner."""

    path: Path
    size: int

    @property
    def url(self) -> str:
        """Its record."""
        return f"sqlite:///{self.path / 'kesan.db'}"


class Making:
    """Makes homes; the sentences that all are made from are encoded once, and kept in `out/` for the next run."""

    def __init__(self, fingerprint: str, sentences: Floats, today: date) -> None:
        """Makes homes up to `today`; row i of `sentences` is the vector of the pool's sentence i."""
        self._fingerprint = fingerprint
        self._today = today
        self._sentences = sentences

    @classmethod
    def by(cls, encoder: Encoder, today: date) -> Self:
        """With an encoder's own vectors of the sentences."""
        return cls(encoder.fingerprint, _sentence_vectors(encoder), today)

    def home(self, folder: Path, size: int, owner: Owner = LOCAL_OWNER) -> Home:
        """A home of so many reflections in `folder`, or another owner's in a home that is there."""
        folder.mkdir(parents=True, exist_ok=True)
        home = Home(folder, size)
        database = Database.open(home.url)
        made, ids = journal(size, self._today), dict[str, str]()
        first = 0
        while some := list(islice(made, _TOGETHER)):
            rows = self._rows(owner, some, ids, first, size)
            with database.writing() as connection:
                for name, values in rows.items():
                    table: Table = getattr(tables, name)
                    if values:
                        connection.execute(insert(table), values)
            first += len(some)
        if size:
            with database.writing() as connection:
                connection.execute(insert(tables.changes), {"owner": owner, "sequence": size})
        database.close()
        return home

    def _rows(self, owner: Owner, some: list[MadeUp], ids: dict[str, str], first: int, size: int) -> Rows:
        """The rows of some reflections by table, in an order in which they can be inserted."""
        names = ("people", "reflections", "readings", "aliases", "mentions", "promises", "steps", "facts", "vectors")
        rows: Rows = {name: [] for name in names}
        for place, made in enumerate(some, start=first + 1):
            rows["reflections"].append(_reflection(made, place))
            rows["readings"].append(_reading(made))
            self._add_people(rows, made, ids)
            _add_promises(rows, made, ids, place)
            _add_facts(rows, made, ids)
            _add_step(rows, made, ids, place, accepted=place > size - 3 * _ACCEPTED, today=self._today)
            rows["vectors"] += self._vectors(made, place)
        for values in rows.values():
            for one in values:
                one["owner"] = owner
        return rows

    @staticmethod
    def _add_people(rows: Rows, made: MadeUp, ids: dict[str, str]) -> None:
        for told in made.reading.people:
            if told.name not in ids:
                ids[told.name] = hashlib.sha256(told.name.encode()).hexdigest()[:32]
                rows["people"].append({"id": ids[told.name], "name": told.name})
            of_both = {"reflection_id": made.id, "person_id": ids[told.name]}
            folded = folded_key(told.name)
            names = {"folded": folded, "bare": without_honorifics(folded), "name": told.name}
            rows["aliases"].append(of_both | names)
            told_of = told.model_dump(mode="json", include={"role", "verdict", "cares_about", "tie_quality", "warmth"})
            rows["mentions"].append(of_both | told_of)

    def _vectors(self, made: MadeUp, place: int) -> Iterator[dict[str, Any]]:
        spans = chunks_of_text(made.text)
        random = np.random.default_rng(place)
        of_parts = self._sentences[list(made.parts)]
        whole = of_parts.mean(axis=0)
        last = max(0, len(made.parts) - 3)
        starts = (min(2 * at, last) for at in range(len(spans) - 1))
        matrix = np.array([whole, *(of_parts[start : start + 3].mean(axis=0) for start in starts)])
        matrix += random.standard_normal(matrix.shape, dtype=np.float32) * np.float32(_NOISE)
        matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
        for number, (span, vector) in enumerate(zip(spans, matrix, strict=True)):
            yield {
                "reflection_id": made.id,
                "fingerprint": self._fingerprint,
                "chunk": number,
                "start": span.start,
                "end": span.end,
                "vector": vector.astype("<f4").tobytes(),
                "sequence": place,
            }


def _sentence_vectors(encoder: Encoder) -> Floats:
    kept = OUT / f"sentences-{encoder.fingerprint}-{len(pool().sentences)}.npy"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.save(kept, encoder.embed(pool().sentences))
    vectors: Floats = np.load(kept)
    return vectors


def _reflection(made: MadeUp, number: int) -> dict[str, Any]:
    return {
        "id": made.id,
        "number": number,
        "text": made.text,
        "on": made.on,
        "kept_at": made.kept_at,
        "state": ReadingState.READ.value,
        "reading": 1,
        "verdict": made.reading.verdict.value,
        **Counts.of(made.reading).model_dump(mode="json"),
    }


def _reading(made: MadeUp) -> dict[str, Any]:
    return {
        "reflection_id": made.id,
        "number": 1,
        "body": made.reading.model_dump_json(),
        "reader": made.reading.made_by.reader,
        "model": made.reading.made_by.model,
        "prompts": [],
        "verdict": made.reading.verdict.value,
        "made_at": made.kept_at,
    }


def _add_promises(rows: Rows, made: MadeUp, ids: dict[str, str], place: int) -> None:
    state = PromiseState.OPEN if place % _STILL_OPEN == 0 else PromiseState.KEPT
    for told in made.reading.people:
        for number, words in enumerate(told.promises):
            rows["promises"].append(
                {
                    "id": f"p{number}{made.id}",
                    "reflection_id": made.id,
                    "person_id": ids[told.name],
                    "text": words,
                    "state": state.value,
                }
            )


def _add_facts(rows: Rows, made: MadeUp, ids: dict[str, str]) -> None:
    """What the first one who was met was in, or did, where the author's signals tell it."""
    told = made.reading.people[0]
    for number, move in enumerate(made.reading.moves):
        if kind := _FACTS.get(move.signal):
            rows["facts"].append(
                {
                    "id": f"f{number}{made.id}"[:40],
                    "reflection_id": made.id,
                    "person_id": ids[told.name],
                    "kind": kind.value,
                    "quote": move.quote,
                }
            )


def _add_step(rows: Rows, made: MadeUp, ids: dict[str, str], place: int, *, accepted: bool, today: date) -> None:
    step = made.reading.step
    if step is None:
        return
    state = StepState.ACCEPTED if accepted else StepState.DONE if place % 2 else StepState.SUGGESTED
    due = today + timedelta(days=place % 7) if accepted else made.on + timedelta(days=7)
    kept = step.model_copy(update={"due": due})
    rows["steps"].append(
        {
            "id": f"s{made.id}",
            "reflection_id": made.id,
            "person_id": ids[step.person or ""],
            "body": kept.model_dump_json(),
            "due": due,
            "state": state.value,
        }
    )
