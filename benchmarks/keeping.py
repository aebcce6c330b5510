"""Keeping, finding, asking, importing and indexing in a journal of many reflections, in this process."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import numpy as np

from app.clock import now, today
from app.kesan import Kesan
from app.settings import Settings
from benchmarks.homes import Home
from benchmarks.machine import cpu_seconds
from benchmarks.texts import rows, texts_of
from benchmarks.timing import Clock, Timing, once, timed
from journal.reflection import LOCAL_OWNER, Reflection
from memory.finding import Memory
from memory.index import ExactIndex, Index, IndexState

_MANY = 10_000  # reflections, above which a question is asked a few times only
_NEAREST = 60
_IMPORTED = 100
_QUESTIONS = {
    "reconnect": "siapa yang sebaiknya saya sapa minggu ini?",
    "promises": "janji saya yang belum ditepati apa saja?",
    "recall": "who told me about a sick parent?",
}


def build_index(home: Home) -> dict[str, Timing]:
    """Chroma's index of a home, made from the record's vectors for the first time, which is what a rebuild does."""
    with opened(home) as kesan:
        clock, before = Clock(), cpu_seconds(os.getpid())
        kesan.index.heal()
        return {f"rebuild the index at {home.size:,}": once(clock.seconds, "s", cpu_seconds(os.getpid()) - before)}


def measure(home: Home, runs: int) -> dict[str, Timing]:
    """The times in a home's journal."""
    with opened(home) as kesan:
        notebook, texts = kesan.notebook(), texts_of(100, 3 * runs + 3)
        at, asked = f"at {home.size:,}", 3 if home.size > _MANY else max(3, runs // 2)
        times: dict[str, Timing] = {}
        if home.size:
            exact = ExactIndex(kesan.record, kesan.embedder.fingerprint)
            times |= _searches(kesan, exact, "exact", home, runs)
            exact.close()
            times |= _peers(kesan, home, runs)
            kesan.index.heal()
            if kesan.index.state is IndexState.READY:
                times |= _searches(kesan, kesan.index, "Chroma", home, runs)
            for kind, question in _QUESTIONS.items():
                times[f"ask, {kind}, {at}"] = timed(partial(_ask, kesan, question), asked)
        times[f"import a reflection with its vectors {at}"] = _import(kesan)
        times[f"keep {at}"] = timed(lambda run: notebook.keep(texts[run]), runs)
        times[f"remember {at}"] = timed(lambda run: _remember(kesan, texts[runs + 1 + run], run), runs)
        times[f"keep, read and remember {at}"] = timed(lambda run: _whole(kesan, texts[2 * runs + 2 + run]), runs)
        return times


@contextmanager
def opened(home: Home) -> Iterator[Kesan]:
    """A home's Kesan in this process."""
    kesan = Kesan(Settings(KESAN_HOME=home.path, KESAN_READER="embedded"))
    try:
        yield kesan
    finally:
        kesan.close()


def _searches(kesan: Kesan, index: Index, way: str, home: Home, runs: int) -> dict[str, Timing]:
    """From the query's words to the reflections found, and of that the index alone."""
    memory, queries = Memory(kesan.record.of(LOCAL_OWNER), index, kesan.embedder), _queries()
    vectors = kesan.embedder.embed(queries[:20])

    def nearest(run: int) -> object:
        return index.nearest(LOCAL_OWNER, vectors[run % len(vectors)], _NEAREST)

    return {
        f"search at {home.size:,}, {way}": timed(lambda run: memory.search(queries[run % len(queries)]), runs * 3),
        f"nearest {_NEAREST} at {home.size:,}, {way}": timed(nearest, runs * 3),
    }


def _peers(kesan: Kesan, home: Home, runs: int) -> dict[str, Timing]:
    """The least that a search could take: numpy over all vectors, and SQLite's full text over all texts."""
    record = kesan.record.of(LOCAL_OWNER)
    matrix, queries = record.vectors(kesan.embedder.fingerprint).matrix, _queries()
    asked = kesan.embedder.embed(queries[:20])
    return {
        f"peer: numpy over {len(matrix):,} vectors": timed(
            lambda run: np.argpartition(matrix @ asked[run % len(asked)], -_NEAREST)[-_NEAREST:], runs * 3
        ),
        f"peer: FTS5 at {home.size:,}": timed(
            lambda run: record.match_text(queries[run % len(queries)].split(), _NEAREST), runs * 3
        ),
    }


def _ask(kesan: Kesan, question: str, _run: int) -> None:
    kesan.notebook().ask(question)


def _whole(kesan: Kesan, text: str) -> None:
    """All that a reflection costs: kept, read by the embedded reader, derived from, and made findable."""
    notebook = kesan.notebook()
    notebook.read(notebook.keep(text).reflection.id)


def _remember(kesan: Kesan, text: str, run: int) -> None:
    """A kept reflection's words get vectors, and the index takes them in."""
    reflection = Reflection(id=f"bench-{run}", text=text, on=today(), kept_at=now())
    record = kesan.record.of(LOCAL_OWNER)
    record.keep(reflection)
    kesan.memory(LOCAL_OWNER).remember(reflection)


def _import(kesan: Kesan) -> Timing:
    """One of many that a file brings, encoded too."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "import.jsonl"
        lines = (
            json.dumps({"id": f"imported-{number}", "date": "2024-05-01", "text": text})
            for number, text in enumerate(texts_of(60, _IMPORTED))
        )
        path.write_text("\n".join(lines), encoding="utf-8")
        clock, before = Clock(), cpu_seconds(os.getpid())
        kesan.notebook().import_file(path)
        cpu = cpu_seconds(os.getpid()) - before
        return once(clock.seconds / _IMPORTED * 1000, cpu=cpu / _IMPORTED * 1000)


def _queries() -> list[str]:
    """What people care about in the labelled reflections: words of their own, short as queries are."""
    return [words for row in rows() for person in row["people"] for words in person["cares_about"]][:200]
