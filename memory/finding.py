"""Finding reflections again: by meaning, and by words only when the words tell more than the meaning.

Blending word scores into every search makes searches by meaning much worse (measured: recall@1 .47 → .15), so
words count only when the query has the name of a known person, or a word that is as rare as a name.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from journal.quotes import Span
from journal.reflection import Reflection
from memory.chunking import chunks_of_text
from memory.embedders import Embedder
from memory.entries import Entry
from memory.nearest import Index
from memory.places import Floats
from memory.record import Chunk, OwnedRecord
from memory.telling_words import telling_words

_WORDS_WEIGH = 0.2  # beside a cosine of 1: enough to lift the named one, too little to lift a chance word
_AT_FIRST = 60  # chunks asked for, of which a reflection has several
_TOGETHER = 64  # reflections embedded at a time


@dataclass(frozen=True, slots=True)
class Found:
    """A reflection that was found: `score` from 0 to 1, `snippet` its words from `start` to `end` that fit best."""

    reflection_id: str
    on: date
    score: float
    snippet: str
    start: int
    end: int


class Memory:
    """One owner's reflections, found by what they mean."""

    def __init__(self, record: OwnedRecord, index: Index, embedder: Embedder) -> None:
        self._record = record
        self._index = index
        self._embedder = embedder

    def remember(self, reflection: Reflection) -> None:
        """Makes a kept reflection findable, from the user's own words alone. They never change, and what is added to
        them gets vectors of its own: Chroma loses its way to some that are put a second time (measured: 1 in 3,000).

        Raises:
            UnknownReflection: it is not kept, or was forgotten meanwhile.
            ModelFilesMissing: the embedder's files are not there.
        """
        known = self._record.chunks(self._embedder.fingerprint, [reflection.id]).get(reflection.id, ())
        reach = max((chunk.end for chunk in known), default=0)
        if reach >= len(reflection.text):
            return
        added = self._chunked_from(reflection.text, reach, len(known))
        self._record.put_vectors(reflection.id, self._embedder.fingerprint, (*known, *added))
        self._index.add(self._record.owner, reflection.id, added)

    def forget(self, reflection_ids: Sequence[str]) -> None:
        """Erases from the index what the record has forgotten already."""
        if reflection_ids:
            self._index.remove(self._record.owner, reflection_ids)

    def search(
        self, query: str, *, limit: int = 10, since: date | None = None, until: date | None = None
    ) -> tuple[Found, ...]:
        """The reflections nearest to the query, each once, best first.

        Args:
            since, until: days of the meeting, both included.
        """
        if not query.strip() or limit < 1:
            return ()
        asked = self._embedder.embed([query])[0]
        by_words = self._by_words(query)
        scores = dict(self._best(asked, by_words, limit, since, until))
        entries = self._record.entries_by_id(tuple(scores))
        snippets = self._snippets(asked, entries)
        return tuple(_found(entry, scores[entry.reflection.id], snippets[entry.reflection.id]) for entry in entries)

    def nearness(self, query: str, reflection_ids: Sequence[str]) -> dict[str, float]:
        """How near the query in meaning each of these reflections is, 0 to 1; those without vectors are left out."""
        if not query.strip() or not reflection_ids:
            return {}
        asked = self._embedder.embed([query])[0]
        chunks = self._record.chunks(self._embedder.fingerprint, reflection_ids)
        return {one: _clamped(max(float(chunk.vector @ asked) for chunk in theirs)) for one, theirs in chunks.items()}

    def heal(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Embeds what has no vectors yet, and mends the index; returns how many reflections were embedded.

        Args:
            progress: told how many of how many are done.
        """
        missing = self._record.without_vectors(self._embedder.fingerprint)
        if missing:
            self._index.heal()  # what it has of them is of an older text: a crash cut their forgetting off
        for first in range(0, len(missing), _TOGETHER):
            some = self._record.entries_by_id(missing[first : first + _TOGETHER])
            chunks = self._chunked([entry.reflection for entry in some])
            self._record.put_many_vectors(self._embedder.fingerprint, chunks)
            if progress is not None:
                progress(min(first + _TOGETHER, len(missing)), len(missing))
        self._index.heal()
        return len(missing)

    def reindex(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Makes the index anew from the record; returns how many reflections it holds now. Only what has no
        vectors of this embedder is embedded; `progress` is told how much of that is done."""
        self._record.drop_other_vectors(self._embedder.fingerprint)
        self.heal(progress)
        self._index.rebuild()
        return self._record.count()

    def _chunked_from(self, text: str, start: int, number: int) -> list[Chunk]:
        """The chunks of the text from `start` on, with their vectors, numbered from `number`."""
        start += len(text[start:]) - len(text[start:].lstrip())
        spans = [Span(start + span.start, start + span.end) for span in chunks_of_text(text[start:])]
        rows = self._embedder.embed([text[span.start : span.end] for span in spans])
        return [Chunk(number + place, *span, row) for place, (span, row) in enumerate(zip(spans, rows, strict=True))]

    def _chunked(self, reflections: Sequence[Reflection]) -> dict[str, list[Chunk]]:
        """The reflections' chunks with their vectors, by reflection."""
        spans = {reflection.id: chunks_of_text(reflection.text) for reflection in reflections}
        texts = [each.text[span.start : span.end] for each in reflections for span in spans[each.id]]
        rows = iter(self._embedder.embed(texts))
        return {
            one: [Chunk(number, span.start, span.end, next(rows)) for number, span in enumerate(theirs)]
            for one, theirs in spans.items()
        }

    def _by_words(self, query: str) -> dict[str, float]:
        """How well reflections fit the query's telling words, 1 the best; empty when it has none."""
        words = telling_words(query, self._record)
        matches = self._record.match_text(words, _AT_FIRST) if words else ()
        best = max((match.score for match in matches), default=0.0)
        return {match.reflection_id: match.score / best for match in matches} if best > 0 else {}

    def _best(
        self, asked: Floats, by_words: dict[str, float], limit: int, since: date | None, until: date | None
    ) -> list[tuple[str, float]]:
        """The best reflections of the days wanted, with their scores: more chunks are asked for until there are
        enough of them."""
        wanted = max(_AT_FIRST, 4 * limit)
        while True:
            near = self._index.nearest(self._record.owner, asked, wanted)
            scores = self._scored(asked, {one.reflection_id: one.score for one in reversed(near)}, by_words)
            days = self._record.days(tuple(scores))
            fitting = [
                one for one, on in days.items() if (since is None or on >= since) and (until is None or on <= until)
            ]
            if len(fitting) >= limit or len(near) < wanted:
                best = sorted(fitting, key=lambda one: (-scores[one], one))[:limit]
                return [(one, scores[one]) for one in best]
            wanted *= 8

    def _scored(self, asked: Floats, near: dict[str, float], by_words: dict[str, float]) -> dict[str, float]:
        if not by_words:
            return {one: _clamped(score) for one, score in near.items()}
        far = self._record.chunks(self._embedder.fingerprint, [one for one in by_words if one not in near])
        cosines = near | {one: max(float(chunk.vector @ asked) for chunk in chunks) for one, chunks in far.items()}
        both = set(cosines) | set(by_words)
        return {
            one: _clamped((cosines.get(one, 0.0) + _WORDS_WEIGH * by_words.get(one, 0.0)) / (1 + _WORDS_WEIGH))
            for one in both
        }

    def _snippets(self, asked: Floats, entries: Iterable[Entry]) -> dict[str, Span]:
        """For each entry the window that fits best: the whole text only where there are no windows."""
        spans: dict[str, Span] = {}
        lengths = {entry.reflection.id: len(entry.reflection.text) for entry in entries}
        chunks = self._record.chunks(self._embedder.fingerprint, list(lengths))
        for one, length in lengths.items():
            windows = chunks.get(one, ())[1:] or chunks.get(one, ())
            best = max(windows, key=lambda chunk: float(chunk.vector @ asked), default=None)
            spans[one] = Span(0, length) if best is None else Span(best.start, best.end)
        return spans


def _found(entry: Entry, score: float, span: Span) -> Found:
    reflection = entry.reflection
    return Found(reflection.id, reflection.on, score, reflection.text[span.start : span.end], span.start, span.end)


def _clamped(score: float) -> float:
    return min(1.0, max(0.0, score))
