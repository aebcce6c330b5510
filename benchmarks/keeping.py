"""Keeping, finding and asking in a journal of many reflections."""

import math
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.clock import now
from app.kesan import Kesan
from app.settings import Settings
from benchmarks.machine import resident_mb
from benchmarks.texts import journal, rows, texts_of
from benchmarks.timing import Clock, Timing, timed
from journal.reflection import LOCAL_OWNER, Reflection
from memory.index import IndexState

_NEAREST = 30
_QUESTIONS = (
    "siapa yang sebaiknya saya sapa minggu ini?",
    "who told me about a sick parent?",
    "janji saya yang belum ditepati apa saja?",
    "siapa yang sedang merintis usaha?",
    "what did we say about school fees?",
)


def measure(size: int, runs: int) -> dict[str, Timing]:
    """The times in a journal of `size` reflections."""
    with _kesan() as kesan:
        notebook = kesan.notebook()
        texts = texts_of(100, runs + 1)
        times = {"keep": timed(lambda run: notebook.keep(texts[run]), runs)}
        times["keep, derive and embed one of many"] = _fill(kesan, size)
        times |= _searches(kesan, size, runs)
        clock = Clock()
        kesan.index.heal()
        times[f"Chroma: index all {size:,}"] = _once(clock.seconds * 1000)
        times |= _searches(kesan, size, runs)
        times[f"ask at {size:,}"] = timed(lambda run: notebook.ask(_QUESTIONS[run % len(_QUESTIONS)]), runs)
        times["memory of the process afterwards"] = _once(resident_mb(), "MB")
        return times


def _once(value: float, unit: str = "ms") -> Timing:
    return Timing(value, math.nan, 1, unit)


@contextmanager
def _kesan() -> Iterator[Kesan]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        kesan = Kesan(Settings(KESAN_HOME=Path(home), KESAN_READER="embedded"))
        try:
            yield kesan
        finally:
            kesan.close()


def _fill(kesan: Kesan, size: int) -> Timing:
    """Keeps so many reflections, with readings that took no reader, and their vectors."""
    clock = Clock()
    record, memory = kesan.record.of(LOCAL_OWNER), kesan.memory(LOCAL_OWNER)
    for number, (day, text, reading) in enumerate(journal(size)):
        reflection = Reflection(id=f"b-{number}", text=text, on=day, kept_at=now())
        record.keep(reflection)
        record.save_reading(reflection.id, reading, now())
        memory.remember(reflection)
    return _once(clock.seconds / size * 1000)


def _searches(kesan: Kesan, size: int, runs: int) -> dict[str, Timing]:
    """From the query's words to the reflections found, and of that the index alone."""
    notebook, queries = kesan.notebook(), _queries()
    way = "Chroma" if kesan.index.state is IndexState.READY else "exact"
    vectors = kesan.embedder.embed(queries)

    def nearest(run: int) -> object:
        return kesan.index.nearest(LOCAL_OWNER, vectors[run % len(vectors)], _NEAREST)

    return {
        f"{way}: search {size:,}": timed(lambda run: notebook.search(queries[run % len(queries)]), runs * 5),
        f"{way}: nearest {_NEAREST} of {size:,}, the index alone": timed(nearest, runs * 5),
    }


def _queries() -> list[str]:
    """What people care about in the labelled reflections: words of their own, short as queries are."""
    return [words for row in rows() for person in row["people"] for words in person["cares_about"]][:200]
